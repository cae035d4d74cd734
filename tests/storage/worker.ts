/**
 * A process of its own that takes turns: `node worker.ts <url> <together|endless> <people> <delivery ids…>`. It prints a line
 * for each turn once that is committed: `applied <id>` or `duplicate <id>`.
 */
import { openStorage } from "../../src/storage/open.ts";
import { createTurns } from "./turns.ts";

const [url = "", mode, people, ...ids] = process.argv.slice(2);
const storage = await openStorage(url);
const turns = createTurns(() => storage, {
  key: { tenant: "t", person: "", dialog: "d" },
  now: 1_700_000_000_000,
  leaseMs: 30_000,
});

async function add(id: string, index: number): Promise<void> {
  const person = `p${index % Number(people)}`;
  const { type } = await turns.add(id, { key: { tenant: "t", person, dialog: "d" } });
  process.stdout.write(`${type} ${id}\n`);
}

if (mode === "endless") {
  // Until it is killed: whoever reads may be slow, and then the full pipe makes it wait.
  for (let index = 0; ; index += 1) await add(`${ids[0]}${index}`, index);
} else {
  await Promise.all(ids.map(add));
  await storage.close();
}
