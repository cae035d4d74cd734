import type { Diagram } from "./diagrams.ts";
import { cellsTo, explore } from "./explore.ts";
import type { Search } from "./search.ts";
import type { Finding } from "./finding.ts";
import { answersAt, isUnsure, nameCell } from "./space.ts";
import type { Space, SpaceRow } from "./space.ts";
import { judgeQuickly } from "../verdict.ts";
import { walk } from "../answers.ts";
import type { Answers } from "../answers.ts";

/** Two answers to a question on a scale, as cells. */
interface Pair {
  readonly position: number;
  readonly worse: number;
  readonly better: number;
}

/** A scale two of whose answers lead along different paths: there nothing is claimed. */
export interface PathNote {
  readonly question: string;
  readonly worse: string;
  readonly better: string;
  /** Questions that only one of the two answers may bring. */
  readonly changes: readonly string[];
}

/** Scales on which a better answer worsens the verdict, all other answers and the path being the same. */
export function examineScales(space: Space): {
  readonly findings: readonly Finding[];
  readonly notes: readonly PathNote[];
} {
  const findings: Finding[] = [];
  const notes: PathNote[] = [];
  for (const position of space.dialog.questions.keys()) {
    const cells = orderedCells(space, position);
    for (const [at, worse] of cells.entries()) {
      let isApart = false;
      // Neighbours are enough where they share their paths; past a fork the pair further apart is compared as well.
      for (const better of cells.slice(at + 1)) {
        const pair = { position, worse, better };
        const changes = pathChanges(space, pair);
        if (changes.length > 0 && !isApart) notes.push(toNote(space, pair, changes));
        findings.push(...findWorsening(space, pair));
        isApart = changes.length > 0;
        if (!isApart) break;
      }
    }
  }
  return { findings, notes };
}

/** Cells of a question from worst to best, without "not sure"; empty where it is no scale. */
function orderedCells(space: Space, position: number): readonly number[] {
  const question = space.dialog.questions[position];
  const scale = question && "scale" in question ? question.scale : undefined;
  if (scale === undefined) return [];
  const sure = (space.cells[position] ?? []).flatMap((cell, at) => (isUnsure(cell) ? [] : [at]));
  return scale === "better-first" || scale === "less-is-better" ? sure.toReversed() : sure;
}

function pathChanges(space: Space, { position, worse, better }: Pair): readonly string[] {
  const { diagrams } = space;
  return space.shown.flatMap((shown, at) =>
    diagrams.fix(shown, position, worse) === diagrams.fix(shown, position, better)
      ? []
      : [space.dialog.questions[at]?.id ?? ""],
  );
}

function toNote(space: Space, pair: Pair, changes: readonly string[]): PathNote {
  const [worse, better] = [
    nameCell(space, pair.position, pair.worse),
    nameCell(space, pair.position, pair.better),
  ];
  return { question: space.dialog.questions[pair.position]?.id ?? "", worse, better, changes };
}

const CAP = 0;
const CONDITION = 1;
const FLOOR = 2;
const SCORE = 3;
/** What the rows about the question itself say: for the worse answer, then for the better one. */
const CAP_WORSE = 4;
const CONDITION_WORSE = 5;
const FLOOR_WORSE = 6;
const CAP_BETTER = 7;
const CONDITION_BETTER = 8;
const FLOOR_BETTER = 9;
/** What the better answer scores more than the worse one. */
const GAIN = 10;
const GROUPS = 11;

const OWN_GROUPS = {
  limits: { shared: CAP, worse: CAP_WORSE, better: CAP_BETTER },
  blockers: { shared: CAP, worse: CAP_WORSE, better: CAP_BETTER },
  conditions: { shared: CONDITION, worse: CONDITION_WORSE, better: CONDITION_BETTER },
  floors: { shared: FLOOR, worse: FLOOR_WORSE, better: FLOOR_BETTER },
} as const;

