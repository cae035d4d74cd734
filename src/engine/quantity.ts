import type { AmountValue } from "./answers.ts";
import { normalise } from "./words.ts";
import type { Understanding } from "./words.ts";

const NUMBER = /\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?/u;
const HOURS_PATTERN_SPACES = / +/u;

/** A quantity found in a text, and the text without it. */
export interface Quantity {
  readonly value: AmountValue;
  readonly rest: string;
}

/**
 * Reads money as people write it: "1.2k", "$950", "950 euros", "1.200,50 €", "free".
 *
 * @returns Nothing when there is no number, or when `strict` and nothing says that the number is money.
 */
export function parseMoney(
  text: string,
  words: Understanding,
  strict = false,
): Quantity | undefined {
  const found = Object.entries(words.currencies).find(([, names]) =>
    names.some((name) => hasWord(text, name)),
  );
  const thousand = words.thousand.map(escapePattern).join("|");
  const pattern = new RegExp(
    `(?<number>${NUMBER.source})\\s*(?<thousand>(?:${thousand})(?![\\p{L}]))?`,
    "iu",
  );
  const match = pattern.exec(text);
  if (!match?.groups) return parseNothing(text, words);
  const bare = Number(match.groups["number"]?.length) > 0 && match.groups["thousand"] === undefined;
  if (strict && !found && bare && !/\d{3}/u.test(match[0])) return undefined;
  const amount = toNumber(match.groups["number"] ?? "") * (match.groups["thousand"] ? 1000 : 1);
  const value = found ? { amount, currency: found[0] } : { amount };
  return { value, rest: withoutCurrency(text.replace(match[0], " "), found?.[1] ?? []) };
}

/**
 * Reads hours as people write them: "3h", "half a day a week", "two hours", "30 min", "2-4", "an hour a day".
 *
 * @returns Nothing when there is no number, or when `strict` and no unit.
 */
export function parseHours(
  text: string,
  words: Understanding,
  strict = false,
): Quantity | undefined {
  const tokens = normalise(spaced(text)).split(HOURS_PATTERN_SPACES);
  const unitAt = tokens.findIndex((token) => unitOf(token, words) !== undefined);
  if (strict && unitAt < 0) return undefined;
  const unit = unitAt < 0 ? 1 : (unitOf(tokens[unitAt] ?? "", words) ?? 1);
  const amount =
    rangeMiddle(text) ?? numberWord(unitAt < 0 ? tokens : tokens.slice(0, unitAt), words);
  if (amount === undefined) return strict ? undefined : parseNothing(text, words);
  const daily = words.perDay.some((phrase) =>
    ` ${tokens.join(" ")} `.includes(` ${normalise(phrase)} `),
  );
  const hours = amount * unit * (daily && unit <= 1 ? WORKING_DAYS : 1);
  return { value: { amount: Math.round(hours * 100) / 100 }, rest: withoutHours(text) };
}

const WORKING_DAYS = 5;

/** Reads a plain number, in digits or as a word. */
export function parseNumber(text: string, words: Understanding): Quantity | undefined {
  const match = NUMBER.exec(text);
  if (match)
    return { value: { amount: toNumber(match[0]) }, rest: text.replace(match[0], " ").trim() };
  const amount = numberWord(normalise(text).split(" "), words);
  return amount === undefined ? undefined : { value: { amount }, rest: "" };
}

function parseNothing(text: string, words: Understanding): Quantity | undefined {
  const normal = ` ${normalise(text)} `;
  return words.zero.some((word) => normal.includes(` ${normalise(word)} `))
    ? { value: { amount: 0 }, rest: "" }
    : undefined;
}

/** "1,200" and "1.200" are thousands, "1,5" and "1.5" are decimals: three digits after a mark make a thousand. */
function toNumber(digits: string): number {
  const grouped = /^\d{1,3}(?:[ .,'’]\d{3})+/u.exec(digits);
  if (!grouped) return Number(digits.replace(",", "."));
  const whole = grouped[0].replaceAll(/\D/gu, "");
  return Number(`${whole}.${digits.slice(grouped[0].length + 1) || "0"}`);
}

function rangeMiddle(text: string): number | undefined {
  const match =
    /(?<low>\d+(?:[.,]\d+)?)\s*(?:h|hours?)?\s*(?:-|–|to)\s*(?<high>\d+(?:[.,]\d+)?)/iu.exec(text);
  if (match?.groups)
    return (toNumber(match.groups["low"] ?? "") + toNumber(match.groups["high"] ?? "")) / 2;
  const single = NUMBER.exec(text);
  return single ? toNumber(single[0]) : undefined;
}

/** The last number word: "half a day" is a half, "an hour and a half" is not worth a grammar. */
function numberWord(tokens: readonly string[], words: Understanding): number | undefined {
  const values = tokens.flatMap((token) =>
    Object.hasOwn(words.numbers, token) ? [words.numbers[token] ?? 0] : [],
  );
  return values.length === 0 ? undefined : values.reduce((product, value) => product * value, 1);
}

function unitOf(token: string, words: Understanding): number | undefined {
  return words.units.find((unit) => unit.words.some((word) => normalise(word) === token))?.hours;
}

function spaced(text: string): string {
  return text.replaceAll(/(?<=\d)(?=\p{L})/gu, " ");
}

function hasWord(text: string, name: string): boolean {
  return /^\p{L}+$/u.test(name)
    ? new RegExp(`(?<!\\p{L})${escapePattern(name)}(?!\\p{L})`, "iu").test(text)
    : text.includes(name);
}

function withoutCurrency(text: string, names: readonly string[]): string {
  const longest = names.toSorted((a, b) => b.length - a.length);
  return longest
    .reduce((rest, name) => rest.replace(new RegExp(escapePattern(name), "iu"), " "), text)
    .trim();
}

function withoutHours(text: string): string {
  return text
    .replace(
      /(?:about |~)?\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+)?\s*(?:h|hrs?|hours?)(?!\p{L})/iu,
      " ",
    )
    .trim();
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
