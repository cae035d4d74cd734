import { describe, expect, it } from "vitest";
import { parseHours } from "../../src/engine/hours.ts";
import { parseMoney } from "../../src/engine/quantity.ts";
import { parseAnother, recognise, recogniseOthers } from "../../src/engine/recognise.ts";
import { optionOf } from "../../src/engine/answers.ts";
import type { Answers } from "../../src/engine/answers.ts";
import { CHECKED_DAY, dialog, speaker, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const { understanding } = dialog.words;

/** What a text means at one question, in short: the option, an amount, or the kind of doubt. */
function read(question: string, text: string): string {
  const asked = dialog.questions.find(({ id }) => id === question)!;
  const found = recognise(dialog, asked, text, CHECKED_DAY);
  if (found.type === "several") return `several: ${found.options.join(" ")}`;
  if (found.type === "unsure") return "unsure";
  if (found.type !== "value") return found.type;
  const { value, certain } = found;
  const said =
    typeof value === "string" || "option" in value
      ? optionOf(value)!
      : "amount" in value
        ? `${value.amount}`
        : (value.entry ?? value.chosen);
  return certain ? said : `${said}?`;
}

function answersAfter(...texts: readonly string[]): Answers {
  return take([{ type: "start" }, ...texts.map((text): Said => ({ type: "text", text }))])
    .conversation.answers;
}

/** Facts about all questions in one text. */
function others(text: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    recogniseOthers(dialog, dialog.questions, text).map(([{ id }, value]) => [id, value]),
  );
}

describe("recognise() takes the first way that fits", () => {
  it.each([
    ["history", "Three or more, mostly unused", "pile"],
    ["history", "3", "some-unused"],
    ["history", "number 2", "used"],
    ["history", "the last", "pile"],
    ["practice", "second", "results"],
    ["practice", "every week or so", "weekly"],
    ["practice", "evry week", "weekly?"],
    ["practice", "a purple elephant", "nothing"],
    ["purpose", "a promotion or a new role", "several: promotion role"],
  ])("%s: %s → %s", (question, text, meant) => expect(read(question, text)).toBe(meant));
});

describe("recognise() reads sentences", () => {
  it.each([
    ["payer", "not me, my employer", "employer"],
    ["payer", "they pay, but only if I pass", "on-pass"],
    ["payer", "my company, but I have to stay two years", "repaid"],
    ["payer", "I pay it myself and it hurts", "me-hurts"],
    ["employer", "they don't see it as a distraction, they support it", "supports"],
    ["employer", "my boss doesn't really care", "pays"],
    ["practice", "I don't build anything, but I use it every day", "weekly"],
    ["practice", "I don't use it every day, just sometimes", "tried"],
    ["practice", "I tried it but the results were so so", "tried"],
    ["learn", "I'm not overwhelmed, I finish things on my own", "alone"],
    ["provider", "no guarantee, just a list of skills", "list"],
    ["provider", "they do not guarantee a job", "nothing"],
    ["purpose", "not a promotion, I want to understand AI", "understand"],
    ["purpose", "become a machine learning engineer", "role"],
    ["free", "for the skills yes but I need proof", "partly"],
    ["free", "I think no", "no"],
    ["history", "two that I never used", "some-unused"],
    ["history", "five, never used any of them", "pile"],
    ["history", "never used", "several: some-unused pile"],
    ["expect", "I do not know", "unsure"],
    ["employer", "my boss does not mind", "pays"],
    ["learn", "I cannot learn alone", "path"],
  ])("%s: %s → %s", (question, text, meant) => expect(read(question, text)).toBe(meant));

  it.each([
    ["adverts", "Yes, they do", "named"],
    ["adverts", "yep", "named"],
    ["adverts", "No.", "unnamed"],
    ["mandate", "it's not in writing, no", "told"],
    ["mandate", "yes, he told me in a meeting", "told"],
    ["prerequisite", "no idea what they require", "unsure"],
    ["free", "I never get round to it, so no", "no"],
    ["free", "nope", "no"],
    ["history", "nah", "none"],
    ["expect", "yes", "nothing"],
    ["expect", "that I am still wanted", "nothing"],
  ])("a yes or no answers what says more does not: %s: %s → %s", (question, text, meant) =>
    expect(read(question, text)).toBe(meant),
  );

  it.each([
    ["client memos on the AI Act", "named"],
    ["newsletters and landing pages, every week", "named"],
    ["as I told you", "named?"],
    ["why do you ask me this", "named?"],
    ["not on a specific task", "nothing"],
    ["can't think of anything", "nothing"],
    ["we're not allowed to use AI in the hospital", "rarely"],
  ])("a task can be typed, talk is asked about first: %s → %s", (text, meant) =>
    expect(read("use", text)).toBe(meant),
  );

  it.each([
    ["AIF-CO1", "aws-aif"],
    ["haven't decided on one", "none"],
    ["who in my team is behind?", "nothing"],
    ["yes", "nothing"],
    ["your mum", "other?"],
    ["IBM watsonx", "ibm-watsonx?"],
    ["Prompt boot camp", "other"],
  ])("certification: %s → %s", (text, meant) => expect(read("certification", text)).toBe(meant));
});

