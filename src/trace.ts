import { walk } from "./engine/answers.ts";
import type { Answer } from "./engine/answers.ts";
import { emptyConversation } from "./engine/carry-over.ts";
import { nameAnswer } from "./engine/check/space.ts";
import type { Conversation } from "./engine/conversation.ts";
import type { Dialog, Question } from "./engine/dialog.ts";
import { mentionedIn } from "./engine/hearing/choices.ts";
import type { Mentions } from "./engine/hearing/choices.ts";
import type { Likelihoods } from "./engine/hearing/classifier.ts";
import { toClauses } from "./engine/hearing/clauses.ts";
import { hear } from "./engine/hearing/hear.ts";
import type { Hearing } from "./engine/hearing/answers-in.ts";
import { readHours } from "./engine/hearing/hours.ts";
import { modelsOf } from "./engine/hearing/models.ts";
import { findMoney } from "./engine/hearing/money.ts";
import { readNumbers } from "./engine/hearing/numbers.ts";
import { weighed } from "./engine/hearing/read-choice.ts";
import { isCut, toPlain } from "./engine/hearing/text.ts";
import { toTokens } from "./engine/hearing/tokens.ts";
import type { Token } from "./engine/hearing/tokens.ts";
import { answerText, askQuestion, questionOf } from "./engine/screens.ts";
import type { Transition } from "./engine/show.ts";
import { screenAt } from "./engine/take-text.ts";
import { transition } from "./engine/transition.ts";
import type { Speaker } from "./texts.ts";

/** Classes shown of each reader. */
const SHOWN_MAX = 3;

/** A stretch of the text and the amount that was read in it. */
interface Amount {
  readonly text: string;
  readonly amount: number;
  readonly currency?: string;
}

/** An answer by its ids, and as the person sees it. */
export interface NamedAnswer {
  readonly question: string;
  readonly answer: string;
  readonly shown: string;
}

/** What comes of a text. */
export interface Outcome {
  /** Answers that are taken. */
  readonly recorded: readonly NamedAnswer[];
  /** A guess that is asked about before it is taken. */
  readonly confirms?: NamedAnswer;
  /** What would be erased, and is asked about first. */
  readonly erases?: string;
  /** Ids of what is offered, because the text may mean any of them. */
  readonly offers?: readonly string[];
  /** What is said to the person before the next screen. */
  readonly says: readonly string[];
  /** The screen that follows: the question, or the kind of another reply. */
  readonly next: string;
}

/** How a text was read, step by step. */
export interface Trace {
  readonly text: string;
  readonly question: string;
  readonly title: string;
  /** Only the beginning of the text is read. */
  readonly isCut: boolean;
  readonly clauses: readonly string[];
  readonly numbers: readonly Amount[];
  readonly money: readonly Amount[];
  /** Hours a week, as the question for them would take them. */
  readonly hours?: number;
  /** Names in the catalogue that the text is like. */
  readonly catalogue: readonly string[];
  /** What the phrases of the language files say. */
  readonly rules: Mentions;
  /** What the examples of the question say, likeliest first; empty where it has none. */
  readonly learnt: Likelihoods;
  /** Rules and examples together: what is compared with the shares from which an answer is taken. */
  readonly together: Likelihoods;
  /** Which question the text is about. */
  readonly topics: Likelihoods;
  /** What kind of utterance it is. */
  readonly utterances: Likelihoods;
  readonly heardAs: string;
  readonly outcome: Outcome;
}

/**
 * Reads a text as the interview would at one question, with no other answer given, and keeps every step.
 *
 * @param now - The time of asking, ms since epoch.
 */
