import type { Numerals } from "./numbers.ts";
import { phrasesStartAt } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Words } from "./words.ts";

/** A stretch of a text that says one thing. */
export interface Clause {
  readonly tokens: readonly Token[];
  /** Position of its first token in the text. */
  readonly start: number;
}

/** Cuts a text into clauses at punctuation and at words such as "and" and "but". */
export function toClauses(tokens: readonly Token[], words: Words): readonly Clause[] {
  const before = known.get(tokens);
  if (before?.words === words) return before.clauses;
  const clauses = cut(tokens, words);
  known.set(tokens, { words, clauses });
  return clauses;
}

/** The clauses of a text for as long as it is read: it is cut once. */
const known = new WeakMap<
  readonly Token[],
  { readonly words: Words; readonly clauses: readonly Clause[] }
>();

function cut(tokens: readonly Token[], { joints, numerals, phrases }: Words): readonly Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const close = (end: number) => {
    if (end > start) clauses.push({ tokens: tokens.slice(start, end), start });
  };
  for (const [at, token] of tokens.entries()) {
    const isJoint =
      joints.has(token.normal) &&
      !phrases.unjoined.has(`${token.normal} ${tokens[at + 1]?.normal ?? ""}`) &&
      !isInNumber(tokens, at, numerals);
    if (!isEnd(tokens, at) && !isJoint) continue;
    close(at);
    start = at + 1;
  }
  close(tokens.length);
  return clauses;
}

/** The "and" of "one and a half". */
function isInNumber(tokens: readonly Token[], at: number, numerals: Numerals): boolean {
  const isNumber = (token: Token | undefined) =>
    token?.type === "number" ||
    numerals.small.has(token?.normal ?? "") ||
    numerals.scales.has(token?.normal ?? "");
  const next = tokens[at + 1];
  return isNumber(tokens[at - 1]) && (isNumber(next) || numerals.articles.has(next?.normal ?? ""));
}

const ENDS = new Set(".,;:!?()…\n");

/** Punctuation that ends a clause: a hyphen does with spaces around it alone. */
function isEnd(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.type !== "mark") return false;
  if (token.text === "-") {
    const before = tokens[at - 1];
    const next = tokens[at + 1];
    return (
      before !== undefined &&
      next !== undefined &&
      before.end < token.start &&
      token.end < next.start
    );
  }
  return ENDS.has(token.text);
}

/** The clauses with a negation in them left out: what is left is what the text says of itself. */
export function withoutNegated(tokens: readonly Token[], words: Words): readonly Token[] {
  return toClauses(tokens, words)
    .filter(
      (clause) =>
        !clause.tokens.some(({ normal }) => words.negations.has(normal) || words.nones.has(normal)),
    )
    .flatMap((clause) => clause.tokens)
    .filter(({ type }) => type !== "mark");
}

/** "Used to be rare, now it's every Monday": of what was and what is, what is. */
export function presentIn(tokens: readonly Token[], words: Words): readonly Token[] {
  const { past, present } = words.phrases;
  const clauses = toClauses(tokens, words);
  const isPast = clauses.some((clause) => phrasesStartAt(past, clause.tokens, 0));
  const at = isPast ? clauses.findIndex((clause) => phrasesStartAt(present, clause.tokens, 0)) : -1;
  return at > 0 ? tokens.slice(clauses[at]?.start) : tokens;
}
