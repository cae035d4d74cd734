import type { Seen } from "./game.ts";

/** What a reader makes of the texts, number by number; a number that nothing accounts for is a finding of its own. */
export interface Numbers {
  /** People by what the text says they are. */
  readonly people: readonly { readonly what: string; readonly count: number }[];
  readonly money: readonly { readonly what: string; readonly amount: number }[];
  readonly thresholds: readonly number[];
  readonly unexplained: readonly string[];
}

const NUMBER = String.raw`(-?[\d,]+)`;
/** Sentences that count people. */
const PEOPLE = [
  ["answered", `${NUMBER} answered`],
  ["with a task", `${NUMBER} can name a task`],
  ["free route", `${NUMBER} would do as well with a free route`],
  ["reviews", `${NUMBER} of those who got money answered`],
  ["used", `${NUMBER} used what they learned`],
  ["skills", `${NUMBER} have better skills`],
  ["productivity", `${NUMBER} work faster`],
  ["value", `${NUMBER} made something of more value`],
] as const;
/** Sentences that say money. */
const MONEY = [
  ["requested", `Requested: about ${NUMBER} USD`],
  ["left after requests", `Left after all requests: about ${NUMBER} USD`],
  ["over", `More requested than there is: about ${NUMBER} USD`],
  ["advised", `what was advised would cost about ${NUMBER} USD`],
  ["coverable", `free routes could save about ${NUMBER} USD`],
  ["requested", `${NUMBER} of [\\d,]+ USD requested`],
  ["pending", `Still waiting: about ${NUMBER} USD`],
  ["pending", `Waiting: ${NUMBER} USD`],
  ["approved", `Approved: ${NUMBER} USD`],
  ["left", `Left: ${NUMBER} USD`],
  ["budget", `[Bb]udget:? ${NUMBER} USD`],
] as const;
const VERDICT = String.raw`Worth it, with or without conditions|Not yet or another way|Worth it, if|Worth it|Not yet|Another way is better`;
const IGNORED = [
  /U00[A-Z]+\d*/gu,
  /\b\d{4}-\d{2}-\d{2}\b/gu,
  /\b[A-Z][a-z]{2,3} \d{1,2}\b|\b\d{1,2} [A-Z][a-z]{2}\b/gu,
  /\b\d{2}:\d{2} UTC\b/gu,
  /30 days/gu,
  /^\d\. /gmu,
];

/** Reads the numbers of a message as a person would, sentence by sentence. */
export function readNumbers({ title, lines, type }: Seen): Numbers {
  const people: Numbers["people"][number][] = [];
  const money: Numbers["money"][number][] = [];
  const thresholds: number[] = [];
  const unexplained = [title, ...lines].flatMap((line) => {
    if (!/\d/u.test(line)) return [];
    let text = line;
    // A name of a certification may hold digits, and a record names amounts by name: those are read elsewhere.
    if (type === "round-record" || type === "round-file") text = withoutNamed(text);
    text = take(text, `${NUMBER} are interested in (.+?): one group course`, (count, what) =>
      people.push({ what: `same ${what}`, count }),
    );
    for (const ignored of IGNORED) text = text.replaceAll(ignored, "");
    text = take(text, `at least ${NUMBER} (?:people )?answers?`, (count) => thresholds.push(count));
    text = take(text, `Fewer than ${NUMBER} answered`, (count) => thresholds.push(count));
    for (const [what, pattern] of PEOPLE)
      text = take(text, pattern, (count) => people.push({ what, count }));
    for (const [what, pattern] of MONEY)
      text = take(text, pattern, (amount) => money.push({ what, amount }));
    text = take(text, `(${VERDICT}) ${NUMBER}`, (count, what) =>
      people.push({ what: `verdict ${what}`, count }),
    );
    if (text.includes("What for: "))
      text = take(text, `([\\p{L}][\\p{L} ,]*?) ${NUMBER}(?= ·|$)`, (count, what) =>
        people.push({ what: `purpose ${what}`, count }),
      );
    return /\d/u.test(text) ? [line] : [];
  });
  return { people, money, thresholds, unexplained };
}

/** A line about a person by name, or a row of the table: consented to in the preview. */
function withoutNamed(text: string): string {
  return /\(by [^)]*\)/u.test(text) || text.startsWith("|") ? "" : text;
}

/** Takes every match out of a text, and hands over its number and its other group. */
function take(text: string, pattern: string, keep: (count: number, what: string) => void): string {
  return text.replaceAll(
    new RegExp(pattern, "gu"),
    (_all, ...parts: readonly (string | number)[]) => {
      const found = parts.filter((part) => typeof part === "string");
      const digits = found.find((part) => /^-?[\d,]+$/u.test(part)) ?? "";
      const what = found.find((part) => !/^-?[\d,]+$/u.test(part)) ?? "";
      keep(Number(digits.replaceAll(",", "")), what);
      return "";
    },
  );
}
