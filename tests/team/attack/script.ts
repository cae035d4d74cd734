/** What one person keeps to themselves: the facts nobody may learn. */
export interface Facts {
  readonly verdict: "worth-it" | "worth-it-if" | "not-yet" | "alternative";
  readonly purpose: string;
  readonly hasTask: boolean;
  readonly freeRouteDoes: boolean;
  readonly certification?: string;
  readonly costUsd?: number;
}

/** What happens in a round, in order; each a second after the one before. */
export type Op =
  | { readonly type: "join" | "erase" | "withdraw"; readonly person: string }
  | { readonly type: "answer"; readonly person: string; readonly facts: Facts }
  | {
      readonly type: "ask";
      readonly person: string;
      /** Typed into the interview, so that the request carries the catalogue's certification. */
      readonly named?: string;
      readonly amount: number;
      readonly task?: string;
    }
  | {
      readonly type: "decide";
      readonly by: string;
      readonly about: string;
      readonly choice: "approve" | "approve-if" | "later" | "decline";
    }
  | {
      readonly type: "review";
      readonly person: string;
      readonly used: boolean;
      readonly gains: string;
    }
  | { readonly type: "look" | "export"; readonly person: string }
  | { readonly type: "close" }
  | { readonly type: "wait"; readonly ms: number };

/** A round to be played: the same script and the same secrets always show the same. */
export interface Script {
  readonly threshold: number;
  readonly budget: number;
  /** The member who tells the attacker everything they said and saw. */
  readonly traitor: string;
  readonly ops: readonly Op[];
}

export const OPENER = "U00LEE";
export const APPROVER = "U00ADA";
export const PURPOSES = ["promotion", "role", "industry", "work", "understand", "safer"];
export const VERDICTS = ["worth-it", "worth-it-if", "not-yet", "alternative"] as const;
/** Certifications of the catalogue, with what people type and what they cost. */
const CERTIFICATIONS = [
  { id: "aws-aif", typed: "aif-c01", usd: 100 },
  { id: "ms-ai901", typed: "ai-901", usd: 99 },
  { id: "gh-300", typed: "gh-300", usd: 99 },
] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Chance that can be had again: https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 describes the generator. */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Chance in the shapes a script needs. */
interface Dice {
  readonly chance: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly often: (share: number) => boolean;
}

/** How a round leans: rounds in which nearly everybody says the same are the dangerous ones. */
interface Leaning {
  readonly verdict: Facts["verdict"] | undefined;
  readonly faithful: number;
  readonly certification: string | undefined;
  readonly asking: number;
  readonly using: number;
}

/** Makes a random round. */
export function makeScript(chance: () => number): Script {
  const dice = createDice(chance);
  const { pick, often } = dice;
  const members = Array.from({ length: 2 + Math.floor(chance() * 11) }, (_, at) => `U00M${at}`);
  // Opener and approver see more than others, so that they answer only where they are the one who tells.
  const traitor = pick([...members, OPENER, APPROVER]);
  const people = members.includes(traitor) ? members : [...members, traitor];
  const leaning: Leaning = {
    verdict: often(0.4) ? pick(VERDICTS) : undefined,
    faithful: pick([0.7, 0.9, 1]),
    certification: often(0.6) ? pick(CERTIFICATIONS).id : undefined,
    asking: pick([0.2, 0.5, 0.8]),
    using: pick([0, 0.5, 1]),
  };
  const late: Op = { type: "answer", person: pick(people), facts: makeFacts(dice, leaning) };
  return {
    threshold: pick([3, 4, 5, 5, 7]),
    budget: pick([1000, 2000, 6000]),
    traitor,
    ops: [
      ...people.flatMap((person) => makePart(dice, leaning, person, traitor)),
      ...(often(0.3) ? [{ type: "close" } as const, makeWait(dice, 8 * MINUTE_MS)] : []),
      ...(often(0.2) ? [late] : []),
      { type: "wait", ms: 6 * DAY_MS },
      ...people.flatMap((person) => makeAftermath(dice, leaning, person, traitor)),
      ...people.map((person) => makeDecision(dice, person, 0)),
      { type: "export", person: OPENER },
      { type: "wait", ms: 92 * DAY_MS },
      ...people.flatMap((person) => makeReview(dice, leaning, person)),
      { type: "wait", ms: 20 * DAY_MS },
      { type: "look", person: OPENER },
    ],
  };
}

