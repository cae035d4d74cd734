import { styleText } from "node:util";
import type { ProductReply, ShareReply } from "../../src/ask.ts";
import type {
  AdviceReply,
  ConfirmReply,
  NoticeReply,
  QuestionReply,
  Reply,
  ReviewReply,
} from "../../src/engine/reply.ts";
import { changeLines } from "../../src/page.ts";
import { keysOf } from "./keys.ts";
import { clean, columnsOf, flow, wrap } from "./wrap.ts";

/** Longest line, in columns: longer ones are hard to read. */
const LIMITS = { columnsMax: 80, columnsMin: 20 } as const;

/** What a reply is drawn on. */
export interface Paper {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly isColoured: boolean;
  /** Says one of the product's own texts. */
  readonly say: (text: string) => string;
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** A word, a shape and a colour each, so that none of them is needed. */
const VERDICTS: Readonly<Record<AdviceReply["verdict"], { shape: string; style: Style }>> = {
  "worth-it": { shape: "●", style: ["bold", "green"] },
  "worth-it-if": { shape: "◐", style: ["bold", "yellow"] },
  "not-yet": { shape: "○", style: ["bold", "magenta"] },
  alternative: { shape: "◇", style: ["bold", "cyan"] },
};

/** Draws a reply as lines no wider than the paper. Control characters in it do not get through. */
export function renderReply(
  reply: Reply<string> | ProductReply<string>,
  paper: Paper,
): readonly string[] {
  const page = createPage(paper);
  switch (reply.type) {
    case "question":
      return drawQuestion(reply, page);
    case "confirm":
      return drawConfirm(reply, page);
    case "review":
      return drawReview(reply, page);
    case "advice":
      return reply.open === undefined ? drawAdvice(reply, page) : drawSection(reply, page);
    case "notice":
      return drawNotice(reply, page);
    case "share":
      return drawShare(reply, page);
    case "post":
      return drawPosted(reply.lines, page);
    case "file":
      return page.text(reply.title);
  }
}

/** Draws one plain sentence. */
export function renderText(text: string, paper: Paper): readonly string[] {
  return createPage(paper).text(text);
}

interface Page {
  /** Wrapped and cleaned lines. */
  text(text: string, style?: Style, first?: string, next?: string): readonly string[];
  list(lines: readonly string[]): readonly string[];
  /** Two texts at the two ends of a line where they fit, else below each other. */
  ends(left: string, leftStyle: Style, right: string): readonly string[];
  options(reply: Reply<string> | ShareReply<string>, marks?: readonly string[]): readonly string[];
  actions(reply: Reply<string> | ShareReply<string>): readonly string[];
  readonly say: (text: string) => string;
}

/** How wide lines are in a terminal of so many columns. */
export function widthIn(columns: number): number {
  return Math.min(LIMITS.columnsMax, Math.max(LIMITS.columnsMin, columns));
}

function createPage({ columns, isColoured, say }: Paper): Page {
  const width = widthIn(columns);
  const paint: Paint = (style, text) =>
    isColoured && text !== "" ? styleText(style, text, { validateStream: false }) : text;
  const text: Page["text"] = (words, style = [], first = "", next) =>
    wrap(clean(words), width, first, next).map((line) => paint(style, line));
  return {
    text,
    say,
    list: (lines) => lines.flatMap((line) => text(line, [], "• ")),
    ends: (left, leftStyle, right) => {
      const [start, end] = [clean(left), clean(right)];
      const gap = width - columnsOf(start) - columnsOf(end);
      return gap < 2
        ? [...text(start, leftStyle), ...text(end, "dim")]
        : [`${paint(leftStyle, start)}${" ".repeat(gap)}${paint("dim", end)}`];
    },
    options: (reply, marks = []) => {
      const shown = keysOf(reply).filter(({ place }) => place === "option");
      const digits = String(shown.length).length;
      return shown.flatMap(({ key = "•", label }, at) =>
        text(label, [], ` ${key.padStart(digits)}  ${marks[at] ?? ""}`),
      );
    },
    actions: (reply) => {
      const shown = keysOf(reply).flatMap(({ place, key, label }) => {
        if (place !== "action") return [];
        const name = clean(label);
        return key === undefined || name.toLowerCase() === key
          ? `[${name.toLowerCase()}]`
          : `[${key}] ${name}`;
      });
      return flow(shown, width).map((line) => paint("dim", line));
    },
  };
}

function drawQuestion(reply: QuestionReply<string>, page: Page): readonly string[] {
  const { last } = reply;
  const isNew =
    reply.clarify === undefined &&
    reply.why === undefined &&
    !reply.notes.some((note) => last !== undefined && note.includes(last.answer));
  const marks = reply.options.map(({ chosen }) => (chosen === true ? "✓ " : ""));
  const hint = reply.hint === undefined ? [] : page.text(reply.hint, "dim");
  const options = page.options(reply, marks);
  return parts(
    [
      ...(last && isNew ? page.text(`${last.question} → ${last.answer}`, "dim", "✓ ") : []),
      ...reply.notes.flatMap((note) => page.text(note)),
    ],
    page.ends(reply.title, "bold", reply.progress.text),
    (reply.why ?? []).flatMap((line) => page.text(line, "italic", "  ")),
    // What is best typed says so before it offers anything to choose.
    ...(reply.kind === "choice" ? [options, hint] : [hint, options]),
    page.actions(reply),
  );
}

function drawConfirm(reply: ConfirmReply<string>, page: Page): readonly string[] {
  return parts(
    reply.notes.flatMap((note) => page.text(note)),
    page.text(reply.title, "bold"),
    page.options(reply),
    page.actions(reply),
  );
}

function drawReview(reply: ReviewReply<string>, page: Page): readonly string[] {
  return parts(
    page.text(reply.title, "bold"),
    page.options(reply),
    reply.rows.length === 0 ? [] : page.text(page.say("terminal.change"), "dim"),
    page.actions(reply),
  );
}

function drawAdvice(reply: AdviceReply<string>, page: Page): readonly string[] {
  return parts(
    reply.notes.flatMap((note) => page.text(note)),
    verdictLine(reply, page),
    [
      ...reply.headline.flatMap((line) => page.text(line, "bold")),
      ...page.text(reply.confidenceText),
    ],
    [
      ...page.text(page.say("advice.because"), "bold"),
      ...page.list(reply.reasons.map(({ text }) => text)),
      ...page.text(reply.against),
    ],
    [
      ...page.text(page.say("advice.what-would-change"), "bold"),
      ...page.list(changeLines(reply, ({ text }) => page.say(text))),
    ],
    page.text(reply.step, "bold"),
    page.options(reply),
    page.actions(reply),
    page.text(reply.footer, "dim"),
  );
}

/** One unfolded part: the advice itself still stands above it on the screen. */
function drawSection(reply: AdviceReply<string>, page: Page): readonly string[] {
  const section = reply.sections.find(({ id }) => id === reply.open);
  return parts(
    reply.notes.flatMap((note) => page.text(note)),
    [...page.text(section?.title ?? "", "bold"), ...page.list(section?.lines ?? [])],
    page.options(reply),
    page.actions(reply),
  );
}

function verdictLine(reply: AdviceReply<string>, page: Page): readonly string[] {
  const { shape, style } = VERDICTS[reply.verdict];
  return page.ends(`${shape} ${reply.title.toUpperCase()}`, style, reply.subject);
}

function drawNotice(reply: NoticeReply<string>, page: Page): readonly string[] {
  return parts(page.text(reply.title), page.list(reply.lines ?? []), page.options(reply));
}

function drawShare(reply: ShareReply<string>, page: Page): readonly string[] {
  const marks = reply.parts.map(({ included }) => (included ? "☑ " : "☐ "));
  return parts(
    page.text(page.say("terminal.share"), "bold"),
    drawPosted(reply.lines, page),
    page.options(reply, marks),
    page.actions(reply),
  );
}

/** What others would read, with a bar down its side. */
function drawPosted(lines: readonly string[], page: Page): readonly string[] {
  return lines.flatMap((line) => page.text(line, [], "│ ", "│ "));
}

/** Blocks with an empty line before each. */
function parts(...blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.flatMap((block) => (block.length === 0 ? [] : ["", ...block]));
}
