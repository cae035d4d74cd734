import { isCommand, readCommand } from "./commands.ts";
import type { Command } from "./commands.ts";
import type { Likelihoods } from "./classifier.ts";
import { ANSWER, NONE, modelsOf } from "./models.ts";
import { phrasesStartAt } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** What a person can ask the bot back; the answers stand in the language file. */
export const QUESTIONS_BACK = [
  "meaning",
  "privacy",
  "storage",
  "cost",
  "length",
  "availability",
  "left",
  "changeable",
  "bot",
  "basis",
  "unknown",
] as const;
/** The name of one of these. */
export type QuestionBack = (typeof QUESTIONS_BACK)[number];

/** What kind of thing a text is. */
export type Utterance =
  | { readonly type: "command"; readonly command: Command }
  /** To go away, and it is open whether anything is to be erased. */
  | { readonly type: "cancel" }
  | { readonly type: "question"; readonly about: QuestionBack }
  /** What was understood last is wrong. */
  | { readonly type: "repair" }
  /** Some earlier answer is to be changed. */
  | { readonly type: "change-something" }
  /** An answer, or nothing. */
  | { readonly type: "words" };

/** Example classes that are neither command nor question back. */
export const OTHER_KINDS = ["cancel", "repair", "change"] as const;
const [CANCEL, REPAIR, CHANGE] = OTHER_KINDS;
/** Longer texts are stories: they may hold a question, and are none. */
const WORDS_MAX = 22;
/** Shares from which a kind is believed, set by cross-validation. */
const BELIEVED = {
  question: 0.4,
  plain: 0.6,
  unmarked: 0.82,
  erasing: 0.8,
  besideAnswer: 0.99,
  refusal: 0.9,
};
const MAYBE_ANSWER = 0.75;
/** Commands after which answers may be gone. */
const ERASING: ReadonlySet<string> = new Set(["stop", "restart", "forget"]);

/** Tells what kind of utterance a text is. */
export function readUtterance(
  tokens: readonly Token[],
  words: Words,
  /** The text may well answer the question on the screen. */
  mayAnswer = false,
): Utterance {
  const command = readCommand(tokens, words);
  if (command) return { type: "command", command };
  const said = tokens.filter(({ type }) => type !== "mark");
  if (said.length > WORDS_MAX) return { type: "words" };
  return learnt(tokens, words, mayAnswer) ?? { type: "words" };
}

function learnt(tokens: readonly Token[], words: Words, mayAnswer: boolean): Utterance | undefined {
  const model = modelsOf(words).utterance();
  const shape = shapeOf(tokens, words);
  if (!model) return shape === "question" ? { type: "question", about: "unknown" } : undefined;
  const likely = model.classify(tokens);
  const shares = new Map(likely);
  const open = (shares.get(ANSWER) ?? 0) + (shares.get(NONE) ?? 0);
  const kinds = likely.filter(([kind]) => kind !== ANSWER && kind !== NONE);
  const isAsked = shape === "question" || shape === "marked";
  const [[kind, share] = [NONE, 0]] = isAsked ? questionsFirst(kinds) : kinds;
  const isErasing = ERASING.has(kind);
  const told = isErasing ? BELIEVED.erasing : isCommand(kind) ? BELIEVED.plain : BELIEVED.unmarked;
  const plain = mayAnswer ? BELIEVED.besideAnswer : told;
  const isRefusal = kind === CANCEL || kind === REPAIR;
  // To go away and to erase are confirmed alike.
  const isGoing = kind === CANCEL || kind === "stop";
  const going = isGoing ? (shares.get(CANCEL) ?? 0) + (shares.get("stop") ?? 0) : share;
  const needed = isRefusal ? BELIEVED.refusal : isAsked ? BELIEVED.question * (1 - open) : plain;
  if (Math.max(share, going) >= needed && open < 0.5) return kindOf(kind);
  if (shape === "question" && open < MAYBE_ANSWER) return kindOf(kind);
  return shape === "question" ? { type: "question", about: "unknown" } : undefined;
}

/** A command in own words that is one beyond doubt, whatever else the text might say. */
export function readSure(tokens: readonly Token[], words: Words): Command | undefined {
  const said = tokens.filter(({ type }) => type !== "mark");
  if (said.length < 2 || said.length > WORDS_MAX) return undefined;
  const [best] = modelsOf(words).utterance()?.classify(tokens) ?? [];
  return best && best[1] >= SURE && isCommand(best[0]) ? best[0] : undefined;
}

const SURE = 0.93;

/** With a question mark, a question back is likelier than a command that is about as like. */
function questionsFirst(kinds: Likelihoods): Likelihoods {
  const [best] = kinds;
  const asked = kinds.find(([kind]) => QUESTIONS_BACK.some((name) => name === kind));
  return best && asked && asked[1] * 2 >= best[1] ? [asked] : kinds;
}

function kindOf(kind: string): Utterance {
  if (isCommand(kind)) return { type: "command", command: kind };
  if (kind === CANCEL) return { type: "cancel" };
  if (kind === REPAIR) return { type: "repair" };
  if (kind === CHANGE) return { type: "change-something" };
  const about = QUESTIONS_BACK.find((name) => name === kind);
  return { type: "question", about: about ?? "unknown" };
}

/** "question" begins like one, and ends with a question mark or is short; "marked" has the mark alone. */
export function shapeOf(tokens: readonly Token[], words: Words): "question" | "marked" | "plain" {
  const isMarked = tokens.some(({ text }, at) => text === "?" && at >= tokens.length - 2);
  const said = tokens.filter(({ type }) => type !== "mark");
  let at = 0;
  while (
    at < 3 &&
    (words.fillers.has(said[at]?.normal ?? "") || words.joints.has(said[at]?.normal ?? ""))
  )
    at += 1;
  const begins = phrasesStartAt(words.phrases.questionStarts, said, at);
  if (begins && (isMarked || said.length <= 12)) return "question";
  return isMarked ? "marked" : "plain";
}
