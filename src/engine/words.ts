import { z } from "zod";
import { optionIds } from "./dialog.ts";
import type { DialogFile, Question } from "./dialog.ts";

const phrases = z.array(z.string().min(1));

/** What a person can ask for in words, at any question. */
const COMMANDS = [
  "back",
  "skip",
  "unsure",
  "why",
  "review",
  "advise",
  "resume",
  "restart",
  "stop",
  "pause",
  "forget",
  "start",
] as const;
/** The name of one of these. */
export type Command = (typeof COMMANDS)[number];

/** The part of a language file that understands, as opposed to speaks. */
export const understandingSchema = z.strictObject({
  commands: z.record(z.enum(COMMANDS), phrases),
  yes: phrases,
  no: phrases,
  /** Words that turn the phrase after them around: "not", "never", "without". */
  negations: phrases,
  /** Words that say the same as one: "do not" and "don't". A phrase with either is understood with both. */
  contractions: z.record(z.string(), z.string()).default({}),
  /** Words that turn only the very next phrase around: "no" in "no job guarantee". */
  nones: phrases.default([]),
  /** First, second, third …, several words each. */
  ordinals: z.array(phrases),
  last: phrases,
  /** Number words: half 0.5, one 1, two 2 … */
  numbers: z.record(z.string(), z.number()),
  thousand: phrases,
  /** Words that mean an amount of nothing: free, nothing. */
  zero: phrases,
  currencies: z.record(z.string().length(3), phrases),
  /** Hours in one of each unit: hour 1, day 8. */
  units: z.array(z.strictObject({ words: phrases, hours: z.number() })),
  /** Words before a price that are not part of a name: for, at. */
  priceWords: phrases.default([]),
  perDay: phrases,
  perWeek: phrases.default([]),
  perMonth: phrases.default([]),
  perFortnight: phrases.default([]),
  /** The days of the week, several names each. */
  weekdays: z.array(phrases).default([]),
  /** What stands before or after two times of the day: "from eight to ten", "8-10 pm". */
  clock: z.strictObject({ before: phrases, after: phrases }).default({ before: [], after: [] }),
  /** Single words that make hours no free time: "saved 4 hours a week". */
  spent: phrases.default([]),
  /** How often, in one word: twice 2. */
  often: z.record(z.string(), z.number()).default({}),
  /** What follows a count: "3 times". */
  times: phrases.default([]),
  /** "Less than", "under": just below the number. */
  less: phrases.default([]),
  /** Between two numbers: "-", "to", "or". */
  ranges: phrases.default(["-"]),
  /** Words that may stand anywhere and say nothing: really, honestly. */
  fillers: phrases.default([]),
  /** How people lead up to a task: "i want to use it for". Left out where the task is quoted. */
  leadIns: phrases.default([]),
  /** Words of talk, not of the name of a task: I, you, why. */
  talk: phrases.default([]),
  /** Where one fact ends and the next begins: and, but. */
  joints: phrases,
});
/** How one language is understood. */
export type Understanding = z.infer<typeof understandingSchema>;

/** The part of a dialog's text file that understands: options by question id. */
export type OptionTexts = Readonly<
  Record<
    string,
    {
      readonly unsure?: OptionText | undefined;
      readonly options?: Readonly<Record<string, OptionText>> | undefined;
    }
  >
>;
/** How one option is written. */
export interface OptionText {
  readonly label: string;
  readonly aliases?: readonly string[] | undefined;
  readonly anywhere?: readonly string[] | undefined;
  readonly over?: readonly string[] | undefined;
}

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

/** One language, ready to be matched against. */
export interface Words {
  readonly locale: string;
  readonly understanding: Understanding;
  /** Commands by their normal form. */
  readonly commands: ReadonlyMap<string, Command>;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly nones: ReadonlySet<string>;
  readonly joints: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  readonly talk: ReadonlySet<string>;
  readonly spent: ReadonlySet<string>;
  /** Options by question id; `unsure` stands among them under its own name. */
  readonly options: ReadonlyMap<string, readonly OptionWords[]>;
}

/** The id under which "not sure" stands among the options of a question. */
export const UNSURE_OPTION = "unsure";

/** Prepares one language for one dialog. */
export function createWords(
  locale: string,
  understanding: Understanding,
  file: DialogFile,
  texts: OptionTexts,
): Words {
  const contractions = Object.entries(understanding.contractions).map(
    ([long, short]) => [normalise(long), normalise(short)] as const,
  );
  const normals = (list: readonly string[]) =>
    list
      .map(normalise)
      .filter((phrase) => phrase !== "")
      .flatMap((phrase) => variants(phrase, contractions));
  const commands = COMMANDS.flatMap((command) =>
    normals(understanding.commands[command]).map((phrase) => [phrase, command] as const),
  );
  return {
    locale,
    understanding,
    commands: new Map(commands),
    yes: new Set(normals(understanding.yes)),
    no: new Set(normals(understanding.no)),
    negations: new Set(normals(understanding.negations)),
    nones: new Set(normals(understanding.nones)),
    joints: new Set(normals(understanding.joints)),
    fillers: new Set(normals(understanding.fillers)),
    talk: new Set(normals(understanding.talk)),
    spent: new Set(normals(understanding.spent)),
    options: new Map(
      file.questions.map((question) => [
        question.id,
        optionWords(question, texts[question.id], normals).map((option) =>
          withSynonyms(option, [normals(understanding.yes), normals(understanding.no)]),
        ),
      ]),
    ),
  };
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

/** Longest text that is read for meaning, in UTF-16 units; what follows is kept as a note at most. */
export const READ_CHARS_MAX = 1000;

/**
 * The form in which texts are compared: lower case, no accents, no punctuation, single spaces, no plural s.
 */
export function normalise(text: string): string {
  return text
    .slice(0, READ_CHARS_MAX)
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’‘`]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replaceAll(/(?<=\p{L}{3})(?<![su])s(?= |$)/gu, "");
}

/**
 * How many single-character edits (insert, delete, replace, swap of neighbours) lead from one word to the other; stops
 * counting above `most`.
 */
export function editDistance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let edits = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) edits = Math.min(edits, (before[column - 2] ?? 0) + 1);
      current.push(edits);
    }
    if (Math.min(...current) > most) return most + 1;
    before = previous;
    previous = current;
  }
  return previous[to.length] ?? most + 1;
}
