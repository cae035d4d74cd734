import type { OwedReply, TurnParts } from "../../src/turn.ts";
import type { Component } from "./blocks.ts";
import type { Delivery } from "./delivery.ts";
import type { Line } from "./line.ts";
import { describeError } from "./redact.ts";
import type { Log } from "./redact.ts";
import type { Rest } from "./rest.ts";
import { renderTrouble } from "./screens.ts";

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

/**
 * A Discord account is one person on every server and in direct messages, so their own interview is one too: begun on
 * a server, gone on with in a direct message, erased everywhere at once.
 */
export const TENANT = "discord";

/** Why a wait ends early: made once, because an error takes longer to make than all the rest of a wait. */
const NO_LONGER = new Error("Stopped waiting: what was waited for is done");

/** Acknowledges a turn that is not done in time. */
export async function deferWhenLate(
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
  timer.abort(NO_LONGER);
  if (isDone) return;
  try {
    await line.defer();
  } catch (error) {
    log.warn(describeError(error), "Could not acknowledge a turn that takes long");
  }
}

/** Sends what an interview owes: what others see and files first, so that the screen then says how that went. */
export async function deliver(
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

/** Says what went wrong, in the person's language. */
export function trouble(parts: TurnParts, locale: string, text: string): readonly Component[] {
  return renderTrouble((said) => parts.dialog.in(locale).speaker.say(said), text);
}
