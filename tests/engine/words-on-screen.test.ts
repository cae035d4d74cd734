import { describe, expect, it } from "vitest";
import type { Conversation, Event } from "../../src/engine/conversation.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { transition } from "../../src/engine/transition.ts";
import { CHECKED_DAY, dialog, interview, speaker, take } from "./interview.ts";
import type { Said } from "./interview.ts";

interface Led {
  readonly conversation: Conversation;
  readonly reply: Reply;
}

const text = (words: string, on: { revision?: number; question?: string } = {}): Said => ({
  type: "text",
  text: words,
  ...on,
});
const click = (question: string, option: string, revision: number): Said => ({
  type: "answer",
  question,
  option,
  revision,
});

/** One event, a minute for each screen so far; what the platform's clock says is as far from ours as is asked for. */
function then(before: Conversation, said: Said, skewMs?: number): Led {
  const now = CHECKED_DAY + 60_000 * (before.revision + 1);
  const at = skewMs === undefined ? {} : { at: now + skewMs };
  const event = { ...said, now, ...at } as Event;
  const { conversation, replies } = transition(dialog, before, event);
  return { conversation, reply: replies.at(-1)! };
}

const atPurpose = take([{ type: "start" }, text("AIF-C01")]).conversation;
const answered = then(atPurpose, text("promotion")).conversation;

describe("words answer the screen they were typed to", () => {
  it.each([-300_000, -5000, 0, 5000, 300_000])(
    "whatever the two clocks say: ours differs by %d ms",
    (skewMs) => {
      const on = { revision: answered.revision };
      const { conversation } = then(answered, text("on a task I can name", on), skewMs);
      expect(conversation.answers["use"]).toBe("named");
      expect(conversation.answers["purpose"]).toBe("promotion");
      expect(conversation.proposal).toBeUndefined();
    },
  );

  it("and are the present screen's where nothing says which", () => {
    const { conversation } = then(answered, text("on a task I can name"));
    expect(conversation.answers["use"]).toBe("named");
  });

  it("and are asked about where that one was answered already", () => {
    const on = { revision: atPurpose.revision, question: "purpose" };
    const { conversation, reply } = then(answered, text("do my work better", on));
    expect(reply).toMatchObject({ type: "confirm", about: "instead", question: "purpose" });
    expect(conversation.answers).toEqual(answered.answers);
    const same = then(answered, text("promotion", on));
    expect(same.conversation).toEqual(answered);
  });

  it("and are looked up in what was seen where the question is not named", () => {
    const { reply } = then(answered, text("do my work better", { revision: atPurpose.revision }));
    expect(reply).toMatchObject({ type: "confirm", question: "purpose" });
  });

  it("and are asked about where that one was never answered", () => {
    const editing = then(answered, { type: "back", revision: answered.revision }).conversation;
    const on = { revision: answered.revision, question: "use" };
    const { conversation, reply } = then(editing, text("on a task I can name", on));
    expect(reply).toMatchObject({ type: "confirm", about: "meant", question: "use" });
    expect(conversation.answers).toEqual(answered.answers);
  });

  it("and change nothing where they cannot be an answer to that one", () => {
    const on = { revision: atPurpose.revision, question: "purpose" };
    const { conversation, reply } = then(answered, text("qwertz", on));
    expect(conversation).toEqual(answered);
    expect(reply).toMatchObject({ question: "use", notes: [{ text: "clarify.too-early" }] });
  });

  it("and change nothing where it asked what is not asked any more", () => {
    for (const on of [{ revision: 0, question: "mandate" }, { revision: -1 }]) {
      const { conversation, reply } = then(answered, text("promotion", on));
      expect(conversation).toEqual(answered);
      expect(reply).toMatchObject({ question: "use", clarify: "old-question" });
    }
  });

  it("from the screen before the advice, too", () => {
    const advised = interview({ certification: "AIF-C01", purpose: "promotion" }).conversation;
    expect(advised.phase).toBe("advised");
    const on = { revision: advised.revision - 1, question: "purpose" };
    const { conversation, reply } = then(advised, text("do my work better", on));
    expect(reply).toMatchObject({ type: "confirm", about: "instead", question: "purpose" });
    expect(conversation.answers).toEqual(advised.answers);
  });

  it("and skip or leave open that one alone", () => {
    const on = { revision: atPurpose.revision, question: "purpose" };
    for (const words of ["skip", "not sure"]) {
      const { conversation, reply } = then(answered, text(words, on));
      expect(conversation.answers).toEqual(answered.answers);
      expect(reply).toMatchObject({ type: "confirm", question: "purpose" });
    }
  });

  it("and go back once, said twice before the screen has changed", () => {
    const on = { revision: answered.revision };
    const once = then(answered, text("back", on)).conversation;
    expect(then(once, text("back", on)).conversation).toEqual(once);
  });
});

