import { WORKING_DAYS, spanAt, weekdaysIn } from "./hour-spans.ts";
import type { Text } from "./hour-spans.ts";
import { saysAnyOf } from "./phrases.ts";

const WORKING_WEEK = 40;
/** From this hour on, a range is a time of the day. */
const LATE = 6;

/** Two times of the day: "from eight to ten", "6am-7am daily", "7 to 9pm on Tuesdays and Thursdays". */
export function clockHours(text: Text): number | undefined {
  const { tokens, groups, words } = text;
  const { clockAfter } = words.phrases;
  const isTime = (at: number) => clockAfter.has(tokens[at]?.normal ?? "");
  const isDaily = saysAnyOf(words.phrases.perDay, tokens);
  const days = isDaily ? WORKING_DAYS : Math.max(weekdaysIn(text), 1);
  for (const [index, group] of groups.entries()) {
    if (group.isArticle || spanAt(group, text)) continue;
    const isNamed = isDaily || weekdaysIn(text) > 0;
    const isFrom = words.numerals.rangeStarts.has(tokens[group.start - 1]?.normal ?? "") && isNamed;
    // "7 to 9 every weeknight": late enough in the day to be no number of hours.
    const isLate = isNamed && group.low >= LATE;
    if (group.low < group.high && (isTime(group.end) || isFrom || isLate))
      return (group.high - group.low) * days;
    const next = groups[index + 1];
    // "Sundays 10 to 1": past noon.
    const isPastNoon = isFrom || (isNamed && group.value >= LATE);
    if (
      isPastNoon &&
      next?.start === group.end + 1 &&
      next.value < group.value &&
      words.numerals.ranges.has(tokens[group.end]?.normal ?? "") &&
      group.value <= 12
    )
      return (next.value + 12 - group.value) * days;
    const isSpan =
      next !== undefined &&
      isTime(group.end) &&
      next.start === group.end + 2 &&
      words.numerals.ranges.has(tokens[group.end + 1]?.normal ?? "");
    if (!isSpan) continue;
    const hours = (((next.value - group.value) % 12) + 12) % 12;
    return hours === 0 ? undefined : hours * days;
  }
  return undefined;
}

const WHOLE_TOKENS_MAX = 6;

/** "Full time", "half time". */
export function wholeWeek({ tokens, words }: Text): number | undefined {
  // "I look after my mother full time" says how much is not free.
  if (tokens.length > WHOLE_TOKENS_MAX && !saysAnyOf(words.phrases.spare, tokens)) return undefined;
  const found = [...words.wholeWeeks].find(([phrase]) => saysAnyOf(new Set([phrase]), tokens));
  return found?.[1];
}

/** "10 % of my time" is four hours of a working week. */
export function shareOfTime({ tokens, groups, words }: Text): number | undefined {
  const group = groups.find(({ end }) => {
    const isPercent =
      tokens[end]?.text === "%" || words.phrases.percent.has(tokens[end]?.normal ?? "");
    return (
      isPercent &&
      tokens.slice(end, end + 5).some(({ normal }) => words.phrases.ownTime.has(normal))
    );
  });
  return group && group.value > 0 && group.value <= 100
    ? (group.value * WORKING_WEEK) / 100
    : undefined;
}
