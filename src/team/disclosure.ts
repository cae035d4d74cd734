/** The smallest number of people any number about answers may count. */
export const PEOPLE_MIN = 3;

/** A group inside an audience: how many of how many. */
export interface Share {
  readonly count: number;
  readonly size: number;
}

/**
 * Whether a count and what is left without it may both be shown.
 *
 * Zero is refused like one and two. The rule is then its own cover: a number that is not shown may be 0, 1, 2 or all of them, so hiding
 * tells nothing; and nobody's answer is exposed by unanimity, which would also tell the approver what each named requester was advised.
 */
export function isSafe({ count, size }: Share): boolean {
  return count >= PEOPLE_MIN && size - count >= PEOPLE_MIN;
}

/** A part of the people that somebody can single out: those whom `has` and who are not in `known` by name. */
export interface Audience<Person> {
  readonly people: readonly Person[];
  /** How many people the reader can subtract by name, beyond those already left out of `people`, and how many of them are in the group. */
  readonly subtract?: { readonly size: number; count(value: string): number };
}

/** The values that may be counted openly, largest first, and how many people all the others make together. */
export interface Partition {
  readonly shown: readonly { readonly value: string; readonly count: number }[];
  readonly rest: number;
}

/**
 * Counts people by a value so that no shown number, no rest, and no difference to what an audience knows already counts fewer than three.
 *
 * Small values are merged into the rest. If the rest would then be small itself, the next smallest shown value joins it, and so on.
 *
 * @param audiences - The first is everybody; the others are what is left for a reader who can take some people out by name.
 * @param valueOf - A person's value, or undefined for a value that is never shown.
 * @returns undefined when nothing can be shown.
 */
export function partition<Person>(
  audiences: readonly Audience<Person>[],
  valueOf: (person: Person) => string | undefined,
): Partition | undefined {
  const everybody = audiences[0]?.people ?? [];
  const values = new Set(everybody.map(valueOf).filter((value) => value !== undefined));
  const countIn = ({ people, subtract }: Audience<Person>, value: string) =>
    people.filter((person) => valueOf(person) === value).length - (subtract?.count(value) ?? 0);
  const ranked = [...values]
    .map((value) => ({
      value,
      count: everybody.filter((person) => valueOf(person) === value).length,
    }))
    .filter(({ value }) => audiences.every((audience) => countIn(audience, value) >= PEOPLE_MIN))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  while (ranked.length > 0) {
    const isRestSafe = audiences.every((audience) => {
      const size = audience.people.length - (audience.subtract?.size ?? 0);
      return (
        size - ranked.reduce((sum, { value }) => sum + countIn(audience, value), 0) >= PEOPLE_MIN
      );
    });
    if (isRestSafe) {
      const shownSum = ranked.reduce((sum, { count }) => sum + count, 0);
      return { shown: ranked, rest: everybody.length - shownSum };
    }
    ranked.pop();
  }
  return undefined;
}

/** How many people `has` holds for, or undefined when the number or its complement is too small for some audience. */
export function countSafely<Person>(
  audiences: readonly Audience<Person>[],
  has: (person: Person) => boolean,
): number | undefined {
  return partition(audiences, (person) => (has(person) ? "yes" : undefined))?.shown[0]?.count;
}
