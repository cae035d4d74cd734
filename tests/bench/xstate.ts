import { assign, setup, transition } from "xstate";
import { appliesByHand, FACTS, verdictByHand } from "./by-hand.ts";
import type { Facts, Given } from "./by-hand.ts";

const QUESTIONS = [
  "certification",
  "purpose",
  "mandate",
  "adverts",
  "use",
  "practice",
  "expect",
  "employer",
  "learn",
  "free",
  "payer",
  "hours",
  "start",
  "history",
];

interface Context {
  readonly answers: Given;
  readonly facts: Facts;
  readonly verdict?: string;
}
interface Answer {
  readonly type: "answer";
  readonly question: string;
  readonly option: string;
}

/** Questions in order; one that does not apply is passed over by an eventless transition, as XState's forms do it. */
const machine = setup({
  types: { context: {} as Context, events: {} as Answer },
  actions: {
    keep: assign(({ context, event }) => ({
      answers: { ...context.answers, [event.question]: event.option },
      facts: event.question === "certification" ? FACTS : context.facts,
    })),
    judge: assign(({ context }) => ({ verdict: verdictByHand(context.answers, context.facts) })),
  },
}).createMachine({
  context: { answers: {}, facts: {} },
  initial: "certification",
  states: {
    ...Object.fromEntries(
      QUESTIONS.map((question, at) => [
        question,
        {
          always: {
            target: QUESTIONS[at + 1] ?? "advice",
            guard: ({ context }: { context: Context }) =>
              !appliesByHand(question, context.answers, context.facts),
          },
          on: {
            answer: {
              target: QUESTIONS[at + 1] ?? "advice",
              guard: ({ event }: { event: Answer }) => event.question === question,
              actions: "keep" as const,
            },
          },
        },
      ]),
    ),
    advice: { entry: "judge" },
  },
});

export const FIRST_SNAPSHOT = JSON.stringify({
  value: "certification",
  context: { answers: {}, facts: {} },
});

/** Takes one click with XState's pure `transition()`: its snapshot as JSON in and out, as https://stately.ai/docs/persistence stores it. */
export function stepByXState(state: string, event: Omit<Answer, "type">): string {
  const snapshot = machine.resolveState(JSON.parse(state) as { value: string; context: Context });
  const [next] = transition(machine, snapshot, { type: "answer", ...event });
  return JSON.stringify(next);
}
