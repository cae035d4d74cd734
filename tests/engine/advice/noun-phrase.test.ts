import { describe, expect, it } from "vitest";
import { nounPhrase } from "../../../src/engine/advice/noun-phrase.ts";
import { dialog } from "../interview.ts";

const { words } = dialog;

describe("nounPhrase() names a task as a thing", () => {
  it.each([
    ["writing the weekly production report", "the weekly production report"],
    ["summarising calls", "the summaries of calls"],
    ["my lesson plans", "your lesson plans"],
    ["our demand forecasts", "your demand forecasts"],
    [
      "Comparing cyber policy wordings from six insurers, 40 clients",
      "the comparison of cyber policy wordings",
    ],
    ["Drafting and reviewing test cases for the claims portal.", "your test cases"],
    [
      "I'd use it for the quarterly variance comments for nine clients",
      "the quarterly variance comments",
    ],
    ["to answer customer mails faster", "the answers to customer mails"],
    ["the sepsis alert we switch on in April", "the sepsis alert"],
    ["i want to use it to write job adverts", "your job adverts"],
    ["I have to translate 40 manuals", "the translation of 40 manuals"],
    ["churn model", "churn model"],
  ])("%j", (typed, thing) => {
    expect(nounPhrase(typed, words)).toBe(thing);
  });

  it.each([
    "everything",
    "to save time",
    "not sure yet",
    "my boss wants me to do the reports",
    "helping my team with ChatGPT",
    "marketing stuff",
    "my fucking reports",
    "the very long name of one thing that nobody else but me has",
    "",
  ])("and never pastes a sentence: %j", (typed) => {
    const named = nounPhrase(typed, words);
    expect(named === undefined || named.split(" ").length <= 6).toBe(true);
    expect(named ?? "").not.toMatch(/boss|time|stuff|fuck|everything|sure|team/u);
  });
});
