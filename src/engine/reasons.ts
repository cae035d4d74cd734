import type { AdviceContext } from "./advice.ts";
import type { CatalogueValue } from "./answers.ts";
import { variablesOf } from "./condition.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import type { Text, TextValue } from "./reply.ts";
import { answerText, questionOf } from "./screens.ts";

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

/** The certification the person asks about. */
export function certificationOf(
  context: Pick<AdviceContext, "dialog" | "conversation">,
): CatalogueValue | undefined {
  for (const question of context.dialog.questions) {
    const value = context.conversation.answers[question.id];
    if (question.kind === "catalogue" && value && "chosen" in value) return value;
  }
  return undefined;
}

/**
 * Values any text of a row may use: `answer` to the question the row is about, `task` in the person's words with
 * `hasTask` yes or no, `certification`, `requirement`, and `instead` with `hasInstead`.
 */
function rowValues(
  context: Pick<AdviceContext, "dialog" | "conversation">,
  row: string,
): Record<string, TextValue> {
  const { dialog, conversation } = context;
  const id = primaryQuestion(dialog, row);
  const answer = conversation.answers[id];
  const task = taskOf(context);
  const chosen = certificationOf(context);
  const entry = chosen?.entry === undefined ? undefined : dialog.catalogue.entry(chosen.entry, 0);
  const instead = entry?.instead.map(({ name }) => name).join(" / ") ?? "";
  return {
    answer: answer ? answerText(questionOf(dialog, id), answer) : "",
    task: task ?? "",
    hasTask: task === undefined ? "no" : "yes",
    certification: chosen?.name ?? say("subject.this-certification"),
    requirement: entry?.requirement ?? "",
    hasRequirement: entry?.requirement === undefined ? "no" : "yes",
    instead,
    hasInstead: instead === "" ? "no" : "yes",
  };
}

/** The task the person named in their own words; undefined when they named none. */
export function taskOf({
  dialog,
  conversation,
}: Pick<AdviceContext, "dialog" | "conversation">): string | undefined {
  for (const question of dialog.questions) {
    const value = conversation.answers[question.id];
    if (value && "option" in value && value.note !== undefined) return value.note;
  }
  return undefined;
}
