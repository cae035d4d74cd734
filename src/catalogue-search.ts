import MiniSearch, { type SearchResult } from "minisearch";
import { createOtherCodes } from "./catalogue-codes.ts";
import type { Certification } from "./catalogue-file.ts";
import type { Catalogue, CatalogueMatch } from "./engine/catalogue.ts";

const TEXT_CHARS_MAX = 300;
const MATCHES_MAX = 25;
/** A match this much weaker than the best one is noise. */
const WEAKEST_SHARE = 0.3;
/** Between two that fit a text as well, the one that can still be bought comes first. */
const RETIRED_WEIGHT = 0.8;

/** One way to name a certification: its name, its code or an alias. */
interface Phrase {
  readonly id: number;
  readonly entry: Certification;
  /** The words that tell it from others. */
  readonly words: readonly string[];
  readonly phrase: string;
  readonly vendor: string;
}

/**
 * Makes the search over names, codes, aliases and vendors.
 * @param entries every certification, in the order in which equals are told
 * @returns what a catalogue finds by words
 */
export function createSearch(
  entries: readonly Certification[],
): Pick<Catalogue, "find" | "named" | "isName" | "namesOther"> {
  const spelled = spell(entries);
  const others = createOtherCodes(entries, (squeezed) => spelled.has(squeezed));
  const phrases = entries.flatMap(phrasesOf).map((phrase, id) => ({ ...phrase, id }));
  const isOtherWord = createOtherWords(phrases);
  const index = new MiniSearch<Phrase>({
    fields: ["phrase", "vendor"],
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
    searchOptions: {
      boost: { phrase: 2 },
      weights: { prefix: 0.7, fuzzy: 0.5 },
      prefix: (term) => term.length >= 3,
      fuzzy: slipsAllowed,
    },
  });
  index.addAll(phrases);
  const find = rememberLast((text) => {
    const tokens = tokensOf(text.slice(0, TEXT_CHARS_MAX));
    const words = tellingWords(tokens);
    const ranked = rank(index.search(words.join(" ")), phrases, words);
    const literal = namedIn(tokens, spelled, isOtherWord);
    const complete = ranked.filter(isComplete).map(({ entry }) => entry);
    // A name that is part of a longer one is not meant where the text is that longer one, but for a slip.
    const isPart = complete.length > 0 && !literal.some((entry) => complete.includes(entry));
    const named = literal.length > 0 && !isPart ? literal : complete;
    const unnamed = ranked.map(({ entry }) => entry).toSorted((a, b) => approval(b) - approval(a));
    const found = new Set([...named, ...unnamed]);
    return [...found]
      .slice(0, MATCHES_MAX)
      .map((entry) => toMatch(entry, named.length === 1 && named[0] === entry));
  });
  const named = rememberLast((text) =>
    namedIn(tokensOf(text.slice(0, TEXT_CHARS_MAX)), spelled).map((entry) => toMatch(entry, true)),
  );
  return {
    find,
    named,
    isName: (text) => spelled.has(squeeze(text)),
    namesOther: (text) => {
      const start = text.slice(0, TEXT_CHARS_MAX).toLowerCase();
      return others.isSure(start) || (others.isLikely(start) && named(text).length === 0);
    },
  };
}

/** One text is looked up several times while it is read: what was found last is kept. */
function rememberLast(look: Catalogue["find"]): Catalogue["find"] {
  let last: { readonly text: string; readonly found: readonly CatalogueMatch[] } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, found: look(text) };
    return last.found;
  };
}

/** What a company approves comes before what fits as well; a name that stands in the text comes first all the same. */
function approval({ approved }: Certification): number {
  return approved === true ? 1 : 0;
}

function toMatch({ id, name }: Certification, exact: boolean): CatalogueMatch {
  return { id, name, exact };
}

// Reading a text

/** Words that certifications share, or that surround a name in a sentence: they tell nothing apart. */
const COMMON_WORDS = new Set(
  (
    "a about ai an and any are as at badge become buy by cert certificate certificates certification certifications " +
    "certified certs class course courses cost do doing exam exams for from get getting have how i if in interested is " +
    "it its like me my need of on one online or our paying program programme really should some study take taking test " +
    "that the their thing thinking this to training want was we what which will with would you your"
  ).split(" "),
);

/** Short forms and what they stand for, on a text that is already in small letters and single spaces. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bgen ?ai\b/g, "generative ai"],
  [/\bml\b/g, "machine learning"],
  [/\bllms\b/g, "llm"],
];

function tokensOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("€", " euro ")
    .replaceAll("$", " dollars ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const whole = SHORT_FORMS.reduce((read, [short, long]) => read.replaceAll(short, long), plain);
  return whole === "" ? [] : whole.split(" ");
}

/** What follows an amount and never a code: "ab 100 Euro" is German for a price. */
const UNITS = new Set("dollars euro euros eur hours people percent stunden usd".split(" "));

/** The words that tell certifications apart, with the parts of a code such as "ai 901" put together. */
function tellingWords(tokens: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = joined.at(-1);
    const isSecondHalf =
      token.length <= 3 && /\d/.test(token) && !UNITS.has(tokens[index + 1] ?? "");
    if (before !== undefined && before.length <= 5 && isSecondHalf)
      joined[joined.length - 1] += token;
    else joined.push(token);
  }
  return [...new Set(joined.filter((token) => token.length > 1 && !COMMON_WORDS.has(token)))];
}

