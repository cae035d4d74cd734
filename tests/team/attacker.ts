import type { Effect } from "../../src/team/effects.ts";
import { toSummary } from "../../src/team/summary.ts";
import type { Summary } from "../../src/team/summary.ts";
import type { Contribution, Request, Verdict } from "../../src/team/state.ts";
import type { Answer } from "./scenario.ts";
import { roundWith, toContribution } from "./scenario.ts";

/** The program under attack; tests hand in leaking ones to see that the attacker notices. */
export type Summarize = typeof toSummary;

/** What the attacker reads: all that the channel and the approver see. */
export function readEffects(effects: readonly Effect[]): readonly Effect[] {
  return effects.filter(({ to }) => to.to === "channel" || to.to === "approver");
}

export function readSummary(effects: readonly Effect[]): Summary | undefined {
  return effects.find((effect) => effect.type === "postSummary")?.summary;
}

export interface Knowledge {
  readonly summary: Summary;
  /** Every request, with its name: the queue, and the approver's own. */
  readonly requests: readonly Request[];
  readonly openPurposes: readonly string[];
  readonly threshold: number;
}

/** An attribute of an answer: the values it may have, what a request gives away of it, and where the summary speaks of it. */
interface Attribute {
  readonly name: string;
  readonly values: readonly Partial<Answer>[];
  known(request: Request): Partial<Answer> | undefined;
  seen(summary: Summary): unknown;
}

const VERDICTS: readonly Verdict[] = ["worth-it", "worth-it-if", "not-yet", "alternative"];

function attributesOf({ requests, summary, openPurposes }: Knowledge): readonly Attribute[] {
  const named = [
    ...requests.map(({ content }) => content.certification),
    ...summary.sameCertification.map((c) => c.certification),
  ];
  const certifications = [...new Set([...named.filter((id) => id !== undefined), "decoy"])].slice(
    0,
    3,
  );
  return [
    {
      name: "verdict",
      values: VERDICTS.map((verdict) => ({ verdict })),
      known: () => undefined,
      seen: (s) => [s.verdicts, s.budget],
    },
    {
      name: "purpose",
      values: [...openPurposes, "safer"].map((purpose) => ({ purpose })),
      known: () => undefined,
      seen: (s) => s.purposes,
    },
    {
      name: "task",
      values: [{ hasTask: true }, { hasTask: false }],
      known: ({ content }) => (content.task ? { hasTask: true } : undefined),
      seen: (s) => s.withTask,
    },
    {
      name: "free route",
      values: [{ freeRouteDoes: true }, { freeRouteDoes: false }],
      known: () => undefined,
      seen: (s) => [s.freeRoute, s.budget.coverableUsd],
    },
    {
      name: "certification",
      values: [...certifications.map((certification) => ({ certification })), {}],
      known: ({ content }) =>
        content.certification === undefined ? undefined : { certification: content.certification },
      seen: (s) => s.sameCertification,
    },
  ];
}

export interface Finding {
  readonly attribute: string;
  readonly values: readonly Partial<Answer>[];
  readonly counts: readonly number[];
}

/**
 * Finds a group of one or two people that follows from what was published.
 *
 * The attacker knows the program. For each attribute it takes every way the people without a name could have answered, runs the program on
 * it, keeps the ways that give what was published, and looks for a set of values that counts one or two people in all of them.
 */
export function findForbidden(
  knowledge: Knowledge,
  truth: readonly Contribution[],
): Finding | undefined {
  for (const attribute of attributesOf(knowledge)) {
    const views = viewsOf(attribute, knowledge, truth);
    const published = JSON.stringify(attribute.seen(knowledge.summary));
    const worlds = views.get(published);
    if (!worlds) {
      throw new Error(
        `Cannot attack: ${attribute.name} depends on more than the attacker thinks: ${published}`,
      );
    }
    const finding = concludeIn(attribute, worlds);
    if (finding) {
      return finding;
    }
  }
  return undefined;
}

