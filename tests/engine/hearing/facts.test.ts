import { describe, expect, it } from "vitest";
import { inShort, sayAt } from "./spoken.ts";
import type { Written } from "./spoken.ts";

/** What a message records, in short. */
function told(at: string, text: string, before?: Readonly<Record<string, Written>>) {
  const { recorded } = sayAt(at, text, before);
  return Object.fromEntries(Object.entries(recorded).map(([id, one]) => [id, inShort(one)]));
}

describe("a message whose clauses each answer a question", () => {
  it.each([
    [
      "purpose",
      "The regulator demands it and my employer picks up the bill",
      { purpose: "mandated", payer: "employer" },
    ],
    [
      "purpose",
      "New role. Adverts don't mention it though",
      { purpose: "role", adverts: "unnamed" },
    ],
    [
      "employer",
      "my supervisor encourages me, and I'd have to repay the fee if I quit",
      { employer: "supports", payer: "repaid" },
    ],
    [
      "expect",
      "I hope for a better salary. The company pays as soon as I pass the exam.",
      { expect: "raise", payer: "on-pass" },
    ],
  ])("at %s: “%s”", (at, text, meant) => expect(told(at, text)).toEqual(meant));
});

describe("a story of several sentences", () => {
  it.each([
    [
      "purpose",
      "Colleagues were laid off and I'm scared. I pay it from my own pocket, which is no problem, and I have four hours a week.",
      { purpose: "safety", payer: "me-fine", hours: "4" },
    ],
    [
      "purpose",
      "switch from accounting into product management. I've never touched AI at work. 5 hours weekly is realistic",
      { purpose: "role", practice: "never", hours: "5" },
    ],
    [
      "certification",
      "Is GH-300 worth it? My company pays and I want to be promoted.",
      { certification: "gh-300", payer: "employer", purpose: "promotion" },
    ],
    [
      "certification",
      "GH-300 for a promotion, company pays",
      { certification: "gh-300", payer: "employer", purpose: "promotion" },
    ],
  ])("at %s: “%s”", (at, text, meant) => expect(told(at, text)).toEqual(meant));
});

describe("a contrast says what stands, and not what is denied", () => {
  it.each([
    ["payer", "I don't pay, the office does, without conditions", "employer"],
    ["learn", "no teacher needed, I work through stuff by myself", "alone"],
    ["use", "no concrete task, but something will come up", "probably"],
    ["employer", "they neither mind nor care, they just pay", "pays"],
    ["purpose", "no title, no raise, I only want my invoices done in half the time", "work"],
  ])("at %s: “%s”", (at, text, meant) => expect(told(at, text)).toEqual({ [at]: meant }));
});

describe("what answers nothing is recorded as nothing", () => {
  it.each([
    ["payer", "my aunt is a lawyer"],
    ["use", "that's an interesting question"],
    ["history", "I studied history in Vienna"],
    ["payer", "maybe the company? not sure"],
    ["employer", "both the first and the second"],
  ])("at %s: “%s”", (at, text) => expect(told(at, text)).toEqual({}));
});

describe("a name that is too long", () => {
  it("loses where it is held, and is not cut in the middle of it", () =>
    expect(
      told("certification", "certificate in AI for HR at the local college, it costs 700 pounds"),
    ).toEqual({ certification: "certificate in AI for HR" }));
});
