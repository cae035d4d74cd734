import {
  type Arbitrary,
  assert as assertProperty,
  array,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  tuple,
} from "fast-check";
import { expect, test } from "vitest";
import {
  type ConversationKey,
  DELIVERY_KEPT_MS,
  type Storage,
  type TurnResult,
} from "../../src/storage/storage.ts";
import type { Fixture } from "./fixture.ts";
import { createTurns, parseIds } from "./turns.ts";

const leaseMs = 1000;
const tenants = ["t1", "t2"] as const;

/** One step of a random history. Only turns run at once: forgetting among them would leave the outcome open. */
type Command =
  | {
      readonly type: "turns";
      readonly turns: readonly (readonly [tenant: (typeof tenants)[number], delivery: number])[];
    }
  | { readonly type: "forget"; readonly tenant: string; readonly person: number }
  | {
      readonly type: "claim";
      readonly tenant: string;
      readonly limit: number;
      readonly sent: boolean;
    }
  | { readonly type: "pass"; readonly ms: number };

const tenant = constantFrom(...tenants);
const command: Arbitrary<Command> = oneof(
  {
    weight: 5,
    arbitrary: record({
      type: constant("turns"),
      turns: array(tuple(tenant, nat(15)), { minLength: 1, maxLength: 8 }),
    }),
  },
  { weight: 1, arbitrary: record({ type: constant("forget"), tenant, person: nat(1) }) },
  {
    weight: 2,
    arbitrary: record({
      type: constant("claim"),
      tenant,
      limit: integer({ min: 1, max: 5 }),
      sent: boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      type: constant("pass"),
      ms: constantFrom(1, leaseMs, DELIVERY_KEPT_MS / 2, DELIVERY_KEPT_MS + 1),
    }),
  },
);

/** Random histories of turns, retries, claims, erasures and passing time come out as a few maps would have them. */
export function describeModel(fixture: Fixture, runs: number): void {
  test("equals a simple model in every random history", async () => {
    const handles = await fixture.handles();
    let run = 0;
    const equals = asyncProperty(
      array(command, { minLength: 3, maxLength: 15 }),
      async (commands) => {
        run += 1;
        const model = createModel(handles, `run${run}-`);
        for (const each of commands) {
          await model.apply(each);
          expect(await model.readUnequal()).toEqual([]);
        }
      },
    );
    await assertProperty(equals, { numRuns: runs });
    expect(run).toBeGreaterThanOrEqual(runs);
  });
}

