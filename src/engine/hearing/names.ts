import { normalise } from "./text.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** Longest name that is kept, in words: a longer one is a sentence. */
const NAME_WORDS_MAX = 8;
/** A message of so few words, and no words of talk, is a name as a whole. */
const BARE_NAME_WORDS_MAX = 6;

/** A stretch of tokens, `end` after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds what a certification is called: words in quotes, else the noun phrase around a word such as "course", or a run of
 * capitals. Never a sentence.
 *
 * @param used - What was understood as a price, as hours, or as another answer: it is no part of the name.
 * @returns undefined where nothing looks like a name.
 */
export function findName(
  plain: string,
  tokens: readonly Token[],
  used: readonly Span[],
  words: Words,
): { readonly name: string; readonly isCertain: boolean } | undefined {
  const quoted = quotedName(plain);
  if (quoted !== undefined) return { name: quoted, isCertain: true };
  const isUsed = (at: number) => used.some(({ start, end }) => at >= start && at < end);
  const chunks = chunksOf(tokens, isUsed, words);
  const candidates = chunks.map((chunk) => ({ ...chunk, score: scoreOf(tokens, chunk, words) }));
  const [best] = candidates.toSorted((a, b) => b.score - a.score);
  if (!best) return undefined;
  const isWhole = chunks.length === 1 && isBareName(tokens, best, isUsed);
  if (best.score < NAMED && !isWhole) return undefined;
  const name = textOf(plain, tokens, best, words);
  const normal = normalise(name ?? "");
  const isTalk = [words.yes, words.no, words.phrases.zero].some((list) => list.has(normal));
  return name === undefined || isTalk ? undefined : { name, isCertain: best.score >= CERTAIN };
}

/** From this score on a stretch is a name, and from the second on beyond doubt. */
const NAMED = 3;
const CERTAIN = 5;

function quotedName(plain: string): string | undefined {
  const quotes = [/"([^"\n]{2,100})"/gu, /(?<![\p{L}\p{N}])'([^'\n]{2,100})'(?!\p{L})/gu];
  for (const [, inside = ""] of quotes.flatMap((quote) => [...plain.matchAll(quote)])) {
    const name = inside.trim().replace(/[.,;:!?]+$/u, "");
    const length = name.split(/\s+/u).length;
    if (length <= NAME_WORDS_MAX && /\p{L}{2}/u.test(name)) return name;
  }
  return undefined;
}

/** Stretches between words that end a name, without what stands at their ends and belongs to no name. */
function chunksOf(
  tokens: readonly Token[],
  isUsed: (at: number) => boolean,
  words: Words,
): readonly Span[] {
  const chunks: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    const chunk = trimmed(tokens, { start, end }, words);
    if (chunk && !isCount(tokens, chunk, words)) chunks.push(chunk);
  };
  for (let at = 0; at <= tokens.length; at += 1) {
    const token = tokens[at];
    if (token !== undefined && !isUsed(at) && !endsName(tokens, at, words)) continue;
    close(at);
    start = at + 1;
  }
  return chunks;
}

/** "12 weeks": how many of something, and no name. */
function isCount(tokens: readonly Token[], { start, end }: Span, words: Words): boolean {
  const own = tokens.slice(start, end).filter(({ type }) => type !== "mark");
  const isNumber = ({ type, normal }: Token) =>
    type === "number" || words.numerals.small.has(normal);
  return own.every((token) => isNumber(token) || words.counted.after.has(token.normal));
}

function endsName(tokens: readonly Token[], at: number, words: Words): boolean {
  const token = tokens[at];
  if (token === undefined) return true;
  if (token.type === "sign") return true;
  if (token.type === "mark") return isPause(tokens, at);
  // "IT" and "AM" are names where "it" and "am" are none.
  const isAcronym = token.text.length > 1 && token.text === token.text.toUpperCase();
  const isEnd = words.phrases.nameEnds.has(token.normal) || words.phrases.called.has(token.normal);
  return token.type === "word" && !isAcronym && (isEnd || isSource(tokens, at, words));
}

/** "From a guy on Instagram": where it comes from, and no part of its name. */
function isSource(tokens: readonly Token[], at: number, words: Words): boolean {
  const isFrom = words.phrases.nameSources.has(tokens[at]?.normal ?? "");
  return isFrom && words.numerals.articles.has(tokens[at + 1]?.normal ?? "");
}

/** Punctuation between phrases; a hyphen, a slash or a plus inside a name is none. */
function isPause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  const next = tokens[at + 1];
  if (token === undefined) return true;
  if (/[-/+&#.':]/u.test(token.text)) {
    const isTight = before?.end === token.start && next?.start === token.end;
    return !isTight && !/[+&]/u.test(token.text) && token.text !== "#";
  }
  if (/[()]/u.test(token.text)) return !isShortBracket(tokens, at);
  return true;
}

/** A short bracket with its two ends is this long, without the last. */
const BRACKET_MAX = 4;

