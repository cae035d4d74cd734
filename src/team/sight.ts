import { takesDecisions } from "./state.ts";
import type { Request, Round } from "./state.ts";

/** Why somebody may not decide a request. To everybody but the approver all requests look the same, those that do not exist too. */
export type SightRefusal =
  | "not-approver"
  | "request-unknown"
  | "not-your-own"
  | "request-decided"
  | "decide-after-closing";

/** A request that this person may see and decide, or why not. */
export type Sight =
  | { readonly type: "seen"; readonly request: Request }
  | { readonly type: "refused"; readonly why: SightRefusal };

/**
 * Looks up a request for whoever would decide it. Whatever shows a request, its form or its amount to anybody but its author asks here,
 * or takes the requests of {@link requestsInSight}: who may see a request is decided in this file alone.
 */
export function findToDecide(round: Round, person: string, requestId: string): Sight {
  if (round.approver !== person) {
    return refuse("not-approver");
  }
  const isFinal = ({ type, requestId: id }: Round["decisions"][number]) =>
    id === requestId && type !== "later";
  if (round.decisions.some(isFinal)) {
    return refuse("request-decided");
  }
  if (!takesDecisions(round)) {
    return refuse("decide-after-closing");
  }
  const request = round.requests.find(({ id, status }) => id === requestId && status === "sent");
  if (request?.person === person) {
    return refuse("not-your-own");
  }
  return request && isForApprover(round, request)
    ? { type: "seen", request }
    : refuse("request-unknown");
}

/** The requests that the present approver may see: sent, after closing, and named for them by their authors. */
export function requestsInSight(round: Round): readonly Request[] {
  return takesDecisions(round)
    ? round.requests.filter((request) => request.status === "sent" && isForApprover(round, request))
    : [];
}

/** Whether its author wrote a request for whoever approves now. Until an approver was replaced, requests name none. */
export function isForApprover(
  { approver }: Pick<Round, "approver">,
  request: Pick<Request, "approver">,
): boolean {
  return request.approver === undefined || request.approver === approver;
}

function refuse(why: SightRefusal): Sight {
  return { type: "refused", why };
}
