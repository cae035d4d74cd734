import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMessage } from "../../../adapters/discord/rest.ts";
import { renderForm } from "../../../adapters/discord/round-forms.ts";
import { renderRound, renderSettled } from "../../../adapters/discord/round-outbound.ts";
import type { RoundScene } from "../../../adapters/discord/round-outbound.ts";
import { decodePress, encodePress } from "../../../adapters/discord/press.ts";
import { decodeForm, encodeForm } from "../../../adapters/discord/round-press.ts";
import { readFields } from "../../../adapters/discord/modal-fields.ts";
import { renderNote } from "../../../adapters/discord/screens.ts";
import { writeMention } from "../../../src/rounds/replies.ts";
import type { RoundPress } from "../../../src/rounds/press.ts";
import type { RoundField, RoundReply } from "../../../src/rounds/replies.ts";
import { messageFaults, modalFaults } from "../../fakes/discord/payload-rules.ts";
import { HOSTILE_TEXTS, LONG_TEXTS } from "./texts.ts";

const OWNER = "99999999999999999999";
const ROUND = "r0123456789ab";
const REQUEST = "0123456789ab";
const round = ROUND;

const PRESSES: readonly RoundPress[] = [
  ...(["join", "about", "budget", "accept", "refuse", "close", "cancel", "ask"] as const).map(
    (type) => ({ type, round }),
  ),
  ...(["send", "withdraw", "approve", "later", "confirm"] as const).map((type) => ({
    type,
    round,
    request: REQUEST,
  })),
  ...(["close", "cancel"] as const).map((type) => ({ type, round, answered: 1000 })),
  ...(["agree", "disagree"] as const).map((type) => ({
    type,
    round,
    request: REQUEST,
    approver: OWNER,
  })),
  { type: "export", round, format: "csv" },
  { type: "export", round, format: "markdown" },
  { type: "review", round, used: false },
  { type: "review", round, used: true, gains: "skills,productivity,value" },
  { type: "form", form: "open" },
  ...(["request", "review", "approver"] as const).map((form) => ({
    type: "form" as const,
    form,
    round,
  })),
  ...(["approve-if", "decline"] as const).map((form) => ({
    type: "form" as const,
    form,
    round,
    request: REQUEST,
  })),
];

/** Every kind of reply, saying this everywhere. */
function everyReply(text: string, lines: readonly string[]): readonly RoundReply<string>[] {
  const actions = PRESSES.slice(0, 14).map((event, at) => ({
    label: text,
    event,
    ...(at === 0 ? { style: "danger" as const } : {}),
  }));
  const said = { round, as: "new", title: text, lines, actions } as const;
  const plain = [
    "round-reminder",
    "round-cancelled",
    "round-not-enough",
    "round-outcome",
    "approver-request",
    "request-preview",
    "funding",
    "decision-notice",
    "review-request",
  ] as const;
  return [
    { ...said, type: "round-opening", counter: text },
    { ...said, as: "edit", type: "round-counter", counter: text },
    {
      ...said,
      type: "round-summary",
      answered: 12,
      picture: { alt: text, bars: [{ label: text, count: 3, kind: "not-now" }] },
    },
    { ...said, as: "thread", type: "round-record" },
    { ...said, type: "queue-card", request: REQUEST },
    { ...said, type: "decision-preview", request: REQUEST },
    { ...said, type: "round-notice", notice: "joined" },
    {
      ...said,
      type: "round-file",
      name: "training-round-2026-11-02.csv",
      mediaType: "text/csv",
      content: text,
    },
    ...plain.map((type) => ({ ...said, type })),
  ];
}

function sceneOf(reply: RoundReply<string>, isRoomy: boolean): RoundScene {
  return {
    ...(isRoomy ? { owner: OWNER } : {}),
    say: () => "The numbers",
    screen: "abc",
    isRoomy,
    ...(reply.type === "round-summary" ? { picture: "summary.png" } : {}),
  };
}

function faultsOf(reply: RoundReply<string>, isRoomy: boolean): readonly unknown[] {
  const name = reply.type === "round-file" ? reply.name : "summary.png";
  const files = [{ name, size: 1, index: 0 }];
  const surface = reply.as === "edit" ? "channelEdit" : "channel";
  const pages = renderRound(reply, sceneOf(reply, isRoomy));
  const tooMany = !isRoomy && pages.length > 1 ? ["more than one message in a channel"] : [];
  const faults = pages.flatMap((page) => messageFaults(toMessage(page), { surface, files }));
  return [...faults, ...tooMany];
}

