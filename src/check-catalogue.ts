import { parseArgs } from "node:util";
import { createCatalogue } from "./catalogue.ts";
import { lintCatalogue } from "./catalogue-lint.ts";
import type { CatalogueFacts } from "./catalogue-lint.ts";
import type { CheckOutput } from "./check-dialogs.ts";
import { CATALOGUE_FILE, listFaults, readCatalogueTexts } from "./dialogs.ts";
import type { FileFault } from "./yaml-file.ts";

const USAGE = `Usage: npm run -s catalogue:check [file] [-- --json]

Checks what the catalogue knows, and a company's own file with it: every fault with its line, how old the facts are, and which
entries lack a price. Exits with 1 where there are faults.
  file      a company's own file; CATALOGUE_FILE when left out, if that is set
  --json    everything as JSON, with the line of every fact that is not fresh
`;

/**
 * Runs `catalogue:check` with the words that follow it on the command line.
 *
 * @param companyFile - The file of CATALOGUE_FILE, for when none is named.
 * @param now - In ms since epoch: facts age, and a date after it is a fault.
 */
export function checkCatalogue(
  args: readonly string[],
  companyFile: string | undefined,
  now: number,
): CheckOutput {
  const asked = readArguments(args);
  if (!asked) return { text: USAGE, code: 2 };
  const { file = companyFile, isJson } = asked;
  const { faults, facts } = examineCatalogue(
    [CATALOGUE_FILE, ...(file === undefined ? [] : [file])],
    now,
  );
  const text = isJson
    ? `${JSON.stringify({ faults, facts }, undefined, 2)}\n`
    : renderCatalogue(faults, facts);
  return { text, code: faults.length === 0 ? 0 : 1 };
}

/** Every fault of some catalogue files, and what they know. Without facts where they cannot be read. */
export function examineCatalogue(
  files: readonly string[],
  now: number,
): { readonly faults: readonly FileFault[]; readonly facts?: CatalogueFacts } {
  const read = readCatalogueTexts(files);
  const made = createCatalogue(read.texts);
  if ("faults" in made) return { faults: [...read.faults, ...made.faults] };
  const { faults, facts } = lintCatalogue(read.texts, made.catalogue, now);
  return { faults: [...read.faults, ...faults], facts };
}

/** The faults and the facts as a person reads them. */
export function renderCatalogue(
  faults: readonly FileFault[],
  facts: CatalogueFacts | undefined,
): string {
  const found = faults.length === 0 ? "No faults" : listFaults(faults);
  if (!facts) return `${found}\n`;
  const { entries, retired, approved, routes, ages, withoutPrice, oldest } = facts;
  return [
    `${entries} certifications, ${retired} retired names, ${routes} free ways${approved > 0 ? `, ${approved} approved` : ""}`,
    `${ages.fresh} facts are fresh, ${ages.old} old, ${ages["very-old"]} older than a year, ${ages.undated} without a date`,
    `${withoutPrice.length} without a price: ${withoutPrice.join(", ")}`,
    ...(oldest.length > 0 ? ["Check these first:"] : []),
    ...oldest
      .slice(0, OLDEST_SHOWN)
      .map(
        ({ file, line, entry, fact, checked }) => `  ${file}:${line} ${entry} ${fact}, ${checked}`,
      ),
    found,
    "",
  ].join("\n");
}

const OLDEST_SHOWN = 10;

function readArguments(
  args: readonly string[],
): { readonly file?: string; readonly isJson: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (more.length > 0) return undefined;
    return { ...(file === undefined ? {} : { file }), isJson: values.json ?? false };
  } catch {
    // Only an option that does not exist brings us here: the usage says which do.
    return undefined;
  }
}
