import { MessageFlags } from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SLASH, startBareBot } from "./bare-bot.ts";
import type { BareBot } from "./bare-bot.ts";
import type { FakeDiscord } from "./fake-discord.ts";

const SELECT = {
  type: 3,
  custom_id: "goal",
  placeholder: "Your goal",
  options: [
    { label: "A promotion", value: "promotion" },
    { label: "A new role", value: "role" },
  ],
} as const;

let bot: BareBot;
let fake: FakeDiscord;

beforeEach(async () => {
  bot = await startBareBot();
  ({ fake } = bot);
  await bot.login();
});

afterEach(async () => {
  await bot.stop();
});

async function register(extra: object): Promise<void> {
  await bot.client.rest.post(`/applications/${fake.applicationId}/commands`, {
    body: { ...SLASH, ...extra },
  });
}

test("select() picks what is offered, as often as it may be picked", async () => {
  bot.onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: "Pick", components: [{ type: 1, components: [SELECT] }] });
    if (interaction.isStringSelectMenu())
      await interaction.update({ content: interaction.values.join(), components: [] });
  });
  await fake.answered(await fake.slash("certwise"));
  const [message] = fake.messages();
  await expect(fake.select(message!, ["money"])).rejects.toThrow(
    'offered are "A promotion", "A new role"',
  );
  await expect(fake.select(message!, ["promotion", "role"])).rejects.toThrow("between 1 and 1");
  await fake.answered(await fake.select(message!, ["A new role"]));
  expect(fake.messages()[0]?.content).toBe("role");
});

test("slash() refuses what the menu does not show", async () => {
  await register({ contexts: [0], default_member_permissions: "1" });
  await expect(fake.slash("unknown")).rejects.toThrow('the registered ones are "certwise"');
  await expect(fake.slash("certwise", { price: 5 })).rejects.toThrow(
    'Cannot fill in the option "price"',
  );
  await expect(
    fake.slash("certwise", {}, { user: fake.addPerson("ben", { permissions: "0" }) }),
  ).rejects.toThrow("it needs permissions 1");
  await expect(fake.slash("certwise", {}, { channel: fake.dmOf(fake.ana) })).rejects.toThrow(
    "it is not shown in context 1",
  );
  await expect(
    fake.slash("certwise", {}, { channel: fake.addChannel({ isForeign: true }) }),
  ).rejects.toThrow("it is not shown in context 2");
});

test("messageCommand() hands over the message with its content", async () => {
  const name = "Is this course worth it?";
  await bot.client.rest.post(`/applications/${fake.applicationId}/commands`, {
    body: { type: 3, name },
  });
  bot.onInteraction(async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(interaction.targetMessage.content);
  });
  await fake.answered(await fake.messageCommand(name, fake.say("A course for 1,200 USD")));
  expect(fake.messages().at(-1)?.content).toBe("A course for 1,200 USD");
});

test("a user-installed app answers ephemerally where external apps are not allowed", async () => {
  await register({ integration_types: [0, 1], contexts: [0, 1, 2] });
  bot.onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply("For all?");
  });
  const guild = fake.addGuild("Elsewhere", { installed: false });
  const channel = fake.addChannel({ guildId: guild.id });
  await fake.answered(await fake.slash("certwise", {}, { channel, externalApps: false }));
  expect(fake.messages(channel)).toEqual([]);
  expect(fake.ephemerals().map(({ content }) => content)).toEqual(["For all?"]);
  await fake.answered(await fake.slash("certwise", {}, { channel }));
  expect(fake.messages(channel)).toHaveLength(1);
});

test("the first followup of a deferred reply takes its place and its audience", async () => {
  bot.onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.followUp({ content: "Meant for one", flags: MessageFlags.Ephemeral });
  });
  await fake.slash("certwise");
  await fake.until(() => fake.messages()[0]?.content === "Meant for one");
  expect(fake.ephemerals()).toEqual([]);
});

test("an ephemeral message is out of reach for the bot's own token", async () => {
  bot.onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: "Only you", flags: MessageFlags.Ephemeral });
  });
  await fake.answered(await fake.slash("certwise"));
  const path = `/channels/${fake.channel.id}/messages/${fake.ephemerals()[0]!.id}` as const;
  const body = { content: "x", allowed_mentions: { parse: [] } };
  await expect(bot.client.rest.patch(path, { body })).rejects.toMatchObject({ code: 10008 });
});
