import type { Token } from "./tokens.ts";

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

const starts = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** The first words of phrases, found once. */
export function startsOf(phrases: ReadonlySet<string>): ReadonlySet<string> {
  const known = starts.get(phrases);
  if (known) return known;
  const made = new Set([...phrases].map((phrase) => phrase.split(" ")[0] ?? ""));
  starts.set(phrases, made);
  return made;
}
