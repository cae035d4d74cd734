/** A set of states, each a row of whole numbers of one width; equal rows are one state. */
export interface States {
  readonly size: number;
  /** The number of the state with these words; a new one gets the number `size` had before. */
  add(words: Int32Array): number;
  /** Copies the words of one state into `words`. */
  read(state: number, words: Int32Array): void;
}

/** An empty set. Open addressing over one typed array: millions of objects would cost most of the check's time. */
export function createStates(width: number): States {
  let size = 0;
  let slab = new Int32Array(64 * width);
  let table = new Int32Array(256).fill(-1);

  const isAt = (state: number, words: Int32Array): boolean => {
    const from = state * width;
    for (let at = 0; at < width; at += 1) if (slab[from + at] !== words[at]) return false;
    return true;
  };
  const slotOf = (words: Int32Array): number => {
    const mask = table.length - 1;
    let slot = hash(words, width) & mask;
    for (;;) {
      const state = table[slot] ?? -1;
      if (state < 0 || isAt(state, words)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    table = new Int32Array(table.length * 4).fill(-1);
    const words = new Int32Array(width);
    for (let state = 0; state < size; state += 1) {
      words.set(slab.subarray(state * width, (state + 1) * width));
      table[slotOf(words)] = state;
    }
  };
  return {
    get size() {
      return size;
    },
    add(words) {
      const slot = slotOf(words);
      const known = table[slot] ?? -1;
      if (known >= 0) return known;
      if ((size + 1) * width > slab.length) {
        const wider = new Int32Array(slab.length * 2);
        wider.set(slab);
        slab = wider;
      }
      for (let at = 0; at < width; at += 1) slab[size * width + at] = words[at] ?? 0;
      table[slot] = size;
      size += 1;
      if (size * 2 > table.length) grow();
      return size - 1;
    },
    read(state, words) {
      for (let at = 0; at < width; at += 1) words[at] = slab[state * width + at] ?? 0;
    },
  };
}

/** FNV-1a over words, with a last mix so that low bits depend on all. */
function hash(words: Int32Array, width: number): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < width; at += 1) {
    value = Math.imul(value ^ (words[at] ?? 0), 0x01000193);
    value ^= value >>> 15;
  }
  value = Math.imul(value, 0x85ebca6b);
  return value ^ (value >>> 13);
}
