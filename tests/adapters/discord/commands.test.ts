import { afterEach, beforeEach, expect, test } from "vitest";
import { registerDiscordCommands, toCommands } from "../../../adapters/discord/commands.ts";
import type { RegisterOptions } from "../../../adapters/discord/commands.ts";
import type { LoadedDialog } from "../../../src/dialogs.ts";
import { startFakeDiscord } from "../../discord/fake-discord.ts";
import type { Text } from "../../../src/engine/reply.ts";
import type { FakeDiscord } from "../../discord/fake-discord.ts";
import { isFields, itemsOf } from "../../discord/faults.ts";
import { commandFaults } from "../../discord/payload-rules.ts";
import { dialog } from "./certwise.ts";

const NAMES = ["certwise", "Is this course worth it?"];
let fake: FakeDiscord;

beforeEach(async () => {
  fake = await startFakeDiscord();
});

afterEach(async () => {
  await fake.stop();
  if (fake.refusals.length > 0) throw new Error(JSON.stringify(fake.refusals));
});

function register(changes: Partial<RegisterOptions> = {}) {
  return registerDiscordCommands({
    token: fake.token,
    applicationId: fake.applicationId,
    apiUrl: fake.apiUrl,
    dialog,
    dryRun: false,
    ...changes,
  });
}

const writes = () => fake.calls.filter(({ method }) => method !== "GET").length;

test("registering once sends the commands, registering again sends nothing", async () => {
  expect(await register({ dryRun: true })).toMatchObject({ added: NAMES });
  expect(writes()).toBe(0);
  expect(await register()).toMatchObject({ added: NAMES, changed: [], removed: [] });
  expect(await register()).toEqual({ added: [], changed: [], removed: [], unchanged: NAMES });
  expect(writes()).toBe(1);
  expect(fake.commands()[0]).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
});

test("what changed is replaced, what is no longer wanted is removed", async () => {
  await register();
  const [first] = fake.world.commands;
  fake.world.commands = [
    { ...first!, json: { ...first!.json, description: "Old" } },
    { id: "9", json: { id: "9", name: "old", type: 1, description: "Old" } },
  ];
  expect(await register()).toEqual({
    added: ["Is this course worth it?"],
    changed: ["certwise"],
    removed: ["old"],
    unchanged: [],
  });
  expect(fake.commands().map(({ name }) => name)).toEqual(NAMES);
});

test("one server can try the commands, unless everybody has them already", async () => {
  expect(await register({ guild: fake.guild.id })).toMatchObject({ added: NAMES });
  expect(await register({ guild: fake.guild.id })).toMatchObject({ unchanged: NAMES });
  expect(fake.commands(fake.guild)).toHaveLength(2);
  fake.world.commands = [];
  await register();
  await expect(register({ guild: fake.guild.id })).rejects.toThrow("would be shown twice");
});

test("more languages are carried along, and what Discord would refuse is left out", () => {
  const texts: Record<string, string> = {
    "discord.command.certwise": "Ehrlicher Rat",
    "discord.command.about": "Lohnt sich dieser Kurs?",
    "discord.command.check.name": "Nicht Erlaubt",
    "discord.command.help.name": "hilfe",
    "discord.command.help.description": "Wie es geht",
  };
  const german: LoadedDialog = {
    ...dialog,
    locales: ["de", "en", "xx"],
    in: (locale) => {
      const { dialog: same, speaker } = dialog.in(locale);
      const say =
        locale === "en"
          ? (text: Text) => speaker.say(text)
          : ({ text }: { text: string }) => texts[text] ?? text;
      return { dialog: same, speaker: { ...speaker, say } };
    },
  };
  const commands = toCommands(german, "global");
  for (const command of commands) expect(commandFaults(command, { guild: false })).toEqual([]);
  expect(commands[0]).toMatchObject({ description_localizations: { de: "Ehrlicher Rat" } });
  expect(commands[1]).toMatchObject({ name_localizations: { de: "Lohnt sich dieser Kurs?" } });
  const options = itemsOf(commands[0]?.["options"]).filter(isFields);
  expect(options.map((option) => [option["name"], option["name_localizations"]])).toEqual([
    ["check", {}],
    ["resume", {}],
    ["history", {}],
    ["round", {}],
    ["budget", {}],
    ["settings", {}],
    ["forget", {}],
    ["help", { de: "hilfe" }],
  ]);
});
