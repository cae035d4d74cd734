import { describe, expect, it } from "vitest";
import { DIALOG_FOLDER, requireDialog } from "../../src/dialogs.ts";
import { walk } from "../../src/engine/answers.ts";
import type { Answers } from "../../src/engine/answers.ts";
import { checkDialog } from "../../src/engine/check.ts";
import { nameAnswer } from "../../src/engine/check/space.ts";
import { TRUE } from "../../src/engine/condition.ts";
import { judge } from "../../src/engine/verdict.ts";
import { ROW_KINDS } from "../../src/engine/dialog.ts";
import { everyAnswer, rankOf } from "./brute-force.ts";

const { dialog } = requireDialog(DIALOG_FOLDER).in("en");
const { findings, facts } = checkDialog(dialog);
const answersTo = new Map(dialog.questions.map(({ id }) => [id, everyAnswer(dialog, id)]));

/** Complete answer sets of the shipped dialog, the same ones on every run. */
function sampleAnswers(count: number): readonly Answers[] {
  let state = 20_261_122;
  return Array.from({ length: count }, () => {
    let answers: Answers = {};
    let { open } = walk(dialog, answers);
    while (open !== undefined) {
      // The minimal standard generator of Park and Miller: enough to scatter answers.
      state = (state * 48_271) % 2_147_483_647;
      const choices = answersTo.get(open)!;
      answers = { ...answers, [open]: choices[state % choices.length]! };
      ({ open } = walk(dialog, answers));
    }
    return answers;
  });
}

const judgeAll = (answers: Answers) => {
  const { codes, asked } = walk(dialog, answers);
  return { ...judge(dialog, codes), asked, codes };
};
const sample = sampleAnswers(3000);
const best = ["not-yet", "alternative", "worth-it-if", "worth-it"];

describe("checkDialog() on the shipped dialog, against answers drawn at random", () => {
  it("knows every verdict and length that comes up", () => {
    for (const answers of sample) {
      const { verdict, asked } = judgeAll(answers);
      expect(facts.verdicts.map((reached) => reached.verdict)).toContain(verdict);
      expect(facts.lengths.map(({ length }) => length)).toContain(asked.length);
    }
    for (const { verdict, witness } of facts.verdicts)
      expect(judgeAll(witness).verdict).toBe(verdict);
    for (const { length, witness } of [facts.shortest, facts.longest])
      expect(judgeAll(witness).asked).toHaveLength(length);
  });

  it("never sees a capped answer go above its cap", () => {
    const caps = new Map(
      facts.caps.map(({ question, option, atMost }) => [
        `${question} ${option}`,
        best.indexOf(atMost),
      ]),
    );
    for (const answers of sample) {
      const { verdict, asked } = judgeAll(answers);
      const allowed = asked.map(
        (id) => caps.get(`${id} ${nameAnswer(answers[id]!)}`) ?? best.length,
      );
      expect(best.indexOf(verdict)).toBeLessThanOrEqual(Math.min(...allowed));
    }
  });

  it("sees no row fire that it calls dead", () => {
    const dead = new Set(
      findings.filter(({ type }) => type === "never-fires").map(({ about }) => about),
    );
    for (const answers of sample) {
      const { codes } = judgeAll(answers);
      const firing = ROW_KINDS.flatMap((list) =>
        dialog.rules[list]
          .filter((row) => row.holds(codes) === TRUE)
          .map(({ id }) => `${list}.${id}`),
      );
      expect(firing.filter((row) => dead.has(row))).toEqual([]);
    }
  });

  it("sees no better answer lower the step on a scale that it calls sound", () => {
    const broken = new Set(
      findings.filter(({ type }) => type === "not-monotone").map(({ about }) => about),
    );
    const scales = dialog.questions.filter(
      ({ id, ...question }) =>
        "scale" in question && question.scale && !broken.has(`questions.${id}`),
    );
    for (const answers of sample.slice(0, 500)) {
      const before = judgeAll(answers);
      for (const question of scales.filter(({ id }) => before.asked.includes(id))) {
        const rank = rankOf(question, answers[question.id]!);
        for (const answer of answersTo.get(question.id)!) {
          const after = judgeAll({ ...answers, [question.id]: answer });
          const other = rankOf(question, answer);
          const isBetter =
            rank !== undefined &&
            other !== undefined &&
            other > rank &&
            String(after.asked) === String(before.asked);
          expect(isBetter && after.step < before.step).toBe(false);
        }
      }
    }
  });
});
