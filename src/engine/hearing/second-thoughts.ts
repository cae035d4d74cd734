import { optionOf } from "../answers.ts";
import type { Answer } from "../answers.ts";
import type { Question } from "../dialog.ts";
import type { Correction } from "./changes.ts";
import { readAnswer, readCertain, readExactly } from "./own.ts";
import type { Heard, Screen } from "./own.ts";
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
  const { catalogue } = screen.dialog;
  const textOf = (said: readonly Token[]) => plain.slice(said[0]?.start ?? 0, said.at(-1)?.end);
  const isOne = [first, second].every((said) => catalogue.named(textOf(said)).length === 1);
  return isOne ? readCertain(screen, question, plain, second) : undefined;
}

/** "The company… no, me": two answers to a question that was answered before. */
function turnedEarlier(
  screen: Screen,
  plain: string,
  first: readonly Token[],
  second: readonly Token[],
): Heard | undefined {
  for (const question of screen.others) {
    if (question.kind !== "choice" || screen.answers[question.id] === undefined) continue;
    const before = readCertain(screen, question, plain, first);
    if (!before) continue;
    const heard = readCertain(screen, question, plain, second);
    if (heard && !isSame(before.answer, heard.answer)) return heard;
  }
  return undefined;
}

function isSame(one: Answer, other: Answer): boolean {
  return optionOf(one) === optionOf(other);
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
