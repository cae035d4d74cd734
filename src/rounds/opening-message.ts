import type { TurnParts } from "../turn.ts";
import { runRound } from "./run.ts";
import { readRound } from "./stored.ts";

/** Keeps where the opening message stands, for edits and the thread. Durable; saying it again replaces it. */
export async function rememberMessage(
  parts: TurnParts,
  said: {
    readonly tenant: string;
    readonly round: string;
    readonly kind: "opening";
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
  asked: { readonly tenant: string; readonly round: string; readonly kind: "opening" },
): Promise<unknown> {
  return (await readRound(parts.storage, asked.tenant, asked.round))?.opening;
}
