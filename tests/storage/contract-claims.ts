import { describe, expect, test } from "vitest";
import { LEASE_MS_MAX } from "../../src/storage/storage.ts";
import type { ConversationKey, ScheduledWork, Tenants } from "../../src/storage/storage.ts";
import type { Fixture } from "./fixture.ts";
import { createTurns } from "./turns.ts";

const key: ConversationKey = { tenant: "t1", person: "ada", dialog: "worth-it" };
const now = 1_700_000_000_000;
const leaseMs = 30_000;

/** What is owed is handed to one caller at a time. */
export function describeClaims(fixture: Fixture): void {
  const { storage } = fixture;
  const { add, take } = createTurns(storage, { key, now, leaseMs });

  describe("claimUnsent()", () => {
    test("hands out a reply only after its writer's lease, and then to one caller a lease", async () => {
      await add("d1");
      expect(await storage().claimUnsent({ now: now + leaseMs - 1, leaseMs, limit: 9 })).toEqual(
        [],
      );
      const at = now + leaseMs;
      const [claimed] = await storage().claimUnsent({ now: at, leaseMs, limit: 9 });
      expect(claimed).toMatchObject({ key, deliveryId: "d1", reply: '"d1"' });
      expect(await storage().claimUnsent({ now: at + leaseMs - 1, leaseMs, limit: 9 })).toEqual([]);
      expect(await storage().claimUnsent({ now: at + leaseMs, leaseMs, limit: 9 })).toEqual([
        claimed,
      ]);
      await storage().markSent(claimed!.id);
      expect(await storage().claimUnsent({ now: at + 9 * leaseMs, leaseMs, limit: 9 })).toEqual([]);
    });

    test("hands out what was leased by a clock that has been set back since", async () => {
      await add("d1");
      const ahead = now + LEASE_MS_MAX + leaseMs;
      expect(await storage().claimUnsent({ now: ahead, leaseMs, limit: 9 })).toHaveLength(1);
      expect(await storage().claimUnsent({ now: ahead - 1, leaseMs, limit: 9 })).toEqual([]);
      expect(await storage().claimUnsent({ now, leaseMs, limit: 9 })).toHaveLength(1);
    });

    test("hands out the oldest first, as many as asked for, of one tenant if asked", async () => {
      for (const [index, id] of ["d3", "d1", "d2"].entries()) await add(id, { now: now + index });
      await add("e1", { key: { ...key, tenant: "t2" }, now: now - 1 });
      const claim = { now: now + 2 * leaseMs, leaseMs };
      const ids = async (more: { limit: number; tenants?: Tenants }): Promise<string[]> =>
        (await storage().claimUnsent({ ...claim, ...more })).map((row) => row.deliveryId);
      expect(await ids({ limit: 2, tenants: { only: ["t1"] } })).toEqual(["d3", "d1"]);
      expect(await ids({ limit: 9, tenants: { except: ["t1", "t3"] } })).toEqual(["e1"]);
      expect(await ids({ limit: 9 })).toEqual(["d2"]);
    });

    test("never gives one reply to two of many callers", async () => {
      const handles = await fixture.handles();
      await Promise.all(Array.from({ length: 40 }, (_, index) => add(`d${index}`)));
      const claims = await Promise.all(
        Array.from({ length: 24 }, (_, index) =>
          handles[index % handles.length]!.claimUnsent({ now: now + leaseMs, leaseMs, limit: 7 }),
        ),
      );
      const ids = claims.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
      const rest = await storage().claimUnsent({ now: now + leaseMs, leaseMs, limit: 99 });
      expect(ids.length + rest.length).toBe(40);
    });
  });

  describe("claimDue()", () => {
    const work: ScheduledWork = {
      id: "w1",
      kind: "reminder",
      at: now,
      payload: '{"n":1}',
      person: "ada",
    };
    const claim = { now, leaseMs, limit: 9 };

    test("hands out work when its time has come, to one caller a lease, until it is finished", async () => {
      await storage().schedule("t1", work);
      expect(await storage().claimDue({ ...claim, now: now - 1 })).toEqual([]);
      const [row] = await storage().claimDue(claim);
      expect(row).toEqual({ ...work, tenant: "t1", leasedUntil: now + leaseMs });
      expect(await storage().claimDue(claim)).toEqual([]);
      const [second] = await storage().claimDue({ ...claim, now: now + leaseMs });
      expect(second).toMatchObject({ id: "w1" });
      await storage().finishDue(second!);
      expect(await storage().claimDue({ ...claim, now: now + 9 * leaseMs })).toEqual([]);
    });

    test("hands out the most overdue first, as much as asked for, whoever's it is", async () => {
      const { person: _, ...nobodys } = work;
      for (const [id, at] of [
        ["w1", 3],
        ["w2", 1],
        ["w3", 2],
      ] as const)
        await storage().schedule("t1", { ...nobodys, id, at });
      await storage().schedule("t2", { ...work, id: "w2", at: 0 });
      const ids = async (): Promise<string[]> =>
        (await storage().claimDue({ ...claim, limit: 3 })).map((row) => `${row.tenant} ${row.id}`);
      expect(await ids()).toEqual(["t2 w2", "t1 w2", "t1 w3"]);
      expect(await storage().claimDue(claim)).toEqual([
        { ...nobodys, id: "w1", at: 3, tenant: "t1", leasedUntil: now + leaseMs },
      ]);
    });

    test("hands out what was leased by a clock that has been set back since", async () => {
      await storage().schedule("t1", work);
      const ahead = now + LEASE_MS_MAX + leaseMs;
      const [lost] = await storage().claimDue({ ...claim, now: ahead });
      expect(await storage().claimDue(claim)).toMatchObject([{ id: "w1" }]);
      await storage().finishDue(lost!);
      expect(await storage().claimDue({ ...claim, now: now + leaseMs })).toHaveLength(1);
    });

    test("replaces what is scheduled again, even while the earlier one is worked on", async () => {
      await storage().schedule("t1", { ...work, payload: '"old"' });
      const [row] = await storage().claimDue(claim);
      await storage().schedule("t1", { ...work, at: now + 5 });
      await storage().finishDue(row!);
      expect(await storage().claimDue({ ...claim, now: now + 5 })).toMatchObject([
        { id: "w1", payload: '{"n":1}' },
      ]);
    });

    test("knows what a turn scheduled and what it cancelled", async () => {
      await take({ deliveryId: "d1" }, () => ({
        replies: [],
        due: [work, { ...work, id: "w2" }],
      }));
      await storage().schedule("t2", work);
      await take({ deliveryId: "d2" }, () => ({ replies: [], cancelDue: ["w1", "unknown"] }));
      await storage().cancelDue("t1", "w2");
      expect(await storage().claimDue({ ...claim, tenants: { only: ["t1", "t3"] } })).toEqual([]);
      expect(await storage().claimDue({ ...claim, tenants: { except: ["t2"] } })).toEqual([]);
      expect((await storage().claimDue(claim)).map((row) => row.tenant)).toEqual(["t2"]);
    });

    test("never gives one row to two of many callers", async () => {
      const handles = await fixture.handles();
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          storage().schedule("t1", { ...work, id: `w${index}` }),
        ),
      );
      const claims = await Promise.all(
        Array.from({ length: 24 }, (_, index) =>
          handles[index % handles.length]!.claimDue({ ...claim, limit: 7 }),
        ),
      );
      const ids = claims.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
}
