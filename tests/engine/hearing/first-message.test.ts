import { describe, expect, it } from "vitest";
import { certificationIn } from "../../../src/engine/answers.ts";
import { conversationAt, inShort, say, sayAt } from "./spoken.ts";

/** What the first message records, in short. */
function told(text: string): Readonly<Record<string, string>> {
  const { recorded } = sayAt("certification", text);
  return Object.fromEntries(Object.entries(recorded).map(([id, one]) => [id, inShort(one)]));
}

describe("the first message says several things", () => {
  it.each([
    ["AIF-C01, and my company pays", { certification: "aws-aif", payer: "employer" }],
    [
      "AIF-C01, I want a promotion and my employer pays",
      { certification: "aws-aif", purpose: "promotion", payer: "employer" },
    ],
    [
      "I'd like to do AI-900, I pay it myself and have 4 hours a week",
      { certification: "retired-ai-900", payer: "me-fine", hours: "4" },
    ],
    [
      "Prompt Engineering Bootcamp for 1200 dollars, my company pays",
      { certification: "Prompt Engineering Bootcamp", payer: "employer" },
    ],
    ["I just want to understand AI, I pay it myself", { purpose: "understand", payer: "me-fine" }],
    ["my employer pays for it and I have 3 hours a week", { payer: "employer", hours: "3" }],
    [
      "I haven't chosen one yet, I want to move into a new role",
      { certification: "none", purpose: "role" },
    ],
  ])("“%s”", (text, meant) => expect(told(text)).toEqual(meant));

  it("keeps a task in the person's own writing", () => {
    const said = "thinking of AIF-C01, and I want to use it for campaign reports. Worth it?";
    expect(sayAt("certification", said).recorded).toMatchObject({
      use: { note: "campaign reports" },
    });
  });

  it("shows what was understood, price and hours and payer too", () => {
    const { reply } = sayAt(
      "certification",
      "Prompt Camp for 1200 €, my company pays, 4 hours a week",
    );
    const said = JSON.stringify(reply);
    expect(said).toContain("note.understood");
    for (const part of ["1200", "payer", "hours"]) expect(said).toContain(part);
  });

  it("says that a certification is not listed", () => {
    const { reply } = sayAt("certification", "Prompt Camp for 1200 €");
    expect(JSON.stringify(reply)).toContain("note.unlisted");
  });
});

describe("a message without a name is asked for it", () => {
  it.each([
    "it's 300 euros and my company pays",
    "a course for 300 €, my employer pays",
    "300 €, my company pays",
  ])("“%s” keeps its other facts", (text) => {
    const { after, recorded, reply } = sayAt("certification", text);
    const value = recorded["certification"]
      ? certificationIn(recorded["certification"])
      : undefined;
    expect(value?.name ?? "a course").toMatch(/course/u);
    expect(inShort(recorded["payer"])).toBe("employer");
    expect(value?.price ?? after.told?.price).toEqual({ amount: 300, currency: "EUR" });
    expect(value !== undefined || JSON.stringify(reply).includes("clarify.name")).toBe(true);
  });

  it("and the name that follows gets them", () => {
    const asked = say(conversationAt("certification"), "it's 300 euros and takes 40 hours").after;
    const { recorded } = say(asked, "Zephyr Camp");
    expect(recorded["certification"]).toMatchObject({
      chosen: "other",
      name: "Zephyr Camp",
      price: { amount: 300, currency: "EUR" },
      hours: 40,
    });
  });

  it("“another one” asks which one", () => {
    const { recorded } = sayAt("certification", "another one");
    const value = recorded["certification"]
      ? certificationIn(recorded["certification"])
      : undefined;
    expect(value?.name).toBeUndefined();
  });
});

describe("what costs nothing costs 0", () => {
  it.each([
    "Elements of Prompting course, free",
    "Elements of Prompting course, 0 euros",
    "Elements of Prompting course, it costs nothing",
    "a free Elements of Prompting course",
  ])("“%s”", (text) => {
    const { certification } = sayAt("certification", text).recorded;
    expect(certification && certificationIn(certification)?.price?.amount).toBe(0);
  });
});

describe("a message that names several certifications asks which", () => {
  it.each(["AIF-C01 or AI-900", "AI-900 and AIF-C01", "should I do PMLE or AIF-C01?"])(
    "“%s”",
    (text) => {
      const { recorded, after } = sayAt("certification", text);
      expect(recorded).not.toHaveProperty("certification");
      expect(after.narrowed?.length).toBe(2);
    },
  );
});

describe("browsing", () => {
  it.each([
    "list",
    "browse",
    "what do you have",
    "which ones from Microsoft?",
    "something cheap for project managers",
  ])("“%s” leads to the catalogue and records nothing", (text) => {
    const { recorded, after, reply } = sayAt("certification", text);
    expect(recorded).toEqual({});
    expect(after.narrowed?.length).toBeGreaterThan(0);
    expect(reply).toMatchObject({ type: "question", question: "certification" });
  });
});

describe("words for another question stay out of the answer", () => {
  it.each([
    ["use", "my company pays for everything", "payer", "employer"],
    ["use", "I have 3 hours a week", "hours", "3"],
    ["purpose", "my company pays", "payer", "employer"],
  ])("%s: “%s” is %s", (at, text, question, meant) => {
    const { recorded, after } = sayAt(at, text);
    expect(recorded).not.toHaveProperty(at);
    const { proposal } = after;
    const asked = proposal && "answer" in proposal ? inShort(proposal.answer) : "nothing";
    expect([inShort(recorded[question]), asked]).toContain(meant);
  });

  it.each([
    "I use it every day",
    "on the other hand",
    "I think so",
    "my company",
    "it takes me 6 hours a week",
    "I saved about 4 hours a week",
  ])("“%s” says nothing of hours or payer", (text) => {
    const { recorded } = sayAt("provider", text, {});
    expect(recorded).not.toHaveProperty("hours");
    expect(recorded).not.toHaveProperty("payer");
  });
});
