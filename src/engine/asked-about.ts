import type { Dialog } from "./dialog.ts";
import { normalise } from "./hearing/text.ts";

/** Longer words ask for more than to be told about one entry. */
const ASKED_CHARS_MAX = 200;

/**
 * The entry that words ask to be told about: "about AIF-C01", "tell me about the Google AI Leader".
 *
 * @returns Its id; undefined where the words ask for something else, or name no entry or more than one.
 */
export function askedAbout({ words, catalogue }: Dialog, text: string): string | undefined {
  if (text.length > ASKED_CHARS_MAX) return undefined;
  const normal = normalise(text);
  const before = [...words.phrases.aboutEntry]
    .filter((phrase) => normal.startsWith(`${phrase} `))
    .toSorted((a, b) => b.length - a.length)[0];
  if (before === undefined) return undefined;
  // The words as they were typed: a code loses its hyphen where words are brought into normal form.
  const rest = text.trim().split(/\s+/u).slice(before.split(" ").length).join(" ");
  if (catalogue.namesOther(rest)) return undefined;
  return catalogue.find(rest).find(({ exact }) => exact)?.id;
}
