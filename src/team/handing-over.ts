import { queueOf, sendQueue } from "./deciding.ts";
import type { Effect, RoundStep } from "./effects.ts";
import { noticeTo } from "./effects.ts";
import type { AnswerChange } from "./events.ts";
import { waitingRequests } from "./record.ts";
import { isForApprover } from "./sight.ts";
import type { Round } from "./state.ts";

/**
 * Somebody else approves from now on. A request was written for whoever approved before: the new approver sees it only once its author
 * agrees, and until then nobody decides it.
 */
export function handOver(before: Round, accepted: Round, told: readonly Effect[]): RoundStep {
  const { approver: old } = before;
  const { approver } = accepted;
  if (old === undefined || approver === undefined || old === approver) {
    return { round: accepted, effects: [...told, ...sendQueue(accepted)] };
  }
  const round: Round = {
    ...accepted,
    requests: accepted.requests.map((request) => ({ approver: old, ...request })),
  };
  const asked = waitingRequests(round).filter(
    (request) => request.person !== approver && !isForApprover(round, request),
  );
  const { counter, phase } = round;
  return {
    round,
    effects: [
      ...told,
      noticeTo(old, "approver-replaced", { approver }),
      { type: "postApprover", to: { to: "channel" }, before: old, approver },
      { type: "updateCounter", to: { to: "channel" }, answered: counter.shown, phase },
      ...asked.map(({ id, person }) => askChange({ id, person, before: old, approver })),
      ...sendQueue(round),
    ],
  };
}

function askChange(asked: {
  readonly id: string;
  readonly person: string;
  readonly before: string;
  readonly approver: string;
}): Effect {
  const { id: requestId, person, before, approver } = asked;
  return { type: "askChange", to: { to: "person", person }, requestId, before, approver };
}

/** The author of a request lets the present approver see it, or not. They may think again either way. */
export function answerChange(round: Round, event: AnswerChange): RoundStep {
  const { by, id, agrees } = event;
  const { approver } = round;
  const request = waitingRequests(round).find((line) => line.id === id && line.person === by);
  if (!request || approver === undefined) {
    return { round, effects: [noticeTo(by, "request-unknown")] };
  }
  if (event.approver !== approver) {
    const asked = { id, person: by, before: request.approver ?? event.approver, approver };
    return { round, effects: [askChange(asked)] };
  }
  // Who agreed has shown it; taking it back is what is left.
  if (!agrees || isForApprover(round, request)) {
    const isShown = isForApprover(round, request);
    const code = isShown ? "change-agreed" : "change-refused";
    return { round, effects: [noticeTo(by, code, { approver, requestId: id })] };
  }
  const agreed = { ...request, approver };
  const next: Round = {
    ...round,
    requests: round.requests.map((line) => (line === request ? agreed : line)),
  };
  const card = queueOf(next).cards.find(({ requestId }) => requestId === id);
  return {
    round: next,
    effects: [
      noticeTo(by, "change-agreed", { approver, requestId: id }),
      ...(card ? [{ type: "queueCard", to: { to: "approver" }, card } as const] : []),
    ],
  };
}