it("every way to say an option means that option in a sentence, or asks which one", () => {
  const stolen = dialog.questions
    .filter(({ kind }) => kind === "choice")
    .flatMap(({ id }) =>
      (dialog.words.options.get(id) ?? []).flatMap((option) =>
        option.phrases
          .map((phrase) => `${phrase} → ${read(id, `well, ${phrase}.`)}`)
          .filter((line) => !line.endsWith(`→ ${option.id}`) && !/→ several: .*/u.test(line)),
      ),
    );
  expect(stolen).toEqual([]);
});

describe("parseHours()", () => {
  it.each([
    ["3h", 3],
    ["1h30", 1.5],
    ["2 hours 30 minutes", 2.5],
    ["1,5 h", 1.5],
    ["1/2 day", 4],
    ["half a day a week", 4],
    ["half an hour a day", 2.5],
    ["an hour and a half", 1.5],
    ["one and a half hours", 1.5],
    ["two to three hours", 2.5],
    ["10-15 hrs/wk", 12.5],
    ["about 4-6 a week", 5],
    ["2 or 3", 2.5],
    ["2 evenings", 4],
    ["an hour twice a week", 2],
    ["twice a week for two hours", 4],
    ["10 hours per month", 2.31],
    ["thirty minutes", 0.5],
    ["less than an hour", 0.5],
    ["I have 2 kids, so 3 hours", 3],
    ["5ish", 5],
    ["zero", 0],
    ["1:30", 1.5],
    ["Mondays from 18:00 to 19:30", 1.5],
    ["4 per week", 4],
    ["5 every week", 5],
    ["daily, about 4 hours a week", 4],
    ["two hours on Mondays and Wednesdays", 4],
    ["an hour Monday to Friday", 5],
    ["Tuesdays and Thursdays from eight to ten in the evening", 4],
    ["between 7 and 9 on weekdays", 10],
    ["8-10 pm on Tuesday", 2],
    ["between 5 and 7 hours", 6],
    ["Sunday afternoons", 4],
    ["4 hours a fortnight", 2],
  ])("reads “%s” as %d a week", (text, hours) =>
    expect(parseHours(text, understanding)?.value.amount).toBe(hours),
  );
});

describe("parseMoney()", () => {
  it.each([
    ["1.2k", 1200, undefined],
    ["$1,2k", 1200, "USD"],
    ["EUR 300", 300, "EUR"],
    ["1.200,50 €", 1200.5, "EUR"],
    ["1'200 CHF", 1200, "CHF"],
    ["5 k€", 5000, "EUR"],
    ["$400-$500", 450, "USD"],
    ["two thousand dollars", 2000, "USD"],
    ["a grand", 1000, undefined],
    ["A$250", 250, "AUD"],
    ["gratis", 0, undefined],
  ])("reads “%s”", (text, amount, currency) =>
    expect(parseMoney(text, understanding)?.value).toEqual(
      currency === undefined ? { amount } : { amount, currency },
    ),
  );
});

