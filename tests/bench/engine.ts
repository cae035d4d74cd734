import { requireDialog } from "../../src/dialogs.ts";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import { flipsOf } from "../../src/engine/flips.ts";
import { transition } from "../../src/engine/transition.ts";
import { stepByHand } from "./by-hand.ts";
import { median } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { PEOPLE } from "./people.ts";
import { FIRST_SNAPSHOT, stepByXState } from "./xstate.ts";

const { dialog } = requireDialog("dialogs/ai-certification").in("en");
const NOW = Date.parse("2026-09-01T09:00:00Z");
const ROUNDS = 15;
const TURNS = PEOPLE.flat().length;
const FIRST_OURS = JSON.stringify(
  transition(dialog, undefined, { type: "start", now: NOW }).conversation,
);
const FIRST_HAND = JSON.stringify({ answers: {}, facts: {}, at: "certification" });

/** Turns of the engine, state as JSON in and out, against a hand-written switch and XState; and the flips of an advice. */
export function measureEngine(): readonly Figure[] {
  const rates = race({
    ours,
    switch: () => others(stepByHand, FIRST_HAND),
    xstate: () => others(stepByXState, FIRST_SNAPSHOT),
  });
  const rate = (name: string) => rates.get(name) ?? 0;
  return [
    ...[...rates].map(([name, value]): Figure => ({
      text: `turns a second, ${name}`,
      value,
      unit: "a second",
    })),
    {
      text: "a hand-written switch is faster than ours by",
      value: rate("switch") / rate("ours"),
      unit: "x",
      limit: { atMost: 5 },
    },
    {
      text: "ours is faster than XState's transition() by",
      value: rate("ours") / rate("xstate"),
      unit: "x",
      limit: { atLeast: 5 },
    },
    flipTime(),
  ];
}

function ours(): void {
  for (const clicks of PEOPLE) {
    let state = FIRST_OURS;
    clicks.forEach(({ question, option }, at) => {
      const before: Conversation = JSON.parse(state);
      const event: Event = {
        type: "answer",
        question,
        option,
        revision: before.revision,
        now: NOW + at * 5000,
      };
      state = JSON.stringify(transition(dialog, before, event).conversation);
    });
    if (!state.includes('"phase":"advised"')) throw new Error("Could not reach the advice");
  }
}

function others(
  step: (state: string, event: { question: string; option: string }) => string,
  first: string,
): void {
  for (const clicks of PEOPLE) {
    const last = clicks.reduce(step, first);
    if (!last.includes("verdict")) throw new Error("Could not reach the verdict");
  }
}

/** Turns a second, each contender in every round, so that all meet the same machine; the median of the rounds. */
function race(contenders: Record<string, () => void>): Map<string, number> {
  const rates = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(contenders)) {
      const started = performance.now();
      for (let times = 0; times < 100; times += 1) run();
      if (round >= 0) rates.get(name)?.push((TURNS * 100) / ((performance.now() - started) / 1000));
    }
  }
  return new Map([...rates].map(([name, list]) => [name, median(list)]));
}

/** All single flips of the first person's advice. */
function flipTime(): Figure {
  let { conversation } = transition(dialog, undefined, { type: "start", now: NOW });
  for (const { question, option } of PEOPLE[0] ?? []) {
    const { revision } = conversation;
    const event = { type: "answer", question, option, revision, now: NOW } as const;
    ({ conversation } = transition(dialog, conversation, event));
  }
  const { answers } = conversation;
  const times: number[] = [];
  for (let round = 0; round < 2000; round += 1) {
    const started = performance.now();
    flipsOf(dialog, answers);
    times.push(performance.now() - started);
  }
  return {
    text: `all ${flipsOf(dialog, answers).length} single flips of one advice`,
    value: median(times),
    unit: "ms",
    limit: { atMost: 0.2 },
  };
}
