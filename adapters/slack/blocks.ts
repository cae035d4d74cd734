import type {
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
} from "@slack/types";

/**
 * What Slack refuses to go beyond; characters are UTF-16 units, which are never fewer than what Slack counts.
 *
 * Blocks and elements: https://docs.slack.dev/reference/block-kit/blocks · objects:
 * https://docs.slack.dev/reference/block-kit/composition-objects · `text`:
 * https://docs.slack.dev/reference/methods/chat.update · JSON of all blocks: measured, about 13,200
 * (https://github.com/slackapi/bolt-js/issues/2509), so 9,500 leaves room.
 */
export const LIMITS = {
  blocks: 50,
  blocksJsonChars: 9500,
  fallbackChars: 3900,
  textChars: 3000,
  headerChars: 150,
  buttonChars: 75,
  optionChars: 75,
  buttonsInRow: 25,
  radioOptions: 10,
  selectOptions: 100,
  overflowOptions: 5,
  contextElements: 10,
  altChars: 2000,
  modalTitleChars: 24,
  confirmTitleChars: 100,
  confirmTextChars: 300,
  confirmButtonChars: 30,
  labelChars: 2000,
  inputChars: 3000,
} as const;

/** The block whose words are the question: a click gives it back, and it becomes the line that stays. */
export const TITLE_BLOCK = "title";

/** A message as Slack takes it; `text` is what notifications and screen readers say. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Cuts with an ellipsis, never inside a surrogate pair. */
export function cut(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  return `${text
    .slice(0, charsMax - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, "")}…`;
}

/** Text that Slack accepts wherever it wants some: no control characters, nothing that turns the reading direction around, never empty. */
export function clean(text: string, charsMax: number): string {
  if (text.length <= charsMax && HARMLESS.test(text)) return text;
  const shown = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}--\n]/gv, " ")
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, "");
  return shown.trim() === "" ? "…" : cut(shown, charsMax);
}

/** Most texts: something to see, and only of what cannot be refused. A message has dozens, so they are looked at once. */
const HARMLESS = /^[!-~][\n -~‘’“”–…→✓·]*$/u;

/** Escapes once and cuts, never inside an entity (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
export function escape(text: string, charsMax: number): string {
  let escaped = "";
  for (const char of clean(text, charsMax)) {
    const next = char === "&" ? "&amp;" : char === "<" ? "&lt;" : char === ">" ? "&gt;" : char;
    if (escaped.length + next.length >= charsMax) return `${escaped}…`;
    escaped += next;
  }
  return escaped;
}

/**
 * The words of a message without its blocks. An entity that a person wrote out is said as the character it stands for:
 * here it could not be told from text that was escaped twice; in the blocks it stands as it was written.
 */
export function fallback(lines: readonly string[]): string {
  const said = lines.filter((line) => line !== "").join("\n");
  const plainly = said.replaceAll(/&(?:amp;)*(?<name>amp|lt|gt);/gu, (_all, name: string) =>
    name === "lt" ? "<" : name === "gt" ? ">" : "&",
  );
  return escape(plainly, LIMITS.fallbackChars);
}

/** A text that is shown as it stands: no mention, no markup, no link. */
export function plain(text: string, charsMax: number = LIMITS.textChars): PlainTextElement {
  return { type: "plain_text", text: clean(text, charsMax) };
}

/** A paragraph. */
export function paragraph(text: string, charsMax?: number): KnownBlock {
  return { type: "section", text: plain(text, charsMax) };
}

/** Quiet lines. */
export function quiet(lines: readonly string[], charsMax?: number): KnownBlock[] {
  const elements = lines.slice(0, LIMITS.contextElements).map((line) => plain(line, charsMax));
  return elements.length === 0 ? [] : [{ type: "context", elements }];
}

/** A title in bold. */
export function bold(text: string, charsMax: number = LIMITS.textChars): RichTextBlock {
  return {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_section",
        elements: [{ type: "text", text: clean(text, charsMax), style: { bold: true } }],
      },
    ],
  };
}

/** A title in bold over a list of lines that are shown as they stand. */
export function list(title: string, lines: readonly string[], charsMax: number): RichTextBlock {
  return listOf(title, lines, (line) => [{ type: "text", text: clean(line, charsMax) }], charsMax);
}

/** A list whose http addresses can be pressed: for the catalogue's words, never for a person's. */
export function linkedList(
  title: string,
  lines: readonly string[],
  charsMax: number,
): RichTextBlock {
  const parts = (line: string): RichTextElement[] =>
    clean(line, charsMax)
      .split(/(?<address>https?:\/\/[^\s,]+)/u)
      .filter((part) => part !== "")
      .map((part) =>
        isAddress(part) ? { type: "link", url: part } : { type: "text", text: part },
      );
  return listOf(title, lines, parts, charsMax);
}

/** A whole address: one that was cut leads nowhere. */
function isAddress(part: string): boolean {
  return /^https?:\/\//u.test(part) && !part.includes("…") && URL.canParse(part);
}

function listOf(
  title: string,
  lines: readonly string[],
  parts: (line: string) => RichTextElement[],
  charsMax: number,
): RichTextBlock {
  const head = bold(title, charsMax);
  if (lines.length === 0) return head;
  const elements = lines.map((line): RichTextSection => ({
    type: "rich_text_section",
    elements: parts(line),
  }));
  return {
    ...head,
    elements: [...head.elements, { type: "rich_text_list", style: "bullet", elements }],
  };
}

/** Makes blocks small enough: `render` is given ever fewer characters for each text until all of them fit. */
export function fitting(
  render: (charsMax: number) => readonly KnownBlock[],
  blocksMax: number = LIMITS.blocks,
): readonly KnownBlock[] {
  for (const charsMax of [LIMITS.textChars, 1500, 800, 400, 200, 100, 50]) {
    const blocks = render(charsMax).slice(0, blocksMax);
    if (JSON.stringify(blocks).length <= LIMITS.blocksJsonChars) return blocks;
  }
  return render(30).slice(0, blocksMax / 2);
}
