import type { Answers } from "./answers.ts";
import { examineCases } from "./check/cases.ts";
import { findConstantConditions } from "./check/conditions.ts";
import { findHoles } from "./check/coverage.ts";
import type { Finding } from "./check/finding.ts";
import { examineScales } from "./check/monotone.ts";
import type { PathNote } from "./check/monotone.ts";
import { findIdleOptions } from "./check/options.ts";
import { findNeverAsked, measurePaths } from "./check/paths.ts";
import type { PathExample } from "./check/paths.ts";
import { examineRows } from "./check/rows.ts";
import { createSpace } from "./check/space.ts";
import { examineVerdicts } from "./check/verdicts.ts";
import type { Cap } from "./check/verdicts.ts";
import type { Dialog } from "./dialog.ts";
import type { Verdict } from "./verdict.ts";

/** What is true of a dialog, whether or not something is wrong with it. */
export interface DialogFacts {
  readonly questions: number;
  readonly rows: number;
  readonly cases: number;
  /** How many complete answer sets there are, amounts and catalogue facts counted as far as rules tell them apart. */
  readonly paths: bigint;
  /** How many of them ask so many questions, shortest first. */
  readonly lengths: readonly { readonly length: number; readonly count: bigint }[];
  readonly shortest: PathExample;
  readonly longest: PathExample;
  /** The verdicts that can be reached, best first. */
  readonly verdicts: readonly { readonly verdict: Verdict; readonly witness: Answers }[];
  /** Options that alone keep the verdict below "worth it". */
  readonly caps: readonly Cap[];
  /** Answers of a scale that lead along different paths, where "better" claims nothing. */
  readonly notes: readonly PathNote[];
}

/**
 * Checks a dialog over its whole answer space, exactly: every set of answers that can be given on a path, "not sure"
 * and unknown facts included.
 */
export function checkDialog(dialog: Dialog): {
  readonly findings: readonly Finding[];
  readonly facts: DialogFacts;
} {
  const space = createSpace(dialog);
  const paths = measurePaths(space);
  const rows = examineRows(space);
  const verdicts = examineVerdicts(space);
  const scales = examineScales(space);
  return {
    findings: [
      ...findConstantConditions(space),
      ...findNeverAsked(space, paths),
      ...rows.findings,
      ...findIdleOptions(space, rows.live, paths.asked),
      ...verdicts.findings,
      ...scales.findings,
      ...findHoles(space),
      ...examineCases(dialog.cases),
    ],
    facts: {
      questions: dialog.questions.length,
      rows: space.rows.length,
      cases: dialog.cases.cases.length,
      paths: paths.count,
      lengths: paths.lengths,
      shortest: paths.shortest,
      longest: paths.longest,
      verdicts: verdicts.verdicts,
      caps: verdicts.caps,
      notes: scales.notes,
    },
  };
}
