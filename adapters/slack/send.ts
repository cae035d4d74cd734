import { isOfRound } from "../../src/rounds/replies.ts";
import type { Tick } from "../../src/in-order.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import { isScreen } from "../../src/turn.ts";
import type { Kept, OwedReply, ScreenReply, Sent, SpokenReply, TurnParts } from "../../src/turn.ts";
import { howToAnswer, isLive, parseAddress } from "./address.ts";
import type { Address } from "./address.ts";
import type { Message } from "./blocks.ts";
import { note, pointer } from "./cards.ts";
import { causeOf } from "./log.ts";
import type { Log } from "./log.ts";
import { renderLine, renderReply } from "./outbound.ts";
import { toMs } from "./markup.ts";
import { keptShown, readPlace } from "./place.ts";
import type { Place, Shown } from "./place.ts";
import { deliverRound } from "./round-send.ts";
import { showingOf } from "./showing.ts";
import { isGone, isShutOut, RespondRefused } from "./web.ts";
import type { Spot, Web } from "./web.ts";

/** What sending needs. */
export interface SendParts {
  readonly parts: TurnParts;
  readonly web: Web;
  readonly now: () => number;
  readonly tick: () => Tick;
  readonly log: Log;
}

/** A second press in flight gives the same advice again: within this time it is not posted twice, ms. */
const REPEAT_MS = 10_000;

/** One reply on its way. */
interface Sending extends SendParts {
  readonly owed: OwedReply;
  readonly address: Address;
  readonly place: Place;
}

/** Sends replies, in their order, and marks each as sent. */
export interface Sender {
  /** The replies of one turn. One that cannot be sent is logged and stays owed, with those after it. */
  sendAll(owed: readonly OwedReply[]): Promise<void>;
  /** What rounds say, to one after another: that one cannot be told keeps nothing from the others. */
  sendRounds(owed: readonly OwedRoundReply[]): Promise<void>;
  /** One reply, given only what is stored. @throws {Error} when Slack does not take it */
  send(owed: OwedReply | OwedRoundReply): Promise<void>;
}

/** Makes the sender. */
export function createSender(parts: SendParts): Sender {
  const { storage } = parts.parts;
  const sendRound = async (owed: OwedRoundReply) => {
    const after = await deliverRound(parts, owed);
    await storage.markSent(owed.id);
    await after?.();
  };
  const keepOwed = (one: OwedReply | OwedRoundReply, error: unknown) => {
    const fields = { reply: one.id, type: one.reply.type, cause: causeOf(error) };
    parts.log.warn(fields, "A reply was not sent and stays owed");
  };
  return {
    async sendAll(owed) {
      let isShut = false;
      for (const one of owed) {
        try {
          const { outcome, sent } = await deliver(parts, one, isShut);
          isShut = outcome === "shut";
          await storage.markSent(one.id, sent);
        } catch (error) {
          return keepOwed(one, error);
        }
      }
    },
    async sendRounds(owed) {
      for (const one of owed) await sendRound(one).catch((error: unknown) => keepOwed(one, error));
    },
    async send(owed) {
      if (isOfRound(owed)) return sendRound(owed);
      const { sent } = await deliver(parts, owed, false);
      await storage.markSent(owed.id, sent);
    },
  };
}

/** What became of a reply: "shut" where it could not be posted. */
interface Delivered {
  readonly outcome: "sent" | "shut";
  /** How it is marked as sent: with the place the person is at now. */
  readonly sent?: Sent;
}

async function deliver(parts: SendParts, owed: OwedReply, isShut: boolean): Promise<Delivered> {
  const address = parseAddress(owed.address);
  const place = await readPlace(parts.parts.storage, address);
  const sending = { ...parts, owed, address, place };
  const { reply } = owed;
  if (isScreen(reply) && isOutdated(reply, sending)) return { outcome: "sent" };
  const messages = render(sending);
  if (reply.type === "post") return { outcome: await post(sending, messages) };
  const sorry = parts.parts.dialog.in("").speaker.say({ text: "slack.cannot-post" });
  const shown = isShut && reply.type === "notice" ? [note(sorry)] : messages;
  let spot: Spot | undefined;
  for (const message of shown) spot = await show(sending, message, shown.length === 1);
  const kept = spot && keptOf(sending, spot);
  return { outcome: "sent", ...(kept && { sent: { kept } }) };
}

function render({ parts, owed, address, place }: Sending): readonly Message[] {
  const { thread } = address;
  return renderReply(owed.reply, {
    ...showingOf(parts, address.person, owed.round),
    ...(place.origin ? { origin: place.origin.channel } : {}),
    ...(address.surface === "mention" && thread !== undefined ? { thread } : {}),
  });
}

async function post(
  { web, place }: Sending,
  messages: readonly Message[],
): Promise<"sent" | "shut"> {
  const { origin } = place;
  if (!origin) return "shut";
  try {
    for (const message of messages) await web.post(origin.channel, message, origin.thread);
    return "sent";
  } catch (error) {
    if (isShutOut(error)) return "shut";
    throw error;
  }
}

