import type { Contribution, RequestContent, ReviewAnswer } from "./state.ts";

/** What a timer was set for. Times are rows in storage; the round only asks for them. */
export type TimerKind = "counter" | "remind" | "close" | "summary" | "erase" | "review" | "outcome";

/** What an approver wants to do with a request. Amounts are in the round's currency; times are ms since epoch. */
export type Choice =
  | { readonly type: "approve"; readonly amount?: number; readonly reviewAt?: number }
  | {
      readonly type: "approve-if";
      readonly condition: string;
      readonly amount?: number;
      readonly reviewAt?: number;
    }
  | { readonly type: "later"; readonly reviewAt?: number }
  | { readonly type: "decline"; readonly reason: string };

/** Asks for a new round. `permitted` is the workspace setting's word on `by`; `id` must be new. */
export interface Propose {
  readonly type: "propose";
  readonly at: number;
  readonly id: string;
  readonly by: string;
  readonly permitted: boolean;
  readonly topic: string;
  readonly currency: string;
  readonly budget?: number;
  /** The certification in question, if the round is about one. */
  readonly certification?: string;
  readonly closesAt: number;
  readonly approver: string;
  /** 5 when absent, never below 3, fixed from here on. */
  readonly threshold?: number;
  /** The round that is under way in this channel already. */
  readonly inTheWay?: string;
  /**
   * Purposes that may be counted openly; all others are only ever part of the rest. Leave out the purposes that speak of protection (the
   * approver reads the summary too) and those that by themselves limit the verdict (their count could be subtracted from the verdicts).
   */
  readonly openPurposes: readonly string[];
  /** When to remind the channel, once. Absent: never. */
  readonly remindAt?: number;
}

/** The person asked to be the approver says yes or no. */
export interface AnswerApproval {
  readonly type: "answerApproval";
  readonly at: number;
  readonly by: string;
  readonly accepts: boolean;
  /** The other round that is under way in this channel. */
  readonly inTheWay?: string;
}

/** The opener asks somebody else to be the approver; the new one takes over on accepting. */
export interface ReplaceApprover {
  readonly type: "replaceApprover";
  readonly at: number;
  readonly by: string;
  readonly approver: string;
}

/** A person pressed "Answer privately". */
export interface Join {
  readonly type: "join";
  readonly at: number;
  readonly by: string;
  /** Whether this round would count them: no other summary of the last thirty days does. */
  readonly counts: boolean;
}

/** A person's interview ended, or ended again after a change. */
export interface Contribute {
  readonly type: "contribute";
  readonly at: number;
  readonly by: string;
  readonly contribution: Omit<Contribution, "person" | "at">;
  /** Whether this round counts them. If not, nothing of the contribution is kept. */
  readonly counts: boolean;
}

/** A person wants everything erased that is not a named request or decision. */
export interface Erase {
  readonly type: "erase";
  readonly at: number;
  readonly by: string;
}

/** Shows a request to its author word for word, before anybody else sees it. `id` is new and random, so that nobody can work it out. */
export interface PreviewRequest {
  readonly type: "previewRequest";
  readonly at: number;
  readonly by: string;
  readonly id: string;
  readonly content: RequestContent;
}

/** Sends exactly what was previewed under this id, or takes it back. */
export interface SendOrWithdrawRequest {
  readonly type: "sendRequest" | "withdrawRequest";
  readonly at: number;
  readonly by: string;
  readonly id: string;
}

/** The author of a request lets the approver who came later see it, or not. */
export interface AnswerChange {
  readonly type: "answerChange";
  readonly at: number;
  readonly by: string;
  readonly id: string;
  /** Whom the question named. */
  readonly approver: string;
  readonly agrees: boolean;
}

/** The approver decides. A decline is previewed until `confirmed`. */
export interface Decide {
  readonly type: "decide";
  readonly at: number;
  readonly by: string;
  readonly requestId: string;
  readonly choice: Choice;
  readonly confirmed: boolean;
}

/** Somebody ends the round by hand: the opener, the approver, or an administrator, after a question that says what is lost. */
export interface CloseOrCancel {
  readonly type: "close" | "cancel";
  readonly at: number;
  readonly by: string;
  readonly administers: boolean;
  /** How many answers the question named: what the counter showed, and 0 below the threshold. Absent: nobody was asked yet. */
  readonly confirmed?: number;
}

/** A funded person answers the review. */
export interface AnswerReview {
  readonly type: "answerReview";
  readonly at: number;
  readonly by: string;
  readonly answer: Omit<ReviewAnswer, "person">;
}

/** A timer that the round asked for has come. */
export interface Due {
  readonly type: "due";
  readonly at: number;
  readonly kind: TimerKind;
  readonly id: string;
}

/** Everything that can happen to a round. `at` is ms since epoch, `by` the platform's id of the person who acts. */
export type RoundEvent =
  | Propose
  | AnswerApproval
  | ReplaceApprover
  | Join
  | Contribute
  | Erase
  | PreviewRequest
  | SendOrWithdrawRequest
  | AnswerChange
  | Decide
  | CloseOrCancel
  | AnswerReview
  | Due;
