import type { DueRow, OutboxRow, ScheduledWork, Storage } from "../../../src/storage/storage.ts";

/** A storage that can be read through, as whoever runs the bot could. */
export interface Memory {
  readonly storage: Storage;
  /** Everything that is stored at this moment, as text. */
  readonly everything: () => string;
}

/** One process and no crash: as much of the storage port as a round needs, a hundred times as fast as a database. */
export function createMemory(): Memory {
  const conversations = new Map<string, { state: string; revision: number }>();
  const due = new Map<string, DueRow>();
  const outbox = new Map<string, OutboxRow>();
  const deliveries = new Set<string>();
  let replies = 0;
  const schedule = (tenant: string, work: ScheduledWork): void => {
    due.set(work.id, { ...work, tenant, leasedUntil: 0 });
  };
  const storage: Storage = {
    async turn({ key, deliveryId, now, address }, step) {
      if (deliveries.has(deliveryId)) return { type: "duplicate", unsent: [] };
      deliveries.add(deliveryId);
      const stored = conversations.get(keyOf(key));
      const result = step(stored);
      if (result.erase === true) {
        const person = `${JSON.stringify(key.person)}]`;
        for (const id of conversations.keys()) if (id.endsWith(person)) conversations.delete(id);
        for (const row of due.values()) if (row.person === key.person) due.delete(row.id);
      }
      if (result.drop === true) conversations.delete(keyOf(key));
      if (result.state !== undefined && result.drop !== true)
        conversations.set(keyOf(key), {
          state: result.state,
          revision: (stored?.revision ?? 0) + 1,
        });
      for (const id of result.cancelDue ?? []) due.delete(id);
      for (const work of result.due ?? []) schedule(key.tenant, work);
      const rows = result.replies.map(({ reply, address: to }): OutboxRow => {
        replies += 1;
        return { id: `o${replies}`, key, deliveryId, address: to ?? address, reply, at: now };
      });
      for (const row of rows) outbox.set(row.id, row);
      return { type: "applied", outbox: rows };
    },
    read: async (key) => conversations.get(keyOf(key)),
    history: async () => [],
    markSent: async (id) => void outbox.delete(id),
    claimUnsent: async () => [],
    schedule: async (tenant, work) => schedule(tenant, work),
    cancelDue: async (_tenant, id) => void due.delete(id),
    async claimDue({ now, limit }) {
      return [...due.values()]
        .filter(({ at }) => at <= now)
        .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    },
    async finishDue(row) {
      if (due.get(row.id) === row) due.delete(row.id);
    },
    setAside: async (row) => void (outbox.delete(row.id), due.delete(row.id)),
    claimSetAside: async () => [],
    sweep: async () => undefined,
    close: async () => undefined,
  };
  const everything = (): string =>
    JSON.stringify([[...conversations], [...due.values()], [...outbox.values()]]);
  return { storage, everything };
}

function keyOf(key: OutboxRow["key"]): string {
  return JSON.stringify([key.tenant, key.dialog, key.round ?? "", key.person]);
}
