import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { createSpeaker } from "../src/texts.ts";

const speakerOf = (message: string) => createSpeaker("en", new Map([["name", message]]));

describe("a text without values", () => {
  test.each([
    "I'll see",
    "It''s fine",
    "5 '<' 6",
    "'{'braces'}'",
    "a '{' and a '}'",
    "at 100 % of #1, a | b",
    "a < b",
    "two ''quoted'' words",
    "a lone '",
  ])("is said as its format says: %s", (message) => {
    const formatted = new IntlMessageFormat(message, "en").format();
    expect(speakerOf(message).say({ text: "name" })).toBe(formatted);
  });
});

test("a name without a text is said as it is", () => {
  expect(speakerOf("x").say({ text: "missing.name" })).toBe("missing.name");
});

test("everything in a reply is said, and what its buttons do is left as it is", () => {
  const speaker = speakerOf("Hello {who}");
  const hello = { text: "name", values: { who: { text: "you" } } };
  const event = { type: "start", text: "name" };
  const reply = {
    title: hello,
    lines: [hello, hello],
    deep: { actions: [{ label: hello, event }] },
  };
  const said = "Hello you";
  expect(speaker.speak(reply)).toEqual({
    title: said,
    lines: [said, said],
    deep: { actions: [{ label: said, event }] },
  });
  expect(reply.title).toBe(hello);
});
