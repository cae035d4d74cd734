import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { describeStorage } from "./contract.ts";
import { createTurns } from "./turns.ts";

const folder = mkdtempSync(join(tmpdir(), "certwise-storage-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
async function createUrl(): Promise<string> {
  files += 1;
  return join(folder, `${files}.sqlite`);
}

describeStorage({ name: "SQLite", createUrl, manyHandles: false, modelRuns: 100 });

describe("openStorage() on SQLite", () => {
  const turn = { key: { tenant: "t", person: "p", dialog: "d" }, now: 1, leaseMs: 1 };

  test("takes a path and a file URL for the same file", async () => {
    const path = await createUrl();
    const byPath = await openStorage(path);
    const byUrl = await openStorage(pathToFileURL(path).href);
    await createTurns(() => byPath, turn).add("d1");
    expect(await byUrl.read(turn.key)).toEqual({ state: '["d1"]', revision: 1 });
    await byPath.close();
    await byUrl.close();
  });

  test("keeps :memory: in memory, one database each", async () => {
    const [one, other] = [await openStorage(":memory:"), await openStorage(":memory:")];
    await createTurns(() => one, turn).add("d1");
    expect(await one.read(turn.key)).toBeDefined();
    expect(await other.read(turn.key)).toBeUndefined();
    await one.close();
    await other.close();
  });

  test("says which file it could not open", async () => {
    const path = join(folder, "missing", "certwise.sqlite");
    await expect(openStorage(path)).rejects.toThrow(
      `Could not open the SQLite database: "${path}"`,
    );
  });
});

test("turn() waits for a lock another connection holds while others are served, then sees what that wrote", async () => {
  const path = await createUrl();
  const storage = await openStorage(path);
  const turns = createTurns(() => storage, {
    key: { tenant: "t", person: "p", dialog: "d" },
    now: 1,
    leaseMs: 1,
  });
  await turns.add("d1");
  const signal = new Int32Array(new SharedArrayBuffer(8));
  const sql = `update conversations set state = '["d1","theirs"]', revision = 2`;
  const holder = new Worker(new URL("lock-holder.ts", import.meta.url), {
    workerData: { path, sql, signal },
  });
  const ended = once(holder, "exit");
  await Atomics.waitAsync(signal, 1, 0).value;

  // The lock is let go only after others were served: if the turn kept the thread, it would wait in vain.
  const turn = turns.add("d2");
  for (let beats = 0; beats < 20; beats += 1) await turnOfTheLoop();
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
  expect(await turn).toMatchObject({ type: "applied" });
  expect(await storage.read({ tenant: "t", person: "p", dialog: "d" })).toEqual({
    state: '["d1","theirs","d2"]',
    revision: 3,
  });
  await ended;
  await storage.close();
});

test("openStorage() may be called on a new file by several at the same moment", async () => {
  const threads = 3;
  const paths = await Promise.all(Array.from({ length: 20 }, createUrl));
  const arrivals = new Int32Array(new SharedArrayBuffer(4));
  const exits = Array.from({ length: threads }, async () => {
    const opener = new Worker(new URL("opener.ts", import.meta.url), {
      workerData: { paths, threads, arrivals },
    });
    // A thread that fails rejects this and ends the others, which would wait for it.
    opener.on("error", () => Atomics.add(arrivals, 0, threads * paths.length));
    return once(opener, "exit");
  });
  expect(await Promise.all(exits)).toEqual([[0], [0], [0]]);
});

test("what was sent or erased is not left in the file", async () => {
  const path = await createUrl();
  const storage = await openStorage(path);
  const turns = createTurns(() => storage, {
    key: { tenant: "t", person: "p", dialog: "d" },
    now: 1,
    leaseMs: 1,
  });
  const answer = "my employer must not know";
  const result = await turns.take({ deliveryId: "d1" }, () => ({
    state: JSON.stringify(answer),
    replies: [{ reply: answer }],
  }));
  await storage.markSent(result.type === "applied" ? result.outbox[0]!.id : "");
  await turns.take({ deliveryId: "d2" }, () => ({ replies: [], erase: true }));
  await storage.close();
  const left = readdirSync(folder).filter((name) => join(folder, name).startsWith(path));
  expect(left).toHaveLength(1);
  expect(readFileSync(path).includes(answer)).toBe(false);
});

test("openStorage() on a file of an earlier version keeps the conversations in it", async () => {
  const path = await createUrl();
  const key = { tenant: "t", person: "p", dialog: "d" };
  const first = await openStorage(path);
  await createTurns(() => first, { key, now: 1, leaseMs: 1 }).add("d1");
  await first.close();
  const old = new DatabaseSync(path);
  old.exec(`
    delete from kysely_migration where name like '0002%' or name like '0003%';
    drop table outbox;
    drop table set_aside;
    create table outbox (id text not null primary key, reply text);
    insert into outbox values ('v3JkzQ0b8hNn2V1cXyZ_', 'a reply');
  `);
  old.close();
  const storage = await openStorage(path);
  expect(await storage.read(key)).toMatchObject({ revision: 1 });
  const result = await createTurns(() => storage, { key, now: 2, leaseMs: 1 }).add("d2");
  await storage.markSent(result.type === "applied" ? result.outbox[0]!.id : "");
  expect(await storage.claimUnsent({ now: 100, leaseMs: 1, limit: 9 })).toEqual([]);
  await storage.close();
});
