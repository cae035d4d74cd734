import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { ConversationKey, Storage } from "../storage/storage.ts";
import { ROUND_MS_MAX } from "../team/opening.ts";
import { takesAnswers } from "../team/state.ts";
import { ifReadable, readStored } from "../unreadable.ts";
import { listedRounds } from "./round-index.ts";
import { readRound } from "./stored.ts";
import type { StoredRound } from "./stored.ts";

/*
 * A person's answers are counted in one summary in thirty days, over all rounds of a tenant: two summaries of nearly the same people could
 * be subtracted from one another.
 *
 * Of two rounds open at the same time, the one answered first counts. Were it the one that closes first, the other's counter would have
 * counted somebody whom its summary then leaves out, and the difference would tell that somebody was counted elsewhere; whoever may close
 * a round could choose in which summary a person is; and nobody could be told before they answer.
 *
 * What is remembered outlives an erasure, so that erasing and answering again counts nobody twice. It holds no answer and no name, only
 * a fingerprint with a secret of the tenant, and ends with the thirty days.
 */

/** How long after the summary that counted a person no other one does, in ms. */
const COUNTED_MS = 30 * 24 * 60 * 60 * 1000;

const ledgerSchema = z.object({
  secret: z.string(),
  counted: z.array(
    z.object({
      /** The fingerprint of a person. */
      who: z.string(),
      round: z.string(),
      /** When they answered last; ms since epoch. */
      at: z.number(),
    }),
  ),
});

type Ledger = z.infer<typeof ledgerSchema>;
type Counted = Ledger["counted"][number];

/** Who answers where, and when. */
interface Asked {
  readonly tenant: string;
  readonly person: string;
  readonly round: string;
  readonly now: number;
}

/** Whether a round would count this person: no other one does, or has lately. */
export async function wouldCount(storage: Storage, asked: Asked): Promise<boolean> {
  const { ledger, standing } = await readLedger(storage, asked);
  return !isCountedElsewhere(ledger, asked, standing);
}

/**
 * Has a round count this person from now on, unless another one does.
 *
 * @param asked - `at`: when they answered.
 * @returns Whether this round counts them.
 */
export async function claimCount(
  storage: Storage,
  asked: Asked & { readonly at: number },
): Promise<boolean> {
  const { person, round, at } = asked;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const { ledger: first, standing } = await readLedger(storage, asked);
    let counts: boolean | undefined;
    await change(storage, asked, (stored) => {
      const { secret, counted } = stored ?? first;
      // Somebody else claimed meanwhile for a round that was not looked at yet.
      counts = undefined;
      if (counted.some((line) => !standing.has(line.round))) return undefined;
      const current = counted.filter((line) => standing.get(line.round) === true);
      counts = !isCountedElsewhere({ secret, counted: current }, asked, standing);
      if (!counts) return { secret, counted: current };
      const who = fingerprint(secret, person);
      const before = current.find((line) => line.who === who && line.round === round);
      const others = current.filter((line) => line !== before);
      const claim = { who, round, at: Math.max(at, before?.at ?? at) };
      return { secret, counted: [...others, claim] };
    });
    if (counts !== undefined) return counts;
  }
  // The careful answer: whoever is left out of one summary gives nothing away.
  return false;
}

/** Takes a claim back, of somebody who is not among the answers of a round that is still open: what they answered later stands. */
export async function releaseCount(
  storage: Storage,
  asked: Asked & { readonly at: number },
): Promise<void> {
  const { person, round, at } = asked;
  await change(storage, asked, (stored) => {
    if (!stored) return undefined;
    const who = fingerprint(stored.secret, person);
    const counted = stored.counted.filter(
      (line) => line.who !== who || line.round !== round || line.at > at,
    );
    return counted.length === stored.counted.length ? undefined : { ...stored, counted };
  });
}

/** Forgets whom summaries counted longer ago than they are looked at. */
export async function forgetCounted(
  storage: Storage,
  asked: { readonly tenant: string; readonly now: number },
): Promise<void> {
  const { standing } = await readLedger(storage, asked);
  await change(storage, asked, (stored) => {
    const counted = stored?.counted.filter((line) => standing.get(line.round) !== false) ?? [];
    return !stored || counted.length === stored.counted.length ? undefined : { ...stored, counted };
  });
}

