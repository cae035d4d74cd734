import type { ProductReply } from "../../src/ask.ts";
import type {
  ConfirmReply,
  NoticeReply,
  QuestionReply,
  Reply,
  ReviewReply,
} from "../../src/engine/reply.ts";
import { renderAdvice } from "./advice.ts";
import { bold, fallback, fitting, LIMITS, paragraph, plain, quiet, TITLE_BLOCK } from "./blocks.ts";
import type { Message } from "./blocks.ts";
import { actions, button, choices } from "./controls.ts";
import { pressOn } from "./press.ts";
import type { PressEvent } from "./press.ts";
import { renderFile, renderPost, renderShare } from "./share.ts";
import { say } from "./showing.ts";
import type { Showing } from "./showing.ts";
import { typeAhead } from "./type-ahead.ts";

/** The notices this adapter makes itself. */
export const CARD_NOTICE = "slack.card";
export const WELCOME_NOTICE = "slack.welcome";

/** Renders a reply as the messages it takes: one, but for a file, which may need more. */
export function renderReply(
  reply: Reply<string> | ProductReply<string>,
  showing: Showing,
): readonly Message[] {
  switch (reply.type) {
    case "question":
      return [renderQuestion(reply, showing)];
    case "confirm":
      return [renderConfirm(reply, showing)];
    case "review":
      return [renderReview(reply, showing)];
    case "advice":
      return [renderAdvice(reply, { speaker: showing.speaker, press: pressOn("a", showing) })];
    case "notice":
      return [renderNotice(reply, showing)];
    case "share":
      return [renderShare(reply, showing)];
    case "post":
      return [renderPost(reply, showing)];
    case "file":
      return renderFile(reply);
  }
}

/** What stays of a question once it is answered. */
export function renderLine(line: string): Message {
  return { text: fallback([line]), blocks: quiet([line], 500) };
}

function renderQuestion(reply: QuestionReply<string>, showing: Showing): Message {
  const press = pressOn("q", showing);
  const numbered = reply.clarify === "not-understood" || reply.clarify === "several";
  const { last, question, revision } = reply;
  const options = reply.options.map((option, at) => ({
    ...option,
    label: `${numbered ? `${at + 1} · ` : ""}${option.chosen === true ? "✓ " : ""}${option.label}`,
  }));
  const own: { label: string; event: PressEvent }[] =
    reply.kind === "choice" && !showing.noted.has(question)
      ? []
      : [{ label: say(showing, "slack.type-it"), event: { type: "type", question, revision } }];
  const lastLine = last && `${last.question} → ${last.answer}`;
  // "Understood: …" says the same line once more: then it carries the button.
  const isTold = (note: string) =>
    lastLine !== undefined &&
    note.endsWith(lastLine) &&
    !note.slice(0, -lastLine.length).includes("→");
  const told = reply.notes.find((note) => isTold(note)) ?? lastLine;
  const blocks = fitting((charsMax) => [
    ...reply.notes.filter((note) => note !== told).map((note) => paragraph(note, charsMax)),
    ...(last && told !== undefined
      ? [
          {
            type: "section" as const,
            text: plain(told, Math.min(charsMax, 500)),
            accessory: button(last.change.label, last.change.event, press, "change"),
          },
        ]
      : []),
    { ...bold(reply.title, charsMax), block_id: TITLE_BLOCK },
    ...quiet([reply.progress.text, ...(reply.hint === undefined ? [] : [reply.hint])], charsMax),
    ...(reply.why ?? []).map((line) => paragraph(`💬 ${line}`, charsMax)),
    ...choices(options, press, `${question}:${revision}`),
    ...(reply.kind === "catalogue"
      ? [typeAhead(say(showing, "slack.find"), press, { question, revision })]
      : []),
    ...actions([...own, ...reply.actions], press),
  ]);
  const numberedLines = reply.options.map(
    ({ label, chosen }, at) => `${at + 1}. ${chosen === true ? "✓ " : ""}${label}`,
  );
  return { text: fallback([...reply.notes, reply.title, ...numberedLines]), blocks };
}

function renderConfirm(reply: ConfirmReply<string>, showing: Showing): Message {
  const press = pressOn("q", showing);
  const blocks = fitting((charsMax) => [
    ...reply.notes.map((note) => paragraph(note, charsMax)),
    { ...bold(reply.title, charsMax), block_id: TITLE_BLOCK },
    ...choices(reply.options, press, `${reply.about}:${reply.revision}`),
    ...actions(reply.actions, press),
  ]);
  return { text: fallback([...reply.notes, reply.title]), blocks };
}

function renderReview(reply: ReviewReply<string>, showing: Showing): Message {
  const press = pressOn("q", showing);
  const rows = reply.rows.slice(0, LIMITS.blocks - 2);
  const blocks = fitting((charsMax) => [
    { ...bold(reply.title, charsMax), block_id: TITLE_BLOCK },
    ...rows.map(({ question, answer, change }, at) => ({
      type: "section" as const,
      text: plain(`${question} → ${answer}`, charsMax),
      accessory: button(change.label, change.event, press, `change${at}`),
    })),
    ...actions(reply.actions, press),
  ]);
  const lines = rows.map(({ question, answer }) => `${question} → ${answer}`);
  return { text: fallback([reply.title, ...lines]), blocks };
}

function renderNotice(reply: NoticeReply<string>, showing: Showing): Message {
  const isOurs = reply.notice === CARD_NOTICE || reply.notice === WELCOME_NOTICE;
  const { thread } = showing;
  const press = {
    ...pressOn(isOurs ? "p" : "q", showing),
    ...(thread === undefined ? {} : { thread }),
  };
  const lines = reply.lines ?? [];
  const how = { label: say(showing, "slack.how.button"), event: { type: "how" } as const };
  const started = reply.actions.find(({ event }) => event.type === "start")?.event;
  const sample = {
    label: say(showing, "slack.sample.button"),
    event: { ...(started?.type === "start" && started), type: "sample" } as const,
  };
  const own = isOurs ? [sample, how] : [];
  const blocks = fitting((charsMax) => [
    isOurs ? bold(reply.title, charsMax) : paragraph(reply.title, charsMax),
    ...lines.map((line) => paragraph(line, charsMax)),
    ...actions([...reply.actions, ...own], press),
  ]);
  return { text: fallback([reply.title, ...lines]), blocks };
}
