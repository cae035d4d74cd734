import type { Answer } from "./acknowledge.ts";
import { commandFaults } from "./command-rules.ts";
import { isFields, refuse, refuseFaults } from "./faults.ts";
import type { Fault, Fields, Refusal } from "./faults.ts";
import type { StoredCommand, World } from "./world.ts";

/** https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
const COMMANDS_MAX: { readonly [type: number]: number } = { 1: 100, 2: 15, 3: 15 };

/** A request under `/applications/:id/commands` or `/applications/:id/guilds/:guild/commands`. */
export interface CommandRequest {
  readonly method: string;
  readonly application: string;
  readonly guildId?: string;
  readonly commandId?: string;
  readonly body: unknown;
}

/** Answers the registration of commands: PUT replaces all, POST adds or replaces one of the same name. */
export function commandAnswer(world: World, request: CommandRequest): Answer | Refusal {
  const { method, guildId, commandId, body } = request;
  if (request.application !== world.bot.id)
    return refuse(403, 20012, "You are not authorized to perform this action on this application");
  if (guildId !== undefined && !world.guilds.get(guildId)?.installed)
    return refuse(403, 50001, "Missing Access");
  const here = world.commands.filter((command) => command.guildId === guildId);
  if (commandId !== undefined) return oneCommand(world, request, here);
  if (method === "GET") return { status: 200, body: here.map((command) => command.json) };
  if (method === "POST") return post(world, here, guildId, body);
  if (method === "PUT") return putAll(world, here, guildId, body);
  return refuse(405, 0, "405: Method Not Allowed");
}

function oneCommand(
  world: World,
  request: CommandRequest,
  here: readonly StoredCommand[],
): Answer | Refusal {
  const command = here.find(({ id }) => id === request.commandId);
  if (!command) return refuse(404, 10063, "Unknown application command");
  if (request.method === "GET") return { status: 200, body: command.json };
  if (request.method === "DELETE") {
    world.commands = world.commands.filter((other) => other !== command);
    return { status: 204 };
  }
  if (request.method !== "PATCH" || !isFields(request.body))
    return refuse(405, 0, "405: Method Not Allowed");
  const {
    id: _id,
    application_id: _app,
    version: _version,
    guild_id: _guild,
    ...before
  } = command.json;
  const merged = { ...before, ...request.body };
  const faults = commandFaults(merged, { guild: command.guildId !== undefined });
  if (faults.length > 0) return refuseFaults(faults);
  const changed = stored(world, merged, command.guildId, command.id);
  world.commands = world.commands.map((other) => (other === command ? changed : other));
  return { status: 200, body: changed.json };
}

function post(
  world: World,
  here: readonly StoredCommand[],
  guildId: string | undefined,
  body: unknown,
): Answer | Refusal {
  const faults = commandFaults(body, { guild: guildId !== undefined });
  if (faults.length > 0 || !isFields(body)) return refuseFaults(faults);
  const same = here.find((command) => isSame(command.json, body));
  const full = same ? undefined : countRefusal([...here.map((command) => command.json), body]);
  if (full) return full;
  const command = stored(world, body, guildId, same?.id);
  world.commands = [...world.commands.filter((other) => other !== same), command];
  return { status: same ? 200 : 201, body: command.json };
}

function putAll(
  world: World,
  here: readonly StoredCommand[],
  guildId: string | undefined,
  body: unknown,
): Answer | Refusal {
  if (!Array.isArray(body))
    return refuseFaults([
      { path: "", code: "LIST_TYPE_CONVERT", message: "Only lists may be used" },
    ]);
  const faults: Fault[] = [];
  const valid: Fields[] = [];
  body.forEach((command: unknown, index) => {
    for (const fault of commandFaults(command, { guild: guildId !== undefined })) {
      faults.push({ ...fault, path: fault.path === "" ? `${index}` : `${index}.${fault.path}` });
    }
    if (!isFields(command)) return;
    if (valid.some((other) => isSame(other, command))) {
      const code = "APPLICATION_COMMANDS_DUPLICATE_NAME";
      faults.push({ path: `${index}`, code, message: "Application command names must be unique" });
    }
    valid.push(command);
  });
  if (faults.length > 0) return refuseFaults(faults);
  const full = countRefusal(valid);
  if (full) return full;
  const replaced = valid.map((command) => {
    const same = here.find((other) => isSame(other.json, command));
    return stored(world, command, guildId, same?.id);
  });
  world.commands = [
    ...world.commands.filter((command) => command.guildId !== guildId),
    ...replaced,
  ];
  return { status: 200, body: replaced.map((command) => command.json) };
}

function countRefusal(commands: readonly Fields[]): Refusal | undefined {
  for (const [type, most] of Object.entries(COMMANDS_MAX)) {
    const count = commands.filter((command) => typeOf(command) === Number(type)).length;
    if (count > most)
      return refuse(400, 30032, `Maximum number of application commands reached (${most})`);
  }
  return undefined;
}

function isSame(one: Fields, other: Fields): boolean {
  return one["name"] === other["name"] && typeOf(one) === typeOf(other);
}

function typeOf(command: Fields): number {
  return Number(command["type"] ?? 1);
}

function stored(
  world: World,
  body: Fields,
  guildId: string | undefined,
  id = world.nextId(),
): StoredCommand {
  const json: Fields = {
    type: 1,
    description: "",
    nsfw: false,
    default_member_permissions: null,
    name_localizations: null,
    description_localizations: null,
    ...(guildId === undefined && { contexts: null, integration_types: [0], dm_permission: true }),
    ...body,
    id,
    application_id: world.bot.id,
    version: world.nextId(),
    ...(guildId !== undefined && { guild_id: guildId }),
  };
  return { id, json, ...(guildId !== undefined && { guildId }) };
}
