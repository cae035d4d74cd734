import type { Text } from "../reply.ts";
import { say } from "../reply.ts";
import { COMMENT } from "./casebook.ts";
import type { Case } from "./casebook.ts";
import { isSaidAlready, topicsOf } from "./choose.ts";
import { sourcesOf } from "./keys.ts";
import { sentenceOf, USE } from "./own-words.ts";
import type { OwnClause } from "./own-words.ts";
import { DECIDES, firedRules, restsOn } from "./rests.ts";
import type { Scene } from "./scene.ts";

/** A reason that speaks. */
export interface Said {
  readonly of: Case;
  readonly text: Text;
  /** Ids of the rules it rests on. */
  readonly rests: readonly string[];
  /** The clause it begins with. */
  readonly clause: OwnClause | undefined;
  /** How much of the verdict rests on it. */
  readonly weight: number;
}

/** As many as a screen may need; how many it shows is a matter of its length. */
const REASONS_MAX = 4;
/** A case that has no place in the order stands behind all others. */
const LAST = 1000;

/** The reasons that point one way, the deciding one first, each about something else. */
export function reasonsFor(
  scene: Scene,
  side: "for" | "against",
  clauses: readonly OwnClause[],
): readonly Said[] {
  let left = spokesmen(scene, side)
    .map((each) => candidate(scene, each))
    .toSorted((a, b) => leads(b) - leads(a) || a.place - b.place || b.weight - a.weight);
  const said: Said[] = [];
  const told = new Set<OwnClause>();
  while (said.length < REASONS_MAX) {
    const [next, ...others] = left;
    if (!next) break;
    const covered = new Set(said.flatMap(({ rests }) => rests));
    const cases = said.map(({ of }) => of);
    const topics = new Set(cases.flatMap((of) => topicsOf(scene.book, of)));
    const isNew = weightLeft(next, covered) > 0 || cases.length === 0;
    const isSaid =
      topicsOf(scene.book, next.of).some((topic) => topics.has(topic)) ||
      (!isNew && isSaidAlready(next.of, cases));
    const clause = isSaid ? undefined : clauseFor(scene, next.of, clauses, told);
    const text = isSaid
      ? undefined
      : reasonText(scene, next.of, clause, new Set(cases.map(({ id }) => id)));
    if (text) {
      const rests = next.rests.map(({ id }) => id);
      said.push({ of: next.of, text, rests, clause, weight: next.weight });
      for (const { id } of next.rests) covered.add(id);
      if (clause) told.add(clause);
    }
    // What weighs most of what is not said yet comes next.
    left = others.toSorted(
      (a, b) => weightLeft(b, covered) - weightLeft(a, covered) || a.place - b.place,
    );
  }
  return said;
}

/** The heaviest rule that a case would add to what was said. */
function weightLeft({ rests }: Candidate, covered: ReadonlySet<string>): number {
  return Math.max(0, ...rests.map(({ id, weight }) => (covered.has(id) ? 0 : weight)));
}

/** Of each topic the most specific case that points this way, one that decides alone before the others. */
function spokesmen(scene: Scene, side: "for" | "against"): readonly Case[] {
  const able = scene.held.filter((each) => each.side === side && scene.text(each, "reason"));
  const isDeciding = (each: Case) => candidate(scene, each).weight >= DECIDES;
  return [...Map.groupBy(able, ({ topic }) => topic).values()].flatMap(
    (some) => some.find(isDeciding) ?? some[0] ?? [],
  );
}

/** What decides alone leads: it is why the verdict is what it is. */
function leads({ weight }: Candidate): number {
  return Number(weight >= DECIDES);
}

/** A case that may speak as a reason. */
interface Candidate {
  readonly of: Case;
  /** Its place in the order of what decides. */
  readonly place: number;
  readonly rests: ReturnType<typeof restsOn>;
  readonly weight: number;
}

function candidate({ context, book }: Scene, of: Case): Candidate {
  const rests = restsOn(context, firedRules(context), of, of.side);
  return {
    of,
    place: book.deciding.get(of.id) ?? LAST,
    rests,
    weight: Math.max(0, ...rests.map(({ weight }) => weight)),
  };
}

function clauseFor(
  { book, keys }: Scene,
  { topic, when }: Case,
  clauses: readonly OwnClause[],
  told: ReadonlySet<OwnClause>,
): OwnClause | undefined {
  const spoken = new Set(when.flatMap(([key]) => sourcesOf(key)));
  const about = (book.about.get(topic) ?? []).filter((source) => spoken.has(source));
  for (const source of about) {
    const found = clauses.findLast(
      (clause) =>
        clause.about === source &&
        !told.has(clause) &&
        (!isBare(clause) || keys.get("use")?.has("named")),
    );
    if (found) return found;
  }
  return undefined;
}

/** "Nothing planned" is no use, though it was said where the use was asked for. */
function isBare({ about, retold }: OwnClause): boolean {
  return about === USE && retold.form === "phrase";
}

/** What the person said, and what follows from it; without their words, the case says both. */
function reasonText(
  { text, context }: Scene,
  of: Case,
  clause: OwnClause | undefined,
  said: ReadonlySet<string>,
): Text | undefined {
  const whole = text(of, "reason", said);
  if (!clause || !whole) return whole;
  const comment = text(of, COMMENT, said) ?? whole;
  return say("advice.own.reason", { clause: sentenceOf(context.dialog, clause), reason: comment });
}
