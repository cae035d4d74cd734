import { describe, expect, test } from "vitest";
import type { ConversationKey, Kept } from "../../src/storage/storage.ts";
import type { Fixture } from "./fixture.ts";
import { createTurns } from "./turns.ts";

const key: ConversationKey = { tenant: "t1", person: "ada", dialog: "worth-it" };
const place: ConversationKey = { ...key, dialog: "place" };
const now = 1_700_000_000_000;
const leaseMs = 30_000;
const later = { now: now + leaseMs, leaseMs, limit: 9 };

/** What was sent is owed no more, whether it is written at once or together with what comes next. */
export function describeSent(fixture: Fixture): void {
  const { storage } = fixture;
  const { take, add } = createTurns(storage, { key, now, leaseMs });

  async function owe(delivery: string): Promise<string> {
    const result = await add(delivery);
    return result.type === "applied" ? result.outbox[0]!.id : "";
  }

  describe.each([false, true])("markSent(), repeatable: %s", (isRepeatable) => {
    const kept: Kept = { key: place, change: (state) => `${state ?? ""}+` };

    test("is seen by whatever asks next, with what is kept of it", async () => {
      await storage().markSent(await owe("d1"), { isRepeatable, kept });
      expect(await storage().read(place)).toEqual({ state: "+", revision: 1 });
      expect(await storage().claimUnsent(later)).toEqual([]);
      expect(await add("d1")).toEqual({ type: "duplicate", unsent: [] });
    });

    test("keeps one after another, in their order, as one turn comes after another", async () => {
      for (const id of ["d1", "d2", "d3"])
        await storage().markSent(await owe(id), { isRepeatable, kept });
      expect((await storage().read(place))?.state).toBe("+++");
    });

    test("is written although the turn after it fails", async () => {
      await storage().markSent(await owe("d1"), { isRepeatable, kept });
      const failing = take({ deliveryId: "d2" }, () => {
        throw new Error("No");
      });
      await expect(failing).rejects.toThrow("No");
      expect(await storage().read(place)).toEqual({ state: "+", revision: 1 });
      expect(await storage().claimUnsent(later)).toEqual([]);
    });

    test("is erased with the person when that comes next", async () => {
      await storage().markSent(await owe("d1"), { isRepeatable, kept });
      await take({ deliveryId: "forget" }, () => ({ erase: true, replies: [] }));
      expect(await storage().read(place)).toBeUndefined();
    });
  });
}
