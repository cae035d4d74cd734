import { expect, test } from "vitest";
import { toSummary } from "../../src/team/summary.ts";
import type { Round } from "../../src/team/state.ts";
import type { Summary } from "../../src/team/summary.ts";
import type { Summarize } from "./attacker.ts";
import { findExposed, findForbiddenAnywhere } from "./attacker.ts";
import { people, toContribution, toRequest } from "./scenario.ts";

test.each([3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  "toSummary() tells of no group of one or two, whatever %i people answered",
  (size) => {
    expect(findForbiddenAnywhere(size, [])).toBeUndefined();
  },
);

test("toSummary() tells of no group of one or two among those who made no request", () => {
  for (const size of [6, 8, 10, 12]) {
    for (let wanting = 0; wanting <= size; wanting += 1) {
      for (let others = 0; others + wanting <= size && others <= 4; others += 1) {
        const requests = people(wanting + others).map((person, index) =>
          index < wanting
            ? toRequest(person, { certification: "aif", task: "reports" })
            : toRequest(person),
        );
        expect(
          findForbiddenAnywhere(size, requests),
          `${size} ${wanting} ${others}`,
        ).toBeUndefined();
      }
    }
  }
});

const LEAKS: Readonly<Record<string, Summarize>> = {
  "shows a count of two": (round) => leak(round, { withTask: countTasks(round) }),
  "hides a small count only, so that the rest gives it away": (round) => {
    const count = countTasks(round);
    return leak(round, count > 2 ? { withTask: count } : {});
  },
  "shows zero, so that three people are never hidden in vain": (round) => {
    const count = countTasks(round);
    const size = round.contributions.length;
    const isShown = [count, size - count].every((part) => part === 0 || part > 2);
    return leak(round, isShown ? { withTask: count } : {});
  },
};

test.each(Object.entries(LEAKS))("the attacker notices a summary that %s", (_, summarize) => {
  const findings = [3, 4, 5, 6].map((size) => findForbiddenAnywhere(size, [], summarize));
  expect(findings).toContainEqual(expect.objectContaining({ attribute: "task" }));
});

test("the attacker notices a count that names can be subtracted from", () => {
  const requests = people(3).map((person) => toRequest(person, { task: "reports" }));
  expect(findForbiddenAnywhere(8, requests, forgetful)).toMatchObject({ attribute: "task" });
});

test("the attacker notices a total that prices can be subtracted from", () => {
  const truth = [5000, 100, 100, 100, 100, 100].map((costUsd, index) =>
    toContribution(`p${index}`, { costUsd, verdict: index < 3 ? "worth-it" : "not-yet" }),
  );
  expect(findExposed(truth, [], summing)).toBe("p0");
});

test("toSummary() gives no side of a verdict away to somebody who knows every price", () => {
  const prices = [5000, 100, 100, 165, 300, 950, 99, 500];
  for (let mask = 0; mask < 2 ** prices.length; mask += 7) {
    const truth = prices.map((costUsd, index) =>
      toContribution(`p${index}`, {
        costUsd,
        verdict: Math.floor(mask / 2 ** index) % 2 === 1 ? "worth-it" : "not-yet",
      }),
    );
    const requests = truth
      .slice(0, 4)
      .map(({ person, costUsd }) => toRequest(person, { amount: costUsd! }));
    expect(findExposed(truth, requests)).toBeUndefined();
  }
});

function countTasks({ contributions }: Round): number {
  return contributions.filter(({ hasTask }) => hasTask).length;
}

function leak(round: Round, shown: Partial<Summary>): Summary | undefined {
  const summary = toSummary(round);
  if (!summary) {
    return undefined;
  }
  const { withTask: _, ...others } = summary;
  return { ...others, ...shown };
}

function forgetful(round: Round): Summary | undefined {
  const summary = toSummary({ ...round, requests: [] });
  return summary && { ...summary, budget: toSummary(round)!.budget };
}

function summing(round: Round): Summary | undefined {
  const advised = round.contributions.filter(({ verdict }) => verdict === "worth-it");
  const advisedUsd = advised.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  const summary = toSummary(round)!;
  return advised.length < 3 ? summary : { ...summary, budget: { ...summary.budget, advisedUsd } };
}
