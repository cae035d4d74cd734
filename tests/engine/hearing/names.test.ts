import { describe, expect, it } from "vitest";
import { certificationIn } from "../../../src/engine/answers.ts";
import { toldOf } from "../../../src/engine/hearing/certification.ts";
import { toPlain } from "../../../src/engine/hearing/text.ts";
import { dialog } from "../interview.ts";
import { hearAt, tokensOf } from "./spoken.ts";

const NAME_WORDS_MAX = 8;

function nameIn(text: string): string | undefined {
  return toldOf(dialog, toPlain(text), tokensOf(text)).value.name;
}

/** The name that hear() would keep for a certification. */
function nameKept(text: string): string | undefined {
  const hearing = hearAt("certification", text);
  if (hearing.type === "nameless") return certificationIn(hearing.answer)?.name;
  if (hearing.type !== "answers") return undefined;
  const answers = [hearing.own, ...hearing.facts].flatMap((heard) => heard?.answer ?? []);
  return answers.map((answer) => certificationIn(answer)?.name).find((name) => name !== undefined);
}

describe("findName() finds what a certification is called", () => {
  it.each([
    ["Prompt boot camp, 4,900, 120 h", "Prompt boot camp"],
    ["The Leadership programme for €2.850", "Leadership programme"],
    ["course on ML 101", "course on ML 101"],
    ["AI 101, £99", "AI 101"],
    ["AZ-900 training", "AZ-900 training"],
    ["Bootcamp 2026, 1200 €", "Bootcamp 2026"],
    ["AI course level 2, 300 euros, about 40 hours", "AI course level 2"],
    ["Data Academy AI diploma, 4.900 €", "Data Academy AI diploma"],
    ["AI for HR course £350", "AI for HR course"],
    ["it is called GenAI Pro 2 and costs me 250 bucks", "GenAI Pro 2"],
    ["TÜV KI-Beauftragter 1.290,- Euro", "TÜV KI-Beauftragter"],
    ['some course from my local chamber of commerce, "KI-Manager (IHK)"', "KI-Manager (IHK)"],
    ["I'm looking at the “Prompt Master” thing", "Prompt Master"],
    ["Diploma in AI, costs eight hundred dollars", "Diploma in AI"],
    ["Formation IA, 1\u00a0500 €", "Formation IA"],
    ["Curso de IA, R$ 500", "Curso de IA"],
    [
      "hey! so I've been looking at this Prompt Engineering Bootcamp for 1200 dollars",
      "Prompt Engineering Bootcamp",
    ],
    ["KI-Führerschein vom TÜV, 390 Euro", "KI-Führerschein vom TÜV"],
    ["my company pays a Certificate in AI Ethics for me", "Certificate in AI Ethics"],
  ])("“%s”: %s", (text, name) => expect(nameIn(text)).toBe(name));
});

describe("a sentence is never a name", () => {
  it.each([
    "I saw an ad, \"get certified and land an AI job in 30 days, guaranteed\". It's 1,900 and I'd pay it from my savings. I work as a picker in a warehouse.",
    "I just graduated and I'm looking for analyst jobs",
    "my boss told me that I have to learn this by the end of the year",
    "well it depends on what my company says about it in the next meeting",
    "why do you ask me this",
    "can you tell me what it costs",
    "please delete everything",
    "forget me",
    "help me",
    "no wait, I meant the other thing",
    "I do not know what to say here to be honest with you",
    "who in my team is behind?",
    "yes",
    "ok",
    "hello there",
    "it costs 300 dollars and takes 3 months",
    "the thing my colleague did last year and was so happy about",
    "I want to earn more money and have less stress at work",
  ])("“%s”", (text) => {
    const name = nameKept(text);
    const written = text.replaceAll(/[^\p{L}\p{N} ]/gu, "").trim();
    expect(name?.replaceAll(/[^\p{L}\p{N} ]/gu, "").trim()).not.toBe(written);
    expect((name ?? "").split(/\s+/u).length).toBeLessThanOrEqual(NAME_WORDS_MAX);
  });

  it.each([
    "why do you ask me this",
    "please delete everything",
    "forget me",
    "help me",
    "yes",
    "ok",
    "hello there",
    "I want to earn more money and have less stress at work",
    "I just graduated and I'm looking for analyst jobs",
    "no wait, I meant the other thing",
    "I do not know what to say here to be honest with you",
  ])("and no part of “%s” is", (text) => expect(nameKept(text)).toBeUndefined());

  it("and a name has at most eight words, with its own numbers", () => {
    const long = `${"Advanced Practical ".repeat(20)} AI Course 2`;
    expect((nameKept(long) ?? "").split(/\s+/u).length).toBeLessThanOrEqual(NAME_WORDS_MAX);
    expect(nameKept("Machine Learning 3 Course, 300 €")).toBe("Machine Learning 3 Course");
  });
});

describe("a certification that is told without a name", () => {
  it.each([
    ["it's 300 euros and takes 40 hours", { amount: 300, currency: "EUR" }],
    ["it costs nothing", { amount: 0 }],
    ["something for 49 €", { amount: 49, currency: "EUR" }],
  ])("“%s” keeps its price", (text, price) => {
    const hearing = hearAt("certification", text);
    expect(hearing).toMatchObject({ type: "nameless", answer: { price } });
  });
});
