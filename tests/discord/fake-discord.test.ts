import { Client, Events, GatewayIntentBits, MessageFlags, Partials } from "discord.js";
import type { Interaction as ClientInteraction } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFakeDiscord } from "./fake-discord.ts";
import type { FakeDiscord } from "./fake-discord.ts";

const SLASH = {
  name: "certwise",
  description: "Ask for advice",
  options: [{ type: 3, name: "topic", description: "What it is about", autocomplete: true }],
};
const ROW = {
  type: 1,
  components: [
    { type: 2, style: 1, label: "Yes", custom_id: "yes" },
    { type: 2, style: 2, label: "No", custom_id: "no", disabled: true },
  ],
} as const;
const MODAL = {
  custom_id: "why",
  title: "Say why",
  components: [
    {
      type: 18,
      label: "Reason",
      component: { type: 4, custom_id: "reason", style: 1, min_length: 3, max_length: 20 },
    },
    {
      type: 18,
      label: "Who pays",
      component: {
        type: 21,
        custom_id: "payer",
        options: [
          { label: "Me", value: "me" },
          { label: "Employer", value: "employer" },
        ],
      },
    },
  ],
} as const;

let fake: FakeDiscord;
let client: Client;
let failure: unknown;

beforeEach(async () => {
  fake = await startFakeDiscord();
  failure = undefined;
  client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: fake.apiUrl },
  });
  client.on("error", (error) => {
    failure = error;
  });
});

afterEach(async () => {
  await client.destroy();
  await fake.stop();
});

async function login(): Promise<void> {
  const ready = new Promise((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  await client.login(fake.token);
  await ready;
  await client.application?.commands.set([SLASH]);
}

function onInteraction(handle: (interaction: ClientInteraction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((error: unknown) => {
      failure = error;
      fake.world.changed();
    });
  });
}

describe("a discord.js client", () => {
  test("answers a slash command with a message everybody sees", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: "Hello", components: [ROW] });
    });
    await fake.answered(await fake.slash("certwise"));
    expect(fake.messages().map(({ content }) => content)).toEqual(["Hello"]);
    expect(
      fake.messages()[0]?.components[0]?.components?.map(({ id, label }) => [id, label]),
    ).toEqual([
      [2, "Yes"],
      [3, "No"],
    ]);
    expect(fake.refusals).toEqual([]);
  });

  test("defers, edits to Components V2 and follows up, seen by one person", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        components: [{ type: 10, content: "Laid out" }],
        flags: MessageFlags.IsComponentsV2,
      });
      await interaction.followUp({ content: "And more", flags: MessageFlags.Ephemeral });
    });
    await fake.slash("certwise");
    const seen = await fake.until(() => fake.ephemerals().length === 2 && fake.ephemerals());
    expect(seen[0]?.components[0]?.content).toBe("Laid out");
    expect(fake.messages()).toEqual([]);
    await expect(fake.click(seen[0]!, "Yes", { user: fake.addPerson("ben") })).rejects.toThrow(
      "does not see it",
    );
  });

  test("updates the message of a button, and hears nothing of what is disabled or not there", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: "Ready?", components: [ROW] });
      if (interaction.isButton())
        await interaction.update({
          content: `You pressed ${interaction.customId}`,
          components: [],
        });
    });
    await fake.answered(await fake.slash("certwise"));
    const [message] = fake.messages();
    await expect(fake.click(message!, "No")).rejects.toThrow('Cannot use "No": it is disabled');
    await fake.answered(await fake.click(message!, "Yes"));
    expect(fake.messages()[0]?.content).toBe("You pressed yes");
    await expect(fake.click(message!, "Yes")).rejects.toThrow("the message shows nothing to use");
    await fake.answered(await fake.click(message!, "Yes", { asShown: true }));
  });

  test("opens a modal, whose answers are checked before they are sent", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(MODAL);
      if (interaction.isModalSubmit()) {
        const { fields } = interaction;
        await interaction.reply(
          `${fields.getTextInputValue("reason")} ${fields.getRadioGroup("payer")}`,
        );
      }
    });
    await expect(fake.submitModal({})).rejects.toThrow("has none open");
    await fake.answered(await fake.slash("certwise"));
    expect(fake.modals()[0]?.title).toBe("Say why");
    await expect(fake.submitModal({ Reason: "no", payer: "me" })).rejects.toThrow("at least 3");
    await expect(fake.submitModal({ Reason: "useful" })).rejects.toThrow(
      'Cannot send "Who pays": an answer is required',
    );
    await expect(fake.submitModal({ Reason: "useful", payer: "nobody" })).rejects.toThrow(
      "is not offered",
    );
    await fake.answered(await fake.submitModal({ Reason: "useful", "Who pays": "Employer" }));
    expect(fake.messages()[0]?.content).toBe("useful employer");
    expect(fake.modals()).toEqual([]);
  });

  test("suggests while somebody types", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: "x" }]);
    });
    const typed = await fake.answered(
      await fake.autocomplete("certwise", { topic: "aif" }, "topic"),
    );
    expect(typed.choices).toEqual([{ name: "aif!", value: "x" }]);
  });

  test("reads direct messages and mentions, but not what else is said", async () => {
    await login();
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot) heard.push(message.content);
      if (message.channel.isDMBased() && !message.author.bot) {
        message.channel.send("Hello back").catch((error: unknown) => {
          failure = error;
        });
      }
    });
    fake.dm("hi");
    fake.mention("help");
    fake.say("a secret");
    await fake.until(() => fake.dms().length === 2);
    expect(heard).toEqual(["hi", `<@${fake.applicationId}> help`, ""]);
    expect(fake.dms().map(({ content }) => content)).toEqual(["hi", "Hello back"]);
  });

  test("resumes after a dropped line and gets what it missed", async () => {
    await login();
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      heard.push(message.content);
      fake.world.changed();
    });
    fake.gateway.close();
    await fake.until(() => fake.gateway.connected() === 0);
    fake.dm("while you were away");
    await fake.until(() => heard.length === 1, 8000);
    expect(heard).toEqual(["while you were away"]);
    expect(fake.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 });
    fake.gateway.reconnect();
    await fake.until(() => fake.gateway.counts.resumes === 2, 8000);
  });

  test("is turned away with a wrong token or a privileged intent", async () => {
    client.options.rest!.api = fake.apiUrl;
    await expect(client.login("not.the.token")).rejects.toThrow();
    const nosy = new Client({
      intents: [GatewayIntentBits.MessageContent],
      rest: { api: fake.apiUrl },
    });
    const turned = new Promise((resolve) => {
      nosy.on(Events.ShardDisconnect, ({ code }) => resolve(code));
    });
    nosy.on("error", () => undefined);
    nosy.login(fake.token).catch(() => undefined);
    expect(await turned).toBe(4014);
    await nosy.destroy();
  });
});

