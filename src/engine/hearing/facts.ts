import type { Value } from "../answers.ts";
import type { Dialog, Question } from "../dialog.ts";
import { toNote } from "../note.ts";
import { nameIn, withoutName } from "./beside-name.ts";
import type { Stretch } from "./beside-name.ts";
import { hasNegation, mayName, mentionedIn } from "./choices.ts";
import type { Likelihoods } from "./classifier.ts";
import { toClauses } from "./clauses.ts";
import type { Clause } from "./clauses.ts";
import type { Span } from "./names.ts";
import { hoursIn } from "./hours-in-passing.ts";
import { NONE, modelsOf, pairOf } from "./models.ts";
import { evidenceOf, weighed } from "./read-choice.ts";
import { normalOf } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import { shapeOf } from "./utterance.ts";
import { UNSURE_OPTION } from "./words.ts";
import type { OptionWords, Words } from "./words.ts";

/** An answer found in passing, and the tokens that say it. */
export interface Fact extends Span {
  readonly question: Question;
  readonly value: Value;
  /** It is said in so many words. */
  readonly isNamed: boolean;
}

/**
 * Shares from which a fact in passing is believed, set by cross-validation: nobody asked, so it must be plain. In the first
 * message people tell what it is all about.
 */
const BELIEVED = {
  beside: 0.95,
  first: 0.96,
  topic: 0.4,
  named: 0.5,
  namedTopic: 0.02,
  answer: 0.85,
};

/**
 * Finds answers to other questions than the one on the screen, clause by clause: by the phrases that say an option
 * anywhere, by hours with a period such as "a week", and where the classifiers are sure of both question and option.
 *
 * @param asked - The question on the screen: where it asks for a certification, the words of its name say nothing else.
 */
export function findFacts(
  dialog: Dialog,
  questions: readonly Question[],
  plain: string,
  tokens: readonly Token[],
  asked?: Question,
): readonly Fact[] {
  const { words } = dialog;
  const hours = questions.flatMap((question) => hoursIn(dialog, question, tokens) ?? []);
  const choices = questions.filter((question) => question.kind === "choice");
  if (choices.length === 0) return hours;
  const isTaken = (clause: Clause) =>
    (asked?.kind === "duration" && namesTime(clause, words)) ||
    hours.some(
      ({ start, end }) => start < clause.start + clause.tokens.length && end > clause.start,
    );
  const named = asked?.kind === "catalogue" ? nameIn(dialog, plain, tokens) : undefined;
  const clauses = toClauses(tokens, words)
    .filter((clause) => !isTaken(clause) && !asks(clause, tokens, words))
    .flatMap((clause): readonly Stretch[] => (named ? withoutName(clause, named, words) : [clause]))
    .filter(isFirst())
    .slice(0, CLAUSES_MAX);
  const answer = clauses.findIndex((clause) => asked && isAnswer(words, asked, clause, tokens));
  const on = { dialog, choices, plain, asked, isAnswered: false };
  const beside = {
    ...on,
    isAnswered: answer >= 0 || (named?.size ?? 0) > words.phrases.called.size,
  };
  const alone = clauses.map((clause, at) => factIn(at === answer ? on : beside, clause));
  const found = clauses.flatMap((clause, at) => {
    const own = alone[at];
    const isThin = clauses.slice(at, at + 2).some((one) => one.isThin === true);
    const pair = isThin ? undefined : pairAt(tokens, clauses, at);
    if (!pair) return own ?? [];
    const both = factIn(at === answer || at + 1 === answer ? on : beside, pair);
    // "They pay, but only once I passed": the second half may turn the first around.
    if (own && both && both.question === own.question && !isSame(own, both)) return both;
    if (own) return isTurned(dialog, own, pair) ? [] : own;
    return both && !alone[at + 1] ? both : [];
  });
  return [...hours, ...withoutConflicts(withoutOverlaps(found))];
}

/** "Would it get me there?" says nothing of its person. */
function asks({ tokens: own, start }: Clause, tokens: readonly Token[], words: Words): boolean {
  const end = start + own.length;
  return tokens[end]?.text === "?" && shapeOf(tokens.slice(start, end + 1), words) === "question";
}

