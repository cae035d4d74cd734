import { describe, expect, test } from "vitest";

import { blockKitFaults, escapeFaults, NO_FALLBACK } from "./block-kit.ts";

const plain = (text: string): object => ({ type: "plain_text", text });
const mrkdwn = (text: string): object => ({ type: "mrkdwn", text });
const option = (text: string, value = text): object => ({ text: plain(text), value });
const select = (more: object): object => ({ type: "static_select", action_id: "pick", ...more });
const inActions = (...elements: object[]): object[] => [{ type: "actions", elements }];
const button = (more: object = {}): object => ({
  type: "button",
  action_id: "go",
  text: plain("Go"),
  ...more,
});
const message = (...blocks: object[]): string[] =>
  blockKitFaults("message", { text: "Hello", blocks });
const modal = (more: object): string[] =>
  blockKitFaults("modal", {
    type: "modal",
    title: plain("One"),
    blocks: [{ type: "divider" }],
    ...more,
  });
const section = (text: string): object => ({
  text: "ok",
  blocks: [{ type: "section", text: mrkdwn(text) }],
});
const x = (count: number): string => "x".repeat(count);

test("blockKitFaults() has nothing to say about what Slack takes", () => {
  expect(
    message(
      { type: "header", text: plain(x(150)) },
      {
        type: "section",
        block_id: "q",
        text: mrkdwn(x(3000)),
        accessory: { type: "overflow", action_id: "more", options: [option("Skip")] },
      },
      ...inActions(
        button({ style: "primary", url: "https://example.com" }),
        select({ options: [option("A"), option("B")], initial_option: option("B") }),
      ),
      {
        type: "actions",
        elements: [
          {
            type: "radio_buttons",
            action_id: "r",
            options: [{ text: mrkdwn("*A*"), value: "a", description: mrkdwn("why") }],
          },
        ],
      },
      {
        type: "context",
        elements: [
          mrkdwn("2 of 9"),
          { type: "image", image_url: "https://example.com/a.png", alt_text: "A" },
        ],
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [{ type: "text", text: "<b>", style: { bold: true } }],
          },
        ],
      },
      { type: "image", slack_file: { id: "F1" }, alt_text: "Bars", title: plain("Bars") },
    ),
  ).toEqual([]);
  expect(
    modal({
      submit: plain("Send"),
      private_metadata: x(3000),
      blocks: [
        {
          type: "input",
          label: plain("Price"),
          element: { type: "number_input", is_decimal_allowed: true, action_id: "v" },
        },
      ],
    }),
  ).toEqual([]);
  expect(
    blockKitFaults("home", { type: "home", blocks: [{ type: "section", text: plain("Hi") }] }),
  ).toEqual([]);
  expect(blockKitFaults("message", { text: "Only text" })).toEqual([]);
  expect(blockKitFaults("message", { delete_original: true })).toEqual([]);
});

