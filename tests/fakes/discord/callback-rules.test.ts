import { describe, expect, test } from "vitest";
import { callbackFaults, modalFaults } from "./payload-rules.ts";

const options = (count: number): object[] =>
  Array.from({ length: count }, (_, nth) => ({ label: `L${nth}`, value: `v${nth}` }));
const label = (component: object): object => ({ type: 18, label: "Label", component });
const modal = (...components: object[]): object => ({ custom_id: "m", title: "Title", components });
const button = (): object => ({ type: 2, style: 1, label: "Go", custom_id: "go" });
const row = (...components: object[]): object => ({ type: 1, components });
const modalCodes = (data: unknown): string[] => modalFaults(data).map(({ code }) => code);
const callbackCodes = (callback: unknown, interactionType: number): string[] =>
  callbackFaults(callback, { interactionType }).map(({ path, code }) => `${path} ${code}`);
const choices = (count: number, value: string, name = "n"): object => ({
  type: 8,
  data: { choices: Array.from({ length: count }, () => ({ name, value })) },
});
const QUIET = { parse: [] };
const V2 = 1 << 15;

describe("modalFaults()", () => {
  const input = { type: 4, custom_id: "t", style: 1 };

  test("takes each kind of input inside a label", () => {
    const radio = label({ type: 21, custom_id: "r", options: options(10) });
    const group = label({
      type: 22,
      custom_id: "g",
      options: options(1),
      min_values: 0,
      required: false,
    });
    const select = label({ type: 3, custom_id: "s", options: options(2), required: false });
    expect(
      modalCodes(modal(label(input), radio, group, label({ type: 23, custom_id: "c" }), select)),
    ).toEqual([]);
  });

  test.each([
    ["an input outside a label", modal(row(input)), "UNION_TYPE_CHOICES"],
    ["a button", modal(label(button())), "UNION_TYPE_CHOICES"],
    [
      "six components",
      modal(...[1, 2, 3, 4, 5, 6].map((id) => label({ ...input, custom_id: `t${id}` }))),
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "a title of 46 characters",
      { ...modal(label(input)), title: "a".repeat(46) },
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "a radio group with one option",
      modal(label({ type: 21, custom_id: "r", options: options(1) })),
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "two defaults in a radio group",
      modal(
        label({
          type: 21,
          custom_id: "r",
          options: options(2).map((one) => ({ ...one, default: true })),
        }),
      ),
      "SELECT_COMPONENT_TOO_MANY_DEFAULTS",
    ],
    [
      "no answers needed where one is required",
      modal(label({ type: 22, custom_id: "g", options: options(2), min_values: 0 })),
      "COMPONENT_MIN_VALUES_REQUIRED",
    ],
    [
      "a required checkbox",
      modal(label({ type: 23, custom_id: "c", required: true })),
      "UNKNOWN_FIELD",
    ],
    [
      "a value longer than allowed",
      modal(label({ ...input, max_length: 3, value: "four" })),
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "a disabled select",
      modal(label({ type: 3, custom_id: "s", options: options(1), disabled: true })),
      "COMPONENT_DISABLED_IN_MODAL",
    ],
  ])("refuses %s", (_name, data, code) => {
    expect(modalCodes(data)).toContain(code);
  });
});

describe("callbackFaults()", () => {
  const opened = { type: 9, data: modal(label({ type: 4, custom_id: "t", style: 1 })) };

  test("allows to each kind of interaction its own answers", () => {
    expect(callbackCodes(opened, 2)).toEqual([]);
    expect(callbackCodes(opened, 5)).toEqual(["type BASE_TYPE_CHOICES"]);
    expect(callbackCodes({ type: 6 }, 2)).toEqual(["type BASE_TYPE_CHOICES"]);
    expect(callbackCodes({ type: 1 }, 1)).toEqual([]);
    expect(callbackCodes({ type: 4, data: { content: "x", allowed_mentions: QUIET } }, 4)).toEqual([
      "type BASE_TYPE_CHOICES",
    ]);
  });

  test("lets a deferral carry nothing but EPHEMERAL", () => {
    expect(callbackCodes({ type: 5, data: { flags: 64 } }, 2)).toEqual([]);
    expect(callbackCodes({ type: 5, data: { flags: 64 | V2 } }, 2)).toEqual([
      "data.flags DEFERRAL_FLAGS",
    ]);
  });

  test("takes 25 suggestions of 100 characters", () => {
    expect(callbackCodes(choices(25, "a".repeat(100)), 4)).toEqual([]);
    expect(callbackCodes(choices(26, "a"), 4)).toEqual(["data.choices BASE_TYPE_BAD_LENGTH"]);
    expect(callbackCodes(choices(1, "a".repeat(101)), 4)).toEqual([
      "data.choices.0.value BASE_TYPE_BAD_LENGTH",
    ]);
    expect(callbackCodes(choices(1, "a", "a".repeat(100)), 4)).toEqual([]);
    for (const name of ["", "a".repeat(101)])
      expect(callbackCodes(choices(1, "a", name), 4)).toEqual([
        "data.choices.0.name BASE_TYPE_BAD_LENGTH",
      ]);
  });
});
