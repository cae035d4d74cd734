import { createClassifier, learn } from "./classifier.ts";
import type { Classifier, Examples, Learnt, Likelihoods } from "./classifier.ts";
import type { LanguageExamples } from "./examples.ts";
import { featuresLearnt } from "./features.ts";
import type { Features } from "./features.ts";
import { countWords, lexiconFrom } from "./lexicon.ts";
import type { CountedLexicon, Tokenizer } from "./lexicon.ts";
import { toPlain } from "./text.ts";
import { toTokens } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Weights } from "./weights.ts";
import type { Words } from "./words.ts";

/** The class of sentences that answer nothing that is asked here. */
export const NONE = "none of these";
/** The class of sentences that are answers, among the kinds of utterances. */
export const ANSWER = "answer";

/** The classifiers of one language, each trained when it is first needed. */
export interface Models {
  /** Which option of a question a text means; undefined where a question has no examples. */
  answer(question: string): Classifier | undefined;
  /** What kind of utterance a text is: a command, a question back, an answer; undefined without examples. */
  utterance(): Classifier | undefined;
  /** Which question a text answers; undefined without examples. */
  topic(): Classifier | undefined;
  /** Which option of which question a text means, named as {@link pairOf} does; undefined without examples. */
  pair(): Classifier | undefined;
}

/** The class of an option among those of all questions. */
export function pairOf(question: string, option: string): string {
  return `${question} ${option}`;
}

/** Answers to other questions, as many as one option has examples, stand for what is not asked. */
const FOREIGN_SHARE = 150;
/** Of each option, this many stand for what an answer is. */
const ANSWERS_PER_OPTION = 20;
/** Of each option, this many are learnt. */
const EXAMPLES_PER_OPTION = 420;
/** Of each kind of utterance, this many are learnt. */
const EXAMPLES_PER_KIND = 200;
/** Words and pairs that stand in fewer sentences do not tell the options of all questions apart. */
const SENTENCES_MIN = 3;

/** The classifier that tells the options of all questions apart. */
const PAIR = "pair";

const made = new WeakMap<Words, Models>();

/** The classifiers of a language. */
export function modelsOf(words: Words): Models {
  const known = made.get(words);
  if (known) return known;
  const models = createModels(words);
  made.set(words, models);
  return models;
}

function createModels(words: Words): Models {
  const { weights } = words;
  const lexicon = weights ? lexiconFrom(words, weights) : undefined;
  const learner = createLearner(words);
  const classifiers = new Map<string, Classifier | undefined>();
  const classifier = (name: string) => {
    if (classifiers.has(name)) return classifiers.get(name);
    const kept = weights?.learnt.get(name);
    const learnt = kept ?? learner.learn(name);
    const found = learnt && createClassifier(learnt, (kept && lexicon) ?? learner.lexicon());
    classifiers.set(name, found);
    return found;
  };
  let topic: Classifier | undefined;
  return {
    answer: (question) => classifier(`${ANSWER} ${question}`),
    utterance: () => classifier("utterance"),
    topic: () => {
      const pair = classifier(PAIR);
      return pair && (topic ??= { classify: (tokens) => topicsOf(pair.classify(tokens)) });
    },
    pair: () => classifier(PAIR),
  };
}

/** All that is learnt of a language, to be kept beside it. */
export function learnAll(words: Words): Weights {
  const learner = createLearner(words);
  const names = namesOf(words);
  const learnt = new Map(
    names.flatMap((name) => {
      const found = learner.learn(name);
      return found ? [[name, found] as const] : [];
    }),
  );
  const { numbers, counts, sentences } = learner.lexicon();
  return { numbers: [...numbers.keys()], counts, sentences, learnt };
}

function namesOf({ examples }: Words): readonly string[] {
  return ["utterance", PAIR, ...[...examples.answers.keys()].map((id) => `${ANSWER} ${id}`)];
}

interface Learner {
  learn(name: string): Learnt | undefined;
  lexicon(): CountedLexicon;
}

function createLearner(words: Words): Learner {
  const { examples } = words;
  const sentences = new Map<string, readonly Token[]>();
  const features = new WeakMap<readonly Token[], Features>();
  const tokensIn: Tokenizer = (sentence) => {
    const tokens = sentences.get(sentence) ?? tokensOf(sentence);
    sentences.set(sentence, tokens);
    return tokens;
  };
  let counted: CountedLexicon | undefined;
  const lexicon = () => (counted ??= countWords(words, tokensIn));
  const featuresIn = (tokens: readonly Token[]) => {
    const found = features.get(tokens) ?? featuresLearnt(tokens, lexicon());
    features.set(tokens, found);
    return found;
  };
  let left = namesOf(words).length;
  return {
    lexicon,
    learn(name) {
      const found = examplesFor(name, examples, tokensIn);
      const isPruned = name === PAIR;
      const learnt = found && learn(found, isPruned ? frequentIn(found, featuresIn) : featuresIn);
      // Several classifiers learn the same sentences; once all have, nobody needs them any more.
      left -= 1;
      if (left === 0) sentences.clear();
      return learnt;
    },
  };
}

