import { DAY_MS, weekdayOf } from "./calendar.ts";
import type { DayFault, Found, Today } from "./calendar.ts";
import { readDigits, readNamed, readNumbered } from "./dated.ts";
import { readDayAhead, readStretch } from "./days-ahead.ts";
import { normalise, toPlain } from "./text.ts";
import { toTokens } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** What a text says of a day, in ms since epoch: when it ends; the days it may mean, at least two; or why it names none. */
export type DayReading =
  | { readonly type: "day"; readonly at: number }
  | { readonly type: "several"; readonly days: readonly number[] }
  | { readonly type: "refused"; readonly why: DayFault };

const HOUR_MS = 60 * 60 * 1000;
/** When a day ends: never in the zone of the server, which nobody who reads the time knows. */
const DAY_ENDS_MS = 17 * HOUR_MS;
/** The last time that JavaScript can show, in ms since epoch. */
const TIME_MAX = 8.64e15;
const CLOCK =
  /(?:(?<=\d)T|,? )(?<hours>\d{1,2}):(?<minutes>\d{2})(?::(?<seconds>\d{2})(?:\.\d+)?)? ?(?:z|utc|gmt|(?<sign>[+-])(?<zoneHours>\d{2}):?(?<zoneMinutes>\d{2}))?$/iu;

/**
 * Reads a day or a stretch of time that lies ahead: "2026-12-11", "27 Nov", "next monday", "in two weeks", "5" (days), or
 * ms since epoch. A day ends at 17:00 UTC, or at the time that is named; in UTC unless its zone is named too.
 */
export function readDay(text: string, words: Words, now: number): DayReading {
  const plain = inDigits(toPlain(text).replaceAll(/\s+/gu, " ").trim(), words);
  const clock = CLOCK.exec(plain);
  const time = clock ? readClock(clock.groups ?? {}) : DAY_ENDS_MS;
  if (time === undefined) return { type: "refused", why: "unreadable" };
  const today = Math.floor(now / DAY_MS);
  const known = { now, words, today, time, hasTime: clock !== null };
  const isEpoch = /^\d{10,}$/u.test(plain);
  const found = isEpoch ? { at: [Number(plain)] } : findDays(plain.slice(0, clock?.index), known);
  if (typeof found === "string") return { type: "refused", why: found };
  const at = [...new Set(found.at)];
  if (at.some((one) => one > TIME_MAX)) return { type: "refused", why: "unreadable" };
  const ahead = at.filter((one) => one >= now);
  const [first, ...more] = found.allStand === true && ahead.length > 0 ? at : ahead;
  if (first === undefined) return { type: "refused", why: "past" };
  return more.length === 0
    ? { type: "day", at: first }
    : { type: "several", days: [first, ...more] };
}

const SPOKEN_CLOCK =
  /(?<=^|[ ,])(?:(?<hours>\d{1,2})(?::(?<minutes>\d{2}))? ?)?(?<word>\p{L}[\p{L}.]*)(?<zone> (?:utc|gmt))?$/iu;

/** "5 pm" and "noon" at the end of a text as 17:00 and 12:00. */
function inDigits(plain: string, { dates }: Words): string {
  const { hours, minutes = "00", word = "", zone = "" } = SPOKEN_CLOCK.exec(plain)?.groups ?? {};
  const normal = normalise(word.replaceAll(".", ""));
  const half = dates.halves.get(normal);
  const hour = hours === undefined ? dates.times.get(normal) : Number(hours);
  const isHalf =
    hours !== undefined && half !== undefined && Number(hours) >= 1 && Number(hours) <= 12;
  if (hour === undefined || (hours !== undefined && !isHalf)) return plain;
  const time = isHalf ? (hour % 12) + half : hour;
  return plain.replace(SPOKEN_CLOCK, `${String(time).padStart(2, "0")}:${minutes}${zone}`);
}

/** In ms since the day began in UTC; undefined for a time that no clock shows. */
function readClock(clock: Readonly<Record<string, string | undefined>>): number | undefined {
  const part = (name: string) => Number(clock[name] ?? 0);
  const isShown = part("hours") < 24 && part("minutes") < 60 && part("seconds") < 60;
  if (!isShown || part("zoneHours") > 14 || part("zoneMinutes") >= 60) return undefined;
  const zone = (part("zoneHours") * 60 + part("zoneMinutes")) * (clock["sign"] === "-" ? -1 : 1);
  return ((part("hours") * 60 + part("minutes") - zone) * 60 + part("seconds")) * 1000;
}

function findDays(said: string, known: Today): Found {
  const { dates, phrases } = known.words;
  const spaced = said.replaceAll(/,(?=\d{4}(?!\d))/gu, ", ");
  const all = toTokens(spaced);
  // "Thurs." is a short form.
  const isStop = (text: string, at: number) => text === "." && all[at - 1]?.type === "word";
  const tokens = all.filter(
    ({ normal, text }, at) =>
      !dates.around.has(normal) && !phrases.of.has(normal) && text !== "," && !isStop(text, at),
  );
  const weekday = dates.weekdays.get(tokens[0]?.normal ?? "");
  const rest = tokens.slice(1);
  if (weekday === undefined || rest.length === 0) return daysOf(spaced, tokens, known);
  // "Friday, 27 November": the day has to be that weekday.
  const found = daysOf(spaced, rest, known);
  if (typeof found === "string") return found;
  const at = found.at.filter((one) => weekdayOf((one - known.time) / DAY_MS) === weekday);
  return at.length === 0 ? "no-such-day" : { ...found, at };
}

function daysOf(said: string, tokens: readonly Token[], known: Today): Found {
  const text = said.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
  return (
    readDayAhead(tokens, known) ??
    readDigits(text, known) ??
    readNamed(tokens, known) ??
    readNumbered(tokens, known) ??
    readStretch(tokens, known) ??
    "unreadable"
  );
}
