import { deleteConversation, lockConversation, writeConversation } from "./conversations.ts";
import { deleteSent, insertOutbox, takeOverUnsent } from "./outbox.ts";
import { cancelDue, schedule } from "./scheduled-work.ts";
import { ask, reusable, type Script } from "./script.ts";
import { setAsideConversation } from "./set-aside.ts";
import type { Advice, ConversationKey, Kept, Step, TurnInput, TurnResult } from "./storage.ts";
import type { DeliveryTable } from "./tables.ts";

/** One attempt at a turn: all of it that happens inside the transaction. */
export function* takeTurn(input: TurnInput, step: Step): Script<TurnResult> {
  // The delivery comes first: on PostgreSQL the same delivery on another server waits here until the first has
  // committed, or undone, its turn.
  if (!(yield* insertDelivery(input))) {
    return { type: "duplicate", unsent: yield* takeOverUnsent(input) };
  }
  const stored = yield* lockConversation(input.key);
  const result = step(stored);
  if (result.erase === true) yield* erasePerson(input.key);
  if (result.drop === true) yield* drop(input.key);
  const isGone = result.erase === true || result.setAside === true;
  if (result.setAside === true && result.erase !== true && result.drop !== true)
    yield* setAsideConversation(input.key, input.now);

  const before = isGone ? undefined : stored?.revision;
  if (
    result.state !== undefined &&
    result.drop !== true &&
    !(yield* writeConversation(input.key, result.state, before))
  ) {
    throw new LostInsert("Could not write the conversation: another turn wrote it first");
  }
  const revision = (before ?? 0) + (result.state === undefined ? 0 : 1);
  for (const advice of result.advice ?? []) yield* upsertAdvice(input.key, advice);
  for (const id of result.cancelDue ?? []) yield* cancelDue(input.key.tenant, id);
  for (const work of result.due ?? []) yield* schedule(input.key.tenant, work);
  return { type: "applied", outbox: yield* insertOutbox(input, result.replies, revision) };
}

/**
 * Deletes a reply that was sent, and writes what its adapter remembers of it: once, and never after the person erased everything while the
 * reply was on its way.
 */
export function* finish(
  id: string,
  { key, change, isReadable = () => true, now }: Kept,
): Script<void> {
  if (!(yield* deleteSent(id))) return;
  let stored = yield* lockConversation(key);
  if (stored && !isReadable(stored.state)) {
    yield* setAsideConversation(key, now);
    stored = undefined;
  }
  if (!(yield* writeConversation(key, change(stored?.state), stored?.revision)))
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

function* insertDelivery({ key, deliveryId, now }: TurnInput): Script<boolean> {
  const { numAffectedRows } = yield* insertOne({ tenant: key.tenant, id: deliveryId, at: now });
  return numAffectedRows === 1n;
}

/** Conversations go first: that waits for the person's other turns, whose rows the later deletes then see. */
function* erasePerson({ tenant, person }: ConversationKey): Script<void> {
  for (const table of ["conversations", "advice", "due", "outbox", "set_aside"] as const) {
    yield* ask((db) =>
      db.deleteFrom(table).where("tenant", "=", tenant).where("person", "=", person),
    );
  }
}

function* drop(key: ConversationKey): Script<void> {
  yield* deleteConversation(key);
  const { tenant, person, round } = key;
  if (round === undefined) return;
  yield* ask((db) =>
    db
      .deleteFrom("set_aside")
      .where("tenant", "=", tenant)
      .where("person", "=", person)
      .where("round", "=", round),
  );
  yield* ask((db) =>
    db
      .deleteFrom("advice")
      .where("tenant", "=", tenant)
      .where("person", "=", person)
      .where("id", "like", `${adviceId(round, "")}%`),
  );
}

/** The advice of a round is known by its id, so that it can be deleted with the round's answers. */
function adviceId(round: string | undefined, id: string): string {
  return round === undefined ? id : `${round} ${id}`;
}

function* upsertAdvice(
  { tenant, person, round }: ConversationKey,
  { subject, verdict, at, page, ...given }: Advice,
): Script<void> {
  const id = adviceId(round, given.id);
  yield* ask((db) =>
    db
      .insertInto("advice")
      .values({ tenant, person, id, subject, verdict, at, page })
      .onConflict((conflict) =>
        conflict.columns(["tenant", "person", "id"]).doUpdateSet({ subject, verdict, at, page }),
      ),
  );
}
