import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBoth, isLabel } from "./both.ts";
import type { Both } from "./both.ts";
import { expectInterview, textsOf, withoutTimes } from "./expected.ts";
import { bare } from "./seat.ts";
import type { Gaps, Seat } from "./seat.ts";

/** What the person does, and the question or the verdict that stands on the screen then. */
const TRANSCRIPT = [
  [{ type: "aif-c01" }, "What should it change for you within a year?"],
  [{ press: "Get a promotion" }, "Where will you use it in the next three months?"],
  [{ type: "the monthly variance report" }, "How do you use AI at work today?"],
  [{ press: "Every week" }, "What do you expect the certificate itself to do?"],
  [{ press: "Teach me things I'll use" }, "How do the people who pay you see it?"],
  [{ type: "they count it for promotions" }, "How do you learn best right now?"],
  [
    { press: "A bit of both" },
    "Could books, tutorials, a work project or experiments get you there?",
  ],
  [{ type: "2" }, "Who pays?"],
  [{ type: "my employer" }, "How many hours a week do you have for it?"],
  [{ type: "half a day a week" }, "Other AI certificates in the last two years?"],
  [{ press: "None" }, "Worth it"],
] as const;
const QUESTIONS = TRANSCRIPT.map(([act]) => act);

/** Words that answer nothing. */
const FOREIGN = ["the weather is nice today", "my cat is called Whiskers"] as const;

/** Words that a guess is made at. */
const GUESSED = "I suppose nothing?";

/** Words that are markup, a mention or a link somewhere. */
const HOSTILE = [
  "the <!channel> & <@U0BEN> *weekly* `report` &amp; [free](https://evil.example) @everyone",
  "# report > **now** _all_ ||x|| ~~y~~ - {name} %s $& \\ {{}} <https://evil.example|x>",
];

/**
 * Proves that an adapter shows the conversation as it is: the same words, the same choices, the same outcome, whatever
 * its platform looks like.
 *
 * @param gaps In what it differs on purpose.
 */
export function adapterContract(name: string, open: () => Promise<Seat>, gaps: Gaps): void {
  describe(`${name} keeps the adapter contract`, () => {
    let both: Both;
    beforeEach(async () => {
      both = createBoth(await open(), await expectInterview(), gaps);
      await both.seat.begin();
      both.agree();
    });
    afterEach(async () => {
      const stored = await both.seat.stored();
      const wanted = await both.expected.stored();
      await both.expected.close();
      await both.seat.stop();
      expect(withoutTimes(stored)).toEqual(wanted);
    });
    interview(() => both);
    waysOn(() => both, gaps);
    words(() => both, gaps);
    catalogue(() => both);
    besides(() => both, gaps);
    others(() => both, gaps);
  });
}

function interview(at: () => Both): void {
  test("asks the same questions with the same options, and advises the same", async () => {
    const { act, seat } = at();
    expect(bare(seat.screen())).toContain(bare("Tell me about it in two or three sentences."));
    for (const [step, shown] of TRANSCRIPT) {
      await act(step);
      expect(bare(seat.screen())).toContain(bare(shown));
    }
    expect(seat.options()).toEqual(expect.arrayContaining(["Save", "Share"]));
    await act({ press: "Change an answer" });
    expect(seat.options()).toContain("Hours a week → 4 hours");
    await act({ press: "Show my advice" });
  });

  test("unfolds each part of the advice and folds it", async () => {
    const { act, seat } = at();
    await act(...QUESTIONS);
    for (const part of ["What it costs to own", "Cheaper ways", "Ask the provider", "Read on"]) {
      await act({ press: part });
      await act({ press: "Show less" });
      expect(bare(seat.screen())).toContain(bare("Why this advice"));
    }
  });

  test("shows what would be shared", async () => {
    const { seat, act, expected } = at();
    await act(...QUESTIONS);
    await expected.press("Share");
    await seat.press("Share");
    for (const line of textsOf(expected.reply())) expect(bare(seat.screen())).toContain(bare(line));
  });

  test("offers to tell now what is settled", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" });
    expect(seat.options()).not.toContain("Tell me now");
    await act({ press: "Not sure" });
    expect(seat.options()).toContain("Tell me now");
    await act({ press: "Tell me now" });
    expect(bare(seat.screen())).toContain(bare("Not yet"));
  });
}

