import { describe, expect, test } from "vitest";
import type { ConversationKey, Kept } from "../../src/storage/storage.ts";
import type { Fixture } from "./fixture.ts";
import { createTurns } from "./turns.ts";

const key: ConversationKey = { tenant: "t1", person: "ada", dialog: "worth-it" };
const place: ConversationKey = { ...key, dialog: "place" };
const now = 1_700_000_000_000;
const leaseMs = 30_000;
const later = { now: now + leaseMs, leaseMs, limit: 9 };

function refuse(): string {
  throw new RangeError("No");
}

function isOther(state: string): boolean {
  return state !== "+";
}

/** What was sent is owed no more. */
export function describeSent(fixture: Fixture): void {
  const { storage } = fixture;
  const { take, add } = createTurns(storage, { key, now, leaseMs });

  async function owe(delivery: string): Promise<string> {
    const result = await add(delivery);
    return result.type === "applied" ? result.outbox[0]!.id : "";
  }

  describe("markSent()", () => {
    const kept: Kept = { key: place, now, change: (state) => `${state ?? ""}+` };

    test("is seen by whatever asks next, with what is kept of it", async () => {
      await storage().markSent(await owe("d1"), { kept });
      expect(await storage().read(place)).toEqual({ state: "+", revision: 1 });
      expect(await storage().claimUnsent(later)).toEqual([]);
      expect(await add("d1")).toEqual({ type: "duplicate", unsent: [] });
    });

    test("keeps one after another, in their order, as one turn comes after another", async () => {
      for (const id of ["d1", "d2", "d3"]) await storage().markSent(await owe(id), { kept });
      expect((await storage().read(place))?.state).toBe("+++");
    });

    test("is written although the turn after it fails", async () => {
      await storage().markSent(await owe("d1"), { kept });
      const failing = take({ deliveryId: "d2" }, () => {
        throw new Error("No");
      });
      await expect(failing).rejects.toThrow("No");
      expect(await storage().read(place)).toEqual({ state: "+", revision: 1 });
      expect(await storage().claimUnsent(later)).toEqual([]);
    });

    test("fails alone where what is kept cannot be made, and keeps nobody from anything", async () => {
      const id = await owe("d1");
      await expect(storage().markSent(id, { kept: { ...kept, change: refuse } })).rejects.toThrow(
        "No",
      );
      expect(await add("d2")).toMatchObject({ type: "applied" });
      expect((await storage().read(key))?.revision).toBe(2);
      // It was sent, and is owed until that is written.
      expect(await storage().claimUnsent(later)).toHaveLength(2);
    });

    test("sets aside a state that cannot be read, and keeps what is new", async () => {
      await storage().markSent(await owe("d1"), { kept });
      await storage().markSent(await owe("d2"), { kept: { ...kept, isReadable: isOther } });
      expect(await storage().read(place)).toEqual({ state: "+", revision: 1 });
      expect(await storage().claimSetAside()).toEqual([
        { tenant: "t1", source: "conversation", name: "place" },
      ]);
    });

    test("keeps nothing of a reply that was on its way when its person erased everything", async () => {
      const id = await owe("d1");
      await take({ deliveryId: "forget" }, () => ({ erase: true, replies: [] }));
      await storage().markSent(id, { kept });
      expect(await storage().read(place)).toBeUndefined();
    });

    test("is erased with the person when that comes next", async () => {
      await storage().markSent(await owe("d1"), { kept });
      await take({ deliveryId: "forget" }, () => ({ erase: true, replies: [] }));
      expect(await storage().read(place)).toBeUndefined();
    });
  });
}
