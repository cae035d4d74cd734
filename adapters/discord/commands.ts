import { isDeepStrictEqual } from "node:util";
import { DiscordAPIError, Routes } from "discord.js";
import type { REST } from "discord.js";
import { z } from "zod";
import type { LoadedDialog } from "../../src/dialogs.ts";
import { createTranslations, withoutDoubles } from "./command-texts.ts";
import { createClient } from "./rest.ts";
import { snowflake } from "./snowflake.ts";

const TYPES = { subcommand: 1, text: 3, message: 3 } as const;
const SUBCOMMANDS = [
  "check",
  "about",
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
  const subcommands = SUBCOMMANDS.map((name) => ({
    type: TYPES.subcommand,
    ...translate.option(name),
    ...(name === "check" ? { options: [certification] } : {}),
    ...(name === "about" ? { options: [{ ...certification, required: true }] } : {}),
  }));
  const options = withoutDoubles(subcommands);
  return [
    { type: 1, name: "certwise", ...translate.description("certwise"), options, ...places },
    { type: TYPES.message, ...translate.menu("message"), ...places },
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
