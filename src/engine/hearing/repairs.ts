import { modelsOf } from "./models.ts";
import type { Screen } from "./own.ts";
import { startsOf } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** Where the repair phrases end that a text begins with, at most two other words before them. */
export function openingEnd(tokens: readonly Token[], screen: Screen): number {
  const { repairs } = screen.dialog.words.phrases;
  const ends = [0, 1, 2].map((at) => repairEnd(tokens, at, repairs, screen));
  return ends.find((end) => end > 0) ?? 0;
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
    const length = phraseAt(tokens, at, phrases);
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

/** Words of the longest phrase that takes something back. */
const PHRASE_WORDS_MAX = 4;

function phraseAt(tokens: readonly Token[], at: number, phrases: ReadonlySet<string>): number {
  if (!startsOf(phrases).has(tokens[at]?.normal ?? "")) return 0;
  let said = "";
  let longest = 0;
  for (let count = 1; count <= PHRASE_WORDS_MAX && at + count <= tokens.length; count += 1) {
    const { normal = "" } = tokens[at + count - 1] ?? {};
    said = count === 1 ? normal : `${said} ${normal}`;
    if (phrases.has(said)) longest = count;
  }
  return longest;
}

/** The text without marks, and words such as "and", at its ends. */
export function trimEnds(tokens: readonly Token[], { joints }: Words): readonly Token[] {
  const isLoose = ({ type, normal, text }: Token) =>
    (type === "mark" && text !== "-") || joints.has(normal);
  const first = tokens.findIndex((token) => !isLoose(token));
  const last = tokens.findLastIndex((token) => !isLoose(token));
  return first < 0 ? [] : tokens.slice(first, last + 1);
}
