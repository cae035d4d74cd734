import type { Features } from "./features.ts";
import { toShares } from "./shares.ts";
import { rowsOf, toTable } from "./table.ts";
import type { Table } from "./table.ts";

/** One example: its features and the position of its class. */
export interface Labelled {
  readonly features: Features;
  readonly label: number;
}

/** How often all examples are gone through. */
const ROUNDS = 4;
/** How far each example moves the weights of words, and of meanings. */
const STEP = { words: 0.3, meaning: 0.15 };
/** Pulls weights towards zero. */
const DECAY = 1e-3;
/** An error below this changes nothing that could be seen. */
const ERROR_MIN = 0.004;
/** A text's meaning counts this much beside its words. */
const MEANING_FACTOR = 4;

/** The rows of the table of weights that a text touches, and by how much each. */
interface Touched {
  readonly rows: Int32Array;
  readonly factors: Float64Array;
}

/**
 * Trains a softmax regression over words and meanings by stochastic gradient steps (Adagrad), in an order that is the
 * same every time.
 */
export function learnRegression(examples: readonly Labelled[], classes: number): Table {
  const size = examples[0]?.features.meaning.length ?? 0;
  const rows = rowsOf(
    examples.flatMap(({ features: { words, parts } }) => [words, parts]),
    size,
  );
  const weights = new Float64Array(rows.count * classes);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const touched = examples.map(({ features }) => touchedBy(features, rows.of));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const at of order(examples.length, round)) {
      const own = touched[at];
      const label = examples[at]?.label;
      if (own && label !== undefined) learn(own, label, { weights, squares, classes, size });
    }
  return toTable(rows, size, weights);
}

/** Reads texts by what a regression has learnt: gives each class its share. */
export function createRegression(
  table: Table,
  classes: number,
): (features: Features) => Float64Array {
  const rows = rowsOf([table.numbers], table.first);
  return (features) => {
    const scores = scoresOf(touchedBy(features, rows.of), table.values, classes);
    for (let label = 0; label < classes; label += 1)
      scores[label] = (scores[label] ?? 0) * table.scale;
    return toShares(scores);
  };
}

/** Meanings have the first rows of the table, words and their parts the ones after them. */
function touchedBy({ meaning, words, parts }: Features, rowOf: Int32Array): Touched {
  const most = meaning.length + words.length + parts.length;
  const rows = new Int32Array(most);
  const factors = new Float64Array(most);
  let count = 0;
  for (let at = 0; at < meaning.length; at += 1) {
    const value = meaning[at] ?? 0;
    if (value === 0) continue;
    rows[count] = at;
    factors[count] = MEANING_FACTOR * value;
    count += 1;
  }
  const meanings = count;
  for (const list of [words, parts])
    for (const number of list) {
      const row = rowOf[number] ?? -1;
      if (row < 0) continue;
      rows[count] = row;
      count += 1;
    }
  factors.fill(1 / Math.sqrt(count - meanings + 1), meanings, count);
  return { rows: rows.subarray(0, count), factors: factors.subarray(0, count) };
}

function scoresOf(
  { rows, factors }: Touched,
  weights: Float64Array | Int16Array,
  classes: number,
): Float64Array {
  const scores = new Float64Array(classes);
  for (let at = 0; at < rows.length; at += 1) {
    const start = (rows[at] ?? 0) * classes;
    const factor = factors[at] ?? 0;
    for (let label = 0; label < classes; label += 1)
      scores[label] = (scores[label] ?? 0) + (weights[start + label] ?? 0) * factor;
  }
  return scores;
}

/** What is being learnt, one row a feature and one column a class. */
interface Lesson {
  readonly weights: Float64Array;
  /** Sums of squared gradients: what was moved often is moved less. */
  readonly squares: Float64Array;
  readonly classes: number;
  /** How many rows are meanings. */
  readonly size: number;
}

function learn(own: Touched, label: number, { weights, squares, classes, size }: Lesson): void {
  const error = toShares(scoresOf(own, weights, classes));
  error[label] = (error[label] ?? 0) - 1;
  // Most classes are as good as right after the first round, and need no step.
  const wrong = new Int32Array(classes);
  let count = 0;
  for (let one = 0; one < classes; one += 1) {
    if (Math.abs(error[one] ?? 0) < ERROR_MIN) continue;
    wrong[count] = one;
    error[count] = error[one] ?? 0;
    count += 1;
  }
  const { rows, factors } = own;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const factor = factors[at] ?? 0;
    const step = row < size ? STEP.meaning : STEP.words;
    const start = row * classes;
    for (let index = 0; index < count; index += 1) {
      const cell = start + (wrong[index] ?? 0);
      const gradient = (error[index] ?? 0) * factor;
      const value = weights[cell] ?? 0;
      const square = (squares[cell] ?? 0) + gradient * gradient;
      squares[cell] = square;
      weights[cell] = value - (step * (gradient + DECAY * value)) / Math.sqrt(square);
    }
  }
}

/** The numbers below `length` in an order that looks like chance and is the same every time. */
function order(length: number, round: number): Int32Array {
  const list = Int32Array.from({ length }, (_, at) => at);
  let seed = 12345 + round;
  for (let at = length - 1; at > 0; at -= 1) {
    seed = (seed * 48271) % 2147483647;
    const other = seed % (at + 1);
    const kept = list[at] ?? 0;
    list[at] = list[other] ?? 0;
    list[other] = kept;
  }
  return list;
}
