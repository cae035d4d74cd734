import { toClauses } from "./clauses.ts";
import type { Text } from "./hour-spans.ts";
import type { NumberGroup } from "./numbers.ts";
import { phrasesStartAt } from "./phrases.ts";
import { UNSPACED } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** In a longer text a number in words, without a unit, may be anything. */
const BARE_WORDS_MAX = 7;

/** Whether a number without a unit can be hours: no name, year, time of day, share, or count of something else. */
export function isBare(group: NumberGroup, text: Text): boolean {
  const { tokens, words } = text;
  if (group.isArticle || group.isNegative || group.isScaled) return false;
  // "Half my Sunday" is a share of something, and no hour.
  if (group.value > 0 && group.value < 1 && tokens.length > 2) return false;
  if (tokens[group.start]?.isGlued === true) return false;
  const own = tokens.slice(group.start, group.end);
  // "1:30" alone is a length, and among other words a time of the day.
  if (tokens.length > 2 && own.some(({ text: said }) => said.includes(":"))) return false;
  // "The little one": in a longer text a number in words needs its unit.
  const next = tokens[group.end];
  const isByPeriod = phrasesStartAt(words.phrases.periods, tokens, group.end);
  const isLong =
    tokens.length > BARE_WORDS_MAX &&
    !isByPeriod &&
    !isAClause(group, text) &&
    !isLedTo(tokens, group, words);
  if (tokens[group.start]?.type === "word" && isLong) return false;
  const isCounted =
    words.counted.after.has(next?.normal ?? "") && !words.phrases.perDay.has(next?.normal ?? "");
  const isTime =
    words.phrases.clockAfter.has(next?.normal ?? "") || next?.type === "sign" || next?.text === "%";
  const isPeriod = phrasesStartAt(words.phrases.periods, tokens, group.end);
  if ((isCounted || isTime) && !isPeriod) return false;
  const isTouched = next?.type === "word" && next.start === tokens[group.end - 1]?.end;
  if (isTouched && !UNSPACED.test(next.text) && !words.hedges.has(next.normal)) return false;
  const before = tokens[group.start - 1];
  // "I could squeeze in two", and not "in 2026".
  const isLed = [2, 3].some((count) => endsIn(words.phrases.toAmount, tokens, group.start, count));
  return (
    (isLed || !words.counted.before.has(before?.normal ?? "")) &&
    !words.phrases.timeBefore.has(before?.normal ?? "")
  );
}

/** "About six if they sleep", "not more than four": words that lead to an amount and to nothing else, and nothing counted. */
export function isLedTo(
  tokens: readonly Token[],
  { start, end }: { readonly start: number; readonly end: number },
  words: Words,
): boolean {
  const next = tokens[end];
  const lists = [words.fillers, words.hedges, words.politeness, words.joints];
  const isFree =
    next === undefined ||
    next.type !== "word" ||
    lists.some((list) => list.has(next.normal)) ||
    words.phrases.afterAmount.has(next.normal);
  return isFree && phrasesEndAt(words.phrases.toAmount, tokens, start);
}

/** Whether one of the phrases ends before this place. */
export function phrasesEndAt(
  phrases: ReadonlySet<string>,
  tokens: readonly Token[],
  end: number,
): boolean {
  return [1, 2, 3].some((count) => endsIn(phrases, tokens, end, count));
}

/** Whether so many tokens before a place are one of the phrases. */
function endsIn(
  phrases: ReadonlySet<string>,
  tokens: readonly Token[],
  end: number,
  count: number,
): boolean {
  const said = tokens.slice(Math.max(0, end - count), end).map(({ normal }) => normal);
  return said.length === count && phrases.has(said.join(" "));
}

/** "A dozen, since the shop closes in winter", "so like two": a clause that is nothing but the number. */
function isAClause(group: NumberGroup, { tokens, words }: Text): boolean {
  return toClauses(tokens, words).some(({ tokens: own, start }) => {
    if (group.start < start || group.end > start + own.length) return false;
    const others = own.filter((_, at) => at + start < group.start || at + start >= group.end);
    return others.every(
      ({ normal, type }) =>
        type === "mark" ||
        words.fillers.has(normal) ||
        words.hedges.has(normal) ||
        words.phrases.about.has(normal) ||
        words.numerals.articles.has(normal),
    );
  });
}

/** One bare number, or a second one that only hedges: "1 maybe 2". */
export function isRightBare(bare: readonly NumberGroup[], { tokens, words }: Text): boolean {
  const [first, second] = bare;
  if (!first || bare.length > 2) return false;
  if (!second) return true;
  const between = tokens.slice(first.end, second.start);
  return (
    between.length > 0 &&
    between.every(({ normal, type }) => type === "mark" || words.hedges.has(normal))
  );
}
