/** What was learnt about features: one row a feature, one column a class. */
export interface Table {
  /** The numbers of the features that have a row, in the order of their rows. */
  readonly numbers: Int32Array;
  /** How many rows stand before those: they belong to meanings. */
  readonly first: number;
  /** In units of `scale`. */
  readonly values: Int16Array;
  readonly scale: number;
}

/** The largest value of a table, in units of its scale. */
const VALUE_MAX = 32_000;

/** The rows of a table, given to the numbers of features in the order in which they are met. */
export interface Rows {
  /** The row of each number; -1 for one without, and nothing behind the last. */
  readonly of: Int32Array;
  readonly count: number;
}

/** Gives every number in the lists a row, from `first` on. */
export function rowsOf(lists: readonly Int32Array[], first = 0): Rows {
  let highest = -1;
  for (const list of lists) for (const number of list) highest = Math.max(highest, number);
  const of = new Int32Array(highest + 1).fill(-1);
  let count = first;
  for (const list of lists)
    for (const number of list)
      if (of[number] === -1) {
        of[number] = count;
        count += 1;
      }
  return { of, count };
}

/** The table of these rows, ready to be kept. */
export function toTable({ of, count }: Rows, first: number, values: Float64Array): Table {
  const numbers = new Int32Array(count - first);
  for (const [number, row] of of.entries()) if (row >= first) numbers[row - first] = number;
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const scale = largest === 0 ? 1 : largest / VALUE_MAX;
  return {
    numbers,
    first,
    scale,
    values: Int16Array.from(values, (one) => Math.round(one / scale)),
  };
}
