import { say } from "../engine/reply.ts";
import type { RecordLabels } from "../team/record.ts";
import { toCsv, toMarkdown, toRecord } from "../team/record.ts";
import { mayEnd } from "../team/closing.ts";
import { takesAnswers } from "../team/state.ts";
import type { Round } from "../team/state.ts";
import type { Speaker } from "../texts.ts";
import { cardActions, cardLines, cardTitle, counterText, OPEN_BUTTON } from "./card.ts";
import type { RoundPress } from "./press.ts";
import type { RoundButton, RoundFileReply, RoundForm, RoundNoticeReply } from "./replies.ts";
import { exportButtons, recordTotals } from "./say-decision.ts";
import { acceptButtons } from "./say-effect.ts";
import { sayNotice } from "./say-notice.ts";
import { SETTINGS_BUTTON } from "./settings.ts";
import { countQueue } from "./show-queue.ts";

/** Says what "confidential, not anonymous" means, for this round's threshold. */
export function showAbout(round: Round): RoundNoticeReply {
  const { id, threshold } = round;
  return {
    type: "round-notice",
    notice: "about",
    round: id,
    as: "new",
    title: say("round.about.title"),
    lines: [
      say("round.about.line"),
      say("round.about.channel", { threshold }),
      say("round.about.approver"),
      say("round.about.subtract"),
      say("round.about.deleted"),
    ],
    actions: round.phase === "open" ? cardActions(round).slice(0, 1) : [],
  };
}

/** What whoever asks about a round may do besides. */
interface Can {
  readonly permitted: boolean;
  readonly administers: boolean;
  /** A round is opened in a channel only. */
  readonly canOpen: boolean;
}

/** Says where a round stands, with what this person may do about it. It tells nothing that the channel does not see. */
export function showBudget(round: Round | undefined, person: string, can: Can): RoundNoticeReply {
  if (!round) {
    const { permitted, administers } = can;
    return {
      type: "round-notice",
      notice: "none",
      round: "",
      as: "new",
      title: say("round.none.title"),
      lines: [say(permitted ? "round.none.line" : "round.none.not-permitted")],
      actions: [...(permitted ? [OPEN_BUTTON] : []), ...(administers ? [SETTINGS_BUTTON] : [])],
    };
  }
  const { id, phase, counter, approver, candidate } = round;
  const isRunning = takesAnswers(round);
  const isOver = phase === "decided" || phase === "reviewed";
  const waiting = countQueue(round, person);
  const [who, ...how] = cardLines(round, approver ?? candidate);
  return {
    type: "round-notice",
    notice: "budget",
    round: id,
    as: "new",
    title: cardTitle(round),
    lines: [
      say(`round.phase.${phase}`),
      // What the counter shows, not what it would show by now: asking again and again must tell no more than watching it.
      ...(isRunning ? [counterText(counter.shown, phase)] : []),
      ...(person === candidate ? [say("round.approver.line")] : []),
      ...(who ? [who] : []),
      // How to answer is of no use to anybody once that is over.
      ...(isRunning || phase === "proposed" ? how : []),
      ...(waiting === 0 ? [] : [say("round.queue.waiting", { count: waiting })]),
      ...(isOver ? recordTotals(toRecord(round)) : []),
    ],
    actions: budgetActions(round, person, can),
  };
}

function button(text: string, event: RoundPress): RoundButton {
  return { label: say(text), event };
}

function budgetActions(
  round: Round,
  person: string,
  { administers, canOpen }: Can,
): readonly RoundButton[] {
  const { id, phase, openedBy, candidate } = round;
  const isUnderWay = phase === "open" || phase === "closing" || phase === "proposed";
  const isOpener = person === openedBy;
  const mayEndIt = mayEnd(round, { by: person, administers });
  const close = button("round.action.close", { type: "close", round: id });
  const replace = button("round.action.approver", { type: "form", form: "approver", round: id });
  const cancel = button("round.action.cancel", { type: "cancel", round: id });
  return [
    ...(person === candidate ? acceptButtons(round) : []),
    ...(phase === "open" ? cardActions(round) : []),
    ...(phase === "open" && mayEndIt ? [close] : []),
    ...(isOpener && phase !== "cancelled" && phase !== "reviewed" ? [replace] : []),
    ...(isUnderWay && mayEndIt ? [{ ...cancel, style: "danger" as const }] : []),
    ...(mayExport(round, person) ? exportButtons(round) : []),
    ...(canOpen && !isUnderWay ? [OPEN_BUTTON] : []),
    ...(administers ? [SETTINGS_BUTTON] : []),
  ];
}

/** Says what a form asks for, where no form can be shown. */
export function showForm({ press, title, fields }: RoundForm): RoundNoticeReply {
  const lines = fields.map(({ id, label, hint, value }) =>
    say("round.form-line", {
      id,
      label,
      hint: hint ?? "",
      value: value ?? "",
      hasValue: value === undefined ? "no" : "yes",
    }),
  );
  const round = press.round ?? "";
  return { type: "round-notice", notice: "form", round, as: "new", title, lines, actions: [] };
}

/** Gives the record as a file, to whoever has seen it anyway. */
export function showExport(
  round: Round,
  asked: {
    readonly person: string;
    readonly format: "csv" | "markdown";
    readonly names: Readonly<Record<string, string>>;
    readonly speaker: Speaker;
    readonly now: number;
  },
): RoundFileReply | RoundNoticeReply {
  const { person, format, names, speaker, now } = asked;
  if (!mayExport(round, person)) return sayNotice("not-yours", round);
  const labels = labelsOf(speaker, names);
  const record = toRecord(round);
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    type: "round-file",
    round: round.id,
    as: "new",
    title: say("round.record.file", { topic: round.topic }),
    lines: [],
    actions: [],
    name: `training-round-${day}.${format === "csv" ? "csv" : "md"}`,
    mediaType: format === "csv" ? "text/csv" : "text/markdown",
    content: format === "csv" ? toCsv(record, labels) : toMarkdown(record, labels),
  };
}

/** Before the record is posted only the approver knows the decisions. */
function mayExport({ phase, approver }: Round, person: string): boolean {
  return phase === "decided" || phase === "reviewed" || (phase === "closed" && person === approver);
}

function labelsOf(speaker: Speaker, names: Readonly<Record<string, string>>): RecordLabels {
  const label = (id: string) => speaker.say(say(`round.label.${id}`));
  const decision = (id: string) => speaker.say(say(`round.decisions.${id}`));
  return {
    person: label("person"),
    certification: label("certification"),
    decision: label("decision"),
    amount: label("amount"),
    condition: label("condition"),
    reviewAt: label("review-at"),
    decidedBy: label("decided-by"),
    decidedAt: label("decided-at"),
    budget: label("budget"),
    approved: label("approved"),
    pending: label("pending"),
    left: label("left"),
    decisions: {
      approve: decision("approve"),
      "approve-if": decision("approve-if"),
    },
    name: (person) => (Object.hasOwn(names, person) ? (names[person] ?? person) : person),
    date: (at) => new Date(at).toISOString().slice(0, 10),
  };
}
