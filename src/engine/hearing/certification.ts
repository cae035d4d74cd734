import type { AmountValue, CatalogueValue } from "../answers.ts";
import type { Dialog, Question } from "../dialog.ts";
import { listed } from "../listed.ts";
import { cutNote } from "../note.ts";
import { roughDollars } from "../rough-dollars.ts";
import { hasNegation, singleMention } from "./choices.ts";
import type { Span } from "./names.ts";
import { findHours } from "./hours.ts";
import { modelsOf } from "./models.ts";
import { findMoney } from "./money.ts";
import { findName } from "./names.ts";
import { readNumbers } from "./numbers.ts";
import { saysAnyOf } from "./phrases.ts";
import { normalise } from "./text.ts";
import type { Token } from "./tokens.ts";
import { UNSURE_OPTION } from "./words.ts";

type Catalogued = Extract<Question, { kind: "catalogue" }>;

/** What a text says of the certification that somebody thinks about. */
export type CertificationReading =
  | { readonly type: "value"; readonly value: CatalogueValue; readonly certain: boolean }
  | { readonly type: "unsure" }
  /** Ids of entries it may mean, at most three. */
  | { readonly type: "several"; readonly entries: readonly string[] }
  /** A price or hours are told, and no name. */
  | { readonly type: "nameless"; readonly value: CatalogueValue }
  | { readonly type: "nothing" };

const ENTRIES_MAX = 3;
/** A negation among so many first words may deny the name: "not the AI-900". */
const NEGATED_BEFORE = 3;

/**
 * Reads a certification: one of the catalogue by name or code, "none yet", or another one with its price and hours. A
 * code that differs by a letter is another exam, and never taken for the one it resembles.
 *
 * @param at - The time of asking, ms since epoch: it decides which facts are stale.
 */
export function readCertification(
  dialog: Dialog,
  question: Catalogued,
  plain: string,
  tokens: readonly Token[],
  at: number,
): CertificationReading {
  const { catalogue } = dialog;
  const code = codeIn(tokens);
  const isUnknownCode = code !== undefined && !catalogue.isName(code);
  // Words about money may look like a code with a space in it.
  const isOtherCode =
    isUnknownCode ||
    (catalogue.namesOther(plain) && toldOf(dialog, plain, tokens).value.price === undefined);
  const named = isOtherCode ? [] : catalogue.named(plain);
  if (named.length > 1)
    return { type: "several", entries: named.slice(0, ENTRIES_MAX).map(({ id }) => id) };
  const matches = isOtherCode ? [] : catalogue.find(plain);
  const best = matches.find((match) => match.exact);
  if (best) {
    const value = listed(dialog, question, best.id, at);
    const isDenied =
      hasNegation(tokens.slice(0, NEGATED_BEFORE), dialog.words) && code !== undefined;
    const isOther = code === undefined && saysMore(dialog, best.name, plain, tokens);
    if (value) return { type: "value", value, certain: !isDenied && !isOther };
  }
  const options = dialog.words.options.get(question.id) ?? [];
  const told = toldOf(dialog, plain, tokens);
  const mentioned = singleMention(tokens, options, dialog.words);
  // One word that some entries have in their names says nothing of having chosen none.
  const isNameAlone = matches.length > 0 && tokens.length === 1;
  const isSaidNone = isNameAlone ? false : isNone(dialog, question, tokens);
  const only = isSaidNone ? "none" : mentioned;
  const isPriced = told.value.price !== undefined || told.value.hours !== undefined;
  const vendor = only === "none" ? vendorIn(dialog, plain) : [];
  if (vendor.length > 0) return { type: "several", entries: vendor.slice(0, ENTRIES_MAX) };
  const isNamed = told.value.name !== undefined;
  const isTold = isPriced && isSaidNone !== "surely";
  const isLeft = !isTold && (isSaidNone ? !(told.isNamed && isNamed) : !isNamed);
  if (only === "none" && isLeft)
    return {
      type: "value",
      value: { chosen: "none", facts: {} },
      certain: mentioned === "none" || isSaidNone === "surely",
    };
  if (only === UNSURE_OPTION) return { type: "unsure" };
  if (matches.length > 0 && !isPriced) return fromMatches(dialog, question, matches, at);
  const { name } = told.value;
  if (name !== undefined)
    return { type: "value", value: told.value, certain: isPriced || told.isNamed };
  if (matches.length > 0 && matches.length <= ENTRIES_MAX)
    return fromMatches(dialog, question, matches, at);
  return isPriced ? { type: "nameless", value: told.value } : { type: "nothing" };
}

