import { isSafe } from "./disclosure.ts";
import type { ReviewAnswer } from "./state.ts";

/** What came of a round. Counts under the rules of the summary; the gains are counted among those who used it. */
export interface Outcome {
  readonly answered: number;
  readonly used?: number;
  readonly skills?: number;
  readonly productivity?: number;
  readonly value?: number;
}

/** Counts review answers, or undefined below the threshold. Who gained is part of who used it, so each is safe inside the other. */
export function toOutcome(
  answers: readonly ReviewAnswer[],
  threshold: number,
): Outcome | undefined {
  if (answers.length < threshold) {
    return undefined;
  }
  const users = answers.filter(({ used }) => used);
  const outcome = { answered: answers.length };
  if (!isSafe({ count: users.length, size: answers.length })) {
    return outcome;
  }
  const gains = (["skills", "productivity", "value"] as const).flatMap((gain) => {
    const count = users.filter((answer) => answer[gain]).length;
    return isSafe({ count, size: users.length }) ? [[gain, count] as const] : [];
  });
  return { ...outcome, used: users.length, ...Object.fromEntries(gains) };
}
