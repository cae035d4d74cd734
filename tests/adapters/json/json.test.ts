import { readFileSync } from "node:fs";
import { Readable, Writable } from "node:stream";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startJson } from "../../../adapters/json/bot.ts";
import { lineSchema } from "../../../adapters/json/protocol.ts";
import { openStorage } from "../../../src/storage/open.ts";
import { dialog, errorOf, exchange, exchangeDocumented, replyOf, TO_ADVICE } from "./client.ts";

const ASKED_FOR = [
  "save",
  "share",
  "post",
  "remind",
  "history",
  "review",
  "why",
  "back",
  "restart",
  "no",
  "pause",
  "forget",
  "yes",
  "stop",
];

/** Every `event` anywhere in some replies. */
function eventsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "event" ? [inner] : eventsIn(inner),
  );
}

describe("words on a line", () => {
  it("lead through the catalogue, and its options are sent back as they came", async () => {
    const [, , listed, opened, chosen] = await exchange([
      { type: "start" },
      { type: "text", text: "list" },
      { type: "text", text: "which ones from Microsoft?" },
      { type: "answer", question: "certification", option: "by-microsoft-9" },
      { type: "text", text: "1" },
    ]);
    const ids = (answer: typeof listed) => {
      const reply = replyOf(answer);
      return reply?.type === "question" ? reply.options.map(({ id }) => id) : [];
    };
    expect(ids(listed)).toContain("by-microsoft-9");
    expect(ids(opened)).toContain("by-all");
    expect(replyOf(chosen)).toMatchObject({ type: "question", question: "purpose" });
  });

  it("ask for what its types do", async () => {
    const words = ["save it as a file please", "share it please", "remind me later", "my history"];
    const answers = await exchange([
      ...TO_ADVICE,
      ...words.map((text) => ({ type: "text", text })),
      { type: "text", text: "what do you have?" },
    ]);
    const after = answers.slice(TO_ADVICE.length).map((answer) => replyOf(answer)?.type);
    expect(after).toEqual(["file", "share", "notice", "notice", "question"]);
  });
});

describe("one line in, one line out", () => {
  it("goes from the first question to the advice, and every reply is as the schema says", async () => {
    const answers = await exchange([...TO_ADVICE, ...ASKED_FOR.map((type) => ({ type }))]);
    expect(answers).toHaveLength(TO_ADVICE.length + ASKED_FOR.length);
    expect(replyOf(answers[TO_ADVICE.length - 1])).toMatchObject({
      type: "advice",
      verdict: "worth-it",
    });
    const after = answers.slice(TO_ADVICE.length).map((answer) => replyOf(answer)!.type);
    expect(after).toEqual([
      "file",
      "share",
      "notice",
      "notice",
      "notice",
      "review",
      "advice",
      "question",
      "confirm",
      "question",
      "notice",
      "confirm",
      "notice",
      "question",
    ]);
  });

  it("takes every event it sends back as a line", async () => {
    const answers = await exchange([
      ...TO_ADVICE.slice(0, 3),
      { type: "text", text: "nothng" },
      { type: "no" },
      ...TO_ADVICE.slice(3),
      ...ASKED_FOR.map((type) => ({ type })),
    ]);
    const events = eventsIn(answers);
    expect(events.length).toBeGreaterThan(100);
    for (const event of events)
      expect(lineSchema.safeParse(event)).toMatchObject({ success: true });
    expect((await exchange(events)).map(errorOf).filter((error) => error !== undefined)).toEqual(
      [],
    );
  });

  it("fills in the revision, and the question that is open", async () => {
    const answers = await exchange([
      { type: "start" },
      { type: "skip" },
      { type: "answer", question: "purpose", option: "work" },
      { type: "unsure" },
      { type: "advise" },
      { type: "skip" },
      { type: "edit", question: "use" },
      { type: "answer", question: "use", option: "named" },
    ]);
    expect(answers.map((answer) => (errorOf(answer) ? "error" : replyOf(answer)!.type))).toEqual([
      "question",
      "question",
      "question",
      "question",
      "advice",
      "error",
      "question",
      "question",
    ]);
    expect(errorOf(answers[5])).toEqual({
      message: "Must name the question: none is open now.",
      path: "question",
    });
    expect(replyOf(answers[7])).toMatchObject({ notes: [expect.stringContaining("Changed")] });
  });

  it("posts once what a preview showed, and without a preview what there is now", async () => {
    const storage = await openStorage(":memory:");
    const [shown] = (await exchange([...TO_ADVICE, { type: "share" }], { storage })).slice(-1);
    const post = eventsIn(shown).find((event) => JSON.stringify(event).includes('"post"'));
    const takes = async (lines: readonly unknown[]) =>
      (await exchange(lines, { storage })).map((answer) =>
        "replies" in answer ? answer.replies.map(({ type }) => type) : answer,
      );
    expect(await takes([post, post])).toEqual([["post", "notice"], ["notice"]]);
    expect(await takes([{ type: "post" }, { type: "post" }, post])).toEqual([
      ["post", "notice"],
      ["post", "notice"],
      ["share"],
    ]);
  });

  it("keeps people and tenants apart, and answers in order", async () => {
    const answers = await exchange([
      { type: "start", person: "ana" },
      { type: "start", person: "bo" },
      { type: "text", text: "aif-c01", person: "ana" },
      { type: "text", text: "aif-c01", person: "ana", tenant: "other" },
      { type: "start", person: "bo" },
      { type: "start", person: "ana" },
    ]);
    expect(
      answers.map((answer) => {
        const reply = replyOf(answer);
        return reply?.type === "question" ? reply.question : reply?.type;
      }),
    ).toEqual(["certification", "certification", "purpose", "purpose", "certification", "notice"]);
  });

  it("counts dates from the time a line gives", async () => {
    const [, advice] = await exchange([
      { type: "start" },
      { type: "advise", at: Date.parse("2027-03-01T12:00:00Z") },
    ]);
    expect(replyOf(advice)).toMatchObject({ step: expect.stringContaining("Mar 5") });
  });
});

