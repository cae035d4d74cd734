import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { requireDialog } from "../../../src/dialogs.ts";
import { createDateWords } from "../../../src/engine/hearing/date-words.ts";
import { readDay } from "../../../src/engine/hearing/dates.ts";
import { READ_CHARS_MAX } from "../../../src/engine/hearing/text.ts";

const { words } = requireDialog("dialogs/ai-certification").in("").dialog;
/** A Tuesday. */
const NOW = Date.parse("2026-09-01T09:00:00Z");

function write(at: number): string {
  return new Date(at).toISOString().replace(":00.000Z", "").replace("T17:00", "");
}

/** What is read, as people write it: a day at 17:00 UTC by its date alone. */
function read(text: string, now = NOW): string {
  const reading = readDay(text, words, now);
  if (reading.type === "several") return reading.days.map(write).join(" or ");
  return reading.type === "day" ? write(reading.at) : reading.why;
}

describe("a day that is named is read", () => {
  test.each([
    ["2026-12-11", "2026-12-11"],
    ["by 2026-12-11", "2026-12-11"],
    ["２０２６‐１２‐１１", "2026-12-11"],
    ["2026/12/11", "2026-12-11"],
    ["2026.12.11", "2026-12-11"],
    ["2026-12-11T15:00", "2026-12-11T15:00"],
    ["2026-12-11 15:30", "2026-12-11T15:30"],
    ["2026-12-11T15:00:00.000Z", "2026-12-11T15:00"],
    ["2026-12-11T15:00+02:00", "2026-12-11T13:00"],
    ["2026-12-11 23:00 -0500", "2026-12-12T04:00"],
    ["2026-12-11, 15:00 UTC", "2026-12-11T15:00"],
    ["27 Nov", "2026-11-27"],
    ["27 nov.", "2026-11-27"],
    ["27. November 2026", "2026-11-27"],
    ["27-Nov-2026", "2026-11-27"],
    ["Nov 27th 2026", "2026-11-27"],
    ["the 27th of November", "2026-11-27"],
    ["November 27, 2026", "2026-11-27"],
    ["Nov 27,2026", "2026-11-27"],
    ["2026 Nov 27", "2026-11-27"],
    ["27 Nov 15:00 UTC", "2026-11-27T15:00"],
    ["27 Nov 3 pm", "2026-11-27T15:00"],
    ["Nov 27th at 9:30am UTC", "2026-11-27T09:30"],
    ["27 Nov, 12 p.m.", "2026-11-27T12:00"],
    ["27 Nov at noon", "2026-11-27T12:00"],
    ["Sept 14", "2026-09-14"],
    ["Dec 5", "2026-12-05"],
    ["december five", "2026-12-05"],
    ["Jan 3", "2027-01-03"],
    ["Aug 31", "2027-08-31"],
    ["1 September", "2026-09-01"],
    ["29 Feb", "2028-02-29"],
    ["27th", "2026-09-27"],
    ["the 31st", "2026-10-31"],
    ["Fri 27 Nov 2026", "2026-11-27"],
    ["Friday, 27 November at 23:00 -05:00", "2026-11-28T04:00"],
    ["1796832000000", "2026-12-09T16:00"],
  ])("%s", (text, day) => {
    expect(read(text)).toBe(day);
  });
});

describe("a day that lies ahead is read", () => {
  test.each([
    ["today", "2026-09-01"],
    ["Tomorrow", "2026-09-02"],
    ["tomorrow at 12:00", "2026-09-02T12:00"],
    ["the day after tomorrow", "2026-09-03"],
    ["friday", "2026-09-04"],
    ["on Fri", "2026-09-04"],
    ["by Thurs.", "2026-09-03"],
    ["this friday", "2026-09-04"],
    ["friday 09:00 UTC", "2026-09-04T09:00"],
    ["next monday", "2026-09-07"],
    ["end of the month", "2026-09-30"],
    ["by the end of this month", "2026-09-30"],
    ["end of next month", "2026-10-31"],
    ["the last day of October", "2026-10-31"],
    ["last day of the month", "2026-09-30"],
    ["end of November", "2026-11-30"],
    ["end of february 2028", "2028-02-29"],
    ["5", "2026-09-06T09:00"],
    ["five", "2026-09-06T09:00"],
    ["5 days", "2026-09-06T09:00"],
    ["5d", "2026-09-06T09:00"],
    ["in 10 days", "2026-09-11T09:00"],
    ["2.5 days", "2026-09-03T21:00"],
    ["in two weeks", "2026-09-15T09:00"],
    ["in twenty-one days", "2026-09-22T09:00"],
    ["two weeks from now", "2026-09-15T09:00"],
    ["within a week", "2026-09-08T09:00"],
    ["a fortnight", "2026-09-15T09:00"],
    ["in a couple of weeks", "2026-09-15T09:00"],
    ["in a month", "2026-10-01T09:00"],
    ["in 10 days 12:00", "2026-09-11T12:00"],
  ])("%s", (text, day) => {
    expect(read(text)).toBe(day);
  });

  test.each([
    ["friday", "2026-09-05T09:00:00Z", "2026-09-11"],
    ["wednesday", "2026-09-01T23:59:00Z", "2026-09-02"],
    ["tuesday", "2026-09-01T18:00:00Z", "2026-09-08"],
    ["1 Sep", "2026-09-01T18:00:00Z", "2027-09-01"],
    ["tomorrow", "2026-12-31T23:59:59Z", "2027-01-01"],
    ["in a month", "2026-01-31T09:00:00Z", "2026-02-28T09:00"],
    ["end of next month", "2026-12-31T09:00:00Z", "2027-01-31"],
    ["end of the week", "2026-09-06T09:00:00Z", "2026-09-06"],
  ])("%s, said at %s", (text, at, day) => {
    expect(read(text, Date.parse(at))).toBe(day);
  });
});

