import { ABSENT, UNSURE } from "./condition.ts";
import type { Condition } from "./condition.ts";
import { CATALOGUE_CHOICES } from "./create-dialog.ts";
import type { Dialog, Question } from "./dialog.ts";

/** One way to answer a question, as far as the given conditions can tell: codes in the order of its variables. */
export type Cell = readonly number[];

/**
 * All ways to answer each question that the conditions can tell apart, "not sure" among them. Amounts are cut at the
 * thresholds that conditions name; a catalogue answer is cut into the facts they look at, known and unknown.
 */
export function createCells(
  dialog: Dialog,
  conditions: readonly Condition[],
): readonly (readonly Cell[])[] {
  const atoms = conditions.flatMap(atomsOf);
  return dialog.questions.map((question, position) => {
    const variables = dialog.variablesOf[position] ?? [];
    const classes = variables.map((at) => codeClasses(dialog, at, atoms));
    if (question.kind !== "catalogue") return (classes[0] ?? []).map((code) => [code]);
    return catalogueCells(question, classes);
  });
}

/** The conditions that decide which questions are asked. */
export function pathConditions(dialog: Dialog): readonly Condition[] {
  return dialog.questions.flatMap((question) => (question.when ? [question.when] : []));
}

/** The conditions that decide the verdict. */
export function verdictConditions(dialog: Dialog): readonly Condition[] {
  const { evidence, limits, conditions, blockers, floors } = dialog.file;
  return [...evidence, ...limits, ...conditions, ...blockers, ...floors].map((row) => row.when);
}

/** A condition without parts. */
export type Atom = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

/** The parts of a condition that look at answers. */
export function atomsOf(condition: Condition): readonly Atom[] {
  if ("all" in condition) return condition.all.flatMap(atomsOf);
  if ("any" in condition) return condition.any.flatMap(atomsOf);
  if ("not" in condition) return atomsOf(condition.not);
  return [condition];
}

/** One code for each class of answers that the atoms tell apart; unsure is a class where it matters. */
function codeClasses(dialog: Dialog, at: number, atoms: readonly Atom[]): readonly number[] {
  const variable = dialog.variables[at];
  if (!variable) return [];
  const about = atoms.filter((atom) => "question" in atom && atom.question === variable.name);
  const unsureMatters =
    about.length > 0 ||
    atoms.some((atom) => "unsure" in atom && atom.unsure === variable.name) ||
    (dialog.deciding.includes(at) && atoms.some((atom) => "unsureDeciding" in atom));
  const known = variable.values
    ? valueClasses(variable.values, about)
    : amountClasses(dialog, at, about);
  return unsureMatters ? [...known, UNSURE] : known;
}

function valueClasses(values: readonly string[], about: readonly Atom[]): readonly number[] {
  const classes = new Map<string, number>();
  for (const [code, value] of values.entries()) {
    const signature = about
      .map((atom) =>
        "is" in atom && (atom.is === value || (Array.isArray(atom.is) && atom.is.includes(value)))
          ? 1
          : 0,
      )
      .join("");
    if (!classes.has(signature)) classes.set(signature, code);
  }
  return [...classes.values()];
}

function amountClasses(dialog: Dialog, at: number, about: readonly Atom[]): readonly number[] {
  const question = dialog.questions[dialog.variables[at]?.question ?? -1];
  const lowest = question && "min" in question ? question.min : 0;
  const highest = question && "max" in question ? question.max : Infinity;
  const edges = about.flatMap((atom) =>
    "atLeast" in atom ? [atom.atLeast] : "below" in atom ? [atom.below] : [],
  );
  return [
    ...new Set([lowest, ...edges.filter((edge) => edge > lowest && edge <= highest)]),
  ].toSorted((a, b) => a - b);
}

function catalogueCells(
  question: Question & { kind: "catalogue" },
  classes: readonly (readonly number[])[],
): Cell[] {
  const facts = classes.slice(1);
  const price = Object.keys(question.facts).indexOf("price");
  const typed = facts.map((codes, at) => (at === price ? codes : [UNSURE]));
  return (classes[0] ?? []).flatMap((choice) => {
    if (choice === CATALOGUE_CHOICES.indexOf("listed"))
      return product(facts).map((codes) => [choice, ...codes]);
    if (choice === CATALOGUE_CHOICES.indexOf("other"))
      return product(typed).map((codes) => [choice, ...codes]);
    return [[choice, ...facts.map(() => UNSURE)]];
  });
}

function product(lists: readonly (readonly number[])[]): readonly number[][] {
  return lists.reduce<number[][]>(
    (heads, list) =>
      heads.flatMap((head) => (list.length > 0 ? list : [ABSENT]).map((code) => [...head, code])),
    [[]],
  );
}
