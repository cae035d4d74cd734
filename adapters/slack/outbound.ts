import type { ActionsBlockElement, KnownBlock, PlainTextOption } from "@slack/types";
import type { FileReply, PostReply, ProductReply, ShareReply } from "../../src/ask.ts";
import type {
  Button,
  ConfirmReply,
  NoticeReply,
  QuestionReply,
  Reply,
  ReviewReply,
} from "../../src/engine/reply.ts";
import type { Speaker } from "../../src/texts.ts";
import { renderAdvice } from "./advice.ts";
import {
  bold,
  button,
  cut,
  fallback,
  fitting,
  LIMITS,
  list,
  paragraph,
  plain,
  quiet,
} from "./blocks.ts";
import type { Message } from "./blocks.ts";
import { OPTION_VALUE_CHARS_MAX, toActionId, toValue } from "./press.ts";
import type { PressEvent, Screen } from "./press.ts";

/** For whom and where a reply is rendered. */
export interface Showing {
  readonly owner: string;
  readonly speaker: Speaker;
  /** The channel there is to post to. */
  readonly origin?: string;
  /** The thread a card was asked for in. */
  readonly thread?: string;
}

/** The block whose words are the question: a click gives it back, and it becomes the line that stays. */
export const TITLE_BLOCK = "title";
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
      return [renderAdvice(reply, showing)];
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
  const press = { screen: "q" as const, owner: showing.owner };
  const numbered = reply.clarify === "not-understood" || reply.clarify === "several";
  const { last, question, revision } = reply;
  const options = reply.options.map((option, at) => ({
    ...option,
    label: `${numbered ? `${at + 1} · ` : ""}${option.chosen === true ? "✓ " : ""}${option.label}`,
  }));
  const typed: Button<string>[] = [];
  const own: { label: string; event: PressEvent }[] =
    reply.kind === "choice"
      ? typed
      : [{ label: say(showing, "slack.type-it"), event: { type: "type", question, revision } }];
  const lastLine = last && `${last.question} → ${last.answer}`;
  const blocks = fitting((charsMax) => [
    ...reply.notes.map((note) => paragraph(note, charsMax)),
    ...(last && lastLine !== undefined
      ? [
          {
            type: "section" as const,
            text: plain(lastLine, Math.min(charsMax, 500)),
            accessory: button(last.change.label, last.change.event, press, "change"),
          },
        ]
      : []),
    { ...bold(reply.title, charsMax), block_id: TITLE_BLOCK },
    ...quiet([reply.progress.text, ...(reply.hint === undefined ? [] : [reply.hint])], charsMax),
    ...(reply.why ?? []).map((line) => paragraph(`💬 ${line}`, charsMax)),
    ...choices(options, showing, `${question}:${revision}`),
    ...actions([...own, ...reply.actions], press),
  ]);
  const numberedLines = options.map(({ label }, at) => `${at + 1}. ${label}`);
  return { text: fallback([...reply.notes, reply.title, ...numberedLines]), blocks };
}

/** Few options are buttons, more are radio buttons, many are a menu. */
function choices(
  options: QuestionReply<string>["options"],
  { owner }: Showing,
  blockId: string,
): KnownBlock[] {
  const press = { screen: "q" as const, owner };
  const values = options.map(({ event }) => toValue(event));
  const fitsMenu = values.every((value) => value.length <= OPTION_VALUE_CHARS_MAX);
  const menu = options.map(({ label }, at): PlainTextOption => ({
    text: plain(label, LIMITS.optionChars),
    value: values[at] ?? "",
  }));
  const action_id = toActionId(press, "choose");
  const block_id = cut(`options:${blockId}`, 200);
  if (options.length === 0) return [];
  if (options.length <= 5 || !fitsMenu) {
    const elements = options
      .slice(0, LIMITS.buttonsInRow)
      .map(({ label, event, style }, at) => button(label, event, press, at, style));
    return [{ type: "actions", block_id, elements }];
  }
  const element: ActionsBlockElement =
    options.length <= LIMITS.radioOptions
      ? { type: "radio_buttons", action_id, options: menu }
      : { type: "static_select", action_id, options: menu.slice(0, LIMITS.selectOptions) };
  return [{ type: "actions", block_id, elements: [element] }];
}

/** What goes into the overflow menu, so that the rest stays quiet. */
const RARE: readonly string[] = ["skip", "review", "stop", "restart", "history", "forget"];

