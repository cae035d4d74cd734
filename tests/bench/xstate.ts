import { assign, setup, transition } from "xstate";
import { nextByHand, verdictByHand } from "./by-hand.ts";

const QUESTIONS = ["certification", "purpose", "mandate", "adverts", "use", "practice", "expect", "employer", "learn", "free", "payer", "hours", "start", "history"];

interface Context {
  readonly answers: Record<string, string>;
  readonly verdict?: string;
}
interface Answer {
  readonly type: "answer";
  readonly question: string;
  readonly option: string;
}

/** One state a question; guarded transitions choose the next, as XState's own examples of forms do. */
const machine = setup({
  types: { context: {} as Context, events: {} as Answer },
  actions: {
    keep: assign(({ context, event }) => ({ answers: { ...context.answers, [event.question]: event.option } })),
    judge: assign(({ context }) => ({ verdict: verdictByHand(context.answers) })),
  },
}).createMachine({
  context: { answers: {} },
  initial: "certification",
  states: {
    ...Object.fromEntries(
      QUESTIONS.map((question) => [
        question,
        {
          on: {
            answer: [...QUESTIONS, "advice"]
              .filter((target) => target !== question)
              .map((target) => ({
                target,
                guard: ({ context, event }: { context: Context; event: Answer }) =>
                  event.question === question && nextByHand({ ...context.answers, [question]: event.option }) === target,
                actions: "keep" as const,
              })),
          },
        },
      ]),
    ),
    advice: { entry: "judge" },
  },
});

export const FIRST_SNAPSHOT = JSON.stringify({ value: "certification", context: { answers: {} } });

/** Takes one click with XState's pure `transition()`: state as JSON in and out. */
export function stepByXState(state: string, event: Omit<Answer, "type">): string {
  const snapshot = machine.resolveState(JSON.parse(state) as { value: string; context: Context });
  const [next] = transition(machine, snapshot, { type: "answer", ...event });
  return JSON.stringify({ value: next.value, context: next.context });
}
