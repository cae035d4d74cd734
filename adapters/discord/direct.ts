import { titleOf } from "../../src/engine/about.ts";
import { optionIds } from "../../src/engine/dialog.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import type { Text } from "../../src/engine/reply.ts";
import { say } from "../../src/engine/reply.ts";
import { questionOf } from "../../src/engine/screens.ts";
import type { Order, Tick } from "../../src/in-order.ts";
import { isScreen } from "../../src/turn.ts";
import type { OwedReply, ScreenReply, Sent, SpokenReply } from "../../src/turn.ts";
import type { Component } from "./blocks.ts";
import type { Caller } from "./caller.ts";
import type { DeliveryPorts } from "./delivery.ts";
import type { UntimedEvent } from "./inbound.ts";
import type { Line } from "./line.ts";
import { renderLine } from "./outbound.ts";
import { EMPTY_PLACE, shownScreen, withoutScreen, readPlace, screenOf } from "./place.ts";
import type { Place, Screen, Stood, Who } from "./place.ts";
import { describeError } from "./log.ts";
import { idOf, isRefused, LIFETIME_OVER, toMessage } from "./rest.ts";
import type { Upload } from "./rest.ts";
import { snowflakeTime } from "./snowflake.ts";

/*
 * The direct message with a person. Screens stay there, so that there is one rule more than elsewhere: only the last
 * one of an interview has something to press, and the advice is a message of its own, because an edit does not notify.
 */

/** A reply as it is drawn, and whose direct message it is for. */
export interface Direct {
  readonly owed: OwedReply;
  readonly drawn: readonly Component[];
  readonly who: Who;
  readonly channel: string;
  readonly files?: readonly Upload[];
}

/** Two presses in flight lead to the same advice: within this time it is given once, ms. */
const REPEAT_MS = 10_000;

/**
 * Writes below everything else, with the bot's own token, which says the same reply once.
 *
 * @returns How to mark the reply as sent.
 * @throws {Error} when Discord does not take it.
 */
export async function postDirect(
  ports: DeliveryPorts,
  direct: Direct & { readonly folded?: string | undefined },
): Promise<Sent | undefined> {
  const { owed, drawn, who, channel, files } = direct;
  const place = await findPlace(ports, who);
  const message = idOf(await ports.rest.post(channel, owed.id, toMessage(drawn), files));
  return message === undefined ? undefined : settle(ports, { ...direct, message, place });
}

/** What hangs on the place is tidiness: where it cannot be read, the person gets their screen all the same. */
async function findPlace({ parts, log }: DeliveryPorts, who: Who): Promise<Place> {
  try {
    return await readPlace(parts.storage, who);
  } catch (error) {
    log.warn(describeError(error), "Could not read what stands in a direct message");
    return EMPTY_PLACE;
  }
}

/** A screen that is shown, and where. */
interface Shown extends Omit<Direct, "drawn"> {
  readonly message: string;
  readonly place?: Place;
  /** Of an edited message: when the person pressed, by Discord's clock, ms since epoch, and when the edit was begun. */
  readonly edit?: { readonly pressed: number; readonly sent: Tick };
  /** The message that is one line already. */
  readonly folded?: string | undefined;
}

/** Remembers where a screen stands now, and takes the buttons from the one before it. */
export async function settle(ports: DeliveryPorts, shown: Shown): Promise<Sent | undefined> {
  const { owed, who, channel, message } = shown;
  const { reply, round } = owed;
  const place = shown.place ?? (await findPlace(ports, who));
  const before = screenOf(place, round);
  if (!isScreen(reply)) {
    const isInPlace = before?.message === message;
    if (!before || !(isInPlace || isEnd(reply))) return undefined;
    if (!isInPlace) await fold(ports, before, { question: before.title });
    return withoutScreen(who, round, ports.now());
  }
  if (before && before.message !== message && before.message !== shown.folded)
    await fold(ports, before, lineOf(reply, before.title));
  const screen = screenFrom(reply, round, { channel, message, at: ports.now() });
  return shownScreen(who, screen, sinceWhen(reply, shown));
}

/**
 * Since when a screen stands. A message's id has its time. What was edited stands since after the press that led to it,
 * and after all that had arrived here before.
 */
function sinceWhen(reply: ScreenReply, { owed: { round }, message, edit }: Shown): Stood {
  const { revision } = reply;
  const posted = snowflakeTime(message);
  return {
    revision,
    ...(reply.type === "question" ? { question: reply.question } : {}),
    ...(round === undefined ? {} : { round }),
    ...(edit === undefined || edit.pressed < posted
      ? { from: posted }
      : { from: edit.pressed, sent: edit.sent }),
  };
}

/** One press in a direct message. */
export interface DirectPress extends Direct {
  readonly caller: Caller;
  readonly event: UntimedEvent;
  readonly line: Line;
  readonly order: Order;
  /** Something else is said on this interaction afterwards. */
  readonly isFollowed: boolean;
}

/**
 * Shows what a press in a direct message led to: in place of the screen that was used, except an advice that is new.
 *
 * @returns How to mark the reply as sent.
 */
