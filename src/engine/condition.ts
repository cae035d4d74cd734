import { z } from "zod";

/**
 * A condition as it is written in a dialog file. `question` names a question, or one fact of a catalogue answer
 * as `question.fact`.
 */
export type Condition =
  | { readonly question: string; readonly is: string | readonly string[] }
  | { readonly question: string; readonly atLeast: number }
  | { readonly question: string; readonly below: number }
  | { readonly unsure: string }
  | { readonly unsureDeciding: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

/** Reads a condition; the message of a fault says which forms there are. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ question: z.string(), is: oneOrMore }),
      z.strictObject({ question: z.string(), atLeast: z.number() }),
      z.strictObject({ question: z.string(), below: z.number() }),
      z.strictObject({ unsure: z.string() }),
      z.strictObject({ unsureDeciding: z.int().min(1) }),
      z.strictObject({ all: z.array(conditionSchema).min(1) }),
      z.strictObject({ any: z.array(conditionSchema).min(1) }),
      z.strictObject({ not: conditionSchema }),
    ],
    {
      error:
        "Could not read this condition: write {question, is}, {question, atLeast}, {question, below}, {unsure}, {unsureDeciding}, {all}, {any} or {not}",
    },
  ),
);

/** Kleene's three truth values, ordered so that `all` is the smallest and `any` the largest. */
export type Truth = 0 | 1 | 2;
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
const NEGATED = [TRUE, UNKNOWN, FALSE] as const;

/** The code of a variable whose question does not apply to this person. */
export const ABSENT = -2;
/** The code of a variable that is unsure, skipped, or a fact nobody knows. */
export const UNSURE = -1;
/** The code of a variable that may still be answered: every condition on it is unknown. */
export const PENDING = -3;

/**
 * What the answers say, one number a variable: the index of the option or fact value, the amount of a number, or
 * `ABSENT`, `UNSURE` or `PENDING`.
 */
export type Codes = readonly number[];

/** Something conditions can look at: a question, or one fact of a catalogue question. */
export interface Variable {
  /** `question` or `question.fact`. */
  readonly name: string;
  /** Position of the question in the dialog, from 0. */
  readonly question: number;
  /** The values `is` may name, in code order; absent for amounts. */
  readonly values?: readonly string[];
}

/** A condition made ready to be asked often. */
export type Predicate = (codes: Codes) => Truth;

/**
 * Turns a condition into a function of codes. Names and values have been checked before: an unknown name is read as
 * absent, an unknown value matches nothing.
 *
 * @param deciding - Indexes of the variables that `unsureDeciding` counts.
 */
export function compileCondition(
  condition: Condition,
  variables: readonly Variable[],
  deciding: readonly number[],
): Predicate {
  const compile = (part: Condition) => compileCondition(part, variables, deciding);
  if ("all" in condition) return compileAll(condition.all.map(compile));
  if ("any" in condition) return compileAny(condition.any.map(compile));
  if ("not" in condition) {
    const inner = compile(condition.not);
    return (codes) => NEGATED[inner(codes)];
  }
  if ("unsureDeciding" in condition) {
    const enough = condition.unsureDeciding;
    return (codes) => {
      const sure = countUnsure(codes, deciding, UNSURE);
      if (sure >= enough) return TRUE;
      return sure + countUnsure(codes, deciding, PENDING) >= enough ? UNKNOWN : FALSE;
    };
  }
  const name = "unsure" in condition ? condition.unsure : condition.question;
  const at = variables.findIndex((variable) => variable.name === name);
  if ("unsure" in condition) {
    return (codes) => (codes[at] === UNSURE ? TRUE : codes[at] === PENDING ? UNKNOWN : FALSE);
  }
  if ("is" in condition) return compileIs(at, [condition.is].flat(), variables[at]?.values ?? []);
  const isWithin =
    "atLeast" in condition
      ? (code: number) => code >= condition.atLeast
      : (code: number) => code < condition.below;
  return (codes) => {
    const code = codes[at] ?? ABSENT;
    if (code === ABSENT) return FALSE;
    if (code === UNSURE || code === PENDING) return UNKNOWN;
    return isWithin(code) ? TRUE : FALSE;
  };
}

/** One look into a table of truths by code: most conditions are of this form, and each is asked many times a turn. */
function compileIs(at: number, wanted: readonly string[], values: readonly string[]): Predicate {
  const truths: Truth[] = values.map((value) => (wanted.includes(value) ? TRUE : FALSE));
  truths.unshift(UNKNOWN, FALSE, UNKNOWN);
  return (codes) => truths[(codes[at] ?? ABSENT) - PENDING] ?? FALSE;
}

/** How many of the deciding variables have the code `wanted`: unsure unless another is named. */
export function countUnsure(codes: Codes, deciding: readonly number[], wanted = UNSURE): number {
  let count = 0;
  for (const at of deciding) if (codes[at] === wanted) count += 1;
  return count;
}

/** Names of the variables a condition looks at, each once; `unsureDeciding` looks at every deciding one. */
export function variablesOf(condition: Condition, deciding: readonly string[]): readonly string[] {
  if ("all" in condition)
    return unique(condition.all.flatMap((part) => variablesOf(part, deciding)));
  if ("any" in condition)
    return unique(condition.any.flatMap((part) => variablesOf(part, deciding)));
  if ("not" in condition) return variablesOf(condition.not, deciding);
  if ("unsureDeciding" in condition) return deciding;
  return ["unsure" in condition ? condition.unsure : condition.question];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function compileAll(parts: readonly Predicate[]): Predicate {
  return (codes) => {
    let result: Truth = TRUE;
    for (const part of parts) {
      const truth = part(codes);
      if (truth === FALSE) return FALSE;
      if (truth < result) result = truth;
    }
    return result;
  };
}

function compileAny(parts: readonly Predicate[]): Predicate {
  return (codes) => {
    let result: Truth = FALSE;
    for (const part of parts) {
      const truth = part(codes);
      if (truth === TRUE) return TRUE;
      if (truth > result) result = truth;
    }
    return result;
  };
}
