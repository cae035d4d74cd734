import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { describeStorage } from "./contract.ts";
import { startPostgres } from "./postgres-server.ts";
import type { PostgresServer } from "./postgres-server.ts";
import { createTurns } from "./turns.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const createUrl = (): Promise<string> => server.createUrl();

describeStorage({ name: "PostgreSQL", createUrl, manyHandles: true, modelRuns: 20 });

test("claimUnsent() does not take what another server is claiming", async () => {
  const url = await createUrl();
  const storage = await openStorage(url);
  const key = { tenant: "t", person: "p", dialog: "d" };
  await createTurns(() => storage, { key, now: 1, leaseMs: 1 }).add("d1");
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query("begin");
  await other.query("update outbox set leased_until = 100");

  // It has chosen the row, which nobody seems to hold, and waits for the other's transaction.
  const claimed = storage.claimUnsent({ now: 10, leaseMs: 10, limit: 9 });
  const watcher = new Client({ connectionString: url });
  await watcher.connect();
  const waiting = `select 1 from pg_locks where not granted`;
  while ((await watcher.query(waiting)).rows.length === 0);
  await other.query("commit");

  expect(await claimed).toEqual([]);
  for (const client of [other, watcher]) await client.end();
  await storage.close();
});
