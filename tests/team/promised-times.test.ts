import { expect, it } from "vitest";
import type { Effect } from "../../src/team/effects.ts";
import type { TimerKind } from "../../src/team/events.ts";
import {
  accepted,
  answers,
  closed,
  CLOSES_AT,
  codes,
  DAY_MS,
  decides,
  due,
  LATER,
  opened,
  people,
  play,
  proposal,
  requests,
} from "./scenario.ts";

/*
 * Written out, and not taken from the code: each of these times is told to people or keeps a promise, so that a change of
 * one has to be a change of a test.
 */
const MINUTE_MS = 60_000;

function scheduled(effects: readonly Effect[], kind: TimerKind): readonly number[] {
  return effects.flatMap((effect) =>
    effect.type === "schedule" && effect.kind === kind ? [effect.at] : [],
  );
}

it("the counter changes once in five minutes, and at once after them", () => {
  const free = accepted.at + 5 * MINUTE_MS;
  const early = play([...opened(), answers("p0", {}, free - 1)]);
  expect(early.round?.counter.shown).toBe(0);
  expect(scheduled(early.effects, "counter")).toEqual([free]);
  expect(play([...opened(), answers("p0", {}, free)]).round?.counter.shown).toBe(1);
});

it("whoever had begun has ten minutes after the closing", () => {
  const { effects } = play([...opened(), due("close", CLOSES_AT)]);
  expect(scheduled(effects, "summary")).toEqual([CLOSES_AT + 10 * MINUTE_MS]);
});

it("answers are deleted thirty days after the round has closed", () => {
  const { effects } = play([...opened(), ...closed]);
  expect(scheduled(effects, "erase")).toEqual([CLOSES_AT + 1 + 30 * DAY_MS]);
});

it("what came of it is asked ninety days after the last decision, and told two weeks later", () => {
  const decided = [
    ...opened(),
    ...people(5).flatMap((person) => [answers(person), ...requests(person)]),
    ...closed,
    ...people(5).map((person) => decides(person, { type: "approve" })),
  ];
  const { round, effects } = play(decided);
  const asked = LATER + 90 * DAY_MS;
  expect(scheduled(effects, "review")).toEqual([asked]);
  const review = play([due("review", asked)], round);
  expect(codes(review.effects)).toContain("askReview");
  expect(scheduled(review.effects, "outcome")).toEqual([asked + 14 * DAY_MS]);
});

it("a round is open for sixty days at most", () => {
  const longest = 60 * DAY_MS;
  expect(play([proposal({ closesAt: longest })]).round?.phase).toBe("proposed");
  expect(codes(play([proposal({ closesAt: longest + 1 })]).effects)).toEqual(["round-invalid"]);
});
