import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { findFonts, fitLines, measure, renderText } from "../src/picture-text.ts";
import type { SummaryPicture } from "../src/picture.ts";
import { drawSummary } from "../src/picture.ts";

/** A container without fonts: what is drawn comes from the files alone. */
const fonts = { ...findFonts(), canFallBack: false };

const round: SummaryPicture = {
  title: "Training round: AI certifications",
  bars: [
    { label: "Worth it", count: 6, kind: "worth-it" },
    { label: "Not yet or another way", count: 3, kind: "not-now" },
  ],
  stack: [
    { label: "Requested", amount: 3900, text: "3,900 USD" },
    { label: "Left of the budget", amount: 2100, text: "2,100 USD" },
  ],
  budget: { amount: 6000, text: "Budget 6,000 USD" },
  footer: "9 answered",
};

const style = { size: 44, isBold: false };
const hostile = {
  markup: `</text><script>alert("1")</script>&'<image href="file:///etc/passwd"/>`,
  long: "certification ".repeat(22),
  unbroken: "W".repeat(300),
  emoji: "🧭 👩‍💻 ✅ 1️⃣ 🇩🇪",
  arabic: "شهادات الذكاء الاصطناعي للفريق كله في هذا العام وفي العام القادم أيضا (2026)",
  chinese: "人工智能认证培训预算".repeat(12),
  controls: "a\u0000b\u0008c\uD800d\uFFFEe\u202Ef\ng",
  accents: `Z${"\u0301".repeat(300)}algo`,
  blank: " \n ",
};

/** Size from the header: https://www.w3.org/TR/png-3/#11IHDR. */
function sizeOf(png: Buffer): { width: number; height: number } {
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/** Plain paper has few different bytes; the soft edges of letters have many. */
function isBlank(png: Buffer): boolean {
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") {
      chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  return new Set(inflateSync(Buffer.concat(chunks))).size < 16;
}

it("drawSummary() draws a PNG 1200 pixels wide without any font of the system", async () => {
  const png = await drawSummary(round, fonts);
  expect(sizeOf(png).width).toBe(1200);
  expect(isBlank(png)).toBe(false);
});

it("drawSummary() grows with every bar and every amount", async () => {
  const { stack: _, ...withoutAmounts } = round;
  const all = sizeOf(await drawSummary(round, fonts)).height;
  const some = sizeOf(await drawSummary(withoutAmounts, fonts)).height;
  const none = sizeOf(await drawSummary({ ...withoutAmounts, bars: [] }, fonts)).height;
  expect(all).toBeGreaterThan(some);
  expect(some).toBeGreaterThan(none);
});

it.each(Object.entries(hostile))("drawSummary() survives hostile texts: %s", async (_, text) => {
  const png = await drawSummary(
    {
      title: text,
      bars: round.bars.map((bar) => ({ ...bar, label: text })),
      stack: [{ label: text, amount: 100, text }],
      budget: { amount: 50, text },
      footer: text,
    },
    fonts,
  );
  expect(sizeOf(png).width).toBe(1200);
  expect(sizeOf(png).height).toBeLessThan(1400);
});

it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])(
  "drawSummary() draws numbers that have no length: %s",
  async (number) => {
    const png = await drawSummary(
      {
        ...round,
        bars: [{ label: "Worth it", count: number, kind: "neutral" }],
        stack: [{ label: "Left", amount: number, text: "nothing" }],
        budget: { amount: number, text: "Budget" },
      },
      fonts,
    );
    expect(sizeOf(png).width).toBe(1200);
  },
);

it("drawSummary() draws an empty picture when there is nothing to show", async () => {
  const png = await drawSummary({ title: "", bars: [], stack: [], footer: "" }, fonts);
  expect(sizeOf(png)).toEqual({ width: 1200, height: 112 });
});

it("drawSummary() says in one sentence that no font can be loaded", async () => {
  const missing = { files: ["/nowhere/font.ttf"], canFallBack: false };
  await expect(drawSummary(round, missing)).rejects.toThrow(
    'Could not draw the picture of the summary without a font: none of these files can be loaded: "/nowhere/font.ttf"',
  );
});

it.each(Object.entries(hostile))("fitLines() keeps within its room: %s", (_, text) => {
  const lines = fitLines(text, style, { widthPx: 600, linesMax: 2 }, fonts);
  expect(lines.length).toBeLessThanOrEqual(2);
  for (const line of lines) {
    expect(measure(line, style, fonts)).toBeLessThanOrEqual(600);
  }
});

it("fitLines() breaks between words and ends what it cuts with an ellipsis", () => {
  const lines = fitLines(hostile.long, style, { widthPx: 600, linesMax: 2 }, fonts);
  expect(lines[0]).toBe("certification certification");
  expect(lines[1]).toMatch(/^certification .*…$/u);
});

it("fitLines() leaves a text that fits as it is", () => {
  const room = { widthPx: 600, linesMax: 1 };
  expect(fitLines("Not yet", style, room, fonts)).toEqual(["Not yet"]);
  expect(fitLines("✅ Worth it", style, room, fonts)).toEqual(["Worth it"]);
  expect(fitLines(hostile.controls, style, room, fonts)).toEqual(["a b c\uFFFDdef g"]);
});

it("fitLines() puts the ellipsis of an Arabic line at its left", () => {
  const [line = ""] = fitLines(hostile.arabic, style, { widthPx: 600, linesMax: 1 }, fonts);
  expect(line).toMatch(/^\u2067.*…\u2069$/u);
});

it("renderText() escapes what XML would read as markup", () => {
  const svg = renderText(hostile.markup, { x: 0, y: 0 }, style);
  expect(svg).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&apos;&lt;image");
  expect(svg.match(/</gu)).toHaveLength(2);
});
