import { closed, walk } from "./answers.ts";
import type { Answers, Value } from "./answers.ts";
import type { Dialog } from "./dialog.ts";
import type { AdviceContext } from "./reasons.ts";
import { flipsOf } from "./flips.ts";
import type { Flip } from "./flips.ts";
import { say } from "./reply.ts";
import type { AdviceReply, Text } from "./reply.ts";
import { questionOf } from "./screens.ts";
import { judge } from "./verdict.ts";

const CHANGES_MAX = 3;

/**
 * What would change the advice: other answers to one question, smallest first; upwards where there is an up. When no
 * single answer lifts it, two together.
 */
export function changesOf({
  dialog,
  conversation,
  judgement,
}: AdviceContext): AdviceReply["changes"] {
  const { answers } = conversation;
  const flips = flipsOf(dialog, answers);
  const up = smallest(flips.filter((flip) => flip.step > judgement.step));
  if (up.length > 0) return up.map((flip) => describe(dialog, answers, [flip]));
  if (judgement.step > 0)
    return smallest(flips.filter((flip) => flip.step < judgement.step)).map((flip) =>
      describe(dialog, answers, [flip]),
    );
  const pair = pairThatLifts(dialog, answers, flips);
  return pair ? [describe(dialog, answers, pair)] : [];
}

/** At most one flip a question, smallest first; answers that lie on a scale before those that are just others. */
function smallest(flips: readonly Flip[]): readonly Flip[] {
  const sorted = flips.toSorted(
    (a, b) =>
      Number(b.isOrdered) - Number(a.isOrdered) || a.distance - b.distance || b.step - a.step,
  );
  const first = sorted.filter(
    (flip, at) => sorted.findIndex((other) => other.question === flip.question) === at,
  );
  return first.slice(0, CHANGES_MAX);
}

/**
 * The first two flips that lift the verdict together. One that takes other answers off the path is left out: "find out
 * that someone requires it" is no advice for somebody who came to learn.
 */
function pairThatLifts(
  dialog: Dialog,
  answers: Answers,
  flips: readonly Flip[],
): readonly Flip[] | undefined {
  const { asked } = walk(dialog, answers);
  for (const first of flips) {
    const changed = withFlip(dialog, answers, first);
    const kept = walk(dialog, changed).asked;
    if (asked.some((id) => answers[id] !== undefined && !kept.includes(id))) continue;
    const second = flipsOf(dialog, changed).find(
      (flip) => flip.step > 0 && flip.question !== first.question,
    );
    if (second) return [first, second];
  }
  return undefined;
}

/** The answers with one flip made; it is made as a click on that option would. */
export function withFlip(
  dialog: Dialog,
  answers: Answers,
  flip: Pick<Flip, "question" | "option">,
): Answers {
  const question = questionOf(dialog, flip.question);
  const preset =
    question && "presets" in question
      ? question.presets.find(({ id }) => id === flip.option)
      : undefined;
  const value: Value = preset ? { amount: preset.amount } : flip.option;
  return { ...answers, [flip.question]: value };
}

function describe(
  dialog: Dialog,
  answers: Answers,
  flips: readonly Flip[],
): AdviceReply["changes"][number] {
  const changed = flips.reduce((all, flip) => withFlip(dialog, all, flip), answers);
  const judgement = judge(dialog, closed(walk(dialog, changed).codes));
  const [condition] = judgement.conditions;
  const parts = flips.map(({ question, option }) =>
    say(`questions.${question}.options.${option}.become`),
  );
  const change = parts
    .slice(1)
    .reduce<Text | undefined>(
      (first, part) => first && say("change.both", { first, second: part }),
      parts[0],
    );
  const verdict = say(`verdict.${judgement.verdict}`);
  const values = { change: change ?? "", verdict };
  const text =
    judgement.verdict === "worth-it-if" && condition
      ? say("change.if", { ...values, until: say(`until.${condition.id}`) })
      : say("change.to", values);
  return {
    answers: flips.map(({ question, option }) => ({ question, option })),
    verdict: judgement.verdict,
    text,
  };
}
