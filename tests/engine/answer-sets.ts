import * as fc from "fast-check";
import { transition } from "../../src/engine/transition.ts";
import { CHECKED_DAY, dialog, take } from "./interview.ts";
import type { Said } from "./interview.ts";

/** The questions of the shipped dialog. */
export const ids = dialog.questions.map(({ id }) => id);
/** What can be clicked at a question. */
export const optionsOf = (id: string): readonly string[] => {
  const question = dialog.questions.find((each) => each.id === id)!;
  if (question.kind === "choice") return question.options;
  return question.kind === "catalogue"
    ? ["aws-aif", "iapp-aigp", "isaca-aaia", "retired-ai-900", "other", "none"]
    : question.presets.map(({ id: preset }) => preset);
};

/** A complete set of answers: an option, or not sure, for each question. */
export const answerSet = fc.record(
  Object.fromEntries(ids.map((id) => [id, fc.constantFrom(...optionsOf(id), "unsure")])),
);

/** Answers whatever is asked from a set, until the advice; gives all events so far. */
export function answerAll(
  answers: Record<string, string>,
  before: readonly Said[] = [{ type: "start" }],
): Said[] {
  const events: Said[] = [...before];
  let { conversation, reply } = take(events);
  while (reply.type === "question") {
    const { question, revision } = reply;
    const option = answers[question]!;
    const said: Said =
      option === "unsure"
        ? { type: "unsure", question, revision }
        : { type: "answer", question, option, revision };
    const next = transition(dialog, conversation, {
      ...said,
      now: CHECKED_DAY + events.length * 10_000,
    });
    events.push(said);
    if (events.length > 60)
      throw new RangeError(`Could not reach an advice: still at "${question}"`);
    ({ conversation } = next);
    reply = next.replies.at(-1)!;
  }
  return events;
}
