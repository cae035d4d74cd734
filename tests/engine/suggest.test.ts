import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { createCatalogue } from "../../src/catalogue.ts";
import { suggest } from "../../src/engine/suggest.ts";
import { dialog, speaker } from "./interview.ts";

const MAX = 25;
const idsFor = (typed: string) => suggest(dialog, typed, MAX).map(({ id }) => id);
const labelsFor = (typed: string) =>
  suggest(dialog, typed, MAX).map(({ label }) => speaker.say(label));
const { catalogue } = dialog;
const retired = new Set(catalogue.list().flatMap(({ id, isRetired }) => (isRetired ? [id] : [])));

/** A company's catalogue, with little in it. */
function companyLibrary() {
  const text = `
certifications:
  - { id: one, name: AI Basics, vendor: Studio, status: open, level: entry, requirement: none }
  - { id: two, name: AI Basics for Teams, vendor: Studio, status: open, level: entry, requirement: none }
  - { id: own, name: Our AI Basics Course, vendor: Us, status: open, level: entry, requirement: none, approved: true }
`;
  const made = createCatalogue([{ file: "company.yaml", text }]);
  if ("faults" in made) throw new TypeError(JSON.stringify(made.faults));
  return { ...dialog, catalogue: made.catalogue };
}

describe("what is typed", () => {
  it.each([
    ["a part of a name", "practit", "aws-aif"],
    ["the beginning of several words in any order", "pract aws", "aws-aif"],
    ["a code", "AIF-C01", "aws-aif"],
    ["a code without its hyphen", "aifc01", "aws-aif"],
    ["the beginning of a code", "aif-c", "aws-aif"],
    ["a name with slips", "aws practitoner", "aws-aif"],
    ["an old name", "anthropic academy", "an-academy"],
    ["the beginning of an old name", "anthropic acad", "an-academy"],
    ["the provider before the name", "google cloud digital lead", "g-cdl"],
  ])("may be %s", (_what, typed, first) => {
    expect(idsFor(typed)[0]).toBe(first);
  });

  it("finds every entry by its code and by its name", () => {
    for (const { id, name } of catalogue.list()) {
      const { code } = catalogue.entry(id, 0) ?? {};
      for (const typed of code === undefined ? [name] : [name, code])
        expect([typed, ...idsFor(typed)]).toContain(id);
    }
  });

  it("may be a provider, with slips, or a topic", () => {
    const { length: count } = catalogue.list().filter(({ vendor }) => vendor === "Microsoft");
    expect(idsFor("microsft").filter((id) => id.startsWith("ms-")).length).toBeGreaterThan(10);
    expect(suggest(dialog, "microsoft", 100).length).toBeGreaterThanOrEqual(count);
    expect(idsFor("governance")).toContain("isaca-aair");
  });

  it("may be two letters, and something that nothing is called", () => {
    expect(idsFor("aw").length).toBeGreaterThan(3);
    expect(idsFor("xyzzy")).toEqual([]);
  });
});

describe("what is retired", () => {
  it("says so, and is followed by what took its place", () => {
    expect(labelsFor("ai-900").slice(0, 2)).toEqual([
      "Retired: Azure AI Fundamentals (AI-900)",
      "Instead: Microsoft Certified: Azure AI Fundamentals (AI-901)",
    ]);
  });

  it("always does, unless its successor was offered already", () => {
    for (const id of retired) {
      const { name, instead } = catalogue.entry(id, 0) ?? { name: "", instead: [] };
      const offered = suggest(dialog, name, MAX);
      const at = offered.findIndex((one) => one.id === id);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(offered[at] && speaker.say(offered[at].label)).toMatch(/^Retired: /u);
      for (const successor of instead) expect(offered.map((one) => one.id)).toContain(successor.id);
    }
  });
});

describe("what a company approves", () => {
  it("comes first and says so, but below a name that is typed in full", () => {
    const library = companyLibrary();
    const said = (typed: string) =>
      suggest(library, typed, MAX).map(({ label }) => speaker.say(label));
    const approved = "Approved: Our AI Basics Course";
    expect(said("basic")[0]).toBe(approved);
    expect(said("")[0]).toBe(approved);
    expect(said("AI Basics").slice(0, 2)).toEqual(["AI Basics", approved]);
  });
});

describe("nothing typed", () => {
  it("suggests one of each provider first, and nothing that is retired", () => {
    const offered = idsFor("  ");
    expect(offered).toHaveLength(MAX);
    const vendors = offered.map((id) => catalogue.list().find((one) => one.id === id)?.vendor);
    expect(new Set(vendors).size).toBe(MAX);
    expect(suggest(dialog, "", 200).filter(({ id }) => retired.has(id))).toEqual([]);
  });
});

it("suggest() gives entries of the catalogue, each once and no more than asked for, whatever is typed", () => {
  const known = new Set(catalogue.list().map(({ id }) => id));
  const words = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.constantFrom("ai", "__proto__", "by-all"),
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 100 }), (typed, max) => {
      const ids = suggest(dialog, typed, max).map(({ id }) => id);
      expect(ids.length).toBeLessThanOrEqual(max);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});
