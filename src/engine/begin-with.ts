import type { Conversation, Event } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { listed } from "./listed.ts";
import { give } from "./give.ts";
import { fresh, hasBegun, saysSame, show } from "./show.ts";
import type { Transition } from "./show.ts";
import { propose } from "./take-click.ts";

/**
 * Begins about an entry of the catalogue, or asks whether a running interview should be about it instead.
 *
 * @param id - What a button begins with.
 * @returns Undefined where that is no id of an entry: it is words then.
 */
export function beginWith(
  dialog: Dialog,
  conversation: Conversation,
  id: string,
  event: Extract<Event, { type: "start" }>,
): Transition | undefined {
  const question = dialog.questions.find(({ kind }) => kind === "catalogue");
  if (question?.kind !== "catalogue") return undefined;
  const answer = listed(dialog, question, id, event.now);
  if (!answer) return undefined;
  const before = conversation.answers[question.id];
  if (!hasBegun(conversation)) {
    const isNew = conversation.phase === "open";
    const { conversation: shown } = show(
      dialog,
      isNew ? conversation : fresh(dialog, conversation),
      event,
    );
    return give(dialog, shown, [[question.id, answer]], event);
  }
  if (!before) return give(dialog, conversation, [[question.id, answer]], event);
  return saysSame(before, answer)
    ? show(dialog, conversation, event)
    : propose(dialog, conversation, "instead", question.id, answer, event);
}
