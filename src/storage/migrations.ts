import { type Kysely, sql, SqliteAdapter } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Tables } from "./tables.ts";

/**
 * Brings the database up to this version of the program. Safe on PostgreSQL when several processes start at once
 * (the migrator takes an advisory lock); on SQLite the caller holds the write lock.
 *
 * @throws {Error} when a migration failed, or the database is newer than the program
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error("Could not bring the database up to date", { cause: error });
}

/** Run in the order of their names, each once and for good: a released one is never edited, a new one is added. */
const migrations: Readonly<Record<string, Migration>> = {
  "0001-conversations": {
    async up(db: Kysely<unknown>): Promise<void> {
      await createConversations(db);
      await createOutbox(db);
      await createAdvice(db);
      await createDue(db);
    },
  },
  "0002-outbox-numbers": {
    async up(db: Kysely<unknown>): Promise<void> {
      // Its ids were texts. What waits in it is seconds old, and whoever waits for it gets it with their next click.
      await db.schema.dropTable("outbox").execute();
      await createOutbox(db);
    },
  },
  "0003-set-aside": { up: createSetAside },
};

async function createConversations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("conversations")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("dialog", "text", (column) => column.notNull())
    .addColumn("round", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("conversations_key", ["tenant", "person", "dialog", "round"])
    .execute();
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  // Every turn writes a row here and none reads one: on SQLite the key is the table, and no other index is kept.
  await db.schema
    .createTable("deliveries")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("deliveries_key", ["tenant", "id"])
    .$call((table) => (isSqlite ? table.modifyEnd(sql`without rowid`) : table))
    .execute();
}

/**
 * No index but its key: it holds what is on its way and nothing else, and every turn writes and deletes a row of it, so
 * that three indexes cost more than all scans of a table this small. A key that is a number is no index on SQLite.
 */
async function createOutbox(db: Kysely<unknown>): Promise<void> {
  const number = db.getExecutor().adapter instanceof SqliteAdapter ? "integer" : "bigint";
  await db.schema
    .createTable("outbox")
    .addColumn("id", number, (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("dialog", "text", (column) => column.notNull())
    .addColumn("round", "text", (column) => column.notNull())
    .addColumn("delivery", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("reply", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("leased_until", "bigint", (column) => column.notNull())
    .execute();
}

/** Empty as a rule, and looked through every few seconds: it needs no index but its key. */
async function createSetAside(db: Kysely<unknown>): Promise<void> {
  const number = db.getExecutor().adapter instanceof SqliteAdapter ? "integer" : "bigint";
  await db.schema
    .createTable("set_aside")
    .addColumn("id", number, (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("dialog", "text", (column) => column.notNull())
    .addColumn("round", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("told", "integer", (column) => column.notNull())
    .execute();
}

async function createAdvice(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("advice")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("page", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("advice_key", ["tenant", "person", "id"])
    .execute();
}

async function createDue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("due")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("leased_until", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("due_key", ["tenant", "id"])
    .execute();
  await db.schema.createIndex("due_at").on("due").column("at").execute();
  await db.schema.createIndex("due_person").on("due").columns(["tenant", "person"]).execute();
}
