import { describe, expect, test } from "vitest";
import type { Fixture } from "./fixture.ts";
import { createTurns } from "./turns.ts";

const key = { tenant: "t1", person: "ada", dialog: "worth-it", round: "r1" };
const now = 1_700_000_000_000;
const advice = { id: "1", subject: "AIF", verdict: "Worth it", at: now, page: "secret" };

/** A conversation can be deleted alone, with the advice that was given in it, and a reply with the person whose words it holds. */
export function describeDrop(fixture: Fixture): void {
  const { storage } = fixture;
  const { take } = createTurns(storage, { key, now, leaseMs: 1 });
  describe("drop", () => {
    test("deletes this conversation and its round's advice, and nothing else of the person", async () => {
      const keys = [
        key,
        { ...key, round: "r2" },
        { tenant: "t1", person: "ada", dialog: "worth-it" },
      ];
      for (const [at, each] of keys.entries())
        await take({ deliveryId: `d${at}`, key: each }, () => ({
          state: "1",
          replies: [],
          advice: [advice],
        }));
      expect(await storage().history("t1", "ada")).toHaveLength(3);
      await take({ deliveryId: "drop" }, () => ({ state: "2", replies: [], drop: true }));
      const left = await Promise.all(keys.map((each) => storage().read(each)));
      expect(left.map((stored) => stored?.state)).toEqual([undefined, "1", "1"]);
      expect(await storage().history("t1", "ada")).toHaveLength(2);
      await take({ deliveryId: "again" }, () => ({ replies: [], drop: true }));
    });

    test("a reply that names whose words it holds is erased with them", async () => {
      const nobodys = { tenant: "t1", person: "", dialog: "round", round: "r1" };
      await take({ deliveryId: "d1", key: nobodys }, () => ({
        state: "1",
        replies: [{ reply: '"theirs"', person: "ada" }, { reply: '"ours"' }],
      }));
      await take({ deliveryId: "d2" }, () => ({ replies: [], erase: true }));
      const claimed = await storage().claimUnsent({ now: now + 1, leaseMs: 1, limit: 9 });
      expect(claimed.map(({ reply }) => reply)).toEqual(['"ours"']);
    });
  });
}
