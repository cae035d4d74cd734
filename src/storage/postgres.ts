import { Kysely, PostgresDialect } from "kysely";
import { Pool, TypeOverrides, types } from "pg";
import { migrate } from "./migrations.ts";
import { createStorage, type Database } from "./queries.ts";
import type { Script } from "./script.ts";
import type { Storage } from "./storage.ts";
import type { Tables } from "./tables.ts";

/** How long a query waits for a connection, the queue for a busy pool included. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A server that froze in the middle of a turn loses its transaction after this, and with it the conversation's lock. */
const IDLE_IN_TRANSACTION_MS = 10_000;

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
export async function openPostgres(url: string): Promise<Storage> {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: createTypes(),
  });
  // The pool drops a connection that breaks while idle and tells its listeners; without one the process would end.
  pool.on("error", () => undefined);
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

/** pg gives bigint as text, since it can exceed a number. Ours hold times and revisions, which never do. */
function createTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  return overrides;
}

function isLostRace(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST_RACE_CODES.includes(error.code);
}
