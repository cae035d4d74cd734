import { isDeepStrictEqual } from "node:util";
import { DiscordAPIError } from "@discordjs/rest";
import type { REST } from "@discordjs/rest";
import { Routes } from "discord-api-types/v10";
import { z } from "zod";
import { say } from "../../src/engine/reply.ts";
import type { LoadedDialog } from "../../src/dialogs.ts";
import { createClient } from "./rest.ts";
import { snowflake } from "./snowflake.ts";

/** https://docs.discord.com/developers/reference#locales, by the language each is written in. */
const LOCALES: Readonly<Record<string, readonly string[]>> = {
  en: ["en-US", "en-GB"],
  es: ["es-ES", "es-419"],
  pt: ["pt-BR"],
  sv: ["sv-SE"],
  zh: ["zh-CN"],
};
const PLAIN_LOCALES = new Set(
  "id da de fr hr it lt hu nl no pl ro fi vi tr cs el bg ru uk hi th ja ko".split(" "),
);
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const COMMAND_NAME = /^[-_\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const TYPES = { subcommand: 1, text: 3, message: 3 } as const;
const SUBCOMMANDS = [
  "check",
  "resume",
  "history",
  "round",
  "budget",
  "settings",
  "forget",
  "help",
] as const;

/** A command as Discord takes it. */
export interface CommandJson {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The commands, in every language the dialog is written in. */
export function toCommands(
  dialog: LoadedDialog,
  where: "global" | "guild",
): readonly CommandJson[] {
  const translate = createTranslations(dialog);
  // In a server of one's own and wherever a person brings the app along; a command of one server cannot say so.
  const places = where === "global" ? { integration_types: [0, 1], contexts: [0, 1, 2] } : {};
  const certification = {
    type: TYPES.text,
    ...translate.option("certification"),
    required: false,
    autocomplete: true,
    max_length: 200,
  };
  const options = SUBCOMMANDS.map((name) => ({
    type: TYPES.subcommand,
    ...translate.option(name),
    ...(name === "check" ? { options: [certification] } : {}),
  }));
  return [
    { type: 1, name: "certwise", ...translate.description("certwise"), options, ...places },
    { type: TYPES.message, ...translate.menu("about"), ...places },
  ];
}

/** How commands are registered. */
export interface RegisterOptions {
  readonly token: string;
  readonly applicationId: string;
  readonly dialog: LoadedDialog;
  /** Only says what would change. */
  readonly dryRun: boolean;
  /** For this server only: shown at once, for trying out. Absent: for everybody. */
  readonly guild?: string;
  /** Discord's API without the version; default Discord's own. */
  readonly apiUrl?: string;
}

/** What registering changed, or would change, by the names of the commands. */
export interface Registration {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  /** The servers where commands of these names were registered too, for trying out, and were shown twice. */
  readonly removedFrom: readonly { readonly guild: string; readonly names: readonly string[] }[];
}

/**
 * Brings the registered commands up to date. Nothing is sent where nothing changed. Registered for everybody, they are
 * removed from the first 200 servers that have them for themselves; other commands there stay.
 *
 * @throws {RangeError} when a server is named and the commands are registered for everybody: people there would see
 *   each command twice (discord-api-docs#3885)
 */
export async function registerDiscordCommands(options: RegisterOptions): Promise<Registration> {
  const { token, applicationId, dialog, dryRun, guild, apiUrl } = options;
  const rest = createClient(token, apiUrl);
  const everywhere = Routes.applicationCommands(applicationId);
  const read = (route: `/${string}`) => readCommands(rest, route);
  const wanted = toCommands(dialog, guild === undefined ? "global" : "guild");
  if (guild !== undefined) {
    const global = await read(everywhere);
    const twice = wanted.filter(({ name }) => global.some((command) => command.name === name));
    if (twice.length > 0)
      throw new RangeError(
        `Could not register for one server: "${twice.map(({ name }) => name).join('", "')}" is registered for everybody, and would be shown twice`,
      );
  }
  const route =
    guild === undefined ? everywhere : Routes.applicationGuildCommands(applicationId, guild);
  const registered = await read(route);
  const result = compare(wanted, registered);
  const { added, changed, removed } = result;
  // Everything is read before anything is written: what fails half-way leaves things as they were.
  const doubles = guild === undefined ? await findDoubles(rest, applicationId, wanted) : [];
  if (!dryRun) {
    if (added.length + changed.length + removed.length > 0) await rest.put(route, { body: wanted });
    for (const { id, guild: where } of doubles)
      await rest.delete(Routes.applicationGuildCommand(applicationId, where, id));
  }
  const removedFrom = [...Map.groupBy(doubles, ({ guild: where }) => where)].map(
    ([where, commands]) => ({ guild: where, names: commands.map(({ name }) => name) }),
  );
  return { ...result, removedFrom };
}

async function readCommands(rest: REST, route: `/${string}`): Promise<readonly Registered[]> {
  const query = new URLSearchParams({ with_localizations: "true" });
  return z.array(registeredSchema).parse(await rest.get(route, { query }));
}

/** A command that one server has for itself. */
interface Double {
  readonly guild: string;
  readonly id: string;
  readonly name: string;
}

/**
 * The commands of the same names that servers have for themselves. Discord gives the bot's first 200 servers, which is
 * enough: commands are tried out on few. https://docs.discord.com/developers/resources/user#get-current-user-guilds
 */
async function findDoubles(
  rest: REST,
  applicationId: string,
  wanted: readonly CommandJson[],
): Promise<readonly Double[]> {
  const doubles: Double[] = [];
  for (const { id: guild } of guildsSchema.parse(await rest.get(Routes.userGuilds()))) {
    const route = Routes.applicationGuildCommands(applicationId, guild);
    const own = await readCommands(rest, route).catch((error: unknown) => {
      // Whoever invited the bot without its commands has none to be removed.
      if (error instanceof DiscordAPIError) return [];
      throw error;
    });
    const known = own.filter((command) => wanted.some((one) => isSame(one, command)));
    doubles.push(...known.map(({ id, name }) => ({ guild, id, name })));
  }
  return doubles;
}

const guildsSchema = z.array(z.object({ id: snowflake }));
const registeredSchema = z.looseObject({
  id: snowflake,
  name: z.string(),
  type: z.int().default(1),
});
type Registered = z.infer<typeof registeredSchema>;

function isSame(one: CommandJson, other: CommandJson): boolean {
  return one.name === other.name && one["type"] === other["type"];
}

function compare(
  wanted: readonly CommandJson[],
  registered: readonly Registered[],
): Omit<Registration, "removedFrom"> {
  const pairs = wanted.map((command) => ({
    command,
    known: registered.find((other) => isSame(command, other)),
  }));
  const isUnchanged = ({ command, known }: (typeof pairs)[number]) =>
    known !== undefined && isDeepStrictEqual(essence(command, command), essence(known, command));
  const names = (list: readonly { readonly command: CommandJson }[]) =>
    list.map(({ command }) => command.name);
  return {
    added: names(pairs.filter(({ known }) => !known)),
    changed: names(pairs.filter((pair) => pair.known && !isUnchanged(pair))),
    unchanged: names(pairs.filter(isUnchanged)),
    removed: registered
      .filter((known) => !wanted.some((command) => isSame(command, known)))
      .map(({ name }) => name),
  };
}

/**
 * What counts in a comparison: Discord adds ids and defaults, leaves out `false` and empty translations, and sorts as
 * it likes. A place a command was never asked to say where it is shown is not looked at.
 */
function essence(command: CommandJson, wanted: CommandJson): unknown {
  const fields = new Set([...Object.keys(wanted), ...COMPARED]);
  return essentials(
    Object.fromEntries(Object.entries(command).filter(([field]) => fields.has(field))),
  );
}

const COMPARED = ["name_localizations", "description_localizations", "options"] as const;

function essentials(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value.map(essentials);
    // Lists of numbers, such as the places of a command, have no order.
    return items.every((item) => typeof item === "number")
      ? items.toSorted((a, b) => a - b)
      : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value)
    .map(([field, inner]: [string, unknown]) => [field, essentials(inner)] as const)
    .filter(([, inner]) => !isNothing(inner))
    .toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(kept);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

interface Translations {
  description(name: string): object;
  option(name: string): object;
  menu(name: string): { readonly name: string };
}

/** Texts of commands: English is the name Discord knows, the other languages stand beside it. */
function createTranslations(dialog: LoadedDialog): Translations {
  const others = dialog.locales.filter((locale) => locale !== "en");
  const read = (locale: string, name: string) => {
    const key = `discord.command.${name}`;
    const text = dialog.in(locale).speaker.say(say(key));
    return text === key ? undefined : text;
  };
  const inOthers = (name: string, isFit: (text: string) => boolean) =>
    Object.fromEntries(
      others.flatMap((locale) => {
        const text = read(locale, name);
        if (text === undefined || !isFit(text)) return [];
        return discordLocales(locale).map((known) => [known, text]);
      }),
    );
  const describe = (name: string) => ({
    description: read("en", name) ?? name,
    description_localizations: inOthers(name, isDescription),
  });
  return {
    description: describe,
    // Options are read by their English names, so those are not the translator's to change.
    option: (name) => ({
      name,
      name_localizations: inOthers(`${name}.name`, isName),
      ...describe(`${name}.description`),
    }),
    menu: (name) => ({
      name: read("en", name) ?? name,
      name_localizations: inOthers(name, isMenuName),
    }),
  };
}

function isDescription(text: string): boolean {
  return text.length >= 1 && text.length <= 100;
}

function isMenuName(text: string): boolean {
  return text.length >= 1 && text.length <= 32;
}

function isName(text: string): boolean {
  return COMMAND_NAME.test(text) && text === text.toLowerCase();
}

function discordLocales(locale: string): readonly string[] {
  const known = LOCALES[locale];
  if (known) return known;
  if (PLAIN_LOCALES.has(locale)) return [locale];
  return Object.values(LOCALES).flat().includes(locale) ? [locale] : [];
}
