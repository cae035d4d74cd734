import { type CatalogueData, type Certification, readCatalogueFiles } from "./catalogue-file.ts";
import type { FreeWay, Hours, Price } from "./catalogue-schema.ts";
import { translateCatalogue } from "./catalogue-texts.ts";
import { createSearch } from "./catalogue-search.ts";
import type {
  Catalogue,
  CatalogueEntry,
  CatalogueFact,
  Facts,
  Fee,
  FreeAlternative,
  HourSpan,
  Listing,
  ShownFact,
} from "./engine/catalogue.ts";
import { ageOf, highestOf } from "./engine/fact-text.ts";
import { roughDollars } from "./engine/rough-dollars.ts";
import type { FileFault } from "./yaml-file.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const FITTING_MAX = 3;
const KNOWN_MAX = 1000;

/**
 * Makes the catalogue of the certifications in some files.
 * @param files their names and texts: ours first, then a company's own, which adds entries and replaces lines
 * @param texts the name and the text of a file with the texts in another language
 * @returns the catalogue, or every fault of every file at once, in the order of the files
 */
export function createCatalogue(
  files: readonly { readonly file: string; readonly text: string }[],
  texts?: { readonly file: string; readonly text: string },
): { readonly catalogue: Catalogue } | { readonly faults: readonly FileFault[] } {
  const stated = readCatalogueFiles(files);
  const read = texts && "data" in stated ? translateCatalogue(stated.data, texts) : stated;
  if ("faults" in read) return read;
  const { data } = read;
  // What a company hides is still known to whoever asked about it before.
  const certifications = [...data.certifications.values()].filter(({ hidden }) => !hidden);
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
    .map(toListing)
    .toSorted((one, other) => placeOf(one) - placeOf(other));
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
        .toSorted((a, b) => approval(b) - approval(a) || lastPrice(a) - lastPrice(b))
        .slice(0, FITTING_MAX)
        .map((certification) => toEntry(certification, data, at)),
    free: (kind) => routes.filter((way) => way.kind === kind),
    routes: () => routes,
  };
  return { catalogue };
}

function toListing(certification: Certification): Listing {
  const { id, name, vendor, status, approved, topics, coding, price } = certification;
  const dollars = price && dollarsOf(price);
  return {
    id,
    name,
    vendor: vendor ?? name,
    isRetired: status === "retired",
    isApproved: approved === true,
    topics: topics ?? [],
    ...(coding === undefined ? {} : { coding }),
    ...(dollars === undefined ? {} : { dollars }),
  };
}

function placeOf({ isRetired, isApproved }: Listing): number {
  return isRetired ? 1 : isApproved ? -1 : 0;
}

function approval({ approved }: Certification): number {
  return approved === true ? 1 : 0;
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
  const { approved, approvedNote, hasAgreedPrice, kind, levelName, assessment } = certification;
  const shownAs = (value: CatalogueFact["value"], evidence: Evidence): CatalogueFact =>
    toFact(value, evidence, data, at);
  const shown: Partial<Record<ShownFact, CatalogueFact>> = {};
  if (price) shown.price = shownAs(toFee(price, hasAgreedPrice), price);
  if (hours) {
    const span = toSpan(hours);
    if (span !== undefined) shown.hours = shownAs(span, hours);
  }
  if (validity) shown.validity = shownAs(validity.text, validity);
  for (const key of ["retake", "renewal", "membership", "prerequisites"] as const) {
    const statement = certification[key];
    if (statement) shown[key] = shownAs(statement.text, statement);
  }
  const yearly = [certification.renewal, certification.membership].flatMap((fee) =>
    fee?.yearly === undefined ? [] : [fee.yearly],
  );
  const middle = middleOf(hours);
  const caveat = toCaveat(certification);
  const namedRequirement = requirement === "none" ? undefined : requirement;
  return {
    id,
    name,
    ...(vendor === undefined ? {} : { vendor }),
    ...(code === undefined ? {} : { code }),
    ...(url === undefined ? {} : { url }),
    facts: toFacts(certification),
    shown,
    ...(yearly.length > 0 ? { yearly: yearly.reduce((sum, one) => sum + one) } : {}),
    ...(middle === undefined ? {} : { hours: middle }),
    instead: (certification.instead ?? []).flatMap((other) => {
      const found = data.certifications.get(other);
      return found && !found.hidden ? [{ id: found.id, name: nameWithCode(found) }] : [];
    }),
    ...(approved ? { approved: approvedNote === undefined ? {} : { note: approvedNote } } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(levelName === undefined ? {} : { levelName }),
    ...(assessment === undefined ? {} : { assessment }),
    languages: certification.languages ?? [],
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

function toFacts(certification: Certification): Facts {
  const { status, level, requirement, guide, coding, price, validity } = certification;
  const known = {
    status,
    level,
    requirement: requirement === undefined ? "unnamed" : requirement === "none" ? "none" : "named",
    guide: guide ?? "unpublished",
    coding,
    price: price && dollarsOf(price),
    validity: validity?.term,
  };
  const facts: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(known)) if (value !== undefined) facts[key] = value;
  return facts;
}

function toFact(
  value: CatalogueFact["value"],
  { note, src, checkedOn }: Evidence,
  { sources, staleAfterDays }: CatalogueData,
  at: number,
): CatalogueFact {
  const [newest] = (src ?? [])
    .flatMap((id) => sources.get(id) ?? [])
    .toSorted((a, b) => (b.asOf ?? "").localeCompare(a.asOf ?? ""));
  const checked = [checkedOn, newest?.asOf]
    .filter((each) => each !== undefined)
    .toSorted()
    .at(-1);
  return {
    value,
    ...(note === undefined ? {} : { note }),
    ...(checked === undefined ? {} : { checked }),
    age: ageOf(checked, at, staleAfterDays),
    ...(newest?.url === undefined ? {} : { url: newest.url }),
  };
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

/** For sorting and for rules; it is never shown. */
function dollarsOf(price: Price): number | undefined {
  const { currency } = toFee(price);
  return roughDollars({ amount: highestOf(toFee(price)), currency });
}

function lastPrice({ price }: Certification): number {
  return (price && dollarsOf(price)) ?? Infinity;
}

function toFee({ usd, upTo, per, amount, currency }: Price, isAgreed = false): Fee {
  return {
    amount: usd ?? amount ?? 0,
    currency: currency ?? "USD",
    ...(upTo === undefined ? {} : { upTo }),
    ...(per === undefined ? {} : { per }),
    ...(isAgreed ? { isAgreed: true } : {}),
  };
}

function toSpan({ from, to, text }: Hours): HourSpan | string | undefined {
  if (text !== undefined || from === undefined) return text;
  return to === undefined ? { from } : { from, to };
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
