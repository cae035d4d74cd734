import { closed, isBlank, walk } from "../answers.ts";
import type { Answers } from "../answers.ts";
import { withFlip } from "../changes.ts";
import type { Dialog } from "../dialog.ts";
import { flipsOf } from "../flips.ts";
import type { Flip } from "../flips.ts";
import { primaryQuestion } from "../reasons.ts";
import { say } from "../reply.ts";
import type { AdviceReply, Text } from "../reply.ts";
import { judge } from "../verdict.ts";
import type { Case } from "./casebook.ts";
import type { Said } from "./reasons-said.ts";
import type { Scene } from "./scene.ts";
import type { Condition } from "./verdict-sentence.ts";

type Change = AdviceReply["changes"][number];

const CHANGES_MAX = 3;

/**
 * What a person can do or find out that really gives another verdict, smallest first: upwards where it is not worth it
 * yet, else what would spoil it.
 */
export function changesSaid(
  scene: Scene,
  reasons: readonly Said[],
  conditions: readonly Condition[],
): readonly Change[] {
  const { context, book } = scene;
  const { dialog, conversation, judgement } = context;
  const { answers } = conversation;
  const stated = new Set(conditions.map(({ id }) => primaryQuestion(dialog, id)));
  // Who has no employer cannot win one over.
  const situation = scene.keys.get("situation");
  const isAlone = situation !== undefined && !situation.has("employed");
  const isDoable = ({ question, option }: Flip) => {
    const answer = answers[question];
    const isOpen = answer === undefined || isBlank(answer);
    if (isAlone && book.ofEmployer.has(`${question}.${option}`)) return false;
    return (isOpen || !book.fixed.has(question)) && !book.fixed.has(`${question}.${option}`);
  };
  const flips = flipsOf(dialog, answers).filter(isDoable);
  const isUp = judgement.step === 0;
  const single = flips.filter(({ step, question }) =>
    isUp ? step > judgement.step : step < judgement.step && !stated.has(question),
  );
  const told = new Set<string>();
  if (single.length > 0 || !isUp)
    return (isUp ? onePerQuestion(single) : spoiling(scene, reasons, single))
      .map((flip) => toChange(scene, reasons, [flip], told))
      .slice(0, CHANGES_MAX);
  const way = wayUp(dialog, answers, isDoable);
  return way ? [toChange(scene, reasons, way, told)] : [];
}

/** Smallest first; answers that lie on a scale before those that are just others. */
function onePerQuestion(flips: readonly Flip[]): readonly Flip[] {
  const sorted = flips.toSorted(
    (a, b) =>
      Number(b.isOrdered) - Number(a.isOrdered) || a.distance - b.distance || b.step - a.step,
  );
  return sorted.filter(
    (flip, at) => sorted.findIndex((other) => other.question === flip.question) === at,
  );
}

/** What would spoil it: first what reasons speak of, then what other cases do, then what takes most away. */
function spoiling(scene: Scene, reasons: readonly Said[], flips: readonly Flip[]): readonly Flip[] {
  const speaking = reasons.map(({ of }) => of);
  const rank = (flip: Flip) => {
    const can = (each: Case) => turnsTo(scene, each, flip) && scene.text(each, "change");
    return speaking.some(can) ? 0 : scene.held.some(can) ? 1 : 2;
  };
  const ranks = new Map(flips.map((flip) => [flip, rank(flip)]));
  const sorted = flips.toSorted(
    (a, b) =>
      (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a.step - b.step || a.distance - b.distance,
  );
  return sorted.filter(
    (flip, at) => sorted.findIndex((other) => other.question === flip.question) === at,
  );
}

const STEPS_MAX = 3;

/** Up to three changes that lift the verdict together: at each step the one that leaves least in the way. */
function wayUp(
  dialog: Dialog,
  answers: Answers,
  isDoable: (flip: Flip) => boolean,
): readonly Flip[] | undefined {
  const taken: Flip[] = [];
  let current = answers;
  const asked = walk(dialog, answers).asked.filter((id) => answers[id] !== undefined);
  while (taken.length < STEPS_MAX) {
    const open = flipsOf(dialog, current).filter(
      (flip) => isDoable(flip) && !taken.some(({ question }) => question === flip.question),
    );
    const done = onePerQuestion(open.filter(({ step }) => step > 0))[0];
    if (done) return [...taken, done];
    const ranked = open
      .map((flip) => ({ flip, after: withFlip(dialog, current, flip) }))
      .filter(({ after }) => {
        const kept = walk(dialog, after).asked;
        return asked.every((id) => kept.includes(id));
      })
      .map(({ flip, after }) => ({ flip, after, left: leftIn(dialog, after) }))
      .toSorted((a, b) => b.left - a.left || a.flip.distance - b.flip.distance);
    const [best] = ranked;
    if (!best || best.left <= leftIn(dialog, current)) return undefined;
    taken.push(best.flip);
    current = best.after;
  }
  return undefined;
}

/** The more the better: each blocker and limit in the way weighs more than all points. */
function leftIn(dialog: Dialog, answers: Answers): number {
  const { blockers, limits, score } = judge(dialog, closed(walk(dialog, answers).codes));
  return score - WEIGHTY * (blockers.length + limits.length);
}

const WEIGHTY = 100;

function toChange(
  scene: Scene,
  reasons: readonly Said[],
  flips: readonly Flip[],
  told: Set<string>,
): Change {
  const { dialog, conversation } = scene.context;
  const changed = flips.reduce((all, flip) => withFlip(dialog, all, flip), conversation.answers);
  const { verdict } = judge(dialog, closed(walk(dialog, changed).codes));
  const parts = flips.map((flip) => partFor(scene, reasons, flip, told));
  const [first = say("advice.no-change"), second, third] = parts;
  const change = !second
    ? first
    : third
      ? say("change.join.three", { first, second, third })
      : say("change.join.two", { first, second });
  return {
    answers: flips.map(({ question, option }) => ({ question, option })),
    verdict,
    text: say("change.to", { change, verdict: say(`change.verdict.${verdict}`) }),
  };
}

/** In the words of a case whose change comes to this answer, once; else of the option. */
function partFor(scene: Scene, reasons: readonly Said[], flip: Flip, told: Set<string>): Text {
  const { held, text } = scene;
  for (const each of [...reasons.map(({ of }) => of), ...held]) {
    const isSaid = told.has(each.id) || !turnsTo(scene, each, flip);
    const change = isSaid ? undefined : text(each, "change");
    if (!change) continue;
    told.add(each.id);
    return change;
  }
  return say("change.you", {
    change: say(`questions.${flip.question}.options.${flip.option}.become`),
  });
}

/** What the change of a case says would be this answer. */
function turnsTo({ book }: Scene, { id }: Case, { question, option }: Flip): boolean {
  return [question, `${question}.${option}`].some((answer) => book.turns.get(answer)?.has(id));
}
