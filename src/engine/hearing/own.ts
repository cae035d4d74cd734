import type { Answer, Answers } from "../answers.ts";
import { optionIds } from "../dialog.ts";
import type { Dialog, Question } from "../dialog.ts";
import { toNote } from "../note.ts";
import { readCertification } from "./certification.ts";
import { singleMention } from "./choices.ts";
import { presentIn, toClauses } from "./clauses.ts";
import { isLedTo } from "./bare-numbers.ts";
import { readHours } from "./hours.ts";
import { findMoney } from "./money.ts";
import { readNumbers } from "./numbers.ts";
import { phrasesStartAt, saysAnyOf } from "./phrases.ts";
import { byPlace } from "./places.ts";
import { readChoice, readOutright } from "./read-choice.ts";
import { isSpent } from "./spent-hours.ts";
import { normalOf, toTokens } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import { shapeOf } from "./utterance.ts";
import { UNSURE_OPTION } from "./words.ts";
import type { Words } from "./words.ts";

/** Where a text was typed. */
export interface Screen {
  readonly dialog: Dialog;
  /** The question on the screen; none after the advice. */
  readonly question: Question | undefined;
  /** Ids of what it offers, in order, where fewer than all options are shown. */
  readonly shown: readonly string[] | undefined;
  /** The other questions on the path, answered or not. */
  readonly others: readonly Question[];
  readonly answers: Answers;
  /** The time of asking, ms since epoch. */
  readonly at: number;
}

/** An answer that was heard. */
export interface Heard {
  readonly question: Question;
  readonly answer: Answer;
  /** False after a guess, or where the text says that it is one. */
  readonly certain: boolean;
  /** It was said in so many words: the option's own, its number, an amount. */
  readonly isPlain: boolean;
  /** The clause that said it, as it was typed. */
  readonly said?: string;
}

/** What a text says to one question. */
export type Own =
  | { readonly type: "own"; readonly heard: Heard }
  | { readonly type: "several"; readonly options: readonly string[] }
  /** A certification without a name. */
  | { readonly type: "nameless"; readonly answer: Answer }
  /** Understood, but not possible here. */
  | { readonly type: "invalid"; readonly min: number; readonly max: number };

/** The option's own words, its number on the screen, or a sign that means it. */
export function readExactly(
  screen: Screen,
  question: Question,
  tokens: readonly Token[],
): Heard | undefined {
  const { words } = screen.dialog;
  const shown = screen.shown ?? optionIds(question);
  // "That's wrong" takes back, also where "no" is an answer.
  if (words.phrases.wrong.has(normalOf(tokens))) return undefined;
  if (question.kind === "choice") {
    const reading = readOutright(question, tokens, words, shown);
    return reading?.type === "option"
      ? { question, answer: toAnswer(question, reading.option), certain: true, isPlain: true }
      : undefined;
  }
  const normal = normalOf(tokens);
  const options = words.options.get(question.id) ?? [];
  // Digits are an amount: "2" is two hours, and "-2" is none.
  const isNamed = normal !== "" && (question.kind === "catalogue" || !/\d/u.test(normal));
  const option = isNamed ? options.find(({ phrases }) => phrases.includes(normal)) : undefined;
  const placed =
    question.kind === "catalogue"
      ? byPlace(tokens, screen.shown ?? [], words)
      : placeAmong(tokens, shown, words);
  const id = option?.id ?? placed;
  const answer = id === undefined ? undefined : presetOf(screen, question, id);
  return answer === undefined ? undefined : { question, answer, certain: true, isPlain: true };
}

/** "The middle one", where a number would be an amount. */
function placeAmong(
  tokens: readonly Token[],
  shown: readonly string[],
  words: Words,
): string | undefined {
  const isOne = ({ normal }: Token) => words.numerals.small.get(normal) === 1;
  // "Option 2" is a place, and "2" an amount.
  const isNamed = words.phrases.placeWords.has(tokens[0]?.normal ?? "") && tokens.length === 2;
  const isNumber = ({ normal, type }: Token) =>
    !isNamed && (type === "number" || (words.numerals.small.get(normal) ?? 1) !== 1);
  return tokens.some(isNumber)
    ? undefined
    : byPlace(
        tokens.filter((token) => !isOne(token)),
        shown,
        words,
      );
}

