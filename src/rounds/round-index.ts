import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ConversationKey, Storage } from "../storage/storage.ts";
import { takesAnswers } from "../team/state.ts";
import { readRound } from "./stored.ts";
import type { StoredRound } from "./stored.ts";
import { ifReadable, readStored } from "../unreadable.ts";

/** Where a round of a tenant is. */
interface Listed {
  readonly id: string;
  readonly channel: string;
  readonly at: number;
  /** Which delivery opened it, so that a retried one finds the round it began and opens no second. Absent: listed by an earlier version. */
  readonly delivery?: string;
}

/** What became of a round that was to be listed. */
export interface Listing {
  /** Its id: an earlier attempt of the same delivery may have given it another. */
  readonly newId: string;
  /** The round that is under way in the channel already, or is just being opened there; the new one is not listed then. */
  readonly inTheWay?: string;
}

/** Longer than any round lives, review included. */
const LISTED_MS = 400 * 24 * 60 * 60 * 1000;

/** A round that is listed and does not exist yet is being opened by another server; after this it never came to be, ms. */
const OPENING_MS = 60_000;

/**
 * Lists a round before it exists, so that a crash in between leaves a name without a round and never a round without a name. At most one
 * round is under way in a channel: of several that are opened at once, one is listed.
 */
export async function listRound(storage: Storage, tenant: string, round: Listed): Promise<Listing> {
  const { channel, delivery } = round;
  for (;;) {
    const listedHere = (await readIndex(storage, tenant)).filter(isHere);
    const again = listedHere.find((one) => delivery !== undefined && one.delivery === delivery);
    const newId = again?.id ?? round.id;
    if (again && (await readRound(storage, tenant, newId))) return { newId };
    const beside = listedHere.filter(({ id }) => id !== newId);
    const inTheWay = await findUnderWay(storage, tenant, beside, round.at);
    if (inTheWay !== undefined) return { newId, inTheWay };
    let isListed = false;
    await changeIndex(storage, tenant, round.at, (listed) => {
      // Somebody else was faster: look at theirs first.
      isListed = listed.filter(isHere).every(({ id }) => listedHere.some((one) => one.id === id));
      const kept = listed.filter(({ id, at }) => id !== newId && at > round.at - LISTED_MS);
      return isListed ? [...kept, { ...round, id: newId }] : undefined;
    });
    if (isListed) return { newId };
  }

  function isHere(other: Listed): boolean {
    return other.channel === channel;
  }
}

/** Another round that takes answers in the channel of this one. */
export async function findOpenBeside(
  storage: Storage,
  tenant: string,
  round: string,
): Promise<string | undefined> {
  const listed = await readIndex(storage, tenant);
  const own = listed.find(({ id }) => id === round);
  for (const { id, channel } of listed) {
    if (id === round || channel !== own?.channel) continue;
    const stored = await readRound(storage, tenant, id);
    if (stored && takesAnswers(stored.round)) return id;
  }
  return undefined;
}

async function findUnderWay(
  storage: Storage,
  tenant: string,
  listed: readonly Listed[],
  now: number,
): Promise<string | undefined> {
  for (const { id, at } of listed.toReversed()) {
    const stored = await readRound(storage, tenant, id);
    const isUnderWay = stored
      ? takesAnswers(stored.round) || stored.round.phase === "proposed"
      : Math.abs(now - at) < OPENING_MS;
    if (isUnderWay) return id;
  }
  return undefined;
}

async function changeIndex(
  storage: Storage,
  tenant: string,
  now: number,
  next: (listed: readonly Listed[]) => readonly Listed[] | undefined,
): Promise<void> {
  const deliveryId = `list ${randomUUID()}`;
  const input = { key: indexKey(tenant), deliveryId, now, leaseMs: 0, address: "null" };
  await storage.turn(input, (stored) => {
    const known = parseIndex(stored?.state);
    const listed = next(known ?? []);
    const lost = stored && !known && ({ setAside: true } as const);
    return { ...(listed && { state: JSON.stringify(listed) }), replies: [], ...lost };
  });
}

/** Ids of all rounds of a tenant that may still hold something, oldest first. */
export async function listedRounds(storage: Storage, tenant: string): Promise<readonly string[]> {
  return (await readIndex(storage, tenant)).map(({ id }) => id);
}

/** The round a channel means: the newest one that is not cancelled; undefined when there is none. */
export async function findRound(
  storage: Storage,
  tenant: string,
  channel: string,
): Promise<StoredRound | undefined> {
  const listed = await readIndex(storage, tenant);
  for (const { id } of listed.filter((round) => round.channel === channel).toReversed()) {
    const stored = await readRound(storage, tenant, id);
    if (stored && stored.round.phase !== "cancelled") return stored;
  }
  return undefined;
}

async function readIndex(storage: Storage, tenant: string): Promise<readonly Listed[]> {
  return parseIndex((await storage.read(indexKey(tenant)))?.state) ?? [];
}

const indexSchema = z.array(
  z.object({
    id: z.string(),
    channel: z.string(),
    at: z.number(),
    delivery: z.string().exactOptional(),
  }),
);

/** The list; empty where there is none yet, undefined where it cannot be read. */
function parseIndex(state: string | undefined): readonly Listed[] | undefined {
  if (state === undefined) return [];
  return ifReadable(() => readStored(state, indexSchema, "the list of rounds"));
}

function indexKey(tenant: string): ConversationKey {
  return { tenant, person: "", dialog: "rounds" };
}
