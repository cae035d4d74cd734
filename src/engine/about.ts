import { certificationIn, noteOf } from "./answers.ts";
import type { CatalogueValue } from "./answers.ts";
import type { CatalogueEntry } from "./catalogue.ts";
import type { Conversation } from "./conversation.ts";
import type { Dialog } from "./dialog.ts";
import { say } from "./reply.ts";
import type { Text, TextValue } from "./reply.ts";

/** What any text of a dialog may name in braces; those that begin with `has` are yes or no. */
export const VALUE_NAMES = [
  "answer",
  "task",
  "hasTask",
  "certification",
  "requirement",
  "hasRequirement",
  "instead",
  "hasInstead",
  "page",
  "hasPage",
] as const;

/** What is looked at to know what a conversation is about. */
type Answered = Pick<Conversation, "answers">;

/** The certification the person asks about. */
export function certificationOf(
  dialog: Dialog,
  conversation: Answered,
): CatalogueValue | undefined {
  for (const question of dialog.questions) {
    const answer = conversation.answers[question.id];
    const said = answer && certificationIn(answer);
    if (said) return said;
  }
  return undefined;
}

/**
 * Values that any text of a dialog may use: `task` in the person's words with `hasTask` yes or no, `certification`,
 * its entry `requirement` with `hasRequirement`, what to take `instead` with `hasInstead`, and the official `page` with `hasPage`.
 */
export function valuesAbout(dialog: Dialog, conversation: Answered): Record<string, TextValue> {
  const task = taskOf(dialog, conversation);
  const chosen = certificationOf(dialog, conversation);
  const entry = chosen?.entry === undefined ? undefined : dialog.catalogue.entry(chosen.entry, 0);
  const page = entry && pageOf(dialog, entry);
  const instead = entry?.instead.map(({ name }) => name).join(" / ") ?? "";
  return {
    task: task ?? "",
    hasTask: task === undefined ? "no" : "yes",
    certification: chosen?.name ?? say("subject.this-certification"),
    requirement: entry?.requirement ?? "",
    hasRequirement: entry?.requirement === undefined ? "no" : "yes",
    instead,
    hasInstead: instead === "" ? "no" : "yes",
    page: page ?? "",
    hasPage: page === undefined ? "no" : "yes",
  };
}

/** The official page; of a retired name that of what took its place. */
function pageOf({ catalogue }: Dialog, { url, instead }: CatalogueEntry): string | undefined {
  if (url !== undefined) return url;
  return instead.map(({ id }) => catalogue.entry(id, 0)?.url).find((page) => page !== undefined);
}

/** The title of a question as for somebody of whom nothing is known, where the conversation is not at hand. */
export function titleOf(dialog: Dialog, question: string): Text {
  return say(`questions.${question}.title`, valuesAbout(dialog, { answers: {} }));
}

/** The hint of a question, likewise. */
export function hintOf(dialog: Dialog, question: string): Text {
  return say(`questions.${question}.hint`, valuesAbout(dialog, { answers: {} }));
}

/** The task the person named in their own words; undefined when they named none. */
export function taskOf(dialog: Dialog, conversation: Answered): string | undefined {
  for (const question of dialog.questions) {
    const answer = conversation.answers[question.id];
    const note = answer && noteOf(answer);
    if (note !== undefined) return note;
  }
  return undefined;
}
