import { beforeAll, describe, expect, it } from "vitest";
import { readHoursIn } from "../../../src/engine/hearing/hours.ts";
import { lessonsOf } from "../../../src/engine/hearing/models.ts";
import { readMoney } from "../../../src/engine/hearing/money-field.ts";
import { dialog } from "../interview.ts";
import { conversationAt, say } from "./spoken.ts";

const { words } = dialog;
const CHARS = 4000;
const LONG_CHARS = 450_000;
const MS_MAX = 5;
const RUNS_MAX = 8;
const WARM_CHARS = 400;
const WARM_MS = 60_000;

/** What is repeated until the text is long enough. */
const PARTS = [
  " ",
  "\n",
  "a-",
  "-",
  ",",
  "1,",
  "1,000",
  "1 ",
  "1'000 ",
  "12:30-",
  "(",
  "[](",
  '"',
  "'",
  "“a” ",
  "👍",
  ":a",
  ":+1:",
  "no ",
  "yes, ",
  "and ",
  "no wait, ",
  "x",
  "the ",
  "2 x ",
  "two ",
  "one and a half ",
  "$",
  "€ 5 ",
  "AZ-900 ",
  "course in ",
  "hours a week ",
  "change ",
  "who pays ",
  "why ",
  "my company pays and ",
  "I never finish anything, but ",
  "週に3時間",
  "\u0301",
  "½",
];

const textOf = (part: string, chars: number) =>
  part.repeat(Math.ceil(chars / part.length)).slice(0, chars);

/** The least processor time of several runs, ms: what else the machine does costs none of it. */
function leastMs(run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < RUNS_MAX && least >= MS_MAX; at += 1) {
    const before = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const slowIn = (chars: number, run: (text: string) => void) =>
  PARTS.flatMap((part) => {
    const text = textOf(part, chars);
    const ms = leastMs(() => run(text));
    return ms < MS_MAX ? [] : `${JSON.stringify(part)}: ${ms.toFixed(1)} ms`;
  });

/** Everything is learnt and the code has run for a while: what is measured is the reading alone. */
beforeAll(() => {
  for (const learn of lessonsOf(words)) learn();
  for (const { id } of dialog.questions) {
    const before = conversationAt(id, id === "start" ? { use: "probably" } : {});
    for (const part of PARTS) say(before, textOf(part, WARM_CHARS));
  }
}, WARM_MS);

describe("a text of repeated parts is read in less than 5 ms", () => {
  it.each(dialog.questions.map(({ id }) => id))("typed at %s", (id) => {
    const before = conversationAt(id, id === "start" ? { use: "probably" } : {});
    expect(slowIn(CHARS, (text) => say(before, text))).toEqual([]);
  });

  it("typed after the advice", () => {
    const before = { ...conversationAt("history"), phase: "advised" as const };
    expect(slowIn(CHARS, (text) => say(before, text))).toEqual([]);
  });

  it("typed under a proposal", () => {
    const proposal = { type: "meant", question: "payer", answer: "me-hurts" } as const;
    const before = { ...conversationAt("payer"), proposal };
    expect(slowIn(CHARS, (text) => say(before, text))).toEqual([]);
  });

  it("filled into the forms of a round", () => {
    const slow = slowIn(CHARS, (text) => {
      readMoney(text, words, "USD");
      readHoursIn(text, words);
    });
    expect(slow).toEqual([]);
  });
});

describe("a text of 450,000 characters", () => {
  it("takes no longer, wherever it is typed", () => {
    const before = conversationAt("use");
    const slow = slowIn(LONG_CHARS, (text) => {
      say(before, text);
      readMoney(text, words, "USD");
      readHoursIn(text, words);
    });
    expect(slow).toEqual([]);
  });

  it("is read as its beginning, and the cut is said", () => {
    const { recorded, reply } = say(
      conversationAt("payer"),
      `My employer pays. ${"So it goes. ".repeat(40_000)}`,
    );
    expect(Object.keys(recorded).filter((id) => id !== "payer")).toEqual([]);
    expect(JSON.stringify(reply)).toContain("note.cut");
  });
});
