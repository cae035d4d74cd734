import type { Request, RequestContent } from "./state.ts";

/** One request as the approver sees it: what was previewed, and who else wants the same by their own requests. */
export interface QueueCard {
  readonly requestId: string;
  readonly person: string;
  readonly content: RequestContent;
  readonly alsoWantedBy: readonly string[];
}

/** Why a request is suggested, or not, in words that the request itself supports. */
export type FundingReason =
  | "names-a-task"
  | "names-no-task"
  | "no-cheaper-way"
  | "has-a-cheaper-way"
  | "wanted-by-several"
  | "fits-the-budget"
  | "exceeds-what-is-left";

/** What to fund first when requests exceed the budget, in order, each with its reasons. */
export interface FundingSuggestion {
  readonly fund: readonly SuggestedRequest[];
  readonly wait: readonly SuggestedRequest[];
  readonly left: number;
}

/** One request of a suggestion. */
export interface SuggestedRequest {
  readonly requestId: string;
  readonly amount: number;
  readonly reasons: readonly FundingReason[];
}

/** So many people wanting the same make a group course worth asking for. */
const SEVERAL = 3;

/**
 * Makes the approver's queue from the requests and from nothing else: it cannot see an answer, because it is not given any.
 *
 * @param requests - All requests that were sent.
 * @param approver - Left out of the queue: nobody decides on their own request.
 */
export function toQueue(
  requests: readonly Request[],
  approver: string | undefined,
): readonly QueueCard[] {
  return requests
    .filter(({ person }) => person !== approver)
    .map((request) => ({
      requestId: request.id,
      person: request.person,
      content: request.content,
      alsoWantedBy: requests
        .filter((other) => other.person !== request.person && wantsSame(other, request))
        .map(({ person }) => person),
    }));
}

/**
 * Suggests what to fund first: a named task counts most, then that no cheaper way is known and that several want the same, then the
 * smaller amount; whatever still fits is suggested.
 *
 * @param queue - The approver's queue.
 * @param budget - What may be spent, in the currency of the requests.
 * @returns undefined when everything fits.
 */
export function suggestFunding(
  queue: readonly QueueCard[],
  budget: number,
): FundingSuggestion | undefined {
  if (queue.reduce((sum, { content }) => sum + content.amount, 0) <= budget) {
    return undefined;
  }
  const ranked = queue.toSorted(
    (a, b) =>
      merit(b) - merit(a) ||
      a.content.amount - b.content.amount ||
      compare(a.content.name, b.content.name) ||
      compare(a.person, b.person),
  );
  const fund: SuggestedRequest[] = [];
  const wait: SuggestedRequest[] = [];
  let left = budget;
  for (const card of ranked) {
    const { amount } = card.content;
    const fits = amount <= left;
    left -= fits ? amount : 0;
    (fits ? fund : wait).push({
      requestId: card.requestId,
      amount,
      reasons: reasonsFor(card, fits),
    });
  }
  return { fund, wait, left };
}

/** The same requests always come in the same order, whatever their ids. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What the catalogue does not know is the same where it is called the same. */
function wantsSame({ content: a }: Request, { content: b }: Request): boolean {
  if (a.certification !== undefined || b.certification !== undefined)
    return a.certification === b.certification;
  return a.name.toLowerCase() === b.name.toLowerCase();
}

function merit({ content, alsoWantedBy }: QueueCard): number {
  return (
    (content.task ? 3 : 0) +
    (content.cheaperWay ? 0 : 1) +
    (alsoWantedBy.length + 1 >= SEVERAL ? 1 : 0)
  );
}

function reasonsFor({ content, alsoWantedBy }: QueueCard, fits: boolean): readonly FundingReason[] {
  return [
    content.task ? "names-a-task" : "names-no-task",
    content.cheaperWay ? "has-a-cheaper-way" : "no-cheaper-way",
    ...(alsoWantedBy.length + 1 >= SEVERAL ? (["wanted-by-several"] as const) : []),
    fits ? "fits-the-budget" : "exceeds-what-is-left",
  ];
}
