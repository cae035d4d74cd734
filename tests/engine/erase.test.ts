import { describe, expect, it } from "vitest";
import { ERASURES } from "../../src/engine/conversation.ts";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import type { ConfirmReply } from "../../src/engine/reply.ts";
import { transition } from "../../src/engine/transition.ts";
import { CHECKED_DAY, dialog, speaker, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const text = (words: string): Said => ({ type: "text", text: words });
const begun = take([{ type: "start" }, text("AIF-C01"), text("promotion")]).conversation;
const advised = take([{ type: "start" }, text("AIF-C01"), { type: "advise" }]).conversation;
const LATER = CHECKED_DAY + 3_600_000;
const MINUTE_MS = 60_000;

function at(before: Conversation | undefined, said: Said, now = LATER) {
  const event: Event = { ...said, now };
  const { replies, ...led } = transition(dialog, before, event);
  return { ...led, reply: replies.at(-1)! };
}

function ask(before: Conversation | undefined, said: Said) {
  const { conversation, reply } = at(before, said);
  if (reply.type !== "confirm") throw new TypeError(`Not asked: ${JSON.stringify(reply)}`);
  return { conversation, reply };
}

function offered({ reply }: ReturnType<typeof take>): readonly string[] {
  return reply.actions.map(({ event }) => event.type);
}

function labelOf(reply: ConfirmReply, id: string): string {
  const option = reply.options.find((one) => one.id === id)!;
  return speaker.say(option.label);
}

describe("what would erase answers asks first", () => {
  const ways: readonly Said[] = [
    ...ERASURES.map((type) => ({ type })),
    { type: "stop", revision: begun.revision },
    { type: "restart", revision: begun.revision },
    ...[
      "stop",
      "start over",
      "restart",
      "forget me",
      "erase",
      "Erase my data",
      "delete my answers",
    ].map(text),
  ];

  it.each(ways)("%j", (said) => {
    const { conversation, reply } = ask(begun, said);
    expect(conversation.answers).toEqual(begun.answers);
    expect(reply.options.map(({ event }) => event)).toEqual([
      { type: "yes", revision: conversation.revision },
      { type: "no", revision: conversation.revision },
    ]);
    // What goes and what stays stands before the question.
    expect(reply.notes).toHaveLength(2);
  });

  it.each(["yes", "Yes, erase"])("and %j erases, typed or pressed", (word) => {
    const { conversation, reply } = ask(begun, { type: "stop" });
    const { revision } = conversation;
    expect(labelOf(reply, "yes")).toBe("Yes, erase");
    for (const said of [text(word), { type: "yes", revision } as const]) {
      const after = at(conversation, said);
      expect(after.conversation).toMatchObject({ answers: {}, phase: "stopped" });
      expect(after.reply).toMatchObject({ notice: "stopped" });
    }
    expect(at(ask(begun, { type: "restart" }).conversation, text(word))).toMatchObject({
      conversation: { answers: {}, phase: "open" },
      reply: { type: "question", notes: [{ text: "notice.restarted" }] },
    });
    expect(at(ask(begun, { type: "forget" }).conversation, text(word))).toMatchObject({
      erases: true,
      reply: { notice: "forgotten" },
    });
  });

  it.each(["no", "Keep everything", "back"])("and %j keeps everything", (word) => {
    for (const type of ERASURES) {
      const { conversation, reply } = ask(begun, { type });
      expect(labelOf(reply, "no")).toBe("Keep everything");
      for (const said of [text(word), { type: "no", revision: conversation.revision } as const]) {
        const after = at(conversation, said);
        expect(after.erases).toBeUndefined();
        expect(after.conversation.answers).toEqual(begun.answers);
        expect(after.conversation.proposal).toBeUndefined();
        expect(after.reply).toMatchObject({ type: "question", notes: [{ text: "notice.kept" }] });
      }
    }
  });

  it("is told when somebody has nothing yet, or has stopped", () => {
    const stopped = take([{ type: "start" }, { type: "stop" }]).conversation;
    for (const before of [undefined, stopped]) {
      for (const said of [{ type: "forget" } as const, text("forget me")]) {
        const { conversation } = ask(before, said);
        expect(at(conversation, text("yes"))).toMatchObject({ erases: true });
      }
    }
    const { conversation } = ask(stopped, text("forget me"));
    expect(at(conversation, text("no")).reply).toMatchObject({ notice: "kept" });
    // Other words neither confirm, nor begin an interview with whoever has stopped.
    expect(at(conversation, text("the monthly report"))).toMatchObject({
      conversation: { phase: "stopped" },
      reply: { notice: "erased" },
    });
  });
});

describe("the question whether to erase", () => {
  it.each(ERASURES)("to %s is not answered from an earlier screen", (type) => {
    const first = ask(begun, { type }).conversation;
    const kept = at(first, { type: "no", revision: first.revision }).conversation;
    const second = ask(kept, { type }).conversation;
    for (const before of [kept, second]) {
      const { conversation, erases } = at(before, { type: "yes", revision: first.revision });
      expect(erases).toBeUndefined();
      expect(conversation).toEqual(before);
    }
  });

  it("is asked again, and not answered, by a yes that was typed before it, or long after", () => {
    const { conversation } = ask(begun, { type: "forget" });
    const { revision } = begun;
    for (const screen of [{}, { question: "use" }]) {
      const early = at(conversation, { type: "text", text: "yes", revision, ...screen });
      expect(early.erases).toBeUndefined();
      expect(early.conversation.answers).toEqual(begun.answers);
      expect(early.reply).toMatchObject({ type: "confirm", about: "forget" });
    }
    const late = at(conversation, text("yes"), LATER + 11 * MINUTE_MS);
    expect(late).toMatchObject({ reply: { type: "confirm", about: "forget" } });
    expect(late.erases).toBeUndefined();
    expect(at(late.conversation, text("yes"), LATER + 12 * MINUTE_MS).erases).toBe(true);
  });

  it.each([-5 * MINUTE_MS, 5 * MINUTE_MS])(
    "is answered by a yes that was typed to it, though the platform's clock differs by %d ms",
    (skewMs) => {
      const { conversation } = ask(begun, { type: "forget" });
      const { revision } = conversation;
      const now = LATER + 1000;
      const event = { type: "text", text: "yes", revision, now, at: now + skewMs } as const;
      expect(transition(dialog, conversation, event).erases).toBe(true);
    },
  );

  it.each(["yes, but what about my advice?", "Sure, after I have read it"])(
    "is asked again, and not answered, by a yes that has more to say: %s",
    (words) => {
      const stopped = take([{ type: "start" }, { type: "stop" }]).conversation;
      for (const before of [begun, stopped]) {
        const { conversation } = ask(before, { type: "forget" });
        const { erases, reply } = at(conversation, text(words));
        expect(erases).toBeUndefined();
        expect(reply).toMatchObject({ type: "confirm", about: "forget" });
      }
    },
  );

  it("is answered by whatever begins with no: everything is kept", () => {
    const { conversation } = ask(begun, { type: "forget" });
    const { conversation: kept, reply } = at(conversation, text("No thanks"));
    expect(kept.answers).toEqual(begun.answers);
    expect(reply).toMatchObject({ notes: [{ text: "notice.kept" }] });
  });

  it.each<Said>([
    { type: "start" },
    { type: "resume" },
    { type: "advise" },
    { type: "pause" },
    { type: "review" },
    text("the monthly report"),
    text("pause"),
  ])("is over for whoever goes on with %j", (said) => {
    const { conversation } = ask(begun, { type: "forget" });
    const on = at(conversation, said).conversation;
    expect(on.proposal).toBeUndefined();
    const after = at(on, { type: "yes", revision: conversation.revision });
    expect(after.erases).toBeUndefined();
    expect(after.conversation.answers).toMatchObject(begun.answers);
  });

  it("asked twice in quick succession stays one question", () => {
    const { conversation } = ask(begun, { type: "forget" });
    const again = ask(conversation, { type: "forget" });
    expect(again.conversation).toEqual(conversation);
  });

  it("is not asked where no answers are lost", () => {
    const first = take([{ type: "start" }]).conversation;
    expect(at(first, { type: "stop" }).reply).toMatchObject({ notice: "stopped" });
    expect(at(first, { type: "restart" }).reply).toMatchObject({
      type: "question",
      notes: [{ text: "notice.restarted" }],
    });
  });

  it("pressed yes a second time begins nothing", () => {
    const { reply, conversation } = at(undefined, { type: "yes", revision: 3 });
    expect(reply).toMatchObject({ type: "notice", notice: "erased" });
    expect(conversation.begun).toBe(0);
  });
});

describe("pausing", () => {
  it.each([text("pause"), text("I'll do this later"), { type: "pause" } as const])(
    "keeps everything, after %j",
    (said) => {
      const { conversation, reply } = at(begun, said);
      expect(conversation).toEqual(begun);
      expect(reply).toMatchObject({ notice: "paused", actions: [{ event: { type: "resume" } }] });
      expect(at(conversation, text("go on")).reply).toMatchObject({ type: "question" });
      expect(at(advised, said).reply).toMatchObject({ actions: [{ event: { type: "advise" } }] });
    },
  );

  it("is offered beside Stop as soon as there is something to keep", () => {
    expect(offered(take([{ type: "start" }]))).not.toContain("pause");
    expect(offered(take([{ type: "start" }, text("AIF-C01")])).slice(-2)).toEqual([
      "pause",
      "stop",
    ]);
  });
});
