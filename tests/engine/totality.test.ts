import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationSchema } from "../../src/engine/conversation.ts";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { transition } from "../../src/engine/transition.ts";
import { ids, optionsOf } from "./answer-sets.ts";
import { CHECKED_DAY, dialog, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const garbage = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "🎓🔥",
    "مرحبا بالعالم",
    "\u202Eevil",
    "",
    " ",
    "\u0000",
    "1e999",
    "-5",
    "x".repeat(100_000),
    "9".repeat(5000),
    "yes",
    "no",
    "2",
    "the second",
    "not sure",
    "my company pays, and I want to use it for the monthly report",
    "AIF-C01",
    "ai900",
    "3h",
    "1.2k",
    "stop",
    "back",
    "why",
    "restart",
    "forget me",
    "pause",
    "Yes, erase",
  ),
);
const anyId = fc.oneof(fc.constantFrom(...ids), garbage);
const revision = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.constant(Number.NaN));
const anySaid: fc.Arbitrary<Said> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("text" as const), text: garbage }) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(...ids).chain((question) =>
      fc.record(
        {
          type: fc.constant("answer" as const),
          question: fc.constant(question),
          option: fc.oneof(fc.constantFrom(...optionsOf(question)), garbage),
          revision,
          words: garbage,
        },
        { requiredKeys: ["type", "question", "option", "revision"] },
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("answer" as const),
      question: anyId,
      option: garbage,
      revision,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("unsure" as const, "skip" as const),
      question: anyId,
      revision,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("edit" as const), question: anyId, revision }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom("yes" as const, "no" as const), revision }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("unfold" as const), section: garbage, revision }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "back" as const,
        "why" as const,
        "review" as const,
        "advise" as const,
        "resume" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "restart" as const,
        "stop" as const,
        "forget" as const,
        "pause" as const,
        "start" as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("start" as const), text: garbage }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("restart" as const), revision }),
  },
);

function waysOn(reply: Reply): number {
  return reply.actions.length + ("options" in reply ? reply.options.length : 0);
}

describe("transition()", () => {
  // Many short runs instead of one long one, each with events of its own.
  const parts = Array.from({ length: 20 }, (_none, part) => part);
  it.each(parts)(
    "survives any event in any state: no exception, no lost answer, no reply without a way on (%i)",
    () => {
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
          // While an interview runs, nothing but a yes to the question whether to erase takes answers away.
          const isAsked = before?.proposal !== undefined && "asked" in before.proposal;
          const isBeginning = ["restart", "start", "text"].includes(event.type);
          const isErasing =
            (isAsked && ["yes", "text"].includes(event.type)) ||
            (before?.phase !== "open" && isBeginning);
          const kept = { ...next.defaults, ...next.answers };
          const lost = Object.keys(before?.answers ?? {}).filter((id) => !Object.hasOwn(kept, id));
          expect(isErasing ? [] : lost).toEqual([]);
        }),
        { numRuns: 500 },
      );
      expect(events).toBe(500);
    },
  );

  it("keeps plain JSON that reads back the same, at every step", () => {
    fc.assert(
      fc.property(fc.array(anySaid, { maxLength: 15 }), (said) => {
        const { conversation } = take([{ type: "start" }, ...said]);
        expect(conversationSchema.parse(JSON.parse(JSON.stringify(conversation)))).toEqual(
          conversation,
        );
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
});
