import { emptyConversation } from "./engine/carry-over.ts";
import type { Conversation } from "./engine/conversation.ts";
import type { Dialog } from "./engine/dialog.ts";
import { transition } from "./engine/transition.ts";
import type { Speaker } from "./texts.ts";

/**
 * Reads a story as the interview would, without asking anything back: what is doubtful is left out.
 *
 * @returns What was understood, and the same in words, line by line.
 */
export function readStory(
  dialog: Dialog,
  speaker: Speaker,
  text: string,
  now: number,
): { readonly conversation: Conversation; readonly remarks: readonly string[] } {
  const begun = transition(dialog, emptyConversation(dialog), { type: "start", now });
  const { conversation, replies } = transition(dialog, begun.conversation, {
    type: "text",
    text: text.trim(),
    now,
  });
  const reply = replies.at(-1);
  const notes = reply && "notes" in reply ? reply.notes : [];
  return { conversation, remarks: notes.map((note) => speaker.say(note)) };
}
