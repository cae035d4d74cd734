import type { Retelling } from "../hearing/retelling.ts";
import type { Words } from "../hearing/words.ts";
import { phraseLength, toPieces, toText } from "./pieces.ts";
import type { Piece } from "./pieces.ts";
import { turn } from "./turn.ts";

/** Longest task that is named, in words. */
const TASK_WORDS_MAX = 6;

/**
 * A task as the thing it is about, to be named in a sentence: "writing the weekly production report" is "the weekly
 * production report". Undefined where it cannot be said as a thing of at most six words.
 */
export function nounPhrase(text: string, { retelling, understanding }: Words): string | undefined {
  if (retelling === undefined) return undefined;
  const { nouns, rude } = retelling;
  const leadIns = new Map(understanding.leadIns.map((phrase) => [phrase.toLowerCase(), phrase]));
  const all = toPieces(text, retelling);
  if (all.some((_, at) => phraseLength(rude, all, at) > 0)) return undefined;
  const pieces = clauseOf(all);
  let from = 0;
  const after = () =>
    Math.max(phraseLength(nouns.leads, pieces, from), phraseLength(leadIns, pieces, from));
  for (let length = after(); length > 0; length = after()) from += length;
  while (pieces[from]?.isWord === false && pieces[from]?.isNumber === false) from += 1;
  const isDeed = deedAt(pieces, from, retelling).end > from;
  const within = isDeed ? undefined : namedWithin(pieces, from, retelling);
  return within ?? namedFrom(pieces, from, retelling);
}

function namedFrom(
  pieces: readonly Piece[],
  from: number,
  retelling: Retelling,
): string | undefined {
  const done = deedAt(pieces, from, retelling);
  const thing = thingFrom(pieces.slice(done.end), retelling);
  return thing && named(thing, done, retelling);
}

/** What is done in a whole sentence: "the comparison of wordings" in "from January I have to compare wordings". */
function namedWithin(
  pieces: readonly Piece[],
  from: number,
  retelling: Retelling,
): string | undefined {
  const { nouns, nominatives, purposes, adverbs, obliging } = retelling;
  const leads = (piece: Piece | undefined) =>
    piece !== undefined &&
    !piece.isQuoted &&
    [nominatives, purposes, obliging].some((list) => list.has(piece.word));
  for (let at = from + 1; at < pieces.length; at += 1) {
    const isAdverb = adverbs.has(pieces[at - 1]?.word ?? "");
    const isDone = [nouns.makers, nouns.deeds].some((list) => phraseLength(list, pieces, at) > 0);
    if (!isDone || !leads(pieces[at - (isAdverb ? 2 : 1)])) continue;
    const found = namedFrom(pieces, at, retelling);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is done with the thing that follows. */
interface Deed {
  readonly end: number;
  /** "The comparison of"; undefined where the thing itself is the task. */
  readonly noun: string | undefined;
  readonly isMade: boolean;
}

/** Of two deeds with one thing, as in "drafting and checking the prompts", the thing is the task. */
function deedAt(pieces: readonly Piece[], from: number, { nouns }: Retelling): Deed {
  const lengthAt = (at: number) =>
    Math.max(phraseLength(nouns.makers, pieces, at), phraseLength(nouns.deeds, pieces, at));
  const length = lengthAt(from);
  const end = from + length;
  const isPaired = length > 0 && nouns.pairs.has(pieces[end]?.word ?? "");
  const second = isPaired ? lengthAt(end + 1) : 0;
  if (second > 0) return { end: end + 1 + second, noun: undefined, isMade: true };
  const noun = length === 1 ? nouns.deeds.get(pieces[from]?.word ?? "") : undefined;
  return { end, noun, isMade: length > 0 };
}

/** Up to the first mark that ends a clause. */
function clauseOf(pieces: readonly Piece[]): readonly Piece[] {
  const first = pieces.findIndex(({ isWord, isNumber }) => isWord || isNumber);
  const end = pieces.findIndex(
    ({ text, isApart }, at) =>
      at > first && (/^[.,;:!?()…\n]$/u.test(text) || (text === "-" && isApart)),
  );
  return first < 0 ? [] : pieces.slice(first, end < 0 ? pieces.length : end);
}

/** The noun that begins here, with what follows it as far as there is room; it ends before words such as "that". */
function thingFrom(pieces: readonly Piece[], retelling: Retelling): readonly Piece[] | undefined {
  const { nouns } = retelling;
  const end = pieces.findIndex(({ word }, at) => at > 0 && nouns.ends.has(word));
  const whole = end < 0 ? pieces : pieces.slice(0, end);
  const last = whole.findLastIndex(({ word }) => !nouns.tails.has(word));
  const core = whole.slice(0, last + 1);
  const words = core.map(({ word }) => word);
  const [first = "", second = ""] = words;
  const head = nouns.articles.has(first) ? second : first;
  const isThing =
    head !== "" &&
    !nouns.never.has(head) &&
    !nouns.never.has(first) &&
    !nouns.vague.has(words.at(-1) ?? "") &&
    !words.some((word) => isVerb(word, retelling)) &&
    !core.some(({ isQuoted }) => isQuoted);
  return isThing ? core : undefined;
}

/** A verb in what should be a thing: it is a sentence. */
function isVerb(word: string, { nominatives, questions, elided }: Retelling): boolean {
  return nominatives.has(word) || questions.inverting.has(word) || elided.has(word);
}

function named(
  thing: readonly Piece[],
  { noun, isMade }: Deed,
  retelling: Retelling,
): string | undefined {
  const { articles, owner } = retelling.nouns;
  const isOwned = articles.has(thing[0]?.word ?? "") || thing[0]?.isNumber === true;
  const before = noun ?? (isOwned || !isMade ? undefined : owner);
  const said = turn(thing, retelling);
  const text = before === undefined ? toText(said) : `${before} ${toText(said)}`;
  return text.split(" ").length > TASK_WORDS_MAX ? undefined : text;
}
