import type { Text } from "../../src/engine/reply.ts";
import { takeTurn } from "../../src/turn.ts";
import type { OwedReply, TurnParts, TurnRequest } from "../../src/turn.ts";
import { addressOf } from "./address.ts";
import type { Component } from "./blocks.ts";
import { LIMITS } from "./blocks.ts";
import { createDelivery } from "./delivery.ts";
import type { Delivery } from "./delivery.ts";
import { cutWords } from "./escape.ts";
import { readInteraction } from "./inbound.ts";
import type { Caller, Incoming, UntimedEvent } from "./inbound.ts";
import { createLine } from "./line.ts";
import type { Line, RespondFirst } from "./line.ts";
import { describeError } from "./redact.ts";
import type { Log } from "./redact.ts";
import type { Rest } from "./rest.ts";
import { renderHelp, renderModal, renderNotYours, renderTrouble } from "./screens.ts";

/** What answering needs. */
export interface AnswerPorts {
  readonly parts: TurnParts;
  readonly rest: Rest;
  readonly log: Log;
  /** Ms since epoch. */
  readonly now: () => number;
  /** Resolves after so many ms, or rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Discord wants an answer within 3 seconds. A turn that is not done by then is acknowledged with a deferral, early
 * enough for the deferral itself to travel. https://docs.discord.com/developers/interactions/receiving-and-responding
 */
const DEFER_AFTER_MS = 1500;
const REMEMBERED_IDS_MAX = 2000;

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
  const recent = new Set<string>();
  const isKnown = (id: string): boolean => {
    if (recent.has(id)) return true;
    recent.add(id);
    for (const oldest of recent) {
      if (recent.size <= REMEMBERED_IDS_MAX) break;
      recent.delete(oldest);
    }
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
        if (isKnown(incoming.caller.id)) return "delivered before";
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
      return suggest(ports, incoming.text, caller, line);
    case "help":
      return line.tell(renderHelp(speak));
    case "foreign":
      return line.tell(renderNotYours(speak, incoming.owner));
    case "open": {
      const { question, revision } = incoming;
      const opener = caller.id;
      const modal = renderModal(speak, dialog, {
        owner: caller.person,
        question,
        revision,
        opener,
      });
      if (!modal) return answerTurn(ports, caller, { type: "resume" }, line);
      await line.first({ type: 9, data: modal });
      return "answered";
    }
    case "about": {
      const named = namedIn(ports.parts, caller.locale, incoming.text);
      const event = named === undefined ? {} : { text: named };
      return answerTurn(ports, caller, { type: "start", ...event }, line);
    }
    case "turn":
      return answerTurn(ports, caller, incoming.event, line);
  }
}

/** The one certification that somebody's words name, as a button can carry it. */
export function namedIn(parts: TurnParts, locale: string, text: string): string | undefined {
  const found = parts.dialog.in(locale).dialog.catalogue.find(text);
  const exact = found.find((match) => match.exact);
  return exact && cutWords(exact.name, NAME_CHARS_MAX);
}

/** What remains of a button's 100 characters beside version, tag and letter. */
const NAME_CHARS_MAX = 80;

async function suggest(
  { parts, now, log }: AnswerPorts,
  text: string,
  caller: Caller,
  line: Line,
): Promise<string> {
  const { catalogue } = parts.dialog.in(caller.locale).dialog;
  const found =
    text.trim() === ""
      ? catalogue.fitting({ level: "entry", coding: false }, now())
      : catalogue.find(text);
  const names = found.map(({ name }) => cutWords(name, LIMITS.choiceCharsMax));
  const choices = [...new Set(names)]
    .slice(0, LIMITS.choicesMax)
    .map((name) => ({ name, value: name }));
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
): Promise<string> {
  const { parts, log } = ports;
  const request: TurnRequest = {
    tenant: TENANT,
    person: caller.person,
    deliveryId: caller.id,
    event: { ...event, now: ports.now(), at: caller.at },
    address: addressOf(caller),
    locale: caller.locale,
  };
  const turn = takeTurn(parts, request);
  await deferWhenLate(ports, turn, line);
  let owed: readonly OwedReply[];
  try {
    owed = await turn;
  } catch (error) {
    log.error(describeError(error), "Could not take a turn");
    return line.tell(trouble(parts, caller.locale, "discord.failed"));
  }
  // Whoever took the turn answers. Its row stays owed until then, and is sent by due.ts if that never happens.
  if (owed.every(({ repeated }) => repeated)) return "taken before";
  await deliver(ports, createDelivery(ports, caller.locale), owed, line);
  return "answered";
}

/**
 * A Discord account is one person on every server and in direct messages, so their own interview is one too: begun on
 * a server, gone on with in a direct message, erased everywhere at once.
 */
export const TENANT = "discord";

async function deferWhenLate(
  { wait, log }: AnswerPorts,
  turn: Promise<unknown>,
  line: Line,
): Promise<void> {
  const timer = new AbortController();
  const isDone = await Promise.race([
    turn.then(
      () => true,
      () => true,
    ),
    wait(DEFER_AFTER_MS, timer.signal).then(
      () => false,
      () => true,
    ),
  ]);
  timer.abort();
  if (isDone) return;
  try {
    await line.defer();
  } catch (error) {
    log.warn(describeError(error), "Could not acknowledge a turn that takes long");
  }
}

/** Sends what others see and files first: the screen then says how that went. */
async function deliver(
  { parts, log }: AnswerPorts,
  delivery: Delivery,
  owed: readonly OwedReply[],
  line: Line,
): Promise<void> {
  const screens = owed.filter(({ reply }) => reply.type !== "post" && reply.type !== "file");
  const extras = owed.filter((each) => !screens.includes(each));
  const sent: OwedReply[] = [];
  try {
    if (extras.length > 0) await line.defer();
    let problem: string | undefined;
    for (const extra of extras) {
      problem = (await delivery.sendExtra(extra)) ?? problem;
      sent.push(extra);
    }
    const told = problem === undefined ? undefined : trouble(parts, delivery.locale, problem);
    await showScreens(screens, delivery, line, told);
    sent.push(...screens);
  } catch (error) {
    log.warn(describeError(error), "Could not show a screen; it stays owed");
  }
  for (const { id } of sent) {
    // Shown but not marked is shown again at worst; the answer itself is safe.
    await parts.storage
      .markSent(id)
      .catch((error: unknown) => log.warn(describeError(error), "Could not mark a reply as sent"));
  }
}

async function showScreens(
  screens: readonly OwedReply[],
  delivery: Delivery,
  line: Line,
  problem: readonly Component[] | undefined,
): Promise<void> {
  const last = screens.at(-1);
  // What went wrong takes the place of the screen that would say it went well; else it is said beside the screen.
  if (problem) await (last ? line.show(problem) : line.tell(problem));
  else if (last) await line.show(delivery.render(last, line.ephemeral));
  for (const earlier of screens.slice(0, -1))
    await line.tell(delivery.render(earlier, line.ephemeral));
}

function trouble(parts: TurnParts, locale: string, text: string): readonly Component[] {
  return renderTrouble((said) => parts.dialog.in(locale).speaker.say(said), text);
}
