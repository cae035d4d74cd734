import type { Dialog, Question } from "./dialog.ts";
import { recognise } from "./recognise.ts";
import { normalise } from "./words.ts";

/**
 * Reads words that were typed under a proposal as yes or no to it: a way to say it alone, and what begins with it, such
 * as the label of its button, "Yes, change it". A casual word without a mark after it may begin something else, as in
 * "right now I pay": it counts unless the words answer the question behind.
 *
 * @param question - The question behind the proposal.
 * @returns Undefined for anything else.
 */
export function readDecision(
  dialog: Dialog,
  question: Question | undefined,
  said: { readonly text: string; readonly now: number },
): "yes" | "no" | undefined {
  const { text } = said;
  const { yes, no } = dialog.words;
  const normal = normalise(text);
  const [first = ""] = normal.split(" ", 1);
  const isMarked = /^\s*[\p{L}\p{M}'’]+(?:\s*[,.;:!?…–—]|\s+-)/u.test(text);
  const begins = (phrases: ReadonlySet<string>): boolean => {
    if (phrases.has(normal)) return true;
    if (!phrases.has(first)) return false;
    const [plain] = phrases;
    return first === plain || isMarked || !isAnswer(dialog, question, said);
  };
  if (begins(yes)) return "yes";
  return begins(no) ? "no" : undefined;
}

/** Whether words name an answer to a question beyond doubt, and are not just kept as they are. */
function isAnswer(
  dialog: Dialog,
  question: Question | undefined,
  { text, now }: { readonly text: string; readonly now: number },
): boolean {
  const recognised = question && recognise(dialog, question, text, now);
  return recognised?.type === "value" && recognised.certain && recognised.invited !== true;
}
