import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";
import type { APIModalInteractionResponseCallbackData } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startBareBot } from "./bare-bot.ts";
import type { BareBot } from "./bare-bot.ts";
import type { FakeDiscord } from "./fake-discord.ts";

const ROW = {
  type: 1,
  components: [
    { type: 2, style: 1, label: "Yes", custom_id: "yes" },
    { type: 2, style: 2, label: "No", custom_id: "no", disabled: true },
  ],
} as const;
const MODAL: APIModalInteractionResponseCallbackData = {
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
};

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

/** A request like any other; the fake refuses it, because it does not say what it is. */
function ask(path = "x", signal = AbortSignal.timeout(60_000)): Promise<Response> {
  return fetch(`${fake.apiUrl}/v10/${path}`, { signal });
}

describe("a disturbed request", () => {
  test("finds the line closed where the fake hangs up", async () => {
    fake.disturb({ kind: "hang up" });
    await expect(ask()).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } });
    expect((await ask()).status).toBe(403);
  });

  test("waits as long as it likes where the fake is silent", async () => {
    fake.disturb({ kind: "silence", path: /x$/u });
    const patience = new AbortController();
    const asked = ask("x", patience.signal).then(
      () => "answered",
      ({ name }: Error) => name,
    );
    for (const status of [403, 403]) expect((await ask("y")).status).toBe(status);
    patience.abort();
    expect(await asked).toBe("AbortError");
    expect(fake.calls.map(({ path }) => path)).toEqual(["/y", "/y"]);
  });

  test("gets a page where JSON was due", async () => {
    fake.disturb({ kind: "html" });
    fake.disturb({ kind: "html", status: 403 });
    for (const status of [502, 403]) {
      const answer = await ask();
      expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "text/html"]);
      expect(await answer.text()).toMatch(/^<!DOCTYPE html>/u);
    }
  });
});

describe("a discord.js client", () => {
  test("answers a slash command with a message everybody sees", async () => {
    await bot.login();
    bot.onInteraction(async (interaction) => {
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
    await bot.login();
    bot.onInteraction(async (interaction) => {
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
    await bot.login();
    bot.onInteraction(async (interaction) => {
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
    await bot.login();
    bot.onInteraction(async (interaction) => {
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
    await bot.login();
    bot.onInteraction(async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: "x" }]);
    });
    const typed = await fake.answered(
      await fake.autocomplete("certwise", { topic: "aif" }, "topic"),
    );
    expect(typed.choices).toEqual([{ name: "aif!", value: "x" }]);
  });

  test("reads direct messages and mentions, but not what else is said", async () => {
    await bot.login();
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot) heard.push(message.content);
      if (message.channel.isDMBased() && !message.author.bot) {
        message.channel.send("Hello back").catch((error: unknown) => bot.fail(error));
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
    await bot.login();
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      heard.push(message.content);
      fake.world.changed();
    });
    fake.gateway.close();
    await fake.until(() => fake.gateway.connected() === 0);
    fake.dm("while you were away");
    await fake.until(() => heard.length === 1);
    expect(heard).toEqual(["while you were away"]);
    expect(fake.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 });
    fake.gateway.reconnect();
    await fake.until(() => fake.gateway.counts.resumes === 2);
  });

  test("is turned away with a wrong token or a privileged intent", async () => {
    await expect(client.login("not.the.token")).rejects.toThrow("An invalid token was provided.");
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
