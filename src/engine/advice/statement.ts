import type { Retelling } from "../hearing/retelling.ts";
import { phraseLength } from "./pieces.ts";
import type { Piece } from "./pieces.ts";

/** Words after the head of a sentence among which its verb is looked for. */
const VERB_WITHIN = 14;

/** Whether a statement begins here: with a subject and a verb, or with what may stand before both. */
export function isStatement(pieces: readonly Piece[], retelling: Retelling, from = 0): boolean {
  const at = headFrom(pieces, retelling, from);
  const head = pieces[at];
  if (head === undefined) return false;
  const subordinate = phraseLength(retelling.subordinators, pieces, at);
  const isTime = retelling.leads.has(head.word) && isNounOnly(pieces, retelling, at + 1);
  if (subordinate > 1 || (subordinate > 0 && !isTime)) return hasMainClause(pieces, retelling, at);
  if (retelling.questions.inverting.has(head.word)) return false;
  // "That I learn it" is no statement; "what I need is time" is one.
  const isInside = retelling.nominatives.has(pieces[at + 1]?.word ?? "");
  const isJoining = retelling.subjects.has(head.word) && !retelling.nominatives.has(head.word);
  if (isInside && isJoining) return retelling.questions.words.has(head.word);
  if (isSubject(pieces, retelling, at)) return true;
  if (retelling.subjects.has(head.word) && !retelling.determiners.has(head.word)) return false;
  const isLead = retelling.leads.has(head.word) && !retelling.determiners.has(head.word);
  return isLead
    ? subjectAfter(pieces, retelling, at) !== undefined
    : hasVerb(pieces, retelling, at);
}

/** Marks and adverbs before the head left out. */
function headFrom(pieces: readonly Piece[], retelling: Retelling, from: number): number {
  let at = from;
  while (pieces[at]?.isWord === false && pieces[at]?.isNumber === false) at += 1;
  while (
    retelling.adverbs.has(pieces[at]?.word ?? "") &&
    !retelling.determiners.has(pieces[at]?.word ?? "")
  )
    at += 1;
  return at;
}

/** Whether a pronoun stands here that is the subject of what follows. */
function isSubject(pieces: readonly Piece[], retelling: Retelling, at: number): boolean {
  const head = pieces[at];
  const next = pieces[at + 1];
  if (head === undefined || next === undefined || head.isQuoted) return false;
  if (!retelling.subjects.has(head.word)) return false;
  if (!next.isWord && next.text !== "," && next.text !== '"')
    return head.word.includes("'") && next.isNumber;
  // "Nothing to pay" says of nothing what it does.
  if (retelling.purposes.has(next.word)) return false;
  const isSure = retelling.nominatives.has(head.word) || head.word.includes("'");
  if (isSure) return next.isWord && (!isJoint(next, retelling) || head.word.includes("'"));
  return [1, 2, 3, 4].some((ahead) => isFinite(pieces, retelling, at + ahead));
}

/** Whether a verb stands here that is no participle, as "planned" is in "nothing planned". */
function isFinite(pieces: readonly Piece[], retelling: Retelling, at: number): boolean {
  const { word = "" } = pieces[at] ?? {};
  if (!retelling.verbs.has(word)) return false;
  const next = pieces[at + 1];
  const hasObject =
    startsNoun(next, retelling) ||
    (retelling.cuts.has(next?.word ?? "") && startsNoun(pieces[at + 2], retelling)) ||
    next?.isNumber === true ||
    retelling.turns.has(next?.word ?? "");
  return !retelling.participles.has(word) || hasObject;
}

function isJoint({ word }: Piece, retelling: Retelling): boolean {
  return retelling.cuts.has(word) || retelling.keeps.has(word);
}

/** "As a contractor I …", "since summer we …": what follows is a noun and no clause of its own. */
function isNounOnly(pieces: readonly Piece[], retelling: Retelling, from: number): boolean {
  if (!startsNoun(pieces[from], retelling)) return true;
  for (let at = from; at < Math.min(pieces.length, from + VERB_WITHIN); at += 1) {
    if (retelling.nominatives.has(pieces[at]?.word ?? "")) return at > from;
    if (at > from && isFinite(pieces, retelling, at)) return false;
  }
  return false;
}

/** Whether a word is one that subjects begin with: I, my, boss. */
export function startsNoun(
  piece: Piece | undefined,
  { subjects, determiners, bare }: Retelling,
): boolean {
  const word = piece?.word ?? "";
  return subjects.has(word) || determiners.has(word) || bare.has(word);
}

