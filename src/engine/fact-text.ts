import type { CatalogueEntry, CatalogueFact, FactAge, Fee, HourSpan } from "./catalogue.ts";
import { dayOf } from "./hearing/calendar.ts";
import { priceText } from "./money-text.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
/** A fact is fresh for a quarter, unless a catalogue says otherwise. */
const FRESH_DAYS = 92;

/**
 * Says how old a fact is.
 *
 * @param checked - "2026-08-19", "2026-08" or "2026"; a month or a year counts from its first day: too old rather than too new.
 * @param at - The time of asking, in ms since epoch.
 * @param freshDays - For how many days a fact counts as fresh.
 */
export function ageOf(checked: string | undefined, at: number, freshDays = FRESH_DAYS): FactAge {
  if (checked === undefined) return "undated";
  const days = Math.floor((at - startOf(checked)) / DAY_MS);
  if (days <= freshDays) return "fresh";
  return days <= YEAR_DAYS ? "old" : "very-old";
}

/** A fact with its age: "100 USD (19 Aug 2026)", "100 USD in Aug 2026, may have changed". */
export function factText({ value, checked, age }: Omit<CatalogueFact, "note" | "url">): Text {
  return agedText(valueText(value), checked, age);
}

/** Any words about a fact with their age. */
export function agedText(value: Text, checked: string | undefined, age: FactAge): Text {
  if (checked === undefined || age === "undated") return say("fact.undated", { value });
  // Beside words of doubt the month is exact enough.
  const shown = age === "fresh" ? checked : checked.slice(0, MONTH_CHARS);
  return say(`fact.${age}`, { value, checked: checkedText(shown) });
}

const MONTH_CHARS = "2026-08".length;

/** When a fact was checked: "19 Aug 2026", "Aug 2026" or "2026". */
function checkedText(checked: string): Text {
  const [, month, day] = checked.split("-");
  const precision = day === undefined ? (month === undefined ? "year" : "month") : "day";
  return say(`fact.checked.${precision}`, { date: startOf(checked) });
}

/** What a fact says, without its age. */
export function valueText(value: CatalogueFact["value"]): Text {
  if (typeof value === "string") return say("fact.words", { words: value });
  return "currency" in value ? feeText(value) : hoursText(value);
}

/** What an entry costs, with its age, or that nobody knows. */
export function entryPriceText({ shown }: CatalogueEntry): Text {
  return shown.price ? factText(shown.price) : say("fact.price-unknown");
}

/** The most that a fee may come to: the safe number for somebody about to pay. */
export function highestOf({ amount, upTo }: Fee): number {
  return upTo ?? amount;
}

function feeText({ amount, upTo, currency, per, isAgreed }: Fee): Text {
  const top = priceText({ amount: upTo ?? amount, currency });
  const range = upTo === undefined ? top : say("fact.range", { from: amount, to: top });
  const fee = per === undefined ? range : say("fact.monthly", { price: range });
  return isAgreed ? say("fact.agreed", { price: fee }) : fee;
}

function hoursText({ from, to }: HourSpan): Text {
  if (to === undefined) return say("fact.hours.at-least", { from });
  return from === to ? say("fact.hours.exactly", { from }) : say("fact.hours.span", { from, to });
}

/** The first moment of a day, a month or a year, ms since epoch; the file was read, so that it is a date. */
function startOf(checked: string): number {
  const [year = 0, month = 1, day = 1] = checked.split("-").map(Number);
  return (dayOf(year, month - 1, day) ?? 0) * DAY_MS;
}
