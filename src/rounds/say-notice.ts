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
  "change-agreed",
  "change-refused",
  "decision-kept",
  "over-budget",
  "request-decided",
  "request-sent",
  "request-withdrawn",
  "review-counted",
]);
const LASTING: ReadonlySet<Notice> = new Set([
  "joined",
  "joined-uncounted",
  "answer-counted",
  "answer-not-counted",
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
    opener: writeMention(round?.openedBy ?? ""),
    ...values,
  };
  for (const name of ["approver", "opener", "by"])
    if (name in values) said[name] = writeMention(String(values[name]));
  if ("fault" in values) said["fault"] = say(`round.fault.${values["fault"]}`);
  return {
    type: "round-notice",
    notice,
    round: round?.id ?? "",
    as: "new",
    title: say(`round.notice.${notice}`, said),
    lines: notice.startsWith("joined") ? [say("round.about.line")] : [],
    actions: round ? buttonsAfter(notice, round, values) : wayTo(values["first"]),
    ...(SETTLING.has(notice) && { settles: true }),
    ...(LASTING.has(notice) && { lasts: true }),
  };
}

/** The way to a round that stands in the way. */
function wayTo(first: string | number | undefined): readonly RoundButton[] {
  return first === undefined
    ? []
    : [{ label: say("round.action.first"), event: { type: "budget", round: String(first) } }];
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
    case "answer-not-counted":
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
    case "channel-taken":
      return wayTo(values["first"]);
    case "request-sent":
    case "change-refused":
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
