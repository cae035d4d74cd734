import { z } from "zod";
import { ifReadable, readStored } from "../../src/unreadable.ts";
import type { Beside, Kept, TurnParts } from "../../src/turn.ts";

/** Where a person is in Slack: the screen they are at, and where they came from. */
export interface Place {
  /** The last screen of the interview or the advice that was sent. */
  readonly shown?: {
    readonly channel: string;
    readonly ts: string;
    readonly kind: "question" | "advice";
    /** The question as it stands on it. */
    readonly title: string;
    readonly revision: number;
    /** The team round whose interview it is; absent: the personal one. */
    readonly round?: string;
    /** When the turn it belongs to was taken, ms since epoch. */
    readonly at: number;
  };
  /** The channel and thread the interview was asked for in. */
  readonly origin?: { readonly channel: string; readonly thread?: string };
  readonly isWelcomed?: true;
  /** How Slack called the person when they last acted in a round, for the record as a file. */
  readonly name?: string;
}

/** Whose place. */
export interface Who {
  readonly tenant: string;
  readonly person: string;
}

type Storage = TurnParts["storage"];

/** Kept beside the person's conversations, so that erasing them erases it, and a restart finds the screen again. */
const DIALOG = "slack:place";

/** The place is rid of a round together with its interview: that somebody took part is said of nobody. */
export const SLACK_PLACE: Beside = {
  dialog: DIALOG,
  withoutRound: (state, round) => {
    const { shown, ...place } = parsePlace(state) ?? {};
    return JSON.stringify({ ...place, ...(shown && shown.round !== round && { shown }) });
  },
};

/** Where the person is; empty for one we have not met. */
export async function readPlace(storage: Storage, { tenant, person }: Who): Promise<Place> {
  const stored = await storage.read({ tenant, person, dialog: DIALOG });
  return (stored && parsePlace(stored.state)) ?? {};
}

type Change = { readonly [Key in keyof Place]?: Place[Key] | undefined };

/** What changed of the place, to be written when the reply that changed it is marked as sent. */
export function keptPlace({ tenant, person }: Who, change: Change, now: number): Kept {
  const key = { tenant, person, dialog: DIALOG };
  return { key, isReadable, change: (state) => changed(state, change), now };
}

/** Remembers what changed. `reason` is unique for each change: the same change twice is one. */
export async function movePlace(
  storage: Storage,
  { tenant, person }: Who,
  change: Change,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<void> {
  const key = { tenant, person, dialog: DIALOG };
  await storage.turn(
    { key, deliveryId: `place ${reason}`, now, leaseMs: 0, address: "null" },
    (stored) => ({
      state: changed(stored?.state, change),
      replies: [],
      ...(stored && !isReadable(stored.state) && { setAside: true as const }),
    }),
  );
}

/**
 * Owes the person one reply, however often the same thing arrives: for cards, which are no turn of the interview.
 *
 * @returns what is to be sent now: nothing when it was sent before
 */
export async function oweOnce(
  storage: Storage,
  { tenant, person }: Who,
  owed: { readonly reply: unknown; readonly address: unknown },
  {
    reason,
    now,
    leaseMs,
  }: { readonly reason: string; readonly now: number; readonly leaseMs: number },
): ReturnType<Storage["claimUnsent"]> {
  const key = { tenant, person, dialog: DIALOG };
  const result = await storage.turn(
    { key, deliveryId: reason, now, leaseMs, address: JSON.stringify(owed.address) },
    () => ({ replies: [{ reply: JSON.stringify(owed.reply) }] }),
  );
  return result.type === "applied" ? result.outbox : result.unsent;
}

function changed(state: string | undefined, change: Change): string {
  return JSON.stringify({ ...(state === undefined ? {} : parsePlace(state)), ...change });
}

const placeSchema = z.object({
  shown: z
    .object({
      channel: z.string(),
      ts: z.string(),
      kind: z.enum(["question", "advice"]),
      title: z.string(),
      revision: z.number(),
      round: z.string().exactOptional(),
      at: z.number(),
    })
    .exactOptional(),
  origin: z.object({ channel: z.string(), thread: z.string().exactOptional() }).exactOptional(),
  isWelcomed: z.literal(true).exactOptional(),
  name: z.string().exactOptional(),
});

function isReadable(state: string): boolean {
  return parsePlace(state) !== undefined;
}

/** One that cannot be read is an unknown one: what hangs on it is tidiness. */
function parsePlace(state: string): Place | undefined {
  return ifReadable(() => readStored(state, placeSchema, "a place in Slack"));
}
