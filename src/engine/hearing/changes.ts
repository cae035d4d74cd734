import { isBlank } from "../answers.ts";
import type { Question } from "../dialog.ts";
import { toClauses } from "./clauses.ts";
import { modelsOf } from "./models.ts";
import { readCertain, readExactly } from "./own.ts";
import type { Heard, Screen } from "./own.ts";
import { phraseLength, phrasesStartAt, withoutOpening, startsOf } from "./phrases.ts";
import { trimEnds } from "./repairs.ts";
import type { Token } from "./tokens.ts";
import { shapeOf } from "./utterance.ts";
import type { Words } from "./words.ts";

/** What a text takes back. */
export type Correction =
  /** What was understood last is wrong. */
  | { readonly type: "repair" }
  /** An earlier answer is to be changed, and its new value was not said. */
  | { readonly type: "edit"; readonly question: string }
  /** The new answers; `rest` is what else may be read for the question on the screen. */
  | { readonly type: "corrected"; readonly heard: readonly Heard[] }
  | { readonly type: "own"; readonly heard: Heard }
  /** The words after "no, wait", to be read as if they were all. */
  | { readonly type: "rest"; readonly tokens: readonly Token[] };

/**
 * Reads which earlier answer is to be changed, and what follows its name: "change who pays", "go back to how I learn",
 * "change hours to 0", "can I change my answer about who pays?"
 */
export function readChange(
  said: readonly Token[],
  words: Words,
): { readonly question: string; readonly rest: readonly Token[] } | undefined {
  const start = said.findIndex(
    (_, at) => at < 6 && phrasesStartAt(words.phrases.changes, said, at),
  );
  if (start < 0) return undefined;
  const before = said.slice(0, start).filter(({ type }) => type === "word");
  const isLedUp = before.every(
    ({ normal }, at) =>
      words.politeness.has(normal) ||
      words.fillers.has(normal) ||
      phrasesStartAt(words.politeness, before, at) ||
      phrasesStartAt(words.politeness, before, Math.max(0, at - 1)) ||
      phrasesStartAt(words.politeness, before, Math.max(0, at - 2)),
  );
  if (!isLedUp) return undefined;
  for (let at = start + 1; at < said.length; at += 1) {
    const named = nameAt(said, at, words);
    if (named) return { question: named.question, rest: said.slice(at + named.length) };
  }
  return undefined;
}

const NAME_WORDS_MAX = 7;

/** The longest name of a question that begins at this token. */
function nameAt(
  tokens: readonly Token[],
  at: number,
  { questionNames }: Words,
): { readonly question: string; readonly length: number } | undefined {
  if (!startsOf(questionNames).has(tokens[at]?.normal ?? "")) return undefined;
  for (let length = NAME_WORDS_MAX; length > 0; length -= 1) {
    const own = tokens.slice(at, at + length).map(({ normal }) => normal);
    const question = own.length === length ? questionNames.get(own.join(" ")) : undefined;
    if (question !== undefined) return { question, length };
  }
  return undefined;
}

/** "Change who pays", "change hours to 0": the new value may stand behind the name. */
export function readChanged(
  screen: Screen,
  id: string,
  plain: string,
  rest: readonly Token[],
): Correction {
  const question = screen.dialog.questions.find((one) => one.id === id);
  const { words } = screen.dialog;
  const said = trimEnds(rest, words);
  // "To 0? Got put on nights": the value is in one clause, and another may say why.
  const clauses = toClauses(said, words).map((clause) => clause.tokens);
  const heard = [said, ...(clauses.length > 1 ? clauses : [])].flatMap(
    (own) => (question && valueIn(screen, question, plain, trimEnds(own, words))) ?? [],
  );
  // "It'll be later, no idea when": what is known counts more.
  const best = heard.find(({ answer }) => !isBlank(answer)) ?? heard[0];
  return best ? { type: "corrected", heard: [best] } : { type: "edit", question: id };
}

/** "The hours were wrong", "that's not right about who pays": an answer by its name, and no other value. */
export function readWrong(
  { dialog, answers, question: asked }: Screen,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = dialog;
  if (tokens.length > WRONG_TOKENS_MAX) return undefined;
  for (let at = 0; at < tokens.length; at += 1) {
    const named = nameAt(tokens, at, words);
    if (!named || answers[named.question] === undefined || named.question === asked?.id) continue;
    const isAfter = phrasesStartAt(words.phrases.setWrong, tokens, at + named.length);
    const isBefore = tokens
      .slice(0, at)
      .some((_, start) => phrasesStartAt(words.phrases.wrongAbout, tokens, start));
    if (isAfter || isBefore) return { type: "edit", question: named.question };
  }
  return undefined;
}

/** Longer texts say more than that something is wrong. */
const WRONG_TOKENS_MAX = 12;

/** The value in the words behind the name of an answer. */
export function valueIn(
  screen: Screen,
  question: Question,
  plain: string,
  said: readonly Token[],
): Heard | undefined {
  if (said.length === 0) return undefined;
  const bare = withoutAsides(said, screen);
  const { setTo, setWrong, changes } = screen.dialog.words.phrases;
  const whole = { ...screen, shown: undefined };
  const heard =
    readExactly(whole, question, withoutOpening([setTo, setWrong, changes], said)) ??
    readExactly(whole, question, bare) ??
    readCertain(screen, question, plain, bare.length > 0 ? bare : said);
  const { answer } = heard ?? {};
  // A name that nobody knows may be any words.
  const isUnlisted = typeof answer === "object" && "chosen" in answer && answer.chosen === "other";
  return isUnlisted ? undefined : heard;
}

