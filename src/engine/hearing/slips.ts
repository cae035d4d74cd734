import { editDistance } from "./spelling.ts";
import type { OptionWords, Words } from "./words.ts";

/**
 * The option whose own words a text is with a slip or two. A yes, a no or a negation is never a slip of another word: "I think no" is not
 * "I think so".
 */
export function bySpelling(
  normal: string,
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  const firm = normal
    .split(" ")
    .filter((word) => words.negations.has(word) || words.yes.has(word) || words.no.has(word));
  const near = options.filter(({ phrases }) =>
    phrases.some(
      (phrase) =>
        editDistance(normal, phrase, slipsIn(phrase)) <= slipsIn(phrase) &&
        firm.every((word) => phrase.split(" ").includes(word)),
    ),
  );
  return near.length === 1 ? near[0]?.id : undefined;
}

function slipsIn(phrase: string): number {
  return phrase.length < 4 ? 0 : phrase.length < 8 ? 1 : 2;
}
