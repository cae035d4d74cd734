import type { Choice, TimerKind } from "./events.ts";
import type { TeamRecord } from "./record.ts";
import type { FundingSuggestion, QueueCard } from "./funding.ts";
import type { Outcome } from "./outcome.ts";
import type { RequestContent, Round } from "./state.ts";
import type { Summary } from "./summary.ts";

interface Channel {
  readonly to: "channel";
}
/** Whoever holds the task in the round returned beside the effect. */
interface Approver {
  readonly to: "approver";
}
interface Person {
  readonly to: "person";
  readonly person: string;
}
/** The timer table. */
interface Clock {
  readonly to: "clock";
}

/** Who sees an effect. */
export type Addressee = Channel | Approver | Person | Clock;

/** The texts a notice may name. The wording lives in the language files. */
export type NoticeCode =
  | "no-round"
  | "not-permitted"
  | "round-invalid"
  | "round-exists"
  | "waiting-for-approver"
  | "approver-declined"
  | "approver-replaced"
  | "approver-already"
  | "approver-missing"
  | "approver-asked-other"
  | "replace-not-yours"
  | "change-agreed"
  | "change-refused"
  | "channel-taken"
  | "approver-never-accepted"
  | "approval-accepted"
  | "approval-declined"
  | "not-asked-to-approve"
  | "joined"
  | "joined-uncounted"
  | "answer-counted"
  | "answer-not-counted"
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
  | "end-not-yours"
  | "closing"
  | "closed-by"
  | "closed-already"
  | "cancelled"
  | "cancelled-by"
  | "review-not-asked"
  | "review-counted";

/** Everything a round asks the world to do: plain data that names texts and values, never sentences. */
export type Effect =
  /** The invitation. */
  | { readonly type: "postOpening"; readonly to: Channel }
  | {
      readonly type: "updateCounter";
      readonly to: Channel;
      readonly answered: number;
      readonly phase: Round["phase"];
    }
  | { readonly type: "remind"; readonly to: Channel; readonly closesAt: number }
  | { readonly type: "postSummary"; readonly to: Channel; readonly summary: Summary }
  | { readonly type: "notEnough"; readonly to: Channel; readonly threshold: number }
  | { readonly type: "postClosing"; readonly to: Channel; readonly by: string }
  | { readonly type: "postCancelled"; readonly to: Channel; readonly by: string }
  | {
      readonly type: "postApprover";
      readonly to: Channel;
      readonly before: string;
      readonly approver: string;
    }
  /** Asks whether to end the round, and says what is lost. `answered` is 0 below the threshold. */
  | {
      readonly type: "confirmEnd";
      readonly to: Person;
      readonly how: "close" | "cancel";
      readonly answered: number;
    }
  /** Asks an author whether the new approver may see their request. */
  | {
      readonly type: "askChange";
      readonly to: Person;
      readonly requestId: string;
      readonly before: string;
      readonly approver: string;
    }
  | { readonly type: "postRecord"; readonly to: Channel; readonly record: TeamRecord }
  /** Without an outcome: not enough answers for totals. */
  | { readonly type: "postOutcome"; readonly to: Channel; readonly outcome?: Outcome }
  /** Asks this person whether they will approve. */
  | { readonly type: "askApprover"; readonly to: Person }
  | { readonly type: "queueCard"; readonly to: Approver; readonly card: QueueCard }
  | {
      readonly type: "suggestFunding";
      readonly to: Approver;
      readonly suggestion: FundingSuggestion;
    }
  | {
      readonly type: "requestPreview";
      readonly to: Person;
      readonly requestId: string;
      readonly content: RequestContent;
    }
  | {
      readonly type: "decisionPreview";
      readonly to: Approver;
      readonly requestId: string;
      readonly choice: Choice;
    }
  | {
      readonly type: "decisionNotice";
      readonly to: Person;
      readonly requestId: string;
      readonly choice: Choice;
      readonly by: string;
    }
  | { readonly type: "askReview"; readonly to: Person; readonly name: string }
  /** Scheduling an id again moves it. */
  | {
      readonly type: "schedule";
      readonly to: Clock;
      readonly kind: TimerKind;
      readonly at: number;
      readonly id: string;
    }
  | { readonly type: "cancelSchedule"; readonly to: Clock; readonly id: string }
  | {
      readonly type: "notice";
      readonly to: Person | Approver;
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
