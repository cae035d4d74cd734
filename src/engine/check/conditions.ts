import type { Answers } from "../answers.ts";
import { FALSE, TRUE, variablesOf } from "../condition.ts";
import type { Condition } from "../condition.ts";
import type { Dialog } from "../dialog.ts";
import type { Diagram } from "./diagrams.ts";
import type { Finding } from "./finding.ts";
import { answersAt } from "./space.ts";
import type { Space } from "./space.ts";

/** Conditions, and parts of them, that are the same whatever anybody answers. */
export function findConstantConditions(space: Space): readonly Finding[] {
  const { dialog, shown, rows, beyondEntry, diagrams } = space;
  const written = [
    ...dialog.questions.map((question, at) => ({
      about: `questions.${question.id}`,
      when: question.when,
      result: shown[at],
      asks: true,
    })),
    ...rows.map((row) => ({
      about: `${row.kind}.${row.id}`,
      when: row.when,
      result: row.fires,
      asks: false,
    })),
    { about: "beyondEntry", when: dialog.file.beyondEntry, result: beyondEntry, asks: false },
  ];
  return written.flatMap(({ about, when, result, asks }): readonly Finding[] => {
    if (!when || result === undefined || looksAtFacts(dialog, when)) return [];
    if (diagrams.last(result) >= 0)
      return constantParts(space, when, {
        about,
        path: "when",
        counts: asks ? "unless-false" : "if-true",
      });
    const isTrue = diagrams.lowest(result) === 1;
    const effect = asks
      ? isTrue
        ? "the question is always asked"
        : "the question is never asked"
      : isTrue
        ? "the row always fires"
        : "the row never fires";
    return [
      finding(
        about,
        isTrue,
        `"when" ${isTrue ? "can never fail" : "can never hold"}, whatever is answered: ${effect}`,
      ),
    ];
  });
}

/** Facts are heard or not, and on no path: what looks at them is held to nothing here. */
function looksAtFacts({ facts }: Dialog, when: Condition): boolean {
  const names = variablesOf(when, []);
  return facts.some(({ id }) => names.includes(id));
}

interface Place {
  readonly about: string;
  readonly path: string;
  /**
   * What "unknown" comes to here: a row fires only if its condition is true, a question is asked unless it is false,
   * and "not" turns one into the other.
   */
  readonly counts: "if-true" | "unless-false";
}

function constantParts(space: Space, condition: Condition, place: Place): readonly Finding[] {
  const { diagrams } = space;
  if ("not" in condition) {
    const counts = place.counts === "if-true" ? "unless-false" : "if-true";
    return constantParts(space, condition.not, { ...place, path: `${place.path}.not`, counts });
  }
  const name = "all" in condition ? "all" : "any";
  const parts = "all" in condition ? condition.all : "any" in condition ? condition.any : [];
  return parts.flatMap((part, at) => {
    const inside = { ...place, path: `${place.path}.${name}[${at}]` };
    const edge = place.counts === "if-true" ? TRUE : FALSE + 1;
    const result = diagrams.map(space.truth(part), place.counts, (value) =>
      value >= edge ? 1 : 0,
    );
    if (diagrams.last(result) >= 0) return constantParts(space, part, inside);
    const isTrue = diagrams.lowest(result) === 1;
    return [
      finding(
        place.about,
        isTrue,
        `"${inside.path}" can never ${isTrue ? "fail" : "hold"}, whatever is answered`,
      ),
    ];
  });
}

function finding(about: string, isTrue: boolean, message: string): Finding {
  // Any answers show it: the empty set stands for all of them.
  return { type: isTrue ? "always-true" : "never-true", about, message, witness: {} };
}

/** Answers under which a diagram is 1, possible on one path or not. */
export function anyAnswers(space: Space, diagram: Diagram): Answers {
  const { diagrams } = space;
  const cells: (number | undefined)[] = [];
  let node = diagram;
  while (diagrams.last(node) >= 0) {
    const level = diagrams.first(node);
    const count = space.cells[level]?.length ?? 0;
    const absent = space.dialog.questions[level]?.when ? 1 : 0;
    const children = Array.from({ length: count + absent }, (_, cell) => cell);
    const good = children.find((cell) => diagrams.highest(diagrams.child(node, cell)) === 1) ?? 0;
    cells[level] = good;
    node = diagrams.child(node, good);
  }
  return answersAt(space, cells);
}
