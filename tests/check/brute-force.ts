import { walk } from "../../src/engine/answers.ts";
import type { Answer, Answers } from "../../src/engine/answers.ts";
import { createCells } from "../../src/engine/cells.ts";
import { ABSENT, TRUE } from "../../src/engine/condition.ts";
import type { Condition } from "../../src/engine/condition.ts";
import { ROW_KINDS } from "../../src/engine/dialog.ts";
import type { Dialog, Question } from "../../src/engine/dialog.ts";
import { judge } from "../../src/engine/verdict.ts";
import type { Verdict } from "../../src/engine/verdict.ts";

/** One complete answer set and what the engine makes of it. */
export interface Outcome {
  readonly answers: Answers;
  readonly asked: readonly string[];
  readonly verdict: Verdict;
  readonly step: number;
  /** Rows that fire, as `evidence.id`. */
  readonly fired: readonly string[];
}

/** Every complete answer set of a small dialog, walked and judged one by one by the engine itself. */
export function everyOutcome(dialog: Dialog): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const visit = (answers: Answers): void => {
    const path = walk(dialog, answers);
    if (path.open === undefined) {
      const { verdict, step } = judge(dialog, path.codes);
      const fired = ROW_KINDS.flatMap((list) =>
        dialog.rules[list]
          .filter((row) => row.holds(path.codes) === TRUE)
          .map((row) => `${list}.${row.id}`),
      );
      outcomes.push({ answers, asked: path.asked, verdict, step, fired });
      return;
    }
    const open = path.open;
    for (const answer of everyAnswer(dialog, open)) visit({ ...answers, [open]: answer });
  };
  visit({});
  return outcomes;
}

/** Each option, the edge of each interval, and not sure; facts of a catalogue answer in all combinations. */
export function everyAnswer(dialog: Dialog, id: string): readonly Answer[] {
  const question = dialog.questions.find((each) => each.id === id)!;
  return [...sureValues(dialog, question), { blank: "skipped" }];
}

function sureValues(dialog: Dialog, question: Question) {
  if (question.kind === "choice") return question.options;
  const { file } = dialog;
  const conditions: Condition[] = [
    ...dialog.questions,
    ...ROW_KINDS.flatMap((list): { when?: Condition | undefined }[] => file[list]),
  ].flatMap(({ when }) => (when ? [when] : []));
  const cells = createCells(dialog, conditions)[dialog.positions.get(question.id)!]!;
  const sure = cells.filter(([code]) => code! >= 0);
  if (question.kind !== "catalogue") return sure.map(([amount]) => ({ amount: amount! }));
  return sure.map(([chosen, ...codes]) => ({
    chosen: (["listed", "other", "none"] as const)[chosen!]!,
    facts: Object.fromEntries(
      Object.entries(question.facts).flatMap(([fact, values], at) => {
        const code = codes[at] ?? ABSENT;
        return code < 0 ? [] : [[fact, values === "number" ? code : values[code]!]];
      }),
    ),
  }));
}

/** The position of an answer on its scale, higher is better; undefined off the scale. */
export function rankOf(question: Question, answer: Answer): number | undefined {
  if (!("scale" in question) || question.scale === undefined) return undefined;
  if (typeof answer === "string") {
    if (question.kind !== "choice") return undefined;
    const at = question.options.indexOf(answer);
    return question.scale === "better-first" ? -at : at;
  }
  if (!("amount" in answer)) return undefined;
  return question.scale === "less-is-better" ? -answer.amount : answer.amount;
}

/** Questions on whose scale a better answer lowers the step, all other answers and the path being the same. */
export function brokenScales(dialog: Dialog, outcomes: readonly Outcome[]): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const question of dialog.questions) {
    const groups = new Map<string, { rank: number; step: number }[]>();
    for (const { answers, asked, step } of outcomes) {
      const answer = answers[question.id];
      const rank = answer === undefined ? undefined : rankOf(question, answer);
      if (rank === undefined) continue;
      const key = JSON.stringify([asked, { ...answers, [question.id]: undefined }]);
      groups.set(key, [...(groups.get(key) ?? []), { rank, step }]);
    }
    for (const group of groups.values()) {
      const sorted = group.toSorted((a, b) => a.rank - b.rank);
      if (sorted.some(({ step }, at) => at > 0 && step < sorted[at - 1]!.step))
        broken.add(question.id);
    }
  }
  return broken;
}
