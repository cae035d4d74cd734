import { z } from "zod";
import { COMMANDS } from "./commands.ts";
import { dateWordsSchema } from "./date-words.ts";

const phrases = z.array(z.string().min(1)).default([]);
const amounts = z.record(z.string(), z.number()).default({});

/** Lists of phrases that only say what kind of words they are. */
export const PHRASE_LISTS = {
  /** What an amount of nothing is called: free, nothing. */
  zero: phrases,
  /** That a programme costs nothing: free, costs nothing. */
  freeOfCharge: phrases,
  /** That it costs something after all: not free. */
  notFree: phrases,
  /** Words before a price that are not part of a name: for, at, costs. */
  priceWords: phrases,
  /** Words after a price: "a month". */
  priceAfter: phrases,
  /** What a price is paid in: payments, instalments. */
  instalments: phrases,
  /** About, roughly: may stand between a price word and its number. */
  about: phrases,
  perDay: phrases,
  /** All seven days of a week. */
  everyDay: phrases,
  everyOtherDay: phrases,
  /** Of a week the working days alone: "on workdays", "after work". */
  workdays: phrases,
  /** Its two other days. */
  weekend: phrases,
  perWeek: phrases,
  perMonth: phrases,
  perFortnight: phrases,
  perYear: phrases,
  /** What leads to an amount and to nothing else: about, up to, not more than. */
  toAmount: phrases,
  /** What may follow an amount that counts nothing else: if, on, at. */
  afterAmount: phrases,
  /** What follows a number with its unit where it is working time: the "weeks" of "50h weeks". */
  longUnits: phrases,
  /** "Less than", "under": just below the number. */
  less: phrases,
  /** What follows a count: "3 times", "2 x". */
  times: phrases,
  /** "In total": what is named is not multiplied. */
  inTotal: phrases,
  /** Before the name of a shelf: about, something, ones. */
  shelfLeads: phrases,
  /** What may stand around a place where few options are shown: closer to, I'd go with, if I must choose. */
  placeAround: phrases,
  /** All options again: show all. */
  allOptions: phrases,
  /** "Of" in "a quarter of an hour". */
  of: phrases,
  /** Between a number and its unit: "3 full days". */
  unitAdjectives: phrases,
  /** Behind a time of the day: am, pm. */
  clockAfter: phrases,
  /** Before a time of the day or a date: after, before, until. */
  timeBefore: phrases,
  percent: phrases,
  /** Before a stretch of time that lies ahead: in, within. */
  within: phrases,
  /** What a share is of, when it is of a working week: time, week. */
  ownTime: phrases,
  /** "No time", "none": no hours at all. */
  noTime: phrases,
  /** The same, wherever it stands in a clause. */
  noTimeAnywhere: phrases,
  /** There is no time to do something, which is not the time to learn: "no time to". */
  noTimeTo: phrases,
  /** The same, and it is the time to learn: "no time to study". */
  noTimeToLearn: phrases,
  /** Words that say that hours are free for learning: have, spare, study. */
  spare: phrases,
  /** Single words that make hours no free time: "saved 4 hours a week". */
  spent: phrases,
  /** Those of them that are work, also where somebody has them: "I have a 12h shift". */
  worked: phrases,
  /** "The first one", "both of the first two". */
  both: phrases,
  noneOfThese: phrases,
  /** Pairs of words that begin like a joint and join nothing: so far. */
  unjoined: phrases,
  /** What goes on to the rest of a list: more, next page. */
  more: phrases,
  /** Around a place on the screen: "the … one", "option …". */
  placeWords: phrases,
  /** Words that take back what was said: no wait, i meant, scratch that. */
  repairs: phrases,
  /** That something is other than it was said: turns out, i just checked. */
  revised: phrases,
  /** Words that do so only between two answers: "2h, no, 3h". */
  repairsBetween: phrases,
  /** Between a new value and the one that it replaces. */
  insteadOf: phrases,
  /** Between the name of an answer and its new value: should be, to. */
  setTo: phrases,
  /** Before the name of an answer: about, re, for. */
  aboutNames: phrases,
  /** Behind it: question, answer, thing. */
  answerNouns: phrases,
  /** That an answer that was named is wrong: was wrong, isn't right. */
  setWrong: phrases,
  /** That what was understood is wrong, and nothing else. */
  wrong: phrases,
  /** Yes to what is proposed, and no answer to a question: okay. */
  acknowledging: phrases,
  /** Before what is no longer so: used to. */
  past: phrases,
  /** Before what is so: now, these days. */
  present: phrases,
  /** Before days that are left out: except. */
  except: phrases,
  /** Between two amounts that are one together: plus. */
  plus: phrases,
  /** Before the name of an answer that is wrong: wrong about, not right about. */
  wrongAbout: phrases,
  /** "I said": what follows was answered before. */
  saidBefore: phrases,
  /** "My last answer": what was answered just before. */
  lastAnswer: phrases,
  /** "Change", "go back to": what follows names an answer. */
  changes: phrases,
  /** What asks for the advice itself: worth it, should i. With a name, it answers which certification. */
  adviceWanted: phrases,
  /** What asks to be told about the certification that is named behind it: about, tell me about. */
  aboutEntry: phrases,
  /** How a question begins: what, why, is it, can you. */
  questionStarts: phrases,
  /** What a certification is called: course, certificate, bootcamp. */
  programmeNouns: phrases,
  /** What may follow such a noun inside a name: in, of, for. */
  nameJoints: phrases,
  /** Before a name: called, named. */
  called: phrases,
  /** Before where a programme comes from: "from a guy", "by a". */
  nameSources: phrases,
  /** Words that end a name: that, which, is, and I. */
  nameEnds: phrases,
  /** How people lead up to a task: "i want to use it for". Left out where the task is quoted. */
  leadIns: phrases,
  /** What a provider without a certification is asked with: "from", "by". */
  askedToList: phrases,
};
/** The name of one of these lists. */
export type PhraseList = keyof typeof PHRASE_LISTS;

