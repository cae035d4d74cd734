import { createHash } from "node:crypto";
import type { Dialog } from "../engine/dialog.ts";
import { DAY_MS } from "../engine/hearing/calendar.ts";
import { readMoney } from "../engine/hearing/money-field.ts";
import type { Choice, Propose, RoundEvent as TeamEvent } from "../team/events.ts";
import { findToDecide } from "../team/sight.ts";
import { hasAnswered, takesAnswers } from "../team/state.ts";
import { readClosing } from "./closing-day.ts";
import { dollarOf, fillDraft, textOf, toContent } from "./draft.ts";
import type { Draft } from "./draft.ts";
import type { Fill, RoundPress } from "./press.ts";
import type { StoredRound } from "./stored.ts";

/** All that reading an event may look at. */
export interface Read {
  readonly person: string;
  readonly now: number;
  readonly dialog: Dialog;
  /** The workspace setting's word on this person. */
  readonly permitted: boolean;
  /** The platform says that this person administers the workspace. */
  readonly administers: boolean;
  /** For `join`: whether the round would count this person. */
  readonly counts: boolean;
  /** For a new round or one that is accepted: the one that is under way in the channel. */
  readonly inTheWay?: string | undefined;
  /** The id a new request would have; random, so that nobody can work it out. */
  readonly newRequest: string;
  readonly stored: StoredRound | undefined;
  /** For a request: what the person's interview says. */
  readonly draft: Draft;
  /** The id a new round would have; random, so that nobody can work it out. */
  readonly newId: string;
}

/** What a pressed button or a filled form means for a round: an event, something to be shown, or why neither. */
export type Meaning =
  | { readonly type: "event"; readonly event: TeamEvent }
  | { readonly type: "show" }
  | { readonly type: "refused"; readonly notice: "request-needs" | "decision-gone" };

/** Reads a pressed button or a filled form. Total: whatever was sent, something is meant. */
export function toMeaning(press: RoundPress | Fill, read: Read): Meaning {
  const { person: by, now: at, administers, inTheWay, counts } = read;
  switch (press.type) {
    case "about":
    case "budget":
    case "export":
    case "queue":
    case "form":
      return { type: "show" };
    case "join":
      return mean({ type: "join", at, by, counts });
    case "accept":
    case "refuse":
      return mean({
        type: "answerApproval",
        at,
        by,
        accepts: press.type === "accept",
        ...(inTheWay !== undefined && { inTheWay }),
      });
    case "close":
    case "cancel": {
      const { type, answered } = press;
      const confirmed = answered === undefined ? {} : { confirmed: answered };
      return mean({ type, at, by, administers, ...confirmed });
    }
    case "agree":
    case "disagree": {
      const { request: id, approver } = press;
      return mean({ type: "answerChange", at, by, id, approver, agrees: press.type === "agree" });
    }
    case "ask":
      return preview({}, read);
    case "send":
      return mean({ type: "sendRequest", at, by, id: press.request });
    case "withdraw":
      return mean({ type: "withdrawRequest", at, by, id: press.request });
    case "approve":
    case "later":
      return decide(press.request, { type: press.type }, true, read);
    case "confirm": {
      const { request } = press;
      const choice = read.stored?.declines[request];
      if (choice) return decide(request, choice, true, read);
      // Whoever may not decide is told that in any case: nobody else learns that a decline is being written.
      const sight = read.stored && findToDecide(read.stored.round, by, request);
      return sight?.type === "refused"
        ? decide(request, { type: "decline", reason: "" }, true, read)
        : { type: "refused", notice: "decision-gone" };
    }
    case "review":
      return review(press.used, press.gains ?? "", read);
    case "fill":
      return fill(press, read);
  }
}

