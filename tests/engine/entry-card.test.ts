import { describe, expect, it } from "vitest";
import { readCalled } from "../../src/called.ts";
import { requireDialog } from "../../src/dialogs.ts";
import { adviceOf, CHECKED_DAY, dialog, interview, speaker, take } from "./interview.ts";
import type { Said } from "./interview.ts";

const text = (words: string): Said => ({ type: "text", text: words });
const { asks } = requireDialog("dialogs/ai-certification").in("en");

function cardAfter(...events: readonly Said[]) {
  const { reply, conversation } = take(events);
  if (reply.type !== "notice") throw new TypeError(`Expected a card: ${reply.type}`);
  const lines = (reply.lines ?? []).map((line) => speaker.say(line));
  const actions = reply.actions.map(({ label }) => speaker.say(label));
  return { title: speaker.say(reply.title), lines, actions, reply, conversation };
}

describe("the card of a certification", () => {
  it.each([
    "about AIF-C01",
    "tell me about the AWS AI Practitioner",
    "what is AIF-C01?",
    "what does AIF-C01 cost?",
    "how long does AIF-C01 take?",
  ])("is shown to %j", (words) => {
    const { title, lines, actions } = cardAfter(text(words));
    expect(title).toBe("AWS Certified AI Practitioner (AIF-C01)");
    expect(lines).toContainEqual(expect.stringMatching(/^Fee: 100 USD/u));
    expect(lines).toContainEqual(expect.stringMatching(/^Time: 20 to 32 hours/u));
    expect(lines).toContainEqual(expect.stringMatching(/^Valid: 3 years/u));
    expect(lines).toContainEqual(expect.stringMatching(/^Entry: none/u));
    expect(lines).toContainEqual(expect.stringMatching(/^For nothing: AWS Skill Builder/u));
    expect(lines).toContainEqual(expect.stringMatching(/^Official page: https/u));
    expect(actions).toEqual(["Is it worth it for me?"]);
  });

  it("begins the interview about it", () => {
    const { reply } = cardAfter(text("about AIF-C01"));
    const begun = take([text("about AIF-C01"), { type: "start", text: "aws-aif" }]);
    expect(reply.actions[0]?.event).toEqual({ type: "start", text: "aws-aif" });
    expect(begun.conversation.answers["certification"]).toMatchObject({ entry: "aws-aif" });
  });

  it("begins the right interview from the card of every entry", () => {
    const wrong = dialog.catalogue.list().filter(({ id }) => {
      const { conversation } = take([{ type: "start", text: id }]);
      const answer = conversation.answers["certification"];
      return typeof answer !== "object" || !("entry" in answer) || answer.entry !== id;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("begins it from the full name of every entry, and from its code, when they are typed", () => {
    const wrong = dialog.catalogue.list().flatMap(({ id, name }) => {
      const code = dialog.catalogue.entry(id, CHECKED_DAY)?.code ?? name;
      return [name, code].filter((typed) => {
        const { conversation } = take([{ type: "start" }, { type: "text", text: typed }]);
        const answer = conversation.answers["certification"];
        return typeof answer !== "object" || !("entry" in answer) || answer.entry !== id;
      });
    });
    expect(wrong).toEqual([]);
  });

  it("shows every price that is known, and so does an advice", () => {
    const answers = { purpose: "work", use: "named", practice: "weekly", payer: "me-fine" };
    const wrong = dialog.catalogue.list().filter(({ id, name }) => {
      const price = dialog.catalogue.entry(id, CHECKED_DAY)?.shown.price?.value;
      if (typeof price !== "object" || !("amount" in price) || price.amount === 0) return false;
      const card = cardAfter(text(`about ${name}`)).lines.join(" ");
      const advice = adviceOf(interview({ ...answers, certification: name }));
      const sections = speaker.speak(advice).sections.flatMap(({ lines }) => lines);
      const said = price.amount.toLocaleString("en-US");
      return !card.includes(said) || !sections.join(" ").includes(said);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("leads from a retired name to what took its place", () => {
    const { lines, actions } = cardAfter(text("about AI-900"));
    expect(lines).toContain("No longer offered.");
    expect(actions).toEqual([
      "Took its place: Microsoft Certified: Azure AI Fundamentals (AI-901)",
      "Took its place: Microsoft Certified: AI Business Professional (AB-730)",
    ]);
  });

  it("leaves an interview as it is, and leads back to it", () => {
    const before = take([{ type: "start", text: "AIF-C01" }]).conversation;
    const { conversation, actions } = cardAfter(
      { type: "start", text: "AIF-C01" },
      text("about AIGP"),
    );
    expect(conversation.answers).toEqual(before.answers);
    expect(actions[0]).toBe("Go on");
  });

  it("tells prices of several where the words fit more than one", () => {
    const { reply } = take([text("what does the AWS one cost?")]);
    const notes = reply.type === "question" ? reply.notes.map((note) => speaker.say(note)) : [];
    expect(notes).toContainEqual(expect.stringMatching(/^AWS Certified AI Practitioner: 100 USD/u));
  });

  it("is for no exam that only looks like one that is known", () => {
    expect(take([text("about AIF-C02")]).reply.type).not.toBe("notice");
  });

  it("is told after a slash command", () => {
    expect(readCalled({ dialog, asks }, "about AIF-C01")).toBe("say");
    expect(readCalled({ dialog, asks }, "what does the AWS one cost?")).toBe("say");
  });
});
