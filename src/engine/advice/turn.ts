import type { Retelling } from "../hearing/retelling.ts";
import { made, phraseLength } from "./pieces.ts";
import type { Piece } from "./pieces.ts";
import { smallAtHead, written } from "./written.ts";

/** Turns the first person to the second, makes the verbs agree, and writes names as they are written. */
export function turn(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] {
  const { turns, person, joint } = retelling;
  let isSpeaker = false;
  const turned = pieces.flatMap((piece, at): readonly Piece[] => {
    if (piece.isQuoted || !piece.isWord) return [piece];
    const becomes = secondPerson(pieces, at, retelling);
    const isHead = isAtHead(pieces, at, retelling);
    const isVerb = retelling.verbs.has(pieces[at + 1]?.word ?? "") || piece.word.includes("'");
    if (retelling.nominatives.has(piece.word) && (becomes !== undefined || isVerb))
      isSpeaker = becomes !== undefined;
    else if (isHead && retelling.determiners.has(piece.word)) isSpeaker = false;
    if (becomes !== undefined) {
      // "They told us we may": nobody writes "you you".
      const before = pieces[at - 1]?.word ?? "";
      const isObject = turns.get(before) === person && !retelling.nominatives.has(before);
      const isTwice = isObject && retelling.nominatives.has(piece.word);
      const own = made(becomes, true);
      return isTwice ? [made(joint, true), own] : [{ ...own, isApart: piece.isApart }];
    }
    const agreeing = isSpeaker ? agreement(pieces, at, retelling) : undefined;
    if (agreeing !== undefined) return [made(agreeing, piece.isApart)];
    const owner = isHead ? ownerBefore(pieces, at, retelling) : undefined;
    const spelt = { ...piece, text: written(pieces, at, retelling) };
    return owner === undefined
      ? [spelt]
      : [made(owner, piece.isApart), { ...smallAtHead(spelt, retelling), isApart: true }];
  });
  const [first, ...rest] = turned;
  return first === undefined ? [] : [smallAtHead(first, retelling), ...rest];
}

/** At the beginning, behind a comma or behind a word such as "and". */
function isAtHead(pieces: readonly Piece[], at: number, retelling: Retelling): boolean {
  const before = pieces[at - 1];
  if (before === undefined) return true;
  const isMark = /^[,;:(-]$/u.test(before.text) && pieces[at]?.isApart === true;
  return isMark || retelling.cuts.has(before.word) || retelling.keeps.has(before.word);
}

/** What a word of the first person becomes; undefined for any other word. */
function secondPerson(
  pieces: readonly Piece[],
  at: number,
  retelling: Retelling,
): string | undefined {
  const { turns, unsure, notAfter } = retelling;
  const { word = "" } = pieces[at] ?? {};
  const becomes = turns.get(word);
  const before = pieces[at - 1];
  const next = pieces[at + 1];
  if (becomes === undefined) return undefined;
  // Codes: "I/O", "us-based", "i.e."
  const isJoined = [before, next].some(
    (piece, side) =>
      piece !== undefined &&
      /^[-/&.]$/u.test(piece.text) &&
      (side === 0
        ? pieces[at]?.isApart === false
        : !piece.isApart && pieces[at + 2]?.isApart === false),
  );
  // "Level I" is a number where no verb follows.
  const isSubject = retelling.nominatives.has(word) && next?.isWord === true;
  const isOther = !isSubject && notAfter.get(word)?.has(before?.word ?? "") === true;
  // "Algorithmen im Betrieb": inside a name of another language.
  const isNamed =
    unsure.inNames.has(word) && [before, next].every((piece) => /^\p{Lu}/u.test(piece?.text ?? ""));
  if (isJoined || isOther || isNamed) return undefined;
  if (!unsure.words.has(word)) return becomes;
  const follows = next?.word ?? "";
  const isVerb = unsure.before.has(follows) || retelling.adverbs.has(follows);
  return isVerb ? becomes : undefined;
}

/** The verb right behind its subject, or behind "and" where the subject is the same: "I tried and was lost". */
function agreement(pieces: readonly Piece[], at: number, retelling: Retelling): string | undefined {
  const { agreement: forms, turns } = retelling;
  const piece = pieces[at];
  const form = forms.get(piece?.word ?? "");
  if (form === undefined || pieces[at - 1]?.isNumber === true) return undefined;
  for (let back = at - 1; back >= Math.max(0, at - 4); back -= 1) {
    const { word = "" } = pieces[back] ?? {};
    if (turns.has(word) && retelling.nominatives.has(word)) return form;
    if (retelling.cuts.has(word) || retelling.keeps.has(word) || word === ",") return form;
    if (!retelling.adverbs.has(word)) return undefined;
  }
  return undefined;
}

/** "Boss says" lacks its "your". */
function ownerBefore(
  pieces: readonly Piece[],
  at: number,
  retelling: Retelling,
): string | undefined {
  const { bare } = retelling;
  const length = phraseLength(bare, pieces, at);
  if (length === 0) return undefined;
  const noun = pieces.slice(at, at + length).map(({ word }) => word);
  let next = at + length;
  if (retelling.adverbs.has(pieces[next]?.word ?? "")) next += 1;
  return retelling.verbs.has(pieces[next]?.word ?? "") ? bare.get(noun.join(" ")) : undefined;
}
