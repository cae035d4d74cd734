import { readNumbers, toNumberTokens, valueOf } from "./number-words.ts";
import type { NumberGroup } from "./number-words.ts";
import { parseNothing } from "./quantity.ts";
import type { Quantity } from "./quantity.ts";
import { normalise } from "./words.ts";
import type { Understanding } from "./words.ts";

/** Hours, and whether a period such as "a week" stands beside them. */
export interface Hours extends Quantity {
  readonly isByPeriod?: boolean;
}

/** A number with its unit: "half a day", "2-3 hours". */
interface Span extends NumberGroup {
  /** Hours in one of the unit. */
  readonly unit: number;
}

const WORKING_DAYS = 5;
const WEEKS_IN_MONTH = 52 / 12;
/** "Less than two" is this much below two. */
const JUST_BELOW = 0.5;
/** Longest unit of a course's own length: "12 weeks" says when it ends, not how many hours it takes. */
const LONGEST_STRICT_UNIT = 8;

/**
 * Reads hours as people write them, by the week unless another period is named: "3h", "half a day a week", "an hour and
 * a half", "2-4", "twenty minutes a day", "an hour twice a week", "10 hours a month".
 *
 * @returns Nothing when there is no number, or when `strict` and no unit.
 */
export function parseHours(text: string, words: Understanding, strict = false): Hours | undefined {
  const tokens = toNumberTokens(text);
  const groups = readNumbers(tokens, words);
  const days = weekdaysIn(tokens, words);
  const timed = strict
    ? undefined
    : (clockHours(tokens, groups, days, words) ?? wholeParts(tokens, groups, days, words));
  if (timed !== undefined) return { value: { amount: timed }, rest: "", isByPeriod: true };
  const spans = groups.flatMap((group) => spanOf(group, tokens, words));
  const fitting = strict ? spans.filter(({ unit }) => unit <= LONGEST_STRICT_UNIT) : spans;
  const bare = groups.find((group) => !group.isArticle && !isTimes(group, tokens, words));
  const first =
    fitting.find(({ isArticle }) => !isArticle) ??
    fitting.find(({ unit }) => unit <= 1) ??
    (bare ? undefined : fitting[0]);
  if (!first && (strict || !bare)) return strict ? undefined : parseNothing(text, words);
  const amount = first ? totalOf(first, fitting, groups, tokens) : (bare?.value ?? 0);
  const unit = first?.unit ?? 1;
  const says = (phrases: readonly string[]) => isSaid(phrases, tokens);
  const isByWeek = first !== undefined && isSaidNext(words.perWeek, tokens.slice(first.end));
  const perDay = says(words.perDay) && !isByWeek && unit <= 1 ? WORKING_DAYS : Math.max(days, 1);
  const perMonth = says(words.perMonth) ? 1 / WEEKS_IN_MONTH : says(words.perFortnight) ? 1 / 2 : 1;
  const less = says(words.less) ? Math.min(JUST_BELOW, amount) : 0;
  const hours = (amount - less) * perDay * perMonth * timesIn(tokens, groups, words);
  return {
    value: { amount: Math.round(hours * 100) / 100 },
    rest: withoutHours(text),
    isByPeriod: says([...words.perDay, ...words.perWeek, ...words.perMonth, ...words.perFortnight]),
  };
}

/** The unit that follows a number, at most one word further on: "3 full days", but "4 per week" has none. */
function spanOf(group: NumberGroup, tokens: readonly string[], words: Understanding): Span[] {
  const periods = [...words.perDay, ...words.perWeek, ...words.perMonth];
  if (isSaidNext(periods, tokens.slice(group.end))) return [];
  for (const at of [group.end, group.end + 1]) {
    const token = tokens[at];
    if (token === undefined || valueOf(token, words) !== undefined) return [];
    const unit = unitOf(token, words);
    if (unit !== undefined) return [{ ...group, end: at + 1, unit }];
  }
  return [];
}

