import type { Case, Casebook, Never, Part, When } from "./casebook.ts";
import type { Keys } from "./keys.ts";

/** Whether all of a condition holds. */
export function holdsFor(when: When, keys: Keys): boolean {
  return failing(when, keys) === undefined;
}

/** The first key of a condition that does not hold. */
export function failing(when: When, keys: Keys): When[number] | undefined {
  return when.find(([key, values]) => !values.some((value) => keys.get(key)?.has(value)));
}

/** The cases that hold, those that speak first in front: of one topic, the first that can say a part says it. */
export function holding(book: Casebook, keys: Keys): readonly Case[] {
  const weight = ({ when }: Case) =>
    when.reduce((sum, [key]) => sum + (book.weights.get(key) ?? 1), 0);
  return book.cases
    .filter(({ when }) => holdsFor(when, keys))
    .toSorted((a, b) => b.when.length - a.when.length || weight(b) - weight(a));
}

/** Whether a part of a case is left unsaid, for this person or beside what is said already. */
export function isSilent(
  never: readonly Never[],
  keys: Keys,
  each: Case,
  part: Part,
  said: ReadonlySet<string>,
): boolean {
  return never.some(
    ({ cases, parts, when, beside }) =>
      cases.has(each.id) &&
      (parts === undefined || parts.has(part)) &&
      (when === undefined || holdsFor(when, keys)) &&
      (beside === undefined || [...beside].some((id) => said.has(id))),
  );
}

/** Cases whose topics count as one, as a name they share; the topic where it stands alone. */
export function topicsOf(book: Casebook, { id, topic }: Case): readonly string[] {
  const shared = book.oneTopic.flatMap((ids, at) => (ids.has(id) ? [`one-${at}`] : []));
  return [topic, ...shared];
}

/** Everything a case says of a person is said already: its keys all stand in the conditions of what was said. */
export function isSaidAlready({ when }: Case, said: readonly Case[]): boolean {
  const keys = new Set(said.flatMap((each) => each.when.map(([key]) => key)));
  return when.every(([key]) => key === "verdict" || keys.has(key));
}
