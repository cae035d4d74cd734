import { z } from "zod";

const text = z.string().trim().min(1);
const texts = z.array(text);
const usd = z.number().min(0);
const yesOrNo = z.enum(["yes", "no"]);
const day = z.iso.date();
const address = z.url({ protocol: /^https?$/ });

const WITHOUT_EVIDENCE =
  "Must say where it comes from: add src (ids of sources) or checkedOn (a day)";

const evidence = {
  note: text.optional(),
  src: texts.min(1).optional(),
  checkedOn: day.optional(),
  confidence: z.enum(["high", "medium", "low"]).optional(),
};

/** Checks that every fact says where it comes from, also in a fact that has other faults. */
function fact<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z
    .strictObject({ ...shape, ...evidence })
    .refine((value) => hasAny(value, ["src", "checkedOn"]), {
      when: isAlways,
      error: WITHOUT_EVIDENCE,
    })
    .refine((value) => !hasAny(value, ["src"]) || hasAny(value, ["confidence"]), {
      when: isAlways,
      error: "Must say how sure the sources make it: add confidence: high, medium or low",
    });
}

const price = fact({
  usd: usd.optional(),
  upTo: usd.optional(),
  per: z.literal("month").optional(),
  amount: usd.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "a currency of three capitals such as EUR")
    .optional(),
}).refine(isOnePrice, {
  when: isAlways,
  error: "Must be either usd, or amount together with currency",
});

const statement = fact({ text });
const fee = fact({ text, yearly: usd.optional() });
const hours = fact({
  from: z.number().optional(),
  to: z.number().optional(),
  text: text.optional(),
});
const validity = fact({ text, term: z.enum(["short", "long"]).optional() });

/** What entries and free ways are about; the languages name them. */
const TOPICS = [
  "basics",
  "prompting",
  "leadership",
  "projects",
  "governance",
  "security",
  "agents",
  "engineering",
  "data",
  "infrastructure",
  "administration",
  "testing",
  "marketing",
  "teaching",
  "legal",
  "health",
  "people",
] as const;
const topic = z.enum(TOPICS);
const language = z.string().regex(/^[a-z]{2}$/, "a language of two small letters such as de");

const naming = {
  /** A button carries it beside all else that it says. */
  id: text.regex(
    /^[a-z0-9][a-z0-9-]{0,31}$/,
    "an id of small letters, digits and hyphens, at most 32 of them",
  ),
  name: text.optional(),
  vendor: text.optional(),
  code: text.optional(),
  aliases: texts.optional(),
  instead: texts.optional(),
};

const certification = z.strictObject({
  ...naming,
  approved: z.literal(true).optional(),
  approvedNote: text.optional(),
  hidden: z.literal(true).optional(),
  kind: text.optional(),
  level: z.enum(["entry", "beyond"]).optional(),
  levelName: text.optional(),
  coding: yesOrNo.optional(),
  assessment: text.optional(),
  roles: texts.optional(),
  url: address.optional(),
  status: z.enum(["open", "closed", "retired", "changing"]).optional(),
  statusNote: text.optional(),
  guide: z.literal("published").optional(),
  requirement: text.optional(),
  price: price.optional(),
  retake: statement.optional(),
  membership: fee.optional(),
  prerequisites: statement.optional(),
  hours: hours.optional(),
  validity: validity.optional(),
  renewal: fee.optional(),
  free: texts.optional(),
  topics: z.array(topic).optional(),
  similar: texts.optional(),
  mistakenFor: texts.optional(),
  languages: z.array(language).optional(),
  caveat: text.optional(),
  disputed: texts.optional(),
  src: texts.min(1).optional(),
});

const retired = z
  .strictObject({
    ...naming,
    name: text,
    why: text,
    src: texts.min(1).optional(),
    checkedOn: day.optional(),
  })
  .refine((value) => hasAny(value, ["src", "checkedOn"]), {
    when: isAlways,
    error: WITHOUT_EVIDENCE,
  });