describe("renderRound()", () => {
  test.each(Object.entries({ ...LONG_TEXTS, ...HOSTILE_TEXTS }))(
    "keeps every reply of a round to Discord's rules, however it is said: %s",
    (_, text) => {
      const marked = `${writeMention(OWNER)} ${text}${writeMention("not an id @everyone")}`;
      for (const lines of [[], [text], Array.from({ length: 12 }, () => marked)])
        for (const reply of everyReply(text, lines))
          for (const isRoomy of [false, true]) expect(faultsOf(reply, isRoomy)).toEqual([]);
      const settled = renderSettled([text.slice(0, 3000) || "x", marked.slice(0, 900)], [text]);
      expect(messageFaults(toMessage(settled), { surface: "reply" })).toEqual([]);
      const told = renderNote(() => text, "discord.round.no-token");
      expect(messageFaults(toMessage(told, true), { surface: "reply" })).toEqual([]);
    },
  );

  test("shows marked people, and nobody whom somebody typed", () => {
    const lines = [`${writeMention("123")}: <@456> @everyone <@&1> \uFFFC ${writeMention("789")}`];
    const [reply] = everyReply("t", lines);
    const drawn = JSON.stringify(renderRound(reply!, sceneOf(reply!, false)));
    expect(drawn.match(/<@\d+>/gu)).toEqual(["<@123>", "<@789>"]);
    expect(drawn).not.toMatch(/[^\\]@everyone/u);
  });

  test("never shows the half of a person where a text is cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (more) => {
        const line = `${"x".repeat(670 + more)}${writeMention("777777777777777777")} end`;
        const [reply] = everyReply("t", [line]);
        const drawn = JSON.stringify(renderRound(reply!, sceneOf(reply!, false)));
        expect(drawn.replaceAll("<@777777777777777777>", "")).not.toContain("777");
      }),
      { numRuns: 41 },
    );
  });

  test("gives a long record as many messages as it needs, whole, with the buttons on the last", () => {
    const lines = Array.from({ length: 60 }, (_, at) => `person ${at} ${"word ".repeat(20)}`);
    const reply = everyReply("Decisions", lines).find(({ type }) => type === "round-record")!;
    const pages = renderRound(reply, sceneOf(reply, true)).map((page) => JSON.stringify(page));
    expect(pages.length).toBeGreaterThan(1);
    for (const at of lines.keys()) expect(pages.join()).toContain(`person ${at} `);
    expect(pages.map((page) => page.includes("custom_id"))).toEqual(
      pages.map((_, at) => at === pages.length - 1),
    );
  });
});

describe("what a button of a round carries", () => {
  test.each(PRESSES.map((press) => [JSON.stringify(press), press] as const))(
    "is read as it was written: %s",
    (_, event) => {
      const pressed = { owner: OWNER, press: { type: "team", event } } as const;
      const customId = encodePress(pressed, "abcz");
      expect(customId.length).toBeLessThanOrEqual(100);
      expect(decodePress(customId)).toEqual(pressed);
      if (event.type !== "form") return;
      const tag = { owner: OWNER, opener: OWNER, press: event };
      expect(encodeForm(tag).length).toBeLessThanOrEqual(84);
      expect(decodeForm(encodeForm(tag))).toEqual(tag);
    },
  );

  test("an interview's button carries its round, and one without stays the person's own", () => {
    const press = { type: "answer", question: "purpose", option: "work", revision: 3 } as const;
    const pressed = { owner: OWNER, round, press };
    expect(decodePress(encodePress(pressed, "a"))).toEqual(pressed);
    expect(decodePress(encodePress({ owner: OWNER, press }, "a"))).toEqual({ owner: OWNER, press });
  });

  test("anything else is nothing, and throws nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(decodeForm(text)).toBeUndefined();
        expect(decodePress(`c1|1|a|o|${text}`)?.press.type ?? "team").toBe("team");
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

function filled(component: object) {
  return { type: 18, component };
}

describe("renderForm()", () => {
  const kinds = ["line", "text", "money", "hours", "date", "person", "choice", "several"] as const;

  test.each(Object.entries({ ...LONG_TEXTS, ...HOSTILE_TEXTS, number: "1793610000000" }))(
    "draws every field within Discord's rules, however it is said: %s",
    (_, text) => {
      for (const count of [1, 2, 10, 11, 30]) {
        const fields = kinds.map((kind): RoundField<string> => ({
          id: kind,
          kind,
          label: text,
          hint: text,
          value: text,
          required: count % 2 === 0,
          charsMax: kind === "text" ? 500 : 200,
          options: Array.from({ length: count }, (_unused, at) => ({ id: `o${at}`, label: text })),
        }));
        const press = { type: "form", form: "request", round } as const;
        for (const some of [fields.slice(0, 5), fields.slice(3)]) {
          const form = { press, title: text, submit: text, fields: some };
          expect(modalFaults(renderForm(form, { owner: OWNER, opener: OWNER }))).toEqual([]);
        }
      }
    },
  );

  test("comes back by field: text, chosen options, and a person who is none of the bots", () => {
    const data = {
      components: [
        filled({ custom_id: "topic", value: ` AI ${writeMention("1")} ` }),
        filled({ custom_id: "gains", values: ["skills", "value"] }),
        filled({ custom_id: "used", value: null }),
        filled({ custom_id: "approver", values: ["7"] }),
        { type: 10 },
      ],
      resolved: { users: { 7: { bot: true } } },
    };
    expect(readFields(data)).toEqual({ topic: "AI 1", gains: "skills,value", approver: "" });
    expect(readFields(undefined)).toEqual({});
  });
});
