import { normalise } from "./text.ts";

/** A word, a number in digits, a mark of punctuation, or a sign such as "€" or an emoji. */
export interface Token {
  readonly type: "word" | "number" | "mark" | "sign";
  /** As written. */
  readonly text: string;
  /** The form in which words are compared; a mark or sign as written. */
  readonly normal: string;
  /** Position in the plain text, in UTF-16 units; `end` is after the last. */
  readonly start: number;
  readonly end: number;
  /** Of a number in digits; undefined where the digits are no plain number, such as "24/7" or "1,2345". */
  readonly value?: number;
  /** Letters stand before it without a space, or with a hyphen alone: the 900 of "AZ-900" is part of a name. */
  readonly isGlued: boolean;
}

const WORD = /\p{L}[\p{L}\p{M}\p{N}'_]*/uy;
const NUMBER =
  /(?:\d{1,3}(?:[ '.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?|\d+(?:[.,:/]\d+)*|(?<![\p{L}\p{N}])\.\d+)/uy;
const SHORTCODE = /:[a-z0-9_+-]{1,40}:(?::skin-tone-\d:)?/uy;
const OTHER = /\S/uy;
/** Scripts that write without spaces: a number between their letters is a number all the same. */
export const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Words and marks that are read of a text, about as many as one has that is not cut. */
const TOKENS_MAX = 200;

/** Cuts a plain text into tokens, in one pass. */
export function toTokens(plain: string): readonly Token[] {
  if (latest?.plain === plain) return latest.tokens;
  const tokens = cut(plain);
  latest = { plain, tokens };
  return tokens;
}

/** One text is looked at several times while it is read. */
let latest: { readonly plain: string; readonly tokens: readonly Token[] } | undefined;

function cut(plain: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < plain.length && tokens.length < TOKENS_MAX) {
    const match = (pattern: RegExp) => {
      pattern.lastIndex = at;
      return pattern.exec(plain)?.[0];
    };
    const found = tokenAt(plain, at, match);
    if (found) tokens.push(found);
    at = found ? found.end : at + 1;
  }
  return tokens;
}

function tokenAt(
  plain: string,
  start: number,
  match: (pattern: RegExp) => string | undefined,
): Token | undefined {
  const made = (type: Token["type"], text: string, normal: string) => {
    const isGlued = type === "number" && isGluedAt(plain, start);
    return { type, text, normal, start, end: start + text.length, isGlued };
  };
  const word = match(WORD);
  if (word !== undefined) return made("word", word, normalise(word));
  const number = match(NUMBER);
  if (number !== undefined) {
    const value = toNumber(number);
    const token = made("number", number, number);
    return value === undefined ? token : { ...token, value };
  }
  const shortcode = match(SHORTCODE);
  if (shortcode !== undefined) return made("sign", shortcode, shortcode);
  const other = match(OTHER);
  if (other === undefined) return undefined;
  return made(/[\p{P}+=|<>~^]/u.test(other) ? "mark" : "sign", other, other);
}

function isGluedAt(plain: string, start: number): boolean {
  const before = plain[start - 1] ?? " ";
  const letter = before === "-" ? (plain[start - 2] ?? " ") : before;
  return /\p{L}/u.test(letter) && !UNSPACED.test(letter);
}

/** "1,200", "1.200" and "1 200" are thousands, "1,5" and "1.5" are decimals; undefined for what is neither. */
function toNumber(digits: string): number | undefined {
  if (/^\d+$/u.test(digits)) return Number(digits);
  if (/^\.\d+$/u.test(digits)) return Number(`0${digits}`);
  if (/^\d+:[0-5]\d$/u.test(digits)) {
    const [hours = "0", minutes = "0"] = digits.split(":");
    return Number(hours) + Number(minutes) / 60;
  }
  const fraction = /^([1-9]\d?)\/([1-9]\d?)$/u.exec(digits);
  if (fraction) {
    const share = Number(fraction[1]) / Number(fraction[2]);
    return share < 1 ? share : undefined;
  }
  const indian = /^\d{1,2}(?:,\d{2})+,\d{3}(?<rest>\.\d{1,2})?$/u.test(digits);
  if (indian) return Number(digits.replaceAll(",", ""));
  return grouped(digits);
}

function grouped(digits: string): number | undefined {
  const groups = digits.split(/[ '.,]/u);
  const marks = digits.replaceAll(/\d/gu, "");
  if (groups.some((group) => !/^\d+$/u.test(group))) return undefined;
  const last = groups.at(-1) ?? "";
  const mark = marks.charAt(0);
  const isOneMark = marks === mark.repeat(marks.length);
  if (marks.length === 1 && mark !== " " && mark !== "'" && last.length < 3)
    return Number(`${groups[0]}.${last}`);
  const isDecimal = !isOneMark && last.length < 3;
  const whole = isDecimal ? groups.slice(0, -1) : groups;
  const wholeMarks = isDecimal ? marks.slice(0, -1) : marks;
  const isWhole =
    wholeMarks === mark.repeat(wholeMarks.length) &&
    whole.every((group, at) => (at === 0 ? group.length <= 3 : group.length === 3));
  if (!isWhole || whole.length < 2) return undefined;
  return Number(`${whole.join("")}.${isDecimal ? last : "0"}`);
}

/** The words of a text in normal form. */
export function normalOf(tokens: readonly Token[]): string {
  return tokens
    .filter(({ type }) => type === "word" || type === "number")
    .map(({ normal }) => normal)
    .join(" ");
}
