import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createCatalogue } from "../src/catalogue.ts";
import type { Catalogue, CatalogueEntry } from "../src/engine/catalogue.ts";
import { toFaults } from "../src/file-faults.ts";
import { readYaml } from "../src/yaml-file.ts";

const ours = {
  file: "dialogs/catalogue.yaml",
  text: readFileSync(new URL("../dialogs/catalogue.yaml", import.meta.url), "utf8"),
};
const autumn = Date.parse("2026-10-10T12:00:00Z");

function catalogueOf(...texts: readonly string[]): Catalogue {
  const made = createCatalogue([
    ours,
    ...texts.map((text, n) => ({ file: `company-${n}.yaml`, text })),
  ]);
  if ("faults" in made) throw new TypeError(JSON.stringify(made.faults, undefined, 1));
  return made.catalogue;
}

function faultsOf(...texts: readonly string[]) {
  const made = createCatalogue(texts.map((text, n) => ({ file: `${n}.yaml`, text })));
  if (!("faults" in made)) throw new TypeError("No faults were found");
  return made.faults.map(({ file, line, path, message }) => `${file}:${line} ${path}: ${message}`);
}

const entryOf = (id: string, at: number, from: Catalogue): CatalogueEntry => from.entry(id, at)!;

describe("a company's own file", () => {
  const company = `
staleAfterDays: 30
certifications:
  - id: aws-aif
    price: { amount: 80, currency: EUR, checkedOn: 2026-10-01 }
  - id: own-academy
    name: Our Prompting Academy
    status: open
    price: { usd: 0, checkedOn: 2026-10-01 }
retired:
  - id: gh-300
    name: GitHub Copilot certification
    why: We no longer pay for it.
    instead: [own-academy]
    checkedOn: 2026-10-01
free:
  - { id: our-lunch, name: AI lunch on Thursdays, kind: experiment, certificate: no }
`;
  const both = catalogueOf(company);

  it("adds entries", () => {
    expect(both.find("prompting academy")[0]).toMatchObject({ id: "own-academy" });
    expect(both.find("our prompting academy")).toEqual([
      { id: "own-academy", name: "Our Prompting Academy", exact: true },
    ]);
    expect(entryOf("own-academy", autumn, both).facts).toMatchObject({ status: "open", price: 0 });
    expect(both.free("experiment").map(({ id }) => id)).toEqual(["experiment-log", "our-lunch"]);
  });

  it("replaces the lines it states and keeps the others", () => {
    const entry = entryOf("aws-aif", autumn, both);
    expect(entry.shown.price).toEqual({
      value: { amount: 80, currency: "EUR", isAgreed: true },
      checked: "2026-10-01",
      age: "fresh",
    });
    expect(entry.facts).toMatchObject({ level: "entry", status: "open" });
    expect(both.find("AIF-C01")[0]).toMatchObject({ id: "aws-aif", exact: true });
  });

  it("can retire one of ours", () => {
    const entry = entryOf("gh-300", autumn, both);
    expect(entry.facts).toMatchObject({ status: "retired" });
    expect(entry.instead).toEqual([{ id: "own-academy", name: "Our Prompting Academy" }]);
  });

  it("sets for how long facts are fresh", () => {
    expect(entryOf("g-pmle", autumn, both).shown.price?.age).toBe("old");
    expect(entryOf("g-pmle", autumn, catalogueOf()).shown.price?.age).toBe("fresh");
  });
});

describe("createCatalogue()", () => {
  it("lists every fault of every file at once, each with its line and what would be right", () => {
    const first = `sources:
  shop: { title: Shop, url: https://example.com, kind: official, asOf: 2026 }
certifications:
  - id: one
    name: One
    coding: no
    levl: entry
    status: opne
    price: { usd: "100", src: [shop], confidence: high }
    retake: { text: 50 USD }
    renewal: { text: again, src: [nowhere], confidence: sure }
    free: [missing]
    url: example.com
  - id: one
    name: Twice
    validity: { text: 3 years, src: [shop] }
`;
    const second = `certifications:
  - id: nameless
    price: { amount: 5, checkedOn: yesterday }
    price: { amount: 5, checkedOn: 2026-02-30 }
retired:
  - { id: old, name: Old, why: Gone., instead: [newer], checkedOn: 2026-01-01 }
`;
    expect(faultsOf(first, second)).toMatchInlineSnapshot(`
      [
        "0.yaml:2 sources.shop.asOf: Must be a text: it is 2026; put it in quotes",
        "0.yaml:7 certifications[0].levl: Unknown key "levl": did you mean "level"",
        "0.yaml:8 certifications[0].status: Must be open, closed, retired or changing: it is "opne"; did you mean "open"",
        "0.yaml:9 certifications[0].price.usd: Must be a number: it is "100"",
        "0.yaml:10 certifications[0].retake: Must say where it comes from: add src (ids of sources) or checkedOn (a day)",
        "0.yaml:11 certifications[0].renewal.confidence: Must be high, medium or low: it is "sure"",
        "0.yaml:11 certifications[0].renewal.src[0]: No source has the id "nowhere": add it or correct the id",
        "0.yaml:12 certifications[0].free[0]: No free way has the id "missing": add it or correct the id",
        "0.yaml:13 certifications[0].url: Must be an address that begins with https://: it is "example.com"",
        "0.yaml:14 certifications[1].id: The id "one" stands twice in this file: keep one",
        "0.yaml:16 certifications[1].validity: Must say how sure the sources make it: add confidence: high, medium or low",
        "1.yaml:2 certifications[0]: Must have a name: no earlier file knows the id "nameless"",
        "1.yaml:4 : This key stands twice: keep one of them",
        "1.yaml:4 certifications[0].price.checkedOn: Must be a day such as 2026-08-19: it is "2026-02-30"",
        "1.yaml:4 certifications[0].price: Must be either usd, or amount together with currency",
        "1.yaml:6 retired[0].instead[0]: No certification has the id "newer": add it or correct the id",
      ]
    `);
  });

  it("tells a fault of syntax with its line", () => {
    expect(faultsOf('certifications:\n  - id: one\n    name: "One\n  - id: two\n'))
      .toMatchInlineSnapshot(`
      [
        "0.yaml:5 : Not readable as YAML: Missing closing "quote",
      ]
    `);
    expect(faultsOf("certifications:\n\t- id: one\n")).toMatchInlineSnapshot(`
      [
        "0.yaml:2 : Indented with a tab: use spaces",
      ]
    `);
  });

  it("refuses what is no catalogue", () => {
    expect(faultsOf("")).toMatchInlineSnapshot(`
      [
        "0.yaml:1 : Must be a group of keys: it is empty",
      ]
    `);
    expect(faultsOf("certifications: none")).toMatchInlineSnapshot(`
      [
        "0.yaml:1 certifications: Must be a list: it is "none"",
      ]
    `);
    expect(faultsOf("certifications: [&a [*a, *b]]")[0]).toContain("0.yaml:1");
  });
});