/** The answer to one question; undefined where the text says nothing of it. */
export function readAnswer(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): Own | undefined {
  if (question.kind === "catalogue") return readNamed(screen, question, plain, tokens);
  if (question.kind === "choice") return readOption(screen, question, plain, tokens);
  const { words } = screen.dialog;
  const found = amountIn(screen, question, tokens);
  // "Depends on the roster, some weeks a whole day".
  const isOpen = found?.certain === false && saysUnsure(screen, question, tokens);
  if (found === undefined || isOpen) {
    // "Loads" in a few words; in a sentence such a word may mean anything.
    const isShort = tokens.filter(({ type }) => type === "word").length <= PRESET_WORDS_MAX;
    const only = isShort
      ? singleMention(tokens, words.options.get(question.id) ?? [], words)
      : undefined;
    const id = only ?? (saysUnsure(screen, question, tokens) ? UNSURE_OPTION : undefined);
    const answer = id === undefined ? undefined : presetOf(screen, question, id);
    if (answer === undefined) return undefined;
    return { type: "own", heard: { question, answer, certain: true, isPlain: false } };
  }
  const { answer, certain } = found;
  if (answer.amount < question.min || answer.amount > question.max)
    return { type: "invalid", min: question.min, max: question.max };
  return { type: "own", heard: { question, answer, certain, isPlain: true } };
}

const PRESET_WORDS_MAX = 5;

/** "No idea, depends on my mum": a clause that says nothing but that. */
function saysUnsure({ dialog }: Screen, question: Question, tokens: readonly Token[]): boolean {
  const unsure = dialog.words.options.get(question.id)?.find(({ id }) => id === UNSURE_OPTION);
  return toClauses(tokens, dialog.words).some((clause) => {
    const own = clause.tokens.filter(({ normal }) => !dialog.words.fillers.has(normal));
    const phrases = new Set(unsure?.phrases);
    // "It really depends on the rota."
    const isBegun = [0, 1, 2].some((at) => phrasesStartAt(phrases, own, at));
    return isBegun || dialog.words.commands.get(normalOf(own)) === "unsure";
  });
}

/** Reads the answer in so many words, else by its meaning, and only where it is certain. */
export function readCertain(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): Heard | undefined {
  const whole = { ...screen, shown: undefined };
  const exact = readExactly(whole, question, tokens);
  if (exact) return exact;
  const own = readAnswer(whole, question, plain, tokens);
  return own?.type === "own" && own.heard.certain ? own.heard : undefined;
}

/** Where a question offers no "not sure", not knowing is passing over it. */
function toAnswer(question: Question, option: string): Answer {
  return option === UNSURE_OPTION ? { blank: question.unsure ? "unsure" : "skipped" } : option;
}

function presetOf(screen: Screen, question: Question, id: string): Answer | undefined {
  if (id === UNSURE_OPTION) return { blank: "unsure" };
  if (question.kind === "choice") return id;
  if (question.kind === "catalogue") {
    if (id === "other" || id === "none") return { chosen: id, facts: {} };
    const entry = screen.dialog.catalogue.entry(id, screen.at);
    return entry && { chosen: "listed", entry: entry.id, name: entry.name, facts: {} };
  }
  const preset = question.presets.find((one) => one.id === id);
  return preset && { amount: preset.amount };
}

