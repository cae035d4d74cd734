import type { AmountValue } from "../answers.ts";
import { findMoney } from "./money.ts";
import { readNumbers } from "./numbers.ts";
import { toPlain } from "./text.ts";
import { toTokens } from "./tokens.ts";
import type { Words } from "./words.ts";

/**
 * Reads an amount where one is asked for, as in a form.
 *
 * @param dollar - The currency that "$" and "dollars" mean here.
 * @returns undefined when the text says anything else besides: "-5 USD", "2 x 300", "15 % of 900", "300 USD a month".
 */
export function readMoney(text: string, words: Words, dollar: string): AmountValue | undefined {
  const tokens = toTokens(apart(toPlain(text), words));
  if (tokens.length > FIELD_TOKENS_MAX) return undefined;
  const groups = readNumbers(tokens, words.numerals);
  const [found, second] = findMoney(tokens, groups, words);
  const bare = groups.filter(({ isArticle }) => !isArticle);
  const [only] = bare;
  if (second || bare.length > 1 || tokens.some(({ normal }) => words.phrases.times.has(normal)))
    return undefined;
  // "Half" and "a quarter" are shares of something, and no amount.
  const isShare = only !== undefined && only.value > 0 && only.value < 1;
  const span =
    found ??
    (!isShare && only?.isNegative === false
      ? { ...only, value: { amount: only.value } }
      : undefined);
  const said = (at: number) =>
    words.phrases.priceWords.has(tokens[at]?.normal ?? "") ||
    words.phrases.about.has(tokens[at]?.normal ?? "") ||
    words.fillers.has(tokens[at]?.normal ?? "");
  const rest = [...tokens.keys()].filter(
    (at) => span === undefined || at < span.start || at >= span.end,
  );
  if (span === undefined) {
    const isZero = rest.every((at) => words.phrases.zero.has(tokens[at]?.normal ?? "") || said(at));
    return isZero && tokens.length > 0 ? { amount: 0 } : undefined;
  }
  const isGlued = tokens[span.start]?.isGlued === true;
  if (isGlued || !rest.every((at) => said(at) || /^[.,;!]$/u.test(tokens[at]?.text ?? "")))
    return undefined;
  const { amount, currency }: AmountValue = span.value;
  if (currency === undefined) return { amount };
  return { amount, currency: currency === "$" ? dollar : currency };
}

/** An amount in a form has not more words and marks. */
const FIELD_TOKENS_MAX = 40;

/** "EUR300": a code or word that touches its amount. */
function apart(plain: string, { currencies }: Words): string {
  return plain.replaceAll(/(?<![\p{L}\p{N}])\p{L}{2,3}(?=\d)/gu, (letters) =>
    currencies.codes.has(letters) || currencies.names.has(letters.toLowerCase())
      ? `${letters} `
      : letters,
  );
}
