import { SqliteAdapter } from "kysely";
import { ask, type Given, reusable, type Script } from "./script.ts";
import type { ConversationKey, StoredConversation } from "./storage.ts";

/** The columns every table with a conversation's key holds. */
export interface KeyColumns {
  readonly tenant: string;
  readonly person: string;
  readonly dialog: string;
  readonly round: string;
}

/** A key as columns; the twin of {@link toKey}. */
export function toKeyColumns(key: ConversationKey): KeyColumns {
  return { tenant: key.tenant, person: key.person, dialog: key.dialog, round: key.round ?? "" };
}

/** Columns as a key; the twin of {@link toKeyColumns}. */
export function toKey({ tenant, person, dialog, round }: KeyColumns): ConversationKey {
  return { tenant, person, dialog, ...(round !== "" && { round }) };
}

const selectOne = reusable<KeyColumns>()((db, given) =>
  db
    .selectFrom("conversations")
    .select(["state", "revision"])
    .where((eb) => eb.and(keyOf(given))),
);

const lockOne = reusable<KeyColumns>()((db, given) =>
  db
    .selectFrom("conversations")
    .select(["state", "revision"])
    .where((eb) => eb.and(keyOf(given)))
    // A transaction has the whole of an SQLite file from its beginning.
    .$if(!(db.getExecutor().adapter instanceof SqliteAdapter), (one) => one.forUpdate()),
);

const insertFirst = reusable<KeyColumns & { readonly state: string }>()((db, given) =>
  db
    .insertInto("conversations")
    .values({ ...keyOf(given), state: given("state"), revision: 1 })
    .onConflict((conflict) => conflict.doNothing()),
);

const updateNext = reusable<KeyColumns & { readonly state: string; readonly revision: number }>()(
  (db, given) =>
    db
      .updateTable("conversations")
      .set((eb) => ({ state: given("state"), revision: eb("revision", "+", 1) }))
      .where((eb) => eb.and({ ...keyOf(given), revision: given("revision") })),
);

function keyOf(given: Given<KeyColumns>) {
  return {
    tenant: given("tenant"),
    person: given("person"),
    dialog: given("dialog"),
    round: given("round"),
  };
}

/** Reads a conversation without holding on to it; undefined when there is none. */
export function* selectConversation(key: ConversationKey): Script<StoredConversation | undefined> {
  const { rows } = yield* selectOne(toKeyColumns(key));
  return rows[0];
}

/**
 * Reads a conversation and keeps its row until the end of the transaction: turns on one conversation then wait for one
 * another on PostgreSQL too, where a plain read would have them all but one repeat.
 */
export function* lockConversation(key: ConversationKey): Script<StoredConversation | undefined> {
  const { rows } = yield* lockOne(toKeyColumns(key));
  return rows[0];
}

/**
 * Writes the next revision if the conversation still is as it was read.
 *
 * @param revision what was read; undefined: there was no conversation
 * @returns whether it was written
 */
export function* writeConversation(
  key: ConversationKey,
  state: string,
  revision: number | undefined,
): Script<boolean> {
  const columns = toKeyColumns(key);
  const { numAffectedRows } =
    revision === undefined
      ? yield* insertFirst({ ...columns, state })
      : yield* updateNext({ ...columns, state, revision });
  return numAffectedRows === 1n;
}

/** Deletes one conversation; harmless when there is none. */
export function* deleteConversation(key: ConversationKey): Script<void> {
  yield* ask((db) => db.deleteFrom("conversations").where((eb) => eb.and(toKeyColumns(key))));
}
