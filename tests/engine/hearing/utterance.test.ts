import { describe, expect, it } from "vitest";
import { isExplained, ledTo } from "./led-to.ts";
import { conversationAt, say, sayAt } from "./spoken.ts";

/** Questions of every kind. */
const SCREENS = ["certification", "purpose", "use", "payer", "hours", "free", "history"];

const said = (text: string) =>
  JSON.stringify(sayAt("purpose", text, { certification: "aws-aif" }).reply);

describe("a command in one's own words is carried out and recorded as nothing", () => {
  it.each<readonly [string, readonly string[]]>([
    ["please delete everything", ["stop", "forget"]],
    ["delete my answers please", ["stop", "forget"]],
    ["could you erase all of this", ["stop", "forget", "restart"]],
    ["forget me", ["forget"]],
    ["stop", ["stop"]],
    ["stop it please", ["stop"]],
    ["start over please", ["restart"]],
    ["can we begin again from the top", ["restart"]],
    ["just tell me the result already", ["advise"]],
    ["give me the verdict now", ["advise"]],
    ["show me my answers", ["review"]],
    ["what did I answer so far?", ["review"]],
    ["skip this one", ["skip"]],
    ["next question please", ["skip"]],
    ["I'd rather not say", ["skip"]],
    ["one step back please", ["back"]],
    ["back", ["back"]],
    ["pause", ["pause"]],
    ["I'll do this later", ["pause"]],
    ["brb, the baby is crying", ["pause"]],
    ["what can I say?", ["help", "why"]],
    ["help", ["help", "why"]],
    ["cancel", ["stop", "pause"]],
    ["never mind", ["stop", "pause"]],
    ["what do you have?", ["list"]],
  ])("“%s”: %j", (text, right) => {
    for (const at of ["payer", "use", "hours"]) {
      const outcome = sayAt(at, text);
      const led = ledTo(outcome, at);
      expect(right.includes(led) ? right[0] : `${led} at ${at}`).toBe(right[0]);
    }
  });

  it.each([
    "please delete everything",
    "stop",
    "forget me",
    "start over please",
    "erase all my data now!!",
    "cancel",
  ])("“%s” erases nothing before it is confirmed", (text) => {
    for (const at of SCREENS) {
      const { before, after } = sayAt(at, text);
      const isEmpty = Object.keys(before.answers).length === 0;
      expect([at, after.answers]).toEqual([at, before.answers]);
      expect([at, isEmpty || after.phase === "open"]).toEqual([at, true]);
    }
  });

  it("and yes to it erases, no keeps everything", () => {
    const asked = sayAt("payer", "please delete everything").after;
    expect(Object.keys(say(asked, "yes").after.answers)).toEqual([]);
    expect(say(asked, "no").after.answers).toEqual(asked.answers);
  });
});

describe("a question back is answered and recorded as nothing", () => {
  it.each([
    ["payer", "why do you want to know that?"],
    ["use", "why is this important?"],
    ["purpose", "what do you mean?"],
    ["provider", "what is a published skills list?"],
    ["payer", "what does “repaid if I leave” mean?"],
    ["payer", "who sees this?"],
    ["employer", "does my boss get to read my answers?"],
    ["payer", "do you store this?"],
    ["hours", "what happens with my answers?"],
    ["purpose", "what does AIF-C01 cost?"],
    ["hours", "how many hours does the AWS one take?"],
    ["purpose", "is it still offered?"],
    ["hours", "how many questions are left?"],
    ["use", "how much longer will this take?"],
    ["purpose", "can I go back?"],
    ["payer", "can I change my answers later?"],
    ["use", "is this a bot?"],
    ["free", "are you ChatGPT?"],
    ["practice", "does chatgpt count?"],
    ["adverts", "what adverts?"],
    ["free", "such as?"],
    ["payer", "how do you decide that?"],
  ])("%s: “%s”", (at, text) => {
    const outcome = sayAt(at, text);
    expect(outcome.recorded).toEqual({});
    expect(outcome.after.proposal).toBeUndefined();
    expect(isExplained(outcome)).toBe(true);
    expect(outcome.reply).toMatchObject({ type: "question", question: at });
  });

  it("and says what the catalogue knows", () => {
    expect(said("what does it cost?")).toContain("asked.cost");
    expect(said("is it still available?")).toContain("asked.available");
    expect(said("how long does it take?")).toContain("asked.length");
  });
});

describe("no question and no command is ever an answer, a task or a name", () => {
  it.each([
    "why do you ask me that?",
    "who sees this?",
    "is this a bot?",
    "how many questions are left?",
    "what does that mean?",
    "can I go back?",
    "do you store this?",
    "please delete everything",
    "show me my answers",
    "just tell me the result already",
    "one step back please",
    "pause please",
    "start over please",
    "what can I say?",
    "cancel",
    "no wait",
    "that's wrong",
  ])("“%s” at every question", (text) => {
    for (const at of SCREENS) {
      const { recorded, after } = sayAt(at, text);
      expect([at, recorded]).toEqual([at, {}]);
      const { proposal } = after;
      expect(proposal && "answer" in proposal ? [at, proposal] : undefined).toBeUndefined();
    }
  });
});

describe("what only looks like one is an answer", () => {
  it.each([
    ["free", "no", "no"],
    ["free", "yes", "yes"],
    ["mandate", "I was told so", "told"],
    ["practice", "not yet", "never"],
    ["start", "later", "later"],
    ["start", "now", "now"],
    ["history", "none", "none"],
  ])("%s: “%s”", (at, text, option) => {
    const own = at === "start" ? { use: "probably" } : {};
    expect(say(conversationAt(at, own), text).recorded).toMatchObject({ [at]: option });
  });
});
