import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCatalogue } from "../src/catalogue.ts";
import { find, shelf, shelfName } from "../src/engine/browse.ts";
import { cardLines } from "../src/engine/entry-card.ts";
import { requireDialog } from "../src/dialogs.ts";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const ours = {
  file: "dialogs/catalogue.yaml",
  text: readFileSync(new URL("../dialogs/catalogue.yaml", import.meta.url), "utf8"),
};
const { dialog, speaker } = requireDialog("dialogs/ai-certification").in("en");

function made(text: string, texts?: string) {
  const catalogue = createCatalogue(
    [ours, { file: "company.yaml", text }],
    texts === undefined ? undefined : { file: "catalogue.de.yaml", text: texts },
  );
  if ("faults" in catalogue) throw new TypeError(JSON.stringify(catalogue.faults));
  return catalogue.catalogue;
}

/** What docs/catalogue.md shows, word for word. */
const example = /```yaml\n(?<yaml>[\s\S]*?)```/u.exec(
  readFileSync(new URL("../docs/catalogue.md", import.meta.url), "utf8"),
)?.groups?.["yaml"];

describe("a company's file, as docs/catalogue.md shows it", () => {
  const catalogue = made(example ?? "");
  const aif = catalogue.entry("aws-aif", NOW);

  it("approves programmes, with a note, and its price is the one that is agreed", () => {
    expect(aif?.approved).toEqual({ note: "Book through the learning portal" });
    expect(aif?.shown.price?.value).toEqual({ amount: 80, currency: "EUR", isAgreed: true });
    expect(aif?.facts["price"]).toBeGreaterThan(50);
    const lines = aif ? cardLines(catalogue, aif, NOW).map((line) => speaker.say(line)) : [];
    expect(lines[0]).toBe("Approved by your company: Book through the learning portal");
    expect(lines).toContain("Fee: 80 EUR as agreed (1 Nov 2026)");
  });

  it("puts what is approved first, and says so", () => {
    const approved = catalogue.list().filter(({ isApproved }) => isApproved);
    expect(catalogue.list().slice(0, approved.length)).toEqual(approved);
    expect(approved.length).toBe(2);
    expect(shelf(catalogue, "by-all")[0]).toBe("by-approved");
    const label = shelfName(catalogue, "aws-aif");
    expect(label && speaker.say(label)).toBe("Approved: AWS Certified AI Practitioner");
    expect(find({ ...dialog, catalogue }, "aws").shown[0]).toBe("aws-aif");
    expect(catalogue.fitting({ level: "entry", coding: false }, NOW)[0]?.id).toBe("own-academy");
  });

  it("adds entries of its own, and hides entries from lists and from words", () => {
    expect(catalogue.find("our ai basics")[0]).toMatchObject({ id: "own-academy", exact: true });
    expect(catalogue.find("wharton ai strategy").map(({ id }) => id)).not.toContain(
      "wharton-strategy",
    );
    expect(catalogue.list().map(({ id }) => id)).not.toContain("wharton-strategy");
    // Whoever asked about it before still has an answer that can be read.
    expect(catalogue.entry("wharton-strategy", NOW)).toBeDefined();
  });
});

describe("the catalogue in another language", () => {
  const german = `
certifications:
  - id: aws-aif
    name: AWS-zertifizierter KI-Anwender
    caveat: Ein neuer Satz.
    validity: { text: 3 Jahre }
retired:
  - { id: retired-ai-900, why: Gibt es nicht mehr. }
free:
  - { id: elements-of-ai, name: Elemente der KI }
`;
  const catalogue = made("about: ours", german);

  it("says what is translated, and finds an entry by either name", () => {
    const aif = catalogue.entry("aws-aif", NOW);
    expect(aif).toMatchObject({
      name: "AWS-zertifizierter KI-Anwender",
      caveat: "Ein neuer Satz.",
      shown: { validity: { value: "3 Jahre" }, price: { value: { amount: 100 } } },
    });
    for (const name of ["AWS-zertifizierter KI-Anwender", "AWS Certified AI Practitioner"])
      expect(catalogue.find(name)[0]).toMatchObject({ id: "aws-aif", exact: true });
    expect(catalogue.entry("retired-ai-900", NOW)?.caveat).toBe("Gibt es nicht mehr.");
    expect(catalogue.routes().map(({ name }) => name)).toContain("Elemente der KI");
  });

  it("refuses an id that the catalogue does not have, with its line", () => {
    const wrong = createCatalogue([ours], {
      file: "catalogue.de.yaml",
      text: "free:\n  - { id: nowhere, name: Nirgends }\n",
    });
    expect("faults" in wrong && wrong.faults).toMatchObject([{ line: 2, path: "free[0].id" }]);
  });
});