function waysOn(at: () => Both, gaps: Gaps): void {
  test("opens the reason for asking and closes it", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Why do you ask?" });
    const reason = bare("Your answer can move the advice between");
    expect(bare(seat.screen())).toContain(reason);
    await act({ press: "Close" });
    expect(bare(seat.screen())).not.toContain(reason);
  });

  test("goes back to the question before, and skips, and is not sure", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Get a promotion" }, { press: "Back" });
    expect(bare(seat.screen())).toContain(bare("What should it change for you within a year?"));
    await act({ press: "Enter a new industry" }, { press: "Skip" }, { press: "Not sure" });
    await act({ press: "See all answers" });
    expect(seat.options()).toContain("What it should change → Enter a new industry");
  });

  test("changes an answer from the list of all answers", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Understand AI" }, { press: "See all answers" });
    await act({ press: "What it should change → Understand AI" }, { press: "Get a promotion" });
    expect(bare(seat.screen())).toContain(bare("Changed “What it should change” from"));
  });

  test.skipIf(gaps.hasNoChange)("changes the answer before from its line", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Understand AI" });
    await seat.press("What it should change → Understand AI");
    await at().expected.take({ type: "edit", question: "purpose", revision: 2 });
    at().agree();
    expect(seat.face("Understand AI")).toContain("✓");
  });

  test("goes on after a restart in the middle", async () => {
    const { act, seat, expected } = at();
    const middle = 5;
    await act(...QUESTIONS.slice(0, middle));
    await seat.restart();
    if (gaps.welcomesBack) {
      await expected.take({ type: "start" });
      at().agree();
      await act({ press: "Go on" });
    }
    await act(...QUESTIONS.slice(middle));
    expect(bare(seat.screen())).toContain(bare("Worth it"));
  });

  test("erases the answers on stop, and begins anew", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Get a promotion" }, { press: "Stop" });
    expect(await seat.stored()).toMatch(/promotion/u);
    await act({ press: "Keep everything" }, { press: "Stop" }, { press: "Yes, erase" });
    expect(bare(seat.screen())).toContain(bare("Your answers are erased"));
    expect(await seat.stored()).not.toMatch(/promotion|aws/u);
    await act({ press: "Start" });
    expect(bare(seat.screen())).toContain(bare("Tell me about it in two or three sentences."));
  });
}

function words(at: () => Both, gaps: Gaps): void {
  test("says that it did not understand, more helpfully each time", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { type: FOREIGN[0] }, { type: FOREIGN[1] });
    expect(bare(seat.screen())).toContain(bare("You can answer with the number of an option."));
    expect(seat.face("Move into a new role")).toMatch(/^2\b/u);
    await act({ type: FOREIGN[0] }, { type: "2" }, { press: "Back" });
    expect(seat.face("Move into a new role")).toContain("✓");
  });

  test("takes a fact for another question and says so", async () => {
    const { act, seat } = at();
    await act(...QUESTIONS.slice(0, 4), { type: "teach me things, and my company pays" });
    expect(bare(seat.screen())).toContain(bare("Who pays → My employer"));
  });

  test("asks before it takes a guess", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Get a promotion" }, { type: GUESSED });
    await act({ press: "No, show the options" }, { type: GUESSED });
    expect(bare(seat.screen())).toContain(bare("I read that as:"));
    await act({ press: "Yes, that's right" });
  });

  test.skipIf(gaps.typesAtQuestionsOnly)("understands words on every screen", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { press: "Get a promotion" }, { type: GUESSED });
    await act({ type: "no" }, { type: "named" }, { type: "review" }, { type: "go on" });
    await act({ type: "stop" }, { type: "yes" }, { type: "thank you" });
    expect(bare(seat.screen())).toContain(bare("No interview of yours is open here any more."));
    await act({ type: "hello" });
    expect(bare(seat.screen())).toContain(bare("Tell me about it in two or three sentences."));
  });

  test.each(HOSTILE)("shows %j as it was typed", async (hostile) => {
    const { act, seat } = at();
    const typed = `automate ${hostile}`;
    await act({ type: "aif-c01" }, { press: "Get a promotion" }, { type: typed });
    expect(bare(seat.screen())).toContain(bare(`“${typed}”`));
    await act({ press: "See all answers" });
    const row = `Where you will use it → On a task I can name: “${typed}”`;
    expect(seat.options().some((label) => isLabel(label, row))).toBe(true);
    await act({ press: "Go on" }, ...QUESTIONS.slice(3), { press: "Change an answer" });
    expect(seat.options().some((label) => isLabel(label, row))).toBe(true);
  });
}

