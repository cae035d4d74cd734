import { PassThrough } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { requireDialog } from "../../src/dialogs.ts";
import { runHear } from "../../src/hear.ts";
import { CHECKED_DAY } from "../engine/interview.ts";

const dialog = requireDialog("dialogs/ai-certification");

async function hear(...args: readonly string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = runHear(args, { dialog, stdout, stderr, now: CHECKED_DAY });
  stdout.end();
  stderr.end();
  return { code, out: await readAll(stdout), said: await readAll(stderr) };
}

async function trace(...args: readonly string[]): Promise<unknown> {
  return JSON.parse((await hear("--json", ...args)).out);
}

describe("what was heard in a text", () => {
  it("is shown step by step, in 80 columns", async () => {
    const long = "they pay if i pass, and i have 3 hours a week";
    const { code, out, said } = await hear(long, "--question", "payer");
    expect({ code, said }).toEqual({ code: 0, said: "" });
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).toMatch(/^Clauses {4}1\. they pay if i pass\n {11}2\. i have 3 hours a week$/mu);
    expect(out).toMatch(/^Numbers {4}"3" is 3$/mu);
    expect(out).toMatch(/^Rules {6}says on-pass$/mu);
    expect(out).toMatch(/^Examples {3}on-pass +\d+\.\d %$/mu);
    expect(out).toMatch(/^Outcome {4}recorded: payer → on-pass, /mu);
    expect(out).toMatch(/^ {11}recorded: hours → 3, /mu);
  });

  it("is read at the first question where none is named", async () => {
    expect(await trace("AIF-C01")).toMatchObject({
      question: "certification",
      outcome: { recorded: [{ question: "certification" }], next: "purpose" },
    });
  });

  it("holds amounts, and at most three classes of each reader", async () => {
    const found = await trace("the bootcamp is 1,200 euros", "--question", "payer");
    expect(found).toMatchObject({
      numbers: [{ text: "1,200", amount: 1200 }],
      money: [{ text: "1,200 euros", amount: 1200, currency: "EUR" }],
      learnt: [expect.anything(), expect.anything(), expect.anything()],
      topics: [expect.anything(), expect.anything(), expect.anything()],
      utterances: [expect.anything(), expect.anything(), expect.anything()],
    });
  });

  it("says what is answered back, and that nothing is recorded", async () => {
    expect(await trace("is this stored?", "--question", "use")).toMatchObject({
      heardAs: "a question back: storage",
      outcome: { recorded: [], says: [expect.any(String)], next: "use" },
    });
  });

  it("says what is asked before anything is erased", async () => {
    expect(await trace("forget me")).toMatchObject({
      heardAs: 'the command "forget"',
      outcome: { recorded: [], erases: "forget", next: "confirm" },
    });
  });

  it("says what is offered where more than one option may be meant", async () => {
    expect(await trace("both the first and the second", "--question", "payer")).toMatchObject({
      outcome: { recorded: [], offers: ["employer", "half"], next: "payer" },
    });
  });

  it("stays on its lines whatever is typed", async () => {
    const { out } = await hear(`${"x".repeat(1200)}\u001b[2J\nnone`);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).not.toContain("\u001b");
    expect(out).toContain("only the first 1000 characters are read");
    expect((await hear("")).out).toMatch(/^Clauses {4}none$/mu);
  });
});

describe("the command", () => {
  it("says how it is called", async () => {
    expect(await hear("--help")).toEqual({
      code: 0,
      out: expect.stringMatching(/^Usage: npm run -s hear -- "text"/u),
      said: "",
    });
  });

  it.each([
    [[], /^Could not read 0 texts: give one text in quotes/u],
    [["my", "company"], /^Could not read 2 texts: /u],
    [["a", "--jason"], /^Could not read the arguments "a --jason": /u],
    [
      ["a", "--question", "pay"],
      /^Could not find the question "pay": use one of certification, purpose, /u,
    ],
  ])("called wrongly is told in one sentence: %j", async (args, sentence) => {
    expect(await hear(...args)).toEqual({
      code: 2,
      out: "",
      said: expect.stringMatching(sentence),
    });
  });
});
