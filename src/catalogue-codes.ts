import type { Certification } from "./catalogue-file.ts";

/** Digits of a code, so that AI-900 and AI-902 look alike. */
const DIGIT = /\d/gu;

/** Finds the codes of exams that the catalogue does not have, in a text of small letters. */
export interface OtherCodes {
  /** A code as codes are written, with a hyphen, or the number of a standard: it is another exam beyond doubt. */
  isSure(text: string): boolean;
  /** Letters and a number beside them: it may also be an amount. */
  isLikely(text: string): boolean;
}

/**
 * Makes what knows that a code which differs by its digits, by what follows its hyphen, or by the number of its standard, is that
 * of another exam.
 *
 * @param entries - Every certification.
 * @param isName - Whether a text without spaces and marks is a name, a code or an alias.
 */
export function createOtherCodes(
  entries: readonly Certification[],
  isName: (squeezed: string) => boolean,
): OtherCodes {
  const codes = entries.flatMap(({ code }) => (code === undefined ? [] : [code.toLowerCase()]));
  const shapes = new Set(codes.map(shapeOf));
  const families = new Set(codes.flatMap((code) => /^(\p{L}{2,5})-\p{L}+$/u.exec(code)?.[1] ?? []));
  const standards = new Set(
    entries
      .flatMap(({ name, aliases = [] }) => [name, ...aliases])
      .flatMap((name) => [...name.matchAll(/\b\d{4,5}\b/gu)].map(([number]) => number)),
  );
  const isOther = (code: string) => shapes.has(shapeOf(code)) && !isName(squeeze(code));
  const isOtherMember = (family: string, member: string) =>
    families.has(family) && !isName(family + member);
  return {
    isSure: (text) =>
      [...text.matchAll(WHOLE)].some(([code]) => /\d/u.test(code) && isOther(code)) ||
      [...text.matchAll(MEMBER)].some(([, family = "", name = ""]) =>
        isOtherMember(family, name),
      ) ||
      [...text.matchAll(STANDARD)].some(([, number = ""]) => !standards.has(number)),
    isLikely: (text) => [...text.matchAll(SPACED)].some(([code]) => isOther(code)),
  };
}

/** "AI-902", "1Z0-1157-26", "C_AIG_2604"; not the rest of "1Z0 1157-26". */
const WHOLE = /(?<!\d )(?<![\p{L}\d_-])[\p{L}\d]+(?:[-_][\p{L}\d]+)+/gu;
/** "NCP-OUSD". */
const MEMBER = /\b(\p{L}{2,5})-(\p{L}{2,6})(?![\p{L}\d+-])/gu;
const STANDARD = /\biso(?:\W*iec)?\W*(\d{4,5})\b/gu;
/** "ai 902", without a sign of money behind it. */
const SPACED = /\b\p{L}{2,5} ?\d{2,4}\b(?!\W*[€$£])/gu;

function shapeOf(code: string): string {
  return squeeze(code).replaceAll(DIGIT, "0");
}

function squeeze(code: string): string {
  return code.replaceAll(/[^\p{L}\p{N}]/gu, "");
}
