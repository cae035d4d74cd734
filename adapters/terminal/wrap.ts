import { stripVTControlCharacters } from "node:util";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What is drawn two columns wide: https://www.unicode.org/reports/tr11/ and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\ufe0f|\p{Emoji_Presentation}|\p{Regional_Indicator}/u;
/** What takes no column of its own. */
const NARROWEST = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/**
 * Control characters, and marks that turn the direction of what follows around: from a person's words they could move
 * the cursor, change colours, or make a line read differently from what it says.
 */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text that is safe to write to a terminal: one line, no control characters, no escape sequences. */
export function clean(text: string): string {
  return stripVTControlCharacters(
    text.toWellFormed().replaceAll(/[\t\r\n\u0085\u2028\u2029]+/gu, " "),
  )
    .replaceAll(UNSAFE, "")
    .replaceAll(/ {2,}/gu, " ")
    .trim();
}

/** How many columns a text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += columnsOfOne(segment);
  return columns;
}

/**
 * Breaks a text into lines of at most `width` columns, between words where possible.
 *
 * @param first - What the first line begins with.
 * @param next - What the others begin with, as wide; by default they are indented as far.
 */
export function wrap(
  text: string,
  width: number,
  first = "",
  next = " ".repeat(columnsOf(first)),
): readonly string[] {
  const room = Math.max(1, width - columnsOf(first));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, room))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && columnsOf(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines.map((each, at) => `${at === 0 ? first : next}${each}`);
}

/** Puts items side by side, as many as fit in a line; none is broken unless it is longer than a line. */
export function flow(items: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    const longer = line === "" ? item : `${line}   ${item}`;
    if (line !== "" && columnsOf(longer) > width) {
      lines.push(line);
      line = item;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line].flatMap((each) => keepOrWrap(each, width));
}

function keepOrWrap(line: string, width: number): readonly string[] {
  return columnsOf(line) <= width ? [line] : wrap(line, width);
}

function columnsOfOne(grapheme: string): number {
  if (NARROWEST.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** A word longer than a line, such as an address, in pieces that fit. */
function pieces(word: string, room: number): readonly string[] {
  if (columnsOf(word) <= room) return [word];
  const found: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== "" && columnsOf(piece + segment) > room) {
      found.push(piece);
      piece = segment;
    } else piece += segment;
  }
  return [...found, piece];
}
