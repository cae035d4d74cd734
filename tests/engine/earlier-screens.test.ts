import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import { transition } from "../../src/engine/transition.ts";
import { answerAll, answerSet, optionsOf } from "./answer-sets.ts";
import { CHECKED_DAY, dialog, interview, take } from "./interview.ts";
import type { Said, Walk } from "./interview.ts";

const text = (words: string): Said => ({ type: "text", text: words });
const click = (question: string, option: string, revision: number): Said => ({
  type: "answer",
  question,
  option,
  revision,
});

/** Events on a conversation an hour later, ten seconds apart. */
function then(before: Conversation, ...events: readonly Said[]): Walk {
  let walk: Walk | undefined;
  events.forEach((said, at) => {
    const event = { ...said, now: CHECKED_DAY + 3_600_000 + at * 10_000 } as Event;
    const led = transition(dialog, walk?.conversation ?? before, event);
    walk = { conversation: led.conversation, reply: led.replies.at(-1)!, asked: [] };
  });
  return walk!;
}

const advised = interview({ certification: "AIF-C01" });
/** A new interview with two answers, while the advice of the one before still stands further up. */
const begunAnew = then(
  advised.conversation,
  { type: "restart" },
  text("yes"),
  text("AI-900"),
  text("promotion"),
).conversation;

describe("a button of an earlier advice", () => {
  const told = {
    type: "question",
    clarify: "old-question",
    notes: [{ text: "note.old-question" }],
  };
  it.each<Said>([
    { type: "unfold", section: "cost", revision: advised.conversation.revision },
    { type: "unfold", revision: advised.conversation.revision },
    { type: "advise", revision: advised.conversation.revision },
  ])("changes nothing in a running interview: $type", (pressed) => {
    const { conversation, reply } = then(begunAnew, pressed);
    expect(conversation).toEqual(begunAnew);
    expect(reply).toMatchObject(told);
  });

  it("says so above what is being asked about", () => {
    const asked = then(begunAnew, click("purpose", "work", 3)).conversation;
    expect(asked.proposal).toMatchObject({ question: "purpose" });
    const { conversation, reply } = then(asked, {
      type: "unfold",
      section: "cost",
      revision: advised.conversation.revision,
    });
    expect(conversation).toEqual(asked);
    expect(reply).toMatchObject({ type: "confirm", notes: [{ text: "note.old-question" }] });
  });

  it("shows the present advice when there is one", () => {
    const again = interview({ certification: "AIF-C01" }).conversation;
    const { conversation, reply } = then(again, { type: "unfold", section: "cost", revision: 3 });
    expect(conversation).toEqual(again);
    expect(reply).toMatchObject({ type: "advice", open: "cost", revision: again.revision });
  });
});

describe("asking for the advice early", () => {
  it.each<Said>([
    { type: "advise" },
    text("tell me now"),
    { type: "advise", revision: begunAnew.revision },
  ])("gives it from the present screen, and to whom names none", (said) => {
    expect(then(begunAnew, said).reply).toMatchObject({ type: "advice" });
  });
});

describe("yes or no of an earlier screen", () => {
  const first = then(begunAnew, click("purpose", "work", 3));
  const second = then(first.conversation, click("certification", "none", 3));

  it("neither takes nor drops what is proposed now, and says so", () => {
    const { revision } = first.conversation;
    for (const type of ["yes", "no"] as const) {
      const { conversation, reply } = then(second.conversation, { type, revision });
      expect(conversation).toEqual(second.conversation);
      expect(reply).toMatchObject({
        type: "confirm",
        question: "certification",
        notes: [{ text: "note.old-question" }],
      });
    }
  });

  it("changes nothing and says nothing where it was decided already, as by the first of two presses", () => {
    const settled = then(first.conversation, text("no")).conversation;
    const { revision } = first.conversation;
    const { conversation, reply } = then(settled, { type: "yes", revision });
    expect(conversation).toEqual(settled);
    expect(reply).toMatchObject({ type: "question", notes: [] });
  });

  it("is still said in words", () => {
    expect(then(second.conversation, text("yes")).conversation.answers["certification"]).toEqual({
      chosen: "none",
      facts: {},
    });
    expect(then(second.conversation, text("no")).conversation.proposal).toBeUndefined();
  });
});

