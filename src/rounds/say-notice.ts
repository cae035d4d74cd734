import { say } from "../engine/reply.ts";
import type { TextValue } from "../engine/reply.ts";
import type { NoticeCode } from "../team/effects.ts";
import type { Round } from "../team/state.ts";
import { writeMention } from "./replies.ts";
import type { RoundButton, RoundNoticeReply } from "./replies.ts";

type Notice =
  | NoticeCode
  | "request-needs"
  | "decision-gone"
  | "no-channel"
  | "not-yours"
  | "settings-not-yours";

const SETTLING: ReadonlySet<Notice> = new Set([
  "approval-accepted",
  "approval-declined",
  "approver-never-accepted",
  "not-asked-to-approve",
  "decision-kept",
  "over-budget",
  "request-decided",
  "request-sent",
  "request-withdrawn",
  "review-counted",
]);
const LASTING: ReadonlySet<Notice> = new Set([
  "joined",
  "answer-counted",
  "answer-changed",
  "erased",
  "erased-but-request-stays",
]);

/** Says a notice by its name, with the buttons that lead on from it. */
export function sayNotice(
  notice: Notice,
  round: Round | undefined,
  values: Readonly<Record<string, string | number>> = {},
): RoundNoticeReply {
  const said: Record<string, TextValue> = {
    topic: round?.topic ?? "",
    currency: round?.currency ?? "",
    ...values,
  };
  if ("approver" in values) said["approver"] = writeMention(String(values["approver"]));
  if ("fault" in values) said["fault"] = say(`round.fault.${values["fault"]}`);
  return {
    type: "round-notice",
    notice,
    round: round?.id ?? "",
    as: "new",
    title: say(`round.notice.${notice}`, said),
    lines: notice === "joined" ? [say("round.about.line")] : [],
    actions: round ? buttonsAfter(notice, round, values) : [],
    ...(SETTLING.has(notice) && { settles: true }),
    ...(LASTING.has(notice) && { lasts: true }),
  };
}

function buttonsAfter(
  notice: string,
  round: Round,
  values: Readonly<Record<string, string | number>>,
): readonly RoundButton[] {
  const { id } = round;
  switch (notice) {
    case "answer-counted":
    case "answer-changed":
      return [{ label: say("round.action.ask"), event: { type: "ask", round: id } }];
    case "request-needs":
    case "request-invalid":
      return [
        {
          label: say("round.action.fill"),
          event: { type: "form", form: "request", round: id },
          style: "primary",
        },
      ];
    case "request-sent":
    case "erased-but-request-stays": {
      const request = String(values["requestId"] ?? "");
      return request === ""
        ? []
        : [
            {
              label: say("round.action.withdraw"),
              event: { type: "withdraw", round: id, request },
            },
          ];
    }
    case "answer-first":
      return [
        { label: say("round.action.join"), event: { type: "join", round: id }, style: "primary" },
      ];
    case "needs-another-approver":
    case "approver-declined":
      return [
        {
          label: say("round.action.approver"),
          event: { type: "form", form: "approver", round: id },
          style: "primary",
        },
      ];
    default:
      return [];
  }
}