describe("parseAnother()", () => {
  it.each([
    [
      "Prompt boot camp, 4,900, 120 h",
      { name: "Prompt boot camp", price: { amount: 4900 }, hours: 120 },
    ],
    [
      "The Leadership programme for €2.850",
      { name: "The Leadership programme", price: { amount: 2850, currency: "EUR" } },
    ],
    ["course on ML 101", { name: "course on ML 101" }],
  ])("reads “%s”", (text, meant) => expect(parseAnother(text, dialog)).toMatchObject(meant));

  it("takes no number in a name for a price", () => {
    expect(parseAnother("AZ-900 training", dialog)).not.toHaveProperty("price");
  });
});

describe("recogniseOthers()", () => {
  it("takes facts about other questions, with the person's own clause as the task", () => {
    expect(
      others("my company pays, I have 4 hours a week and want to automate the reports"),
    ).toEqual({
      payer: "employer",
      hours: { amount: 4 },
      use: { option: "named", note: "want to automate the reports" },
    });
  });

  it.each([
    "I use it every day",
    "on the other hand",
    "I think so",
    "my company",
    "not if my company pays",
    "it takes me 6 hours a week",
    "I saved about 4 hours a week",
  ])("takes nothing from “%s”", (text) => expect(others(text)).toEqual({}));
});

describe("takeText()", () => {
  it("tells what it took besides the answer", () => {
    const { reply } = take([
      { type: "start" },
      { type: "text", text: "AIF-C01, and my company pays" },
    ]);
    expect(speaker.speak(reply)).toMatchObject({
      notes: [expect.stringContaining("Who pays → My employer")],
    });
  });

  it("keeps a task in the person's own writing beside the name of a certification", () => {
    const said = "thinking of AIF-C01, and I want to use it for campaign reports. Worth it?";
    expect(answersAfter(said)).toMatchObject({ use: { note: "campaign reports" } });
  });

  it("quotes a task without the full stop", () => {
    expect(answersAfter("AIF-C01", "promotion", "Drafting the guideline.")).toMatchObject({
      use: { note: "Drafting the guideline" },
    });
  });

  it("leaves an earlier answer alone when a later one happens to name another", () => {
    const answers = answersAfter(
      "AIF-C01",
      "work",
      "nothing planned",
      "I use copilot every day, to automate my mails",
    );
    expect(answers).toMatchObject({ use: "nothing", practice: "weekly" });
  });

  it("changes an earlier answer that is corrected, and says so", () => {
    const { conversation, reply } = take(
      ["AIF-C01, my company pays", "work", "actually I'm paying it myself"].reduce<Said[]>(
        (events, text) => [...events, { type: "text", text }],
        [{ type: "start" }],
      ),
    );
    expect(conversation.answers["payer"]).toBe("me-fine");
    expect(speaker.speak(reply)).toMatchObject({ notes: [expect.stringContaining("Changed")] });
  });

  it("takes a fact about another question for that, not for the name of a task", () => {
    const answers = answersAfter("AIF-C01", "work", "my company pays for everything");
    expect(answers).toMatchObject({ payer: "employer" });
    expect(answers).not.toHaveProperty("use");
  });

  it("asks before it takes a misspelt answer that alone decides", () => {
    const walk = take([
      { type: "start" },
      { type: "text", text: "AIF-C01" },
      { type: "text", text: "work" },
      { type: "text", text: "nothng planned" },
    ]);
    expect(walk.reply).toMatchObject({ type: "confirm", about: "meant", question: "use" });
    expect(walk.conversation.answers).not.toHaveProperty("use");
  });

  it("takes a misspelt answer that decides nothing at once, and says so", () => {
    expect(answersAfter("AIF-C01", "promotion", "my weekly report", "evry week")).toMatchObject({
      practice: "weekly",
    });
  });
});
