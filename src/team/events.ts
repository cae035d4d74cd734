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
}

/** A person's interview ended, or ended again after a change. */
export interface Contribute {
  readonly type: "contribute";
  readonly at: number;
  readonly by: string;
  readonly contribution: Omit<Contribution, "person" | "at">;
}

/** A person wants everything erased that is not a named request or decision. */
export interface Erase {
  readonly type: "erase";
  readonly at: number;
  readonly by: string;
}

/** Shows a request to its author word for word, before anybody else sees it. */
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

/** The approver decides. A decline is previewed until `confirmed`. */
export interface Decide {
  readonly type: "decide";
  readonly at: number;
  readonly by: string;
  readonly requestId: string;
  readonly choice: Choice;
  readonly confirmed: boolean;
}

/** Somebody ends the round by hand. The opener may close; cancelling needs the workspace setting's word. */
export interface CloseOrCancel {
  readonly type: "close" | "cancel";
  readonly at: number;
  readonly by: string;
  readonly permitted: boolean;
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
  | Decide
  | CloseOrCancel
  | AnswerReview
  | Due;
