import type { TurnParts } from "../turn.ts";
import type { RoundReply } from "./replies.ts";
import { runRound } from "./run.ts";
import { sayEffect } from "./say-effect.ts";
import { readRound } from "./stored.ts";

/** Keeps where the opening message stands, for edits and the thread. Durable; saying it again replaces it. */
export async function rememberMessage(
  parts: TurnParts,
  said: {
    readonly tenant: string;
    readonly round: string;
    readonly message: unknown;
    readonly now: number;
  },
): Promise<void> {
  const { tenant, round, message, now } = said;
  await runRound(parts, {
    tenant,
    round,
    deliveryId: `message ${round} ${JSON.stringify(message)}`,
    now,
    decide: (stored) =>
      stored ? { type: "keep", stored: { ...stored, opening: message } } : { type: "nothing" },
  });
}

/** What `rememberMessage` kept; undefined when nothing was. */
export async function findMessage(
  parts: TurnParts,
  asked: { readonly tenant: string; readonly round: string },
): Promise<unknown> {
  return (await readRound(parts.storage, asked.tenant, asked.round))?.opening;
}

/**
 * Brings the opening message up to date. Edits may be sent late and overtake one another, so each shows the round as it is stored when it
 * is sent, and looks again afterwards: whoever was overtaken while it was on its way puts right what it wrote.
 *
 * @param edit - Changes the remembered message into this.
 * @throws {Error} when the opening is not posted yet, or `edit` does.
 */
export async function editOpening(
  parts: TurnParts,
  asked: { readonly tenant: string; readonly round: string; readonly now: number },
  edit: (message: unknown, reply: RoundReply<string>) => Promise<void>,
): Promise<void> {
  let shown: string | undefined;
  for (let times = 0; times < EDITS_MAX; times += 1) {
    const current = await readOpening(parts, asked);
    const wanted = JSON.stringify(current);
    if (wanted === shown) return;
    await edit(current.message, current.reply);
    shown = wanted;
  }
}

/** The counter changes every five minutes at most, so a second look is nearly always the last. */
const EDITS_MAX = 4;

async function readOpening(
  { storage, dialog: loaded }: TurnParts,
  asked: { readonly tenant: string; readonly round: string; readonly now: number },
): Promise<{ readonly message: unknown; readonly reply: RoundReply<string> }> {
  const stored = await readRound(storage, asked.tenant, asked.round);
  if (stored?.opening === undefined)
    throw new Error("Could not edit the opening of a round: it is not posted yet");
  const { round, opening: message, locale } = stored;
  const { dialog, speaker } = loaded.in(locale);
  const { shown: answered } = round.counter;
  const { phase } = round;
  const effect = { type: "updateCounter", to: { to: "channel" }, answered, phase } as const;
  return { message, reply: speaker.speak(sayEffect(effect, { round, dialog, now: asked.now })) };
}
