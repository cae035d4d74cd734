import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { asksSchema, createAsks } from "./called.ts";
import type { Asks } from "./called.ts";
import { readCases } from "./casebook-file.ts";
import { createCatalogue } from "./catalogue.ts";
import { readChecked } from "./checked-file.ts";
import { dialogTextsSchema, flatten, formatFault, textFaults, toMessages } from "./dialog-texts.ts";
import type { Catalogue } from "./engine/catalogue.ts";
import { createDialog } from "./engine/create-dialog.ts";
import { dialogSchema } from "./engine/dialog.ts";
import type { Dialog } from "./engine/dialog.ts";
import { referenceFaults } from "./engine/references.ts";
import { retellingSchema } from "./engine/hearing/retelling.ts";
import { understandingSchema } from "./engine/hearing/understanding.ts";
import { createWords } from "./engine/hearing/words.ts";
import { readLearnt } from "./examples.ts";
import { readTextFile } from "./text-file.ts";
import { createSpeaker } from "./texts.ts";
import type { Speaker } from "./texts.ts";
import { keepWeights, readWeightsFile } from "./weights-file.ts";
import { faultAt } from "./yaml-file.ts";
import type { FileFault } from "./yaml-file.ts";

/** The dialog that is shipped. */
export const DIALOG_FOLDER = "dialogs/ai-certification";
/** The catalogue that is shipped. */
export const CATALOGUE_FILE = "dialogs/catalogue.yaml";
/** The language everybody gets who has not asked for another. */
export const DEFAULT_LOCALE = "en";

/** A dialog in one language: how it asks, how it speaks, and what people call it with. */
export interface InLanguage {
  readonly dialog: Dialog;
  readonly speaker: Speaker;
  readonly asks: Asks;
}
/** A dialog in every language it is written in, ready to run. */
export interface LoadedDialog {
  readonly type: "loaded";
  /** The dialog in a person's language, or in the default one: "en-GB" finds "en". */
  in(locale: string): InLanguage;
  readonly locales: readonly string[];
  /** Learns each language whose weights are not kept yet, and keeps them; says the names of the files. */
  learn(): readonly string[];
}
/** A dialog, or every fault of its files. */
export type Loading =
  | LoadedDialog
  | { readonly type: "faults"; readonly faults: readonly FileFault[] };

const languageSchema = z.strictObject({
  understanding: understandingSchema,
  retelling: retellingSchema.optional(),
  asks: asksSchema,
  texts: z.record(z.string(), z.unknown()),
});

/**
 * Reads a dialog folder, the product's texts beside it, and the catalogue: every fault of every file at once.
 *
 * @param folder - Holds `dialog.yaml` and one text file a language; the product's own texts and `catalogue.yaml` stand
 *   one folder up.
 * @param companyCatalogue - A company's own catalogue file that adds or replaces entries.
 */
export function loadDialog(folder: string, companyCatalogue?: string): Loading {
  const faults: FileFault[] = [];
  const beside = join(folder, "..");
  const main = readChecked(join(folder, "dialog.yaml"), dialogSchema, faults);
  const read = readCatalogueTexts([
    join(beside, "catalogue.yaml"),
    ...(companyCatalogue === undefined ? [] : [companyCatalogue]),
  ]);
  faults.push(...read.faults);
  const untranslated = makeCatalogue(read.texts, undefined, faults);
  if (main)
    faults.push(
      ...referenceFaults(main.value).map(({ path, message }) => faultAt(main.yaml, path, message)),
    );
  const casesIn = readCases(folder, faults);
  const languages = new Map<string, InLanguage>();
  const unlearnt: (() => string)[] = [];
  let first: Readonly<Record<string, unknown>> | undefined;
  for (const locale of localesIn(folder)) {
    const texts = readChecked(join(folder, `${locale}.yaml`), dialogTextsSchema, faults);
    const product = readProduct(beside, locale, faults);
    if (product && first) faults.push(...missingTexts(product, first));
    if (locale === DEFAULT_LOCALE) first = product?.value.texts;
    const spoken = casesIn(locale);
    if (!main || !texts) continue;
    faults.push(
      ...textFaults(main.value, texts.value).map(({ path, message }) =>
        faultAt(texts.yaml, path, message),
      ),
    );
    const own = join(beside, `catalogue.${locale}.yaml`);
    const catalogue =
      untranslated && existsSync(own) ? makeCatalogue(read.texts, own, faults) : untranslated;
    if (!product || !catalogue || !spoken || faults.length > 0) continue;
    const learnt = readLearnt(folder, beside, locale, main.value, faults);
    if (faults.length > 0) continue;
    const { understanding, retelling } = product.value;
    const taught = { folder, beside, locale, understanding };
    const words = createWords(locale, understanding, main.value, texts.value.questions, {
      ...learnt,
      weights: readWeightsFile(taught),
      retelling,
    });
    const messages = toMessages(
      main.value,
      texts.value,
      new Map([...flatten(product.value.texts), ...spoken.messages]),
    );
    const speaker = createSpeaker(locale, messages);
    languages.set(locale, {
      dialog: createDialog(main.value, main.hash, words, catalogue, spoken.casebook, (text) =>
        speaker.say(text),
      ),
      speaker,
      asks: createAsks(product.value.asks),
    });
    if (!words.weights) unlearnt.push(() => keepWeights(words, taught));
  }
  const fallback = languages.get(DEFAULT_LOCALE) ?? [...languages.values()][0];
  if (faults.length > 0 || !fallback) return { type: "faults", faults };
  return {
    type: "loaded",
    in: (locale) => languages.get(locale) ?? languages.get(languageOf(locale)) ?? fallback,
    locales: [...languages.keys()],
    learn: () => unlearnt.map((keep) => keep()),
  };
}

