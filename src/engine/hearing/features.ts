import type { Token } from "./tokens.ts";
import type { WordVectors } from "./vectors.ts";

/** What reading examples needs to know of their language. */
export interface Lexicon {
  readonly vectors: WordVectors;
  /** Words that turn what follows them around. */
  readonly negations: ReadonlySet<string>;
  /** Words at which a clause, and what a negation says, ends. */
  readonly joints: ReadonlySet<string>;
  /**
   * The numbers of the words, pairs and parts that are learnt. Text is looked up here once, and every reader then goes by
   * numbers; it grows while examples are learnt, and never by what people type.
   */
  readonly numbers: Map<string, number>;
  /** How telling a word is: from about 1 for a common one to 8 for one that is never in the examples. */
  weightOf(word: string): number;
}

/** A text as the classifiers see it. */
export interface Features {
  /** Words and pairs of neighbours, each once, by their numbers; those of a negated word differ. */
  readonly words: Int32Array;
  /** Parts of four letters of each word: they forgive slips, and know a word by its family. */
  readonly parts: Int32Array;
  /** The sum of the word vectors, plain and negated apart, each of length one, then counts and a constant. */
  readonly meaning: Float64Array;
}

/** What a text means is said in so many words; more would only cost time. */
export const WORDS_MAX = 60;
/** Words after a negation that it turns around. */
const NEGATION_REACH = 5;
/** Long words by their beginning: "automating", "automated" and "automation" are one. */
const STEM_CHARS = 6;
const PART_CHARS = 4;
/** What a negated word weighs beside a plain one. */
const NEGATED_LENGTH = 0.7;

/** How many numbers say what a text means. */
function meaningSize({ vectors }: Lexicon): number {
  return 2 * vectors.dimensions + 3;
}

/** Prepares a text for the classifiers, by its first sixty words. */
export function featuresOf(tokens: readonly Token[], lexicon: Lexicon): Features {
  const before = known.get(tokens);
  const learnt = lexicon.numbers.size;
  if (before?.lexicon === lexicon && before.learnt === learnt) return before.features;
  const features = toFeatures(tokens, lexicon, (word) => lexicon.numbers.get(word));
  known.set(tokens, { lexicon, learnt, features });
  return features;
}

/** The features of a text for as long as it is read: several classifiers look at it. */
const known = new WeakMap<
  readonly Token[],
  { readonly lexicon: Lexicon; readonly learnt: number; readonly features: Features }
>();

/** Prepares an example: what is new in it gets its number. */
export function featuresLearnt(tokens: readonly Token[], lexicon: Lexicon): Features {
  const { numbers } = lexicon;
  return toFeatures(tokens, lexicon, (word) => {
    const number = numbers.get(word) ?? numbers.size;
    if (number === numbers.size) numbers.set(word, number);
    return number;
  });
}

function toFeatures(
  tokens: readonly Token[],
  lexicon: Lexicon,
  numberOf: (word: string) => number | undefined,
): Features {
  const marked = markNegated(tokens, lexicon);
  const words = new Set<number>();
  const parts = new Set<number>();
  const add = (list: Set<number>, word: string) => {
    const number = numberOf(word);
    if (number !== undefined) list.add(number);
  };
  let before = "^";
  for (const { token, isNegated } of marked) {
    const stem = stemOf(token);
    add(words, isNegated ? `!${stem}` : stem);
    add(words, `${before} ${stem}`);
    before = stem;
    if (token.type !== "word") continue;
    const framed = `<${token.normal}>`;
    const last = Math.max(0, framed.length - PART_CHARS);
    for (let at = 0; at <= last; at += 1) add(parts, `#${framed.slice(at, at + PART_CHARS)}`);
  }
  add(words, `${before} $`);
  return {
    words: Int32Array.from(words),
    parts: Int32Array.from(parts),
    meaning: meaningOf(marked, lexicon),
  };
}

interface Marked {
  readonly token: Token;
  readonly isNegated: boolean;
  readonly isNegation: boolean;
}

function markNegated(tokens: readonly Token[], { negations, joints }: Lexicon): readonly Marked[] {
  const marked: Marked[] = [];
  let reach = 0;
  for (const token of tokens) {
    if (token.type === "mark" || joints.has(token.normal)) reach = 0;
    if (token.type === "mark") continue;
    const isNegation = negations.has(token.normal);
    marked.push({ token, isNegated: reach > 0, isNegation });
    if (marked.length === WORDS_MAX) break;
    reach = isNegation ? NEGATION_REACH : Math.max(0, reach - 1);
  }
  return marked;
}

function stemOf({ type, normal }: Token): string {
  return type === "number" ? "#" : normal.slice(0, STEM_CHARS);
}

function meaningOf(marked: readonly Marked[], lexicon: Lexicon): Float64Array {
  const { vectors } = lexicon;
  const { dimensions: size } = vectors;
  const meaning = new Float64Array(meaningSize(lexicon));
  for (const { token, isNegated } of marked) {
    const vector =
      vectors.of(token.text.toLowerCase().replaceAll("'", "")) ?? vectors.of(token.normal);
    if (!vector) continue;
    const weight = lexicon.weightOf(token.normal);
    const start = isNegated ? size : 0;
    for (let at = 0; at < size; at += 1)
      meaning[start + at] = (meaning[start + at] ?? 0) + (vector[at] ?? 0) * weight;
  }
  scale(meaning.subarray(0, size), 1);
  scale(meaning.subarray(size, 2 * size), NEGATED_LENGTH);
  const negations = marked.filter(({ isNegation }) => isNegation).length;
  meaning.set([0.5 * negations, 0.1 * marked.length, 1], 2 * size);
  return meaning;
}

function scale(vector: Float64Array, length: number): void {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 1) sum += (vector[at] ?? 0) ** 2;
  if (sum === 0) return;
  const factor = length / Math.sqrt(sum);
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) * factor;
}
