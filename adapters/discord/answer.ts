import { askedAbout } from "../../src/engine/asked-about.ts";
import type { Text } from "../../src/engine/reply.ts";
import { suggest } from "../../src/engine/suggest.ts";
import { takeInterviewTurn } from "../../src/rounds.ts";
import type { InterviewTurn } from "../../src/rounds.ts";
import type { TurnParts, TurnRequest } from "../../src/turn.ts";
import { addressOf, TENANT } from "./address.ts";
import { LIMITS } from "./blocks.ts";
import type { Caller } from "./caller.ts";
import { createDelivery } from "./delivery.ts";
import { cutWords } from "./escape.ts";
import { readInteraction } from "./inbound.ts";
import type { Incoming, UntimedEvent } from "./inbound.ts";
import { deferWhenLate, deliver, trouble } from "./line-delivery.ts";
import type { AnswerPorts, Moved } from "./line-delivery.ts";
import { createLine } from "./line.ts";
import type { Line, RespondFirst } from "./line.ts";
import { describeError } from "./log.ts";
import { readPlace } from "./place.ts";
import { answerTeam, deliverRounds } from "./rounds.ts";
import { renderHelp, renderModal, renderNotYours, renderUnlisted } from "./screens.ts";

/** Twice as many are remembered at most. */
const REMEMBERED_IDS = 1000;

/** Answers interactions, whichever way they came in. */
export interface Answerer {
  /**
   * Answers one interaction. Never rejects.
   *
   * @param respondFirst - Gives the first answer: over REST, or inline.
   * @returns `"answered"`, or why nothing was said.
   */
  answer(payload: unknown, respondFirst: RespondFirst): Promise<string>;
}

/** Makes the answerer. What it remembers of past ids only saves requests; storage is what makes a turn happen once. */
export function createAnswerer(ports: AnswerPorts): Answerer {
  let recent = new Set<string>();
  let older = recent;
  const isKnown = (id: string): boolean => {
    if (recent.has(id) || older.has(id)) return true;
    if (recent.size === REMEMBERED_IDS) [older, recent] = [recent, new Set()];
    recent.add(id);
    return false;
  };
  return {
    answer: async (payload, respondFirst) => {
      try {
        const incoming = readInteraction(payload);
        if (incoming.type === "ping") return await pong(respondFirst);
        if (incoming.type === "ignored") {
          ports.log.info({ reason: incoming.reason }, "Ignored an interaction");
          return incoming.reason;
        }
        // A turn is taken once by what storage knows of it.
        if (incoming.type !== "turn" && isKnown(incoming.caller.id)) return "delivered before";
        const line = createLine(ports.rest, incoming.caller, respondFirst);
        return await answerIncoming(ports, incoming, line);
      } catch (error) {
        ports.log.error(describeError(error), "Could not answer an interaction");
        return "failed";
      }
    },
  };
}

async function pong(respondFirst: RespondFirst): Promise<string> {
  await respondFirst({ type: 1 }, false);
  return "answered";
}

async function answerIncoming(
  ports: AnswerPorts,
  incoming: Exclude<Incoming, { readonly type: "ping" | "ignored" }>,
  line: Line,
): Promise<string> {
  const { caller } = incoming;
  const { dialog, speaker } = ports.parts.dialog.in(caller.locale);
  const speak = (text: Text) => speaker.say(text);
  switch (incoming.type) {
    case "suggest":
      return answerTyping(ports, incoming.text, caller, line);
    case "help":
      return line.tell(renderHelp(speak));
    case "foreign":
      return line.tell(renderNotYours(speak, incoming.owner));
    case "open": {
      const { question, revision, round } = incoming;
      const { id: opener, person: owner } = caller;
      const modal = renderModal(speak, dialog, { owner, round, question, revision, opener });
      if (!modal) return answerTurn(ports, caller, { type: "resume" }, line, round);
      await line.first({ type: 9, data: modal });
      return "answered";
    }
    case "about": {
      const { text } = incoming;
      return answerTurn(ports, caller, { type: "start", text, quoted: true }, line);
    }
    case "card": {
      const { catalogue } = dialog;
      const entry = catalogue.entry(incoming.named, caller.at);
      const [about = ""] = dialog.words.phrases.aboutEntry;
      // As if it were typed: an id that was chosen stands for its code, or its name.
      const text = `${about} ${entry?.code ?? entry?.name ?? incoming.named}`;
      if (askedAbout(dialog, text) === undefined)
        return line.tell(renderUnlisted(speak, incoming.named));
      return answerTurn(ports, caller, { type: "text", text }, line);
    }
    case "turn": {
      const event = await withWords(ports, caller, incoming.event);
      return answerTurn(ports, caller, event, line, incoming.round);
    }
    case "team":
      return answerTeam(ports, incoming, line);
  }
}

