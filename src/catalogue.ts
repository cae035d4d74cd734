import { type CatalogueData, type Certification, readCatalogueFiles } from "./catalogue-file.ts";
import type { FreeWay, Hours, Price } from "./catalogue-schema.ts";
import { createSearch } from "./catalogue-search.ts";
import type {
  Catalogue,
  CatalogueEntry,
  CatalogueFact,
  Facts,
  FreeAlternative,
  ShownFact,
} from "./engine/catalogue.ts";
import type { FileFault } from "./yaml-file.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const FITTING_MAX = 3;
const KNOWN_MAX = 1000;

/**
 * Makes the catalogue of the certifications in some files.
 * @param files their names and texts: ours first, then a company's own, which adds entries and replaces lines
 * @returns the catalogue, or every fault of every file at once, in the order of the files
 */
export function createCatalogue(
  files: readonly { readonly file: string; readonly text: string }[],
): { readonly catalogue: Catalogue } | { readonly faults: readonly FileFault[] } {
  const read = readCatalogueFiles(files);
  if ("faults" in read) return read;
  const { data } = read;
  const certifications = [...data.certifications.values()];
  // What is known of an entry changes with the day alone, and every answer and every advice asks for it.
  const known = new Map<string, CatalogueEntry>();
  const entry: Catalogue["entry"] = (id, at) => {
    const key = `${Math.floor(at / DAY_MS)} ${id}`;
    const before = known.get(key);
    const certification = data.certifications.get(id);
    if (before || !certification) return before;
    if (known.size >= KNOWN_MAX) known.clear();
    const made = toEntry(certification, data, at);
    known.set(key, made);
    return made;
  };
  const listings = certifications
    .map(({ id, name, vendor, status }) => ({
      id,
      name,
      vendor: vendor ?? name,
      isRetired: status === "retired",
    }))
    .toSorted((one, other) => Number(one.isRetired) - Number(other.isRetired));
  const routes = [...data.free.values()].map(toFree);
  const catalogue: Catalogue = {
    ...createSearch(certifications),
    list: () => listings,
    entry,
    fitting: ({ level, coding }, at) =>
      certifications
        // What may be entered only with a certificate, a partner or years of work suits nobody who has not chosen yet.
        .filter(({ status, requirement }) => status === "open" && requirement === "none")
        .filter((each) => each.level === level && each.coding === (coding ? "yes" : "no"))
        .toSorted((a, b) => lastPrice(a) - lastPrice(b))
        .slice(0, FITTING_MAX)
        .map((certification) => toEntry(certification, data, at)),
    free: (kind) => routes.filter((way) => way.kind === kind),
    routes: () => routes,
  };
  return { catalogue };
}

/** A successor often keeps the name and changes the code. */
function nameWithCode({ name, code }: Certification): string {
  return code === undefined || name.includes(code) ? name : `${name} (${code})`;
}

/** Where a fact comes from, as files state it. */
interface Evidence {
  readonly note?: string | undefined;
  readonly src?: readonly string[] | undefined;
  readonly checkedOn?: string | undefined;
}

function toEntry(certification: Certification, data: CatalogueData, at: number): CatalogueEntry {
  const { id, name, vendor, code, url, price, validity, hours, requirement } = certification;
  const shownAs = (value: string | number, evidence: Evidence): CatalogueFact =>
    toFact(value, evidence, data, at);
  const shown: Partial<Record<ShownFact, CatalogueFact>> = {};
  if (price) shown.price = shownAs(renderPrice(price), price);
  if (hours) {
    const text = renderHours(hours);
    if (text !== undefined) shown.hours = shownAs(text, hours);
  }
  if (validity) shown.validity = shownAs(validity.text, validity);
  for (const key of ["retake", "renewal", "membership", "prerequisites"] as const) {
    const statement = certification[key];
    if (statement) shown[key] = shownAs(statement.text, statement);
  }
  const middle = middleOf(hours);
  const caveat = toCaveat(certification);
  const namedRequirement = requirement === "none" ? undefined : requirement;
  return {
    id,
    name,
    ...(vendor === undefined ? {} : { vendor }),
    ...(code === undefined ? {} : { code }),
    ...(url === undefined ? {} : { url }),
    facts: toFacts(certification, shown),
    shown,
    ...(middle === undefined ? {} : { hours: middle }),
    instead: (certification.instead ?? []).flatMap((other) => {
      const found = data.certifications.get(other);
      return found ? [{ id: found.id, name: nameWithCode(found) }] : [];
    }),
    topics: certification.topics ?? [],
    similar: certification.similar ?? [],
    mistakenFor: certification.mistakenFor ?? [],
    free: (certification.free ?? []).flatMap((other) => {
      const found = data.free.get(other);
      return found ? [toFree(found)] : [];
    }),
    ...(caveat === undefined ? {} : { caveat }),
    ...(namedRequirement === undefined ? {} : { requirement: namedRequirement }),
  };
}