/** "Data & AI Summer School 2026" holds the name of an exam, and so much more that it is a name of its own. */
function saysMore(dialog: Dialog, name: string, plain: string, tokens: readonly Token[]): boolean {
  const { value, isNamed } = toldOf(dialog, plain, tokens);
  if (!isNamed || value.name === undefined) return false;
  const { phrases, fillers } = dialog.words;
  const known = new Set(normalise(name).split(" "));
  const more = normalise(value.name)
    .split(" ")
    .filter((word) => !known.has(word) && !fillers.has(word) && !phrases.programmeNouns.has(word));
  return more.length >= MORE_WORDS;
}

const MORE_WORDS = 2;

/** Whether a text says, in whatever words, that none is chosen yet. */
function isNone(
  { words }: Dialog,
  question: Catalogued,
  tokens: readonly Token[],
): false | "likely" | "surely" {
  const [[best, share] = ["", 0]] = modelsOf(words).answer(question.id)?.classify(tokens) ?? [];
  if (best !== "none" || share < NONE_SHARE) return false;
  return share >= SURELY_NONE ? "surely" : "likely";
}

const SURELY_NONE = 0.97;

/** From this share on, nothing is chosen. */
const NONE_SHARE = 0.9;

/** The entries of a provider that a text names: "anything from NVIDIA". */
function vendorIn({ catalogue }: Dialog, plain: string): readonly string[] {
  const normal = ` ${normalise(plain)} `;
  return catalogue
    .list()
    .filter(({ vendor, isRetired }) => !isRetired && normal.includes(` ${normalise(vendor)} `))
    .map(({ id }) => id);
}

function fromMatches(
  dialog: Dialog,
  question: Catalogued,
  matches: readonly { readonly id: string }[],
  at: number,
): CertificationReading {
  const [first] = matches;
  const single = first && matches.length === 1 ? listed(dialog, question, first.id, at) : undefined;
  if (single) return { type: "value", value: single, certain: false };
  return { type: "several", entries: matches.slice(0, ENTRIES_MAX).map(({ id }) => id) };
}

/** A code such as "AZ-900", "AIF-C02" or "AI900" in a text: it names one exam and no other. */
function codeIn(tokens: readonly Token[]): string | undefined {
  for (const [at, { type, text, isGlued }] of tokens.entries()) {
    if (type === "word" && /^\p{L}{2,6}\d{2,4}$/u.test(text)) return text;
    const isPart =
      type === "number" ? isGlued && /^\d{2,4}$/u.test(text) : /^\p{L}\d{2,3}$/u.test(text);
    const [letters, hyphen] = [tokens[at - 2], tokens[at - 1]];
    if (isPart && hyphen?.text === "-" && letters && /^\p{L}{2,6}$/u.test(letters.text))
      return `${letters.text}-${text}`;
  }
  return undefined;
}

/** What is told of another certification. */
interface Told {
  readonly value: CatalogueValue;
  /** It is surely a name. */
  readonly isNamed: boolean;
  /** Where price and hours stand. */
  readonly used: readonly Span[];
}

/** What was told, by the tokens it was read from: one text is looked at several times while it is read. */
const known = new WeakMap<readonly Token[], { readonly dialog: Dialog; readonly told: Told }>();
/** Words and marks among which a name and a price are looked for. */
const NAMED_TOKENS_MAX = 120;

/** Another certification in the person's words, as far as it is told. */
export function toldOf(dialog: Dialog, plain: string, tokens: readonly Token[]): Told {
  const before = known.get(tokens);
  if (before?.dialog === dialog) return before.told;
  const told = toldAnew(dialog, plain, tokens.slice(0, NAMED_TOKENS_MAX));
  known.set(tokens, { dialog, told });
  return told;
}

function toldAnew(dialog: Dialog, plain: string, tokens: readonly Token[]): Told {
  const { words } = dialog;
  const groups = readNumbers(tokens, words.numerals);
  const money = findMoney(tokens, groups, words);
  const hours = findHours(tokens, groups, words);
  const length = hours?.isByPeriod === false ? hours : undefined;
  const used = [...money, ...(hours ? [hours] : [])];
  const found = findName(plain, tokens, used, words);
  const name = found?.name;
  const price = money[0]?.value ?? freeOfCharge(tokens, dialog);
  const dollars = price && roughDollars(price);
  return {
    value: {
      chosen: "other",
      ...(name === undefined ? {} : { name: cutNote(name) }),
      ...(price ? { price } : {}),
      ...(length ? { hours: length.amount } : {}),
      facts: dollars === undefined ? {} : { price: dollars },
    },
    isNamed: found?.isCertain === true,
    used,
  };
}

function freeOfCharge(tokens: readonly Token[], { words }: Dialog): AmountValue | undefined {
  const isFree = saysAnyOf(words.phrases.freeOfCharge, tokens);
  const isDenied = saysAnyOf(words.phrases.notFree, tokens);
  return isFree && !isDenied ? { amount: 0 } : undefined;
}
