import { optionOf } from "../answers.ts";
import type { Answer } from "../answers.ts";
import type { Question } from "../dialog.ts";
import { valueIn } from "./changes.ts";
import type { Correction } from "./changes.ts";
import { toClauses } from "./clauses.ts";
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
  for (const { at, end, isStrong, isApart } of turnsIn(screen, tokens)) {
    const first = trimEnds(tokens.slice(0, at), words);
    const second = trimEnds(tokens.slice(end), words);
    if (first.length === 0 || second.length === 0) continue;
    const found = turnedHere(screen, plain, first, second, isStrong);
    // "Lots of buzzwords, no syllabus" denies the second, and "4? no 14" says it.
    const isDenied = !isStrong && !isApart && found?.question.kind === "choice";
    if (found && !isDenied) return { type: "own", heard: found };
    const earlier = turnedEarlier(screen, plain, first, second);
    if (earlier) return { type: "corrected", heard: [earlier] };
  }
  return undefined;
}

/** "I said 2 hours but it's more like 5": what was answered before, and in the next clause what it is. */
export function readRestated(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  const { saidBefore } = words.phrases;
  const at = tokens.findIndex((_, start) => phraseLength(saidBefore, tokens, start) > 0);
  if (at < 0 || at > BETWEEN_MAX) return undefined;
  const start = at + phraseLength(saidBefore, tokens, at);
  const cuts = [
    ...toClauses(tokens, words).map(({ start: next }) => ({ end: next, next })),
    ...turnsIn(screen, tokens).map((turn) => ({ end: turn.at, next: turn.end })),
  ];
  for (const { end, next } of cuts) {
    if (end <= start) continue;
    const first = trimEnds(tokens.slice(start, end), words);
    const second = trimEnds(tokens.slice(next), words);
    const heard = turnedEarlier(screen, plain, first, second);
    if (heard) return { type: "corrected", heard: [heard] };
    // "I said they'd pay. They won't."
    const isDenied = second.some(({ normal }) => words.negations.has(normal));
    const given =
      isDenied && second.length <= DENIAL_TOKENS_MAX && saidEarlier(screen, plain, first);
    if (given) return { type: "edit", question: given.id };
  }
  return undefined;
}

/** Longer, it says something of its own. */
const DENIAL_TOKENS_MAX = 4;

/** The question whose answer a text says again. */
function saidEarlier(screen: Screen, plain: string, said: readonly Token[]): Question | undefined {
  return screen.others.find((question) => {
    const given = screen.answers[question.id];
    if (question.kind === "catalogue" || given === undefined) return false;
    const heard = readCertain(screen, question, plain, said);
    return heard !== undefined && isSame(heard.answer, given);
  });
}

/** Where a text takes back what stands before. */
interface Turn {
  readonly at: number;
  readonly end: number;
  readonly isStrong: boolean;
  /** A mark stands between it and what follows. */
  readonly isApart: boolean;
}

/** Where a text takes back what stands before, and where that ends. */
function turnsIn(screen: Screen, tokens: readonly Token[]) {
  const { fillers, phrases } = screen.dialog.words;
  const turns: Turn[] = [];
  for (let at = 1; at < Math.min(tokens.length, BETWEEN_MAX); at += 1) {
    const strong = repairEnd(tokens, at, phrases.repairs, screen);
    // "There's no support" takes nothing back: a mark stands before such a word.
    const before = tokens.slice(0, at).findLast(({ normal }) => !fillers.has(normal));
    const isMarked = before?.type === "mark";
    const weak = isMarked ? repairEnd(tokens, at, phrases.repairsBetween, screen) : 0;
    const end = strong > 0 ? strong : weak;
    const isApart = tokens[end - 1]?.type === "mark";
    if (end > 0) turns.push({ at, end, isStrong: strong > 0, isApart });
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
  if (!question || (!isStrong && saysHowLong(screen, first, second))) return undefined;
  if (question.kind === "catalogue") return turnedName(screen, question, plain, first, second);
  const before = readExactly(screen, question, first) ?? readAnswer(screen, question, plain, first);
  const heard = certainHere(screen, question, plain, second);
  return heard && (before !== undefined || isStrong) ? heard : undefined;
}

/** "Two evenings, say ninety minutes each": the second says how long the first ones are. */
function saysHowLong(
  { dialog }: Screen,
  first: readonly Token[],
  second: readonly Token[],
): boolean {
  const { units } = dialog.words;
  return (
    first.some(({ normal }) => units.get(normal)?.isPartOfDay === true) &&
    second.some(({ normal }) => units.get(normal)?.isPartOfDay === false)
  );
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
    const heard =
      readCertain(screen, question, plain, second) ?? valueIn(screen, question, plain, second);
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
