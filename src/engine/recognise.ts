import type { AmountValue, CatalogueValue, Value } from "./answers.ts";
import type { Dialog, Question } from "./dialog.ts";
import { parseHours, parseMoney, parseNumber } from "./quantity.ts";
import { editDistance, normalise, READ_CHARS_MAX, UNSURE_OPTION } from "./words.ts";
import type { Command, OptionWords, Words } from "./words.ts";

/** What a typed text means at one question. */
export type Recognised =
  | { readonly type: "command"; readonly command: Command }
  /** `certain` is false after a guess at the spelling or the meaning. */
  | { readonly type: "value"; readonly value: Value; readonly certain: boolean }
  | { readonly type: "unsure"; readonly certain: boolean }
  /** Understood, but not possible here. */
  | { readonly type: "invalid"; readonly min: number; readonly max: number }
  /** Ids of the options it may mean. */
  | { readonly type: "several"; readonly options: readonly string[] }
  | { readonly type: "nothing" };

/** Longest line of the person's own words that is kept, in UTF-16 units. */
const NOTE_CHARS_MAX = 200;

/** Reads a whole text as a command. */
export function recogniseCommand(text: string, words: Words): Command | undefined {
  return words.commands.get(normalise(text));
}

/**
 * Reads a typed text as the answer to one question: exact name, then number or ordinal, then words that name only one
 * option, then a small slip of spelling. Never two ways at once.
 */
export function recognise(
  dialog: Dialog,
  question: Question,
  text: string,
  at: number,
): Recognised {
  const read = text.slice(0, READ_CHARS_MAX);
  const normal = normalise(read);
  const options = dialog.words.options.get(question.id) ?? [];
  const named = options.find((option) => option.phrases.includes(normal));
  if (named) return chosen(question, named.id, read, true, false);
  if (question.kind === "catalogue") return recogniseEntry(dialog, question, read, at);
  if (question.kind !== "choice") return recogniseAmount(dialog, question, read, options);

  const numbered = byNumber(normal, question.options, dialog.words);
  if (numbered !== undefined) return chosen(question, numbered, read, true, false);
  const mentioned = mentionedIn(normal, options, dialog.words.negations);
  const [only] = mentioned;
  if (only !== undefined && mentioned.length === 1) return chosen(question, only, read, true, true);
  if (mentioned.length > 1) return { type: "several", options: mentioned };
  const guess =
    bySpelling(normal, options) ??
    singleMention(correctSpelling(normal, options), options, dialog.words);
  if (guess !== undefined) return chosen(question, guess, read, false, true);
  const [invited] = question.note;
  if (invited !== undefined && normal.split(" ").length > 2)
    return chosen(question, invited, read, false, true);
  return { type: "nothing" };
}

/**
 * What else a text says: answers to other questions, found by phrases of two words or more, so that a stray word does
 * not answer for the person.
 */
export function recogniseOthers(
  dialog: Dialog,
  questions: readonly Question[],
  text: string,
): readonly { readonly question: Question; readonly option: string; readonly note: string }[] {
  const normal = normalise(text.slice(0, READ_CHARS_MAX));
  return questions.flatMap((question) => {
    if (question.kind !== "choice") return [];
    const telling = (dialog.words.options.get(question.id) ?? [])
      .filter((option) => option.id !== UNSURE_OPTION)
      .map(({ id, phrases }) => ({
        id,
        phrases: phrases.filter((phrase) => phrase.includes(" ")),
      }));
    const mentioned = mentionedIn(normal, telling, dialog.words.negations);
    const [option] = mentioned;
    return option !== undefined && mentioned.length === 1
      ? [{ question, option, note: cutNote(text) }]
      : [];
  });
}

/** The person's own line, cut to what is kept; never inside a character. */
export function cutNote(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  if (line.length <= NOTE_CHARS_MAX) return line;
  return `${line.slice(0, NOTE_CHARS_MAX - 1).replace(/[\ud800-\udbff]$/u, "")}…`;
}

function chosen(
  question: Question,
  option: string,
  text: string,
  certain: boolean,
  ownWords: boolean,
): Recognised {
  if (option === UNSURE_OPTION) return { type: "unsure", certain };
  if (question.kind === "choice") {
    const note = ownWords && question.note.includes(option) ? { note: cutNote(text) } : {};
    return { type: "value", value: { option, ...note }, certain };
  }
  if (question.kind === "catalogue") {
    return {
      type: "value",
      value: { chosen: option === "none" ? "none" : "other", facts: {} },
      certain,
    };
  }
  const preset = question.presets.find(({ id }) => id === option);
  return preset
    ? { type: "value", value: { amount: preset.amount }, certain }
    : { type: "nothing" };
}

function byNumber(normal: string, options: readonly string[], words: Words): string | undefined {
  const digits = /^(?:number |option |nr |no )?(\d{1,2})$/u.exec(normal);
  if (digits) return options[Number(digits[1]) - 1];
  const letter = /^[a-h]$/u.exec(normal);
  if (letter && options.length > 1) return options["abcdefgh".indexOf(normal)];
  const { ordinals, last } = words.understanding;
  const without = normal.replaceAll(/^(?:the|option|answer) | (?:one|option|answer)$/gu, "");
  if (last.some((word) => normalise(word) === without)) return options.at(-1);
  const at = ordinals.findIndex((names) => names.some((name) => normalise(name) === without));
  return at < 0 ? undefined : options[at];
}

