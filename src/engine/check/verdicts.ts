import type { Answers } from "../answers.ts";
import { UNSURE } from "../condition.ts";
import type { Verdict } from "../verdict.ts";
import type { Diagram } from "./diagrams.ts";
import { cellsTo, explore } from "./explore.ts";
import type { Exploration } from "./explore.ts";
import type { Search } from "./search.ts";
import { findEnd } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { eachStep } from "./paths.ts";
import { answersAt, nameCell, nameInterval } from "./space.ts";
import type { Space, SpaceRow } from "./space.ts";

/** The four verdicts, worst first: a "better alternative" is no step above a "not yet". */
const VERDICTS: readonly Verdict[] = ["not-yet", "alternative", "worth-it-if", "worth-it"];

/** An option, or one fact of a certification, that alone keeps the verdict down, whatever else is answered. */
export interface Cap {
  /** `question`, or `question.fact`. */
  readonly question: string;
  readonly option: string;
  readonly atMost: Verdict;
}

/** What a dialog can advise. */
export interface VerdictFacts {
  readonly verdicts: readonly { readonly verdict: Verdict; readonly witness: Answers }[];
  readonly caps: readonly Cap[];
  readonly findings: readonly Finding[];
}

const BLOCKED = 0;
const LIMITED = 1;
const CONDITIONED = 2;
const LIFTED = 3;
const SCORE = 4;
const GROUPS = ["blockers", "limits", "conditions", "floors", "evidence"] as const;
/** A score that cannot be mended any more. */
const HOPELESS = -(1 << 20);

/**
 * The search for what verdicts there are: sums say what fired, everything that cannot matter any more is dropped.
 *
 * @param kinds - The lists that count; the others are left out of account.
 */
export function verdictSearch(space: Space, kinds: readonly string[] = GROUPS): Search {
  const { worthItAt } = space.dialog.file;
  return {
    shown: space.shown.map((diagram) => [diagram]),
    rows: GROUPS.flatMap((kind, group) =>
      mergeRows(
        space,
        space.rows.filter((row) => row.kind === kind && kinds.includes(kind)),
      ).map((diagram) => ({ diagram, group })),
    ),
    groups: GROUPS.length,
    settle: (sums, low, high) => settleVerdict(sums, low, high, worthItAt),
    steps: true,
  };
}

/** Rewrites sums so that equal futures look equal: a blocker ends everything, a limit all but blockers, and so on. */
export function settleVerdict(
  sums: Int32Array,
  low: Int32Array,
  high: Int32Array,
  worthItAt: number,
): number {
  if ((sums[BLOCKED] ?? 0) > 0) {
    sums.fill(0, LIMITED, SCORE + 1);
    sums[BLOCKED] = 1;
    return bits(BLOCKED, LIMITED, CONDITIONED, LIFTED, SCORE);
  }
  const score = sums[SCORE] ?? 0;
  const isShort = score + (high[SCORE] ?? 0) < worthItAt;
  const isEnough = score + (low[SCORE] ?? 0) >= worthItAt;
  const isLifted = (sums[LIFTED] ?? 0) > 0;
  if ((sums[LIMITED] ?? 0) > 0 || (isShort && !isLifted && (high[LIFTED] ?? 0) === 0)) {
    sums.fill(0, CONDITIONED, SCORE + 1);
    sums[LIMITED] = 1;
    return bits(LIMITED, CONDITIONED, LIFTED, SCORE);
  }
  let finished = 0;
  if (isLifted || isEnough) {
    sums[LIFTED] = 1;
    sums[SCORE] = 0;
    finished |= bits(LIFTED, SCORE);
  } else if (isShort) {
    sums[SCORE] = HOPELESS;
    finished |= bits(SCORE);
  }
  if ((sums[CONDITIONED] ?? 0) > 0) {
    sums[CONDITIONED] = 1;
    finished |= bits(CONDITIONED);
  }
  return finished;
}

