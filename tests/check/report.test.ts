import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkFolder } from "../../src/check-dialogs.ts";
import { drawDialog } from "../../src/engine/check/mermaid.ts";
import { renderReport } from "../../src/engine/check/report.ts";
import { checkDialog } from "../../src/engine/check.ts";
import { choice, is, soundFile, toDialog } from "./dialogs.ts";

const report = (change: object) => {
  const dialog = toDialog({ ...soundFile, ...change });
  const { facts, findings } = checkDialog(dialog);
  return renderReport(dialog, facts, findings).split("\n");
};

const NOW = Date.parse("2026-12-01T12:00:00Z");

describe("renderReport()", () => {
  const idle = {
    questions: [...soundFile.questions.slice(0, 4), choice("payer", ["employer", "me", "family"])],
  };

  it("says the facts first, then each finding with its answers as question → option", () => {
    const lines = report(idle);
    expect(lines[0]).toBe("sound, version 1: 5 questions, 16 rows");
    expect(lines).toContain("320 different answer sets, by the number of questions asked:");
    const [count, at] = ["1 finding", "1. questions.payer (no-effect)"].map((line) =>
      lines.indexOf(line),
    );
    expect(count).toBeGreaterThan(0);
    expect(at).toBeGreaterThan(count!);
    expect(lines.slice(at)).toEqual(
      expect.arrayContaining(["     payer → employer", "     against payer → family"]),
    );
  });

  it("fits a terminal of 80 columns", () => {
    for (const line of report(idle)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("says so when there is nothing to find", () => {
    expect(report({})).toContain("No findings");
  });
});

describe("drawDialog()", () => {
  const drawn = drawDialog(toDialog(soundFile)).trimEnd().split("\n");

  it("draws questions in order, with a gate before those that have a condition", () => {
    expect(drawn[0]).toBe("flowchart TD");
    expect(drawn).toEqual(
      expect.arrayContaining([
        '  w1{"goal is role"}',
        '  w1 -- "no" --> q2',
        "  q1 --> q2",
        "  q4 --> verdict",
      ]),
    );
  });

  it("draws what leads to which verdict", () => {
    expect(drawn).toContain('  q2 -. "no-use: use is never" .-> notyet');
    expect(drawn).toContain('  q3 -. "time: hours below 2" .-> worthitif');
  });

  it("names only nodes it declares, and quotes no quote", () => {
    const quoted = drawDialog(
      toDialog({
        ...soundFile,
        questions: [
          ...soundFile.questions,
          choice("last", ["a", "b"], { when: { any: [is("payer", "me"), { unsure: "payer" }] } }),
        ],
      }),
    );
    const declared = new Set([...quoted.matchAll(/(\w+)(?:\["|\(\["|\{")/gu)].map(([, id]) => id));
    const used = [...quoted.matchAll(/(?:--> |\.-> )(\w+)/gu)].map(([, id]) => id);
    expect(used.filter((id) => !declared.has(id))).toEqual([]);
    for (const line of quoted.split("\n")) expect(line.split('"').length % 2).toBe(1);
  });
});

const resultSchema = z.object({
  findings: z.array(z.unknown()),
  facts: z.object({ paths: z.string(), verdicts: z.array(z.unknown()) }),
});

describe("checkFolder()", () => {
  it("exits with 0 exactly when the shipped dialog has no findings", () => {
    const { text, code } = checkFolder(["--json"], undefined, NOW);
    const { findings, facts } = resultSchema.parse(JSON.parse(text));
    expect(code).toBe(findings.length === 0 ? 0 : 1);
    expect(BigInt(facts.paths)).toBeGreaterThan(0n);
    expect(facts.verdicts).toHaveLength(4);
  });

  it("draws on request", () => {
    expect(checkFolder(["dialogs/ai-certification", "--mermaid"], undefined, NOW)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^flowchart TD\n/u),
    });
  });

  it("says how it is called when it is called otherwise", () => {
    for (const args of [["--yaml"], ["a", "b"], ["--json", "--mermaid"]]) {
      expect(checkFolder(args, undefined, NOW)).toMatchObject({
        code: 2,
        text: expect.stringMatching(/^Usage: /u),
      });
    }
    expect(checkFolder(["tests"], undefined, NOW)).toEqual({
      code: 2,
      text: 'Could not find a dialog: "tests" has no dialog.yaml\n',
    });
  });
});
