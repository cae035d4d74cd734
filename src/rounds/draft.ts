import type { CatalogueFact } from "../engine/catalogue.ts";
import type { Conversation } from "../engine/conversation.ts";
import type { Dialog } from "../engine/dialog.ts";
import { highestOf } from "../engine/fact-text.ts";
import { readHoursIn } from "../engine/hearing/hours.ts";
import { readMoney } from "../engine/hearing/money-field.ts";
import { certificationOf, taskOf } from "../engine/about.ts";
import type { RequestContent, Round } from "../team/state.ts";
import { parseConversation } from "../turn.ts";
import type { TurnParts } from "../turn.ts";
import { withoutMentions } from "./replies.ts";
import { readRound } from "./stored.ts";

/** A request that is being written: what is still missing is absent. */
export type Draft = Partial<RequestContent>;

/** The request a person has begun in a round, or the one their interview suggests. */
export async function readDraft(
  { storage, dialog: loaded }: TurnParts,
  asked: {
    readonly tenant: string;
    readonly person: string;
    readonly round: string;
    readonly now: number;
  },
): Promise<Draft> {
  const { tenant, person, round: id, now } = asked;
  const stored = await readRound(storage, tenant, id);
  if (!stored) return {};
  const begun = stored.round.requests.find(
    (request) => request.person === person && request.status === "previewed",
  );
  if (begun) return begun.content;
  const { dialog } = loaded.in("");
  const interview = await storage.read({ tenant, person, dialog: dialog.id, round: id });
  const conversation = interview && parseConversation(interview.state);
  return draftFrom(dialog, conversation, stored.round, now);
}

/** Begins a request with what the person's own interview in the round says; they see every word of it before it is sent. */
function draftFrom(
  dialog: Dialog,
  conversation: Conversation | undefined,
  round: Round,
  now: number,
): Draft {
  if (!conversation) return {};
  const value = certificationOf(dialog, conversation);
  if (!value || value.chosen === "none") return {};
  const entry = value.entry === undefined ? undefined : dialog.catalogue.entry(value.entry, now);
  const hours = entry?.hours ?? value.hours;
  const task = textOf(taskOf(dialog, conversation));
  const name = textOf(value.name);
  const free = entry?.free[0];
  const owning = OWNING.flatMap((fact) => {
    const known = entry?.shown[fact];
    if (typeof known?.value !== "string") return [];
    const { value: text, checked } = known;
    return [{ fact, value: text, ...(checked !== undefined && { checked }) }];
  });
  return {
    ...(entry && { certification: entry.id }),
    ...(name !== undefined && { name }),
    ...amountOf(round.currency, entry?.shown.price, value.price),
    ...(owning.length > 0 && { owning }),
    ...(hours !== undefined && hours > 0 && { hours }),
    ...(task !== undefined && { task }),
    ...(free && { cheaperWay: free.name }),
  };
}

const OWNING = ["retake", "renewal", "membership"] as const;

/** Puts what was typed over a draft: an empty field takes the draft's own away, a missing one keeps it. */
export function fillDraft(
  draft: Draft,
  fields: Readonly<Record<string, string>>,
  dialog: Dialog,
  currency: string,
): Draft {
  const { name, amount, amountFrom, amountChecked } = draft;
  const { owning, hours, task, cheaperWay, certification } = draft;
  const typedName = textOf(fields["name"]) ?? name;
  // Another name is another certification, unless it is another name of the same one.
  const isSame =
    typedName === name ||
    (typedName !== undefined &&
      certification !== undefined &&
      dialog.catalogue.find(typedName).some(({ id, exact }) => exact && id === certification));
  const money = textOf(fields["amount"]);
  const read = money === undefined ? undefined : readMoney(money, dialog.words, dollarOf(currency));
  // Nothing is converted, so an amount in another currency is as good as none.
  const typed = (read?.currency ?? currency) === currency ? read?.amount : undefined;
  const known = amount !== undefined && (money === undefined || typed === amount);
  const typedHours =
    fields["hours"] === undefined ? hours : readHoursIn(fields["hours"], dialog.words);
  const line = (field: string, before: string | undefined) =>
    fields[field] === undefined ? before : textOf(fields[field]);
  const typedTask = line("task", task);
  const typedWay = line("cheaperWay", cheaperWay);
  return {
    ...(certification !== undefined && isSame && { certification }),
    ...(owning !== undefined && isSame && { owning }),
    ...(typedName !== undefined && { name: typedName }),
    ...(known && {
      amount,
      ...(amountFrom && { amountFrom }),
      ...(amountChecked !== undefined && { amountChecked }),
    }),
    ...(!known && typed !== undefined && { amount: typed, amountFrom: "typed" as const }),
    ...(typedHours !== undefined && typedHours > 0 && { hours: typedHours }),
    ...(typedTask !== undefined && { task: typedTask }),
    ...(typedWay !== undefined && { cheaperWay: typedWay }),
  };
}

/** The draft as content, once it says what and how much. */
export function toContent(draft: Draft): RequestContent | undefined {
  const { name, amount, amountFrom } = draft;
  if (name === undefined || amount === undefined || amountFrom === undefined) return undefined;
  return { ...draft, name, amount, amountFrom };
}

/** What was typed, trimmed and without marks; undefined when nothing is left. */
export function textOf(typed: string | undefined): string | undefined {
  const text = withoutMentions(typed ?? "").trim();
  return text === "" ? undefined : text;
}

/** Nothing is converted: where the catalogue's price is in another currency than the round's, the person types the amount. */
function amountOf(
  currency: string,
  price: CatalogueFact | undefined,
  typed: { readonly amount: number; readonly currency?: string } | undefined,
): Pick<Draft, "amount" | "amountFrom" | "amountChecked"> {
  const fee = typeof price?.value === "object" && "currency" in price.value && price.value;
  if (fee && fee.currency === currency && highestOf(fee) > 0)
    return {
      amount: highestOf(fee),
      amountFrom: fee.isAgreed ? "agreed" : "catalogue",
      ...(price?.checked !== undefined && { amountChecked: price.checked }),
    };
  const own = typed?.currency === "$" ? dollarOf(currency) : (typed?.currency ?? currency);
  return typed && typed.amount > 0 && own === currency
    ? { amount: typed.amount, amountFrom: "typed" }
    : {};
}

/** What "$" means in a round: its own currency where that is a dollar. */
export function dollarOf(currency: string): string {
  return DOLLARS.has(currency) ? currency : "USD";
}

const DOLLARS = new Set([
  "USD",
  "CAD",
  "AUD",
  "NZD",
  "SGD",
  "HKD",
  "TWD",
  "BBD",
  "BSD",
  "BZD",
  "JMD",
  "NAD",
  "TTD",
]);
