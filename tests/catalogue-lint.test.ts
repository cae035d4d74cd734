import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCatalogue, examineCatalogue } from "../src/check-catalogue.ts";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const OURS = "dialogs/catalogue.yaml";

function write(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "catalogue-")), name);
  writeFileSync(file, text);
  return file;
}

function faultsOf(text: string): readonly string[] {
  const file = write("own.yaml", text);
  return examineCatalogue([file], NOW).faults.map(
    ({ line, path, message }) => `${line} ${path}: ${message}`,
  );
}

describe("examineCatalogue()", () => {
  it("finds nothing wrong with the catalogue that is shipped, which has what people ask for", () => {
    const { faults, facts } = examineCatalogue([OURS], NOW);
    expect(faults).toEqual([]);
    expect(facts?.entries).toBeGreaterThanOrEqual(75);
    expect(facts?.routes).toBeGreaterThanOrEqual(35);
  });

  it("finds every kind of fault with its line", () => {
    expect(
      faultsOf(`compiledOn: 2027-01-01
sources:
  late: { title: Late, url: https://example.com, kind: official, asOf: 2027-02 }
certifications:
  - id: one
    name: First of all
    code: ABC-1
    aliases: [Shared name]
    topics: [teaching]
    price: { amount: 5, currency: EUX, checkedOn: 2026-12-02 }
  - id: two
    name: Second of all
    aliases: [shared-name, ABC 1]
    topics: [teaching]
    instead: [gone]
  - id: three
    name: Without anything
retired:
  - { id: gone, name: Long gone, why: Gone., instead: [gone-too], checkedOn: 2026-01-01 }
  - { id: gone-too, name: Gone as well, why: Gone., checkedOn: 2026-01-01 }
free:
  - { id: way, name: A way, kind: course, certificate: no, topics: [teaching] }
`),
    ).toMatchInlineSnapshot(`
      [
        "1 compiledOn: Must not be in the future: it is 2027-01-01, and today is 2026-12-01",
        "3 sources.late.asOf: Must not be in the future: it is 2027-02, and today is 2026-12-01",
        "7 certifications[0].code: "ABC-1" fits two entries, this one and "two": make it longer, or leave it to one of them",
        "8 certifications[0].aliases[0]: "Shared name" fits two entries, this one and "two": make it longer, or leave it to one of them",
        "10 certifications[0].price.checkedOn: Must not be in the future: it is 2026-12-02, and today is 2026-12-01",
        "10 certifications[0].price.currency: There is no currency "EUX": use its three letters, such as EUR",
        "11 certifications[1]: "two" has no source: add src, or a fact with checkedOn",
        "13 certifications[1].aliases[0]: "shared-name" fits two entries, this one and "one": make it longer, or leave it to one of them",
        "13 certifications[1].aliases[1]: "ABC 1" fits two entries, this one and "one": make it longer, or leave it to one of them",
        "15 certifications[1].instead[0]: The successor "gone" is retired itself: name what took its place",
        "16 certifications[2]: "three" has no source: add src, or a fact with checkedOn",
        "16 certifications[2]: No free way fits "three": add free, or topics that one has",
        "19 retired[0].instead[0]: The successor "gone-too" is retired itself: name what took its place",
      ]
    `);
  });

  it("counts facts by age, and names the oldest first", () => {
    const file = write(
      "aged.yaml",
      `certifications:
  - id: one
    name: First of all
    topics: [teaching]
    price: { usd: 5, checkedOn: 2026-12-01 }
    hours: { from: 5, checkedOn: 2026-08-01 }
    validity: { text: a year, checkedOn: 2024-12-01 }
free:
  - { id: way, name: A way, kind: course, certificate: no, topics: [teaching] }
`,
    );
    const { facts } = examineCatalogue([file], NOW);
    expect(facts?.ages).toEqual({ fresh: 1, old: 1, "very-old": 1, undated: 0 });
    expect(facts?.oldest.map(({ fact, line }) => `${line} ${fact}`)).toEqual([
      "7 validity",
      "6 hours",
    ]);
  });
});

describe("checkCatalogue()", () => {
  const broken = write("broken.yaml", "certifications:\n  - { id: aws-aif, price: { usd: 1 } }\n");
  const sound = write(
    "sound.yaml",
    "certifications:\n  - { id: aws-aif, approved: true, price: { amount: 80, currency: EUR, checkedOn: 2026-11-01 } }\n",
  );

  it("exits with 0 where all is well, and counts what a company approves", () => {
    expect(checkCatalogue([], undefined, NOW)).toMatchObject({ code: 0 });
    const { text, code } = checkCatalogue([sound], undefined, NOW);
    expect([code, text]).toEqual([0, expect.stringContaining("1 approved")]);
  });

  it("exits with 1 on faults of a company's file, as text and as JSON", () => {
    const { text, code } = checkCatalogue([], broken, NOW);
    expect([code, text]).toEqual([
      1,
      expect.stringContaining(`${broken}:2 certifications[0].price`),
    ]);
    const json = checkCatalogue([broken, "--json"], undefined, NOW);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.text)).toMatchObject({ faults: [{ file: broken, line: 2 }] });
  });

  it("says how it is called where it is called wrongly", () => {
    expect(checkCatalogue(["--unknown"], undefined, NOW)).toMatchObject({ code: 2 });
    expect(checkCatalogue(["a", "b"], undefined, NOW)).toMatchObject({ code: 2 });
  });
});
