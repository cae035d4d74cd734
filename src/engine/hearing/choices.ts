import { toClauses } from "./clauses.ts";
import type { Token } from "./tokens.ts";
import { UNSURE_OPTION } from "./words.ts";
import type { OptionWords, Words } from "./words.ts";

interface Mention {
  readonly id: string;
  readonly phrase: string;
  /** Positions among the words of its clause; `end` is after the last. */
  readonly start: number;
  readonly end: number;
  /** The position of the option that it names. */
  readonly option: number;
}

/** A negation turns around what follows in its clause, up to this many words on. */
const NEGATION_REACH = 5;
/** A negation that follows turns around what stands this near before it. */
const NEGATION_AFTER_REACH = 3;

/** What a text names. */
export interface Mentions {
  /** Ids of the options that it says. */
  readonly options: readonly string[];
  /** Ids of the options that it says are not so. */
  readonly denied: readonly string[];
  /** It also says "not sure", "maybe". */
  readonly isHedged: boolean;
}

const NO_MENTIONS: Mentions = { options: [], denied: [], isHedged: false };

/**
 * The options that a text names, clause by clause. A longer phrase beats a shorter one inside it; a negated one does not
 * count; an option that is `over` another beats it. A bare yes, no or number word counts as a clause of its own at
 * either end, and only when nothing says more; "not sure" counts only when nothing else is said.
 */
export function mentionedIn(
  tokens: readonly Token[],
  options: readonly OptionWords[],
  words: Words,
): Mentions {
  const own = mentionsKnown.get(tokens) ?? new Map<readonly OptionWords[], Mentions>();
  mentionsKnown.set(tokens, own);
  const before = own.get(options);
  if (before) return before;
  const mentions = findMentions(tokens, options, words);
  own.set(options, mentions);
  return mentions;
}

/** What was found in a text, for as long as it is read: each text is looked at several times. */
const mentionsKnown = new WeakMap<readonly Token[], Map<readonly OptionWords[], Mentions>>();

/** Whether a word of the text begins a phrase of one of these options. */
export function mayName(tokens: readonly Token[], options: readonly OptionWords[]): boolean {
  const index = indexOf(options);
  return tokens.some(({ normal }) => index.has(normal));
}

function findMentions(
  tokens: readonly Token[],
  options: readonly OptionWords[],
  words: Words,
): Mentions {
  const index = indexOf(options);
  if (!mayName(tokens, options)) return NO_MENTIONS;
  const clauses = toClauses(tokens, words);
  const found = clauses.flatMap((clause, at) => {
    const said = clause.tokens.filter(({ type }) => type !== "mark").map(({ normal }) => normal);
    const isEdge = at === 0 || at === clauses.length - 1;
    if (!said.some((word) => index.has(word))) return [];
    return mentionsIn(said, index, words).map((mention) => ({
      ...mention,
      isNegated: isNegated(mention, said, words),
      isBare: isBare(mention.phrase, words),
      isAnswer:
        isEdge && (mention.end - mention.start === said.length || isOpening(mention, at, words)),
    }));
  });
  const meant = found.filter((mention) => !mention.isNegated);
  const telling = meant.filter((mention) => !mention.isBare);
  const says = telling.some(({ id }) => id !== UNSURE_OPTION);
  const bare = says ? [] : meant.filter((mention) => mention.isBare && mention.isAnswer);
  const ids = [...new Set([...telling, ...bare].map(({ id }) => id))];
  const named = ids.filter((id) => id !== UNSURE_OPTION);
  const over = new Set(options.flatMap(({ id, over: beaten }) => (ids.includes(id) ? beaten : [])));
  const left = named.filter((id) => !over.has(id));
  const denied = found.filter((mention) => mention.isNegated).map(({ id }) => id);
  return {
    options: left.length > 0 ? left : ids,
    denied: [...new Set(denied)].filter((id) => !ids.includes(id)),
    isHedged: left.length > 0 && ids.includes(UNSURE_OPTION),
  };
}

