import { describe, expect, it } from "vitest";
import { kindOf } from "../../../src/engine/advice/kinds.ts";
import { nounPhrase } from "../../../src/engine/advice/noun-phrase.ts";
import { RETOLD_WORDS_MAX, retell } from "../../../src/engine/advice/retell.ts";
import { dialog } from "../interview.ts";

const { words } = dialog;
const LONG_CHARS = 450_000;
const RUNS = 8;
const MS_MAX = 20;

describe("retell() says to people what they said of themselves", () => {
  it.each([
    ["my boss only pays if I pass", "your boss only pays if you pass"],
    [
      "we're bidding for a hospital tender that wants 2 certified people",
      "you are bidding for a hospital tender that wants 2 certified people",
    ],
    ["ive done most of the az-900 stuff already", "you have done most of the AZ-900 stuff already"],
    ["my manager told me it counts", "your manager told you it counts"],
    [
      "I failed it once in 2024 and was really gutted",
      "you failed it once in 2024 and were really gutted",
    ],
    [
      "We got a new system and I was made responsible for it",
      "you got a new system and you were made responsible for it",
    ],
    ["She said it was a waste", "she said it was a waste"],
    ["my mate did it and was gutted", "your mate did it and was gutted"],
    [
      "me and my team translate manuals into six languages",
      "you and your team translate manuals into six languages",
    ],
    ["the course is in English and mine is so-so", "the course is in English and yours is so-so"],
    ["They told us we may expense it", "they told you that you may expense it"],
    ["I'm my own boss.", "you are your own boss"],
    ["I pay it myself and it hurts", "you pay it yourself and it hurts"],
    ["We build it all ourselves.", "you build it all yourselves"],
    [
      "I'd be repaying my own employer if I left before 2028",
      "you'd be repaying your own employer if you left before 2028",
    ],
    ["id have to take leave", "you'd have to take leave"],
    ["I've no idea which level I need", "you have no idea which level you need"],
    [
      "the new job I'm applying for lists it under nice to have",
      "the new job you are applying for lists it under nice to have",
    ],
    ["what I really need is a push", "what you really need is a push"],
    ["if I pass, my grade goes from 7 to 8", "if you pass, your grade goes from 7 to 8"],
    ["From January I have to compare offers", "from January you have to compare offers"],
    ["the exam is at 9 am", "the exam is at 9 am"],
    ["MY BOSS PAYS FOR THE AIGP", "your boss pays for the AIGP"],
  ])("%j", (typed, told) => {
    expect(retell(typed, words)).toEqual({ form: "statement", text: told });
  });

  it.each([
    ["so basically HR put it in the job ad", "HR put it in the job ad"],
    ["because my contract ends in june", "your contract ends in June"],
    ["I think it's box ticking lol", "it's box ticking"],
    ["I think about leaving", "you think about leaving"],
    ["well, my union pays for it, that's all 😀", "your union pays for it"],
    ["Worry: I have never put client text in it.", "you have never put client text in it"],
    ["so far I have none", "so far you have none"],
  ])("without the words around it that say nothing: %j", (typed, told) => {
    expect(retell(typed, words)?.text).toBe(told);
  });

  it.each([
    ["company pays half, I pay the rest", "your company pays half, you pay the rest"],
    ["Exam is about 200 USD", "the exam is about 200 USD"],
    ["Pay it myself.", "you pay it yourself"],
    ["dont know if they accept it", "you don't know if they accept it"],
    [
      "Laid off in October from hotel management",
      "you were laid off in October from hotel management",
    ],
    ["know 83 percent of it (grade 8)", "you know 83 percent of it (grade 8)"],
    ["costs 300 euros all in", "it costs 300 euros all in"],
  ])("with the subject that was left out: %j", (typed, told) => {
    expect(retell(typed, words)?.text).toBe(told);
  });

  it.each([
    ['My boss says "we only pay for what we use"', 'your boss says "we only pay for what we use"'],
    ["our US office wants it", "your US office wants it"],
    ["I stay in the US until June", "you stay in the US until June"],
    ["my id card is out of date", "your id card is out of date"],
    ["Algorithmen im Betrieb, 190 euros", "Algorithmen im Betrieb, 190 euros"],
    ["we run a coal mine in Silesia", "you run a coal mine in Silesia"],
    ["you need five years of experience to sit it", "you need five years of experience to sit it"],
    ["I pay £49 a month until you finish", "you pay £49 a month until you finish"],
  ])("and leaves what others said and what only looks alike: %j", (typed, told) => {
    expect(retell(typed, words)?.text).toBe(told);
  });

  it.each([
    ["three assessments on my desk", "three assessments on your desk"],
    [
      "Lab technician in histology, hospital in Graz.",
      "lab technician in histology, hospital in Graz",
    ],
    ["Nothing planned, just reading.", "nothing planned, just reading"],
  ])("as a phrase where it has no verb: %j", (typed, told) => {
    expect(retell(typed, words)).toEqual({ form: "phrase", text: told });
  });
});

