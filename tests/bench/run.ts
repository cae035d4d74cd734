// npm run bench: ratios within one run, so that the speed of the machine cancels out. A broken limit is exit code 1,
// but not with --report. Names of parts measure those alone: npm run bench -- engine memory
import { parseArgs } from "node:util";
import { measureDiscord } from "./discord.ts";
import { measureEngine } from "./engine.ts";
import { isKept, lineOf } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { measureMemory } from "./memory.ts";
import { measureSlack } from "./slack.ts";

const PARTS: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  engine: measureEngine,
  slack: measureSlack,
  discord: measureDiscord,
  memory: measureMemory,
};

const { values, positionals } = parseArgs({
  options: { report: { type: "boolean", default: false } },
  allowPositionals: true,
});
for (const [name, measure] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const figure of await measure()) {
    console.log(lineOf(figure));
    if (!isKept(figure) && !values.report) process.exitCode = 1;
  }
}
