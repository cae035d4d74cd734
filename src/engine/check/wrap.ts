/** Terminals are at least this wide. */
const COLUMNS = 80;

/**
 * Breaks a text into lines of at most 80 characters, between words, and inside a word that is longer than a line; every
 * line after the first goes in by two more.
 */
export function wrap(text: string, indent: string): readonly string[] {
  const room = COLUMNS - indent.length - 2;
  const parts = text.split(" ").flatMap((word) => (word.length > room ? cut(word, room) : [word]));
  const lines: string[] = [];
  let line = indent;
  for (const part of parts) {
    const isEmpty = line.trim() === "";
    if (!isEmpty && line.length + 1 + part.length > COLUMNS) {
      lines.push(line);
      line = `${indent}  ${part}`;
    } else line += isEmpty ? part : ` ${part}`;
  }
  return [...lines, line];
}

function cut(word: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(word.length / length) }, (_, at) =>
    word.slice(at * length, (at + 1) * length),
  );
}
