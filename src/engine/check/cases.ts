import type { Case, Casebook, Part, When } from "../advice/casebook.ts";
import type { Finding } from "./finding.ts";

/** One value of each key that is known. */
type Known = ReadonlyMap<string, string>;

/** Verdicts under which a reason of a side can stand. */
const VERDICTS_OF_SIDE: Readonly<Record<"for" | "against", readonly string[]>> = {
  for: ["worth", "worth-if"],
  against: ["not-yet", "alternative"],
};
const VERDICT = "verdict";

/**
 * Finds cases that can never hold or never speak, and verdicts for which the cases have nothing to say. What always is
 * known of a person is looked at in every combination; of the rest, what a case asks for.
 */
export function examineCases(casebook: Casebook): readonly Finding[] {
  if (casebook.cases.length === 0) return [];
  const people = peopleOf(casebook);
  const byTopic = Map.groupBy(casebook.cases, ({ topic }) => topic);
  return [
    ...casebook.cases.flatMap((one) =>
      examineCase(one, byTopic.get(one.topic) ?? [], casebook, people),
    ),
    ...people.flatMap((person) => findGaps(casebook, person)),
  ];
}

/** Every combination of what is always known of a person, without those that cannot be. */
function peopleOf({ always, keys, excluded }: Casebook): readonly Known[] {
  const everything: When = [...always].map((key) => [key, keys.get(key) ?? []]);
  return combinations(everything, new Map()).filter((known) => isPossible(known, excluded));
}

/** Each way to choose one value of every key, beside what is known. */
function combinations(when: When, known: Known): readonly Known[] {
  const [first, ...rest] = when;
  if (!first) return [known];
  const [key, values] = first;
  const sure = known.get(key);
  const open = sure === undefined ? values : values.filter((value) => value === sure);
  return open.flatMap((value) => combinations(rest, new Map([...known, [key, value]])));
}

function holds(when: When, known: Known): boolean {
  return when.every(([key, values]) => {
    const value = known.get(key);
    return value !== undefined && values.includes(value);
  });
}

function isPossible(known: Known, excluded: readonly When[]): boolean {
  return !excluded.some((when) => holds(when, known));
}

function examineCase(
  one: Case,
  topic: readonly Case[],
  casebook: Casebook,
  people: readonly Known[],
): readonly Finding[] {
  const { excluded, weights } = casebook;
  const fitting = one.side ? VERDICTS_OF_SIDE[one.side] : undefined;
  const stronger = topic.filter(
    (other) =>
      beats(other, one, topic, weights) &&
      (one.side === undefined || other.side === one.side) &&
      [...one.parts.keys()].every((part) => other.parts.has(part)),
  );
  const silencers = new Set<string>();
  let canHold = false;
  for (const person of people)
    for (const known of combinations(one.when, person)) {
      if (!isPossible(known, excluded)) continue;
      canHold = true;
      const isFitting =
        !fitting ||
        (fitting.includes(known.get(VERDICT) ?? "") &&
          !isBarred(one.id, "reason", casebook, known));
      if (!isFitting) continue;
      const silencing = stronger.filter(({ when }) => holds(when, known));
      if (silencing.length === 0) return [];
      for (const { id } of silencing) silencers.add(id);
    }
  const about = `cases.${one.id}`;
  if (!canHold)
    return [{ type: "never-holds", about, message: "What this case asks for cannot hold at once" }];
  const message =
    silencers.size === 0
      ? `Its reason speaks ${one.side} paying, and it holds under no verdict where that is said`
      : `Another case always speaks in its place: ${[...silencers].join(", ")}`;
  return [{ type: "never-speaks", about, message }];
}

/** Whether a case of the same topic speaks where both hold. */
function beats(
  other: Case,
  one: Case,
  topic: readonly Case[],
  weights: ReadonlyMap<string, number>,
): boolean {
  if (other === one) return false;
  if (other.when.length !== one.when.length) return other.when.length > one.when.length;
  const weigh = ({ when }: Case) => when.reduce((sum, [key]) => sum + (weights.get(key) ?? 1), 0);
  const more = weigh(other) - weigh(one);
  return more === 0 ? topic.indexOf(other) < topic.indexOf(one) : more > 0;
}

/** What an advice for this person lacks even where nothing else is known of them. */
function findGaps(casebook: Casebook, person: Known): readonly Finding[] {
  const verdict = person.get(VERDICT) ?? "";
  const reasons = casebook.cases.filter(
    ({ id, when, side }) =>
      side !== undefined &&
      VERDICTS_OF_SIDE[side].includes(verdict) &&
      holds(when, person) &&
      !isBarred(id, "reason", casebook, person),
  );
  const saying = (part: Part) =>
    reasons.some(
      (one) =>
        one.parts.has(part) &&
        !isBarred(one.id, part, casebook, person) &&
        isWithinReach(one.parts.get(part) ?? [], part, casebook, person),
    );
  const who = [...person].map(([key, value]) => `${key} ${value}`).join(", ");
  const gap = (type: Finding["type"], isMissing: boolean, what: string): readonly Finding[] =>
    isMissing ? [{ type, about: "cases", message: `Could not find ${what} for ${who}` }] : [];
  return [
    ...gap("no-reason", reasons.length === 0, "a reason that points the way of the verdict"),
    ...gap("no-step", reasons.length > 0 && !saying("step"), "a step that fits"),
    ...gap("no-way", verdict === "alternative" && !saying("way"), "the better way"),
    ...gap("no-condition", verdict === "not-yet" && !saying("condition"), "what comes first"),
    ...gap(
      "no-sentence",
      !casebook.verdicts.some(({ when }) => holds(when, person)),
      "a sentence for the verdict",
    ),
  ];
}

function isBarred(id: string, part: Part, { never }: Casebook, person: Known): boolean {
  return never.some(
    ({ cases, parts, when }) =>
      cases.has(id) && (!parts || parts.has(part)) && when !== undefined && holds(when, person),
  );
}

/** Whether every slot of a text can be filled where nothing is known, and a step needs nothing that this person lacks. */
function isWithinReach(
  needed: readonly string[],
  part: Part,
  { slots }: Casebook,
  person: Known,
): boolean {
  return needed.every((name) => {
    const slot = slots.get(name);
    const isLacked = part === "step" && slot?.lackedBy && holds(slot.lackedBy, person);
    return slot?.fallback && !isLacked;
  });
}
