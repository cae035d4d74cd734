import type { Dialog } from "./dialog.ts";
import { normalise, toPlain } from "./hearing/text.ts";

/**
 * Reads words that were typed under a proposal as yes or no to it: a way to say it alone, a sign such as 👍, and what
 * begins with it, such as the label of its button, "Yes, change it". A casual word without a mark after it may begin
 * something else, as in "right now I pay": it counts unless the words answer the question behind.
 *
 * @param isAnswer - Whether the words answer the question behind the proposal beyond doubt; asked only where it matters.
 * @returns Undefined for anything else.
 */
export function readDecision(
  { words }: Dialog,
  text: string,
  isAnswer: () => boolean,
): "yes" | "no" | undefined {
  const sign = words.emoji.get(
    toPlain(text)
      .trim()
      .replace(/:skin-tone-\d:$/u, ""),
  );
  if (sign === "yes" || sign === "no") return sign;
  const normal = normalise(text);
  const [first = ""] = normal.split(" ", 1);
  const isMarked = /^\s*[\p{L}\p{M}'’]+(?:\s*[,.;:!?…–—]|\s+-)/u.test(text);
  const begins = (phrases: ReadonlySet<string>): boolean => {
    if (phrases.has(normal)) return true;
    if (!phrases.has(first)) return false;
    const [plain] = phrases;
    return first === plain || isMarked || !isAnswer();
  };
  if (begins(words.yes)) return "yes";
  return begins(words.no) ? "no" : undefined;
}
