import type { Order } from "../../src/in-order.ts";
import type { OwedReply, Sent, TurnParts } from "../../src/turn.ts";
import { TENANT } from "./address.ts";
import type { Component } from "./blocks.ts";
import type { Caller } from "./caller.ts";
import type { Delivery, DeliveryPorts } from "./delivery.ts";
import { settle, showPressed } from "./direct.ts";
import type { UntimedEvent } from "./inbound.ts";
import type { Line } from "./line.ts";
import { describeError } from "./log.ts";
import { renderTrouble } from "./screens.ts";

/** What answering needs. */
export interface AnswerPorts extends DeliveryPorts {
  /** Resolves after so many ms, or rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly order: Order;
}

/** One interaction that moved an interview on. */
export interface Moved {
  readonly caller: Caller;
  readonly event: UntimedEvent;
  readonly line: Line;
  /** Something else is said on this interaction after its screens. */
  readonly isFollowed: boolean;
}

/**
 * Discord wants an answer within 3 seconds. A turn that is not done by then is acknowledged with a deferral, early
 * enough for the deferral itself to travel. https://docs.discord.com/developers/interactions/receiving-and-responding
 */
const DEFER_AFTER_MS = 1500;

/** Why a wait ends early: made once, because an error takes longer to make than all the rest of a wait. */
const NO_LONGER = new Error("Stopped waiting: what was waited for is done");

/**
 * Acknowledges what is not answered in time.
 *
 * @param answering - The turn and all that is said after it, over the same line.
 */
export async function deferWhenLate(
  ports: AnswerPorts,
  answering: Promise<unknown>,
  line: Line,
): Promise<void> {
  if (!(await isLate(ports, answering, () => line.isAnswered()))) return;
  try {
    await line.defer();
  } catch (error) {
    ports.log.warn(describeError(error), "Could not acknowledge a turn that takes long");
  }
}

/**
 * Whether something is neither done nor far enough when Discord has to be answered.
 *
 * @param isFarEnough - Default never.
 */
export async function isLate(
  { wait }: AnswerPorts,
  work: Promise<unknown>,
  isFarEnough = () => false,
): Promise<boolean> {
  let isDone = false;
  const settled = work.then(
    () => (isDone = true),
    () => (isDone = true),
  );
  // SQLite has answered once what it lets go on has gone on: a timer that is set and taken back costs more than looking.
  await new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });
  if (isDone || isFarEnough()) return false;
  const timer = new AbortController();
  await Promise.race([settled, wait(DEFER_AFTER_MS, timer.signal).catch(() => undefined)]);
  timer.abort(NO_LONGER);
  return !isDone && !isFarEnough();
}

/** Sends what an interview owes: what others see and files first, so that the screen then says how that went. */
export async function deliver(
  ports: AnswerPorts,
  delivery: Delivery,
  owed: readonly OwedReply[],
  moved: Moved,
): Promise<void> {
  const { parts, log } = ports;
  const { line } = moved;
  const screens = owed.filter(({ reply }) => reply.type !== "post" && reply.type !== "file");
  const extras = owed.filter((each) => !screens.includes(each));
  const sent: { readonly id: string; readonly how?: Sent | undefined }[] = [];
  try {
    if (extras.length > 0) await line.defer();
    let problem: string | undefined;
    for (const extra of extras) {
      problem = (await delivery.sendExtra(extra)) ?? problem;
      sent.push({ id: extra.id });
    }
    const told = problem === undefined ? undefined : trouble(parts, delivery.locale, problem);
    const last = screens.at(-1);
    const more = moved.isFollowed || screens.length > 1;
    let how: Sent | undefined;
    // What went wrong takes the place of the screen that would say it went well; else it is said beside the screen.
    if (told) await (last ? line.show(told, more) : line.tell(told, more));
    else if (last) how = await showScreen(ports, delivery, last, { ...moved, isFollowed: more });
    for (const earlier of screens.slice(0, -1))
      await line.tell(delivery.render(earlier, line.ephemeral), more);
    sent.push(
      ...screens.map((screen) => (screen === last ? { id: screen.id, how } : { id: screen.id })),
    );
  } catch (error) {
    log.warn(describeError(error), "Could not show a screen; it stays owed");
  }
  for (const { id, how } of sent) {
    // Shown but not marked is shown again at worst; the answer itself is safe.
    await parts.storage
      .markSent(id, how)
      .catch((error: unknown) => log.warn(describeError(error), "Could not mark a reply as sent"));
  }
}

async function showScreen(
  ports: AnswerPorts,
  delivery: Delivery,
  owed: OwedReply,
  moved: Moved,
): Promise<Sent | undefined> {
  const { caller, line, isFollowed } = moved;
  const drawn = delivery.render(owed, line.ephemeral);
  if (line.ephemeral) {
    await line.show(drawn, isFollowed);
    return undefined;
  }
  const { person, channel } = caller;
  const { order } = ports;
  return showPressed(ports, {
    ...moved,
    owed,
    drawn,
    who: { tenant: TENANT, person },
    channel,
    order,
  });
}

/** Begins an interview below what the screen shows, which stays. */
export async function deliverBelow(
  ports: AnswerPorts,
  delivery: Delivery,
  owed: readonly OwedReply[],
  { caller: { person, channel }, line }: Pick<Moved, "caller" | "line">,
): Promise<void> {
  const who = { tenant: TENANT, person };
  for (const each of owed) {
    const isFollowed = each !== owed.at(-1);
    const message = await line.below(delivery.render(each, line.ephemeral), isFollowed);
    const isKept = !line.ephemeral && message !== undefined;
    const how = isKept ? await settle(ports, { owed: each, who, channel, message }) : undefined;
    await ports.parts.storage.markSent(each.id, how);
  }
}

/** Says what went wrong, in the person's language. */
export function trouble(parts: TurnParts, locale: string, text: string): readonly Component[] {
  return renderTrouble((said) => parts.dialog.in(locale).speaker.say(said), text);
}
