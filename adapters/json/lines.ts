/**
 * Cuts a stream into lines. Reads on only when the next line is asked for, so a long input never piles up.
 *
 * @param charsMax - A line longer than this is given as undefined, and never held in memory as a whole.
 * @yields The lines without their ends; a last empty one is left out.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array | string>,
  charsMax: number,
): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let line = "";
  let isTooLong = false;
  const add = (piece: string) => {
    isTooLong ||= line.length + piece.length > charsMax;
    line = isTooLong ? "" : line + piece;
  };
  for await (const chunk of input) {
    const pieces = (
      typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })
    ).split("\n");
    const last = pieces.pop() ?? "";
    for (const piece of pieces) {
      add(piece);
      yield isTooLong ? undefined : line;
      line = "";
      isTooLong = false;
    }
    add(last);
  }
  if (isTooLong) yield undefined;
  else if (line !== "") yield line;
}
