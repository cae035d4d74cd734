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

describe("a text with values", () => {
  test.each([
    "{who}",
    "{who} and {who}",
    "{count} of at most {count}, {who}'s",
    "it''s {who}",
    "'{'{who}'}'",
    "'{who}'",
    "a < b, {who}",
    "{ who }",
    "{count, number} for {who}",
    "{count, plural, one {# day} other {# days}}",
  ])("is said as its format says: %s", (message) => {
    const values = { who: "you {count}", count: 1234 };
    const wanted = outcome(() => new IntlMessageFormat(message, "en").format(values));
    expect(outcome(() => speakerOf(message).say({ text: "name", values }))).toBe(wanted);
  });

  test("is not said without one of them", () => {
    expect(() => speakerOf("Hello {who}").say({ text: "name" })).toThrow(/who/u);
    expect(() => speakerOf("{n, number}").say({ text: "name" })).toThrow(/n/u);
  });
});

/** What is said, or that it cannot be. */
function outcome(say: () => unknown): unknown {
  try {
    return say();
  } catch {
    return "cannot be said";
  }
}

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
