import type { Phrases, Retelling } from "../hearing/retelling.ts";
import { phraseLength } from "./pieces.ts";
import type { Piece } from "./pieces.ts";
import { isStatement, startsNoun } from "./statement.ts";

/** Without "lol" and the like, and the comma that stood behind them. */
export function withoutAsides(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] {
  const isAside = (piece: Piece | undefined) =>
    piece !== undefined && !piece.isQuoted && retelling.asides.has(piece.word);
  return pieces.filter(
    (piece, at) => !isAside(piece) && !(piece.text === "," && isAside(pieces[at - 1])),
  );
}

/** Without the words around what is said that say nothing: "well, …", "… tbh". */
export function trim(sentence: readonly Piece[], retelling: Retelling): readonly Piece[] {
  let from = 0;
  for (let end = openerEnd(sentence, from, retelling); end > from;) {
    from = end;
    end = openerEnd(sentence, from, retelling);
  }
  return trimEnd(sentence.slice(from), retelling);
}

/** Without such words, and marks, at its end. */
export function trimEnd(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] {
  let to = pieces.length;
  for (let start = closerStart(pieces, to, retelling); start < to;) {
    to = start;
    start = closerStart(pieces, to, retelling);
  }
  return pieces.slice(0, to);
}

/** The position after the mark or the opening words that stand here. */
function openerEnd(pieces: readonly Piece[], at: number, retelling: Retelling): number {
  const piece = pieces[at];
  if (piece === undefined) return at;
  const isMark = !piece.isWord && !piece.isNumber && !piece.isQuoted;
  if (isMark && !/^[(#~<>+\p{Sc}]$/u.test(piece.text)) return at + 1;
  if (phraseLength(retelling.notOpeners, pieces, at) > 0) return at;
  const length = phraseLength(retelling.openers, pieces, at);
  if (length === 0) return isBareReason(pieces, at, retelling) ? at + 1 : at;
  const end = at + length;
  const next = pieces[end];
  const isMarked = next !== undefined && /^[,.:!-]$/u.test(next.text);
  if (next?.text === "-" && !next.isApart) return at;
  const words = pieces.slice(at, end).map(({ word }) => word);
  if (retelling.withComma.has(words.join(" ")) && !isMarked) return at;
  // "I think the exam …" opens a statement, and "I think about leaving" is one.
  const isSaying = retelling.nominatives.has(words[0] ?? "") && length > 1;
  const isFollowed = isMarked || startsNoun(next, retelling);
  return isSaying && !isFollowed ? at : end;
}

/** "As my boss wants it": nothing but a reason. */
function isBareReason(pieces: readonly Piece[], at: number, retelling: Retelling): boolean {
  const isReason =
    retelling.because.has(pieces[at]?.word ?? "") && startsNoun(pieces[at + 1], retelling);
  return (
    isReason && !isStatement(pieces.slice(at), retelling) && isStatement(pieces, retelling, at + 1)
  );
}

/** The position of the mark or the closing words that end right before `to`. */
function closerStart(pieces: readonly Piece[], to: number, retelling: Retelling): number {
  const last = pieces[to - 1];
  if (last === undefined || to < 2) return to;
  const isMark = !last.isWord && !last.isNumber && !last.isQuoted;
  if (isMark && !/^[%)"+'\p{Sc}]$/u.test(last.text)) return to - 1;
  for (let length = 4; length > 0; length -= 1) {
    const start = to - length;
    if (start <= 0) continue;
    const ends = (phrases: Phrases) => phraseLength(phrases, pieces.slice(0, to), start) === length;
    const isMarked = /^[,.:-]$/u.test(pieces[start - 1]?.text ?? "");
    if (pieces[start]?.isApart === false) continue;
    if (ends(retelling.closers) || (isMarked && ends(retelling.closersWithComma))) return start;
  }
  return to;
}
