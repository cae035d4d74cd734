import type { Kysely } from "kysely";
import { selectConversation } from "./conversations.ts";
import { claimUnsent, deleteSent } from "./outbox.ts";
import { cancelDue, claimDue, finishDue, schedule } from "./scheduled-work.ts";
import { DELIVERY_KEPT_MS, type Storage } from "./storage.ts";
import type { Tables } from "./tables.ts";
import { finish, isLostInsert, takeTurn } from "./take-turn.ts";

/**
 * More than conflicts can plausibly follow one another: turns on one conversation queue for its row, so what is left
 * is two first turns at once, a deadlock between two erasures, or another process holding the SQLite file for seconds.
 */
const ATTEMPTS_MAX = 10;

/**
 * The storage port over either database: every query is the same for both.
 *
 * @param db an open, migrated database
 * @param isLostRace whether this database undid a transaction, or refused to begin it, only because of another one
 */
export function createStorage(
  db: Kysely<Tables>,
  isLostRace: (error: unknown) => boolean,
): Storage {
  const isRepeatable = (error: unknown): boolean => isLostInsert(error) || isLostRace(error);
  return {
    turn: (input, step) =>
      repeat(isRepeatable, () => db.transaction().execute((trx) => takeTurn(trx, input, step))),
    read: (key) => selectConversation(db, key),
    async history(tenant, person) {
      return db
        .selectFrom("advice")
        .select(["id", "subject", "verdict", "at", "page"])
        .where("tenant", "=", tenant)
        .where("person", "=", person)
        .orderBy("at", "desc")
        .orderBy("id", "desc")
        .execute();
    },
    markSent: (id, kept) =>
      kept
        ? repeat(isRepeatable, () => db.transaction().execute((trx) => finish(trx, id, kept)))
        : deleteSent(db, id),
    claimUnsent: (claim) => repeat(isRepeatable, () => claimUnsent(db, claim)),
    schedule: (tenant, work) => repeat(isRepeatable, () => schedule(db, tenant, work)),
    cancelDue: (tenant, id) => repeat(isRepeatable, () => cancelDue(db, tenant, id)),
    claimDue: (claim) => repeat(isRepeatable, () => claimDue(db, claim)),
    finishDue: (row) => repeat(isRepeatable, () => finishDue(db, row)),
    async sweep(now) {
      await db
        .deleteFrom("deliveries")
        .where("at", "<", now - DELIVERY_KEPT_MS)
        .execute();
    },
    close: () => db.destroy(),
  };
}

/** Repeats what lost a race to another transaction. Nothing of a lost attempt is in the database. */
async function repeat<Result>(
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
    }
  }
}
