import type { AmountValue } from "../answers.ts";
import type { NumberGroup } from "./numbers.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** An amount of money and where it stands among the tokens; `end` is after the last. */
export interface Money {
  readonly value: AmountValue;
  readonly start: number;
  readonly end: number;
  /** A currency or a price word says that it is money. */
  readonly isSaid: boolean;
}

/** Amounts of money as one language writes them. Made once a language. */
export interface Currencies {
  /** Signs, codes and names in normal form, each with a code, or with the sign itself where several countries share it. */
  readonly names: ReadonlyMap<string, string>;
  /** Codes that are written in capitals alone, since "all" and "try" are words too. */
  readonly codes: ReadonlySet<string>;
  /** Signs of one character or more that are no words, longest first. */
  readonly signs: readonly string[];
}

/** Currencies with three decimals: "1.235" may be either. */
const THREE_DECIMALS = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

/**
 * Prepares the currencies of one language: what `Intl` knows of them, and the words that people use besides.
 *
 * @param named - Further names by code: "bucks", "quid".
 */
export function createCurrencies(
  locale: string,
  named: Readonly<Record<string, readonly string[]>>,
  normal: (word: string) => string,
): Currencies {
  const codes = Intl.supportedValuesOf("currency");
  const names = new Map<string, string>();
  const signs = new Map<string, Set<string>>();
  const display = new Intl.DisplayNames([locale], { type: "currency" });
  for (const code of codes) {
    for (const form of ["symbol", "narrowSymbol"] as const)
      for (const sign of signsOf(locale, code, form))
        signs.set(sign, (signs.get(sign) ?? new Set()).add(code));
    names.set(normal(display.of(code) ?? code), code);
  }
  for (const [sign, sharing] of signs) {
    const [only] = sharing;
    names.set(sign.toLowerCase(), sharing.size === 1 && only !== undefined ? only : sign);
  }
  for (const [code, words] of Object.entries(named))
    for (const word of words)
      names.set(/[^\p{L}\p{N} ]/u.test(word) ? word.toLowerCase() : normal(word), code);
  return {
    names,
    codes: new Set(codes),
    signs: [...names.keys()]
      .filter((name) => /[^\p{L}\p{N} ]/u.test(name))
      .toSorted((a, b) => b.length - a.length),
  };
}

function signsOf(
  locale: string,
  currency: string,
  currencyDisplay: "symbol" | "narrowSymbol",
): readonly string[] {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
  const sign = format.formatToParts(1).find(({ type }) => type === "currency")?.value ?? "";
  return sign === "" || sign === currency ? [] : [sign.replaceAll(/[\p{Cf}]/gu, "")];
}

/**
 * Finds the amounts of money in a text: numbers that touch a currency or a price word, or end in "k". Numbers that
 * belong to a name, a year, a time or a count are none.
 */
export function findMoney(
  tokens: readonly Token[],
  groups: readonly NumberGroup[],
  words: Words,
): readonly Money[] {
  return groups.flatMap((group) => moneyAt(tokens, group, words) ?? []);
}

function moneyAt(tokens: readonly Token[], group: NumberGroup, words: Words): Money | undefined {
  const before = currencyBefore(tokens, group.start, words);
  const after = currencyAfter(tokens, group.end, words);
  if (group.isArticle && (after === undefined || tokens[group.end]?.type !== "word"))
    return undefined;
  const currency = before ?? after;
  if (group.isNegative && before === undefined) return undefined;
  if (isGluedToName(tokens, group) && before === undefined) return undefined;
  const isCount = words.phrases.times.has(tokens[group.end]?.normal ?? "");
  if (isCount || (after === undefined && isOtherUnit(tokens, group, words))) return undefined;
  const isPriced = currency !== undefined || saysPrice(tokens, group, words);
  const isSaid = isPriced || group.isScaled;
  if (!isSaid && !standsAlone(tokens, group)) return undefined;
  if (isUnclear(tokens, group, currency?.id)) return undefined;
  if (before && after && before.id !== after.id && !isSameDollar(before.id, after.id))
    return undefined;
  if (isTorn(tokens, group.start) || isTorn(tokens, group.end + 1)) return undefined;
  const id = preciser(before?.id, after?.id);
  const amount = group.value * countBefore(tokens, before?.start ?? group.start, words);
  return {
    value: id === undefined ? { amount } : { amount, currency: id },
    start: Math.min(group.start, before?.start ?? group.start),
    end: Math.max(group.end, after?.end ?? group.end),
    isSaid,
  };
}

/** The digits after a mark that touches other digits: no number of their own. */
function isTorn(tokens: readonly Token[], start: number): boolean {
  const [before, mark, number] = [tokens[start - 2], tokens[start - 1], tokens[start]];
  const isMark = mark !== undefined && /^[.,]$/u.test(mark.text);
  const isNumbers = before?.type === "number" && number?.type === "number";
  return isMark && isNumbers && before.end === mark.start && mark.end === number.start;
}

/** "2 x 300", "3 instalments of 400": how often. */
function countBefore(tokens: readonly Token[], start: number, words: Words): number {
  const { times, instalments, of } = words.phrases;
  const isTimes = times.has(tokens[start - 1]?.normal ?? "");
  if (isTimes) return tokens[start - 2]?.value ?? 1;
  const isOf = of.has(tokens[start - 1]?.normal ?? "") || tokens[start - 1]?.text === "@";
  const at = isOf ? start - 2 : start - 1;
  if (!instalments.has(tokens[at]?.normal ?? "")) return 1;
  const number = [at - 1, at - 2]
    .map((before) => tokens[before])
    .find((token) => numberIn(token, words));
  return numberIn(number, words) ?? 1;
}

