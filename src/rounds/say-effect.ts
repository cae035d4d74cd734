import type { Dialog } from "../engine/dialog.ts";
import { say } from "../engine/reply.ts";
import type { Effect } from "../team/effects.ts";
import type { Round } from "../team/state.ts";
import {
  aboutButton,
  cardActions,
  cardLines,
  cardTitle,
  contentLines,
  counterText,
} from "./card.ts";
import { writeMention } from "./replies.ts";
import type { ApproverRequestReply, RoundButton, RoundReply } from "./replies.ts";
import {
  sayDecisionNotice,
  sayDecisionPreview,
  sayFunding,
  sayQueueCard,
  sayRecord,
} from "./say-decision.ts";
import { sayNotice } from "./say-notice.ts";
import { askChange, askToEnd, sayApprover, sayClosing } from "./say-change.ts";
import { sayOutcome, saySummary } from "./say-summary.ts";

/** An effect that is said; the others are timers. */
export type SaidEffect = Exclude<Effect, { readonly type: "schedule" | "cancelSchedule" }>;

type PersonEffect = Extract<
  SaidEffect,
  {
    readonly type:
      | "askApprover"
      | "queueCard"
      | "suggestFunding"
      | "requestPreview"
      | "decisionPreview"
      | "decisionNotice"
      | "confirmEnd"
      | "askChange"
      | "askReview"
      | "notice";
  }
>;

/** What an effect is said with. */
export interface Saying {
  /** The round after the effect's event. */
  readonly round: Round;
  readonly dialog: Dialog;
  readonly now: number;
}

/** Says one effect of a round. */
export function sayEffect(effect: SaidEffect, { round, dialog, now }: Saying): RoundReply {
  const { id, approver = "" } = round;
  const base = { round: id, as: "new", lines: [], actions: [] } as const;
  switch (effect.type) {
    case "postOpening":
      return {
        ...base,
        type: "round-opening",
        title: cardTitle(round),
        lines: cardLines(round, approver),
        counter: counterText(0, "open"),
        actions: cardActions(round),
      };
    case "updateCounter":
      return {
        ...base,
        type: "round-counter",
        as: "edit",
        title: cardTitle(round),
        lines: cardLines(round, approver),
        counter: counterText(effect.answered, effect.phase),
        actions: effect.phase === "open" ? cardActions(round) : [aboutButton(round)],
      };
    case "remind":
      return {
        ...base,
        type: "round-reminder",
        title: say("round.reminder.title", { topic: round.topic, date: effect.closesAt }),
        lines: [say("round.card.how", { threshold: round.threshold })],
        actions: cardActions(round),
      };
    case "postSummary":
      return saySummary(effect.summary, round, dialog, now);
    case "notEnough":
      return {
        ...base,
        type: "round-not-enough",
        title: say("round.not-enough.title", { topic: round.topic }),
        lines: [say("round.not-enough.line", { threshold: effect.threshold })],
      };
    case "postCancelled":
      return {
        ...base,
        type: "round-cancelled",
        title: say("round.cancelled", { topic: round.topic, by: writeMention(effect.by) }),
      };
    case "postClosing":
      return sayClosing(effect.by, round);
    case "postApprover":
      return sayApprover(effect, round);
    case "postRecord":
      return sayRecord(effect.record, round);
    case "postOutcome":
      return sayOutcome(effect.outcome, round);
    case "askApprover":
    case "queueCard":
    case "suggestFunding":
    case "requestPreview":
    case "decisionPreview":
    case "decisionNotice":
    case "confirmEnd":
    case "askChange":
    case "askReview":
    case "notice":
      return sayToPerson(effect, round, now);
  }
}

/** Says what goes to one person. */
function sayToPerson(effect: PersonEffect, round: Round, now: number): RoundReply {
  const { id, approver = "" } = round;
  const base = { round: id, as: "new" } as const;
  switch (effect.type) {
    case "askApprover":
      return askApprover(effect.to.person, round);
    case "queueCard":
      return sayQueueCard(effect.card, round, now);
    case "suggestFunding":
      return sayFunding(effect.suggestion, round);
    case "requestPreview":
      return {
        ...base,
        type: "request-preview",
        title: say("round.preview.title", { approver: writeMention(approver) }),
        lines: [
          ...contentLines(effect.content, round.currency, now),
          say("round.preview.with-name"),
          say("round.preview.nothing-else"),
        ],
        actions: previewButtons(id, effect.requestId),
      };
    case "decisionPreview":
      return sayDecisionPreview(effect.requestId, effect.choice, round);
    case "decisionNotice":
      return sayDecisionNotice(effect, round);
    case "confirmEnd":
      return askToEnd(effect, round);
    case "askChange":
      return askChange(effect, round);
    case "askReview":
      return askReview(effect.name, round);
    case "notice":
      return sayNotice(effect.code, round, effect.values);
  }
}

function askApprover(approver: string, round: Round): ApproverRequestReply {
  const { id, openedBy } = round;
  return {
    type: "approver-request",
    round: id,
    as: "new",
    title: say("round.approver.title", { opener: writeMention(openedBy), topic: round.topic }),
    lines: [say("round.approver.line"), ...cardLines(round, approver)],
    actions: acceptButtons(round),
  };
}

/** Yes or no for whoever was asked to approve. */
export function acceptButtons({ id }: Round): readonly RoundButton[] {
  return [
    { label: say("round.action.accept"), event: { type: "accept", round: id }, style: "primary" },
    { label: say("round.action.refuse"), event: { type: "refuse", round: id } },
  ];
}

function previewButtons(round: string, request: string): readonly RoundButton[] {
  return [
    { label: say("round.action.send"), event: { type: "send", round, request }, style: "primary" },
    { label: say("round.action.change"), event: { type: "form", form: "request", round } },
    { label: say("round.action.leave"), event: { type: "withdraw", round, request } },
  ];
}

function askReview(name: string, round: Round): RoundReply {
  const { id } = round;
  return {
    type: "review-request",
    round: id,
    as: "new",
    title: say("round.review.title", { name }),
    lines: [say("round.review.line")],
    actions: [
      {
        label: say("round.action.used"),
        event: { type: "form", form: "review", round: id },
        style: "primary",
      },
      { label: say("round.action.unused"), event: { type: "review", round: id, used: false } },
    ],
  };
}