describe("what may be two days is asked back with both", () => {
  test.each([
    ["12/11/2026", "2026-12-11 or 2026-11-12"],
    ["3.4.2027", "2027-03-04 or 2027-04-03"],
    ["3.4.", "2027-03-04 or 2027-04-03"],
    ["12-11-2026", "2026-12-11 or 2026-11-12"],
    ["on 12/11", "2026-12-11 or 2026-11-12"],
    ["8/9/2026", "2026-08-09 or 2026-09-08"],
    ["tuesday", "2026-09-01 or 2026-09-08"],
    ["next friday", "2026-09-04 or 2026-09-11"],
    ["end of the week", "2026-09-04 or 2026-09-06"],
  ])("%s", (text, days) => {
    expect(read(text)).toBe(days);
  });

  test.each([
    ["11/11/2026", "2026-11-11"],
    ["25/12/2026", "2026-12-25"],
    ["12/25/2026", "2026-12-25"],
    ["25.12.2026", "2026-12-25"],
    ["30/2/2027", "no-such-day"],
    ["Friday 12/11/2026", "2026-12-11"],
  ])("%s leaves only one", (text, day) => {
    expect(read(text)).toBe(day);
  });
});

describe("what is no day to come is refused", () => {
  test.each([
    ["31 Feb", "no-such-day"],
    ["2026-02-31", "no-such-day"],
    ["2027-13-01", "no-such-day"],
    ["29 Feb 2027", "no-such-day"],
    ["31/4/2027", "no-such-day"],
    ["32 December", "no-such-day"],
    ["Monday 27 Nov 2026", "no-such-day"],
    ["2026-08-31", "past"],
    ["yesterday", "past"],
    ["31 Aug 2026", "past"],
    ["1/2/2026", "past"],
    ["-3", "past"],
    ["1700000000000", "past"],
    ["5 Dec 26", "short-year"],
    ["Dec 5 '26", "short-year"],
    ["12/11/26", "short-year"],
    ["26-12-11", "short-year"],
  ])("%s: %s", (text, why) => {
    expect(read(text)).toBe(why);
  });

  test.each([
    "soon",
    "next week",
    "Dec 2026",
    "December",
    "15:00",
    "friday 17pm",
    "2026-12-11 25:00",
    "3.4",
    "half",
    "a",
    "3/4 days",
    "5-7 days",
    "5-7 Nov 2026",
    "before friday",
    "5 questions",
    "5 days or so",
    "99999999999999999999",
    "9999999999999 weeks",
    "?",
  ])("%s cannot be read", (text) => {
    expect(read(text)).toBe("unreadable");
  });
});

it("whatever is typed is read or refused, and what is read is a time to come", () => {
  const piece = fc.constantFrom(
    "12",
    "/",
    "-",
    ".",
    " ",
    "Nov",
    "friday",
    "next",
    "in",
    "a",
    "week",
    "2026",
    ":",
    "T",
    "end",
    "th",
    ",",
  );
  const typed = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 12 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const reading = readDay(text, words, NOW);
      const isSound =
        reading.type === "refused" ||
        (reading.type === "day" ? reading.at >= NOW : reading.days.length > 1);
      expect(isSound).toBe(true);
    }),
  );
});

it.each(["1", " ", "1/", "friday ", "1 nov ", "12:00 ", "-", "12:00:00."])(
  "a long run of %j is read as far as texts are read",
  (piece) => {
    const most = piece.repeat(READ_CHARS_MAX);
    expect(readDay(most, words, NOW).type).toBe("refused");
  },
);

it("names of months and weekdays are those of the language", () => {
  const { months, weekdays } = createDateWords("pl", {
    days: {},
    day: [],
    week: [],
    fortnight: [],
    month: [],
    in: [],
    fromNow: [],
    next: [],
    end: [],
    times: {},
    dayEnds: [],
    around: [],
  });
  expect(months.get("listopada")).toBe(10);
  expect(months.get("listopad")).toBe(10);
  expect(weekdays.get("piatek")).toBe(5);
});
