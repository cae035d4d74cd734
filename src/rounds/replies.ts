import type { Text } from "../engine/reply.ts";
import type { Addressee } from "../team/effects.ts";
import type { OwedReply } from "../turn.ts";
import type { FormPress, RoundPress } from "./press.ts";

/** A form, such as a modal. An adapter draws each field by its kind; at most five fields. */
export interface RoundForm<T = Text> {
  readonly press: FormPress;
  readonly title: T;
  readonly submit: T;
  readonly fields: readonly RoundField<T>[];
}
/** One field of a form. */
export interface RoundField<T = Text> {
  readonly id: string;
  /**
   * `date`: ms since epoch, or a day as people type or pick it. `person`: a platform id, picked where the platform can.
   * `people`: any number of such ids joined by commas; a group of people is named by `&` and its id, where the platform has groups.
   * `money` and `hours`: as people type them.
   */
  readonly kind:
    | "line"
    | "text"
    | "money"
    | "hours"
    | "date"
    | "person"
    | "people"
    | "choice"
    | "several";
  readonly label: T;
  readonly hint?: T;
  readonly value?: string;
  readonly required: boolean;
  readonly charsMax: number;
  /** For `choice` and `several`. */
  readonly options?: readonly { readonly id: string; readonly label: T }[];
}

/** Something to press. An adapter carries `event` unread, except that `form` opens a form first. */
export interface RoundButton<T = Text> {
  readonly label: T;
  readonly event: RoundPress;
  readonly style?: "primary" | "danger";
}

/** What every reply of a round has: enough to draw it whatever its type. */
interface Said<Type extends string, T> {
  readonly type: Type;
  readonly round: string;
  /** Relative to the opening message in the channel: a message of its own, a change of it, or one in its thread. */
  readonly as: "new" | "edit" | "thread";
  readonly title: T;
  readonly lines: readonly T[];
  readonly actions: readonly RoundButton<T>[];
}

/** The invitation in the channel. Call `rememberMessage` once it is posted. */
export interface RoundOpeningReply<T = Text> extends Said<"round-opening", T> {
  /** As the last line beside the buttons. */
  readonly counter: T;
}
/** The invitation as it now is: edit the remembered message into this. It has no buttons once the round is closed. */
export interface RoundCounterReply<T = Text> extends Said<"round-counter", T> {
  readonly counter: T;
}
/** The channel is told once more when the round closes. */
export type RoundReminderReply<T = Text> = Said<"round-reminder", T>;
/** The channel is told who closed the round before its time. */
export type RoundClosingReply<T = Text> = Said<"round-closing", T>;
/** The channel is told that somebody else approves from now on. */
export type RoundApproverReply<T = Text> = Said<"round-approver", T>;
/** An author is asked whether the new approver may see their request. */
export type ChangeRequestReply<T = Text> = Said<"change-request", T>;
/** The channel is told that the round ends without a summary, and who ended it. */
export type RoundCancelledReply<T = Text> = Said<"round-cancelled", T>;
/** The one summary. `picture` is drawn where a picture reads faster; `alt` says the same numbers. */
export interface RoundSummaryReply<T = Text> extends Said<"round-summary", T> {
  readonly answered: number;
  readonly picture?: RoundPicture<T>;
}
/** Numbers for a picture, all of them already in `lines`. */
export interface RoundPicture<T = Text> {
  readonly alt: T;
  /** People by verdict, and on which side of the money it stands: worth it, with conditions or without, or not now. */
  readonly bars: readonly {
    readonly label: T;
    readonly count: number;
    readonly kind: "worth-it" | "not-now";
  }[];
  /** Money of the budget, where it may be shown. */
  readonly stack?: {
    readonly currency: string;
    readonly budget: number;
    readonly requested: number;
    readonly label: T;
  };
}
/** Fewer answered than the threshold. */
export type RoundNotEnoughReply<T = Text> = Said<"round-not-enough", T>;
/** The approvals, by name, in the thread. */
export type RoundRecordReply<T = Text> = Said<"round-record", T>;
/** What came of it after 90 days. */
export type RoundOutcomeReply<T = Text> = Said<"round-outcome", T>;
/** Asks a person whether they will approve. */
export type ApproverRequestReply<T = Text> = Said<"approver-request", T>;
/** A request word for word as the approver would get it; only its author sees it. */
export type RequestPreviewReply<T = Text> = Said<"request-preview", T>;
/** One request, for the approver. */
export interface QueueCardReply<T = Text> extends Said<"queue-card", T> {
  readonly request: string;
}
/** What to fund first when the requests exceed what is left, for the approver. */
export type FundingReply<T = Text> = Said<"funding", T>;
/** A decline word for word as its reader would get it, for the approver. */
export interface DecisionPreviewReply<T = Text> extends Said<"decision-preview", T> {
  readonly request: string;
}
/** What was decided about a person's request, for that person. */
export type DecisionNoticeReply<T = Text> = Said<"decision-notice", T>;
/** Asks a funded person after 90 days; every button, or the form, is an answer. */
export type ReviewRequestReply<T = Text> = Said<"review-request", T>;
/** Says one thing; `notice` names it, such as `answer-counted`. */
export interface RoundNoticeReply<T = Text> extends Said<"round-notice", T> {
  readonly notice: string;
  /** It says what became of the card that was pressed: the buttons there have done their work. */
  readonly settles?: true;
  /** It is looked for again later: show it where it stays, not in passing. */
  readonly lasts?: true;
}
/** The record as a file. */
export interface RoundFileReply<T = Text> extends Said<"round-file", T> {
  readonly name: string;
  readonly mediaType: "text/csv" | "text/markdown";
  readonly content: string;
}

