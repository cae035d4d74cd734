import { optionIds } from "../dialog.ts";
import type { Dialog, Question } from "../dialog.ts";
import { answersIn } from "./answers-in.ts";
import type { Hearing } from "./answers-in.ts";
import { readChange, readChanged, readNamedValue, topicOf } from "./changes.ts";
import type { Correction } from "./changes.ts";
import { toClauses } from "./clauses.ts";
import { readCommand } from "./commands.ts";
import { readCorrection } from "./corrections.ts";
import { readAnswer, readExactly } from "./own.ts";
import type { Screen } from "./own.ts";
import { saysAnyOf } from "./phrases.ts";
import { meansAll, placesIn } from "./places.ts";
import { toPlain } from "./text.ts";
import { normalOf, toTokens } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import { readSure, readUtterance, shapeOf } from "./utterance.ts";
import type { QuestionBack } from "./utterance.ts";

/** Reads what a person typed. Pure; the same text on the same screen is always heard alike. */
export function hear(screen: Screen, text: string): Hearing {
  const { dialog, question } = screen;
  const plain = toPlain(text);
  const tokens = toTokens(plain);
  const exact = question && readExactly(screen, question, tokens);
  if (exact) return { type: "answers", own: exact, facts: [], isCorrection: false };
  // "Professional Scrum Product Owner - AI Essentials" asks for no list of what product owners take.
  if (question?.kind === "catalogue" && dialog.catalogue.isName(plain))
    return answersIn(screen, plain, tokens, false);
  const renamed = certificationIn(screen, plain);
  if (renamed) return renamed;
  if (dialog.words.phrases.wrong.has(normalOf(tokens))) return { type: "repair" };
  const notOne = question && placeOfNone(screen, question, tokens);
  if (notOne) return notOne;
  const places = question?.kind === "choice" ? shownIn(screen, question, tokens) : [];
  if (question && places.length > 1)
    return { type: "several", question, options: places, facts: [] };
  const last = toClauses(tokens, dialog.words).at(-1);
  // "Go back and fix who pays": the wish stands in the last clause.
  const change =
    readChange(tokens, dialog.words) ?? (last && readChange(last.tokens, dialog.words));
  // "Change from sales to data, 5 hours a week is fine": what was never answered cannot be changed.
  const isWish = change !== undefined && toClauses(tokens, dialog.words).length < 2;
  if (change && (isWish || screen.answers[change.question] !== undefined))
    return corrected(screen, plain, readChanged(screen, change.question, plain, change.rest));
  const isAsked = shapeOf(tokens, dialog.words) === "question";
  const correction =
    readNamedValue(screen, plain, tokens) ??
    (isAsked ? undefined : readCorrection(screen, plain, tokens));
  // "Hang on, the phone is ringing" takes nothing back, and "later. No wait, now!" does.
  const isSaid = correction !== undefined && saysPlainly(screen, correction);
  const away = isAsked || isSaid ? undefined : readSure(tokens, dialog.words);
  // "Zero right now, I'm on nights" is an amount.
  const isAnswer =
    away === "pause" &&
    question !== undefined &&
    (beginsWithAmount(screen, question, plain, tokens) ||
      (question.kind === "choice" && isSaidOutright(screen, question, plain, tokens)));
  if (away === "pause" && !isAnswer) return { type: "command", command: away };
  if (correction) return corrected(screen, plain, correction);
  if (isAnswer) return answersIn(screen, plain, tokens, false);
  if (question && startsExactly(screen, question, tokens))
    return answersIn(screen, plain, tokens, false);
  const first = commandFirst(screen, plain, tokens);
  if (first) return first;
  if (namesOne(screen, plain, tokens)) return answersIn(screen, plain, tokens, false);
  // "1 day a week, fridays" is no wish to be reminded.
  if (question && saysAmount(screen, question, plain, tokens))
    return answersIn(screen, plain, tokens, false);
  const mayAnswer = question !== undefined && isSaidOutright(screen, question, plain, tokens);
  const utterance = readUtterance(tokens, dialog.words, mayAnswer);
  switch (utterance.type) {
    case "change-something": {
      const about = topicOf(screen, tokens);
      return about === undefined
        ? { type: "command", command: "review" }
        : { type: "edit", question: about };
    }
    case "question":
      return question?.kind === "catalogue" && !asksOfName(dialog, plain, utterance.about)
        ? answersIn(screen, plain, tokens, false, utterance)
        : utterance;
    case "words": {
      const isRevised = saysAnyOf(dialog.words.phrases.revised, tokens);
      const heard = answersIn(screen, plain, tokens, isRevised);
      // "Just heard from HR: they do pay after all", without a word that says what.
      const about = isRevised && heard.type === "nothing" ? topicOf(screen, tokens) : undefined;
      return about === undefined ? heard : { type: "edit", question: about };
    }
    case "command":
    case "cancel":
    case "repair":
      return utterance;
  }
}