function createModel(handles: readonly Storage[], prefix: string): Model {
  const storage = handles[0]!;
  let now = 1_700_000_000_000;
  let forgotten = 0;
  const deliveries = new Map<string, number>();
  const conversations = new Map<string, { key: ConversationKey; ids: string[] }>();
  const outbox = new Map<
    string,
    { tenant: string; person: string; delivery: string; leasedUntil: number }
  >();

  const toKey = (of: string, delivery: number): ConversationKey => ({
    tenant: prefix + of,
    person: `p${delivery % 2}`,
    dialog: `d${Math.trunc(delivery / 2) % 2}`,
  });
  const unsentOf = (of: string, delivery: string): string[] =>
    [...outbox]
      .filter(([, row]) => row.tenant === of && row.delivery === delivery)
      .map(([id]) => id);

  function hold(key: ConversationKey, delivery: string, result: TurnResult): void {
    for (const { id } of result.type === "applied" ? result.outbox : result.unsent) {
      outbox.set(id, {
        tenant: key.tenant,
        person: key.person,
        delivery,
        leasedUntil: now + leaseMs,
      });
    }
  }

  async function takeTurns(turns: (Command & { type: "turns" })["turns"]): Promise<void> {
    const results = await Promise.all(
      turns.map(([of, delivery], index) =>
        createTurns(() => handles[index % handles.length]!, {
          key: toKey(of, delivery),
          now,
          leaseMs,
        }).add(`n${delivery}`),
      ),
    );
    const groups = Map.groupBy(turns.keys(), (index) => turns[index]!.join(" "));
    for (const indexes of groups.values()) {
      const [of, delivery] = turns[indexes[0]!]!;
      const key = toKey(of, delivery);
      const id = `n${delivery}`;
      const name = `${key.tenant} ${id}`;
      const isNew = !deliveries.has(name);
      const before = unsentOf(key.tenant, id);
      const applied = indexes
        .map((index) => results[index]!)
        .filter((result) => result.type === "applied");
      expect(applied).toHaveLength(isNew ? 1 : 0);
      for (const result of applied) hold(key, id, result);
      const unsent = unsentOf(key.tenant, id);
      if (!isNew) expect(unsent).toEqual(before);
      for (const index of indexes) {
        const result = results[index]!;
        if (result.type === "duplicate")
          expect(result.unsent.map((row) => row.id).toSorted()).toEqual(unsent.toSorted());
        hold(key, id, result);
      }
      if (!isNew) continue;
      deliveries.set(name, now);
      const at = Object.values(key).join(" ");
      conversations.set(at, { key, ids: [...(conversations.get(at)?.ids ?? []), id] });
    }
  }

  async function forget(of: string, person: number): Promise<void> {
    forgotten += 1;
    const key = { ...toKey(of, person), dialog: "any" };
    const { take } = createTurns(() => storage, { key, now, leaseMs });
    const delivery = `f${forgotten}`;
    const result = await take({ deliveryId: delivery }, () => ({
      erase: true,
      replies: [{ reply: "gone" }],
    }));
    for (const [at, { key: theirs }] of conversations) {
      if (theirs.tenant === key.tenant && theirs.person === key.person)
        conversations.set(at, { key: theirs, ids: [] });
    }
    for (const [id, row] of outbox)
      if (row.tenant === key.tenant && row.person === key.person) outbox.delete(id);
    hold(key, delivery, result);
  }

  async function claim({ tenant: of, limit, sent }: Command & { type: "claim" }): Promise<void> {
    const free = [...outbox]
      .filter(([, row]) => row.tenant === prefix + of && row.leasedUntil <= now)
      .map(([id]) => id);
    const claimed = (
      await storage.claimUnsent({ now, leaseMs, limit, tenants: { only: [prefix + of] } })
    ).map((row) => row.id);
    expect(claimed).toHaveLength(Math.min(limit, free.length));
    expect(free).toEqual(expect.arrayContaining(claimed));
    for (const id of claimed) {
      outbox.set(id, { ...outbox.get(id)!, leasedUntil: now + leaseMs });
      if (!sent) continue;
      await storage.markSent(id);
      outbox.delete(id);
    }
  }

  async function pass(ms: number): Promise<void> {
    now += ms;
    await storage.sweep(now);
    for (const [name, at] of deliveries) if (at < now - DELIVERY_KEPT_MS) deliveries.delete(name);
  }

  return {
    async apply(each) {
      if (each.type === "turns") await takeTurns(each.turns);
      else if (each.type === "forget") await forget(each.tenant, each.person);
      else if (each.type === "claim") await claim(each);
      else await pass(each.ms);
    },
    async readUnequal() {
      const unequal: unknown[] = [];
      for (const { key, ids } of conversations.values()) {
        const stored = await storage.read(key);
        const storedIds = parseIds(stored?.state).toSorted();
        const isEqual =
          stored?.revision === (ids.length || undefined) &&
          storedIds.join() === ids.toSorted().join();
        if (!isEqual) unequal.push({ key, ids, stored });
      }
      return unequal;
    },
  };
}

interface Model {
  /** Does the same to the storage and to the model and expects the same answers. */
  apply(command: Command): Promise<void>;
  /** The conversations that are not what the model has. */
  readUnequal(): Promise<readonly unknown[]>;
}
