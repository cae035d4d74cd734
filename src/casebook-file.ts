import { existsSync } from "node:fs";
import { join } from "node:path";
import { caseFaults } from "./casebook-faults.ts";
import { caseTextsSchema, casesSchema } from "./casebook-schema.ts";
import type { CaseTexts, CasesFile, WrittenWhen } from "./casebook-schema.ts";
import { caseTextFaults, eachText, isClause, slotsIn } from "./casebook-texts.ts";
import type { NamedText } from "./casebook-texts.ts";
import { readChecked } from "./checked-file.ts";
import { COMMENT, NO_CASES, PARTS } from "./engine/advice/casebook.ts";
import type { Case, Casebook, Never, Part, When } from "./engine/advice/casebook.ts";
import type { Messages } from "./texts.ts";
import { faultAt } from "./yaml-file.ts";
import type { FileFault } from "./yaml-file.ts";

/** The cases in one language, and what they say by name. */
interface SpokenCases {
  readonly casebook: Casebook;
  readonly messages: Messages;
}

const SILENT: SpokenCases = { casebook: NO_CASES, messages: new Map() };

/**
 * Reads `cases.yaml` of a dialog, and gives what reads `<locale>.cases.yaml` beside it: the language that is read first is
 * the one that others are compared with. A dialog without `cases.yaml` has no cases.
 *
 * @param faults - Gets what is wrong with these files; a language with faults is undefined.
 */
export function readCases(
  folder: string,
  faults: FileFault[],
): (locale: string) => SpokenCases | undefined {
  const path = join(folder, "cases.yaml");
  if (!existsSync(path)) return () => SILENT;
  const file = readChecked(path, casesSchema, faults);
  if (!file) return () => undefined;
  const own = caseFaults(file.value);
  faults.push(...own.map((fault) => faultAt(file.yaml, fault.path, fault.message)));
  let first: CaseTexts | undefined;
  return (locale) => {
    const texts = readChecked(join(folder, `${locale}.cases.yaml`), caseTextsSchema, faults);
    if (!texts) return undefined;
    const wrong = caseTextFaults(file.value, texts.value, first);
    faults.push(...wrong.map((fault) => faultAt(texts.yaml, fault.path, fault.message)));
    first ??= texts.value;
    return own.length + wrong.length > 0 ? undefined : toSpoken(file.value, texts.value);
  };
}

function toSpoken(file: CasesFile, texts: CaseTexts): SpokenCases {
  const all = eachText(texts);
  const wordings = Map.groupBy(
    all.filter(({ wording }) => wording !== undefined),
    ({ name }) => name,
  );
  return {
    casebook: toCasebook(
      file,
      texts,
      new Map([...wordings].map(([name, some]) => [name, some.map(({ text }) => slotsIn(text))])),
    ),
    messages: new Map([...all, ...commentsOf(texts)].flatMap(messagesOf)),
  };
}

/** Reasons as they are said behind the person's own words, which say what the first sentence says. */
function commentsOf({ cases }: CaseTexts): readonly NamedText[] {
  return Object.entries(cases).flatMap(([id, { reason }]) => {
    const text = commentIn(reason);
    const path = ["cases", id, COMMENT];
    return text === undefined ? [] : [{ name: path.join("."), path, text }];
  });
}

function commentIn(reason: string | undefined): string | undefined {
  return /^[^.!?]+[.!?] (?<rest>.+)$/su.exec(reason ?? "")?.groups?.["rest"];
}

/** A slot with which a sentence begins is said with a capital: its name has one then. */
function messagesOf({ name, wording, text, path }: NamedText): readonly [string, string][] {
  const full = wording === undefined ? name : `${name}.${wording}`;
  if (path[0] !== "slots" && path[0] !== "again")
    return [[full, isClause(name) ? text : begun(text)]];
  const [section, slot = ""] = path;
  const capital = `${section}.${upperFirst(String(slot))}`;
  return [
    [full, text],
    [capital, upperFirst(begun(text))],
  ];
}

function begun(said: string): string {
  return said.replaceAll(
    /(?<=^|[.!?] )\{(?<slot>\w)/gu,
    (_, slot: string) => `{${slot.toUpperCase()}`,
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function toCasebook(file: CasesFile, texts: CaseTexts, wordings: Casebook["wordings"]): Casebook {
  const { composing } = file;
  const named = (list: readonly string[]) => casesNamed(file, list);
  return {
    cases: file.cases.map((row) => toCase(row, file, texts)),
    keys: new Map(Object.entries(file.keys)),
    several: new Set(file.several),
    always: new Set(file.always),
    weights: new Map(Object.entries(file.weights)),
    excluded: file.excluded.map(toWhen),
    slots: new Map(
      Object.entries(file.slots).map(([id, { fallback, again, lackedBy }]) => [
        id,
        { fallback, again, ...(lackedBy && { lackedBy: toWhen(lackedBy) }) },
      ]),
    ),
    verdicts: file.verdicts.map(({ id, when }) => ({ id, when: toWhen(when) })),
    roles: new Map(Object.entries(file.roles)),
    deciding: placesOf(file),
    oneTopic: composing.oneTopic.map(named),
    about: new Map(Object.entries(composing.about)),
    worded: new Map(Object.entries(composing.worded).map(([rule, line]) => [rule, named(line)])),
    objections: named(composing.objections),
    told: composing.told ?? [],
    turns: new Map(Object.entries(composing.turns).map(([answer, line]) => [answer, named(line)])),
    fixed: new Set(composing.fixed),
    ofEmployer: new Set(composing.ofEmployer),
    never: composing.never.map(({ cases, parts, when, beside }): Never => ({
      cases: named(cases),
      ...(parts && { parts: new Set(parts) }),
      ...(when && { when: toWhen(when) }),
      ...(beside && { beside: named(beside) }),
    })),
    words: composing.words,
    wordings,
  };
}

function toCase(row: CasesFile["cases"][number], file: CasesFile, texts: CaseTexts): Case {
  const topic = topicOf(row.id);
  const written = texts.cases[row.id] ?? {};
  const comment = commentIn(written.reason);
  const parts = PARTS.flatMap((part): [Part, readonly string[]][] => {
    const text = written[part];
    return text === undefined ? [] : [[part, slotsIn(text)]];
  });
  if (comment !== undefined) parts.push([COMMENT, slotsIn(comment)]);
  return {
    id: row.id,
    topic,
    when: toWhen(row.when),
    ...(row.side && { side: row.side }),
    ...(row.minutes !== undefined && { minutes: row.minutes }),
    ...(row.done !== undefined && { done: row.done }),
    source: [...(file.sources[topic] ?? []), ...(row.source ?? [])],
    parts: new Map(parts),
  };
}

function toWhen(written: WrittenWhen): When {
  return Object.entries(written);
}

function topicOf(id: string): string {
  return id.slice(0, id.indexOf("."));
}

/** The cases that a list of ids and topics names. */
function casesNamed(file: CasesFile, list: readonly string[]): ReadonlySet<string> {
  return new Set(
    file.cases.map(({ id }) => id).filter((id) => list.includes(id) || list.includes(topicOf(id))),
  );
}

/** The line of `deciding` on which each case stands: by its id, else by its topic. */
function placesOf({ cases, composing: { deciding } }: CasesFile): ReadonlyMap<string, number> {
  return new Map(
    cases.flatMap(({ id }): [string, number][] => {
      const own = deciding.findIndex((line) => line.includes(id));
      const place = own < 0 ? deciding.findIndex((line) => line.includes(topicOf(id))) : own;
      return place < 0 ? [] : [[id, place]];
    }),
  );
}
