import type { Lexicon } from "./features.ts";
import type { Token } from "./tokens.ts";
import type { Weights } from "./weights.ts";
import type { Words } from "./words.ts";

/** A word that stands in all examples weighs as much as this. */
const WEIGHT_MIN = 0.3;

/** Cuts a sentence into tokens. */
export type Tokenizer = (sentence: string) => readonly Token[];

/** A lexicon with what it was made from. */
export interface CountedLexicon extends Lexicon {
  readonly counts: ReadonlyMap<string, number>;
  readonly sentences: number;
}

/** How telling each word is, counted once over all sentences. */
export function countWords(words: Words, tokensIn: Tokenizer): CountedLexicon {
  const { examples } = words;
  const sentences = [
    ...examples.none,
    ...[...examples.utterances.values()].flat(),
    ...[...examples.answers.values()].flatMap((options) => [...options.values()].flat()),
  ];
  const counts = new Map<string, number>();
  for (const sentence of sentences)
    for (const word of new Set(tokensIn(sentence).map(({ normal }) => normal)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return toLexicon(words, { counts, sentences: sentences.length, numbers: new Map() });
}

/** The lexicon that was kept beside what was learnt. */
export function lexiconFrom(words: Words, { numbers, ...counted }: Weights): Lexicon {
  return toLexicon(words, {
    ...counted,
    numbers: new Map(numbers.map((word, number) => [word, number])),
  });
}

function toLexicon(
  { vectors, negations, nones, joints }: Words,
  { counts, sentences, numbers }: Pick<CountedLexicon, "counts" | "sentences" | "numbers">,
): CountedLexicon {
  return {
    vectors,
    numbers,
    counts,
    sentences,
    negations: new Set([...negations, ...nones]),
    joints,
    weightOf: (word) =>
      Math.max(WEIGHT_MIN, Math.log((sentences + 1) / ((counts.get(word) ?? 0) + 1))),
  };
}
