import { dayOf, endIn, endOf, dateOf } from "./calendar.ts";
import type { Found, Today } from "./calendar.ts";
import { readNumbers } from "./numbers.ts";
import type { Token } from "./tokens.ts";

/** 2026-12-11: the year stands first, and nobody puts the day before the month then. */
const YEAR_FIRST = /^(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})$/u;
/** "12/11/2026", "3.4.", "12/11": day and month in either order. A lone "3.4" may be a number, "5-7" a range. */
const YEAR_LAST =
  /^(?<one>\d{1,2})(?:(?<mark>[-/.])(?<other>\d{1,2})\k<mark>(?<year>\d{1,4})|\/(?<slashed>\d{1,2})|\.(?<dotted>\d{1,2})\.)$/u;

/** Reads a date of digits alone; undefined for anything else. */
export function readDigits(text: string, known: Today): Found | undefined {
  const first = YEAR_FIRST.exec(text)?.groups;
  if (first) {
    const { year, month, day } = first;
    const found = dayOf(Number(year), Number(month) - 1, Number(day));
    return found === undefined ? "no-such-day" : { at: [endOf(found, known)] };
  }
  const last = YEAR_LAST.exec(text)?.groups;
  if (!last) return undefined;
  const one = Number(last["one"]);
  const other = Number(last["other"] ?? last["slashed"] ?? last["dotted"]);
  const year = readYear(last["year"]);
  if (typeof year === "string") return year;
  const at = [
    endIn(year, (in_) => dayOf(in_, one - 1, other), known),
    endIn(year, (in_) => dayOf(in_, other - 1, one), known),
  ].filter((end) => end !== undefined);
  return at.length === 0 ? "no-such-day" : { at, allStand: true };
}

/** A year as it is written; absent where none is. */
function readYear(digits: string | undefined): number | undefined | "short-year" | "unreadable" {
  if (digits === undefined) return undefined;
  if (digits.length <= 2) return "short-year";
  return digits.length === 4 ? Number(digits) : "unreadable";
}

/** Reads a day and a month by name, in any order, with a year or the next such day; undefined where no month is named. */
export function readNamed(tokens: readonly Token[], known: Today): Found | undefined {
  const { dates, numerals } = known.words;
  const position = tokens.findIndex(({ normal }) => dates.months.has(normal));
  const month = dates.months.get(tokens[position]?.normal ?? "");
  const isEnd = ({ normal }: Token, at: number) =>
    dates.dayEnds.has(normal) && tokens[at - 1]?.type === "number";
  if (month === undefined) return undefined;
  const counted = tokens.filter(
    (token, at) => at !== position && !/^[-./,']$/u.test(token.text) && !isEnd(token, at),
  );
  const groups = readNumbers(counted, numerals);
  const isWhole = groups.reduce((sum, { start, end }) => sum + end - start, 0) === counted.length;
  if (!isWhole || groups.some(({ low, high }) => low !== high)) return "unreadable";
  const isYearFirst = groups.length === 2 && (groups[0]?.value ?? 0) > 31;
  const [day, yearSaid, ...more] = (isYearFirst ? groups.toReversed() : groups).map(
    ({ value }) => value,
  );
  if (day === undefined || day > 99 || more.length > 0) return "unreadable";
  const year = readYear(yearSaid === undefined ? undefined : String(yearSaid));
  if (typeof year === "string") return year;
  const at = endIn(year, (in_) => dayOf(in_, month, day), known);
  return at === undefined ? "no-such-day" : { at: [at] };
}

/** Reads a day of a month that is not named: "27th"; the next such day. */
export function readNumbered(tokens: readonly Token[], known: Today): Found | undefined {
  const [number, ending, ...rest] = tokens;
  const isNumbered =
    number?.type === "number" && known.words.dates.dayEnds.has(ending?.normal ?? "");
  if (!isNumbered || rest.length > 0) return undefined;
  const { year, month } = dateOf(known.today);
  for (let ahead = 0; ahead < 12; ahead += 1) {
    const day = dayOf(
      year + Math.floor((month + ahead) / 12),
      (month + ahead) % 12,
      number.value ?? 0,
    );
    if (day !== undefined && endOf(day, known) >= known.now) return { at: [endOf(day, known)] };
  }
  return "no-such-day";
}
