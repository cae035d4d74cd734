import { READ_CHARS_MAX } from "./hearing/text.ts";
import type { Words } from "./hearing/words.ts";

/** Longest line of the person's own words that is kept, in UTF-16 units. */
const NOTE_CHARS_MAX = 200;

/** A task as it is quoted: "I want to use it for the weekly report" is about the weekly report. */
export function toNote(text: string, { understanding }: Words): string {
  // What follows is never kept, and looking for its end takes time.
  const line = text
    .slice(0, READ_CHARS_MAX)
    .replace(/[\ud800-\udbff]$/u, "")
    .trim();
  const opening = understanding.leadIns
    .toSorted((a, b) => b.length - a.length)
    .find((phrase) => line.toLowerCase().startsWith(`${phrase} `));
  const task = opening === undefined ? line : line.slice(opening.length);
  return cutNote(task.replace(/[\s.,;:!]+$/u, ""));
}

/** Controls, and the marks that turn the direction of writing, which make a line read as another one. */
const INVISIBLE = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]+/gu;

/** The person's own line without what cannot be seen, cut to what is kept; never inside a character. */
export function cutNote(text: string): string {
  const seen = text.replaceAll(/\s+/gu, " ").replaceAll(INVISIBLE, "");
  const line = seen.replaceAll(/ {2,}/gu, " ").trim();
  if (line.length <= NOTE_CHARS_MAX) return line;
  return `${line.slice(0, NOTE_CHARS_MAX - 1).replace(/[\ud800-\udbff]$/u, "")}…`;
}