describe("retell() cuts what is long", () => {
  it.each([
    [
      "From January I have to compare cyber wordings from six insurers for about 40 renewals and our firm counts it for the opening in spring.",
      "from January you have to compare cyber wordings from six insurers for about 40 renewals",
    ],
    [
      "My institute sells a “Certificate in AI for Insurance Intermediaries” (€340, 18 hours, four graded exercises on comparing policy wordings).",
      'your institute sells a "Certificate in AI for Insurance Intermediaries"',
    ],
    [
      "The council pays by law; I've only used ChatGPT twice and I have no idea whether that is enough for it.",
      "the council pays by law",
    ],
  ])("where a clause ends: %j", (typed, told) => {
    expect(retell(typed, words)?.text).toBe(told);
  });

  it.each([
    "I'd love to do it, we'll need it for the hiring tool review, but all of that is only in October",
    "My employer would pay for the whole programme with all of its exams and books only if I promise to stay",
  ])("and says nothing where the rest would turn it around: %j", (typed) => {
    expect(retell(typed, words)).toBeUndefined();
  });

  it("to at most sixteen words", () => {
    const long = Array.from({ length: 30 }, (_, at) => `I pay for part ${at} and my boss says so`);
    const { text = "" } = retell(long.join(" and "), words) ?? {};
    expect(text.split(" ").length).toBeGreaterThan(3);
    expect(text.split(" ").length).toBeLessThanOrEqual(RETOLD_WORDS_MAX);
  });
});

describe("retell() says nothing of", () => {
  it.each([
    "should I do it?",
    "what does my boss get from it",
    "is it worth it for me",
    "tell me what to do",
    "just give me the advice",
    "Teach me to read the maps.",
    "show me the list please",
    "you said it would be quick",
    "I asked you already",
    "can you tell me more",
    "my boss is a fucking idiot",
    "my manager is such a moron",
    "if I pass",
    "when my leave ends",
    "Me, and it hurts.",
    "I'd like us to stop copying numbers",
    "yes",
    "no idea",
    "not really",
    "👍",
    "",
  ])("%j", (typed) => {
    expect(retell(typed, words)).toBeUndefined();
  });

  it("anything in a language that has no lists for it", () => {
    const { retelling: _, ...others } = words;
    expect(retell("my boss pays", others)).toBeUndefined();
  });
});

describe("kindOf()", () => {
  it("says what an answer is about by its question", () => {
    expect(kindOf("employer", dialog.file)).toBe("decider");
    expect(kindOf("payer", dialog.file)).toBe("money");
    expect(kindOf("certification", dialog.file)).toBeUndefined();
  });
});

describe("retell() and nounPhrase() stay quick", () => {
  it.each([
    "so ",
    "and ",
    "my boss says and ",
    "i am and was ",
    "lol ",
    "writing ",
    "for ",
    "( ",
    '"',
    ": ",
  ])("however often %j is repeated", (part) => {
    const long = part.repeat(Math.ceil(LONG_CHARS / part.length));
    const fastest = Math.min(
      ...Array.from({ length: RUNS }, () => {
        const start = performance.now();
        retell(long, words);
        nounPhrase(long, words);
        return performance.now() - start;
      }),
    );
    expect(fastest).toBeLessThan(MS_MAX);
  });
});
