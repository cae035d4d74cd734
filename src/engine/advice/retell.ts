import type { Retelling } from "../hearing/retelling.ts";
import type { Words } from "../hearing/words.ts";
import { made, phraseLength, toPieces, toText, wordCount } from "./pieces.ts";
import type { Piece } from "./pieces.ts";
import { isQuestion, isStatement, speaksToUs, startsNoun } from "./statement.ts";
import { trim, trimEnd, withoutAsides } from "./trim.ts";
import { turn } from "./turn.ts";

/** What a person said of themselves, said to them. */
export interface Retold {
  /** A statement has a subject and a verb and reads after "you said that"; a phrase reads after "you mentioned". */
  readonly form: "statement" | "phrase";
  /** At most 16 words, without a capital at its beginning unless that is a name, and without a full stop. */
  readonly text: string;
}

/** Longest retelling, in words. */
export const RETOLD_WORDS_MAX = 16;
/** What is left when a long sentence is cut has at least so many words. */
const CUT_WORDS_MIN = 4;

/**
 * Says a person's own words back to them: "my boss only pays if I pass" is "your boss only pays if you pass". Undefined
 * for questions, commands, yes and no, rude words, what is said about us, what cannot be cut without changing it, and in
 * a language without the lists for it.
 */
export function retell(text: string, { retelling }: Words): Retold | undefined {
  if (retelling === undefined) return undefined;
  const pieces = withoutAsides(toPieces(text, retelling), retelling);
  if (pieces.some((_, at) => phraseLength(retelling.rude, pieces, at) > 0)) return undefined;
  let phrase: Retold | undefined;
  for (const sentence of toSentences(pieces)) {
    const retold = retellSentence(sentence, retelling);
    if (retold?.form === "statement") return retold;
    phrase ??= retold;
  }
  return phrase;
}

/** Cut at full stops and the like; a stop behind a single letter is an abbreviation's. */
function toSentences(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const sentences: Piece[][] = [[]];
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1];
    sentences.at(-1)?.push(piece);
    const isShort = (pieces[at - 1]?.word.length ?? 0) === 1 && piece.text === ".";
    const isEnd = /^[.!?;…\n]$/u.test(piece.text) && !isShort && next?.isApart !== false;
    if (isEnd && !piece.isQuoted) sentences.push([]);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}

function retellSentence(sentence: readonly Piece[], retelling: Retelling): Retold | undefined {
  if (sentence.slice(-3).some(({ text, isQuoted }) => text === "?" && !isQuoted)) return undefined;
  const trimmed = withoutLabel(trim(sentence, retelling), retelling);
  if (isUntold(trimmed, retelling)) return undefined;
  const said = trimEnd(fromStatement(withSubject(trimmed, retelling), retelling), retelling);
  const form = isStatement(said, retelling) ? "statement" : "phrase";
  if (form === "phrase" && !isPhrase(said, retelling)) return undefined;
  const cut = shortened(said, form, retelling);
  return cut && { form, text: toText(turn(trimEnd(cut, retelling), retelling)) };
}

function isUntold(said: readonly Piece[], retelling: Retelling): boolean {
  const { commands, adverbs } = retelling;
  const first = said.find(({ word }) => !adverbs.has(word));
  return (
    said.length < 2 ||
    isAnswer(said, retelling) ||
    commands.has(first?.word ?? "") ||
    said.some((_, at) => phraseLength(retelling.polite, said, at) > 0) ||
    isQuestion(said, retelling) ||
    speaksToUs(said, retelling) ||
    isBothSides(said, retelling)
  );
}

/** "Me, and it hurts" answers a question that nobody sees. */
function isAnswer(said: readonly Piece[], { turns, person, nominatives }: Retelling): boolean {
  const { word = "" } = said[0] ?? {};
  return turns.get(word) === person && !nominatives.has(word) && said[1]?.isWord === false;
}

/** "I'd like us to stop": the second person cannot tell the two apart. */
function isBothSides(said: readonly Piece[], { turns, nominatives, person }: Retelling): boolean {
  return said.some(
    ({ word, isQuoted }, at) =>
      !isQuoted &&
      turns.get(word) === person &&
      !nominatives.has(word) &&
      [2, 3].some((back) => {
        const before = said[at - back]?.word ?? "";
        return turns.has(before) && nominatives.has(before);
      }),
  );
}

/** "Engineer, Tallinn, I build agents all day" without what stands before its statement, where that has no figures. */
function fromStatement(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] {
  if (isStatement(pieces, retelling)) return pieces;
  const at = pieces.findIndex(
    ({ text }, comma) =>
      text === "," &&
      startsNoun(pieces[comma + 1], retelling) &&
      isStatement(pieces, retelling, comma + 1),
  );
  const isBare =
    at > 0 &&
    !startsNoun(pieces[0], retelling) &&
    !pieces.slice(0, at).some(({ isNumber, isQuoted }) => isNumber || isQuoted);
  return isBare ? pieces.slice(at + 1) : pieces;
}

