import { catalogueFile } from "./catalogue-schema.ts";
import type { CertificationLines } from "./catalogue-schema.ts";
import { SHOWN_FACTS } from "./engine/catalogue.ts";
import type { Catalogue, FactAge, ShownFact } from "./engine/catalogue.ts";
import { waysFor } from "./engine/ways.ts";
import { faultAt, readYaml } from "./yaml-file.ts";
import type { FileFault, Path, YamlFile } from "./yaml-file.ts";

/** What some catalogue files know. */
export interface CatalogueFacts {
  readonly entries: number;
  readonly retired: number;
  readonly approved: number;
  readonly routes: number;
  /** How many facts are of each age. */
  readonly ages: Readonly<Record<FactAge, number>>;
  /** Ids of the entries of which nobody knows the price. */
  readonly withoutPrice: readonly string[];
  /** Every fact that is not fresh, the oldest first; those without a date come after them. */
  readonly oldest: readonly {
    readonly file: string;
    readonly line: number;
    readonly entry: string;
    readonly fact: ShownFact;
    readonly checked: string;
  }[];
}

type Content = ReturnType<typeof catalogueFile.parse>;
interface Page {
  readonly yaml: YamlFile;
  readonly content: Content;
}

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/**
 * Finds what a catalogue can be read with and should not have: names that lead to two entries, successors that are gone
 * themselves, entries without a source or a free way, dates to come, and currencies there are not.
 *
 * @param files - Names and texts that `createCatalogue` has read without a fault.
 * @param catalogue - What it made of them.
 * @param now - In ms since epoch.
 */
