import { toClauses } from "./clauses.ts";
import type { NumberGroup } from "./numbers.ts";
import { phrasesStartAt, saysAnyOf } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** Without the numbers of working time, "I have a 12h shift 4 days a week, so 2", where other clauses have numbers too. */
export function ownGroups(
  tokens: readonly Token[],
  groups: readonly NumberGroup[],
  words: Words,
): readonly NumberGroup[] {
  const taken = toClauses(tokens, words).filter((clause) => isSpent(clause.tokens, words));
  if (taken.length === 0) return groups;
  const free = groups.filter(
    ({ start }) =>
      !taken.some((clause) => start >= clause.start && start < clause.start + clause.tokens.length),
  );
  return free.some(({ isArticle }) => !isArticle) ? free : groups;
}

/** Whether a clause tells time that is gone, such as a shift: "before my shift" only says when. */
export function isSpent(tokens: readonly Token[], words: Words): boolean {
  const { spent, spare, timeBefore } = words.phrases;
  if (saysAnyOf(spare, tokens) && !tokens.some(({ normal }) => words.phrases.worked.has(normal)))
    return false;
  return tokens.some((_, at) => {
    const isWhen = [1, 2].some((back) => timeBefore.has(tokens[at - back]?.normal ?? ""));
    const isGone = phrasesStartAt(spent, tokens, at) || isLongUnit(tokens, at, words);
    return isGone && !isWhen && !isHedge(tokens, at, words);
  });
}

/** "50h weeks", "12 hour days": what a working week or day has. */
function isLongUnit(tokens: readonly Token[], at: number, { units, phrases }: Words): boolean {
  const isLong = phrases.longUnits.has(tokens[at]?.normal ?? "");
  return isLong && units.get(tokens[at - 1]?.normal ?? "")?.hours === 1;
}

/** "Give or take": a word inside a phrase that only says how exact a number is. */
function isHedge(tokens: readonly Token[], at: number, { hedges }: Words): boolean {
  return [0, 1, 2].some((back) => {
    const said = tokens.slice(Math.max(0, at - back), at + 1).map(({ normal }) => normal);
    return said.length > 1 && hedges.has(said.join(" "));
  });
}