function startWith(text: string): UntimedEvent {
  return text === "" ? { type: "start" } : { type: "start", text };
}

/** Whoever called the bot in a channel begins with the words they called it with: others, with what the button says. */
async function withWords(
  { parts }: AnswerPorts,
  { surface, message, person }: Caller,
  event: UntimedEvent,
): Promise<UntimedEvent> {
  if (event.type !== "start" || surface !== "new" || message === undefined) return event;
  const { called } = await readPlace(parts.storage, { tenant: TENANT, person });
  return called?.message === message ? startWith(called.text) : event;
}

/** The one certification that somebody's words name, as a button can carry it. */
export function namedIn(parts: TurnParts, locale: string, text: string): string | undefined {
  const found = parts.dialog.in(locale).dialog.catalogue.find(text);
  const exact = found.find((match) => match.exact);
  return exact && cutWords(exact.name, NAME_CHARS_MAX);
}

/** What remains of a button's 100 characters beside version, tag and letter. */
const NAME_CHARS_MAX = 80;

async function answerTyping(
  { parts, log }: AnswerPorts,
  text: string,
  caller: Caller,
  line: Line,
): Promise<string> {
  const { dialog, speaker } = parts.dialog.in(caller.locale);
  const choices = suggest(dialog, text, LIMITS.choicesMax).map(({ id, label }) => ({
    name: cutWords(speaker.say(label), LIMITS.choiceCharsMax),
    value: id,
  }));
  try {
    await line.first({ type: 8, data: { choices } });
    return "answered";
  } catch (error) {
    // The person has typed on meanwhile, and Discord no longer wants these (discord.js#10236).
    log.info(describeError(error), "Suggestions came too late");
    return "too late";
  }
}

async function answerTurn(
  ports: AnswerPorts,
  caller: Caller,
  event: UntimedEvent,
  line: Line,
  round?: string,
): Promise<string> {
  const request: TurnRequest = {
    tenant: TENANT,
    person: caller.person,
    deliveryId: caller.id,
    event: { ...event, now: ports.now(), at: caller.at },
    address: addressOf(caller),
    locale: caller.locale,
    ...(round === undefined ? {} : { round }),
  };
  const answering = takeAndDeliver(ports, request, { caller, event, line });
  // What is typed meanwhile waits until it is known which screen this led to.
  if (!caller.ephemeral) void ports.order.run(caller.channel, () => answering).catch(() => {});
  await deferWhenLate(ports, answering, line);
  return answering;
}

async function takeAndDeliver(
  ports: AnswerPorts,
  request: TurnRequest,
  moved: Omit<Moved, "isFollowed">,
): Promise<string> {
  const { parts, log } = ports;
  const { caller, line } = moved;
  let taken: InterviewTurn;
  try {
    taken = await takeInterviewTurn(parts, request);
  } catch (error) {
    log.error(describeError(error), "Could not take a turn");
    return line.tell(trouble(parts, caller.locale, "discord.failed"));
  }
  const { owed, rounds } = taken;
  // Whoever took the turn answers. Its row stays owed until then, and is sent by due.ts if that never happens.
  if ([...owed, ...rounds].every(({ repeated }) => repeated)) return "taken before";
  const delivery = createDelivery(ports, caller.locale);
  await deliver(ports, delivery, owed, { ...moved, isFollowed: rounds.length > 0 });
  if (rounds.length > 0) await deliverRounds(ports, { caller, line, owed: rounds, isBelow: true });
  return "answered";
}
