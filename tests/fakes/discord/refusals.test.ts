import { DefaultUserAgent } from "discord.js";
import { MessageFlags } from "discord.js";
import type { Client } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SLASH, startBareBot } from "./bare-bot.ts";
import type { BareBot } from "./bare-bot.ts";
import type { FakeDiscord } from "./fake-discord.ts";

let bot: BareBot;
let fake: FakeDiscord;
let client: Client;

beforeEach(async () => {
  bot = await startBareBot();
  ({ fake, client } = bot);
});

afterEach(async () => {
  await bot.stop();
});

describe("the fake refuses", () => {
  test("an acknowledgement after three seconds (10062) and a second one (40060)", async () => {
    await bot.login();
    bot.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      if (interaction.options.getString("topic") === "late") fake.advance(3001);
      else await interaction.deferReply();
      await client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 5 },
        auth: false,
      });
    });
    await fake.slash("certwise", { topic: "late" });
    expect(await bot.failure()).toMatchObject({ code: 10062, status: 404 });
    await fake.slash("certwise");
    expect(await bot.failure()).toMatchObject({ code: 40060, status: 400 });
  });

  test("a token after fifteen minutes (50027) and before the first answer (10015)", async () => {
    await bot.login();
    bot.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const body = { content: "x", allowed_mentions: { parse: [] } };
      if (interaction.options.getString("topic") === "early") {
        await client.rest.post(`/webhooks/${client.application?.id}/${interaction.token}`, {
          body,
          auth: false,
        });
      }
      await interaction.deferReply();
      fake.advance(15 * 60_000 + 1);
      await interaction.editReply("Too late");
    });
    await fake.slash("certwise", { topic: "early" });
    expect(await bot.failure()).toMatchObject({ code: 10015 });
    await fake.slash("certwise");
    expect(await bot.failure()).toMatchObject({ code: 50027, status: 401 });
  });

  test("what breaks a rule, with the tree of errors that discord.js prints (50035)", async () => {
    await bot.login();
    bot.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({
        content: "x",
        components: [
          { type: 1, components: [{ type: 2, style: 1, label: "a".repeat(81), custom_id: "a" }] },
        ],
      });
    });
    await fake.slash("certwise");
    const error = await bot.failure();
    expect(error).toMatchObject({ code: 50035, status: 400 });
    expect(String(error)).toContain("data.components[0].components[0].label[BASE_TYPE_BAD_LENGTH]");
    expect(fake.refusals.at(-1)?.faults).toHaveLength(1);
    expect(fake.messages()).toEqual([]);
  });

  test("a sixth followup where only the user installed the app (40094)", async () => {
    await bot.login();
    await client.rest.post(`/applications/${fake.applicationId}/commands`, {
      body: { ...SLASH, integration_types: [0, 1], contexts: [0, 1, 2] },
    });
    bot.onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply("First");
      for (let nth = 1; nth <= 6; nth += 1) await interaction.followUp(`Followup ${nth}`);
    });
    await fake.slash("certwise", {}, { channel: fake.addChannel({ isForeign: true }) });
    expect(await bot.failure()).toMatchObject({ code: 40094 });
  });

  test("what the bot may not see, write, find or send", async () => {
    await bot.login();
    const body = { content: "x", allowed_mentions: { parse: [] } };
    const post = (channelId: string): Promise<unknown> =>
      client.rest.post(`/channels/${channelId}/messages`, { body });
    const hidden = fake.addChannel();
    hidden.app.view = false;
    const mute = fake.addChannel();
    mute.app.send = false;
    const shy = fake.addPerson("shy", { dmsClosed: true });
    await expect(post(hidden.id)).rejects.toMatchObject({ code: 50001 });
    await expect(post(mute.id)).rejects.toMatchObject({ code: 50013 });
    await expect(post(fake.dmOf(shy).id)).rejects.toMatchObject({ code: 50007 });
    await expect(
      client.rest.patch(`/channels/${fake.channel.id}/messages/1`, { body }),
    ).rejects.toMatchObject({ code: 10008 });
    await expect(
      client.rest.post(`/channels/${fake.channel.id}/messages`, {
        body: { allowed_mentions: { parse: [] } },
      }),
    ).rejects.toMatchObject({ code: 50006 });
  });

  test("too many edits of an old message (30046), until the client waited", async () => {
    await bot.login();
    const body = { content: "x", allowed_mentions: { parse: [] } };
    await client.rest.post(`/channels/${fake.channel.id}/messages`, { body });
    fake.advance(3_600_001);
    const path = `/channels/${fake.channel.id}/messages/${fake.messages()[0]!.id}` as const;
    for (let nth = 1; nth <= 4; nth += 1)
      await client.rest.patch(path, { body: { ...body, content: `${nth}` } });
    expect(fake.refusals.map(({ status, code }) => [status, code])).toEqual([[429, 30046]]);
    expect(fake.messages()[0]?.content).toBe("4");
  });

  test("a call in a hurry (429), which the client repeats, and a wrong bot token (401)", async () => {
    await bot.login();
    fake.disturb({ kind: 429, retryAfterMs: 20, path: /messages/ });
    const body = {
      content: "once",
      nonce: "n1",
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    };
    await client.rest.post(`/channels/${fake.channel.id}/messages`, { body });
    await client.rest.post(`/channels/${fake.channel.id}/messages`, { body });
    expect(fake.messages().map(({ content }) => content)).toEqual(["once"]);
    expect(
      fake.calls.filter(({ path }) => path.endsWith("/messages")).map(({ status }) => status),
    ).toEqual([429, 200, 200]);
    const answer = await fetch(`${fake.apiUrl}/v10/users/@me`, {
      headers: { authorization: "Bot wrong", "user-agent": DefaultUserAgent },
    });
    expect(answer.status).toBe(401);
  });

  test("a file that was not sent, and takes the one that was", async () => {
    await bot.login();
    const channel = await client.channels.fetch(fake.channel.id);
    if (!channel?.isSendable()) throw new TypeError("Cannot send to the channel");
    const picture = { type: 12, items: [{ media: { url: "attachment://summary.png" } }] } as const;
    const flags = MessageFlags.IsComponentsV2 as const;
    await expect(channel.send({ flags, components: [picture] })).rejects.toThrow(
      "ATTACHMENT_NOT_FOUND",
    );
    await channel.send({
      flags,
      components: [picture],
      files: [{ attachment: Buffer.from("png"), name: "summary.png", description: "Bars" }],
    });
    expect(fake.messages()[0]?.attachments).toMatchObject([
      { filename: "summary.png", size: 3, description: "Bars" },
    ]);
  });
});
