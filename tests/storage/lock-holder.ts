/**
 * A thread with a connection of its own that holds SQLite's write lock: it takes it, says so in the second number, waits until the
 * other side says so, writes and commits.
 */
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { z } from "zod";

const { path, sql, signal } = z
  .object({ path: z.string(), sql: z.string(), signal: z.instanceof(Int32Array) })
  .parse(workerData);
const database = new DatabaseSync(path);
database.exec("begin immediate");
Atomics.store(signal, 1, 1);
Atomics.notify(signal, 1);
Atomics.wait(signal, 0, 0);
database.exec(sql);
database.exec("commit");
database.close();
