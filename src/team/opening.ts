import { cancelledRound } from "./closing.ts";
import { PEOPLE_MIN } from "./disclosure.ts";
import type { Effect, RoundStep, Step } from "./effects.ts";
import { noticeTo, schedule } from "./effects.ts";
import type { AnswerApproval, Propose, ReplaceApprover } from "./events.ts";
import { handOver } from "./handing-over.ts";
import { ROUND_LIMITS } from "./state.ts";
import type { Round } from "./state.ts";

/** The threshold of a round that names none. */
const THRESHOLD_DEFAULT = 5;

/** The longest a round may run, in ms: answers are kept as long as it runs, and 30 days more. */
export const ROUND_MS_MAX = 60 * 24 * 60 * 60 * 1000;

/** Who may open rounds in a workspace: people, and groups of people where the platform has them, by their ids. */
export type RoundPermission =
  | { readonly type: "everybody" }
  | { readonly type: "people"; readonly people: readonly string[] };

/**
 * Whether the workspace setting lets a person open rounds.
 *
 * @param ids - The person's own id, and those of their groups.
 */
export function isPermitted(permission: RoundPermission, ids: readonly string[]): boolean {
  return permission.type === "everybody" || ids.some((id) => permission.people.includes(id));
}

/** Starts a round that waits for its approver; nothing is posted yet. */
export function propose(event: Propose): Step {
  const refusals = findProposalFaults(event).map((fault) =>
    noticeTo(event.by, "round-invalid", { fault }),
  );
  if (!event.permitted) {
    return { round: undefined, effects: [noticeTo(event.by, "not-permitted")] };
  }
  if (refusals.length > 0) {
    return { round: undefined, effects: refusals };
  }
  const { inTheWay } = event;
  if (inTheWay !== undefined) {
    return {
      round: undefined,
      effects: [noticeTo(event.by, "channel-taken", { first: inTheWay })],
    };
  }
  const round = toRound(event);
  return {
    round,
    effects: [
      { type: "askApprover", to: { to: "person", person: event.approver } },
      noticeTo(event.by, "waiting-for-approver", { approver: event.approver }),
      schedule(round, "close", round.closesAt),
    ],
  };
}

/** Takes the answer of the person who was asked to approve: opens a proposed round, or hands a running one over. */
export function answerApproval(round: Round, event: AnswerApproval): RoundStep {
  const { candidate, ...others } = round;
  const isOver = round.phase === "cancelled" || round.phase === "reviewed";
  if (candidate !== event.by || isOver) {
    return { round, effects: [noticeTo(event.by, "not-asked-to-approve")] };
  }
  if (!event.accepts) {
    return {
      round: others,
      effects: [
        noticeTo(event.by, "approval-declined"),
        noticeTo(round.openedBy, "approver-declined", { approver: event.by }),
      ],
    };
  }
  if (round.phase === "proposed" && event.inTheWay !== undefined) {
    return {
      round,
      effects: [noticeTo(event.by, "channel-taken", { first: event.inTheWay })],
    };
  }
  const accepted: Round = { ...others, approver: event.by };
  const told = [
    noticeTo(event.by, "approval-accepted"),
    ...(event.by === round.openedBy ? [] : [noticeTo(round.openedBy, "approval-accepted")]),
  ];
  if (round.phase !== "proposed") {
    return handOver(round, accepted, told);
  }
  if (event.at >= round.closesAt) {
    return {
      round: cancelledRound(round),
      effects: [event.by, round.openedBy].map((person) =>
        noticeTo(person, "approver-never-accepted"),
      ),
    };
  }
  return open(accepted, event.at, told);
}

/** Asks somebody else to approve. Whoever approves now goes on until the new person accepts. */
export function replaceApprover(round: Round, event: ReplaceApprover): RoundStep {
  const { by, approver } = event;
  const refuse = (effect: Effect): RoundStep => ({ round, effects: [effect] });
  if (by !== round.openedBy) {
    return refuse(noticeTo(by, "replace-not-yours", { opener: round.openedBy }));
  }
  if (round.phase === "cancelled" || round.phase === "reviewed") {
    return refuse(noticeTo(by, "closed-already"));
  }
  if (approver === "") {
    return refuse(noticeTo(by, "approver-missing"));
  }
  if (approver === round.approver) {
    return refuse(noticeTo(by, "approver-already", { approver }));
  }
  const { candidate } = round;
  const isPassedOver = candidate !== undefined && candidate !== approver && candidate !== by;
  return {
    round: { ...round, candidate: approver },
    effects: [
      { type: "askApprover", to: { to: "person", person: approver } },
      noticeTo(by, "waiting-for-approver", { approver }),
      ...(isPassedOver ? [noticeTo(candidate, "approver-asked-other", { opener: by })] : []),
    ],
  };
}

function open(round: Round, at: number, told: readonly Effect[]): RoundStep {
  const opened: Round = {
    ...round,
    phase: "open",
    counter: { shown: 0, editedAt: at, trailing: false },
  };
  const { remindAt } = round;
  const willRemind = remindAt !== undefined && remindAt > at && remindAt < round.closesAt;
  return {
    round: opened,
    effects: [
      { type: "postOpening", to: { to: "channel" } },
      ...told,
      ...(willRemind ? [schedule(opened, "remind", remindAt)] : []),
    ],
  };
}

/** What may be wrong with a new round. */
export type ProposalFault =
  | "topic"
  | "currency"
  | "budget"
  | "closes-at"
  | "remind-at"
  | "threshold"
  | "approver";

/** What is wrong with a new round; empty when it can be proposed. */
export function findProposalFaults(event: Propose): readonly ProposalFault[] {
  const { topic, currency, budget, closesAt, at, threshold } = event;
  const isThresholdSound =
    threshold === undefined || (Number.isSafeInteger(threshold) && threshold >= PEOPLE_MIN);
  const faults: readonly (readonly ProposalFault[])[] = [
    topic.trim() === "" || topic.length > ROUND_LIMITS.lineCharsMax ? ["topic"] : [],
    /^[A-Z]{3}$/.test(currency) ? [] : ["currency"],
    budget === undefined || (Number.isFinite(budget) && budget > 0) ? [] : ["budget"],
    closesAt > at && closesAt - at <= ROUND_MS_MAX ? [] : ["closes-at"],
    Number.isFinite(event.remindAt ?? 0) ? [] : ["remind-at"],
    isThresholdSound ? [] : ["threshold"],
    event.approver === "" ? ["approver"] : [],
  ];
  return faults.flat();
}

function toRound(event: Propose): Round {
  const {
    id,
    by,
    topic,
    currency,
    budget,
    certification,
    closesAt,
    approver,
    threshold,
    openPurposes,
    remindAt,
  } = event;
  return {
    id,
    phase: "proposed",
    openedBy: by,
    topic,
    currency,
    ...(budget !== undefined && { budget }),
    ...(certification !== undefined && { certification }),
    threshold: threshold ?? THRESHOLD_DEFAULT,
    openPurposes: [...openPurposes],
    closesAt,
    ...(remindAt !== undefined && { remindAt }),
    candidate: approver,
    joined: [],
    contributions: [],
    counter: { shown: 0, editedAt: event.at, trailing: false },
    requests: [],
    decisions: [],
    reviewAsked: false,
    reviewAnswers: [],
  };
}
