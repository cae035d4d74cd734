import { z } from "zod";
import type { Casebook } from "./advice/casebook.ts";
import type { Catalogue } from "./catalogue.ts";
import { conditionSchema } from "./condition.ts";
import type { Predicate, Variable } from "./condition.ts";
import type { Words } from "./hearing/words.ts";
import type { Text } from "./reply.ts";

const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    "Could not use this id: write a-z, 0-9 and hyphens, starting with a letter, at most 40",
  );
const source = z
  .array(z.string().regex(/^(R\d{2}|https:\/\/\S+)$/, "an id such as R08 or an https address"))
  .min(1);
const ids = z.array(id).min(1);

const asked = {
  id,
  source,
  when: conditionSchema.optional(),
  /** Offers "not sure". */
  unsure: z.boolean().default(false),
  /** Counts among the missing facts when it is unsure. */
  deciding: z.boolean().default(false),
};
const presets = z
  .array(z.strictObject({ id, amount: z.number().min(0) }))
  .max(5)
  .default([]);
const limits = { min: z.number().default(0), max: z.number().default(1_000_000) };

const questionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...asked,
    kind: z.literal("choice"),
    options: z.array(id).min(2).max(20),
    /** Says that the options are ordered by doctrine, and which end comes first. */
    scale: z.enum(["better-first", "worse-first"]).optional(),
    /** Options that invite one line of the person's own words. */
    note: z.array(id).default([]),
    /** What a bare number may mean that is typed: the options for none, one, two …; the last list for all above. */
    counts: z.array(z.array(id).min(1)).optional(),
  }),
  z.strictObject({
    ...asked,
    ...limits,
    kind: z.literal("number"),
    presets,
    scale: z.enum(["more-is-better", "less-is-better"]).optional(),
  }),
  z.strictObject({
    ...asked,
    ...limits,
    kind: z.literal("money"),
    presets,
    scale: z.enum(["more-is-better", "less-is-better"]).optional(),
  }),
  /** Hours. */
  z.strictObject({
    ...asked,
    ...limits,
    kind: z.literal("duration"),
    presets,
    scale: z.enum(["more-is-better", "less-is-better"]).optional(),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal("catalogue"),
    /** What rules may ask of a listed entry: the values a fact can have, or `number`. */
    facts: z.record(id, z.union([z.array(id).min(1), z.literal("number")])).default({}),
  }),
]);

/**
 * What is heard in passing and never asked: it chooses words, and may answer a question that was not asked yet. Kept and
 * changed like an answer.
 */
const factSchema = z.strictObject({
  id,
  source,
  options: z.array(id).min(1).max(20),
  /** By option: the questions that it answers, and with which option; "skipped" where the question makes no sense then. */
  implies: z.record(id, z.record(id, id)).default({}),
});

/** What a clause of a person's own words can be about. */
export const CLAUSE_KINDS = [
  "demand",
  "decider",
  "use",
  "date",
  "money",
  "way",
  "knowledge",
  "format",
  "worry",
  "obstacle",
  "wish",
] as const;
/** The name of one of these kinds. */
export type ClauseKind = (typeof CLAUSE_KINDS)[number];

const row = { id, when: conditionSchema, source };
const weight = z.enum(["slight", "some", "strong"]);
const always = conditionSchema.optional();

/** The shape of `dialog.yaml`. */
export const dialogSchema = z.strictObject({
  id,
  version: z.int().min(1),
  questions: z.array(questionSchema).min(1),
  facts: z.array(factSchema).default([]),
  /** The lowest score at which the evidence alone says "worth it". */
  worthItAt: z.int(),
  evidence: z.array(
    z.union(
      [z.strictObject({ ...row, for: weight }), z.strictObject({ ...row, against: weight })],
      {
        error:
          "Could not read this evidence: give id, when, source and either for or against (slight, some or strong)",
      },
    ),
  ),
  limits: z.array(z.strictObject({ ...row, atMost: z.literal("not-now") })).default([]),
  conditions: z.array(z.strictObject(row)).default([]),
  blockers: z.array(z.strictObject({ ...row, minutes: z.int().min(1).max(60) })).default([]),
  floors: z.array(z.strictObject({ ...row, atLeast: z.literal("worth-it") })).default([]),
  alternatives: z.array(z.strictObject({ id, when: always, source })).default([]),
  steps: z
    .array(z.strictObject({ id, when: always, source, minutes: z.int().min(1).max(60) }))
    .default([]),
  providerQuestions: z.array(z.strictObject({ id, when: always, source })).default([]),
  readings: z.array(z.strictObject({ id, when: always, source })).default([]),
  /** Lines every advice prints: `proof`, `test`, `footer`, and which candidate the answers resemble. */
  statements: z
    .array(
      z.strictObject({
        id,
        when: always,
        source,
        place: z.enum(["proof", "test", "resembles", "growth", "evidence", "footer"]),
      }),
    )
    .default([]),
  /** Who can take more than an entry level: chooses what is suggested to people who have not chosen. */
  beyondEntry: conditionSchema.optional(),
  /** What an interview adds to a team round, besides its verdict. Absent: this dialog has no rounds. */
  team: z
    .strictObject({
      /** The choice question that says what it is for. */
      purpose: id,
      /** Purposes that may be counted openly: none that speaks of protection or limits the verdict by itself. */
      openPurposes: ids,
      /** The person can name a task. */
      task: conditionSchema,
      /** A free route would do as well. */
      freeRoute: conditionSchema,
    })
    .optional(),
  /** The questions whose answers are about each kind of thing: a question stands under one kind. */
  kinds: z.partialRecord(z.enum(CLAUSE_KINDS), ids).default({}),
  /** Old ids and what they are called now: `question`, or `question.option`. */
  renames: z.record(z.string(), z.string()).default({}),
  /** Questions whose meaning changed in this version: they are asked again. */
  askAgain: ids.or(z.array(id).length(0)).default([]),
});

