import { describe, expect, test } from "vitest";
import { messageFaults } from "./payload-rules.ts";
import type { Surface } from "./payload-rules.ts";

const V2 = 1 << 15;
const QUIET = { parse: [] };
const text = (content = "Text"): object => ({ type: 10, content });
const button = (extra: object = {}): object => ({
  type: 2,
  style: 1,
  label: "Go",
  custom_id: "go",
  ...extra,
});
const row = (...components: object[]): object => ({ type: 1, components });
const options = (count: number): object[] =>
  Array.from({ length: count }, (_, nth) => ({ label: `L${nth}`, value: `v${nth}` }));
const label = (component: object): object => ({ type: 18, label: "Label", component });

function layout(...components: object[]): string[] {
  return codes({ flags: V2, allowed_mentions: QUIET, components });
}

function codes(payload: unknown, surface: Surface = "reply"): string[] {
  return messageFaults(payload, { surface }).map(({ path, code }) => `${path} ${code}`);
}

describe("messageFaults()", () => {
  test("takes a layout with everything in its place", () => {
    const section = { type: 9, components: [text()], accessory: button({ custom_id: "s", id: 7 }) };
    const select = {
      type: 3,
      custom_id: "pick",
      options: options(25),
      min_values: 0,
      max_values: 25,
    };
    const container = {
      type: 17,
      accent_color: 0xffffff,
      components: [text(), { type: 14, spacing: 2 }, row(select)],
    };
    expect(
      layout(
        container,
        section,
        row(button(), button({ style: 5, custom_id: undefined, url: "https://example.org" })),
      ),
    ).toEqual([]);
  });

  test.each([
    ["a radio group", row({ type: 21, custom_id: "r", options: options(2) }), "UNION_TYPE_CHOICES"],
    ["a text input", row({ type: 4, custom_id: "t", style: 1 }), "UNION_TYPE_CHOICES"],
    ["a bare button", button(), "UNION_TYPE_CHOICES"],
    ["a label", label(text()), "UNION_TYPE_CHOICES"],
    [
      "a container in a container",
      { type: 17, components: [{ type: 17, components: [text()] }] },
      "UNION_TYPE_CHOICES",
    ],
    [
      "six buttons in a row",
      row(...[1, 2, 3, 4, 5, 6].map((id) => button({ custom_id: `b${id}` }))),
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "a select beside a button",
      row(button(), { type: 3, custom_id: "s", options: options(1) }),
      "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ],
    ["a button without custom_id", row(button({ custom_id: undefined })), "BASE_TYPE_REQUIRED"],
    [
      "a link with custom_id",
      row(button({ style: 5, url: "https://example.org" })),
      "COMPONENT_BUTTON_FIELD",
    ],
    ["a label of 81 characters", row(button({ label: "a".repeat(81) })), "BASE_TYPE_BAD_LENGTH"],
    ["a button without words", row(button({ label: " " })), "BUTTON_COMPONENT_MISSING_LABEL"],
    [
      "a custom_id of 101 characters",
      row(button({ custom_id: "a".repeat(101) })),
      "BASE_TYPE_BAD_LENGTH",
    ],
    ["a custom_id used twice", row(button(), button()), "COMPONENT_CUSTOM_ID_DUPLICATED"],
    [
      "an id used twice",
      row(button({ id: 3 }), button({ id: 3, custom_id: "x" })),
      "COMPONENT_ID_DUPLICATED",
    ],
    ["an unknown field", row(button({ colour: "red" })), "UNKNOWN_FIELD"],
    ["26 options", row({ type: 3, custom_id: "s", options: options(26) }), "BASE_TYPE_BAD_LENGTH"],
    [
      "two defaults where one can be picked",
      row({
        type: 3,
        custom_id: "s",
        options: options(2).map((one) => ({ ...one, default: true })),
      }),
      "SELECT_COMPONENT_TOO_MANY_DEFAULTS",
    ],
    [
      "more picks than options",
      row({ type: 3, custom_id: "s", options: options(2), max_values: 3 }),
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "an option value used twice",
      row({ type: 3, custom_id: "s", options: [...options(1), ...options(1)] }),
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ],
    ["a section without accessory", { type: 9, components: [text()] }, "BASE_TYPE_REQUIRED"],
    ["an empty text", text(" "), "BASE_TYPE_BAD_LENGTH"],
    [
      "a picture that was not sent",
      { type: 12, items: [{ media: { url: "attachment://a.png" } }] },
      "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ],
    ["an emoji that is none", row(button({ emoji: { name: "ok" } })), "COMPONENT_INVALID_EMOJI"],
  ])("refuses %s", (_name, component, code) => {
    expect(layout(component).map((fault) => fault.split(" ")[1])).toContain(code);
  });

  test("counts nested components, characters and bytes over the whole layout", () => {
    const container = (count: number): object => ({
      type: 17,
      components: Array.from({ length: count }, () => text("x")),
    });
    expect(layout(container(39))).toEqual([]);
    expect(layout(container(40))).toEqual(["components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"]);
    expect(layout(text("x".repeat(4000)))).toEqual([]);
    expect(layout(text("x".repeat(2000)), text("x".repeat(2001)))).toEqual([
      "components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ]);
    // 10,170 bytes less 12 for the one text, three bytes a character.
    expect(layout(text("漢".repeat(3386)))).toEqual([]);
    expect(layout(text("漢".repeat(3387)))).toEqual(["components LAYOUT_BYTES"]);
  });

  test("keeps the V2 flag and the older fields apart", () => {
    expect(
      codes({ content: "x", flags: V2, components: [text()], allowed_mentions: QUIET }),
    ).toEqual(["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]);
    expect(codes({ content: "x", components: [text()], allowed_mentions: QUIET })).toEqual([
      "components.0 UNION_TYPE_CHOICES",
    ]);
    const existing = { flags: V2, content: "", embeds: [], attachments: [] };
    const edit = { flags: 0, components: [text()], allowed_mentions: QUIET };
    expect(
      messageFaults(edit, { surface: "webhookEdit", existing }).map(({ code }) => code),
    ).toEqual(["MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG"]);
    const legacy = { flags: 0, content: "Old", embeds: [], attachments: [] };
    const upgrade = { flags: V2, components: [text()], allowed_mentions: QUIET };
    expect(
      messageFaults(upgrade, { surface: "webhookEdit", existing: legacy }).map(({ path }) => path),
    ).toEqual(["content"]);
    expect(
      messageFaults({ ...upgrade, content: null }, { surface: "webhookEdit", existing: legacy }),
    ).toEqual([]);
  });

  test("wants mentions to be silenced", () => {
    expect(codes({ content: "x" })).toEqual(["allowed_mentions HOUSE_ALLOWED_MENTIONS"]);
    expect(codes({ content: "x", allowed_mentions: { parse: ["users"] } })).toEqual([
      "allowed_mentions HOUSE_ALLOWED_MENTIONS",
    ]);
    expect(codes({ content: "x", allowed_mentions: { parse: [], users: ["1"] } })).toEqual([]);
  });

  test("refuses unknown fields, long nonces, wrong flags and nothing at all", () => {
    expect(codes({ content: "x", allowed_mentions: QUIET, ephemeral: true })).toEqual([
      "ephemeral UNKNOWN_FIELD",
    ]);
    expect(
      codes({ content: "x", allowed_mentions: QUIET, nonce: "n".repeat(26) }, "channel"),
    ).toEqual(["nonce NONCE_TYPE_TOO_LONG"]);
    expect(codes({ content: "x", allowed_mentions: QUIET, flags: 64 }, "channel")).toEqual([
      "flags MESSAGE_FLAGS",
    ]);
    expect(codes({})).toEqual([" EMPTY_MESSAGE"]);
  });
});
