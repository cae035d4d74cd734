import { describe, expect, it } from "vitest";
import type { Conversation } from "../../src/engine/conversation.ts";
import { createDialog } from "../../src/engine/create-dialog.ts";
import { transition } from "../../src/engine/transition.ts";
import { CHECKED_DAY, dialog, speaker, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const START: Said = { type: "start" };
const text = (words: string): Said => ({ type: "text", text: words });
const click = (question: string, option: string, revision: number): Said => ({
  type: "answer",
  question,
  option,
  revision,
});

/** One event at a moment of our choosing. */
function at(conversation: Conversation, said: Said, now: number, acted = now) {
  const { conversation: next, replies } = transition(dialog, conversation, {
    ...said,
    now,
    at: acted,
  });
  return { conversation: next, reply: replies.at(-1)! };
}

/** The notes of the screen after these events, said in English. */
function notesAfter(...said: readonly Said[]): string {
  const { reply } = take([START, ...said]);
  return "notes" in reply ? reply.notes.map((note) => speaker.say(note)).join(" ") : "";
}

describe("two taps in flight", () => {
  const before = take([START, text("AIF-C01")]).conversation;
  const { revision } = before;

  it("lets the later tap win, whichever arrives first, and tells the other", () => {
    const early = click("purpose", "promotion", revision);
    const late = click("purpose", "work", revision);
    const now = CHECKED_DAY + 60_000;
    const inOrder = at(at(before, early, now, now).conversation, late, now + 50, now + 40);
    expect(inOrder.conversation.answers["purpose"]).toBe("work");
    const swapped = at(at(before, late, now, now + 40).conversation, early, now + 50, now);
    expect(swapped.conversation.answers["purpose"]).toBe("work");
    expect(swapped.reply).toMatchObject({ notes: [{ text: "note.kept-later" }] });
  });

  it("asks first when the second tap comes minutes later", () => {
    const now = CHECKED_DAY + 60_000;
    const first = at(before, click("purpose", "promotion", revision), now);
    const second = at(first.conversation, click("purpose", "work", revision), now + 120_000);
    expect(second.reply).toMatchObject({ type: "confirm", about: "change", question: "purpose" });
    expect(
      at(second.conversation, { type: "yes", revision: revision + 2 }, now + 130_000).conversation
        .answers["purpose"],
    ).toBe("work");
  });
});

describe("typed text", () => {
  it("takes several facts at once and says which", () => {
    const said = text("for the monthly variance report, and my company pays");
    const { conversation } = take([START, text("AIF-C01"), text("promotion"), said]);
    expect(conversation.answers["payer"]).toBe("employer");
    expect(conversation.answers["use"]).toMatchObject({ option: "named" });
    expect(notesAfter(text("AIF-C01"), text("promotion"), said)).toContain(
      "Who pays → My employer",
    );
  });

  it("asks which one is meant when it could be two, and offers only those", () => {
    const { reply } = take([START, text("AIF-C01"), text("a promotion or a new role")]);
    expect(reply).toMatchObject({ type: "question", clarify: "several" });
    const offered = reply.type === "question" ? reply.options.map(({ id }) => id) : [];
    expect(offered.toSorted()).toEqual(["promotion", "role"]);
  });

  it.each(["google", "ai leader", "essentials"])(
    "offers every certification that a name may stand for: %s",
    (name) => {
      const { reply } = take([START, text(name)]);
      expect(reply).toMatchObject({ type: "question", clarify: "several" });
      const offered = reply.type === "question" ? reply.options.map(({ id }) => id) : [];
      const meant = dialog.catalogue.find(name).map(({ id }) => id);
      expect(offered.slice(0, -2)).toEqual(meant.slice(0, offered.length - 2));
      expect(offered.length).toBeGreaterThan(3);
    },
  );

  it("offers numbers after the second miss and skipping after the third", () => {
    const weather = text("the weather is nice today");
    const misses = [weather, text("my cat is called Whiskers"), weather];
    for (const miss of misses)
      expect(take([START, text("AIF-C01"), miss]).reply).toMatchObject({
        question: "purpose",
        clarify: "not-understood",
      });
    expect(notesAfter(text("AIF-C01"), ...misses.slice(0, 2))).toContain("number");
    expect(notesAfter(text("AIF-C01"), ...misses)).toContain("skip");
  });

  it("tells a number that is not possible from one it did not understand", () => {
    const { reply } = take([
      START,
      text("AIF-C01"),
      click("purpose", "mandated", 1),
      click("mandate", "written", 2),
      click("practice", "tried", 3),
      click("payer", "employer", 4),
      text("200 hours"),
    ]);
    expect(reply).toMatchObject({ type: "question", question: "hours", clarify: "not-valid" });
  });
});

/** A choice at the question where it will be used, with words beside it. */
function both(words: string, option = "named", revision = 2): Said {
  return { type: "answer", question: "use", option, revision, words };
}

describe("words beside a choice", () => {
  const before = [START, text("AIF-C01"), click("purpose", "promotion", 1)];
  const use = (...said: readonly Said[]) => take([...before, ...said]).conversation.answers["use"];

  it("are kept with an option that invites them, as a typed task would be", () => {
    const report = { option: "named", note: "the weekly report" };
    expect(use(both("I want to use it for the weekly report."))).toEqual(report);
    const { reply, conversation } = take([...before, both("...")]);
    expect(conversation.answers["use"]).toBe("named");
    expect("notes" in reply && reply.notes).toEqual([]);
    expect(use(both("the weekly report"), click("use", "named", 2))).toEqual(report);
    const edit: Said = { type: "edit", question: "use", revision: 3 };
    const changed = both("the yearly budget", "named", 4);
    expect(use(both("the weekly report"), edit, changed)).toMatchObject({
      note: "the yearly budget",
    });
  });

  it("never decide against it, and are told to be left out where an option keeps none", () => {
    const { reply, conversation } = take([...before, both("no, on a task I can name", "rarely")]);
    expect(conversation.answers["use"]).toBe("rarely");
    const [note] = "notes" in reply ? reply.notes : [];
    expect(note).toMatchObject({ text: "note.words-left-out" });
    expect(speaker.say(note!)).not.toContain("questions.");
  });
});

describe("telling early", () => {
  it("says once that it is settled, with what helps meanwhile", () => {
    const until = [text("AIF-C01"), click("purpose", "promotion", 1), click("use", "nothing", 2)];
    expect(notesAfter(...until)).toContain("I can tell you already");
    expect(notesAfter(...until)).toContain("What helps most meanwhile");
    expect(notesAfter(...until, click("practice", "weekly", 3))).not.toContain(
      "I can tell you already",
    );
  });
});

describe("an answer that leaves the path", () => {
  it("is told, kept as a default, not used, and offered when its question comes back", () => {
    const events = [
      START,
      text("AIF-C01"),
      click("purpose", "role", 1),
      click("adverts", "named", 2),
    ];
    const { conversation } = take([
      ...events,
      { type: "edit", question: "purpose", revision: 3 },
      click("purpose", "work", 4),
    ]);
    expect(conversation.answers["adverts"]).toBeUndefined();
    expect(conversation.defaults?.["adverts"]).toBe("named");
    const back = take([
      ...events,
      { type: "edit", question: "purpose", revision: 3 },
      click("purpose", "work", 4),
      { type: "edit", question: "purpose", revision: 5 },
      click("purpose", "industry", 6),
    ]);
    expect(back.reply).toMatchObject({
      question: "adverts",
      options: [{ id: "named", chosen: true }, { id: "skill" }, { id: "unnamed" }],
    });
  });
});

describe("a new version of the dialog", () => {
  const { file, words, catalogue } = dialog;
  const changed = (changes: Partial<typeof file>) =>
    createDialog({ ...file, ...changes }, "another-hash", words, catalogue);
  const { conversation } = take([
    START,
    text("AIF-C01"),
    text("promotion"),
    text("nothing planned"),
    text("every week"),
  ]);
  const resume = (on: typeof dialog) =>
    transition(on, conversation, { type: "resume", now: CHECKED_DAY + 3_600_000 });

  it("keeps every answer when only rules or texts changed", () => {
    expect(resume(changed({ worthItAt: 5 })).conversation.answers).toEqual(conversation.answers);
  });

  it("asks again only what changed its meaning, and says so", () => {
    const { conversation: carried, replies } = resume(changed({ version: 2, askAgain: ["use"] }));
    const { use: _use, ...rest } = conversation.answers;
    expect(carried.answers).toEqual(rest);
    expect(replies.at(-1)).toMatchObject({
      type: "question",
      question: "use",
      notes: [{ text: "note.dialog-changed", values: { count: 1 } }],
    });
  });

  it.each(["stop", "restart", "advise"] as const)(
    "takes %s from the screen that was open",
    (type) => {
      const now = CHECKED_DAY + 3_600_000;
      const pressed = { type, revision: conversation.revision, now } as const;
      const led = transition(changed({ version: 2, askAgain: ["use"] }), conversation, pressed);
      expect(JSON.stringify(led.replies)).not.toContain("note.old-question");
      expect(led.conversation).toMatchObject(
        {
          stop: { proposal: { type } },
          restart: { proposal: { type } },
          advise: { phase: "advised" },
        }[type],
      );
    },
  );

  it("says what is asked again to whoever presses back", () => {
    const { revision } = conversation;
    const pressed = { type: "back", revision, now: CHECKED_DAY + 3_600_000 } as const;
    const led = transition(changed({ version: 2, askAgain: ["use"] }), conversation, pressed);
    expect(led.replies.at(-1)).toMatchObject({
      question: "use",
      notes: [{ text: "note.dialog-changed" }, { text: "note.old-question" }],
    });
  });

  it("carries answers over to new names of options and questions", () => {
    const questions = file.questions.map((question) =>
      question.id === "use" && question.kind === "choice"
        ? {
            ...question,
            options: question.options.map((option) => (option === "nothing" ? "no-plan" : option)),
          }
        : question,
    );
    const renamed = resume(
      changed({ version: 2, questions, renames: { "use.nothing": "use.no-plan" } }),
    );
    expect(renamed.conversation.answers["use"]).toBe("no-plan");
  });
});

describe("stop", () => {
  it("erases the answers, and an old button then changes nothing", () => {
    const { conversation } = take([
      START,
      text("AIF-C01"),
      text("promotion"),
      { type: "stop" },
      text("yes"),
    ]);
    expect(conversation).toMatchObject({ phase: "stopped", answers: {} });
    const after = at(conversation, click("use", "named", 2), CHECKED_DAY + 100_000);
    expect(after.conversation.answers).toEqual({});
    expect(after.reply).toMatchObject({ type: "notice", notice: "erased" });
  });

  it.each([
    ["start", {}],
    ["resume", {}],
    ["AIF-C01", { certification: { entry: "aws-aif" } }],
  ])("begins anew when %s is typed after it", (words, answers) => {
    const stopped = [START, text("promotion"), { type: "stop" }, text("yes")] as const;
    const { conversation, reply } = take([...stopped, text(words)]);
    expect(conversation).toMatchObject({ phase: "open", answers });
    expect(reply).toMatchObject({ type: "question" });
  });

  it("begins nothing unasked", () => {
    const { reply } = take([START, { type: "stop" }, text("what a day")]);
    expect(reply).toMatchObject({ type: "notice", notice: "erased" });
  });
});
