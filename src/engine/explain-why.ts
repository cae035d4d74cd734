import { walk } from "./answers.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { outlookOf } from "./outlook.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { currentQuestion } from "./screens.ts";

/**
 * Why the current question is asked: the authored sentence, and between which verdicts the answer can move the
 * advice, computed from the answers so far.
 */
export function explainWhy(dialog: Dialog, conversation: Conversation): readonly Text[] {
  const path = walk(dialog, conversation.answers);
  const id = currentQuestion(dialog, conversation, path);
  const position = id === undefined ? undefined : dialog.positions.get(id);
  if (id === undefined || position === undefined) return [];
  const { low, high } = outlookOf(dialog).range(path.codes, position);
  const moves =
    low.verdict === high.verdict
      ? say("why.sharpens")
      : say("why.moves", {
          from: say(`verdict.${low.verdict}`),
          to: say(`verdict.${high.verdict}`),
        });
  return [say(`questions.${id}.why`), moves];
}
