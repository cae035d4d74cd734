import { settle } from "./deciding.ts";
import type { Effect, RoundStep } from "./effects.ts";
import { noticeTo } from "./effects.ts";
import type { PreviewRequest, SendOrWithdrawRequest } from "./events.ts";
import { waitingRequests } from "./record.ts";
import { isForApprover, requestsInSight } from "./sight.ts";
import type { Request, Round } from "./state.ts";
import { hasAnswered, parseRequestContent, takesAnswers } from "./state.ts";

/**
 * Shows a person their request exactly as the approver would get it, and keeps it until they send it or preview another.
 *
 * Requests end with the answers: one that came after the summary could be subtracted from it by name.
 */
export function previewRequest(round: Round, event: PreviewRequest): RoundStep {
  const { by, id } = event;
  const refuse = (effect: Effect): RoundStep => ({ round, effects: [effect] });
  if (!takesAnswers(round)) {
    return refuse(noticeTo(by, "requests-closed"));
  }
  if (!hasAnswered(round, by)) {
    return refuse(noticeTo(by, "answer-first"));
  }
  if (round.requests.some(({ person, status }) => person === by && status === "sent")) {
    return refuse(noticeTo(by, "request-sent-already"));
  }
  if (round.requests.some((request) => request.id === id && request.person !== by)) {
    return refuse(noticeTo(by, "request-id-taken"));
  }
  const content = parseRequestContent(event.content);
  if (!content) {
    return refuse(noticeTo(by, "request-invalid"));
  }
  return showPreview(round, { id, person: by, content, status: "previewed", at: event.at });
}

/** The preview names the approver, and holds for this one alone. */
function showPreview(round: Round, previewed: Omit<Request, "approver">): RoundStep {
  const { id: requestId, person, content } = previewed;
  const { approver } = round;
  const others = round.requests.filter((request) => request.person !== person);
  const request: Request = { ...previewed, ...(approver !== undefined && { approver }) };
  return {
    round: { ...round, requests: [...others, request] },
    effects: [{ type: "requestPreview", to: { to: "person", person }, requestId, content }],
  };
}

/** Sends what was previewed. The approver gets it when the round closes, so that nothing can be matched with the counter. */
export function sendRequest(round: Round, { by, id, at }: SendOrWithdrawRequest): RoundStep {
  if (!takesAnswers(round)) {
    return { round, effects: [noticeTo(by, "requests-closed")] };
  }
  const request = round.requests.find(
    (candidate) => candidate.id === id && candidate.person === by,
  );
  if (request?.status !== "previewed") {
    return { round, effects: [noticeTo(by, request ? "request-sent-already" : "request-unknown")] };
  }
  if (!isForApprover(round, request)) {
    return showPreview(round, request);
  }
  const requests = round.requests.map((other) =>
    other === request ? { ...other, status: "sent" as const, at } : other,
  );
  return {
    round: { ...round, requests },
    effects: [noticeTo(by, "request-sent", { requestId: id })],
  };
}

/** Takes a request back, as long as it is not decided. What was already posted stays. */
export function withdrawRequest(round: Round, { by, id, at }: SendOrWithdrawRequest): RoundStep {
  const request = round.requests.find(
    (candidate) => candidate.id === id && candidate.person === by,
  );
  if (!request) {
    return { round, effects: [noticeTo(by, "request-unknown")] };
  }
  if (request.status === "sent" && !waitingRequests(round).includes(request)) {
    return { round, effects: [noticeTo(by, "request-decided")] };
  }
  const withdrawn = { ...round, requests: round.requests.filter((other) => other !== request) };
  const wasQueued = requestsInSight(round).includes(request) && by !== round.approver;
  const told: readonly Effect[] = [
    noticeTo(by, "request-withdrawn", { requestId: id }),
    ...(wasQueued
      ? [
          {
            type: "notice",
            to: { to: "approver" },
            code: "request-withdrawn",
            values: { requestId: id },
          } as const,
        ]
      : []),
  ];
  const settled = settle(withdrawn, at);
  return { round: settled.round, effects: [...told, ...settled.effects] };
}
