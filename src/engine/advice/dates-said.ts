import type { Conversation } from "../conversation.ts";
import type { Dialog } from "../dialog.ts";
import { DAY_MS, dateOf, dayOf, endIn, lastOf } from "../hearing/calendar.ts";
import { toPlain } from "../hearing/text.ts";
import { toTokens } from "../hearing/tokens.ts";
import type { Token } from "../hearing/tokens.ts";

/** A date as the person said it: a day, or a month where only that is known. */
export interface SaidDate {
  /** Days from today, to its beginning. */
  readonly days: number;
  /** When it is, ms since epoch. */
  readonly at: number;
  readonly isMonth: boolean;
}

/** What a date is looked for in: what has to be done by then, or when the use begins. */
const ABOUT = ["calendar", "later", "asks", "use"];
/** A month that has passed is rarely meant as the next one: "since October" in December. */
const AHEAD_DAYS_MAX = 300;

/** The first date that lies ahead in what the person said about the calendar, the demand or the use. */
export function daysAhead(
  dialog: Dialog,
  { clauses }: Conversation,
  now: number,
): SaidDate | undefined {
  for (const about of ABOUT)
    for (const clause of clauses ?? []) {
      const found = clause.about === about ? dateIn(dialog, clause.text, now) : undefined;
      if (found) return found;
    }
  return undefined;
}

/** The first day or month a text names that lies ahead. */
function dateIn(dialog: Dialog, text: string, now: number): SaidDate | undefined {
  const { dates } = dialog.words;
  const tokens = toTokens(toPlain(text));
  for (const [at, token] of tokens.entries()) {
    const month = dates.months.get(token.normal);
    // "May" is a month where it is written as one.
    if (month === undefined || !/^\p{Lu}/u.test(token.text)) continue;
    const found = dateAt(month, dayBeside(tokens, at, dates.dayEnds), now);
    if (found && found.days <= AHEAD_DAYS_MAX) return found;
  }
  return undefined;
}

/** "15 March", "15th of March" or "March 15". */
function dayBeside(
  tokens: readonly Token[],
  at: number,
  endings: ReadonlySet<string>,
): number | undefined {
  const before = tokens
    .slice(Math.max(0, at - 3), at)
    .toReversed()
    .find(({ normal, type }) => type === "number" || !(endings.has(normal) || normal === "of"));
  const after = tokens[at + 1];
  return [before, after].find(isDay)?.value;
}

function isDay(token: Token | undefined): boolean {
  const value = token?.type === "number" ? token.value : undefined;
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31;
}

function dateAt(month: number, day: number | undefined, now: number): SaidDate | undefined {
  const today = Math.floor(now / DAY_MS);
  const known = { now, today, time: DAY_MS - 1, hasTime: false };
  const end = endIn(
    undefined,
    (year) => (day === undefined ? lastOf(year, month) : dayOf(year, month, day)),
    known,
  );
  if (end === undefined) return undefined;
  const last = Math.floor(end / DAY_MS);
  const { date } = dateOf(last);
  const first = day === undefined ? last - date + 1 : last;
  return { days: Math.max(0, first - today), at: first * DAY_MS, isMonth: day === undefined };
}
