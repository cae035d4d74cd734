import type { Path } from "./answers.ts";
import type { Conversation, Event } from "./conversation.ts";
import type { Dialog, Question } from "./dialog.ts";
import { currentQuestion, questionOf } from "./screens.ts";

type Typed = Extract<Event, { type: "text" }>;

/**
 * The screen that words were typed to: the present one, or an earlier one, with the question it asked. None where it
 * asked nothing that is still asked: nothing can be taken from the words then.
 */
export type ScreenMeant =
  | { readonly type: "present" }
  | { readonly type: "earlier"; readonly question: Question | undefined };

/**
 * Finds the screen that words were typed to, by what the event says of it and never by a clock: the platform knows in
 * which order its messages stand.
 */
export function screenMeant(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
  event: Pick<Typed, "question" | "revision">,
): ScreenMeant {
  const { revision = conversation.revision } = event;
  const open = conversation.proposal ? undefined : openQuestion(dialog, conversation, path);
  const isPresent = revision >= conversation.revision;
  if (isPresent && (event.question === undefined || event.question === open))
    return { type: "present" };
  const [seen] = conversation.seen.find(([, shown]) => shown === revision) ?? [];
  const id = event.question ?? seen;
  const isAsked = id !== undefined && path.asked.includes(id);
  return { type: "earlier", question: isAsked ? questionOf(dialog, id) : undefined };
}

/** The question that stands open; undefined while an advice does. */
export function openQuestion(
  dialog: Dialog,
  conversation: Conversation,
  path: Path,
): string | undefined {
  return conversation.phase === "advised" && conversation.focus === undefined
    ? undefined
    : currentQuestion(dialog, conversation, path);
}
