import type { Words } from "./words.ts";

/** Why a text names no day. */
export type DayFault = "unreadable" | "no-such-day" | "past" | "short-year";

/** Times a text may mean, in ms since epoch, or why none. Where all stand, they are asked back even if one is over. */
export type Found = { readonly at: readonly number[]; readonly allStand?: boolean } | DayFault;

/** What days are read by. */
export interface Today {
  readonly now: number;
  readonly words: Words;
  /** In days since epoch. */
  readonly today: number;
  /** The time of the clock that a day means, in ms since it began in UTC. */
  readonly time: number;
  /** The text names that time. */
  readonly hasTime: boolean;
}

/** Milliseconds in a day. UTC has no longer and no shorter ones. */
export const DAY_MS = 24 * 60 * 60 * 1000;
/** A leap day may be eight years away. */
const YEARS_AHEAD = 8;

/** A day of the calendar in days since epoch, months from 0; undefined when there is no such day. */
export function dayOf(year: number, month: number, day: number): number | undefined {
  if (!Number.isInteger(day) || month < 0 || month > 11 || day < 1) return undefined;
  const found = firstOf(year, month) + day - 1;
  return found <= lastOf(year, month) ? found : undefined;
}

/** The last day of a month, in days since epoch. Months go on counting past a year. */
export function lastOf(year: number, month: number): number {
  return firstOf(year, month + 1) - 1;
}

/**
 * The first day of a month, in days since epoch. A year is counted from March here, so that a leap day ends it, and its
 * months are 30.6 days long but for their fractions. https://howardhinnant.github.io/date_algorithms.html#days_from_civil
 */
function firstOf(year: number, month: number): number {
  const months = month - MARCH;
  const from = year + Math.floor(months / 12);
  const inYear = ((months % 12) + 12) % 12;
  const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
  return from * 365 + leapDays + Math.floor((153 * inYear + 2) / 5) - DAYS_TO_EPOCH;
}

const MARCH = 2;
/** From the first of March of the year 0. */
const DAYS_TO_EPOCH = 719_468;

/** The date of a day, its month from 0. */
export function dateOf(day: number): {
  readonly year: number;
  readonly month: number;
  readonly date: number;
} {
  const guess = Math.floor(day / 365.2425) + 1970;
  const year =
    firstOf(guess, 0) > day ? guess - 1 : firstOf(guess + 1, 0) <= day ? guess + 1 : guess;
  let month = 0;
  while (lastOf(year, month) < day) month += 1;
  return { year, month, date: day - firstOf(year, month) + 1 };
}

/** Days since the last Sunday. The epoch was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

/** When a day is over, in ms since epoch. */
export function endOf(day: number, { time }: Pick<Today, "time">): number {
  return day * DAY_MS + time;
}

/** When a day of a year is over, or of the next year in which it lies ahead; undefined when there is no such day. */
export function endIn(
  year: number | undefined,
  dayIn: (year: number) => number | undefined,
  known: Omit<Today, "words">,
): number | undefined {
  if (year !== undefined) {
    const day = dayIn(year);
    return day === undefined ? undefined : endOf(day, known);
  }
  const from = dateOf(known.today).year;
  for (let next = from; next <= from + YEARS_AHEAD; next += 1) {
    const day = dayIn(next);
    if (day !== undefined && endOf(day, known) >= known.now) return endOf(day, known);
  }
  return undefined;
}
