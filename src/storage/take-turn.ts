import type { Transaction } from "kysely";
import { deleteConversation, lockConversation, writeConversation } from "./conversations.ts";
import { deleteSent, insertOutbox, takeOverUnsent } from "./outbox.ts";
import { reusable } from "./reusable.ts";
import { cancelDue, schedule } from "./scheduled-work.ts";
import type { Advice, ConversationKey, Kept, Step, TurnInput, TurnResult } from "./storage.ts";
import type { DeliveryTable, Tables } from "./tables.ts";

/** One attempt at a turn: the whole of DESIGN's "One turn, exactly once" that happens inside the transaction. */
export async function takeTurn(
  trx: Transaction<Tables>,
  input: TurnInput,
  step: Step,
): Promise<TurnResult> {
  // The delivery comes first. A write takes SQLite's lock at once and waits for it; a transaction that began by
  // reading would be refused when it came to write after somebody else. On PostgreSQL the same delivery on another
  // server waits here until the first has committed, or undone, its turn.
  if (!(await insertDelivery(trx, input))) {
    return { type: "duplicate", unsent: await takeOverUnsent(trx, input) };
  }
  const stored = await lockConversation(trx, input.key);
  const result = step(stored);
  if (result.erase === true) await erasePerson(trx, input.key);
  if (result.drop === true) await drop(trx, input.key);

  const before = result.erase === true ? undefined : stored?.revision;
  if (
    result.state !== undefined &&
    result.drop !== true &&
    !(await writeConversation(trx, input.key, result.state, before))
  ) {
    throw new LostInsert("Could not write the conversation: another turn wrote it first");
  }
  const revision = (before ?? 0) + (result.state === undefined ? 0 : 1);
  for (const advice of result.advice ?? []) await upsertAdvice(trx, input.key, advice);
  for (const id of result.cancelDue ?? []) await cancelDue(trx, input.key.tenant, id);
  for (const work of result.due ?? []) await schedule(trx, input.key.tenant, work);
  return { type: "applied", outbox: await insertOutbox(trx, input, result.replies, revision) };
}

/** Deletes a reply that was sent, and writes what its adapter remembers of it. */
export async function finish(
  trx: Transaction<Tables>,
  id: string,
  { key, change }: Kept,
): Promise<void> {
  // The write comes first, as in a turn.
  await deleteSent(trx, id);
  const stored = await lockConversation(trx, key);
  if (!(await writeConversation(trx, key, change(stored?.state), stored?.revision)))
    throw new LostInsert("Could not write what is kept: another turn wrote it first");
}

/** Whether the attempt found a conversation written that it had not read: repeat it. */
export function isLostInsert(error: unknown): boolean {
  return error instanceof LostInsert;
}

/** Undoes the transaction by being thrown out of it. */
class LostInsert extends Error {
  override readonly name = "LostInsert";
}

const insertOne = reusable<DeliveryTable>()((db, given) =>
  db
    .insertInto("deliveries")
    .values({ tenant: given("tenant"), id: given("id"), at: given("at") })
    .onConflict((conflict) => conflict.doNothing()),
);

async function insertDelivery(
  trx: Transaction<Tables>,
  { key, deliveryId, now }: TurnInput,
): Promise<boolean> {
  const values = { tenant: key.tenant, id: deliveryId, at: now };
  return (await insertOne(trx, values)).numAffectedRows === 1n;
}

/** Conversations go first: that waits for the person's other turns, whose rows the later deletes then see. */
async function erasePerson(
  trx: Transaction<Tables>,
  { tenant, person }: ConversationKey,
): Promise<void> {
  for (const table of ["conversations", "advice", "due", "outbox"] as const) {
    await trx.deleteFrom(table).where("tenant", "=", tenant).where("person", "=", person).execute();
  }
}

async function drop(trx: Transaction<Tables>, key: ConversationKey): Promise<void> {
  await deleteConversation(trx, key);
  const { tenant, person, round } = key;
  if (round === undefined) return;
  await trx
    .deleteFrom("advice")
    .where("tenant", "=", tenant)
    .where("person", "=", person)
    .where("id", "like", `${adviceId(round, "")}%`)
    .execute();
}

/** The advice of a round is known by its id, so that it can be deleted with the round's answers. */
function adviceId(round: string | undefined, id: string): string {
  return round === undefined ? id : `${round} ${id}`;
}

async function upsertAdvice(
  trx: Transaction<Tables>,
  { tenant, person, round }: ConversationKey,
  { subject, verdict, at, page, ...given }: Advice,
): Promise<void> {
  const id = adviceId(round, given.id);
  await trx
    .insertInto("advice")
    .values({ tenant, person, id, subject, verdict, at, page })
    .onConflict((conflict) =>
      conflict.columns(["tenant", "person", "id"]).doUpdateSet({ subject, verdict, at, page }),
    )
    .execute();
}
