import type { PostgresPool, PostgresPoolClient } from "kysely";
import { DatabaseError, Pool, TypeOverrides, types } from "pg";
import type { ClientBase, PoolClient } from "pg";

/** How long PostgreSQL may take, ms. */
export interface PostgresLimits {
  /** How long a query waits for a connection, the queue for a busy pool included. */
  readonly connectMs: number;
  /** How long an answer is waited for: whoever says nothing for longer is gone. Above what the server gives itself. */
  readonly answerMs: number;
  /** After this the server gives up a statement itself. */
  readonly statementMs: number;
  /** The same for what a statement waits for a lock. */
  readonly lockMs: number;
  /** A server that froze in the middle of a turn loses its transaction after this, and with it the conversation's lock. */
  readonly idleInTransactionMs: number;
}

/** A statement takes ms, but many turns of one person queue for one row, and deleting the deliveries of a busy day takes seconds. */
export const POSTGRES_LIMITS: PostgresLimits = {
  connectMs: 10_000,
  answerMs: 10_000,
  statementMs: 8000,
  lockMs: 8000,
  idleInTransactionMs: 10_000,
};

/** When an idle connection is first asked whether it is still there, ms. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Connections to a PostgreSQL server, or to a pooler in front of one. One that falls silent is closed, so that the next
 * query gets another.
 */
export function createPool(url: string, limits: PostgresLimits): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: createTypes(),
    onConnect: (client) => limitServer(client, limits),
  });
  // The pool drops a connection that breaks while idle and tells its listeners; without one the process would end.
  pool.on("error", () => undefined);
  // The same for one that breaks between the statements of a transaction: its next statement fails and is heard of.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => closingWhenSilent(await pool.connect()),
  };
}

/**
 * Limits of the server's own, by statements once connected: as startup parameters PgBouncer would refuse them and the
 * connection with them (https://www.pgbouncer.org/config.html#ignore_startup_parameters). Where one is refused all the same
 * the others hold, and `answerMs` always does.
 */
async function limitServer(client: ClientBase, limits: PostgresLimits): Promise<void> {
  for (const [name, ms] of [
    ["statement_timeout", limits.statementMs],
    ["lock_timeout", limits.lockMs],
    ["idle_in_transaction_session_timeout", limits.idleInTransactionMs],
  ] as const) {
    try {
      await client.query(`set ${name} = ${ms}`);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    }
  }
}

/**
 * Whoever did not get an answer cannot use the connection any more: the next query on it would wait behind the one that
 * hangs. It is closed at once, so that not even a rollback is waited for; the server undoes the transaction itself.
 */
function closingWhenSilent(client: PoolClient): PostgresPoolClient {
  let isClosed = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      if (!isClosed && !(error instanceof DatabaseError)) {
        isClosed = true;
        void client.end().catch(() => undefined);
      }
      throw error;
    }
  };
  const release = (destroy?: boolean) => client.release(destroy === true || isClosed);
  const changed = new Map<string | symbol, unknown>([
    ["query", query],
    ["release", release],
  ]);
  return new Proxy(client, {
    get: (target, name): unknown => changed.get(name) ?? Reflect.get(target, name),
  });
}

/** pg gives bigint as text, since it can exceed a number. Ours hold times and revisions, which never do. */
function createTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, Number);
  return overrides;
}
