import { describe, expect, test } from "vitest";
import { transition } from "../../src/engine/transition.ts";
import { BEGUN, dialog } from "./expected.ts";

/** Words that somebody comes with, and that say more than the name of a certification. */
const FIRST_WORDS = [
  "is AIF-C01 worth it? my company pays",
  "AIF-C01, for a promotion, 3 hours a week, and my employer pays for it",
  "I'm a product manager and want to automate the monthly variance report with AIF-C01; my boss asked for it in writing",
  `AIF-C01 & <b>bold</b> *stars* \`ticks\` my company pays, ${"and I have been thinking about this for a while ".repeat(5)}for a promotion`,
] as const;

/** A way in: somebody whom the bot does not know yet says this, and goes on until their interview has begun. */
export interface Door {
  readonly name: string;
  /** The words are somebody else's: they say which certification is meant, and nothing about this person. */
  readonly isQuoted?: true;
  /** How many characters it lets through. Absent: all of them. */
  readonly charsMax?: number;
  /** @returns the conversation as it is stored then */
  enter(words: string): Promise<string | undefined>;
}

/** Proves that what somebody comes with reaches the interview whole, by whichever door they come. */
export function firstWordsContract(name: string, doors: readonly Door[]): void {
  describe.each(doors)(`${name} hears first words by $name`, ({ isQuoted, charsMax, ...door }) => {
    test.each(FIRST_WORDS)("%s", async (words) => {
      const said = words.slice(0, charsMax);
      const heard = answersIn(await door.enter(said));
      const { certification, ...others } = toAnswers(said);
      expect(heard).toEqual(isQuoted ? { certification } : { certification, ...others });
    });
  });
}

/** What the engine makes of these words. */
function toAnswers(text: string): Readonly<Record<string, unknown>> {
  const event = { type: "text", text, now: BEGUN } as const;
  const { conversation } = transition(dialog.in("").dialog, undefined, event);
  return answersIn(JSON.stringify(conversation));
}

/** Facts of the catalogue are those of the day, which a platform's clock decides. */
function answersIn(state: string | undefined): Readonly<Record<string, unknown>> {
  const { answers } = JSON.parse(state ?? "{}", (field, value: unknown) =>
    field === "facts" ? undefined : value,
  );
  return answers ?? {};
}
