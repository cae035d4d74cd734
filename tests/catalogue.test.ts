import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCatalogue } from "../src/catalogue.ts";
import type { Catalogue, CatalogueEntry } from "../src/engine/catalogue.ts";

const ours = {
  file: "dialogs/catalogue.yaml",
  text: readFileSync(new URL("../dialogs/catalogue.yaml", import.meta.url), "utf8"),
};
const autumn = Date.parse("2026-10-10T12:00:00Z");

function catalogueOf(): Catalogue {
  const made = createCatalogue([ours]);
  if ("faults" in made) throw new TypeError(JSON.stringify(made.faults, undefined, 1));
  return made.catalogue;
}

const catalogue = catalogueOf();
const ids = [...ours.text.matchAll(/^ {2}- id: (\S+)$/gm)].map(([, id]) => id ?? "");
const entries = ids.flatMap((id) => catalogue.entry(id, autumn) ?? []);
const found = (text: string) =>
  catalogue.find(text).map(({ id, exact }) => (exact ? `=${id}` : id));
const entryOf = (id: string, at = autumn): CatalogueEntry => catalogue.entry(id, at)!;

describe("the catalogue file", () => {
  it("holds every certification, retired name and free way", () => {
    expect(entries.filter(({ facts }) => facts["status"] !== "retired")).toHaveLength(117);
    expect(entries.filter(({ facts }) => facts["status"] === "retired")).toHaveLength(15);
    const kinds = ["course", "tutorial", "project", "experiment"] as const;
    expect(kinds.map((kind) => catalogue.free(kind).length)).toEqual([61, 8, 1, 1]);
  });

  it("keeps facts for rules inside their domains", () => {
    const domains: Readonly<Record<string, readonly string[]>> = {
      status: ["open", "closed", "retired", "changing"],
      level: ["entry", "beyond"],
      requirement: ["none", "named", "unnamed"],
      guide: ["published", "unpublished"],
      coding: ["yes", "no"],
      validity: ["short", "long"],
    };
    const strays = entries.flatMap(({ id, facts }) =>
      Object.entries(facts)
        .filter(([key, value]) =>
          key === "price" ? typeof value !== "number" : !domains[key]?.includes(String(value)),
        )
        .map((stray) => [id, ...stray]),
    );
    expect(strays).toEqual([]);
  });

  it("says what the entry requirement is wherever rules see one", () => {
    for (const { facts, requirement } of entries) {
      expect(requirement !== undefined).toBe(facts["requirement"] === "named");
    }
  });
});

describe("find()", () => {
  it("finds every entry by its own name, and no other", () => {
    expect(entries.map(({ name }) => found(name)[0])).toEqual(entries.map(({ id }) => `=${id}`));
  });

  it("finds every entry by its code, however it is spelled", () => {
    for (const { id, code } of entries) {
      if (code === undefined) continue;
      const spellings = [
        code,
        code.toLowerCase(),
        code.replaceAll("-", " "),
        code.replaceAll("-", ""),
      ];
      expect(spellings.map((spelling) => found(spelling)[0])).toEqual(
        spellings.map(() => `=${id}`),
      );
    }
  });

  it("finds every entry first when a letter of its longest word is missing, doubled or wrong", () => {
    for (const { id, name } of entries) {
      const word = name.split(/[^\p{L}\p{N}+]+/u).toSorted((a, b) => b.length - a.length)[0]!;
      const middle = Math.floor(word.length / 2);
      const [start, letter, end] = [word.slice(0, middle), word[middle], word.slice(middle + 1)];
      for (const typo of [start + end, start + letter + letter + end, `${start}x${end}`]) {
        const text = name.replace(word, typo);
        expect(found(text)[0]?.replace("=", "")).toBe(id);
      }
    }
  });

  it.each([
    ["ai900", "=retired-ai-900"],
    ["aif c01", "=aws-aif"],
    ["aws practioner", "=aws-aif"],
    ["AMAZON AI Practitioner", "=aws-aif"],
    ["google genai leader", "=g-gail"],
    ["Générative AI leader", "=g-gail"],
    ["claude certified developer", "=an-ccdv"],
    ["aigp", "=iapp-aigp"],
    ["sec ai plus", "=comptia-secai"],
    ["the microsoft fundamentals one", "=ms-ai901"],
    ["chatgpt certificate", "=retired-openai-exam"],
    ["google genai engineer", "=retired-google-genai-engineer"],
    ["MLA-C01", "=retired-mla-c01"],
    ["thinking of doing the AIF-C01 this spring", "=aws-aif"],
    ["AI-900 (azure ai fundamentals)", "=retired-ai-900"],
    ["my boss wants me to do that aws practicioner thing soon", "aws-aif"],
  ])("reads %j as %s", (text, first) => {
    expect(found(text)[0]).toBe(first);
  });

  it.each([
    ["AIF-C01 or AI-901?", ["aws-aif", "ms-ai901"]],
    ["ai practitioner", ["aws-aif", "certnexus-caip"]],
    ["isaca", ["isaca-aaia", "isaca-aaism"]],
    ["oracle ai", ["ora-agentic"]],
    ["Wharton leadership program", ["wharton-strategy"]],
    ["comptia cy0-002", ["comptia-secai"]],
  ])("leaves the choice open for %j", (text, first) => {
    expect(found(text).slice(0, first.length)).toEqual(first);
  });

  it("puts what can still be bought before a retired name that fits as well", () => {
    expect(found("microsoft").at(0)).not.toContain("retired");
    expect(found("aws machine learning engineer")[0]).toBe("=aws-mla");
  });

  it.each([
    "",
    " ",
    "🤷‍♀️🔥",
    "asdf",
    "yes",
    "1",
    "ai",
    "the certification",
    "\uD800",
    "__defineGetter__",
    "constructor",
    "ab 100 Euro",
    "a task I can name: the variance report",
    "my company pays, I'm a PM, want to automate status reports",
  ])("finds nothing in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("reads only the start of a huge text", () => {
    const noise = "aws practitioner leader machine learning ".repeat(2500);
    expect(noise.length).toBeGreaterThan(100_000);
    expect(catalogue.find(noise).length).toBeLessThanOrEqual(25);
    expect(found(`${" ".repeat(300)}AIF-C01`)).toEqual([]);
  });

  it("gives the same answer to the same text", () => {
    expect(catalogueOf().find("aws practioner")).toEqual(catalogue.find("aws practioner"));
  });
});

