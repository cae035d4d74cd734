import type { Selectable } from "kysely";
import { toKey, toKeyColumns } from "./conversations.ts";
import { isFree } from "./lease.ts";
import { makeId } from "./row-id.ts";
import { ask, reusable, type Script } from "./script.ts";
import type { Claim, OutboxRow, OutgoingReply, TurnInput } from "./storage.ts";
import type { OutboxTable } from "./tables.ts";

const NOBODYS_ID = -1;

/** Reads an id as `String` writes it: at most 15 digits, within Discord's 25 for a nonce. Anything else is no row's id. */
function fromText(id: string): number {
  const read = Number(id);
  return Number.isSafeInteger(read) && String(read) === id ? read : NOBODYS_ID;
}

const insertOne = reusable<Selectable<OutboxTable>>()((db, given) =>
  db.insertInto("outbox").values({
    id: given("id"),
    tenant: given("tenant"),
    person: given("person"),
    dialog: given("dialog"),
    round: given("round"),
    delivery: given("delivery"),
    address: given("address"),
    reply: given("reply"),
    at: given("at"),
    revision: given("revision"),
    position: given("position"),
    leased_until: given("leased_until"),
  }),
);

const deleteOne = reusable<{ readonly id: number }>()((db, given) =>
  db.deleteFrom("outbox").where("id", "=", given("id")),
);

/** Deletes what was sent; gives whether it was owed until now. */
export function* deleteSent(id: string): Script<boolean> {
  const { numAffectedRows } = yield* deleteOne({ id: fromText(id) });
  return numAffectedRows === 1n;
}

/** Records what a turn owes, leased to whoever took the turn. */
export function* insertOutbox(
  input: TurnInput,
  replies: readonly OutgoingReply[],
  revision: number,
): Script<readonly OutboxRow[]> {
  const key = toKeyColumns(input.key);
  const rows = replies.map(({ reply, address, person }, position) => ({
    id: makeId(),
    ...key,
    person: person ?? key.person,
    delivery: input.deliveryId,
    address: address ?? input.address,
    reply,
    at: input.now,
    revision,
    position,
    leased_until: input.now + input.leaseMs,
  }));
  for (const row of rows) yield* insertOne(row);
  return rows.map(toOutboxRow);
}

/** Leases the unsent replies of a delivery to its redelivery, so that nobody else is handed them meanwhile. */
export function* takeOverUnsent({
  key,
  deliveryId,
  now,
  leaseMs,
}: TurnInput): Script<readonly OutboxRow[]> {
  const { rows } = yield* ask((db) =>
    db
      .updateTable("outbox")
      .set({ leased_until: now + leaseMs })
      .where("tenant", "=", key.tenant)
      .where("delivery", "=", deliveryId)
      .returningAll(),
  );
  return rows.toSorted(inOrder).map(toOutboxRow);
}

/** Leases replies nobody holds. */
export function* claimUnsent(claim: Claim): Script<readonly OutboxRow[]> {
  const { now, leaseMs, limit } = claim;
  const { rows } = yield* ask((db) =>
    db
      .updateTable("outbox")
      .set({ leased_until: now + leaseMs })
      .where("id", "in", (eb) =>
        eb
          .selectFrom("outbox")
          .select("id")
          .where(isFree(claim))
          .orderBy("at")
          .orderBy("revision")
          .orderBy("position")
          .orderBy("id")
          .limit(limit),
      )
      // Said twice on purpose: two claims on PostgreSQL may select the same rows. The later one waits for the earlier
      // and then looks at this condition again, but not at the selection.
      .where(isFree(claim))
      .returningAll(),
  );
  return rows.toSorted(inOrder).map(toOutboxRow);
}

/** The order in which the replies were decided; `returning` promises none. */
function inOrder(a: Selectable<OutboxTable>, b: Selectable<OutboxTable>): number {
  return a.at - b.at || a.revision - b.revision || a.position - b.position;
}

function toOutboxRow(row: Selectable<OutboxTable>): OutboxRow {
  const { id, delivery, address, reply, at } = row;
  return { id: String(id), key: toKey(row), deliveryId: delivery, address, reply, at };
}
