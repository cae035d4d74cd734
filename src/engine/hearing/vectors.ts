/**
 * What words have in common: each has a place in a space of some sixty dimensions, near to words that are used alike.
 * Read from a file beside the language file; a language without one is understood by its own example sentences alone.
 */
export interface WordVectors {
  readonly dimensions: number;
  /** The vector of a word in lower case, as integers from -127 to 127; undefined for a word that is not listed. */
  of(word: string): Int8Array | undefined;
}

/** Word vectors of a language that has none. */
export const NO_VECTORS: WordVectors = { dimensions: 0, of: () => undefined };

/**
 * Reads word vectors: one line of words with spaces between, then as many vectors, one signed byte a dimension.
 *
 * @throws {RangeError} when the bytes do not divide evenly among the words.
 */
export function readVectors(bytes: Uint8Array): WordVectors {
  const end = bytes.indexOf(10);
  const words = new TextDecoder().decode(bytes.subarray(0, end)).split(" ");
  const values = new Int8Array(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1);
  const dimensions = values.length / words.length;
  if (!Number.isInteger(dimensions))
    throw new RangeError(
      `Could not read word vectors: ${values.length} bytes for ${words.length} words, wanted a multiple`,
    );
  const positions = new Map(words.map((word, at) => [word, at]));
  return {
    dimensions,
    of(word) {
      const at = positions.get(word);
      return at === undefined ? undefined : values.subarray(at * dimensions, (at + 1) * dimensions);
    },
  };
}
