// npm run bench: ratios within one run, so that the speed of the machine cancels out.
import { requireDialog } from "../../src/dialogs.ts";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import { flipsOf } from "../../src/engine/flips.ts";
import { transition } from "../../src/engine/transition.ts";
import { stepByHand } from "./by-hand.ts";
import { FIRST_SNAPSHOT, stepByXState } from "./xstate.ts";

const { dialog } = requireDialog("dialogs/ai-certification").in("en");
const NOW = Date.parse("2026-09-01T09:00:00Z");
const ROUNDS = 15;

/** Clicks of four different people. */
const PEOPLE = [
  {
    certification: "aws-aif",
    purpose: "promotion",
    use: "named",
    practice: "weekly",
    expect: "skills",
    employer: "counts",
    learn: "path",
    free: "no",
    payer: "employer",
    hours: "three",
    history: "none",
  },
  {
    certification: "aws-aif",
    purpose: "role",
    adverts: "named",
    use: "probably",
    practice: "tried",
    expect: "support",
    learn: "mix",
    free: "partly",
    payer: "me-fine",
    hours: "six",
    start: "now",
    history: "used",
  },
  {
    certification: "aws-aif",
    purpose: "work",
    use: "named",
    practice: "builds",
    employer: "pays",
    free: "yes",
    payer: "employer",
    hours: "one",
    history: "some-unused",
  },
  {
    certification: "aws-aif",
    purpose: "mandated",
    mandate: "written",
    practice: "never",
    payer: "employer",
    hours: "three",
  },
].map((answers) => Object.entries(answers).map(([question, option]) => ({ question, option })));
const TURNS = PEOPLE.flat().length;

const FIRST_OURS = JSON.stringify(
  transition(dialog, undefined, { type: "start", now: NOW }).conversation,
);

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
    const last: Conversation = JSON.parse(state);
    if (last.phase !== "advised") throw new Error("Could not reach the advice");
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
  return new Map(
    [...rates].map(([name, list]) => [
      name,
      list.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0,
    ]),
  );
}

const FIRST_HAND = JSON.stringify({ answers: {}, facts: {}, at: "certification" });
const rates = race({
  ours,
  switch: () => others(stepByHand, FIRST_HAND),
  xstate: () => others(stepByXState, FIRST_SNAPSHOT),
});
const rate = (name: string) => rates.get(name) ?? 0;
const line = (text: string, value: string) => console.log(`${text.padEnd(58)} ${value}`);

for (const [name, perSecond] of rates)
  line(`turns a second, ${name}`, Math.round(perSecond).toLocaleString("en"));
line(
  "a hand-written switch is faster than ours by (limit 5)",
  `${(rate("switch") / rate("ours")).toFixed(2)} x`,
);
line(
  "ours is faster than XState's transition() by (at least 5)",
  `${(rate("ours") / rate("xstate")).toFixed(2)} x`,
);

let advised: Conversation | undefined;
for (const { question, option } of PEOPLE[0] ?? []) {
  const before: Conversation =
    advised ?? transition(dialog, undefined, { type: "start", now: NOW }).conversation;
  advised = transition(dialog, before, {
    type: "answer",
    question,
    option,
    revision: before.revision,
    now: NOW,
  }).conversation;
}
const { answers } = advised ?? { answers: {} };
const flipTimes: number[] = [];
for (let round = 0; round < 2000; round += 1) {
  const started = performance.now();
  flipsOf(dialog, answers);
  flipTimes.push(performance.now() - started);
}
const flips = flipTimes.toSorted((a, b) => a - b)[1000] ?? 0;
line(
  `all ${flipsOf(dialog, answers).length} single flips of one advice (limit 0.2 ms)`,
  `${flips.toFixed(3)} ms`,
);
