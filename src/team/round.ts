import { contribute, dueCounter, dueRemind, erase, join } from "./answering.ts";
import { cancel, close, dueClose, dueErase, dueSummary } from "./closing.ts";
import { decide } from "./deciding.ts";
import type { RoundStep, Step } from "./effects.ts";
import { noticeTo } from "./effects.ts";
import type { Due, RoundEvent } from "./events.ts";
import { answerChange } from "./handing-over.ts";
import { answerApproval, propose, replaceApprover } from "./opening.ts";
import { previewRequest, sendRequest, withdrawRequest } from "./request.ts";
import { answerReview, dueOutcome, dueReview } from "./review.ts";
import type { Round } from "./state.ts";

/**
 * Advances a team round: proposed → open → closing → closed → decided → reviewed, or cancelled.
 *
 * Total and pure: any event in any state gives at least one effect, and nothing throws. The laws it keeps are in `tests/team/laws.test.ts`.
 *
 * @param round - The stored round, or undefined when none exists yet.
 * @param event - What happened, with its own time.
 * @returns The round to store, and what to do about it.
 */
export function transitionRound(round: Round | undefined, event: RoundEvent): Step {
  if (event.type === "propose") {
    return round ? { round, effects: [noticeTo(event.by, "round-exists")] } : propose(event);
  }
  if (round) {
    return advance(round, event);
  }
  return event.type === "due"
    ? { round, effects: [{ type: "cancelSchedule", to: { to: "clock" }, id: event.id }] }
    : { round, effects: [noticeTo(event.by, "no-round")] };
}

function advance(
  round: Round,
  event: Exclude<RoundEvent, { readonly type: "propose" }>,
): RoundStep {
  switch (event.type) {
    case "answerApproval":
      return answerApproval(round, event);
    case "replaceApprover":
      return replaceApprover(round, event);
    case "answerChange":
      return answerChange(round, event);
    case "join":
      return join(round, event);
    case "contribute":
      return contribute(round, event);
    case "erase":
      return erase(round, event);
    case "previewRequest":
      return previewRequest(round, event);
    case "sendRequest":
      return sendRequest(round, event);
    case "withdrawRequest":
      return withdrawRequest(round, event);
    case "decide":
      return decide(round, event);
    case "close":
      return close(round, event);
    case "cancel":
      return cancel(round, event);
    case "answerReview":
      return answerReview(round, event);
    case "due":
      return due(round, event);
  }
}

function due(round: Round, { kind, at }: Due): RoundStep {
  switch (kind) {
    case "counter":
      return dueCounter(round, at);
    case "remind":
      return dueRemind(round, at);
    case "close":
      return dueClose(round, at);
    case "summary":
      return dueSummary(round, at);
    case "erase":
      return dueErase(round, at);
    case "review":
      return dueReview(round, at);
    case "outcome":
      return dueOutcome(round);
  }
}
