import type { Fee } from "../engine/catalogue.ts";
import { agedText, ageOf, valueText } from "../engine/fact-text.ts";
import { say } from "../engine/reply.ts";
import type { Text } from "../engine/reply.ts";
import type { RequestContent, Round } from "../team/state.ts";
import { writeMention } from "./replies.ts";
import type { RoundButton } from "./replies.ts";

/** What is said about a round wherever it is shown: who sees what comes first. */
export function cardLines(round: Round, approver: string | undefined): readonly Text[] {
  const { openedBy, closesAt, threshold } = round;
  return [
    say("round.card.who", {
      opener: writeMention(openedBy),
      hasApprover: approver === undefined ? "no" : "yes",
      approver: approver === undefined ? "" : writeMention(approver),
      date: closesAt,
    }),
    say("round.card.how", { threshold }),
    say("round.card.confidential"),
  ];
}

/** The name of a round with its budget. */
export function cardTitle(round: Round): Text {
  return say("round.card.title", { topic: round.topic, ...moneyValues(round, round.budget) });
}

/** Answer privately, and what that means. */
export function cardActions(round: Round): readonly RoundButton[] {
  const { id } = round;
  return [
    { label: say("round.action.join"), event: { type: "join", round: id }, style: "primary" },
    aboutButton(round),
  ];
}

/** What "confidential, not anonymous" means. */
export function aboutButton({ id }: Round): RoundButton {
  return { label: say("round.action.about"), event: { type: "about", round: id } };
}

/** How many have answered, or that it is over. */
export function counterText(answered: number, phase: Round["phase"]): Text {
  const state = phase === "open" || phase === "closing" || phase === "cancelled" ? phase : "closed";
  return say(`round.counter.${state}`, { answered });
}

/** A request word for word. */
export function contentLines(
  content: RequestContent,
  currency: string,
  now: number,
): readonly Text[] {
  const { name, amount, amountFrom, amountChecked: checked, owning } = content;
  const { hours, task, cheaperWay } = content;
  const fee: Fee = { amount, currency, ...(amountFrom === "agreed" && { isAgreed: true }) };
  const value = agedText(valueText(fee), checked, ageOf(checked, now));
  return [
    say("round.content.name", { name }),
    say(`round.content.amount.${amountFrom}`, { amount, currency, value }),
    ...(owning ?? []).map((known) => owningLine(known, now)),
    ...(hours === undefined ? [] : [say("round.content.hours", { hours })]),
    task === undefined ? say("round.content.no-task") : say("round.content.task", { task }),
    cheaperWay === undefined
      ? say("round.content.no-cheaper-way")
      : say("round.content.cheaper-way", { way: cheaperWay }),
  ];
}

/** Opens a round. */
export const OPEN_BUTTON: RoundButton = {
  label: say("round.action.open"),
  event: { type: "form", form: "open" },
  style: "primary",
};

/** The same words as in the advice. */
function owningLine(
  { fact, value, checked }: NonNullable<RequestContent["owning"]>[number],
  now: number,
): Text {
  const aged =
    value === undefined
      ? say("fact.unknown")
      : agedText(valueText(value), checked, ageOf(checked, now));
  return say(`cost.${fact}.known`, { value: aged, note: "", hasNote: "no" });
}

/** An amount that may be absent, for a text that says it only when it is there. */
export function moneyValues({ currency }: Round, amount: number | undefined) {
  return { hasAmount: amount === undefined ? "no" : "yes", amount: amount ?? 0, currency };
}

/** Texts in one line. */
export function joinTexts(texts: readonly Text[]): Text {
  const [first, ...rest] = texts;
  return rest.reduce(
    (joined, text) => say("round.join", { first: joined, second: text }),
    first ?? say("round.nothing"),
  );
}