function bits(...groups: readonly number[]): number {
  let all = 0;
  for (const group of groups) all |= 1 << group;
  return all;
}

/** The verdict of an end of a verdict search. */
function verdictAt(sums: readonly number[]): Verdict {
  if ((sums[BLOCKED] ?? 0) > 0) return "not-yet";
  if ((sums[LIMITED] ?? 0) > 0) return "alternative";
  return (sums[CONDITIONED] ?? 0) > 0 ? "worth-it-if" : "worth-it";
}

/**
 * One diagram for all rows that look at the same questions: evidence is added up, of others one that fires is enough.
 * Fewer diagrams to follow, and states that differ only in which row spoke become one.
 */
export function mergeRows(
  { diagrams }: Space,
  rows: readonly Pick<SpaceRow, "kind" | "fires" | "points">[],
): readonly Diagram[] {
  const merged = new Map<string, Diagram>();
  for (const { kind, fires, points } of rows) {
    const weighed =
      kind === "evidence"
        ? diagrams.map(fires, `times ${points}`, (value) => value * points)
        : fires;
    const key = diagrams.support(fires).join(" ");
    const known = merged.get(key);
    const join = kind === "evidence" ? diagrams.add : diagrams.max;
    merged.set(key, known === undefined ? weighed : join(known, weighed));
  }
  return [...merged.values()];
}

/** Which verdicts there are, what caps them, and which question decides alone. */
export function examineVerdicts(space: Space): VerdictFacts {
  const exploration = explore(space, verdictSearch(space));
  const verdicts = VERDICTS.toReversed().flatMap((verdict) => {
    const witness = findEnd(space, exploration, (sums) => verdictAt(sums) === verdict);
    return witness ? [{ verdict, witness }] : [];
  });
  const unreachable = VERDICTS.filter(
    (verdict) => !verdicts.some((reached) => reached.verdict === verdict),
  );
  const outcomes = outcomesByCell(space, exploration);
  return {
    verdicts,
    caps: space.dialog.questions.flatMap((_, position) =>
      capsOf(space, position, outcomes[position] ?? []),
    ),
    findings: [
      ...unreachable.map((verdict): Finding => ({
        type: "unreachable-verdict",
        about: `verdicts.${verdict}`,
        message: "No answers lead to this verdict",
      })),
      ...findIdlePoints(space),
      ...space.dialog.questions.flatMap((_, position) =>
        findDecider(space, position, outcomes[position] ?? []),
      ),
    ],
  };
}

/** Points that are always enough, or never: then no evidence decides anything, whatever limits and floors do. */
function findIdlePoints(space: Space): readonly Finding[] {
  const exploration = explore(space, verdictSearch(space, ["blockers", "evidence"]));
  const ends = new Set(exploration.ends.map(verdictAt));
  const { worthItAt } = space.dialog.file;
  // Both or neither: something else is the matter, if anything.
  if (ends.has("worth-it") === ends.has("alternative")) return [];
  const reach = ends.has("worth-it") ? "All" : "No";
  const message = `${reach} answers reach ${worthItAt} points`;
  return [{ type: "idle-points", about: "worthItAt", message }];
}

/** For one cell of a question: the verdicts that can still follow, as bits, and answers that lead through it. */
interface CellOutcome {
  readonly cell: number;
  readonly verdicts: number;
  readonly witness: () => Answers;
}

