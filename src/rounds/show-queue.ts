import { say } from "../engine/reply.ts";
import { queueOf } from "../team/deciding.ts";
import type { Round } from "../team/state.ts";
import type { FundingReply, QueueCardReply, RoundNoticeReply } from "./replies.ts";
import { sayFunding, sayQueueCard } from "./say-decision.ts";

/** How many requests are shown at once: on Discord each is a message of its own, and nobody reads more in one go. */
const QUEUE_AT_ONCE = 5;

/** How many requests wait for this person's decision. */
export function countQueue(round: Round, person: string): number {
  return round.approver === person ? queueOf(round).cards.length : 0;
}

/**
 * Shows the approver again what waits for a decision, as it was shown when the round closed: what nobody has looked at yet
 * comes before what was put off.
 *
 * @param from - How many to pass over, for the next ones.
 * @returns Nothing for anybody but the approver, before the round has closed, and where nothing waits.
 */
export function showQueue(
  round: Round,
  person: string,
  now: number,
  from = 0,
): readonly (QueueCardReply | FundingReply | RoundNoticeReply)[] {
  if (countQueue(round, person) <= from) return [];
  const { cards, suggestion } = queueOf(round);
  const isPutOff = ({ requestId }: { readonly requestId: string }) =>
    round.decisions.some((decision) => decision.requestId === requestId);
  const ordered = [
    ...cards.filter((card) => !isPutOff(card)),
    ...cards.filter((card) => isPutOff(card)),
  ];
  const next = from + QUEUE_AT_ONCE;
  const more = ordered.length - next;
  return [
    ...(suggestion && from === 0 ? [sayFunding(suggestion, round)] : []),
    ...ordered.slice(from, next).map((card) => sayQueueCard(card, round, now)),
    ...(more > 0 ? [sayMore(round.id, more, next)] : []),
  ];
}

function sayMore(round: string, count: number, from: number): RoundNoticeReply {
  return {
    type: "round-notice",
    notice: "queue-more",
    lasts: true,
    round,
    as: "new",
    title: say("round.queue.more", { count }),
    lines: [],
    actions: [{ label: say("round.action.more"), event: { type: "queue", round, from } }],
  };
}