describe("the buttons of a proposal", () => {
  const before = take([{ type: "start" }, text("AIF-C01")]).conversation;
  const guessed = then(before, text("promotion"), text("I suppose nothing?"));
  const ways: readonly (readonly [string, Walk])[] = [
    ["a guess", guessed],
    ["a click on an earlier screen", then(begunAnew, click("purpose", "work", 3))],
    ["a click from the advice", then(advised.conversation, click("certification", "none", 0))],
    [
      "a second one over the first",
      then(begunAnew, click("purpose", "work", 3), click("certification", "none", 3)),
    ],
    ["asking why", then(guessed.conversation, { type: "why" })],
    ["an early button", then(guessed.conversation, { type: "unfold", revision: 0 })],
  ];
  it.each(ways)("carry the revision of their screen after %s", (_way, { conversation, reply }) => {
    if (reply.type !== "confirm") throw new TypeError(`Could not reach a proposal: ${reply.type}`);
    const { revision } = conversation;
    expect(reply.options.map(({ event }) => event)).toEqual([
      { type: "yes", revision },
      { type: "no", revision },
    ]);
    const { conversation: after } = then(conversation, { type: "yes", revision });
    const { proposal } = conversation;
    if (!proposal || "asked" in proposal) throw new TypeError("Could not find a proposed answer");
    const { question, answer } = proposal;
    expect(after.answers[question]).toEqual(answer);
  });
});

const named = (words: string): Said => ({ type: "start", text: words });

describe("a certification named beside a running interview", () => {
  const atHours = take([
    { type: "start" },
    text("AIF-C01"),
    click("purpose", "mandated", 1),
    click("mandate", "written", 2),
    click("practice", "tried", 3),
    click("payer", "employer", 4),
  ]).conversation;

  it.each(["AIF-C01", "aws ai practitioner"])("changes nothing when it is the same: %s", (name) => {
    const { conversation, reply } = then(atHours, named(name));
    expect(conversation).toEqual(atHours);
    expect(reply).toMatchObject({
      type: "question",
      question: "hours",
      notes: [{ text: "note.settled" }],
    });
  });

  it("asks before it becomes another one, and keeps what was answered", () => {
    const { conversation, reply } = then(atHours, named("AI-900"));
    expect(reply).toMatchObject({ type: "confirm", about: "instead", question: "certification" });
    expect(conversation.answers).toEqual(atHours.answers);
    const { answers } = then(conversation, text("yes")).conversation;
    expect(answers).toMatchObject({ ...atHours.answers, certification: { chosen: "listed" } });
    expect(answers["certification"]).not.toEqual(atHours.answers["certification"]);
    expect(then(conversation, text("no")).conversation.answers).toEqual(atHours.answers);
  });

  it("asks which one when it could be several", () => {
    const { conversation, reply } = then(atHours, named("aws"));
    expect(reply).toMatchObject({ question: "certification", clarify: "several" });
    expect(conversation.answers).toEqual(atHours.answers);
  });

  it.each(["stop", "no", "what is this?", "restart", ""])("loses nothing to %j", (name) => {
    const { conversation } = then(atHours, named(name));
    expect(conversation.answers).toEqual(atHours.answers);
    expect(conversation.phase).toBe("open");
  });

  it("answers its own question where that is open", () => {
    const editing = then(atHours, { type: "edit", question: "certification", revision: 5 });
    const { conversation } = then(editing.conversation, named("AI-900"));
    expect(conversation.answers["certification"]).toMatchObject({ entry: "retired-ai-900" });
    expect(conversation.answers).toMatchObject({ payer: "employer" });
  });

  it("asks after an advice too, and says the advice anew with the other answers kept", () => {
    const { conversation, reply } = then(advised.conversation, named("AI-900"));
    expect(reply).toMatchObject({ type: "confirm", about: "instead", question: "certification" });
    expect(conversation.answers).toEqual(advised.conversation.answers);
    const { purpose, ...rest } = advised.conversation.answers;
    const { answers } = then(conversation, text("yes")).conversation;
    expect(answers).toMatchObject({ purpose, certification: { entry: "retired-ai-900" } });
    const kept = then(conversation, text("no"));
    expect(kept.conversation.answers).toEqual({ purpose, ...rest });
    expect(kept.reply).toMatchObject({ type: "advice" });
  });
});

