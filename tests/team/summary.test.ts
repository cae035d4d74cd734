import { expect, test } from "vitest";
import type { Verdict } from "../../src/team/state.ts";
import { toSummary } from "../../src/team/summary.ts";
import { people, roundWith, toContribution, toRequest } from "./scenario.ts";

const PURPOSES = ["promotion", "safer", "current-work"];

/** Nine people: six with a good advice, six with a task, five whom a free route would serve, four who want the same. */
const NINE = people(9).map((person, index) =>
  toContribution(person, {
    verdict: index < 6 ? "worth-it" : "not-yet",
    purpose: PURPOSES[index % 3]!,
    hasTask: index > 2,
    freeRouteDoes: index % 2 === 0,
    costUsd: 100 + index * 30,
    ...(index < 4 && { certification: "aif" }),
  }),
);

test("toSummary() adds up what may be shown", () => {
  expect(toSummary(roundWith(NINE))).toEqual({
    answered: 9,
    verdicts: [
      { verdicts: ["worth-it", "worth-it-if"], count: 6 },
      { verdicts: ["not-yet", "alternative"], count: 3 },
    ],
    purposes: {
      shown: [
        { purpose: "current-work", count: 3 },
        { purpose: "promotion", count: 3 },
      ],
      rest: 3,
    },
    withTask: 6,
    freeRoute: 5,
    sameCertification: [{ certification: "aif", count: 4 }],
    budget: { currency: "USD", budget: 6000, advisedUsd: 1300, coverableUsd: 1100 },
    questions: ["group-course-or-study-group", "free-route-first", "which-problem-first"],
  });
});

test("toSummary() splits a side of the verdicts where both halves may be shown", () => {
  const verdicts: readonly Verdict[] = ["worth-it", "worth-it-if", "not-yet", "alternative"];
  const twelve = people(12).map((person, index) =>
    toContribution(person, { verdict: verdicts[index % 4]! }),
  );
  expect(toSummary(roundWith(twelve))?.verdicts?.map(({ count }) => count)).toEqual([3, 3, 3, 3]);
});

test("toSummary() never counts a purpose openly that the round keeps in the rest", () => {
  const worried = NINE.map((person) => ({ ...person, purpose: "safer" }));
  expect(toSummary(roundWith(worried))).not.toHaveProperty("purposes");
});

test("toSummary() exposes nobody by unanimity", () => {
  const alike = people(9).map((person) => toContribution(person));
  expect(toSummary(roundWith(alike))).toEqual({
    answered: 9,
    sameCertification: [],
    budget: { currency: "USD", budget: 6000 },
    questions: ["which-problem-first", "how-we-will-know", "free-route-first"],
  });
});

test("toSummary() gives a requested total and what it leaves over at least the threshold", () => {
  const requests = people(5).map((person) => toRequest(person, { amount: 1310 }));
  const budgetOf = (count: number) =>
    toSummary(roundWith(NINE, requests.slice(0, count), { threshold: 5 }))?.budget;
  expect(budgetOf(4)).not.toHaveProperty("requested");
  expect(budgetOf(5)).toMatchObject({ requested: 6550, left: -550 });
});

test("toSummary() gives no total that is mostly one person's price", () => {
  const lopsided = NINE.map((person, index) => ({ ...person, costUsd: index === 0 ? 9000 : 100 }));
  expect(toSummary(roundWith(lopsided))?.budget).toEqual({ currency: "USD", budget: 6000 });
});

test("toSummary() gives no total whose leftover beside the requests is one or two people's", () => {
  const requests = people(7).map((person) => toRequest(person));
  const { advisedUsd, requested } = toSummary(roundWith(NINE, requests))!.budget;
  expect([advisedUsd, requested]).toEqual([undefined, 3500]);
});
