import type { Question } from "../dialog.ts";
import { mentionedIn } from "./choices.ts";
import type { Mentions } from "./choices.ts";
import type { Likelihoods } from "./classifier.ts";
import { withoutNegated } from "./clauses.ts";
import { NONE, modelsOf } from "./models.ts";
import { normalOf } from "./normal.ts";
import { byPlace, placesIn } from "./places.ts";
import { editDistance } from "./spelling.ts";
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
/** Shares from which an answer is taken, set by cross-validation so that about one in a hundred taken is wrong. */
const TAKEN = { agreed: 0.88, alone: 0.93 };
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
  return (
    readOutright(question, tokens, words, shown) ??
    weigh(question, tokens, words, evidenceOf(question, tokens, words))
  );
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
  if (best === NONE && share >= NOTHING && mentions.options.length === 0)
    return { type: "nothing" };
  const isStrange = share < LIKELY && !isKnown(tokens, words);
  if (mentions.options.length === 0 && (isStrange || evidence.likely.length === 0)) {
    const slip = bySpelling(normalOf(tokens), options, words);
    return slip === undefined
      ? { type: "nothing" }
      : { type: "option", option: slip, certain: false, isExact: false };
  }
  const isSaid = mentions.options.length === 1 && mentions.options[0] === best;
  const isOther = mentions.options.length > 0 && !mentions.options.includes(best);
  const isContradicted = isOther || mentions.denied.includes(best);
  const isMany = mentions.options.length > 1;
  const needed = isSaid ? TAKEN.agreed : TAKEN.alone;
  // Two options that are named are asked about, however likely one of them is.
  const isOpen = isContradicted || isMany || hasOwnSign(tokens, words);
  if (best !== NONE && !isOpen && share >= needed && isFirm(question, best, tokens, words))
    return {
      type: "option",
      option: best,
      certain: isSaid ? !mentions.isHedged : share >= SURE,
      isExact: false,
    };
  return offered.length === 0 ? { type: "nothing" } : { type: "several", options: offered };
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

/** 👍, 👎 and 🤷, alone or beside words that say nothing else, where an option is a yes, a no, or "not sure". */
function bySign(
  tokens: readonly Token[],
  options: readonly OptionWords[],
  words: Words,
): string | undefined {
  if (tokens.some(({ type }) => type === "word" || type === "number")) return undefined;
  const meanings = new Set(tokens.flatMap(({ text }) => words.emoji.get(plainSign(text)) ?? []));
  const [meaning] = meanings;
  if (meaning === undefined || meanings.size !== 1) return undefined;
  if (meaning === "unsure") return options.find(({ id }) => id === UNSURE_OPTION)?.id;
  const [word] = meaning === "yes" ? words.yes : words.no;
  const saying = options.filter(({ phrases }) => word !== undefined && phrases.includes(word));
  return saying.length === 1 ? saying[0]?.id : undefined;
}

/** An emoji that is no yes and no no changes what the words beside it mean. */
function hasOwnSign(tokens: readonly Token[], words: Words): boolean {
  const isOwn = (text: string) => /\p{Emoji}/u.test(text) && !words.emoji.has(plainSign(text));
  return (
    tokens.length <= SIGNED_MAX && tokens.some(({ type, text }) => type === "sign" && isOwn(text))
  );
}

/** In so few words an emoji says as much as they do. */
const SIGNED_MAX = 4;

/** A sign without the tone of its skin. */
function plainSign(text: string): string {
  return text.replace(/:skin-tone-\d:$/u, "");
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