// Names that stand in the text letter for letter

interface Spelling {
  readonly entries: ReadonlySet<Certification>;
  readonly isCode: boolean;
}

/** Every name, code and alias without its spaces: "AIF-C01", "aif c01" and "aifc01" are the same. */
function spell(entries: readonly Certification[]): ReadonlyMap<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      const isCode = name === entry.code || !name.includes(" ");
      for (const spelling of [tokensOf(name).join(""), squeeze(name)]) {
        const known = spellings.get(spelling);
        const sharing = new Set([...(known?.entries ?? []), entry]);
        spellings.set(spelling, { entries: sharing, isCode: isCode || known?.isCode === true });
      }
    }
  }
  spellings.delete("");
  return spellings;
}

/** Whether a word belongs to the names of other entries, and to none of these: "generative" beside "AI for everyone". */
type IsOtherWord = (word: string | undefined, of: ReadonlySet<Certification>) => boolean;

function createOtherWords(phrases: readonly Phrase[]): IsOtherWord {
  const using = new Map<string, Set<Certification>>();
  for (const { entry, words, vendor } of phrases)
    for (const word of [...words, ...vendor.split(" ")])
      using.set(word, (using.get(word) ?? new Set()).add(entry));
  return (word = "", of) => {
    const users = /^\p{L}{4,}$/u.test(word) ? using.get(word) : undefined;
    return users !== undefined && ![...of].some((entry) => users.has(entry));
  };
}

/**
 * Finds the longest names first; a code says more than a name beside it.
 *
 * @param isOtherWord - A name right beside such a word is part of another name, and not found.
 */
function namedIn(
  tokens: readonly string[],
  spellings: ReadonlyMap<string, Spelling>,
  isOtherWord: IsOtherWord = () => false,
): readonly Certification[] {
  const hits: Spelling[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    for (let end = Math.min(tokens.length, start + 12); end > start; end -= 1) {
      const hit = spellings.get(tokens.slice(start, end).join(""));
      const isAmount = end - start > 1 && UNITS.has(tokens[end] ?? "");
      if (hit !== undefined && !(hit.isCode && isAmount)) {
        const isBeside =
          !hit.isCode &&
          [tokens[start - 1], tokens[end]].some((word) => isOtherWord(word, hit.entries));
        if (!isBeside) hits.push(hit);
        start = end - 1;
        break;
      }
    }
  }
  const codes = hits.filter(({ isCode }) => isCode);
  return [...new Set((codes.length > 0 ? codes : hits).flatMap(({ entries }) => [...entries]))];
}

// Names that stand in the text with slips, in another order or in part

interface Ranked {
  readonly entry: Certification;
  readonly score: number;
  /** The text holds every word of a name, and no word that is not in it. */
  readonly isComplete: boolean;
}

function rank(
  results: readonly SearchResult[],
  phrases: readonly Phrase[],
  words: readonly string[],
): readonly Ranked[] {
  const best = new Map<Certification, Ranked>();
  for (const result of results) {
    const phrase = phrases[Number(result.id)];
    if (phrase === undefined) continue;
    const found = phrase.words.filter((word) => result.match[word]?.includes("phrase"));
    const asked = new Set(result.queryTerms).size;
    // One word may begin two of a phrase, and is no name for all that.
    const isWholePhrase = found.length === phrase.words.length && found.length > 1 && asked > 1;
    if (!isWholePhrase && asked * 2 < words.length) continue;
    const { entry } = phrase;
    const known = best.get(entry);
    const score = result.score * (entry.status === "retired" ? RETIRED_WEIGHT : 1);
    const complete = isWholePhrase && asked === words.length && hasNumbersOf(words, result.terms);
    best.set(entry, {
      entry,
      score: Math.max(score, known?.score ?? 0),
      isComplete: complete || known?.isComplete === true,
    });
  }
  const sorted = [...best.values()].toSorted((a, b) => b.score - a.score);
  const weakest = (sorted[0]?.score ?? 0) * WEAKEST_SHARE;
  return sorted.filter(({ score, isComplete: complete }) => complete || score >= weakest);
}

function isComplete(ranked: Ranked): boolean {
  return ranked.isComplete;
}

/** A code with one digit wrong is another exam, so slips are forgiven in words only. */
function hasNumbersOf(words: readonly string[], terms: readonly string[]): boolean {
  return words.filter((word) => /\d/.test(word)).every((word) => terms.includes(word));
}

/** Slips of the keyboard that are forgiven in one word. */
function slipsAllowed(term: string): number | false {
  if (term.length < 5) return false;
  return term.length < 8 || /\d/.test(term) ? 1 : 2;
}

function phrasesOf(entry: Certification): readonly Omit<Phrase, "id">[] {
  const vendor = tellingWords(tokensOf(entry.vendor ?? ""));
  const spellings = new Map<string, Omit<Phrase, "id">>();
  for (const name of namesOf(entry)) {
    const variants = [tellingWords(tokensOf(name))];
    if (name === entry.code) variants.push([squeeze(name)]);
    for (const words of variants) {
      const phrase = words.join(" ");
      spellings.set(phrase, { entry, words, phrase, vendor: vendor.join(" ") });
    }
  }
  spellings.delete("");
  return [...spellings.values()];
}

function namesOf({ name, code, aliases }: Certification): readonly string[] {
  return [name, ...(code === undefined ? [] : [code]), ...(aliases ?? [])];
}

function squeeze(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
