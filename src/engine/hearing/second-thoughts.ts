import { optionOf } from "../answers.ts";
import type { Answer } from "../answers.ts";
import type { Question } from "../dialog.ts";
import { valueIn } from "./changes.ts";
import type { Correction } from "./changes.ts";
import { readAnswer, readCertain, readExactly } from "./own.ts";
import type { Heard, Screen } from "./own.ts";
import { phraseLength } from "./phrases.ts";
import { repairEnd, trimEnds } from "./repairs.ts";
import type { Token } from "./tokens.ts";

/** Words among which somebody takes back what they just said. */
const BETWEEN_MAX = 25;

/** "2h… no, 3h", "promotion, no, rather a new role", "AIGP, I mean AAIA": what follows counts. */
export function readSecond(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  for (const { at, end, isStrong } of turnsIn(screen, tokens)) {
    const first = trimEnds(tokens.slice(0, at), words);
    const second = trimEnds(tokens.slice(end), words);
    if (first.length === 0 || second.length === 0) continue;
    const found = turnedHere(screen, plain, first, second, isStrong);
    if (found) return { type: "own", heard: found };
    const earlier = turnedEarlier(screen, plain, first, second);
    if (earlier) return { type: "corrected", heard: [earlier] };
  }
  return undefined;
}

/** Where a text takes back what stands before, and where that ends. */
function turnsIn(screen: Screen, tokens: readonly Token[]) {
  const { fillers, phrases } = screen.dialog.words;
  const turns: { readonly at: number; readonly end: number; readonly isStrong: boolean }[] = [];
  for (let at = 1; at < Math.min(tokens.length, BETWEEN_MAX); at += 1) {
    const strong = repairEnd(tokens, at, phrases.repairs, screen);
    // "There's no support" takes nothing back: a mark stands before such a word.
    const before = tokens.slice(0, at).findLast(({ normal }) => !fillers.has(normal));
    const isMarked = before?.type === "mark";
    const weak = isMarked ? repairEnd(tokens, at, phrases.repairsBetween, screen) : 0;
    const end = strong > 0 ? strong : weak;
    if (end > 0) turns.push({ at, end, isStrong: strong > 0 });
  }
  return turns;
}

function turnedHere(
  screen: Screen,
  plain: string,
  first: readonly Token[],
  second: readonly Token[],
  isStrong: boolean,
): Heard | undefined {
  const { question } = screen;
  if (!question) return undefined;
  if (question.kind === "catalogue") return turnedName(screen, question, plain, first, second);
  const before = readExactly(screen, question, first) ?? readAnswer(screen, question, plain, first);
  const heard = certainHere(screen, question, plain, second);
  return heard && (before !== undefined || isStrong) ? heard : undefined;
}

/** Of two names of the catalogue the second. */
function turnedName(
  screen: Screen,
  question: Question,
  plain: string,
  first: readonly Token[],
  second: readonly Token[],
): Heard | undefined {
  const [before, heard] = [first, second].map((said) => {
    const own = readAnswer(screen, question, plain, said);
    return own?.type === "own" && isListed(own.heard.answer) ? own.heard : undefined;
  });
  return before && heard ? { ...heard, certain: true } : undefined;
}

function isListed(answer: Answer): boolean {
  return typeof answer === "object" && "chosen" in answer && answer.chosen === "listed";
}

/** "The company… no, me", "4? No, 14": two answers to a question that was answered before. */
function turnedEarlier(
  screen: Screen,
  plain: string,
  first: readonly Token[],
  second: readonly Token[],
): Heard | undefined {
  for (const question of screen.others) {
    const given = screen.answers[question.id];
    if (question.kind === "catalogue" || given === undefined) continue;
    const before = readCertain(screen, question, plain, first);
    if (!before || (question.kind !== "choice" && !isSame(before.answer, given))) continue;
    const heard = readCertain(screen, question, plain, second);
    if (heard && !isSame(before.answer, heard.answer)) return heard;
  }
  return undefined;
}

/** "Not work, promotion", "put 10 hours instead of 4": what was answered before, and what takes its place. */
export function readSwap(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  if (tokens.length > BETWEEN_MAX) return undefined;
  for (const question of screen.others) {
    const given = screen.answers[question.id];
    if (question.kind === "catalogue" || given === undefined) continue;
    const saysGiven = (said: readonly Token[]) => {
      const heard = readExactly({ ...screen, shown: undefined }, question, said);
      const amount =
        heard ??
        (question.kind === "choice" ? undefined : readCertain(screen, question, plain, said));
      return amount !== undefined && isSame(amount.answer, given);
    };
    const other = otherThan(screen, tokens, saysGiven);
    const heard = other && valueIn(screen, question, plain, trimEnds(other, words));
    if (heard && !isSame(heard.answer, given)) return { type: "corrected", heard: [heard] };
  }
  return undefined;
}

/** What is left of a text that denies what was answered: before "instead of", or after "not …". */
function otherThan(
  { dialog }: Screen,
  tokens: readonly Token[],
  saysGiven: (said: readonly Token[]) => boolean,
): readonly Token[] | undefined {
  const { words } = dialog;
  const { insteadOf } = words.phrases;
  for (let at = 0; at < tokens.length; at += 1) {
    const isNot = words.negations.has(tokens[at]?.normal ?? "") ? 1 : 0;
    const length = Math.max(isNot, phraseLength(insteadOf, tokens, at));
    if (length === 0) continue;
    const denied = tokens.slice(at + length);
    const mark = denied.findIndex(({ type }) => type === "mark");
    const first = mark < 0 ? denied : denied.slice(0, mark);
    if (at > 0 && saysGiven(trimEnds(denied, words))) return tokens.slice(0, at);
    if (mark > 0 && saysGiven(trimEnds(first, words)))
      return at > 0 ? [...tokens.slice(0, at), ...denied.slice(mark)] : denied.slice(mark + 1);
  }
  return undefined;
}

function isSame(one: Answer, other: Answer): boolean {
  if (typeof one === "object" && typeof other === "object" && "amount" in one && "amount" in other)
    return one.amount === other.amount;
  const option = optionOf(one);
  return option !== undefined && option === optionOf(other);
}

/** The answer to the question on the screen; undefined where several are likely. */
export function certainHere(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): Heard | undefined {
  const exact = readExactly(screen, question, tokens);
  if (exact) return exact;
  const own = readAnswer(screen, question, plain, tokens);
  return own?.type === "own" ? own.heard : undefined;
}
