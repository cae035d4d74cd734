import type { RichTextElement } from "@slack/types";
import { replaceMentions, withoutMentions } from "../../src/rounds/replies.ts";
import { clean, cut, fallback, LIMITS } from "./blocks.ts";

/** A user id of Slack; nothing else becomes a mention (https://docs.slack.dev/reference/objects/user-object). */
export const USER_ID = /^[UW][A-Z0-9]{2,}$/u;
/** A private-use character that stands around a person while a text is cut into pieces. */
const EDGE = "\uE002";

/** What a person takes of the room for a text, roughly a name. */
const PERSON_CHARS = 20;

/** A text in which only the persons it marks are mentions; everything else stands as it is. */
export function withPeople(
  text: string,
  charsMax: number,
  style?: { readonly bold: true },
): RichTextElement[] {
  const styled = style === undefined ? {} : { style };
  const elements: RichTextElement[] = [];
  let room = charsMax;
  for (const [at, piece] of inPieces(text).entries()) {
    if (at % 2 === 1 && USER_ID.test(piece)) {
      if (room > 0) elements.push({ type: "user", user_id: piece, ...styled });
      room -= PERSON_CHARS;
    } else if (piece !== "" && room > 0) {
      const words = withoutMentions(piece);
      const shown = words.trim() === "" ? " " : cut(clean(words, charsMax), room);
      elements.push({ type: "text", text: shown, ...styled });
      room -= shown.length;
    }
  }
  const isEmpty = text.trim() === "" || elements.length === 0;
  return isEmpty ? [{ type: "text", text: "…", ...styled }] : elements;
}

/** The words of a message without its blocks, persons as mentions. */
export function fallbackWithPeople(lines: readonly string[]): string {
  const said = inPieces(fallback(lines.map((line) => line.replaceAll(EDGE, ""))))
    .map((piece, at) => (at % 2 === 1 && USER_ID.test(piece) ? `<@${piece}>` : piece))
    .join("");
  // The cut may have gone through a mark, and a mention is longer than a mark.
  const whole = withoutMentions(said);
  return whole.length <= LIMITS.fallbackChars + 100
    ? whole
    : fallback(lines.map((line) => withoutPeople(line)));
}

/** A text where nobody can be mentioned: labels, titles of forms. */
export function withoutPeople(text: string): string {
  return withoutMentions(replaceMentions(text.replaceAll(EDGE, ""), () => "…"));
}

/** Even pieces are words, odd ones persons. */
function inPieces(text: string): readonly string[] {
  const marked = replaceMentions(text.replaceAll(EDGE, ""), (person) => `${EDGE}${person}${EDGE}`);
  return marked.split(EDGE);
}