/** Whether a clause has a number, a unit of time or a day in it: where hours are asked for, it is about them. */
function namesTime({ tokens }: Clause, { units, weekdays }: Words): boolean {
  // "Starting in about two months": no hours of a week.
  const isFarAhead = tokens.some(({ normal }) => units.get(normal)?.hours === 0);
  return (
    tokens.some(
      ({ value, normal }) => value !== undefined || units.has(normal) || weekdays.has(normal),
    ) && !isFarAhead
  );
}

/** Keeps of clauses in the same words the first: said twice, it is no news. */
function isFirst(): (clause: Clause) => boolean {
  const said = new Set<string>();
  return ({ tokens }) => {
    const normal = normalOf(tokens);
    const isNew = !said.has(normal);
    said.add(normal);
    return isNew;
  };
}

/** Whether a clause says something else once the next one is read with it. */
function isTurned({ words }: Dialog, fact: Fact, { tokens }: Clause): boolean {
  if (fact.question.kind !== "choice") return false;
  const all = words.options.get(fact.question.id) ?? [];
  const [[best, share] = [NONE, 0]] = weighed(evidenceOf(fact.question, tokens, words), all);
  return best !== NONE && best !== optionIn(fact) && share >= BELIEVED.named;
}

/** A clause together with the next one, where nothing else stands between. */
function pairAt(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  at: number,
): Clause | undefined {
  const [clause, next] = [clauses[at], clauses[at + 1]];
  if (!clause || !next) return undefined;
  const gap = next.start - clause.start - clause.tokens.length;
  const end = next.start + next.tokens.length;
  const pair = { start: clause.start, tokens: tokens.slice(clause.start, end) };
  return gap <= GAP_MAX && pair.tokens.length <= PAIR_MAX ? pair : undefined;
}

/** Clauses that are read for facts: more are no message, and would only cost time. */
const CLAUSES_MAX = 12;
/** A comma and "and". */
const GAP_MAX = 2;
/** Longer than this, two clauses are read one by one. */
const PAIR_MAX = 16;

function isSame(one: Fact, other: Fact): boolean {
  return optionIn(one) === optionIn(other);
}

function optionIn({ value }: Fact): unknown {
  return typeof value === "object" && "option" in value ? value.option : value;
}

/** Of two facts that one stretch of the text says, the first. */
function withoutOverlaps(found: readonly Fact[]): readonly Fact[] {
  return found.filter((fact, at) => {
    const before = found.slice(0, at);
    return !before.some(
      ({ start, end, question }) =>
        start < fact.end &&
        end > fact.start &&
        question !== fact.question &&
        fact.end - fact.start > end - start,
    );
  });
}

/** Two clauses that say different things of one question say nothing for certain. */
function withoutConflicts(found: readonly Fact[]): readonly Fact[] {
  return found.filter((fact, at) => {
    const same = found.filter(({ question }) => question === fact.question);
    return (
      same.every((other) => isSame(other, fact)) &&
      found.findIndex(({ question }) => question === fact.question) === at
    );
  });
}

/** Where facts are looked for. */
interface Search {
  readonly dialog: Dialog;
  readonly choices: readonly Extract<Question, { kind: "choice" }>[];
  readonly plain: string;
  readonly asked: Question | undefined;
  /** Another clause answers the question on the screen: this one says something else. */
  readonly isAnswered: boolean;
}

/** Whether a clause answers the question on the screen beyond doubt, and the whole text says no other answer. */
function isAnswer(
  words: Words,
  asked: Question,
  { tokens }: Clause,
  whole: readonly Token[],
): boolean {
  if (asked.kind !== "choice" || hasNegation(tokens, words)) return false;
  const all = words.options.get(asked.id) ?? [];
  const normal = normalOf(tokens);
  if (all.some(({ phrases }) => phrases.includes(normal))) return true;
  const topic = new Map(modelsOf(words).topic()?.classify(tokens)).get(asked.id) ?? 0;
  const [[best, share] = [NONE, 0]] = weighed(evidenceOf(asked, tokens, words), all);
  const [[together] = [NONE]] = weighed(evidenceOf(asked, whole, words), all);
  return best !== NONE && best === together && share >= BELIEVED.answer && topic >= BELIEVED.topic;
}