describe("the same delivery again", () => {
  it("changes nothing and says so", async () => {
    const answers = await exchange([
      { type: "start" },
      { type: "skip", id: "1" },
      { type: "skip", id: "1" },
      { type: "skip", id: "1", person: "bo" },
      { type: "review" },
    ]);
    expect(answers[2]).toEqual({ duplicate: true, replies: [] });
    expect(replyOf(answers[3])).toMatchObject({ type: "question", question: "certification" });
    expect(replyOf(answers[4])).toMatchObject({ rows: [{ id: "certification" }] });
  });

  it("brings what was not sent the first time", async () => {
    const storage = await openStorage(":memory:");
    const crashing = { ...storage, markSent: async () => undefined };
    const [first] = await exchange([{ type: "start", id: "1" }], { storage: crashing });
    const [second, third] = await exchange(
      [
        { type: "start", id: "1" },
        { type: "start", id: "1" },
      ],
      { storage },
    );
    expect(second).toEqual({ duplicate: true, ...first });
    expect(third).toEqual({ duplicate: true, replies: [] });
  });
});

describe("a malformed line", () => {
  it.each([
    ["nope", "Not readable as JSON: "],
    ["[]", "Must be a group of keys: it is empty."],
    ["null", "Must be a group of keys: it is empty."],
    ['{"type":"answr"}', 'did you mean "answer"'],
    ['{"text":"hello"}', "type: Must be text, start, "],
    [
      '{"type":"answer","question":1,"opt":"x"}',
      'question: Must be a text: it is 1; put it in quotes. option: Must be a text: it is missing. opt: Unknown key "opt"',
    ],
    ['{"type":"start","at":"now"}', "at: Must be a number"],
    ['{"type":"start","at":-1}', "at: Must be at least 0"],
    ['{"type":"text","text":"a","person":""}', "person: Must be a text that is not empty"],
  ])("%s gets an error and changes nothing", async (line, message) => {
    const answers = await exchange([
      ...TO_ADVICE.slice(0, 2),
      { type: "review" },
      line,
      { type: "review" },
    ]);
    expect(errorOf(answers[3])!.message).toContain(message);
    expect(answers[4]).toEqual(answers[2]);
  });

  it("is refused when it is longer than a megabyte, and the next one is read", async () => {
    const long = JSON.stringify({ type: "text", text: "x".repeat(1_000_000) });
    const answers = await exchange([long, { type: "start" }, "", "   ", { type: "why" }, long]);
    expect(answers.map((answer) => errorOf(answer)?.message ?? replyOf(answer)?.type)).toEqual([
      "Must be at most 1000000 characters: this line is longer.",
      "question",
      "question",
      "Must be at most 1000000 characters: this line is longer.",
    ]);
  });
});

it("says that it could not save, and goes on", async () => {
  const storage = await openStorage(":memory:");
  const failures: unknown[] = [];
  let turns = 0;
  const fragile = {
    ...storage,
    turn: (...turn: Parameters<typeof storage.turn>) =>
      (turns += 1) === 2 ? Promise.reject(new Error("disk full")) : storage.turn(...turn),
  };
  const [, refused, taken] = await exchange(
    [{ type: "start" }, { type: "skip", id: "1" }, { type: "skip", id: "1" }],
    { storage: fragile, failures },
  );
  expect(errorOf(refused)!.message).toBe(
    "Could not save that: nothing was changed, so send it again.",
  );
  expect(replyOf(taken)).toMatchObject({ question: "purpose" });
  expect(failures).toHaveLength(1);
});

it("reads on only as fast as its answers are read", async () => {
  let sent = 0;
  const input = Readable.from(
    (function* lines() {
      for (; sent < 100_000; sent += 1) yield "nope\n";
    })(),
  );
  let received = 0;
  const output = new Writable({
    highWaterMark: 1000,
    // Never says that it has written, so nobody may write on.
    write(chunk: Buffer) {
      received += String(chunk).split("\n").length - 1;
    },
  });
  const storage = await openStorage(":memory:");
  startJson({ parts: { storage, dialog }, input, output, log: () => undefined });
  for (let turn = 0; turn < 1000; turn += 1) await turnOfTheLoop();
  expect(sent).toBeLessThan(200);
  expect(received).toBeLessThan(200);
});

it("answers the example of docs/protocol.md as it says there", async () => {
  const lines = readFileSync("docs/protocol.md", "utf8").split("\n");
  const sent = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
  const told = lines.filter((line) => line.startsWith("< ")).map((line) => line.slice(2));
  const answers = await exchangeDocumented(sent);
  expect(sent.length).toBeGreaterThan(4);
  const tellingParts = /"(?:type|question|revision|verdict|confidence)":(?:"[a-z-]+"|\d+)/gu;
  for (const [at, line] of told.entries()) {
    const answer = JSON.stringify(answers[at]);
    const parts = line.match(tellingParts)!;
    expect(parts.filter((part) => !answer.includes(part))).toEqual([]);
  }
});
