import { find } from "./browse.ts";
import type { Conversation, Event } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { normalise } from "./hearing/text.ts";
import { say } from "./reply.ts";
import { moved, show, withoutPointers } from "./show.ts";
import type { Transition } from "./show.ts";

/** Shows what there is to choose from: at the question for it, or as a change of its answer. */
export function browseInWords(
  dialog: Dialog,
  conversation: Conversation,
  event: Extract<Event, { type: "text" }>,
): Transition {
  const question = dialog.questions.find(({ kind }) => kind === "catalogue");
  if (!question) return show(dialog, conversation, event, { notes: [say("asked.help")] });
  const { told } = conversation;
  const plain = {
    ...withoutPointers(conversation),
    ...(told && { told }),
    phase: "open",
  } as const;
  const isOpen = conversation.answers[question.id] === undefined;
  const focus = isOpen ? {} : { focus: question.id };
  const { shown, rest, count } = find(dialog, normalise(event.text));
  const found = rest.length > 0 ? { found: rest } : {};
  const next = moved({ ...plain, ...focus, narrowed: shown, ...found }, conversation);
  return show(dialog, next, event, {
    notes: [count === undefined ? say("note.catalogue") : say("note.found", { count })],
    clarify: "several",
  });
}
