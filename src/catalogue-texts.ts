import type { CatalogueData, Certification } from "./catalogue-file.ts";
import { catalogueTextsFile } from "./catalogue-schema.ts";
import type { CatalogueTexts } from "./catalogue-schema.ts";
import { SHOWN_FACTS } from "./engine/catalogue.ts";
import { toFaults } from "./file-faults.ts";
import { faultAt, readYaml } from "./yaml-file.ts";
import type { FileFault } from "./yaml-file.ts";

/**
 * Puts the texts of another language into a catalogue. Names and aliases of before still find their entry, and facts, addresses and
 * dates stay as they are; so does every text that is not translated.
 *
 * @param data - What the catalogue files state together.
 * @param texts - A file of texts, by the ids of the catalogue.
 */
export function translateCatalogue(
  data: CatalogueData,
  { file, text }: { readonly file: string; readonly text: string },
): { readonly data: CatalogueData } | { readonly faults: readonly FileFault[] } {
  const yaml = readYaml(text, file);
  if (yaml.value === undefined) return { faults: yaml.faults };
  const parsed = catalogueTextsFile.safeParse(yaml.value);
  if (!parsed.success) return { faults: toFaults(parsed.error.issues, yaml, catalogueTextsFile) };
  const { certifications, retired, free } = parsed.data;
  const strangers = [
    ...certifications.map(({ id }, at) => ({
      id,
      path: ["certifications", at],
      in: data.certifications,
    })),
    ...retired.map(({ id }, at) => ({ id, path: ["retired", at], in: data.certifications })),
    ...free.map(({ id }, at) => ({ id, path: ["free", at], in: data.free })),
  ].filter((one) => !one.in.has(one.id));
  const faults = strangers.map(({ id, path }) =>
    faultAt(yaml, [...path, "id"], `The catalogue has no id "${id}": correct or remove it`),
  );
  if (faults.length > 0) return { faults };
  const entries = new Map(data.certifications);
  for (const lines of certifications) {
    const known = entries.get(lines.id);
    if (known) entries.set(lines.id, translated(known, lines));
  }
  for (const { why, ...lines } of retired) {
    const known = entries.get(lines.id);
    if (known) entries.set(lines.id, translated(known, { ...lines, ...(why && { caveat: why }) }));
  }
  const ways = new Map(data.free);
  for (const lines of free) {
    const known = ways.get(lines.id);
    if (known) ways.set(lines.id, { ...known, ...lines, name: lines.name ?? known.name });
  }
  return { data: { ...data, certifications: entries, free: ways } };
}

function translated(
  known: Certification,
  lines: CatalogueTexts["certifications"][number],
): Certification {
  const {
    name,
    aliases = [],
    price,
    retake,
    membership,
    prerequisites,
    hours,
    validity,
    renewal,
    ...rest
  } = lines;
  const facts = { price, retake, membership, prerequisites, hours, validity, renewal };
  const said = Object.fromEntries(
    SHOWN_FACTS.flatMap((fact) => {
      const [before, now] = [known[fact], facts[fact]];
      return before && now ? [[fact, { ...before, ...now }] as const] : [];
    }),
  );
  const isRenamed = name !== undefined && name !== known.name;
  return {
    ...known,
    ...rest,
    ...said,
    name: name ?? known.name,
    aliases: [...(known.aliases ?? []), ...(isRenamed ? [known.name] : []), ...aliases],
  };
}
