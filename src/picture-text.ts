import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import type { ResvgRenderOptions } from "@resvg/resvg-js";

/** Where fonts come from; the files must hold the family `FONT_FAMILY`, regular and bold. */
export interface PictureFonts {
  readonly files: readonly string[];
  /** Whether a text in a script the files lack may fall back to the fonts of the system. */
  readonly canFallBack: boolean;
}

/** How a text is set; the size is in pixels. */
export interface TextStyle {
  readonly size: number;
  readonly isBold: boolean;
}

/** The room a text has. */
export interface TextRoom {
  readonly widthPx: number;
  readonly linesMax: number;
}

/** The one family every text asks for. */
const FONT_FAMILY = "DejaVu Sans";

/** More than this is never read in a picture; it also bounds the work that a hostile text can cause. */
const CHARS_MAX = 200;

/** Accents above one another on one letter; no living language needs more. */
const MARKS_MAX = 4;

/** The renderer measures ink; this part of the size makes up for the white beside the first and the last letter. */
const SIDE_BEARINGS = 0.2;

/** What the bundled family covers. Everything else needs a font of the system, or shows as empty boxes. https://dejavu-fonts.github.io */
const COVERED =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]*$/u;

const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const RIGHT_TO_LEFT_ISOLATE = "\u2067";
const POP_ISOLATE = "\u2069";

/**
 * The fonts that come with the product: a container often has none of its own.
 *
 * @throws {Error} when the package with the fonts is not installed.
 */
export function findFonts(): PictureFonts {
  const require = createRequire(import.meta.url);
  try {
    return {
      files: [
        require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
        require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
      ],
      canFallBack: true,
    };
  } catch (cause) {
    throw fontError("the package 'dejavu-fonts-ttf' is not installed", cause);
  }
}

/**
 * Checks that a letter can be drawn, because the renderer leaves text out in silence when it finds no font.
 *
 * @throws {Error} when no font file can be loaded.
 */
export function requireFonts(fonts: PictureFonts): void {
  if (measure("M", { size: 40, isBold: false }, fonts) === 0) {
    throw fontError(`none of these files can be loaded: "${fonts.files.join('", "')}"`);
  }
}

/** What the renderer is told about fonts. Those of the system are read only where they are needed, since that takes long. */
export function toFontOptions(fonts: PictureFonts, text: string): ResvgRenderOptions {
  return {
    font: {
      fontFiles: [...fonts.files],
      loadSystemFonts: fonts.canFallBack && !COVERED.test(text),
      defaultFontFamily: FONT_FAMILY,
    },
  };
}

/**
 * Breaks a text into lines that fit, the last one cut with an ellipsis. No lines for a text without anything to draw.
 *
 * Emoji are left out, since few servers have a font for them; so is what turns the direction of text around.
 */
export function fitLines(
  text: string,
  style: TextStyle,
  room: TextRoom,
  fonts: PictureFonts,
): readonly string[] {
  const lines: string[] = [];
  let rest = clean(text);
  const fits = (candidate: string) => measure(candidate, style, fonts) <= room.widthPx;
  while (rest !== "") {
    if (fits(rest)) {
      return [...lines, rest].map(isolate);
    }
    if (lines.length + 1 >= room.linesMax) {
      return [...lines, cut(rest, fits)].map(isolate);
    }
    const words = segment(rest, "word");
    const count = countFitting(words, (head) => fits(head.trimEnd()));
    if (count === 0) {
      return [...lines, cut(rest, fits)].map(isolate);
    }
    lines.push(words.slice(0, count).join("").trimEnd());
    rest = words.slice(count).join("").trimStart();
  }
  return lines.map(isolate);
}

/** The width in pixels of a text; 0 when nothing of it can be drawn. */
export function measure(text: string, style: TextStyle, fonts: PictureFonts): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">${renderText(text, { x: 0, y: 0 }, style)}</svg>`;
  const ink = new Resvg(svg, toFontOptions(fonts, text)).getBBox()?.width ?? 0;
  return ink === 0 ? 0 : ink + style.size * SIDE_BEARINGS;
}

/** Text → SVG element, escaped. The place is that of the baseline's start, or of its end with `anchor: "end"`. */
export function renderText(
  text: string,
  place: { readonly x: number; readonly y: number; readonly anchor?: "start" | "end" },
  style: TextStyle & { readonly color?: string },
): string {
  const { x, y, anchor = "start" } = place;
  const weight = style.isBold ? 700 : 400;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-family="${FONT_FAMILY}" font-weight="${weight}" font-size="${style.size}" fill="${style.color ?? "#000000"}">${escapeXml(text)}</text>`;
}

/** Control and unpaired characters are not allowed in XML at all: https://www.w3.org/TR/xml/#charsets. */
function clean(text: string): string {
  const readable = text
    .slice(0, CHARS_MAX * 10)
    .toWellFormed()
    .replaceAll(/\p{RGI_Emoji}/gv, "")
    .replaceAll(/[\p{Bidi_Control}\uFE0F\uFFFE\uFFFF]/gu, "")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .replaceAll(new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, "gu"), "$1")
    .trim();
  return segment(readable, "grapheme").slice(0, CHARS_MAX).join("");
}

function cut(text: string, fits: (candidate: string) => boolean): string {
  const letters = segment(text, "grapheme");
  const count = countFitting(letters, (head) => fits(withEllipsis(head)));
  return withEllipsis(letters.slice(0, count).join(""));
}

function withEllipsis(head: string): string {
  return `${head.trimEnd()}…`;
}

/** How many parts from the start fit; widths grow with the parts, so halving finds it. */
function countFitting(parts: readonly string[], fits: (head: string) => boolean): number {
  let fitting = 0;
  let tooMany = parts.length + 1;
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(parts.slice(0, middle).join(""))) {
      fitting = middle;
    } else {
      tooMany = middle;
    }
  }
  return fitting;
}

function segment(text: string, granularity: "grapheme" | "word"): readonly string[] {
  return [...new Intl.Segmenter(undefined, { granularity }).segment(text)].map(
    (part) => part.segment,
  );
}

/** A line that begins in Arabic or Hebrew runs from right to left, its ellipsis and numbers too; the renderer assumes the contrary. */
function isolate(line: string): string {
  const first = FIRST_LETTER.exec(line)?.[0] ?? "";
  return RIGHT_TO_LEFT.test(first) ? `${RIGHT_TO_LEFT_ISOLATE}${line}${POP_ISOLATE}` : line;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

function fontError(reason: string, cause?: unknown): Error {
  return new Error(`Could not draw the picture of the summary without a font: ${reason}`, {
    cause,
  });
}
