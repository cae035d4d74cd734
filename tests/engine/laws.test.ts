import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closed, walk } from "../../src/engine/answers.ts";
import { withFlip } from "../../src/engine/changes.ts";
import { flipsOf } from "../../src/engine/flips.ts";
import { judge } from "../../src/engine/verdict.ts";
import { answerAll, answerSet, ids, optionsOf } from "./answer-sets.ts";
import { adviceOf, dialog, take } from "./interview.ts";
import type { Said } from "./interview.ts";

describe("transition()", () => {
  it("gives an edited conversation the advice of one replayed with the final answers", () => {
    fc.assert(
      fc.property(answerSet, fc.constantFrom(...ids), fc.nat(), (answers, edited, pick) => {
        const first = answerAll(answers);
        const { conversation } = take(first);
        const options = optionsOf(edited);
        const changed = { ...answers, [edited]: options[pick % options.length]! };
        if (conversation.answers[edited] === undefined) return;
        const edit: Said[] = [
          ...first,
          { type: "edit", question: edited, revision: conversation.revision },
          {
            type: "answer",
            question: edited,
            option: changed[edited]!,
            revision: conversation.revision + 1,
          },
        ];
        const after = adviceOf(take(answerAll(changed, edit)));
        const replayed = adviceOf(take(answerAll(changed)));
        const { revision: _after, notes: _told, actions: _buttons, step: _step, ...advice } = after;
        const plain: object = JSON.parse(JSON.stringify(advice));
        expect(replayed).toMatchObject(plain);
      }),
      { numRuns: 150 },
    );
  });

  it("goes back to the question that was just answered", () => {
    fc.assert(
      fc.property(answerSet, fc.nat(), (answers, stop) => {
        const events = answerAll(answers);
        const some = events.slice(0, 2 + (stop % (events.length - 1)));
        const last = some.at(-1)!;
        const { reply } = take([...some, { type: "back" }]);
        expect(reply).toMatchObject({
          type: "question",
          question: "question" in last ? last.question : "",
        });
      }),
      { numRuns: 150 },
    );
  });

  it("never lets a click on an old screen change anything without asking", () => {
    fc.assert(
      fc.property(answerSet, fc.nat(), fc.nat(), (answers, which, pick) => {
        const events = answerAll(answers);
        const before = take(events).conversation;
        const answered = Object.keys(before.answers);
        const question = answered[which % answered.length]!;
        const options = optionsOf(question);
        const old: Said = {
          type: "answer",
          question,
          option: options[pick % options.length]!,
          revision: 0,
        };
        const { conversation, reply } = take([
          ...events,
          { type: "resume" },
          { type: "resume" },
          { type: "resume" },
          old,
        ]);
        expect(conversation.answers).toEqual(before.answers);
        expect(["confirm", "advice"]).toContain(reply.type);
      }),
      { numRuns: 150 },
    );
  });

  it("asks at most as many questions as it promises, at every step", () => {
    fc.assert(
      fc.property(answerSet, (answers) => {
        const events = answerAll(answers);
        // "Another one" is asked about once more: what is it called?
        const asked = new Set(events.flatMap((said) => ("question" in said ? said.question : [])))
          .size;
        for (let at = 1; at < events.length; at += 1) {
          const { reply } = take(events.slice(0, at));
          const promised = reply.type === "question" ? reply.progress.atMost : asked;
          expect(promised).toBeGreaterThanOrEqual(asked);
        }
        expect(asked).toBeLessThanOrEqual(13);
      }),
      { numRuns: 60 },
    );
  });

  it("shows points that add up to the score", () => {
    fc.assert(
      fc.property(answerSet, (answers) => {
        const advice = adviceOf(take(answerAll(answers)));
        expect(advice.points.reduce((sum, { points }) => sum + points, 0)).toBe(advice.score);
      }),
      { numRuns: 200 },
    );
  });

  it("claims only changes that really change the verdict", () => {
    fc.assert(
      fc.property(answerSet, (answers) => {
        const { conversation, reply } = take(answerAll(answers));
        if (reply.type !== "advice") throw new TypeError("Could not reach an advice");
        for (const change of reply.changes) {
          const flipped = change.answers.reduce(
            (all, flip) => withFlip(dialog, all, flip),
            conversation.answers,
          );
          const { verdict } = judge(dialog, closed(walk(dialog, flipped).codes));
          expect(verdict).toBe(change.verdict);
          expect(verdict).not.toBe(reply.verdict);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("finds the verdict of every single flip as judging the changed answers does", () => {
    fc.assert(
      fc.property(answerSet, (answers) => {
        const { conversation } = take(answerAll(answers));
        for (const flip of flipsOf(dialog, conversation.answers)) {
          const codes = closed(walk(dialog, withFlip(dialog, conversation.answers, flip)).codes);
          expect({ flip, verdict: judge(dialog, codes).verdict }).toEqual({
            flip,
            verdict: flip.verdict,
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("says it is settled only when every way of finishing gives the same verdict", () => {
    fc.assert(
      fc.property(
        answerSet,
        fc.array(answerSet, { minLength: 12, maxLength: 12 }),
        (answers, others) => {
          const events = answerAll(answers);
          for (let at = 2; at < events.length; at += 1) {
            const { reply } = take(events.slice(0, at));
            const isSettled =
              reply.type === "question" &&
              reply.actions.some(({ event }) => event.type === "advise");
            if (!isSettled) continue;
            const verdicts = others.map(
              (other) => adviceOf(take(answerAll(other, events.slice(0, at)))).verdict,
            );
            expect(new Set([...verdicts, adviceOf(take(events)).verdict]).size).toBe(1);
            return;
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