/** Everything a round says. Draw `title`, `lines`, `actions`; the type says what else there is. */
export type RoundReply<T = Text> =
  | RoundOpeningReply<T>
  | RoundCounterReply<T>
  | RoundReminderReply<T>
  | RoundClosingReply<T>
  | RoundApproverReply<T>
  | ChangeRequestReply<T>
  | RoundCancelledReply<T>
  | RoundSummaryReply<T>
  | RoundNotEnoughReply<T>
  | RoundRecordReply<T>
  | RoundOutcomeReply<T>
  | ApproverRequestReply<T>
  | RequestPreviewReply<T>
  | QueueCardReply<T>
  | FundingReply<T>
  | DecisionPreviewReply<T>
  | DecisionNoticeReply<T>
  | ReviewRequestReply<T>
  | RoundNoticeReply<T>
  | RoundFileReply<T>;

/** A reply of a round that is owed. Send it and call `storage.markSent(id)`. */
export interface OwedRoundReply {
  /** At most 25 characters, the same on every attempt. */
  readonly id: string;
  readonly address: RoundAddress;
  readonly reply: RoundReply<string>;
  /** Owed from an earlier delivery of the same event: nothing was changed this time. */
  readonly repeated?: true;
}

/** Whether what is owed is a round's, not an interview's. */
export function isOfRound(owed: OwedReply | OwedRoundReply): owed is OwedRoundReply {
  return "as" in owed.reply;
}

/** Where a reply of a round goes. */
export interface RoundAddress {
  readonly to: Exclude<Addressee, { readonly to: "clock" | "approver" }>;
  /** What the adapter gave as `channel.address` when the round was opened. */
  readonly channel: unknown;
  /** What the adapter gave as `address` of this very event, where the reply goes to whoever acted: answer there. Else: a direct message. */
  readonly here?: unknown;
}

// Private-use characters: nobody types them, no escaping touches them, and fields are rid of them when they come in.
const MENTION_START = "\uE000";
const MENTION_END = "\uE001";

/** Marks a person in a text, for an adapter to replace. */
export function writeMention(person: string): string {
  return `${MENTION_START}${person}${MENTION_END}`;
}

/**
 * Replaces every marked person of a said text, after the text was escaped for the platform.
 *
 * @param toMention - Says a platform id as the platform shows people, for example `<@U123>`.
 * @returns The text without any mark.
 */
export function replaceMentions(text: string, toMention: (person: string) => string): string {
  return text.replaceAll(/\uE000([^\uE000\uE001]*)\uE001/gu, (_, person: string) =>
    toMention(person),
  );
}

/** Takes marks out of what a person typed, so that nobody can be named by typing. */
export function withoutMentions(text: string): string {
  return text.replaceAll(/[\uE000\uE001]/gu, "");
}
