import type { Answer, Answers } from "../answers.ts";
import type { Question } from "../dialog.ts";
import { toClauses } from "./clauses.ts";
import { findFacts } from "./facts.ts";
import type { Fact } from "./facts.ts";
import { foreignIn } from "./foreign.ts";
import { readAnswer, readExactly } from "./own.ts";
import type { Heard, Own, Screen } from "./own.ts";
import { trimEnds } from "./repairs.ts";
import { normalOf } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Utterance } from "./utterance.ts";
import type { Words } from "./words.ts";

/** What a text says. */
export type Hearing =
  | Exclude<Utterance, { readonly type: "words" | "change-something" }>
  /** An earlier answer is to be changed, and its new value was not said. */
  | { readonly type: "edit"; readonly question: string }
  | {
      readonly type: "answers";
      /** The answer to the question on the screen. */
      readonly own?: Heard;
      readonly facts: readonly Heard[];
      /** The text takes back what was said before: answers given already are changed. */
      readonly isCorrection: boolean;
    }
  /** Which of these is meant? `facts` is certain all the same. */
  | {
      readonly type: "several";
      readonly question: Question;
      readonly options: readonly string[];
      readonly facts: readonly Heard[];
    }
  /** A certification without a name. */
  | { readonly type: "nameless"; readonly answer: Answer; readonly facts: readonly Heard[] }
  /** Understood, but not possible here. */
  | { readonly type: "invalid"; readonly min: number; readonly max: number }
  /** Of several options on the screen none, or more than one. */
  | { readonly type: "not-one"; readonly which: "all" | "none" }
  | { readonly type: "nothing" };

/** The answer to the question on the screen, and facts for others. */
export function answersIn(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
  isCorrection: boolean,
  otherwise: Hearing = { type: "nothing" },
): Hearing {
  const { dialog, question, others, answers } = screen;
  const whole = question && ownIn(screen, question, plain, tokens);
  // One clause says one thing, and first of all what was asked.
  const isOne = toClauses(tokens, dialog.words).length < 2;
  const isSure = whole !== undefined && whole.type !== "several";
  const isDone = isSure && (isOne || question?.kind === "duration");
  const found = isSure && isOne ? [] : findFacts(dialog, others, plain, tokens, question);
  // One clause that may answer the question says something else only in so many words.
  const facts = whole && isOne ? found.filter(({ isNamed }) => isNamed) : found;
  const isAmount = question !== undefined && question.kind !== "choice";
  // What is only heard in passing takes nothing away from the answer.
  const isAsked = ({ question: about }: Fact) => dialog.positions.has(about.id);
  const answering = facts.filter(isAsked);
  const rest = isAmount ? tokens : trimEnds(without(tokens, answering), dialog.words);
  const own =
    isDone || isAmount ? whole : question && (ownIn(screen, question, plain, rest) ?? whole);
  const heard = facts.map((fact) =>
    toHeard(fact, !isCorrection && (isOne || answers[fact.question.id] !== undefined), {
      answers,
      said: saidIn(plain, tokens.slice(fact.start, fact.end)),
    }),
  );
  const foreign =
    question && own?.type === "own"
      ? foreignIn(screen, question, plain, tokens, own.heard, isCorrection)
      : undefined;
  if (foreign) return { type: "answers", facts: [foreign], isCorrection };
  const isBare = own?.type === "own" && isYesOrNo(normalOf(rest), dialog.words);
  const takesBack = answering.some(({ question: about }) => answers[about.id] !== undefined);
  if (!question || !own || (takesBack && (own.type === "several" || isBare)))
    return heard.length > 0 ? { type: "answers", facts: heard, isCorrection } : otherwise;
  switch (own.type) {
    case "own":
      return {
        type: "answers",
        own: { ...own.heard, said: saidIn(plain, rest) },
        facts: heard,
        isCorrection,
      };
    case "several":
      return { type: "several", question, options: own.options, facts: heard };
    case "nameless":
      return { type: "nameless", answer: own.answer, facts: heard };
    case "invalid":
      return own;
  }
}

function ownIn(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): Own | undefined {
  if (tokens.length === 0) return undefined;
  const exact = readExactly(screen, question, tokens);
  return exact ? { type: "own", heard: exact } : readAnswer(screen, question, plain, tokens);
}

function isYesOrNo(normal: string, { yes, no }: Words): boolean {
  return yes.has(normal) || no.has(normal);
}

/** Nobody asked for it: where nothing else is said, a guess at it is asked about. */
function toHeard(
  { question, value, isNamed }: Fact,
  isAlone: boolean,
  { answers, said }: { readonly answers: Answers; readonly said: string },
): Heard {
  const isSafe = isNamed && answers[question.id] === undefined;
  return { question, answer: value, certain: isSafe || !isAlone, isPlain: false, said };
}

/** The stretch of a text that tokens stand in. */
function saidIn(plain: string, tokens: readonly Token[]): string {
  return plain.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0).trim();
}

/** What is left of a text without the clauses that answered other questions. */
function without(tokens: readonly Token[], facts: readonly Fact[]): readonly Token[] {
  if (facts.length === 0) return tokens;
  return tokens.filter((_, at) => !facts.some(({ start, end }) => at >= start && at < end));
}
