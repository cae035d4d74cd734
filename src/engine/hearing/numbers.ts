import type { Token } from "./tokens.ts";
import type { Understanding } from "./understanding.ts";

/** A number among tokens: one word or several, digits, or a range. */
export interface NumberGroup {
  /** Of a range its middle. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Positions among the tokens; `end` is after the last. */
  readonly start: number;
  readonly end: number;
  /** Nothing but a word such as "a": it may count, or only belong to the next word. */
  readonly isArticle: boolean;
  /** It ends in a word such as "thousand" or "k". */
  readonly isScaled: boolean;
  /** It stands behind a minus that is no hyphen: "-3". */
  readonly isNegative: boolean;
}

/** How one language counts, in normal form. Made once. */
export interface Numerals {
  /** Words below a hundred: "twenty" 20, "half" 0.5. */
  readonly small: ReadonlyMap<string, number>;
  readonly articles: ReadonlySet<string>;
  /** What multiplies the number before it: "hundred" 100, "k" 1000. */
  readonly scales: ReadonlyMap<string, number>;
  /** Between the parts of one number: "two hundred and five". */
  readonly joints: ReadonlySet<string>;
  /** Between the ends of a range: "to", "-". */
  readonly ranges: ReadonlySet<string>;
  /** Before the ends of a range: "between", "from". */
  readonly rangeStarts: ReadonlySet<string>;
}

/** Prepares the numerals of one language. */
export function createNumerals(
  understanding: Understanding,
  normal: (word: string) => string,
): Numerals {
  const map = (record: Readonly<Record<string, number>>) =>
    new Map(Object.entries(record).map(([word, value]) => [normal(word), value]));
  const set = (words: readonly string[]) => new Set(words.map((word) => normal(word) || word));
  return {
    small: map(understanding.numbers),
    articles: set(understanding.articles),
    scales: map(understanding.scales),
    joints: set(understanding.numberJoints),
    ranges: set(understanding.ranges),
    rangeStarts: set(understanding.clock.before),
  };
}

/**
 * Finds the numbers among tokens: "twenty-five", "one and a half", "two thousand five hundred", "2.5k", "two to three".
 * A number whose digits cannot be read is none.
 */
export function readNumbers(tokens: readonly Token[], numerals: Numerals): readonly NumberGroup[] {
  const groups: NumberGroup[] = [];
  let at = 0;
  while (at < tokens.length) {
    const group = rangeAt(tokens, at, numerals);
    if (group) groups.push(group);
    at = group ? group.end : at + 1;
  }
  return groups;
}

function rangeAt(
  tokens: readonly Token[],
  start: number,
  numerals: Numerals,
): NumberGroup | undefined {
  const low = groupAt(tokens, start, numerals);
  if (!low) return undefined;
  const joint = tokens[low.end];
  const isJoined =
    joint !== undefined &&
    (numerals.ranges.has(joint.normal) ||
      (numerals.joints.has(joint.normal) &&
        numerals.rangeStarts.has(tokens[start - 1]?.normal ?? "")));
  const high = isJoined && !low.isArticle ? groupAt(tokens, low.end + 1, numerals) : undefined;
  if (!high || high.isArticle) return low;
  const scale = high.isScaled && !low.isScaled && low.value < high.value ? scaleOf(high) : 1;
  const from = low.value * (scale > low.value ? scale : 1);
  if (high.value <= from) return low;
  const value = (from + high.value) / 2;
  return { ...high, value, low: from, high: high.value, start, isNegative: low.isNegative };
}

function scaleOf({ value }: NumberGroup): number {
  return value >= 1_000_000 ? 1_000_000 : value >= 1000 ? 1000 : 1;
}

/** One number: a run of number words and digits that belong together. */
function groupAt(
  tokens: readonly Token[],
  start: number,
  numerals: Numerals,
): NumberGroup | undefined {
  const first = tokens[start];
  if (first === undefined) return undefined;
  const sum = new Sum();
  let end = start;
  while (end < tokens.length) {
    const step = stepAt(tokens, end, numerals, sum, end === start);
    if (step === 0) break;
    end += step;
  }
  if (end === start) {
    const isArticle = first.type === "word" && numerals.articles.has(first.normal);
    if (!isArticle) return undefined;
    return plainGroup(1, start, start + 1, { isArticle: true, isScaled: false, isNegative: false });
  }
  return plainGroup(sum.value, start, end, {
    isArticle: false,
    isScaled: sum.isScaled,
    isNegative: isMinus(tokens, start),
  });
}

function plainGroup(
  value: number,
  start: number,
  end: number,
  marks: Pick<NumberGroup, "isArticle" | "isScaled" | "isNegative">,
): NumberGroup {
  return { value, low: value, high: value, start, end, ...marks };
}

/** A minus touches the number and nothing before it. */
function isMinus(tokens: readonly Token[], start: number): boolean {
  const mark = tokens[start - 1];
  const number = tokens[start];
  const before = tokens[start - 2];
  if (mark?.text !== "-" || number?.type !== "number" || mark.end !== number.start) return false;
  return before === undefined || before.end < mark.start || before.type === "mark";
}

/** Adds up a number as its words come in. */
class Sum {
  #total = 0;
  #current: number | undefined;
  #lastScale = Number.POSITIVE_INFINITY;
  isScaled = false;

  get value(): number {
    return this.#total + (this.#current ?? 0);
  }
  get isEmpty(): boolean {
    return this.#current === undefined && this.#total === 0;
  }