/** The position of the first subject with a verb in what follows a word such as "in". */
function subjectAfter(
  pieces: readonly Piece[],
  retelling: Retelling,
  from: number,
): number | undefined {
  for (let at = from + 1; at < Math.min(pieces.length, from + VERB_WITHIN); at += 1) {
    const word = pieces[at]?.word ?? "";
    if (retelling.nominatives.has(word) && isSubject(pieces, retelling, at)) return at;
    if (retelling.subordinators.has(word) && !retelling.leads.has(word)) return undefined;
    const isNoun =
      retelling.determiners.has(word) || retelling.bare.has(word) || retelling.verbs.has(word);
    // "To do the sepsis alert work": what follows "to" is no statement.
    if (
      isNoun &&
      !retelling.purposes.has(pieces[from]?.word ?? "") &&
      hasVerb(pieces, retelling, at)
    )
      return at;
  }
  return undefined;
}

/** "If I pass" is none; "if I pass they pay" is one. */
function hasMainClause(pieces: readonly Piece[], retelling: Retelling, from: number): boolean {
  const { bare } = retelling;
  let subjects = 0;
  let skipped = false;
  for (let at = from + 1; at < Math.min(pieces.length, from + 2 * VERB_WITHIN); at += 1) {
    const word = pieces[at]?.word ?? "";
    const before = pieces[at - 1];
    const isFirst = at === from + 1 || before?.text === ",";
    const isNoun =
      (retelling.determiners.has(word) || bare.has(word) || before?.text === ",") && isFirst;
    if (skipped && !isFirst) skipped = false;
    else if (
      retelling.nominatives.has(word)
        ? isSubject(pieces, retelling, at)
        : isNoun && hasVerb(pieces, retelling, at)
    ) {
      subjects += 1;
      skipped = true;
    }
    if (subjects > 1) return true;
  }
  return false;
}

/** Whether a noun begins here that is followed by its verb; the verbs of "the tool we bought" are not its own. */
function hasVerb(pieces: readonly Piece[], retelling: Retelling, from: number): boolean {
  let isInside = false;
  let isPassed = false;
  for (let at = from + 1; at < Math.min(pieces.length, from + VERB_WITHIN); at += 1) {
    const piece = pieces[at];
    if (piece === undefined || /^[.;:!?\n]$/u.test(piece.text)) return false;
    if (piece.isQuoted) continue;
    const before = pieces[at - 1]?.word ?? "";
    if (retelling.nominatives.has(piece.word)) {
      // "Two months ago I …", and "my partner and I run …".
      if (retelling.adverbs.has(before)) return true;
      // A contracted one brings its verb along: "we've".
      if (!piece.word.includes("'") && !retelling.cuts.has(before)) isInside = true;
      continue;
    }
    if (retelling.subordinators.has(piece.word) && !retelling.leads.has(piece.word)) return false;
    if (retelling.adverbs.has(piece.word)) continue;
    const isOwn = !isInside;
    isPassed ||= isInside;
    isInside = false;
    // The "wants" of "the school I apply to wants" is a verb.
    const isPlaced =
      retelling.determiners.has(before) || (retelling.leads.has(before) && !isPassed);
    const isNoun = isPlaced && !retelling.adverbs.has(before);
    if (isOwn && isFinite(pieces, retelling, at) && !isNoun) return true;
  }
  return false;
}

/** Whether a sentence asks something, by how it begins. */
export function isQuestion(pieces: readonly Piece[], retelling: Retelling): boolean {
  const { questions } = retelling;
  const first = pieces[0]?.word ?? "";
  const second = pieces[1]?.word ?? "";
  if (questions.words.has(first)) return questions.inverting.has(second) || pieces.length <= 3;
  const isPronoun = retelling.nominatives.has(second) || second === "you";
  if (questions.beforePronounsOnly.has(first)) return isPronoun;
  return questions.inverting.has(first) && (isPronoun || retelling.determiners.has(second));
}

/** Whether "you" stands for everybody wherever it stands, as in "until you finish", and never for us. */
export function speaksToUs(pieces: readonly Piece[], { addressed }: Retelling): boolean {
  let isGeneral = false;
  return pieces.some((piece, at) => {
    if (piece.isQuoted || !addressed.words.has(piece.word)) return false;
    const isSpoken = phraseLength(addressed.spoken, pieces, at + 1) > 0;
    const isStart = at === 0 && phraseLength(addressed.starts, pieces, 1) > 0;
    const isEverybody = addressed.after.has(pieces[at - 1]?.word ?? "") || isStart;
    if (isEverybody && !isSpoken) isGeneral = true;
    return !isGeneral || isSpoken;
  });
}
