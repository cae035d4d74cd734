import type { Effect, RoundStep } from "./effects.ts";
import { noticeTo, schedule } from "./effects.ts";
import type { Choice, Decide } from "./events.ts";
import { suggestFunding, toQueue } from "./funding.ts";
import type { FundingSuggestion, QueueCard } from "./funding.ts";
import { fundedDecisions, toRecord, waitingRequests } from "./record.ts";
import { findToDecide, isForApprover, requestsInSight } from "./sight.ts";
import { ROUND_LIMITS, takesDecisions } from "./state.ts";
import type { Decision, Request, Round } from "./state.ts";

/** When funded people are asked what came of it, in ms after the decisions. */
export const REVIEW_AFTER_MS = 90 * 24 * 60 * 60 * 1000;

/** The approver decides one request. Nobody decides their own, whoever they have become since. */
export function decide(round: Round, event: Decide): RoundStep {
  const { by, choice } = event;
  const sight = findToDecide(round, by, event.requestId);
  if (sight.type === "refused") {
    return { round, effects: [noticeTo(by, sight.why)] };
  }
  const { request } = sight;
  if (!isSound(choice, request)) {
    return { round, effects: [noticeTo(by, "decision-invalid")] };
  }
  if (choice.type === "decline" && !event.confirmed) {
    return {
      round,
      effects: [{ type: "decisionPreview", to: { to: "approver" }, requestId: request.id, choice }],
    };
  }
  const decisions = round.decisions.filter(({ requestId }) => requestId !== request.id);
  const decided: Round = { ...round, decisions: [...decisions, toDecision(request, event)] };
  const { left } = toRecord(decided);
  const isApproval = choice.type.startsWith("approve");
  const isOver = left !== undefined && left < 0 && isApproval;
  const settled = settle(decided, event.at, isApproval);
  return {
    round: settled.round,
    effects: [
      {
        type: "decisionNotice",
        to: { to: "person", person: request.person },
        requestId: request.id,
        choice,
        by,
      },
      noticeTo(by, "decision-kept", { requestId: request.id }),
      ...(isOver ? [noticeTo(by, "over-budget", { over: -left })] : []),
      ...settled.effects,
    ],
  };
}

/** What waits for the approver, and what to fund first when it exceeds what is left; nothing before the round has closed. */
export function queueOf(round: Round): {
  readonly cards: readonly QueueCard[];
  readonly suggestion?: FundingSuggestion;
} {
  if (!takesDecisions(round)) {
    return { cards: [] };
  }
  const waiting = new Set(waitingRequests(round).map(({ id }) => id));
  const cards = toQueue(requestsInSight(round), round.approver).filter(({ requestId }) =>
    waiting.has(requestId),
  );
  const { left } = toRecord(round);
  const suggestion = left === undefined ? undefined : suggestFunding(cards, left);
  return { cards, ...(suggestion && { suggestion }) };
}

/** Shows the approver what waits; nothing before the round has closed. */
export function sendQueue(round: Round): readonly Effect[] {
  if (!takesDecisions(round)) {
    return [];
  }
  const { cards, suggestion } = queueOf(round);
  const waiting = new Set(waitingRequests(round).map(({ id }) => id));
  const hasOwn = round.requests.some(
    ({ id, person }) => person === round.approver && waiting.has(id),
  );
  return [
    ...cards.map((card) => ({ type: "queueCard", to: { to: "approver" }, card }) as const),
    ...(suggestion
      ? [{ type: "suggestFunding", to: { to: "approver" }, suggestion } as const]
      : []),
    ...(hasOwn ? [noticeTo(round.openedBy, "needs-another-approver")] : []),
  ];
}

/**
 * Moves a closed round on once every request has its decision, and posts the record; after that, again for each new approval. Without
 * an approval there is no record: that something was declined or put off is told to its author alone.
 *
 * @param isApproval - Whether a request was just approved; nothing else posts a record anew.
 * @returns The round as it is, and no effect, when nothing follows yet.
 */
export function settle(round: Round, at: number, isApproval = false): RoundStep {
  const decided = new Set(round.decisions.map(({ requestId }) => requestId));
  // A request that the approver may not see holds up nobody.
  const isComplete = round.requests.every(
    (request) => decided.has(request.id) || !isForApprover(round, request),
  );
  if (!takesDecisions(round) || !isComplete) {
    return { round, effects: [] };
  }
  const isFunded = fundedDecisions(round).length > 0;
  const phase = isFunded || waitingRequests(round).length > 0 ? "decided" : "reviewed";
  const isNews = isApproval || round.phase === "closed";
  if (!isFunded || !isNews) {
    return { round: { ...round, phase }, effects: [] };
  }
  const settled: Round = { ...round, phase };
  return {
    round: settled,
    effects: [
      { type: "postRecord", to: { to: "channel" }, record: toRecord(settled) },
      schedule(settled, "review", at + REVIEW_AFTER_MS),
    ],
  };
}

function isSound(choice: Choice, { content }: Request): boolean {
  const isAmount = (amount: number | undefined) =>
    amount === undefined || (amount > 0 && amount <= content.amount);
  if (choice.type !== "decline" && !Number.isFinite(choice.reviewAt ?? 0)) {
    return false;
  }
  switch (choice.type) {
    case "approve":
      return isAmount(choice.amount);
    case "approve-if":
      return isAmount(choice.amount) && isText(choice.condition);
    case "later":
      return true;
    case "decline":
      return isText(choice.reason);
  }
}

/** The reason of a decline goes to the person only; the record does not keep it. */
function toDecision({ id, person, content }: Request, { by, at, choice }: Decide): Decision {
  const line = { requestId: id, person, name: content.name, type: choice.type, by, at };
  if (choice.type === "decline") {
    return line;
  }
  const reviewAt = choice.reviewAt ?? (choice.type === "later" ? undefined : at + REVIEW_AFTER_MS);
  return {
    ...line,
    ...(choice.type !== "later" && { amount: choice.amount ?? content.amount }),
    ...(choice.type === "approve-if" && { condition: choice.condition }),
    ...(reviewAt !== undefined && { reviewAt }),
  };
}

function isText(text: string): boolean {
  return text.trim() !== "" && text.length <= ROUND_LIMITS.textCharsMax;
}
