import type { Choice, TimerKind } from "./events.ts";
import type { TeamRecord } from "./record.ts";
import type { FundingSuggestion, QueueCard } from "./funding.ts";
import type { Outcome } from "./review.ts";
import type { RequestContent, Round } from "./state.ts";
import type { Summary } from "./summary.ts";

/** Who sees an effect. `approver` is whoever holds the task in the round returned beside the effect; `clock` is the timer table. */
export type Addressee =
  | { readonly to: "channel" }
  | { readonly to: "approver" }
  | { readonly to: "person"; readonly person: string }
  | { readonly to: "clock" };

/** The texts a notice may name. The wording lives in the language files. */
export type NoticeCode =
  | "no-round"
  | "not-permitted"
  | "round-invalid"
  | "round-exists"
  | "waiting-for-approver"
  | "approver-declined"
  | "approver-replaced"
  | "approver-never-accepted"
  | "approval-accepted"
  | "approval-declined"
  | "not-asked-to-approve"
  | "joined"
  | "answer-counted"
  | "answer-changed"
  | "answers-closed"
  | "not-open-yet"
  | "erased"
  | "erased-but-request-stays"
  | "deleted-after-30-days"
  | "answer-first"
  | "request-invalid"
  | "request-id-taken"
  | "request-sent-already"
  | "request-sent"
  | "request-withdrawn"
  | "request-dropped"
  | "request-unknown"
  | "request-decided"
  | "requests-closed"
  | "not-approver"
  | "not-your-own"
  | "decide-after-closing"
  | "decision-invalid"
  | "decision-kept"
  | "over-budget"
  | "needs-another-approver"
  | "closing"
  | "closed-already"
  | "cancelled"
  | "review-not-asked"
  | "review-counted";

/** What a round shows while it opens and runs. */
export interface RoundCard {
  readonly id: string;
  readonly topic: string;
  readonly openedBy: string;
  readonly approver: string;
  readonly currency: string;
  readonly budget?: number;
  readonly certification?: string;
  readonly threshold: number;
  readonly closesAt: number;
}

/** Everything a round asks the world to do: plain data that names texts and values, never sentences. */
export type Effect =
  | {
      readonly type: "postOpening";
      readonly to: { readonly to: "channel" };
      readonly card: RoundCard;
    }
  | {
      readonly type: "updateCounter";
      readonly to: { readonly to: "channel" };
      readonly answered: number;
      readonly phase: Round["phase"];
    }
  | { readonly type: "remind"; readonly to: { readonly to: "channel" }; readonly closesAt: number }
  | {
      readonly type: "postSummary";
      readonly to: { readonly to: "channel" };
      readonly summary: Summary;
    }
  | {
      readonly type: "notEnough";
      readonly to: { readonly to: "channel" };
      readonly threshold: number;
    }
  | { readonly type: "postCancelled"; readonly to: { readonly to: "channel" } }
  | {
      readonly type: "postRecord";
      readonly to: { readonly to: "channel" };
      readonly record: TeamRecord;
    }
  | {
      readonly type: "postOutcome";
      readonly to: { readonly to: "channel" };
      /** Absent: not enough answers for totals. */
      readonly outcome?: Outcome;
    }
  | {
      readonly type: "askApprover";
      readonly to: { readonly to: "person"; readonly person: string };
      readonly card: RoundCard;
    }
  | {
      readonly type: "queueCard";
      readonly to: { readonly to: "approver" };
      readonly card: QueueCard;
    }
  | {
      readonly type: "suggestFunding";
      readonly to: { readonly to: "approver" };
      readonly suggestion: FundingSuggestion;
    }
  | {
      readonly type: "requestPreview";
      readonly to: { readonly to: "person"; readonly person: string };
      readonly requestId: string;
      readonly content: RequestContent;
    }
  | {
      readonly type: "decisionPreview";
      readonly to: { readonly to: "approver" };
      readonly requestId: string;
      readonly choice: Choice;
    }
  | {
      readonly type: "decisionNotice";
      readonly to: { readonly to: "person"; readonly person: string };
      readonly requestId: string;
      readonly choice: Choice;
      readonly by: string;
    }
  | {
      readonly type: "askReview";
      readonly to: { readonly to: "person"; readonly person: string };
      readonly name: string;
    }
  | {
      readonly type: "schedule";
      readonly to: { readonly to: "clock" };
      readonly kind: TimerKind;
      readonly at: number;
      /** Scheduling an id again moves it. */
      readonly id: string;
    }
  | { readonly type: "cancelSchedule"; readonly to: { readonly to: "clock" }; readonly id: string }
  | {
      readonly type: "notice";
      readonly to: Addressee;
      readonly code: NoticeCode;
      readonly values?: Readonly<Record<string, string | number>>;
    };

/** The next round and what to do about it. `round` is absent only where no round exists yet. */
export interface Step {
  readonly round: Round | undefined;
  readonly effects: readonly Effect[];
}

/** A step that surely has a round. */
export interface RoundStep extends Step {
  readonly round: Round;
}

/** Names a text for one person. */
export function noticeTo(
  person: string,
  code: NoticeCode,
  values?: Readonly<Record<string, string | number>>,
): Effect {
  return { type: "notice", to: { to: "person", person }, code, ...(values && { values }) };
}

/** Asks for a timer of this round; each round has at most one of a kind, so the id follows from both. */
export function schedule(round: Round, kind: TimerKind, at: number): Effect {
  return { type: "schedule", to: { to: "clock" }, kind, at, id: timerId(round, kind) };
}

/** Takes a timer of this round back; harmless when it is not set. */
export function cancelSchedule(round: Round, kind: TimerKind): Effect {
  return { type: "cancelSchedule", to: { to: "clock" }, id: timerId(round, kind) };
}

function timerId(round: Round, kind: TimerKind): string {
  return `${round.id}:${kind}`;
}
