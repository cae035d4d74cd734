import * as fc from "fast-check";
import { COUNTER_EVERY_MS } from "../../src/team/answering.ts";
import type { Choice, RoundEvent, TimerKind } from "../../src/team/events.ts";
import type { Answer } from "./scenario.ts";
import { CLOSES_AT, CONTENT, DAY_MS, OPEN_PURPOSES, opened, people, requests } from "./scenario.ts";

/** Everybody who may act in a random round. */
export const NAMES = [...people(10), "ada", "lee"];
/** Every kind of timer. */
export const TIMERS: readonly TimerKind[] = [
  "counter",
  "remind",
  "close",
  "summary",
  "erase",
  "review",
  "outcome",
];

const person = fc.constantFrom(...NAMES);
/** Who is asked when somebody else is to approve. */
const next = fc.constantFrom("p1", "p2");
const approving = fc.oneof({ weight: 9, arbitrary: fc.constant("ada") }, person);
const answer: fc.Arbitrary<Answer> = fc.record(
  {
    verdict: fc.constantFrom("worth-it", "worth-it-if", "not-yet", "alternative"),
    purpose: fc.constantFrom(...OPEN_PURPOSES, "safer-secret"),
    hasTask: fc.boolean(),
    freeRouteDoes: fc.boolean(),
    certification: fc.constantFrom("aif", "pmi"),
    costUsd: fc.constantFrom(0, 99, 100, 165, 950, 4900, Number.NaN, -5),
  },
  { requiredKeys: ["verdict", "purpose", "hasTask", "freeRouteDoes"] },
);
const content = fc
  .record(
    {
      certification: fc.constantFrom("aif", "pmi"),
      task: fc.constantFrom("reports", ""),
      amount: fc.constantFrom(100, 950, -1, 3000),
    },
    { requiredKeys: ["amount"] },
  )
  .map((changes) => ({ ...CONTENT, ...changes }));
const choice: fc.Arbitrary<Choice> = fc.oneof(
  fc.constant<Choice>({ type: "approve" }),
  fc.constant<Choice>({ type: "approve-if", condition: "two hours a week" }),
  fc.constant<Choice>({ type: "later" }),
  fc.constantFrom<Choice>({ type: "decline", reason: "too dear" }, { type: "decline", reason: "" }),
);

type Command = (at: number) => RoundEvent;

function command<T>(
  arbitrary: fc.Arbitrary<T>,
  toEvent: (value: T, at: number) => RoundEvent,
): fc.Arbitrary<Command> {
  return arbitrary.map((value) => (at: number) => toEvent(value, at));
}

/** Mostly a round counts its people; some are counted by another one. */
const counts = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false));
const contributing = command(
  fc.record({ by: person, contribution: answer, counts }),
  (value, at) => ({
    type: "contribute",
    at,
    ...value,
  }),
);
const previewing = command(fc.record({ by: person, content }), (value, at) => ({
  type: "previewRequest",
  at,
  id: `q-${value.by}`,
  ...value,
}));
const sending = command(person, (by, at) => ({ type: "sendRequest", at, by, id: `q-${by}` }));
const erasing = command(person, (by, at) => ({ type: "erase", at, by }));
const running: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: contributing },
  { weight: 3, arbitrary: previewing },
  { weight: 3, arbitrary: sending },
  erasing,
  command(fc.record({ by: person, counts }), (value, at) => ({ type: "join", at, ...value })),
  command(person, (by, at) => ({ type: "withdrawRequest", at, by, id: `q-${by}` })),
  command(fc.constant("counter" as const), (kind, at) => ({
    type: "due",
    at,
    kind,
    id: "r1:counter",
  })),
);
/** Any event but a proposal, at a time given later. */
export const anything: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: running },
  {
    weight: 4,
    arbitrary: command(
      fc.record({ by: approving, about: person, choice, confirmed: fc.boolean() }),
      ({ about, ...value }, at) => ({ type: "decide", at, requestId: `q-${about}`, ...value }),
    ),
  },
  {
    weight: 3,
    arbitrary: command(fc.constantFrom(...TIMERS), (kind, at) => ({
      type: "due",
      at,
      kind,
      id: `r1:${kind}`,
    })),
  },
  command(
    fc.record(
      {
        type: fc.constantFrom("close", "cancel"),
        by: person,
        administers: fc.boolean(),
        confirmed: fc.nat(12),
      },
      { requiredKeys: ["type", "by", "administers"] },
    ),
    (value, at) => ({ at, ...value }),
  ),
  command(
    fc.record({ by: person, approver: fc.oneof(next, approving), agrees: fc.boolean() }),
    (value, at) => ({ type: "answerChange", at, id: `q-${value.by}`, ...value }),
  ),
  command(fc.record({ by: fc.oneof(next, person), accepts: fc.boolean() }), (value, at) => ({
    type: "answerApproval",
    at,
    ...value,
  })),
  command(
    fc.record({ by: fc.constantFrom("lee", "p0"), approver: fc.oneof(next, person) }),
    (value, at) => ({
      type: "replaceApprover",
      at,
      ...value,
    }),
  ),
  command(
    fc.record({
      by: person,
      answer: fc.record({
        used: fc.boolean(),
        skills: fc.boolean(),
        productivity: fc.boolean(),
        value: fc.boolean(),
      }),
    }),
    (value, at) => ({ type: "answerReview", at, ...value }),
  ),
);

/** A round that people answer, and after which anything may happen; it always comes to its closing time. */
export const script: fc.Arbitrary<readonly RoundEvent[]> = fc
  .record({
    threshold: fc.constantFrom(3, 4, 5),
    members: fc.uniqueArray(
      fc.record({
        by: person,
        contribution: answer,
        counts,
        content: fc.option(content, { nil: undefined }),
      }),
      { selector: ({ by }) => by, minLength: 3, maxLength: 12, size: "max" },
    ),
    during: fc.array(running, { maxLength: 25 }),
    between: fc.array(anything, { maxLength: 10 }),
    after: fc.array(anything, { maxLength: 40, size: "max" }),
  })
  .map(({ threshold, members, during, between, after }) => {
    return [
      ...opened({ threshold, budget: 2000, remindAt: DAY_MS }),
      ...members.flatMap(
        (
          { by, contribution, counts: isCounted, content: wanted },
          index,
        ): readonly RoundEvent[] => [
          { type: "contribute", at: 10 + index, by, contribution, counts: isCounted },
          ...(wanted ? requests(by, wanted, 30 + index) : []),
        ],
      ),
      ...spread(during, 1000, COUNTER_EVERY_MS / 3),
      ...spread(between, DAY_MS, 1000),
      { type: "due", kind: "close", at: CLOSES_AT, id: "r1:close" },
      { type: "due", kind: "summary", at: CLOSES_AT + 1, id: "r1:summary" },
      ...spread(after, CLOSES_AT + 2, DAY_MS),
    ];
  });

function spread(commands: readonly Command[], from: number, step: number): readonly RoundEvent[] {
  return commands.map((toEvent, index) => toEvent(from + index * step));
}
