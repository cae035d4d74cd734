import { describe, expect, it } from "vitest";
import { transition } from "../../../src/engine/transition.ts";
import { CHECKED_DAY, dialog } from "../interview.ts";
import { conversationAt, inShort, meaning, say, sayAt } from "./spoken.ts";

const shown = ["role", "work", "safety"];

describe("what is on the screen counts", () => {
  it.each([
    ["1", "role"],
    ["2", "work"],
    ["3", "safety"],
    ["the first one", "role"],
    ["the second", "work"],
    ["second", "work"],
    ["number 3", "safety"],
    ["option 2", "work"],
    ["the last", "safety"],
    ["the last one please", "safety"],
    ["b", "work"],
    ["2.", "work"],
    ["#2", "work"],
    ["1st", "role"],
    ["option one", "role"],
    ["option b", "work"],
    ["I'd say number 1", "role"],
    ["the top one", "role"],
    ["the latter", "safety"],
    ["the one in the middle", "work"],
    ["the last of those", "safety"],
  ])("“%s” among three options is %s", (text, meant) =>
    expect(meaning("purpose", text, { shown })).toBe(meant),
  );

  it.each(["4", "7", "number 5", "the fourth", "0", "-1", "d"])(
    "“%s” among three options is none of them",
    (text) => {
      const before = { ...conversationAt("purpose"), narrowed: shown };
      expect(say(before, text).recorded).toEqual({});
    },
  );

  it.each([
    ["both", "not one: all"],
    ["both of them", "not one: all"],
    ["all of them", "not one: all"],
    ["none of these", "not one: none"],
    ["neither", "not one: none"],
    ["neither of those", "not one: none"],
    ["no, none of them", "not one: none"],
    ["none of them", "not one: none"],
  ])("“%s” is %s", (text, meant) =>
    expect(meaning("purpose", text, { shown: ["role", "work"] })).toBe(meant),
  );

  it.each(["2 and 4", "both of the first two", "1 or 2", "the first and the second"])(
    "“%s” is more than one and taken for none",
    (text) => expect(meaning("purpose", text)).toMatch(/^(?:several|not one|nothing)/u),
  );

  it("“both” is the middle option where there is one that says so", () =>
    expect(meaning("learn", "both")).toBe("mix"));

  it("numbers answer the narrowed screen after words that may mean either", () => {
    const narrowed = ["promotion", "role"];
    const asked = { after: { ...conversationAt("purpose"), narrowed } };
    for (const [at, text] of ["1", "the second one"].entries())
      expect(inShort(say(asked.after, text).recorded["purpose"])).toBe(narrowed[at]);
    for (const text of ["3", "4", "both", "none of these"])
      expect(say(asked.after, text).recorded).toEqual({});
    expect(say(asked.after, "none of these").after.narrowed).toBeUndefined();
    expect(say(asked.after, "both").after.narrowed).toEqual(narrowed);
  });

  it.each<readonly [string, readonly string[]]>([
    ["1", ["used", "some-unused"]],
    ["one", ["used", "some-unused"]],
    ["2", ["used", "some-unused"]],
    ["3", ["some-unused", "pile"]],
    ["five", ["some-unused", "pile"]],
    ["0", ["none"]],
  ])("“%s” at the counted question is a count, or asked about", (text, right) => {
    const { recorded } = sayAt("history", text);
    expect([...right, "nothing"]).toContain(inShort(recorded["history"]));
  });
});

describe("emoji mean what people mean", () => {
  it.each([
    ["free", "👍", "yes"],
    ["free", "👍🏽", "yes"],
    ["free", "👍👍", "yes"],
    ["free", ":+1:", "yes"],
    ["free", ":thumbsup:", "yes"],
    ["free", ":+1::skin-tone-4:", "yes"],
    ["free", "✅", "yes"],
    ["free", "👎", "no"],
    ["free", "👎🏿", "no"],
    ["free", ":-1:", "no"],
    ["free", ":-1::skin-tone-2:", "no"],
    ["free", ":thumbsdown:", "no"],
    ["free", "❌", "no"],
    ["free", "🤷", "unsure"],
    ["free", "🤷‍♀️", "unsure"],
    ["free", "🤷🏼‍♂️", "unsure"],
    ["free", ":shrug:", "unsure"],
    ["mandate", "👍", "written"],
    ["mandate", "👎", "told"],
    ["mandate", ":-1:", "told"],
    ["mandate", "no :-1:", "told"],
    ["mandate", ":+1: yes", "written"],
    ["adverts", "👎", "unnamed"],
    ["prerequisite", ":white_check_mark:", "met"],
  ])("%s: %s → %s", (question, text, meant) => expect(meaning(question, text)).toBe(meant));

  it.each(["purpose", "payer", "practice", "employer", "learn", "provider", "expect", "history"])(
    "a sign or a shortcode with a digit is no option of %s",
    (question) => {
      const signs = [":100:", ":one:", ":1234:", ":2:", "🚀", ":8ball:", ":tada:", "2️⃣ 🚀", "-1"];
      for (const text of signs) expect([text, sayAt(question, text).recorded]).toEqual([text, {}]);
    },
  );

  it.each(["purpose", "payer", "employer", "learn", "provider", "expect"])(
    "a thumb answers nothing at %s, where no option is a yes or a no",
    (question) => {
      for (const text of [":-1:", ":+1:", "👍", "👎"])
        expect([text, sayAt(question, text).recorded]).toEqual([text, {}]);
    },
  );

  it("answer a proposal", () => {
    const proposal = { type: "meant", question: "payer", answer: "me-hurts" } as const;
    const before = { ...conversationAt("payer"), proposal };
    for (const text of ["👎", ":-1:", "❌"]) expect(say(before, text).recorded).toEqual({});
    for (const text of ["👍", ":+1:", "✅", "👍🏽", ":+1::skin-tone-3:"])
      expect([text, say(before, text).recorded]).toEqual([text, { payer: "me-hurts" }]);
  });
});

describe("what ends in a question mark", () => {
  it.each(["'support work I can show' meaning what??", "they pay back later if I stay?"])(
    "“%s” records nothing unasked",
    (text) => {
      const at = text.startsWith("they") ? "payer" : "expect";
      expect(sayAt(at, text).recorded).toEqual({});
    },
  );
});

describe("“Another one”", () => {
  it("when pressed asks what it is called, and once more goes on without", () => {
    const before = conversationAt("certification");
    const press = (conversation: typeof before) => {
      const { revision } = conversation;
      const event = { type: "answer", question: "certification", option: "other" } as const;
      return transition(dialog, conversation, { ...event, revision, now: CHECKED_DAY });
    };
    const first = press(before);
    expect(first.conversation.answers).toEqual({});
    expect(JSON.stringify(first.replies)).toContain("clarify.name");
    const named = say(first.conversation, "Prompt Craft Academy");
    expect(inShort(named.recorded["certification"])).toBe("Prompt Craft Academy");
    expect(inShort(press(first.conversation).conversation.answers["certification"])).toBe("other");
  });
});
