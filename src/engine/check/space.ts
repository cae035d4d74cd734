import type { Answer, Answers, Value } from "../answers.ts";
import { CATALOGUE_CHOICES } from "../create-dialog.ts";
import { createCells } from "../cells.ts";
import type { Cell } from "../cells.ts";
import { ABSENT, compileCondition, FALSE, TRUE, UNSURE } from "../condition.ts";
import type { Condition } from "../condition.ts";
import { ROW_KINDS } from "../dialog.ts";
import type { Dialog, Question, RowKind } from "../dialog.ts";
import { createDiagrams } from "./diagrams.ts";
import type { Diagram, Diagrams } from "./diagrams.ts";

/** One row of rules as a diagram: 1 where it fires, 0 elsewhere. */
export interface SpaceRow {
  readonly kind: RowKind;
  readonly id: string;
  readonly when?: Condition | undefined;
  readonly fires: Diagram;
  /** For evidence, what it adds to the score; otherwise 1. */
  readonly points: number;
  /** For statements. */
  readonly place?: string | undefined;
}

/** Everything that can be answered in a dialog, and every rule over it. */
export interface Space {
  readonly dialog: Dialog;
  /**
   * For each question the ways to answer it: every option, every interval of an amount and every set of facts that
   * rules tell apart, and not sure, which skipping always allows. That the question is not asked comes after the last.
   */
  readonly cells: readonly (readonly Cell[])[];
  readonly diagrams: Diagrams;
  /** For each question: 1 where it is asked. */
  readonly shown: readonly Diagram[];
  readonly rows: readonly SpaceRow[];
  /** 1 where the person can take more than an entry level. */
  readonly beyondEntry: Diagram;
  /** The three-valued diagram of a condition over every answer, possible on one path or not. */
  truth(condition: Condition): Diagram;
}

/** Lays out the answer space of a dialog. */
export function createSpace(dialog: Dialog): Space {
  const { file } = dialog;
  const diagrams = createDiagrams();
  const written: readonly { when?: Condition | undefined }[] = [
    ...dialog.questions,
    ...ROW_KINDS.flatMap((kind) => file[kind]),
  ];
  const conditions = written.flatMap(({ when }) => (when ? [when] : []));
  if (file.beyondEntry) conditions.push(file.beyondEntry);
  const cells = createAllCells(dialog, conditions);
  const truth = createTruth(dialog, cells, diagrams);
  const fires = (when: Condition | undefined) =>
    when
      ? diagrams.map(truth(when), "fires", (value) => (value === TRUE ? 1 : 0))
      : diagrams.constant(1);
  const rowsOf = (kind: RowKind): SpaceRow[] =>
    file[kind].map((row, at) => ({
      kind,
      id: row.id,
      when: row.when,
      fires: fires(row.when),
      points: kind === "evidence" ? (dialog.rules.evidence[at]?.points ?? 0) : 1,
      place: "place" in row ? row.place : undefined,
    }));
  return {
    dialog,
    cells,
    diagrams,
    shown: dialog.questions.map(({ when }) =>
      when
        ? diagrams.map(truth(when), "shown", (value) => (value === FALSE ? 0 : 1))
        : diagrams.constant(1),
    ),
    rows: ROW_KINDS.flatMap(rowsOf),
    beyondEntry: file.beyondEntry ? fires(file.beyondEntry) : diagrams.constant(0),
    truth,
  };
}

function createAllCells(
  dialog: Dialog,
  conditions: readonly Condition[],
): readonly (readonly Cell[])[] {
  const told = createCells(dialog, conditions);
  return dialog.questions.map((question, position) => {
    const own = dialog.variablesOf[position] ?? [];
    const unsure = own.map(() => UNSURE);
    const known =
      question.kind === "choice"
        ? question.options.map((_, code) => [code])
        : (told[position] ?? []).filter((cell) =>
            question.kind === "catalogue" ? cell[0] !== UNSURE : !isUnsure(cell),
          );
    return [...known, unsure];
  });
}

/** Whether a cell is "not sure" about the question as a whole. */
export function isUnsure(cell: Cell | undefined): boolean {
  return cell?.[0] === UNSURE;
}

