import type { Catalogue } from "./catalogue.ts";
import { normalise } from "./hearing/text.ts";
import type { Words } from "./hearing/words.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";
import { ALL_SHELVES, shelvesOf, vendorShelves } from "./shelves.ts";
import type { Shelf } from "./shelves.ts";

/*
 * Browsing the catalogue is choosing among shelves: an id such as "by-microsoft" is a provider, "by-topic-agents" a topic,
 * "by-microsoft-9" goes on with its ninth entry, and "by-all" shows the kinds of shelves. They travel as options of the
 * catalogue question and are never answers.
 */

/** Entries on one screen. */
const PAGE = 8;
/** Entries on one screen together with what took the place of those that are retired. */
const SHOWN_MAX = 12;
/** Goes on with the entries that words have found. */
const MORE = "by-more";

/** Where it is looked: the catalogue, and what people call its shelves. */
export interface Library {
  readonly catalogue: Catalogue;
  readonly words: Pick<Words, "shelves" | "phrases">;
}

/** Whether an option is a shelf to look at and no answer. */
export function isShelf(id: string): boolean {
  return id.startsWith("by-");
}

/** Whether an option goes on with what words have found. */
export function isMore(id: string): boolean {
  return id === MORE;
}

/** The ids that a shelf shows: other shelves, or entries, with a way on to the next of them. An unknown one is that of all. */
export function shelf(catalogue: Catalogue, id: string): readonly string[] {
  const shelves = shelvesOf(catalogue);
  const { base, from } = placeOf(shelves, id);
  const { ids } = shelves.get(base) ?? { ids: [] };
  const shown = ids.slice(from - 1, from - 1 + PAGE);
  const next = from + PAGE;
  const isMain = base === ALL_SHELVES;
  return [
    ...withSuccessors(catalogue, shown),
    ...(next <= ids.length ? [`${base}-${next}`] : []),
    ...(isMain ? [] : [ALL_SHELVES]),
  ];
}

/** How many entries a shelf has; undefined for one of shelves. */
export function shelfCount(catalogue: Catalogue, id: string): number | undefined {
  const shelves = shelvesOf(catalogue);
  const ids = shelves.get(placeOf(shelves, id).base)?.ids ?? [];
  return ids.some(isShelf) ? undefined : ids.length;
}

/** What words find in the catalogue. */
export interface Found {
  /** The options to show first. */
  readonly shown: readonly string[];
  /** Further entries, for the next screens. */
  readonly rest: readonly string[];
  /** How many entries were found; undefined where shelves are shown. */
  readonly count?: number;
}

/** What the catalogue has of the provider, the topic or the names that a text names; all shelves where it names none. */
export function find(library: Library, normal: string): Found {
  const { catalogue } = library;
  const named = namedIn(library, normal);
  const [only] = named;
  if (only !== undefined && !isShelf(only)) return foundPage(catalogue, named, named.length);
  if (only !== undefined)
    return named.length === 1
      ? onShelf(catalogue, only)
      : { shown: [...named, ALL_SHELVES], rest: [] };
  const found = catalogue.find(normal).map(({ id }) => id);
  return found.length > 0
    ? foundPage(catalogue, found, found.length)
    : onShelf(catalogue, ALL_SHELVES);
}

/** Every entry of the provider or the topic that a text names; none where it names no shelf. */
export function onNamedShelves(library: Library, normal: string): readonly string[] {
  const shelves = shelvesOf(library.catalogue);
  return namedIn(library, normal)
    .flatMap((id) => (isShelf(id) ? (shelves.get(id)?.ids ?? []) : [id]))
    .filter((id) => !isShelf(id));
}

/** The shelves that a text names, or the entries that stand on both where it names a topic and a provider. */
function namedIn({ catalogue, words }: Library, normal: string): readonly string[] {
  const about = topicIn(words, normal);
  const vendors = vendorsNamedIn(catalogue, normal);
  if (about === undefined) return vendors;
  const both = onBoth(catalogue, `by-${about}`, vendors);
  return both.length > 0 ? both : [`by-${about}`];
}

