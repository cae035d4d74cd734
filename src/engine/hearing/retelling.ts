import { z } from "zod";

/** Phrases by themselves in small letters, with what each becomes. */
export type Phrases = ReadonlyMap<string, string>;

const list = z
  .array(z.string().min(1))
  .default([])
  .transform((phrases): Phrases => new Map(phrases.map((one) => [one.toLowerCase(), one])));
const map = z
  .record(z.string(), z.string().min(1))
  .default({})
  .transform((record): Phrases => new Map(Object.entries(record)));
const lists = z
  .record(z.string(), list)
  .default({})
  .transform((record): ReadonlyMap<string, Phrases> => new Map(Object.entries(record)));

/** Lists of words and phrases that only say what kind they are. */
const LISTS = {
  /** Beginnings of a code such as "AZ-900". */
  codes: list,
  /** What may stand before what is said and says nothing itself: so, well, and. */
  openers: list,
  /** Where such a word begins something else: so far. */
  notOpeners: list,
  /** Openers that need a comma behind them: no, look. */
  withComma: list,
  /** The same after what is said; some only behind a comma. */
  closers: list,
  closersWithComma: list,
  /** Left out wherever they stand: lol, hm. */
  asides: list,
  /** With one of these nothing is retold. */
  rude: list,
  /** First words of what somebody is told to do. */
  commands: list,
  /** First words of what says yes, no or nothing. */
  empties: list,
  /** Words that a clause may have as its subject. */
  subjects: list,
  /** Words that can be a subject and nothing else: I, they. */
  nominatives: list,
  /** First words of a noun with what belongs to it: my, the, two. */
  determiners: list,
  /** Forms of a verb that make a statement: pays, was. */
  verbs: list,
  /** Those that may be said of a thing as well: planned, booked. */
  participles: list,
  /** To. */
  purposes: list,
  /** Words between a subject and what it will do: must, will. */
  obliging: list,
  /** May stand between a subject and its verb. */
  adverbs: list,
  /** Words before a reason; left out where nothing stands before them. */
  because: list,
  /** Words before a clause that is no statement alone: if, when. */
  subordinators: list,
  /** First words of what may stand before the subject: in, on, last. */
  leads: list,
  /** Words that a sentence may begin with and that are written small elsewhere. */
  common: list,
  /** Where a long sentence may end: and, because. */
  cuts: list,
  /** Words that speak to us: please. */
  polite: list,
  /** Myself, without a subject: "pay it myself". */
  reflexives: list,
  /** Words that turn around what stands before them: but. */
  contrasts: list,
  /** Abbreviations that are everyday words in small letters: IT. */
  abbreviations: list,
  /** What changes the meaning of what stands before it: if, but. */
  keeps: list,
};

const ADDRESSED = {
  /** You, your. */
  words: list,
  /** Words before a "you" that is everybody: "until you finish". */
  after: list,
  /** Words after such a "you" at the head of a sentence: "you need five years". */
  starts: list,
  /** Words after a "you" that is us: "if you say so". */
  spoken: list,
};

const NOUNS = {
  /** What is done with a thing where the thing is the task: writing. */
  makers: list,
  /** What leads up to a task: "i'd use it for". */
  leads: list,
  /** Words at which the noun ends: that, for. */
  ends: list,
  /** Words that it does not end with, though it may have them: weekly. */
  tails: list,
  /** Between two things that are done: and. */
  pairs: list,
  articles: list,
  /** No task begins with one of these: it, something. */
  never: list,
  /** No task ends with one of these: stuff. */
  vague: list,
};

/** How a language says back to people what they said of themselves. */
export const retellingSchema = z.strictObject({
  /** The second person as a subject: you. */
  person: z.string().min(1),
  /** What stands between two of them: that. */
  joint: z.string().min(1),
  /** Words of the first person, and what they become: my, your. */
  turns: map,
  /** Words that are turned only before certain others: "id have to", and not "my id". */
  unsure: z.strictObject({
    words: list,
    before: list,
    /** Words of other languages' names too. */
    inNames: list,
  }),
  /** Words after which a word of the first person means something else: the "us" of "the US". */
  notAfter: lists,
  /** Verbs that agree with "I" and what agrees with "you": was, were. */
  agreement: map,
  /** Slips of common words, and how these are written. */
  spellings: map,
  /** Names and abbreviations as they are written. */
  capitals: list,
  /** Months that are everyday words too, after the words that make them months. */
  months: z.strictObject({ before: list, names: map }),
  /** What begins a question: a word and a verb behind it, or that verb before its subject. */
  questions: z.strictObject({ words: list, inverting: list, beforePronounsOnly: list }),
  addressed: z.strictObject(ADDRESSED),
  /** Nouns that people use without an article, and what belongs before them: boss, your. */
  bare: map,
  /** First words without their subject, and the same with it: want, you want. */
  elided: map,
  nouns: z.strictObject({
    ...NOUNS,
    /** What is done with a thing, as a noun: comparing, the comparison of. */
    deeds: map,
    /** How a word ends that names a deed: "ing" in "matching invoices". */
    deedEnds: z.array(z.string().min(1)),
    /** Stands before a noun without an article: your. */
    owner: z.string().min(1),
  }),
  ...LISTS,
});
/** The lists of one language, ready to be looked up. */
export type Retelling = z.infer<typeof retellingSchema>;
