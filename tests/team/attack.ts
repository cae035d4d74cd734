// npm run attack -- --rounds 10000 --seed 1: plays random rounds and tries to learn what the privacy laws keep. It shares nothing with the
// other tests of a team: it knows the laws and what people read. A breach is exit code 1, with the smallest script that shows it.
import { parseArgs } from "node:util";
import { attack } from "./attack/attack.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const { breach, tally } = await attack({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
});
for (const [what, count] of Object.entries(tally)) console.log(`${count}\t${what}`);
if (breach) {
  console.log(`Law ${breach.law} is broken by seed ${breach.seed}: ${breach.what}`);
  console.log(JSON.stringify(breach.script, undefined, 1));
  process.exitCode = 1;
} else console.log("No breach");
