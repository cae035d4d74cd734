import type { Dialog, Question } from "../dialog.ts";
import { toClauses } from "./clauses.ts";
import type { Fact } from "./facts.ts";
import { findHours } from "./hours.ts";
import { readNumbers } from "./numbers.ts";
import { saysAnyOf, saysNoTime } from "./phrases.ts";
import type { Token } from "./tokens.ts";

/** Hours a week that a text says while something else is asked; undefined where they are a course's, or spent already. */
export function hoursIn(
  dialog: Dialog,
  question: Question,
  tokens: readonly Token[],
): Fact | undefined {
  if (question.kind !== "duration") return undefined;
  const { words } = dialog;
  for (const clause of toClauses(tokens, words)) {
    if (saysNoTime(clause.tokens, words)) {
      const last = toClauses(tokens, words).findLast((one) => saysNoTime(one.tokens, words));
      const end = last ? last.start + last.tokens.length : clause.start;
      return { question, value: { amount: 0 }, isNamed: true, start: clause.start, end };
    }
    const isSpare = saysAnyOf(words.phrases.spare, clause.tokens);
    if (saysAnyOf(words.phrases.spent, clause.tokens) && !isSpare) continue;
    const groups = readNumbers(clause.tokens, words.numerals);
    // "Friday afternoons for the newsletter" says when, and not how long.
    if (groups.every(({ isArticle }) => isArticle) && !isSpare) continue;
    if (groups.length === 0) continue;
    // "Friday evenings for two terms" is when a course is held.
    if (!isSpare && clause.tokens.some(({ normal }) => words.weekdays.has(normal))) continue;
    const found = findHours(clause.tokens, groups, words);
    if (!found?.isByPeriod || found.amount < question.min || found.amount > question.max) continue;
    // "A two-day class", "I correct transcripts three days a week": nobody has so much to spare without saying so.
    if (!isSpare && found.amount > PASSING_MAX) continue;
    const { start } = clause;
    const end = start + clause.tokens.length;
    return { question, value: { amount: found.amount }, isNamed: true, start, end };
  }
  return undefined;
}

/** More hours a week than this are a course's, or those of work. */
const PASSING_MAX = 10;