function numberIn(token: Token | undefined, { numerals }: Words): number | undefined {
  return token?.value ?? numerals.small.get(token?.normal ?? "");
}

/** "US $500" names it twice: the more precise one counts. */
function preciser(before: string | undefined, after: string | undefined): string | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  return /^[A-Z]{3}$/u.test(before) ? before : after;
}

function isSameDollar(one: string, other: string): boolean {
  return [one, other].some((id) => !/^[A-Z]{3}$/u.test(id));
}

interface CurrencyAt {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The longest currency whose last token stands right before a number. */
function currencyBefore(
  tokens: readonly Token[],
  start: number,
  words: Words,
): CurrencyAt | undefined {
  // "Rs.500": the point of an abbreviation.
  const until = tokens[start - 1]?.text === "." ? start - 1 : start;
  for (const length of [3, 2, 1]) {
    const found = currencyIn(tokens, until - length, until, words);
    if (found !== undefined) return { id: found, start: until - length, end: start };
  }
  return undefined;
}

/** The longest currency whose first token follows a number; ",-" or a hyphen may stand between. */
function currencyAfter(
  tokens: readonly Token[],
  end: number,
  words: Words,
): CurrencyAt | undefined {
  const [first, second] = [tokens[end]?.text, tokens[end + 1]?.text];
  const isRound = (first === "," || first === ".") && second === "-";
  const isTouching = tokens[end]?.start === tokens[end - 1]?.end;
  const from = isRound ? end + 2 : first === "-" && isTouching ? end + 1 : end;
  for (const length of [3, 2, 1]) {
    const found = currencyIn(tokens, from, from + length, words);
    if (found !== undefined) return { id: found, start: from, end: from + length };
  }
  return undefined;
}

function currencyIn(
  tokens: readonly Token[],
  start: number,
  end: number,
  { currencies }: Words,
): string | undefined {
  if (start < 0 || end > tokens.length) return undefined;
  const span = tokens.slice(start, end);
  const [first, last] = [span[0], span.at(-1)];
  if (!first || !last) return undefined;
  const isTouching = span.every((token, at) => at === 0 || span[at - 1]?.end === token.start);
  const joined = span.map(({ text }) => text).join("");
  if (isTouching && /[^\p{L}\p{N}]/u.test(joined)) {
    const sign = currencies.names.get(joined.toLowerCase());
    if (sign !== undefined) return sign;
  }
  if (span.some(({ type }) => type !== "word" && type !== "sign")) return undefined;
  if (span.length === 1 && currencies.codes.has(first.text)) return first.text;
  return currencies.names.get(
    span
      .map(({ normal }) => normal)
      .join(" ")
      .toLowerCase(),
  );
}

function isGluedToName(tokens: readonly Token[], group: NumberGroup): boolean {
  return tokens[group.start]?.isGlued === true;
}

/** What follows or precedes a number that is no money: "12 weeks", "level 2", "24/7", "2 x", "10 %", "3rd". */
function isOtherUnit(tokens: readonly Token[], group: NumberGroup, words: Words): boolean {
  const before = tokens[group.start - 1];
  const next = tokens[group.end];
  const afterHyphen = next?.text === "-" ? tokens[group.end + 1] : next;
  if (before !== undefined && words.counted.before.has(before.normal)) return true;
  const isUnit = (token: Token | undefined) =>
    token !== undefined && (words.counted.after.has(token.normal) || /^[%‰°#]$/u.test(token.text));
  return isUnit(next) || isUnit(afterHyphen) || before?.text === "#";
}

/** A price word right before it, with at most two small words between; a year is no price. */
function saysPrice(tokens: readonly Token[], group: NumberGroup, words: Words): boolean {
  if (isYear(tokens, group)) return false;
  const next = tokens[group.end];
  const isByPeriod = next?.text === "/" && words.units.has(tokens[group.end + 1]?.normal ?? "");
  if (isByPeriod || words.phrases.priceAfter.has(next?.normal ?? "")) return true;
  const before = tokens
    .slice(Math.max(0, group.start - 4), group.start)
    .toReversed()
    .filter(({ normal }) => !words.fillers.has(normal) && !words.phrases.about.has(normal));
  return words.phrases.priceWords.has(before[0]?.normal ?? "");
}

/** "AI diploma, 2400, mostly online": a number of two digits or more between marks, after something else was said. */
function standsAlone(tokens: readonly Token[], group: NumberGroup): boolean {
  const before = tokens[group.start - 1];
  const next = tokens[group.end];
  const digits = (tokens[group.start]?.text ?? "").replaceAll(/\D/gu, "");
  const isFigure = digits.length >= 2 && group.end === group.start + 1;
  return (
    isFigure &&
    !isYear(tokens, group) &&
    before !== undefined &&
    /^[,;:(]$/u.test(before.text) &&
    (next === undefined || /^[,;.)!?]$/u.test(next.text))
  );
}

/** "2026" without a currency is a year, and no price. */
function isYear(tokens: readonly Token[], { start, end, value }: NumberGroup): boolean {
  const text = tokens[start]?.text ?? "";
  return end === start + 1 && /^(?:19|20)\d\d$/u.test(text) && value === Number(text);
}

/** Three decimals or three digits of a thousand: nobody can tell. */
function isUnclear(
  tokens: readonly Token[],
  { start, end }: NumberGroup,
  currency: string | undefined,
): boolean {
  if (currency === undefined || !THREE_DECIMALS.has(currency)) return false;
  return tokens.slice(start, end).some(({ text }) => /[.,]\d{3}$/u.test(text));
}
