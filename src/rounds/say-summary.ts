import type { Dialog } from "../engine/dialog.ts";
import { say } from "../engine/reply.ts";
import type { Text } from "../engine/reply.ts";
import type { Outcome } from "../team/outcome.ts";
import type { Round } from "../team/state.ts";
import { WORTH_IT } from "../team/summary.ts";
import type { Summary } from "../team/summary.ts";
import { joinTexts } from "./card.ts";
import type { RoundOutcomeReply, RoundPicture, RoundSummaryReply } from "./replies.ts";

/** Says the one summary: what it may show, and nothing that it holds back. */
export function saySummary(
  summary: Summary,
  round: Round,
  dialog: Dialog,
  now: number,
): RoundSummaryReply {
  const { answered, withTask, freeRoute, questions } = summary;
  const bars = barsOf(summary);
  const numbers = [
    ...(bars.length > 0
      ? [joinTexts(bars.map(({ label, count }) => say("round.summary.bar", { label, count })))]
      : [say("round.summary.no-verdicts")]),
    ...purposeLines(summary, dialog),
    ...(withTask === undefined ? [] : [say("round.summary.with-task", { count: withTask })]),
    ...(freeRoute === undefined ? [] : [say("round.summary.free-route", { count: freeRoute })]),
    ...sameLines(summary, dialog, now),
    ...moneyLines(summary),
  ];
  const picture = pictureOf(summary, bars, numbers);
  return {
    type: "round-summary",
    round: round.id,
    as: "new",
    title: say("round.summary.title", { answered, topic: round.topic }),
    lines: [
      ...numbers,
      say("round.summary.meeting"),
      ...questions.map((question, at) =>
        say("round.numbered", { number: at + 1, line: say(`round.question.${question}`) }),
      ),
      say("round.summary.held-back"),
    ],
    actions: [],
    answered,
    ...(picture && { picture }),
  };
}

/** Says what came of it after 90 days. */
export function sayOutcome(outcome: Outcome | undefined, round: Round): RoundOutcomeReply {
  const gains = (["skills", "productivity", "value"] as const).flatMap((gain) => {
    const count = outcome?.[gain];
    return count === undefined ? [] : [say(`round.outcome.${gain}`, { count })];
  });
  const lines = outcome
    ? [
        say("round.outcome.answered", { count: outcome.answered }),
        ...(outcome.used === undefined
          ? [say("round.outcome.held-back")]
          : [say("round.outcome.used", { count: outcome.used })]),
        ...gains,
      ]
    : [say("round.outcome.not-enough", { threshold: round.threshold })];
  const title = say("round.outcome.title", { topic: round.topic });
  return { type: "round-outcome", round: round.id, as: "thread", title, lines, actions: [] };
}

function barsOf({ verdicts = [] }: Summary): RoundPicture["bars"] {
  return verdicts.map((group) => ({
    label: say(`round.verdicts.${group.verdicts.join("-or-")}`),
    count: group.count,
    kind: group.verdicts.some((verdict) => WORTH_IT.includes(verdict)) ? "worth-it" : "not-now",
  }));
}

function purposeLines({ purposes }: Summary, dialog: Dialog): readonly Text[] {
  if (!purposes || purposes.shown.length === 0) return [];
  const question = dialog.file.team?.purpose ?? "";
  const parts = purposes.shown.map(({ purpose, count }) =>
    say("round.summary.bar", {
      label: say(`questions.${question}.options.${purpose}.label`),
      count,
    }),
  );
  const rest =
    purposes.rest > 0
      ? [say("round.summary.bar", { label: say("round.summary.other"), count: purposes.rest })]
      : [];
  return [say("round.summary.purposes", { list: joinTexts([...parts, ...rest]) })];
}

function sameLines({ sameCertification }: Summary, dialog: Dialog, now: number): readonly Text[] {
  return sameCertification.map(({ certification, count }) => {
    const name = dialog.catalogue.entry(certification, now)?.name ?? certification;
    return say("round.summary.same", { count, name });
  });
}

function moneyLines({ budget: view }: Summary): readonly Text[] {
  const { currency, budget, requested, left, advisedUsd, coverableUsd } = view;
  return [
    ...(budget === undefined ? [] : [say("round.summary.budget", { amount: budget, currency })]),
    requested === undefined
      ? say("round.summary.requested-held-back")
      : say("round.summary.requested", { amount: requested, currency }),
    ...(left === undefined
      ? []
      : [
          say(left < 0 ? "round.summary.over" : "round.summary.left", {
            amount: Math.abs(left),
            currency,
          }),
        ]),
    ...(advisedUsd === undefined ? [] : [say("round.summary.advised", { amount: advisedUsd })]),
    ...(coverableUsd === undefined
      ? []
      : [say("round.summary.coverable", { amount: coverableUsd })]),
  ];
}

function pictureOf(
  { budget: view }: Summary,
  bars: RoundPicture["bars"],
  numbers: readonly Text[],
): RoundPicture | undefined {
  const { currency, budget, requested } = view;
  if (bars.length === 0) return undefined;
  const label = say("round.summary.stack", {
    amount: requested ?? 0,
    budget: budget ?? 0,
    currency,
  });
  return {
    alt: joinTexts(numbers),
    bars,
    ...(budget !== undefined &&
      requested !== undefined && { stack: { currency, budget, requested, label } }),
  };
}
