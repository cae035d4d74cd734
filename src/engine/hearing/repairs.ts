import { modelsOf } from "./models.ts";
import { readNumbers } from "./numbers.ts";
import type { Screen } from "./own.ts";
import { phraseLength } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** Where the repair phrases end that a text begins with, at most two other words before them. */
export function openingEnd(tokens: readonly Token[], screen: Screen): number {
  const { repairs } = screen.dialog.words.phrases;
  const ends = [0, 1, 2].map((at) => repairEnd(tokens, at, repairs, screen));
  // "Make it 12 hours".
  const made = phraseLength(screen.dialog.words.phrases.repairsBetween, tokens, 0);
  const [number] = made > 1 ? readNumbers(tokens.slice(made), screen.dialog.words.numerals) : [];
  return ends.find((end) => end > 0) ?? (number?.start === 0 ? made : 0);
}

/** The position after the repair phrases that begin here, with marks between; 0 for none. */
export function repairEnd(
  tokens: readonly Token[],
  start: number,
  phrases: ReadonlySet<string>,
  { dialog }: Screen,
): number {
  let end = 0;
  let at = start;
  while (at < tokens.length) {
    const token = tokens[at];
    const { fillers, phrases: lists } = dialog.words;
    const isAside =
      fillers.has(token?.normal ?? "") || lists.repairsBetween.has(token?.normal ?? "");
    const isLoose = token?.type === "mark" || isAside;
    const length = phraseLength(phrases, tokens, at);
    if (length === 0 && !(isLoose && (end > 0 || start === 0))) break;
    at += Math.max(1, length);
    if (length > 0 || (end > 0 && token?.type === "mark")) end = at;
  }
  return end;
}

/** From this share on a clause only says that something was wrong. */
const REPAIR = 0.9;
/** Longer clauses say more. */
const REPAIR_WORDS_MAX = 9;

/** Whether a clause says that something was wrong and nothing else: "I tapped the wrong thing", "please fix that". */
export function saysRepair(tokens: readonly Token[], words: Words): boolean {
  const said = tokens.filter(({ type }) => type !== "mark");
  if (said.length < 2 || said.length > REPAIR_WORDS_MAX) return false;
  const [best] = modelsOf(words).utterance()?.classify(tokens) ?? [];
  return best?.[0] === REPAIR_KIND && best[1] >= REPAIR;
}

const REPAIR_KIND = "repair";

/** The text without marks, and words such as "and", at its ends. */
export function trimEnds(tokens: readonly Token[], { joints }: Words): readonly Token[] {
  const isLoose = ({ type, normal, text }: Token) =>
    (type === "mark" && text !== "-") || joints.has(normal);
  const first = tokens.findIndex((token) => !isLoose(token));
  const last = tokens.findLastIndex((token) => !isLoose(token));
  return first < 0 ? [] : tokens.slice(first, last + 1);
}
