import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf, giveAdvice } from "../../../src/engine/advice.ts";
import type { Answers } from "../../../src/engine/answers.ts";
import { emptyConversation } from "../../../src/engine/carry-over.ts";
import type { AdviceReply } from "../../../src/engine/reply.ts";
import { listed } from "../../../src/engine/listed.ts";
import { ids, optionsOf } from "../answer-sets.ts";
import { CHECKED_DAY, dialog, speaker } from "../interview.ts";

/** Clauses as people type them, each under what it answers. */
const CLAUSES = {
  use: ["for the demand forecasts of 12 shops from 15 March", "nothing is planned"],
  payer: ["my employer pays the exam and one retry", "I pay it from my savings"],
  employer: ["my head of sales says it counts for the lead post"],
  calendar: ["the tender closes on 31 March"],
  free: ["the videos can be watched for nothing"],
  worry: ["I never finish courses"],
} as const;

const blank = { blank: "unsure" } as const;

function answerOf(id: string, option: string) {
  if (option === "unsure") return blank;
  const question = dialog.questions.find((one) => one.id === id);
  if (question?.kind === "catalogue") {
    if (option === "none") return { chosen: "none", facts: {} } as const;
    if (option !== "other") return listed(dialog, question, option, CHECKED_DAY) ?? blank;
    const price = { amount: 640, currency: "EUR" };
    return { chosen: "other", name: "Applied AI Diploma", price, hours: 24, facts: {} } as const;
  }
  const preset =
    question && "presets" in question && question.presets.find((one) => one.id === option);
  return preset ? { amount: preset.amount } : option;
}

const questions = fc.record(
  Object.fromEntries(ids.map((id) => [id, fc.constantFrom(...optionsOf(id), "unsure")])),
);
const facts = fc.record(
  Object.fromEntries(dialog.facts.map(({ id, options }) => [id, fc.constantFrom(...options)])),
  { requiredKeys: [] },
);
const clauses = fc
  .subarray(Object.entries(CLAUSES))
  .map((some) =>
    some.flatMap(([about, texts]) => texts.slice(0, 1).map((text) => ({ about, text }))),
  );

const advice = fc.tuple(questions, facts, clauses).map(([said, heard, own]) => {
  const answered = Object.entries(said).map(([id, option]) => [id, answerOf(id, option)]);
  const answers: Answers = { ...Object.fromEntries(answered), ...heard };
  const conversation = { ...emptyConversation(dialog), answers, clauses: own };
  const { judgement } = contextOf(dialog, conversation, CHECKED_DAY);
  return { reply: giveAdvice(dialog, conversation, CHECKED_DAY), judgement, answers, own };
});

const screenOf = (reply: AdviceReply): readonly string[] => [
  ...reply.headline.map((text) => speaker.say(text)),
  speaker.say(reply.confidenceText),
  speaker.say(reply.subject),
  ...reply.reasons.map(({ text }) => speaker.say(text)),
  speaker.say(reply.against),
  ...reply.changes.map(({ text }) => speaker.say(text)),
  speaker.say(reply.step),
];
const wordsOf = (lines: readonly string[]) => lines.join(" ").split(/\s+/u).length;
const sentencesOf = (lines: readonly string[]) =>
  lines.flatMap((line) => line.split(/(?<=[.!?])\s+/u)).filter((one) => one.split(" ").length > 3);

describe("the first screen of an advice", () => {
  it("has about as many words as a friend would write", () => {
    const lengths = fc
      .sample(advice, { numRuns: 400, seed: 7 })
      .map(({ reply }) => wordsOf(screenOf(reply)));
    const inside = lengths.filter((words) => words >= 110 && words <= 170).length;
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(75);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(230);
    expect(inside / lengths.length).toBeGreaterThan(0.75);
  });

  it("leaves no slot open and says no sentence twice", () => {
    fc.assert(
      fc.property(advice, ({ reply }) => {
        const lines = screenOf(reply);
        for (const line of lines) {
          expect(line).not.toMatch(/[{}]|undefined|NaN/u);
          expect(line).not.toMatch(/^(?:cases|slots|again|verdicts|roles)\./u);
        }
        const sentences = sentencesOf(lines);
        expect(sentences.filter((one, at) => sentences.indexOf(one) < at)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("has two reasons and a sentence for the verdict, names the way of an alternative, and ends in a step", () => {
    fc.assert(
      fc.property(advice, ({ reply }) => {
        expect(reply.headline).toHaveLength(1);
        expect(reply.reasons.length).toBeGreaterThanOrEqual(2);
        expect(speaker.say(reply.step)).toMatch(/^This week, \d+ minutes, by \w+ \d+: ./u);
        const way = reply.verdict === "alternative" ? /(?::|is) .{5,}\.$/u : /\.$/u;
        expect(speaker.say(reply.headline[0]!)).toMatch(way);
      }),
      { numRuns: 300 },
    );
  });

  it("rests on what decided: a rule in writing, what has to come first, what ends it, or the heaviest point", () => {
    fc.assert(
      fc.property(advice, ({ reply, judgement }) => {
        const rests = new Set(reply.reasons.flatMap((reason) => reason.rests));
        const { step, floors, blockers, limits, evidence } = judgement;
        const alone = step > 0 ? floors : [...blockers.slice(0, 1), ...limits.slice(0, 1)];
        for (const { id } of alone) expect(rests).toContain(id);
        const pointing = evidence.filter(({ points }) => points > 0 === step > 0);
        const fewest = alone.length > 0 || pointing.length > 0 ? 1 : 0;
        expect(rests.size).toBeGreaterThanOrEqual(fewest);
      }),
      { numRuns: 300 },
    );
  });

  it("never tells somebody to pay or book for what it advises against", () => {
    fc.assert(
      fc.property(advice, ({ reply }) => {
        if (reply.verdict !== "not-yet" && reply.verdict !== "alternative") return;
        expect(speaker.say(reply.step)).not.toMatch(
          /\b(?:enrol|sign up for the course|book the exam|then pay)\b/iu,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("says only numbers that were said, computed or known", () => {
    fc.assert(
      fc.property(advice, ({ reply, answers, own }) => {
        const known = [
          JSON.stringify(answers),
          ...own.map(({ text }) => text),
          ...reply.sections.flatMap(({ lines }) => lines.map((line) => speaker.say(line))),
          speaker.say(reply.subject),
        ].join(" ");
        const lines = [...reply.headline, ...reply.reasons.map(({ text }) => text)];
        for (const line of lines)
          for (const [number] of speaker.say(line).matchAll(/\d[\d,]*/gu)) {
            const isComputed = Number(number.replaceAll(",", "")) <= 3000;
            expect(known.includes(number) || isComputed).toBe(true);
          }
      }),
      { numRuns: 200 },
    );
  });
});
