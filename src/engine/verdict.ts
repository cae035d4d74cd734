import { countUnsure, FALSE, TRUE } from "./condition.ts";
import type { Codes } from "./condition.ts";
import type { Dialog, EvidenceRule, Rule } from "./dialog.ts";

/** What people see; there is no "no". */
export type Verdict = "worth-it" | "worth-it-if" | "not-yet" | "alternative";

/** How sure the verdict is: missing facts first, then a close call. */
export type Confidence =
  | { readonly type: "clear" | "close" }
  | { readonly type: "missing"; readonly count: number };

/** A verdict with every row that made it. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Position on the ladder: 0 not-now, 1 worth-it-if, 2 worth-it. */
  readonly step: number;
  /** Sum of the points of `evidence`. */
  readonly score: number;
  readonly evidence: readonly EvidenceRule[];
  readonly limits: readonly Rule[];
  readonly conditions: readonly Rule[];
  readonly blockers: readonly (Rule & { readonly minutes: number })[];
  readonly floors: readonly Rule[];
  readonly confidence: Confidence;
}

/** The ladder, worst first. */
const NOT_NOW = 0;
const WORTH_IT_IF = 1;
const WORTH_IT = 2;

/** Judges a whole path: min(limits, max(floors, band)), where the band knows only not-now and worth-it. */
export function judge(dialog: Dialog, codes: Codes): Judgement {
  const { rules } = dialog;
  const fired = <Row extends Rule>(rows: readonly Row[]) =>
    rows.filter((row) => row.holds(codes) === TRUE);
  const evidence = fired(rules.evidence);
  const score = evidence.reduce((sum, row) => sum + row.points, 0);
  const limits = fired(rules.limits);
  const conditions = fired(rules.conditions);
  const blockers = fired(rules.blockers);
  const floors = fired(rules.floors);
  const cap =
    blockers.length > 0 || limits.length > 0
      ? NOT_NOW
      : conditions.length > 0
        ? WORTH_IT_IF
        : WORTH_IT;
  const floor = floors.length > 0 ? WORTH_IT : NOT_NOW;
  const stepAt = (band: number) => Math.min(cap, Math.max(floor, band));
  const band = score >= dialog.file.worthItAt ? WORTH_IT : NOT_NOW;
  const step = stepAt(band);
  const unsure = countUnsure(codes, dialog.deciding);
  const nearEdge = score === dialog.file.worthItAt || score === dialog.file.worthItAt - 1;
  const confidence: Confidence =
    unsure > 0
      ? { type: "missing", count: unsure }
      : { type: nearEdge && stepAt(WORTH_IT - band) !== step ? "close" : "clear" };
  return {
    verdict: verdictOf(step, blockers.length > 0),
    step,
    score,
    evidence,
    limits,
    conditions,
    blockers,
    floors,
    confidence,
  };
}

/** What people see for a step of the ladder: a not-now that something must precede is a "not yet". */
function verdictOf(step: number, blocked: boolean): Verdict {
  if (step === WORTH_IT) return "worth-it";
  if (step === WORTH_IT_IF) return "worth-it-if";
  return blocked ? "not-yet" : "alternative";
}

/** The verdict alone: what `judge` says without naming rows, for asking thousands of times. */
export function judgeQuickly(
  dialog: Dialog,
  codes: Codes,
): { readonly step: number; readonly verdict: Verdict } {
  const { rules } = dialog;
  if (anyHolds(rules.blockers, codes)) return NOT_YET;
  if (anyHolds(rules.limits, codes)) return ALTERNATIVE;
  if (!anyHolds(rules.floors, codes)) {
    let score = 0;
    for (const row of rules.evidence) if (row.holds(codes) === TRUE) score += row.points;
    if (score < dialog.file.worthItAt) return ALTERNATIVE;
  }
  return anyHolds(rules.conditions, codes) ? IF : YES;
}

const NOT_YET = { step: NOT_NOW, verdict: "not-yet" } as const;
const ALTERNATIVE = { step: NOT_NOW, verdict: "alternative" } as const;
const IF = { step: WORTH_IT_IF, verdict: "worth-it-if" } as const;
const YES = { step: WORTH_IT, verdict: "worth-it" } as const;

function anyHolds(rows: readonly Rule[], codes: Codes): boolean {
  for (const row of rows) if (row.holds(codes) === TRUE) return true;
  return false;
}

/**
 * The one outcome that every way of answering what is still open gives, or undefined where the rules alone cannot
 * tell. An outcome is the verdict and, for "worth it, if", its conditions.
 */
export function boundOutcome(dialog: Dialog, codes: Codes): string | undefined {
  const { rules } = dialog;
  const blocked = possible(rules.blockers, codes);
  if (blocked.sure.length > 0) return "not-yet";
  const limited = possible(rules.limits, codes);
  if (limited.sure.length > 0) return blocked.maybe ? undefined : "alternative";
  let low = 0;
  let high = 0;
  for (const row of rules.evidence) {
    const truth = row.holds(codes);
    if (truth === TRUE || (truth !== FALSE && row.points < 0)) low += row.points;
    if (truth === TRUE || (truth !== FALSE && row.points > 0)) high += row.points;
  }
  const lifted = possible(rules.floors, codes);
  if (high < dialog.file.worthItAt && lifted.sure.length === 0 && !lifted.maybe) {
    return blocked.maybe ? undefined : "alternative";
  }
  const surelyWorthIt = low >= dialog.file.worthItAt || lifted.sure.length > 0;
  if (!surelyWorthIt || blocked.maybe || limited.maybe) return undefined;
  const conditions = possible(rules.conditions, codes);
  if (conditions.maybe) return undefined;
  return outcomeName("worth-it", conditions.sure);
}

/** The highest step of the ladder that answering what is still open could reach, or more: never less. */
export function ceilingOf(dialog: Dialog, codes: Codes): number {
  const { rules } = dialog;
  if (anyHolds(rules.blockers, codes) || anyHolds(rules.limits, codes)) return NOT_NOW;
  let high = 0;
  for (const row of rules.evidence) {
    const truth = row.holds(codes);
    if (truth === TRUE || (truth !== FALSE && row.points > 0)) high += row.points;
  }
  const isOutOfReach =
    high < dialog.file.worthItAt && rules.floors.every((row) => row.holds(codes) === FALSE);
  if (isOutOfReach) return NOT_NOW;
  return anyHolds(rules.conditions, codes) ? WORTH_IT_IF : WORTH_IT;
}

/** The outcome of a path on which nothing is open. */
export function outcomeOf(dialog: Dialog, codes: Codes): string {
  const { verdict, conditions } = judge(dialog, codes);
  return verdict === "worth-it-if" ? outcomeName(verdict, conditions) : verdict;
}

function outcomeName(verdict: Verdict, conditions: readonly Rule[]): string {
  if (conditions.length === 0) return verdict;
  return ["worth-it-if", ...conditions.map((row) => row.id)].join(" ");
}

function possible<Row extends Rule>(
  rows: readonly Row[],
  codes: Codes,
): { sure: Row[]; maybe: boolean } {
  const sure: Row[] = [];
  let maybe = false;
  for (const row of rows) {
    const truth = row.holds(codes);
    if (truth === TRUE) sure.push(row);
    else if (truth !== FALSE) maybe = true;
  }
  return { sure, maybe };
}
