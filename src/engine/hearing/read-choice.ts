import type { Question } from "../dialog.ts";
import { mentionedIn } from "./choices.ts";
import type { Mentions } from "./choices.ts";
import type { Likelihoods } from "./classifier.ts";
import { toClauses, withoutNegated } from "./clauses.ts";
import { NONE, modelsOf } from "./models.ts";
import { byPlace, meantAmong, placesIn } from "./places.ts";
import { bySign, hasOwnSign } from "./signs.ts";
import { bySpelling } from "./slips.ts";
import { normalOf } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import { UNSURE_OPTION } from "./words.ts";
import type { OptionWords, Words } from "./words.ts";

type Choice = Extract<Question, { kind: "choice" }>;

/** What a text says to a question with options. */
export type ChoiceReading =
  /** `certain` after the option's own words, its number on the screen, or when all readers agree. */
  | {
      readonly type: "option";
      readonly option: string;
      readonly certain: boolean;
      readonly isExact: boolean;
    }
  /** Ids of the options it may mean, likeliest first, at most three. */
  | { readonly type: "several"; readonly options: readonly string[] }
  | { readonly type: "nothing" };

/** The evidence behind a reading, for whoever wants to see why. */
export interface ChoiceEvidence {
  readonly mentions: Mentions;
  /** Options, unsure and `NONE` with their shares; empty where nothing is learnt. */
  readonly likely: Likelihoods;
}

/** How much likelier a phrase that names an option makes it: one in thirty such phrases misleads. */
const MENTION_FACTOR = 12;
const AMONG_SEVERAL_FACTOR = 4;
const DENIED_FACTOR = 1 / 6;
/**
 * Shares from which an answer is taken, set by cross-validation so that about one in a hundred taken is wrong: where its
 * own phrases stand in the text, where none do, where those of another option do, or of several.
 */
const TAKEN = { said: 0.96, silent: 0.95, other: 0.96, many: 0.975, unfirm: 0.97 };
/** From this share on, what was only learnt is no guess. */
const SURE = 0.96;
/** Below this share an option is not worth offering. */
const OFFERED = 0.08;
/** From this share on a text answers nothing that was asked. */
const NOTHING = 0.6;
const OFFERED_MAX = 3;
/** Below this share a text without a single known word, such as "asdf", is a slip of an option's own words or nothing. */
const LIKELY = 0.5;

/**
 * Reads a text as the answer to a question with options: its exact words, its number on the screen, then what rules and
 * classifier say of it together.
 *
 * @param shown - Ids of the options on the screen, in order: "1" and "the last" mean these.
 */
export function readChoice(
  question: Choice,
  tokens: readonly Token[],
  words: Words,
  shown: readonly string[],
): ChoiceReading {
  const outright = readOutright(question, tokens, words, shown);
  if (outright) return outright;
  const evidence = evidenceOf(question, tokens, words);
  const reading = weigh(question, tokens, words, evidence);
  // "Number 3" of two is none of them.
  const isFew =
    shown.length < question.options.length && !tokens.some(({ type }) => type === "number");
  return isFew ? amongShown(reading, shown, evidence) : reading;
}

/** Of few options on the screen, what may mean several means one of these. */
function amongShown(
  reading: ChoiceReading,
  shown: readonly string[],
  { mentions }: ChoiceEvidence,
): ChoiceReading {
  if (reading.type !== "several") return reading;
  const options = reading.options.filter((id) => shown.includes(id));
  const [only, second] = options;
  if (only === undefined) return reading;
  return second === undefined
    ? {
        type: "option",
        option: only,
        certain: mentions.options.includes(only),
        isExact: false,
      }
    : { type: "several", options };
}

/** What a text says in so many words: an option's own, its number on the screen, or a sign that means it. */
export function readOutright(
  question: Choice,
  tokens: readonly Token[],
  words: Words,
  shown: readonly string[],
): ChoiceReading | undefined {
  const options = words.options.get(question.id) ?? [];
  const normal = normalOf(tokens);
  const exact = options.filter(({ id, phrases }) => phrases.includes(normal) || id === normal);
  const [named] = exact;
  // "me 😭" says more than "me".
  const isSigned = hasOwnSign(tokens, words);
  if (!isSigned && named !== undefined && exact.length === 1) return exactly(named.id);
  // On a narrowed screen "1" is the first of what is shown.
  const isWhole = shown.length >= question.options.length;
  const counted = isWhole ? byCount(question, tokens) : undefined;
  if (counted) return counted;
  const placed = byPlace(tokens, shown, words);
  if (placed !== undefined) return exactly(placed);
  const places = placesIn(tokens, shown, words);
  if (places.length > 1) return { type: "several", options: places };
  const [among, ...others] = isWhole ? [] : meantAmong(tokens, shown, words);
  if (among !== undefined)
    return others.length === 0
      ? exactly(among)
      : { type: "several", options: [among, ...others].slice(0, OFFERED_MAX) };
  const signed = bySign(tokens, options, words);
  return signed === undefined ? undefined : exactly(signed);
}

function exactly(option: string): ChoiceReading {
  return { type: "option", option, certain: true, isExact: true };
}

/** What rules and classifier say, each by itself. */
export function evidenceOf(
  question: Choice,
  tokens: readonly Token[],
  words: Words,
): ChoiceEvidence {
  const options = words.options.get(question.id) ?? [];
  const mentions = mentionedIn(tokens, options, words);
  const model = modelsOf(words).answer(question.id);
  return { mentions, likely: model?.classify(tokens) ?? [] };
}