function catalogue(at: () => Both): void {
  test("shows what there is to choose from, and each provider and entry can be pressed", async () => {
    const { act, seat } = at();
    await act({ type: "list" }, { press: "By provider" }, { press: "More" }, { press: "More" });
    await act({ type: "Microsoft" }, { press: "More" });
    await act({ press: "All lists" }, { press: "By topic" }, { press: "Prompts and daily work" });
    await act({ press: "All lists" }, { press: "By provider" }, { press: "Anthropic" });
    await act({ press: "Claude Certified Associate - Foundations" });
    expect(bare(seat.screen())).toContain(bare("What should it change for you within a year?"));
  });

  test("marks what can no longer be taken, and tells it whoever chooses it", async () => {
    const { act, seat } = at();
    await act({ type: "which ones from AWS?" });
    const retired = "No longer offered: AWS Machine Learning Specialty (MLS-C01)";
    expect(seat.options()).toContain(retired);
    await act({ press: retired });
    expect(bare(seat.screen())).toContain(bare("is no longer offered."));
  });

  test("means what is shown by a number", async () => {
    const { act, seat } = at();
    await act({ type: "list" }, { press: "By provider" });
    expect(seat.face("AWS")).toMatch(/^3\b/u);
    await act({ type: "3" }, { type: "1" });
    expect(await seat.stored()).toContain('"entry":"aws-aif"');
  });

  test("offers only what may be meant, and asks for a missing name once", async () => {
    const { act, seat } = at();
    await act({ type: "it costs $1200 and takes 40 hours" });
    expect(bare(seat.screen())).toContain(bare("What is it called?"));
    await act({ type: "skip" }, { press: "See all answers" });
    expect(seat.options()).toContain(
      "Certification → Another one · $1,200 · about 40 hours in all",
    );
  });
}

function besides(at: () => Both, gaps: Gaps): void {
  test("answers what is asked back, line for line, and asks again", async () => {
    const { act, seat } = at();
    await act({ type: "aif-c01" }, { type: "what do these mean?" });
    const screen = bare(seat.screen());
    const lines = [
      "Get a promotion: You want",
      "Feel safer in my job: The worry",
      "Not sure: It is",
    ];
    const places = lines.map((line) => screen.indexOf(bare(line)));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(screen).not.toContain("…");
    await act({ press: "Get a promotion" });
  });

  test.skipIf(gaps.typesAtQuestionsOnly)("does what words ask for as its buttons do", async () => {
    const { act, seat, expected } = at();
    await act(...QUESTIONS);
    await act({ type: "could you remind me later" }, { type: "tell me now" });
    await act({ type: "show me my past advice" }, { type: "tell me now" });
    await seat.type("share it please");
    await expected.take({ type: "text", text: "share it please" });
    expect(expected.reply().type).toBe("share");
    for (const line of textsOf(expected.reply())) expect(bare(seat.screen())).toContain(bare(line));
  });
}

function others(at: () => Both, gaps: Gaps): void {
  test("shows a person's interview to nobody else", async () => {
    const { act, seat } = at();
    await act(...QUESTIONS.slice(0, 3));
    const seen = bare(await seat.another());
    expect(seen).toContain(bare("Tell me about it in two or three sentences."));
    expect(seen).not.toMatch(/variance|promotion|practitioner/u);
    at().agree();
  });

  test.skipIf(gaps.hasNoStrangers)("tells somebody else that a button is not theirs", async () => {
    const { act, seat } = at();
    await act(...QUESTIONS.slice(0, 3));
    const told = bare((await seat.intrude?.("Every week")) ?? "");
    expect(told).toContain(bare("That one is for"));
    expect(told).not.toMatch(/variance|promotion|practitioner/u);
    at().agree();
  });

  test.skipIf(gaps.hasNoOldButtons)(
    "tells that a button is an old one, and where the person is",
    async () => {
      const { act, seat, expected } = at();
      await act({ type: "aif-c01" });
      const event = expected.meaning("Enter a new industry");
      const press = seat.hold?.("Enter a new industry");
      await act({ press: "Get a promotion" });
      await press?.();
      if (event.type === "answer") await expected.take(event);
      at().agree();
      expect(bare(seat.screen())).toContain(bare("That question is already answered."));
      await act({ press: "No, keep it" });
      const gone = seat.hold?.("On a task I can name");
      const late = expected.meaning("On a task I can name");
      await act({ press: "Back" }, { press: "Someone requires it" });
      await gone?.();
      if (late.type === "answer") await expected.take(late);
      at().agree();
      expect(bare(seat.screen())).toContain(bare("That question is from an earlier round."));
    },
  );
}
