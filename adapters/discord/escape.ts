import { replaceMentions } from "../../src/rounds/replies.ts";

/**
 * The most a text may take, in characters (UTF-16 units, as Discord counts) and in bytes of UTF-8.
 */
export interface Room {
  readonly chars: number;
  readonly bytes?: number;
}

const ELLIPSIS = "…";
/** Looked at beyond the room, so that what is kept is never the half of something. */
const BEYOND_CHARS = 8;
const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Web addresses stay what they are: a backslash inside would become a part of them. */
const URL_IN_TEXT = /https?:\/\/[^\s<>|`*[\]()"'“”\\\uFFFC\p{C}]+/giu;
/** Controls, and the marks that turn the direction of writing, which make a text read as another one. */
const INVISIBLE = /[\p{Cc}\p{Co}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]+/gu;
/** What begins markup anywhere: emphasis, code, spoilers, links, mentions, timestamps, custom emoji. */
const SPECIAL = /[\\*_~|`<>[\]@#]/u;
const ALL_SPECIAL = new RegExp(SPECIAL, "gu");
const ESCAPE = String.raw`\$&`;
/** What begins a list at the head of a line. */
const LEAD = /^(?:[-+]|\d+(?=[.)]))/u;

/**
 * Makes words harmless: what a person typed is shown as it was typed, on one line, and nobody is mentioned by it.
 * It covers what discord.js's `escapeMarkdown` leaves: headings, lists, quotes, subtext, masked links, mentions,
 * timestamps, custom emoji and marks of direction. https://docs.discord.com/developers/reference#message-formatting
 *
 * @param room - Cut with an ellipsis to fit, between two visible characters and never inside an escape or an address.
 */
export function escapeWords(text: string, room: Room = { chars: 4000 }): string {
  const line = plainWords(text);
  // Most texts fit as they are, and need not be taken apart to be cut.
  if (!line.includes("://") && !LEAD.test(line)) {
    const whole = SPECIAL.test(line) ? line.replaceAll(ALL_SPECIAL, ESCAPE) : line;
    if (fitsIn(whole, room)) return whole;
  }
  return join(escapedPieces(text, room), room);
}

/** Like `escapeWords`, and shows the people a text of a round marks. With empty `allowed_mentions` that pings nobody. */
export function escapeNaming(text: string, room: Room = { chars: 4000 }): string {
  const people: string[] = [];
  const slotted = replaceMentions(text.replaceAll(SLOT, ""), (person) => {
    people.push(person);
    return SLOT;
  });
  const pieces = escapedPieces(slotted, room).map((piece) =>
    piece.replaceAll(SLOT, () => toMention(people.shift() ?? "")),
  );
  return join(pieces, room);
}

/** Stands for a person while a text is escaped; nobody can type it, because it is taken out before. */
const SLOT = "\uFFFC";

/** A person, or with `&` a role. https://docs.discord.com/developers/reference#message-formatting-formats */
function toMention(person: string): string {
  return /^&?\d{1,20}$/u.test(person) ? `<@${person}>` : escaped(plainWords(person)).join("");
}

function escapedPieces(text: string, room: Room): string[] {
  const line = plainWords(text).slice(0, room.chars + BEYOND_CHARS);
  const pieces = piecesOf(line);
  const lead = LEAD.exec(line)?.[0];
  if (lead === "-" || lead === "+") pieces[0] = `\\${lead}`;
  else if (lead !== undefined) pieces[lead.length] = `\\${pieces[lead.length] ?? ""}`;
  return pieces;
}

/** Words for a place without markup, such as a button: one line without invisible marks, cut with an ellipsis. */
export function cutWords(text: string, charsMax: number): string {
  const line = plainWords(text);
  if (line.length <= charsMax) return line;
  return join(
    [...GRAPHEMES.segment(line.slice(0, charsMax + BEYOND_CHARS))].map(({ segment }) => segment),
    { chars: charsMax },
  );
}

/** The same for a place that Discord wants filled: a button, an option, a title. */
export function cutLabel(text: string, charsMax: number): string {
  return cutWords(text, charsMax) || "·";
}

/** Most texts: nothing invisible, and single spaces between words. A screen has dozens, so they are looked at once. */
const PLAIN = /^[!-~](?: ?[!-~‘’“”–…→✓·])*$/u;

function plainWords(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replaceAll(/\s+/gu, " ").replaceAll(INVISIBLE, "").trim();
}

function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: found, index } of line.matchAll(URL_IN_TEXT)) {
    const url = found.replace(/[.,;:!?…]+$/u, "");
    pieces.push(...escaped(line.slice(from, index)), `<${url}>`);
    from = index + url.length;
  }
  pieces.push(...escaped(line.slice(from)));
  return pieces;
}

/** One piece a visible character. */
function escaped(text: string): string[] {
  return [...GRAPHEMES.segment(text)].map(({ segment }) =>
    SPECIAL.test(segment) ? segment.replaceAll(ALL_SPECIAL, ESCAPE) : segment,
  );
}

function fitsIn(text: string, { chars, bytes = Infinity }: Room): boolean {
  return text.length <= chars && (bytes === Infinity || Buffer.byteLength(text) <= bytes);
}

function join(pieces: readonly string[], room: Room): string {
  const { chars, bytes = Infinity } = room;
  const whole = pieces.join("");
  if (fitsIn(whole, room)) return whole;
  let cut = "";
  let used = Buffer.byteLength(ELLIPSIS);
  for (const piece of pieces) {
    used += Buffer.byteLength(piece);
    if (cut.length + piece.length + ELLIPSIS.length > chars || used > bytes) break;
    cut += piece;
  }
  return `${cut.trimEnd()}${ELLIPSIS}`;
}
