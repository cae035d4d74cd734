import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import type { Fixture } from "./fixture.ts";
import { createTurns, parseIds } from "./turns.ts";

const people = 3;
const now = 1_700_000_000_000;

/** Several servers on one database behave as one, and one that is killed loses nothing it confirmed. */
export function describeProcesses(fixture: Fixture): void {
  describe("processes", () => {
    test("several on one new database apply every delivery exactly once, shared ones too", async () => {
      // The database is not migrated yet: the three start at once and all of them find it empty.
      const url = await fixture.emptyUrl();
      const workers = ["a", "b", "c"].map((name) =>
        runWorker(url, "together", [...ids(name), ...ids("shared")]),
      );
      const lines = (await Promise.all(workers)).flat();

      const applied = lines
        .filter((line) => line.startsWith("applied "))
        .map((line) => line.slice("applied ".length));
      const all = ["a", "b", "c", "shared"].flatMap(ids).toSorted();
      expect(lines).toHaveLength(3 * 240);
      expect(applied.toSorted()).toEqual(all);
      expect((await readAll(url)).toSorted()).toEqual(all);
    });

    test("one that is killed leaves everything it confirmed, each applied once", async () => {
      const url = fixture.url();
      const confirmed = await runUntilKilled(url, 60);
      expect(confirmed.length).toBeGreaterThanOrEqual(60);

      const stored = await readAll(url);
      expect(stored).toEqual(expect.arrayContaining(confirmed));
      expect(new Set(stored).size).toBe(stored.length);
      // At most the one turn that was under way is there without having been confirmed.
      expect(stored.length - confirmed.length).toBeLessThanOrEqual(1);

      const { add } = createTurns(fixture.storage, {
        key: { tenant: "t", person: "p0", dialog: "d" },
        now,
        leaseMs: 1,
      });
      for (const id of confirmed)
        expect(await add(id)).toMatchObject({ type: "duplicate", unsent: [{ deliveryId: id }] });
      expect(await readAll(url)).toHaveLength(stored.length);
    });
  });
}

function ids(name: string): string[] {
  return Array.from({ length: 120 }, (_, index) => `${name}${index}`);
}

function startWorker(
  url: string,
  mode: "together" | "endless",
  deliveries: readonly string[],
): ChildProcess {
  const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
  return spawn(process.execPath, [worker, url, mode, String(people), ...deliveries], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs a worker to its end and returns what it printed. */
async function runWorker(
  url: string,
  mode: "together",
  deliveries: readonly string[],
): Promise<string[]> {
  const worker = startWorker(url, mode, deliveries);
  const [lines, faults, [code]] = await Promise.all([
    readLines(worker.stdout!),
    readLines(worker.stderr!),
    once(worker, "close"),
  ]);
  expect(faults).toEqual([]);
  expect(code).toBe(0);
  return lines;
}

/** Kills a worker with SIGKILL once it has confirmed some turns and returns the ids of all it has confirmed. */
async function runUntilKilled(url: string, count: number): Promise<string[]> {
  const worker = startWorker(url, "endless", ["d"]);
  const closed = once(worker, "close");
  const lines = await readLines(worker.stdout!, (seen) => {
    if (seen === count) worker.kill("SIGKILL");
  });
  expect(await closed).toEqual([null, "SIGKILL"]);
  return lines.map((line) => line.replace("applied ", ""));
}

async function readLines(
  stream: NodeJS.ReadableStream,
  onLine?: (seen: number) => void,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    onLine?.(lines.length);
  }
  return lines;
}

async function readAll(url: string): Promise<string[]> {
  const storage = await openStorage(url);
  const states = Array.from({ length: people }, async (_, person) => {
    const stored = await storage.read({ tenant: "t", person: `p${person}`, dialog: "d" });
    const applied = parseIds(stored?.state);
    expect(stored?.revision).toBe(applied.length);
    return applied;
  });
  const applied = (await Promise.all(states)).flat();
  await storage.close();
  return applied;
}
