import { toClauses } from "./clauses.ts";
import { isBare, isRightBare, phrasesEndAt } from "./bare-numbers.ts";
import { clockHours, shareOfTime, wholeWeek } from "./hour-clock.ts";
import { joined, perWeek, spanAt, summed, timesOf, weekdaysIn } from "./hour-spans.ts";
import type { Quantity, Text } from "./hour-spans.ts";
import { findMoney } from "./money.ts";
import { readNumbers } from "./numbers.ts";
import type { NumberGroup } from "./numbers.ts";
import { phrasesStartAt, saysAnyOf, saysNoTime } from "./phrases.ts";
import { ownGroups } from "./spent-hours.ts";
import { toPlain } from "./text.ts";
import { toTokens } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** What a text says about time, and where among the tokens; `end` is after the last. */
export interface Hours {
  /** Hours a week; where no period is named, as many hours as are named. */
  readonly amount: number;
  readonly start: number;
  readonly end: number;
  /** A period such as "a week" stands with it. */
  readonly isByPeriod: boolean;
  /** No unit stands with the number. */
  readonly isBare?: true;
  /** It was computed from something vaguer, such as a share of working time: it is asked about. */
  readonly isVague?: true;
}

/** "Less than two" is this much below two. */
const JUST_BELOW = 0.5;

/**
 * Reads the hours a week that answer the question for them: "3h", "half a day a week", "two evenings, an hour each",
 * "8 to 10 pm on Mondays", "full time", and a bare number.
 *
 * @returns undefined where nothing, or nothing certain, is said: months, a share, a time of day, a negative number.
 */
export function readHours(
  tokens: readonly Token[],
  groups: readonly NumberGroup[],
  words: Words,
): Hours | undefined {
  return readWhole({ tokens, groups: ownGroups(tokens, groups, words), words });
}

function readWhole(text: Text): Hours | undefined {
  const { tokens, groups, words } = text;
  const whole = { start: 0, end: tokens.length };
  const named = wholeWeek(text) ?? clockHours(text);
  if (named !== undefined) return { amount: rounded(named), ...whole, isByPeriod: true };
  const share = shareOfTime(text);
  if (share !== undefined)
    return { amount: rounded(share), ...whole, isByPeriod: true, isVague: true };
  // "Not a minute" names a unit, and means none.
  if (saysNoTime(tokens, words) && groups.every(({ isArticle }) => isArticle))
    return { amount: 0, ...whole, isByPeriod: true };
  // "None until the audit is over, then 5": nobody knows which counts.
  if (saysZero(text) && groups.some(({ isArticle, value }) => !isArticle && value > 0))
    return { amount: 0, ...whole, isByPeriod: true, isVague: true };
  const found = hoursWithUnit(text);
  if (found) return addedTo(found, text);
  // "Not a single one" names a number, and means none.
  if (saysNoTime(tokens, words)) return { amount: 0, ...whole, isByPeriod: true };
  const prices = findMoney(tokens, groups, words).filter(({ isSaid }) => isSaid);
  const isPrice = ({ start }: NumberGroup) =>
    prices.some((price) => start >= price.start && start < price.end);
  const bare = groups.filter((group) => isBare(group, text) && !isPrice(group));
  const [only] = bare;
  if (only !== undefined && isRightBare(bare, text)) {
    const less = saysAnyOf(words.phrases.less, tokens) ? Math.min(JUST_BELOW, only.value) : 0;
    const { start, end } = only;
    const one = { ...only, unit: 1, isPartOfDay: false };
    // "12 a month", "one a day".
    const amount = (only.value - less) * perWeek(one, text, false);
    return { amount: rounded(amount), start, end, isByPeriod: false, isBare: true };
  }
  if (groups.some(({ isArticle }) => !isArticle) && !saysZero(text)) return undefined;
  return saysZero(text) ? { amount: 0, ...whole, isByPeriod: true } : undefined;
}

/** Hours in a form have not more words and marks. */
const FIELD_TOKENS_MAX = 40;

/** "2 hours at work plus 3 at home": the second amount may have no unit, and whether both are meant is asked about. */
function addedTo(found: Hours, { tokens, groups, words }: Text): Hours {
  const more = groups.find(
    ({ start, isArticle, isNegative }) =>
      start >= found.end &&
      !isArticle &&
      !isNegative &&
      phrasesEndAt(words.phrases.plus, tokens, start),
  );
  return more ? { ...found, amount: found.amount + more.value, isVague: true } : found;
}

/** Reads hours where they are asked for, as in a form. */
export function readHoursIn(text: string, words: Words): number | undefined {
  const tokens = toTokens(toPlain(text)).slice(0, FIELD_TOKENS_MAX);
  return readHours(tokens, readNumbers(tokens, words.numerals), words)?.amount;
}

