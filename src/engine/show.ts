import { giveAdvice } from "./advice.ts";
import { walk } from "./answers.ts";
import type { Answer, Answers } from "./answers.ts";
import type { Conversation, Event } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import type { QuestionReply, Reply, SectionId, Text } from "./reply.ts";
import { answerText, askQuestion, askToConfirm, currentQuestion, questionOf } from "./screens.ts";

/** What one event leads to. */
export interface Transition {
  readonly conversation: Conversation;
  /** At least one; the last is the screen the person is at. */
  readonly replies: readonly Reply[];
}

/** Words to put before the next screen, and why the last ones were not taken. */
export interface Told {
  readonly notes?: readonly Text[];
  readonly clarify?: NonNullable<QuestionReply["clarify"]>;
  readonly only?: readonly string[];
  readonly why?: readonly Text[];
}

/**
 * Shows the screen the person is at: the proposal, the question, or, when nothing is open, the advice. A question that
 * was not on the last screen is remembered as seen.
 */
export function show(
  dialog: Dialog,
  conversation: Conversation,
  event: Event,
  told: Told = {},
): Transition {
  const confirm = askToConfirm(dialog, conversation);
  if (confirm) return { conversation, replies: [confirm] };
  const path = walk(dialog, conversation.answers);
  const id = currentQuestion(conversation, path);
  const question = id === undefined ? undefined : questionOf(dialog, id);
  if (!question || (conversation.phase === "advised" && conversation.focus === undefined)) {
    return advise(dialog, conversation, event, told);
  }
  const { revision } = conversation;
  const isNew = conversation.seen.at(-1)?.revision !== revision;
  const seen = isNew
    ? [...conversation.seen.slice(1 - SEEN_MAX), { question: question.id, at: event.now, revision }]
    : conversation.seen;
  const begun = conversation.begun === 0 ? event.now : conversation.begun;
  const next = { ...conversation, begun, seen };
  return { conversation: next, replies: [askQuestion(dialog, next, path, question, told)] };
}

const SEEN_MAX = 5;

/** Puts one answer into the conversation and shows what comes next. */
export function give(
  dialog: Dialog,
  conversation: Conversation,
  given: Answers,
  event: Event,
  notes: readonly Text[] = [],
): Transition {
  const answers: Record<string, Answer> = {};
  const defaults: Record<string, Answer> = { ...conversation.defaults };
  const irrelevant: Text[] = [];
  const all = { ...conversation.answers, ...given };
  const { asked } = walk(dialog, all);
  for (const [id, answer] of Object.entries(all)) {
    if (asked.includes(id)) answers[id] = answer;
    else {
      defaults[id] = answer;
      irrelevant.push(say("note.irrelevant", { question: say(`questions.${id}.short`) }));
    }
  }
  const next = moved(
    { ...withoutPointers(conversation), answers, defaults, phase: "open" },
    conversation,
  );
  return show(dialog, next, event, { notes: [...notes, ...irrelevant] });
}

/** Says that an answer was replaced. */
export function changedNote(dialog: Dialog, question: string, before: Answer, after: Answer): Text {
  const asked = questionOf(dialog, question);
  return say("note.changed", {
    question: say(`questions.${question}.short`),
    before: answerText(asked, before),
    after: answerText(asked, after),
  });
}

/** Whether two answers say the same, whenever they were given. */
export function saysSame(one: Answer | undefined, other: Answer): boolean {
  return one?.type === other.type && coreOf(one) === coreOf(other);
}

function coreOf({ value }: Answer): string {
  if (!value) return "";
  if ("option" in value) return value.option;
  if ("amount" in value) return `${value.amount} ${value.currency ?? ""}`;
  return `${value.chosen} ${value.entry ?? value.name ?? ""}`;
}

/** The conversation on a new screen. */
export function moved(next: Conversation, before: Conversation): Conversation {
  return { ...next, revision: before.revision + 1 };
}

/** The conversation without focus, proposal and misses. */
export function withoutPointers(conversation: Conversation): Conversation {
  const { focus: _focus, proposal: _proposal, misses: _misses, ...rest } = conversation;
  return rest;
}

/** A reply that says one thing and offers to begin. */
export function notice(
  conversation: Conversation,
  name: string,
  values: Text["values"] = {},
): Transition {
  const reply: Reply = {
    type: "notice",
    notice: name,
    title: say(`notice.${name}`, values),
    actions: [{ label: say("action.start"), event: { type: "restart" }, style: "primary" }],
  };
  return { conversation, replies: [reply] };
}

/** The conversation with nothing answered yet. */
export function fresh(dialog: Dialog, conversation: Conversation): Conversation {
  const { locale } = dialog.words;
  return moved(
    {
      ...withoutPointers(conversation),
      locale,
      answers: {},
      defaults: {},
      begun: 0,
      phase: "open",
      seen: [],
    },
    conversation,
  );
}

/** Gives the advice as far as the answers go; what is open counts as not sure. */
export function advise(
  dialog: Dialog,
  conversation: Conversation,
  event: Event,
  told: Told = {},
  section?: SectionId,
): Transition {
  const settled = withoutPointers(conversation);
  const next: Conversation =
    conversation.phase === "advised"
      ? settled
      : moved({ ...settled, phase: "advised" }, conversation);
  return {
    conversation: next,
    replies: [giveAdvice(dialog, next, event.now, told.notes ?? [], section)],
  };
}