/** Ids of the options that a text names; a longer phrase beats a shorter one inside it, a negated one does not count. */
function mentionedIn(
  normal: string,
  options: readonly OptionWords[],
  negations: ReadonlySet<string>,
): readonly string[] {
  const text = ` ${normal} `;
  const found = options.flatMap(({ id, phrases }) => {
    for (const phrase of phrases) {
      const start = text.indexOf(` ${phrase} `);
      if (start >= 0 && !isNegated(text, start, negations))
        return [{ id, start, end: start + phrase.length }];
    }
    return [];
  });
  const inside = (one: (typeof found)[number], other: (typeof found)[number]) =>
    one !== other &&
    other.start <= one.start &&
    one.end <= other.end &&
    other.end - other.start > one.end - one.start;
  return found.filter((one) => !found.some((other) => inside(one, other))).map(({ id }) => id);
}

const NEGATION_REACH = 3;

function isNegated(text: string, start: number, negations: ReadonlySet<string>): boolean {
  const before = text.slice(0, start).trim().split(" ");
  return before.slice(-NEGATION_REACH).some((word) => negations.has(word));
}

function singleMention(
  normal: string,
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  const mentioned = mentionedIn(normal, options, words.negations);
  return mentioned.length === 1 ? mentioned[0] : undefined;
}

function bySpelling(normal: string, options: readonly OptionWords[]): string | undefined {
  const near = options.filter(({ phrases }) =>
    phrases.some((phrase) => editDistance(normal, phrase, slipsIn(phrase)) <= slipsIn(phrase)),
  );
  return near.length === 1 ? near[0]?.id : undefined;
}

function slipsIn(phrase: string): number {
  return phrase.length < 4 ? 0 : phrase.length < 8 ? 1 : 2;
}

/** Replaces words that no option knows by the one known word a single slip away. */
function correctSpelling(normal: string, options: readonly OptionWords[]): string {
  const known = new Set(
    options.flatMap(({ phrases }) => phrases.flatMap((phrase) => phrase.split(" "))),
  );
  const long = [...known].filter((word) => word.length > 4);
  return normal
    .split(" ")
    .map((word) => {
      if (word.length < 4 || known.has(word)) return word;
      const near = long.filter((candidate) => editDistance(word, candidate, 1) === 1);
      return near.length === 1 ? near[0] : word;
    })
    .join(" ");
}

function recogniseAmount(
  dialog: Dialog,
  question: Exclude<Question, { kind: "choice" | "catalogue" }>,
  text: string,
  options: readonly OptionWords[],
): Recognised {
  const { understanding, negations } = dialog.words;
  const parse = { money: parseMoney, duration: parseHours, number: parseNumber }[question.kind];
  const found = parse(text, understanding);
  if (found) {
    const { amount } = found.value;
    if (amount < question.min || amount > question.max)
      return { type: "invalid", min: question.min, max: question.max };
    return { type: "value", value: found.value, certain: true };
  }
  const normal = normalise(text);
  const mentioned = mentionedIn(normal, options, negations);
  const [only] = mentioned;
  if (only !== undefined && mentioned.length === 1)
    return chosen(question, only, text, true, false);
  const guess = bySpelling(normal, options);
  return guess === undefined ? { type: "nothing" } : chosen(question, guess, text, false, false);
}

/** A certification: one that is listed, "none yet", or another one with its price and hours in the same line. */
function recogniseEntry(
  dialog: Dialog,
  question: Extract<Question, { kind: "catalogue" }>,
  text: string,
  at: number,
): Recognised {
  const matches = dialog.catalogue.find(text);
  const [best] = matches;
  if (best?.exact) {
    const value = listed(dialog, question, best.id, at);
    if (value) return { type: "value", value, certain: true };
  }
  const options = dialog.words.options.get(question.id) ?? [];
  const only = singleMention(normalise(text), options, dialog.words);
  if (only === "none" || only === UNSURE_OPTION) return chosen(question, only, text, true, false);
  if (matches.length > 0)
    return { type: "several", options: matches.slice(0, 4).map(({ id }) => id) };
  const another = parseAnother(text, dialog);
  return another ? { type: "value", value: another, certain: false } : { type: "nothing" };
}

/** The answer that names an entry of the catalogue, with what is known of it at that moment. */
export function listed(
  dialog: Dialog,
  question: Extract<Question, { kind: "catalogue" }>,
  id: string,
  at: number,
): CatalogueValue | undefined {
  const entry = dialog.catalogue.entry(id, at);
  if (!entry) return undefined;
  const asked = Object.entries(entry.facts).filter(([fact]) => Object.hasOwn(question.facts, fact));
  return { chosen: "listed", entry: entry.id, name: entry.name, facts: Object.fromEntries(asked) };
}

/** Another certification in the person's words: "Prompt boot camp, 4,900, 120 h". Nothing without a word in it. */
function parseAnother(text: string, dialog: Dialog): CatalogueValue | undefined {
  const { understanding } = dialog.words;
  const hours = parseHours(text, understanding, true);
  const money = parseMoney(hours ? hours.rest : text, understanding, true);
  const name = cutNote(
    (money?.rest ?? hours?.rest ?? text).replaceAll(/[\s,;:–-]+$|^[\s,;:–-]+/gu, ""),
  );
  if (!/\p{L}{2}/u.test(name)) return undefined;
  const price: { price?: AmountValue } = money ? { price: money.value } : {};
  return {
    chosen: "other",
    name,
    ...price,
    ...(hours ? { hours: hours.value.amount } : {}),
    facts: money && (money.value.currency ?? "USD") === "USD" ? { price: money.value.amount } : {},
  };
}
