import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../../src/engine/verdict.ts";
import { walk } from "../../src/engine/answers.ts";
import { checkDialog } from "../../src/engine/check.ts";
import type { Finding } from "../../src/engine/check/finding.ts";
import { ROW_KINDS } from "../../src/engine/dialog.ts";
import { brokenScales, everyOutcome } from "./brute-force.ts";
import type { Outcome } from "./brute-force.ts";
import { toDialog } from "./dialogs.ts";
import { randomFiles } from "./random-dialogs.ts";

const count = (outcome: Outcome, list: string) =>
  outcome.fired.filter((name) => name.startsWith(`${list}.`)).length;
const about = (findings: readonly Finding[], ...types: Finding["type"][]) =>
  findings.flatMap((finding) => (types.includes(finding.type) ? [finding.about] : [])).toSorted();

describe("checkDialog() on any small dialog, against every answer set walked by the engine", () => {
  // A fixed seed: the same dialogs on every run.
  const runs = { numRuns: 150, seed: 20_261_122 };
  const property = (test: (file: object, outcomes: readonly Outcome[]) => void) =>
    fc.assert(
      fc.property(randomFiles, (file) => {
        const dialog = toDialog(file);
        test(file, everyOutcome(dialog));
      }),
      runs,
    );

  it("agrees on paths, verdicts, rows, scales and holes", () => {
    property((file, outcomes) => {
      const dialog = toDialog(file);
      const { findings, facts } = checkDialog(dialog);
      const lengths = outcomes.map(({ asked }) => asked.length);
      expect(facts.paths).toBe(BigInt(outcomes.length));
      expect(facts.lengths.map(({ length, count: paths }) => [length, Number(paths)])).toEqual(
        [...new Set(lengths)]
          .toSorted((a, b) => a - b)
          .map((length) => [length, lengths.filter((each) => each === length).length]),
      );
      expect(facts.shortest.length).toBe(Math.min(...lengths));
      expect(facts.longest.length).toBe(Math.max(...lengths));
      for (const { length, witness } of [facts.shortest, facts.longest]) {
        expect(walk(dialog, witness)).toMatchObject({ asked: { length } });
        expect(walk(dialog, witness).open).toBeUndefined();
      }

      expect(facts.verdicts.map(({ verdict }) => verdict).toSorted()).toEqual(
        [...new Set(outcomes.map(({ verdict }) => verdict))].toSorted(),
      );
      for (const { verdict, witness } of facts.verdicts)
        expect(judge(dialog, walk(dialog, witness).codes).verdict).toBe(verdict);

      const rows = ROW_KINDS.flatMap((list) => dialog.rules[list].map(({ id }) => `${list}.${id}`));
      const conditional = new Set(
        ROW_KINDS.flatMap((list) =>
          dialog.file[list].flatMap((row) => (row.when ? [`${list}.${row.id}`] : [])),
        ),
      );
      const fires = (row: string) => outcomes.filter(({ fired }) => fired.includes(row)).length;
      const whole = findings.filter(({ message }) => !message.startsWith('"when.'));
      expect(
        about(whole, "never-fires", "never-true").filter((name) => rows.includes(name)),
      ).toEqual(rows.filter((row) => fires(row) === 0).toSorted());
      expect(
        about(whole, "always-fires", "always-true").filter((name) => rows.includes(name)),
      ).toEqual(
        rows.filter((row) => conditional.has(row) && fires(row) === outcomes.length).toSorted(),
      );
      const asked = new Set(outcomes.flatMap((outcome) => outcome.asked));
      expect(
        about(whole, "never-asked", "never-true").filter((name) => name.startsWith("questions.")),
      ).toEqual(
        dialog.questions
          .filter(({ id }) => !asked.has(id))
          .map(({ id }) => `questions.${id}`)
          .toSorted(),
      );

      const broken = new Set(about(findings, "not-monotone"));
      expect([...broken].toSorted()).toEqual(
        [...brokenScales(dialog, outcomes)].map((id) => `questions.${id}`).toSorted(),
      );
      for (const { witness, compared } of findings.filter(({ type }) => type === "not-monotone")) {
        const [worse, better] = [witness!, compared!].map((answers) => walk(dialog, answers));
        expect(worse!.asked).toEqual(better!.asked);
        expect(judge(dialog, worse!.codes).step).toBeGreaterThan(judge(dialog, better!.codes).step);
      }

      const has = (type: Finding["type"]) => findings.some((finding) => finding.type === type);
      expect(has("no-alternative")).toBe(
        outcomes.some(
          (each) => each.verdict === "alternative" && count(each, "alternatives") === 0,
        ),
      );
      expect(has("no-step")).toBe(
        outcomes.some((each) => each.verdict !== "not-yet" && count(each, "steps") === 0),
      );
      expect(has("few-provider-questions")).toBe(
        outcomes.some((each) => count(each, "providerQuestions") < 3),
      );
      expect(has("few-readings")).toBe(outcomes.some((each) => count(each, "readings") < 2));
      expect(has("no-resemblance")).toBe(outcomes.some((each) => count(each, "statements") === 0));
    });
  });

  it("agrees on options that nothing tells apart, on what caps the verdict and on what decides alone", () => {
    property((file, outcomes) => {
      const dialog = toDialog(file);
      const { findings, facts } = checkDialog(dialog);
      const best = { "not-yet": 0, alternative: 1, "worth-it-if": 2, "worth-it": 3 };
      const idle: string[] = [];
      const deciders: string[] = [];
      const caps: string[] = [];
      for (const question of dialog.questions) {
        const byAnswer = Map.groupBy(
          outcomes.filter(({ asked }) => asked.includes(question.id)),
          ({ answers }) => {
            const answer = answers[question.id]!;
            if (typeof answer === "string") return answer;
            return "blank" in answer ? "unsure" : JSON.stringify(answer);
          },
        );
        const verdicts = [...byAnswer.values()].map(
          (some) => new Set(some.map(({ verdict }) => verdict)),
        );
        const fixed = new Set(verdicts.flatMap((some) => [...some]));
        if (verdicts.every(({ size }) => size === 1) && fixed.size > 1)
          deciders.push(`questions.${question.id}`);
        if (question.kind !== "choice") continue;
        for (const [option, some] of byAnswer) {
          const top = some.toSorted((a, b) => best[b.verdict] - best[a.verdict])[0]!.verdict;
          if (top !== "worth-it") caps.push(`${question.id} ${option.replaceAll('"', "")} ${top}`);
        }
        const signatures = question.options.map((option) =>
          (byAnswer.get(option) ?? [])
            .map(({ answers, asked, fired }) =>
              JSON.stringify([{ ...answers, [question.id]: 0 }, asked, fired]),
            )
            .toSorted()
            .join("\n"),
        );
        const doubled = signatures.some(
          (signature, at) => signature !== "" && signatures.indexOf(signature) < at,
        );
        if (doubled) idle.push(`questions.${question.id}`);
      }
      expect([...new Set(about(findings, "no-effect"))]).toEqual(idle.toSorted());
      expect(about(findings, "decides-alone")).toEqual(deciders.toSorted());
      const choiceIds = dialog.questions
        .filter(({ kind }) => kind === "choice")
        .map(({ id }) => id);
      expect(
        facts.caps
          .filter(({ question }) => choiceIds.includes(question))
          .map(({ question, option, atMost }) => `${question} ${option} ${atMost}`)
          .toSorted(),
      ).toEqual(caps.toSorted());
    });
  });
});