describe("words that were filled into the form of a question", () => {
  it("never answer another one", () => {
    const form = { revision: answered.revision, question: "purpose" };
    const { conversation, reply } = then(answered, text("on a task I can name", form));
    expect(conversation).toEqual(answered);
    expect(reply).toMatchObject({ question: "use" });
  });

  it("answer their own one where it is still open, though a proposal stands by now", () => {
    const asked = then(answered, click("purpose", "work", atPurpose.revision)).conversation;
    expect(asked.proposal).toBeDefined();
    const form = { revision: answered.revision, question: "use" };
    const { conversation } = then(asked, text("on a task I can name", form));
    expect(conversation.answers).toMatchObject({ purpose: "promotion", use: "named" });
  });
});

describe("what is typed under a proposal", () => {
  const proposals = {
    meant: then(answered, text("I suppose nothing?")).conversation,
    change: then(answered, click("purpose", "work", atPurpose.revision)).conversation,
    instead: then(
      answered,
      text("do my work better", { revision: atPurpose.revision, question: "purpose" }),
    ).conversation,
  };
  const ways = Object.entries(proposals);

  it.each(ways)("is yes or no by the words on its own buttons: %s", (type, conversation) => {
    const { proposal } = conversation;
    if (!proposal || "asked" in proposal) throw new TypeError("No answer is proposed");
    expect(proposal.type).toBe(type);
    const reply = then(conversation, { type: "why" }).reply;
    const labels = reply.type === "confirm" ? reply.options.map(({ label }) => label) : [];
    const [yes = "", no = ""] = labels.map((label) => speaker.say(label));
    const agreed = then(conversation, text(yes)).conversation;
    expect(agreed.answers[proposal.question]).toEqual(proposal.answer);
    expect(agreed.proposal).toBeUndefined();
    const declined = then(conversation, text(no)).conversation;
    expect(declined.answers).toEqual(conversation.answers);
    expect(declined.proposal).toBeUndefined();
  });

  it.each([
    "Yes please",
    "yes, and thank you",
    "Sure, go ahead",
    "yeah!",
    "yep - change it",
    "ok do that",
  ])("is yes where it begins with yes: %s", (words) => {
    const { conversation } = then(proposals.change, text(words));
    expect(conversation.answers).toEqual({ ...answered.answers, purpose: "work" });
  });

  it.each(["No thanks", "no, leave it as it is", "Nope, keep it", "nah leave it", "no idea"])(
    "is no where it begins with no: %s",
    (words) => {
      const { conversation } = then(proposals.change, text(words));
      expect(conversation.answers).toEqual(answered.answers);
      expect(conversation.proposal).toBeUndefined();
    },
  );

  it("is the answer that it is where it only sounds like a yes", () => {
    const { conversation } = then(proposals.change, text("on a task I can name"));
    expect(conversation.answers).toEqual({ ...answered.answers, use: "named" });
  });

  it("is nothing of it where it was typed before it stood there", () => {
    const on = { revision: answered.revision, question: "use" };
    const taken = then(proposals.change, text("on a task I can name", on)).conversation;
    expect(taken.answers).toMatchObject({ purpose: "promotion", use: "named" });
    const yes = then(proposals.change, text("yes", on)).conversation;
    expect(yes.answers["purpose"]).toBe("promotion");
  });

  it("is decided once, said twice before the screen has changed", () => {
    const { revision } = proposals.change;
    const once = then(proposals.change, text("yes", { revision })).conversation;
    const twice = then(once, text("yes", { revision }));
    expect(twice.conversation).toEqual(once);
    expect(twice.reply).toMatchObject({ clarify: "old-question" });
  });
});

describe("two taps in flight", () => {
  it("are told apart by the platform's times alone, whatever ours says", () => {
    const { revision } = atPurpose;
    const now = CHECKED_DAY + 60_000;
    const tap = (before: Conversation, option: string, ours: number, theirs: number) =>
      transition(dialog, before, {
        type: "answer",
        question: "purpose",
        option,
        revision,
        now: ours,
        at: theirs,
      });
    for (const skewMs of [-300_000, 300_000]) {
      const theirs = now + skewMs;
      const first = tap(atPurpose, "promotion", now, theirs).conversation;
      // The second waited for five minutes before it was taken.
      const second = tap(first, "work", now + 300_000, theirs + 40);
      expect(second.conversation.answers["purpose"]).toBe("work");
      const late = tap(first, "work", now + 10, theirs + 120_000);
      expect(late.conversation.proposal).toMatchObject({ type: "change", question: "purpose" });
    }
  });
});