  /** Takes a number below a scale; false where it begins another number. */
  add(value: number, isWord: boolean): boolean {
    const current = this.#current;
    if (current === undefined) {
      if (this.#total > 0 && value >= this.#lastScale) return false;
      if (this.#total > 0 && !isWord && value < 1) return false;
      this.#current = value;
      return true;
    }
    const isTens = isWord && value < 10 && value >= 1 && current % 10 === 0 && current % 100 >= 20;
    const isBelowHundred =
      isWord && value < 100 && value >= 1 && current >= 100 && current % 100 === 0;
    // "Three quarters" is a product, "1 1/2" a sum.
    const isShare = value < 1 && Number.isInteger(current);
    if (isShare) this.#current = isWord ? current * value : current + value;
    else if (isTens || isBelowHundred) this.#current = current + value;
    else return false;
    return true;
  }

  /** Takes what "and a half" adds. */
  addShare(share: number): boolean {
    if (!Number.isInteger(this.value)) return false;
    this.#current = (this.#current ?? 0) + share;
    return true;
  }

  /** Takes a scale; false where it cannot follow. */
  scale(factor: number): boolean {
    if (factor === 100) {
      if ((this.#current ?? 1) >= 100) return false;
      this.#current = (this.#current ?? 1) * 100;
      return true;
    }
    if (factor >= this.#lastScale) return false;
    if (this.#current === undefined && this.#total > 0) return false;
    this.#total += (this.#current ?? 1) * factor;
    this.#current = undefined;
    this.#lastScale = factor;
    this.isScaled = true;
    return true;
  }
}

/** How many tokens from here belong to the number; 0 where it ends. */
function stepAt(
  tokens: readonly Token[],
  at: number,
  numerals: Numerals,
  sum: Sum,
  isFirst: boolean,
): number {
  const token = tokens[at];
  if (token === undefined) return 0;
  if (token.type === "number") {
    if (token.value === undefined) return 0;
    const isNext = isFirst || token.value < 1;
    return isNext && sum.add(token.value, false) ? 1 : 0;
  }
  if (token.type === "mark") {
    // "twenty-five": a hyphen between two words of one number.
    const isHyphen = token.text === "-" && token.start === tokens[at - 1]?.end;
    const next = tokens[at + 1];
    if (isFirst || !isHyphen || next?.type !== "word" || next.start !== token.end) return 0;
    const step = wordStep(tokens, at + 1, numerals, sum, false);
    return step === 0 ? 0 : step + 1;
  }
  return token.type === "word" ? wordStep(tokens, at, numerals, sum, isFirst) : 0;
}

function wordStep(
  tokens: readonly Token[],
  at: number,
  numerals: Numerals,
  sum: Sum,
  isFirst: boolean,
): number {
  const word = tokens[at]?.normal ?? "";
  const next = tokens[at + 1]?.normal ?? "";
  const factor = numerals.scales.get(word);
  if (factor !== undefined) {
    // A single letter such as "k" follows digits.
    if (word.length === 1 && (isFirst || tokens[at - 1]?.type !== "number")) return 0;
    return sum.scale(factor) ? 1 : 0;
  }
  const value = numerals.small.get(word);
  if (value !== undefined) return sum.add(value, true) ? 1 : 0;
  if (numerals.articles.has(word)) return articleStep(tokens, at, numerals, sum, isFirst);
  if (!isFirst && numerals.joints.has(word)) {
    const share = shareAfter(tokens, at + 1, numerals) ?? sharesAfter(tokens, at + 1, numerals);
    if (share) return sum.addShare(share.value) ? share.length + 1 : 0;
    const small = numerals.small.get(next);
    // "Two hundred and five" is one number, "two and five" are two.
    const isPart = small !== undefined && small >= 1 && sum.value >= 100;
    return isPart && sum.add(small, true) ? 2 : 0;
  }
  return 0;
}

/** "A hundred", "half a million": an article between or before the words of a number. */
function articleStep(
  tokens: readonly Token[],
  at: number,
  numerals: Numerals,
  sum: Sum,
  isFirst: boolean,
): number {
  const next = tokens[at + 1]?.normal ?? "";
  const factor = numerals.scales.get(next);
  if (factor === undefined || next.length === 1)
    return isFirst && isCounted(next, numerals) ? 1 : 0;
  return isFirst || sum.value < 1 ? 1 : 0;
}

/** "A half", "a couple". */
function isCounted(word: string, numerals: Numerals): boolean {
  const value = numerals.small.get(word);
  return value !== undefined && value !== 1;
}

/** "Three quarters" after "two and". */
function sharesAfter(
  tokens: readonly Token[],
  at: number,
  numerals: Numerals,
): { readonly value: number; readonly length: number } | undefined {
  const count = numerals.small.get(tokens[at]?.normal ?? "");
  const share = numerals.small.get(tokens[at + 1]?.normal ?? "");
  const isShare = count !== undefined && share !== undefined && count > 1 && share < 1 && share > 0;
  return isShare ? { value: count * share, length: 2 } : undefined;
}

/** "A half" after "one and". */
function shareAfter(
  tokens: readonly Token[],
  at: number,
  numerals: Numerals,
): { readonly value: number; readonly length: number } | undefined {
  const skip = numerals.articles.has(tokens[at]?.normal ?? "") ? 1 : 0;
  const token = tokens[at + skip];
  const value = token?.type === "number" ? token.value : numerals.small.get(token?.normal ?? "");
  return value !== undefined && value < 1 ? { value, length: skip + 1 } : undefined;
}
