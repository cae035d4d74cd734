import { DAY_MS, endIn, endOf, lastOf, dateOf, weekdayOf } from "./calendar.ts";
import type { Found, Today } from "./calendar.ts";
import { readNumbers } from "./numbers.ts";
import type { Token } from "./tokens.ts";

const [SUNDAY, FRIDAY] = [0, 5];

/** Reads "tomorrow", "friday", "next monday" and "end of the month"; undefined for anything else. */
export function readDayAhead(tokens: readonly Token[], known: Today): Found | undefined {
  const { dates } = known.words;
  const normals = tokens.map(({ normal }) => normal);
  const days = dates.days.get(normals.join(" "));
  if (days !== undefined) return { at: [endOf(known.today + days, known)] };
  const [first = "", second = ""] = normals;
  const isNext = dates.next.has(first);
  const weekday = dates.weekdays.get(isNext ? second : first);
  if (weekday !== undefined && tokens.length === (isNext ? 2 : 1))
    return nextOnes(weekday, isNext, known);
  const length = dates.end.has(`${first} ${second}`) ? 2 : dates.end.has(first) ? 1 : 0;
  if (length === 0) return undefined;
  const skips = dates.next.has(normals[length] ?? "") ? 1 : 0;
  return lastDays(tokens.slice(length + skips), skips, known);
}

/**
 * The next such weekday. On that very weekday it may be today or in a week, and "next" may mean the one of this week or
 * of the week after, whichever day a week begins with: both are asked back then.
 */
function nextOnes(weekday: number, isNext: boolean, known: Today): Found {
  const { today } = known;
  const ahead = ((weekday - weekdayOf(today) + 6) % 7) + 1;
  const nearest = today + ahead;
  if (!isNext)
    return { at: (ahead === 7 ? [today, nearest] : [nearest]).map((day) => endOf(day, known)) };
  const fromSunday = weekdayOf(today) + ahead;
  const fromMonday = ((weekdayOf(today) + 6) % 7) + ahead;
  const isThisWeek = Math.min(fromSunday, fromMonday) <= 6;
  return { at: (isThisWeek ? [nearest, nearest + 7] : [nearest]).map((day) => endOf(day, known)) };
}

/** The last day of a month; of a week its Friday or its Sunday. */
function lastDays(tokens: readonly Token[], skips: number, known: Today): Found {
  const { dates } = known.words;
  const { today } = known;
  const [unit, year, ...rest] = tokens;
  const word = unit?.normal ?? "";
  const month = dates.months.get(word);
  if (month !== undefined && skips === 0 && rest.length === 0) {
    const isYear = year === undefined || /^\d{4}$/u.test(year.text);
    const said = year === undefined ? undefined : Number(year.text);
    const at = isYear ? endIn(said, (in_) => lastOf(in_, month), known) : undefined;
    return at === undefined ? "unreadable" : { at: [at] };
  }
  if (year !== undefined) return "unreadable";
  if (dates.month.has(word)) {
    const now = dateOf(today);
    return { at: [endOf(lastOf(now.year, now.month + skips), known)] };
  }
  if (!dates.week.has(word)) return "unreadable";
  const toFriday = FRIDAY - (weekdayOf(today) === SUNDAY ? 7 : weekdayOf(today));
  const friday = today + toFriday + skips * 7;
  return { at: [endOf(friday, known), endOf(friday + 2, known)] };
}

/** Reads a stretch of time from now: "5", "five days", "in two weeks", "a month from now"; undefined for anything else. */
export function readStretch(tokens: readonly Token[], known: Today): Found | undefined {
  const { dates, numerals } = known.words;
  const start = dates.in.has(tokens[0]?.normal ?? "") ? 1 : 0;
  const [group] = readNumbers(tokens, numerals).filter((one) => one.start >= start);
  const isMinus = group?.isNegative === true && group.start === start + 1;
  if (!group || group.low !== group.high || (group.start !== start && !isMinus)) return undefined;
  const digits = tokens.slice(group.start, group.end).filter(({ type }) => type === "number");
  // "15:00" and "3/4" are no counts.
  if (digits.some(({ text }) => !/^\d+(?:[.,]\d{1,2})?$/u.test(text))) return undefined;
  const unit = dates.units.get(tokens[group.end]?.normal ?? "");
  const after = tokens.slice(group.end + (unit ? 1 : 0)).map(({ normal }) => normal);
  if (after.length > 0 && !dates.fromNow.has(after.join(" "))) return undefined;
  const count = group.value * (isMinus ? -1 : 1);
  // What a bare number counts is days; "a" counts nothing by itself, and "3.4" may be a date.
  if (!unit && (group.isArticle || !Number.isInteger(count))) return undefined;
  const days = unit && "months" in unit ? monthsAhead(count, known) : count * (unit?.days ?? 1);
  if (days === undefined) return undefined;
  const { now, today, hasTime } = known;
  return { at: [hasTime ? endOf(today + Math.round(days), known) : now + days * DAY_MS] };
}

/** Days to the same day of a later month, or to its last. */
function monthsAhead(count: number, { today }: Today): number | undefined {
  if (!Number.isInteger(count)) return undefined;
  const { year, month, date } = dateOf(today);
  const before = lastOf(year, month + count - 1);
  return Math.min(before + date, lastOf(year, month + count)) - today;
}
