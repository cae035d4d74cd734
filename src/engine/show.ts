import { giveAdvice } from "./advice.ts";
import { walk } from "./answers.ts";
import type { Answer } from "./answers.ts";
import { entryCard } from "./entry-card.ts";
import type { Conversation, Event, Screen } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import type { Button, QuestionReply, Reply, SectionId, Text } from "./reply.ts";
import { tellAfterAnswer } from "./tell-after-answer.ts";
import {
  answerText,
  askQuestion,
  askToConfirm,
  askToErase,
  currentQuestion,
  questionOf,
} from "./screens.ts";

/** What one event leads to. */
export interface Transition {
  readonly conversation: Conversation;
  /** At least one; the last is the screen the person is at. Made when first looked at. */
  readonly replies: readonly Reply[];
  /** Everything about the person is to be erased: the conversation is not to be kept either. */
  readonly erases?: true;
  /** The person asked for this besides the interview: it is answered instead of `replies`. */
  readonly asks?: "save" | "share" | "remind" | "history";
}

/** What leads to one reply. A class, because an accessor on a prototype costs nothing to make. */
class Led implements Transition {
  readonly conversation: Conversation;
  readonly #build: () => Reply;
  #replies: readonly Reply[] | undefined;

  constructor(conversation: Conversation, build: () => Reply) {
    this.conversation = conversation;
    this.#build = build;
  }

  get replies(): readonly Reply[] {
    return (this.#replies ??= [this.#build()]);
  }
}

function leadTo(conversation: Conversation, build: () => Reply): Transition {
  return new Led(conversation, build);
}

/** Words to put before the next screen, and why the last ones were not taken. */
export interface Told {
  readonly notes?: readonly Text[];
  readonly clarify?: NonNullable<QuestionReply["clarify"]>;
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
  const { proposal } = conversation;
  if (proposal)
    return leadTo(conversation, () =>
      "asked" in proposal
        ? askToErase(conversation, proposal, told)
        : askToConfirm(dialog, conversation, proposal, told),
    );
  const at = currentQuestion(dialog, conversation, walk(dialog, conversation.answers));
  return showAt(dialog, conversation, at, event, told);
}

/** Tells that what was pressed stood on an earlier screen, and shows the one the person is at. Nothing else changes. */
export function showInstead(
  dialog: Dialog,
  conversation: Conversation,
  event: Event,
  told: Told = {},
): Transition {
  return show(dialog, conversation, event, {
    notes: [...(told.notes ?? []), say("note.old-question")],
    clarify: "old-question",
  });
}

export function showAt(
  dialog: Dialog,
  conversation: Conversation,
  id: string | undefined,
  event: Event,
  told: Told,
): Transition {
  const question = id === undefined ? undefined : questionOf(dialog, id);
  if (!question || (conversation.phase === "advised" && conversation.focus === undefined)) {
    return advise(dialog, conversation, event, told);
  }
  const { revision, seen } = conversation;
  let next = conversation;
  const last = seen.at(-1);
  if (last?.[1] !== revision) {
    const begun = conversation.begun === 0 ? event.now : conversation.begun;
    const screen: Screen = [question.id, revision];
    next = { ...conversation, begun, seen: last ? [last, screen] : [screen] };
  }
  return leadTo(next, () => {
    const path = walk(dialog, next.answers);
    const notes = [...(told.notes ?? []), ...tellAfterAnswer(dialog, next, path)];
    return askQuestion(dialog, next, path, question, { ...told, notes });
  });
}

/** Whether something was said in an interview, which an advice may have ended: it is not dropped unasked. */
export function hasBegun({ answers, told }: Conversation): boolean {
  return told !== undefined || Object.keys(answers).length > 0;
}

/** Whether somebody is in the middle of an interview. */
function isOpen(conversation: Conversation): boolean {
  return conversation.phase === "open" && hasBegun(conversation);
}

/** Shows what is known of one certification; nothing changes, and whoever is in an interview can go on with it. */
export function showCard(
  dialog: Dialog,
  conversation: Conversation,
  id: string,
  event: Event,
): Transition {
  const { catalogue } = dialog;
  const entry = catalogue.entry(id, event.now);
  if (!entry) return show(dialog, conversation, event);
  const goOn = {
    label: say("action.resume"),
    event: { type: "resume" },
    style: "primary",
  } as const;
  return leadTo(conversation, () =>
    entryCard(catalogue, entry, event.now, isOpen(conversation) ? goOn : undefined),
  );
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

/** Whether two answers say the same, whatever was noted beside them. */
export function saysSame(one: Answer | undefined, other: Answer): boolean {
  return one !== undefined && coreOf(one) === coreOf(other);
}

function coreOf(answer: Answer): string {
  if (typeof answer === "string") return `= ${answer}`;
  if ("blank" in answer) return answer.blank;
  if ("option" in answer) return `= ${answer.option}`;
  if ("amount" in answer) return `${answer.amount} ${answer.currency ?? ""}`;
  return `${answer.chosen} ${answer.entry ?? answer.name ?? ""}`;
}

/** The conversation on a new screen. */
export function moved(next: Conversation, before: Conversation): Conversation {
  return { ...next, revision: before.revision + 1 };
}

/** The conversation without what only belongs to its present screen. */
export function withoutPointers(conversation: Conversation): Conversation {
  const { focus, proposal, misses, narrowed, found, told, ...rest } = conversation;
  const isPlain = !focus && !proposal && !misses && !narrowed && !found && !told;
  return isPlain ? conversation : rest;
}

/** A reply that says one thing and offers a way on: to begin, where no other is named. */
export function notice(
  conversation: Conversation,
  name: string,
  on: Button = { label: say("action.start"), event: { type: "restart" }, style: "primary" },
): Transition {
  return leadTo(conversation, () => ({
    type: "notice",
    notice: name,
    title: say(`notice.${name}`),
    actions: [on],
  }));
}

/** The conversation with nothing answered yet. */
export function fresh(dialog: Dialog, conversation: Conversation): Conversation {
  const { locale } = dialog.words;
  const { story: _story, clauses: _clauses, ...rest } = withoutPointers(conversation);
  return moved(
    {
      ...rest,
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
  return leadTo(next, () => giveAdvice(dialog, next, event.now, told.notes ?? [], section));
}
