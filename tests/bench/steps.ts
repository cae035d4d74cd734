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

/** Who is raced against, and what that is called. */
export interface Rival {
  readonly name: string;
  readonly contender: Contender;
  /** How many times its processor time a step of ours may take. Absent: told, not judged. */
  readonly atMost?: number;
}

/**
 * Runs all through the same interviews, round by round in turns, and counts what each process used: a step is a click
 * that shows the next question in the same message.
 */
export async function raceSteps(
  platform: string,
  ours: Contender,
  rivals: readonly Rival[],
  handsOf: (contender: Contender, person: string) => Hands,
): Promise<readonly Figure[]> {
  const contenders = [ours, ...rivals.map(({ contender }) => contender)];
  const used = contenders.map((): number[] => []);
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const [at, contender] of contenders.entries()) {
      const ms = await stepMs(contender, (person) =>
        handsOf(contender, `U${round + WARM_UP_ROUNDS}X${person}`),
      );
      if (round >= 0) used[at]?.push(ms);
    }
  }
  // The mean and not the median: what is cleared away only now and then was used all the same.
  const [own = 0, ...others] = used.map(mean);
  const told = rivals.map(({ name, atMost }, at): readonly Figure[] => [
    { text: `processor time a step in ${platform}, ${name}`, value: others[at] ?? 0, unit: "ms" },
    {
      text: `a step in ${platform} against ${name}`,
      value: own / (others[at] ?? 0),
      unit: "x",
      ...(atMost !== undefined && { limit: { atMost } }),
    },
  ]);
  return [
    { text: `processor time a step in ${platform}, ours`, value: own, unit: "ms" },
    ...told.flat(),
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