function createDice(chance: () => number): Dice {
  return {
    chance,
    pick(items) {
      const item = items[Math.floor(chance() * items.length)];
      if (item === undefined) throw new RangeError("Cannot pick: there is nothing to pick from");
      return item;
    },
    often: (share) => chance() < share,
  };
}

function makeFacts({ pick, often }: Dice, { verdict, faithful, certification }: Leaning): Facts {
  return {
    verdict: verdict !== undefined && often(faithful) ? verdict : pick(VERDICTS),
    purpose: pick(often(0.5) ? PURPOSES.slice(2, 4) : PURPOSES),
    hasTask: often(0.6),
    freeRouteDoes: often(0.4),
    ...(often(0.8) && { certification: certification ?? pick(CERTIFICATIONS).id }),
    ...(often(0.9) && { costUsd: pick([0, 99, 100, 165, 950, 4900]) }),
  };
}

/** What one person does while the round is open. */
function makePart(dice: Dice, leaning: Leaning, person: string, traitor: string): readonly Op[] {
  const { pick, often } = dice;
  const facts = makeFacts(dice, leaning);
  const answer: Op = { type: "answer", person, facts };
  const other: Op = { type: "answer", person, facts: makeFacts(dice, leaning) };
  return [
    { type: "join", person },
    answer,
    ...(often(0.15) ? (often(0.7) ? [other, answer] : [other]) : []),
    ...(often(leaning.asking) ? [makeRequest(dice, person, facts)] : []),
    ...(often(0.1) ? [{ type: "erase", person } as const] : []),
    ...(often(0.05) ? [{ type: "join", person } as const, answer] : []),
    ...(often(0.08) ? [{ type: "withdraw", person } as const] : []),
    ...(often(0.2) ? [{ type: "look", person: pick([OPENER, traitor]) } as const] : []),
    makeWait(dice, often(0.3) ? DAY_MS / 4 : 4 * MINUTE_MS),
  ];
}

function makeRequest(
  { often }: Dice,
  person: string,
  { certification, hasTask, costUsd }: Facts,
): Op {
  const named = CERTIFICATIONS.find(({ id }) => id === certification)?.typed;
  return {
    type: "ask",
    person,
    ...(named !== undefined && often(0.8) && { named }),
    ...(hasTask && often(0.7) && { task: `TASK-OF-${person}` }),
    amount: costUsd === undefined || costUsd === 0 ? 500 : costUsd,
  };
}

/** What happens about one person once the summary stands. */
function makeAftermath(
  dice: Dice,
  leaning: Leaning,
  person: string,
  traitor: string,
): readonly Op[] {
  const { pick, often } = dice;
  return [
    ...(often(0.1) ? [{ type: "erase", person } as const] : []),
    ...(often(0.05) ? [{ type: "withdraw", person } as const] : []),
    ...(often(0.1) ? [{ type: "answer", person, facts: makeFacts(dice, leaning) } as const] : []),
    ...(often(0.85) ? [makeDecision(dice, person, 0.1)] : []),
    ...(often(0.3) ? [makeDecision(dice, person, 0.1)] : []),
    ...(often(0.3) ? [{ type: "look", person: pick([OPENER, APPROVER, traitor]) } as const] : []),
    ...(often(0.2) ? [{ type: "export", person: pick([OPENER, APPROVER, traitor]) } as const] : []),
  ];
}

/** Now and then somebody presses who may not. */
function makeDecision({ pick, often }: Dice, about: string, wrongly: number): Op {
  const by = often(wrongly) ? pick([OPENER, about]) : APPROVER;
  const choice = pick(["approve", "approve", "approve-if", "later", "decline"] as const);
  return { type: "decide", by, about, choice };
}

function makeReview({ often }: Dice, { using }: Leaning, person: string): readonly Op[] {
  const used = often(using);
  const gains = ["skills", "productivity", "value"].filter(() => often(0.5)).join(",");
  return [
    ...(often(0.85) ? [{ type: "review", person, used, gains } as const] : []),
    ...(often(0.05) ? [{ type: "erase", person } as const] : []),
  ];
}

function makeWait({ chance }: Dice, most: number): Op {
  return { type: "wait", ms: Math.floor(chance() * most) };
}
