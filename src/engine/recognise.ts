import type { AmountValue, CatalogueValue, Value } from "./answers.ts";
import type { Dialog, Question } from "./dialog.ts";
import { cutNote, toNote } from "./note.ts";
import { parseHours } from "./hours.ts";
import { clauseWith, hasNegation, mentionedIn, saysAny } from "./mentions.ts";
import { parseMoney, parseNumber } from "./quantity.ts";
import { editDistance, normalise, READ_CHARS_MAX, UNSURE_OPTION } from "./words.ts";
import type { Command, OptionWords, Words } from "./words.ts";

/** What a typed text means at one question. */
export type Recognised =
  | { readonly type: "command"; readonly command: Command }
  /**
   * `certain` is false after a guess at the spelling or the meaning; `invited` when no word was known, and the whole text
   * was taken for the task that the option asks for.
   */
  | {
      readonly type: "value";
      readonly value: Value;
      readonly certain: boolean;
      readonly invited?: true;
    }
  | { readonly type: "unsure"; readonly certain: boolean }
  /** Understood, but not possible here. */
  | { readonly type: "invalid"; readonly min: number; readonly max: number }
  /** Ids of the options it may mean. */
  | { readonly type: "several"; readonly options: readonly string[] }
  | { readonly type: "nothing" };

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
  const [named, ...alike] = options.filter(
    ({ id, phrases }) => phrases.includes(normal) || normalise(id) === normal,
  );
  if (named && alike.length === 0) return chosen(question, named.id, read, true, undefined);
  if (question.kind === "catalogue") return recogniseEntry(dialog, question, read, at);
  if (question.kind !== "choice") return recogniseAmount(dialog, question, read, options);

  const numbered = byNumber(normal, question.options, dialog.words);
  if (numbered !== undefined) return chosen(question, numbered, read, true, undefined);
  const { options: mentioned, isHedged } = mentionedIn(read, options, dialog.words);
  const [only] = mentioned;
  if (only !== undefined && mentioned.length === 1)
    return chosen(question, only, read, !isHedged, dialog.words);
  if (mentioned.length > 1) return { type: "several", options: mentioned };
  const guess =
    bySpelling(normal, options, dialog.words) ??
    singleMention(correctSpelling(normal, options, dialog.words), options, dialog.words);
  if (guess !== undefined) return chosen(question, guess, read, false, dialog.words);
  const [invited] = question.note;
  if (invited !== undefined && normal.includes(" ") && !hasNegation(read, dialog.words))
    return {
      type: "value",
      value: { option: invited, note: toNote(read, dialog.words) },
      certain: isTask(read, dialog.words),
      invited: true,
    };
  return { type: "nothing" };
}

/**
 * What else a text says: answers to other questions, found by the phrases that say it anywhere, so that a stray word
 * does not answer for the person, and hours when a period such as "a week" stands beside them.
 */
export function recogniseOthers(
  dialog: Dialog,
  questions: readonly Question[],
  text: string,
): readonly (readonly [Question, Value])[] {
  return questions.flatMap((question): readonly (readonly [Question, Value])[] => {
    if (question.kind === "duration") {
      if (saysAny(text, dialog.words.spent)) return [];
      const found = parseHours(text, dialog.words.understanding, true);
      const { amount } = found?.value ?? { amount: -1 };
      return found?.isByPeriod && amount >= question.min && amount <= question.max
        ? [[question, found.value]]
        : [];
    }
    if (question.kind !== "choice") return [];
    const telling = (dialog.words.options.get(question.id) ?? [])
      .filter((option) => option.id !== UNSURE_OPTION)
      .map((option) => ({ ...option, phrases: option.anywhere }));
    const option = singleMention(text, telling, dialog.words);
    if (option === undefined) return [];
    const phrases = telling.find(({ id }) => id === option)?.phrases ?? [];
    const value = question.note.includes(option)
      ? { option, note: toNote(clauseWith(text, phrases, dialog.words), dialog.words) }
      : option;
    return [[question, value]];
  });
}

