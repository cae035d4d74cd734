import { describe, expect, it } from "vitest";
import { certificationIn } from "../../../src/engine/answers.ts";
import { dialog } from "../interview.ts";
import { meaning, sayAt } from "./spoken.ts";

/** The entry that is recorded without a question. */
function taken(text: string): string | undefined {
  const { certification } = sayAt("certification", text).recorded;
  return certification && certificationIn(certification)?.entry;
}

const listings = dialog.catalogue.list();
const entries = listings.flatMap(({ id }) => dialog.catalogue.entry(id, 0) ?? []);
const coded = entries.flatMap(({ id, code }) => (code === undefined ? [] : [{ id, code }]));

describe("a code is one exam", () => {
  it.each(coded)(
    "$code as written, in small letters, with a space and without its hyphen",
    ({ id, code }) => {
      const ways = [code, code.toLowerCase(), code.replace("-", " "), code.replace("-", "")];
      for (const way of ways) expect([way, meaning("certification", way)]).toEqual([way, id]);
    },
  );

  it.each([
    ["AIF C01", "aws-aif"],
    ["AIF-CO1", "aws-aif"],
    ["AI900", "retired-ai-900"],
    ["azure ai engineer ai-102", "retired-ai-102"],
    ["i wanna do the google PMLE", "g-pmle"],
    ["pmi cpmai", "pmi-cpmai"],
    ["Thinking about the IAPP one, AIGP", "iapp-aigp"],
  ])("“%s” is %s", (text, entry) => expect(taken(text)).toBe(entry));
});

/** A code that differs is a name of its own, or asked about. */
describe("a code that differs is another exam", () => {
  const near = [
    "AIF-C02",
    "AIF-C03",
    "AZ-900",
    "AI-901x",
    "AI-104",
    "DP-900",
    "NCA-AIIO",
    "NCA-GENX",
    "MLA-C09",
    "PL-900",
    "SC-900",
    "AZ900",
    "AIX-C01",
  ];
  const known = new Set(coded.map(({ code }) => code));

  it.each(near.filter((code) => !known.has(code)))("%s is no entry", (code) => {
    for (const text of [code, code.toLowerCase(), `I want to do ${code}`, `the ${code} exam`]) {
      expect([text, taken(text)]).toEqual([text, undefined]);
    }
  });

  it("with one digit changed, for every code of the catalogue", () => {
    const wrong = coded.flatMap(({ code }) =>
      "0123456789".split("").flatMap((digit) => {
        const other = code.replace(/\d(?=\D*$)/u, digit);
        if (other === code || dialog.catalogue.isName(other)) return [];
        const entry = taken(other);
        return entry === undefined ? [] : `${other} → ${entry}`;
      }),
    );
    expect(wrong).toEqual([]);
  });
});
