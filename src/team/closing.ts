import { sendQueue, settle } from "./deciding.ts";
import type { Effect, RoundStep } from "./effects.ts";
import { cancelSchedule, noticeTo, schedule } from "./effects.ts";
import type { CloseOrCancel, TimerKind } from "./events.ts";
import { fundedDecisions, waitingRequests } from "./record.ts";
import { takesAnswers } from "./state.ts";
import type { Round } from "./state.ts";
import { toSummary } from "./summary.ts";

/** How long people who had begun may finish after the round closes, in ms. */
const FINISH_MS = 10 * 60 * 1000;

/** How long after closing the answers are kept, in ms. */
export const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** Whether this person may end the round: who opened it, who approves, and administrators. */
export function mayEnd(
  { openedBy, approver }: Round,
  { by, administers }: Pick<CloseOrCancel, "by" | "administers">,
): boolean {
  return by === openedBy || by === approver || administers;
}

/** How many answers may be told before the end: what the counter shows, and 0 while that is below the threshold. */
function tellableAnswers({ counter, threshold }: Round): number {
  return counter.shown >= threshold ? counter.shown : 0;
}

/** Closes an open round by hand. */
export function close(round: Round, event: CloseOrCancel): RoundStep {
  if (!mayEnd(round, event)) {
    return refuseEnd(round, event);
  }
  if (round.phase !== "open") {
    return {
      round,
      effects: [noticeTo(event.by, round.phase === "proposed" ? "not-open-yet" : "closed-already")],
    };
  }
  if (!isConfirmed(round, event)) {
    return askBefore(round, event);
  }
  const step = beginClosing(round, event.at);
  const { by } = event;
  return {
    round: step.round,
    effects: [
      noticeTo(by, "closing"),
      ...step.effects,
      { type: "postClosing", to: { to: "channel" }, by },
      ...othersIn(round, by).map((person) => noticeTo(person, "closed-by", { by })),
    ],
  };
}

/** Ends a round that has not closed yet, without any summary, and deletes everything that was answered or asked for. */
export function cancel(round: Round, event: CloseOrCancel): RoundStep {
  if (!mayEnd(round, event)) {
    return refuseEnd(round, event);
  }
  const wasOpen = takesAnswers(round);
  if (!wasOpen && round.phase !== "proposed") {
    return { round, effects: [noticeTo(event.by, "closed-already")] };
  }
  if (!isConfirmed(round, event)) {
    return askBefore(round, event);
  }
  const timers: readonly TimerKind[] = ["close", "remind", "counter", "summary"];
  const { by } = event;
  return {
    round: cancelledRound(round),
    effects: [
      noticeTo(by, "cancelled"),
      ...(wasOpen ? tellCancelled(round, by) : []),
      ...othersIn(round, by, [round.openedBy, round.approver, round.candidate]).map((person) =>
        noticeTo(person, "cancelled-by", { by }),
      ),
      ...round.requests.map(({ person }) => noticeTo(person, "request-dropped")),
      ...timers.map((kind) => cancelSchedule(round, kind)),
    ],
  };
}

function refuseEnd(round: Round, { by }: CloseOrCancel): RoundStep {
  const { openedBy: opener, approver } = round;
  const isOther = approver !== undefined && approver !== opener;
  const named = { opener, approver: approver ?? opener, hasApprover: isOther ? "yes" : "no" };
  return { round, effects: [noticeTo(by, "end-not-yours", named)] };
}

/** A question that told another number of answers was about less, or more, than would be lost now. */
function isConfirmed(round: Round, { confirmed }: CloseOrCancel): boolean {
  return confirmed === tellableAnswers(round);
}

function askBefore(round: Round, { type: how, by }: CloseOrCancel): RoundStep {
  const to = { to: "person", person: by } as const;
  return {
    round,
    effects: [{ type: "confirmEnd", to, how, answered: tellableAnswers(round) }],
  };
}

/** Everybody who began, answered or asked, but whoever ended it. */
function othersIn(round: Round, by: string, besides: readonly (string | undefined)[] = []) {
  const { joined, contributions, uncounted = [], requests } = round;
  const people = new Set([
    ...joined,
    ...uncounted,
    ...[...contributions, ...requests].map(({ person }) => person),
    ...besides.filter((person) => person !== undefined),
  ]);
  people.delete(by);
  return [...people];
}

