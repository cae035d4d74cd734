import { IntlMessageFormat } from "intl-messageformat";
import { z } from "zod";
import { VALUE_NAMES } from "./engine/about.ts";
import { factsOf, optionIds } from "./engine/dialog.ts";
import type { DialogFile, Question } from "./engine/dialog.ts";
import { UNSURE_OPTION } from "./engine/hearing/words.ts";
import type { Messages } from "./texts.ts";

/** Phrases, as a list or in one text with commas; brackets hold alternatives, such as "(one|two) never used". */
const phrases = z
  .union([z.string().transform((text) => text.split(/\s*,\s*/u)), z.array(z.string())])
  .pipe(z.array(z.string().min(1)))
  .transform((list) => list.flatMap(alternatives))
  .refine(
    (list) => list.every((phrase) => !/[()|]/u.test(phrase)),
    "Must have brackets in pairs around alternatives, such as (one|two) never used",
  )
  .default([]);

const option = z.strictObject({
  label: z.string().min(1),
  /** What it means, in one sentence, for whoever asks. Default: the label. */
  means: z.string().min(1).optional(),
  /** "What would change this": the option as something to do. */
  become: z.string().min(1).optional(),
  /** Other ways to say it when its question is asked. */
  aliases: phrases,
  /** Ways to say it that are understood while something else is asked: two words or more. */
  anywhere: phrases.refine(
    (list) => list.every((phrase) => /\S\s+\S/u.test(phrase)),
    "Must be two words or more each",
  ),
  /** Options of the same question that this one beats when a text names both. */
  over: z.array(z.string().min(1)).default([]),
});
const lines = z.record(z.string(), z.string().min(1)).default({});

/** The shape of a dialog's text file, one a language. */
export const dialogTextsSchema = z.strictObject({
  name: z.string().min(1),
  about: z.string().min(1),
  questions: z.record(
    z.string(),
    z.strictObject({
      title: z.string().min(1),
      short: z.string().min(1),
      /** What people call it when they want to change its answer: "who pays". */
      names: phrases,
      hint: z.string().min(1).optional(),
      why: z.string().min(1),
      /** The question in other words, with an example, for whoever asks what it means. Default: the title. */
      asks: z.string().min(1).optional(),
      unsure: option.optional(),
      options: z.record(z.string(), option).default({}),
    }),
  ),
  because: lines,
  until: lines,
  alternatives: lines,
  steps: lines,
  "provider-questions": lines,
  readings: lines,
  statements: lines,
});
/** A text file as it was read. */
export type DialogTexts = z.infer<typeof dialogTextsSchema>;

/** All ways to read a phrase: "(one|two) never used" is two. */
function alternatives(phrase: string): readonly string[] {
  const [whole, inside] = /\(([^()]*)\)/u.exec(phrase) ?? [];
  if (whole === undefined || inside === undefined) return [phrase];
  return inside.split("|").flatMap((word) => alternatives(phrase.replace(whole, () => word)));
}

