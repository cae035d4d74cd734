import { SHOWN_FACTS } from "./catalogue.ts";
import type { Catalogue, CatalogueEntry } from "./catalogue.ts";
import type { StartEvent } from "./conversation.ts";
import { entryPriceText, factText } from "./fact-text.ts";
import { say } from "./reply.ts";
import type { Button, NoticeReply, Text } from "./reply.ts";
import { waysFor } from "./ways.ts";

/** Free and cheaper ways on one card. */
const WAYS_SHOWN = 2;

/**
 * Shows what is known of one certification, with a way to ask whether it is worth it, and to what took its place.
 *
 * @param now - In ms since epoch: facts age.
 * @param goOn - Stands first where somebody is in the middle of an interview.
 */
export function entryCard(
  catalogue: Catalogue,
  entry: CatalogueEntry,
  now: number,
  goOn?: Button,
): NoticeReply {
  const { id, instead } = entry;
  const isRetired = entry.facts["status"] === "retired";
  const ask: Button = { label: say("card.ask"), event: begin(id) };
  const successors = instead.map((other): Button => ({
    label: say("card.successor", { name: other.name }),
    event: begin(other.id),
  }));
  const [first, ...others] = isRetired ? successors : [ask, ...successors];
  return {
    type: "notice",
    notice: "certification",
    title: entryTitle(entry),
    lines: cardLines(catalogue, entry, now),
    actions: [
      ...(goOn ? [goOn] : []),
      ...(first ? [goOn ? first : { ...first, style: "primary" as const }] : []),
      ...others,
    ],
  };
}

/** The name of an entry with its code, where the name does not hold it. */
export function entryTitle({ name, code }: Pick<CatalogueEntry, "name" | "code">): Text {
  const hasCode = code === undefined || name.includes(code) ? "no" : "yes";
  return say("card.title", { name, code: code ?? "", hasCode });
}

/** Everything about one entry, a line each. */
export function cardLines(
  catalogue: Catalogue,
  entry: CatalogueEntry,
  now: number,
): readonly Text[] {
  const { approved, shown, caveat, url, vendor, kind, languages, mistakenFor } = entry;
  const isRetired = entry.facts["status"] === "retired";
  const facts = SHOWN_FACTS.flatMap((fact): readonly Text[] => {
    const known = shown[fact];
    if (known)
      return [
        say(`cost.${fact}.known`, {
          value: factText(known),
          note: known.note ?? "",
          hasNote: known.note === undefined ? "no" : "yes",
        }),
      ];
    return fact === "price" ? [say("cost.price.unknown")] : [];
  });
  const requirement =
    shown.prerequisites || entry.requirement === undefined
      ? []
      : [say("card.requirement", { requirement: entry.requirement })];
  const confused = mistakenFor.flatMap((other) => catalogue.entry(other, now)?.name ?? []);
  return [
    ...(approved ? [approvedLine(approved.note)] : []),
    ...(isRetired ? [say("card.retired")] : []),
    ...(vendor === undefined ? [] : [vendorLine(vendor, kind)]),
    ...(isRetired ? [] : [...facts, ...requirement]),
    ...(languages.length === 0 ? [] : [say("card.languages", { list: languageList(languages) })]),
    ...(caveat === undefined ? [] : [say("cost.caveat", { caveat })]),
    ...(isRetired ? [] : wayLines(catalogue, entry, now)),
    ...(confused.length === 0 ? [] : [say("card.mistaken", { names: confused.join(" · ") })]),
    ...(url === undefined ? [] : [say("cost.page", { url })]),
  ];
}

/** That a company lets people take it. */
export function approvedLine(note: string | undefined): Text {
  return say("card.approved", { note: note ?? "", hasNote: note === undefined ? "no" : "yes" });
}

/** The name of an entry with its price, in one line. */
export function entryInBrief(entry: CatalogueEntry): Text {
  return say("card.brief", { name: entry.name, price: entryPriceText(entry) });
}

function vendorLine(vendor: string, kind: string | undefined): Text {
  return say("card.vendor", {
    vendor,
    kind: kind ?? "",
    hasKind: kind === undefined ? "no" : "yes",
  });
}

function wayLines(catalogue: Catalogue, entry: CatalogueEntry, now: number): readonly Text[] {
  return waysFor(entry, catalogue, now)
    .slice(0, WAYS_SHOWN)
    .map(({ id, name, url, kind }) => {
      const values = { name, url: url ?? "", hasUrl: url === undefined ? "no" : "yes" };
      if (kind !== "certification") return say("card.free", values);
      const other = catalogue.entry(id, now);
      return say("card.cheaper", { ...values, price: other ? entryPriceText(other) : "" });
    });
}

function languageList(codes: readonly string[]): Text {
  const [first = "", ...rest] = codes;
  return rest.reduce(
    (list, code) => say("card.and", { first: list, second: say(`language.${code}`) }),
    say(`language.${first}`),
  );
}

/** An id is a name of its entry, and short enough for every button. */
function begin(id: string): StartEvent {
  return { type: "start", text: id };
}
