import { findBreach } from "./laws.ts";
import type { Breach, Tally } from "./laws.ts";
import { play } from "./play.ts";
import type { Leak } from "./play.ts";
import { createChance, makeScript } from "./script.ts";
import type { Script } from "./script.ts";
import { findDependent, findForced, SECRETS } from "./worlds.ts";
import type { Secret } from "./worlds.ts";

/** What an attack came to. */
export interface Attacked {
  readonly breach: (Breach & { readonly seed: number; readonly script: Script }) | undefined;
  /** What was tried, and how often. */
  readonly tally: Tally;
}

/** How many scripts are played to make a witness small. */
const SHRINKS_MAX = 400;

/** Attacks random rounds until one gives something away; `leak` makes the program one that does. */
export async function attack(asked: {
  readonly rounds: number;
  readonly seed: number;
  readonly leak?: Leak;
}): Promise<Attacked> {
  const { rounds, seed: first, leak } = asked;
  const tally: Tally = {};
  for (let seed = first; seed < first + rounds; seed += 1) {
    tally["rounds"] = (tally["rounds"] ?? 0) + 1;
    const chance = createChance(seed);
    const script = makeScript(chance);
    // Playing other worlds is what takes the time: each round is asked half of the questions.
    const isEven = seed % 2 === 0;
    const aims = [
      aim(chance, "side", script),
      ...(isEven ? [aim(chance, pickSecret(chance), script)] : []),
    ];
    const plan: Plan = { aims, leak, isSwapped: !isEven };
    const breach = await attackOne(script, plan, tally);
    if (breach) {
      const small = await shrink(script, (tried) => attackOne(tried, plan, {}), breach);
      return { breach: { ...small, seed }, tally };
    }
  }
  return { breach: undefined, tally };
}

interface Aim {
  readonly victim: string;
  readonly secret: Secret;
}

/** What is asked of one round. */
interface Plan {
  readonly aims: readonly Aim[];
  readonly leak: Leak | undefined;
  /** Whether everybody's answers are swapped for others. */
  readonly isSwapped: boolean;
}

async function attackOne(
  script: Script,
  { aims, leak, isSwapped }: Plan,
  tally: Tally,
): Promise<Breach | undefined> {
  const played = await play(script, leak);
  const breach = findBreach(played, script, tally);
  if (breach) return breach;
  for (const { victim, secret } of aims) {
    const forced = await findForced(played, script, { victim, secret, leak }, tally);
    if (forced) return forced;
  }
  return isSwapped ? findDependent(played, script, leak, tally) : undefined;
}

function aim(chance: () => number, secret: Secret, { ops }: Script): Aim {
  const wanted = secret === "used" ? "ask" : "answer";
  const people = [...new Set(ops.flatMap((op) => (op.type === wanted ? [op.person] : [])))];
  return { secret, victim: people[Math.floor(chance() * people.length)] ?? "" };
}

/** What came of it is asked about more often: few rounds have an outcome that could tell. */
function pickSecret(chance: () => number): Secret {
  if (chance() < 0.5) return "used";
  return SECRETS[Math.floor(chance() * SECRETS.length)] ?? "verdict";
}

/** Leaves out whatever the breach does not need, from large pieces to single events. */
async function shrink(
  script: Script,
  retry: (script: Script) => Promise<Breach | undefined>,
  breach: Breach,
): Promise<Breach & { readonly script: Script }> {
  let found = { ...breach, script };
  let tries = 0;
  for (let size = Math.ceil(script.ops.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < found.script.ops.length && tries < SHRINKS_MAX;) {
      const ops = found.script.ops.toSpliced(from, size);
      tries += 1;
      const again = await retry({ ...script, ops });
      if (again?.law === breach.law) found = { ...again, script: { ...script, ops } };
      else from += size;
    }
  }
  return found;
}
