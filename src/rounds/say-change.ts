import { say } from "../engine/reply.ts";
import type { Effect } from "../team/effects.ts";
import type { Round } from "../team/state.ts";
import { writeMention } from "./replies.ts";
import type {
  ChangeRequestReply,
  RoundApproverReply,
  RoundButton,
  RoundClosingReply,
  RoundNoticeReply,
} from "./replies.ts";

/** Asks before a round is ended by hand, and says what is lost. */
export function askToEnd(
  { how, answered }: Extract<Effect, { readonly type: "confirmEnd" }>,
  round: Round,
): RoundNoticeReply {
  const { id, topic, threshold, phase } = round;
  const isProposed = phase === "proposed";
  const line = how === "cancel" && isProposed ? "proposed" : "line";
  return {
    type: "round-notice",
    notice: `confirm-${how}`,
    round: id,
    as: "new",
    title: say(`round.end.${how}.title`, { topic }),
    lines: [
      ...(isProposed ? [] : [say("round.end.answered", { answered, threshold })]),
      say(`round.end.${how}.${line}`, { threshold }),
      say("round.end.told"),
    ],
    actions: [
      {
        label: say(`round.action.${how}-sure`),
        event: { type: how, round: id, answered },
        style: "danger",
      },
      { label: say("round.action.keep"), event: { type: "budget", round: id } },
    ],
  };
}

/** Tells the channel who closed the round before its time. */
export function sayClosing(by: string, { id, topic }: Round): RoundClosingReply {
  return {
    type: "round-closing",
    round: id,
    as: "new",
    title: say("round.closing", { topic, by: writeMention(by) }),
    lines: [],
    actions: [],
  };
}

/** Tells the channel who approves from now on. */
export function sayApprover(
  { before, approver }: Extract<Effect, { readonly type: "postApprover" }>,
  round: Round,
): RoundApproverReply {
  const named = { before: writeMention(before), approver: writeMention(approver) };
  return {
    type: "round-approver",
    round: round.id,
    as: "new",
    title: say("round.change.posted", { ...named, topic: round.topic }),
    lines: [say("round.change.posted-line")],
    actions: [],
  };
}

/** Asks an author whether the new approver may see their request. */
export function askChange(
  effect: Extract<Effect, { readonly type: "askChange" }>,
  round: Round,
): ChangeRequestReply {
  const { requestId: request, before, approver } = effect;
  const { id } = round;
  const asked = round.requests.find((line) => line.id === request);
  const named = { before: writeMention(before), approver: writeMention(approver) };
  return {
    type: "change-request",
    round: id,
    as: "new",
    title: say("round.change.title", { ...named, topic: round.topic }),
    lines: [
      say("round.change.line", { ...named, name: asked?.content.name ?? "" }),
      say("round.change.else"),
    ],
    actions: changeButtons(id, request, approver),
  };
}

function changeButtons(round: string, request: string, approver: string): readonly RoundButton[] {
  return [
    {
      label: say("round.action.agree"),
      event: { type: "agree", round, request, approver },
      style: "primary",
    },
    { label: say("round.action.disagree"), event: { type: "disagree", round, request, approver } },
    { label: say("round.action.withdraw"), event: { type: "withdraw", round, request } },
  ];
}
