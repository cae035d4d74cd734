import { z } from "zod";
import type { ConversationKey, Storage } from "../storage/storage.ts";
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

/**
 * Lists a round before it exists, so that a crash in between leaves a name without a round and never a round without a name.
 */
export async function listRound(storage: Storage, tenant: string, round: Listed): Promise<void> {
  const input = {
    key: indexKey(tenant),
    deliveryId: `list ${round.id}`,
    now: round.at,
    leaseMs: 0,
    address: "null",
  };
  await storage.turn(input, (stored) => {
    const others = (parseIndex(stored?.state) ?? []).filter(
      ({ id, at }) => id !== round.id && at > round.at - LISTED_MS,
    );
    const lost = stored && !parseIndex(stored.state) && ({ setAside: true } as const);
    return { state: JSON.stringify([...others, round]), replies: [], ...lost };
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
