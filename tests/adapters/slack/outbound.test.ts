import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, escape, fallback } from "../../../adapters/slack/blocks.ts";
import { renderReply } from "../../../adapters/slack/outbound.ts";
import { parsePress, toActionId, toValue } from "../../../adapters/slack/press.ts";
import type { PressEvent } from "../../../adapters/slack/press.ts";
import type { AdviceReply, Button, QuestionReply } from "../../../src/engine/reply.ts";
import type { ProductReply } from "../../../src/ask.ts";
import type { SpokenReply } from "../../../src/turn.ts";
import { blockKitFaults, escapeFaults } from "../../fakes/slack/block-kit.ts";
import { dialog } from "./scene.ts";

const showing = {
  owner: "U0ANA",
  speaker: dialog.in("").speaker,
  noted: new Set<string>(),
  origin: "C0DATA",
};

const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "<!channel> <@U0BEN> *b* &amp; <https://evil.example|x>",
    "a & <b> ".repeat(400),
    "🔥".repeat(1600),
    '"\\\n'.repeat(1000),
    "‮مرحبا‬",
    "Official page: https://example.com/a?b=c&d, and http:// or https://%%",
    "",
    " \n ",
  ),
);
const revision = fc.nat(9999);
const action: fc.Arbitrary<Button<string>> = fc.record({
  label: words,
  event: fc.constantFrom(
    { type: "back" as const },
    { type: "stop" as const },
    { type: "review" as const },
    { type: "save" as const },
  ),
});

const offered = fc.uniqueArray(action, { maxLength: 9, selector: ({ event }) => event.type });

const question: fc.Arbitrary<QuestionReply<string>> = fc
  .record({
    words: fc.array(words, { minLength: 8, maxLength: 8 }),
    revision,
    count: fc.nat(27),
    actions: offered,
    notes: fc.array(words, { maxLength: 4 }),
  })
  .map(
    ({
      words: [title = "", hint = "", one = "", two = "", why = "", progress = "", label = ""],
      revision: at,
      count,
      actions,
      notes,
    }) => ({
      type: "question",
      question: "certification",
      kind: "catalogue",
      revision: at,
      notes,
      last: {
        question: one,
        answer: two,
        change: { label, event: { type: "edit", question: "certification", revision: at } },
      },
      title,
      hint,
      why: [why],
      progress: { number: 1, atMost: 9, text: progress },
      options: Array.from({ length: count }, (_none, index) => ({
        id: `option-${index}`,
        label: `${label} ${index}`,
        event: {
          type: "answer",
          question: "certification",
          option: `retired-google-genai-engineer-${index}`,
          revision: at,
        } as const,
      })),
      actions,
    }),
  );

const advice: fc.Arbitrary<AdviceReply<string>> = fc
  .record({
    all: fc.array(words, { minLength: 6, maxLength: 6 }),
    lines: fc.array(words, { maxLength: 12 }),
    actions: offered,
  })
  .map(
    ({
      all: [title = "", subject = "", against = "", step = "", footer = "", confidenceText = ""],
      lines,
      actions,
    }) => ({
      type: "advice",
      revision: 3,
      notes: lines.slice(0, 2),
      verdict: "not-yet",
      title,
      confidence: { type: "clear" },
      confidenceText,
      subject,
      headline: lines.slice(0, 3),
      conditions: [],
      reasons: lines
        .slice(0, 3)
        .map((text, at) => ({ id: String(at), text, source: [], rests: [] })),
      against,
      changes: lines.slice(0, 3).map((text) => ({ answers: [], verdict: "worth-it", text })),
      step,
      sections: [{ id: "cost", title, lines }],
      open: "cost",
      score: 0,
      points: [],
      footer,
      actions,
    }),
  );

