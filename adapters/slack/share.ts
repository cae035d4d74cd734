import type { KnownBlock } from "@slack/types";
import type { FileReply, PostReply, ShareReply } from "../../src/ask.ts";
import { fallback, fitting, LIMITS, list, paragraph, plain, quiet, TITLE_BLOCK } from "./blocks.ts";
import type { Message } from "./blocks.ts";
import { actions, button } from "./controls.ts";
import { pressOn } from "./press.ts";
import type { PressEvent } from "./press.ts";
import { say } from "./showing.ts";
import type { Showing } from "./showing.ts";

/** Shows what would be posted, and lets every part be left out. */
export function renderShare(reply: ShareReply<string>, showing: Showing): Message {
  const press = pressOn("q", showing);
  const { origin } = showing;
  const toHere = (event: Offered): PressEvent => {
    // Going back to the advice would say it again: the preview just goes away.
    if (event.type === "resume") return { type: "dismiss" };
    if (event.type !== "share" && event.type !== "post") return event;
    return { ...event, preview: toPreview(reply.preview, origin) };
  };
  const offered = reply.actions
    .filter(({ event }) => origin !== undefined || event.type !== "post")
    .map((one) => ({ ...one, event: toHere(one.event) }));
  const where = origin === undefined ? [say(showing, "slack.share-where")] : [];
  const target: KnownBlock[] = origin === undefined ? [] : [targetOf(origin)];
  const parts = reply.parts
    .slice(0, LIMITS.buttonsInRow)
    .map(({ label, event }, at) => button(label, toHere(event), press, `part${at}`));
  const blocks = fitting((charsMax) => [
    { ...list(reply.title, reply.lines, charsMax), block_id: TITLE_BLOCK },
    ...target,
    ...(parts.length === 0 ? [] : [{ type: "actions" as const, elements: parts }]),
    ...quiet(where, charsMax),
    ...actions(offered, press),
  ]);
  return { text: fallback([reply.title, ...reply.lines, ...where]), blocks };
}

type Offered = ShareReply<string>["actions"][number]["event"];

/** A preview shows where it would be posted too: somewhere else it is another one. */
function toPreview(preview: string, channel = ""): string {
  return `${preview}.${channel}`;
}

/** Reads what `toPreview` wrote, for where it would be posted now: of another place it is no preview there is. */
export function parsePreview(written: string, channel = ""): string {
  const preview = written.slice(0, written.lastIndexOf("."));
  return written === toPreview(preview, channel) ? preview : written;
}

function targetOf(channel: string): KnownBlock {
  const elements = [
    { type: "text" as const, text: "→ " },
    { type: "channel" as const, channel_id: channel },
  ];
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

/** The only message others see: the person's name and the lines they saw in the preview. */
export function renderPost(reply: PostReply<string>, showing: Showing): Message {
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
        ...list(title, reply.lines, charsMax).elements.slice(1),
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
export function renderFile(reply: FileReply<string>): readonly Message[] {
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
      ...(at === 0 ? [paragraph(`${reply.title} ${reply.name}`, 300)] : []),
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
