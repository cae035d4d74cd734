import { requireDialog } from "../../src/dialogs.ts";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import type { AdviceReply, QuestionReply, Reply } from "../../src/engine/reply.ts";
import { transition } from "../../src/engine/transition.ts";

/** The shipped dialog in English. */
export const { dialog, speaker } = requireDialog("dialogs/ai-certification").in("en");

/** A day on which most facts of the catalogue were fresh. */
export const CHECKED_DAY = Date.parse("2026-09-01T09:00:00Z");

/** One person's walk: events in, the last screen out. Ten seconds pass between events. */
export interface Walk {
  readonly conversation: Conversation;
  readonly reply: Reply;
  readonly asked: readonly string[];
}

/** An event without its moment. */
export type Said<E = Event> = E extends Event ? Omit<E, "now" | "at"> : never;

/** Takes events one after another from nothing. */
export function take(events: readonly Said[], on: Dialog = dialog, start = CHECKED_DAY): Walk {
  let walk: { conversation: Conversation | undefined; reply: Reply | undefined } = {
    conversation: undefined,
    reply: undefined,
  };
  const asked: string[] = [];
  events.forEach((event, at) => {
    const { conversation, replies } = transition(on, walk.conversation, {
      ...event,
      now: start + at * 10_000,
    });
    walk = { conversation, reply: replies.at(-1) };
    if (walk.reply?.type === "question") asked.push(walk.reply.question);
  });
  return { conversation: walk.conversation!, reply: walk.reply!, asked };
}

/** What is pressed where the words left open which option is meant; undefined where they did not, or it is not offered. */
function meantOf(
  { question, clarify, options }: QuestionReply,
  meant: Readonly<Record<string, string>>,
): string | undefined {
  const option = meant[question];
  // "Not sure" has a button of its own.
  const isOffered = option === "unsure" || options.some(({ id }) => id === option);
  return clarify === "several" && options.length <= 3 && isOffered ? option : undefined;
}

/** An answer as examples write it: an option id, "unsure", or what a person would type. */
function toEvent(question: QuestionReply, said: string): Said {
  const { revision } = question;
  if (said === "unsure") return { type: "unsure", question: question.question, revision };
  if (said === "skip") return { type: "skip", question: question.question, revision };
  const isOption = question.options.some(({ id }) => id === said);
  return isOption
    ? { type: "answer", question: question.question, option: said, revision }
    : { type: "text", text: said };
}

/**
 * Asks a person who answers each question from `answers`; a question without an answer is skipped.
 *
 * @param story - What they type first of all.
 * @param meant - The options that a person's words stand for, pressed where the bot asks which of at most three is meant.
 */
export function interview(
  answers: Readonly<Record<string, string>>,
  start = CHECKED_DAY,
  on: Dialog = dialog,
  meant: Readonly<Record<string, string>> = {},
  story?: string,
): Walk {
  const told: readonly Said[] = story === undefined ? [] : [{ type: "text", text: story }];
  const events: Said[] = [{ type: "start" }, ...told];
  for (;;) {
    const walk = take(events, on, start);
    const { reply } = walk;
    if (reply.type === "confirm") events.push({ type: "yes", revision: reply.revision });
    else if (reply.type === "question" && events.length < 40)
      events.push(toEvent(reply, meantOf(reply, meant) ?? answers[reply.question] ?? "skip"));
    else return walk;
  }
}

/** The advice at the end of a walk. */
export function adviceOf(walk: Walk): AdviceReply {
  if (walk.reply.type !== "advice")
    throw new TypeError(
      `Could not find an advice: the walk ended with ${JSON.stringify(walk.reply)}`,
    );
  return walk.reply;
}
