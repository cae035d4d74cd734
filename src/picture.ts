import { renderAsync } from "@resvg/resvg-js";
import type { PictureFonts, TextStyle } from "./picture-text.ts";
import {
  findFonts,
  fitLines,
  measure,
  renderText,
  requireFonts,
  toFontOptions,
} from "./picture-text.ts";

/** The two sides differ in pattern as well as in colour. */
type BarKind = "worth-it" | "not-now" | "neutral";

/** What the picture of a summary shows: numbers that may be shown, and labels already said in a language. */
export interface SummaryPicture {
  readonly title: string;
  readonly bars: readonly {
    readonly label: string;
    readonly count: number;
    readonly kind: BarKind;
  }[];
  /** Amounts in one currency; `text` is the amount as people read it. An amount below zero gets no bar, only its text. */
  readonly stack?: readonly {
    readonly label: string;
    readonly amount: number;
    readonly text: string;
  }[];
  /** `text` says what it is as well as how much. Not drawn without amounts to compare it with. */
  readonly budget?: { readonly amount: number; readonly text: string };
  readonly footer: string;
}

/** Pixels. A phone shows the picture at about a third of this width, so the smallest text is still about 12 pixels high there. */
const WIDTH = 1200;
const MARGIN = 56;
const INNER = WIDTH - 2 * MARGIN;
const BAR_HEIGHT = 56;
const LABEL_GAP = 18;
const ROW_GAP = 36;
const NUMBER_GAP = 20;

/** Every colour has at least 4.5:1 on the paper, measured after https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
const COLORS = {
  paper: "#fbfaf7",
  ink: "#1b1f24",
  quiet: "#555b64",
  "worth-it": "#1f5fbf",
  "not-now": "#a8480a",
  neutral: "#5f6773",
} as const;

const TITLE: TextStyle = { size: 54, isBold: true };
const LABEL: TextStyle = { size: 44, isBold: false };
const NUMBER: TextStyle = { size: 48, isBold: true };
const AMOUNT: TextStyle = { size: 44, isBold: true };
const FOOTER: TextStyle = { size: 36, isBold: false };

/** A piece of the picture, drawn downwards from a given height. */
interface Piece {
  readonly svg: string;
  readonly height: number;
}

/**
 * Draws the summary of a round as a PNG, 1200 pixels wide and as high as it needs to be.
 *
 * It brings its own background, so it reads the same in a light and in a dark window.
 *
 * @throws {Error} when no font file can be loaded.
 */
export async function drawSummary(
  picture: SummaryPicture,
  fonts: PictureFonts = findFonts(),
): Promise<Buffer> {
  requireFonts(fonts);
  const svg = renderSummary(picture, fonts);
  const image = await renderAsync(svg, toFontOptions(fonts, svg));
  return image.asPng();
}