/** A text that is missing, stands for nothing, or is too long, and where. */
export interface TextFault {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * Longest texts, in UTF-16 units. A phone shows about 30 characters of a button; the others keep a whole advice with
 * eleven parts inside the 4,000 characters of a Discord message and the 3,000 of a Slack text.
 */
const TEXT_LIMITS = { label: 28, title: 140, short: 40, line: 300 } as const;

/** Compares a text file with its dialog: every text that is missing, unknown, unreadable or too long. */
export function textFaults(file: DialogFile, texts: DialogTexts): readonly TextFault[] {
  return [
    ...toldQuestions(file).flatMap((question) => questionFaults(question, texts)),
    ...unknown(
      ["questions"],
      Object.keys(texts.questions),
      toldQuestions(file).map(({ id }) => id),
    ),
    ...rowFaults(file, texts),
    ...formatFaults(texts),
  ];
}

/** What has a title and options: questions, and facts that can be shown and changed like them. */
function toldQuestions(file: DialogFile): readonly Question[] {
  return [...file.questions, ...factsOf(file)];
}

/** All texts by name, with what the file may leave out filled in. */
export function toMessages(file: DialogFile, texts: DialogTexts, product: Messages): Messages {
  const filled = toldQuestions(file).flatMap((question): [string, string][] => {
    const written = texts.questions[question.id];
    const start = `questions.${question.id}`;
    const hint: [string, string][] =
      written?.hint === undefined
        ? [[`${start}.hint`, product.get(`hint.${question.kind}`) ?? ""]]
        : [];
    const become = optionIds(question)
      .filter((id) => written?.options[id]?.become === undefined)
      .map((id): [string, string] => [
        `${start}.options.${id}.become`,
        `${written?.short ?? ""} → ${written?.options[id]?.label ?? ""}`,
      ]);
    const asks: [string, string][] =
      written?.asks === undefined ? [[`${start}.asks`, written?.title ?? ""]] : [];
    const short = written?.short ?? "";
    const open: [string, string] = [
      `${start}.open`,
      short.charAt(0).toLowerCase() + short.slice(1),
    ];
    return [...hint, ...become, ...asks, open, ...meansOf(question, written)];
  });
  return new Map([...product, ...flatten(texts), ...filled]);
}

/** What an option means where the file does not say: its label. */
function meansOf(
  question: Question,
  written: DialogTexts["questions"][string] | undefined,
): readonly [string, string][] {
  const start = `questions.${question.id}`;
  const options = optionIds(question).map(
    (id) => [`${start}.options.${id}`, written?.options[id]] as const,
  );
  return [...options, [`${start}.unsure`, written?.unsure] as const].flatMap(([name, text]) =>
    text && text.means === undefined ? [[`${name}.means`, text.label]] : [],
  );
}

/** Names every text of a nested group by its path: `questions.use.title`. Lists hold no texts to say. */
export function flatten(group: object, start = ""): readonly [string, string][] {
  return Object.entries(group).flatMap(
    ([key, value]: [string, unknown]): readonly [string, string][] => {
      const name = start === "" ? key : `${start}.${key}`;
      if (typeof value === "string") return [[name, value]];
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? flatten(value, name)
        : [];
    },
  );
}

function questionFaults(question: Question, texts: DialogTexts): readonly TextFault[] {
  const path = ["questions", question.id];
  const written = texts.questions[question.id];
  if (!written)
    return [
      {
        path,
        message: `Could not find the texts of the question "${question.id}": add title, short and why`,
      },
    ];
  const ids = optionIds(question);
  const labels = Object.entries(written.options).map(([id, { label }]) => ({
    path: [...path, "options", id, "label"],
    text: label,
  }));
  if (written.unsure)
    labels.push({ path: [...path, "unsure", "label"], text: written.unsure.label });
  return [
    ...ids
      .filter((id) => !Object.hasOwn(written.options, id))
      .map((id) => ({
        path: [...path, "options"],
        message: `Could not find the text of the option "${id}": add it with a label`,
      })),
    ...unknown([...path, "options"], Object.keys(written.options), ids),
    ...Object.entries(written.options).flatMap(([id, { over }]) =>
      unknown([...path, "options", id, "over"], over, [...ids, UNSURE_OPTION]),
    ),
    ...(question.unsure && !written.unsure
      ? [{ path, message: 'Could not find the text of "unsure": add unsure with a label' }]
      : []),
    ...labels.flatMap(({ path: at, text }) => tooLong(at, text, TEXT_LIMITS.label)),
    ...tooLong([...path, "title"], written.title, TEXT_LIMITS.title),
    ...tooLong([...path, "short"], written.short, TEXT_LIMITS.short),
    ...tooLong([...path, "why"], written.why, TEXT_LIMITS.line),
    ...tooLong([...path, "hint"], written.hint ?? "", TEXT_LIMITS.line),
    ...tooLong([...path, "asks"], written.asks ?? "", TEXT_LIMITS.line),
    ...Object.entries(written.options).flatMap(([id, { means }]) =>
      tooLong([...path, "options", id, "means"], means ?? "", TEXT_LIMITS.line),
    ),
  ];
}

function rowFaults(file: DialogFile, texts: DialogTexts): readonly TextFault[] {
  const wanted: [string, Readonly<Record<string, string>>, { id: string }[]][] = [
    [
      "because",
      texts.because,
      [...file.evidence, ...file.limits, ...file.conditions, ...file.blockers, ...file.floors],
    ],
    ["until", texts.until, [...file.conditions, ...file.blockers]],
    ["alternatives", texts.alternatives, file.alternatives],
    ["steps", texts.steps, [...file.steps, ...file.blockers]],
    ["provider-questions", texts["provider-questions"], file.providerQuestions],
    ["readings", texts.readings, file.readings],
    ["statements", texts.statements, file.statements],
  ];
  return wanted.flatMap(([section, written, rows]) => {
    const ids = rows.map(({ id }) => id);
    const names = Object.keys(written);
    return [
      ...ids
        .filter((id) => !names.includes(id))
        .map((id) => ({
          path: [section],
          message: `Could not find the text "${id}": add it under ${section}`,
        })),
      ...unknown([section], names, ids),
      ...Object.entries(written).flatMap(([name, text]) =>
        tooLong([section, name], text, TEXT_LIMITS.line),
      ),
    ];
  });
}

function formatFaults(texts: DialogTexts): readonly TextFault[] {
  return flatten(texts).flatMap(([name, text]) => {
    const fault = formatFault(text) ?? valueFault(text);
    return fault === undefined ? [] : [{ path: name.split("."), message: fault }];
  });
}

/** Whether a text names a value that it will not be given, in whichever branch. */
function valueFault(text: string): string | undefined {
  try {
    for (const chosen of ["yes", "no"]) {
      const values = VALUE_NAMES.map((name) => [name, name.startsWith("has") ? chosen : ""]);
      new IntlMessageFormat(text).format(Object.fromEntries(values));
    }
    return undefined;
  } catch {
    return `Could not fill the braces of this text: use only {${VALUE_NAMES.join("}, {")}}`;
  }
}

/** What is wrong with the braces of a text; undefined when it can be read. */
export function formatFault(text: string): string | undefined {
  try {
    void new IntlMessageFormat(text);
    return undefined;
  } catch (error) {
    return `Could not read the braces of this text: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function unknown(
  path: readonly string[],
  found: readonly string[],
  known: readonly string[],
): readonly TextFault[] {
  return found
    .filter((id) => !known.includes(id))
    .map((id) => ({
      path: [...path, id],
      message: `Could not find "${id}" in dialog.yaml: use one of ${known.join(", ")}`,
    }));
}

function tooLong(path: readonly string[], text: string, most: number): readonly TextFault[] {
  return text.length <= most
    ? []
    : [
        {
          path,
          message: `Could not use a text of ${text.length} characters here: at most ${most}`,
        },
      ];
}
