import { applyPath, closed, rawCodes } from "./answers.ts";
import type { Answers } from "./answers.ts";
import { ABSENT } from "./condition.ts";
import type { Dialog } from "./dialog.ts";
import { judgeQuickly } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** One answer changed, all others kept, and the verdict that gives. */
export interface Flip {
  readonly question: string;
  /** The option, or for amounts the preset, that would be answered instead. */
  readonly option: string;
  readonly verdict: Verdict;
  /** Position of that verdict on the ladder: 0 to 2. */
  readonly step: number;
  /** How far the answer moves: places on a scale, 1 where options have no order. */
  readonly distance: number;
  /** The options of the question lie on a scale, so that one can be moved along it. */
  readonly isOrdered: boolean;
}

/**
 * Every other answer to one question on the path, with the verdict it gives; questions that this opens count as not
 * answered. A catalogue answer is not flipped.
 */
export function flipsOf(dialog: Dialog, answers: Answers): readonly Flip[] {
  const raw = closed(rawCodes(dialog, answers));
  const current = [...raw];
  applyPath(dialog, current);
  const flips: Flip[] = [];
  const codes = [...raw];
  for (const [position, question] of dialog.questions.entries()) {
    const at = dialog.variablesOf[position]?.[0] ?? -1;
    const now = current[at] ?? ABSENT;
    if (now === ABSENT || question.kind === "catalogue") continue;
    const others =
      question.kind === "choice"
        ? question.options.map((option, code) => ({ option, code }))
        : question.presets.map((preset) => ({ option: preset.id, code: preset.amount }));
    for (const { option, code } of others) {
      if (code === now) continue;
      restore(codes, current, raw, at);
      codes[at] = code;
      applyPath(dialog, codes, position + 1);
      const { step, verdict } = judgeQuickly(dialog, codes);
      const distance =
        question.scale && question.kind === "choice" && now >= 0 ? Math.abs(code - now) : 1;
      flips.push({
        question: question.id,
        option,
        verdict,
        step,
        distance,
        isOrdered: question.scale !== undefined,
      });
    }
  }
  return flips;
}

/** Starts over from the real answers; questions before the flipped one stay as the walk left them. */
function restore(
  codes: number[],
  current: readonly number[],
  raw: readonly number[],
  first: number,
): void {
  for (let at = 0; at < raw.length; at += 1) codes[at] = (at < first ? current : raw)[at] ?? ABSENT;
}