export function lintCatalogue(
  files: readonly { readonly file: string; readonly text: string }[],
  catalogue: Catalogue,
  now: number,
): { readonly faults: readonly FileFault[]; readonly facts: CatalogueFacts } {
  const pages = files.map(({ file, text }): Page => {
    const yaml = readYaml(text, file);
    return { yaml, content: catalogueFile.parse(yaml.value) };
  });
  const faults = [
    ...pages.flatMap((page) => [
      ...futureDates(page, now),
      ...strangeCurrencies(page),
      ...namesOfTwo(page, catalogue),
      ...deadSuccessors(page, catalogue, now),
    ]),
    ...bareEntries(pages, catalogue, now),
  ];
  const order = files.map(({ file }) => file);
  return {
    faults: faults.toSorted(
      (a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line,
    ),
    facts: factsOf(pages, catalogue, now),
  };
}

/** Days that have not come yet, wherever they stand. */
function futureDates({ yaml }: Page, now: number): readonly FileFault[] {
  const today = new Date(now).toISOString().slice(0, "2026-11-30".length);
  return walk(yaml.value, []).flatMap(([path, value]) => {
    const isDate = ["asOf", "checkedOn", "compiledOn"].includes(String(path.at(-1)));
    const day = String(value);
    return isDate && day > today.slice(0, day.length)
      ? [faultAt(yaml, path, `Must not be in the future: it is ${day}, and today is ${today}`)]
      : [];
  });
}

function strangeCurrencies({ yaml }: Page): readonly FileFault[] {
  return walk(yaml.value, []).flatMap(([path, value]) =>
    path.at(-1) === "currency" && !CURRENCIES.has(String(value))
      ? [
          faultAt(
            yaml,
            path,
            `There is no currency "${String(value)}": use its three letters, such as EUR`,
          ),
        ]
      : [],
  );
}

/** Names, codes and aliases by which something else is found, too. */
function namesOfTwo({ yaml, content }: Page, catalogue: Catalogue): readonly FileFault[] {
  const at = (list: "certifications" | "retired") =>
    (content[list] ?? []).flatMap(({ id, name, code, aliases }, index) => [
      ...(name === undefined ? [] : [{ id, name, path: [list, index, "name"] }]),
      ...(code === undefined ? [] : [{ id, name: code, path: [list, index, "code"] }]),
      ...(aliases ?? []).map((alias, place) => ({
        id,
        name: alias,
        path: [list, index, "aliases", place],
      })),
    ]);
  const isListed = new Set(catalogue.list().map(({ id }) => id));
  return [...at("certifications"), ...at("retired")]
    .filter(({ id }) => isListed.has(id))
    .flatMap(({ id, name, path }) => {
      const [first, second] = catalogue.find(name);
      if (first?.id === id && first.exact) return [];
      const other = first?.id === id ? second : first;
      return [
        faultAt(
          yaml,
          path,
          `"${name}" fits two entries, this one and "${other?.id ?? "none"}": make it longer, or leave it to one of them`,
        ),
      ];
    });
}

function deadSuccessors({ yaml, content }: Page, catalogue: Catalogue, now: number) {
  return (["certifications", "retired"] as const).flatMap((list) =>
    (content[list] ?? []).flatMap(({ instead = [] }, index) =>
      instead.flatMap((id, place) =>
        catalogue.entry(id, now)?.facts["status"] === "retired"
          ? [
              faultAt(
                yaml,
                [list, index, "instead", place],
                `The successor "${id}" is retired itself: name what took its place`,
              ),
            ]
          : [],
      ),
    ),
  );
}

/** Entries that no page stands behind, and entries to which no free way fits. */
function bareEntries(
  pages: readonly Page[],
  catalogue: Catalogue,
  now: number,
): readonly FileFault[] {
  return catalogue.list().flatMap(({ id, isRetired }) => {
    const entry = catalogue.entry(id, now);
    const lines = pages.flatMap(({ yaml, content }) =>
      (content.certifications ?? []).flatMap((each, index) =>
        each.id === id ? [{ yaml, index, lines: each }] : [],
      ),
    );
    const [first] = lines;
    if (!entry || !first || isRetired) return [];
    const path: Path = ["certifications", first.index];
    const isSourced = lines.some(({ lines: each }) => hasSource(each));
    const hasWay = waysFor(entry, catalogue, now).length > 0;
    return [
      ...(isSourced
        ? []
        : [faultAt(first.yaml, path, `"${id}" has no source: add src, or a fact with checkedOn`)]),
      ...(hasWay
        ? []
        : [
            faultAt(first.yaml, path, `No free way fits "${id}": add free, or topics that one has`),
          ]),
    ];
  });
}

function hasSource(lines: CertificationLines): boolean {
  return (
    lines.src !== undefined ||
    lines.url !== undefined ||
    SHOWN_FACTS.some((fact) => fact in lines && lines[fact] !== undefined)
  );
}

function factsOf(pages: readonly Page[], catalogue: Catalogue, now: number): CatalogueFacts {
  const listings = catalogue.list();
  const open = listings.filter(({ isRetired }) => !isRetired);
  const ages: Record<FactAge, number> = { fresh: 0, old: 0, "very-old": 0, undated: 0 };
  const oldest: CatalogueFacts["oldest"][number][] = [];
  for (const { id } of open) {
    const shown = catalogue.entry(id, now)?.shown ?? {};
    for (const fact of SHOWN_FACTS) {
      const known = shown[fact];
      if (!known) continue;
      ages[known.age] += 1;
      const place = known.age === "fresh" ? undefined : placeOf(pages, id, fact);
      if (place)
        oldest.push({ ...place, entry: id, fact, checked: known.checked ?? "without a date" });
    }
  }
  return {
    entries: open.length,
    retired: listings.length - open.length,
    approved: open.filter(({ isApproved }) => isApproved).length,
    routes: catalogue.routes().length,
    ages,
    withoutPrice: open
      .map(({ id }) => id)
      .filter((id) => catalogue.entry(id, now)?.shown.price === undefined),
    oldest: oldest.toSorted((a, b) => a.checked.localeCompare(b.checked)),
  };
}

/** Where a fact stands: in the last file that states it. */
function placeOf(pages: readonly Page[], id: string, fact: ShownFact) {
  return pages
    .flatMap(({ yaml, content }) =>
      (content.certifications ?? []).flatMap((lines, index) =>
        lines.id === id && lines[fact] !== undefined
          ? [{ file: yaml.file, line: yaml.lineOf(["certifications", index, fact]) }]
          : [],
      ),
    )
    .at(-1);
}

/** Every plain value of some data, with the steps to it. */
function walk(value: unknown, path: Path): readonly (readonly [Path, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => walk(item, [...path, at]));
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => walk(item, [...path, key]));
}
