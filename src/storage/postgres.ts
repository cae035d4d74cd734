import { Kysely, PostgresDialect } from "kysely";
import { migrate } from "./migrations.ts";
import { createPool, POSTGRES_LIMITS } from "./postgres-pool.ts";
import type { PostgresLimits } from "./postgres-pool.ts";
import { createStorage, type Database } from "./queries.ts";
import type { Script } from "./script.ts";
import type { Storage } from "./storage.ts";
import type { Tables } from "./tables.ts";

/**
 * serialization_failure and deadlock_detected: the transaction was undone and may be repeated.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const LOST_RACE_CODES: readonly unknown[] = ["40001", "40P01"];

/**
 * Opens a PostgreSQL database for any number of servers, migrating it as needed.
 *
 * @param url `postgres://user:password@host:port/database`
 * @throws {Error} when the server cannot be reached or the database cannot be brought up to date
 */
export async function openPostgres(
  url: string,
  limits: PostgresLimits = POSTGRES_LIMITS,
): Promise<Storage> {
  const pool = createPool(url, limits);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db);
    return createStorage(toDatabase(db));
  } catch (cause) {
    // The URL carries a password, so the message leaves it out.
    await pool.end();
    throw new Error("Could not open the PostgreSQL database", { cause });
  }
}

function toDatabase(db: Kysely<Tables>): Database {
  // Compiled for the database and run on a connection of it, so that what a transaction compiled is known to the next.
  const runOn = async <Result>(connection: Kysely<Tables>, script: Script<Result>) => {
    for (;;) {
      const { done, value } = script.next();
      if (done === true) return value;
      value.result = await connection.executeQuery(value.compile(db));
    }
  };
  return {
    run: (script) => runOn(db, script),
    transact: (script) => db.transaction().execute((trx) => runOn(trx, script)),
    isLostRace,
    close: () => db.destroy(),
  };
}

function isLostRace(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST_RACE_CODES.includes(error.code);
}
