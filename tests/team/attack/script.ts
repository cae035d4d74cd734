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

/** Makes a random round. */
export function makeScript(chance: () => number): Script {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(chance() * items.length)];
    if (item === undefined) throw new RangeError("Cannot pick: there is nothing to pick from");
    return item;
  };
  const often = (share: number): boolean => chance() < share;
  const size = 2 + Math.floor(chance() * 11);
  const members = Array.from({ length: size }, (_, index) => `U00M${index}`);
  // Opener and approver see more than others, so that they answer only where they are the one who tells.
  const traitor = pick([...members, OPENER, APPROVER]);
  const people = members.includes(traitor) ? members : [...members, traitor];
  // Leaning rounds, in which nearly everybody says the same, are the dangerous ones.
  const leaning = often(0.4) ? pick(VERDICTS) : undefined;
  const fashion = often(0.6) ? pick(CERTIFICATIONS).id : undefined;
  const asking = pick([0.2, 0.5, 0.8]);
  const using = pick([0, 0.5, 1]);
  const faithful = pick([0.7, 0.9, 1]);
  const makeFacts = (): Facts => ({
    verdict: leaning !== undefined && often(faithful) ? leaning : pick(VERDICTS),
    purpose: pick(often(0.5) ? PURPOSES.slice(2, 4) : PURPOSES),
    hasTask: often(0.6),
    freeRouteDoes: often(0.4),
    ...(often(0.8) && { certification: fashion ?? pick(CERTIFICATIONS).id }),
    ...(often(0.9) && { costUsd: pick([0, 99, 100, 165, 950, 4900]) }),
  });
  const wait = (most: number): Op => ({ type: "wait", ms: Math.floor(chance() * most) });
  const facts = new Map(people.map((person) => [person, makeFacts()]));
  const ask = (person: string): Op => {
    const { certification, hasTask, costUsd } = facts.get(person) ?? makeFacts();
    const named = CERTIFICATIONS.find(({ id }) => id === certification)?.typed;
    return {
      type: "ask",
      person,
      ...(named !== undefined && often(0.8) && { named }),
      ...(hasTask && often(0.7) && { task: `TASK-OF-${person}` }),
      amount: costUsd === undefined || costUsd === 0 ? 500 : costUsd,
    };
  };
  const during = (person: string): readonly Op[] => {
    const answer = (): Op => ({
      type: "answer",
      person,
      facts: facts.get(person) ?? makeFacts(),
    });
    const first: Op[] = [{ type: "join", person }, answer()];
    if (often(0.15)) {
      const kept = facts.get(person) ?? makeFacts();
      first.push({ type: "answer", person, facts: makeFacts() });
      facts.set(person, kept);
      if (often(0.7)) first.push(answer());
    }
    if (often(asking)) first.push(ask(person));
    if (often(0.1)) first.push({ type: "erase", person });
    if (often(0.05)) first.push({ type: "join", person }, answer());
    if (often(0.08)) first.push({ type: "withdraw", person });
    if (often(0.2)) first.push({ type: "look", person: pick([OPENER, traitor]) });
    return [...first, wait(often(0.3) ? DAY_MS / 4 : 4 * MINUTE_MS)];
  };
  const after: Op[] = people.flatMap((person): readonly Op[] => [
    ...(often(0.1) ? [{ type: "erase", person } as const] : []),
    ...(often(0.05) ? [{ type: "withdraw", person } as const] : []),
    ...(often(0.1) ? [{ type: "answer", person, facts: makeFacts() } as const] : []),
    ...(often(0.85) ? [makeDecision(person, pick, often)] : []),
    ...(often(0.3) ? [makeDecision(person, pick, often)] : []),
    ...(often(0.3) ? [{ type: "look", person: pick([OPENER, traitor]) } as const] : []),
    ...(often(0.2) ? [{ type: "export", person: pick([OPENER, APPROVER, traitor]) } as const] : []),
  ]);
  const rest = people.map((person) => makeDecision(person, pick, () => false));
  const reviews = people.flatMap((person): readonly Op[] => [
    ...(often(0.85)
      ? [
          {
            type: "review",
            person,
            used: often(using),
            gains: ["skills", "productivity", "value"].filter(() => often(0.5)).join(","),
          } as const,
        ]
      : []),
    ...(often(0.05) ? [{ type: "erase", person } as const] : []),
  ]);
  return {
    threshold: pick([3, 4, 5, 5, 7]),
    budget: pick([1000, 2000, 6000]),
    traitor,
    ops: [
      ...people.flatMap(during),
      ...(often(0.3) ? [{ type: "close" } as const, wait(8 * MINUTE_MS)] : []),
      ...(often(0.2)
        ? [{ type: "answer", person: pick(people), facts: makeFacts() } as const]
        : []),
      { type: "wait", ms: 6 * DAY_MS },
      ...after,
      ...rest,
      { type: "export", person: OPENER },
      { type: "wait", ms: 92 * DAY_MS },
      ...reviews,
      { type: "wait", ms: 20 * DAY_MS },
      { type: "look", person: OPENER },
    ],
  };
}

function makeDecision(
  about: string,
  pick: <Item>(items: readonly Item[]) => Item,
  often: (share: number) => boolean,
): Op {
  const by = often(0.1) ? pick([OPENER, about]) : APPROVER;
  return {
    type: "decide",
    by,
    about,
    choice: pick(["approve", "approve", "approve-if", "later", "decline"] as const),
  };
}