const others: fc.Arbitrary<SpokenReply> = fc
  .record({ one: words, lines: fc.array(words, { maxLength: 15 }) })
  .chain(({ one, lines }) => {
    const change = { label: one, event: { type: "edit", question: "use", revision: 1 } as const };
    const product: readonly ProductReply<string>[] = [
      { type: "post", lines },
      {
        type: "share",
        title: one,
        lines,
        parts: lines.slice(0, 6).map((label, at) => ({
          id: String(at),
          included: true,
          label,
          event: { type: "share", parts: "verdict,step" },
        })),
        preview: "xQ_-3abZ",
        actions: [{ label: one, event: { type: "post" } }],
      },
      { type: "file", name: "advice.md", markdown: lines.join("\n"), title: one },
    ];
    return fc.constantFrom<SpokenReply>(
      ...product,
      { type: "notice", notice: "x", title: one, lines, actions: [change] },
      {
        type: "notice",
        notice: "slack.card",
        title: one,
        lines,
        actions: [{ label: one, event: { type: "start", text: one } }],
      },
      {
        type: "review",
        revision: 1,
        title: one,
        rows: lines.map((answer, at) => ({ id: String(at), question: one, answer, change })),
        actions: [change],
      },
      {
        type: "confirm",
        about: "meant",
        question: "use",
        revision: 1,
        notes: lines,
        title: one,
        options: [{ id: "yes", label: one, event: { type: "yes", revision: 1 } }],
        actions: [change],
      },
    );
  });

describe("renderReply()", () => {
  test("keeps every limit and escapes once, whatever the texts", () => {
    fc.assert(
      fc.property(fc.oneof(question, advice, others), (reply) => {
        for (const message of renderReply(reply, showing)) {
          expect(blockKitFaults("message", message)).toEqual([]);
          expect(escapeFaults(message)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("what crosses a button", () => {
  const events: readonly PressEvent[] = [
    {
      type: "answer",
      question: "certification",
      option: "retired-google-genai-engineer",
      revision: 999,
    },
    { type: "unsure", question: "use", revision: 2 },
    { type: "yes", revision: 1 },
    { type: "unfold", section: "cost", revision: 4 },
    { type: "unfold", revision: 4 },
    { type: "start", text: "a & b = c | d? 100 %" },
    { type: "start" },
    { type: "share", parts: "verdict,reason1" },
    { type: "share", parts: "verdict,reason1", preview: "xQ_-3abZ" },
    { type: "post", parts: "verdict,reason1", preview: "xQ_-3abZ" },
    { type: "type", question: "hours", revision: 3 },
    { type: "sample", option: "named" },
    { type: "sample", option: "nothing", text: "AWS Certified AI Practitioner" },
    { type: "dismiss" },
  ];
  test.each(events)("toValue() is read back by parsePress(): $type", (event) => {
    const whole = { screen: "q", owner: "U0ANA", event, thread: "1795424521.001200" } as const;
    expect(parsePress(toActionId(whole, 1), toValue(event, whole.thread))).toEqual(whole);
    expect(toValue(event).length).toBeLessThan(event.type === "answer" ? 76 : 2000);
  });

  test("parsePress() takes nothing it did not write", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (id, value) => {
        expect(parsePress(id, value)?.event.type).toBeUndefined();
      }),
    );
    expect(parsePress("q:U0ANA:1", "t=answer&q=use&o=named&r=1&z=9")).toBeUndefined();
    expect(parsePress("q:U0ANA:1", "t=answer&q=use&o=named&r=one")).toBeUndefined();
  });
});

describe("texts", () => {
  test("are cut inside neither a surrogate pair nor an entity", () => {
    expect(cut("🔥🔥", 2)).toBe("…");
    expect(cut("🔥🔥", 3)).toBe("🔥…");
    expect(escape("a&b", 4)).toBe("a…");
    expect(escape("<@U> & co", 100)).toBe("&lt;@U&gt; &amp; co");
    expect(fallback(["Tom &amp; Jerry", "", "a & b"])).toBe("Tom &amp; Jerry\na &amp; b");
  });
});
