import { normalise, READ_CHARS_MAX, UNSURE_OPTION } from "./words.ts";
import type { OptionWords, Words } from "./words.ts";

/** A text cut into words, with the places where a new clause begins. */
interface Clauses {
  readonly tokens: readonly string[];
  /** Positions of first words: what a negation says ends before them. */
  readonly starts: ReadonlySet<number>;
}

interface Mention {
  readonly id: string;
  readonly start: number;
  /** Position after the last word. */
  readonly end: number;
}

/** A negation turns around what follows in its clause, up to this many words on. */
const NEGATION_REACH = 5;

/** What a text names. */
export interface Mentions {
  /** Ids of the options. */
  readonly options: readonly string[];
  /** It also says "not sure". */
  readonly isHedged: boolean;
}

/**
 * The options that a text names. A longer phrase beats a shorter one inside it; a negated one does not count;
 * an option that is `over` another beats it. A bare yes, no or number word counts only at either end, and only when
 * nothing says more; "not sure" counts only when nothing else is said.
 */
export function mentionedIn(text: string, options: readonly OptionWords[], words: Words): Mentions {
  const clauses = toClauses(text, words);
  const { tokens } = clauses;
  const all = tokens.map((token, at) => ({ token, at }));
  const plain = all.filter(({ token }) => !words.fillers.has(token));
  const readings = plain.length < all.length ? [all, plain] : [all];
  const found = outermost(
    options.flatMap((option) => readings.flatMap((reading) => occurrences(option, reading))),
  );
  const meant = found.filter((mention) => !isNegated(mention, clauses, words));
  const telling = meant.filter((mention) => !isBare(mention, clauses, words));
  const says = telling.some(({ id }) => id !== UNSURE_OPTION);
  const bare = says ? [] : meant.filter((mention) => isAnswer(mention, clauses, words));
  const ids = [...new Set([...telling, ...bare].map(({ id }) => id))];
  const named = ids.filter((id) => id !== UNSURE_OPTION);
  const over = new Set(options.flatMap(({ id, over: beaten }) => (ids.includes(id) ? beaten : [])));
  const left = named.filter((id) => !over.has(id));
  return left.length > 0
    ? { options: left, isHedged: ids.includes(UNSURE_OPTION) }
    : { options: ids, isHedged: false };
}

/** The clause of a text in which one of the phrases stands, in the person's own writing. */
export function clauseWith(text: string, phrases: readonly string[], words: Words): string {
  const joints = words.understanding.joints.map((word) => `\\b${word}\\b`).join("|");
  const parts = text.split(new RegExp(`[.,;:!?()\\n–—]+|\\s-+\\s|${joints}`, "iu"));
  const found = parts.find((part) =>
    phrases.some((phrase) => ` ${normalise(part)} `.includes(` ${phrase} `)),
  );
  return (found ?? text).trim();
}

/** Whether a word of the text turns something around: it is then no plain statement. */
export function hasNegation(text: string, words: Words): boolean {
  return toClauses(text, words).tokens.some(
    (token) => words.negations.has(token) || words.nones.has(token),
  );
}

/** Whether one of the words, in normal form, stands in the text. */
export function saysAny(text: string, among: ReadonlySet<string>): boolean {
  return normalise(text)
    .split(" ")
    .some((word) => among.has(word));
}

function toClauses(text: string, words: Words): Clauses {
  const tokens: string[] = [];
  const starts = new Set<number>();
  for (const part of text.slice(0, READ_CHARS_MAX).split(/[.,;:!?()\n–—]+|\s-+\s/u)) {
    const normal = normalise(part);
    if (normal === "") continue;
    starts.add(tokens.length);
    for (const token of normal.split(" ")) {
      tokens.push(token);
      if (words.joints.has(token)) starts.add(tokens.length);
    }
  }
  return { tokens, starts };
}

/** Where the phrases of an option stand in a reading of the text: all of its words, or those that say something. */
function occurrences(
  { id, phrases }: OptionWords,
  reading: readonly { readonly token: string; readonly at: number }[],
): Mention[] {
  const text = ` ${reading.map(({ token }) => token).join(" ")} `;
  return phrases.flatMap((phrase) => {
    const found: Mention[] = [];
    let at = text.indexOf(` ${phrase} `);
    while (at >= 0) {
      const first = text.slice(0, at).split(" ").length - 1;
      const start = reading[first]?.at ?? 0;
      const last = reading[first + phrase.split(" ").length - 1]?.at ?? start;
      found.push({ id, start, end: last + 1 });
      at = text.indexOf(` ${phrase} `, at + 1);
    }
    return found;
  });
}

function outermost(found: readonly Mention[]): readonly Mention[] {
  const covers = (one: Mention, other: Mention) =>
    other.start <= one.start &&
    one.end <= other.end &&
    other.end - other.start > one.end - one.start;
  return found.filter((one) => !found.some((other) => covers(one, other)));
}

function isNegated({ start }: Mention, { tokens, starts }: Clauses, words: Words): boolean {
  for (let at = start; at > 0 && !starts.has(at) && start - at < NEGATION_REACH; at -= 1) {
    const before = tokens[at - 1] ?? "";
    if (words.negations.has(before) || (at === start && words.nones.has(before))) return true;
  }
  return false;
}

function isBare({ start, end }: Mention, { tokens }: Clauses, words: Words): boolean {
  const phrase = tokens.slice(start, end).join(" ");
  const { numbers } = words.understanding;
  return words.yes.has(phrase) || words.no.has(phrase) || Object.hasOwn(numbers, phrase);
}

/** A bare word answers as a clause of its own at either end; yes and no also when the text goes on after them. */
function isAnswer(mention: Mention, { tokens, starts }: Clauses, words: Words): boolean {
  const { start, end } = mention;
  const first = tokens[start] ?? "";
  const isYesOrNo = end - start === 1 && (words.yes.has(first) || words.no.has(first));
  const opens = start === 0 && (isYesOrNo || starts.has(end));
  const closes = starts.has(start) && end === tokens.length;
  return isBare(mention, { tokens, starts }, words) && (opens || closes);
}
