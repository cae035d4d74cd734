import { WORDS_MAX, featuresOf } from "./features.ts";
import type { Features, Lexicon } from "./features.ts";
import { createRegression, learnRegression } from "./regression.ts";
import type { Labelled } from "./regression.ts";
import { toShares } from "./shares.ts";
import { rowsOf, toTable } from "./table.ts";
import type { Table } from "./table.ts";
import type { Token } from "./tokens.ts";

/** How likely each class is; sums to one, most likely first. */
export type Likelihoods = readonly (readonly [label: string, share: number])[];

/** Tells which class of example sentences a text is most like. */
export interface Classifier {
  classify(tokens: readonly Token[]): Likelihoods;
}

/** Example sentences as tokens, by class. */
export type Examples = ReadonlyMap<string, readonly (readonly Token[])[]>;

/** One text is looked at several times while it is read; so many stretches of it are kept for that long. */
const KNOWN_MAX = 64;
/** Added to each count, so that a word that is new to a class makes it unlikely and not impossible. */
const SMOOTHING = 0.3;

/** What was learnt from example sentences: plain figures, one table for each of two small readers. */
export interface Learnt {
  readonly labels: readonly string[];
  readonly bayes: Table;
  readonly regression: Table;
}

/**
 * Trains two small readers on example sentences: naive Bayes over words and pairs of words, and a regression over words
 * and word vectors. The same examples always give the same figures.
 */
export function learn(
  examples: Examples,
  featuresIn: (sentence: readonly Token[]) => Features,
): Learnt {
  const labels = [...examples.keys()];
  const labelled = [...examples.values()].flatMap((sentences, label) =>
    sentences.map((sentence): Labelled => ({ features: featuresIn(sentence), label })),
  );
  return {
    labels,
    bayes: learnBayes(labelled, labels.length),
    regression: learnRegression(labelled, labels.length),
  };
}

/** Reads texts by what was learnt: the shares of both readers, multiplied. */
export function createClassifier({ labels, ...tables }: Learnt, lexicon: Lexicon): Classifier {
  const readers = [
    createBayes(tables.bayes, labels.length),
    createRegression(tables.regression, labels.length),
  ];
  const known = new Map<string, Likelihoods>();
  return {
    classify(tokens) {
      const text = textOf(tokens);
      const before = known.get(text);
      if (before) return before;
      if (known.size >= KNOWN_MAX) known.clear();
      const likely = classifyAnew(tokens);
      known.set(text, likely);
      return likely;
    },
  };

  function classifyAnew(tokens: readonly Token[]): Likelihoods {
    const features = featuresOf(tokens, lexicon);
    const each = readers.map((read) => read(features));
    const joint = labels.map((_, at) => each.reduce((share, own) => share * (own[at] ?? 0), 1));
    const sum = joint.reduce((total, share) => total + share, 0);
    return labels
      .map((label, at) => [label, (joint[at] ?? 0) / sum] as const)
      .toSorted(([, one], [, other]) => other - one);
  }
}

/** As much of a text as its features are made of, and in any case more than they need. */
function textOf(tokens: readonly Token[]): string {
  let text = "";
  let words = 0;
  for (const token of tokens) {
    text += `${token.text} `;
    if (token.type !== "mark") words += 1;
    if (words > WORDS_MAX) break;
  }
  return text;
}

function learnBayes(examples: readonly Labelled[], classes: number): Table {
  const totals = new Float64Array(classes);
  const rows = rowsOf(examples.map(({ features }) => features.words));
  const values = new Float64Array(rows.count * classes);
  for (const { features, label } of examples) {
    totals[label] = (totals[label] ?? 0) + 1;
    for (const word of features.words) {
      const cell = (rows.of[word] ?? 0) * classes + label;
      values[cell] = (values[cell] ?? 0) + 1;
    }
  }
  // From here on each count has its logarithm in its place.
  for (let cell = 0; cell < values.length; cell += 1)
    values[cell] = Math.log(
      ((values[cell] ?? 0) + SMOOTHING) / ((totals[cell % classes] ?? 0) + 2 * SMOOTHING),
    );
  return toTable(rows, 0, values);
}

function createBayes(
  { numbers, values, scale }: Table,
  classes: number,
): (features: Features) => ArrayLike<number> {
  const rows = rowsOf([numbers]);
  return ({ words }) => {
    const scores = new Float64Array(classes);
    let known = 0;
    for (const word of words) {
      const row = rows.of[word] ?? -1;
      if (row < 0) continue;
      known += 1;
      for (let label = 0; label < classes; label += 1)
        scores[label] = (scores[label] ?? 0) + (values[row * classes + label] ?? 0);
    }
    // Without this, many words together would make the reader always sure.
    const temperature = Math.max(1, Math.sqrt(known));
    for (let label = 0; label < classes; label += 1)
      scores[label] = ((scores[label] ?? 0) * scale) / temperature;
    return toShares(scores);
  };
}
