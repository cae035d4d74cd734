import type { Effect } from "../../src/team/effects.ts";
import type {
  AnswerApproval,
  Choice,
  Propose,
  RoundEvent,
  TimerKind,
} from "../../src/team/events.ts";
import { transitionRound } from "../../src/team/round.ts";
import type { Contribution, Request, RequestContent, Round } from "../../src/team/state.ts";

export const DAY_MS = 24 * 60 * 60 * 1000;
export const CLOSES_AT = 5 * DAY_MS;
export const OPEN_PURPOSES = ["promotion", "new-role", "current-work"];

export interface Played {
  readonly round: Round | undefined;
  readonly effects: readonly Effect[];
  /** What happened at each step, with the round as it was after it. */
  readonly steps: readonly {
    readonly event: RoundEvent;
    readonly round: Round | undefined;
    readonly effects: readonly Effect[];
  }[];
}

export function play(events: readonly RoundEvent[], from?: Round): Played {
  let round = from;
  const steps: Played["steps"][number][] = [];
  for (const event of events) {
    const step = transitionRound(round, event);
    round = step.round;
    steps.push({ event, round, effects: step.effects });
  }
  return { round, effects: steps.flatMap(({ effects }) => effects), steps };
}

export function proposal(changes: Partial<Propose> = {}): Propose {
  return {
    type: "propose",
    at: 0,
    id: "r1",
    by: "lee",
    permitted: true,
    topic: "AI certifications",
    currency: "USD",
    budget: 6000,
    closesAt: CLOSES_AT,
    approver: "ada",
    openPurposes: OPEN_PURPOSES,
    ...changes,
  };
}

export const accepted: AnswerApproval = { type: "answerApproval", at: 1, by: "ada", accepts: true };

export function opened(changes: Partial<Propose> = {}): readonly RoundEvent[] {
  return [proposal(changes), { ...accepted, by: changes.approver ?? "ada" }];
}

export type Answer = Omit<Contribution, "person" | "at">;

const ANSWER: Answer = {
  verdict: "worth-it",
  purpose: "promotion",
  hasTask: true,
  freeRouteDoes: false,
  costUsd: 100,
};

export function answers(by: string, contribution: Partial<Answer> = {}, at = 1000): RoundEvent {
  return { type: "contribute", at, by, contribution: { ...ANSWER, ...contribution }, counts: true };
}

export const CONTENT: RequestContent = {
  name: "AWS AI Practitioner",
  amount: 500,
  amountFrom: "catalogue",
};

export function requests(
  by: string,
  content: Partial<RequestContent> = {},
  at = 2000,
): readonly RoundEvent[] {
  const id = `q-${by}`;
  return [
    { type: "previewRequest", at, by, id, content: { ...CONTENT, ...content } },
    { type: "sendRequest", at, by, id },
  ];
}

export function due(kind: TimerKind, at: number): RoundEvent {
  return { type: "due", kind, at, id: `r1:${kind}` };
}

export const closed: readonly RoundEvent[] = [
  due("close", CLOSES_AT),
  due("summary", CLOSES_AT + 1),
];

export function people(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `p${index}`);
}

/** A round about to be summed up, made without the machine. */
export function roundWith(
  contributions: readonly Contribution[],
  sent: readonly Request[] = [],
  changes: Partial<Round> = {},
): Round {
  const { round } = play(opened({ threshold: 3 }));
  return {
    ...round!,
    phase: "closing",
    contributions: [...contributions],
    requests: [...sent],
    ...changes,
  };
}

export function toContribution(person: string, changes: Partial<Answer> = {}): Contribution {
  return { ...ANSWER, ...changes, person, at: 0 };
}

export function toRequest(person: string, content: Partial<RequestContent> = {}): Request {
  return { id: `q-${person}`, person, content: { ...CONTENT, ...content }, status: "sent", at: 0 };
}

export const LATER = CLOSES_AT + 1000;

export function decides(
  person: string,
  choice: Choice,
  changes: { by?: string; at?: number; confirmed?: boolean } = {},
): RoundEvent {
  return {
    type: "decide",
    at: LATER,
    by: "ada",
    requestId: `q-${person}`,
    choice,
    confirmed: true,
    ...changes,
  };
}

/** What happened, by name. */
export function codes(effects: readonly Effect[]): readonly string[] {
  return effects.map((effect) => (effect.type === "notice" ? effect.code : effect.type));
}

/** Six people answered and asked for 500 each, and the round has closed. */
export const sixAsked = [
  ...opened(),
  ...people(6).flatMap((person) => [answers(person), ...requests(person, { amount: 500 })]),
  ...closed,
];
