import type { RoundStep } from "./effects.ts";
import { cancelSchedule, noticeTo, schedule } from "./effects.ts";
import type { AnswerReview } from "./events.ts";
import { toOutcome } from "./outcome.ts";
import { fundedDecisions } from "./record.ts";
import type { ReviewAnswer, Round } from "./state.ts";

/** How long funded people have to answer the review, in ms. */
const REVIEW_OPEN_MS = 14 * 24 * 60 * 60 * 1000;

/** Ninety days on, asks every funded person, once and privately. */
export function dueReview(round: Round, at: number): RoundStep {
  if (round.phase !== "decided" || round.reviewAsked) {
    return { round, effects: [cancelSchedule(round, "review")] };
  }
  return {
    round: { ...round, reviewAsked: true },
    effects: [
      ...fundedDecisions(round).map(
        ({ person, name }) => ({ type: "askReview", to: { to: "person", person }, name }) as const,
      ),
      schedule(round, "outcome", at + REVIEW_OPEN_MS),
    ],
  };
}

/** Keeps a funded person's answer until the totals are posted; a second answer replaces the first. */
export function answerReview(round: Round, event: AnswerReview): RoundStep {
  const isFunded = fundedDecisions(round).some(({ person }) => person === event.by);
  if (!isFunded || !round.reviewAsked || round.phase !== "decided") {
    return { round, effects: [noticeTo(event.by, "review-not-asked")] };
  }
  const others = round.reviewAnswers.filter(({ person }) => person !== event.by);
  const { used, skills, productivity, value } = event.answer;
  const answer: ReviewAnswer = { person: event.by, used, skills, productivity, value };
  return {
    round: { ...round, reviewAnswers: [...others, answer] },
    effects: [noticeTo(event.by, "review-counted")],
  };
}

/** Posts the totals, once, if enough answered, and deletes the answers. */
export function dueOutcome(round: Round): RoundStep {
  if (round.phase !== "decided" || !round.reviewAsked) {
    return { round, effects: [cancelSchedule(round, "outcome")] };
  }
  const outcome = toOutcome(round.reviewAnswers, round.threshold);
  return {
    round: { ...round, phase: "reviewed", reviewAnswers: [] },
    effects: [{ type: "postOutcome", to: { to: "channel" }, ...(outcome && { outcome }) }],
  };
}