function createTruth(dialog: Dialog, cells: Space["cells"], diagrams: Diagrams): Space["truth"] {
  const { variables, deciding } = dialog;
  const branchOn = (position: number, childFor: (cell: Cell | undefined) => Diagram) => {
    const children = (cells[position] ?? []).map(childFor);
    // A question without a condition is always asked: its absence needs no child.
    return diagrams.branch(
      position,
      dialog.questions[position]?.when ? [...children, childFor(undefined)] : children,
    );
  };
  const countUnsure = (from: number, missing: number): Diagram => {
    if (missing === 0) return diagrams.constant(TRUE);
    const position = variables[deciding[from] ?? -1]?.question;
    if (position === undefined || deciding.length - from < missing) return diagrams.constant(FALSE);
    const [unsure, sure] = [countUnsure(from + 1, missing - 1), countUnsure(from + 1, missing)];
    return branchOn(position, (cell) => (isUnsure(cell) ? unsure : sure));
  };
  const truth = (condition: Condition): Diagram => {
    if ("all" in condition) return condition.all.map(truth).reduce(diagrams.min);
    if ("any" in condition) return condition.any.map(truth).reduce(diagrams.max);
    if ("not" in condition) return diagrams.map(truth(condition.not), "not", (value) => 2 - value);
    if ("unsureDeciding" in condition) return countUnsure(0, condition.unsureDeciding);
    const name = "unsure" in condition ? condition.unsure : condition.question;
    const variable = variables.find((each) => each.name === name);
    // What nobody is asked for is absent on every path.
    if (!variable || !dialog.questions[variable.question]) return diagrams.constant(FALSE);
    const predicate = compileCondition(condition, variables, deciding);
    const own = dialog.variablesOf[variable.question] ?? [];
    const codes = variables.map(() => ABSENT);
    return branchOn(variable.question, (cell) => {
      for (const [index, at] of own.entries()) codes[at] = cell?.[index] ?? ABSENT;
      return diagrams.constant(predicate(codes));
    });
  };
  return truth;
}

/** The answers that lie in the given cells, one a question; questions without a cell are not answered. */
export function answersAt(space: Space, cells: readonly (number | undefined)[]): Answers {
  const answers: Record<string, Answer> = {};
  for (const [position, question] of space.dialog.questions.entries()) {
    const cell = space.cells[position]?.[cells[position] ?? -1];
    if (cell) answers[question.id] = answerIn(question, cell);
  }
  return answers;
}

function answerIn(question: Question, cell: Cell): Answer {
  const [code = UNSURE, ...facts] = cell;
  if (code === UNSURE) return { blank: question.unsure ? "unsure" : "skipped" };
  return valueOf(question, code, facts);
}

function valueOf(question: Question, code: number, facts: readonly number[]): Value {
  if (question.kind === "choice") return question.options[code] ?? "";
  if (question.kind !== "catalogue") return { amount: code };
  const known = Object.entries(question.facts).flatMap(
    ([fact, values], index): [string, string | number][] => {
      const at = facts[index] ?? UNSURE;
      return at < 0 ? [] : [[fact, values === "number" ? at : (values[at] ?? "")]];
    },
  );
  return { chosen: CATALOGUE_CHOICES[code] ?? "none", facts: Object.fromEntries(known) };
}

/** How one answer is named in a report. */
export function nameAnswer(answer: Answer): string {
  if (typeof answer === "string") return answer;
  if ("blank" in answer) return answer.blank;
  if ("option" in answer) return answer.option;
  if ("amount" in answer) return String(answer.amount);
  const facts = Object.entries(answer.facts).map(([fact, known]) => `${fact} ${known}`);
  return facts.length === 0 ? answer.chosen : `${answer.chosen} (${facts.join(", ")})`;
}

/** How one cell of a question is named: an option, the interval of an amount, or what is known of a certification. */
export function nameCell(space: Space, position: number, cell: number): string {
  const question = space.dialog.questions[position];
  const cells = space.cells[position] ?? [];
  const own = cells[cell];
  if (!question || !own) return "";
  if (question.kind === "choice" || question.kind === "catalogue" || isUnsure(own)) {
    return nameAnswer(answerIn(question, own));
  }
  return nameInterval(
    own[0] ?? 0,
    cells.flatMap(([code]) => (code === undefined || code < 0 ? [] : [code])),
  );
}

/** The interval that begins at `from` where amounts are cut at `edges`. */
export function nameInterval(from: number, edges: readonly number[]): string {
  const to = edges.filter((edge) => edge > from).toSorted((a, b) => a - b)[0];
  if (to !== undefined) return `${from} to below ${to}`;
  return edges.length > 1 ? `${from} or more` : "any amount";
}
