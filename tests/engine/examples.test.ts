import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { adviceOf, CHECKED_DAY, dialog, interview } from "./interview.ts";

const schema = z.strictObject({
  examples: z.array(
    z.strictObject({
      id: z.string(),
      person: z.string(),
      answers: z.record(z.string(), z.string()),
      meant: z.record(z.string(), z.string()).default({}),
      accept: z.array(z.enum(["worth-it", "worth-it-if", "not-yet", "alternative"])),
      because: z.array(z.string()).default([]),
      conditions: z.array(z.string()).default([]),
      asked: z.int().optional(),
    }),
  ),
});
const { examples } = schema.parse(
  parse(readFileSync("dialogs/ai-certification/examples.yaml", "utf8")),
);

const LATER = Date.parse("2028-01-01T09:00:00Z");

it.each(examples)(
  "$id gets a right verdict, with the deciding facts among the reasons",
  (example) => {
    const walk = interview(example.answers, CHECKED_DAY, dialog, example.meant);
    const advice = adviceOf(walk);
    expect(example.accept).toContain(advice.verdict);
    const rests = advice.reasons.flatMap((reason) => reason.rests);
    expect(rests).toEqual(expect.arrayContaining(example.because));
    expect(advice.conditions).toEqual(expect.arrayContaining(example.conditions));
    // What was heard in passing besides is no question.
    const left = Object.keys(walk.conversation.answers).filter(
      (id) => dialog.positions.has(id) && !(id in example.answers),
    );
    expect(left).toEqual([]);
    expect(walk.asked.length).toBeLessThanOrEqual(example.asked ?? 13);
  },
);

it.each(examples)("$id gets a right verdict when the catalogue has grown old", (example) => {
  expect(example.accept).toContain(
    adviceOf(interview(example.answers, LATER, dialog, example.meant)).verdict,
  );
});

it("asks at most 10 questions on the commonest path and 8 on the mandated one", () => {
  const lengths = examples.map(
    ({ answers, meant }) => interview(answers, CHECKED_DAY, dialog, meant).asked.length,
  );
  const mandated = examples.flatMap((example, at) =>
    example.answers["purpose"] === "mandated" ? [lengths[at]!] : [],
  );
  expect(Math.max(...mandated)).toBeLessThanOrEqual(8);
  expect(lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(11);
});