function toFacts(
  certification: Certification,
  shown: Readonly<Partial<Record<ShownFact, CatalogueFact>>>,
): Facts {
  const { status, level, requirement, guide, coding, price, validity } = certification;
  const known = {
    status,
    level,
    requirement: requirement === undefined ? "unnamed" : requirement === "none" ? "none" : "named",
    guide: guide ?? "unpublished",
    coding,
    price: shown.price?.stale === false ? highestPrice(price) : undefined,
    validity: shown.validity?.stale === false ? validity?.term : undefined,
  };
  const facts: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(known)) if (value !== undefined) facts[key] = value;
  return facts;
}

function toFact(
  value: string | number,
  { note, src, checkedOn }: Evidence,
  { sources, staleAfterDays }: CatalogueData,
  at: number,
): CatalogueFact {
  const [newest] = (src ?? [])
    .flatMap((id) => sources.get(id) ?? [])
    .map(({ url, asOf }) => ({ url, day: asOf && firstDayOf(asOf) }))
    .toSorted((a, b) => (b.day ?? "").localeCompare(a.day ?? ""));
  const day = [checkedOn, newest?.day]
    .filter((each) => each !== undefined)
    .toSorted()
    .at(-1);
  const days = day === undefined ? Infinity : Math.floor((at - Date.parse(day)) / DAY_MS);
  return {
    value,
    ...(note === undefined ? {} : { note }),
    ...(day === undefined ? {} : { checkedOn: day }),
    stale: days > staleAfterDays,
    ...(newest === undefined ? {} : { url: newest.url }),
  };
}

/** A date that names only its year or month counts from its first day: too old rather than too new. */
function firstDayOf(date: string): string {
  return `${date}-01-01`.slice(0, "2026-01-01".length);
}

function toFree(way: FreeWay): FreeAlternative {
  const { id, name, kind, hours, certificate, url, topics, level, covers } = way;
  return {
    id,
    name,
    kind,
    certificate: certificate === "yes",
    topics: topics ?? [],
    covers: covers ?? [],
    ...(level === undefined ? {} : { level }),
    ...(hours === undefined ? {} : { hours }),
    ...(url === undefined ? {} : { url }),
  };
}

/** For somebody about to pay, the top of a range is the safe number. */
function highestPrice(price: Price | undefined): number | undefined {
  return price?.upTo ?? price?.usd;
}

/** For sorting only, where an old price is better than none; it is never shown. */
function lastPrice({ price }: Certification): number {
  return highestPrice(price) ?? Infinity;
}

function renderPrice({ usd, upTo, per, amount, currency }: Price): string | number {
  const number = usd ?? amount ?? 0;
  if (currency === undefined && upTo === undefined && per === undefined) return number;
  const range = upTo === undefined ? `${number}` : `${number} to ${upTo}`;
  return `${range} ${currency ?? "USD"}${per === undefined ? "" : ` a ${per}`}`;
}

function renderHours({ from, to, text }: Hours): string | undefined {
  if (text !== undefined || from === undefined) return text;
  if (to === undefined) return `at least ${from} hours`;
  return from === to ? `${from} hours` : `${from} to ${to} hours`;
}

/** Undefined where a range has no upper end: its middle is not known. */
function middleOf(hours: Hours | undefined): number | undefined {
  if (hours?.from === undefined || hours.to === undefined) return undefined;
  return Math.round((hours.from + hours.to) / 2);
}

function toCaveat({ status, statusNote, caveat }: Certification): string | undefined {
  const parts = [status === "open" ? undefined : statusNote, caveat];
  return parts.filter((part) => part !== undefined).join(" ") || undefined;
}
