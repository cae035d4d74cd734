import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { factsOf, optionIds } from "./engine/dialog.ts";
import type { DialogFile } from "./engine/dialog.ts";
import { COMMANDS } from "./engine/hearing/commands.ts";
import { NO_EXAMPLES } from "./engine/hearing/examples.ts";
import type { LanguageExamples } from "./engine/hearing/examples.ts";
import { ANSWER } from "./engine/hearing/models.ts";
import { OTHER_KINDS, QUESTIONS_BACK } from "./engine/hearing/utterance.ts";
import { NO_VECTORS, readVectors } from "./engine/hearing/vectors.ts";
import type { WordVectors } from "./engine/hearing/vectors.ts";
import { UNSURE_OPTION } from "./engine/hearing/words.ts";
import { readTextFile } from "./text-file.ts";
import type { FileFault } from "./yaml-file.ts";

/** One heading of an examples file and the sentences below it. */
interface Section {
  readonly heading: string;
  /** Line of the heading, from 1. */
  readonly line: number;
  readonly sentences: readonly string[];
}

const NONE_HEADING = "none";

/**
 * Reads from what one language is learnt: `<locale>.examples.md` of the dialog and of the product, and
 * `<locale>.vectors.bin`. Each may be missing; then words are read by rules alone.
 *
 * @param faults - Gets what is wrong with these files.
 */
export function readLearnt(
  folder: string,
  beside: string,
  locale: string,
  dialog: DialogFile,
  faults: FileFault[],
): { readonly examples: LanguageExamples; readonly vectors: WordVectors } {
  const own = readSections(join(folder, `${locale}.examples.md`), faults);
  const shared = readSections(join(beside, `${locale}.examples.md`), faults);
  const vectors = readVectorsOf(join(beside, `${locale}.vectors.bin`), faults);
  faults.push(...unknownHeadings(own, headingsOf(dialog)), ...unknownHeadings(shared, KINDS));
  if (own.sections.length === 0 && shared.sections.length === 0)
    return { examples: NO_EXAMPLES, vectors };
  const foreign = own.sections.filter(({ heading }) => heading.endsWith(FOREIGN_ENDING));
  const local = own.sections.filter(({ heading }) => !heading.endsWith(FOREIGN_ENDING));
  const none = own.sections.filter(({ heading }) => heading === NONE_HEADING);
  return {
    examples: {
      answers: byQuestion(local),
      foreign: byQuestion(foreign),
      none: none.flatMap(({ sentences }) => [...sentences]),
      utterances: new Map(shared.sections.map(({ heading, sentences }) => [heading, sentences])),
    },
    vectors,
  };
}

/** Behind a heading: answers that people give in a language other than the one the bot speaks. */
const FOREIGN_ENDING = " (other languages)";

function byQuestion(sections: readonly Section[]): LanguageExamples["answers"] {
  const answers = new Map<string, Map<string, readonly string[]>>();
  for (const { heading, sentences } of sections) {
    const [question = "", option] = heading.replace(FOREIGN_ENDING, "").split(": ");
    if (option !== undefined)
      answers.set(question, (answers.get(question) ?? new Map()).set(option, sentences));
  }
  return answers;
}

interface SectionsFile {
  readonly file: string;
  readonly sections: readonly Section[];
}

const KINDS: ReadonlySet<string> = new Set([
  ...COMMANDS,
  ...QUESTIONS_BACK,
  ...OTHER_KINDS,
  ANSWER,
]);

function headingsOf(file: DialogFile): ReadonlySet<string> {
  return new Set([
    NONE_HEADING,
    ...[...file.questions, ...factsOf(file)].flatMap((question) =>
      [...optionIds(question), UNSURE_OPTION].map((option) => `${question.id}: ${option}`),
    ),
  ]);
}

function unknownHeadings(
  { file, sections }: SectionsFile,
  known: ReadonlySet<string>,
): readonly FileFault[] {
  return sections
    .filter(({ heading }) => !known.has(heading.replace(FOREIGN_ENDING, "")))
    .map(({ heading, line }) => ({
      file,
      line,
      path: heading,
      message: `Could not place these examples: name a question and one of its options, such as "${[...known][1] ?? ""}"`,
    }));
}

function readSections(file: string, faults: FileFault[]): SectionsFile {
  if (!existsSync(file)) return { file, sections: [] };
  const read = readTextFile(file);
  if ("text" in read) return { file, sections: toSections(read.text) };
  faults.push({ file, line: 1, path: "", message: read.message });
  return { file, sections: [] };
}

/** `## heading`, then one sentence a line. A line that would begin with "#" begins with "\#". */
function toSections(text: string): readonly Section[] {
  const sections: { heading: string; line: number; sentences: string[] }[] = [];
  for (const [at, raw] of text.split(/\r?\n/u).entries()) {
    const line = raw.trim();
    if (line.startsWith("## "))
      sections.push({ heading: line.slice(3).trim(), line: at + 1, sentences: [] });
    else if (line !== "" && !line.startsWith("#"))
      sections.at(-1)?.sentences.push(line.replace(/^\\#/u, "#"));
  }
  return sections;
}

function readVectorsOf(file: string, faults: FileFault[]): WordVectors {
  if (!existsSync(file)) return NO_VECTORS;
  try {
    return readVectors(readFileSync(file));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    faults.push({ file, line: 1, path: "", message });
    return NO_VECTORS;
  }
}
