import type { Phrases, Retelling } from "../hearing/retelling.ts";
import { toPlain } from "../hearing/text.ts";
import { toTokens } from "../hearing/tokens.ts";

/** A word, number, mark or sign of a text that is to be said in other words. */
export interface Piece {
  readonly text: string;
  /** In small letters; how phrases are looked up. */
  readonly word: string;
  readonly isWord: boolean;
  readonly isNumber: boolean;
  /** There is a space, or a line's end, before it. */
  readonly isApart: boolean;
  /** Somebody's own words, in quotation marks: they stay as they are. */
  readonly isQuoted: boolean;
}

const SMILEY = /(?<=^|\s)[:;=]['-]?[()DPp/\\|]+(?=$|[\s.,!?])/gu;
const PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** Cuts a text into pieces, without smileys and emoji. */
export function toPieces(text: string, { abbreviations }: Retelling): readonly Piece[] {
  const seen = toPlain(text).replaceAll(PICTURE, " ").replaceAll(SMILEY, " ");
  // What is written in capitals throughout has none that say anything.
  const isLoud = !/\p{Ll}/u.test(seen) && /\p{Lu}{4}/u.test(seen);
  const plain = isLoud ? seen.toLowerCase() : seen;
  const tokens = toTokens(plain).filter(
    ({ type, text: sign }) => type !== "sign" || sign.length < 3,
  );
  let isQuoted = false;
  let end = 0;
  return tokens.map((token, at) => {
    const isQuote = token.text === '"' || isSingleQuote(plain, token.start, token.text, isQuoted);
    if (isQuote) isQuoted = !isQuoted;
    const isApart = at > 0 && token.start > end;
    end = token.end;
    const lower = token.text.toLowerCase();
    return {
      text: token.text,
      word:
        abbreviations.has(lower) && token.text.length > 1 && !/\p{Ll}/u.test(token.text)
          ? token.text
          : lower,
      isWord: token.type === "word",
      isNumber: token.type === "number",
      isApart,
      isQuoted: isQuoted || isQuote,
    };
  });
}

/** An apostrophe that opens or closes what somebody said: "he said 'we need it'". */
function isSingleQuote(plain: string, at: number, text: string, isOpen: boolean): boolean {
  if (text !== "'") return false;
  const before = plain[at - 1] ?? " ";
  const after = plain[at + 1] ?? " ";
  return isOpen ? !/[\p{L}\p{N}]/u.test(after) : before === " " && /\p{L}/u.test(after);
}

/** A piece that was not typed. */
export function made(text: string, isApart: boolean): Piece {
  const word = text.toLowerCase();
  return { text, word, isWord: true, isNumber: false, isApart, isQuoted: false };
}

/** Words of the longest phrase that is looked up. */
const PHRASE_WORDS_MAX = 6;

/** How many pieces the longest phrase has that begins here; 0 for none. */
export function phraseLength(phrases: Phrases, pieces: readonly Piece[], at: number): number {
  let said = "";
  let longest = 0;
  for (let count = 1; count <= PHRASE_WORDS_MAX; count += 1) {
    const piece = pieces[at + count - 1];
    if (piece === undefined || piece.isQuoted) break;
    said = count === 1 ? piece.word : `${said}${piece.isApart ? " " : ""}${piece.word}`;
    if (phrases.has(said)) longest = count;
  }
  // A word that a hyphen goes on from is another word: "so-so".
  const after = pieces[at + longest];
  return longest > 0 && after?.text === "-" && !after.isApart ? 0 : longest;
}

/** The pieces as they were written, joined. */
export function toText(pieces: readonly Piece[]): string {
  return pieces.map(({ text, isApart }, at) => (isApart && at > 0 ? ` ${text}` : text)).join("");
}

/** How many words a reader counts. */
export function wordCount(pieces: readonly Piece[]): number {
  return toText(pieces)
    .split(" ")
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
