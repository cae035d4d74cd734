import type { Words } from "./words.ts";

/** Longest line of the person's own words that is kept, in UTF-16 units. */
const NOTE_CHARS_MAX = 200;

/** A task as it is quoted: "I want to use it for the weekly report" is about the weekly report. */
export function toNote(text: string, { understanding }: Words): string {
  const line = text.trim();
  const opening = understanding.leadIns
    .toSorted((a, b) => b.length - a.length)
    .find((phrase) => line.toLowerCase().startsWith(`${phrase} `));
  const task = opening === undefined ? line : line.slice(opening.length);
  return cutNote(task.replace(/[\s.,;:!]+$/u, ""));
}

/** The person's own line, cut to what is kept; never inside a character. */
export function cutNote(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  if (line.length <= NOTE_CHARS_MAX) return line;
  return `${line.slice(0, NOTE_CHARS_MAX - 1).replace(/[\ud800-\udbff]$/u, "")}…`;
}