/** Yes and no answer also when the text goes on after them. */
function isOpening({ start, end, phrase }: Mention, clause: number, words: Words): boolean {
  return (
    clause === 0 && start === 0 && end === 1 && (words.yes.has(phrase) || words.no.has(phrase))
  );
}

/** The single option that a text names. */
export function singleMention(
  tokens: readonly Token[],
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  const { options: mentioned } = mentionedIn(tokens, options, words);
  return mentioned.length === 1 ? mentioned[0] : undefined;
}

/** Whether a word of the text turns something around: it is then no plain statement. */
export function hasNegation(tokens: readonly Token[], words: Words): boolean {
  return tokens.some(({ normal }) => words.negations.has(normal) || words.nones.has(normal));
}

/** The mentions in the words of one clause, with and without words that say nothing. */
function mentionsIn(said: readonly string[], index: PhraseIndex, words: Words): readonly Mention[] {
  const all: Reading = { said };
  const found = occurrences(index, all);
  // Mentions stand in the order of the options, also where a reading without fillers adds some.
  if (said.some((word) => words.fillers.has(word))) {
    const at = [...said.keys()].filter((position) => !words.fillers.has(said[position] ?? ""));
    found.push(...occurrences(index, { said: at.map((position) => said[position] ?? ""), at }));
  }
  return outermost(found.toSorted((one, other) => one.option - other.option));
}

/** The words of a clause, and where each stands in it when some are left out. */
interface Reading {
  readonly said: readonly string[];
  readonly at?: readonly number[];
}

/** Where the phrases of the options stand in a reading of a clause. */
function occurrences(index: PhraseIndex, { said, at }: Reading): Mention[] {
  const found: Mention[] = [];
  for (let position = 0; position < said.length; position += 1)
    for (const { id, phrase, words, option } of index.get(said[position] ?? "") ?? []) {
      if (!words.every((word, offset) => said[position + offset] === word)) continue;
      const last = position + words.length - 1;
      const [start, end] = at ? [at[position] ?? 0, (at[last] ?? 0) + 1] : [position, last + 1];
      found.push({ id, phrase, start, end, option });
    }
  return found;
}

interface Phrase extends Pick<Mention, "id" | "phrase" | "option"> {
  readonly words: readonly string[];
}

/** The phrases of some options by their first word. */
type PhraseIndex = ReadonlyMap<string, readonly Phrase[]>;
const indexes = new WeakMap<readonly OptionWords[], PhraseIndex>();

/** The index of a list of options, made once. */
function indexOf(options: readonly OptionWords[]): PhraseIndex {
  const known = indexes.get(options);
  if (known) return known;
  const made = new Map<string, Phrase[]>();
  for (const [option, { id, phrases }] of options.entries())
    for (const phrase of phrases) {
      const words = phrase.split(" ");
      const [first = ""] = words;
      const own = made.get(first) ?? [];
      own.push({ id, phrase, words, option });
      made.set(first, own);
    }
  indexes.set(options, made);
  return made;
}

/** The mentions that stand inside no longer one. */
function outermost(found: readonly Mention[]): readonly Mention[] {
  if (found.length < 2) return found;
  // The farthest end of what begins at a position, and of what begins before it.
  const ends: number[] = [];
  for (const { start, end } of found) ends[start] = Math.max(ends[start] ?? 0, end);
  const before: number[] = [];
  let farthest = 0;
  for (let at = 0; at < ends.length; at += 1) {
    before[at] = farthest;
    farthest = Math.max(farthest, ends[at] ?? 0);
  }
  return found.filter(({ start, end }) => (before[start] ?? 0) < end && (ends[start] ?? 0) <= end);
}

function isNegated({ start, end }: Mention, said: readonly string[], words: Words): boolean {
  for (let at = start; at > 0 && start - at < NEGATION_REACH; at -= 1) {
    const before = said[at - 1] ?? "";
    if (words.negations.has(before) || (at === start && words.nones.has(before))) return true;
  }
  return said.slice(end, end + NEGATION_AFTER_REACH).some((word) => words.negationsAfter.has(word));
}

function isBare(phrase: string, words: Words): boolean {
  return words.yes.has(phrase) || words.no.has(phrase) || words.numerals.small.has(phrase);
}
