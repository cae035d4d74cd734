import { normalise } from "./words.ts";
import type { Understanding } from "./words.ts";

/** A number in a text: one word or several, a range as its middle. */
export interface NumberGroup {
  readonly value: number;
  /** Positions among the tokens; `end` is after the last. */
  readonly start: number;
  readonly end: number;
  /** Nothing but a word such as "a": it may count, or only belong to the next word. */
  readonly isArticle: boolean;
}

const FRACTIONS: Readonly<Record<string, string>> = { "½": " 0.5", "¼": " 0.25", "¾": " 0.75" };
/** "1:30" is one and a half, as a length and as a time of day. */
const CLOCK = /(?<!\d)(\d{1,2}):([0-5]\d)(?!\d)/gu;
/** Short words for one are articles: "a", "an". */
const ARTICLE_CHARS_MAX = 2;
const SMALLEST_FACTOR = 100;

/** Cuts a text into words in normal form, with numbers such as "1.5" and "1/2" as one; a slash reads as "a". */
export function toNumberTokens(text: string): readonly string[] {
  const plain = text
    .replaceAll(/[½¼¾]/gu, (sign) => FRACTIONS[sign] ?? sign)
    .replaceAll(/(?<![\d/])1\/2(?![\d/])/gu, " 0.5")
    .replaceAll(CLOCK, (_, hours, minutes) => `${Number(hours) + Number(minutes) / 60}`)
    .replaceAll(/(?<=\d),(?=\d)/gu, ".")
    .replaceAll("/", " a ");
  const cut = plain.match(/\d+(?:\.\d+)?|[\p{L}'’]+|[-–—,;]/gu) ?? [];
  return cut.flatMap((token) => {
    if (/^[\d,;]/u.test(token)) return [token];
    return /^[-–—]$/u.test(token) ? ["-"] : normalise(token).split(" ");
  });
}

/** The value of a token that is a number, in digits or as a word. */
export function valueOf(token: string | undefined, words: Understanding): number | undefined {
  if (token === undefined) return undefined;
  if (/^\d/u.test(token)) return Number(token);
  return Object.hasOwn(words.numbers, token) ? words.numbers[token] : undefined;
}

/** Finds the numbers among tokens: "twenty five", "one and a half", "two to three" as 2.5. */
export function readNumbers(
  tokens: readonly string[],
  words: Understanding,
): readonly NumberGroup[] {
  const groups: NumberGroup[] = [];
  let at = 0;
  while (at < tokens.length) {
    const low = groupAt(tokens, at, words);
    const high =
      low && words.ranges.includes(tokens[low.end] ?? "")
        ? groupAt(tokens, low.end + 1, words)
        : undefined;
    const isRange = low && high && high.value > low.value;
    const group = isRange
      ? { ...high, start: low.start, value: (low.value + high.value) / 2 }
      : low;
    if (group) groups.push(group);
    at = group ? group.end : at + 1;
  }
  return groups;
}

function groupAt(
  tokens: readonly string[],
  start: number,
  words: Understanding,
): NumberGroup | undefined {
  let value = valueOf(tokens[start], words);
  if (value === undefined) return undefined;
  let end = start + 1;
  for (;;) {
    const next = valueOf(tokens[end], words);
    if (next === undefined || (isArticle(tokens[end], words) && value >= 1)) break;
    value = joined(value, next, isArticle(tokens[end - 1], words));
    end += 1;
  }
  const isAlone = end === start + 1 && isArticle(tokens[start], words);
  const half = words.joints.includes(tokens[end] ?? "")
    ? [end + 1, end + 2].find((at) => (valueOf(tokens[at], words) ?? 1) < 1)
    : undefined;
  if (half === undefined || isAlone) return { value, start, end, isArticle: isAlone };
  return {
    value: value + (valueOf(tokens[half], words) ?? 0),
    start,
    end: half + 1,
    isArticle: false,
  };
}

/** "Twenty five" and "1 ½" add up, "two hundred" and "half a" multiply, "two three" lies between. */
function joined(before: number, next: number, afterArticle: boolean): number {
  if (afterArticle || before < 1 || next >= SMALLEST_FACTOR) return before * next;
  if (next < 1 || before % 10 === 0) return before + next;
  return (before + next) / 2;
}

function isArticle(token: string | undefined, words: Understanding): boolean {
  return (
    token !== undefined &&
    /^\p{L}+$/u.test(token) &&
    token.length <= ARTICLE_CHARS_MAX &&
    valueOf(token, words) === 1
  );
}
