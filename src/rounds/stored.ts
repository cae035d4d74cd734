import { z } from "zod";
import type { ConversationKey, Storage } from "../storage/storage.ts";
import type { Choice } from "../team/events.ts";
import { parseRound } from "../team/state.ts";
import type { Round } from "../team/state.ts";
import { ifReadable, readStored, Unreadable } from "../unreadable.ts";

/** A round as a row: the round itself, and what is needed to speak for it. */
export interface StoredRound {
  readonly round: Round;
  readonly channel: {
    readonly id: string;
    readonly address: unknown;
    /** Whose setting says who may cancel. Absent: the tenant's. */
    readonly workspace?: string;
  };
  /** The language of the channel. */
  readonly locale: string;
  /** Where the adapter put the opening message. */
  readonly opening?: unknown;
  /** Everybody who began an interview here, so that their answers can be deleted in time. */
  readonly began: readonly string[];
  /** Declines that were previewed and not yet confirmed, by request. */
  readonly declines: Readonly<Record<string, Choice>>;
  /** Who erased their answers a moment ago, so that an answer on its way from before cannot bring them back. */
  readonly erased: readonly { readonly person: string; readonly at: number }[];
}

/** The dialog name of every row that belongs to a round. */
export const ROUND = "round";

/** The key of a round. No person owns it. */
export function roundKey(tenant: string, round: string): ConversationKey {
  return { tenant, person: "", dialog: ROUND, round };
}

const shape = z.object({
  round: z.unknown(),
  channel: z.object({
    id: z.string(),
    address: z.unknown(),
    workspace: z.string().exactOptional(),
  }),
  locale: z.string(),
  opening: z.unknown().optional(),
  began: z.array(z.string()),
  declines: z.record(z.string(), z.unknown()),
  erased: z.array(z.object({ person: z.string(), at: z.number() })),
});

/**
 * Reads the row of a round.
 *
 * @throws {Unreadable} when it is none.
 */
export function parseStored(state: string): StoredRound {
  const stored = readStored(state, shape, "a stored round");
  // Declines are written by `decide` alone, after it checked them.
  const { declines }: { declines: StoredRound["declines"] } = JSON.parse(state);
  return { ...stored, round: readRoundItself(stored.round), declines };
}

function readRoundItself(stored: unknown): Round {
  try {
    return parseRound(stored);
  } catch (error) {
    // What is said of the cause quotes what was read.
    if (!(error instanceof TypeError)) throw error;
    throw new Unreadable(error.message);
  }
}

/** Reads a round without changing it; undefined when there is none that can be read: the next turn sets it aside. */
export async function readRound(
  storage: Storage,
  tenant: string,
  round: string,
): Promise<StoredRound | undefined> {
  const stored = await storage.read(roundKey(tenant, round));
  return stored && ifReadable(() => parseStored(stored.state));
}
