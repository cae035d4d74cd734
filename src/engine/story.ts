import { walk } from "./answers.ts";
import type { Path } from "./answers.ts";
import { ABSENT, PENDING, TRUE } from "./condition.ts";
import { atomsOf } from "./cells.ts";
import type { Atom } from "./cells.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { outlookOf } from "./outlook.ts";
import { judgeQuickly } from "./verdict.ts";

/** After a good story, at most so many questions are asked; after one that says little, so many more as it answered fewer. */
const QUESTIONS_MAX = 5;
/** A story is good when it answers so many questions. */
const GOOD_ANSWERS = 4;
/** Fewer words that answer fewer questions are no story. */
const WORDS_MIN = 12;
const ANSWERS_MIN = 2;

/** What a button says that leaves the story out: "Just ask me". */
export const NO_STORY = "story";

/**
 * Whether a screen asks for a story beside its question: the first one, and the next one where the certification was
 * known from the start.
 */
export function invitesStory(
  dialog: Dialog,
  { story, answers, narrowed, focus, told }: Conversation,
  question: Question,
): boolean {
  if (story !== undefined || narrowed || focus !== undefined || told) return false;
  const [first, second] = dialog.questions;
  if (first?.kind !== "catalogue") return false;
  const known = Object.keys(answers).length;
  return question === first ? known === 0 : question === second && known === 1;
}

/** The conversation after a text that was typed where a story was asked for and that answered so many questions. */
export function withStory(
  conversation: Conversation,
  text: string,
  answered: number,
): Conversation {
  const isLong = text.split(/\s+/u).length >= WORDS_MIN;
  const isStory = answered >= ANSWERS_MIN || (isLong && answered > 0);
  return { ...conversation, story: isStory ? answered : "none" };
}

/**
 * The question to ask next: after a good story the one that can move most, and none where nothing that is left can
 * change the verdict or its conditions, or where enough was asked.
 */
export function nextQuestion(
  dialog: Dialog,
  { answers, story }: Pick<Conversation, "answers" | "story">,
  path: Path = walk(dialog, answers),
): string | undefined {
  if (typeof story !== "number") return path.open;
  if (questionsLeft(dialog, answers, story) <= 0) return undefined;
  const isSettled = outlookOf(dialog).settled(path.codes) !== undefined;
  if (isSettled && path.answered >= KNOWN_MIN) return undefined;
  const open = path.asked.filter((id) => answers[id] === undefined);
  const flipping = new Set(isSettled ? [] : flippingNow(dialog, path, open));
  const weight = (id: string) =>
    influence(dialog, id) * (isSurelyAsked(dialog, path, id) ? 1 : UNSURE_FACTOR) +
    (flipping.has(id) ? FLIP_POINTS : 0);
  const [most] = open.toSorted((one, other) => weight(other) - weight(one));
  return most;
}

/** Of the open questions those with an answer that gives another verdict, as far as is known by now. */
function flippingNow(dialog: Dialog, { codes }: Path, open: readonly string[]): readonly string[] {
  const known = codes.map((code) => (code === PENDING ? ABSENT : code));
  const { verdict } = judgeQuickly(dialog, known);
  return open.filter((id) => {
    const position = dialog.positions.get(id) ?? -1;
    const at = dialog.firsts[position] ?? -1;
    return codesOf(dialog.questions[position]).some(
      (code) => judgeQuickly(dialog, known.with(at, code)).verdict !== verdict,
    );
  });
}

/** What can be answered to a question with options or an amount, as codes. */
function codesOf(question: Question | undefined): readonly number[] {
  if (question === undefined || question.kind === "catalogue") return [];
  return question.kind === "choice"
    ? question.options.map((_, code) => code)
    : question.presets.map(({ amount }) => amount);
}

/** Worth as much as the widest of weights between two answers: what decides by itself is asked early. */
const FLIP_POINTS = 4;
/** With fewer answers an advice would be about nobody, even where nothing can move its verdict any more. */
const KNOWN_MIN = 4;

/** How many questions can still be asked after a story. */
export function questionsLeft(
  dialog: Dialog,
  answers: Conversation["answers"],
  story: number,
): number {
  const answered = Object.keys(answers).filter((id) => dialog.positions.has(id)).length;
  const most = QUESTIONS_MAX + Math.max(0, GOOD_ANSWERS - story);
  return most - Math.max(0, answered - story);
}

/** Whether it is known that a question is asked, whatever the open ones before it will be answered with. */
function isSurelyAsked(dialog: Dialog, { codes }: Path, id: string): boolean {
  const applies = dialog.rules.shown[dialog.positions.get(id) ?? -1];
  return applies === undefined || applies(codes) === TRUE;
}

/** What may turn out not to be asked at all can wait. */
const UNSURE_FACTOR = 0.3;

const influences = new WeakMap<Dialog, Map<string, number>>();

/** How far the answer to a question can move the verdict by itself, in points; what can cap it weighs most. */
function influence(dialog: Dialog, id: string): number {
  const known = influences.get(dialog) ?? new Map<string, number>();
  influences.set(dialog, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const { evidence, limits, blockers, conditions, floors } = dialog.file;
  const isAbout = ({ when }: { readonly when: Parameters<typeof atomsOf>[0] }) =>
    atomsOf(when).some((atom) => questionIn(atom) === id);
  const points = dialog.rules.evidence
    .filter((_, at) => evidence[at] && isAbout(evidence[at]))
    .map((row) => row.points);
  const opens = dialog.questions.filter(({ when }) => when && isAbout({ when })).length;
  const caps = [...limits, ...blockers, ...floors].filter(isAbout).length;
  const found =
    Math.max(0, ...points) -
    Math.min(0, ...points) +
    opens +
    CAP_POINTS * Math.min(1, caps) +
    CONDITION_POINTS * Math.min(1, conditions.filter(isAbout).length);
  known.set(id, found);
  return found;
}

const CAP_POINTS = 4;
const CONDITION_POINTS = 2;

function questionIn(atom: Atom): string | undefined {
  if ("question" in atom) return atom.question.split(".")[0];
  return "unsure" in atom ? atom.unsure : undefined;
}
