import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { POSTGRES_LIMITS } from "../../src/storage/postgres-pool.ts";
import { startPostgresProxy } from "../fakes/postgres-proxy.ts";
import { startPostgres } from "./postgres-server.ts";
import type { PostgresServer } from "./postgres-server.ts";
import { createTurns } from "./turns.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 30_000);
afterAll(() => server.stop());

const key = { tenant: "t", person: "p", dialog: "d" };
/** Far more than a query takes on a busy machine. */
const SHORT_MS = 1000;
const claim = { now: 1000, leaseMs: 1, limit: 9 };

async function openThroughProxy(limits: Partial<typeof POSTGRES_LIMITS> = {}) {
  const database = await server.createUrl();
  // Tables are made within the ordinary limits: how long that takes is up to the machine.
  await (await openStorage(database)).close();
  const proxy = await startPostgresProxy(database);
  onTestFinished(() => proxy.stop());
  const storage = await openStorage(proxy.url, { ...POSTGRES_LIMITS, ...limits });
  return {
    database,
    proxy,
    storage,
    turns: createTurns(() => storage, { key, now: 1, leaseMs: 1 }),
  };
}

test("a pooler that knows no limits as startup parameters is connected to, and the limits hold", async () => {
  const { proxy, storage, turns, database } = await openThroughProxy({ lockMs: 50 });
  await turns.add("d1");
  expect(proxy.opened()).toBeGreaterThan(0);
  const other = new Client({ connectionString: database });
  await other.connect();
  await other.query("begin");
  await other.query("select * from conversations for update");
  await expect(turns.add("d2")).rejects.toThrow("lock timeout");
  await other.query("rollback");
  await other.end();
  expect(await turns.add("d2")).toMatchObject({ type: "applied" });
  await storage.close();
});

test("a server that freezes within a turn loses its transaction", async () => {
  const { storage, turns } = await openThroughProxy({ idleInTransactionMs: SHORT_MS });
  const frozen = turns.take({ deliveryId: "d1" }, () => {
    // Nothing else runs in this process meanwhile, as in one that is stopped.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * SHORT_MS);
    return { state: "[]", replies: [] };
  });
  await expect(frozen).rejects.toThrow(/terminat|idle-in-transaction/u);
  expect(await turns.add("d1")).toMatchObject({ type: "applied" });
  await storage.close();
});

test("a connection that falls silent fails what was asked, and once it heals everything goes on", async () => {
  const { proxy, storage, turns } = await openThroughProxy({
    answerMs: SHORT_MS,
    connectMs: SHORT_MS,
  });
  await Promise.all(["d1", "d2", "d3"].map((id) => turns.add(id)));
  proxy.silence();
  const lost = await Promise.allSettled([turns.add("d4"), storage.read(key), turns.add("d5")]);
  expect(lost.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  // There is no way at all now, not even to connect.
  await expect(storage.claimUnsent(claim)).rejects.toThrow("timeout");
  proxy.heal();
  // As many as there may be old connections, which are deaf for good.
  for (let tries = 0; tries < 10; tries += 1) await storage.read(key).catch(() => undefined);
  expect(await turns.add("d4")).toMatchObject({ type: "applied" });
  expect(await turns.add("d1")).toMatchObject({ type: "duplicate" });
  expect((await storage.read(key))?.revision).toBe(4);
  await storage.close();
});

test("a storage whose connections fell silent is closed all the same", async () => {
  const { proxy, storage, turns } = await openThroughProxy({
    answerMs: SHORT_MS,
    connectMs: SHORT_MS,
  });
  await turns.add("d1");
  proxy.silence();
  const lost = turns.add("d2").catch(() => "lost");
  await storage.close();
  expect(await lost).toBe("lost");
});

test("a server that never answers is not waited for without end", async () => {
  const proxy = await startPostgresProxy(await server.createUrl());
  onTestFinished(() => proxy.stop());
  proxy.silence();
  const opening = openStorage(proxy.url, { ...POSTGRES_LIMITS, connectMs: 100 });
  await expect(opening).rejects.toThrow("Could not open the PostgreSQL database");
});