/** A dialog as written in its file, after its shape was checked. */
export type DialogFile = z.infer<typeof dialogSchema>;
/** One question as it is written. */
export type Question = DialogFile["questions"][number];
/** What is heard in passing, in the form of a question: it is shown and changed like one. */
export type Fact = Extract<Question, { kind: "choice" }> & {
  readonly implies: DialogFile["facts"][number]["implies"];
};
/** How much a row of evidence counts. */
export type Weight = z.infer<typeof weight>;

/** Ids of what is offered to choose at a question, without "not sure": of amounts the presets, of a catalogue what is none of its entries. */
export function optionIds(question: Question): readonly string[] {
  if (question.kind === "choice") return question.options;
  return question.kind === "catalogue"
    ? ["other", "none"]
    : question.presets.map((preset) => preset.id);
}

/** Implied by a fact with which a question makes no sense. */
export const SKIPPED = "skipped";

/** What is heard in passing, each as a question that nobody asks. */
export function factsOf({ facts }: DialogFile): readonly Fact[] {
  return facts.map((fact) => ({
    ...fact,
    kind: "choice",
    unsure: false,
    deciding: false,
    note: [],
  }));
}

/** The lists of rows in a dialog file, in its order. */
export const ROW_KINDS = [
  "evidence",
  "limits",
  "conditions",
  "blockers",
  "floors",
  "alternatives",
  "steps",
  "providerQuestions",
  "readings",
  "statements",
] as const;
/** The name of one of these lists. */
export type RowKind = (typeof ROW_KINDS)[number];

/** One row of rules, ready to be asked. */
export interface Rule {
  readonly id: string;
  readonly holds: Predicate;
  readonly source: readonly string[];
}
/** A row of evidence with its points. */
export interface EvidenceRule extends Rule {
  /** Positive speaks for paying, negative against: 1 slight, 2 some, 3 strong. */
  readonly points: number;
}

/** The rules of a dialog, compiled once. */
export interface Rules {
  /** For each question, whether it applies; `undefined` means always. */
  readonly shown: readonly (Predicate | undefined)[];
  readonly evidence: readonly EvidenceRule[];
  readonly limits: readonly Rule[];
  readonly conditions: readonly Rule[];
  readonly blockers: readonly (Rule & { readonly minutes: number })[];
  readonly floors: readonly Rule[];
  readonly alternatives: readonly Rule[];
  readonly steps: readonly (Rule & { readonly minutes: number })[];
  readonly providerQuestions: readonly Rule[];
  readonly readings: readonly Rule[];
  readonly beyondEntry: Predicate;
  readonly team: { readonly task: Predicate; readonly freeRoute: Predicate } | undefined;
  readonly statements: readonly (Rule & {
    readonly place: DialogFile["statements"][number]["place"];
  })[];
}

/**
 * A dialog made ready for `transition`, in one language. Made by `createDialog` from files that were checked; never
 * stored.
 */
export interface Dialog {
  readonly id: string;
  readonly version: number;
  /**
   * The id, the version, and the hash of the exact contents of the dialog file, with spaces between, so that a running
   * conversation notices a change.
   */
  readonly edition: string;
  readonly file: DialogFile;
  readonly questions: readonly Question[];
  readonly facts: readonly Fact[];
  /** Position of each question by id. */
  readonly positions: ReadonlyMap<string, number>;
  readonly variables: readonly Variable[];
  /** For each question, the indexes of its variables: its own first, then its facts. */
  readonly variablesOf: readonly (readonly number[])[];
  /** For each question, the index of its own variable. */
  readonly firsts: readonly number[];
  readonly deciding: readonly number[];
  readonly rules: Rules;
  readonly words: Words;
  readonly catalogue: Catalogue;
  readonly cases: Casebook;
  /** How a text reads in this language: an advice is as long as its words. */
  readonly read: (text: Text) => string;
}
