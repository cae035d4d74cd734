import type { Answers } from "../answers.ts";
import type { Space } from "./space.ts";
import { answersAt } from "./space.ts";
import { cellsTo } from "./explore.ts";
import type { Exploration } from "./explore.ts";

/** What can be wrong with a dialog although every part of it can be read. */
type FindingType =
  | "always-true"
  | "never-true"
  | "never-asked"
  | "no-effect"
  | "never-fires"
  | "always-fires"
  | "unreachable-verdict"
  | "idle-points"
  | "not-monotone"
  | "decides-alone"
  | "no-alternative"
  | "no-step"
  | "never-holds"
  | "never-speaks"
  | "no-reason"
  | "no-way"
  | "no-condition"
  | "no-sentence"
  | "few-provider-questions"
  | "few-readings"
  | "no-resemblance"
  | "few-examples"
  | "alike-examples";

/** One fault of a dialog, over its whole answer space. */
export interface Finding {
  readonly type: FindingType;
  /** Where: `questions.goal`, `evidence.uses-daily`, `verdicts.worth-it` or the name of a list. */
  readonly about: string;
  /** One sentence without a period. */
  readonly message: string;
  /**
   * Answers that show it. For what never happens: answers that come closest, where there are any; they need not be
   * possible on one path.
   */
  readonly witness?: Answers;
  /** For two answer sets compared: the second one. */
  readonly compared?: Answers;
  /** Examples that show it, each with what it was taken for. */
  readonly sentences?: readonly string[];
}

/** One answer set that leads to an end of an exploration, or undefined where no end is as wanted. */
export function findEnd(
  space: Space,
  exploration: Exploration,
  isWanted: (sums: readonly number[]) => boolean,
): Answers | undefined {
  const end = exploration.ends.findIndex(isWanted);
  return end < 0
    ? undefined
    : answersAt(space, cellsTo(exploration, exploration.layers.length - 1, end));
}