/** "Both the first and the second": places on the screen, and nothing else. */
function shownIn(screen: Screen, question: Question, tokens: readonly Token[]): readonly string[] {
  return placesIn(tokens, screen.shown ?? optionIds(question), screen.dialog.words);
}

/** Of a certification its price is asked, or the like; whatever else is asked beside a name is said of somebody's choice. */
function asksOfName({ catalogue }: Dialog, plain: string, about: QuestionBack): boolean {
  return about !== "unknown" && (OF_A_NAME.has(about) || catalogue.named(plain).length !== 1);
}

const OF_A_NAME: ReadonlySet<QuestionBack> = new Set(["cost", "length", "availability"]);

/** Whether the first clause is an amount by itself, where one is asked for. */
function beginsWithAmount(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): boolean {
  const [first] = toClauses(tokens, screen.dialog.words);
  if (question.kind !== "duration" || !first) return false;
  return readAnswer(screen, question, plain, first.tokens)?.type === "own";
}

/** "Is the AI-900 worth it?", "A or B": which certification it is about, whatever else it asks. */
function namesOne({ dialog, question }: Screen, plain: string, tokens: readonly Token[]): boolean {
  if (question !== undefined && question.kind !== "catalogue") return false;
  const names = dialog.catalogue.named(plain).length;
  if (names > 1 && question !== undefined) return true;
  return names === 1 && saysAnyOf(dialog.words.phrases.adviceWanted, tokens);
}

/** Whether a text is one of the question's own options in so many words, whatever else it may mean. */
export function isExact(screen: Screen, text: string): boolean {
  const { question } = screen;
  if (question === undefined) return false;
  return readExactly(screen, question, toTokens(toPlain(text))) !== undefined;
}

/** The name of another certification and nothing else, while something else is asked: it is asked about. */
function certificationIn(screen: Screen, plain: string): Hearing | undefined {
  const { dialog, question, others } = screen;
  const named = others.find((one) => one.kind === "catalogue");
  if (!named || question?.kind === "catalogue" || !dialog.catalogue.isName(plain)) return undefined;
  const own = readAnswer(screen, named, plain, toTokens(plain));
  if (own?.type !== "own") return undefined;
  return { type: "answers", facts: [{ ...own.heard, certain: false }], isCorrection: false };
}