/**
 * Finds hours in a text about something else: only where a unit stands with the number.
 *
 * @returns What a course takes, or, by a period, what a person has.
 */
export function findHours(
  tokens: readonly Token[],
  groups: readonly NumberGroup[],
  words: Words,
): Hours | undefined {
  const text = { tokens, groups, words };
  const isLength = (group: NumberGroup) => {
    const span = spanAt(group, text);
    if (!span || words.counted.before.has(tokens[group.start - 1]?.normal ?? "")) return false;
    const isNoun = words.phrases.programmeNouns.has(tokens[span.end]?.normal ?? "");
    return !span.isPartOfDay || isNoun || isCountedInWeek(span, text);
  };
  return hoursWithUnit({ ...text, groups: groups.filter(isLength) });
}

/** "Two evenings a week": a part of the day that is counted by the week. */
function isCountedInWeek({ end }: Quantity, { tokens, words }: Text): boolean {
  return phrasesStartAt(words.phrases.perWeek, tokens, end);
}

function hoursWithUnit(text: Text): Hours | undefined {
  const { tokens, groups, words } = text;
  const spans = groups.flatMap((group) => spanAt(group, text) ?? []);
  const timed = spans.filter(({ unit, isPartOfDay }) => unit > 0 && !isPartOfDay && unit <= 1);
  const parts = spans.filter(({ isPartOfDay }) => isPartOfDay);
  const first = timed.find(({ isArticle }) => !isArticle) ?? timed[0] ?? parts[0];
  if (!first) return partsNamed(text);
  const { amount, end } = joined(first, timed, text);
  const loss = saysAnyOf(words.phrases.less, tokens) ? Math.min(JUST_BELOW, amount) : 0;
  const sum = summed(timed, text);
  const times = first.isPartOfDay ? 1 : timesOf(first, parts, text);
  const hours = sum ?? (amount - loss) * times * perWeek(first, text, times > 1);
  return {
    amount: rounded(hours),
    start: first.start,
    end,
    ...(isLoose(first, text) && { isVague: true as const }),
    isByPeriod:
      first.isPartOfDay ||
      times !== 1 ||
      sum !== undefined ||
      weekdaysIn(text) > 0 ||
      saysAnyOf(words.phrases.periods, tokens),
  };
}

/** "Sunday afternoons", "half a Saturday": a day, and a part of it or all of it, and no other number. */
function partsNamed(text: Text): Hours | undefined {
  const { tokens, groups, words } = text;
  const days = weekdaysIn(text);
  const [share, ...others] = groups.filter(({ isArticle }) => !isArticle);
  if (days === 0 || others.length > 0 || (share && share.value >= 1)) return undefined;
  const unit = tokens
    .map(({ normal }) => words.units.get(normal))
    .find((found) => found?.isPartOfDay === true);
  const named = { start: 0, end: tokens.length, isByPeriod: true } as const;
  if (unit) return share ? undefined : { amount: unit.hours * days, ...named };
  const isOften = saysAnyOf(words.phrases.perFortnight, tokens) ? 1 / 2 : 1;
  const amount = DAY_HOURS * days * (share?.value ?? 1) * isOften;
  return tokens.length <= DAYS_TOKENS_MAX ? { amount, ...named, isVague: true } : undefined;
}

/** Nobody knows how much of a day is meant: it is asked about. */
const DAY_HOURS = 8;
/** In a longer text a day says when something is. */
const DAYS_TOKENS_MAX = 6;

/** "3 days", "40 hours in total": nobody knows whether that is a week's. */
function isLoose(first: Quantity, { tokens, words }: Text): boolean {
  const isBySomething = saysAnyOf(words.phrases.periods, tokens);
  const isDays = first.isPartOfDay && (first.value > 1 || first.isArticle);
  const isWithin = words.phrases.within.has(tokens[first.start - 1]?.normal ?? "");
  return !isBySomething && (isDays || isWithin || saysAnyOf(words.phrases.inTotal, tokens));
}

function rounded(hours: number): number {
  return Math.round(hours * 100) / 100;
}

/** "Zero", "no time at all": as the first words of a clause, so that "my company pays nothing" says nothing about time. */
function saysZero({ tokens, words }: Text): boolean {
  return toClauses(tokens, words).some((clause) => {
    const own = clause.tokens.filter(
      ({ normal, type }) =>
        type !== "mark" && !words.fillers.has(normal) && !words.hedges.has(normal),
    );
    const isShort = own.length <= 4 || clause.start === 0;
    return (
      isShort &&
      ((phrasesStartAt(words.phrases.noTime, own, 0) &&
        !phrasesStartAt(words.phrases.noTimeTo, own, 0)) ||
        phrasesStartAt(words.phrases.zero, own, 0) ||
        saysNoTime(own, words))
    );
  });
}
