import { factsOf, optionIds } from "../dialog.ts";
import type { DialogFile, Question } from "../dialog.ts";
import { COMMANDS } from "./commands.ts";
import type { Command } from "./commands.ts";
import { createDateWords } from "./date-words.ts";
import type { DateWords } from "./date-words.ts";
import { NO_EXAMPLES } from "./examples.ts";
import type { LanguageExamples } from "./examples.ts";
import { createCurrencies } from "./money.ts";
import type { Currencies } from "./money.ts";
import { createNumerals } from "./numbers.ts";
import type { Numerals } from "./numbers.ts";
import type { Retelling } from "./retelling.ts";
import { normalise } from "./text.ts";
import { PHRASE_LISTS } from "./understanding.ts";
import type { OptionText, OptionTexts, PhraseList, Understanding } from "./understanding.ts";
import { NO_VECTORS } from "./vectors.ts";
import type { WordVectors } from "./vectors.ts";
import type { Weights } from "./weights.ts";

/** An option as people may name it. */
export interface OptionWords {
  readonly id: string;
  /** Label, aliases and the phrases for anywhere in normal form, longest first. */
  readonly phrases: readonly string[];
  /** Phrases of two words or more that say it even when something else was asked. */
  readonly anywhere: readonly string[];
  /** Ids of options that this one beats when a text names both: "they pay if I pass" is about passing. */
  readonly over: readonly string[];
}

/** One language, ready to be matched against. All words are in normal form. */
export interface Words {
  readonly locale: string;
  readonly understanding: Understanding;
  /** Commands by their phrase. */
  readonly commands: ReadonlyMap<string, Command>;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly emoji: ReadonlyMap<string, "yes" | "no" | "unsure">;
  readonly negations: ReadonlySet<string>;
  readonly nones: ReadonlySet<string>;
  readonly negationsAfter: ReadonlySet<string>;
  readonly hedges: ReadonlySet<string>;
  readonly politeness: ReadonlySet<string>;
  readonly joints: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  readonly talk: ReadonlySet<string>;
  readonly numerals: Numerals;
  readonly currencies: Currencies;
  /** The shelf of the catalogue by each of its names, besides those of providers. */
  readonly shelves: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, { readonly hours: number; readonly isPartOfDay: boolean }>;
  readonly wholeWeeks: ReadonlyMap<string, number>;
  /** The position in the week by name. */
  readonly weekdays: ReadonlyMap<string, number>;
  readonly dates: DateWords;
  readonly often: ReadonlyMap<string, number>;
  readonly counted: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
  readonly phrases: Readonly<Record<PhraseList | "periods", ReadonlySet<string>>>;
  /** Options by question id; `unsure` stands among them under its own name. */
  readonly options: ReadonlyMap<string, readonly OptionWords[]>;
  /** The question that each of its names stands for: "who pays", "hours". */
  readonly questionNames: ReadonlyMap<string, string>;
  readonly vectors: WordVectors;
  readonly examples: LanguageExamples;
  /** What was learnt of the examples beforehand; undefined where it is learnt when it is needed. */
  readonly weights?: Weights | undefined;
  /** How people's own words are said back to them; undefined in a language that cannot. */
  readonly retelling?: Retelling | undefined;
}

/** The id under which "not sure" stands among the options of a question. */
export const UNSURE_OPTION = "unsure";

/** Prepares one language for one dialog. */
export function createWords(
  locale: string,
  understanding: Understanding,
  file: DialogFile,
  texts: OptionTexts,
  learnt: Pick<Words, "vectors" | "examples" | "weights" | "retelling"> = {
    vectors: NO_VECTORS,
    examples: NO_EXAMPLES,
  },
): Words {
  const normals = normalsFor(understanding);
  const set = (list: readonly string[]) => new Set(normals(list));
  const questions = [...file.questions, ...factsOf(file)];
  const acknowledging = set(understanding.acknowledging);
  // "Okay" agrees to a proposal, and says neither yes nor no to a question.
  const answering = (list: readonly string[]) =>
    normals(list).filter((phrase) => !acknowledging.has(phrase));
  const { counted } = understanding;
  return {
    locale,
    understanding,
    commands: commandsIn(understanding, normals),
    yes: set(understanding.yes),
    no: set(understanding.no),
    emoji: emojiIn(understanding),
    negations: set(understanding.negations),
    nones: set(understanding.nones),
    negationsAfter: set(understanding.negationsAfter),
    hedges: set(understanding.hedges),
    politeness: set(understanding.politeness),
    joints: set(understanding.joints),
    fillers: set(understanding.fillers),
    talk: set(understanding.talk),
    numerals: createNumerals(understanding, normalise),
    currencies: createCurrencies(locale, understanding.currencies, normalise),
    shelves: new Map(
      Object.entries(understanding.shelves).flatMap(([shelf, names]) =>
        normals(names).map((name) => [name, shelf] as const),
      ),
    ),
    ...timesIn(understanding, normals),
    dates: createDateWords(locale, understanding.dates),
    counted: { before: set(counted.before), after: set(counted.after) },
    phrases: phraseSets(understanding, set),
    options: new Map(
      questions.map((question) => [
        question.id,
        optionWords(question, texts[question.id], normals).map((option) =>
          withSynonyms(option, [answering(understanding.yes), answering(understanding.no)]),
        ),
      ]),
    ),
    // What was only heard in passing is said anew, and not asked for by its name.
    questionNames: namesOf(file.questions, texts, normals),
    ...learnt,
  };
}