/** The next of what words have found, and what is left then. */
export function foundPage(catalogue: Catalogue, ids: readonly string[], count?: number): Found {
  const rest = ids.slice(PAGE);
  return {
    shown: [
      ...withSuccessors(catalogue, ids.slice(0, PAGE)),
      ...(rest.length > 0 ? [MORE] : []),
      ALL_SHELVES,
    ],
    rest,
    ...(count === undefined ? {} : { count }),
  };
}

/** "Free ones from Microsoft": what stands on a shelf and on that of a provider, too. */
function onBoth(catalogue: Catalogue, id: string, vendors: readonly string[]): readonly string[] {
  const shelves = shelvesOf(catalogue);
  const ofVendors = new Set(vendors.flatMap((vendor) => shelves.get(vendor)?.ids ?? []));
  return (shelves.get(id)?.ids ?? []).filter((entry) => ofVendors.has(entry));
}

function onShelf(catalogue: Catalogue, id: string): Found {
  const count = shelfCount(catalogue, id);
  return { shown: shelf(catalogue, id), rest: [], ...(count === undefined ? {} : { count }) };
}

/** The shelf that a text names and says nothing else. */
export function shelfNamed({ catalogue, words }: Library, normal: string): string | undefined {
  const [lead = "", ...rest] = normal.split(" ");
  const bare = words.phrases.shelfLeads.has(lead) ? rest.join(" ") : normal;
  const own = words.shelves.get(normal) ?? words.shelves.get(bare);
  if (own !== undefined && shelvesOf(catalogue).has(`by-${own}`)) return `by-${own}`;
  return [...vendorShelves(catalogue.list())].find(
    ([, vendor]) => normalise(vendor) === normal,
  )?.[0];
}

/** The longest name of a shelf that stands in a text as a whole. */
function topicIn({ shelves }: Library["words"], normal: string): string | undefined {
  const text = ` ${normal} `;
  const [longest] = [...shelves]
    .filter(([name]) => text.includes(` ${name} `))
    .toSorted(([one], [other]) => other.length - one.length);
  return longest?.[1];
}

/** A retired name is followed by what took its place. */
function withSuccessors(catalogue: Catalogue, ids: readonly string[]): readonly string[] {
  const retired = new Set(catalogue.list().flatMap(({ id, isRetired }) => (isRetired ? [id] : [])));
  const shown = ids.flatMap((id) =>
    retired.has(id) ? [id, ...(catalogue.entry(id, 0)?.instead ?? []).map((one) => one.id)] : [id],
  );
  return [...new Set(shown)].slice(0, SHOWN_MAX);
}

/** Which shelf an id is, and from which of its entries on. */
function placeOf(
  shelves: ReadonlyMap<string, Shelf>,
  id: string,
): { readonly base: string; readonly from: number } {
  if (shelves.has(id)) return { base: id, from: 1 };
  const { base = "", from } = /^(?<base>.+)-(?<from>\d{1,4})$/u.exec(id)?.groups ?? {};
  return shelves.has(base)
    ? { base, from: Math.max(1, Number(from)) }
    : { base: ALL_SHELVES, from: 1 };
}

/** The shelves of providers that a text names: in full, or else by a part of their name, as "Google" is of three. */
function vendorsNamedIn(catalogue: Catalogue, normal: string): readonly string[] {
  const vendors = [...vendorShelves(catalogue.list())];
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
  if (!isShelf(id)) {
    const listing = catalogue.list().find((entry) => entry.id === id);
    if (!listing) return undefined;
    const { name, isRetired, isApproved } = listing;
    return say(`answer.${isRetired ? "retired" : isApproved ? "approved" : "name"}`, { name });
  }
  if (id === MORE) return say("action.more");
  const shelves = shelvesOf(catalogue);
  const known = shelves.get(id);
  if (known) return known.name;
  return placeOf(shelves, id).from > 1 ? say("action.more") : undefined;
}
