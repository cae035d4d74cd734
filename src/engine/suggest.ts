import { onNamedShelves } from "./browse.ts";
import type { Library } from "./browse.ts";
import type { Catalogue, Listing } from "./catalogue.ts";
import { entryTitle } from "./entry-card.ts";
import { normalise } from "./hearing/text.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

/** An entry of the catalogue that is offered while somebody types. */
export interface Suggestion {
  /** Of the entry: as an option of the catalogue question, and as words, it names that entry and no other. */
  readonly id: string;
  /** What a platform cuts is at the end. */
  readonly label: Text;
}

/**
 * Suggests entries for what somebody has typed so far: a part of a name, a code or an old name, with slips, or a provider
 * or a topic. What is typed in full comes first, then what a company approves; what is retired says so, and what took
 * its place stands below it. Nothing typed suggests what is approved, and something of each provider.
 *
 * @param max - How many a platform shows.
 */
export function suggest(library: Library, typed: string, max: number): readonly Suggestion[] {
  const { catalogue } = library;
  const listings = new Map(catalogue.list().map((listing) => [listing.id, listing]));
  const normal = normalise(typed);
  const ids = normal === "" ? wellKnown([...listings.values()]) : found(library, typed, normal);
  const suggestions = new Map<string, Suggestion>();
  const offer = (id: string, isSuccessor: boolean) => {
    const listing = listings.get(id);
    if (!listing || suggestions.has(id)) return;
    suggestions.set(id, { id, label: labelOf(catalogue, listing, isSuccessor) });
    if (!listing.isRetired) return;
    for (const other of catalogue.entry(id, 0)?.instead ?? []) offer(other.id, true);
  };
  for (const id of ids) {
    if (suggestions.size >= max) break;
    offer(id, false);
  }
  return [...suggestions.values()].slice(0, max);
}

function found(library: Library, typed: string, normal: string): readonly string[] {
  const { catalogue } = library;
  const inFull = new Set(catalogue.named(typed).map(({ id }) => id));
  const approved = new Set(
    catalogue.list().flatMap(({ id, isApproved }) => (isApproved ? [id] : [])),
  );
  const rank = (id: string) => (inFull.has(id) ? 0 : approved.has(id) ? 1 : 2);
  const ids = new Set([
    ...inFull,
    ...begunWith(catalogue, normal),
    ...catalogue.find(typed).map(({ id }) => id),
    ...onNamedShelves(library, normal),
  ]);
  return [...ids].toSorted((one, other) => rank(one) - rank(other));
}

/** The entries whose name, code or provider has words that begin with all that is typed. */
function begunWith(catalogue: Catalogue, normal: string): readonly string[] {
  const typed = normal.split(" ");
  return catalogue.list().flatMap(({ id, name, vendor }) => {
    const code = catalogue.entry(id, 0)?.code ?? "";
    const words = normalise(`${name} ${code} ${vendor}`).split(" ");
    return typed.every((part) => words.some((word) => word.startsWith(part))) ? [id] : [];
  });
}

/** What is approved, then what stands first of each provider, then the rest; nothing that is retired. */
function wellKnown(listings: readonly Listing[]): readonly string[] {
  const open = listings.filter(({ isRetired }) => !isRetired);
  const firsts = [...Map.groupBy(open, ({ vendor }) => vendor).values()].flatMap(
    ([first]) => first ?? [],
  );
  const approved = open.filter(({ isApproved }) => isApproved);
  return [...approved, ...firsts, ...open].map(({ id }) => id);
}

function labelOf(
  catalogue: Catalogue,
  { id, name, isRetired, isApproved }: Listing,
  isSuccessor: boolean,
): Text {
  const title = entryTitle(catalogue.entry(id, 0) ?? { name });
  if (isRetired) return say("suggest.retired", { name: title });
  if (isApproved) return say("answer.approved", { name: title });
  return isSuccessor ? say("suggest.instead", { name: title }) : title;
}
