import type { AmountValue } from "./answers.ts";
import { readNumbers, toNumberTokens } from "./number-words.ts";
import { normalise } from "./words.ts";
import type { Understanding } from "./words.ts";

const NUMBER = /\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?/u;

/** A quantity found in a text, and the text without it. */
export interface Quantity {
  readonly value: AmountValue;
  readonly rest: string;
}

/**
 * Reads money as people write it: "1.2k", "$950", "950 euros", "1.200,50 €", "$400-500" as 450, "two thousand", "free".
 *
 * @returns Nothing when there is no number, or when `strict` and nothing says that the number is money.
 */
export function parseMoney(
  text: string,
  words: Understanding,
  strict = false,
): Quantity | undefined {
  const found = currencyIn(text, words);
  const thousand = `\\s*(?<thousand>(?:${words.thousand.map(escapePattern).join("|")})(?!\\p{L}))?`;
  const between = `(?:\\s*(?:[-–—]|${words.ranges.filter((word) => /\p{L}/u.test(word)).join("|")})\\s*[^\\s\\d]{0,3}(?<high>${NUMBER.source}))?`;
  const pattern = new RegExp(`(?<number>${NUMBER.source})${between}${thousand}`, "iu");
  const match = pattern.exec(text);
  if (!match?.groups) return moneyInWords(text, found, words, strict) ?? parseNothing(text, words);
  const isBare = !found && !match.groups["thousand"];
  if (strict && isBare && !isPriced(text, match, words)) return undefined;
  const low = toNumber(match.groups["number"] ?? "");
  const high = toNumber(match.groups["high"] ?? "");
  const amount = (high > low ? (low + high) / 2 : low) * (match.groups["thousand"] ? 1000 : 1);
  const value = found ? { amount, currency: found.id } : { amount };
  return { value, rest: withoutCurrency(text.replace(match[0], " "), found?.names ?? []) };
}

/** "Two thousand dollars", "a grand": only with a currency or a thousand, so that "one" stays a word. */
function moneyInWords(
  text: string,
  found: Currency | undefined,
  words: Understanding,
  strict: boolean,
): Quantity | undefined {
  const tokens = toNumberTokens(text);
  const groups = readNumbers(tokens, words);
  const isThousand = ({ end }: { readonly end: number }) =>
    words.thousand.includes(tokens[end] ?? "");
  const group = groups.find(isThousand) ?? groups.find(({ isArticle }) => !isArticle);
  // "Half" alone is a share of something, not an amount.
  if (!group || (group.value < 1 && !isThousand(group))) return undefined;
  if (strict && !found && !isThousand(group)) return undefined;
  const amount = group.value * (isThousand(group) ? 1000 : 1);
  return { value: found ? { amount, currency: found.id } : { amount }, rest: "" };
}

/** A bare number is a price after a mark or a price word only: "ML 101" and "AZ-900" are names. */
function isPriced(text: string, match: RegExpExecArray, words: Understanding): boolean {
  const before = text.slice(0, match.index);
  const priceWord = new RegExp(`(?:^|\\s)(?:${words.priceWords.join("|") || "–"})\\s*$`, "iu");
  return /\d{3}/u.test(match[0]) && (/[,;:(]\s*$/u.test(before) || priceWord.test(before));
}

interface Currency {
  readonly id: string;
  readonly names: readonly string[];
}

/** The currency whose name in the text is longest: "A$" is not "$". */
function currencyIn(text: string, words: Understanding): Currency | undefined {
  const low = text.toLowerCase();
  const named = Object.entries(words.currencies).flatMap(([id, names]) =>
    names.filter((name) => hasWord(low, name)).map((name) => ({ id, names, length: name.length })),
  );
  return named.toSorted((a, b) => b.length - a.length)[0];
}

/** Reads a plain number, in digits or as a word. */
export function parseNumber(text: string, words: Understanding): Quantity | undefined {
  const match = NUMBER.exec(text);
  if (match)
    return { value: { amount: toNumber(match[0]) }, rest: text.replace(match[0], " ").trim() };
  const amount = readNumbers(toNumberTokens(text), words)[0]?.value;
  return amount === undefined ? undefined : { value: { amount }, rest: "" };
}

/** An amount of nothing: "free", "none". */
export function parseNothing(text: string, words: Understanding): Quantity | undefined {
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

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
