import { describe, expect, it } from "vitest";
import { cutNote } from "../../src/engine/note.ts";

describe("what is kept of a person's own line", () => {
  it.each([
    ["  two \n lines\t", "two lines"],
    ["a \u202Eredro\u202C of \u2066marks\u2069\uFEFF", "a redro of marks"],
    ["bell\u0007 and \u0000 nothing", "bell and nothing"],
    ["👩‍👩‍👧 stay together", "👩‍👩‍👧 stay together"],
    ["می‌خواهم", "می‌خواهم"],
  ])("is what can be seen of it: %j", (typed, kept) => {
    expect(cutNote(typed)).toBe(kept);
  });

  it("is cut between characters", () => {
    expect(cutNote(`${"a".repeat(198)}👍👍`)).toBe(`${"a".repeat(198)}…`);
  });
});
