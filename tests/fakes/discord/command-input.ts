import { isFields, itemsOf, textOf } from "./faults.ts";
import type { Fields } from "./faults.ts";
import type { Channel, Person, StoredCommand, World } from "./world.ts";

/** What a person types into the options of a command. */
export type CommandOptions = { readonly [name: string]: string | number | boolean };

/** Where and by whom a command is looked for. */
export interface CommandUse {
  readonly person: Person;
  readonly channel: Channel;
  readonly install: "guild" | "user" | "both";
}

const ADMINISTRATOR = 8n;

/**
 * The command that a person finds in the menu of a place.
 *
 * @throws {RangeError} when it is not registered, not shown there or not allowed for this person
 */
export function findCommand(
  world: World,
  name: string,
  type: number,
  use: CommandUse,
): StoredCommand {
  const { person, channel, install } = use;
  const named = world.commands.filter(
    ({ json }) => json["name"] === name && Number(json["type"] ?? 1) === type,
  );
  const found =
    named.find(({ guildId }) => guildId !== undefined && guildId === channel.guildId) ??
    named.find(({ guildId }) => guildId === undefined);
  if (!found) {
    const known = world.commands.map(({ json }) => textOf(json["name"])).join(", ");
    throw new RangeError(`Cannot use the command "${name}": the registered ones are "${known}"`);
  }
  const context = channel.guildId !== undefined ? 0 : channel.isForeign ? 2 : 1;
  const contexts = found.json["contexts"];
  if (Array.isArray(contexts) && !contexts.includes(context))
    throw new RangeError(`Cannot use "${name}" here: it is not shown in context ${context}`);
  const types = itemsOf(found.json["integration_types"]);
  const isInstalled =
    found.guildId !== undefined ||
    types.includes(install === "user" ? 1 : 0) ||
    (install === "both" && types.includes(1));
  if (!isInstalled)
    throw new RangeError(`Cannot use "${name}" here: it does not support the ${install} install`);
  const needed = textOf(found.json["default_member_permissions"]);
  const own = BigInt(person.permissions);
  const isAdmin = (own & ADMINISTRATOR) !== 0n;
  if (
    channel.guildId !== undefined &&
    needed !== "" &&
    !isAdmin &&
    (needed === "0" || (own & BigInt(needed)) !== BigInt(needed))
  ) {
    throw new RangeError(`Cannot use "${name}": it needs permissions ${needed}`);
  }
  return found;
}

/**
 * The `options` of the interaction: the subcommand path and the typed values.
 *
 * @param focused - the option being typed, for autocomplete; then required options may still be missing
 * @throws {RangeError} when the client would not send it: unknown, missing, not a choice, out of range
 */
export function commandOptions(
  command: Fields,
  path: readonly string[],
  values: CommandOptions,
  focused?: string,
): Fields[] {
  const [next, ...rest] = path;
  const options = itemsOf(command["options"]).filter(isFields);
  const nested = options.filter((option) => Number(option["type"]) <= 2);
  if (next !== undefined || nested.length > 0) {
    const child = nested.find((option) => option["name"] === next);
    if (!child) {
      const known = nested.map((option) => textOf(option["name"])).join(", ");
      throw new RangeError(`Cannot use the subcommand "${next ?? ""}": there are "${known}"`);
    }
    return [
      { type: child["type"], name: next, options: commandOptions(child, rest, values, focused) },
    ];
  }
  for (const name of Object.keys(values)) {
    if (!options.some((option) => option["name"] === name))
      throw new RangeError(`Cannot fill in the option "${name}": the command has none`);
  }
  return options.flatMap((option) => {
    const name = textOf(option["name"]);
    const value = values[name];
    if (value === undefined) {
      if (option["required"] === true && focused === undefined)
        throw new RangeError(`Cannot send the command: "${name}" is required`);
      return [];
    }
    if (name !== focused) checkValue(name, option, value);
    return [{ type: option["type"], name, value, ...(name === focused && { focused: true }) }];
  });
}

function checkValue(name: string, option: Fields, value: string | number | boolean): void {
  const fail = (why: string): never => {
    throw new RangeError(`Cannot send "${name}": ${why}`);
  };
  const type = Number(option["type"]);
  const isText = [3, 6, 7, 8, 9, 11].includes(type);
  if (isText !== (typeof value === "string") || (type === 5) !== (typeof value === "boolean"))
    fail(`${JSON.stringify(value)} does not fit its type`);
  if (type === 4 && !Number.isInteger(value)) fail("a whole number was asked for");
  const choices = itemsOf(option["choices"]).filter(isFields);
  if (choices.length > 0 && !choices.some((choice) => choice["value"] === value))
    fail(`${JSON.stringify(value)} is no choice`);
  if (typeof value === "string" && value.length < Number(option["min_length"] ?? 0))
    fail("too short");
  if (typeof value === "string" && value.length > Number(option["max_length"] ?? 6000))
    fail("too long");
  if (typeof value === "number" && value < Number(option["min_value"] ?? -Infinity))
    fail("too small");
  if (typeof value === "number" && value > Number(option["max_value"] ?? Infinity))
    fail("too large");
}
