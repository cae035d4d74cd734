import { taskOf } from "../about.ts";
import { optionOf } from "../answers.ts";
import { moneyText, priceText } from "../money-text.ts";
import { say } from "../reply.ts";
import { waysFor } from "../ways.ts";
import type { Text, TextValue } from "../reply.ts";
import type { Case, Casebook, Part } from "./casebook.ts";
import { holdsFor } from "./choose.ts";
import type { Keys, Known } from "./keys.ts";
import { nounPhrase } from "./noun-phrase.ts";
import type { Sums } from "./sums.ts";

/** What stands for the braces of texts; a slot that is absent has no value. */
export type Slots = Readonly<Record<string, TextValue>>;

/** The slots whose values are known of this person. */
export function slotsOf(known: Known, sums: Sums, keys: Keys): Slots {
  const { entry, value, price, hours, weekHours, weeks, hoursLeft, threeYears, date } = sums;
  const named = taskNamed(known);
  const route = routeOf(known, sums, keys);
  const family = [...(keys.get("family") ?? [])][0];
  const isMoney = price !== undefined && price.amount > 0;
  const values: Record<string, TextValue | undefined> = {
    certification: value?.name,
    price: isMoney ? priceText(price) : undefined,
    share:
      isMoney && keys.get("pays")?.has("half")
        ? moneyText({ ...price, amount: Math.round(price.amount / 2) })
        : undefined,
    threeYears:
      threeYears === undefined ? undefined : moneyText({ amount: threeYears, currency: "USD" }),
    hours,
    weekHours: weekHours === undefined ? undefined : Math.round(weekHours * 10) / 10,
    weeks,
    hoursLeft,
    date: date && say(date.isMonth ? "said.month" : "said.day", { date: date.at }),
    task: named,
    route,
    routePrice: isRouteFree(keys) ? say("said.nothing") : undefined,
    successor: entry?.instead.map(({ name }) => name)[0],
    requirement: entry?.requirement,
    stays: family === undefined ? undefined : say(`roles.${family}.stays`),
  };
  return withCapitals(
    Object.fromEntries(
      Object.entries(values).filter((pair): pair is [string, TextValue] => pair[1] !== undefined),
    ),
  );
}

/** A slot with which a sentence begins has a name with a capital, and its value one too. */
function withCapitals(slots: Slots): Slots {
  const capitals = Object.entries(slots).map(([slot, value]) => [
    upperFirst(slot),
    typeof value === "string" ? upperFirst(value) : value,
  ]);
  return { ...slots, ...Object.fromEntries(capitals) };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The task as a thing: from the line beside the answer, else from the words in which the use was said. */
function taskNamed({ dialog, conversation }: Known): string | undefined {
  const own = conversation.clauses?.findLast(({ about }) => about === USE)?.text;
  for (const text of [taskOf(dialog, conversation), own]) {
    const named = text === undefined ? undefined : nounPhrase(text, dialog.words);
    if (named !== undefined) return named;
  }
  return undefined;
}

/** The question that asks for a use. */
const USE = "use";

function isRouteFree(keys: Keys): boolean {
  const kinds = keys.get("routeKind");
  return kinds === undefined || !kinds.has("cheaper");
}

/** The fact that says which cheaper way the person knows. */
const ROUTE = "route";

/** The cheaper way: the one the person knows, else the first that is named for this certification, else by level. */
function routeOf(
  { dialog, conversation, now }: Known,
  { entry }: Sums,
  keys: Keys,
): TextValue | undefined {
  const told = conversation.answers[ROUTE];
  const kind = told === undefined ? undefined : optionOf(told);
  if (kind !== undefined) return say(`said.route.${kind}`);
  const ways = entry ? waysFor(entry, dialog.catalogue, now) : [];
  const own = ways.find(({ price }) => price.amount === 0);
  if (own) return own.name;
  const practice = keys.get("practice");
  const isBeginner = practice?.has("none") || practice?.has("tried") || practice === undefined;
  return isBeginner ? dialog.catalogue.free("course")[0]?.name : undefined;
}

/** What a text of a case says, or undefined where a slot it needs has neither a value nor words for "not known". */
export function sayPart(
  book: Casebook,
  slots: Slots,
  keys: Keys,
  { id, parts }: Case,
  part: Part,
): Text | undefined {
  const needed = parts.get(part);
  if (needed === undefined) return undefined;
  const values = valuesFor(book, slots, keys, needed, part === "step");
  return values && say(`cases.${id}.${part}`, values);
}

/**
 * Values for the slots that a text needs.
 *
 * @param isDone - The text is something to do: a slot for something the person does not have at all leaves it unsaid.
 * @returns undefined where one has none
 */
export function valuesFor(
  book: Casebook,
  slots: Slots,
  keys: Keys,
  needed: readonly string[],
  isDone = false,
): Slots | undefined {
  const values: Record<string, TextValue> = {};
  for (const slot of needed) {
    const kind = book.slots.get(slot);
    const isLacking = kind?.lackedBy !== undefined && holdsFor(kind.lackedBy, keys);
    if (isLacking || (isDone && slot === "decider" && isAlone(keys))) return undefined;
    if (slots[slot] === undefined && !kind?.fallback) return undefined;
    for (const name of [slot, upperFirst(slot)])
      values[name] = slots[name] ?? fallback(name, slots);
  }
  return values;
}

/** Nobody decides for somebody without an employer, unless they said who. */
function isAlone(keys: Keys): boolean {
  const isEmployed = keys.get("situation")?.has("employed") ?? false;
  return !isEmployed && !keys.get("decider")?.has("named");
}

/** The words for "not known", which may name another slot. */
function fallback(name: string, slots: Slots): Text {
  const route = slots["route"] ?? say("slots.route");
  return say(`slots.${name}`, { route, Route: slots["Route"] ?? say("slots.Route") });
}
