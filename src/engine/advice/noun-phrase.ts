import type { Retelling } from "../hearing/retelling.ts";
import type { Words } from "../hearing/words.ts";
import { made, phraseLength, toPieces, toText, wordCount } from "./pieces.ts";
import type { Piece } from "./pieces.ts";
import { turn } from "./turn.ts";

/** Longest task that is named, in words. */
export const TASK_WORDS_MAX = 6;

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
  const made = phraseLength(nouns.makers, pieces, from);
  const done = phraseLength(nouns.deeds, pieces, from);
  const deed = done === 0 ? undefined : nouns.deeds.get(pieces[from]?.word ?? "");
  const thing = thingFrom(pieces.slice(from + Math.max(made, done)), retelling);
  if (thing === undefined) return undefined;
  return named(thing, deed, made > 0, retelling);
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
  const core = end < 0 ? pieces : pieces.slice(0, end);
  const first = core[0]?.word ?? "";
  const isEmpty =
    core.length === 0 || nouns.never.has(first) || nouns.never.has(core.at(-1)?.word ?? "");
  const bare = nouns.articles.has(first) ? core.slice(1) : core;
  if (isEmpty || bare.length === 0 || core.some(({ isQuoted }) => isQuoted)) return undefined;
  if (bare.some(({ word }) => isVerb(word, retelling) || nouns.never.has(word))) return undefined;
  return core;
}

/** A verb in what should be a thing: it is a sentence. */
function isVerb(word: string, { nominatives, questions, elided }: Retelling): boolean {
  return nominatives.has(word) || questions.inverting.has(word) || elided.has(word);
}

function named(
  thing: readonly Piece[],
  deed: string | undefined,
  isMade: boolean,
  retelling: Retelling,
): string | undefined {
  const { nouns } = retelling;
  const first = thing[0];
  const isOwned = nouns.articles.has(first?.word ?? "") || first?.isNumber === true;
  if (nouns.comparatives.has(first?.word ?? "")) return undefined;
  const before = deed === undefined ? (isOwned || !isMade ? [] : [nouns.owner]) : deed.split(" ");
  const said = [
    ...before.map((word) => made(word, true)),
    ...turn(thing, retelling).map((piece, at) => (at === 0 ? { ...piece, isApart: true } : piece)),
  ];
  return wordCount(said) > TASK_WORDS_MAX ? undefined : toText(said);
}
