import type { NumberGroup } from "./numbers.ts";
import { phrasesStartAt, saysAnyOf } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** A number with its unit: "half a day", "2-3 hours", "5 months". */
export interface Quantity {
  readonly value: number;
  /** Hours in one of the unit; 0 for a unit longer than a week. */
  readonly unit: number;
  readonly isPartOfDay: boolean;
  readonly isArticle: boolean;
  readonly start: number;
  readonly end: number;
}

/** A text that is read for hours. */
export interface Text {
  readonly tokens: readonly Token[];
  readonly groups: readonly NumberGroup[];
  readonly words: Words;
}

const DAYS = 7;
const WEEKS_IN_MONTH = 52 / 12;
const WEEKS_IN_YEAR = 52;

/** Of a week the days on which most people work. */
export const WORKING_DAYS = 5;
const WEEKEND_DAYS = 2;

/** The unit that follows a number: "3 full days", "half an hour", "three quarters of an hour"; "4 per week" has none. */
export function spanAt(group: NumberGroup, { tokens, words }: Text): Quantity | undefined {
  if (group.isNegative || tokens[group.start]?.isGlued === true) return undefined;
  let at = group.end;
  const isSkipped = () => {
    const normal = tokens[at]?.normal ?? "";
    const isOf = words.phrases.of.has(normal) || words.numerals.articles.has(normal);
    const isLoose = words.phrases.of.has(normal) || (group.value < 1 && isOf);
    return tokens[at]?.text === "-" || words.phrases.unitAdjectives.has(normal) || isLoose;
  };
  while (at < group.end + 2 && isSkipped()) at += 1;
  const unit = words.units.get(tokens[at]?.normal ?? "");
  if (unit === undefined) return undefined;
  const { value, start, isArticle } = group;
  return { value, unit: unit.hours, isPartOfDay: unit.isPartOfDay, isArticle, start, end: at + 1 };
}

/** "2 hours 30 minutes", "an hour and a half", "1h30". */
export function joined(
  first: Quantity,
  spans: readonly Quantity[],
  { tokens, groups, words }: Text,
) {
  const own = first.value * first.unit;
  const next = spans.find(
    ({ start, unit }) => start >= first.end && start <= first.end + 1 && unit < first.unit,
  );
  if (next && !first.isPartOfDay) return { amount: own + next.value * next.unit, end: next.end };
  const isJoint = words.numerals.joints.has(tokens[first.end]?.normal ?? "");
  const loose = groups.find(
    ({ start }) => start >= first.end && start <= first.end + (isJoint ? 1 : 0),
  );
  // "An hour or two": the unit stands in the middle of the range.
  const far = words.numerals.ranges.has(tokens[first.end]?.normal ?? "")
    ? groups.find(({ start, isArticle }) => start === first.end + 1 && !isArticle)
    : undefined;
  const isSpan = far !== undefined && !spanAt(far, { tokens, groups, words });
  if (isSpan && far.value > first.value)
    return { amount: ((first.value + far.value) / 2) * first.unit, end: far.end };
  if (loose && isJoint && loose.value < 1)
    return { amount: own + loose.value * first.unit, end: loose.end };
  const isClock =
    loose !== undefined && first.unit === 1 && /^[0-5]\d$/u.test(tokens[loose.start]?.text ?? "");
  return isClock
    ? { amount: own + loose.value / 60, end: loose.end }
    : { amount: own, end: first.end };
}

/** How often a week the first span happens: "twice", "3 times", "2 x", "two evenings, an hour each", "on Mondays". */
export function timesOf(first: Quantity, parts: readonly Quantity[], text: Text): number {
  const { tokens, groups, words } = text;
  const isWhole = [words.phrases.inTotal, words.phrases.everyDay].some((list) =>
    saysAnyOf(list, tokens),
  );
  if (isWhole) return 1;
  const often = tokens.find(({ normal }) => words.often.has(normal));
  if (often) return words.often.get(often.normal) ?? 1;
  const isTimes = (at: number) => words.phrases.times.has(tokens[at]?.normal ?? "");
  const counted = groups.find(({ start, end }) => isTimes(end) || isTimes(start - 1));
  if (counted && counted.start !== first.start) return counted.value;
  const part = parts.find(({ start, isArticle }) => start !== first.start && !isArticle);
  if (part) return part.value;
  return 1;
}