/** Looks back from the ends: which verdicts follow each state, and so each answer. */
function outcomesByCell(
  space: Space,
  exploration: Exploration,
): readonly (readonly CellOutcome[])[] {
  const count = space.cells.length;
  let following = exploration.ends.map((sums) => 1 << VERDICTS.indexOf(verdictAt(sums)));
  const outcomes: CellOutcome[][] = [];
  for (let position = count - 1; position >= 0; position -= 1) {
    const before = Array.from({ length: exploration.layers[position]?.size ?? 0 }, () => 0);
    const groups = exploration.choices[position] ?? [];
    const byChoice = groups.map(() => 0);
    const example = groups.map(() => ({ from: 0, to: 0 }));
    eachStep(exploration, position, (from, choice, to) => {
      const verdicts = following[to] ?? 0;
      before[from] = (before[from] ?? 0) | verdicts;
      if (choice >= groups.length) return;
      byChoice[choice] = (byChoice[choice] ?? 0) | verdicts;
      example[choice] = { from, to };
    });
    outcomes[position] = groups.flatMap((group, choice) => {
      const { from, to } = example[choice] ?? { from: 0, to: 0 };
      return group.map((cell) => ({
        cell,
        verdicts: byChoice[choice] ?? 0,
        witness: () =>
          answersAt(space, [
            ...cellsTo(exploration, position, from),
            cell,
            ...cellsFrom(exploration, position + 1, to),
          ]),
      }));
    });
    following = before;
  }
  return outcomes;
}

/** The cells along one way from a state to the end. */
function cellsFrom(
  exploration: Exploration,
  layer: number,
  state: number,
): readonly (number | undefined)[] {
  const cells: (number | undefined)[] = [];
  let at = state;
  for (let position = layer; position < exploration.choices.length; position += 1) {
    let next: { choice: number; to: number } | undefined;
    eachStep(exploration, position, (from, choice, to) => {
      if (from === at) next ??= { choice, to };
    });
    cells.push(exploration.choices[position]?.[next?.choice ?? -1]?.[0]);
    at = next?.to ?? 0;
  }
  return cells;
}

/** Of a certification every fact is looked at by itself: one line for "retired", whatever else is known. */
function capsOf(space: Space, position: number, outcomes: readonly CellOutcome[]): readonly Cap[] {
  const { dialog } = space;
  return (dialog.variablesOf[position] ?? []).flatMap((at, index) => {
    const byCode = new Map<number, number>();
    for (const { cell, verdicts } of outcomes) {
      const code = space.cells[position]?.[cell]?.[index] ?? UNSURE;
      byCode.set(code, (byCode.get(code) ?? 0) | verdicts);
    }
    return [...byCode].flatMap(([code, verdicts]): Cap[] => {
      const atMost = VERDICTS.findLast((_, each) => (verdicts & (1 << each)) !== 0);
      if (atMost === undefined || atMost === "worth-it") return [];
      const { name = "", values } = dialog.variables[at] ?? {};
      const edges = [...byCode.keys()].filter((each) => each >= 0);
      const option = code === UNSURE ? "unsure" : (values?.[code] ?? nameInterval(code, edges));
      return [{ question: name, option, atMost }];
    });
  });
}

/** A question each of whose answers leaves one verdict, and not the same for all: the others are for show. */
function findDecider(
  space: Space,
  position: number,
  outcomes: readonly CellOutcome[],
): readonly Finding[] {
  const reached = outcomes.filter(({ verdicts }) => verdicts !== 0);
  const isDecided = reached.every(({ verdicts }) => (verdicts & (verdicts - 1)) === 0);
  const differ = new Set(reached.map(({ verdicts }) => verdicts)).size > 1;
  const [first] = reached;
  const question = space.dialog.questions[position];
  if (!isDecided || !differ || !first || !question) return [];
  const named = reached
    .slice(0, NAMED_MAX)
    .map(
      ({ cell, verdicts }) =>
        `${nameCell(space, position, cell)} gives ${VERDICTS.find((_, at) => verdicts === 1 << at) ?? ""}`,
    );
  if (reached.length > NAMED_MAX) named.push("…");
  return [
    {
      type: "decides-alone",
      about: `questions.${question.id}`,
      message: `Every answer fixes the verdict, whatever else is answered: ${named.join(", ")}`,
      witness: first.witness(),
    },
  ];
}

/** A certification has hundreds of answers: a sentence names the first of them. */
const NAMED_MAX = 6;
