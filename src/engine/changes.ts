import type { Answers, Value } from "./answers.ts";
import type { Dialog } from "./dialog.ts";
import type { Flip } from "./flips.ts";
import { questionOf } from "./screens.ts";

/** The answers with one flip made; it is made as a click on that option would. */
export function withFlip(
  dialog: Dialog,
  answers: Answers,
  flip: Pick<Flip, "question" | "option">,
): Answers {
  const question = questionOf(dialog, flip.question);
  const preset =
    question && "presets" in question
      ? question.presets.find(({ id }) => id === flip.option)
      : undefined;
  const value: Value = preset ? { amount: preset.amount } : flip.option;
  return { ...answers, [flip.question]: value };
}