/** Every world of the people who cannot be named, as counts a value, by what the program would publish in it. */
function viewsOf(
  attribute: Attribute,
  { requests, openPurposes, threshold, summary: published }: Knowledge,
  truth: readonly Contribution[],
  summarize: Summarize = toSummary,
): ReadonlyMap<string, readonly (readonly number[])[]> {
  const knownOf = (person: string) => {
    const request = requests.find((candidate) => candidate.person === person);
    return request && attribute.known(request);
  };
  const strip = (contribution: Contribution): Contribution => {
    if (attribute.name !== "certification") {
      return contribution;
    }
    const { certification: _, ...others } = contribution;
    return others;
  };
  const known = truth
    .filter(({ person }) => knownOf(person))
    .map((person) => ({ ...strip(person), ...knownOf(person.person) }));
  const unknown = truth.filter(({ person }) => !knownOf(person)).map(strip);
  const views = new Map<string, (readonly number[])[]>();
  for (const counts of compositions(unknown.length, attribute.values.length)) {
    const given = counts.flatMap((count, index) =>
      Array.from({ length: count }, () => attribute.values[index]),
    );
    const world = [...known, ...unknown.map((person, index) => ({ ...person, ...given[index] }))];
    const summary = summarize(
      roundWith(world, requests, {
        openPurposes: [...openPurposes],
        threshold,
        budget: published.budget.budget!,
      }),
    );
    const view = JSON.stringify(summary && attribute.seen(summary));
    views.set(view, [...(views.get(view) ?? []), counts]);
  }
  return views;
}

function concludeIn(
  { name, values }: Attribute,
  worlds: readonly (readonly number[])[],
): Finding | undefined {
  for (let mask = 1; mask < 2 ** values.length - 1; mask += 1) {
    const isIn = (index: number) => Math.floor(mask / 2 ** index) % 2 === 1;
    const counts = worlds.map((world) =>
      world.reduce((sum, count, index) => sum + (isIn(index) ? count : 0), 0),
    );
    if (counts.every((count) => count === 1 || count === 2)) {
      return {
        attribute: name,
        values: values.filter((_, index) => isIn(index)),
        counts: [...new Set(counts)],
      };
    }
  }
  return undefined;
}

/** Finds a forbidden group in any outcome of any answers of so many people, with these requests. */
export function findForbiddenAnywhere(
  size: number,
  requests: readonly Request[],
  summarize: Summarize = toSummary,
): Finding | undefined {
  const names = [
    ...new Set([
      ...requests.map(({ person }) => person),
      ...Array.from({ length: size }, (_, i) => `p${i}`),
    ]),
  ];
  const truth = names.slice(0, size).map((person) => toContribution(person));
  const summary = summarize(roundWith(truth, requests))!;
  const knowledge = {
    summary,
    requests,
    openPurposes: ["promotion", "new-role", "current-work"],
    threshold: 3,
  };
  for (const attribute of attributesOf(knowledge)) {
    for (const worlds of viewsOf(attribute, knowledge, truth, summarize).values()) {
      const finding = concludeIn(attribute, worlds);
      if (finding) {
        return finding;
      }
    }
  }
  return undefined;
}

/**
 * Finds a person of whom the attacker, who knows everybody's price by name, learns on which side of the verdict they are.
 */
export function findExposed(
  truth: readonly Contribution[],
  requests: readonly Request[],
  summarize: Summarize = toSummary,
): string | undefined {
  const sides: readonly Verdict[] = ["worth-it", "not-yet"];
  const coarse = truth.map((person) => ({
    ...person,
    verdict: isWorthIt(person.verdict) ? sides[0]! : sides[1]!,
  }));
  const published = JSON.stringify(summarize(roundWith(coarse, requests)));
  const possible = truth.map(() => new Set<number>());
  for (let mask = 0; mask < 2 ** truth.length; mask += 1) {
    const bits = truth.map((_, index) => Math.floor(mask / 2 ** index) % 2);
    const world = truth.map((person, index) => ({ ...person, verdict: sides[bits[index]!]! }));
    if (JSON.stringify(summarize(roundWith(world, requests))) === published) {
      bits.forEach((bit, index) => possible[index]!.add(bit));
    }
  }
  return truth.find((_, index) => possible[index]!.size === 1)?.person;
}

function isWorthIt(verdict: Verdict): boolean {
  return verdict === "worth-it" || verdict === "worth-it-if";
}

function compositions(total: number, parts: number): readonly (readonly number[])[] {
  if (parts === 1) {
    return [[total]];
  }
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    compositions(total - first, parts - 1).map((others) => [first, ...others]),
  );
}
