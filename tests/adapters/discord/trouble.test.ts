import { DefaultUserAgent } from "discord.js";
import { beforeEach, describe, expect, test } from "vitest";
import type { Discord } from "../../../adapters/discord/bot.ts";
import { createClient, createRest, toMessage } from "../../../adapters/discord/rest.ts";
import type { TurnParts } from "../../../src/turn.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import { createInteraction } from "../../fakes/discord/interaction-json.ts";
import { clickThrough, dialog, fresh, screenAfter, openCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

async function begin(): Promise<RawMessage> {
  return screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
}

const pickFirst = (screen: RawMessage) => fake.select(screen, ["Understand AI"], "Choose one");

/** Storage whose turns wait for the test, or fail. */
function storageThat(before: () => Promise<void>): TurnParts {
  const { storage } = certwise;
  return {
    dialog,
    storage: {
      ...storage,
      turn: async (input, step) => {
        await before();
        return storage.turn(input, step);
      },
    },
  };
}

/** The codes of what was refused, which is thereby expected. */
function refusedCodes(): readonly number[] {
  return fake.refusals.splice(0).map(({ code }) => code);
}

/** A gate that opens when the test says so. */
function gate() {
  const opened = Promise.withResolvers<void>();
  return { open: () => opened.resolve(), passed: opened.promise };
}

const TOKEN_PAGE =
  "copy DISCORD_TOKEN again from Bot at https://discord.com/developers/applications";

describe("a connection that breaks", () => {
  test("is resumed, and what was clicked meanwhile is answered", async () => {
    const discord = await certwise.start();
    const asked = await begin();
    fake.gateway.close();
    await fake.until(() => fake.gateway.connected() === 0);
    await fake.until(() => !discord.health().healthy);
    const click = await pickFirst(asked);
    await fake.until(() => click.answer !== undefined);
    expect(textOf(fresh(fake, asked))).toContain("**Understand AI**");
    expect(fake.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 });
    expect(discord.health()).toEqual({ healthy: true });
  });

  test.each([
    [4004, "the bot token is not valid (4004)", TOKEN_PAGE],
    [4014, "the intents are not allowed", "(4014)"],
  ])("and is refused with %i is unhealthy, and says why", async (code, reason, end) => {
    const refused: string[] = [];
    const onRefused = ({ message }: Error) => void refused.push(message);
    const discord = await certwise.start({ onRefused });
    fake.gateway.close(code);
    await fake.until(() => !discord.health().healthy && fake.gateway.connected() === 0);
    await fake.until(() => certwise.logged.some(({ level }) => level === "warn"));
    expect(discord.health().reason).toContain(reason);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(/^Could not connect to Discord: [^\n]*$/u);
    expect(refused[0]).toContain(reason);
    expect(refused[0]?.endsWith(end)).toBe(true);
  });

  test("because of a wrong token is unhealthy from the start, and the token is not logged", async () => {
    const token = "MTIwMDAwMDAwMDAwMDAwMDAwMQ.GabcDE.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const refused: string[] = [];
    const onRefused = ({ message }: Error) => void refused.push(message);
    const discord: Discord = await certwise.start({ token, onRefused });
    expect(refused).toEqual([
      `Could not connect to Discord: the bot token is not valid (401), ${TOKEN_PAGE}`,
    ]);
    expect(discord.health().healthy).toBe(false);
    expect(discord.health().reason).toMatch(/token/u);
    expect(JSON.stringify(certwise.logged)).not.toContain(token);
    expect(fake.refusals.map(({ status }) => status)).toEqual([401]);
    fake.refusals.length = 0;
  });
});

