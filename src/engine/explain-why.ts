import { walk } from "./answers.ts";
import { createCells, pathConditions, verdictConditions } from "./cells.ts";
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
  const id = currentQuestion(conversation, path);
  const position = id === undefined ? undefined : dialog.positions.get(id);
  if (id === undefined || position === undefined) return [];
  const cells =
    createCells(dialog, [...pathConditions(dialog), ...verdictConditions(dialog)])[position] ?? [];
  const own = dialog.variablesOf[position] ?? [];
  const best = cells
    .map((cell) => {
      const codes = [...path.codes];
      for (const [index, at] of own.entries()) codes[at] = cell[index] ?? 0;
      return outlookOf(dialog).best(codes);
    })
    .toSorted((a, b) => a.step - b.step);
  const [low] = best;
  const high = best.at(-1);
  const moves =
    low && high && low.verdict !== high.verdict
      ? say("why.moves", {
          from: say(`verdict.${low.verdict}`),
          to: say(`verdict.${high.verdict}`),
        })
      : say("why.sharpens");
  return [say(`questions.${id}.why`), moves];
}