function fill(press: Fill, read: Read): Meaning {
  const { fields, request = "" } = press;
  const { person: by, now: at } = read;
  switch (press.form) {
    case "open":
      return mean({
        ...toProposal(fields, read),
        ...(read.inTheWay !== undefined && { inTheWay: read.inTheWay }),
      });
    case "request":
      return preview(fields, read);
    case "approve-if": {
      const condition = textOf(fields["condition"]) ?? "";
      const kept = grantedAmount(fields["amount"], request, read);
      return decide(
        request,
        { type: "approve-if", condition, ...(kept !== undefined && { amount: kept }) },
        true,
        read,
      );
    }
    case "decline":
      return decide(
        request,
        { type: "decline", reason: textOf(fields["reason"]) ?? "" },
        false,
        read,
      );
    case "review":
      return review(fields["used"] !== "no", fields["gains"] ?? "", read);
    case "settings":
      return { type: "show" };
    case "approver":
      return mean({ type: "replaceApprover", at, by, approver: textOf(fields["approver"]) ?? "" });
  }
}

/** What was typed, else what was asked for. NaN: not readable, or in another currency, and nothing is converted. */
function grantedAmount(
  field: string | undefined,
  request: string,
  { stored, dialog, person }: Read,
): number | undefined {
  const typed = textOf(field);
  if (typed === undefined) {
    const sight = stored && findToDecide(stored.round, person, request);
    return sight?.type === "seen" ? sight.request.content.amount : undefined;
  }
  const { amount = NaN, currency } =
    readMoney(typed, dialog.words, dollarOf(stored?.round.currency ?? "")) ?? {};
  return (currency ?? stored?.round.currency) === stored?.round.currency ? amount : NaN;
}

/** A round that runs this long reminds the channel a day before it closes. */
const REMINDED_MS = 3 * DAY_MS;

/** Reads the form that opens a round. */
export function toProposal(
  fields: Readonly<Record<string, string>>,
  read: Pick<Read, "person" | "now" | "permitted" | "dialog" | "newId">,
): Propose {
  const { person: by, now: at, permitted, dialog, newId: id } = read;
  const money = textOf(fields["budget"]);
  const budget =
    money === undefined ? undefined : (readMoney(money, dialog.words, "USD") ?? { amount: NaN });
  const closesAt = readClosing(fields["closes"], at, dialog);
  const certification = textOf(fields["certification"]);
  const threshold = textOf(fields["threshold"]);
  return {
    type: "propose",
    at,
    id,
    by,
    permitted,
    topic: textOf(fields["topic"]) ?? "",
    currency: budget?.currency ?? "USD",
    ...(budget && { budget: budget.amount }),
    ...(certification !== undefined && { certification }),
    closesAt,
    approver: textOf(fields["approver"]) ?? "",
    ...(threshold !== undefined && { threshold: Number(threshold) }),
    openPurposes: dialog.file.team?.openPurposes ?? [],
    ...(closesAt - at >= REMINDED_MS && { remindAt: closesAt - DAY_MS }),
  };
}

function preview(fields: Readonly<Record<string, string>>, read: Read): Meaning {
  const { person: by, now: at, stored, dialog } = read;
  const content = toContent(fillDraft(read.draft, fields, dialog, stored?.round.currency ?? "USD"));
  // Who may not ask at all is told that, and not that something is missing.
  const round = stored?.round;
  const mayAsk = round !== undefined && takesAnswers(round) && hasAnswered(round, by);
  if (!content && mayAsk) return { type: "refused", notice: "request-needs" };
  return mean({
    type: "previewRequest",
    at,
    by,
    id: read.newRequest,
    content: content ?? { name: "", amount: 0, amountFrom: "typed" },
  });
}

function review(used: boolean, gains: string, read: Read): Meaning {
  const named = gains.split(",");
  const has = (gain: string) => used && named.includes(gain);
  const answer = {
    used,
    skills: has("skills"),
    productivity: has("productivity"),
    value: has("value"),
  };
  return mean({ type: "answerReview", at: read.now, by: read.person, answer });
}

function decide(request: string, choice: Choice, confirmed: boolean, read: Read): Meaning {
  const { person: by, now: at } = read;
  return mean({ type: "decide", at, by, requestId: request, choice, confirmed });
}

function mean(event: TeamEvent): Meaning {
  return { type: "event", event };
}

/** The same short id for the same text, so that a retried delivery makes nothing twice. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, ID_CHARS);
}

const ID_CHARS = 12;
