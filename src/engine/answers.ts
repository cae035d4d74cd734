import type { Facts } from "./catalogue.ts";
import { ABSENT, FALSE, PENDING, UNSURE } from "./condition.ts";
import type { Codes } from "./condition.ts";
import { CATALOGUE_CHOICES } from "./create-dialog.ts";
import type { Dialog, Question } from "./dialog.ts";

/** An option of a choice, with the person's own line where the option invites one. */
export interface ChoiceValue {
  readonly option: string;
  readonly note?: string;
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
export type Value = ChoiceValue | AmountValue | CatalogueValue;

/** What was said to one question, and when. */
export interface Answer {
  readonly type: "value" | "unsure" | "skipped";
  /** Present with type `value` only. */
  readonly value?: Value;
  /** When the person acted, ms since epoch. */
  readonly at: number;
  /** Revision of the screen that was answered. */
  readonly revision: number;
}

/** Answers by question id; those off the path are kept and not used. */
export type Answers = Readonly<Record<string, Answer>>;

/** The answers laid along the dialog. */
export interface Path {
  /** Ids of the questions that apply, in order; those after the first open one as far as is known. */
  readonly asked: readonly string[];
  /** The first question on the path without an answer; absent when all are answered. */
  readonly open?: string;
  /** `PENDING` for questions still open. */
  readonly codes: Codes;
}

/**
 * Walks the dialog through the answers. A question is hidden only when its `when` is definitely false.
 */
export function walk(dialog: Dialog, answers: Answers): Path {
  const codes = rawCodes(dialog, answers);
  applyPath(dialog, codes);
  const asked: string[] = [];
  let open: string | undefined;
  for (const [position, question] of dialog.questions.entries()) {
    const code = codes[dialog.variablesOf[position]?.[0] ?? -1];
    if (code === ABSENT) continue;
    asked.push(question.id);
    if (code === PENDING) open ??= question.id;
  }
  return open === undefined ? { asked, codes } : { asked, open, codes };
}

/** The codes of all answers, whether or not their question is on the path. */
export function rawCodes(dialog: Dialog, answers: Answers): number[] {
  const codes: number[] = [];
  for (const question of dialog.questions) {
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    appendCodes(codes, question, answer);
  }
  return codes;
}

/** Marks, in order, every question whose condition is definitely false as absent. Changes `codes`. */
export function applyPath(dialog: Dialog, codes: number[], from = 0): void {
  const { shown } = dialog.rules;
  for (let position = from; position < shown.length; position += 1) {
    if (shown[position]?.(codes) !== FALSE) continue;
    for (const at of dialog.variablesOf[position] ?? []) codes[at] = ABSENT;
  }
}

/** The codes when everything still open is left unanswered: as unsure as a skipped question. */
export function closed(codes: Codes): number[] {
  return codes.map((code) => (code === PENDING ? UNSURE : code));
}

function appendCodes(codes: number[], question: Question, answer: Answer | undefined): void {
  const blank = answer === undefined ? PENDING : UNSURE;
  const value = answer?.value;
  if (question.kind === "catalogue") {
    const said = value && "chosen" in value ? value : undefined;
    codes.push(said ? CATALOGUE_CHOICES.indexOf(said.chosen) : blank);
    for (const [fact, values] of Object.entries(question.facts)) {
      const known = said && Object.hasOwn(said.facts, fact) ? said.facts[fact] : undefined;
      codes.push(said ? factCode(known, values) : blank);
    }
  } else if (value && question.kind === "choice") {
    const at = "option" in value ? question.options.indexOf(value.option) : -1;
    codes.push(at < 0 ? UNSURE : at);
  } else {
    codes.push(value && "amount" in value ? value.amount : blank);
  }
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
