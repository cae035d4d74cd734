import { describe, expect, it } from "vitest";
import { readHours, readHoursIn } from "../../../src/engine/hearing/hours.ts";
import { readNumbers } from "../../../src/engine/hearing/numbers.ts";
import { dialog } from "../interview.ts";
import { hearAt, meaning, sayAt, tokensOf } from "./spoken.ts";

const { words } = dialog;

describe("readHoursIn() reads hours a week", () => {
  it.each<readonly [string, number]>([
    ["3h", 3],
    ["like 3 hrs", 3],
    ["1h30", 1.5],
    ["1:30", 1.5],
    ["2 hours 30 minutes", 2.5],
    ["1,5 h", 1.5],
    ["2½ hours", 2.5],
    ["1/2 day", 4],
    ["half a day a week", 4],
    ["half a day on saturdays", 4],
    ["half an hour a day", 3.5],
    ["daily quarter of an hour", 1.75],
    ["an hour each weekday before my shift", 5],
    ["weekends, 3h each day", 6],
    ["an hour every other day", 3.5],
    ["an hour before bed most nights", 5],
    ["not a minute", 0],
    ["half a saturday", 4],
    ["sundays only", 8],
    ["every other saturday", 4],
    ["an hour or two", 1.5],
    ["i have a 12h shift 4 days a week so like 2", 2],
    ["a dozen, since the shop closes in winter", 12],
    ["not a single one", 0],
    ["three quarters of an hour", 0.75],
    ["an hour and a half", 1.5],
    ["one and a half hours", 1.5],
    ["two and three quarters hours", 2.75],
    ["two to three hours", 2.5],
    ["10-15 hrs/wk", 12.5],
    ["about 4-6 a week", 5],
    ["2 or 3", 2.5],
    ["between four and five", 4.5],
    ["between 5 and 7 hours", 6],
    ["max 90 minutes", 1.5],
    ["thirty minutes", 0.5],
    ["less than an hour", 0.5],
    ["2 evenings", 4],
    ["2 evenings a week, 2 hours each", 4],
    ["an hour twice a week", 2],
    ["twice a week for two hours", 4],
    ["three times a week, 45 minutes", 2.25],
    ["2x2h", 4],
    ["2 x 90 minutes", 3],
    ["half an hour per workday", 2.5],
    ["30 min every workday", 2.5],
    ["10 hours per month", 2.31],
    ["4 hours a fortnight", 2],
    ["I have 2 kids, so 3 hours", 3],
    ["5ish", 5],
    ["4 per week", 4],
    ["5 every week", 5],
    ["daily, about 4 hours a week", 4],
    ["two hours on Mondays and Wednesdays", 4],
    ["an hour Monday to Friday", 5],
    ["an hour on Monday and two on Saturday", 3],
    ["Mondays from 18:00 to 19:30", 1.5],
    ["tuesdays and thursdays from 7 to 9pm", 4],
    ["Tuesdays and Thursdays from eight to ten in the evening", 4],
    ["between 7 and 9 on weekdays", 10],
    ["8-10 pm on Tuesday", 2],
    ["6am-7am daily", 5],
    ["Sunday afternoons", 4],
    ["full time", 40],
    ["full-time", 40],
    ["half time", 20],
    ["weekends only, maybe 6 hours", 6],
    ["３ hours", 3],
    ["zero", 0],
    ["no time at all tbh", 0],
    ["no, zero hours, I have no time at all", 0],
  ])("“%s” as %d", (text, hours) => expect(readHoursIn(text, words)).toBe(hours));
});

describe("readHoursIn() takes nothing else for hours", () => {
  it.each([
    "3 months",
    "6 months from now",
    "in 2 weeks",
    "12 weeks",
    "after 8 pm",
    "before 7 am",
    "24/7",
    "-3",
    "-3 hours",
    "10 %",
    "10% cheaper",
    "in 2026",
    "level 2",
    "5 modules",
    "AZ-900",
    "AIF-C01",
    "how many questions are left?",
    "300 euros",
    "$300",
    "1,2345",
    "my company pays nothing",
    "2 kids",
    "loads",
    "depends",
    "3 years ago",
    "the first one",
    "page 3",
  ])("“%s”", (text) => expect(readHoursIn(text, words)).toBeUndefined());

  it.each<readonly [string, readonly (number | undefined)[]]>([
    ["none for the next 5 months", [0, undefined]],
    ["full time for 3 weeks", [40, undefined]],
    ["3 hours but from january only", [3]],
    ["2 hours starting in 3 weeks", [2]],
    ["only after 8 pm, so 3 hours", [3]],
    ["40 hours in total", [40, undefined]],
    ["7 days a week", [undefined, 56]],
  ])("“%s” is one of %j", (text, right) => expect(right).toContain(readHoursIn(text, words)));
});

describe("readHours()", () => {
  it("calls a share of working time vague", () => {
    const tokens = tokensOf("10 % of my time");
    const read = readHours(tokens, readNumbers(tokens, words.numerals), words);
    expect(read).toMatchObject({ amount: 4, isVague: true });
  });
});

describe("hear() at the question for hours", () => {
  it.each([
    ["2", "2"],
    ["about three", "3"],
    ["idk maybe 2?", "2"],
    ["10% of my time", "4?"],
    ["not sure", "unsure"],
    ["no idea", "unsure"],
    ["loads, im unemployed", "6"],
    ["how many questions are left?", "asks left"],
    ["how many hours does the AWS one take?", "asks length"],
    ["-3", "nothing"],
    ["24/7", "nothing"],
    ["3 months", "nothing"],
    ["999", "invalid"],
    ["2h... no 3h", "3"],
    ["5, sorry 4", "4"],
    ["3 Stunden pro Woche", "3"],
  ])("“%s” → %s", (text, meant) => expect(meaning("hours", text)).toBe(meant));

  it.each(["the course is 40 hours", "my shift is 12 hours", "I have 3 children", "2026"])(
    "takes no hours out of “%s” without asking",
    (text) => expect(sayAt("hours", text).recorded).toEqual({}),
  );

  it.each(["my company pays nothing", "wait, my company pays nothing, I pay it all myself"])(
    "takes “%s” for no hours",
    (text) => {
      const hearing = hearAt("hours", text);
      expect(hearing.type === "answers" ? hearing.own : undefined).toBeUndefined();
    },
  );
});