/** The ways on that are not answers: the weighty ones as buttons, the rest in a menu. */
export function actions(
  offered: readonly { label: string; event: PressEvent; style?: "primary" | "danger" }[],
  press: { screen: Screen; owner: string; thread?: string },
): KnownBlock[] {
  const rare = offered.filter(
    ({ event, style }) => RARE.includes(event.type) && style === undefined,
  );
  const isMenu = rare.length > 1 && offered.length > rare.length;
  const inMenu = isMenu ? rare.slice(0, LIMITS.overflowOptions) : [];
  const elements: ActionsBlockElement[] = offered
    .filter((one) => !inMenu.includes(one))
    .slice(0, LIMITS.buttonsInRow - 1)
    .map(({ label, event, style }, at) => button(label, event, press, `do${at}`, style));
  if (inMenu.length > 0) {
    elements.push({
      type: "overflow",
      action_id: toActionId(press, "more"),
      options: inMenu.map(({ label, event }) => ({
        text: plain(label, LIMITS.optionChars),
        value: toValue(event),
      })),
    });
  }
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

function renderConfirm(reply: ConfirmReply<string>, showing: Showing): Message {
  const press = { screen: "q" as const, owner: showing.owner };
  const blocks = fitting((charsMax) => [
    { ...bold(reply.title, charsMax), block_id: TITLE_BLOCK },
    ...choices(reply.options, showing, `${reply.about}:${reply.revision}`),
    ...actions(reply.actions, press),
  ]);
  return { text: fallback([reply.title]), blocks };
}

function renderReview(reply: ReviewReply<string>, showing: Showing): Message {
  const press = { screen: "q" as const, owner: showing.owner };
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
  const { thread, owner } = showing;
  const press = {
    screen: isOurs ? ("p" as const) : ("q" as const),
    owner,
    ...(thread === undefined ? {} : { thread }),
  };
  const lines = reply.lines ?? [];
  const how = { label: say(showing, "slack.how.button"), event: { type: "how" } as const };
  const sample = {
    label: say(showing, "slack.sample.button"),
    event: { type: "sample" } as const,
  };
  const own = isOurs ? [sample, how] : [];
  const blocks = fitting((charsMax) => [
    isOurs ? bold(reply.title, charsMax) : paragraph(reply.title, charsMax),
    ...lines.map((line) => paragraph(line, charsMax)),
    ...actions([...reply.actions, ...own], press),
  ]);
  return { text: fallback([reply.title, ...lines]), blocks };
}

function renderShare(reply: ShareReply<string>, showing: Showing): Message {
  const press = { screen: "q" as const, owner: showing.owner };
  const { origin } = showing;
  // Going back to the advice would say it again: the preview just goes away.
  const offered = reply.actions
    .filter(({ event }) => origin !== undefined || event.type !== "post")
    .map((one) =>
      one.event.type === "resume" ? { ...one, event: { type: "dismiss" as const } } : one,
    );
  const where = origin === undefined ? [say(showing, "slack.share-where")] : [];
  const target: KnownBlock[] = origin === undefined ? [] : [targetOf(origin)];
  const parts = reply.parts
    .slice(0, LIMITS.buttonsInRow)
    .map(({ label, event }, at) => button(label, event, press, `part${at}`));
  const blocks = fitting((charsMax) => [
    { ...list(reply.title, reply.lines, charsMax), block_id: TITLE_BLOCK },
    ...target,
    ...(parts.length === 0 ? [] : [{ type: "actions" as const, elements: parts }]),
    ...quiet(where, charsMax),
    ...actions(offered, press),
  ]);
  return { text: fallback([reply.title, ...reply.lines, ...where]), blocks };
}

function targetOf(channel: string): KnownBlock {
  const elements = [
    { type: "text" as const, text: "→ " },
    { type: "channel" as const, channel_id: channel },
  ];
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

/** The only message others see: the person's name and the lines they saw in the preview. */
function renderPost(reply: PostReply<string>, showing: Showing): Message {
  const title = say(showing, "slack.post.title");
  const blocks = fitting((charsMax) => [
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "user", user_id: showing.owner },
            { type: "text", text: ` ${title}` },
          ],
        },
        {
          type: "rich_text_list",
          style: "bullet",
          elements: reply.lines.map((line) => ({
            type: "rich_text_section",
            elements: [plainElement(line, charsMax)],
          })),
        },
      ],
    },
    ...actions([{ label: say(showing, "slack.post.ask"), event: { type: "card" } }], {
      screen: "p",
      owner: "",
    }),
  ]);
  return { text: fallback([title, ...reply.lines]), blocks };
}

/** Characters of JSON one message gives to the page it carries. */
const PAGE_JSON_CHARS = 8000;

/** The page as text to copy: Slack takes no file without a scope of its own. */
function renderFile(reply: FileReply<string>): readonly Message[] {
  const pages: string[] = [];
  for (const line of reply.markdown.split("\n").flatMap(inPieces)) {
    const grown = `${pages.at(-1) ?? ""}${pages.length === 0 ? "" : "\n"}${line}`;
    if (pages.length > 0 && JSON.stringify(grown).length <= PAGE_JSON_CHARS)
      pages[pages.length - 1] = grown;
    else pages.push(line);
  }
  return pages.map((page, at) => ({
    text: fallback([at === 0 ? reply.title : reply.name]),
    blocks: [
      ...(at === 0 ? [paragraph(`${reply.title} ${reply.name}`)] : []),
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_preformatted",
            elements: inTexts(page).map((text) => plainElement(text)),
          },
        ],
      },
    ],
  }));
}

function inPieces(line: string): readonly string[] {
  return line.length <= LIMITS.textChars ? [line] : inTexts(line);
}

function inTexts(text: string): string[] {
  const pieces: string[] = [""];
  for (const char of text) {
    const last = pieces.at(-1) ?? "";
    if (last.length + char.length > LIMITS.textChars - 1) pieces.push(char);
    else pieces[pieces.length - 1] = last + char;
  }
  return pieces;
}

function plainElement(text: string, charsMax?: number): { type: "text"; text: string } {
  return { type: "text", text: plain(text, charsMax).text };
}

function say({ speaker }: Showing, text: string): string {
  return speaker.say({ text });
}
