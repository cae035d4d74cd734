import { describe, expect, it } from "vitest";
import { placeLoose } from "../../../src/engine/advice/loose-words.ts";
import { nounPhrase } from "../../../src/engine/advice/noun-phrase.ts";
import type { Answers } from "../../../src/engine/answers.ts";
import { emptyConversation } from "../../../src/engine/carry-over.ts";
import { keepStory } from "../../../src/engine/own-words.ts";
import { adviceOf, CHECKED_DAY, dialog, interview, speaker } from "../interview.ts";

const { words } = dialog;

/** The clauses of a story that stand behind answers which were pressed, by question. */
function behind(story: string, answers: Answers): Readonly<Record<string, string>> {
  const empty = emptyConversation(dialog);
  const placed = placeLoose(dialog, { ...keepStory(empty, story, words), answers });
  return Object.fromEntries(placed.map(({ about, text }) => [about, text]));
}

const AUDITOR =
  "IT auditor at a bank in Athens. We audit two credit scoring models in spring and my boss says it counts for audit manager.";

describe("clauses of a story that nothing was taken from", () => {
  it("stand behind the answer that was pressed later", () => {
    const named = { option: "named", note: "" };
    expect(behind(AUDITOR, { use: named, employer: "counts" })).toMatchObject({
      use: "We audit two credit scoring models in spring",
      employer: "my boss says it counts for audit manager",
    });
  });

  it("stand behind no answer that says something else", () =>
    expect(behind(AUDITOR, { use: "rarely", employer: "distraction" })).not.toMatchObject({
      use: expect.anything(),
      employer: expect.anything(),
    }));

  it("are not cut within quotation marks", () => {
    const story =
      'The page says "transform your career, future-proof, and more", and I write product texts for the shop.';
    const { clauses = [] } = keepStory(emptyConversation(dialog), story, words);
    expect(clauses.map(({ text }) => text)).toEqual([
      'The page says "transform your career, future-proof, and more"',
      "I write product texts for the shop",
    ]);
  });

  it("are not kept of a short answer", () =>
    expect(keepStory(emptyConversation(dialog), "my boss pays all of it", words)).toEqual(
      emptyConversation(dialog),
    ));

  it("are said back in the advice, in the second person", () => {
    const answers = { purpose: "promotion", use: "named", employer: "counts", practice: "weekly" };
    const walk = interview(answers, CHECKED_DAY, dialog, {}, `${AUDITOR} AAIA from ISACA.`);
    const said = speaker.speak(adviceOf(walk)).reasons.map(({ text }) => text);
    expect(said.join(" ")).toContain("You audit two credit scoring models in spring.");
  });

  it.each([
    [
      "From January I have to compare cyber wordings from six insurers",
      "the comparison of cyber wordings",
    ],
    ["I must write 30 easy-reading texts for my group until Easter", "30 easy-reading texts"],
    ["We use an LLM to draft test cases for the claims portal", "your test cases"],
    [
      "I already run the load forecasting pilot with two data scientists",
      "the load forecasting pilot",
    ],
  ])("name the task in a whole sentence: %s", (typed, task) =>
    expect(nounPhrase(typed, words)).toBe(task),
  );
});