/** A fragment that names something: no "yes", no "if I pass", no "me". */
function isPhrase(said: readonly Piece[], retelling: Retelling): boolean {
  const { turns } = retelling;
  const first = said[0]?.word ?? "";
  const isLoose =
    phraseLength(retelling.empties, said, 0) > 0 ||
    retelling.nominatives.has(first) ||
    phraseLength(retelling.subordinators, said, 0) > 0 ||
    phraseLength(retelling.because, said, 0) > 0;
  const isPerson = turns.has(first) && !retelling.determiners.has(first);
  return !isLoose && !isPerson && wordCount(said) > 1;
}

/** "Worry: I have never …" without its label, where a statement follows. */
function withoutLabel(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] {
  const colon = pieces.slice(0, 5).findIndex(({ text }) => text === ":");
  if (colon < 0) return pieces;
  const rest = pieces.slice(colon + 1);
  return isStatement(withSubject(rest, retelling), retelling) ? rest : pieces;
}

/** "Don't know the level" with the subject that was left out. */
function withSubject(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] {
  const isOwn = pieces.slice(1, 6).some(({ word }) => retelling.reflexives.has(word));
  if (isOwn && retelling.verbs.has(pieces[0]?.word ?? ""))
    return [
      made(retelling.person, true),
      ...pieces.map((piece, at) =>
        at === 0 ? { ...piece, text: piece.word, isApart: true } : piece,
      ),
    ];
  const { elided } = retelling;
  const length = phraseLength(elided, pieces, 0);
  const next = pieces[length];
  if (length === 0 || next === undefined || retelling.nominatives.has(next.word)) return pieces;
  const head = pieces
    .slice(0, length)
    .map(({ word }) => word)
    .join(" ");
  const words = (elided.get(head) ?? head).split(" ");
  return [...words.map((word) => made(word, true)), ...pieces.slice(length)];
}

/** Cut where a sentence of its own, or a relative one, begins; undefined where that would change what is said. */
function shortened(
  pieces: readonly Piece[],
  form: Retold["form"],
  retelling: Retelling,
): readonly Piece[] | undefined {
  if (wordCount(pieces) <= RETOLD_WORDS_MAX) return pieces;
  let best: readonly Piece[] | undefined;
  const { contrasts } = retelling;
  const turning = pieces.findLastIndex(({ word, isQuoted }) => !isQuoted && contrasts.has(word));
  let isOpen = false;
  for (let at = 0; at < pieces.length; at += 1) {
    const { text = "" } = pieces[at - 1] ?? {};
    if (text === "(" || text === ")") isOpen = text === "(";
    // What is left must not lose its "but".
    if (at < CUT_WORDS_MIN || at <= turning || isOpen) continue;
    if (!isCut(pieces, at, retelling)) continue;
    const left = pieces.slice(0, at);
    const count = wordCount(left);
    if (count > RETOLD_WORDS_MAX) break;
    if (count >= CUT_WORDS_MIN && (form === "phrase" || isStatement(left, retelling))) best = left;
  }
  return best;
}

function isCut(pieces: readonly Piece[], at: number, retelling: Retelling): boolean {
  const { cuts, keeps } = retelling;
  const piece = pieces[at];
  if (piece === undefined || piece.isQuoted) return false;
  const isDash = piece.text === "-" && piece.isApart && pieces[at + 1]?.isApart === true;
  const isMark = /^[,:(]$/u.test(piece.text) || isDash;
  if (!isMark && !cuts.has(piece.word)) return false;
  let next = at + 1;
  while (cuts.has(pieces[next]?.word ?? "")) next += 1;
  if (keeps.has(pieces[next]?.word ?? "")) return false;
  const { word = "" } = pieces[next] ?? {};
  const isRelative = isMark && retelling.nominatives.has(word) && !retelling.subjects.has(word);
  // A price or a length of time that is only set beside what was said.
  const isBeside = isMark && /^[\p{N}\p{Sc}]/u.test(pieces[next]?.text ?? "");
  return (
    isDash ||
    isRelative ||
    isBeside ||
    piece.text === "(" ||
    piece.text === ":" ||
    startsSentence(pieces, retelling, next)
  );
}

/** "And quality is so-so": a subject that is known as one, or one word with its verb right behind it. */
function startsSentence(pieces: readonly Piece[], retelling: Retelling, at: number): boolean {
  const isNear =
    startsNoun(pieces[at], retelling) ||
    retelling.leads.has(pieces[at]?.word ?? "") ||
    retelling.verbs.has(pieces[at + 1]?.word ?? "");
  return isNear && isStatement(pieces, retelling, at);
}
