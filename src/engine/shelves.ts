import type { Catalogue, Listing } from "./catalogue.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

/** The shelf that shows all shelves. */
export const ALL_SHELVES = "by-all";
const VENDORS = "by-vendors";
const TOPICS = "by-topics";
const PRICES = "by-prices";
const APPROVED = "by-approved";
/** What a button carries has little room: a long name of a provider is cut in its id. */
const NAME_CHARS_MAX = 20;
/** Up to how many US dollars a price is low, and middling. */
const LOW_MAX = 100;
const MID_MAX = 300;

/** One shelf: what is on it, and what it is called. */
export interface Shelf {
  readonly ids: readonly string[];
  readonly name: Text;
}

/** Every shelf by its id; those with nothing on them are left out. */
export function shelvesOf(catalogue: Catalogue): ReadonlyMap<string, Shelf> {
  const listings = catalogue.list();
  const known = shelvesBefore.get(listings);
  if (known) return known;
  const vendors = [...vendorShelves(listings)].map(([id, vendor]): [string, Shelf] => [
    id,
    {
      ids: idsWhere(listings, (entry) => entry.vendor === vendor),
      name: say("answer.name", { name: vendor }),
    },
  ]);
  const topics = [...new Set(listings.flatMap((entry) => entry.topics))].map(
    (topic): [string, Shelf] => [
      `by-topic-${topic}`,
      {
        ids: idsWhere(listings, (entry) => entry.topics.includes(topic)),
        name: say(`shelf.topic.${topic}`),
      },
    ],
  );
  const noCode = idsWhere(listings, (entry) => entry.coding === "no");
  if (noCode.length > 0)
    topics.unshift(["by-no-code", { ids: noCode, name: say("shelf.no-code") }]);
  const prices = PRICE_BANDS.map((band): [string, Shelf] => [
    `by-price-${band}`,
    {
      ids: idsWhere(listings, (entry) => !entry.isRetired && bandOf(entry) === band),
      name: say(`shelf.price.${band}`),
    },
  ]).filter(([, { ids }]) => ids.length > 0);
  const approved = idsWhere(listings, (entry) => entry.isApproved);
  const kinds: readonly [string, Shelf][] = [
    [APPROVED, { ids: approved, name: say("shelf.approved") }],
    [TOPICS, { ids: topics.map(([id]) => id), name: say("shelf.topics") }],
    [PRICES, { ids: prices.map(([id]) => id), name: say("shelf.prices") }],
    [VENDORS, { ids: vendors.map(([id]) => id), name: say("shelf.vendors") }],
  ];
  const full = kinds.filter(([, { ids }]) => ids.length > 0);
  const shelves = new Map<string, Shelf>([
    ...vendors,
    ...topics,
    ...prices,
    ...full,
    [ALL_SHELVES, { ids: full.map(([id]) => id), name: say("action.shelves") }],
  ]);
  shelvesBefore.set(listings, shelves);
  return shelves;
}

/** The shelves change with the listings alone. */
const shelvesBefore = new WeakMap<readonly Listing[], ReadonlyMap<string, Shelf>>();

const PRICE_BANDS = ["free", "low", "mid", "high", "unknown"] as const;

function bandOf({ dollars }: Listing): (typeof PRICE_BANDS)[number] {
  if (dollars === undefined) return "unknown";
  if (dollars === 0) return "free";
  return dollars <= LOW_MAX ? "low" : dollars <= MID_MAX ? "mid" : "high";
}

function idsWhere(
  listings: readonly Listing[],
  isOn: (listing: Listing) => boolean,
): readonly string[] {
  return listings.filter(isOn).map(({ id }) => id);
}

/** Ids of shelves that are no provider's. */
const RESERVED = /^by-(?:all|vendors|topics|prices|approved|more|no-code|topic-.*|price-.*)$/u;

/** The providers by the ids of their shelves, in the order of their names. */
export function vendorShelves(listings: readonly Listing[]): ReadonlyMap<string, string> {
  const vendors = [...new Set(listings.map(({ vendor }) => vendor))];
  const shelves = new Map<string, string>();
  for (const vendor of vendors.toSorted((a, b) => a.localeCompare(b, "en"))) {
    const id = `by-${slug(vendor)}`;
    let own = id;
    for (let letter = 0; shelves.has(own) || RESERVED.test(own); letter += 1)
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