describe("blockKitFaults() finds", () => {
  const cases: readonly (readonly [string, () => string[], string])[] = [
    [
      "a header too long",
      () => message({ type: "header", text: plain(x(151)) }),
      "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ],
    [
      "markup in a header",
      () => message({ type: "header", text: mrkdwn("*A*") }),
      "must be a valid enum value: plain_text [json-pointer:/blocks/0/text/type]",
    ],
    [
      "an empty text",
      () => message({ type: "section", text: mrkdwn("") }),
      "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ],
    [
      "a section of nothing",
      () => message({ type: "section" }),
      "must define either `fields` or `text` [json-pointer:/blocks/0]",
    ],
    [
      "an unknown field",
      () => message({ type: "divider", colour: "red" }),
      "invalid additional property: colour [json-pointer:/blocks/0]",
    ],
    [
      "a missing field",
      () => message({ type: "actions" }),
      "missing required field: elements [json-pointer:/blocks/0]",
    ],
    [
      "an unknown block",
      () => message({ type: "alert", text: plain("A") }),
      "unsupported type: alert [json-pointer:/blocks/0/type]",
    ],
    [
      "a block of another surface",
      () => modal({ blocks: [{ type: "markdown", text: "A" }] }),
      "markdown is not allowed in a modal [json-pointer:/blocks/0/type]",
    ],
    [
      "an element of another block",
      () => message({ type: "section", text: plain("A"), accessory: { type: "plain_text_input" } }),
      "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ],
    [
      "an input for modals only",
      () =>
        message({
          type: "input",
          label: plain("A"),
          element: { type: "number_input", is_decimal_allowed: false },
        }),
      "unsupported type: number_input [json-pointer:/blocks/0/element/type]",
    ],
    [
      "26 elements",
      () =>
        message(
          ...inActions(
            ...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` })),
          ),
        ),
      "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ],
    [
      "51 blocks",
      () => message(...Array.from({ length: 51 }, () => ({ type: "divider" }))),
      "no more than 50 items allowed [json-pointer:/blocks]",
    ],
    [
      "a button label too long",
      () => message(...inActions(button({ text: plain(x(76)) }))),
      "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ],
    [
      "an address that is no web page",
      () => message(...inActions(button({ url: "javascript:alert(1)" }))),
      "invalid url [json-pointer:/blocks/0/elements/0/url]",
    ],
    [
      "a confirm title too long",
      () =>
        message(...inActions(button({ confirm: { title: plain(x(101)), text: plain("Sure?") } }))),
      "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ],
    [
      "options and groups",
      () => message(...inActions(select({}))),
      "must define exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]",
    ],
    [
      "a stranger as initial option",
      () =>
        message(...inActions(select({ options: [option("A")], initial_option: option("A", "b") }))),
      "initial option does not match any of the options [json-pointer:/blocks/0/elements/0]",
    ],
    [
      "options that share a value",
      () => message(...inActions(select({ options: [option("A", "a"), option("B", "a")] }))),
      "two options have the same value [json-pointer:/blocks/0/elements/0]",
    ],
    [
      "the same block_id twice",
      () => message({ type: "divider", block_id: "a" }, { type: "divider", block_id: "a" }),
      '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      "the same action_id twice",
      () => message(...inActions(button(), button())),
      "`action_id` already exists in the block [json-pointer:/blocks/0]",
    ],
    [
      "a missing fallback",
      () => blockKitFaults("message", { blocks: [{ type: "divider" }] }),
      `${NO_FALLBACK} [json-pointer:/text]`,
    ],
    ["nothing at all", () => blockKitFaults("message", {}), "no_text [json-pointer:/text]"],
    [
      "a text too long",
      () => blockKitFaults("message", { text: x(4001) }),
      "must be less than 4001 characters [json-pointer:/text]",
    ],
    [
      "a modal title too long",
      () => modal({ title: plain(x(25)) }),
      "must be less than 25 characters [json-pointer:/title/text]",
    ],
    [
      "an input without submit",
      () =>
        modal({
          blocks: [{ type: "input", label: plain("A"), element: { type: "plain_text_input" } }],
        }),
      "missing required field: submit [json-pointer:/submit]",
    ],
    [
      "too much metadata",
      () => modal({ private_metadata: x(3001) }),
      "must be less than 3001 characters [json-pointer:/private_metadata]",
    ],
    [
      "a title on a Home tab",
      () =>
        blockKitFaults("home", { type: "home", title: plain("A"), blocks: [{ type: "divider" }] }),
      "invalid additional property: title [json-pointer:]",
    ],
    [
      "an image without words",
      () => message({ type: "image", image_url: "https://example.com/a.png" }),
      "missing required field: alt_text [json-pointer:/blocks/0]",
    ],
  ];
  test.each(cases)("%s", (_name, faults, expected) => {
    expect(faults()).toEqual([expected]);
  });

  test("blocks that are too much together", () => {
    const long = { type: "section", text: mrkdwn(x(2600)) };
    expect(message(long, long, long, long)).toEqual([
      expect.stringContaining("characters of JSON"),
    ]);
  });

  test("two elements that want the focus", () => {
    const input = (id: string): object => ({
      type: "input",
      label: plain(id),
      element: { type: "plain_text_input", action_id: id, focus_on_load: true },
    });
    expect(modal({ submit: plain("Send"), blocks: [input("a"), input("b")] })).toEqual([
      "only one element may set focus_on_load [json-pointer:/blocks]",
    ]);
  });
});

describe("escapeFaults()", () => {
  test("finds markup that nobody allowed and text escaped twice", () => {
    const texts = [
      "<!channel>",
      "<@U0ANA>",
      "<#C0DATA>",
      "<https://evil.example|free money>",
      "<!here",
      "&amp;lt;b&amp;gt;",
    ];
    expect(
      texts.filter((text) =>
        [section(text), { text }].some((one) => escapeFaults(one).length === 0),
      ),
    ).toEqual([]);
  });

  test("passes what was allowed, escaped or is shown as it stands", () => {
    expect(escapeFaults(section("for <@U0ANA>: R&amp;D &lt;b&gt; 3 < 4"), ["<@U0ANA>"])).toEqual(
      [],
    );
    expect(escapeFaults({ blocks: [{ type: "header", text: plain("<!channel>") }] })).toEqual([]);
  });
});
