import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { renderReply } from "../../../adapters/discord/outbound.ts";
import { toMessage } from "../../../adapters/discord/rest.ts";
import {
  renderHelp,
  renderInvitation,
  renderModal,
  renderNotYours,
  renderTrouble,
} from "../../../adapters/discord/screens.ts";
import type { LoadedDialog } from "../../../src/dialogs.ts";
import { transition } from "../../../src/engine/transition.ts";
import { answerAsk } from "../../../src/ask.ts";
import type {
  AskEvent,
  ButtonEvent,
  Conversation,
  Event,
} from "../../../src/engine/conversation.ts";
import type { Text } from "../../../src/engine/reply.ts";
import type { SpokenReply } from "../../../src/turn.ts";
import type { Said, Speaker } from "../../../src/texts.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { messageFaults, modalFaults } from "../../fakes/discord/payload-rules.ts";
import { buttonsOf, clickThrough, dialog, fresh, screenAfter, openCertwise } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { HOSTILE_TEXTS, LONG_TEXTS } from "./texts.ts";

const OWNER = "99999999999999999999";
const { dialog: asked, speaker } = dialog.in("en");
const NOW = Date.UTC(2026, 10, 2);

/** A speaker who says the same whatever is asked for. */
function saying(text: string): Speaker {
  function speak<Value>(value: Value): Said<Value>;
  function speak(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => speak(item));
    if ("text" in value && Object.keys(value).every((key) => key === "text" || key === "values"))
      return text;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, speak(inner)]));
  }
  return { locale: "en", say: () => text, speak };
}

function long(said: string): string {
  return said.length > 40 ? `${said} ${LONG_TEXTS["japanese"]}` : said;
}

/** Every kind of reply there is, said by somebody. */
function everyReply(by: Speaker): readonly SpokenReply[] {
  const replies: SpokenReply[] = [];
  let conversation: Conversation | undefined;
  const take = (event: Event) => {
    const taken = transition(asked, conversation, event);
    ({ conversation } = taken);
    replies.push(...taken.replies.map((reply) => by.speak(reply)));
    return taken.replies.at(-1);
  };
  let last = take({ type: "start", text: "aif-c01", now: NOW });
  take({ type: "why", now: NOW });
  take({ type: "text", text: "nonsense", now: NOW });
  for (let step = 0; step < 25 && last?.type === "question"; step += 1)
    last = take({ ...answerOf(last.options[0]!.event), now: NOW + step });
  take({ type: "review", now: NOW });
  for (const section of ["cost", "cheaper", "provider", "show", "read"])
    take({ type: "unfold", section, revision: 1, now: NOW });
  take({ type: "start", now: NOW });
  const key = { tenant: "discord", person: OWNER, dialog: asked.id };
  const past = Array.from({ length: 40 }, (_, at) => ({
    id: String(at),
    subject: "x",
    verdict: "y",
    at,
    page: "",
  }));
  for (const type of ["save", "share", "post", "remind", "history"] as const) {
    const event = { type, now: NOW };
    const { replies: rows } = answerAsk({
      dialog: asked,
      speaker: by,
      conversation,
      event,
      past,
      key,
      address: "{}",
    });
    replies.push(...rows.map(({ reply }) => JSON.parse(reply)));
  }
  take({ type: "text", text: "I want a promotion", at: 0, now: NOW });
  for (const type of ["pause", "stop", "restart", "forget"] as const) take({ type, now: NOW });
  take({ type: "text", text: "yes", now: NOW });
  return replies;
}

function answerOf(event: ButtonEvent | AskEvent): ButtonEvent {
  if (event.type !== "answer") throw new TypeError(`Expected an answer: "${event.type}"`);
  return event;
}

function sayBy(by: Speaker) {
  return (text: Text) => by.say(text);
}

function answer(id: string) {
  return { type: "answer", question: "q", option: id, revision: 1 } as const;
}

function faultsOf(reply: SpokenReply, by: Speaker, ephemeral = true): readonly unknown[] {
  const scene = { owner: OWNER, say: sayBy(by), ephemeral, screen: "abc" };
  const message = toMessage(renderReply(reply, scene), ephemeral);
  const files = reply.type === "file" ? [{ name: reply.name, size: 1, index: 0 }] : [];
  return messageFaults(message, { surface: "reply", files });
}

