import { describe, expect, test } from "vitest";
import { SET_ASIDE_KEPT_MS } from "../../src/storage/storage.ts";
import type { ConversationKey, ScheduledWork } from "../../src/storage/storage.ts";
import type { Fixture } from "./fixture.ts";
import { createTurns } from "./turns.ts";

const key: ConversationKey = { tenant: "t1", person: "ada", dialog: "worth-it" };
const now = 1_700_000_000_000;
const leaseMs = 30_000;
const claim = { now: now + leaseMs, leaseMs, limit: 9 };
const later = { ...claim, now: now + 9 * leaseMs };

/** What cannot be read is out of everybody's way, and told once. */
export function describeSetAside(fixture: Fixture): void {
  const { storage } = fixture;
  const { take, add } = createTurns(storage, { key, now, leaseMs });
  const work: ScheduledWork = { id: "w1", kind: "remind", at: now, payload: "{", person: "ada" };

  describe("setAside()", () => {
    test("takes a reply out of what is claimed, and the others stay", async () => {
      await add("d1");
      await add("d2");
      const [broken, other] = await storage().claimUnsent(claim);
      await storage().setAside(broken!, now);
      expect(await storage().claimUnsent(later)).toEqual([other]);
      expect(await add("d1")).toEqual({ type: "duplicate", unsent: [] });
      const told = [{ tenant: "t1", source: "outbox", name: broken!.id }];
      expect(await storage().claimSetAside({ except: ["t1"] })).toEqual([]);
      expect(await storage().claimSetAside({ only: ["t1"] })).toEqual(told);
      expect(await storage().claimSetAside()).toEqual([]);
    });

    test("takes work out of what is claimed, unless it was scheduled anew meanwhile", async () => {
      await storage().schedule("t1", work);
      const [old] = await storage().claimDue(claim);
      await storage().schedule("t1", work);
      await storage().setAside(old!, now);
      const [row] = await storage().claimDue(claim);
      expect(row).toMatchObject({ id: "w1" });
      await storage().setAside(row!, now);
      await storage().setAside(row!, now);
      expect(await storage().claimDue(later)).toEqual([]);
      expect(await storage().claimSetAside()).toEqual([
        { tenant: "t1", source: "due", name: "w1" },
      ]);
    });
  });

  describe("turn() with setAside", () => {
    test("begins the conversation anew, as often as it cannot be read", async () => {
      for (const deliveryId of ["d1", "d2"]) {
        await take({ deliveryId }, () => ({ state: "{", replies: [] }));
        const again = `${deliveryId} again`;
        await take({ deliveryId: again }, () => ({ setAside: true, state: "[]", replies: [] }));
        expect(await storage().read(key)).toEqual({ state: "[]", revision: 1 });
      }
      expect(await storage().claimSetAside()).toEqual([
        { tenant: "t1", source: "conversation", name: "worth-it" },
        { tenant: "t1", source: "conversation", name: "worth-it" },
      ]);
    });

    test("is erased with the person, with the round, and after 30 days", async () => {
      const setAside = async (deliveryId: string, of: ConversationKey) => {
        await add(`${deliveryId} 1`, { key: of });
        await take({ deliveryId: `${deliveryId} 2`, key: of }, () => ({
          setAside: true,
          replies: [],
        }));
      };
      const count = async () => (await storage().claimSetAside()).length;
      await setAside("forget", key);
      await take({ deliveryId: "forgotten" }, () => ({ erase: true, replies: [] }));
      expect(await count()).toBe(0);
      const inRound = { ...key, round: "r1" };
      await setAside("drop", inRound);
      await take({ deliveryId: "dropped", key: inRound }, () => ({ drop: true, replies: [] }));
      expect(await count()).toBe(0);
      await setAside("old", key);
      await storage().sweep(now + SET_ASIDE_KEPT_MS + 1);
      expect(await count()).toBe(0);
      await setAside("kept", key);
      await storage().sweep(now + SET_ASIDE_KEPT_MS);
      expect(await count()).toBe(1);
    });
  });
}
