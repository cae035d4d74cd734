import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import { migrate } from "./migrations.ts";
import { createStorage, type Database } from "./queries.ts";
import type { Script } from "./script.ts";
import type { Storage } from "./storage.ts";
import type { Tables } from "./tables.ts";

/**
 * How long SQLite waits for another process's write, which keeps this process from everything else: many times what a
 * turn holds the lock for. Whoever holds it longer is waited for outside, where others are answered meanwhile.
 */
const BUSY_TIMEOUT_MS = 50;
const PAUSE_MS = 50;
/** While a process starts or ends there is nobody to be kept from anything. */
const ALONE_TIMEOUT_MS = 5000;

/** https://sqlite.org/rescode.html#busy: the low byte of an extended code such as SQLITE_BUSY_SNAPSHOT. */
const SQLITE_BUSY = 5;
const EXTENDED_CODES = 256;

/**
 * Opens an SQLite file for any number of processes on one machine, creating and migrating it as needed.
 * Once in a process: of two handles that write at the same time, one would block the thread the other needs to finish.
 *
 * @param path a file path, a `file:` URL or `:memory:`
 * @throws {Error} when the file cannot be opened or brought up to date
 */
export async function openSqlite(path: string): Promise<Storage> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: ALONE_TIMEOUT_MS });
    await configure(database);
    const db = new Kysely<Tables>({
      dialect: new SqliteDialect({ database: toKyselyDatabase(database) }),
    });
    await migrateAlone(database, db);
    setBusyTimeout(database, BUSY_TIMEOUT_MS);
    return withoutOldLog(createStorage(toDatabase(database, db)), database);
  } catch (cause) {
    if (database?.isOpen === true) database.close();
    throw new Error(`Could not open the SQLite database: "${path}"`, { cause });
  }
}

function setBusyTimeout(database: DatabaseSync, ms: number): void {
  database.exec(`pragma busy_timeout = ${ms}`);
}

/**
 * WAL lets others read while one writes. Under `normal` a commit is with the operating system before it is confirmed:
 * a process that is killed at any moment loses nothing ("transactions are durable across application crashes regardless
 * of the synchronous setting", https://sqlite.org/pragma.html#pragma_synchronous). Only a power cut can take the last
 * commits back, and leaves the file whole. `full` waits for the disk in each step of an interview; who
 * needs it has PostgreSQL. `secure_delete` overwrites what was erased:
 * an answer a person had deleted does not stay readable in a free page.
 */
async function configure(database: DatabaseSync): Promise<void> {
  await switchToWal(database);
  database.exec("pragma synchronous = normal; pragma secure_delete = on;");
}

/**
 * `secure_delete` overwrites what was erased in the file, but the log beside it holds every page as it once was, and is
 * only begun anew when a thousand pages are full: on a quiet server not for weeks. So the sweep empties it
 * (https://sqlite.org/pragma.html#pragma_wal_checkpoint; where another process is reading just then, the next time).
 */
function withoutOldLog(storage: Storage, database: DatabaseSync): Storage {
  return {
    ...storage,
    async sweep(now, tenants) {
      await storage.sweep(now, tenants);
      database.exec("pragma wal_checkpoint(truncate)");
    },
  };
}

/** Entering WAL mode refuses at once, whatever the busy timeout, while another process enters it too. */
async function switchToWal(database: DatabaseSync): Promise<void> {
  const refusalsMax = 100;
  for (let refusals = 0; ; refusals += 1) {
    try {
      database.exec("pragma journal_mode = wal");
      return;
    } catch (error) {
      if (!isBusy(error) || refusals === refusalsMax) throw error;
      await wait(10);
    }
  }
}

/** Kysely's migrator takes no lock on SQLite, so two processes starting together would both create the tables. */
async function migrateAlone(database: DatabaseSync, db: Kysely<Tables>): Promise<void> {
  database.exec("begin immediate");
  try {
    await migrate(db);
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    error.errcode % EXTENDED_CODES === SQLITE_BUSY
  );
}

/** Gives `node:sqlite` the shape of better-sqlite3, which is what Kysely's dialect expects. */
function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(toSqlValue)),
        run: (parameters) => statement.run(...parameters.map(toSqlValue)),
        iterate: (parameters) => statement.iterate(...parameters.map(toSqlValue)),
      };
    },
  };
}

/**
 * Runs scripts without ever waiting: SQLite answers within the call, and nothing else can happen in this process before
 * a transaction is over. Kysely's own way there, which waits for each query, takes longer than SQLite does to answer.
 */
function toDatabase(database: DatabaseSync, db: Kysely<Tables>): Database {
  const prepare = createStatements(database);
  const runNow = <Result>(script: Script<Result>): Result => {
    for (;;) {
      const { done, value } = script.next();
      if (done === true) return value;
      const { sql, parameters } = value.compile(db);
      const { statement, isReader } = prepare(sql);
      const values = parameters.map(toSqlValue);
      value.result = isReader
        ? { rows: statement.all(...values) }
        : { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
    }
  };
  const transactNow = <Result>(script: Script<Result>): Result => {
    prepare("begin immediate").statement.run();
    try {
      const result = runNow(script);
      prepare("commit").statement.run();
      return result;
    } catch (error) {
      if (database.isTransaction) prepare("rollback").statement.run();
      throw error;
    }
  };
  return {
    run: async (script) => runNow(script),
    transact: async (script) => transactNow(script),
    isLostRace: isBusy,
    pause: () => wait(PAUSE_MS),
    async close() {
      setBusyTimeout(database, ALONE_TIMEOUT_MS);
      await db.destroy();
    },
  };
}

/** Statements that are kept. The product has some forty, so that none is forgotten. */
function createStatements(database: DatabaseSync) {
  const known = new Map<
    string,
    { readonly statement: StatementSync; readonly isReader: boolean }
  >();
  return (text: string) => {
    let prepared = known.get(text);
    if (!prepared) {
      const statement = database.prepare(text);
      prepared = { statement, isReader: statement.columns().length > 0 };
      known.set(text, prepared);
    }
    return prepared;
  };
}

function toSqlValue(value: unknown): SQLInputValue {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "bigint"
  )
    return value;
  throw new TypeError(`Could not bind a value of type "${typeof value}" to an SQLite statement`);
}
