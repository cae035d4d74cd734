import { describe, expect, it } from "vitest";
import { findMoney } from "../../../src/engine/hearing/money.ts";
import { readMoney } from "../../../src/engine/hearing/money-field.ts";
import { readNumbers } from "../../../src/engine/hearing/numbers.ts";
import { dialog } from "../interview.ts";
import { tokensOf } from "./spoken.ts";

const { words } = dialog;
const MAX = 9999;

const ONES =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/u);
const TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

interface Spelling {
  readonly and: boolean;
  readonly hyphen: string;
}
const SPELLINGS: readonly (readonly [string, Spelling])[] = [
  ["British with hyphens", { and: true, hyphen: "-" }],
  ["British without hyphens", { and: true, hyphen: " " }],
  ["American with hyphens", { and: false, hyphen: "-" }],
  ["American without hyphens", { and: false, hyphen: " " }],
];

function spell(number: number, spelling: Spelling): string {
  if (number < 20) return ONES[number]!;
  if (number < 100) {
    const tens = TENS[Math.floor(number / 10)]!;
    return number % 10 === 0 ? tens : `${tens}${spelling.hyphen}${ONES[number % 10]!}`;
  }
  const scale = number < 1000 ? 100 : 1000;
  const many = `${spell(Math.floor(number / scale), spelling)} ${scale === 100 ? "hundred" : "thousand"}`;
  const rest = number % scale;
  if (rest === 0) return many;
  return `${many}${spelling.and && rest < 100 ? " and " : " "}${spell(rest, spelling)}`;
}

/** The number that a text is, as a whole; undefined where it was not wholly read. */
function wholeNumber(text: string): number | undefined {
  const tokens = tokensOf(text);
  const [only, ...more] = readNumbers(tokens, words.numerals);
  const isWhole = only?.start === 0 && only.end === tokens.length && more.length === 0;
  return isWhole ? only.value : undefined;
}

const allNumbers = Array.from({ length: MAX }, (_, at) => at + 1);

describe("readNumbers() reads every number from 1 to 9,999", () => {
  it.each(SPELLINGS)("%s, in small letters and in capitals", (_, spelling) => {
    const wrong = allNumbers.flatMap((number) => {
      const text = spell(number, spelling);
      return [text, text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1)].filter(
        (written) => wholeNumber(written) !== number,
      );
    });
    expect(wrong).toEqual([]);
  });

  it.each(SPELLINGS)("%s, as an amount, or it is refused", (_, spelling) => {
    const wrong = allNumbers.flatMap((number) => {
      const text = `${spell(number, spelling)} dollars`;
      const read = readMoney(text, words, "USD");
      return read === undefined || (read.amount === number && read.currency === "USD") ? [] : text;
    });
    expect(wrong).toEqual([]);
  });

  it.each(SPELLINGS)("%s, in a sentence with a price, or none is found", (_, spelling) => {
    const wrong = allNumbers.flatMap((number) => {
      const text = `a prompt course, it costs ${spell(number, spelling)} euros and starts soon`;
      const tokens = tokensOf(text);
      const found = findMoney(tokens, readNumbers(tokens, words.numerals), words);
      return found.every(({ value }) => value.amount === number) ? [] : text;
    });
    expect(wrong).toEqual([]);
  });
});

describe("readNumbers() reads as a whole", () => {
  it.each<readonly [string, number]>([
    ["fifteen hundred", 1500],
    ["ninety-nine hundred", 9900],
    ["a hundred", 100],
    ["a thousand two hundred", 1200],
    ["one thousand and one", 1001],
    ["six thousand five hundred", 6500],
    ["six-thousand-five-hundred", 6500],
    ["two hundred and fifty", 250],
    ["TWO HUNDRED AND FIFTY", 250],
    ["twelve thousand three hundred and forty-five", 12_345],
    ["a hundred thousand", 100_000],
    ["five million", 5_000_000],
    ["one million two hundred thousand", 1_200_000],
    ["half a million", 500_000],
    ["two and a half million", 2_500_000],
    ["1.5 million", 1_500_000],
    ["one lakh", 100_000],
    ["two lakh fifty thousand", 250_000],
    ["2.5 lakh", 250_000],
    ["one crore", 10_000_000],
    ["two crore thirty lakh", 23_000_000],
    ["half", 0.5],
    ["a half", 0.5],
    ["one and a half", 1.5],
    ["two and a half", 2.5],
    ["a quarter", 0.25],
    ["three quarters", 0.75],
    ["one and a quarter", 1.25],
    ["two and three quarters", 2.75],
    ["1 1/2", 1.5],
    ["2½", 2.5],
    ["¾", 0.75],
    ["2.5k", 2500],
    ["12k", 12_000],
    ["1,50,000", 150_000],
    ["12,34,567.50", 1_234_567.5],
    ["1'500", 1500],
    ["1’234’567.80", 1_234_567.8],
    ["1 500", 1500],
    ["1\u00a0500", 1500],
    ["1\u202f500,50", 1500.5],
    ["1.500,50", 1500.5],
    ["1,500.50", 1500.5],
    [".50", 0.5],
    ["６０００", 6000],
    ["٣٠٠", 300],
    ["१,५०,०००", 150_000],
  ])("“%s” is %d", (text, number) => expect(wholeNumber(text)).toBe(number));

  it.each<readonly [string, number]>([
    ["between two and three", 2.5],
    ["two to four", 3],
    ["2-3", 2.5],
    ["three or four", 3.5],
    ["one or two thousand", 1500],
    ["2-3k", 2500],
  ])("the range “%s” as its middle, %d", (text, middle) =>
    expect(readNumbers(tokensOf(text), words.numerals).at(-1)?.value).toBe(middle),
  );

  it.each(["1,2345", "1.2.3", "24/7", "1,23,45", "12:75", "1.2345.678"])(
    "no number out of “%s”",
    (text) => expect(readNumbers(tokensOf(text), words.numerals)).toEqual([]),
  );

  it.each<readonly [string, readonly number[]]>([
    ["two, five", [2, 5]],
    ["two and five", [2, 5]],
    ["nineteen ninety", [19, 90]],
    ["twenty twenty-six", [20, 26]],
    ["five hundred, six", [500, 6]],
  ])("“%s” is no single number", (text, numbers) =>
    expect(readNumbers(tokensOf(text), words.numerals).map(({ value }) => value)).toEqual(numbers),
  );
});
