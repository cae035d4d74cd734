import type { Answers } from "../answers.ts";
import { anyAnswers } from "./conditions.ts";
import { explore } from "./explore.ts";
import type { Exploration } from "./explore.ts";
import type { Finding } from "./finding.ts";
import { answersAt } from "./space.ts";
import type { Space } from "./space.ts";

/** One path and how many questions it asks. */
export interface PathExample {
  readonly length: number;
  readonly witness: Answers;
}

/** The size of an answer space. */
export interface PathFacts {
  /** How many complete answer sets there are, amounts and catalogue facts counted as far as rules tell them apart. */
  readonly count: bigint;
  /** How many of them ask so many questions, shortest first. */
  readonly lengths: readonly { readonly length: number; readonly count: bigint }[];
  readonly shortest: PathExample;
  readonly longest: PathExample;
  /** Positions of the questions that some path asks. */
  readonly asked: ReadonlySet<number>;
}

/** Counts every path, and finds a shortest and a longest one. */
export function measurePaths(space: Space): PathFacts {
  const exploration = explore(space, {
    shown: space.shown.map((diagram) => [diagram]),
    rows: [],
    groups: 0,
    settle: () => 0,
    steps: true,
  });
  const asked = new Set<number>();
  let counts: Map<number, bigint>[] = [new Map([[0, 1n]])];
  for (const [position, groups] of exploration.choices.entries()) {
    const next: Map<number, bigint>[] = [];
    eachStep(exploration, position, (from, choice, to) => {
      const group = groups[choice];
      if (group) asked.add(position);
      const target = (next[to] ??= new Map<number, bigint>());
      for (const [length, count] of counts[from] ?? []) {
        const longer = length + (group ? 1 : 0);
        target.set(longer, (target.get(longer) ?? 0n) + count * BigInt(group?.length ?? 1));
      }
    });
    counts = next;
  }
  const total = new Map<number, bigint>();
  for (const ends of counts)
    for (const [length, count] of ends) total.set(length, (total.get(length) ?? 0n) + count);
  const lengths = [...total]
    .map(([length, count]) => ({ length, count }))
    .toSorted((a, b) => a.length - b.length);
  return {
    count: lengths.reduce((sum, { count }) => sum + count, 0n),
    lengths,
    shortest: extreme(space, exploration, -1),
    longest: extreme(space, exploration, 1),
    asked,
  };
}

/** Calls `visit` for every step over one question. */
export function eachStep(
  exploration: Exploration,
  position: number,
  visit: (from: number, choice: number, to: number) => void,
): void {
  const steps = exploration.layers[position + 1]?.steps ?? [];
  for (let at = 0; at < steps.length; at += 3)
    visit(steps[at] ?? 0, steps[at + 1] ?? 0, steps[at + 2] ?? 0);
}

/** The path that asks most (sign 1) or fewest (sign -1) questions. */
function extreme(space: Space, exploration: Exploration, sign: 1 | -1): PathExample {
  let best: PathSoFar[] = [{ length: 0, cells: [] }];
  for (const [position, groups] of exploration.choices.entries()) {
    const next: PathSoFar[] = [];
    eachStep(exploration, position, (from, choice, to) => {
      const before = best[from] ?? { length: 0, cells: [] };
      const length = before.length + (groups[choice] ? 1 : 0);
      const known = next[to];
      if (known && known.length * sign >= length * sign) return;
      next[to] = { length, cells: [...before.cells, groups[choice]?.[0]] };
    });
    best = next;
  }
  const [found = { length: 0, cells: [] }] = best.toSorted((a, b) => (b.length - a.length) * sign);
  return { length: found.length, witness: answersAt(space, found.cells) };
}

interface PathSoFar {
  readonly length: number;
  readonly cells: readonly (number | undefined)[];
}

/** Questions that no path asks, among them those that only follow from another such question. */
export function findNeverAsked(space: Space, { asked }: PathFacts): readonly Finding[] {
  return space.dialog.questions.flatMap((question, position): Finding[] => {
    const shown = space.shown[position];
    if (asked.has(position) || shown === undefined || space.diagrams.highest(shown) === 0)
      return [];
    return [
      {
        type: "never-asked",
        about: `questions.${question.id}`,
        message:
          "No path asks this question: its condition would hold for answers that cannot come together",
        witness: anyAnswers(space, shown),
      },
    ];
  });
}