/** What turns the amount into one of a week. */
export function perWeek(first: Quantity, text: Text, isCounted: boolean): number {
  const { tokens, words } = text;
  const { phrases } = words;
  const isByWeek = phrasesStartAt(phrases.perWeek, tokens, first.end);
  const isDaily = saysAnyOf(phrases.perDay, tokens) || saysAnyOf(phrases.everyDay, tokens);
  const isByDay = isDaily && !isByWeek && !first.isPartOfDay;
  if (isByDay && !isCounted) return daysIn(text);
  if (saysAnyOf(phrases.perMonth, tokens)) return 1 / WEEKS_IN_MONTH;
  if (saysAnyOf(phrases.perFortnight, tokens)) return 1 / 2;
  if (saysAnyOf(phrases.perYear, tokens)) return 1 / WEEKS_IN_YEAR;
  if (isCounted) return isByDay && isOftenADay(text) ? daysIn(text) : 1;
  return Math.max(weekdaysIn(text), 1);
}

/** "Twice a day": a day, and not a week. */
function isOftenADay({ tokens, words }: Text): boolean {
  const { perDay, times } = words.phrases;
  return tokens.some(
    ({ normal }, at) =>
      (words.often.has(normal) || times.has(normal)) && phrasesStartAt(perDay, tokens, at + 1),
  );
}

/** On how many days of the week "a day" is: on those that are named, else on all of them. */
function daysIn(text: Text): number {
  const { tokens, words } = text;
  const { everyDay, everyOtherDay, workdays, weekend } = words.phrases;
  if (saysAnyOf(everyOtherDay, tokens)) return DAYS / 2;
  const without = daysWithout(text);
  if (without > 0) return DAYS - without;
  if (saysAnyOf(everyDay, tokens)) return DAYS;
  if (saysAnyOf(workdays, tokens)) return WORKING_DAYS;
  const named = weekdaysIn(text);
  if (named > 0) return named;
  return saysAnyOf(weekend, tokens) ? WEEKEND_DAYS : DAYS;
}

/** "Not on Sundays", "except weekends": how many days are left out. */
function daysWithout({ tokens, words }: Text): number {
  const { weekend } = words.phrases;
  const days = tokens.map(({ normal }, at) => {
    if (!isLeftOut(tokens, at, words)) return 0;
    return weekend.has(normal) ? WEEKEND_DAYS : words.weekdays.has(normal) ? 1 : 0;
  });
  return days.reduce<number>((sum, count) => sum + count, 0);
}

/** Whether "not on" or "except" stands before a day. */
function isLeftOut(tokens: readonly Token[], at: number, { phrases, negations }: Words): boolean {
  return tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ normal }) => negations.has(normal) || phrases.except.has(normal));
}

/** "An hour on Monday and two on Saturday": each number with a day of its own; the first unit serves for both. */
export function summed(spans: readonly Quantity[], text: Text): number | undefined {
  const { tokens, groups, words } = text;
  const [first] = spans;
  if (!first) return undefined;
  const later = groups.filter(({ start, isArticle }) => start >= first.end && !isArticle);
  const parts = [
    first,
    ...later.map(
      (group) => spans.find(({ start }) => start === group.start) ?? { ...group, unit: first.unit },
    ),
  ];
  if (parts.length < 2) return undefined;
  const days = parts.map(({ end }, at) => {
    const own = { ...text, tokens: tokens.slice(end, parts[at + 1]?.start ?? tokens.length) };
    if (saysAnyOf(words.phrases.perDay, own.tokens)) return daysIn(own);
    // "And three at the weekend": in all of it.
    return weekdaysIn(own) || (saysAnyOf(words.phrases.weekend, own.tokens) ? 1 : 0);
  });
  if (days.includes(0)) return undefined;
  return parts.reduce((sum, { value, unit }, at) => sum + value * unit * (days[at] ?? 0), 0);
}

/** How many different days of the week are named; "Monday to Friday" are five. */
export function weekdaysIn({ tokens, words }: Text): number {
  const named = tokens.flatMap(({ normal }, at) => {
    const day = words.weekdays.get(normal);
    if (day === undefined || isLeftOut(tokens, at, words)) return [];
    const joint = tokens[at + 1]?.normal ?? "";
    // "Tuesday or Thursday" is no stretch.
    const isRange = words.numerals.ranges.has(joint) && !words.hedges.has(joint);
    const last = isRange ? words.weekdays.get(tokens[at + 2]?.normal ?? "") : undefined;
    const count = last === undefined ? 0 : (last - day + DAYS) % DAYS;
    return Array.from({ length: count + 1 }, (_, step) => (day + step) % DAYS);
  });
  return new Set(named).size;
}
