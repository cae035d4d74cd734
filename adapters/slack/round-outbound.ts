import type { KnownBlock, RichTextSection } from "@slack/types";
import type { RoundButton, RoundReply } from "../../src/rounds/replies.ts";
import type { Speaker } from "../../src/texts.ts";
import { fitting, LIMITS, plain } from "./blocks.ts";
import type { Message } from "./blocks.ts";
import { fallbackWithPeople, withoutPeople, withPeople } from "./mentions.ts";
import { toRoundActionId, toRoundValue } from "./round-press.ts";
import { renderFile } from "./share.ts";

/** Only the record names people in a list; everything else is read as sentences. */
const LISTED: readonly RoundReply["type"][] = ["round-record"];

/** A picture that is already in Slack, with its words. */
export interface Picture {
  readonly file: string;
  readonly alt: string;
}

/**
 * Renders what a round says as the messages it takes: one, unless there is more to read than fits.
 *
 * @param picture - Stands between the title and the lines.
 */
export function renderRound(
  reply: RoundReply<string>,
  speaker: Speaker,
  picture?: Picture,
): readonly Message[] {
  if (reply.type === "round-file") {
    const { title, name, content } = reply;
    const markdown = withoutPeople(content);
    return renderFile({ type: "file", title: withoutPeople(title), name, markdown });
  }
  // What is edited stays one message.
  const isOne = reply.as === "edit" || reply.type === "round-opening";
  const pages = isOne ? [reply.lines] : inPages(reply.lines);
  return pages.map((lines, at) => {
    const isLast = at === pages.length - 1;
    return renderPage(reply, lines, {
      isFirst: at === 0,
      rows: isLast ? buttonRows(reply.actions) : [],
      counter: isLast && "counter" in reply ? [reply.counter] : [],
      pictures: at === 0 && picture ? [picture] : [],
    });
  });
}

function renderPage(
  { title, type }: RoundReply<string>,
  lines: readonly string[],
  around: {
    readonly isFirst: boolean;
    readonly rows: readonly KnownBlock[];
    readonly counter: readonly string[];
    readonly pictures: readonly Picture[];
  },
): Message {
  const { isFirst, rows, counter, pictures } = around;
  const titles = isFirst || lines.length === 0 ? [title] : [];
  const linesMax = LIMITS.blocks - 3 - rows.length;
  const blocks = fitting((charsMax) => [
    ...titles.map((one) => said([one], charsMax, { bold: true })),
    ...pictures.map((one) => imageOf(one, charsMax)),
    ...(LISTED.includes(type)
      ? asList(lines, charsMax)
      : folded(lines, linesMax).map((line) => said([line], charsMax))),
    ...rows,
    ...counter.map((line): KnownBlock => ({
      type: "context",
      elements: [plain(withoutPeople(line), charsMax)],
    })),
  ]);
  return { text: fallbackWithPeople([...titles, ...lines, ...counter]), blocks };
}

/** Characters of JSON that the lines of one message may take, so that none of them is cut. */
const LINES_JSON_CHARS = 6500;
const LINES_MAX = 40;

function inPages(lines: readonly string[]): readonly (readonly string[])[] {
  const pages: string[][] = [[]];
  let used = 0;
  for (const line of lines) {
    const page = pages.at(-1) ?? [];
    const chars = JSON.stringify(section(line, LIMITS.textChars)).length;
    const isFull = page.length > 0 && (used + chars > LINES_JSON_CHARS || page.length >= LINES_MAX);
    if (isFull) pages.push([line]);
    else page.push(line);
    used = isFull ? chars : used + chars;
  }
  return pages;
}

/** The same message with nothing left to press. */
export function withoutButtons(blocks: readonly unknown[]): readonly unknown[] {
  return blocks.filter((block) => !isButtons(block));
}

function isButtons(block: unknown): boolean {
  return typeof block === "object" && block !== null && "type" in block && block.type === "actions";
}

function said(
  lines: readonly string[],
  charsMax: number,
  style?: { readonly bold: true },
): KnownBlock {
  return { type: "rich_text", elements: lines.map((line) => section(line, charsMax, style)) };
}

function section(line: string, charsMax: number, style?: { readonly bold: true }): RichTextSection {
  return { type: "rich_text_section", elements: withPeople(line, charsMax, style) };
}

function asList(lines: readonly string[], charsMax: number): readonly KnownBlock[] {
  if (lines.length === 0) return [];
  const elements = lines.map((line) => section(line, charsMax));
  return [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements }] }];
}

/** More lines than blocks: the last ones share one. */
function folded(lines: readonly string[], blocksMax: number): readonly string[] {
  if (lines.length <= blocksMax) return lines;
  return [...lines.slice(0, blocksMax - 1), lines.slice(blocksMax - 1).join("\n")];
}

function imageOf({ file, alt }: Picture, charsMax: number): KnownBlock {
  const words = plain(withoutPeople(alt), Math.min(charsMax, LIMITS.altChars)).text;
  return { type: "image", slack_file: { id: file }, alt_text: words };
}

function buttonRows(actions: readonly RoundButton<string>[]): KnownBlock[] {
  const elements = actions.slice(0, LIMITS.buttonsInRow).map(({ label, event, style }, at) => ({
    type: "button" as const,
    text: plain(withoutPeople(label), LIMITS.buttonChars),
    action_id: toRoundActionId(at),
    value: toRoundValue(event),
    ...(style === undefined ? {} : { style }),
  }));
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}
