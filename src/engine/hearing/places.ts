import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** A longer text says more than places on the screen. */
const TOKENS_MAX = 24;

/** "2", "b", "the second one", "number 4", "the last", "the middle one": what stands there on the screen. */
export function byPlace(
  tokens: readonly Token[],
  shown: readonly string[],
  words: Words,
): string | undefined {
  if (tokens.length > TOKENS_MAX) return undefined;
  if (isMarked(tokens)) return undefined;
  const { placeWords, within } = words.phrases;
  const all = ordinalsJoined(tokens, words).filter((word) => !isAside(word, words));
  // "The one in the middle", and not "in 2".
  const isMiddle = all.some((word) => words.understanding.middle.includes(word));
  const said = isMiddle ? all.filter((word) => !within.has(word)) : all;
  const bare = said.filter((word) => !placeWords.has(word));
  // "Option one": the last of the words around a place is the place itself.
  const [only, second] = bare.length > 0 ? bare : said.length > 1 ? said.slice(-1) : [];
  if (only === undefined || second !== undefined) return undefined;
  const isNumbered = said.length > 1;
  const isLetter = all.length === 1 || (said.length === 2 && placeWords.has(said[0] ?? ""));
  if (/^[a-h]$/u.test(only) && isLetter && shown.length > 1) return shown["abcdefgh".indexOf(only)];
  const place = placeOf(only, shown, words);
  if (place !== undefined) return shown[place];
  // "Option three": a number in words needs a word that says it is a place.
  return isNumbered ? shown[(words.numerals.small.get(only) ?? 0) - 1] : undefined;
}

/** "Both the first and the second", "2 and 4", "between the third and the fourth": places, and nothing else. */
export function placesIn(
  tokens: readonly Token[],
  shown: readonly string[],
  words: Words,
): readonly string[] {
  const { phrases, numerals, joints } = words;
  if (tokens.length > TOKENS_MAX || !tokens.some((token) => isPlace(token, words))) return [];
  const lists = [phrases.placeWords, joints, phrases.both, phrases.of, numerals.ranges];
  const said = ordinalsJoined(tokens, words).filter(
    (word) =>
      !isAside(word, words) &&
      !numerals.rangeStarts.has(word) &&
      !lists.some((list) => list.has(word)),
  );
  const places = said.map((word) => shown[placeOf(word, shown, words) ?? -1]);
  return places.every((id) => id !== undefined) ? [...new Set(places)] : [];
}

/**
 * Of a few options that are shown those that a text means: "closer to the first", "the second if I must choose", "not the
 * first". None where it says anything else.
 */
export function meantAmong(
  tokens: readonly Token[],
  shown: readonly string[],
  words: Words,
): readonly string[] {
  if (tokens.length > TOKENS_MAX || isMarked(tokens)) return [];
  const { negations, nones, numerals, phrases, joints } = words;
  const around = [phrases.placeWords, phrases.placeAround, phrases.both, phrases.of, joints];
  const said = ordinalsJoined(tokens, words);
  const numbered = (word: string) =>
    said.length === 1 ? (numerals.small.get(word) ?? 0) - 1 : undefined;
  const places = said.map((word) => placeOf(word, shown, words) ?? numbered(word));
  const first = places.findIndex((at) => at !== undefined && shown[at] !== undefined);
  const isLoose = (word: string) =>
    isAside(word, words) || negations.has(word) || around.some((list) => list.has(word));
  const isElse = said.some(
    (word, at) => (places[at] === undefined || places[at] < 0) && !isLoose(word),
  );
  if (first < 0 || isElse) return [];
  const named = new Set(places.flatMap((at) => shown[at ?? -1] ?? []));
  const isDenied = said.slice(0, first).some((word) => negations.has(word) || nones.has(word));
  return isDenied ? shown.filter((id) => !named.has(id)) : [...named];
}

/** "Both really", "either works": all that is shown, where that is little. */
export function meansAll(tokens: readonly Token[], { phrases, ...words }: Words): boolean {
  const said = tokens.filter(({ type }) => type !== "mark").map(({ normal }) => normal);
  return (
    said.length <= ALL_WORDS_MAX &&
    said.some((word) => phrases.both.has(word)) &&
    said.every(
      (word) =>
        phrases.both.has(word) ||
        phrases.placeWords.has(word) ||
        phrases.placeAround.has(word) ||
        words.fillers.has(word),
    )
  );
}

const ALL_WORDS_MAX = 6;

/** "-1" and "1/2" are no places. */
function isMarked(tokens: readonly Token[]): boolean {
  return tokens.some(({ type, text }) => type === "sign" || text === "-" || text === "/");
}

/** Whether a token may name a place on the screen. */
function isPlace({ type, normal }: Token, { understanding }: Words): boolean {
  const { ordinals, last, middle } = understanding;
  return (
    type === "number" ||
    last.includes(normal) ||
    middle.includes(normal) ||
    ordinals.some((names) => names.includes(normal))
  );
}

/** The position on the screen that one word names. */
function placeOf(word: string, shown: readonly string[], words: Words): number | undefined {
  const { ordinals, last, middle } = words.understanding;
  if (/^\d{1,2}$/u.test(word)) return Number(word) - 1;
  if (last.includes(word)) return shown.length - 1;
  if (middle.includes(word)) return shown.length % 2 === 1 ? (shown.length - 1) / 2 : undefined;
  const at = ordinals.findIndex((names) => names.includes(word));
  return at < 0 ? undefined : at;
}

/** Whether a word only stands around the name of a place: please, "i would say", maybe. */
function isAside(word: string, words: Words): boolean {
  const { politeness, fillers, hedges, talk, phrases } = words;
  return [politeness, fillers, hedges, talk, phrases.toAmount].some((list) => list.has(word));
}

/** The words and numbers of a text, "1st" as one. */
function ordinalsJoined(tokens: readonly Token[], { dates }: Words): readonly string[] {
  const said = tokens.filter(({ type }) => type !== "mark");
  return said.flatMap((token, at) => {
    const [before, next] = [said[at - 1], said[at + 1]];
    const isEnd = before?.type === "number" && before.end === token.start;
    if (isEnd && dates.dayEnds.has(token.normal)) return [];
    const hasEnd = token.type === "number" && next?.start === token.end;
    return hasEnd && dates.dayEnds.has(next.normal) ? [token.text + next.normal] : [token.normal];
  });
}
