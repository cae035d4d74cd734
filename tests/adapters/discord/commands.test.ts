import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerDiscordCommands, toCommands } from "../../../adapters/discord/commands.ts";
import type { RegisterOptions } from "../../../adapters/discord/commands.ts";
import type { LoadedDialog } from "../../../src/dialogs.ts";
import { startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { Text } from "../../../src/engine/reply.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { isFields, itemsOf } from "../../fakes/discord/faults.ts";
import { commandFaults } from "../../fakes/discord/payload-rules.ts";
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

const own = () => fake.commands(fake.guild).map(({ name }) => name);
const writes = () => fake.calls.filter(({ method }) => method !== "GET").length;

test("registering once sends the commands, registering again sends nothing", async () => {
  expect(await register({ dryRun: true })).toMatchObject({ added: NAMES });
  expect(writes()).toBe(0);
  expect(await register()).toMatchObject({ added: NAMES, changed: [], removed: [] });
  const nothing = { added: [], changed: [], removed: [], removedFrom: [] };
  expect(await register()).toEqual({ ...nothing, unchanged: NAMES });
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
    removedFrom: [],
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

describe("registering for everybody after trying out", () => {
  const OTHER = { name: "other", type: 1, description: "Stays" };
  /** Of the same name, but in another place: on people, not on messages. */
  const NAMESAKE = { name: "Is this course worth it?", type: 2 };

  async function tryOut(): Promise<void> {
    await register({ guild: fake.guild.id });
    const there = [OTHER, NAMESAKE].map((json, at) => {
      const id = String(700 + at);
      return { id, guildId: fake.guild.id, json: { ...json, id } };
    });
    fake.world.commands = [...fake.world.commands, ...there];
  }

  test("removes what the server has twice, and nothing else there", async () => {
    await tryOut();
    fake.addGuild("Beside");
    const removedFrom = [{ guild: fake.guild.id, names: NAMES }];
    expect(await register()).toMatchObject({ added: NAMES, removedFrom });
    expect(fake.commands().map(({ name }) => name)).toEqual(NAMES);
    expect(own()).toEqual([OTHER.name, NAMESAKE.name]);
    expect(await register()).toMatchObject({ unchanged: NAMES, removedFrom: [] });
  });

  test("removes it also where the commands for everybody are up to date", async () => {
    await tryOut();
    const tried = fake.world.commands;
    fake.world.commands = [];
    await register();
    fake.world.commands = [...fake.world.commands, ...tried];
    const before = writes();
    expect(await register()).toMatchObject({ unchanged: NAMES, removedFrom: [{ names: NAMES }] });
    expect(own()).toEqual([OTHER.name, NAMESAKE.name]);
    expect(writes() - before).toBe(2);
  });

  test("only says so in a dry run", async () => {
    await tryOut();
    const before = writes();
    const removedFrom = [{ guild: fake.guild.id, names: NAMES }];
    expect(await register({ dryRun: true })).toMatchObject({ added: NAMES, removedFrom });
    expect(writes()).toBe(before);
    expect(own()).toHaveLength(4);
  });

  test("leaves out a server whose commands it may not read, and looks at the next", async () => {
    const closed = fake.addGuild("Without commands");
    const next = fake.addGuild("Next");
    for (const { id } of [fake.guild, closed, next]) await register({ guild: id });
    const path = new RegExp(`/guilds/${closed.id}/commands`, "u");
    fake.disturb({ path, kind: 403, code: 50_001 });
    const { removedFrom } = await register();
    expect(removedFrom.map(({ guild }) => guild)).toEqual([fake.guild.id, next.id]);
    expect(fake.refusals.splice(0).map(({ code }) => code)).toEqual([50_001]);
    expect(fake.commands(closed)).toHaveLength(2);
  });

  test("changes nothing when the servers cannot be asked", async () => {
    await tryOut();
    const before = writes();
    fake.disturb({ path: /@me\/guilds/u, kind: 403, code: 50_001 });
    await expect(register()).rejects.toThrow("Forbidden");
    expect(writes()).toBe(before);
    expect(fake.refusals.splice(0)).toHaveLength(1);
  });
});

/** The dialog with these texts in German, and in a language that Discord lacks. */
function inGerman(texts: Readonly<Record<string, string>>): LoadedDialog {
  return {
    ...dialog,
    locales: ["de", "en", "xx"],
    in: (locale) => {
      const { dialog: same, speaker, asks } = dialog.in(locale);
      const say =
        locale === "en"
          ? (text: Text) => speaker.say(text)
          : ({ text }: { text: string }) => texts[text] ?? text;
      return { dialog: same, asks, speaker: { ...speaker, say } };
    },
  };
}

/** The names of the subcommands in other languages, where they have any, of commands that Discord takes. */
function namesIn(loaded: LoadedDialog): Readonly<Record<string, unknown>> {
  const commands = toCommands(loaded, "global");
  for (const command of commands) expect(commandFaults(command, { guild: false })).toEqual([]);
  const options = itemsOf(commands[0]?.["options"]).filter(isFields);
  const names = options.map((option) => [option["name"], option["name_localizations"]] as const);
  return Object.fromEntries(names.filter(([, texts]) => JSON.stringify(texts) !== "{}"));
}

test("more languages are carried along, and what Discord would refuse is left out", () => {
  const german = inGerman({
    "discord.command.certwise": "Ehrlicher Rat",
    "discord.command.message": "Lohnt sich dieser Kurs?",
    "discord.command.check.name": "Nicht Erlaubt",
    "discord.command.resume.name": "weiter-geht's",
    "discord.command.help.name": "hilfe",
    "discord.command.help.description": "Wie es geht",
  });
  const commands = toCommands(german, "global");
  expect(commands[0]).toMatchObject({ description_localizations: { de: "Ehrlicher Rat" } });
  expect(commands[1]).toMatchObject({ name_localizations: { de: "Lohnt sich dieser Kurs?" } });
  expect(namesIn(german)).toEqual({ resume: { de: "weiter-geht's" }, help: { de: "hilfe" } });
});

test("two subcommands that a language calls alike keep their English names in it", () => {
  const german = inGerman({
    "discord.command.check.name": "rat",
    "discord.command.help.name": "rat",
    // Those two, and what another is called in English.
    "discord.command.resume.name": "help",
    "discord.command.history.name": "settings",
    "discord.command.budget.name": "budget",
    "discord.command.forget.name": "vergessen",
  });
  expect(namesIn(german)).toEqual({ budget: { de: "budget" }, forget: { de: "vergessen" } });
});
