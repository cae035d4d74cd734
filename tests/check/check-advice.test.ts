import { describe, expect, it } from "vitest";
import { walk } from "../../src/engine/answers.ts";
import { TRUE } from "../../src/engine/condition.ts";
import type { Finding } from "../../src/engine/check/finding.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import { judge } from "../../src/engine/verdict.ts";
import { check, evidence, one } from "./checked.ts";
import { filling, is, rowsOf, soundFile } from "./dialogs.ts";

/** The witness gives a better step than the answers compared with it, on the same path. */
function expectWorsening(finding: Finding, dialog: Dialog): void {
  const paths = [finding.witness!, finding.compared!].map((answers) => walk(dialog, answers));
  const [worse, better] = paths;
  expect(worse!.asked).toEqual(better!.asked);
  expect(judge(dialog, worse!.codes).step).toBeGreaterThan(judge(dialog, better!.codes).step);
}

describe("checkDialog() on scales", () => {
  it("finds a better option that scores less", () => {
    const { findings, dialog } = check({
      evidence: rowsOf({
        goal: { when: is("goal", "work"), for: "some" },
        daily: { when: is("use", "daily"), for: "slight" },
        weekly: { when: is("use", "weekly"), for: "strong" },
      }),
    });
    const finding = findings.find(({ type }) => type === "not-monotone")!;
    expect(finding.about).toBe("questions.use");
    expectWorsening(finding, dialog);
  });

  it("finds a better option that a limit catches", () => {
    const { findings, dialog } = check({
      limits: rowsOf(
        { odd: { when: { all: [is("use", "daily"), is("payer", "employer")] } } },
        { atMost: "not-now" },
      ),
    });
    const finding = one(findings, "not-monotone");
    expect(finding.about).toBe("questions.use");
    expectWorsening(finding, dialog);
  });

  it("finds a better option that brings a condition", () => {
    const { findings, dialog } = check({
      conditions: [...soundFile.conditions, ...rowsOf({ odd: { when: is("use", "daily") } })],
    });
    // Weekly use must be able to reach "worth it" without the condition.
    expect(
      findings
        .filter(({ type }) => type === "not-monotone")
        .every(({ about }) => about === "questions.use"),
    ).toBe(true);
    for (const finding of findings) expectWorsening(finding, dialog);
    expect(findings).not.toEqual([]);
  });

  it("finds it on an amount, by the thresholds rules use", () => {
    const { findings, dialog } = check({
      conditions: [
        ...soundFile.conditions,
        ...rowsOf({ much: { when: { question: "hours", atLeast: 20 } } }),
      ],
    });
    const finding = one(findings, "not-monotone");
    expect(finding.message).toContain(
      "2 to below 20 gives worth-it, but the better answer 20 or more gives worth-it-if",
    );
    expectWorsening(finding, dialog);
  });

  it("leaves alone a loss that another row on the same answers makes good", () => {
    const made = {
      some: { when: { all: [is("use", "daily"), is("payer", "me")] }, against: "some" },
    };
    expect(check({ evidence: evidence(made) }).findings).toEqual([]);
  });

  it("claims nothing where the path differs", () => {
    const strict = rowsOf(
      { time: { when: { question: "hours", below: 50 } } },
      { atMost: "not-now" },
    );
    const { findings } = check({
      blockers: [],
      conditions: [],
      limits: strict,
      evidence: evidence({ never: { when: is("use", "never"), for: "slight" } }),
    });
    expect(findings.filter(({ type }) => type === "not-monotone")).toEqual([]);
  });
});

describe("checkDialog() on advice with a hole", () => {
  const when = is("goal", "work");

  it.each([
    ["no-alternative", { alternatives: rowsOf({ one: { when } }) }, "alternatives"],
    ["no-step", { steps: rowsOf({ one: { when } }, { minutes: 5 }) }, "steps"],
    [
      "few-provider-questions",
      { providerQuestions: [...filling.providerQuestions.slice(1), ...rowsOf({ one: { when } })] },
      "providerQuestions",
    ],
    [
      "few-readings",
      { readings: [...filling.readings.slice(1), ...rowsOf({ one: { when } })] },
      "readings",
    ],
    [
      "no-resemblance",
      { statements: rowsOf({ one: { when } }, { place: "resembles" }) },
      "statements",
    ],
  ] as const)("finds %s, with answers for which too few rows hold", (type, change, list) => {
    const { findings, dialog } = check(change);
    expect(findings.map((finding) => finding.type)).toEqual([type]);
    const { codes, open } = walk(dialog, findings[0]!.witness!);
    expect(open).toBeUndefined();
    const holding = dialog.rules[list].filter((row) => row.holds(codes) === TRUE).length;
    expect(holding).toBeLessThan(dialog.rules[list].length);
    const { verdict } = judge(dialog, codes);
    expect(type !== "no-alternative" || verdict === "alternative").toBe(true);
    expect(type !== "no-step" || verdict !== "not-yet").toBe(true);
  });

  it("asks for an alternative only where that is the verdict", () => {
    const row = { when: { any: [is("goal", "work", "role", "none"), { unsure: "goal" }] } };
    expect(check({ alternatives: rowsOf({ row }) }).findings.map(({ type }) => type)).toEqual([
      "always-true",
    ]);
  });
});