/** The part of a language file that understands, as opposed to speaks. */
export const understandingSchema = z.strictObject({
  commands: z.record(z.enum(COMMANDS), phrases),
  yes: phrases,
  no: phrases,
  /** Emoji and short codes that answer: 👍 yes, 👎 no, 🤷 not sure. */
  emoji: z.strictObject({ yes: phrases, no: phrases, unsure: phrases }),
  /** Words that turn the phrase after them around: "not", "never", "without". */
  negations: phrases,
  /** Words that say the same as one: "do not" and "don't". A phrase with either is understood with both. */
  contractions: z.record(z.string(), z.string()).default({}),
  /** Words that turn only the very next phrase around: "no" in "no job guarantee". */
  nones: phrases,
  /** Words that turn around what stands before them in the clause: "the company doesn't". */
  negationsAfter: phrases,
  /** Words that make an answer less than sure: maybe, i think. */
  hedges: phrases,
  /** Words around a command or a question that say nothing: please, can you. */
  politeness: phrases,
  /** First, second, third …, several words each. */
  ordinals: z.array(phrases),
  last: phrases,
  /** In the middle of an odd number. */
  middle: phrases,
  /** Number words below a hundred: half 0.5, two 2. */
  numbers: amounts,
  /** What multiplies the number before it: hundred 100, k 1000, lakh 100000. */
  scales: amounts,
  /** Words for one that may also only belong to the next word: a, an. */
  articles: phrases,
  /** Inside a number: "two hundred and five". */
  numberJoints: phrases,
  /** Between two numbers: "-", "to", "or". */
  ranges: phrases,
  /** What stands before two times of the day: "from eight to ten". */
  clock: z.strictObject({ before: phrases }),
  /** Words that people use for currencies besides those everybody knows, by code or sign. */
  currencies: z.record(z.string(), phrases),
  /** What people call the shelves of the catalogue besides those of providers, by shelf: "no coding". */
  shelves: z.record(z.string(), phrases).default({}),
  /** Hours in one of each unit: hour 1. A part of the day may be counted: "two evenings". */
  units: z.array(
    z.strictObject({ words: phrases, hours: z.number(), partOfDay: z.boolean().default(false) }),
  ),
  /** "Full time" and what it is in hours a week. */
  wholeWeeks: amounts,
  /** The days of the week, several names each. */
  weekdays: z.array(phrases).default([]),
  /** How days are named that lie ahead. */
  dates: dateWordsSchema,
  /** How often, in one word: twice 2. */
  often: amounts,
  /** Words that make a number a count or part of a name: before it "level", after it "weeks". */
  counted: z.strictObject({ before: phrases, after: phrases }),
  /** Words that may stand anywhere and say nothing: really, honestly. */
  fillers: phrases,
  /** Words of talk, not of the name of a task: I, you, why. */
  talk: phrases,
  /** Where one fact ends and the next begins: and, but. */
  joints: phrases,
  ...PHRASE_LISTS,
});
/** How one language is understood. */
export type Understanding = z.infer<typeof understandingSchema>;

/** The part of a dialog's text file that understands: options by question id. */
export type OptionTexts = Readonly<
  Record<
    string,
    {
      readonly short?: string | undefined;
      readonly names?: readonly string[] | undefined;
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
