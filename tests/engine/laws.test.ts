import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closed, walk } from "../../src/engine/answers.ts";
import { withFlip } from "../../src/engine/changes.ts";
import { conversationSchema } from "../../src/engine/conversation.ts";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import { flipsOf } from "../../src/engine/flips.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { transition } from "../../src/engine/transition.ts";
import { judge } from "../../src/engine/verdict.ts";
import { adviceOf, CHECKED_DAY, dialog, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const ids = dialog.questions.map(({ id }) => id);
const optionsOf = (id: string): readonly string[] => {
  const question = dialog.questions.find((each) => each.id === id)!;
  if (question.kind === "choice") return question.options;
  return question.kind === "catalogue" ? ["aws-aif", "iapp-aigp", "isaca-aaia", "retired-ai-900", "other", "none"] : question.presets.map(({ id: preset }) => preset);
};

/** A complete set of answers: an option, or not sure, for each question. */
const answerSet = fc.record(Object.fromEntries(ids.map((id) => [id, fc.constantFrom(...optionsOf(id), "unsure")])));

/** Answers whatever is asked from a set, until the advice; gives all events so far. */
function answerAll(answers: Record<string, string>, before: readonly Said[] = [{ type: "start" }]): Said[] {
  const events: Said[] = [...before];
  let { conversation, reply } = take(events);
  while (reply.type === "question") {
    const { question, revision } = reply;
    const option = answers[question]!;
    const said: Said = option === "unsure" ? { type: "unsure", question, revision } : { type: "answer", question, option, revision };
    const next = transition(dialog, conversation, { ...said, now: CHECKED_DAY + events.length * 10_000 } as Event);
    events.push(said);
    if (events.length > 60) throw new RangeError(`Could not reach an advice: still at "${question}"`);
    ({ conversation } = next);
    reply = next.replies.at(-1)!;
  }
  return events;
}

const garbage = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("__proto__", "constructor", "toString", "🎓🔥", "مرحبا بالعالم", "\u202Eevil", "", " ", "\u0000", "1e999", "-5", "x".repeat(100_000), "9".repeat(5000), "yes", "no", "2", "the second", "not sure", "my company pays, and I want to use it for the monthly report", "AIF-C01", "ai900", "3h", "1.2k", "stop", "back", "why", "restart"),
);
const anyId = fc.oneof(fc.constantFrom(...ids), garbage);
const revision = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.constant(Number.NaN));
const anySaid: fc.Arbitrary<Said> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("text" as const), text: garbage }) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(...ids).chain((question) =>
      fc.record({ type: fc.constant("answer" as const), question: fc.constant(question), option: fc.oneof(fc.constantFrom(...optionsOf(question)), garbage), revision }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("answer" as const), question: anyId, option: garbage, revision }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom("unsure" as const, "skip" as const), question: anyId, revision }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("edit" as const), question: anyId, revision }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("yes" as const, "no" as const), revision }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("unfold" as const), section: garbage, revision }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("back" as const, "why" as const, "review" as const, "advise" as const, "resume" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("restart" as const, "stop" as const, "start" as const) }) },
);

function waysOn(reply: Reply): number {
  return reply.actions.length + ("options" in reply ? reply.options.length : 0);
}

describe("transition()", () => {
  it("survives any event in any state: no exception, no lost answer, no reply without a way on", () => {
    let conversation: Conversation | undefined;
    let events = 0;
    fc.assert(
      fc.property(anySaid, fc.integer({ min: -5000, max: 20_000 }), (said, late) => {
        events += 1;
        const now = CHECKED_DAY + events * 1000;
        const before = conversation;
        const event = { ...said, now, at: now - late } as Event;
        const { conversation: next, replies } = transition(dialog, before, event);
        conversation = next;
        expect(replies.length).toBeGreaterThan(0);
        for (const reply of replies) expect(waysOn(reply)).toBeGreaterThan(0);
        const isErasing = ["restart", "stop", "start"].includes(event.type) || before?.phase === "stopped" || (event.type === "text" && Object.keys(next.answers).length === 0);
        if (!isErasing) for (const id of Object.keys(before?.answers ?? {})) expect({ ...next.defaults, ...next.answers }).toHaveProperty(id);
      }),
      { numRuns: 20_000 },
    );
    expect(events).toBe(20_000);
  }, 60_000);

  it("keeps plain JSON that reads back the same, at every step", () => {
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 15 }), (said) => {
        const { conversation } = take([{ type: "start" }, ...said]);
        expect(conversationSchema.parse(JSON.parse(JSON.stringify(conversation)))).toEqual(conversation);
      }),
      { numRuns: 300 },
    );
  });

  it("is deterministic", () => {
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 12 }), (said) => {
        const events: Said[] = [{ type: "start" }, ...said];
        expect(take(events)).toEqual(take(events));
      }),
      { numRuns: 200 },
    );
  });

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
          { type: "answer", question: edited, option: changed[edited]!, revision: conversation.revision + 1 },
        ];
        const after = adviceOf(take(answerAll(changed, edit)));
        const replayed = adviceOf(take(answerAll(changed)));
        const { revision: _after, notes: _told, actions: _buttons, step: _step, headline: _dated, ...advice } = after;
        expect(replayed).toMatchObject(JSON.parse(JSON.stringify(advice)) as object);
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
        expect(reply).toMatchObject({ type: "question", question: "question" in last ? last.question : "" });
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
        const old: Said = { type: "answer", question, option: options[pick % options.length]!, revision: 0 };
        const { conversation, reply } = take([...events, { type: "resume" }, { type: "resume" }, { type: "resume" }, old]);
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
        const asked = events.length - 1;
        for (let at = 1; at < events.length; at += 1) {
          const { reply } = take(events.slice(0, at));
          if (reply.type === "question") expect(reply.progress.atMost).toBeGreaterThanOrEqual(asked);
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
          const flipped = change.answers.reduce((all, flip) => withFlip(dialog, all, flip), conversation.answers);
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
          expect({ flip, verdict: judge(dialog, codes).verdict }).toEqual({ flip, verdict: flip.verdict });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("says it is settled only when every way of finishing gives the same verdict", () => {
    fc.assert(
      fc.property(answerSet, fc.array(answerSet, { minLength: 12, maxLength: 12 }), (answers, others) => {
        const events = answerAll(answers);
        for (let at = 2; at < events.length; at += 1) {
          const { reply } = take(events.slice(0, at));
          const isSettled = reply.type === "question" && reply.actions.some(({ event }) => event.type === "advise");
          if (!isSettled) continue;
          const verdicts = others.map((other) => adviceOf(take(answerAll(other, events.slice(0, at)))).verdict);
          expect(new Set([...verdicts, adviceOf(take(events)).verdict]).size).toBe(1);
          return;
        }
      }),
      { numRuns: 40 },
    );
  });
});