describe("the fake refuses", () => {
  const refusal = async (): Promise<unknown> => {
    await fake.until(() => failure !== undefined);
    return failure;
  };

  test("an acknowledgement after three seconds (10062) and a second one (40060)", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      if (interaction.options.getString("topic") === "late") fake.advance(3001);
      else await interaction.deferReply();
      await client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 5 },
        auth: false,
      });
    });
    await fake.slash("certwise", { topic: "late" });
    expect(await refusal()).toMatchObject({ code: 10062, status: 404 });
    failure = undefined;
    await fake.slash("certwise");
    expect(await refusal()).toMatchObject({ code: 40060, status: 400 });
  });

  test("a token after fifteen minutes (50027) and before the first answer (10015)", async () => {
    await login();
    onInteraction(async (interaction) => {
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
    expect(await refusal()).toMatchObject({ code: 10015 });
    failure = undefined;
    await fake.slash("certwise");
    expect(await refusal()).toMatchObject({ code: 50027, status: 401 });
  });

  test("what breaks a rule, with the tree of errors that discord.js prints (50035)", async () => {
    await login();
    onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({
        content: "x",
        components: [
          { type: 1, components: [{ type: 2, style: 1, label: "a".repeat(81), custom_id: "a" }] },
        ],
      });
    });
    await fake.slash("certwise");
    const error = await refusal();
    expect(error).toMatchObject({ code: 50035, status: 400 });
    expect(String(error)).toContain("data.components[0].components[0].label[BASE_TYPE_BAD_LENGTH]");
    expect(fake.refusals.at(-1)?.faults).toHaveLength(1);
    expect(fake.messages()).toEqual([]);
  });

  test("a sixth followup where only the user installed the app (40094)", async () => {
    await login();
    await client.rest.post(`/applications/${fake.applicationId}/commands`, {
      body: { ...SLASH, integration_types: [0, 1], contexts: [0, 1, 2] },
    });
    onInteraction(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply("First");
      for (let nth = 1; nth <= 6; nth += 1) await interaction.followUp(`Followup ${nth}`);
    });
    await fake.slash("certwise", {}, { channel: fake.addChannel({ isForeign: true }) });
    expect(await refusal()).toMatchObject({ code: 40094 });
  });

  test("what the bot may not see, write, find or send", async () => {
    await login();
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
    await login();
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
    await login();
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
      headers: { authorization: "Bot wrong" },
    });
    expect(answer.status).toBe(401);
  });

  test("a file that was not sent, and takes the one that was", async () => {
    await login();
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