/** "Brb, the baby is crying": a command as the first clause, where the rest answers nothing. */
function commandFirst(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Hearing | undefined {
  const { words } = screen.dialog;
  const [first, ...rest] = toClauses(tokens, words);
  if (!first || rest.length === 0) return undefined;
  const known = readCommand(first.tokens, words);
  const command = known ?? readSure(first.tokens, words);
  if (!command || command === "unsure" || command === "start") return undefined;
  const { question } = screen;
  const own = question && readAnswer(screen, question, plain, tokens);
  // What is only like a command must not be the beginning of an answer.
  const isSure = own?.type === "own" && (own.heard.certain || own.heard.isPlain);
  const isAnswer = isSure || (own !== undefined && known === undefined && own.type !== "invalid");
  return isAnswer ? undefined : { type: "command", command };
}

/** "New role. The adverts don't name it": the option's own words, and something else. */
function startsExactly(screen: Screen, question: Question, tokens: readonly Token[]): boolean {
  const { words } = screen.dialog;
  const [first, ...rest] = toClauses(tokens, words);
  if (!first || rest.length === 0 || question.kind !== "choice") return false;
  if (rest.some((clause) => shapeOf(clause.tokens, words) !== "plain")) return false;
  if (shapeOf(tokens, words) !== "plain" || normalOf(first.tokens).split(" ").length < 2)
    return false;
  return readExactly(screen, question, first.tokens) !== undefined;
}

/** A certain answer to what was asked is no question and no command, whatever other words stand around it. */
function isSaidOutright(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): boolean {
  if (shapeOf(tokens, screen.dialog.words) === "question") return false;
  const own = readAnswer(screen, question, plain, tokens);
  if (own === undefined) return false;
  // Whatever it is, it is one of what was asked.
  if (own.type === "several") return question.kind === "catalogue" || own.options.length <= 2;
  if (question.kind === "duration") return true;
  // A code is a name, even one that nobody knows.
  if (question.kind === "catalogue" && tokens.some(({ text }) => /\d/u.test(text))) return true;
  return own.type !== "own" || own.heard.certain;
}

/** Whether the new answer is said in so many words. */
function saysPlainly(screen: Screen, correction: Correction): boolean {
  const { question } = screen;
  if (correction.type === "corrected") return correction.heard.some(({ isPlain }) => isPlain);
  if (correction.type !== "rest") return correction.type === "own";
  return question !== undefined && readExactly(screen, question, correction.tokens) !== undefined;
}

/** A certain amount, and nothing that is asked or told the bot to do in so many words. */
function saysAmount(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): boolean {
  const { words } = screen.dialog;
  if (shapeOf(tokens, words) !== "plain" || readCommand(tokens, words)) return false;
  if (question.kind === "choice") return false;
  const own = readAnswer(screen, question, plain, tokens);
  // A price says which certification is meant, if not its name.
  if (own?.type === "nameless") return true;
  return own?.type === "own" && own.heard.certain && own.heard.isPlain;
}

function corrected(screen: Screen, plain: string, correction: Correction): Hearing {
  switch (correction.type) {
    case "repair":
    case "edit":
      return correction;
    case "corrected":
      return { type: "answers", facts: correction.heard, isCorrection: true };
    case "own":
      return { type: "answers", own: correction.heard, facts: [], isCorrection: true };
    case "rest": {
      const { tokens } = correction;
      const exact = screen.question && readExactly(screen, screen.question, tokens);
      if (exact) return { type: "answers", own: exact, facts: [], isCorrection: true };
      const utterance = readUtterance(tokens, screen.dialog.words);
      if (utterance.type !== "words" && utterance.type !== "change-something") return utterance;
      return answersIn(screen, plain, tokens, true);
    }
  }
}

/** "Both", "none of these": what is shown, and nothing that could be recorded. */
function placeOfNone(
  screen: Screen,
  question: Question,
  tokens: readonly Token[],
): Hearing | undefined {
  const { phrases } = screen.dialog.words;
  if (question.kind !== "choice" && screen.shown === undefined) return undefined;
  const normal = normalOf(tokens);
  if (phrases.noneOfThese.has(normal)) return { type: "not-one", which: "none" };
  if (question.kind === "choice" && phrases.allOptions.has(normal))
    return { type: "not-one", which: "none" };
  const isFew = screen.shown !== undefined && meansAll(tokens, screen.dialog.words);
  return isFew || phrases.both.has(normal) ? { type: "not-one", which: "all" } : undefined;
}
