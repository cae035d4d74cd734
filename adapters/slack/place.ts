import { z } from "zod";
import { isBefore } from "../../src/in-order.ts";
import type { Tick } from "../../src/in-order.ts";
import { ifReadable, readStored } from "../../src/unreadable.ts";
import type { Beside, Kept, TurnParts } from "../../src/turn.ts";

/** A screen that stands, or stood, in the direct conversation: what is typed while it is the newest is typed to it. */
export interface Stood {
  readonly revision: number;
  /** The question it asks; absent: it asks for yes or no, or is an advice. */
  readonly question?: string;
  /** The team round whose interview it is; absent: the personal one. */
  readonly round?: string;
  /** Since when, by Slack's clock, ms since epoch. Absent: an earlier version wrote it, long ago. */
  readonly from?: number;
  /** Of an edited message, which has no time of its own, when the edit was done: words that had arrived by then were typed before. */
  readonly sent?: Tick;
}

/** The last screen of the interview or the advice that was sent. */
export interface Shown extends Stood {
  readonly channel: string;
  readonly ts: string;
  readonly kind: "question" | "advice";
  /** The question as it stands on it. */
  readonly title: string;
  /** When the turn it belongs to was taken, ms since epoch. */
  readonly at: number;
}

/** Where a person is in Slack: the screen they are at, and where they came from. */
export interface Place {
  readonly shown?: Shown;
  /** The screens before that one, newest last. */
  readonly earlier?: readonly Stood[];
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
    const { shown, earlier = [], ...place } = parsePlace(state) ?? {};
    return JSON.stringify({
      ...place,
      earlier: earlier.filter((stood) => stood.round !== round),
      ...(shown && shown.round !== round && { shown }),
    });
  },
};

/** Where the person is; empty for one we have not met. */
export async function readPlace(storage: Storage, { tenant, person }: Who): Promise<Place> {
  const stored = await storage.read({ tenant, person, dialog: DIALOG });
  return (stored && parsePlace(stored.state)) ?? {};
}

/** More than are typed to at once; words that were typed to an older one than these belong to none that is known. */
const EARLIER_MAX = 8;

/**
 * The screen that was the newest when something was typed, by the order that Slack gives its messages.
 *
 * @param typed - When it was typed, by Slack's clock, and when it arrived here.
 * @returns Undefined where nothing is known to have come later: the present screen is meant.
 */
export function stoodAt(
  { shown, earlier = [] }: Place,
  { at = 0, arrived }: { readonly at?: number; readonly arrived?: Tick },
): Stood | undefined {
  const all = shown ? [...earlier, shown] : earlier;
  const found = all.findLast(({ from = 0, sent }) => from <= at && !isBefore(arrived, sent));
  if (found || earlier.length < EARLIER_MAX) return found;
  const [{ revision, round } = { revision: 0 }] = earlier;
  return { revision: revision - 1, ...(round === undefined ? {} : { round }) };
}

/** A screen as words say it that were typed to it. */
export function screenOf({ revision, question }: Stood): Pick<Stood, "revision" | "question"> {
  return { revision, ...(question === undefined ? {} : { question }) };
}

/** The place with another screen on top. */
export function keptShown({ tenant, person }: Who, shown: Shown, now: number): Kept {
  return {
    key: { tenant, person, dialog: DIALOG },
    isReadable,
    now,
    change: (state) => {
      const { shown: before, earlier = [], ...place } = (state && parsePlace(state)) || {};
      if (!before) return JSON.stringify({ ...place, shown });
      const { channel: _channel, ts: _ts, kind: _kind, title: _title, at: _at, ...stood } = before;
      // The same screen again stands since it was first shown.
      if (stood.revision === shown.revision && stood.round === shown.round)
        return JSON.stringify({ ...place, earlier, shown: { ...shown, ...stood } });
      const past = [...earlier, stood].slice(-EARLIER_MAX);
      return JSON.stringify({ ...place, earlier: past, shown });
    },
  };
}

type Change = { readonly [Key in keyof Place]?: Place[Key] | undefined };

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

const stoodSchema = z.object({
  revision: z.number(),
  question: z.string().exactOptional(),
  round: z.string().exactOptional(),
  from: z.number().exactOptional(),
  sent: z.object({ run: z.string(), count: z.number() }).exactOptional(),
});
const shownSchema = z.object({
  ...stoodSchema.shape,
  channel: z.string(),
  ts: z.string(),
  kind: z.enum(["question", "advice"]),
  title: z.string(),
  at: z.number(),
});
const placeSchema = z.object({
  shown: shownSchema.exactOptional(),
  earlier: z.array(stoodSchema).exactOptional(),
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