/** How phrases of a language are brought into normal form, with their contractions made and undone. */
function normalsFor(understanding: Understanding): Normals {
  const contractions = Object.entries(understanding.contractions).map(
    ([long, short]) => [normalise(long), normalise(short)] as const,
  );
  return (list) =>
    list
      // A sign such as "-" has no normal form and stands for itself, also before a word: "/ week".
      .map((phrase) =>
        phrase.startsWith("/ ") ? `/ ${normalise(phrase)}` : normalise(phrase) || phrase.trim(),
      )
      .flatMap((phrase) => variants(phrase, contractions));
}

function commandsIn(understanding: Understanding, normals: Normals): Words["commands"] {
  return new Map(
    COMMANDS.flatMap((command) =>
      normals(understanding.commands[command] ?? []).map((phrase) => [phrase, command] as const),
    ),
  );
}

function emojiIn({ emoji }: Understanding): Words["emoji"] {
  return new Map(
    (["yes", "no", "unsure"] as const).flatMap((meaning) =>
      emoji[meaning].map((sign) => [sign, meaning] as const),
    ),
  );
}

/** Units, weekdays and how often. */
function timesIn(
  { units, wholeWeeks, weekdays, often }: Understanding,
  normals: Normals,
): Pick<Words, "units" | "wholeWeeks" | "weekdays" | "often"> {
  const map = (record: Readonly<Record<string, number>>) =>
    new Map(
      Object.entries(record).flatMap(([word, value]) =>
        normals([word]).map((one) => [one, value] as const),
      ),
    );
  return {
    units: new Map(
      units.flatMap(({ words, hours, partOfDay }) =>
        normals(words).map((word) => [word, { hours, isPartOfDay: partOfDay }] as const),
      ),
    ),
    wholeWeeks: map(wholeWeeks),
    weekdays: new Map(
      weekdays.flatMap((names, at) => normals(names).map((name) => [name, at] as const)),
    ),
    often: map(often),
  };
}

/** Which question each name stands for. */
function namesOf(
  questions: readonly Question[],
  texts: OptionTexts,
  normals: Normals,
): Words["questionNames"] {
  return new Map(
    questions.flatMap(({ id }) => {
      const { short = id, names = [] } = texts[id] ?? {};
      return normals([short, id, ...names]).map((name) => [name, id] as const);
    }),
  );
}

function phraseSets(
  understanding: Understanding,
  set: (list: readonly string[]) => ReadonlySet<string>,
): Words["phrases"] {
  const { perDay, perWeek, perMonth, perFortnight, perYear } = understanding;
  const periods = set([...perDay, ...perWeek, ...perMonth, ...perFortnight, ...perYear]);
  return { ...mapValues(PHRASE_LISTS, (name) => set(understanding[name])), periods };
}

/** A record with the same keys. */
function mapValues<Key extends string, Value>(
  record: Readonly<Record<Key, unknown>>,
  make: (key: Key) => Value,
): Record<Key, Value> {
  const made: Partial<Record<Key, Value>> = {};
  for (const key in record) made[key] = make(key);
  if (!hasAll(made, record)) throw new TypeError("Could not make a value for each key");
  return made;
}

function hasAll<Key extends string, Value>(
  made: Partial<Record<Key, Value>>,
  record: Readonly<Record<Key, unknown>>,
): made is Record<Key, Value> {
  return Object.keys(record).every((key) => key in made);
}

type Normals = (list: readonly string[]) => readonly string[];

/** A phrase with its contractions made and undone: whichever way an author wrote it, both are said. */
function variants(
  phrase: string,
  contractions: readonly (readonly [string, string])[],
): readonly string[] {
  const found = new Set([` ${phrase} `]);
  for (const [long, short] of contractions)
    for (const one of found)
      found.add(one.replace(` ${long} `, ` ${short} `)).add(one.replace(` ${short} `, ` ${long} `));
  return [...found].map((one) => one.trim());
}

function optionWords(
  question: Question,
  texts: OptionTexts[string] | undefined,
  normals: Normals,
): OptionWords[] {
  const named = optionIds(question).map((id) => wordsOf(id, texts?.options?.[id], normals));
  return question.unsure ? [...named, wordsOf(UNSURE_OPTION, texts?.unsure, normals)] : named;
}

/** An option that can be said by the first word of a list, "yes", can be said by all of them. */
function withSynonyms(option: OptionWords, lists: readonly (readonly string[])[]): OptionWords {
  const more = lists.flatMap((list) => (option.phrases.includes(list[0] ?? "") ? list : []));
  const all = [...new Set([...option.phrases, ...more])];
  return { ...option, phrases: all.toSorted((a, b) => b.length - a.length) };
}

function wordsOf(id: string, text: OptionText | undefined, normals: Normals): OptionWords {
  const anywhere = normals(text?.anywhere ?? []).filter((phrase) => phrase.includes(" "));
  const all = [...normals([text?.label ?? id, ...(text?.aliases ?? [])]), ...anywhere];
  const longestFirst = [...new Set(all)].toSorted((a, b) => b.length - a.length);
  return { id, phrases: longestFirst, anywhere, over: text?.over ?? [] };
}
