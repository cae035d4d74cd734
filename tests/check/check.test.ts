import { describe, expect, it } from "vitest";
import { ROW_KINDS } from "../../src/engine/dialog.ts";
import { walk } from "../../src/engine/answers.ts";
import { blockers, check, evidence, names, one, questions, verdictOf } from "./checked.ts";
import { choice, filling, is, rowsOf, soundFile } from "./dialogs.ts";

const source = ["R01"];

describe("checkDialog() on a sound dialog", () => {
  it("finds nothing", () => {
    expect(check({}).findings).toEqual([]);
  });

  it("gives the facts, each with answers that show it", () => {
    const { dialog, facts } = check({});
    // Two goals without adverts and two with 3 answers about them (not sure hides nothing), by three uses with 3 answers
    // about hours and one without, by 3 payers.
    expect(facts.paths).toBe((2n + 2n * 3n) * (3n * 3n + 1n) * 3n);
    expect(facts.lengths).toEqual([
      { length: 3, count: 6n },
      { length: 4, count: 72n },
      { length: 5, count: 162n },
    ]);
    expect(walk(dialog, facts.shortest.witness).asked).toHaveLength(3);
    expect(walk(dialog, facts.longest.witness).asked).toHaveLength(5);
    expect(facts.verdicts.map(({ verdict }) => verdict)).toEqual([
      "worth-it",
      "worth-it-if",
      "alternative",
      "not-yet",
    ]);
    for (const { verdict, witness } of facts.verdicts)
      expect(verdictOf(dialog, witness)).toBe(verdict);
  });

  it("says which answers alone cap the verdict, and where a scale leads along different paths", () => {
    const { facts } = check({});
    expect(facts.caps).toContainEqual({ question: "use", option: "never", atMost: "not-yet" });
    expect(facts.caps).toContainEqual({
      question: "hours",
      option: "0 to below 2",
      atMost: "worth-it-if",
    });
    expect(facts.caps.map(({ question }) => question)).not.toContain("payer");
    expect(facts.notes).toEqual([
      { question: "use", worse: "never", better: "weekly", changes: ["hours"] },
    ]);
  });
});

describe("checkDialog() on conditions", () => {
  it("finds a condition that no answers make true", () => {
    const { findings } = check({
      evidence: evidence({
        both: { when: { all: [is("goal", "work"), is("goal", "role")] }, for: "slight" },
      }),
    });
    expect(names(findings)).toEqual(["never-true evidence.both"]);
  });

  it("finds a condition that all answers make true, not sure and not asked included", () => {
    const always = {
      any: [
        { unsure: "use" },
        is("use", "never"),
        { not: { all: [is("use", "never"), { not: { unsure: "use" } }] } },
      ],
    };
    const { findings } = check({ blockers: blockers({ always: { when: always } }) });
    expect(names(findings)).toContain("always-true blockers.always");
  });

  it("finds a part that is always false inside a condition that is not", () => {
    const when = {
      any: [
        is("use", "daily"),
        {
          all: [
            { question: "hours", below: 1 },
            { question: "hours", atLeast: 4 },
          ],
        },
      ],
    };
    const { findings } = check({ evidence: evidence({ dead: { when, for: "slight" } }) });
    expect(names(findings)).toEqual(["never-true evidence.dead"]);
    expect(findings[0]!.message).toContain("when.any[1]");
  });

  it("does not call a condition on every option a tautology: not sure is an answer too", () => {
    const { findings } = check({
      evidence: evidence({ known: { when: is("goal", "work", "role", "none"), for: "slight" } }),
    });
    expect(findings).toEqual([]);
  });

  it("knows that facts of one certification hang together", () => {
    const certification = {
      id: "exam",
      kind: "catalogue",
      source,
      facts: { level: ["entry", "beyond"] },
    };
    const when = { all: [is("exam", "none"), is("exam.level", "entry")] };
    const { findings } = check({
      questions: [certification, ...soundFile.questions],
      evidence: evidence({ odd: { when, for: "slight" } }),
    });
    expect(names(findings)).toEqual(["never-true evidence.odd"]);
  });
});

