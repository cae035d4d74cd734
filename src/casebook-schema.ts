import { z } from "zod";
import { PARTS } from "./engine/advice/casebook.ts";

const CASE_ID = /^[a-z][a-z-]{0,19}\.[a-z][a-z0-9-]{0,39}$/;
const name = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, "a name of a-z, 0-9 and hyphens, starting with a letter");
const names = z.array(name).min(1);
const minutes = z.int().min(5).max(60);
const source = z
  .array(z.string().regex(/^(R\d{2}|https:\/\/\S+)$/, "an id such as R08 or an https address"))
  .min(1);

/** Keys and the values of which one must hold, as `{ asks: tender, clause: [told, unknown] }`. */
const when = z
  .record(
    z.string(),
    z
      .union([z.string().transform((value) => [value]), z.array(z.string()).min(1)])
      .pipe(z.array(z.string())),
  )
  .refine((keys) => Object.keys(keys).length > 0, "Must name at least one key with its value");
/** Ids of cases, or topics for all of their cases. */
const cases = z.array(z.string()).min(1);
const weight = z.int().min(1).max(9);

/** The shape of `cases.yaml`. */
export const casesSchema = z.strictObject({
  keys: z.record(name, names),
  always: z.array(z.string()).default([]),
  several: z.array(z.string()).default([]),
  weights: z.record(z.string(), weight).default({}),
  excluded: z.array(when).default([]),
  slots: z.record(
    name,
    z.strictObject({
      fallback: z.boolean().default(false),
      again: z.boolean().default(false),
      lackedBy: when.optional(),
    }),
  ),
  verdicts: z.array(z.strictObject({ id: name, when })).min(1),
  roles: z.record(name, z.strictObject({ firstStep: minutes, prepare: minutes })),
  sources: z.record(name, source),
  composing: z.strictObject({
    words: z.strictObject({ atLeast: z.int().min(1), atMost: z.int().min(1) }),
    deciding: z.array(cases),
    oneTopic: z.array(cases).default([]),
    about: z.record(z.string(), names).default({}),
    worded: z.record(name, cases).default({}),
    objections: z.array(z.string()).default([]),
    told: names.optional(),
    turns: z.record(z.string(), cases).default({}),
    fixed: z.array(z.string()).default([]),
    /** Answers that only somebody with an employer can come to: `question.option`. */
    ofEmployer: z.array(z.string()).default([]),
    never: z
      .array(
        z
          .strictObject({
            cases,
            parts: z.array(z.enum(PARTS)).min(1).optional(),
            when: when.optional(),
            beside: cases.optional(),
          })
          .refine(
            (row) => (row.when === undefined) !== (row.beside === undefined),
            "Must have either when or beside",
          ),
      )
      .default([]),
  }),
  cases: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(CASE_ID, "a topic, a dot and a name, such as demand.tender, in a-z, 0-9 and -"),
        when,
        side: z.enum(["for", "against"]).optional(),
        minutes: minutes.optional(),
        done: z.string().optional(),
        source: source.optional(),
      }),
    )
    .min(1),
});
/** A file of cases as it was read. */
export type CasesFile = z.infer<typeof casesSchema>;
/** Keys with the values of which one must hold, as written. */
export type WrittenWhen = z.infer<typeof when>;

const text = z.string().min(1);
const wordings = z.array(text).min(1);

/** The shape of the file with the texts of the cases, one a language. */
export const caseTextsSchema = z.strictObject({
  verdicts: z.record(z.string(), wordings),
  sureness: z.strictObject({ clear: wordings, close: wordings, open: wordings }),
  openers: z.strictObject({
    deciding: wordings,
    next: wordings,
    last: wordings,
    against: wordings,
    still: wordings,
    change: wordings,
    step: wordings,
  }),
  slots: z.record(z.string(), text),
  again: z.record(z.string(), text),
  roles: z.record(
    z.string(),
    z.strictObject({
      firstStep: text,
      prepare: text,
      showIt: text,
      freeTopics: wordings,
      stays: text,
      careful: text,
    }),
  ),
  /** Words that no text of this language has: beginnings of words, or phrases. */
  forbidden: z.array(text).default([]),
  cases: z.record(
    z.string(),
    z.strictObject({
      reason: text.optional(),
      against: text.optional(),
      still: text.optional(),
      belief: text.optional(),
      condition: text.optional(),
      step: text.optional(),
      change: text.optional(),
      way: text.optional(),
    }),
  ),
});
/** A file with the texts of the cases as it was read. */
export type CaseTexts = z.infer<typeof caseTextsSchema>;