/** What is said is likelier about the question on the screen than about another one, by this factor. */
const ASKED_FACTOR = 20;
/** Fewer words say something of another question only where they are a phrase of it. */
const LEARNT_WORDS_MIN = 3;
/** Of all that a clause may say, so much at least is left for other questions than the one on the screen. */
const OTHERS_MIN = 0.75;

function factIn(search: Search, clause: Stretch): Fact | undefined {
  const { dialog, choices, plain, asked, isAnswered } = search;
  const { words } = dialog;
  const said = clause.tokens.filter(({ type }) => type !== "mark");
  if (said.length < 2) return undefined;
  const models = modelsOf(words);
  const pairs = models.pair()?.classify(clause.tokens) ?? [];
  const topics = models.topic()?.classify(clause.tokens) ?? [];
  const own = shareOf(topics, asked?.id ?? "");
  const here = isAnswered ? own : own * ASKED_FACTOR;
  const others = isAnswered ? Math.max(1 - own, OTHERS_MIN) : 1;
  const believed = asked?.kind === "catalogue" ? BELIEVED.first : BELIEVED.beside;
  let likeliest: { readonly fact: Fact; readonly share: number } | undefined;
  for (const question of choices) {
    const topic = (topics.length === 0 ? 1 : shareOf(topics, question.id)) / others;
    const all = words.options.get(question.id) ?? [];
    if (topic < BELIEVED.topic && !mayName(said, tellingOf(all))) continue;
    const { options, isHedged } = mentionedIn(clause.tokens, tellingOf(all), words);
    const [named] = options;
    const isNamed = options.length === 1 && !isHedged;
    // Where nothing but the phrase is left, it says what it says.
    const isBare = isNamed && clause.isThin === true;
    const isElsewhere = isNamed
      ? topic * ASKED_FACTOR < here
      : topic < BELIEVED.topic || topic < here;
    if (isElsewhere && !isBare) continue;
    const [[best, share] = [NONE, 0]] = weighed(evidenceOf(question, clause.tokens, words), all);
    if (best === NONE || best === UNSURE_OPTION) continue;
    const fact = () => factOf(dialog, question, best, plain, clause);
    const isAbout = isBare || topic >= BELIEVED.namedTopic;
    if (isNamed && best === named && share >= BELIEVED.named && isAbout)
      return { ...fact(), isNamed };
    if (clause.isThin === true || said.length < LEARNT_WORDS_MIN) continue;
    const joint = Math.sqrt(share * (shareOf(pairs, pairOf(question.id, best)) / others));
    if (joint >= believed && joint > (likeliest?.share ?? 0))
      likeliest = { fact: { ...fact(), isNamed: false }, share: joint };
  }
  return likeliest?.fact;
}

function shareOf(likely: Likelihoods, id: string): number {
  return likely.find(([own]) => own === id)?.[1] ?? 0;
}

const telling = new WeakMap<readonly OptionWords[], readonly OptionWords[]>();

/** The options that can be said anywhere, by the phrases that say them so; found once. */
function tellingOf(options: readonly OptionWords[]): readonly OptionWords[] {
  const known = telling.get(options);
  if (known) return known;
  const made = options
    .filter(({ id, anywhere }) => id !== UNSURE_OPTION && anywhere.length > 0)
    .map((option) => ({ ...option, phrases: option.anywhere }));
  telling.set(options, made);
  return made;
}

function factOf(
  { words }: Dialog,
  question: Extract<Question, { kind: "choice" }>,
  option: string,
  plain: string,
  { tokens, start }: Clause,
): Omit<Fact, "isNamed"> {
  const span = { start, end: start + tokens.length };
  if (!question.note.includes(option)) return { question, value: option, ...span };
  const note = toNote(plain.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0), words);
  return { question, value: { option, note }, ...span };
}
