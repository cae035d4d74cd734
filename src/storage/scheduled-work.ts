import type { Selectable } from "kysely";
import { isFree } from "./lease.ts";
import { ask, type Script } from "./script.ts";
import type { Claim, DueRow, ScheduledWork } from "./storage.ts";
import type { DueTable } from "./tables.ts";

/** Schedules work, free to be claimed; replaces what had its id. */
export function* schedule(tenant: string, work: ScheduledWork): Script<void> {
  const { id, kind, at, payload } = work;
  const row = { kind, at, payload, person: work.person ?? "", leased_until: 0 };
  yield* ask((db) =>
    db
      .insertInto("due")
      .values({ tenant, id, ...row })
      .onConflict((conflict) => conflict.columns(["tenant", "id"]).doUpdateSet(row)),
  );
}

/** Deletes scheduled work, whoever holds it. */
export function* cancelDue(tenant: string, id: string): Script<void> {
  yield* ask((db) => db.deleteFrom("due").where("tenant", "=", tenant).where("id", "=", id));
}

/** Leases work whose time has come; see `claimUnsent` for why the lease is compared twice. */
export function* claimDue(claim: Claim): Script<readonly DueRow[]> {
  const { now, leaseMs, limit } = claim;
  const { rows } = yield* ask((db) =>
    db
      .updateTable("due")
      .set({ leased_until: now + leaseMs })
      .where((eb) =>
        eb(
          eb.refTuple("tenant", "id"),
          "in",
          eb
            .selectFrom("due")
            .select(["tenant", "id"])
            .where("at", "<=", now)
            .where(isFree(claim))
            .orderBy("at")
            .orderBy("tenant")
            .orderBy("id")
            .limit(limit)
            .$asTuple("tenant", "id"),
        ),
      )
      .where(isFree(claim))
      .returningAll(),
  );
  return rows.toSorted((a, b) => a.at - b.at).map(toDueRow);
}

/** The end of the lease tells this claim from a later one and from work scheduled anew, which is leased to nobody. */
export function* finishDue({ tenant, id, leasedUntil }: DueRow): Script<void> {
  yield* ask((db) =>
    db
      .deleteFrom("due")
      .where("tenant", "=", tenant)
      .where("id", "=", id)
      .where("leased_until", "=", leasedUntil),
  );
}

function toDueRow(row: Selectable<DueTable>): DueRow {
  const { tenant, id, kind, at, payload, person, leased_until: leasedUntil } = row;
  return { tenant, id, kind, at, payload, ...(person !== "" && { person }), leasedUntil };
}
