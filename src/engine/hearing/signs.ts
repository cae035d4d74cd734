import type { Token } from "./tokens.ts";
import { UNSURE_OPTION } from "./words.ts";
import type { OptionWords, Words } from "./words.ts";

/** 👍, 👎 and 🤷, alone or beside words that say nothing else, where an option is a yes, a no, or "not sure". */
export function bySign(
  tokens: readonly Token[],
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  if (tokens.some(({ type }) => type === "word" || type === "number")) return undefined;
  const meanings = new Set(tokens.flatMap(({ text }) => words.emoji.get(plainSign(text)) ?? []));
  const [meaning] = meanings;
  if (meaning === undefined || meanings.size !== 1) return undefined;
  if (meaning === "unsure") return options.find(({ id }) => id === UNSURE_OPTION)?.id;
  const [word] = meaning === "yes" ? words.yes : words.no;
  const saying = options.filter(({ phrases }) => word !== undefined && phrases.includes(word));
  return saying.length === 1 ? saying[0]?.id : undefined;
}

/** An emoji that is no yes and no no changes what the words beside it mean. */
export function hasOwnSign(tokens: readonly Token[], words: Words): boolean {
  const isOwn = (text: string) => /\p{Emoji}/u.test(text) && !words.emoji.has(plainSign(text));
  return (
    tokens.length <= SIGNED_MAX && tokens.some(({ type, text }) => type === "sign" && isOwn(text))
  );
}

/** In so few words an emoji says as much as they do. */
const SIGNED_MAX = 4;

/** A sign without the tone of its skin. */
function plainSign(text: string): string {
  return text.replace(/:skin-tone-\d:$/u, "");
}