function tellCancelled({ counter }: Round, by: string): readonly Effect[] {
  const to = { to: "channel" } as const;
  return [
    { type: "updateCounter", to, answered: counter.shown, phase: "cancelled" },
    { type: "postCancelled", to, by },
  ];
}

/** A round that will never close, with everything personal gone. */
export function cancelledRound(round: Round): Round {
  const { candidate: _, ...others } = round;
  return {
    ...others,
    phase: "cancelled",
    joined: [],
    contributions: [],
    uncounted: [],
    requests: [],
    decisions: [],
  };
}

/** The closing time has come. A round whose approver never accepted ends here. */
export function dueClose(round: Round, at: number): RoundStep {
  if (round.phase === "proposed" && at >= round.closesAt) {
    return {
      round: cancelledRound(round),
      effects: [noticeTo(round.openedBy, "approver-never-accepted")],
    };
  }
  if (round.phase === "open") {
    return at >= round.closesAt
      ? beginClosing(round, at)
      : { round, effects: [schedule(round, "close", round.closesAt)] };
  }
  return { round, effects: [cancelSchedule(round, "close")] };
}

/**
 * The time to finish is over: the one summary, or the word that there is none, and the approver's queue.
 *
 * This runs in the phase closing only, and leaves it for good; no event leads back, so that no second summary can ever follow.
 */
export function dueSummary(round: Round, at: number): RoundStep {
  if (round.phase !== "closing") {
    return { round, effects: [cancelSchedule(round, "summary")] };
  }
  const summary = toSummary(round);
  const drafts = round.requests.filter(({ status }) => status === "previewed");
  const closed: Round = {
    ...round,
    phase: "closed",
    ...(summary && { summaryAt: at }),
    counter: { ...round.counter, shown: round.contributions.length },
    joined: [],
    requests: round.requests.filter(({ status }) => status === "sent"),
  };
  const settled = settle(closed, at);
  return {
    round: settled.round,
    effects: [
      {
        type: "updateCounter",
        to: { to: "channel" },
        answered: round.contributions.length,
        phase: "closed",
      },
      summary
        ? { type: "postSummary", to: { to: "channel" }, summary }
        : { type: "notEnough", to: { to: "channel" }, threshold: round.threshold },
      ...drafts.map(({ person }) => noticeTo(person, "request-dropped")),
      ...sendQueue(closed),
      schedule(closed, "erase", at + KEEP_MS),
      ...settled.effects,
    ],
  };
}

/**
 * Thirty days after closing: only what was approved stays. What was declined was told to its author alone, and is kept for nobody. A request
 * that nobody decided, or that was put off, ends here, and its author is told.
 */
export function dueErase(round: Round, at: number): RoundStep {
  if (round.phase !== "closed" && round.phase !== "decided" && round.phase !== "reviewed") {
    return { round, effects: [cancelSchedule(round, "erase")] };
  }
  const undecided = waitingRequests(round);
  const decisions = [...fundedDecisions(round)];
  const settled = settle(
    { ...round, joined: [], contributions: [], uncounted: [], requests: [], decisions },
    at,
  );
  return {
    round: settled.round,
    effects: [
      noticeTo(round.openedBy, "deleted-after-30-days"),
      ...undecided.map(({ person }) => noticeTo(person, "request-dropped")),
      ...settled.effects,
    ],
  };
}

function beginClosing(round: Round, at: number): RoundStep {
  const timers: readonly TimerKind[] = ["close", "remind", "counter"];
  const answered = round.contributions.length;
  const effects: readonly Effect[] = [
    { type: "updateCounter", to: { to: "channel" }, answered, phase: "closing" },
    ...timers.map((kind) => cancelSchedule(round, kind)),
    schedule(round, "summary", at + FINISH_MS),
  ];
  const { remindAt: _, ...others } = round;
  return {
    round: {
      ...others,
      phase: "closing",
      counter: { shown: answered, editedAt: at, trailing: false },
    },
    effects,
  };
}
