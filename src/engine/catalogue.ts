/** Facts that rules may look at, by key: a missing key is unknown. */
export type Facts = Readonly<Record<string, string | number>>;

/** One certification that a text may mean. */
export interface CatalogueMatch {
  readonly id: string;
  readonly name: string;
  /** The text names this entry and no other: no need to ask which one is meant. */
  readonly exact: boolean;
}

/** An amount of money that a provider asks for, once or by the month. */
export interface Fee {
  readonly amount: number;
  /** The top of a range that begins with `amount`. */
  readonly upTo?: number;
  /** Three capitals, such as USD. */
  readonly currency: string;
  readonly per?: "month";
  /** What a company has agreed on with the provider, in place of what everybody pays. */
  readonly isAgreed?: true;
}

/** Hours in all; without `to` they are a minimum. */
export interface HourSpan {
  readonly from: number;
  readonly to?: number;
}

/** How long ago a fact was checked, and so how it is said. Undated is what no source gives a date for. */
export type FactAge = "fresh" | "old" | "very-old" | "undated";

/** A fact with its age: what was known once is never hidden, it says how old it is. */
export interface CatalogueFact {
  readonly value: Fee | HourSpan | string;
  readonly note?: string;
  /** When its newest source is from, as exactly as that says: "2026-08-19", "2026-08" or "2026". */
  readonly checked?: string;
  readonly age: FactAge;
  /** The page that says so. */
  readonly url?: string;
}

/** What is shown about the cost of owning a certification. */
export const SHOWN_FACTS = [
  "price",
  "retake",
  "renewal",
  "membership",
  "hours",
  "validity",
  "prerequisites",
] as const;
export type ShownFact = (typeof SHOWN_FACTS)[number];

/** A certification as it is known at one moment. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly vendor?: string;
  /** The exam code, such as "AIF-C01". */
  readonly code?: string;
  /** The official page. */
  readonly url?: string;
  /**
   * What rules may look at: `status` open | closed | retired | changing; `level` entry | beyond;
   * `requirement` none | named; `guide` published; `validity` short (12 months or less) | long;
   * `coding` yes | no; `price` in USD, roughly so where it is asked for in another currency (of one month where the provider
   * bills by the month). Age takes nothing away: an old price is still about that much, and what was free is 0.
   */
  readonly facts: Facts;
  readonly shown: Readonly<Partial<Record<ShownFact, CatalogueFact>>>;
  /** What renewal and membership come to in a year, in US dollars; absent where no source states it as a sum a year. */
  readonly yearly?: number;
  /** Typical hours to prepare, the middle of the known range, for "about 26 hours". */
  readonly hours?: number;
  /** What to take in place of a retired or mistaken name. */
  readonly instead: readonly { readonly id: string; readonly name: string }[];
  /** A company lets people take it, with what it says about that. */
  readonly approved?: { readonly note?: string };
  /** What kind of certificate it is, such as "proctored exam". */
  readonly kind?: string;
  /** The provider's own word for its level. */
  readonly levelName?: string;
  /** How it is examined. */
  readonly assessment?: string;
  /** Codes such as "en", where all languages are known; otherwise none. */
  readonly languages: readonly string[];
  /** What it is about, such as "governance" and "agents": ids of topics. */
  readonly topics: readonly string[];
  /** Other entries that teach or attest much the same. */
  readonly similar: readonly string[];
  /** Other entries that are easily taken for this one and are something else. */
  readonly mistakenFor: readonly string[];
  /** Free ways to much the same skills. */
  readonly free: readonly FreeAlternative[];
  /** One or two sentences to know before paying. */
  readonly caveat?: string;
  /** The entry requirement as a noun phrase, such as "an active CISA (or CIA, CPA, ACCA)". */
  readonly requirement?: string;
}

/** A way to learn that costs nothing. */
export interface FreeAlternative {
  readonly id: string;
  readonly name: string;
  readonly kind: "course" | "tutorial" | "project" | "experiment";
  /** As people say it: "30", "1-1.5 each". */
  readonly hours?: string;
  /** It ends with a free certificate, badge or completion mark. */
  readonly certificate: boolean;
  readonly url?: string;
  readonly topics: readonly string[];
  /** Absent where it suits every level. */
  readonly level?: "entry" | "beyond";
  /** Ids of the entries that it covers most of. */
  readonly covers: readonly string[];
}

/** An entry as it stands in a list. */
export interface Listing {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** It can no longer be taken. */
  readonly isRetired: boolean;
  /** A company lets people take it. */
  readonly isApproved: boolean;
  /** What the shelves are made from: what it is about, whether it needs code, and about what it costs in US dollars. */
  readonly topics: readonly string[];
  readonly coding?: "yes" | "no";
  readonly dollars?: number;
}

/** Finds certifications; pure: the same text and time give the same answer. */
export interface Catalogue {
  /**
   * Finds what a text may mean, best first, at most 25.
   * @param text what a person typed, of any length; only its first 300 characters are read
   * @returns nothing where the text names no certification
   */
  find(text: string): readonly CatalogueMatch[];
  /** The entries that a text names letter for letter, by name, code or alias: more than one where it names several. */
  named(text: string): readonly CatalogueMatch[];
  /** Whether a text is a name, a code or an alias of an entry, letter for letter but for spaces and hyphens. */
  isName(text: string): boolean;
  /** Whether a text holds the code of an exam that is not in the catalogue, though it looks like one that is. */
  namesOther(text: string): boolean;
  /** Every entry that is not hidden, in the order of the files; those a company approves first, those that are retired last. */
  list(): readonly Listing[];
  /**
   * Gives what is known about one certification.
   * @param id the id of an entry, as `find` gives it
   * @param at the time of asking, in ms since epoch: it decides how old the facts are
   * @returns undefined for an unknown id
   */
  entry(id: string, at: number): CatalogueEntry | undefined;
  /**
   * Suggests up to three open entries without entry requirements: those a company approves first, then the cheapest known price.
   * @param profile the level that fits, and whether the person writes code
   * @param at the time of asking, in ms since epoch
   * @returns an empty list where nothing fits
   */
  fitting(
    profile: { readonly level: "entry" | "beyond"; readonly coding: boolean },
    at: number,
  ): readonly CatalogueEntry[];
  /**
   * Lists the free ways to learn of one kind, in the order of the file.
   * @param kind course, tutorial, workplace project or hands-on experiment
   * @returns an empty list where the files name none
   */
  free(kind: FreeAlternative["kind"]): readonly FreeAlternative[];
  /** Every way to learn that costs nothing, in the order of the files. */
  routes(): readonly FreeAlternative[];
}
