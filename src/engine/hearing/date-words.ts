import { z } from "zod";
import { DAY_MS, lastOf } from "./calendar.ts";
import { normalise } from "./text.ts";

const phrases = z.array(z.string().min(1)).default([]);

/** How one language speaks of days. The names of months and weekdays come from `Intl`. */
export const dateWordsSchema = z
  .strictObject({
    /** Days counted from today: tomorrow 1. */
    days: z.record(z.string(), z.number().int()).default({}),
    day: phrases,
    week: phrases,
    fortnight: phrases,
    month: phrases,
    /** Before a stretch of time: in, within. */
    in: phrases,
    /** Behind it: from now. */
    fromNow: phrases,
    /** Before a weekday, week or month: the one after this. */
    next: phrases,
    /** Before a week or month: its last day. */
    end: phrases,
    /** Times of the day by name, in hours: noon 12. */
    times: z.record(z.string(), z.number().min(0).max(23)).default({}),
    /** Behind the number of a day: st, nd, rd, th. */
    dayEnds: phrases,
    /** Words around a day that say nothing: on, the, by. */
    around: phrases,
  })
  .prefault({});

/** The words of one language for days, in normal form. */
export interface DateWords {
  readonly days: ReadonlyMap<string, number>;
  /** Days in one of each unit; a month is counted in months. */
  readonly units: ReadonlyMap<string, { readonly days: number } | { readonly months: number }>;
  readonly week: ReadonlySet<string>;
  readonly month: ReadonlySet<string>;
  readonly in: ReadonlySet<string>;
  readonly fromNow: ReadonlySet<string>;
  readonly next: ReadonlySet<string>;
  readonly end: ReadonlySet<string>;
  readonly dayEnds: ReadonlySet<string>;
  readonly times: ReadonlyMap<string, number>;
  /** The hour from which each half of the day counts, by its name behind a time: "am" 0, "pm" 12. */
  readonly halves: ReadonlyMap<string, number>;
  readonly around: ReadonlySet<string>;
  /** From 0 for January. */
  readonly months: ReadonlyMap<string, number>;
  /** From 0 for Sunday. */
  readonly weekdays: ReadonlyMap<string, number>;
}

/** Prepares the words of one language for days. */
export function createDateWords(
  locale: string,
  written: z.infer<typeof dateWordsSchema>,
): DateWords {
  const units = [
    [written.day, { days: 1 }],
    [written.week, { days: 7 }],
    [written.fortnight, { days: 14 }],
    [written.month, { months: 1 }],
  ] as const;
  return {
    days: new Map(Object.entries(written.days).map(([word, days]) => [normalise(word), days])),
    units: new Map(
      units.flatMap(([words, unit]) => words.map((word) => [normalise(word), unit] as const)),
    ),
    week: set(written.week),
    month: set(written.month),
    in: set(written.in),
    fromNow: set(written.fromNow),
    next: set(written.next),
    end: set(written.end),
    dayEnds: set(written.dayEnds),
    times: new Map(Object.entries(written.times).map(([word, hour]) => [normalise(word), hour])),
    halves: halvesOf(locale),
    around: set(written.around),
    months: namesOf(locale, "month", MONTHS),
    weekdays: namesOf(locale, "weekday", WEEKDAYS),
  };
}

function set(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => normalise(word)));
}

function halvesOf(locale: string): ReadonlyMap<string, number> {
  const format = new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    hour12: true,
    timeZone: "UTC",
  });
  const nameAt = (hour: number) =>
    format.formatToParts(hour * HOUR_MS).find(({ type }) => type === "dayPeriod")?.value ?? "";
  return new Map([0, 12].map((hour) => [normalise(nameAt(hour)), hour]));
}

const HOUR_MS = DAY_MS / 24;
const MONTHS = Array.from({ length: 12 }, (_, at) => (lastOf(2024, at - 1) + 1) * DAY_MS);
/** The first of September 2024 was a Sunday. */
const WEEKDAYS = Array.from({ length: 7 }, (_, at) => (lastOf(2024, 7) + 1 + at) * DAY_MS);
/** A shorter beginning of a name may be another word. */
const BEGINNING_CHARS_MIN = 3;

/** Names, long and short, alone and beside a day, and their beginnings: "sept". What begins several is none. */
function namesOf(
  locale: string,
  part: "month" | "weekday",
  dates: readonly number[],
): ReadonlyMap<string, number> {
  const found = new Map<string, Set<number>>();
  const add = (word: string, at: number) => found.set(word, (found.get(word) ?? new Set()).add(at));
  const whole = new Map<string, number>();
  for (const length of ["long", "short"] as const)
    for (const beside of [{}, { day: "numeric" }] as const) {
      const format = new Intl.DateTimeFormat(locale, {
        [part]: length,
        ...beside,
        timeZone: "UTC",
      });
      for (const [at, date] of dates.entries()) {
        const said = format.formatToParts(date).find(({ type }) => type === part)?.value ?? "";
        const name = normalise(said);
        if (name !== "") whole.set(name, at);
        for (let end = BEGINNING_CHARS_MIN; end < name.length; end += 1)
          add(name.slice(0, end), at);
      }
    }
  const beginnings = [...found].flatMap(([word, [at, ...more]]) =>
    at === undefined || more.length > 0 ? [] : [[word, at] as const],
  );
  return new Map([...beginnings, ...whole]);
}
