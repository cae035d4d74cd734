import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { examineCatalogue, renderCatalogue } from "./check-catalogue.ts";
import { DEFAULT_LOCALE, DIALOG_FOLDER, listFaults, loadDialog } from "./dialogs.ts";
import { examineHearing } from "./engine/check/hearing.ts";
import { drawDialog } from "./engine/check/mermaid.ts";
import { renderReport } from "./engine/check/report.ts";
import { checkDialog } from "./engine/check.ts";

const USAGE = `Usage: npm run -s dialogs:check [folder] [-- --json] [--hearing | --mermaid]

Proves a dialog over its whole answer space and lists what is wrong with it, each finding with answers that show it.
Counts the examples that each option is learnt from. Checks the catalogue beside it, and CATALOGUE_FILE, as catalogue:check does.
  folder      holds dialog.yaml and its texts; ${DIALOG_FOLDER} when left out
  --json      everything as JSON
  --hearing   also which options the examples cannot tell apart; takes about half a minute
  --mermaid   a flowchart of the dialog instead of the check
`;

/** What the command prints, and the code it exits with: 0 clean, 1 with findings or faults, 2 when called wrongly. */
export interface CheckOutput {
  readonly text: string;
  readonly code: 0 | 1 | 2;
}

/**
 * Runs `dialogs:check` with the words that follow it on the command line.
 *
 * @param companyFile - A company's own catalogue file, which is checked with ours.
 * @param now - In ms since epoch: facts of the catalogue age.
 */
export function checkFolder(
  args: readonly string[],
  companyFile: string | undefined,
  now: number,
): CheckOutput {
  const asked = readArguments(args);
  if (!asked) return { text: USAGE, code: 2 };
  const { folder, as, isThorough } = asked;
  if (!existsSync(join(folder, "dialog.yaml"))) {
    return { text: `Could not find a dialog: "${folder}" has no dialog.yaml\n`, code: 2 };
  }
  const loading = loadDialog(folder, companyFile);
  if (loading.type === "faults") {
    const { faults } = loading;
    return { text: as === "json" ? toJson({ faults }) : `${listFaults(faults)}\n`, code: 1 };
  }
  const { dialog } = loading.in(DEFAULT_LOCALE);
  if (as === "mermaid") return { text: drawDialog(dialog), code: 0 };
  const { findings: proven, facts } = checkDialog(dialog);
  const languages = loading.locales.map((locale) =>
    examineHearing(loading.in(locale).dialog, isThorough),
  );
  const findings = [...proven, ...languages.flatMap((language) => language.findings)];
  const heard = languages.map((language) => language.facts);
  const files = [join(folder, "..", "catalogue.yaml"), ...(companyFile ? [companyFile] : [])];
  const catalogue = examineCatalogue(files, now);
  const text =
    as === "json"
      ? toJson({
          findings,
          faults: catalogue.faults,
          facts: { ...facts, hearing: heard, catalogue: catalogue.facts },
        })
      : `${renderReport(dialog, facts, findings, heard)}\nThe catalogue\n${renderCatalogue(catalogue.faults, catalogue.facts)}`;
  return { text, code: findings.length + catalogue.faults.length === 0 ? 0 : 1 };
}

function readArguments(args: readonly string[]):
  | {
      readonly folder: string;
      readonly as: "text" | "json" | "mermaid";
      readonly isThorough: boolean;
    }
  | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean" },
        hearing: { type: "boolean" },
        mermaid: { type: "boolean" },
      },
      allowPositionals: true,
    });
    if (positionals.length > 1 || (values.mermaid && (values.json || values.hearing)))
      return undefined;
    return {
      folder: positionals[0] ?? DIALOG_FOLDER,
      as: values.json ? "json" : values.mermaid ? "mermaid" : "text",
      isThorough: values.hearing ?? false,
    };
  } catch {
    // Only an option that does not exist brings us here: the usage says which do.
    return undefined;
  }
}

/** JSON knows no whole numbers beyond 2^53: counts are written as text. */
function toJson(result: object): string {
  return `${JSON.stringify(result, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value), 2)}\n`;
}
