import type { Kysely, Transaction } from "kysely";
import { type Given, reusable } from "./reusable.ts";
import type { ConversationKey, StoredConversation } from "./storage.ts";
import type { Tables } from "./tables.ts";

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
    .updateTable("conversations")
    .set((eb) => ({ revision: eb.ref("revision") }))
    .where((eb) => eb.and(keyOf(given)))
    .returning(["state", "revision"]),
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
export async function selectConversation(
  db: Kysely<Tables>,
  key: ConversationKey,
): Promise<StoredConversation | undefined> {
  return (await selectOne(db, toKeyColumns(key))).rows[0];
}

/**
 * Reads a conversation by a write that changes nothing, so that its row is this transaction's until the end: turns on
 * one conversation then wait for one another on PostgreSQL too, where a plain read would have them all but one repeat.
 * (`select … for update` does the same and is no SQLite.)
 */
export async function lockConversation(
  trx: Transaction<Tables>,
  key: ConversationKey,
): Promise<StoredConversation | undefined> {
  return (await lockOne(trx, toKeyColumns(key))).rows[0];
}

/**
 * Writes the next revision if the conversation still is as it was read.
 *
 * @param revision what was read; undefined: there was no conversation
 * @returns whether it was written
 */
export async function writeConversation(
  trx: Transaction<Tables>,
  key: ConversationKey,
  state: string,
  revision: number | undefined,
): Promise<boolean> {
  const columns = toKeyColumns(key);
  const { numAffectedRows } =
    revision === undefined
      ? await insertFirst(trx, { ...columns, state })
      : await updateNext(trx, { ...columns, state, revision });
  return numAffectedRows === 1n;
}

/** Deletes one conversation; harmless when there is none. */
export async function deleteConversation(
  trx: Transaction<Tables>,
  key: ConversationKey,
): Promise<void> {
  await trx
    .deleteFrom("conversations")
    .where((eb) => eb.and(toKeyColumns(key)))
    .execute();
}
