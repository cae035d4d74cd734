import { describe, expect, it } from "vitest";
import { isBlank } from "../../../src/engine/answers.ts";
import { CHECKED_DAY, dialog } from "../interview.ts";
import { transition } from "../../../src/engine/transition.ts";
import { conversationAt, inShort, sayAt } from "./spoken.ts";

function told(at: string, text: string) {
  const { recorded } = sayAt(at, text);
  return Object.fromEntries(Object.entries(recorded).map(([id, one]) => [id, inShort(one)]));
}

/** Ids that are offered, or the answer that is asked about. */
function asked(at: string, text: string): readonly unknown[] {
  const { after, recorded } = sayAt(at, text);
  expect(recorded).toEqual({});
  const { proposal, narrowed = [] } = after;
  return proposal && "answer" in proposal ? [inShort(proposal.answer)] : narrowed;
}

describe("an amount that is settled at the end", () => {
  it.each([
    ["two to four, say 3", "3"],
    ["between 2 and 4, let's say 3", "3"],
    ["5 to 6, call it 5", "5"],
  ])("“%s”", (text, hours) => expect(told("hours", text)).toEqual({ hours }));

  it("is no pause, though it is none right now", () =>
    expect(asked("hours", "zero right now, im on nights")).toEqual(["0"]));
});

describe("no time for something else is no hours", () => {
  it.each([
    ["hours", "no time to figure it out alone"],
    ["learn", "no time to figure that out alone"],
    ["learn", "no time to cook, let alone"],
  ])("at %s: “%s”", (at, text) => expect(told(at, text)).not.toHaveProperty("hours"));

  it("no time to study is", () =>
    expect(told("hours", "I have no time to study")).toEqual({ hours: "0" }));
});

describe("a time to come answers when to start, and sets no reminder", () => {
  it.each([
    ["in 10 weeks", "months"],
    ["in nine weeks", "months"],
  ])("“%s”", (text, start) => expect(told("start", text)).toMatchObject({ start }));
});

it("another question's own words answer that one, whatever they are like here", () =>
  expect(told("adverts", "nothing planned")).toEqual({ use: "nothing" }));

describe("several at once are asked about", () => {
  it.each([
    ["learn", "alone and both", ["alone", "mix"]],
    ["use", "either the first or the second", ["named", "probably"]],
    ["use", "either 1 or 2", ["named", "probably"]],
    ["adverts", "1 of 9", ["named", "unnamed"]],
  ])("at %s: “%s”", (at, text, ids) => expect(new Set(asked(at, text))).toEqual(new Set(ids)));
});

describe("a certification", () => {
  it("that is named with a doubt is still named, and no question", () =>
    expect(
      told("certification", "nvidia generative ai LLM associate (NCA-GENL i think?)"),
    ).toMatchObject({ certification: "nv-genl" }));

  it("whose name holds another one and much more is asked about", () => {
    const { recorded, after } = sayAt("certification", "Data & AI Summer School 2026");
    expect(recorded).toEqual({});
    expect(after.proposal).toMatchObject({ question: "certification" });
  });

  it("that costs nothing is looked for by its name all the same", () =>
    expect(
      sayAt("certification", "oracle agentic foundations, free so nobody pays, 3h/wk").after
        .narrowed,
    ).toContain("ora-agentic"));
});

/** What is recorded of a question of which only these options are shown. */
function saidAmong(shown: readonly string[], text: string) {
  const before = { ...conversationAt("purpose"), narrowed: shown };
  const event = { type: "text", text, now: CHECKED_DAY } as const;
  const { conversation } = transition(dialog, before, event);
  return { purpose: conversation.answers["purpose"], narrowed: conversation.narrowed };
}

describe("where few options are shown, a place among them", () => {
  it.each([
    ["the first, I think", "role"],
    ["closer to the first", "role"],
    ["the second if I must choose", "work"],
    ["mostly the second", "work"],
    ["not the second", "role"],
    ["not the first one", "work"],
    ["two", "work"],
    ["B)", "work"],
    ["1️⃣", "role"],
    ["the role one", "role"],
  ])("answers: “%s”", (text, purpose) =>
    expect(saidAmong(["role", "work"], text).purpose).toBe(purpose),
  );

  it("that is denied leaves the others", () =>
    expect(saidAmong(["role", "work", "promotion"], "not the second")).toEqual({
      purpose: undefined,
      narrowed: ["role", "promotion"],
    }));

  it.each(["both really", "either works", "both of these apply", "number 3"])(
    "is not guessed: “%s”",
    (text) => expect(saidAmong(["role", "work"], text).purpose).toBeUndefined(),
  );

  it("gives way to all options on “show all”", () =>
    expect(saidAmong(["role", "work"], "show all")).toEqual({
      purpose: undefined,
      narrowed: undefined,
    }));
});

describe("what is agreed to, what was, and what is a place", () => {
  it.each([
    ["adverts", "okay..."],
    ["free", "alright"],
    ["expect", "wow, wasn't expecting that question"],
  ])("at %s, “%s” is no answer", (at, text) => {
    const { recorded } = sayAt(at, text);
    expect(Object.values(recorded).filter((answer) => !isBlank(answer))).toEqual([]);
  });

  it.each([
    ["practice", "used to be once in a blue moon, now I use it every week", "weekly"],
    ["hours", "option 2", "3"],
    ["hours", "two evenings, say ninety minutes each", "3"],
    ["hours", "2hr evry nite exept wkend", "10"],
    ["hours", "quarter of an hour a day, and not on Sundays", "1.5"],
    ["hours", "I could do 12 a month", "2.77"],
  ])("at %s, “%s” is %s", (at, text, answer) =>
    expect(inShort(sayAt(at, text).recorded[at])).toBe(answer),
  );

  it("a period that is denied has the hours asked again", () => {
    const { reply } = sayAt("start", "oh, the 10 was per month, not per week", { hours: 10 });
    expect(reply).toMatchObject({ type: "question", question: "hours" });
  });
});