/** "KI-Manager (IHK)": a bracket around one or two words with capitals. */
function isShortBracket(tokens: readonly Token[], at: number): boolean {
  const { opens, closes } = bracketsIn(tokens);
  const open = opens[at] ?? -1;
  const close = closes[open] ?? -1;
  if (open < 0 || close < 0 || close - open > BRACKET_MAX) return false;
  return tokens
    .slice(open + 1, close)
    .every(({ text, type }) => type !== "word" || /^\p{Lu}/u.test(text));
}

/** For each position the last opening bracket up to it, and the first closing one behind it; -1 for none. */
interface Brackets {
  readonly opens: Int32Array;
  readonly closes: Int32Array;
}

const brackets = new WeakMap<readonly Token[], Brackets>();

/** The brackets of a text, found in one pass for as long as it is read. */
function bracketsIn(tokens: readonly Token[]): Brackets {
  const known = brackets.get(tokens);
  if (known) return known;
  const opens = new Int32Array(tokens.length);
  const closes = new Int32Array(tokens.length);
  let open = -1;
  for (const [at, { text }] of tokens.entries()) {
    if (text === "(") open = at;
    opens[at] = open;
  }
  let close = -1;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    closes[at] = close;
    if (tokens[at]?.text === ")") close = at;
  }
  const found = { opens, closes };
  brackets.set(tokens, found);
  return found;
}

function trimmed(tokens: readonly Token[], { start, end }: Span, words: Words): Span | undefined {
  const { nameJoints } = words.phrases;
  const isLoose = (at: number) => {
    const token = tokens[at];
    if (token === undefined) return false;
    if (token.type === "mark") return token.text !== ")" || !hasOpen(tokens, start, at);
    const { normal } = token;
    return (
      nameJoints.has(normal) ||
      words.fillers.has(normal) ||
      words.joints.has(normal) ||
      words.hedges.has(normal) ||
      words.phrases.about.has(normal) ||
      words.phrases.called.has(normal)
    );
  };
  let [from, until] = [start, end];
  while (from < until && isLoose(from)) from += 1;
  while (until > from && isLoose(until - 1)) until -= 1;
  return until > from ? { start: from, end: until } : undefined;
}

function hasOpen(tokens: readonly Token[], start: number, at: number): boolean {
  return tokens.slice(start, at).some(({ text }) => text === "(");
}

/** How much a stretch looks like a name. */
function scoreOf(tokens: readonly Token[], { start, end }: Span, words: Words): number {
  const own = tokens.slice(start, end).filter(({ type }) => type !== "mark");
  const before = tokens.slice(Math.max(0, start - 2), start).map(({ normal }) => normal);
  const isCalled = before.some((word) => words.phrases.called.has(word));
  const hasNoun = own.some(({ normal }) => words.phrases.programmeNouns.has(normal));
  const isNounAlone = hasNoun && own.length === 1;
  const capitals = own.filter(({ text }, at) => isCapital(text, start + at === 0)).length;
  const digits = own.some(({ type, isGlued }) => type === "number" || isGlued);
  if (own.length > 2 * NAME_WORDS_MAX || !own.some(({ text }) => /\p{L}{2}/u.test(text))) return 0;
  return (
    (isCalled ? 4 : 0) +
    (hasNoun && !isNounAlone ? 3 : 0) +
    (isNounAlone ? (start === 0 ? 3 : 1) : 0) +
    Math.min(capitals, 3) * (hasNoun ? 1 : 1.5) +
    (digits && capitals > 0 ? 1 : 0)
  );
}

/** A word written as a name: with a capital that is not the first of the text, or more than one. */
function isCapital(text: string, isFirst: boolean): boolean {
  if (
    /^\p{Lu}{2,}/u.test(text) ||
    /^\p{Ll}+\p{Lu}/u.test(text) ||
    /^\p{Lu}\p{Ll}+\p{Lu}/u.test(text)
  )
    return true;
  return !isFirst && /^\p{Lu}\p{Ll}/u.test(text);
}

/** A short message that is nothing but these words. */
function isBareName(
  tokens: readonly Token[],
  { start, end }: Span,
  isUsed: (at: number) => boolean,
): boolean {
  const isOther = ({ type }: Token, at: number) =>
    (at < start || at >= end) && !isUsed(at) && type === "word";
  const own = tokens.slice(start, end).filter(({ type }) => type !== "mark");
  return (
    own.length <= BARE_NAME_WORDS_MAX &&
    own.some(({ text }) => /\p{L}{2}/u.test(text)) &&
    tokens.filter(isOther).length <= 3
  );
}

function textOf(
  plain: string,
  tokens: readonly Token[],
  { start, end }: Span,
  { phrases }: Words,
): string | undefined {
  const words = tokens.slice(start, end).filter(({ type }) => type !== "mark");
  const kept = words.slice(0, NAME_WORDS_MAX);
  // "Certificate in AI for HR at the local college": where it is held is what can be left out.
  const source = kept.findLastIndex(({ normal }) => phrases.nameSources.has(normal));
  const last = source > 1 ? kept[source - 1] : kept.at(-1);
  const first = tokens[start];
  const until = words.length > NAME_WORDS_MAX ? last : tokens[end - 1];
  if (!first || !until) return undefined;
  return plain.slice(first.start, until.end).replaceAll(/\s+/gu, " ");
}
