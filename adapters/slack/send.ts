import type {
  ConfirmReply,
  AdviceReply,
  QuestionReply,
  ReviewReply,
} from "../../src/engine/reply.ts";
import type { OwedReply, SpokenReply, TurnParts } from "../../src/turn.ts";
import { parseAddress } from "./address.ts";
import type { Address } from "./address.ts";
import type { Message } from "./blocks.ts";
import { note, pointer } from "./cards.ts";
import { redact } from "./log.ts";
import type { Log } from "./log.ts";
import { renderLine, renderReply } from "./outbound.ts";
import { movePlace, readPlace } from "./place.ts";
import type { Place } from "./place.ts";
import { isShutOut, RespondRefused } from "./web.ts";
import type { Spot, Web } from "./web.ts";

/** What sending needs. */
export interface SendParts {
  readonly parts: TurnParts;
  readonly web: Web;
  readonly now: () => number;
  readonly log: Log;
}

/** A second press in flight gives the same advice again: within this time it is not posted twice, ms. */
const REPEAT_MS = 10_000;

type ScreenReply =
  | QuestionReply<string>
  | ConfirmReply<string>
  | ReviewReply<string>
  | AdviceReply<string>;

/** One reply on its way. */
interface Sending {
  readonly owed: OwedReply;
  readonly address: Address;
  readonly place: Place;
}

/** Sends replies, in their order, and marks each as sent. */
export interface Sender {
  /** The replies of one turn. One that cannot be sent is logged and stays owed, with those after it. */
  sendAll(owed: readonly OwedReply[]): Promise<void>;
  /** One reply, given only what is stored. @throws {Error} when Slack does not take it */
  send(owed: OwedReply): Promise<void>;
}

