import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { listFaults, loadDialog } from "../src/dialogs.ts";

const CASES = "cases.yaml";
const TEXTS = "en.cases.yaml";
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the shipped dialogs, changed. */
function changed(change: (folder: string) => void): ReturnType<typeof loadDialog> {
  const root = mkdtempSync(join(tmpdir(), "casebook-"));
  folders.push(root);
  cpSync("dialogs", root, { recursive: true });
  const folder = join(root, "ai-certification");
  change(folder);
  return loadDialog(folder);
}

function replaceIn(file: string, before: string, after: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toContain(before);
  writeFileSync(file, text.replace(before, after));
}

function faultsAfter(file: string, before: string, after: string): string {
  const loading = changed((folder) => replaceIn(join(folder, file), before, after));
  return loading.type === "loaded" ? "" : listFaults(loading.faults);
}

describe("a fault of the casebook is told with file, line, place and what would be right", () => {
  it.each([
    [CASES, 'key "askz": use one of', "when: { asks: tender }", "when: { askz: tender }"],
    [CASES, 'value of "asks" "tendr"', "when: { asks: tender }", "when: { asks: tendr }"],
    [CASES, 'id "demand.tender" twice', "id: demand.tender-known", "id: demand.tender"],
    [CASES, 'Unknown key "minuts"', "minutes: 45", "minuts: 45"],
    [CASES, 'value of "done" "lookd"', "done: looked", "done: lookd"],
    [
      CASES,
      'value of "situation" "free"',
      "lackedBy: { situation: [",
      "lackedBy: { situation: [free, ",
    ],
    [CASES, 'key "pay": use one of', "several: [asks", "several: [pay, asks"],
    [CASES, 'place of this reason: add "known.some"', "situation, known]", "situation]"],
    [
      CASES,
      "Must have either when or beside",
      "beside: [demand.adv",
      "when: { price: free }, beside: [demand.adv",
    ],
    [TEXTS, "Could not find the full stop", "you can train for.", "you can train for"],
    [CASES, 'topic "demand" rests on', "  demand: [R06", "  demands: [R06"],
    [CASES, 'did you mean "rival"', "[team, rival]", "[team, rivals]"],
    [CASES, 'role "legal"', "  legal: { firstStep", "  lawyers: { firstStep"],
    [TEXTS, 'slot "tsk": use one of', "would use it: {task}", "would use it: {tsk}"],
    [
      TEXTS,
      'Could not find the texts of "demand.tender"',
      "  demand.tender:\n",
      "  demand.tendr:\n",
    ],
    [TEXTS, 'Could not use "boost"', "That gate you", "That boosts what you"],
    [TEXTS, "at most 28", "What decides it:", `What ${"really ".repeat(30)}decides it:`],
    [TEXTS, 'Unknown key "resaon"', "    reason: ", "    resaon: "],
    [TEXTS, "Could not read the braces", "would use it: {task}", "would use it: {task"],
  ])("%s: %s", (file, right, before, after) => {
    const said = faultsAfter(file, before, after);
    expect(said).toMatch(/cases\.yaml:\d+ \S/u);
    expect(said).toContain(right);
  });

  it("refuses another language that lacks a part, or says more", () => {
    const loading = changed((folder) => {
      for (const ending of ["yaml", "cases.yaml"])
        cpSync(join(folder, `en.${ending}`), join(folder, `de.${ending}`));
      cpSync(join(folder, "..", "en.yaml"), join(folder, "..", "de.yaml"));
      const texts = join(folder, "de.cases.yaml");
      const [line = ""] = /^ {4}condition: .*\n/mu.exec(readFileSync(texts, "utf8")) ?? [];
      replaceIn(texts, line, "");
    });
    const said = loading.type === "loaded" ? "" : listFaults(loading.faults);
    expect(said).toMatch(/de\.cases\.yaml:\d+ cases\.demand\.selection-test\n/u);
    expect(said).toContain('Could not find the text "condition"');
  });
});

it("a dialog without cases is loaded, and has none", () => {
  const loading = changed((folder) => {
    rmSync(join(folder, CASES));
    rmSync(join(folder, TEXTS));
  });
  expect(loading.type === "loaded" && loading.in("en").dialog.cases.cases).toEqual([]);
});

it("a case knows its topic, its keys, its minutes, its sources and the slots of its texts", () => {
  const loading = loadDialog("dialogs/ai-certification");
  if (loading.type === "faults") throw new Error(listFaults(loading.faults));
  const { dialog, speaker } = loading.in("en");
  const found = dialog.cases.cases.find(({ id }) => id === "demand.clients-required");
  expect(found).toMatchObject({ topic: "demand", side: "for", minutes: 20 });
  expect(found?.when).toContainEqual(["asks", ["clients"]]);
  expect(found?.source).toContain("R22");
  expect(found?.parts.get("condition")).toEqual(["asker", "certification"]);
  const values = { asker: "two agencies", certification: "AIF-C01" };
  expect(speaker.say({ text: "cases.demand.clients-required.condition", values })).toContain(
    "two agencies",
  );
});

it("every text of every case can be said where all of its slots are filled, and leaves none open", () => {
  const loading = loadDialog("dialogs/ai-certification");
  if (loading.type === "faults") throw new Error(listFaults(loading.faults));
  const { dialog, speaker } = loading.in("en");
  const values = Object.fromEntries(
    [...dialog.cases.slots.keys()].flatMap((slot) => [
      [slot, "X"],
      [`${slot.charAt(0).toUpperCase()}${slot.slice(1)}`, "X"],
    ]),
  );
  const texts = dialog.cases.cases.flatMap(({ id, parts }) =>
    [...parts.keys()].map((part) => speaker.say({ text: `cases.${id}.${part}`, values })),
  );
  expect(texts.length).toBeGreaterThan(1000);
  expect(texts.filter((text) => /[{}]|^cases\./u.test(text))).toEqual([]);
  const words = [...dialog.cases.slots].flatMap(([slot, { fallback, again }]) => [
    ...(fallback ? [speaker.say({ text: `slots.${slot}`, values })] : []),
    ...(again ? [speaker.say({ text: `again.${slot}` })] : []),
  ]);
  expect(words.filter((text) => /^(?:slots|again)\./u.test(text))).toEqual([]);
});
