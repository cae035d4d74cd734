import type { Token } from "./tokens.ts";

/** The words of a text in normal form. */
export function normalOf(tokens: readonly Token[]): string {
  return tokens
    .filter(({ type }) => type === "word" || type === "number")
    .map(({ normal }) => normal)
    .join(" ");
}