function chosen(
  question: Question,
  option: string,
  text: string,
  certain: boolean,
  /** Given where the text is the person's own and may be kept as a note. */
  ownWords: Words | undefined,
): Recognised {
  if (option === UNSURE_OPTION) return { type: "unsure", certain };
  if (question.kind === "choice") {
    const isNoted = ownWords && question.note.includes(option);
    return {
      type: "value",
      value: isNoted ? { option, note: toNote(text, ownWords) } : option,
      certain,
    };
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

/** Whether a text that nothing else explains can only be the name of a task: no talk, no question. */
function isTask(text: string, words: Words): boolean {
  return !text.includes("?") && !saysAny(text, words.talk);
}

function singleMention(
  text: string,
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  const { options: mentioned } = mentionedIn(text, options, words);
  return mentioned.length === 1 ? mentioned[0] : undefined;
}

/** A yes, a no or a negation is never a slip of another word: "I think no" is not "I think so". */
function bySpelling(
  normal: string,
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  const firm = normal
    .split(" ")
    .filter((word) => words.negations.has(word) || words.yes.has(word) || words.no.has(word));
  const near = options.filter(({ phrases }) =>
    phrases.some(
      (phrase) =>
        editDistance(normal, phrase, slipsIn(phrase)) <= slipsIn(phrase) &&
        firm.every((word) => phrase.split(" ").includes(word)),
    ),
  );
  return near.length === 1 ? near[0]?.id : undefined;
}

function slipsIn(phrase: string): number {
  return phrase.length < 4 ? 0 : phrase.length < 8 ? 1 : 2;
}

/** Replaces words that no option knows by the one known word a single slip away: "still" is a word, and no slip of "skill". */
function correctSpelling(normal: string, options: readonly OptionWords[], words: Words): string {
  const known = new Set(
    options.flatMap(({ phrases }) => phrases.flatMap((phrase) => phrase.split(" "))),
  );
  const long = [...known].filter((word) => word.length > 4);
  return normal
    .split(" ")
    .map((word) => {
      const isWord = [known, words.fillers, words.talk, words.joints].some((set) => set.has(word));
      if (word.length < 4 || isWord) return word;
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
  const { understanding } = dialog.words;
  const parse = { money: parseMoney, duration: parseHours, number: parseNumber }[question.kind];
  const found = parse(text, understanding);
  if (found) {
    const { amount } = found.value;
    if (amount < question.min || amount > question.max)
      return { type: "invalid", min: question.min, max: question.max };
    return { type: "value", value: found.value, certain: true };
  }
  const only = singleMention(text, options, dialog.words);
  if (only !== undefined) return chosen(question, only, text, true, undefined);
  const guess = bySpelling(normalise(text), options, dialog.words);
  return guess === undefined
    ? { type: "nothing" }
    : chosen(question, guess, text, false, undefined);
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
  const only = singleMention(text, options, dialog.words);
  if (only === "none" || only === UNSURE_OPTION)
    return chosen(question, only, text, true, undefined);
  const single = best && matches.length === 1 ? listed(dialog, question, best.id, at) : undefined;
  if (single) return { type: "value", value: single, certain: false };
  if (matches.length > 0)
    return { type: "several", options: matches.slice(0, 4).map(({ id }) => id) };
  const normal = normalise(text);
  const isTalk = dialog.words.yes.has(normal) || dialog.words.no.has(normal);
  if (isTalk || text.trim().endsWith("?") || hasNegation(text, dialog.words))
    return { type: "nothing" };
  const another = parseAnother(text, dialog);
  if (!another) return { type: "nothing" };
  const isTold = another.price !== undefined || another.hours !== undefined || only === "other";
  return { type: "value", value: another, certain: isTold };
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
  const facts: Record<string, string | number> = {};
  for (const fact of Object.keys(question.facts)) {
    const known = Object.hasOwn(entry.facts, fact) ? entry.facts[fact] : undefined;
    if (known !== undefined) facts[fact] = known;
  }
  return { chosen: "listed", entry: entry.id, name: entry.name, facts };
}

/** Another certification in the person's words: "Prompt boot camp, 4,900, 120 h". Nothing without a word in it. */
export function parseAnother(text: string, dialog: Dialog): CatalogueValue | undefined {
  const { understanding } = dialog.words;
  const hours = parseHours(text, understanding, true);
  const money = parseMoney(hours ? hours.rest : text, understanding, true);
  const name = cutNote(nameIn(money?.rest ?? hours?.rest ?? text, dialog.words));
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

/** What is left of a line without price and hours: no marks at either end, no "for" before the price. */
function nameIn(rest: string, words: Words): string {
  const marks = /[\s,;:()–-]+$|^[\s,;:()–-]+/gu;
  const ending = new RegExp(`\\s(?:${words.understanding.priceWords.join("|") || "–"})$`, "iu");
  const joined = rest.replaceAll(/\s*[,;:]*\s*(?=[,;:])/gu, "").replaceAll(marks, "");
  return joined.replace(ending, "").replaceAll(marks, "");
}
