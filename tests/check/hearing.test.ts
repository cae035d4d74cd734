import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFolder } from "../../src/check-dialogs.ts";
import { examineHearing } from "../../src/engine/check/hearing.ts";
import { renderReport } from "../../src/engine/check/report.ts";
import { checkDialog } from "../../src/engine/check.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import { dialog as shipped } from "../engine/interview.ts";

type Lists = Readonly<Record<string, readonly string[]>>;

/** The shipped dialog with other examples, by question and option. */
function taught(answers: Readonly<Record<string, Lists>>): Dialog {
  const examples = {
    answers: new Map(
      Object.entries(answers).map(([question, lists]) => [
        question,
        new Map(Object.entries(lists)),
      ]),
    ),
    foreign: new Map(),
    utterances: new Map<string, readonly string[]>(),
    none: ["the weather is nice today", "I like your hat", "who won the game", "pizza again"],
  };
  return { ...shipped, words: { ...shipped.words, examples } };
}

const times = (count: number, sentence: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => sentence(at));
const BOOKS = times(24, (at) => `a book on the shelf in the library, number ${at}`);
const BOATS = times(24, (at) => `sailing boats on the lake by the harbour, number ${at}`);
const SUMS = times(24, (at) => `adding up the invoices of the company, number ${at}`);

const NOW = Date.parse("2026-12-01T12:00:00Z");

describe("examineHearing()", () => {
  it("finds an option with few examples beside options that have more", () => {
    const { findings, facts } = examineHearing(
      taught({ free: { yes: BOOKS, partly: BOATS, no: SUMS.slice(0, 19), unsure: BOOKS } }),
      false,
    );
    expect(findings).toEqual([
      expect.objectContaining({
        type: "few-examples",
        about: "questions.free",
        message: expect.stringContaining("The option no has 19 examples in en"),
      }),
    ]);
    expect(facts.scarce).toContainEqual({ question: "free", option: "no", examples: 19 });
    expect(facts.scarce).toContainEqual({ question: "free", option: "yes", examples: 24 });
  });

  it("only tells of a question whose options all have few, or none", () => {
    const few = BOOKS.slice(0, 5);
    const { findings, facts } = examineHearing(
      taught({ free: { yes: few, partly: few, no: few, unsure: few } }),
      false,
    );
    expect(findings).toEqual([]);
    expect(facts.scarce).toContainEqual({ question: "free", option: "yes", examples: 5 });
    expect(facts.scarce).toContainEqual({ question: "payer", option: "employer", examples: 0 });
  });

  it("finds two options that say the same, with the sentences that are taken for each other", () => {
    const alike = taught({ free: { yes: BOOKS, partly: BOOKS, no: SUMS, unsure: BOATS } });
    const { findings, facts } = examineHearing(alike, true);
    expect(findings).toEqual([
      expect.objectContaining({ type: "alike-examples", about: "questions.free" }),
    ]);
    const [{ message, sentences } = { message: "", sentences: [] }] = findings;
    expect(message).toMatch(/^\d+ % of the examples of (?:yes|partly) in en are taken for /u);
    expect(sentences?.length).toBeGreaterThan(0);
    for (const sentence of sentences ?? []) expect(sentence).toMatch(/^"a book on the shelf/u);
    expect(facts.heldOut).toEqual([{ question: "free", right: expect.any(Number), of: 96 }]);
  });

  it("finds nothing where the options are told apart, and holds nothing out unless asked to", () => {
    const apart = taught({ free: { yes: BOOKS, partly: BOATS, no: SUMS } });
    expect(examineHearing(apart, true)).toMatchObject({
      findings: [{ type: "few-examples", message: expect.stringContaining("option unsure has 0") }],
      facts: { heldOut: [{ question: "free", right: 72, of: 72 }] },
    });
    expect(examineHearing(apart, false).facts).not.toHaveProperty("heldOut");
  });

  it("has nothing to say where a language has no examples", () => {
    expect(examineHearing(taught({}), true)).toEqual({
      findings: [],
      facts: { locale: "en", examples: 0, scarce: [] },
    });
  });

  it("is told in 80 columns", () => {
    const alike = taught({ free: { yes: BOOKS, partly: BOOKS, no: SUMS, unsure: BOATS } });
    const { findings, facts } = examineHearing(alike, true);
    const report = renderReport(alike, checkDialog(alike).facts, findings, [facts]);
    for (const line of report.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(report).toContain("96 examples in en:\n  fewer than 60: ");
    expect(report).toContain("read right when held out: free ");
    expect(report).toContain("1. questions.free (alike-examples)");
  });
});

describe("the examples of a folder", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "certwise-"));
    cpSync("dialogs", folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are enough in the shipped dialog", () => {
    const { text, code } = checkFolder([join(folder, "ai-certification")], undefined, NOW);
    expect(text).toMatch(/examples in en:\n {2}every option has at least 60\n/u);
    expect(code).toBe(0);
  });

  it("have a fault where a heading names no option, with its line", () => {
    const file = join(folder, "ai-certification", "en.examples.md");
    appendFileSync(file, "\n## payer: nobody\n\nno one\n");
    const { text, code } = checkFolder([join(folder, "ai-certification")], undefined, NOW);
    expect(code).toBe(1);
    expect(text).toMatch(/en\.examples\.md:\d+ payer: nobody\n {2}Could not place these examples/u);
  });

  it("cannot be held out for a drawing", () => {
    expect(checkFolder(["--hearing", "--mermaid"], undefined, NOW)).toMatchObject({ code: 2 });
  });
});
