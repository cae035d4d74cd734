import type { Retelling } from "../hearing/retelling.ts";
import type { Piece } from "./pieces.ts";

/** A word as it is written: "ai" has capitals, "az-900" is a code, "dont" lacks its apostrophe. */
export function written(pieces: readonly Piece[], at: number, retelling: Retelling): string {
  const { spellings, capitals, months } = retelling;
  const { word = "", text = "" } = pieces[at] ?? {};
  const before = pieces[at - 1];
  const plain = spellings.get(word);
  if (plain !== undefined) return plain;
  // Somebody who uses capitals has chosen them.
  if (text !== word && at > 0) return text;
  const end = word.endsWith("'s") ? word.length - 2 : word.length;
  const name = capitals.get(word.slice(0, end));
  if (name !== undefined) return `${name}${word.slice(end)}`;
  const month = months.names.get(word);
  const isDate = before?.isNumber === true || months.before.has(before?.word ?? "");
  if (month !== undefined && (isDate || pieces[at + 1]?.isNumber === true)) return month;
  return isCode(pieces, at, retelling) ? text.toUpperCase() : text;
}

/** The parts of "az-900" and "aif-c01", and "az900". */
function isCode(pieces: readonly Piece[], at: number, retelling: Retelling): boolean {
  const parts = [-2, -1, 0, 1, 2].map((offset) => pieces[at + offset]);
  const [first, dash, own, nextDash, next] = parts;
  const word = own?.word ?? "";
  if (retelling.codes.has(word)) return isJoined(nextDash) && isNumbered(next);
  if (isNumbered(own) && isJoined(dash)) return retelling.codes.has(first?.word ?? "");
  const [, start] = /^(?<start>[a-z]{2,3})\d{3}$/u.exec(word) ?? [];
  return start !== undefined && retelling.codes.has(start);
}

function isNumbered(piece: Piece | undefined): boolean {
  return piece !== undefined && !piece.isApart && /^(?:\d+|[a-z]\d+)$/u.test(piece.word);
}

function isJoined(piece: Piece | undefined): boolean {
  return piece?.text === "-" && !piece.isApart;
}

/** The first word of a sentence without its capital, where it is no name. */
export function smallAtHead(piece: Piece, retelling: Retelling): Piece {
  const { bare, capitals } = retelling;
  const isPlain = /^\p{Lu}[\p{Ll}']*$/u.test(piece.text) && !capitals.has(piece.word);
  const { subjects, determiners, leads, subordinators, adverbs, common } = retelling;
  const isKnown = [subjects, determiners, leads, subordinators, adverbs, common, bare].some(
    (words) => words.has(piece.word),
  );
  return isPlain && isKnown ? { ...piece, text: piece.word } : piece;
}