describe("what Discord takes", () => {
  test("covers every kind of reply", () => {
    const types = new Set(everyReply(speaker).map(({ type }) => type));
    expect(types).toEqual(
      new Set(["question", "confirm", "review", "advice", "notice", "file", "share", "post"]),
    );
  });

  test.each(Object.entries({ ...LONG_TEXTS, ...HOSTILE_TEXTS }))(
    "is kept to by every screen, however it is said: %s",
    (_, text) => {
      const by = saying(text);
      for (const reply of everyReply(by)) expect(faultsOf(reply, by)).toEqual([]);
      const confirm: SpokenReply = {
        type: "confirm",
        about: "meant",
        question: "purpose",
        revision: 1,
        notes: [text],
        title: text,
        options: [{ id: "yes", label: text, event: { type: "yes", revision: 1 } }],
        actions: [{ label: text, event: { type: "review", revision: 1 } }],
      };
      expect(faultsOf(confirm, by, false)).toEqual([]);
      for (const components of [
        renderHelp(sayBy(by)),
        renderInvitation(sayBy(by), text),
        renderNotYours(sayBy(by), OWNER),
        renderTrouble(sayBy(by), "discord.failed"),
      ])
        expect(messageFaults(toMessage(components, true), { surface: "reply" })).toEqual([]);
      for (const { id } of asked.questions) {
        const tag = { owner: OWNER, question: id, revision: 999, opener: OWNER };
        expect(modalFaults(renderModal(sayBy(by), asked, tag))).toEqual([]);
      }
    },
  );

  test("is kept to by any words, in any number of notes, options and rows", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom(...Object.values(LONG_TEXTS), ...Object.values(HOSTILE_TEXTS)),
    );
    const option = fc.record({ id: fc.string({ maxLength: 120 }), label: words });
    const property = fc.property(
      fc.array(words, { maxLength: 30 }),
      fc.array(option, { maxLength: 40 }),
      words,
      (notes, options, title) => {
        const reply: SpokenReply = {
          type: "question",
          question: "q",
          kind: "catalogue",
          revision: 1,
          notes,
          title,
          hint: title,
          why: notes.slice(0, 4),
          last: { question: title, answer: title, change: { label: title, event: answer("x") } },
          progress: { number: 1, atMost: 9, text: title },
          options: options.map(({ id, label }) => ({ id, label, event: answer(id) })),
          actions: options.slice(0, 12).map(({ id, label }) => ({ label, event: answer(id) })),
        };
        expect(faultsOf(reply, speaker)).toEqual([]);
        const rows = options.map(({ id, label }) => ({
          id,
          question: label,
          answer: title,
          change: { label, event: answer(id) },
        }));
        const actions = [{ label: title, event: answer("y") }];
        const review: SpokenReply = { type: "review", revision: 1, title, rows, actions };
        expect(faultsOf(review, speaker)).toEqual([]);
      },
    );
    fc.assert(property, { numRuns: 60, seed: 7 });
  });
});

describe("a whole interview, said in very long words", () => {
  let certwise: Certwise;
  let fake: FakeDiscord;

  /** The dialog with every question, note and reason far too long, and the labels one can press left alone. */
  const wordy: LoadedDialog = {
    ...dialog,
    in: (locale) => {
      const { dialog: same, speaker: plain, asks } = dialog.in(locale);
      const lengthen = (value: unknown): unknown => {
        if (typeof value === "string") return long(value);
        if (Array.isArray(value)) return value.map(lengthen);
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            key,
            key === "event" ? inner : lengthen(inner),
          ]),
        );
      };
      function speak<Value>(value: Value): Said<Value>;
      function speak(value: unknown): unknown {
        return lengthen(plain.speak(value));
      }
      return {
        dialog: same,
        asks,
        speaker: { ...plain, say: (text) => long(plain.say(text)), speak },
      };
    },
  };

  beforeEach(async () => {
    certwise = await openCertwise({ loaded: wordy });
    ({ fake } = certwise);
  });

  test("is refused nowhere", async () => {
    await certwise.start();
    const begun = await screenAfter(
      fake,
      fake.slash("certwise check", { certification: "AIF-C01" }),
    );
    const advice = await clickThrough(fake, begun);
    const unfolding = buttonsOf(advice).slice(0, 4);
    for (const section of unfolding) {
      await fake.answered(await fake.click(fresh(fake, advice), section));
      await fake.answered(await fake.click(fresh(fake, advice), "Show less"));
    }
    await fake.answered(await fake.click(fresh(fake, advice), "Share"));
    await fake.answered(await fake.click(fresh(fake, advice), "Post"));
    await fake.until(() => fake.messages().length === 1);
    await fake.answered(await fake.slash("certwise help"));
    fake.mention("hello");
    fake.dm("why");
    await fake.until(() => fake.dms().length === 2 && fake.messages().length === 3);
    expect(fake.refusals).toEqual([]);
  });
});