describe("a database that is slow or down", () => {
  test("is covered by an acknowledgement in time, of the kind that fits", async () => {
    const slow = gate();
    let isSlow = false;
    await certwise.start({
      parts: storageThat(async () => {
        if (isSlow) await slow.passed;
      }),
      wait: async () => {
        if (!isSlow) await new Promise(() => undefined);
      },
    });
    const asked = await begin();
    isSlow = true;
    const click = await fake.answered(await pickFirst(asked));
    const command = await fake.answered(await fake.slash("certwise history"));
    expect([click.answer, command.answer]).toEqual([6, 5]);
    fake.advance(60_000);
    slow.open();
    await fake.until(() => textOf(fresh(fake, asked)).includes("**Understand AI**"));
    const history = await fake.until(() =>
      fake.ephemerals().find((one) => textOf(one).includes("No advice is on file")),
    );
    expect(history.flags).toBe(64 | 32_768);
  });

  test("is told kindly; nothing is lost, and the same button works later", async () => {
    let isDown = false;
    await certwise.start({
      parts: storageThat(async () => {
        if (isDown) throw new Error("The database is down");
      }),
    });
    const asked = await begin();
    isDown = true;
    await fake.answered(await pickFirst(asked));
    const told = await fake.until(() => fake.ephemerals()[1]);
    expect(textOf(told)).toContain("I could not save that.");
    fake.dm("hello?");
    await fake.until(() => fake.dms().length === 2);
    expect(textOf(fake.dms()[1]!)).toContain("I could not save that.");
    isDown = false;
    await fake.answered(await pickFirst(asked));
    expect(textOf(fresh(fake, asked))).toContain("**Understand AI**");
  });

  test("what Discord does not take is said, and the advice stays", async () => {
    await certwise.start();
    const advice = await clickThrough(fake, await begin());
    const followUp = /\/webhooks\/\d+\/[^/]+$/u;
    fake.disturb({ path: followUp, kind: 500, times: 4 });
    await fake.answered(await fake.click(advice, "Save"));
    const told = await fake.until(() => fake.ephemerals()[1]);
    expect(textOf(told)).toContain("I could not send the file here.");
    expect(textOf(fresh(fake, advice))).toContain("Why this advice");
    fake.channel.app.send = false;
    fake.disturb({ path: followUp, kind: 500, times: 4 });
    await fake.answered(await fake.click(advice, "Share"));
    await fake.answered(await fake.click(fresh(fake, advice), "Post"));
    await fake.until(() => textOf(fresh(fake, advice)).includes("I could not post here."));
    expect(fake.messages()).toEqual([]);
    fake.refusals.length = 0;
  });

  test("a screen that Discord refuses is told with the part that it refuses", async () => {
    const where = { person: fake.ana, channel: fake.channel };
    const { id, token } = createInteraction(fake.world, 2, { id: "1", name: "x", type: 1 }, where);
    const button = { type: 2, style: 1, custom_id: "a", label: "x".repeat(81) };
    const data = toMessage([{ type: 1, components: [button] }]);
    const rest = createRest(createClient(undefined, fake.apiUrl), false);
    const answered = rest.callback(id, token, { type: 4, data }, false);
    await expect(answered).rejects.toThrow("components[0].label");
    expect(fake.refusals.splice(0)).toHaveLength(1);
  });

  test("an outage on Discord's side is outlasted", async () => {
    await certwise.start();
    fake.disturb({ path: /callback/u, kind: 503 });
    fake.disturb({ path: /callback/u, kind: 429, retryAfterMs: 20 });
    const asked = await begin();
    expect(textOf(asked)).toContain("What should it change");
    expect(fake.refusals.splice(0).map(({ status }) => status)).toEqual([503, 429]);
  });
});

describe("what cannot happen in the normal way", () => {
  test("somebody else acknowledged first (40060): the screen is shown all the same", async () => {
    const slow = gate();
    let isSlow = false;
    await certwise.start({
      parts: storageThat(async () => {
        if (isSlow) await slow.passed;
      }),
    });
    const asked = await begin();
    isSlow = true;
    const { id, token } = await pickFirst(asked);
    const callback = `${fake.apiUrl}/v10/interactions/${id}/${token}/callback`;
    const headers = { "content-type": "application/json", "user-agent": DefaultUserAgent };
    await fetch(callback, { method: "POST", headers, body: '{"type":6}' });
    slow.open();
    await fake.until(() => textOf(fresh(fake, asked)).includes("**Understand AI**"));
    expect(refusedCodes()).toEqual([40_060]);
  });

  test("too late (10062): the answer is kept, and the next click shows the current screen", async () => {
    const slow = gate();
    let isSlow = false;
    await certwise.start({
      parts: storageThat(async () => {
        if (isSlow) await slow.passed;
      }),
    });
    const asked = await begin();
    isSlow = true;
    await pickFirst(asked);
    fake.advance(3500);
    slow.open();
    await fake.until(() => fake.refusals.length > 0);
    expect(refusedCodes()).toEqual([10_062]);
    isSlow = false;
    fake.advance(5000);
    await fake.answered(await pickFirst(asked));
    expect(textOf(fresh(fake, asked))).toContain("**Understand AI**");
    expect(textOf(fresh(fake, asked))).not.toContain("What should it change");
    await fake.until(() => certwise.logged.length > 0);
    expect(JSON.stringify(certwise.logged)).not.toMatch(/aW50ZXJhY3Rpb2/u);
  });

  test("the message was dismissed (10008): the screen comes as a new one", async () => {
    const slow = gate();
    let isSlow = false;
    await certwise.start({
      parts: storageThat(async () => {
        if (isSlow) await slow.passed;
      }),
      wait: async () => {
        if (!isSlow) await new Promise(() => undefined);
      },
    });
    const asked = await begin();
    isSlow = true;
    await fake.answered(await pickFirst(asked));
    fake.world.messages.get(asked.id)!.deleted = true;
    slow.open();
    const next = await fake.until(() => fake.ephemerals()[0]);
    expect(textOf(next)).toContain("**Understand AI**");
    expect(refusedCodes()).toEqual([10_008]);
  });

  test("suggestions that come too late are swallowed", async () => {
    await certwise.start();
    fake.disturb({ path: /callback/u, kind: 429, retryAfterMs: 30 });
    const typing = await fake.autocomplete(
      "certwise check",
      { certification: "aws" },
      "certification",
    );
    fake.advance(4000);
    await fake.until(() => certwise.logged.some(({ message }) => message.includes("too late")));
    expect(typing.choices).toBeUndefined();
    expect(certwise.logged.every(({ level }) => level === "info")).toBe(true);
    expect(refusedCodes()).toEqual([0, 10_062]);
  });
});