const TRIES_MAX = 20;

function isCountedElsewhere(
  { secret, counted }: Ledger,
  { person, round }: Asked,
  standing: ReadonlyMap<string, boolean>,
): boolean {
  const who = fingerprint(secret, person);
  return counted.some(
    (line) => line.who === who && line.round !== round && standing.get(line.round) === true,
  );
}

/** The ledger, and for each round in it whether it still counts its people. */
async function readLedger(
  storage: Storage,
  { tenant, now, round: own }: Omit<Asked, "person" | "round"> & { readonly round?: string },
): Promise<{ readonly ledger: Ledger; readonly standing: ReadonlyMap<string, boolean> }> {
  const stored = parseLedger((await storage.read(ledgerKey(tenant)))?.state);
  const ledger = stored ?? (await beginLedger(storage, tenant));
  const rounds = [...new Set(ledger.counted.map(({ round }) => round))];
  // A round that somebody answers in stands.
  const standing = new Map(own === undefined ? [] : [[own, true]]);
  for (const id of rounds.filter((each) => each !== own)) {
    const found = await readRound(storage, tenant, id);
    const answers = ledger.counted.filter((line) => line.round === id).map(({ at }) => at);
    const isStanding = found ? stillCounts(found, now) : mayCount(Math.max(...answers), now);
    standing.set(id, isStanding);
  }
  return { ledger, standing };
}

/** A round counts its people while it is open, and for thirty days if it came to a summary. */
function stillCounts({ round }: StoredRound, now: number): boolean {
  if (takesAnswers(round)) return true;
  if (round.phase === "cancelled" || round.phase === "proposed") return false;
  const { summaryAt, contributions, threshold, counter } = round;
  // What was closed before summaries were dated tells by its answers whether there was one, and when by its counter.
  const before = contributions.length >= threshold ? counter.editedAt : undefined;
  const at = summaryAt ?? before;
  return at !== undefined && now < at + COUNTED_MS;
}

/** A round that cannot be read may have come to a summary, as late as a round can after it was last answered. */
function mayCount(answeredAt: number, now: number): boolean {
  return now < answeredAt + ROUND_MS_MAX + COUNTED_MS;
}

/** The first ledger of a tenant, and one in place of an unreadable one, knows whom the rounds count that were answered before. */
async function beginLedger(storage: Storage, tenant: string): Promise<Ledger> {
  const secret = randomUUID();
  const counted: Counted[] = [];
  for (const round of await listedRounds(storage, tenant)) {
    const found = await readRound(storage, tenant, round);
    for (const { person, at } of found?.round.contributions ?? [])
      counted.push({ who: fingerprint(secret, person), round, at });
  }
  return { secret, counted };
}

async function change(
  storage: Storage,
  { tenant, now }: { readonly tenant: string; readonly now: number },
  next: (stored: Ledger | undefined) => Ledger | undefined,
): Promise<void> {
  const deliveryId = `counted ${randomUUID()}`;
  const input = { key: ledgerKey(tenant), deliveryId, now, leaseMs: 0, address: "null" };
  await storage.turn(input, (stored) => {
    const known = parseLedger(stored?.state);
    const ledger = next(known);
    const lost = stored && !known && ({ setAside: true } as const);
    return { ...(ledger && { state: JSON.stringify(ledger) }), replies: [], ...lost };
  });
}

function fingerprint(secret: string, person: string): string {
  return createHash("sha256").update(`${secret} ${person}`).digest("base64url");
}

/** The ledger; undefined where there is none yet, or none that can be read. */
function parseLedger(state: string | undefined): Ledger | undefined {
  if (state === undefined) return undefined;
  return ifReadable(() => readStored(state, ledgerSchema, "who is counted where"));
}

function ledgerKey(tenant: string): ConversationKey {
  return { tenant, person: "", dialog: "counted" };
}
