import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** "2", "b", "the second one", "number 4", "the last": what stands there on the screen. */
export function byPlace(
  tokens: readonly Token[],
  shown: readonly string[],
  words: Words,
): string | undefined {
  const isMarked = tokens.some(({ type, text }) => type === "sign" || text === "-" || text === "/");
  if (isMarked) return undefined;
  const said = tokens.filter(({ type }) => type !== "mark").map(({ normal }) => normal);
  const { ordinals, last } = words.understanding;
  const asides = [
    words.phrases.placeWords,
    words.politeness,
    words.fillers,
    words.hedges,
    words.talk,
  ];
  const bare = said.filter((word) => !asides.some((list) => list.has(word)));
  const [only] = bare;
  if (only === undefined || bare.length !== 1) return undefined;
  if (/^\d{1,2}$/u.test(only)) return shown[Number(only) - 1];
  if (/^[a-h]$/u.test(only) && said.length === 1 && shown.length > 1)
    return shown["abcdefgh".indexOf(only)];
  if (last.includes(only)) return shown.at(-1);
  const at = ordinals.findIndex((names) => names.includes(only));
  if (at >= 0) return shown[at];
  // "Option three": a number in words needs a word that says it is a place.
  const isPlace = said.some((word) => words.phrases.placeWords.has(word));
  return isPlace ? shown[(words.numerals.small.get(only) ?? 0) - 1] : undefined;
}

/** "Both the first and the second", "2 and 4": more than one place, and nothing else. */
export function placesIn(
  tokens: readonly Token[],
  shown: readonly string[],
  words: Words,
): readonly string[] {
  const { ordinals } = words.understanding;
  const said = tokens
    .filter(({ type }) => type !== "mark")
    .map(({ normal }) => normal)
    .filter(
      (word) =>
        !words.phrases.placeWords.has(word) &&
        !words.joints.has(word) &&
        !words.phrases.both.has(word) &&
        !words.phrases.of.has(word) &&
        !words.numerals.ranges.has(word),
    );
  const places = said.map((word) => {
    if (/^\d{1,2}$/u.test(word)) return shown[Number(word) - 1];
    const at = ordinals.findIndex((names) => names.includes(word));
    return at < 0 ? undefined : shown[at];
  });
  return places.every((id) => id !== undefined) ? [...new Set(places)] : [];
}
