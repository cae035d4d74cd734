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
}

/** Longer than any round lives, review included. */
const LISTED_MS = 400 * 24 * 60 * 60 * 1000;

/** A round that is listed and does not exist yet is being opened by another server; after this it never came to be, ms. */
const OPENING_MS = 60_000;

/**
 * Lists a round before it exists, so that a crash in between leaves a name without a round and never a round without a name. At most one
 * round is under way in a channel: of several that are opened at once, one is listed.
 *
 * @returns The round that is under way in the channel already, or is just being opened there; the new one is not listed then.
 */
export async function listRound(
  storage: Storage,
  tenant: string,
  round: Listed,
): Promise<string | undefined> {
  const isBeside = (other: Listed) => other.channel === round.channel && other.id !== round.id;
  for (;;) {
    const beside = (await readIndex(storage, tenant)).filter(isBeside);
    const first = await findUnderWay(storage, tenant, beside, round.at);
    if (first !== undefined) return first;
    const isKnown = ({ id }: Listed) => beside.some((other) => other.id === id);
    let isListed = false;
    await changeIndex(storage, tenant, round.at, (listed) => {
      // Somebody else was faster: look at theirs first.
      isListed = listed.filter(isBeside).every(isKnown);
      const kept = listed.filter(({ id, at }) => id !== round.id && at > round.at - LISTED_MS);
      return isListed ? [...kept, round] : undefined;
    });
    if (isListed) return undefined;
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

const indexSchema = z.array(z.object({ id: z.string(), channel: z.string(), at: z.number() }));

/** The list; empty where there is none yet, undefined where it cannot be read. */
function parseIndex(state: string | undefined): readonly Listed[] | undefined {
  if (state === undefined) return [];
  return ifReadable(() => readStored(state, indexSchema, "the list of rounds"));
}

function indexKey(tenant: string): ConversationKey {
  return { tenant, person: "", dialog: "rounds" };
}
