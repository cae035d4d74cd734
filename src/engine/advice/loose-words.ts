import { isBlank, optionOf } from "../answers.ts";
import type { Answers } from "../answers.ts";
import type { Conversation } from "../conversation.ts";
import type { Dialog, Question } from "../dialog.ts";
import { modelsOf, pairOf, tokensOf } from "../hearing/models.ts";
import { evidenceOf, weighed } from "../hearing/read-choice.ts";
import { isWhole, USE } from "./own-words.ts";
import { retell } from "./retell.ts";

/** A clause, and the question or fact it speaks of. */
interface Placed {
  readonly about: string;
  readonly text: string;
}

/** A clause that may speak of a question; the likelier the larger its share. */
interface Reading extends Placed {
  readonly share: number;
}

type Choice = Extract<Question, { kind: "choice" }>;

/**
 * Shares from which a clause stands behind an answer: how much it says of the question, among all questions, and of the
 * option, among those of the question. A use can be anything people do, and is said in words of all questions.
 */
const LEAST = {
  given: { topic: 0.1, option: 0.6 },
  use: { topic: 0.05, option: 0.6 },
  likelyUse: { topic: 0.004, option: 0.9 },
  thing: { topic: 0.2, option: 0.97 },
  /** Where nobody answered, both readers must be sure. */
  open: { topic: 0.2, option: 0.7 },
} as const;
type Least = (typeof LEAST)[keyof typeof LEAST];

/**
 * Finds out which answers the clauses stand behind that nothing was taken from: "three audits wait on my desk" is the use
 * of whoever pressed that they can name one. Each answer takes the clause that says it best, and each clause stands behind
 * one; answers with words of their own take none.
 */
export function placeLoose(dialog: Dialog, conversation: Conversation): readonly Placed[] {
  const { answers, clauses = [] } = conversation;
  const known = clauses.flatMap(({ about, text }) => (about === undefined ? [] : { about, text }));
  const spoken = new Set(known.map(({ about }) => about));
  const open = [...dialog.questions, ...dialog.facts].filter(
    (question): question is Choice => question.kind === "choice" && !spoken.has(question.id),
  );
  const readings = clauses
    .filter(({ about }) => about === undefined)
    .flatMap(({ text }) => readingsOf(dialog, open, answers, text))
    .toSorted((one, other) => other.share - one.share);
  const placed: Placed[] = [];
  for (const { about, text } of readings)
    if (!placed.some((one) => one.about === about || one.text === text))
      placed.push({ about, text });
  return [...known, ...placed];
}

/** What a clause may speak of; nothing where it cannot be told again. */
function readingsOf(
  { words }: Dialog,
  questions: readonly Choice[],
  answers: Answers,
  text: string,
): readonly Reading[] {
  const retold = isWhole(text) ? retell(text, words) : undefined;
  if (retold === undefined) return [];
  const [first = ""] = retold.text.split(" ");
  const isThing = retold.form === "phrase";
  // "Wants me to write it" has lost its subject.
  if (isThing && words.retelling?.verbs.has(first) === true) return [];
  const tokens = tokensOf(text);
  const models = modelsOf(words);
  const topics = new Map(models.topic()?.classify(tokens));
  const pairs = new Map(models.pair()?.classify(tokens));
  return questions.flatMap((question) => {
    const topic = topics.get(question.id) ?? 0;
    // "Works council member" says nothing of what it is; a use may be a thing alone.
    if (topic < LEAST.likelyUse.topic || (isThing && question.id !== USE)) return [];
    const given = answers[question.id];
    const option = given === undefined || isBlank(given) ? undefined : optionOf(given);
    const shares = weighed(
      evidenceOf(question, tokens, words),
      words.options.get(question.id) ?? [],
    );
    const [best] = shares.filter(([id]) => question.options.includes(id));
    const share =
      option === undefined
        ? Math.sqrt((best?.[1] ?? 0) * (pairs.get(pairOf(question.id, best?.[0] ?? "")) ?? 0))
        : (shares.find(([id]) => id === option)?.[1] ?? 0);
    const isEnough = leastFor(question, option, isThing).some(
      (least) => topic >= least.topic && share >= least.option,
    );
    return isEnough ? [{ about: question.id, text, share: share * Math.sqrt(topic) }] : [];
  });
}

/** Any of these is enough. */
function leastFor(
  { id, note }: Choice,
  option: string | undefined,
  isThing: boolean,
): readonly Least[] {
  if (option === undefined) return isThing ? [] : [LEAST.open];
  if (id !== USE || !note.includes(option)) return isThing ? [] : [LEAST.given];
  return isThing ? [LEAST.thing] : [LEAST.use, LEAST.likelyUse];
}
