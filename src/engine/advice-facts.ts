import { SHOWN_FACTS } from "./catalogue.ts";
import type { CatalogueEntry, CatalogueFact, FreeAlternative, ShownFact } from "./catalogue.ts";
import { TRUE } from "./condition.ts";
import { certificationOf } from "./about.ts";
import { approvedLine } from "./entry-card.ts";
import { entryPriceText, factText } from "./fact-text.ts";
import { priceText } from "./money-text.ts";
import type { AdviceContext } from "./reasons.ts";
import { say } from "./reply.ts";
import type { Text } from "./reply.ts";

const KINDS: readonly FreeAlternative["kind"][] = ["course", "tutorial", "project", "experiment"];

/** Which certification this is about, with its price and hours as far as they are known. */
export function subjectOf(context: AdviceContext): Text {
  const value = certificationOf(context.dialog, context.conversation);
  if (!value || value.chosen === "none") return say("subject.none");
  const entry = entryOf(context);
  const name = value.name ?? say("subject.this-certification");
  if (!entry) {
    const price = value.price
      ? priceText({ currency: "USD", ...value.price })
      : say("fact.price-unknown");
    return value.hours === undefined
      ? say("subject.priced", { name, price })
      : say("subject.full", { name, price, hours: value.hours });
  }
  const price = entryPriceText(entry);
  return entry.hours === undefined
    ? say("subject.priced", { name, price })
    : say("subject.full", { name, price, hours: entry.hours });
}

/** What owning it costs: every known fact with its age. */
export function costLines(context: AdviceContext): readonly Text[] {
  const entry = entryOf(context);
  const value = certificationOf(context.dialog, context.conversation);
  if (!entry) {
    const typed = value?.price
      ? [say("cost.typed", { price: priceText({ currency: "USD", ...value.price }) })]
      : [];
    return [...typed, say(value?.chosen === "other" ? "cost.ask" : "cost.none")];
  }
  const lines = SHOWN_FACTS.flatMap((fact) => {
    const known = entry.shown[fact];
    return known ? [factLine(fact, known)] : fact === "price" ? [say("cost.price.unknown")] : [];
  });
  const page = entry.url === undefined ? [] : [say("cost.page", { url: entry.url })];
  const caveat = entry.caveat === undefined ? [] : [say("cost.caveat", { caveat: entry.caveat })];
  const approved = entry.approved ? [approvedLine(entry.approved.note)] : [];
  return [...approved, ...lines, ...caveat, ...page];
}

/** One concrete way of each kind that costs nothing, those named for this certification first. */
export function cheaperLines(context: AdviceContext): readonly Text[] {
  const { dialog } = context;
  const own = entryOf(context)?.free ?? [];
  const fitting = fittingLines(context);
  const ways = KINDS.flatMap(
    (kind) => own.find((way) => way.kind === kind) ?? dialog.catalogue.free(kind)[0] ?? [],
  );
  return [
    ...fitting,
    ...ways.map((way) => {
      const values = {
        name: way.name,
        hours: way.hours ?? "",
        hasHours: way.hours === undefined ? "no" : "yes",
        url: way.url ?? "",
        hasUrl: way.url === undefined ? "no" : "yes",
      };
      return say(`cheaper.${way.kind}`, values);
    }),
  ];
}

/** For someone who has not chosen yet: up to three entries that fit. */
function fittingLines(context: AdviceContext): readonly Text[] {
  if (certificationOf(context.dialog, context.conversation)?.chosen !== "none") return [];
  const { dialog, path, now } = context;
  const isBeyond = dialog.rules.beyondEntry(path.codes) === TRUE;
  const fitting = dialog.catalogue.fitting(
    { level: isBeyond ? "beyond" : "entry", coding: isBeyond },
    now,
  );
  return fitting.map((entry) =>
    say("cheaper.fitting", { name: entry.name, price: entryPriceText(entry) }),
  );
}

function entryOf({ dialog, conversation, now }: AdviceContext): CatalogueEntry | undefined {
  const id = certificationOf(dialog, conversation)?.entry;
  return id === undefined ? undefined : dialog.catalogue.entry(id, now);
}

function factLine(fact: ShownFact, known: CatalogueFact): Text {
  return say(`cost.${fact}.known`, {
    value: factText(known),
    note: known.note ?? "",
    hasNote: known.note === undefined ? "no" : "yes",
  });
}
