import { describe, expect, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import {
  type ConversationKey,
  DELIVERY_KEPT_MS,
  type ScheduledWork,
  type StepResult,
  type StoredConversation,
} from "../../src/storage/storage.ts";
import { describeClaims } from "./contract-claims.ts";
import { describeDrop } from "./contract-drop.ts";
import { describeModel } from "./contract-model.ts";
import { describeProcesses } from "./contract-processes.ts";
import { describeSent } from "./contract-sent.ts";
import { describeSetAside } from "./contract-set-aside.ts";
import { type TestDatabase, useStorage } from "./fixture.ts";
import { createTurns, page, parseIds } from "./turns.ts";

const key: ConversationKey = { tenant: "t1", person: "ada", dialog: "worth-it" };
const now = 1_700_000_000_000;
const leaseMs = 30_000;

/** What every storage does, whatever database is below. */
export function describeStorage(database: TestDatabase): void {
  describe(`${database.name} storage`, () => {
    const fixture = useStorage(database);
    const storage = fixture.storage;
    const { take, add } = createTurns(storage, { key, now, leaseMs });

    describe("turn()", () => {
      test("gives the step nothing at first, then what was written", async () => {
        const seen: (StoredConversation | undefined)[] = [];
        for (const deliveryId of ["d1", "d2", "d3"]) {
          await take({ deliveryId }, (stored) => {
            seen.push(stored);
            return { state: `{"last":"${deliveryId}"}`, replies: [] };
          });
        }
        expect(seen).toEqual([
          undefined,
          { state: '{"last":"d1"}', revision: 1 },
          { state: '{"last":"d2"}', revision: 2 },
        ]);
        expect(await storage().read(key)).toEqual({ state: '{"last":"d3"}', revision: 3 });
      });

      test("returns the replies in the step's order, each with its address and a short id", async () => {
        const result = await take({ deliveryId: "d1", address: '{"channel":"C1"}' }, () => ({
          state: "{}",
          replies: [
            { reply: '"a"' },
            { reply: '"b"', address: '{"channel":"C2"}' },
            { reply: '"c"' },
          ],
        }));
        const rows = result.type === "applied" ? result.outbox : [];
        expect(rows.map(({ reply, address }) => [reply, address])).toEqual([
          ['"a"', '{"channel":"C1"}'],
          ['"b"', '{"channel":"C2"}'],
          ['"c"', '{"channel":"C1"}'],
        ]);
        expect(rows.map((row) => [row.key, row.deliveryId, row.at])).toEqual(
          rows.map(() => [key, "d1", now]),
        );
        expect(new Set(rows.map((row) => row.id)).size).toBe(3);
        expect(rows.every((row) => row.id.length > 0 && row.id.length <= 25)).toBe(true);
      });

      test("does not call the step for a delivery it knows, and hands out what is still unsent of it", async () => {
        const first = await take({ deliveryId: "d1" }, () => ({
          state: "1",
          replies: [{ reply: "a" }, { reply: "b" }],
        }));
        const [a, b] = first.type === "applied" ? first.outbox : [];
        const again = (): ReturnType<typeof take> =>
          take({ deliveryId: "d1" }, () => {
            throw new Error("The step was called for a duplicate");
          });
        expect(await again()).toEqual({ type: "duplicate", unsent: [a, b] });
        await storage().markSent(a!.id);
        expect(await again()).toEqual({ type: "duplicate", unsent: [b] });
        await storage().markSent(b!.id);
        expect(await again()).toEqual({ type: "duplicate", unsent: [] });
        expect(await storage().read(key)).toEqual({ state: "1", revision: 1 });
      });

      test("holds what it hands to a redelivery, so that it is not claimed meanwhile", async () => {
        await take({ deliveryId: "d1" }, () => ({ state: "1", replies: [{ reply: "a" }] }));
        const later = now + leaseMs;
        await take({ deliveryId: "d1", now: later }, () => ({ replies: [] }));
        expect(
          await storage().claimUnsent({ now: later + leaseMs - 1, leaseMs, limit: 9 }),
        ).toEqual([]);
        expect(
          await storage().claimUnsent({ now: later + leaseMs, leaseMs, limit: 9 }),
        ).toHaveLength(1);
      });

      test("takes the same delivery id of two tenants for two deliveries", async () => {
        await add("d1");
        await add("d1", { key: { ...key, tenant: "t2" } });
        expect(await storage().read({ ...key, tenant: "t2" })).toEqual({
          state: '["d1"]',
          revision: 1,
        });
      });

      test("keeps the conversations of different people, dialogs and rounds apart", async () => {
        const keys = [
          key,
          { ...key, person: "bob" },
          { ...key, dialog: "other" },
          { ...key, round: "r1" },
        ];
        for (const [index, each] of keys.entries()) await add(`d${index}`, { key: each });
        for (const [index, each] of keys.entries()) {
          expect(await storage().read(each)).toEqual({ state: `["d${index}"]`, revision: 1 });
        }
        const rows = await storage().claimUnsent({ now: now + leaseMs, leaseMs, limit: 9 });
        expect(rows.map((row) => row.key)).toEqual(expect.arrayContaining(keys));
      });

      test("leaves the conversation as it is when the step gives no state, and still records the delivery", async () => {
        await add("d1");
        const quiet = await take({ deliveryId: "d2" }, () => ({ replies: [{ reply: "why" }] }));
        expect(quiet).toMatchObject({ type: "applied", outbox: [{ reply: "why" }] });
        expect(await storage().read(key)).toEqual({ state: '["d1"]', revision: 1 });
        expect(await add("d2")).toMatchObject({ type: "duplicate", unsent: [{ reply: "why" }] });
        await take({ deliveryId: "d3", key: { ...key, person: "new" } }, () => ({ replies: [] }));
        expect(await storage().read({ ...key, person: "new" })).toBeUndefined();
      });

      test("leaves nothing behind when the step throws, so that a redelivery can try again", async () => {
        await add("d1");
        const broken = take({ deliveryId: "d2" }, () => {
          throw new RangeError("No such dialog");
        });
        await expect(broken).rejects.toThrow(new RangeError("No such dialog"));
        expect(await add("d2")).toMatchObject({ type: "applied" });
        expect(await storage().read(key)).toEqual({ state: '["d1","d2"]', revision: 2 });
      });

      test("keeps text as it is", async () => {
        const state = JSON.stringify({
          text: "Zertifikat für 3 000 € 🎓 'quoted' \\ \n % \u0000 \ud800",
          long: "x".repeat(200_000),
        });
        await take({ deliveryId: "d1" }, () => ({ state, replies: [{ reply: state }] }));
        expect((await storage().read(key))?.state).toBe(state);
        expect(await add("d1")).toMatchObject({ unsent: [{ reply: state }] });
      });

      test("applies every one of many turns at once, on one handle and on several", async () => {
        const handles = await fixture.handles();
        const ids = Array.from({ length: 60 }, (_, index) => `d${index}`);
        // Every delivery arrives at every handle, as a retry that reaches another server does.
        const results = await Promise.all(
          ids.flatMap((id) =>
            handles.map((handle) => createTurns(() => handle, { key, now, leaseMs }).add(id)),
          ),
        );
        expect(results.filter((result) => result.type === "applied")).toHaveLength(ids.length);
        const stored = await storage().read(key);
        expect(stored?.revision).toBe(ids.length);
        expect(parseIds(stored?.state).toSorted()).toEqual(ids.toSorted());
      });

      test("applies every one of several first turns at once", async () => {
        const handles = await fixture.handles();
        for (let person = 0; person < 20; person += 1) {
          const fresh = { ...key, person: `p${person}` };
          await Promise.all(
            handles.flatMap((handle, index) =>
              [0, 1].map((n) =>
                createTurns(() => handle, { key: fresh, now, leaseMs }).add(
                  `${person}-${index}-${n}`,
                ),
              ),
            ),
          );
          expect((await storage().read(fresh))?.revision).toBe(2 * handles.length);
        }
      });
    });

    describe("turn() with erase", () => {
      const shown = page("a1", now);
      const work: ScheduledWork = {
        id: "w1",
        kind: "reminder",
        at: now,
        payload: "{}",
        person: "ada",
      };
      const full =
        (result: Partial<StepResult> = {}) =>
        (): StepResult => ({
          state: "1",
          replies: [{ reply: "secret" }],
          advice: [shown],
          due: [work],
          ...result,
        });

      test("deletes all of the person in this tenant and nothing of anybody else", async () => {
        const elsewhere = { ...key, tenant: "t2" };
        const bob = { ...key, person: "bob" };
        await take({ deliveryId: "d1" }, full());
        await take({ deliveryId: "d2", key: { ...key, dialog: "other", round: "r1" } }, full());
        await take({ deliveryId: "d3", key: elsewhere }, full());
        await take(
          { deliveryId: "d4", key: bob },
          full({ due: [{ ...work, id: "w2", person: "bob" }] }),
        );
        await storage().schedule("t1", { id: "w3", kind: "close", at: now, payload: "{}" });

        const forgotten = await take({ deliveryId: "d5" }, () => ({
          erase: true,
          replies: [{ reply: "Erased" }],
        }));

        expect(forgotten).toMatchObject({ type: "applied", outbox: [{ reply: "Erased" }] });
        expect(await storage().read(key)).toBeUndefined();
        expect(await storage().read({ ...key, dialog: "other", round: "r1" })).toBeUndefined();
        expect(await storage().history("t1", "ada")).toEqual([]);
        const unsent = await storage().claimUnsent({ now: now + leaseMs, leaseMs, limit: 9 });
        expect(unsent.map((row) => `${row.deliveryId} ${row.reply}`).toSorted()).toEqual([
          "d3 secret",
          "d4 secret",
          "d5 Erased",
        ]);
        const due = await storage().claimDue({ now, leaseMs, limit: 9 });
        expect(due.map((row) => `${row.tenant} ${row.id}`).toSorted()).toEqual([
          "t1 w2",
          "t1 w3",
          "t2 w1",
        ]);
        for (const other of [elsewhere, bob]) {
          expect(await storage().read(other)).toEqual({ state: "1", revision: 1 });
          expect(await storage().history(other.tenant, other.person)).toEqual([shown]);
        }
      });

      test("still knows the deliveries, so that a late retry does not bring answers back", async () => {
        await add("d1");
        await take({ deliveryId: "d2" }, () => ({ erase: true, replies: [] }));
        expect(await add("d1")).toEqual({ type: "duplicate", unsent: [] });
        expect(await storage().read(key)).toBeUndefined();
      });

      test("writes the rest of the result after the erasure", async () => {
        await take({ deliveryId: "d1" }, full({ advice: [shown, page("a2", now)] }));
        await take({ deliveryId: "d2" }, full({ erase: true, state: "new" }));
        expect(await storage().read(key)).toEqual({ state: "new", revision: 1 });
        expect(await storage().history("t1", "ada")).toEqual([shown]);
      });
    });

    describe("history()", () => {
      test("is newest first, and an id recorded again replaces the earlier one", async () => {
        await take({ deliveryId: "d1" }, () => ({
          replies: [],
          advice: [page("a", 1), page("b", 3), page("c", 2)],
        }));
        await take({ deliveryId: "d2" }, () => ({
          replies: [],
          advice: [page("a", 4, "not-now")],
        }));
        expect(await storage().history("t1", "ada")).toEqual([
          page("a", 4, "not-now"),
          page("b", 3),
          page("c", 2),
        ]);
      });
    });

    describe("sweep()", () => {
      test("forgets deliveries after 24 hours and not before", async () => {
        await add("d1");
        await storage().sweep(now + DELIVERY_KEPT_MS);
        expect(await add("d1")).toMatchObject({ type: "duplicate" });
        await storage().sweep(now + DELIVERY_KEPT_MS + 1);
        expect(await add("d1")).toMatchObject({ type: "applied" });
      });
    });

    test("openStorage() finds everything again", async () => {
      await add("d1");
      const again = await openStorage(fixture.url());
      expect(await again.read(key)).toEqual({ state: '["d1"]', revision: 1 });
      await again.close();
    });

    describeClaims(fixture);
    describeDrop(fixture);
    describeSent(fixture);
    describeSetAside(fixture);
    describeProcesses(fixture);
    describeModel(fixture, database.modelRuns);
  });
}
