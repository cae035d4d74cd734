import { optionIds } from "../dialog.ts";
import type { Dialog, Question } from "../dialog.ts";
import type { LanguageExamples } from "../hearing/examples.ts";
import { modelsOf, tokensOf } from "../hearing/models.ts";
import { UNSURE_OPTION } from "../hearing/words.ts";
import type { Finding } from "./finding.ts";

/** With fewer examples an option is heard less well; this is said, and nothing is wrong. */
export const EXAMPLES_WANTED = 60;
/** With fewer than these beside options that have more, an option loses against them. */
const EXAMPLES_NEEDED = 20;
/** Parts the examples are divided into; each is held out once. */
const FOLDS = 4;
/** The share of an option's held-out examples from which another one is taken for it. */
const TAKEN_FOR_OTHER = 0.25;
/** Sentences shown of a pair. */
const SENTENCES_MAX = 5;

/** An option and how many examples it has. */
export interface ScarceOption {
  readonly question: string;
  readonly option: string;
  readonly examples: number;
}

/** How many held-out examples of a question were read as what they are. */
export interface HeldOut {
  readonly question: string;
  readonly right: number;
  readonly of: number;
}

/** What is true of the examples of one language, whether or not something is wrong with them. */
export interface HearingFacts {
  readonly locale: string;
  /** Examples of answers. */
  readonly examples: number;
  /** Options with fewer than `EXAMPLES_WANTED`, in the order of the dialog. */
  readonly scarce: readonly ScarceOption[];
  /** Absent unless the examples were held out. */
  readonly heldOut?: readonly HeldOut[];
}

/**
 * Examines the examples that answers are learnt from: options with few of them and, where wanted, pairs of options that
 * cannot be told apart.
 *
 * @param isThorough - Whether to hold each quarter of the examples out once and read it with what the others teach:
 *   takes four times as long as learning does.
 */
export function examineHearing(
  dialog: Dialog,
  isThorough: boolean,
): { readonly findings: readonly Finding[]; readonly facts: HearingFacts } {
  const { locale, examples } = dialog.words;
  const counted = dialog.questions.flatMap((question) => countExamples(question, examples));
  const sentences = [...examples.answers.values()].flatMap((options) => [...options.values()]);
  const facts = {
    locale,
    examples: sentences.reduce((sum, list) => sum + list.length, 0),
    scarce: counted.filter((option) => option.examples < EXAMPLES_WANTED),
  };
  const few = findFew(locale, counted);
  if (!isThorough || facts.examples === 0) return { findings: few, facts };
  const read = readHeldOut(dialog);
  const heldOut = [...Map.groupBy(read, ({ question }) => question)].map(([question, own]) => ({
    question,
    right: own.filter(({ option, best }) => option === best).length,
    of: own.length,
  }));
  return { findings: [...few, ...findAlike(locale, read)], facts: { ...facts, heldOut } };
}

/** Amounts are read by rules alone; a certification is learnt only where the language has examples of it. */
function countExamples(question: Question, { answers }: LanguageExamples): readonly ScarceOption[] {
  const own = answers.get(question.id);
  if (answers.size === 0 || (question.kind !== "choice" && own === undefined)) return [];
  const isUnsureLearnt = question.kind === "choice" && question.unsure;
  const options = [...optionIds(question), ...(isUnsureLearnt ? [UNSURE_OPTION] : [])];
  return options.map((option) => ({
    question: question.id,
    option,
    examples: own?.get(option)?.length ?? 0,
  }));
}

function findFew(locale: string, counted: readonly ScarceOption[]): readonly Finding[] {
  return counted
    .filter(({ question, examples }) => {
      const others = counted.filter((other) => other.question === question);
      return (
        examples < EXAMPLES_NEEDED && others.some((other) => other.examples >= EXAMPLES_NEEDED)
      );
    })
    .map(({ question, option, examples }) => ({
      type: "few-examples",
      about: `questions.${question}`,
      message: `The option ${option} has ${examples} examples in ${locale} beside options that have more, and loses against them: write at least ${EXAMPLES_NEEDED}`,
    }));
}

/** One example, and what it was taken for by what the others teach. */
interface ReadExample {
  readonly question: string;
  readonly option: string;
  readonly best: string;
  readonly sentence: string;
}

function readHeldOut({ words }: Dialog): readonly ReadExample[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isHeldOut = (at: number) => at % FOLDS === fold;
    const taught = only(words.examples, (at) => !isHeldOut(at));
    const models = modelsOf({ ...words, examples: taught, weights: undefined });
    return [...words.examples.answers].flatMap(([question, options]) => {
      const model = models.answer(question);
      return [...options].flatMap(([option, sentences]) =>
        sentences
          .filter((__, at) => isHeldOut(at))
          .map((sentence) => {
            const best = model?.classify(tokensOf(sentence))[0]?.[0] ?? "";
            return { question, option, best, sentence };
          }),
      );
    });
  });
}

/** The examples at the places that are wanted, in each list. */
function only(
  { answers, foreign, utterances, none }: LanguageExamples,
  isWanted: (at: number) => boolean,
): LanguageExamples {
  const of = (list: readonly string[]) => list.filter((_, at) => isWanted(at));
  const each = (lists: ReadonlyMap<string, readonly string[]>) =>
    new Map([...lists].map(([name, list]) => [name, of(list)] as const));
  return {
    answers: new Map([...answers].map(([question, options]) => [question, each(options)] as const)),
    utterances: each(utterances),
    foreign,
    none: of(none),
  };
}

function findAlike(locale: string, read: readonly ReadExample[]): readonly Finding[] {
  const byQuestion = Map.groupBy(read, ({ question }) => question);
  return [...byQuestion].flatMap(([question, own]) => {
    const options = [...new Set(own.map(({ option }) => option))];
    return options.flatMap((one, at) =>
      options.slice(at + 1).flatMap((other): readonly Finding[] => {
        const there = confused(own, one, other);
        const back = confused(own, other, one);
        if (Math.max(there.share, back.share) <= TAKEN_FOR_OTHER) return [];
        const [from, to, worse] =
          there.share >= back.share ? [one, other, there] : [other, one, back];
        return [
          {
            type: "alike-examples",
            about: `questions.${question}`,
            message: `${percent(worse.share)} of the examples of ${from} in ${locale} are taken for ${to} when they are held out: say them more apart, or make one option of the two`,
            sentences: [...there.sentences, ...back.sentences].slice(0, SENTENCES_MAX),
          },
        ];
      }),
    );
  });
}

function confused(read: readonly ReadExample[], option: string, best: string) {
  const own = read.filter((example) => example.option === option);
  const taken = own.filter((example) => example.best === best);
  return {
    share: taken.length / own.length,
    sentences: taken.map(({ sentence }) => `"${sentence}" (${option}) is taken for ${best}`),
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