/** Makes the sender. */
export function createSender({ parts, web, now, log }: SendParts): Sender {
  const { storage } = parts;
  const { speaker } = parts.dialog.in("");

  async function deliver(owed: OwedReply, isShut: boolean): Promise<"sent" | "shut"> {
    const address = parseAddress(owed.address);
    const place = await readPlace(storage, address);
    const sending = { owed, address, place };
    const { reply } = owed;
    if (isScreen(reply) && isOutdated(reply, sending)) return "sent";
    if (reply.type === "post") return post(reply, sending);
    const messages =
      isShut && reply.type === "notice"
        ? [note(speaker.say({ text: "slack.cannot-post" }))]
        : render(reply, sending);
    for (const message of messages) await show(message, sending, messages.length === 1);
    return "sent";
  }

  function render(reply: SpokenReply, { address, place }: Sending): readonly Message[] {
    return renderReply(reply, {
      owner: address.person,
      speaker,
      ...(place.origin ? { origin: place.origin.channel } : {}),
      ...(address.surface === "mention" && address.thread !== undefined
        ? { thread: address.thread }
        : {}),
    });
  }

  async function post(reply: SpokenReply, sending: Sending): Promise<"sent" | "shut"> {
    const { origin } = sending.place;
    const [message] = render(reply, sending);
    if (!origin || !message) return "shut";
    try {
      await web.post(origin.channel, message, origin.thread);
      return "sent";
    } catch (error) {
      if (isShutOut(error)) return "shut";
      throw error;
    }
  }

  async function show(message: Message, sending: Sending, isWhole: boolean): Promise<void> {
    const { owed, address, place } = sending;
    const { reply } = owed;
    const stays = reply.type === "advice";
    const isPrivateNote = reply.type === "notice";
    switch (address.surface) {
      case "mention":
        return web.whisper(address.channel ?? "", address.person, message, address.thread);
      case "private":
      case "command":
        if (isPrivateNote && isLive(address)) return answer(address, message);
        await remember(sending, await newMessage(message, sending));
        if (isLive(address))
          await answer(
            address,
            pointer(speaker, {
              team: address.tenant,
              ...(address.app === undefined ? {} : { id: address.app }),
            }),
          );
        return;
      case "dm":
        return remember(sending, await newMessage(message, sending));
      case "advice":
        return remember(
          sending,
          stays ? await replace(message, sending) : await newMessage(message, sending),
        );
      case "question":
        if (!stays && isWhole) return remember(sending, await replace(message, sending));
        if (!isRepeat(sending)) await remember(sending, await newMessage(message, sending));
        if (stays)
          await fold(() => replace(renderLine(address.line ?? place.shown?.title ?? ""), sending));
        return;
    }
  }

  function isLive({ url, until }: Address): boolean {
    return url !== undefined && until !== undefined && now() < until;
  }

  /** A card becomes its answer; the first reply to a command cannot be replaced (https://github.com/slackapi/bolt-js/issues/2287). */
  async function answer({ url = "", surface }: Address, message: Message): Promise<void> {
    const how = surface === "command" ? { response_type: "ephemeral" } : { replace_original: true };
    await web.respond(url, { ...message, ...how });
  }

  async function replace(message: Message, sending: Sending): Promise<Spot> {
    const { address } = sending;
    const { message: spot, url = "" } = address;
    try {
      if (isLive(address)) {
        await web.respond(url, { ...message, replace_original: true });
        if (spot) return spot;
      }
    } catch (error) {
      if (!(error instanceof RespondRefused)) throw error;
    }
    if (!spot) return newMessage(message, sending);
    try {
      await web.update(spot, message);
      return spot;
    } catch (error) {
      if (!isGone(error)) throw error;
      return newMessage(message, sending);
    }
  }

  /** Writes below, and leaves of the question above its one line. */
  async function newMessage(message: Message, { address, place, owed }: Sending): Promise<Spot> {
    const { shown } = place;
    const spot = await web.post(
      shown?.channel ?? address.message?.channel ?? address.person,
      message,
    );
    if (isScreen(owed.reply) && shown?.kind === "question" && shown.ts !== address.message?.ts)
      await fold(() =>
        web.update(shown, renderLine(lineOf(owed.reply, shown.title)), { isBestEffort: true }),
      );
    return spot;
  }

  /** What is only tidying up may fail: a press on what was left is understood all the same. */
  async function fold(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      log.info({ cause: causeOf(error) }, "An answered question could not be folded");
    }
  }

  async function remember({ owed, address, place }: Sending, spot: Spot): Promise<void> {
    const { reply, id } = owed;
    if (!isScreen(reply)) return;
    const { channel, ts } = spot;
    const { title, revision } = reply;
    const kind = reply.type === "advice" ? "advice" : "question";
    if (place.shown?.ts === ts && place.shown.revision === revision && place.shown.title === title)
      return;
    const shown = { channel, ts, kind, title, revision, at: address.at } as const;
    await movePlace(storage, address, { shown }, { reason: `${id} ${ts}`, now: now() });
  }

  return {
    async sendAll(owed) {
      let isShut = false;
      for (const one of owed) {
        try {
          isShut = (await deliver(one, isShut)) === "shut";
          await storage.markSent(one.id);
        } catch (error) {
          log.warn(
            { reply: one.id, type: one.reply.type, cause: causeOf(error) },
            "A reply was not sent and stays owed",
          );
          return;
        }
      }
    },
    async send(owed) {
      await deliver(owed, false);
      await storage.markSent(owed.id);
    },
  };
}

function isScreen(reply: SpokenReply): reply is ScreenReply {
  return ["question", "confirm", "review", "advice"].includes(reply.type);
}

/** A newer screen was shown since: an old one that was left behind would only confuse. */
function isOutdated(reply: ScreenReply, { address, place }: Sending): boolean {
  const { shown } = place;
  return shown !== undefined && (shown.revision > reply.revision || shown.at > address.at);
}

function isRepeat({ owed: { reply }, address, place: { shown } }: Sending): boolean {
  return (
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

function isGone(error: unknown): boolean {
  return /message_not_found|cant_update_message|channel_not_found/u.test(causeOf(error));
}

/** Why something failed, without what was in it. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? redact(`${error.name}: ${error.message}`) : "unknown";
}