function amountIn(
  { dialog }: Screen,
  question: Exclude<Question, { kind: "choice" | "catalogue" }>,
  tokens: readonly Token[],
): { readonly answer: { readonly amount: number }; readonly certain: boolean } | undefined {
  const { words } = dialog;
  const groups = readNumbers(tokens, words.numerals);
  if (question.kind === "duration") {
    if (tokens.length > AMOUNT_TOKENS_MAX) return undefined;
    const hours = readHours(tokens, groups, words);
    // "The course is 40 hours", "my shift is 12 hours": about something else than what is free.
    const told = hours && clauseOf(tokens, hours, words);
    const isProgramme = told !== undefined && saysAnyOf(words.phrases.programmeNouns, told);
    const isBusy =
      told !== undefined &&
      (isSpent(told, words) || (isProgramme && !saysAnyOf(words.phrases.spare, told)));
    const isLoose =
      hours?.isBare === true &&
      told !== undefined &&
      saysMore(told, words) &&
      !isLedTo(tokens, hours, words);
    const certain = !isBusy && !isLoose && hours?.isVague !== true;
    return hours && { answer: { amount: hours.amount }, certain };
  }
  const money = question.kind === "money" ? findMoney(tokens, groups, words) : [];
  const [sum] = money;
  if (sum) return money.length === 1 ? { answer: sum.value, certain: true } : undefined;
  const bare = groups.filter(({ isArticle, isNegative }) => !isArticle && !isNegative);
  const [only] = bare;
  return only && bare.length === 1 ? { answer: { amount: only.value }, certain: true } : undefined;
}

/** A longer text is a story, and no amount. */
const AMOUNT_TOKENS_MAX = 80;

/** The clause in which hours begin. */
function clauseOf(
  tokens: readonly Token[],
  { start }: { readonly start: number },
  words: Words,
): readonly Token[] {
  const clauses = toClauses(tokens, words);
  return clauses.findLast((clause) => clause.start <= start)?.tokens ?? tokens;
}

/** Whether a bare number stands among words that say something else: "rewind one", "afk 10". */
function saysMore(tokens: readonly Token[], words: Words): boolean {
  const { phrases, numerals } = words;
  const lists = [
    words.fillers,
    words.hedges,
    words.politeness,
    words.talk,
    words.joints,
    words.negations,
    phrases.about,
    phrases.spare,
    phrases.less,
    phrases.periods,
    phrases.placeWords,
    numerals.small,
    numerals.articles,
    numerals.ranges,
    numerals.rangeStarts,
  ];
  const isKnown = ({ normal }: Token) => lists.some((list) => list.has(normal));
  const isSpare = ({ normal }: Token) =>
    [...phrases.spare].some((phrase) => phrase.split(" ").includes(normal));
  return tokens.some((token) => token.type === "word" && !isKnown(token) && !isSpare(token));
}

function readNamed(
  { dialog, at }: Screen,
  question: Extract<Question, { kind: "catalogue" }>,
  plain: string,
  tokens: readonly Token[],
): Own | undefined {
  // "Thank you" is no name.
  if (dialog.words.politeness.has(normalOf(tokens))) return undefined;
  const all = toTokens(plain);
  const [first, last] = [tokens[0], tokens.at(-1)];
  const isPart =
    first !== undefined && (first.start !== all[0]?.start || last?.end !== all.at(-1)?.end);
  // Of a part of a text nothing but that part is read: the catalogue is looked up by letters.
  const said = isPart ? plain.slice(first.start, last?.end) : plain;
  const own = isPart ? toTokens(said) : tokens;
  const reading = readCertification(dialog, question, said, own, at);
  if (reading.type === "nothing") return undefined;
  if (reading.type === "several") return { type: "several", options: reading.entries };
  if (reading.type === "nameless") return { type: "nameless", answer: reading.value };
  const answer: Answer = reading.type === "unsure" ? { blank: "unsure" } : reading.value;
  const certain = reading.type === "unsure" || reading.certain;
  return { type: "own", heard: { question, answer, certain, isPlain: false } };
}

function readOption(
  { dialog, shown }: Screen,
  question: Extract<Question, { kind: "choice" }>,
  plain: string,
  tokens: readonly Token[],
): Own | undefined {
  const { words } = dialog;
  const said = presentIn(tokens, words);
  const reading = readChoice(question, said, words, shown ?? question.options);
  if (reading.type === "nothing") return undefined;
  if (reading.type === "several") return { type: "several", options: reading.options };
  // One or two words may be a task, and may be anything.
  const isShort = tokens.length <= 2 && question.note.includes(reading.option) && !reading.isExact;
  const certain = reading.certain && !isShort && shapeOf(tokens, words) === "plain";
  const { option } = reading;
  const note = plain.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
  const answer = question.note.includes(option)
    ? { option, note: toNote(note, words) }
    : toAnswer(question, option);
  return { type: "own", heard: { question, answer, certain, isPlain: reading.isExact } };
}