function examplesFor(
  name: string,
  examples: LanguageExamples,
  tokensIn: Tokenizer,
): Examples | undefined {
  if (name === "utterance") return utterances(examples, tokensIn);
  if (name === PAIR) return pairs(examples, tokensIn);
  return answersTo(name.slice(ANSWER.length + 1), examples, tokensIn);
}

/** What there is to learn of a language, step by step, for whoever would rather not wait for it at the first typed word. */
export function lessonsOf(words: Words): readonly (() => void)[] {
  const models = modelsOf(words);
  return [
    () => models.utterance(),
    () => models.pair(),
    ...[...words.examples.answers.keys()].map((question) => () => models.answer(question)),
  ];
}

/** Leaves out the words, pairs and parts that stand in few sentences: with many classes they would fill tables for little. */
function frequentIn(
  examples: Examples,
  featuresIn: (tokens: readonly Token[]) => Features,
): (tokens: readonly Token[]) => Features {
  const counts = new Map<number, number>();
  for (const sentences of examples.values())
    for (const sentence of sentences) {
      const { words, parts } = featuresIn(sentence);
      for (const list of [words, parts])
        for (const number of list) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  const isFrequent = (number: number) => (counts.get(number) ?? 0) >= SENTENCES_MIN;
  return (tokens) => {
    const { words, parts, meaning } = featuresIn(tokens);
    return { words: words.filter(isFrequent), parts: parts.filter(isFrequent), meaning };
  };
}

/** The tokens of a sentence. */
export function tokensOf(sentence: string): readonly Token[] {
  return toTokens(toPlain(sentence));
}

/** Every n-th of a list, so that as many are left as wanted. */
function spread<T>(list: readonly T[], wanted: number): readonly T[] {
  const step = Math.max(1, list.length / wanted);
  return list.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

function answersTo(
  question: string,
  examples: LanguageExamples,
  tokensIn: Tokenizer,
): Examples | undefined {
  const own = examples.answers.get(question);
  if (!own) return undefined;
  const others = [...examples.answers]
    .filter(([other]) => other !== question)
    .flatMap(([, options]) => [...options.values()].flatMap((list) => [...list]));
  const asides = [...examples.utterances]
    .filter(([kind]) => kind !== ANSWER)
    .flatMap(([, list]) => [...list]);
  const foreign = [
    ...examples.none,
    ...[others, asides].flatMap((list) => spread(list, FOREIGN_SHARE)),
  ];
  return new Map([
    ...[...own].map(([option, all]) => {
      const list = spread(all, EXAMPLES_PER_OPTION);
      const elsewhere = examples.foreign.get(question)?.get(option) ?? [];
      return [option, [...list, ...elsewhere].map(tokensIn)] as const;
    }),
    [NONE, foreign.map(tokensIn)] as const,
  ]);
}

function utterances(examples: LanguageExamples, tokensIn: Tokenizer): Examples | undefined {
  if (examples.utterances.size === 0) return undefined;
  const answers = [...examples.answers.values()].flatMap((options) =>
    [...options.values()].flatMap((list) => spread(list, ANSWERS_PER_OPTION)),
  );
  const own = examples.utterances.get(ANSWER) ?? [];
  return new Map([
    ...[...examples.utterances].map(
      ([kind, list]) => [kind, spread(list, EXAMPLES_PER_KIND).map(tokensIn)] as const,
    ),
    [ANSWER, [...own, ...answers].map(tokensIn)] as const,
    [NONE, examples.none.map(tokensIn)] as const,
  ]);
}

function pairs(examples: LanguageExamples, tokensIn: Tokenizer): Examples | undefined {
  if (examples.answers.size === 0) return undefined;
  const options = [...examples.answers].flatMap(([question, own]) =>
    [...own].map(
      ([option, list]) =>
        [pairOf(question, option), spread(list, EXAMPLES_PER_OPTION).map(tokensIn)] as const,
    ),
  );
  return new Map([...options, [NONE, examples.none.map(tokensIn)] as const]);
}

const topicsKnown = new WeakMap<Likelihoods, Likelihoods>();

/** The shares of whole questions: those of their options together. */
function topicsOf(likely: Likelihoods): Likelihoods {
  const before = topicsKnown.get(likely);
  if (before) return before;
  const shares = new Map<string, number>();
  for (const [pair, share] of likely) {
    const question = pair === NONE ? NONE : (pair.split(" ")[0] ?? NONE);
    shares.set(question, (shares.get(question) ?? 0) + share);
  }
  const topics = [...shares].toSorted(([, one], [, other]) => other - one);
  topicsKnown.set(likely, topics);
  return topics;
}
