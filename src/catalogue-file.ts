import {
  catalogueFile,
  type CertificationLines,
  type FreeWay,
  type Source,
} from "./catalogue-schema.ts";
import { toFaults } from "./file-faults.ts";
import { faultAt, type FileFault, readYaml, type YamlFile } from "./yaml-file.ts";

/** A certification as the files state it together. */
export type Certification = CertificationLines & {
  readonly name: string;
  /** The price comes from a later file than the entry: it is what a company has agreed on. */
  readonly hasAgreedPrice?: boolean;
};

/** What all catalogue files state together. */
export interface CatalogueData {
  /** A fact is stale when it was checked more days ago than this. */
  readonly staleAfterDays: number;
  readonly sources: ReadonlyMap<string, Source>;
  /** By id, in the order of the files; names that are no longer right are here too, with the status retired. */
  readonly certifications: ReadonlyMap<string, Certification>;
  readonly free: ReadonlyMap<string, FreeWay>;
}

/**
 * Reads catalogue files. A later file adds entries, and for an id of an earlier one replaces the lines it states.
 * @param files their names and texts, ours first
 * @returns the data, or every fault of every file at once
 */
export function readCatalogueFiles(
  files: readonly { readonly file: string; readonly text: string }[],
): { readonly data: CatalogueData } | { readonly faults: readonly FileFault[] } {
  const pages = files.map(({ file, text }) => readYaml(text, file));
  const faults = pages.flatMap((page) => page.faults);
  const contents: CatalogueContent[] = [];
  for (const page of pages.filter(({ value }) => value !== undefined)) {
    const { data, error } = catalogueFile.safeParse(page.value);
    if (error) faults.push(...toFaults(error.issues, page, catalogueFile));
    else contents.push(data);
  }
  faults.push(...idFaults(pages), ...referenceFaults(pages));
  if (faults.length > 0) return { faults: inFileOrder(faults, files) };
  return { data: merge(contents) };
}

type CatalogueContent = ReturnType<typeof catalogueFile.parse>;

function merge(contents: readonly CatalogueContent[]): CatalogueData {
  const certifications = new Map<string, Certification>();
  for (const content of contents) {
    for (const lines of content.certifications ?? []) {
      const known = certifications.get(lines.id);
      certifications.set(lines.id, {
        ...known,
        ...lines,
        name: lines.name ?? known?.name ?? lines.id,
        hasAgreedPrice: known?.hasAgreedPrice === true || (known !== undefined && !!lines.price),
      });
    }
    for (const { id, name, vendor, code, aliases, instead, why } of content.retired ?? []) {
      // Nothing else is kept: what was known about a name before it was retired is no longer so.
      certifications.set(id, {
        id,
        name,
        vendor,
        code,
        aliases,
        instead,
        status: "retired",
        caveat: why,
      });
    }
  }
  return {
    staleAfterDays: contents.findLast((content) => content.staleAfterDays)?.staleAfterDays ?? 92,
    sources: new Map(contents.flatMap((content) => Object.entries(content.sources ?? {}))),
    certifications,
    free: new Map(contents.flatMap((content) => content.free ?? []).map((way) => [way.id, way])),
  };
}

const LISTS = ["certifications", "retired", "free"] as const;

/** An id that stands twice in a file, and a new certification without a name. */
function idFaults(pages: readonly YamlFile[]): readonly FileFault[] {
  const named = new Set<unknown>();
  return pages.flatMap((page) => {
    const inThisFile = new Set<unknown>();
    return LISTS.flatMap((list) =>
      valuesOf(valueIn(page.value, list)).flatMap(([index, entry]) => {
        const id = valueIn(entry, "id");
        if (typeof id !== "string") return [];
        // Free ways have ids of their own.
        const key = list === "free" ? `free ${id}` : id;
        const faults: FileFault[] = [];
        if (inThisFile.has(key)) {
          faults.push(
            faultAt(
              page,
              [list, index, "id"],
              `The id "${id}" stands twice in this file: keep one`,
            ),
          );
        }
        inThisFile.add(key);
        if (list !== "certifications" || valueIn(entry, "name") !== undefined) named.add(key);
        if (list === "certifications" && !named.has(key)) {
          faults.push(
            faultAt(page, [list, index], `Must have a name: no earlier file knows the id "${id}"`),
          );
        }
        return faults;
      }),
    );
  });
}

/** The keys that name something else, and where that must be. */
const REFERENCES = new Map<string, { readonly lists: readonly string[]; readonly of: string }>([
  ["src", { lists: ["sources"], of: "source" }],
  ["instead", { lists: ["certifications", "retired"], of: "certification" }],
  ["similar", { lists: ["certifications", "retired"], of: "certification" }],
  ["mistakenFor", { lists: ["certifications", "retired"], of: "certification" }],
  ["covers", { lists: ["certifications", "retired"], of: "certification" }],
  ["free", { lists: ["free"], of: "free way" }],
]);

/**
 * Names that lead nowhere. Looks at raw data, so that these faults are told together with those of the schema, and
 * an entry with a fault of its own is still there to be named.
 */
function referenceFaults(pages: readonly YamlFile[]): readonly FileFault[] {
  const idsIn = (list: string): readonly unknown[] =>
    pages.flatMap(({ value }) => {
      const entries = valueIn(value, list);
      if (Array.isArray(entries)) return entries.map((entry) => valueIn(entry, "id"));
      return typeof entries === "object" && entries !== null ? Object.keys(entries) : [];
    });
  const targets = new Map(
    [...REFERENCES].map(([key, { lists }]) => [key, new Set(lists.flatMap(idsIn))]),
  );
  const walk = (page: YamlFile, value: unknown, path: readonly (string | number)[]): FileFault[] =>
    valuesOf(value).flatMap(([step, inside]) => {
      const key = String(path.at(-1));
      const reference = REFERENCES.get(key);
      if (typeof inside !== "string") return walk(page, inside, [...path, step]);
      if (!Array.isArray(value) || reference === undefined || targets.get(key)?.has(inside))
        return [];
      return [
        faultAt(
          page,
          [...path, step],
          `No ${reference.of} has the id "${inside}": add it or correct the id`,
        ),
      ];
    });
  return pages.flatMap((page) => walk(page, page.value, []));
}

function valuesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function valueIn(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function inFileOrder(
  faults: readonly FileFault[],
  files: readonly { readonly file: string }[],
): readonly FileFault[] {
  const place = (fault: FileFault): number => files.findIndex(({ file }) => file === fault.file);
  return faults.toSorted((a, b) => place(a) - place(b) || a.line - b.line);
}