describe("toFaults()", () => {
  it("names the kinds of a union, and the keys of the kind that is meant", () => {
    const choice = z.strictObject({ type: z.literal("choice"), options: z.array(z.string()) });
    const number = z.strictObject({ type: z.literal("number"), min: z.number().max(9).optional() });
    const schema = z.strictObject({
      questions: z.array(z.discriminatedUnion("type", [choice, number])).min(1),
      when: z.union([z.string(), z.strictObject({ is: z.string().min(1) })]).optional(),
    });
    const sentences = (text: string): readonly string[] => {
      const yaml = readYaml(text, "dialog.yaml");
      const issues = schema.safeParse(yaml.value).error?.issues ?? [];
      return toFaults(issues, yaml, schema).map(
        ({ line, path, message }) => `${line} ${path}: ${message}`,
      );
    };
    expect(
      sentences(`questions:
  - type: chioce
  - { type: choice, options: [], optoins: [yes] }
  - type: number
    min: 12
  - 5
when: { is: "" }
`),
    ).toMatchInlineSnapshot(`
      [
        "2 questions[0].type: Must be choice or number: it is "chioce"; did you mean "choice"",
        "3 questions[1].optoins: Unknown key "optoins": did you mean "options"",
        "5 questions[2].min: Must be at most 9: it is 12",
        "6 questions[3]: Must be a group of keys: it is 5",
        "7 when.is: Must be a text that is not empty: it is empty",
      ]
    `);
    expect(sentences("questions: []")).toMatchInlineSnapshot(`
      [
        "1 questions: Must be a list that is not empty: it is empty",
      ]
    `);
  });
});

describe("readYaml()", () => {
  it("keeps no a text, and finds the line of a value or of what is around it", () => {
    const yaml = readYaml("a: no\nb:\n  - c: 1\n  -\n    d: &x { e: 2 }\n  - *x\n", "f.yaml");
    expect(yaml.value).toEqual({ a: "no", b: [{ c: 1 }, { d: { e: 2 } }, { e: 2 }] });
    const paths = [[], ["a"], ["b", 0, "c"], ["b", 1, "d", "e"], ["b", 2, "e"], ["b", 9], ["z", 1]];
    expect(paths.map((path) => yaml.lineOf(path))).toEqual([1, 1, 3, 5, 5, 2, 1]);
  });

  it("keeps a number that is none readable for the fault it will be", () => {
    const yaml = readYaml("a: .inf\nb: [.nan, 1e400]\n__proto__: 1\n", "f.yaml");
    expect(yaml.value).toMatchObject({ a: "Infinity", b: ["NaN", "Infinity"] });
    expect(readYaml("", "f.yaml").value ?? undefined).toBeUndefined();
  });

  it("says in one sentence that an alias holds itself", () => {
    const { value, faults } = readYaml("a: &a\n  b: *a\n", "f.yaml");
    expect(value).toBeUndefined();
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).not.toContain("\n");
  });

  it("refuses aliases that multiply without end", () => {
    const bomb = ["a: &a [1,1,1,1,1,1,1,1,1,1]"];
    for (const [now, before] of ["b a", "c b", "d c", "e d"].map((pair) => pair.split(" "))) {
      bomb.push(`${now}: &${now} [${Array.from({ length: 10 }, () => `*${before}`).join(",")}]`);
    }
    const yaml = readYaml(bomb.join("\n"), "f.yaml");
    expect(yaml.value).toBeUndefined();
    expect(yaml.faults).toHaveLength(1);
  });
});
