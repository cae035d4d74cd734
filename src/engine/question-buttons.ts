import { amountOf, optionOf } from "./answers.ts";
import type { Path } from "./answers.ts";
import { shelfName } from "./browse.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { outlookOf } from "./outlook.ts";
import { say } from "./reply.ts";
import type { Button, QuestionReply, Text } from "./reply.ts";
import { ALL_SHELVES } from "./shelves.ts";
import { NO_STORY } from "./story.ts";

/** Beside the story: a list to pick from, and being asked one by one. */
export function storyActions({ revision }: Conversation, { id }: Question): readonly Button[] {
  return [
    {
      label: say("action.list"),
      event: { type: "answer", question: id, option: ALL_SHELVES, revision },
    },
    { label: say("action.ask"), event: { type: "skip", question: NO_STORY, revision } },
  ];
}

export function changeButton(question: string, revision: number): Button {
  return { label: say("action.change"), event: { type: "edit", question, revision } };
}

export function optionButtons(
  dialog: Dialog,
  conversation: Conversation,
  question: Question,
): QuestionReply["options"] {
  const { revision, narrowed: only } = conversation;
  const value = conversation.answers[question.id] ?? conversation.defaults?.[question.id];
  const button = (id: string, label: Text, chosen = false) => ({
    id,
    label,
    event: { type: "answer", question: question.id, option: id, revision } as const,
    ...(chosen ? { chosen } : {}),
  });
  const label = (id: string) => say(`questions.${question.id}.options.${id}.label`);
  if (question.kind === "catalogue") {
    const suggested = (only ?? []).flatMap((id) => {
      const name = shelfName(dialog.catalogue, id);
      return name ? [button(id, name)] : [];
    });
    return [...suggested, button("other", label("other")), button("none", label("none"))];
  }
  if (question.kind !== "choice") {
    return question.presets.map(({ id, amount }) =>
      button(id, label(id), value !== undefined && amountOf(value) === amount),
    );
  }
  // Likeliest first, as they were understood.
  const ids = only?.filter((id) => question.options.includes(id)) ?? question.options;
  return ids.map((id) => button(id, label(id), value !== undefined && optionOf(value) === id));
}

export function questionActions(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  question: Question,
  whyOpen: boolean,
): readonly Button[] {
  const { revision } = conversation;
  const id = question.id;
  const some = Object.keys(conversation.answers).length > 0;
  const open =
    conversation.focus === undefined && outlookOf(dialog).settled(path.codes) !== undefined;
  const actions: (Button | false)[] = [
    open && { label: say("action.advise"), event: { type: "advise", revision }, style: "primary" },
    some && { label: say("action.back"), event: { type: "back", revision } },
    question.unsure && {
      label: say(`questions.${id}.unsure.label`),
      event: { type: "unsure", question: id, revision },
    },
    whyOpen
      ? { label: say("action.close"), event: { type: "resume", revision } }
      : { label: say("action.why"), event: { type: "why", revision } },
    {
      label: say("action.skip"),
      event: { type: "skip", question: id, revision },
      ...(isStuck(conversation) && { style: "primary" as const }),
    },
    some && { label: say("action.review"), event: { type: "review", revision } },
    some && { label: say("action.pause"), event: { type: "pause", revision } },
    { label: say("action.stop"), event: { type: "stop", revision } },
  ];
  return actions.filter((action) => action !== false);
}

/** Whoever was not understood this often is told that a question can be skipped, and must see how. */
const STUCK_AFTER_MISSES = 3;

function isStuck({ misses = 0 }: Conversation): boolean {
  return misses >= STUCK_AFTER_MISSES;
}
