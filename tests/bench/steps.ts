import type { Contender } from "./contender.ts";
import { mean } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { PEOPLE } from "./people.ts";

/** What a person of the driver can do. */
export interface Hands {
  /** Begins an interview; settles when the first question is there. */
  begin(): Promise<void>;
  /** Answers the question that is shown; settles when the next one is there. */
  press(answers: Readonly<Record<string, string>>): Promise<void>;
}

/** Rounds that are not counted: 14,400 steps, after which the code of both is compiled, as in a bot that has run for minutes. */
const WARM_UP_ROUNDS = 200;
const ROUNDS = 25;
const INTERVIEWS_A_ROUND = 9;
/** As many as the shortest of these interviews has before its last. */
const STEPS = 8;

/**
 * Runs both through the same interviews, round by round in turns, and counts what each process used: a step is a
 * click that shows the next question in the same message.
 */
export async function raceSteps(
  platform: string,
  framework: string,
  contenders: Readonly<Record<"ours" | "bare", Contender>>,
  handsOf: (contender: Contender, person: string) => Hands,
): Promise<readonly Figure[]> {
  const used = { ours: [] as number[], bare: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const name of ["ours", "bare"] as const) {
      const ms = await stepMs(contenders[name], (at) =>
        handsOf(contenders[name], `U${round + WARM_UP_ROUNDS}X${at}`),
      );
      if (round >= 0) used[name].push(ms);
    }
  }
  // The mean and not the median: what is cleared away only now and then was used all the same.
  const [ours, bare] = [mean(used.ours), mean(used.bare)];
  return [
    { text: `processor time a step in ${platform}, ours`, value: ours, unit: "ms" },
    { text: `processor time a step in ${platform}, bare ${framework}`, value: bare, unit: "ms" },
    {
      text: `a step in ${platform} against a bare ${framework} handler`,
      value: ours / bare,
      unit: "x",
      limit: { atMost: 1.25 },
    },
  ];
}

async function stepMs(contender: Contender, handsOf: (at: number) => Hands): Promise<number> {
  const everyone = Array.from({ length: INTERVIEWS_A_ROUND }, (_none, at) => ({
    hands: handsOf(at),
    answers: ANSWERS[at % ANSWERS.length] ?? {},
  }));
  for (const { hands } of everyone) await hands.begin();
  const before = await contender.usage();
  for (const { hands, answers } of everyone)
    for (let step = 0; step < STEPS; step += 1) await hands.press(answers);
  const after = await contender.usage();
  return (after.cpuMs - before.cpuMs) / (INTERVIEWS_A_ROUND * STEPS);
}

/** Those who are asked enough. Which certification it is cannot be pressed on the first screen, so it is none yet. */
const ANSWERS = PEOPLE.filter((clicks) => clicks.length > STEPS).map((clicks) => ({
  ...Object.fromEntries(clicks.map(({ question, option }) => [question, option])),
  certification: "none",
}));
