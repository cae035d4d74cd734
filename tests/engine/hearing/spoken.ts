import { walk } from "../../../src/engine/answers.ts";
import type { Answer, Answers } from "../../../src/engine/answers.ts";
import type { Conversation } from "../../../src/engine/conversation.ts";
import { hear } from "../../../src/engine/hearing/hear.ts";
import type { Hearing } from "../../../src/engine/hearing/answers-in.ts";
import type { Screen } from "../../../src/engine/hearing/own.ts";
import { toPlain } from "../../../src/engine/hearing/text.ts";
import { toTokens } from "../../../src/engine/hearing/tokens.ts";
import type { Token } from "../../../src/engine/hearing/tokens.ts";
import { listed } from "../../../src/engine/listed.ts";
import type { Reply } from "../../../src/engine/reply.ts";
import { transition } from "../../../src/engine/transition.ts";
import { CHECKED_DAY, dialog } from "../interview.ts";

/** An answer as tests write it: an option, "unsure", hours, or the id of a certification or "none". */
export type Written = string | number | { readonly name: string };

const MINUTE_MS = 60_000;

/** What a person has answered who has come as far as any question, unless a test says otherwise. */
const BEFORE: Readonly<Record<string, Written>> = {
  certification: { name: "AI course" },
  purpose: "work",
  mandate: "told",
  prerequisite: "met",
  adverts: "named",
  use: "probably",
  practice: "weekly",
  expect: "skills",
  employer: "supports",
  learn: "mix",
  free: "partly",
  payer: "me-fine",
  hours: 4,
  provider: "list",
  start: "months",
  history: "none",
};
/** Questions that are asked on other paths than the commonest. */
const PATHS: Readonly<Record<string, Readonly<Record<string, Written>>>> = {
  mandate: { purpose: "mandated" },
  adverts: { purpose: "role" },
  prerequisite: { certification: "isaca-aaia" },
};

export function tokensOf(text: string): readonly Token[] {
  return toTokens(toPlain(text));
}

function questionNamed(id: string) {
  const question = dialog.questions.find((one) => one.id === id);
  if (!question) throw new RangeError(`Could not find the question "${id}"`);
  return question;
}

function toAnswer(id: string, written: Written): Answer {
  const question = questionNamed(id);
  if (written === "unsure") return { blank: "unsure" };
  if (typeof written === "number") return { amount: written };
  if (typeof written === "object") return { chosen: "other", name: written.name, facts: {} };
  if (question.kind === "catalogue")
    return listed(dialog, question, written, CHECKED_DAY) ?? { chosen: "none", facts: {} };
  const hasNote = question.kind === "choice" && question.note.includes(written);
  return hasNote ? { option: written, note: "the weekly report" } : written;
}

/** A conversation that stands at a question, with everything before it answered. */
export function conversationAt(
  id: string,
  own: Readonly<Record<string, Written>> = {},
): Conversation {
  const written = { ...BEFORE, ...PATHS[id], ...own };
  const answers: Record<string, Answer> = {};
  for (const question of dialog.questions) {
    if (question.id === id) break;
    const isAsked = walk(dialog, answers).asked.includes(question.id);
    if (isAsked) answers[question.id] = toAnswer(question.id, written[question.id]!);
  }
  for (const [other, value] of Object.entries(own))
    if (other !== id) answers[other] = toAnswer(other, value);
  const now = CHECKED_DAY - MINUTE_MS;
  const { conversation } = transition(dialog, undefined, { type: "start", now });
  const path = walk(dialog, answers);
  if (!path.asked.includes(id)) throw new RangeError(`The question "${id}" is not on the path`);
  const seen = [[id, 7, MINUTE_MS / 2]] as const;
  const led = { ...conversation, answers, begun: now, revision: 7, seen };
  return path.open === id ? led : { ...led, focus: id };
}

/** The screen of one question. */
export function screenOf(id: string, more: Partial<Screen> = {}): Screen {
  const question = questionNamed(id);
  const others = dialog.questions.filter((one) => one.id !== id);
  return { dialog, question, shown: undefined, others, answers: {}, at: CHECKED_DAY, ...more };
}

export function hearAt(id: string, text: string, more: Partial<Screen> = {}): Hearing {
  return hear(screenOf(id, more), text);
}

/** What a typed text led to. */
export interface Outcome {
  readonly before: Conversation;
  readonly after: Conversation;
  readonly reply: Reply;
  readonly asks: string | undefined;
  /** The answers that are new or other than before. */
  readonly recorded: Answers;
}

export function say(before: Conversation, text: string): Outcome {
  const { revision } = before;
  const event = { type: "text", text, revision, now: CHECKED_DAY } as const;
  const { conversation: after, replies, asks } = transition(dialog, before, event);
  const changed = Object.entries(after.answers).filter(
    ([id, answer]) => JSON.stringify(answer) !== JSON.stringify(before.answers[id]),
  );
  const recorded = Object.fromEntries(changed);
  return { before, after, reply: replies.at(-1)!, asks, recorded };
}

export function sayAt(
  id: string,
  text: string,
  own: Readonly<Record<string, Written>> = {},
): Outcome {
  return say(conversationAt(id, own), text);
}

/** An answer in short: the option, the hours, or the certification. */
export function inShort(answer: Answer | undefined): string {
  if (answer === undefined) return "nothing";
  if (typeof answer === "string") return answer;
  if ("blank" in answer) return answer.blank;
  if ("option" in answer) return answer.option;
  if ("amount" in answer) return `${answer.amount}`;
  return answer.entry ?? answer.name ?? answer.chosen;
}

/** What a text means at a question, in short: "?" marks a guess, and "several:" goes before options to choose from. */
export function meaning(id: string, text: string, more: Partial<Screen> = {}): string {
  const hearing = hearAt(id, text, more);
  switch (hearing.type) {
    case "answers":
      return hearing.own === undefined
        ? "nothing"
        : `${inShort(hearing.own.answer)}${hearing.own.certain ? "" : "?"}`;
    case "several":
      return `several: ${hearing.options.toSorted().join(" ")}`;
    case "command":
      return `/${hearing.command}`;
    case "question":
      return `asks ${hearing.about}`;
    case "not-one":
      return `not one: ${hearing.which}`;
    case "cancel":
    case "edit":
    case "invalid":
    case "nameless":
    case "nothing":
    case "repair":
      return hearing.type;
  }
}
