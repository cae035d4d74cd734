import type { CaseTexts, CasesFile } from "./casebook-schema.ts";
import { formatFault } from "./dialog-texts.ts";
import type { TextFault } from "./dialog-texts.ts";
import { PARTS } from "./engine/advice/casebook.ts";
import type { Part } from "./engine/advice/casebook.ts";

/** Longest text of a case, in words: what can be read aloud in one breath or two. */
const WORDS_MAX = 28;

/** One text of a language, and what it is called. */
export interface NamedText {
  /** `cases.<id>.<part>`, `verdicts.<id>`, `roles.<id>.<what>` and so on. */
  readonly name: string;
  /** Which wording it is, from 1, where a name has several. */
  readonly wording?: number;
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** All texts of a language by name, the words that are forbidden left out. */
export function eachText(texts: CaseTexts): readonly NamedText[] {
  return textsIn(texts, []).filter(({ path: [section] }) => section !== "forbidden");
}

function textsIn(group: object, path: readonly string[]): readonly NamedText[] {
  return Object.entries(group).flatMap(([key, value]: [string, unknown]): readonly NamedText[] => {
    const here = [...path, key];
    const name = here.join(".");
    if (typeof value === "string") return [{ name, path: here, text: value }];
    if (Array.isArray(value))
      return value.map((text: unknown, at) => ({
        name,
        wording: at + 1,
        path: [...here, at],
        text: String(text),
      }));
    return typeof value === "object" && value !== null ? textsIn(value, here) : [];
  });
}

/** The names in braces of a text that can be read, each once. */
export function slotsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/\{(?<slot>\w+)/gu)].map(({ groups }) => groups?.["slot"] ?? "");
  return [...new Set(found)];
}

/** A text that is missing, stands for nothing, cannot be said or may not be said, and where. */
interface CaseTextFault extends Omit<TextFault, "path"> {
  readonly path: readonly (string | number)[];
}

/**
 * Compares the texts of a language with the cases.
 *
 * @param first - The texts of the language that others are compared with; undefined for that one itself.
 */
export function caseTextFaults(
  file: CasesFile,
  texts: CaseTexts,
  first: CaseTexts | undefined,
): readonly CaseTextFault[] {
  const slots = Object.keys(file.slots);
  const withFallback = slots.filter((id) => file.slots[id]?.fallback);
  const toldAgain = slots.filter((id) => file.slots[id]?.again);
  const unsayable = wordStarts(texts.forbidden);
  const caseIds = file.cases.map(({ id }) => id);
  const verdictIds = file.verdicts.map(({ id }) => id);
  return [
    ...sameNames(Object.keys(texts.verdicts), verdictIds, ["verdicts"]),
    ...sameNames(Object.keys(texts.slots), withFallback, ["slots"]),
    ...sameNames(Object.keys(texts.again), toldAgain, ["again"]),
    ...sameNames(Object.keys(texts.roles), Object.keys(file.roles), ["roles"]),
    ...sameNames(Object.keys(texts.cases), caseIds, ["cases"]),
    ...file.cases.flatMap((row) => partFaults(row, texts, first)),
    ...eachText(texts).flatMap((text) => sayingFaults(text, slots, unsayable)),
  ];
}

function sameNames(
  found: readonly string[],
  wanted: readonly string[],
  path: readonly string[],
): readonly CaseTextFault[] {
  return [
    ...wanted
      .filter((id) => !found.includes(id))
      .map((id) => ({ path, message: `Could not find the texts of "${id}": add them` })),
    ...found
      .filter((id) => !wanted.includes(id))
      .map((id) => ({
        path: [...path, id],
        message: `Could not find "${id}" in cases.yaml: add it there, or take it out here`,
      })),
  ];
}

/** What a case says must fit what `cases.yaml` says of it, and be the same in all languages. */
function partFaults(
  { id, side, minutes }: CasesFile["cases"][number],
  texts: CaseTexts,
  first: CaseTexts | undefined,
): readonly CaseTextFault[] {
  const written = texts.cases[id];
  if (!written) return [];
  const has = (part: (typeof PARTS)[number]) => written[part] !== undefined;
  const path = ["cases", id];
  const faults: CaseTextFault[] = [];
  const want = (isWanted: boolean, part: (typeof PARTS)[number], why: string) => {
    if (isWanted && !has(part))
      faults.push({ path, message: `Could not find the text "${part}": add it, as ${why}` });
    if (!isWanted && has(part))
      faults.push({ path: [...path, part], message: `Could not use this text: not so ${why}` });
  };
  want(side !== undefined, "reason", "the case has a side in cases.yaml");
  want(minutes !== undefined, "step", "the case has minutes in cases.yaml");
  const compared = first?.cases[id];
  if (compared)
    for (const part of PARTS)
      if (part !== "reason" && part !== "step")
        want(compared[part] !== undefined, part, `the first language says "${compared[part]}"`);
  if (!PARTS.some(has))
    faults.push({ path, message: "Could not find a text here: a case says something" });
  return faults;
}

const PLAIN = /^(?:[^{}'<]|'(?!['{}<>])|\{\w+\})*$/u;
/** Parts that are put into a sentence; the others are sentences themselves. */
const CLAUSES: ReadonlySet<string> = new Set<Part>(["condition", "change", "way"]);

function sayingFaults(
  { name, path, text }: NamedText,
  slots: readonly string[],
  unsayable: RegExp,
): readonly CaseTextFault[] {
  // Most texts name slots at most, and reading one as a format takes ten times as long as looking at it.
  const broken = PLAIN.test(text) ? undefined : formatFault(text);
  if (broken !== undefined) return [{ path, message: broken }];
  const messages = slotsIn(text)
    .filter((slot) => !slots.includes(slot))
    .map((slot) => `Could not find the slot "${slot}": use one of ${slots.join(", ")}`);
  const words = text.split(/\s+/u).length;
  if (words > WORDS_MAX)
    messages.push(`Could not use a text of ${words} words here: at most ${WORDS_MAX}`);
  for (const word of new Set(text.match(unsayable)))
    messages.push(`Could not use "${word}": say it plainly`);
  if (path[0] === "cases") messages.push(...endFaults(name, text));
  return messages.map((message) => ({ path, message }));
}

/** Whether a text is put into a sentence, by its name. */
export function isClause(name: string): boolean {
  return CLAUSES.has(name.slice(name.lastIndexOf(".") + 1));
}

/** A clause has no full stop, a sentence has. */
function endFaults(name: string, text: string): readonly string[] {
  const isEnded = /[.?!]”?$/u.test(text);
  if (isClause(name) && isEnded)
    return ["Could not use a full stop here: this is put into a sentence"];
  if (!isClause(name) && !isEnded) return ["Could not find the full stop of this sentence: add it"];
  return [];
}

/** Finds each of these words or phrases where a word begins; none matches nothing. */
function wordStarts(words: readonly string[]): RegExp {
  const any = words.length === 0 ? "(?!)" : words.map((word) => RegExp.escape(word)).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})`, "giu");
}
