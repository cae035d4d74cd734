import type { Diagram } from "./diagrams.ts";
import { findEnd } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { exploreOne } from "./rows.ts";
import type { Space, SpaceRow } from "./space.ts";

/**
 * Options of one question that no rule ever tells apart. Two options are told apart by answers that lie on a path with
 * each of them and differ in nothing else, where another question follows or another row fires.
 *
 * @param live - The rows that fire on some path: the others tell nothing apart.
 */
export function findIdleOptions(
  space: Space,
  live: ReadonlySet<SpaceRow>,
  asked: ReadonlySet<number>,
): readonly Finding[] {
  const rules = [
    ...space.rows.flatMap((row) => (live.has(row) ? [row.fires] : [])),
    space.beyondEntry,
  ];
  return space.dialog.questions.flatMap((question, position): readonly Finding[] => {
    if (question.kind !== "choice" || !asked.has(position)) return [];
    const idle: Finding[] = [];
    // Being the same is transitive: each option is compared with the first of each kind met before it.
    const kinds: number[] = [];
    for (const cell of question.options.keys()) {
      const same = kinds.find((kind) => !areTold(space, position, kind, cell, rules));
      if (same === undefined) kinds.push(cell);
      else idle.push(toFinding(space, position, same, cell));
    }
    return idle;
  });
}

function areTold(
  space: Space,
  position: number,
  one: number,
  other: number,
  rules: readonly Diagram[],
): boolean {
  const { diagrams } = space;
  const differences = [...space.shown, ...rules].flatMap((rule) => {
    const [a, b] = [diagrams.fix(rule, position, one), diagrams.fix(rule, position, other)];
    if (a === b) return [];
    const negated = diagrams.map(b, "minus", (value) => -value);
    return [diagrams.map(diagrams.add(a, negated), "differs", (value) => (value === 0 ? 0 : 1))];
  });
  // A difference that hangs on no other answer holds on every path that asks the question.
  if (differences.some((difference) => diagrams.last(difference) < 0)) return true;
  const shown = space.shown.map((diagram) => diagrams.fix(diagram, position, one));
  return differences.some((difference) =>
    exploreOne(space, difference, shown, position).ends.some(([sum]) => sum === 1),
  );
}

function toFinding(space: Space, position: number, one: number, other: number): Finding {
  const question = space.dialog.questions[position];
  const names =
    question?.kind === "choice" ? [question.options[one] ?? "", question.options[other] ?? ""] : [];
  const { diagrams } = space;
  const shown = space.shown.map((diagram) => diagrams.fix(diagram, position, one));
  const reached = findEnd(
    space,
    exploreOne(space, diagrams.constant(0), shown, position),
    () => true,
  );
  const id = question?.id ?? "";
  const answered = (option: string) => reached && { ...reached, [id]: option };
  const [witness, compared] = names.map(answered);
  return {
    type: "no-effect",
    about: `questions.${id}`,
    message: `Nothing tells "${names[0] ?? ""}" from "${names[1] ?? ""}": no question and no row depends on which of them is chosen`,
    ...(witness && compared ? { witness, compared } : {}),
  };
}
