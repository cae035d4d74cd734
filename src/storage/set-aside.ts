import { toKeyColumns } from "./conversations.ts";
import { isOf } from "./lease.ts";
import { makeId } from "./row-id.ts";
import { ask, type Script } from "./script.ts";
import type { ConversationKey, DueRow, OutboxRow, SetAside, Tenants } from "./storage.ts";
import type { SetAsideTable } from "./tables.ts";

/** Moves a claimed row out of the way; harmless when it is gone. */
export function* setAsideRow(row: OutboxRow | DueRow, now: number): Script<void> {
  if ("reply" in row) {
    const deleted = yield* ask((db) =>
      db.deleteFrom("outbox").where("id", "=", Number(row.id)).returningAll(),
    );
    for (const each of deleted.rows) yield* keep(each, { source: "outbox", name: row.id, now });
    return;
  }
  const { tenant, id, leasedUntil } = row;
  const deleted = yield* ask((db) =>
    db
      .deleteFrom("due")
      .where("tenant", "=", tenant)
      .where("id", "=", id)
      .where("leased_until", "=", leasedUntil)
      .returningAll(),
  );
  for (const each of deleted.rows)
    yield* keep({ ...each, dialog: "", round: "" }, { source: "due", name: id, now });
}

/** Moves a conversation out of the way, so that there is none. */
export function* setAsideConversation(key: ConversationKey, now: number): Script<void> {
  const columns = toKeyColumns(key);
  const deleted = yield* ask((db) =>
    db
      .deleteFrom("conversations")
      .where((eb) => eb.and({ ...columns }))
      .returningAll(),
  );
  const name = [key.dialog, ...(key.round === undefined ? [] : [key.round])].join(" ");
  for (const each of deleted.rows) yield* keep(each, { source: "conversation", name, now });
}

/** What was set aside and nobody was told of yet; each is given once. */
export function* claimSetAside(tenants: Tenants | undefined): Script<readonly SetAside[]> {
  const { rows } = yield* ask((db) =>
    db
      .updateTable("set_aside")
      .set({ told: 1 })
      .where("told", "=", 0)
      .where(isOf(tenants))
      .returning(["tenant", "source", "name"]),
  );
  return rows;
}

interface Deleted {
  readonly tenant: string;
  readonly person: string;
  readonly dialog: string;
  readonly round: string;
}

function* keep(
  row: Deleted,
  { source, name, now }: Pick<SetAsideTable, "source" | "name"> & { readonly now: number },
): Script<void> {
  const { tenant, person, dialog, round } = row;
  const of = { id: makeId(), tenant, person, dialog, round, source, name };
  yield* ask((db) =>
    db.insertInto("set_aside").values({ ...of, content: JSON.stringify(row), at: now, told: 0 }),
  );
}
