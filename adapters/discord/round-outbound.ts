import { say } from "../../src/engine/reply.ts";
import type { Text } from "../../src/engine/reply.ts";
import type { RoundReply } from "../../src/rounds/replies.ts";
import { createPen, fits } from "./blocks.ts";
import type { Component, Pen, Sheet } from "./blocks.ts";
import { cutWords, escapeNaming } from "./escape.ts";
import { drawToFit } from "./outbound.ts";

/** To whom a reply of a round is shown, and how. */
export interface RoundScene {
  /** The only person who may use it; absent: everybody in the channel. */
  readonly owner?: string;
  /** Says the adapter's own texts. */
  readonly say: (text: Text) => string;
  /** Letters and digits that differ from screen to screen. */
  readonly screen: string;
  /** There is room for more than one message: in a thread, or between the bot and one person. */
  readonly isRoomy: boolean;
  /** The name of the file with the picture of a summary; absent: the numbers in words are all there is. */
  readonly picture?: string;
}

const COLORS: Readonly<Record<string, number>> = {
  "round-opening": 0x5b6ee1,
  "round-counter": 0x5b6ee1,
  "round-reminder": 0x5b6ee1,
  "round-summary": 0x2e9e5b,
  "round-record": 0x2e9e5b,
  "round-outcome": 0x2e9e5b,
  "queue-card": 0xd9a521,
  "decision-preview": 0xd2693c,
};
const COLOR = 0x8a8f98;
const TITLE_CHARS_MAX = 600;
/** Long enough for a free text of 500 characters and what stands around it. */
const LINE_CHARS_MAX = 700;
/** What the lines of one of several messages may take, so that it has room for its title and buttons in any script. */
const PAGE = { chars: 2800, bytes: 7000 } as const;
const PAGES_MAX = 8;
const ACTIONS_MAX = 10;
/** https://docs.discord.com/developers/components/reference#media-gallery-media-gallery-item-structure */
const ALT_CHARS_MAX = 1024;

/** Draws a reply of a round: the messages it takes, usually one. The buttons stand on the last. */
export function renderRound(
  reply: RoundReply<string>,
  scene: RoundScene,
): readonly (readonly Component[])[] {
  const sheet = sheetOf(scene);
  const whole: Page = { lines: reply.lines, isFirst: true, isLast: true };
  const isTooLong = scene.isRoomy && !fits(draw(createPen(sheet, 1), reply, scene, whole));
  const pages = isTooLong ? toPages(reply.lines) : [whole];
  return pages.map((page) => drawToFit(sheet, (pen) => draw(pen, reply, scene, page)));
}

/** What remains of a card once it is decided: its own words as they stood there, what is said about it, and no buttons. */
export function renderSettled(
  shown: readonly string[],
  notices: readonly string[],
): readonly Component[] {
  return drawToFit({ screen: "", isNaming: true }, (pen) => {
    const said = notices.map((notice) => `**${pen.words(notice, 300)}**`).join("\n");
    // The card was drawn to fit, and without its buttons there is room for what is said about it; else that alone stays.
    const kept = [...shown.map((text) => pen.text(text)), pen.text(said)];
    const container = pen.container(COLOR, kept);
    return fits([container]) ? [container] : [pen.container(COLOR, [pen.text(said)])];
  });
}

function sheetOf({ owner, screen }: RoundScene): Sheet {
  return { ...(owner === undefined ? {} : { owner }), screen, isNaming: true };
}

interface Page {
  readonly lines: readonly string[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function draw(
  pen: Pen,
  reply: RoundReply<string>,
  { picture, say: speak }: RoundScene,
  { lines, isFirst, isLast }: Page,
): readonly Component[] {
  const bullet = LISTS.has(reply.type) ? "- " : "";
  const said = lines.map((line) => `${bullet}${pen.words(line, LINE_CHARS_MAX)}`).join("\n");
  const counter = "counter" in reply && isLast ? reply.counter : undefined;
  const parts = reply.actions
    .slice(0, ACTIONS_MAX)
    .map(({ label, event, style }) => ({ label, press: { type: "team", event } as const, style }));
  const isFile = reply.type === "round-file";
  const file = isFile ? [{ type: 13, file: { url: `attachment://${reply.name}` } }] : [];
  return [
    pen.container(COLORS[reply.type] ?? COLOR, [
      ...(isFirst ? [pen.text(`### ${pen.words(reply.title, TITLE_CHARS_MAX)}`)] : []),
      ...(isFirst && picture !== undefined ? [drawPicture(picture, reply, speak)] : []),
      ...(said === "" ? [] : [pen.text(said)]),
      ...file,
      ...(isLast ? pen.rows(parts) : []),
      ...(counter === undefined ? [] : [pen.text(`-# ${pen.words(counter, 200)}`)]),
    ]),
  ];
}

/** What lists people or money, one a line. */
const LISTS: ReadonlySet<RoundReply["type"]> = new Set(["round-record", "funding"]);

/** The picture, with its numbers in words for those who do not see it. */
function drawPicture(name: string, reply: RoundReply<string>, speak: RoundScene["say"]): Component {
  const alt = reply.type === "round-summary" ? reply.picture?.alt : undefined;
  const description = cutWords(alt ?? "", ALT_CHARS_MAX) || speak(say("discord.round.picture"));
  return { type: 12, items: [{ media: { url: `attachment://${name}` }, description }] };
}

function toPages(lines: readonly string[]): readonly Page[] {
  const pages: string[][] = [[]];
  let chars = 0;
  let bytes = 0;
  for (const line of lines) {
    const said = escapeNaming(line, { chars: LINE_CHARS_MAX });
    chars += said.length + 3;
    bytes += Buffer.byteLength(said) + 3;
    const isFull = chars > PAGE.chars || bytes > PAGE.bytes;
    if (isFull && pages.length < PAGES_MAX) {
      pages.push([]);
      chars = said.length;
      bytes = Buffer.byteLength(said);
    }
    pages.at(-1)?.push(line);
  }
  return pages.map((few, at) => ({
    lines: few,
    isFirst: at === 0,
    isLast: at === pages.length - 1,
  }));
}
