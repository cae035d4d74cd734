import type { Question } from "../dialog.ts";
import { modelsOf } from "./models.ts";
import { readCertain } from "./own.ts";
import type { Heard, Screen } from "./own.ts";
import type { Token } from "./tokens.ts";

/**
 * An answer to the question on the screen that is about another one, by all that was learnt: that one is meant. Where it
 * was answered before it is asked about, and else taken if it is said in so many words: "nothing planned" is no advert.
 */
export function foreignIn(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
  own: Heard,
  isCorrection: boolean,
): Heard | undefined {
  const needed = isCorrection ? TOPIC_TAKEN_BACK : FOREIGN;
  if (question.kind !== "choice" || own.isPlain) return undefined;
  const topics = modelsOf(screen.dialog.words).topic()?.classify(tokens) ?? [];
  const [[id, share] = ["", 0]] = topics;
  const here = topics.find(([one]) => one === question.id)?.[1] ?? 1;
  const about = screen.others.find((one) => one.id === id);
  if (!about || share < needed || here > 1 - needed) return undefined;
  const heard = readCertain(screen, about, plain, tokens);
  if (heard && screen.answers[id] === undefined) return heard.isPlain ? heard : undefined;
  return heard && { ...heard, certain: false };
}

const FOREIGN = 0.95;
/** Whoever takes something back says something about an earlier answer more often. */
const TOPIC_TAKEN_BACK = 0.7;
