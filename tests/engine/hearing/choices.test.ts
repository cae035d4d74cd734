import { describe, expect, it } from "vitest";
import { dialog } from "../interview.ts";
import { meaning, sayAt } from "./spoken.ts";

describe("hear() takes the first way that fits", () => {
  it.each([
    ["history", "Three or more, mostly unused", "pile"],
    ["history", "number 2", "used"],
    ["history", "the last", "pile"],
    ["practice", "second", "results"],
    ["practice", "every week or so", "weekly"],
  ])("%s: %s → %s", (question, text, meant) => expect(meaning(question, text)).toBe(meant));
});

it("what says nothing about the question is not recorded", () => {
  for (const text of ["a purple elephant", "qwertz", "lol", "the weather is nice today"])
    for (const question of ["practice", "purpose", "payer", "learn"])
      expect([question, text, sayAt(question, text).recorded]).toEqual([question, text, {}]);
});

describe("hear() reads sentences", () => {
  it.each([
    ["payer", "not me, my employer", "employer"],
    ["payer", "they pay, but only if I pass", "on-pass"],
    ["payer", "my company, but I have to stay two years", "repaid"],
    ["payer", "I pay it myself and it hurts", "me-hurts"],
    ["employer", "they don't see it as a distraction, they support it", "supports"],
    ["employer", "my boss doesn't really care", "pays"],
    ["employer", "my boss does not mind", "pays"],
    ["practice", "I don't build anything, but I use it every day", "weekly"],
    ["practice", "I don't use it every day, just sometimes", "tried"],
    ["practice", "I tried it but the results were so so", "tried"],
    ["learn", "I'm not overwhelmed, I finish things on my own", "alone"],
    ["learn", "I cannot learn alone", "path"],
    ["provider", "no guarantee, just a list of skills", "list"],
    ["purpose", "not a promotion, I want to understand AI", "understand"],
    ["purpose", "become a machine learning engineer", "role"],
    ["free", "for the skills yes but I need proof", "partly"],
    ["free", "I think no", "no"],
    ["history", "two that I never used", "some-unused"],
    ["history", "five, never used any of them", "pile"],
    ["expect", "I do not know", "unsure"],
  ])("%s: %s → %s, or asks among few with it", (question, text, meant) => {
    const read = meaning(question, text);
    const isAsked = read.startsWith("several: ") && read.split(" ").includes(meant);
    expect(isAsked ? meant : read.replace(/\?$/u, "")).toBe(meant);
  });

  it.each([
    ["purpose", "a promotion or a new role", "promotion role"],
    ["history", "never used", "pile some-unused"],
  ])("%s: %s may be %s", (question, text, meant) =>
    expect(meaning(question, text)).toBe(`several: ${meant}`),
  );
});

describe("what turns an answer around is not passed over", () => {
  it.each([
    ["payer", "my company pays nothing", "employer"],
    ["payer", "my employer won't pay", "employer"],
    ["payer", "the company doesn't", "employer"],
    ["payer", "I don't think they pay", "employer"],
    ["employer", "my manager told me there's no raise for it", "supports"],
    ["employer", "there's no support from my boss", "supports"],
    ["employer", "it doesn't count for promotion", "counts"],
    ["adverts", "there aren't any adverts", "named"],
    ["adverts", "it's an internal role, there aren't any adverts", "named"],
    ["learn", "alone doesn't work for me", "alone"],
    ["learn", "not alone, that never works", "alone"],
    ["purpose", "I'm not afraid for my job, I want a new one", "safety"],
    ["purpose", "not for a promotion", "promotion"],
    ["purpose", "I want to earn more", "understand"],
    ["purpose", "nobody requires it", "mandated"],
    ["provider", "they do not guarantee a job", "guarantee"],
    ["practice", "I never build AI systems", "builds"],
    ["mandate", "it's not in writing", "written"],
    ["history", "none of them unused", "pile"],
    ["free", "yes for others, not for me", "yes"],
  ])("%s: “%s” is not %s", (question, text, contrary) =>
    expect(meaning(question, text)).not.toBe(contrary),
  );
});

describe("a yes or no answers what says more does not", () => {
  it.each([
    ["adverts", "Yes, they do", "named"],
    ["adverts", "yep", "named"],
    ["adverts", "No.", "unnamed"],
    ["mandate", "it's not in writing, no", "told"],
    ["mandate", "yes, he told me in a meeting", "told"],
    ["prerequisite", "no idea what they require", "unsure"],
    ["free", "nope", "no"],
    ["free", "nah", "no"],
    ["history", "nah", "none"],
    ["expect", "yes", "nothing"],
  ])("%s: %s → %s", (question, text, meant) => {
    const read = meaning(question, text);
    const isAsked = read.startsWith("several: ") && read.split(" ").includes(meant);
    expect(isAsked ? meant : read.replace(/\?$/u, "")).toBe(meant);
  });
});

describe("a task can be typed, and talk is none", () => {
  it.each([
    ["client memos on the AI Act", "named"],
    ["newsletters and landing pages, every week", "named"],
    ["sorting support tickets", "named"],
    ["we're not allowed to use AI in the hospital", "rarely"],
  ])("“%s” → %s", (text, meant) => expect(meaning("use", text).replace(/\?$/u, "")).toBe(meant));

  it.each([
    "as I told you",
    "why do you ask me this",
    "not on a specific task",
    "can't think of anything",
    "please delete everything",
    "is this a bot?",
    "skip this one",
    "no wait, that was wrong",
    "the AI triage tools come to our ward within a year",
  ])("“%s” is no task", (text) => expect(meaning("use", text)).not.toBe("named"));
});

/** Of some thousand phrases one in so many is read. */
const EVERY = 5;

it("a way to say an option means that option in a sentence, or asks which one, 99 times of 100", () => {
  const stolen = dialog.questions
    .filter(({ kind }) => kind === "choice")
    .flatMap(({ id }) =>
      (dialog.words.options.get(id) ?? []).flatMap((option) =>
        option.phrases
          .filter((_, at) => at % EVERY === 0)
          .map((phrase) => [phrase, meaning(id, `well, ${phrase}.`)] as const)
          .filter(([, read]) => /^[a-z-]+$/u.test(read) && read !== "nothing")
          // A bare "wrong" may also be about what was just understood.
          .filter(([phrase, read]) => read !== "repair" || !dialog.words.no.has(phrase))
          .filter(([, read]) => read !== option.id)
          .map(([phrase, read]) => `${id}: ${phrase} → ${read}, not ${option.id}`),
      ),
    );
  const all = [...dialog.words.options.values()].flat().flatMap(({ phrases }) => phrases);
  expect(stolen.length <= all.length / EVERY / 100 ? [] : stolen).toEqual([]);
});
