import { valuesAbout } from "./about.ts";
import type { Path } from "./answers.ts";
import type { Conversation } from "./conversation.ts";
import { variablesOf } from "./condition.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import type { Text, TextValue } from "./reply.ts";
import { answerText, questionOf } from "./screens.ts";
import type { Judgement } from "./verdict.ts";

/** All that the parts of an advice are made from. */
export interface AdviceContext {
  readonly dialog: Dialog;
  readonly conversation: Conversation;
  readonly path: Path;
  readonly judgement: Judgement;
  /** The day of the advice, ms since epoch. */
  readonly now: number;
}

/** Why a row speaks: its text, with the person's own words as values. */
export function reasonText(
  context: Pick<AdviceContext, "dialog" | "conversation">,
  row: string,
): Text {
  return say(`because.${row}`, rowValues(context, row));
}

/** The question a row is about: the first its condition names; empty for a row without a condition. */
export function primaryQuestion(dialog: Dialog, row: string): string {
  const { file } = dialog;
  const rows = [
    ...file.evidence,
    ...file.limits,
    ...file.conditions,
    ...file.blockers,
    ...file.floors,
    ...file.alternatives,
    ...file.steps,
    ...file.statements,
  ];
  const when = rows.find(({ id }) => id === row)?.when;
  return when ? (variablesOf(when, [])[0]?.split(".")[0] ?? "") : "";
}

/** What `valuesAbout` gives, and `answer` to the question the row is about. */
function rowValues(
  { dialog, conversation }: Pick<AdviceContext, "dialog" | "conversation">,
  row: string,
): Record<string, TextValue> {
  const id = primaryQuestion(dialog, row);
  const answer = conversation.answers[id];
  return {
    ...valuesAbout(dialog, conversation),
    answer: answer ? answerText(questionOf(dialog, id), answer) : "",
  };
}