describe("checkDialog() on what never happens", () => {
  // Whoever has no goal is not asked about adverts, although no single condition rules the two out.
  const apart = { all: [is("goal", "none"), is("adverts", "named")] };

  it("finds a row that fires on no path, and names the answers that cannot come together", () => {
    const { findings, dialog } = check({
      evidence: evidence({ apart: { when: apart, for: "slight" } }),
    });
    const { about, witness } = one(findings, "never-fires");
    expect(about).toBe("evidence.apart");
    expect(Object.keys(witness!)).toEqual(["goal", "adverts"]);
    expect(walk(dialog, witness!).asked).not.toContain("adverts");
  });

  it("finds such rows in every list", () => {
    const row = { when: apart };
    const { findings } = check({
      limits: rowsOf({ row }, { atMost: "not-now" }),
      conditions: [...soundFile.conditions, ...rowsOf({ row })],
      blockers: blockers({ row }),
      floors: rowsOf({ row }, { atLeast: "worth-it" }),
      alternatives: [...filling.alternatives, ...rowsOf({ row })],
      steps: [...filling.steps, ...rowsOf({ row }, { minutes: 5 })],
      providerQuestions: [...filling.providerQuestions, ...rowsOf({ row })],
      readings: [...filling.readings, ...rowsOf({ row })],
      statements: [...filling.statements, ...rowsOf({ row }, { place: "test" })],
      beyondEntry: apart,
    });
    expect(names(findings)).toEqual([
      ...ROW_KINDS.filter((list) => list !== "evidence").map((list) => `never-fires ${list}.row`),
      "never-fires beyondEntry",
    ]);
  });

  it("finds a row that fires on every path in spite of its condition", () => {
    const when = {
      any: [
        is("adverts", "named", "silent"),
        { unsure: "adverts" },
        { not: is("goal", "role") },
        { unsure: "goal" },
      ],
    };
    const { findings } = check({ evidence: evidence({ all: { when, for: "slight" } }) });
    expect(names(findings)).toEqual(["always-fires evidence.all"]);
    expect(one(findings, "always-fires").witness).toBeDefined();
  });

  it("finds a question that no path asks, and one that only follows from it", () => {
    const [yes, no] = [
      choice("first", ["a", "b"], {
        when: { all: [apart, { not: { unsure: "adverts" } }, { not: { unsure: "goal" } }] },
      }),
      choice("second", ["a", "b"], { when: is("first", "a") }),
    ];
    const { findings } = check({ questions: questions(yes, no) });
    expect(names(findings)).toEqual([
      "never-asked questions.first",
      "never-asked questions.second",
    ]);
    expect(one(findings.slice(1), "never-asked").witness).toMatchObject({
      first: "a",
    });
  });

  it("finds a verdict that no answers lead to", () => {
    expect(names(check({ conditions: [] }).findings)).toContain(
      "unreachable-verdict verdicts.worth-it-if",
    );
    expect(names(check({ worthItAt: 9 }).findings)).toEqual(
      expect.arrayContaining([
        "unreachable-verdict verdicts.worth-it",
        "unreachable-verdict verdicts.worth-it-if",
      ]),
    );
  });

  it("finds points that are never enough, or always", () => {
    expect(names(check({ worthItAt: 9 }).findings)).toContain("idle-points worthItAt");
    expect(names(check({ worthItAt: -9 }).findings)).toContain("idle-points worthItAt");
  });
});

describe("checkDialog() on answers that change too little or too much", () => {
  it("finds two options that nothing tells apart, and names both", () => {
    const payer = choice("payer", ["employer", "me", "family"]);
    const { findings, dialog } = check({ questions: [...soundFile.questions.slice(0, 4), payer] });
    const { about, message, witness, compared } = one(findings, "no-effect");
    expect(about).toBe("questions.payer");
    expect(message).toContain('"employer" from "family"');
    const [first, second] = [witness!, compared!].map((answers) => walk(dialog, answers));
    expect(first!.asked).toEqual(second!.asked);
    expect(first!.asked).toContain("payer");
  });

  it("does not count a rule that never fires as a difference", () => {
    const payer = choice("payer", ["employer", "me", "family"]);
    const when = { all: [is("payer", "family"), is("goal", "none"), is("adverts", "named")] };
    const { findings } = check({
      questions: [...soundFile.questions.slice(0, 4), payer],
      evidence: evidence({ dead: { when, for: "slight" } }),
    });
    expect(names(findings)).toEqual(["never-fires evidence.dead", "no-effect questions.payer"]);
  });

  it("counts another question that follows as a difference", () => {
    const payer = choice("payer", ["employer", "me", "family"]);
    const { findings } = check({
      questions: [
        ...soundFile.questions.slice(0, 4),
        payer,
        choice("loan", ["yes", "no"], { when: is("payer", "family") }),
      ],
      evidence: evidence({ loan: { when: is("loan", "yes"), against: "slight" } }),
    });
    expect(findings).toEqual([]);
  });

  it("finds a question that decides alone", () => {
    const { findings, dialog } = check({
      ...soundFile,
      evidence: rowsOf({
        daily: { when: is("use", "daily", "weekly"), for: "strong" },
        payer: { when: is("payer", "me"), for: "slight" },
        adverts: { when: is("adverts", "named"), for: "slight" },
        goal: { when: is("goal", "work"), for: "slight" },
      }),
      conditions: [],
      limits: rowsOf({ unsure: { when: { unsure: "use" } } }, { atMost: "not-now" }),
    });
    const { about, message, witness } = one(findings, "decides-alone");
    expect(about).toBe("questions.use");
    expect(message).toContain("never gives not-yet");
    expect(verdictOf(dialog, witness)).toBe("worth-it");
  });
});
