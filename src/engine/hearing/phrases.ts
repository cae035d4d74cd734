import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** Whether one of the phrases stands among the words of the tokens. */
export function saysAnyOf(phrases: ReadonlySet<string>, tokens: readonly Token[]): boolean {
  return tokens.some((_, at) => phrasesStartAt(phrases, tokens, at));
}

const PHRASE_WORDS_MAX = 5;

/** Whether one of the phrases begins right at this token. */
export function phrasesStartAt(
  phrases: ReadonlySet<string>,
  tokens: readonly Token[],
  at: number,
): boolean {
  if (!startsOf(phrases).has(tokens[at]?.normal ?? "")) return false;
  let said = "";
  for (let end = at; end < Math.min(at + PHRASE_WORDS_MAX, tokens.length); end += 1) {
    const token = tokens[end];
    if (token === undefined) return false;
    // "Full-time": a hyphen without spaces joins.
    if (token.text === "-" && said !== "" && token.start === tokens[end - 1]?.end) continue;
    if (token.type === "mark" && token.text !== "/") return false;
    said = said === "" ? token.normal : `${said} ${token.normal}`;
    if (phrases.has(said)) return true;
  }
  return false;
}

/** Phrases of words in normal form; what a map has beside them does not matter here. */
type Phrases = ReadonlySet<string> | ReadonlyMap<string, unknown>;
const starts = new WeakMap<Phrases, ReadonlySet<string>>();

/** The first words of phrases, found once. */
export function startsOf(phrases: Phrases): ReadonlySet<string> {
  const known = starts.get(phrases);
  if (known) return known;
  const made = new Set([...phrases.keys()].map((phrase) => phrase.split(" ")[0] ?? ""));
  starts.set(phrases, made);
  return made;
}

/** How many tokens the longest of the phrases has that begins right here, marks not counted in; 0 for none. */
export function phraseLength(
  phrases: ReadonlySet<string>,
  tokens: readonly Token[],
  at: number,
): number {
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

/** What is left of a text without the phrases, of any of the lists, that it begins with. */
export function withoutOpening(
  lists: readonly ReadonlySet<string>[],
  tokens: readonly Token[],
): readonly Token[] {
  let at = 0;
  for (;;) {
    const isMark = tokens[at]?.type === "mark" && tokens[at]?.text !== "-";
    const from = at;
    const length = isMark ? 1 : Math.max(...lists.map((list) => phraseLength(list, tokens, from)));
    if (length === 0) return tokens.slice(at);
    at += length;
  }
}

/** Whether a text says that there is no time for learning: "no time to cook" says something else. */
export function saysNoTime(tokens: readonly Token[], { phrases }: Words): boolean {
  return tokens.some(
    (_, at) =>
      phrasesStartAt(phrases.noTimeToLearn, tokens, at) ||
      (phrasesStartAt(phrases.noTimeAnywhere, tokens, at) &&
        !phrasesStartAt(phrases.noTimeTo, tokens, at)),
  );
}
