import { say } from "../engine/reply.ts";
import type { Text } from "../engine/reply.ts";
import type { Choice } from "../team/events.ts";
import type { FundingSuggestion, QueueCard, SuggestedRequest } from "../team/funding.ts";
import type { Approval, TeamRecord } from "../team/record.ts";
import { toRecord } from "../team/record.ts";
import type { Round } from "../team/state.ts";
import { contentLines, joinTexts, moneyValues } from "./card.ts";
import { writeMention } from "./replies.ts";
import type {
  DecisionNoticeReply,
  DecisionPreviewReply,
  FundingReply,
  QueueCardReply,
  RoundButton,
  RoundRecordReply,
} from "./replies.ts";

/** Says one request to the approver: what its author saw in the preview, and who asks for the same. */
export function sayQueueCard(card: QueueCard, round: Round, now: number): QueueCardReply {
  const { requestId: request, person, content, alsoWantedBy } = card;
  const { id, currency } = round;
  const { left } = toRecord(round);
  return {
    type: "queue-card",
    round: id,
    request,
    as: "new",
    title: say("round.queue.title", { person: writeMention(person) }),
    lines: [
      ...contentLines(content, currency, now),
      ...(alsoWantedBy.length === 0
        ? []
        : [
            say("round.queue.also", {
              people: joinTexts(
                alsoWantedBy.map((other) => say("round.person", { person: writeMention(other) })),
              ),
            }),
          ]),
      ...(left === undefined ? [] : [say("round.queue.left", { amount: left, currency })]),
    ],
    actions: decisionButtons(id, request),
  };
}

/** Says what to fund first. */
export function sayFunding(suggestion: FundingSuggestion, round: Round): FundingReply {
  const lineOf = (part: "fund" | "wait") => (suggested: SuggestedRequest) => {
    const request = round.requests.find(({ id }) => id === suggested.requestId);
    return say(`round.funding.${part}`, {
      person: writeMention(request?.person ?? ""),
      name: request?.content.name ?? "",
      amount: suggested.amount,
      currency: round.currency,
      reasons: joinTexts(suggested.reasons.map((reason) => say(`round.funding.${reason}`))),
    });
  };
  return {
    type: "funding",
    round: round.id,
    as: "new",
    title: say("round.funding.title"),
    lines: [
      ...suggestion.fund.map(lineOf("fund")),
      ...suggestion.wait.map(lineOf("wait")),
      say("round.funding.left", { amount: suggestion.left, currency: round.currency }),
    ],
    actions: [],
  };
}

/** Shows a decline as its reader will get it. */
export function sayDecisionPreview(
  request: string,
  choice: Choice,
  round: Round,
): DecisionPreviewReply {
  const asked = round.requests.find(({ id }) => id === request);
  return {
    type: "decision-preview",
    round: round.id,
    request,
    as: "new",
    title: say("round.decision.preview", {
      person: writeMention(asked?.person ?? ""),
      name: asked?.content.name ?? "",
    }),
    lines: choiceLines(choice, round),
    actions: [
      {
        label: say("round.action.confirm"),
        event: { type: "confirm", round: round.id, request },
        style: "danger",
      },
      {
        label: say("round.action.change"),
        event: { type: "form", form: "decline", round: round.id, request },
      },
    ],
  };
}

/** Tells a person what was decided about their request. */
export function sayDecisionNotice(
  effect: { readonly requestId: string; readonly choice: Choice; readonly by: string },
  round: Round,
): DecisionNoticeReply {
  const { requestId, choice, by } = effect;
  const decision = round.decisions.find((line) => line.requestId === requestId);
  return {
    type: "decision-notice",
    round: round.id,
    as: "new",
    title: say(`round.decided.${choice.type}`, {
      name: decision?.name ?? "",
      by: writeMention(by),
      ...moneyValues(round, decision?.amount),
    }),
    lines: [
      ...choiceLines(choice, round),
      ...(decision?.reviewAt === undefined
        ? []
        : [say("round.decision.review", { date: decision.reviewAt })]),
      say(choice.type.startsWith("approve") ? "round.decision.stays" : "round.decision.private"),
    ],
    actions: [],
  };
}

/** Says the record: the approvals by name, with their money. */
export function sayRecord(record: TeamRecord, round: Round): RoundRecordReply {
  return {
    type: "round-record",
    round: round.id,
    as: "thread",
    title: say("round.record.title", { topic: record.topic }),
    lines: [...record.lines.map((line) => recordLine(line, round)), ...recordTotals(record)],
    actions: exportButtons(round),
  };
}

/** The money of a record, line by line. */
export function recordTotals(record: TeamRecord): readonly Text[] {
  return (["budget", "approved", "pending", "left"] as const).flatMap((key) => {
    const amount = record[key];
    const isWorthSaying = amount !== undefined && (key !== "pending" || amount > 0);
    return isWorthSaying ? [say(`round.record.${key}`, { amount, currency: record.currency })] : [];
  });
}

/** The record as a file. */
export function exportButtons({ id }: Round): readonly RoundButton[] {
  return (["csv", "markdown"] as const).map((format) => ({
    label: say(`round.action.${format}`),
    event: { type: "export", round: id, format },
  }));
}

function recordLine({ person, name, type, amount, condition, by }: Approval, round: Round): Text {
  return say("round.record.line", {
    person: writeMention(person),
    name,
    decision: say(`round.decisions.${type}`),
    by: writeMention(by),
    ...moneyValues(round, amount),
    hasCondition: condition === undefined ? "no" : "yes",
    condition: condition ?? "",
  });
}

function choiceLines(choice: Choice, { currency }: Round): readonly Text[] {
  switch (choice.type) {
    case "approve":
    case "later":
      return [];
    case "approve-if":
      return [
        say("round.decision.condition", { condition: choice.condition }),
        ...(choice.amount === undefined
          ? []
          : [say("round.decision.amount", { amount: choice.amount, currency })]),
      ];
    case "decline":
      return [say("round.decision.reason", { reason: choice.reason })];
  }
}

function decisionButtons(round: string, request: string): readonly RoundButton[] {
  return [
    {
      label: say("round.action.approve"),
      event: { type: "approve", round, request },
      style: "primary",
    },
    {
      label: say("round.action.approve-if"),
      event: { type: "form", form: "approve-if", round, request },
    },
    { label: say("round.action.later"), event: { type: "later", round, request } },
    {
      label: say("round.action.decline"),
      event: { type: "form", form: "decline", round, request },
      style: "danger",
    },
  ];
}