/** Shows one message; gives where it is when it is one that stays. */
async function show(
  sending: Sending,
  message: Message,
  isWhole: boolean,
): Promise<Spot | undefined> {
  const { address, owed, parts, place, web } = sending;
  const stays = owed.reply.type === "advice";
  switch (address.surface) {
    case "mention":
      await web.whisper(address.channel ?? "", address.person, message, address.thread);
      return undefined;
    case "private":
    case "channel":
    case "command": {
      if (owed.reply.type === "notice" && isLive(address, sending.now())) {
        await answer(sending, message);
        return undefined;
      }
      const spot = await newMessage(sending, message);
      if (isLive(address, sending.now()))
        await answer(sending, pointer(parts.dialog.in("").speaker, address));
      return spot;
    }
    case "dm":
      return newMessage(sending, message);
    case "advice":
      return (stays ? replace : newMessage)(sending, message);
    case "question": {
      if (!stays && isWhole) return replace(sending, message);
      const spot = isRepeat(sending) ? undefined : await newMessage(sending, message);
      if (stays)
        await fold(sending, () =>
          replace(sending, renderLine(address.line ?? place.shown?.title ?? "")),
        );
      return spot;
    }
  }
}

/** A card becomes its answer; the first reply to a command cannot be replaced (https://github.com/slackapi/bolt-js/issues/2287). */
async function answer({ web, address }: Sending, message: Message): Promise<void> {
  await web.respond(address.url ?? "", { ...message, ...howToAnswer(address) });
}

/** Replaces the message that was pressed: through the press, later by an update, and below it when it is gone. */
async function replace(sending: Sending, message: Message): Promise<Spot> {
  const { web, address } = sending;
  const { message: spot, url = "" } = address;
  if (!spot) return newMessage(sending, message);
  try {
    if (isLive(address, sending.now())) {
      await web.respond(url, { ...message, replace_original: true });
      return spot;
    }
  } catch (error) {
    if (!(error instanceof RespondRefused)) throw error;
  }
  try {
    await web.update(spot, message);
    return spot;
  } catch (error) {
    if (!isGone(error)) throw error;
    return newMessage(sending, message);
  }
}

/** Writes below, and leaves of the question above its one line. */
async function newMessage(sending: Sending, message: Message): Promise<Spot> {
  const { web, address, place, owed } = sending;
  const { shown } = place;
  const spot = await web.post(
    shown?.channel ?? address.message?.channel ?? address.person,
    message,
  );
  const isSame = shown?.round === owed.round;
  const isElsewhere = shown?.kind === "question" && shown.ts !== address.message?.ts;
  if (shown && isScreen(owed.reply) && isSame && isElsewhere) {
    const line = renderLine(lineOf(owed.reply, shown.title));
    await fold(sending, () => web.update(shown, line, { isBestEffort: true }));
  }
  return spot;
}

/** What is only tidying up may fail: a press on what was left is understood all the same. */
async function fold({ log }: Sending, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    log.info({ cause: causeOf(error) }, "An answered question could not be folded");
  }
}

/** Where the person is now; undefined where they were before, or for what is no screen. */
function keptOf(sending: Sending, spot: Spot): Kept | undefined {
  const { owed, address, place } = sending;
  const { reply, round } = owed;
  if (!isScreen(reply)) return undefined;
  const { channel, ts } = spot;
  const { title, revision } = reply;
  const { shown: before } = place;
  if (before?.ts === ts && before.revision === revision && before.title === title) return undefined;
  const shown: Shown = {
    channel,
    ts,
    kind: reply.type === "advice" ? "advice" : "question",
    title,
    revision,
    at: address.at,
    ...sinceWhen(sending, spot),
    ...(reply.type === "question" ? { question: reply.question } : {}),
    ...(round === undefined ? {} : { round }),
  };
  return keptShown(address, shown, address.at);
}

/**
 * Since when a screen stands. A message has its own time. Of an edit Slack gives none: it came after the press that led
 * to it, and after all that had arrived here by the time it was done.
 */
function sinceWhen({ address, tick }: Sending, { ts }: Spot): Pick<Shown, "from" | "sent"> {
  const { acted = 0, message } = address;
  if (ts !== message?.ts) return { from: toMs(ts) };
  return { from: Math.max(toMs(ts), acted), sent: tick() };
}

/** A newer screen was shown since: an old one that was left behind would only confuse. */
function isOutdated(reply: ScreenReply, { owed, address, place }: Sending): boolean {
  const { shown } = place;
  if (!shown || shown.round !== owed.round) return false;
  return shown.revision > reply.revision || shown.at > address.at;
}

function isRepeat({ owed: { reply, round }, address, place: { shown } }: Sending): boolean {
  return (
    shown?.round === round &&
    reply.type === "advice" &&
    shown?.kind === "advice" &&
    shown.revision === reply.revision &&
    address.at - shown.at < REPEAT_MS
  );
}

function lineOf(reply: SpokenReply, title: string): string {
  if (reply.type !== "question" || !reply.last || reply.clarify !== undefined) return title;
  return `${reply.last.question} → ${reply.last.answer}`;
}