describe("entry()", () => {
  it("is undefined for an unknown id", () => {
    expect(catalogue.entry("nothing", autumn)).toBeUndefined();
    expect(catalogue.entry("__proto__", autumn)).toBeUndefined();
  });

  it("gives facts with the day of their newest source", () => {
    const entry = entryOf("aws-aif");
    expect(entry).toMatchObject({
      name: "AWS Certified AI Practitioner",
      facts: { status: "open", level: "entry", requirement: "none", coding: "no", price: 100 },
      hours: 26,
      shown: { price: { value: { amount: 100, currency: "USD" }, age: "fresh" } },
    });
    expect(entry.free.map(({ id }) => id)).toEqual(["aws-skill-builder-free", "elements-of-ai"]);
  });

  it("gives rules an old price as what it is, and says how old each fact is", () => {
    for (const [day, age] of [
      ["2026-11-19T23:59:59Z", "fresh"],
      ["2026-11-20T00:00:00Z", "old"],
      ["2027-08-19T23:59:59Z", "old"],
      ["2027-08-20T00:00:00Z", "very-old"],
    ] as const) {
      const pmle = entryOf("g-pmle", Date.parse(day));
      expect(pmle.shown.price).toMatchObject({ checked: "2026-08-19", age });
      expect(pmle.facts).toMatchObject({ price: 200, validity: "long" });
    }
  });

  it("counts a date without a day from its first day, and says which facts nobody dated", () => {
    expect(entryOf("istqb-ctai").shown.hours).toMatchObject({ checked: "2026-04", age: "old" });
    expect(entryOf("kellogg-ai").shown.price).toMatchObject({ checked: "2024", age: "very-old" });
    const undated = entryOf("pecb-42001li", 0).shown.prerequisites;
    expect(undated).toMatchObject({ age: "undated" });
    expect(undated?.checked).toBeUndefined();
  });

  it("never gives a price that the file does not state", () => {
    const unpriced = ours.text
      .split(/^ {2}- (?=id: )/m)
      .filter((entry) => !/^ {4}price:/m.test(entry))
      .map((entry) => /^id: (\S+)/.exec(entry)?.[1] ?? "");
    const shown = entries.filter(({ id }) => unpriced.includes(id));
    expect(shown.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["ms-ab730", "pmi-cpmai", "mit-ai-strategy", "lf-mcpa", "datacamp"]),
    );
    for (const entry of shown) {
      expect(entry.shown.price).toBeUndefined();
      expect(entry.facts["price"]).toBeUndefined();
    }
  });

  it("shows monthly prices as such, and gives rules the price of one month", () => {
    expect(entryOf("dlai-mls").shown.price?.value).toEqual({
      amount: 49,
      upTo: 79,
      currency: "USD",
      per: "month",
    });
    expect(entryOf("dlai-mls").facts["price"]).toBe(79);
    expect(entryOf("g-aiess").facts["price"]).toBe(49);
  });

  it("has no typical hours where the range has no upper end", () => {
    expect(entryOf("iapp-aigp").hours).toBeUndefined();
    expect(entryOf("iapp-aigp").shown.hours?.value).toEqual({ from: 30 });
    expect(entryOf("ms-ab100").shown.hours?.value).toContain("weeks");
  });

  it("names what took the place of a retired name, and why", () => {
    const retired = entryOf("retired-ai-900");
    expect(retired.facts).toMatchObject({ status: "retired" });
    expect(retired.instead.map(({ id }) => id)).toEqual(["ms-ai901", "ms-ab730"]);
    expect(retired.caveat).toContain("30 June 2026");
    expect(entryOf("retired-cncf-ai-conformance").instead).toEqual([]);
  });

  it("names entry requirements, and leaves out disputed ones", () => {
    expect(entryOf("isaca-aaia").requirement).toContain("CISA");
    expect(entryOf("an-ccao").facts).toMatchObject({ status: "open", requirement: "named" });
    expect(entryOf("ms-ab650").facts["requirement"]).toBe("unnamed");
  });

  it("says first why an exam cannot simply be booked", () => {
    expect(entryOf("nv-aai").facts["status"]).toBeUndefined();
    expect(entryOf("nv-aai").caveat).toMatch(/^Unclear whether you can register/);
    expect(entryOf("aws-mla").facts["status"]).toBe("changing");
  });
});

describe("fitting()", () => {
  it("offers up to three open entries without entry requirement, cheapest first", () => {
    for (const level of ["entry", "beyond"] as const) {
      for (const coding of [true, false]) {
        const offered = catalogue.fitting({ level, coding }, autumn);
        expect(offered.length).toBeGreaterThan(0);
        expect(offered.length).toBeLessThanOrEqual(3);
        for (const { facts } of offered) {
          expect(facts).toMatchObject({
            status: "open",
            requirement: "none",
            level,
            coding: coding ? "yes" : "no",
          });
        }
        const prices = offered.map(({ facts }) => Number(facts["price"] ?? Infinity));
        expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      }
    }
  });
});
