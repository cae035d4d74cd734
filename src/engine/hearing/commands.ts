import { phrasesStartAt } from "./phrases.ts";
import { toPlain } from "./text.ts";
import { toTokens } from "./tokens.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** What a person can ask for in words, at any question. */
export const COMMANDS = [
  "back",
  "skip",
  "unsure",
  "why",
  "help",
  "review",
  "advise",
  "resume",
  "pause",
  "restart",
  "stop",
  "start",
  "list",
  "save",
  "share",
  "remind",
  "history",
  "forget",
] as const;
/** The name of one of these. */
export type Command = (typeof COMMANDS)[number];

/** Whether an example class is a command. */
export function isCommand(name: string): name is Command {
  return COMMANDS.some((command) => command === name);
}

/**
 * Reads a whole text as a command: one of the listed phrases, with nothing around it but words of politeness such as
 * "please" or "can you".
 */
export function readCommand(tokens: readonly Token[], words: Words): Command | undefined {
  const said = tokens.filter(({ type }) => type !== "mark").map(({ normal }) => normal);
  const whole = said.join(" ");
  if (whole === "")
    return tokens.length > 0 && tokens.every(({ text }) => text === "?") ? "why" : undefined;
  const exact = words.commands.get(whole);
  // "Start: now" says something of a thing called so.
  if (tokens.some(({ text }) => text === ":" || text === "=")) return undefined;
  if (exact) return exact;
  // "Can I go back?" asks, "can you delete it" tells.
  const isAsked =
    tokens.at(-1)?.text === "?" && phrasesStartAt(words.phrases.questionStarts, tokens, 0);
  return isAsked ? undefined : words.commands.get(plainly(said, words));
}

/** Reads a whole text as a command. */
export function readCommandIn(text: string, words: Words): Command | undefined {
  return readCommand(toTokens(toPlain(text)), words);
}

const POLITE_WORDS_MAX = 4;

/** Without the polite words at both ends, the longest phrases first. */
function plainly(said: readonly string[], { politeness, fillers }: Words): string {
  let left = said;
  const isPolite = (phrase: string) => politeness.has(phrase) || fillers.has(phrase);
  for (;;) {
    const length = [4, 3, 2, 1].find(
      (count) =>
        count < left.length &&
        count <= POLITE_WORDS_MAX &&
        isPolite(left.slice(0, count).join(" ")),
    );
    const tail = [4, 3, 2, 1].find(
      (count) => count < left.length && isPolite(left.slice(-count).join(" ")),
    );
    if (length === undefined && tail === undefined) return left.join(" ");
    left = length === undefined ? left : left.slice(length);
    if (tail !== undefined && tail < left.length) left = left.slice(0, -tail);
    else if (length === undefined) return left.join(" ");
  }
}
