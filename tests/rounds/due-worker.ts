/**
 * A server of its own that does what falls due: `node due-worker.ts <url> <hangs after>`. It reads a time a line, in ms since epoch, does
 * what is due by then, and prints `done`. Before, it prints a line for each reply, its id and its type, and hangs for good after so many;
 * 0: never.
 */
import { createInterface } from "node:readline";
import { sendDue } from "../../src/due.ts";
import { openStorage } from "../../src/storage/open.ts";
import { dialog } from "./team.ts";

const [url = "", hangsAfter] = process.argv.slice(2);
const storage = await openStorage(url);
let sent = 0;
const print = (id: string, type: string): void => {
  process.stdout.write(`${id} ${type}\n`);
  sent += 1;
  if (sent === Number(hangsAfter)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
const parts = {
  storage,
  dialog,
  deliver: async (_tenant: string, owed: { id: string; reply: { type: string } }) =>
    print(owed.id, owed.reply.type),
  deliverRound: async (_tenant: string, owed: { id: string; reply: { type: string } }) =>
    print(owed.id, owed.reply.type),
  report: (what: string, cause: unknown) => {
    throw new Error(what, { cause });
  },
};
for await (const time of createInterface({ input: process.stdin })) {
  await sendDue(parts, Number(time));
  process.stdout.write("done\n");
}
await storage.close();
