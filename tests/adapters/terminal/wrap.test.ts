import { assert, integer, property, string } from "fast-check";
import { expect, it } from "vitest";
import { clean, columnsOf, flow, wrap } from "../../../adapters/terminal/wrap.ts";

const anyText = string({ unit: "binary", maxLength: 200 });

it.each([
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["家族", 4],
  ["한국", 4],
  ["👍🏽", 2],
  ["👩‍👩‍👧‍👦", 2],
  ["🇩🇪", 2],
  ["❤️", 2],
  ["●◐○◇→•✓", 7],
  ["“”…", 3],
  ["\u200B", 0],
])("columnsOf() counts %j as %i", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

it("wrap() breaks between words, and within one only where it must", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrap("one two three", 9, "• ")).toEqual(["• one two", "  three"]);
  expect(wrap("one two three", 9, "│ ", "│ ")).toEqual(["│ one two", "│ three"]);
  expect(wrap("https://example.org/a", 10)).toEqual(["https://ex", "ample.org/", "a"]);
  expect(wrap("", 10)).toEqual([""]);
});

it("wrap() and flow() keep every text within the width and lose no letter", () => {
  assert(
    property(anyText, integer({ min: 4, max: 100 }), (raw, width) => {
      const text = clean(raw);
      const lines = wrap(text, width, "• ");
      expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
      expect(
        lines
          .map((line) => line.slice(2))
          .join("")
          .replaceAll(" ", ""),
      ).toBe(text.replaceAll(" ", ""));
      expect(flow([text, text], width).filter((line) => columnsOf(line) > width)).toEqual([]);
    }),
  );
});

it("clean() leaves one line without control characters, and cleaning again changes nothing", () => {
  assert(
    property(anyText, (raw) => {
      const text = clean(raw);
      expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
      expect(clean(text)).toBe(text);
    }),
  );
  expect(clean("\u001B[31mred\u001B[0m\tand\r\nblue")).toBe("red and blue");
});