export function traceText(
  dialog: Dialog,
  speaker: Speaker,
  question: Question,
  text: string,
  now: number,
): Trace {
  const { words } = dialog;
  const plain = toPlain(text);
  const tokens = toTokens(plain);
  const groups = readNumbers(tokens, words.numerals);
  const hours = readHours(tokens, groups, words);
  const written = (list: readonly Token[]) =>
    plain.slice(list[0]?.start ?? 0, list.at(-1)?.end ?? 0).replaceAll("\n", " ");
  const models = modelsOf(words);
  const options = words.options.get(question.id) ?? [];
  const rules = mentionedIn(tokens, options, words);
  const likely = models.answer(question.id)?.classify(tokens) ?? [];
  const together = question.kind === "choice" ? weighed({ mentions: rules, likely }, options) : [];
  const conversation = { ...emptyConversation(dialog), focus: question.id };
  const path = walk(dialog, {});
  const screen = screenAt(dialog, conversation, path, question, { now });
  return {
    text,
    question: question.id,
    title: speaker.say(askQuestion(dialog, conversation, path, question).title),
    isCut: isCut(text),
    clauses: toClauses(tokens, words).map((clause) => written(clause.tokens)),
    numbers: groups
      .filter(({ isArticle }) => !isArticle)
      .map(({ start, end, value }) => ({ text: written(tokens.slice(start, end)), amount: value })),
    money: findMoney(tokens, groups, words).map(({ start, end, value }) => ({
      text: written(tokens.slice(start, end)),
      ...value,
    })),
    ...(hours && { hours: hours.amount }),
    catalogue: dialog.catalogue
      .find(plain)
      .slice(0, SHOWN_MAX)
      .map(({ name }) => name),
    rules,
    learnt: likely.slice(0, SHOWN_MAX),
    together: together.slice(0, SHOWN_MAX),
    topics: (models.topic()?.classify(tokens) ?? []).slice(0, SHOWN_MAX),
    utterances: (models.utterance()?.classify(tokens) ?? []).slice(0, SHOWN_MAX),
    heardAs: nameHearing(hear(screen, text)),
    outcome: outcomeOf(
      dialog,
      speaker,
      transition(dialog, conversation, { type: "text", text, now }),
    ),
  };
}

function nameHearing(hearing: Hearing): string {
  switch (hearing.type) {
    case "command":
      return `the command "${hearing.command}"`;
    case "question":
      return `a question back: ${hearing.about}`;
    case "cancel":
      return "a wish to end";
    case "repair":
      return "a sign that something was misunderstood";
    case "edit":
      return `a wish to change the answer to ${hearing.question}`;
    case "answers": {
      const { own, facts, isCorrection } = hearing;
      const parts = [
        ...(own ? [own.certain ? "an answer" : "a guess at an answer"] : []),
        ...facts.map(({ question }) => `a fact about ${question.id}`),
      ];
      return `${isCorrection ? "a correction: " : ""}${parts.join(", ")}`;
    }
    case "several":
      return "more than one option";
    case "nameless":
      return "a certification without a name";
    case "invalid":
      return `an amount that is not between ${hearing.min} and ${hearing.max}`;
    case "not-one":
      return `${hearing.which} of what is shown`;
    case "nothing":
      return "nothing that is asked here";
  }
}

function outcomeOf(
  dialog: Dialog,
  speaker: Speaker,
  { conversation, replies, asks }: Transition,
): Outcome {
  const named = (question: string, answer: Answer): NamedAnswer => ({
    question,
    answer: nameAnswer(answer),
    shown: speaker.say(answerText(questionOf(dialog, question), answer)),
  });
  const { proposal, narrowed } = conversation;
  const reply = replies.at(-1);
  const notes = reply && "notes" in reply ? reply.notes : [];
  const why = reply && "why" in reply ? (reply.why ?? []) : [];
  return {
    recorded: Object.entries(conversation.answers).map(([id, answer]) => named(id, answer)),
    ...confirmed(proposal, named),
    ...(narrowed && { offers: narrowed }),
    says: [...notes, ...why].map((note) => speaker.say(note)),
    next: asks ?? (reply?.type === "question" ? reply.question : (reply?.type ?? "nothing")),
  };
}

function confirmed(
  proposal: Conversation["proposal"],
  named: (question: string, answer: Answer) => NamedAnswer,
): Pick<Outcome, "confirms" | "erases"> {
  if (!proposal) return {};
  return "asked" in proposal
    ? { erases: proposal.type }
    : { confirms: named(proposal.question, proposal.answer) };
}