const freeAlternative = z
  .strictObject({
    id: naming.id,
    name: text,
    kind: z.enum(["course", "tutorial", "project", "experiment"]),
    hours: text.optional(),
    certificate: yesOrNo,
    certificateNote: text.optional(),
    note: text.optional(),
    topics: z.array(topic).optional(),
    level: z.enum(["entry", "beyond"]).optional(),
    covers: texts.optional(),
    confidence: z.enum(["high", "medium", "low"]).optional(),
    url: address.optional(),
    src: texts.min(1).optional(),
    checkedOn: day.optional(),
  })
  .refine((value) => !hasAny(value, ["url"]) || hasAny(value, ["src", "checkedOn"]), {
    when: isAlways,
    error: WITHOUT_EVIDENCE,
  });

const source = z.strictObject({
  title: text,
  url: address.optional(),
  kind: text,
  asOf: z
    .string()
    .regex(
      /^\d{4}(-\d{2}(-\d{2})?)?$/,
      'a year, month or day such as "2026", "2026-07" or 2026-07-31',
    )
    .optional(),
});

const translatedFact = z.strictObject({ text: text.optional(), note: text.optional() });
const translated = {
  id: naming.id,
  name: text.optional(),
  aliases: texts.optional(),
};

/** The shape of a file with the texts of the catalogue in another language: what it leaves out stays as it is. */
export const catalogueTextsFile = z.strictObject({
  certifications: z
    .array(
      z.strictObject({
        ...translated,
        vendor: text.optional(),
        kind: text.optional(),
        levelName: text.optional(),
        assessment: text.optional(),
        roles: texts.optional(),
        statusNote: text.optional(),
        requirement: text.optional(),
        caveat: text.optional(),
        price: translatedFact.optional(),
        retake: translatedFact.optional(),
        membership: translatedFact.optional(),
        prerequisites: translatedFact.optional(),
        hours: translatedFact.optional(),
        validity: translatedFact.optional(),
        renewal: translatedFact.optional(),
      }),
    )
    .default([]),
  retired: z.array(z.strictObject({ ...translated, why: text.optional() })).default([]),
  free: z
    .array(
      z.strictObject({
        id: naming.id,
        name: text.optional(),
        hours: text.optional(),
        note: text.optional(),
        certificateNote: text.optional(),
      }),
    )
    .default([]),
});

/** Texts of the catalogue in another language. */
export type CatalogueTexts = z.infer<typeof catalogueTextsFile>;

/** The shape of a catalogue file; texts inside are explained at the top of dialogs/catalogue.yaml. */
export const catalogueFile = z.strictObject({
  about: text.optional(),
  compiledOn: day.optional(),
  staleAfterDays: z.int().min(1).optional(),
  sources: z.record(z.string(), source).optional(),
  certifications: z.array(certification).optional(),
  free: z.array(freeAlternative).optional(),
  retired: z.array(retired).optional(),
});

/** What a certification costs. */
export type Price = z.infer<typeof price>;
/** How long it takes to prepare. */
export type Hours = z.infer<typeof hours>;
/** A certification as one file states it. */
export type CertificationLines = z.infer<typeof certification>;
/** A free way to learn. */
export type FreeWay = z.infer<typeof freeAlternative>;
/** Where a fact comes from. */
export type Source = z.infer<typeof source>;

// zod skips a refinement once its object has another fault; ours look at raw data, so that every fault shows at once.
function isAlways(): boolean {
  return true;
}

function isOnePrice(value: unknown): boolean {
  const isAgreed = hasAny(value, ["amount"]) && hasAny(value, ["currency"]);
  return hasAny(value, ["usd"]) ? !hasAny(value, ["amount", "currency"]) : isAgreed;
}

function hasAny(value: unknown, keys: readonly string[]): boolean {
  return (
    typeof value === "object" && value !== null && keys.some((key) => Object.hasOwn(value, key))
  );
}
