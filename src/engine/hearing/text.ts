/** Longest text that is read, in UTF-16 units; what follows is neither read nor kept, and that is said. */
export const READ_CHARS_MAX = 1000;

/** Whether a text is longer than what is read of it. */
export function isCut(text: string): boolean {
  return text.length > READ_CHARS_MAX;
}

/**
 * The part of a text that is read, with one way of writing for what looks alike: plain spaces and hyphens, digits of
 * every script as 0-9, wide letters as plain ones, fractions such as "½" as "1/2", and nothing that cannot be seen.
 */
export function toPlain(text: string): string {
  return (
    text
      .slice(0, READ_CHARS_MAX)
      .replace(/[\ud800-\udbff]$/u, "")
      .replaceAll(/(?<=\d)[\u00bc-\u00be\u2150-\u215e]/gu, " $&")
      .normalize("NFKC")
      .replaceAll("\u2044", "/")
      // Marks on an emoji, and the key around a digit, say nothing.
      .replaceAll(/[\p{Cf}\p{Emoji_Modifier}\ufe0f\u20e3]/gu, "")
      .replaceAll(/\p{Nd}/gu, toDigit)
      .replaceAll("\u066b", ".")
      .replaceAll("\u066c", ",")
      .replaceAll(/[\u2018\u2019\u02bc`´]/gu, "'")
      .replaceAll(/[\u201c\u201d\u201e\u00ab\u00bb]/gu, '"')
      .replaceAll(/[\u2010-\u2015\u2212]/gu, "-")
      .replaceAll(/[^\S\n]/gu, " ")
      // "2x2h" and "1h30" are written without the spaces that tell their parts.
      .replaceAll(/(?<=\d) ?[x×*] ?(?=\d)/giu, " x ")
      .replaceAll(/(?<=\dh)(?=[0-5]\d(?!\d))/giu, " ")
  );
}

/** Decimal digits of every script stand in runs of ten that begin with zero. */
function toDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/** A plural s at the end of a word of four letters or more; "us" and "ss" are none. */
const PLURAL = /(?<=\p{L}{3})(?<![su])s(?= |$)/gu;

/**
 * The form in which texts are compared: lower case, no accents, no punctuation, single spaces, no plural s.
 */
export function normalise(text: string): string {
  return text
    .slice(0, READ_CHARS_MAX)
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’‘`]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replaceAll(PLURAL, "");
}