function findWorsening(space: Space, pair: Pair): readonly Finding[] {
  const rows = pairRows(space, pair);
  if (isPlainlyMonotone(space, rows)) return [];
  const { diagrams, dialog } = space;
  const fixed = (cell: number) =>
    space.shown.map((shown) => diagrams.fix(shown, pair.position, cell));
  const [worse, better] = [fixed(pair.worse), fixed(pair.better)];
  const exploration = explore(space, {
    shown: worse.map((diagram, at) =>
      diagram === better[at] ? [diagram] : [diagram, better[at] ?? diagram],
    ),
    asked: pair.position,
    rows,
    groups: GROUPS,
    settle: (sums, low, high) => settlePair(sums, low, high, dialog.file.worthItAt),
  });
  const end = exploration.ends.findIndex(
    (sums) =>
      stepOf(sums, "worse", dialog.file.worthItAt) > stepOf(sums, "better", dialog.file.worthItAt),
  );
  if (end < 0) return [];
  const cells = cellsTo(exploration, space.cells.length, end);
  const [witness, compared] = [pair.worse, pair.better].map((cell) =>
    answersAt(space, cells.with(pair.position, cell)),
  );
  if (!witness || !compared) return [];
  const verdict = (answers: Answers) => judgeQuickly(dialog, walk(dialog, answers).codes).verdict;
  const message = `With all else equal, ${nameCell(space, pair.position, pair.worse)} gives ${verdict(witness)}, but the better answer ${nameCell(space, pair.position, pair.better)} gives ${verdict(compared)}`;
  return [
    {
      type: "not-monotone",
      about: `questions.${dialog.questions[pair.position]?.id ?? ""}`,
      message,
      witness,
      compared,
    },
  ];
}

function pairRows(space: Space, { position, worse, better }: Pair): Search["rows"] {
  const { diagrams } = space;
  const minus = (diagram: Diagram) => diagrams.map(diagram, "minus", (value) => -value);
  const merged = new Map<string, { diagram: Diagram; group: number }>();
  const put = (group: number, diagram: Diagram): void => {
    if (diagrams.lowest(diagram) === 0 && diagrams.highest(diagram) === 0) return;
    const isSum = group === SCORE || group === GAIN;
    // What the answer itself gains is kept in one diagram: that alone proves most scales sound.
    const key = group === GAIN ? "gain" : `${group}: ${diagrams.support(diagram).join(" ")}`;
    const known = merged.get(key)?.diagram;
    const joined =
      known === undefined
        ? diagram
        : isSum
          ? diagrams.add(known, diagram)
          : diagrams.max(known, diagram);
    merged.set(key, { diagram: joined, group });
  };
  for (const { kind, fires, points } of space.rows) {
    const [ifWorse, ifBetter] = [
      diagrams.fix(fires, position, worse),
      diagrams.fix(fires, position, better),
    ];
    if (kind === "evidence") {
      const weigh = (diagram: Diagram) =>
        diagrams.map(diagram, `times ${points}`, (value) => value * points);
      put(SCORE, weigh(ifWorse));
      if (ifWorse !== ifBetter) put(GAIN, diagrams.add(weigh(ifBetter), minus(weigh(ifWorse))));
    } else if (isVerdictKind(kind)) {
      const groups = OWN_GROUPS[kind];
      if (ifWorse === ifBetter) put(groups.shared, ifWorse);
      else {
        put(groups.worse, ifWorse);
        put(groups.better, ifBetter);
      }
    }
  }
  return [...merged.values()];
}

function isVerdictKind(kind: SpaceRow["kind"]): kind is keyof typeof OWN_GROUPS {
  return Object.hasOwn(OWN_GROUPS, kind);
}

/** Whether the rows about this question can only gain, whatever the other answers are: no path need be walked. */
function isPlainlyMonotone({ diagrams }: Space, rows: Search["rows"]): boolean {
  const all = (group: number) =>
    rows
      .filter((row) => row.group === group)
      .map(({ diagram }) => diagram)
      .reduce(diagrams.max, diagrams.constant(0));
  const implies = (from: number, to: number) => {
    const not = diagrams.map(all(to), "negation", (value) => (value > 0 ? 0 : 1));
    return diagrams.highest(diagrams.min(all(from), not)) === 0;
  };
  const gains = rows.find(({ group }) => group === GAIN);
  return (
    (gains === undefined || diagrams.lowest(gains.diagram) >= 0) &&
    implies(CAP_BETTER, CAP_WORSE) &&
    implies(CONDITION_BETTER, CONDITION_WORSE) &&
    implies(FLOOR_WORSE, FLOOR_BETTER)
  );
}

