import { selectConversation } from "./conversations.ts";
import { isOf } from "./lease.ts";
import { claimUnsent, deleteSent } from "./outbox.ts";
import { cancelDue, claimDue, finishDue, schedule } from "./scheduled-work.ts";
import { ask, type Script } from "./script.ts";
import { claimSetAside, setAsideRow } from "./set-aside.ts";
import {
  type Advice,
  DELIVERY_KEPT_MS,
  SET_ASIDE_KEPT_MS,
  type Storage,
  type Tenants,
} from "./storage.ts";
import { finish, isLostInsert, takeTurn } from "./take-turn.ts";

/**
 * More than conflicts can plausibly follow one another: turns on one conversation queue for its row, so what is left
 * is two first turns at once, a deadlock between two erasures, or another process holding the SQLite file for seconds.
 */
const ATTEMPTS_MAX = 50;

/** An open, migrated database. */
export interface Database {
  /** Runs each query by itself. */
  run<Result>(script: Script<Result>): Promise<Result>;
  /** Runs all of it or nothing: what the script throws undoes it. */
  transact<Result>(script: Script<Result>): Promise<Result>;
  /** Whether it undid a transaction, or refused to begin it, only because of another one. */
  isLostRace(error: unknown): boolean;
  /** Waits before it is tried again. Absent: whoever came first was waited for by the database. */
  pause?(): Promise<void>;
  close(): Promise<void>;
}

/** The storage port over either database: every query is the same for both. */
export function createStorage(database: Database): Storage {
  const isRepeatable = (error: unknown): boolean =>
    isLostInsert(error) || database.isLostRace(error);
  const run = <Result>(script: () => Script<Result>) =>
    repeat(database, isRepeatable, () => database.run(script()));
  const transact = <Result>(script: () => Script<Result>) =>
    repeat(database, isRepeatable, () => database.transact(script()));
  return {
    turn: (input, step) => transact(() => takeTurn(input, step)),
    read: (key) => run(() => selectConversation(key)),
    history: (tenant, person) => run(() => selectHistory(tenant, person)),
    async markSent(id, { kept } = {}) {
      await (kept ? transact(() => finish(id, kept)) : transact(() => deleteSent(id)));
    },
    claimUnsent: (claim) => run(() => claimUnsent(claim)),
    schedule: (tenant, work) => run(() => schedule(tenant, work)),
    cancelDue: (tenant, id) => run(() => cancelDue(tenant, id)),
    claimDue: (claim) => run(() => claimDue(claim)),
    finishDue: (row) => run(() => finishDue(row)),
    setAside: (row, now) => transact(() => setAsideRow(row, now)),
    claimSetAside: (tenants) => run(() => claimSetAside(tenants)),
    sweep: (now, tenants) => run(() => deleteOld(now, tenants)),
    close: () => database.close(),
  };
}

function* selectHistory(tenant: string, person: string): Script<readonly Advice[]> {
  const { rows } = yield* ask((db) =>
    db
      .selectFrom("advice")
      .select(["id", "subject", "verdict", "at", "page"])
      .where("tenant", "=", tenant)
      .where("person", "=", person)
      .orderBy("at", "desc")
      .orderBy("id", "desc"),
  );
  return rows;
}

function* deleteOld(now: number, tenants: Tenants | undefined): Script<void> {
  for (const [table, keptMs] of [
    ["deliveries", DELIVERY_KEPT_MS],
    ["set_aside", SET_ASIDE_KEPT_MS],
  ] as const)
    yield* ask((db) =>
      db
        .deleteFrom(table)
        .where("at", "<", now - keptMs)
        .where(isOf(tenants)),
    );
}

/** Repeats what lost a race to another transaction. Nothing of a lost attempt is in the database. */
async function repeat<Result>(
  { pause }: Pick<Database, "pause">,
  isRepeatable: (error: unknown) => boolean,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRepeatable(error)) throw error;
      if (attempts === ATTEMPTS_MAX) {
        throw new Error(
          `Could not write to the database: other writers came first ${ATTEMPTS_MAX} times`,
          { cause: error },
        );
      }
      await pause?.();
    }
  }
}
