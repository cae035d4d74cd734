import { PEOPLE_MIN } from "./disclosure.ts";
import type { Contribution, Request } from "./state.ts";

/** Totals are rounded to this many units of their currency. */
const ROUND_TO = 50;

/** The largest part of a total that one person may make up; above it the total would mostly be that person's number. */
const ONE_PERSON_SHARE_MAX = 0.5;

/** The budget view of a summary. Every number is a rounded total over at least the threshold, or absent. */
export interface BudgetView {
  readonly currency: string;
  readonly budget?: number;
  /** What was requested by name, in the round's currency. */
  readonly requested?: number;
  /** The budget less what was requested; below zero when more was requested than there is. */
  readonly left?: number;
  /** US dollars for everybody whose advice is "worth it" or "worth it, if", at the average price of the round. */
  readonly advisedUsd?: number;
  /** US dollars for everybody for whom a free route would do as well, at the average price of the round. */
  readonly coverableUsd?: number;
}

/** What a budget view is made from; the two counts are absent where the summary may not show them. */
export interface BudgetFacts {
  readonly currency: string;
  readonly budget: number | undefined;
  readonly threshold: number;
  readonly contributions: readonly Contribution[];
  readonly requests: readonly Request[];
  readonly worthIt: number | undefined;
  readonly freeRoute: number | undefined;
}

/**
 * Makes the budget view of a summary.
 *
 * "Advised" and "coverable" are a shown count times the average price of everybody who answered, not the sum over the people in the group:
 * an approver knows many prices by name from the requests, and which of them add up to a group's sum would tell who was advised what. The
 * average knows nothing of verdicts, so these totals say no more than the counts beside them. Where all prices are equal they are the sum.
 */
export function toBudgetView(facts: BudgetFacts): BudgetView {
  const { currency, budget, threshold, requests } = facts;
  const requested = totalOver(
    requests.map(({ content }) => content.amount),
    threshold,
  );
  const price = averagePriceUsd(facts);
  const totalFor = (people: number | undefined) =>
    people === undefined || people < threshold || price === undefined
      ? undefined
      : roundTotal(people * price);
  const advisedUsd = totalFor(facts.worthIt);
  const coverableUsd = totalFor(facts.freeRoute);
  return {
    currency,
    ...(budget !== undefined && { budget }),
    ...(requested !== undefined && { requested }),
    ...(budget !== undefined && requested !== undefined && { left: budget - requested }),
    ...(advisedUsd !== undefined && { advisedUsd }),
    ...(coverableUsd !== undefined && { coverableUsd }),
  };
}

/** The rounded total of one amount a person, or undefined when fewer people than the threshold make it up. */
export function totalOver(amounts: readonly number[], threshold: number): number | undefined {
  return amounts.length >= threshold ? roundTotal(sum(amounts)) : undefined;
}

function averagePriceUsd({ contributions, requests, threshold }: BudgetFacts): number | undefined {
  const requesters = new Set(requests.map(({ person }) => person));
  const priced = contributions.filter(({ costUsd }) => costUsd !== undefined);
  const prices = priced.map(({ costUsd }) => costUsd ?? 0);
  // The approver can subtract the prices of everybody who made a request; what is left must not be one or two people's.
  const unnamed = priced.filter(({ person }) => !requesters.has(person)).length;
  const isLeftoverSafe = unnamed === 0 || unnamed >= PEOPLE_MIN;
  const isShared = Math.max(...prices, 0) <= ONE_PERSON_SHARE_MAX * sum(prices);
  return priced.length >= threshold && isLeftoverSafe && isShared
    ? sum(prices) / priced.length
    : undefined;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function roundTotal(total: number): number {
  return Math.round(total / ROUND_TO) * ROUND_TO;
}
