import type { Catalogue, Listing } from "./catalogue.ts";
import { normalise } from "./hearing/text.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

/*
 * Browsing the catalogue is choosing among shelves: an id such as "by-microsoft" is a provider, "by-microsoft-9" goes on
 * with its ninth entry, and "by-all" shows the providers. They travel as options of the catalogue question and are never
 * answers.
 */

/** Entries on one screen. */
const PAGE = 8;
/** The shelf that shows all providers. */
export const ALL_SHELVES = "by-all";
/** What a button carries has little room: a long name of a provider is cut in its id. */
const NAME_CHARS_MAX = 20;

/** Whether an option is a shelf to look at and no answer. */
export function isShelf(id: string): boolean {
  return id.startsWith("by-");
}

/** The ids that a shelf shows: providers, or the entries of one, with a way on to the next of them. */
export function shelf(catalogue: Catalogue, id: string): readonly string[] {
  const listings = catalogue.list();
  const vendors = shelvesOf(listings);
  const { base, from } = placeOf(vendors, id);
  const vendor = vendors.get(base);
  if (vendor === undefined) return paged([...vendors.keys()], ALL_SHELVES, from);
  const own = listings.filter((entry) => entry.vendor === vendor).map((entry) => entry.id);
  return [...paged(own, base, from), ALL_SHELVES];
}

function paged(ids: readonly string[], base: string, from: number): readonly string[] {
  const next = from + PAGE;
  const page = ids.slice(from - 1, next - 1);
  return next <= ids.length ? [...page, `${base}-${next}`] : page;
}

/** Which shelf an id is, and from which of its entries on. An unknown one is that of all providers. */
function placeOf(
  vendors: ReadonlyMap<string, string>,
  id: string,
): { readonly base: string; readonly from: number } {
  if (vendors.has(id)) return { base: id, from: 1 };
  const { base = "", from } = /^(?<base>.+)-(?<from>\d{1,4})$/u.exec(id)?.groups ?? {};
  return vendors.has(base) || base === ALL_SHELVES
    ? { base, from: Math.max(1, Number(from)) }
    : { base: ALL_SHELVES, from: 1 };
}

/** What the catalogue has of the providers that a text names; the providers where it names none, or several. */
export function shelfFor(catalogue: Catalogue, normal: string): readonly string[] {
  const named = shelvesNamedIn(catalogue, normal);
  const [only] = named;
  if (only !== undefined)
    return named.length === 1 ? shelf(catalogue, only) : [...named, ALL_SHELVES];
  const found = catalogue.find(normal).map(({ id }) => id);
  return found.length > 0 ? [...found.slice(0, PAGE), ALL_SHELVES] : shelf(catalogue, ALL_SHELVES);
}

/** The shelf of a provider that a text names and says nothing else. */
export function shelfNamed(catalogue: Catalogue, normal: string): string | undefined {
  return [...shelvesOf(catalogue.list())].find(([, vendor]) => normalise(vendor) === normal)?.[0];
}

/** The shelves of providers that a text names: in full, or else by a part of their name, as "Google" is of three. */
function shelvesNamedIn(catalogue: Catalogue, normal: string): readonly string[] {
  const vendors = [...shelvesOf(catalogue.list())];
  const text = ` ${normal} `;
  const isIn = (name: string) => text.includes(` ${normalise(name)} `);
  const isPartIn = (name: string) => normalise(name).length >= PART_CHARS_MIN && isIn(name);
  const whole = vendors.filter(([, vendor]) => isIn(vendor));
  const named =
    whole.length > 0
      ? whole
      : vendors.filter(([, vendor]) =>
          [...vendor.split(PART), vendor.split(" ", 1)[0] ?? ""].some(isPartIn),
        );
  return named.map(([id]) => id);
}

/** Between the names in "GitHub / Microsoft" and "MIT Sloan & CSAIL". */
const PART = /[/(),&]/u;
const PART_CHARS_MIN = 3;

/** What a shelf or an entry is called on its button; undefined for an unknown id. */
export function shelfName(catalogue: Catalogue, id: string): Text | undefined {
  const listings = catalogue.list();
  if (!isShelf(id)) {
    const listing = listings.find((entry) => entry.id === id);
    if (!listing) return undefined;
    const { name, isRetired } = listing;
    return isRetired ? say("answer.retired", { name }) : say("answer.name", { name });
  }
  const vendors = shelvesOf(listings);
  const vendor = vendors.get(id);
  if (vendor !== undefined) return say("answer.name", { name: vendor });
  if (id === ALL_SHELVES) return say("action.providers");
  return placeOf(vendors, id).from > 1 ? say("action.more") : undefined;
}

/** The providers by the ids of their shelves, in the order of their names. */
function shelvesOf(listings: readonly Listing[]): ReadonlyMap<string, string> {
  const vendors = [...new Set(listings.map(({ vendor }) => vendor))];
  const shelves = new Map<string, string>();
  for (const vendor of vendors.toSorted((a, b) => a.localeCompare(b, "en"))) {
    const id = `by-${slug(vendor)}`;
    let own = id;
    for (let letter = 0; shelves.has(own) || own === ALL_SHELVES; letter += 1)
      own = `${id}-${letter.toString(36)}x`;
    shelves.set(own, vendor);
  }
  return shelves;
}

function slug(vendor: string): string {
  return vendor
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, NAME_CHARS_MAX)
    .replaceAll(/^-|-$/gu, "");
}