/** The shares of options once the phrases in the text are counted in. */
export function weighed(
  { mentions, likely }: ChoiceEvidence,
  options: readonly OptionWords[],
): Likelihoods {
  const base: Likelihoods =
    likely.length > 0 ? likely : [...options.map(({ id }) => [id, 1] as const), [NONE, 1] as const];
  const factor = mentions.options.length === 1 ? MENTION_FACTOR : AMONG_SEVERAL_FACTOR;
  const known = new Set([...options.map(({ id }) => id), NONE, UNSURE_OPTION]);
  const scored = base
    .filter(([id]) => known.has(id))
    .map(([id, share]) => {
      const said = mentions.options.includes(id) ? factor : 1;
      const denied = mentions.denied.includes(id) ? DENIED_FACTOR : 1;
      return [id, (share + 0.001) * said * denied] as const;
    });
  const sum = scored.reduce((total, [, share]) => total + share, 0);
  return scored
    .map(([id, share]) => [id, share / sum] as const)
    .toSorted(([, one], [, other]) => other - one);
}

function weigh(
  question: Choice,
  tokens: readonly Token[],
  words: Words,
  evidence: ChoiceEvidence,
): ChoiceReading {
  const options = words.options.get(question.id) ?? [];
  const { mentions } = evidence;
  const shares = weighed(evidence, options);
  const [best, share] = shares[0] ?? [NONE, 0];
  const offered = shares
    .filter(([id, own]) => id !== NONE && (own >= OFFERED || mentions.options.includes(id)))
    .map(([id]) => id)
    .slice(0, OFFERED_MAX);
  const normal = normalOf(tokens);
  // "Yes" to what asks for no yes or no says nothing.
  const isBare = words.yes.has(normal) || words.no.has(normal);
  const isNothing = best === NONE && share >= NOTHING;
  if (mentions.options.length === 0 && (isNothing || isBare)) return { type: "nothing" };
  const isStrange = (best === NONE || share < LIKELY) && !isKnown(tokens, words);
  if (mentions.options.length === 0 && (isStrange || evidence.likely.length === 0)) {
    const slip = bySpelling(normal, options, words);
    return slip === undefined
      ? { type: "nothing" }
      : { type: "option", option: slip, certain: false, isExact: false };
  }
  const kind = kindOf(mentions, best);
  // "Maybe the company, not sure": what was named is asked about.
  const isGivenUp = best === UNSURE_OPTION && (kind === "other" || kind === "many");
  const isEither = kind === "many" && namesTwo(tokens, options, words);
  const isOpen =
    isGivenUp || isEither || mentions.denied.includes(best) || hasOwnSign(tokens, words);
  const isTaken = best !== NONE && !isOpen && share >= TAKEN[kind];
  if (isTaken && (isFirm(question, best, tokens, words) || isSureAlone(kind, share)))
    return {
      type: "option",
      option: best,
      certain: kind === "said" ? !mentions.isHedged : share >= SURE,
      isExact: false,
    };
  return offered.length === 0 ? { type: "nothing" } : { type: "several", options: offered };
}

/**
 * "A promotion or a new role", "alone and both": two options in one clause, or a list of options and nothing else, are
 * asked about, however likely one of them is.
 */
function namesTwo(
  tokens: readonly Token[],
  options: readonly OptionWords[],
  words: Words,
): boolean {
  const clauses = toClauses(tokens, words);
  const whole = clauses.map((clause) => {
    const normal = normalOf(clause.tokens);
    return options.find(({ phrases }) => phrases.includes(normal))?.id;
  });
  const isList = whole.every((id) => id !== undefined) && new Set(whole).size > 1;
  return (
    isList ||
    clauses.some((clause) => mentionedIn(clause.tokens, options, words).options.length > 1)
  );
}

/** What the phrases in a text say of the option that it is most like. */
function kindOf({ options }: Mentions, best: string): "said" | "silent" | "other" | "many" {
  if (options.length > 1) return "many";
  const [only] = options;
  return only === undefined ? "silent" : only === best ? "said" : "other";
}

/** What was learnt may be so sure that a negated half takes nothing from it. */
function isSureAlone(kind: string, share: number): boolean {
  return kind === "silent" && share >= TAKEN.unfirm;
}

/** Whether any word of a text is one that people use; every word is, in a language without word vectors. */
function isKnown(tokens: readonly Token[], { vectors }: Words): boolean {
  if (vectors.dimensions === 0) return true;
  return tokens.some(
    ({ type, text, normal }) =>
      type !== "mark" &&
      (type !== "word" || (vectors.of(text.toLowerCase()) ?? vectors.of(normal))),
  );
}

/** An answer must survive when the clauses with a negation in them are left out, where others are left. */
function isFirm(question: Choice, option: string, tokens: readonly Token[], words: Words): boolean {
  const rest = withoutNegated(tokens, words);
  if (rest.length === 0 || rest.length === tokens.filter(({ type }) => type !== "mark").length)
    return true;
  const options = words.options.get(question.id) ?? [];
  const [[best] = [NONE]] = weighed(evidenceOf(question, rest, words), options);
  return best === option || best === NONE;
}

/** A bare number where a number of things is asked for. */
function byCount({ counts }: Choice, tokens: readonly Token[]): ChoiceReading | undefined {
  const [only, second] = tokens.filter(({ type }) => type !== "mark");
  if (!counts || only?.value === undefined || second || only.isGlued) return undefined;
  const [first, ...others] = counts[only.value] ?? counts.at(-1) ?? [];
  if (first === undefined) return undefined;
  return others.length === 0 ? exactly(first) : { type: "several", options: [first, ...others] };
}
