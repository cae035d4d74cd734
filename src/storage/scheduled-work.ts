import type { Kysely, Selectable } from "kysely";
import { isFree } from "./lease.ts";
import type { Claim, DueRow, ScheduledWork } from "./storage.ts";
import type { DueTable, Tables } from "./tables.ts";

/** Schedules work, free to be claimed; replaces what had its id. */
export async function schedule(
  db: Kysely<Tables>,
  tenant: string,
  work: ScheduledWork,
): Promise<void> {
  const { id, kind, at, payload } = work;
  const row = { kind, at, payload, person: work.person ?? "", leased_until: 0 };
  await db
    .insertInto("due")
    .values({ tenant, id, ...row })
    .onConflict((conflict) => conflict.columns(["tenant", "id"]).doUpdateSet(row))
    .execute();
}

/** Deletes scheduled work, whoever holds it. */
export async function cancelDue(db: Kysely<Tables>, tenant: string, id: string): Promise<void> {
  await db.deleteFrom("due").where("tenant", "=", tenant).where("id", "=", id).execute();
}

/** Leases work whose time has come; see `claimUnsent` for why the lease is compared twice. */
export async function claimDue(
  db: Kysely<Tables>,
  { now, leaseMs, limit }: Claim,
): Promise<readonly DueRow[]> {
  const rows = await db
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
          .where(isFree(now))
          .orderBy("at")
          .orderBy("tenant")
          .orderBy("id")
          .limit(limit)
          .$asTuple("tenant", "id"),
      ),
    )
    .where(isFree(now))
    .returningAll()
    .execute();
  return rows.toSorted((a, b) => a.at - b.at).map(toDueRow);
}

/** The end of the lease tells this claim from a later one and from work scheduled anew, which is leased to nobody. */
export async function finishDue(
  db: Kysely<Tables>,
  { tenant, id, leasedUntil }: DueRow,
): Promise<void> {
  await db
    .deleteFrom("due")
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .where("leased_until", "=", leasedUntil)
    .execute();
}

function toDueRow(row: Selectable<DueTable>): DueRow {
  const { tenant, id, kind, at, payload, person, leased_until: leasedUntil } = row;
  return { tenant, id, kind, at, payload, ...(person !== "" && { person }), leasedUntil };
}