describe("starting over", () => {
  it("changes nothing from an earlier screen of a running interview", () => {
    const { conversation, reply } = then(begunAnew, {
      type: "restart",
      revision: advised.conversation.revision,
    });
    expect(conversation).toEqual(begunAnew);
    expect(reply).toMatchObject({ type: "question", clarify: "old-question" });
  });

  it.each<Said>([{ type: "restart", revision: 0 }, { type: "restart" }, text("start over")])(
    "is asked about after an advice, whose answers would be dropped: %j",
    (said) => {
      const asked = then(advised.conversation, said);
      expect(asked.reply).toMatchObject({ type: "confirm", about: "restart" });
      expect(asked.conversation.answers).toEqual(advised.conversation.answers);
      const begun = then(asked.conversation, text("yes"));
      expect(begun.conversation.answers).toEqual({});
      expect(begun.reply).toMatchObject({ notes: [{ text: "notice.restarted" }] });
      expect(then(asked.conversation, text("no")).reply).toMatchObject({ type: "advice" });
    },
  );
});

describe("stopping", () => {
  it.each<readonly [string, Conversation]>([
    ["a running interview", begunAnew],
    ["an advice", advised.conversation],
  ])("erases nothing of %s from an earlier screen", (_what, before) => {
    const { conversation, reply } = then(before, { type: "stop", revision: before.revision - 1 });
    expect(conversation).toEqual(before);
    expect(JSON.stringify(reply)).toContain("note.old-question");
  });
});

describe("going back", () => {
  it("is no answer from an earlier screen to what is proposed now", () => {
    const asked = then(begunAnew, click("purpose", "work", 3)).conversation;
    const { conversation } = then(asked, { type: "back", revision: begunAnew.revision });
    expect(conversation).toEqual(asked);
  });

  it("pressed twice goes back once", () => {
    const { revision } = begunAnew;
    const once = then(begunAnew, { type: "back", revision });
    const twice = then(begunAnew, { type: "back", revision }, { type: "back", revision });
    expect(twice.conversation).toEqual(once.conversation);
  });
});

it("never ends, empties or changes a running interview from an earlier screen", () => {
  const types = ["yes", "no", "unfold", "advise", "restart", "back", "stop"] as const;
  fc.assert(
    fc.property(
      answerSet,
      fc.nat(),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...types),
      fc.boolean(),
      (answers, length, age, type, isAsked) => {
        const events = answerAll(answers);
        const some = events.slice(0, 2 + (length % (events.length - 2)));
        const isChosen = some.at(-1)!.type === "answer" && isAsked;
        const first = optionsOf("certification")[0] === answers["certification"] ? 1 : 0;
        const option = optionsOf("certification")[first]!;
        const walked = take([...some, ...(isChosen ? [click("certification", option, -1)] : [])]);
        const { conversation: before } = walked;
        if (before.phase !== "open") return;
        const { conversation, reply } = then(before, { type, revision: before.revision - age });
        expect(conversation).toEqual(before);
        expect(reply.type).toBe(walked.reply.type);
        const isDecided = (type === "yes" || type === "no") && !before.proposal;
        expect(JSON.stringify(reply).includes("note.old-question")).toBe(!isDecided);
      },
    ),
    { numRuns: 150 },
  );
});
