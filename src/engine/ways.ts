import type { Catalogue, CatalogueEntry, FreeAlternative } from "./catalogue.ts";
import type { AmountValue } from "./answers.ts";
import { highestOf } from "./fact-text.ts";

/** A named way to what a certification teaches that costs nothing, or less. */
export interface Way {
  /** The id of a free way, or of the entry that costs less. */
  readonly id: string;
  readonly name: string;
  /** A cheaper certification is an entry of the catalogue; everything else is free. */
  readonly kind: FreeAlternative["kind"] | "certification";
  /** What it costs; the amount is 0 where it is free. */
  readonly price: AmountValue;
  readonly url?: string;
  /** As people say it: "30", "1-1.5 each". */
  readonly hours?: string;
  /** It ends with something to show: a certificate, a badge or a mark of completion. */
  readonly certificate: boolean;
  /** How much of the entry it covers: most of it, a part that was chosen for this entry, or its topic at its level. */
  readonly covers: "most" | "part" | "topic";
}

/**
 * Names the free and cheaper ways to what an entry teaches, the best first: those that cover most of it, those chosen for it,
 * similar certifications that cost less, and at last what deals with its topics at its level.
 *
 * @param entry - As `catalogue.entry` gives it.
 * @param at - The time of asking, in ms since epoch: it decides which prices of similar entries are known.
 * @returns Each way once. Only an entry without a topic, and without a way of its own, has none.
 */
export function waysFor(entry: CatalogueEntry, catalogue: Catalogue, at: number): readonly Way[] {
  const { id } = entry;
  const level = entry.facts["level"];
  const own = new Set(entry.free.map((free) => free.id));
  const routes = catalogue.routes();
  const most = [...entry.free, ...routes].filter(({ covers }) => covers.includes(id));
  const fitting = routes.filter(
    (route) =>
      isCovered(entry, route) &&
      (route.level === undefined || level === undefined || route.level === level),
  );
  const byTopic = fitting.toSorted((one, other) => shared(entry, other) - shared(entry, one));
  const ways = [
    ...most.map((route) => toWay(route, "most")),
    ...entry.free.map((route) => toWay(route, "part")),
    ...cheaperThan(entry, catalogue, at),
    ...byTopic.filter((route) => !own.has(route.id)).map((route) => toWay(route, "topic")),
  ];
  return [...new Map(ways.toReversed().map((way) => [way.id, way])).values()].toReversed();
}

function isCovered(entry: CatalogueEntry, route: FreeAlternative): boolean {
  return shared(entry, route) > 0;
}

function shared({ topics }: CatalogueEntry, route: FreeAlternative): number {
  return route.topics.filter((topic) => topics.includes(topic)).length;
}

function toWay(route: FreeAlternative, covers: Way["covers"]): Way {
  const { id, name, kind, hours, certificate, url } = route;
  return {
    id,
    name,
    kind,
    price: { amount: 0 },
    certificate,
    covers,
    ...(url === undefined ? {} : { url }),
    ...(hours === undefined ? {} : { hours }),
  };
}

/** Similar entries that can be taken and cost less; prices in two currencies are not compared. */
function cheaperThan(entry: CatalogueEntry, catalogue: Catalogue, at: number): readonly Way[] {
  const own = priceOf(entry);
  if (own === undefined) return [];
  return entry.similar.flatMap((other): readonly Way[] => {
    const found = catalogue.entry(other, at);
    const price = found && priceOf(found);
    const isOpen = found?.facts["status"] === "open" && found.facts["requirement"] !== "named";
    if (!found || !price || !isOpen) return [];
    if (price.currency !== own.currency || price.amount >= own.amount) return [];
    const { id, name, url } = found;
    const way: Way = { id, name, kind: "certification", price, certificate: true, covers: "most" };
    return [url === undefined ? way : { ...way, url }];
  });
}

/** What is paid once; a fee by the month is no price to compare with. */
function priceOf({ shown }: CatalogueEntry): AmountValue | undefined {
  const value = shown.price?.value;
  if (typeof value !== "object" || !("currency" in value) || value.per) return undefined;
  return { amount: highestOf(value), currency: value.currency };
}