/** Leaves out every path on which the better answer can no longer end lower than the worse one. */
function settlePair(
  sums: Int32Array,
  low: Int32Array,
  high: Int32Array,
  worthItAt: number,
): number {
  const has = (group: number) => (sums[group] ?? 0) > 0;
  const may = (group: number) => has(group) || (high[group] ?? 0) > 0;
  if (has(CAP) || has(CAP_WORSE)) return -1;
  const [score, gain] = [sums[SCORE] ?? 0, sums[GAIN] ?? 0];
  const [scoreLow, scoreHigh] = [score + (low[SCORE] ?? 0), score + (high[SCORE] ?? 0)];
  const [gainLow, gainHigh] = [gain + (low[GAIN] ?? 0), gain + (high[GAIN] ?? 0)];
  const isWorseLifted = has(FLOOR) || has(FLOOR_WORSE) || scoreLow >= worthItAt;
  const isBetterLifted = has(FLOOR) || has(FLOOR_BETTER) || scoreLow + gainLow >= worthItAt;
  if (!isWorseLifted && scoreHigh < worthItAt && !may(FLOOR) && !may(FLOOR_WORSE)) return -1;
  const isBandSound = isBetterLifted || (gainLow >= 0 && !may(FLOOR_WORSE));
  const isConditionSound = has(CONDITION) || has(CONDITION_WORSE) || !may(CONDITION_BETTER);
  if (!may(CAP_BETTER) && isBandSound && isConditionSound) return -1;
  const isBetterShort = scoreHigh + gainHigh < worthItAt && !may(FLOOR) && !may(FLOOR_BETTER);
  return mergePair(sums, {
    isWorseLifted,
    isBetterLifted,
    isBetterDown: has(CAP_BETTER) || isBetterShort,
  });
}

/** Forgets what cannot change the comparison any more, so that more states are equal. */
function mergePair(
  sums: Int32Array,
  known: { isWorseLifted: boolean; isBetterLifted: boolean; isBetterDown: boolean },
): number {
  let finished = 0;
  const finish = (group: number, value: number): void => {
    sums[group] = value;
    finished |= 1 << group;
  };
  if (known.isBetterDown) {
    finish(CAP_BETTER, 1);
    for (const group of [CONDITION, CONDITION_WORSE, CONDITION_BETTER, FLOOR_BETTER, GAIN])
      finish(group, 0);
  }
  for (const group of [
    CONDITION,
    CONDITION_WORSE,
    CONDITION_BETTER,
    FLOOR,
    FLOOR_WORSE,
    FLOOR_BETTER,
  ]) {
    if ((sums[group] ?? 0) > 0) finish(group, 1);
  }
  if (known.isWorseLifted) finish(FLOOR_WORSE, 1);
  if (known.isBetterLifted && !known.isBetterDown) finish(FLOOR_BETTER, 1);
  if (known.isWorseLifted && known.isBetterLifted) finish(FLOOR, 0);
  if (known.isWorseLifted && (known.isBetterLifted || known.isBetterDown)) {
    finish(SCORE, 0);
    finish(GAIN, 0);
    finish(FLOOR, 0);
  }
  return finished;
}

/** The step on the ladder that an end of a pair search gives one of the two answers. */
function stepOf(sums: readonly number[], side: "worse" | "better", worthItAt: number): number {
  const has = (group: number) => (sums[group] ?? 0) > 0;
  const [cap, condition, floor] =
    side === "worse"
      ? [CAP_WORSE, CONDITION_WORSE, FLOOR_WORSE]
      : [CAP_BETTER, CONDITION_BETTER, FLOOR_BETTER];
  const score = (sums[SCORE] ?? 0) + (side === "better" ? (sums[GAIN] ?? 0) : 0);
  if (has(CAP) || has(cap)) return 0;
  if (!has(FLOOR) && !has(floor) && score < worthItAt) return 0;
  return has(CONDITION) || has(condition) ? 1 : 2;
}
