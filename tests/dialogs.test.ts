import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { flatten } from "../src/dialog-texts.ts";
import { listFaults, loadDialog } from "../src/dialogs.ts";

const DIALOG = "ai-certification/dialog.yaml";
const TEXTS = "ai-certification/en.yaml";
const PRODUCT = "en.yaml";
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The shipped dialogs with one piece of a file replaced, and what loading them says. */
function faultsAfter(file: string, before: string, after: string, prepare?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dialogs-"));
  folders.push(folder);
  cpSync("dialogs", folder, { recursive: true });
  if (prepare !== undefined)
    for (const part of ["", "ai-certification"])
      cpSync(join(folder, part, "en.yaml"), join(folder, part, prepare));
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(before);
  writeFileSync(path, text.replace(before, after));
  const loading = loadDialog(join(folder, "ai-certification"));
  return loading.type === "loaded" ? "" : listFaults(loading.faults).replaceAll(`${folder}/`, "");
}

describe("loadDialog() names file, line, place and what would be right", () => {
  it.each([
    [DIALOG, "Indented with a tab: use spaces", "  - id: learn\n", "\t- id: learn\n"],
    [DIALOG, 'Unknown key "decidng": did you mean "dec', "    deciding: true", "    decidng: true"],
    [DIALOG, 'did you mean "duration"', "kind: duration", "kind: durations"],
    [DIALOG, 'answer "namd" of "use": use one of', "use, is: named }, for", "use, is: namd }, for"],
    [DIALOG, 'question "mandat": use one of', "mandate, is: told", "mandat, is: told"],
    [DIALOG, 'option "mix" twice', "[path, mix, alone]", "[path, mix, mix, alone]"],
    [DIALOG, 'option "video": add it with a', "[path, mix, alone]", "[path, mix, alone, video]"],
    [DIALOG, "Must be an id such as R08 or an https add", "source: [R08, R24", "source: [R8, R24"],
    [DIALOG, 'Must be a number: it is "four"', "worthItAt: 4", "worthItAt: four"],
    [DIALOG, '"usage": write the id', "  use: [use]", "  use: [usage]"],
    [
      DIALOG,
      'put "use" under a second kind',
      "  date: [start, calendar",
      "  date: [start, use, calendar",
    ],
    [TEXTS, "at most 28", "label: Not chosen yet", "label: I have not chosen any of them yet"],
    [TEXTS, 'Could not find the text "goal": add it under because', "  goal: ", "  gaol: "],
    [TEXTS, "Must have brackets in pairs", "(one|two|a couple)", "(one|two|a couple"],
    [TEXTS, "use only {", "you chose {certification}", "you chose {certificate}"],
    [PRODUCT, 'Unknown key "persn"', "  person: you", "  persn: you"],
    [PRODUCT, 'Unknown key "restat"', "    restart: [", "    restat: ["],
  ])("%s: %s", (file, right, before, after) => {
    const said = faultsAfter(file, before, after);
    expect(said).toMatch(/^ai-certification\/(?:dialog|en)\.yaml:\d+|^en\.yaml:\d+/u);
    expect(said).toContain(right);
  });

  it("compares the product's own texts of another language with the English ones", () => {
    const said = faultsAfter("de.yaml", "    back: Back\n", "", "de.yaml");
    expect(said).toMatch(
      /^de\.yaml:\d+ texts\.action\n {2}Could not find the text "action\.back"/u,
    );
  });
});

it("every text that the code names stands in the English file", () => {
  const { texts } = parse(readFileSync("dialogs/en.yaml", "utf8"));
  const known = new Set(flatten(texts).map(([name]) => name));
  const named = globSync("{src,adapters}/**/*.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bsay\(\s*"(?<name>[^"]+)"/gu)].flatMap(
      ({ groups }) => groups?.["name"] ?? [],
    ),
  );
  // Words for "not known" belong to a dialog's cases.
  const product = named.filter(
    (name) => name.includes(".") && !/^(?:questions|slots)\./u.test(name),
  );
  expect(product.length).toBeGreaterThan(100);
  expect(product.filter((name) => !known.has(name))).toEqual([]);
});