export async function showPressed(
  ports: DeliveryPorts,
  pressed: DirectPress,
): Promise<Sent | undefined> {
  const { owed, drawn, who, caller, line, order, isFollowed } = pressed;
  const { reply } = owed;
  const place = await findPlace(ports, who);
  const before = screenOf(place, owed.round);
  const isNew = caller.surface === "update" && isNewAdvice(reply, before);
  try {
    if (!isNew && !isRepeat(ports, pressed, before)) {
      const edit = { pressed: caller.at, sent: ports.tick() };
      const message = await line.show(drawn, isFollowed);
      return message === undefined
        ? undefined
        : await settle(ports, { ...pressed, message, place, edit });
    }
    // Without a bot token the advice follows over the press, which has to be acknowledged by then.
    if (!ports.rest.hasToken) await line.defer();
    await line.show(renderLine(pressedLine(ports, pressed, before)), isFollowed);
  } catch (error) {
    // The press cannot be answered any more, but here the bot may speak by itself.
    if (!ports.rest.hasToken || !isRefused(error, ...LIFETIME_OVER)) throw error;
    ports.log.info(describeError(error), "Could not answer a press; the answer comes as a message");
    return postDirect(ports, pressed);
  }
  await order.run(who.person, () => giveAdvice(ports, pressed));
  return undefined;
}

/** Gives an advice as a message of its own, once: what is kept of it is written before the next press looks. */
async function giveAdvice(ports: DeliveryPorts, pressed: DirectPress): Promise<void> {
  const { owed, drawn, who, caller, channel } = pressed;
  const { rest, parts } = ports;
  const place = await findPlace(ports, who);
  if (isRepeat(ports, pressed, screenOf(place, owed.round))) return;
  const folded = caller.message;
  let sent: Sent | undefined;
  if (rest.hasToken) sent = await postDirect(ports, { ...pressed, folded });
  else {
    const { applicationId, token } = caller;
    const message = idOf(await rest.followUp(applicationId, token, toMessage(drawn)));
    if (message !== undefined)
      sent = await settle(ports, { owed, who, channel, message, place, folded });
  }
  await parts.storage.markSent(owed.id, sent);
}

function isNewAdvice(reply: SpokenReply, before: Screen | undefined): boolean {
  if (reply.type !== "advice" || reply.open !== undefined) return false;
  return before?.advised !== reply.revision;
}

/** The same advice was given on another message a moment ago. */
function isRepeat(
  { now }: DeliveryPorts,
  { owed: { reply }, caller }: DirectPress,
  before: Screen | undefined,
): boolean {
  if (reply.type !== "advice" || before?.kind !== "advice") return false;
  if (before.advised !== reply.revision || before.message === caller.message) return false;
  return now() - before.at < REPEAT_MS;
}

/** After it there is no question any more that could be answered. */
function isEnd(reply: SpokenReply): boolean {
  return reply.type === "notice" && reply.notice === "stopped";
}

function screenFrom(
  reply: ScreenReply,
  round: string | undefined,
  spot: Pick<Screen, "channel" | "message" | "at">,
): Screen {
  const kind = reply.type === "advice" ? "advice" : "question";
  return {
    ...spot,
    ...(round === undefined ? {} : { round }),
    kind,
    title: reply.title,
    ...(reply.type === "advice" ? { advised: reply.revision } : {}),
  };
}

/** What remains of a screen that something stands below: one line, and an advice as it is. */
async function fold(
  { rest, log }: DeliveryPorts,
  screen: Screen,
  line: AnsweredLine,
): Promise<void> {
  if (screen.kind === "advice" || !rest.hasToken) return;
  try {
    await rest.edit(screen.channel, screen.message, toMessage(renderLine(line)));
  } catch (error) {
    // It is only tidying up: a message that is gone (10008) is tidy, and one that cannot be reached is understood
    // when it is pressed.
    log.info(describeError(error), "Could not fold an answered question");
  }
}

/** A question, and what it was answered with where that is known. */
type AnsweredLine = Parameters<typeof renderLine>[0];

function lineOf(reply: ScreenReply, title: string): AnsweredLine {
  if (reply.type !== "question" || !reply.last || reply.clarify !== undefined)
    return { question: title };
  return { question: reply.last.question, answer: reply.last.answer };
}

const ANSWERS: ReadonlySet<string> = new Set(["answer", "unsure", "skip", "yes", "text"]);

/** The question that was pressed, and the words on what was pressed. */
function pressedLine(
  { parts }: DeliveryPorts,
  { caller, event }: DirectPress,
  before: Screen | undefined,
): AnsweredLine {
  const { dialog, speaker } = parts.dialog.in(caller.locale);
  const asked = "question" in event ? titleOf(dialog, event.question) : undefined;
  const known = before?.message === caller.message ? before?.title : undefined;
  const question = known ?? (asked ? speaker.say(asked) : "");
  // What was chosen in a modal stands on no button.
  const chosen = event.type === "answer" ? optionLabel(dialog, event) : undefined;
  const answer =
    event.type === "text" ? event.text : (caller.used ?? (chosen && speaker.say(chosen)));
  if (answer === undefined || !ANSWERS.has(event.type)) return { question };
  return { question, answer };
}

/** What an option of the dialog is called; undefined for a certification, and for what is not on offer. */
function optionLabel(
  dialog: Dialog,
  { question: id, option }: { readonly question: string; readonly option: string },
): Text | undefined {
  const question = questionOf(dialog, id);
  return question && optionIds(question).includes(option)
    ? say(`questions.${id}.options.${option}.label`)
    : undefined;
}
