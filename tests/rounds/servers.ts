import { sendDue } from "../../src/due.ts";
import type { DueParts } from "../../src/due.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { OwedReply } from "../../src/turn.ts";
import { dialog } from "./team.ts";

/** What both servers have sent, in order, a reply again if it was sent again. */
export interface Post {
  readonly rounds: OwedRoundReply[];
  readonly people: OwedReply[];
}

/** One of several servers on the same database: its loop of what is due, until it dies. */
export interface Server {
  readonly isDead: () => boolean;
  /** One round of its loop; nothing once it is dead. */
  due(now: number): Promise<void>;
}

/**
 * Starts a server that dies for good when it calls the storage for the n-th time: before the call, or after it was done and before anybody
 * heard of it. `pause` is called before every call, so that servers come to alternate.
 */
export function startServer(
  storage: Storage,
  post: Post,
  life: {
    readonly diesAt?: number;
    readonly isDone?: boolean;
    readonly pause?: () => Promise<void>;
  } = {},
): Server {
  const { diesAt, isDone = false, pause } = life;
  let calls = 0;
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new Error("The server has died");
  };
  const live = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    await pause?.();
    calls += 1;
    if (dead || (calls === diesAt && !isDone)) return die();
    const result = await call();
    return calls === diesAt ? die() : result;
  };
  const send = async (keep: () => void): Promise<void> => {
    await pause?.();
    if (dead) die();
    keep();
  };
  const parts: DueParts = {
    dialog,
    storage: {
      ...storage,
      turn: (input, step) => live(() => storage.turn(input, step)),
      read: (key) => live(() => storage.read(key)),
      markSent: (id, kept) => live(() => storage.markSent(id, kept)),
      claimUnsent: (claim) => live(() => storage.claimUnsent(claim)),
      claimDue: (claim) => live(() => storage.claimDue(claim)),
      finishDue: (row) => live(() => storage.finishDue(row)),
      sweep: (now) => live(() => storage.sweep(now)),
    },
    deliver: (_tenant, owed) => send(() => post.people.push(owed)),
    deliverRound: (_tenant, owed) => send(() => post.rounds.push(owed)),
    report: (what, cause) => {
      if (!dead) throw new Error(what, { cause });
    },
  };
  return {
    isDead: () => dead,
    async due(now) {
      if (dead) return;
      try {
        await sendDue(parts, now);
      } catch (error) {
        if (!dead) throw error;
      }
    },
  };
}
