import type { Learnt } from "./classifier.ts";
import type { Table } from "./table.ts";

/** All that was learnt from the examples of a language, so that nobody has to learn it again. */
export interface Weights {
  /** Words, pairs and parts; each one's position is its number. */
  readonly numbers: readonly string[];
  /** In how many sentences each word stands. */
  readonly counts: ReadonlyMap<string, number>;
  /** How many sentences there are. */
  readonly sentences: number;
  /** What each classifier has learnt, by its name. */
  readonly learnt: ReadonlyMap<string, Learnt>;
}

/** What stands in the first line of the file. The tables follow in this order, four bytes a number and two a value. */
interface Head {
  /** Tells which examples these weights were learnt from. */
  readonly fingerprint: string;
  readonly numbers: readonly string[];
  readonly counts: readonly (readonly [word: string, count: number])[];
  readonly sentences: number;
  readonly classifiers: readonly {
    readonly name: string;
    readonly labels: readonly string[];
    readonly tables: readonly TableSize[];
  }[];
}
interface TableSize {
  readonly first: number;
  readonly scale: number;
  readonly numbers: number;
  readonly values: number;
}

const LINE_END = 10;
const NUMBER_BYTES = 4;

/** Weights as bytes: a line of JSON, filled up with blanks to a multiple of four, and then the tables. */
export function writeWeights(weights: Weights, fingerprint: string): Uint8Array {
  const learnt = [...weights.learnt].map(([name, { labels, bayes, regression }]) => ({
    name,
    labels,
    tables: [bayes, regression],
  }));
  const head: Head = {
    fingerprint,
    numbers: weights.numbers,
    counts: [...weights.counts],
    sentences: weights.sentences,
    classifiers: learnt.map((one) => ({ ...one, tables: one.tables.map(sizeOf) })),
  };
  const line = new TextEncoder().encode(JSON.stringify(head));
  const start = Math.ceil((line.length + 1) / NUMBER_BYTES) * NUMBER_BYTES;
  const parts = learnt
    .flatMap(({ tables }) => tables)
    .flatMap(({ numbers, values }) => [numbers, padded(values)]);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, start));
  bytes.fill(" ".charCodeAt(0), 0, start);
  bytes.set(line);
  bytes[start - 1] = LINE_END;
  let at = start;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * Reads weights.
 *
 * @returns undefined when they were learnt from something else than what the fingerprint stands for.
 */
export function readWeights(bytes: Uint8Array, fingerprint: string): Weights | undefined {
  const tables = bytes.indexOf(LINE_END) + 1;
  const known = new TextEncoder().encode(`{"fingerprint":${JSON.stringify(fingerprint)},`);
  if (!known.every((byte, at) => bytes[at] === byte)) return undefined;
  const head: Head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, tables)));
  // The tables begin where a number of four bytes may begin, unless the bytes are a part of others: then they are copied.
  const own = bytes.byteOffset % NUMBER_BYTES === 0 ? bytes : new Uint8Array(bytes);
  const { buffer } = own;
  let at = own.byteOffset + tables;
  const readTable = ({ first, scale, numbers, values }: TableSize): Table => {
    const start = at + numbers * NUMBER_BYTES;
    const table = {
      first,
      scale,
      numbers: new Int32Array(buffer, at, numbers),
      values: new Int16Array(buffer, start, values),
    };
    at = start + Math.ceil(values / 2) * NUMBER_BYTES;
    return table;
  };
  const learnt = new Map<string, Learnt>();
  for (const { name, labels, tables: sizes } of head.classifiers) {
    const [bayes, regression] = sizes.map(readTable);
    if (bayes && regression) learnt.set(name, { labels, bayes, regression });
  }
  const { numbers, sentences } = head;
  return { numbers, sentences, counts: new Map(head.counts), learnt };
}

function sizeOf({ first, scale, numbers, values }: Table): TableSize {
  return { first, scale, numbers: numbers.length, values: values.length };
}

/** Values, so many that what follows begins where a number may begin. */
function padded(values: Int16Array): Int16Array {
  if (values.length % 2 === 0) return values;
  const even = new Int16Array(values.length + 1);
  even.set(values);
  return even;
}