/** "Tuesdays and Thursdays from eight to ten": two times of the day, on each day that is named. */
function clockHours(
  tokens: readonly string[],
  groups: readonly NumberGroup[],
  days: number,
  words: Understanding,
): number | undefined {
  const { before, after } = words.clock;
  const isDaily = isSaid(words.perDay, tokens);
  const group = groups.find(({ start, end }) => {
    const isTimeOfDay = after.includes(tokens[end] ?? "");
    return isTimeOfDay || (before.includes(tokens[start - 1] ?? "") && (days > 0 || isDaily));
  });
  if (!group) return undefined;
  const from = valueOf(tokens[group.start], words) ?? 0;
  const until = valueOf(tokens[group.end - 1], words) ?? 0;
  if (spanOf(group, tokens, words).length > 0 || until <= from) return undefined;
  return (until - from) * (isDaily ? WORKING_DAYS : Math.max(days, 1));
}

/** "Sunday afternoons": no number at all, but a day and a part of it. */
function wholeParts(
  tokens: readonly string[],
  groups: readonly NumberGroup[],
  days: number,
  words: Understanding,
): number | undefined {
  if (days === 0 || groups.some(({ isArticle }) => !isArticle)) return undefined;
  const unit = tokens
    .map((token) => unitOf(token, words) ?? 0)
    .find((hours) => hours > 1 && hours < LONGEST_STRICT_UNIT);
  return unit === undefined ? undefined : unit * days;
}

/** How many different days of the week are named. */
function weekdaysIn(tokens: readonly string[], words: Understanding): number {
  return words.weekdays.filter((names) => names.some((name) => tokens.includes(normalise(name))))
    .length;
}

function isSaid(phrases: readonly string[], tokens: readonly string[]): boolean {
  const said = ` ${tokens.filter((token) => token !== "-").join(" ")} `;
  return phrases.some((phrase) => said.includes(` ${normalise(phrase)} `));
}

/** Whether the very next words are one of the phrases. */
function isSaidNext(phrases: readonly string[], tokens: readonly string[]): boolean {
  const said = `${tokens.join(" ")} `;
  return phrases.some((phrase) => said.startsWith(`${normalise(phrase)} `));
}

/** Adds what belongs to it: "2 hours 30 minutes", "an hour and a half", "1h30". */
function totalOf(
  first: Span,
  spans: readonly Span[],
  groups: readonly NumberGroup[],
  tokens: readonly string[],
): number {
  const own = first.value * first.unit;
  const smaller = spans.find(
    (span) =>
      span.start >= first.end &&
      span.start <= first.end + 1 &&
      span.unit < first.unit &&
      !span.isArticle,
  );
  if (smaller) return own + smaller.value * smaller.unit;
  const loose = groups.find(({ start }) => start >= first.end && start <= first.end + 1);
  if (!loose || spans.some(({ start }) => start === loose.start)) return own;
  if (loose.value < 1) return own + loose.value * first.unit;
  const isClock =
    loose.start === first.end && first.unit === 1 && /^\d\d$/u.test(tokens[loose.start] ?? "");
  return isClock ? own + loose.value / 60 : own;
}

/** How often a week: "twice", "3 times". */
function timesIn(
  tokens: readonly string[],
  groups: readonly NumberGroup[],
  words: Understanding,
): number {
  const said = tokens.find((token) => Object.hasOwn(words.often, token));
  if (said !== undefined) return words.often[said] ?? 1;
  return groups.find((group) => isTimes(group, tokens, words))?.value ?? 1;
}

function isTimes({ end }: NumberGroup, tokens: readonly string[], words: Understanding): boolean {
  return words.times.some((word) => normalise(word) === tokens[end]);
}

function unitOf(token: string, words: Understanding): number | undefined {
  return words.units.find((unit) => unit.words.some((word) => normalise(word) === token))?.hours;
}

function withoutHours(text: string): string {
  return text
    .replace(
      /(?:about |~)?\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+)?\s*(?:h|hrs?|hours?|days?)(?!\p{L})/iu,
      " ",
    )
    .trim();
}
