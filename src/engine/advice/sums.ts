import { certificationOf } from "../about.ts";
import { amountOf } from "../answers.ts";
import type { AmountValue, CatalogueValue } from "../answers.ts";
import type { CatalogueEntry } from "../catalogue.ts";
import type { Conversation } from "../conversation.ts";
import type { Dialog } from "../dialog.ts";
import { highestOf } from "../fact-text.ts";
import { roughDollars } from "../rough-dollars.ts";
import { daysAhead } from "./dates-said.ts";
import type { SaidDate } from "./dates-said.ts";

/** What is computed about a purchase; what is not known is absent. */
export interface Sums {
  readonly value: CatalogueValue | undefined;
  readonly entry: CatalogueEntry | undefined;
  readonly price?: AmountValue;
  /** The price in US dollars, roughly: good for bands and for nothing that is shown. */
  readonly dollars?: number;
  /** What fee, renewal and membership come to over three years, in US dollars. */
  readonly threeYears?: number;
  /** Hours the programme takes. */
  readonly hours?: number;
  /** Hours a week the person has. */
  readonly weekHours?: number;
  /** Weeks at that pace, rounded up. */
  readonly weeks?: number;
  /** The date that everything has to be done by, or the first use. */
  readonly date?: SaidDate;
  /** Hours the person has until then. */
  readonly hoursLeft?: number;
}

/** Computes what can be computed of an interview, on one day. */
export function sumsOf(dialog: Dialog, conversation: Conversation, now: number): Sums {
  const value = certificationOf(dialog, conversation);
  const entry = value?.entry === undefined ? undefined : dialog.catalogue.entry(value.entry, now);
  const price = priceOf(value, entry);
  const dollars = price && roughDollars(price);
  const hours = entry?.hours ?? value?.hours;
  const weekHours = weekHoursOf(dialog, conversation);
  const weeks =
    hours === undefined || !weekHours ? undefined : Math.max(1, Math.ceil(hours / weekHours));
  const date = daysAhead(dialog, conversation, now);
  const hoursLeft =
    date === undefined || weekHours === undefined
      ? undefined
      : Math.round((weekHours * date.days) / 7);
  const threeYears =
    dollars === undefined || entry?.yearly === undefined
      ? undefined
      : Math.round(dollars + YEARS * entry.yearly);
  return {
    value,
    entry,
    ...(price && { price }),
    ...(dollars !== undefined && { dollars }),
    ...(threeYears !== undefined && { threeYears }),
    ...(hours !== undefined && { hours }),
    ...(weekHours !== undefined && { weekHours }),
    ...(weeks !== undefined && { weeks }),
    ...(date && { date }),
    ...(hoursLeft !== undefined && { hoursLeft }),
  };
}

function priceOf(
  value: CatalogueValue | undefined,
  entry: CatalogueEntry | undefined,
): AmountValue | undefined {
  if (value?.price) return { currency: "USD", ...value.price };
  const shown = entry?.shown.price?.value;
  if (typeof shown === "object" && "currency" in shown)
    return { amount: highestOf(shown), currency: shown.currency };
  const known = entry?.facts["price"];
  return typeof known === "number" && shown === undefined
    ? { amount: known, currency: "USD" }
    : undefined;
}

function weekHoursOf(dialog: Dialog, { answers }: Conversation): number | undefined {
  const question = dialog.questions.find(({ kind }) => kind === "duration");
  const answer = question && answers[question.id];
  return answer === undefined ? undefined : amountOf(answer);
}

const YEARS = 3;
