import type { Effect, RoundStep } from "./effects.ts";
import { cancelSchedule, noticeTo, schedule } from "./effects.ts";
import type { Contribute, Erase, Join } from "./events.ts";
import { waitingRequests } from "./record.ts";
import type { Contribution, Round } from "./state.ts";

/**
 * How often the counter in the channel may change, in ms. Far inside what the platforms allow; it is this slow so that watching the counter
 * does not tell who answered when.
 */
export const COUNTER_EVERY_MS = 5 * 60 * 1000;

/** Lets a person in and shows them what the round does with answers. */
export function join(round: Round, event: Join): RoundStep {
  if (round.phase !== "open") {
    return { round, effects: [noticeTo(event.by, whyNotOpen(round))] };
  }
  const { threshold, approver = "" } = round;
  const word = event.counts ? "joined" : "joined-uncounted";
  const joined = round.joined.includes(event.by) ? round.joined : [...round.joined, event.by];
  return {
    round: { ...round, joined },
    effects: [noticeTo(event.by, word, { threshold, approver })],
  };
}

/** Whether an answer of this person would be taken now: while the round is closing, only from people who had begun before. */
export function mayContribute({ phase, joined }: Round, person: string): boolean {
  return phase === "open" || (phase === "closing" && joined.includes(person));
}

/** Takes what a finished interview adds; of somebody whom another summary counts, only that they answered. */
export function contribute(round: Round, event: Contribute): RoundStep {
  const { by, at, counts } = event;
  if (!mayContribute(round, by)) {
    return { round, effects: [noticeTo(by, whyNotOpen(round))] };
  }
  const isChange = round.contributions.some(({ person }) => person === by);
  const others = round.contributions.filter(({ person }) => person !== by);
  const uncounted = (round.uncounted ?? []).filter((person) => person !== by);
  const answered: Round = {
    ...round,
    joined: round.joined.includes(by) ? round.joined : [...round.joined, by],
    contributions: counts ? [...others, toContribution(event)] : others,
    uncounted: counts ? uncounted : [...uncounted, by],
  };
  const countedWord = isChange ? "answer-changed" : "answer-counted";
  return touchCounter(answered, at, [noticeTo(by, counts ? countedWord : "answer-not-counted")]);
}

/**
 * Really removes a person's answers, previews and review, and what a decided request said beyond its line in the record.
 *
 * A request that waits for its decision stays, because it was made by name; the person is told and may withdraw it.
 */
export function erase(round: Round, event: Erase): RoundStep {
  const isOther = ({ person }: { readonly person: string }) => person !== event.by;
  const waiting = waitingRequests(round);
  const requests = round.requests.filter(
    (request) => isOther(request) || waiting.includes(request),
  );
  const stays = requests.some((request) => !isOther(request));
  return touchCounter(
    {
      ...round,
      joined: round.joined.filter((person) => person !== event.by),
      contributions: round.contributions.filter(isOther),
      uncounted: (round.uncounted ?? []).filter((person) => person !== event.by),
      reviewAnswers: round.reviewAnswers.filter(isOther),
      requests,
    },
    event.at,
    [noticeTo(event.by, stays ? "erased-but-request-stays" : "erased")],
  );
}

/** The delayed edit of the counter has come. */
export function dueCounter(round: Round, at: number): RoundStep {
  const step = touchCounter({ ...round, counter: { ...round.counter, trailing: false } }, at, []);
  return step.effects.length > 0 ? step : { ...step, effects: [cancelSchedule(round, "counter")] };
}

/** Reminds the channel once; it says when the round closes and never who is missing. */
export function dueRemind(round: Round, at: number): RoundStep {
  const { remindAt, ...reminded } = round;
  // After a long standstill the reminder may come up together with the end: then it is too late for it.
  return round.phase === "open" && remindAt !== undefined && at < round.closesAt
    ? {
        round: reminded,
        effects: [{ type: "remind", to: { to: "channel" }, closesAt: round.closesAt }],
      }
    : { round, effects: [cancelSchedule(round, "remind")] };
}

/** Field by field, so that nothing else of an answer can get into a round. */
function toContribution({ by, at, contribution }: Contribute): Contribution {
  const { verdict, purpose, hasTask, freeRouteDoes, certification, costUsd } = contribution;
  const isPrice = costUsd !== undefined && Number.isFinite(costUsd) && costUsd >= 0;
  return {
    person: by,
    verdict,
    purpose,
    hasTask,
    freeRouteDoes,
    ...(certification !== undefined && { certification }),
    ...(isPrice && { costUsd }),
    at,
  };
}

function touchCounter(round: Round, at: number, effects: readonly Effect[]): RoundStep {
  const { counter } = round;
  const answered = round.contributions.length;
  // An edit that lies in the future was made before the clock was set back: the interval begins anew.
  const isSetBack = counter.editedAt > at;
  if (round.phase !== "open" || answered === counter.shown || (counter.trailing && !isSetBack)) {
    return { round, effects };
  }
  const allowedAt = Math.min(counter.editedAt, at) + COUNTER_EVERY_MS;
  if (at < allowedAt) {
    return {
      round: {
        ...round,
        counter: { ...counter, editedAt: Math.min(counter.editedAt, at), trailing: true },
      },
      effects: [...effects, schedule(round, "counter", allowedAt)],
    };
  }
  return {
    round: { ...round, counter: { shown: answered, editedAt: at, trailing: false } },
    effects: [
      ...effects,
      { type: "updateCounter", to: { to: "channel" }, answered, phase: "open" },
    ],
  };
}

function whyNotOpen({ phase }: Round): "not-open-yet" | "answers-closed" {
  return phase === "proposed" ? "not-open-yet" : "answers-closed";
}
