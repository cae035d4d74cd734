import type { Facts } from "./catalogue.ts";
import { ABSENT, FALSE, PENDING, UNSURE } from "./condition.ts";
import type { Codes } from "./condition.ts";
import { CATALOGUE_CHOICES } from "./create-dialog.ts";
import type { Dialog, Question } from "./dialog.ts";

/** The id of a chosen option. */
export type OptionValue = string;
/** An option with the person's own line, where the option invites one. */
export interface NotedValue {
  readonly option: string;
  readonly note: string;
}
/** A number, an amount of money, or hours. */
export interface AmountValue {
  readonly amount: number;
  /** Three letters, such as USD; money only. */
  readonly currency?: string;
}
/** A certification: one of the catalogue, another one in the person's words, or none chosen yet. */
export interface CatalogueValue {
  readonly chosen: (typeof CATALOGUE_CHOICES)[number];
  /** Id of the catalogue entry, when listed. */
  readonly entry?: string;
  /** What the person called it, or the catalogue's name. */
  readonly name?: string;
  /** Price as the person typed it, for another one. */
  readonly price?: AmountValue;
  /** Hours as the person typed them, for another one. */
  readonly hours?: number;
  /** What was known for rules at the time of asking: it stays as it was. */
  readonly facts: Facts;
}
/** What can be said to a question. */
export type Value = OptionValue | NotedValue | AmountValue | CatalogueValue;

/** A question that was passed over, honestly or for speed: the verdict treats both alike. */
export interface Blank {
  readonly blank: "unsure" | "skipped";
}
/** What was said to one question. */
export type Answer = Value | Blank;

/** The option an answer chose; undefined for an answer of another kind. */
export function optionOf(answer: Answer): string | undefined {
  if (typeof answer === "string") return answer;
  return "option" in answer ? answer.option : undefined;
}

/** The person's own line beside an option; undefined when there is none. */
export function noteOf(answer: Answer): string | undefined {
  return typeof answer === "object" && "note" in answer ? answer.note : undefined;
}

/** The amount an answer names; undefined for an answer of another kind. */
export function amountOf(answer: Answer): number | undefined {
  return typeof answer === "object" && "amount" in answer ? answer.amount : undefined;
}

/** What an answer says of a certification; undefined for an answer of another kind. */
export function certificationIn(answer: Answer): CatalogueValue | undefined {
  return typeof answer === "object" && "chosen" in answer ? answer : undefined;
}

/** Whether the question was passed over. */
export function isBlank(answer: Answer): answer is Blank {
  return typeof answer === "object" && "blank" in answer;
}

/** Answers by question id; those off the path are kept and not used. */
export type Answers = Readonly<Record<string, Answer>>;

/** The answers laid along the dialog. */
export interface Path {
  /** Ids of the questions that apply, in order, those after the first open one as far as is known; then of the facts that were heard. */
  readonly asked: readonly string[];
  /** The first question on the path without an answer; absent when all are answered. */
  readonly open: string | undefined;
  /** How many questions on the path are answered, and facts heard. */
  readonly answered: number;
  /** `PENDING` for questions still open. */
  readonly codes: Codes;
}

/**
 * Walks the dialog through the answers. A question is hidden only when its `when` is definitely false.
 */
export function walk(dialog: Dialog, answers: Answers): Path {
  const { open, answered, codes } = follow(dialog, answers, true);
  const asked: string[] = [];
  for (const [position, { id }] of dialog.questions.entries())
    if (codes[dialog.firsts[position] ?? 0] !== ABSENT) asked.push(id);
  for (const { id } of dialog.facts) if (Object.hasOwn(answers, id)) asked.push(id);
  return { asked, open, answered, codes };
}

/** The path up to its first open question, and no further: enough to know what comes next. */
export function walkToOpen(dialog: Dialog, answers: Answers): Omit<Path, "asked"> {
  return follow(dialog, answers, false);
}

function follow(dialog: Dialog, answers: Answers, isWhole: boolean): Omit<Path, "asked"> {
  const { questions, variablesOf } = dialog;
  const { shown } = dialog.rules;
  const codes: number[] = [];
  let open: string | undefined;
  let answered = 0;
  for (let position = 0; position < questions.length; position += 1) {
    const question = questions[position];
    const applies = shown[position];
    if (question === undefined) continue;
    if (applies !== undefined && applies(codes) === FALSE) {
      for (const _ of variablesOf[position] ?? []) codes.push(ABSENT);
      continue;
    }
    const { id } = question;
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    appendCodes(codes, question, answer);
    if (answer !== undefined) answered += 1;
    else if (isWhole) open ??= id;
    else return { open: id, answered: answered + countFacts(dialog, answers), codes };
  }
  appendFacts(codes, dialog, answers);
  return { open, answered: answered + countFacts(dialog, answers), codes };
}

function countFacts({ facts }: Dialog, answers: Answers): number {
  let count = 0;
  for (const { id } of facts) if (Object.hasOwn(answers, id)) count += 1;
  return count;
}

/** The codes of all answers, whether or not their question is on the path. */
export function rawCodes(dialog: Dialog, answers: Answers): number[] {
  const codes: number[] = [];
  for (const question of dialog.questions) {
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    appendCodes(codes, question, answer);
  }
  appendFacts(codes, dialog, answers);
  return codes;
}

/** What was heard in passing, after all questions; what was not is absent and moves nothing. */
function appendFacts(codes: number[], { facts }: Dialog, answers: Answers): void {
  for (const { id, options } of facts) {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const at = options.indexOf((answer && optionOf(answer)) ?? "");
    codes.push(at < 0 ? ABSENT : at);
  }
}

/** Marks, in order, every question whose condition is definitely false as absent. Changes `codes`. */
export function applyPath(dialog: Dialog, codes: number[], from = 0): void {
  const { shown } = dialog.rules;
  for (let position = from; position < shown.length; position += 1) {
    const applies = shown[position];
    if (applies === undefined || applies(codes) !== FALSE) continue;
    for (const at of dialog.variablesOf[position] ?? []) codes[at] = ABSENT;
  }
}

/** The codes when everything still open is left unanswered: as unsure as a skipped question. */
export function closed(codes: Codes): number[] {
  return codes.map((code) => (code === PENDING ? UNSURE : code));
}

function appendCodes(codes: number[], question: Question, answer: Answer | undefined): void {
  if (question.kind === "catalogue") appendCatalogue(codes, question, answer);
  else if (answer === undefined) codes.push(PENDING);
  else if (question.kind === "choice") codes.push(question.options.indexOf(optionOf(answer) ?? ""));
  else codes.push(amountOf(answer) ?? UNSURE);
}

function appendCatalogue(
  codes: number[],
  question: Extract<Question, { kind: "catalogue" }>,
  answer: Answer | undefined,
): void {
  const said = answer && certificationIn(answer);
  const blank = answer === undefined ? PENDING : UNSURE;
  codes.push(said ? CATALOGUE_CHOICES.indexOf(said.chosen) : blank);
  const { facts } = question;
  for (const fact in facts)
    codes.push(said ? factCode(said.facts[fact], facts[fact] ?? []) : blank);
}

function factCode(
  known: string | number | undefined,
  values: readonly string[] | "number",
): number {
  if (known === undefined) return UNSURE;
  if (values === "number") return typeof known === "number" ? known : UNSURE;
  const at = values.indexOf(String(known));
  return at < 0 ? UNSURE : at;
}