/** "en" of "en-US". */
function languageOf(locale: string): string {
  const end = locale.indexOf("-");
  return end < 0 ? locale : locale.slice(0, end);
}

/** Like `loadDialog`, for those who cannot go on without it. @throws {SyntaxError} listing all faults. */
export function requireDialog(folder: string, companyCatalogue?: string): LoadedDialog {
  const loading = loadDialog(folder, companyCatalogue);
  if (loading.type === "faults") throw new SyntaxError(listFaults(loading.faults));
  return loading;
}

/** Faults as lines a person can go through: file, line, place, and what would be right. */
export function listFaults(faults: readonly FileFault[]): string {
  return faults
    .map(
      ({ file, line, path, message }) =>
        `${file}:${line}${path === "" ? "" : ` ${path}`}\n  ${message}`,
    )
    .join("\n");
}

/** The product's own texts in one language, with every text whose braces cannot be read. */
function readProduct(folder: string, locale: string, faults: FileFault[]) {
  const product = readChecked(join(folder, `${locale}.yaml`), languageSchema, faults);
  if (!product) return undefined;
  const broken = flatten(product.value.texts).flatMap(([name, text]) => {
    const fault = formatFault(text);
    return fault === undefined ? [] : [faultAt(product.yaml, ["texts", ...name.split(".")], fault)];
  });
  faults.push(...broken);
  return product;
}

/** Every text of the first language that another one lacks. */
function missingTexts(
  { value, yaml }: NonNullable<ReturnType<typeof readProduct>>,
  first: Readonly<Record<string, unknown>>,
): readonly FileFault[] {
  const names = new Set(flatten(value.texts).map(([name]) => name));
  return flatten(first)
    .filter(([name]) => !names.has(name))
    .map(([name, text]) =>
      faultAt(
        yaml,
        ["texts", ...name.split(".").slice(0, -1)],
        `Could not find the text "${name}": translate "${text}"`,
      ),
    );
}

/** The catalogue of some files, with its texts in another language where a file has them. */
function makeCatalogue(
  files: Parameters<typeof createCatalogue>[0],
  textsFile: string | undefined,
  faults: FileFault[],
): Catalogue | undefined {
  const read = textsFile === undefined ? undefined : readCatalogueTexts([textsFile]);
  faults.push(...(read?.faults ?? []));
  const made = createCatalogue(files, read?.texts[0]);
  if ("catalogue" in made) return made.catalogue;
  faults.push(...made.faults);
  return undefined;
}

/** Reads catalogue files as they are, with a fault for each that is missing or no text. */
export function readCatalogueTexts(files: readonly string[]): {
  readonly texts: readonly { readonly file: string; readonly text: string }[];
  readonly faults: readonly FileFault[];
} {
  const texts: { file: string; text: string }[] = [];
  const faults: FileFault[] = [];
  const add = (file: string, message: string) => faults.push({ file, line: 1, path: "", message });
  for (const file of files) {
    const read = existsSync(file) ? readTextFile(file) : undefined;
    if (!read) add(file, "Could not find this catalogue file: check CATALOGUE_FILE");
    else if ("text" in read) texts.push({ file, text: read.text });
    else add(file, read.message);
  }
  return { texts, faults };
}

/** The languages of a dialog; the default one is first, as the others are compared with it. */
function localesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [DEFAULT_LOCALE];
  const found = readdirSync(folder).flatMap(
    (file) => /^(?<locale>[a-z]{2}(?:-[A-Z]{2})?)\.yaml$/u.exec(file)?.groups?.["locale"] ?? [],
  );
  const others = found.filter((locale) => locale !== DEFAULT_LOCALE).toSorted();
  return found.length === others.length && found.length > 0 ? others : [DEFAULT_LOCALE, ...others];
}