/** The answered question that a text without a new value is about: "the bit about who foots the bill". */
export function topicOf(screen: Screen, tokens: readonly Token[]): string | undefined {
  const likely = modelsOf(screen.dialog.words).topic()?.classify(tokens) ?? [];
  const earlier = likely.filter(([id]) => screen.answers[id] !== undefined);
  const [best] = earlier;
  return best && best[1] >= TOPIC ? best[0] : undefined;
}

export const TOPIC = 0.3;

/** "To 0", "put no instead": words around the value that only lead to it. */
function withoutAsides(tokens: readonly Token[], { dialog }: Screen): readonly Token[] {
  const { words } = dialog;
  const isAside = ({ normal, type }: Token) =>
    type === "mark" ||
    words.numerals.ranges.has(normal) ||
    words.phrases.setTo.has(normal) ||
    words.phrases.changes.has(normal) ||
    words.politeness.has(normal) ||
    words.fillers.has(normal);
  const last = tokens.findLastIndex((token) => !isAside(token));
  const { setTo, setWrong, changes } = words.phrases;
  const lists = [setTo, setWrong, changes, words.politeness, words.fillers];
  const rest = withoutOpening([...lists, words.numerals.ranges], tokens.slice(0, last + 1));
  const first = rest.findIndex((token) => !isAside(token));
  return first < 0 ? [] : rest.slice(first);
}

/** "Hours should be five", "about the provider, they do promise a job": the name of an answer, and its new value. */
export function readNamedValue(
  screen: Screen,
  plain: string,
  tokens: readonly Token[],
): Correction | undefined {
  const { words } = screen.dialog;
  for (let at = 0; at < Math.min(tokens.length, NAME_BEGINS_MAX); at += 1) {
    const named = nameAt(tokens, at, words);
    const id = named?.question;
    if (!named || id === undefined) continue;
    if (screen.answers[id] === undefined || id === screen.question?.id) continue;
    const after = tokens.slice(at + named.length);
    let rest = after;
    for (let length = 1; length > 0; rest = rest.slice(length))
      length = phraseLength(words.phrases.answerNouns, rest, 0);
    const hasNoun = rest.length < after.length;
    const led = howLed(tokens.slice(0, at), hasNoun, rest, words);
    const behind =
      hasNoun && rest.length === 0 ? valueBefore(screen, id, plain, tokens, at) : undefined;
    if (behind) return { type: "corrected", heard: [behind] };
    if (led === undefined || (led !== "marked" && shapeOf(tokens, words) !== "plain")) continue;
    const changed = readChanged(screen, id, plain, rest);
    const before = beforeNotIn(screen, id, plain, rest);
    if (changed.type === "edit" && before) return { type: "corrected", heard: [before] };
    if (changed.type !== "edit" || led !== "about") return changed;
  }
  return undefined;
}

/** "Alone for the learning one": the value stands before the name. */
function valueBefore(
  screen: Screen,
  id: string,
  plain: string,
  tokens: readonly Token[],
  end: number,
): Heard | undefined {
  const { phrases } = screen.dialog.words;
  const question = screen.dialog.questions.find((one) => one.id === id);
  const before = tokens.slice(0, end);
  const cut = before.findLastIndex(({ normal }) => phrases.aboutNames.has(normal));
  return question && cut > 0
    ? valueIn(screen, question, plain, withoutOpening([phrases.repairs], before.slice(0, cut)))
    : undefined;
}

/** Tokens among which the name of an answer begins. */
const NAME_BEGINS_MAX = 12;

/** How the name of an answer leads to its value: by a mark, by "should be", or as what the text is about. */
function howLed(
  before: readonly Token[],
  hasNoun: boolean,
  rest: readonly Token[],
  { phrases }: Words,
): "marked" | "set" | "wrong" | "about" | undefined {
  const [first] = rest;
  if (/^[:=]$/u.test(first?.text ?? "")) return "marked";
  const said = first?.text === "," ? rest.slice(1) : rest;
  if (before.length < NAMED_FIRST && phrasesStartAt(phrases.setTo, said, 0)) return "set";
  const isAbout = before.some(({ normal }) => phrases.aboutNames.has(normal));
  if (!isAbout && !hasNoun) return undefined;
  const next = first?.type === "mark" ? rest.slice(1) : rest;
  const isWrong = phrasesStartAt(phrases.setWrong, next, 0);
  if (isWrong && (hasNoun || first?.type !== "mark")) return "wrong";
  const isSet = phrasesStartAt(phrases.setTo, next, 0);
  return first?.type === "mark" || isSet ? "about" : undefined;
}

/** A name that something is set to stands at the beginning. */
const NAMED_FIRST = 4;

function beforeNotIn(
  screen: Screen,
  id: string,
  plain: string,
  rest: readonly Token[],
): Heard | undefined {
  const question = screen.dialog.questions.find((one) => one.id === id);
  return question && beforeNot(screen, question, plain, withoutAsides(rest, screen));
}

/** "3, not 33": what stands before the negation. */
export function beforeNot(
  screen: Screen,
  question: Question,
  plain: string,
  tokens: readonly Token[],
): Heard | undefined {
  const at = tokens.findIndex(({ normal }) => screen.dialog.words.negations.has(normal));
  return at > 0
    ? readCertain(screen, question, plain, trimEnds(tokens.slice(0, at), screen.dialog.words))
    : undefined;
}
