/** One of several threads that open the same new SQLite files, each file at the same moment. */
import { workerData } from "node:worker_threads";
import { z } from "zod";
import { openSqlite } from "../../src/storage/sqlite.ts";

const { paths, threads, arrivals } = z
  .object({ paths: z.array(z.string()), threads: z.number(), arrivals: z.instanceof(Int32Array) })
  .parse(workerData);
for (const [index, path] of paths.entries()) {
  meetOthers(index);
  const storage = await openSqlite(path);
  await storage.close();
}

/** Spins rather than waits, so that all go on within microseconds. */
function meetOthers(round: number): void {
  Atomics.add(arrivals, 0, 1);
  while (Atomics.load(arrivals, 0) < threads * (round + 1));
}
