import * as fc from "fast-check";
import { choice, rowsOf } from "./dialogs.ts";

const source = ["R01"];

/** A question with the names its conditions may use: values of `is`, or none for an amount. */
interface Asked {
  readonly question: object;
  readonly names: Readonly<Record<string, readonly string[] | undefined>>;
}

const scale = fc.constantFrom("better-first", "worse-first", undefined);
const choices = fc.record({ options: fc.constantFrom(["a", "b"], ["a", "b", "c"]), scale });
const amounts = fc.constantFrom("more-is-better", "less-is-better");

function askedAt(at: number, kind: "choice" | "number" | "catalogue"): fc.Arbitrary<Asked> {
  const id = `q${at}`;
  if (kind === "choice") {
    return choices.map(({ options, scale: order }) => ({
      question: choice(id, options, { deciding: true, ...(order ? { scale: order } : {}) }),
      names: { [id]: options },
    }));
  }
  if (kind === "number") {
    return amounts.map((order) => ({
      question: { id, kind, source, max: 10, scale: order },
      names: { [id]: undefined },
    }));
  }
  const facts = { level: ["entry", "beyond"], price: "number" };
  return fc.constant({
    question: { id, kind, source, facts },
    names: {
      [id]: ["listed", "other", "none"],
      [`${id}.level`]: facts.level,
      [`${id}.price`]: undefined,
    },
  });
}

function conditionOver(names: Asked["names"], counts: boolean): fc.Arbitrary<object> {
  const leaf = fc.constantFrom(...Object.keys(names)).chain((question): fc.Arbitrary<object> => {
    const values = names[question];
    const about = values
      ? fc
          .subarray([...values], { minLength: 1, maxLength: 2 })
          .map((some) => ({ question, is: some }))
      : fc.record({ question: fc.constant(question), below: fc.constantFrom(2, 5) });
    return fc.oneof(
      { weight: 5, arbitrary: about },
      { weight: 1, arbitrary: fc.constant({ unsure: question }) },
    );
  });
  const simple = counts
    ? fc.oneof(
        { weight: 9, arbitrary: leaf },
        { weight: 1, arbitrary: fc.constant({ unsureDeciding: 2 }) },
      )
    : leaf;
  const several = fc.array(simple, { minLength: 2, maxLength: 3 });
  const joined = fc.oneof(
    several.map((all) => ({ all })),
    several.map((any) => ({ any })),
    simple.map((not) => ({ not })),
  );
  return fc.oneof(
    simple,
    joined,
    fc.tuple(joined, simple).map((all) => ({ all })),
  );
}

const kinds = fc.shuffledSubarray(["choice", "choice", "choice", "number", "catalogue"] as const, {
  minLength: 3,
  maxLength: 4,
});

/** A small dialog with random conditions everywhere. */
export const randomFiles: fc.Arbitrary<object> = kinds
  .chain((some) => fc.tuple(...some.map((kind, at) => askedAt(at, kind))))
  .chain((asked) => {
    const namesBefore = (end: number) =>
      Object.fromEntries(asked.slice(0, end).flatMap(({ names }) => Object.entries(names)));
    const questions = fc.tuple(
      ...asked.map(({ question }, at) =>
        at === 0
          ? fc.constant(question)
          : fc
              .option(conditionOver(namesBefore(at), false), { nil: undefined })
              .map((when) => (when ? { ...question, when } : question)),
      ),
    );
    const condition = conditionOver(namesBefore(asked.length), true);
    const rows = (most: number) => fc.array(condition, { maxLength: most });
    // Some without a condition, so that some dialogs have enough of them on every path.
    const extras = (most: number) =>
      fc.array(fc.option(condition, { nil: undefined }), { maxLength: most });
    const weights = fc.constantFrom(
      { for: "slight" },
      { for: "some" },
      { for: "strong" },
      { against: "slight" },
      { against: "strong" },
    );
    return fc.record({
      questions,
      worthItAt: fc.integer({ min: 0, max: 3 }),
      evidence: fc.array(fc.tuple(condition, weights), { minLength: 2, maxLength: 6 }),
      limits: rows(1),
      conditions: rows(2),
      blockers: rows(2),
      floors: rows(1),
      alternatives: extras(2),
      steps: extras(2),
      providerQuestions: extras(6),
      readings: extras(4),
      statements: extras(2),
    });
  })
  .map(({ questions, worthItAt, evidence, ...lists }) => {
    const named = (kind: keyof typeof lists, more: object = {}) =>
      rowsOf(
        Object.fromEntries(lists[kind].map((when, at) => [`row${at}`, when ? { when } : {}])),
        more,
      );
    return {
      id: "random",
      version: 1,
      questions,
      worthItAt,
      evidence: evidence.map(([when, weight], at) => ({ id: `row${at}`, when, source, ...weight })),
      limits: named("limits", { atMost: "not-now" }),
      conditions: named("conditions"),
      blockers: named("blockers", { minutes: 5 }),
      floors: named("floors", { atLeast: "worth-it" }),
      alternatives: named("alternatives"),
      steps: named("steps", { minutes: 5 }),
      providerQuestions: named("providerQuestions"),
      readings: named("readings"),
      statements: named("statements", { place: "resembles" }),
    };
  });
