import { describe, expect, it } from "vitest";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import { transition } from "../../src/engine/transition.ts";
import { CHECKED_DAY, dialog, interview, speaker, take } from "./interview.ts";
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
    const title = reply.type === "confirm" ? speaker.say(reply.title) : "";
    expect(title).toMatch(/^That question is from an earlier round.*Change “.*”/u);
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
