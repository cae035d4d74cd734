import { DiscordAPIError } from "discord.js";
import * as fc from "fast-check";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { cutWords, escapeWords } from "../../../adapters/discord/escape.ts";
import {
  decodeModal,
  decodePress,
  encodeModal,
  encodePress,
} from "../../../adapters/discord/press.ts";
import type { Press } from "../../../adapters/discord/press.ts";
import { describeError, redact } from "../../../adapters/discord/log.ts";
import { HOSTILE_TEXTS, LONG_TEXTS } from "./texts.ts";

describe("escapeWords()", () => {
  test.each([
    ["# Title", String.raw`\# Title`],
    ["> quote", String.raw`\> quote`],
    ["-# small", String.raw`\-\# small`],
    ["- item", String.raw`\- item`],
    ["1. one", String.raw`1\. one`],
    ["12) two", String.raw`12\) two`],
    ["3.5 hours", String.raw`3\.5 hours`],
    ["[free](https://evil.example)", String.raw`\[free\](<https://evil.example>)`],
    ["<@1> <#2> </x:3> <t:4:R> <:a:5>", String.raw`\<\@1\> \<\#2\> \</x:3\> \<t:4:R\> \<:a:5\>`],
    ["@everyone", String.raw`\@everyone`],
    ["**a** __b__ ~~c~~ ||d|| `e`", String.raw`\*\*a\*\* \_\_b\_\_ \~\~c\~\~ \|\|d\|\| \`e\``],
    ["a\nb\r\n\tc", "a b c"],
    ["\u202Eevil\u202C", "evil"],
    ["see https://a.example/x_y, ok", "see <https://a.example/x_y>, ok"],
  ])("%j", (text, escaped) => {
    expect(escapeWords(text)).toBe(escaped);
  });

  test("cuts between visible characters, never inside an escape, an address or a pair", () => {
    expect(escapeWords("a**b", { chars: 3 })).toBe("a…");
    expect(escapeWords("👩🏽‍🚀👩🏽‍🚀", { chars: 8 })).toBe("👩🏽‍🚀…");
    expect(escapeWords("go https://a.example/long", { chars: 12 })).toBe("go…");
    expect(escapeWords("日本語", { chars: 10, bytes: 8 })).toBe("日…");
    expect(cutWords("👩🏽‍🚀👩🏽‍🚀", 8)).toBe("👩🏽‍🚀…");
  });

  test("keeps to its room, and leaves nothing that Discord reads as markup", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...Object.values(HOSTILE_TEXTS), ...Object.values(LONG_TEXTS)),
    );
    const property = fc.property(words, fc.integer({ min: 1, max: 300 }), (text, chars) => {
      const escaped = escapeWords(text, { chars });
      expect(escaped.length).toBeLessThanOrEqual(chars);
      expect(escaped.isWellFormed()).toBe(true);
      const bare = escaped
        .replaceAll(/<https?:\/\/[^\s<>]+>/gu, "")
        .replaceAll(/\\[\p{P}\p{S}]\p{M}*/gu, "");
      expect(bare).not.toMatch(/[*_~|`<>[\]@#\\]|^[-+] |^\d+[.)]|[\u202A-\u202E\u2066-\u2069\n]/u);
    });
    fc.assert(property, { numRuns: 300, seed: 7 });
  });
});

describe("what a button carries", () => {
  const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,15}$/u);
  const revision = fc.integer({ min: 0, max: 99_999 });
  const press: fc.Arbitrary<Press> = fc.oneof(
    fc.record({ type: fc.constant("answer" as const), question: id, option: id, revision }),
    fc.record({
      type: fc.constantFrom("unsure", "skip", "edit", "type" as const),
      question: id,
      revision,
    }),
    fc.record({ type: fc.constantFrom("yes", "no" as const), revision }),
    fc.record(
      { type: fc.constant("unfold" as const), revision, section: id },
      { requiredKeys: ["type", "revision"] },
    ),
    fc.record(
      {
        type: fc.constantFrom(
          "back",
          "why",
          "review",
          "advise",
          "resume",
          "restart",
          "stop",
          "pause",
          "forget",
        ),
        revision,
      },
      { requiredKeys: ["type"] },
    ),
    fc.record(
      { type: fc.constant("start" as const), text: fc.string({ maxLength: 40 }) },
      { requiredKeys: ["type"] },
    ),
    fc.record(
      {
        type: fc.constantFrom("save", "remind", "history"),
        parts: fc.constantFrom("", "all"),
      },
      { requiredKeys: ["type"] },
    ),
    fc.record(
      {
        type: fc.constantFrom("share", "post"),
        parts: fc.constantFrom("", "verdict", "verdict,reason1,reason2,reason3,step,cost"),
        preview: fc.stringMatching(/^[\w-]{8}$/u),
      },
      { requiredKeys: ["type"] },
    ),
  );

  test("comes back as it was written, whoever owns it", () => {
    const owner = fc.option(fc.stringMatching(/^[1-9]\d{5,19}$/u), { nil: undefined });
    const property = fc.property(
      press,
      owner,
      fc.stringMatching(/^[a-z0-9]{0,4}$/u),
      (it, by, tag) => {
        const owned = by === undefined ? { press: it } : { owner: by, press: it };
        const written = encodePress(owned, tag);
        expect(written.length).toBeLessThanOrEqual(100);
        expect(decodePress(written)).toEqual(owned);
      },
    );
    fc.assert(property, { numRuns: 300, seed: 7 });
  });

  test("is never trusted: other texts are no press, and nothing throws", () => {
    for (const text of [
      "",
      "c1",
      "c1|x|t|a|1|q|o",
      "c1|1||a|-1|q|o",
      "c1|1||a|1|q",
      "c2|1||w",
      "c1|1||y|5|junk",
      "c1|1||b|5|x",
      "c1|1||f|5|sec|more",
      "c1|1||a|007|q|o",
      "c1|1||u|1e3|q",
      "a1.where.task.3",
    ])
      expect(decodePress(text)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodePress(text);
        decodePress(`c1|1||${text}`);
        decodeModal(`m1|1|${text}`);
      }),
      { seed: 7 },
    );
  });

  test("stands for where its person is when it would have to be cut: half an id may be another one", () => {
    const round = "r".repeat(40);
    const choice = {
      type: "answer",
      question: "q".repeat(20),
      option: "ab-cd",
      revision: 1,
    } as const;
    const owner = "1".repeat(20);
    const whole = { owner, round, press: choice };
    expect(decodePress(encodePress(whole, "t"))).toEqual(whole);
    const long = { ...whole, press: { ...choice, question: "q".repeat(30) } };
    expect(decodePress(encodePress(long, "t"))).toEqual({
      owner,
      round,
      press: { type: "resume" },
    });
  });

  test("a modal comes back as it was written", () => {
    const tag = { owner: "99999999999999999999", question: "q", revision: 7, opener: "12" };
    expect(decodeModal(encodeModal(tag) ?? "")).toEqual(tag);
    expect(decodeModal("m1|1|2|x|q")).toBeUndefined();
  });

  test("a modal whose id would have to be cut has none", () => {
    const person = "9".repeat(20);
    const tag = { owner: person, round: "r0123456789ab", revision: 1, opener: person };
    const longest = { ...tag, question: "q".repeat(39) };
    expect(encodeModal(longest)).toHaveLength(100);
    expect(decodeModal(encodeModal(longest) ?? "")).toEqual(longest);
    expect(encodeModal({ ...tag, question: "q".repeat(40) })).toBeUndefined();
    expect(encodeModal({ ...longest, revision: 10 })).toBeUndefined();
  });
});

describe("logs", () => {
  const token = "aW50ZXJhY3Rpb246MTU2NjczODYzODQzODQwMDAwNDp2UzduREJSaHRx";

  test("carry no token, by its shape and wherever it stands", () => {
    const bot = "MTIwMDAwMDAwMDAwMDAwMDAwMQ.GabcDE.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for (const text of [
      `https://discord.com/api/v10/interactions/12/${token}/callback`,
      `PATCH /webhooks/12/${token}/messages/@original`,
      `token ${token}`,
      `Authorization: Bot ${bot}`,
    ]) {
      expect(redact(text)).toContain("[token]");
      expect(redact(text)).not.toContain(token.slice(-10));
      expect(redact(text)).not.toContain(bot.slice(-10));
    }
  });

  test("say what Discord refused, and nothing of what a person said", () => {
    const url = `https://discord.com/api/v10/interactions/12/${token}/callback`;
    const body = { json: { content: "my secret" }, files: [] };
    const raw = { code: 10_062, message: `Unknown interaction ${url}` };
    const error = new DiscordAPIError(raw, 10_062, 404, "POST", url, body);
    expect(inspect(error)).toContain(token);
    const said = inspect(describeError(new Error("Could not answer", { cause: error })));
    expect(said).not.toContain(token);
    expect(said).not.toContain("my secret");
    expect(describeError(error)).toMatchObject({ code: 10_062, status: 404 });
  });
});
