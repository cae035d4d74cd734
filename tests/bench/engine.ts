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
const ROUNDS = 25;
/** Rounds that are not counted: a bot that has run for a minute has its code compiled. */
const WARM_UP_ROUNDS = 20;
const TURNS = PEOPLE.flat().length;
const FIRST_OURS = JSON.stringify(
  transition(dialog, undefined, { type: "start", now: NOW }).conversation,
);
const FIRST_HAND = JSON.stringify({ answers: {}, facts: {}, at: "certification" });

/** Turns of the engine, state as JSON in and out, against a hand-written switch and XState; and the flips of an advice. */
export function measureEngine(): readonly Figure[] {
  const rounds = race({
    ours,
    switch: () => others(stepByHand, FIRST_HAND),
    xstate: () => others(stepByXState, FIRST_SNAPSHOT),
  });
  const middle = (figure: (round: Rates) => number) => median(rounds.map(figure));
  const rateOf = (name: Contender): Figure => ({
    text: `turns a second of processor time, ${name}`,
    value: middle((round) => round[name]),
    unit: "a second",
  });
  return [
    rateOf("ours"),
    rateOf("switch"),
    rateOf("xstate"),
    {
      text: "a hand-written switch is faster than ours by",
      value: middle((round) => round.switch / round.ours),
      unit: "x",
      limit: { atMost: 5 },
    },
    {
      text: "ours is faster than XState's transition() by",
      value: middle((round) => round.ours / round.xstate),
      unit: "x",
      limit: { atLeast: 5 },
    },
    flipTime(),
  ];
}

type Contender = "ours" | "switch" | "xstate";
type Rates = Readonly<Record<Contender, number>>;

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

/** The rates of all contenders, round by round, so that all meet the same machine. */
function race(contenders: Readonly<Record<Contender, () => void>>): readonly Rates[] {
  const round = (): Rates => ({
    ours: rate(contenders.ours),
    switch: rate(contenders.switch),
    xstate: rate(contenders.xstate),
  });
  for (let times = 0; times < WARM_UP_ROUNDS; times += 1) round();
  return Array.from({ length: ROUNDS }, round);
}

/** Turns a second of processor time. */
function rate(run: () => void): number {
  const before = process.cpuUsage();
  for (let times = 0; times < 100; times += 1) run();
  const { user, system } = process.cpuUsage(before);
  return (TURNS * 100) / ((user + system) / 1e6);
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