/** Summary → SVG. */
function renderSummary(picture: SummaryPicture, fonts: PictureFonts): string {
  const pieces = [
    (y: number) => drawLines({ text: picture.title, style: TITLE, color: COLORS.ink, y }, fonts),
    ...drawBars(picture.bars, fonts),
    ...drawAmounts(picture, fonts),
    (y: number) =>
      drawLines({ text: picture.footer, style: FOOTER, color: COLORS.quiet, y }, fonts),
  ];
  let y = MARGIN;
  const drawn: string[] = [];
  for (const draw of pieces) {
    const piece = draw(y);
    drawn.push(piece.svg);
    y += piece.height === 0 ? 0 : piece.height + ROW_GAP;
  }
  const height = Math.ceil(Math.max(y - ROW_GAP, MARGIN) + MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">${PATTERNS}<rect x="1.5" y="1.5" width="${WIDTH - 3}" height="${height - 3}" fill="${COLORS.paper}" stroke="${COLORS.neutral}" stroke-width="3"/>${drawn.join("")}</svg>`;
}

/** Stripes and dots tell the kinds apart without colour; the plain parts keep their contrast with the paper. */
const PATTERNS = `<defs>
<pattern id="not-now" width="22" height="22" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="22" height="22" fill="${COLORS.paper}"/><rect width="13" height="22" fill="${COLORS["not-now"]}"/></pattern>
<pattern id="neutral" y="-2" width="20" height="20" patternUnits="userSpaceOnUse"><rect width="20" height="20" fill="${COLORS.neutral}"/><circle cx="10" cy="10" r="4" fill="${COLORS.paper}"/></pattern>
</defs>`;

const FILLS: Readonly<Record<BarKind, string>> = {
  "worth-it": COLORS["worth-it"],
  "not-now": "url(#not-now)",
  neutral: "url(#neutral)",
};

function drawLines(
  lines: { text: string; style: TextStyle; color: string; y: number },
  fonts: PictureFonts,
): Piece {
  const { text, style, color, y } = lines;
  const fitted = fitLines(text, style, { widthPx: INNER, linesMax: 2 }, fonts);
  const lineHeight = Math.round(style.size * 1.3);
  const svg = fitted.map((line, index) =>
    renderText(line, { x: MARGIN, y: y + style.size + index * lineHeight }, { ...style, color }),
  );
  return { svg: svg.join(""), height: fitted.length * lineHeight };
}

function drawBars(
  bars: SummaryPicture["bars"],
  fonts: PictureFonts,
): readonly ((y: number) => Piece)[] {
  const numbers = bars.map(({ count }) => String(count));
  const room = Math.max(0, ...numbers.map((number) => measure(number, NUMBER, fonts))) + NUMBER_GAP;
  const toWidth = scaleTo(
    INNER - room,
    bars.map(({ count }) => count),
  );
  return bars.map(({ label, count, kind }, index) => (y) => {
    const top = y + LABEL.size + LABEL_GAP;
    const width = toWidth(count);
    const [line = ""] = fitLines(label, LABEL, { widthPx: INNER, linesMax: 1 }, fonts);
    const parts = [
      renderText(line, { x: MARGIN, y: y + LABEL.size }, { ...LABEL, color: COLORS.ink }),
      drawBar({ top, width, kind }),
      renderText(
        numbers[index] ?? "",
        { x: MARGIN + width + NUMBER_GAP, y: top + BAR_HEIGHT / 2 + NUMBER.size * 0.36 },
        { ...NUMBER, color: COLORS.ink },
      ),
    ];
    return { svg: parts.join(""), height: LABEL.size + LABEL_GAP + BAR_HEIGHT };
  });
}

/**
 * One scale for all amounts and no sum of them: what was requested and what is worth it overlap. The dashed frame behind each bar is the
 * budget, so that what is empty of it is what is left.
 */
function drawAmounts(
  { stack = [], budget }: SummaryPicture,
  fonts: PictureFonts,
): readonly ((y: number) => Piece)[] {
  if (stack.length === 0) {
    return [];
  }
  const toWidth = scaleTo(INNER, [...stack.map(({ amount }) => amount), budget?.amount ?? 0]);
  const frame = budget === undefined ? 0 : toWidth(budget.amount);
  const rows = stack.map(({ label, amount, text }) => (y: number) => {
    const top = y + LABEL.size + LABEL_GAP;
    const [said = ""] = fitLines(text, AMOUNT, { widthPx: INNER / 2, linesMax: 1 }, fonts);
    const labelRoom = INNER - measure(said, AMOUNT, fonts) - 2 * NUMBER_GAP;
    const [line = ""] = fitLines(label, LABEL, { widthPx: labelRoom, linesMax: 1 }, fonts);
    const parts = [
      renderText(line, { x: MARGIN, y: y + LABEL.size }, { ...LABEL, color: COLORS.ink }),
      renderText(
        said,
        { x: WIDTH - MARGIN, y: y + LABEL.size, anchor: "end" },
        { ...AMOUNT, color: COLORS.ink },
      ),
      drawBar({ top, width: toWidth(amount), kind: "neutral" }),
      drawFrame(top, frame),
    ];
    return { svg: parts.join(""), height: LABEL.size + LABEL_GAP + BAR_HEIGHT };
  });
  return [drawRule, ...(budget ? [drawBudget(budget.text, fonts)] : []), ...rows];
}

function drawBudget(text: string, fonts: PictureFonts): (y: number) => Piece {
  const key = 56;
  return (y) => {
    const room = { widthPx: INNER - key - NUMBER_GAP, linesMax: 1 };
    const [line = ""] = fitLines(text, AMOUNT, room, fonts);
    const words = renderText(
      line,
      { x: MARGIN + key + NUMBER_GAP, y: y + AMOUNT.size },
      { ...AMOUNT, color: COLORS.ink },
    );
    const svg = `<rect x="${MARGIN + 2}" y="${y + 8}" width="${key - 4}" height="38" ${FRAME}/>${words}`;
    return { svg, height: AMOUNT.size };
  };
}

const FRAME = `fill="none" stroke="${COLORS.ink}" stroke-width="4" stroke-dasharray="12 8"`;

/** The paper behind the frame's end keeps it visible where a bar goes beyond the budget. */
function drawFrame(top: number, width: number): string {
  if (width === 0) {
    return "";
  }
  const halo = `<rect x="${MARGIN + width - 9}" y="${top}" width="14" height="${BAR_HEIGHT}" fill="${COLORS.paper}"/>`;
  return `${halo}<rect x="${MARGIN + 2}" y="${top + 2}" width="${Math.max(width - 4, 0)}" height="${BAR_HEIGHT - 4}" ${FRAME}/>`;
}

function drawRule(y: number): Piece {
  return {
    svg: `<rect x="${MARGIN}" y="${y}" width="${INNER}" height="3" fill="${COLORS.neutral}"/>`,
    height: 3,
  };
}

/** The line at the left stays where the bar is empty: a zero is drawn, not missing. A pattern starts where its group does. */
function drawBar({ top, width, kind }: { top: number; width: number; kind: BarKind }): string {
  const axis = `<rect width="4" height="${BAR_HEIGHT}" fill="${COLORS.ink}"/>`;
  const bar = `<rect x="2" y="2" width="${Math.max(width - 4, 0)}" height="${BAR_HEIGHT - 4}" fill="${FILLS[kind]}" stroke="${COLORS[kind]}" stroke-width="4"/>`;
  return `<g transform="translate(${MARGIN} ${top})">${width === 0 ? "" : bar}${axis}</g>`;
}

/** Pixels for a number, the largest one filling the room. */
function scaleTo(room: number, numbers: readonly number[]): (number: number) => number {
  const largest = Math.max(1, ...numbers.map(toLength));
  return (number) => Math.round((toLength(number) / largest) * room);
}

/** What is below zero, or no number at all, has no length. */
function toLength(number: number): number {
  return Number.isFinite(number) ? Math.max(number, 0) : 0;
}
