import { expect, onTestFinished, test } from "vitest";
import { blockKitFaults } from "./block-kit.ts";
import { caller } from "./caller.ts";
import { startFakeSlack } from "./fake-slack.ts";
import { createPerson } from "./people.ts";
import { externalSelect, suggestionFaults } from "./suggesting.ts";

const option = (label: string, value = label): object => ({
  text: { type: "plain_text", text: label },
  value,
});
const options = (count: number): readonly object[] =>
  Array.from({ length: count }, (_none, at) => option(`Option ${at}`));
const select = (more: object = {}) => ({ type: "external_select", action_id: "find", ...more });
const blocks = (element: object) => [{ type: "actions", block_id: "q", elements: [element] }];
const faultsOf = (element: object) =>
  blockKitFaults("message", { text: "?", blocks: blocks(element) });

test("blockKitFaults() refuses a select that loads options and has no action_id, or has options itself", () => {
  expect(faultsOf(select({ min_query_length: 2 }))).toEqual([]);
  expect(faultsOf({ type: "external_select" })).toEqual([
    "missing required field: action_id [json-pointer:/blocks/0/elements/0]",
  ]);
  expect(faultsOf(select({ options: options(1) })).join()).toContain("invalid additional property");
});

test("suggestionFaults() takes a hundred options, none, or groups of them", () => {
  for (const ack of [
    { options: options(100) },
    { options: [] },
    { option_groups: [{ label: { type: "plain_text", text: "One" }, options: options(2) }] },
  ])
    expect(suggestionFaults(ack)).toEqual([]);
});

test.each([
  ["nothing", undefined, "must provide an object"],
  ["a list", options(1), "must provide an object"],
  ["Discord's shape", { choices: [] }, "invalid additional property: choices"],
  ["neither options nor groups", {}, "exactly one of: options, option_groups"],
  ["more than a hundred", { options: options(101) }, "no more than 100 items"],
  ["a label of 76 characters", { options: [option("x".repeat(76), "x")] }, "less than 76"],
  ["a value of 76 characters", { options: [option("x", "x".repeat(76))] }, "less than 76"],
  ["an empty label", { options: [option("", "x")] }, "more than 0 characters"],
  ["a label that is no text object", { options: [{ text: "x", value: "x" }] }, "provide an object"],
  ["the same value twice", { options: [option("a", "x"), option("b", "x")] }, "the same value"],
])("suggestionFaults() refuses %s", (_what, ack, fault) => {
  expect(suggestionFaults(ack).join("\n")).toContain(fault);
});

test("externalSelect() asks the app only where there is such a select and enough is typed", () => {
  expect(externalSelect(blocks(select({ min_query_length: 2 })), "ai").block).toBeDefined();
  expect(() => externalSelect(blocks(select()), "ai")).toThrow("from 3 characters on");
  expect(() => externalSelect(blocks({ type: "button", action_id: "find" }), "aif")).toThrow(
    "there are 0 selects",
  );
});

test("typeAhead() offers nothing to choose where the app did not answer", async () => {
  const fake = await startFakeSlack();
  onTestFinished(() => fake.stop());
  fake.listenAt(`${fake.baseUrl}/nowhere`);
  const ana = createPerson(fake);
  const call = caller(fake, fake.team.token);
  await call("chat.postMessage", { channel: ana.dm.id, text: "?", blocks: blocks(select()) });
  const [message] = fake.messages(ana.dm.id);
  if (!message) throw new Error("Cannot type ahead: nothing was posted");
  const sent = await ana.typeAhead(message, "aif");
  expect(sent).toMatchObject({ isInTime: false, labels: [] });
  expect(sent.payload).toMatchObject({ type: "block_suggestion", block_id: "q", value: "aif" });
  expect(fake.refusals).toContain("ack of block_suggestion: not acknowledged in time");
  await expect(ana.click(message, "AIF")).rejects.toThrow("0 of these match");
});
