import { at, isFields, itemsOf, textOf } from "./faults.ts";
import type { Fault, Fields } from "./faults.ts";
import { shapeFaults } from "./shape.ts";

/** The 32 locales of https://docs.discord.com/developers/reference#locales */
const LOCALES: readonly string[] = (
  "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th " +
  "zh-CN ja zh-TW ko"
).split(" ");

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHARS_MAX = 8000;

/** Everything Discord would refuse in an application command; a guild command may not say where it is installed. */
export function commandFaults(command: unknown, where: { readonly guild: boolean }): Fault[] {
  const faults = shapeFaults("command", command);
  if (!isFields(command)) return faults;
  const type = Number(command["type"] ?? 1);
  faults.push(...textFaults(command, type === 1, ""));
  if (type === 1) {
    if (textOf(command["description"]).trim() === "") {
      faults.push(required("description"));
    }
    faults.push(...optionsFaults(command["options"], "options", 0));
  } else {
    for (const field of ["description", "options", "description_localizations"]) {
      const value = command[field];
      const isEmpty =
        value === undefined ||
        value === null ||
        value === "" ||
        (Array.isArray(value) && value.length === 0);
      if (isEmpty) continue;
      const message = "Context menu commands have neither description nor options";
      faults.push({ path: field, code: "APPLICATION_COMMAND_CONTEXT_MENU", message });
    }
  }
  faults.push(...placeFaults(command, where.guild));
  const chars = commandChars(command);
  if (chars > CHARS_MAX) {
    const message = `Command exceeds maximum size (${CHARS_MAX}): ${chars}`;
    faults.push({ path: "", code: "APPLICATION_COMMAND_TOO_LARGE", message });
  }
  return faults;
}

function placeFaults(command: Fields, isGuild: boolean): Fault[] {
  const faults: Fault[] = [];
  for (const [field, last] of [
    ["contexts", 2],
    ["integration_types", 1],
  ] as const) {
    const values = itemsOf(command[field]);
    if (isGuild && command[field] !== undefined && command[field] !== null) {
      const message = "Only global commands can say where they are shown";
      faults.push({ path: field, code: "APPLICATION_COMMAND_GUILD_FIELD", message });
    }
    const isKnown = (value: unknown): boolean =>
      Number.isInteger(value) && Number(value) >= 0 && Number(value) <= last;
    if (!values.every(isKnown) || new Set(values).size !== values.length) {
      const message = `Values must be unique and between 0 and ${last}.`;
      faults.push({ path: field, code: "BASE_TYPE_CHOICES", message });
    }
  }
  const permissions = command["default_member_permissions"];
  const isPermissions = typeof permissions === "string" && /^\d+$/.test(permissions);
  if (permissions !== undefined && permissions !== null && !isPermissions) {
    const path = "default_member_permissions";
    faults.push({ path, code: "BITFIELD_TYPE_CONVERT", message: "Must be digits in a string" });
  }
  return faults;
}

function optionsFaults(options: unknown, path: string, depth: number): Fault[] {
  const faults: Fault[] = [];
  let hasOptional = false;
  const list = itemsOf(options);
  faults.push(...doubledNames(list, path));
  const nested = list.filter((option) => isFields(option) && Number(option["type"]) <= 2).length;
  if (nested > 0 && nested < list.length) {
    const message = "Subcommands and other options cannot be mixed";
    faults.push({ path, code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message });
  }
  list.forEach((option, index) => {
    const optionPath = at(path, index);
    faults.push(...shapeFaults("commandOption", option, optionPath));
    if (!isFields(option)) return;
    faults.push(...textFaults(option, true, optionPath));
    faults.push(...optionFaults(option, optionPath, depth));
    if (option["required"] === true && hasOptional) {
      const message = "Required options must be placed before non-required options";
      const code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID";
      faults.push({ path: optionPath, code, message });
    }
    hasOptional ||= option["required"] !== true && Number(option["type"]) > 2;
  });
  return faults;
}

/**
 * Beside each other no two have the same name, which is documented, and none in one language, which is taken from that:
 * whatever lacks a translation has its own name there.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure
 */
function doubledNames(options: readonly unknown[], path: string): Fault[] {
  const locales = new Set(options.flatMap((option) => Object.keys(translations(option))));
  return [undefined, ...locales].flatMap((locale) => {
    const names = options.map((option) => {
      const own = isFields(option) ? textOf(option["name"]) : "";
      return (locale !== undefined && textOf(translations(option)[locale])) || own;
    });
    return names.flatMap((name, index) => {
      if (name === "" || names.indexOf(name) === index) return [];
      const field = locale === undefined ? "name" : `name_localizations.${locale}`;
      const message = `Option name ${name} is already used in these options`;
      const code = "APPLICATION_COMMAND_OPTIONS_NAME_INVALID";
      return [{ path: at(at(path, index), field), code, message }];
    });
  });
}

function translations(option: unknown): Fields {
  const texts = isFields(option) ? option["name_localizations"] : undefined;
  return isFields(texts) ? texts : {};
}

function optionFaults(option: Fields, path: string, depth: number): Fault[] {
  const faults: Fault[] = [];
  const type = Number(option["type"]);
  const only = (field: string, types: readonly number[]): void => {
    if (option[field] === undefined || option[field] === null || types.includes(type)) return;
    const message = `Not available on an option of type ${type}`;
    faults.push({ path: at(path, field), code: "APPLICATION_COMMAND_OPTION_FIELD", message });
  };
  only("options", [1, 2]);
  only("required", [3, 4, 5, 6, 7, 8, 9, 10, 11]);
  only("choices", [3, 4, 10]);
  only("autocomplete", [3, 4, 10]);
  only("min_length", [3]);
  only("max_length", [3]);
  only("min_value", [4, 10]);
  only("max_value", [4, 10]);
  only("channel_types", [7]);
  if (option["autocomplete"] === true && itemsOf(option["choices"]).length > 0) {
    const message = "Choices and autocomplete exclude each other";
    const code = "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES";
    faults.push({ path: at(path, "autocomplete"), code, message });
  }
  faults.push(...choiceFaults(option, type, path));
  if (type <= 2) {
    const children = itemsOf(option["options"]);
    const isTooDeep = type === 2 ? depth > 0 : depth > 1;
    const wantsSubcommands = type === 2;
    const isWrong = children.some(
      (child) => isFields(child) && (child["type"] === 1) !== wantsSubcommands,
    );
    if (isTooDeep || isWrong) {
      const message = "A group holds subcommands, a subcommand holds options";
      faults.push({ path, code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message });
    }
    faults.push(...optionsFaults(children, at(path, "options"), depth + 1));
  }
  return faults;
}

function choiceFaults(option: Fields, type: number, path: string): Fault[] {
  const faults: Fault[] = [];
  const names = new Set<unknown>();
  itemsOf(option["choices"]).forEach((choice, index) => {
    const choicePath = `${path}.choices.${index}`;
    faults.push(...shapeFaults("commandChoice", choice, choicePath));
    if (!isFields(choice)) return;
    faults.push(...localizationFaults(choice, "name_localizations", 100, choicePath));
    const { value } = choice;
    const fits =
      type === 3
        ? typeof value === "string" && value.length >= 1 && value.length <= 100
        : typeof value === "number" && (type === 10 || Number.isInteger(value));
    if (!fits) {
      const message = "Does not fit the type of the option";
      faults.push({ path: `${choicePath}.value`, code: "BASE_TYPE_CONVERT", message });
    }
    if (names.has(choice["name"])) {
      const message = "Choice name is used twice";
      const code = "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS";
      faults.push({ path: choicePath, code, message });
    }
    names.add(choice["name"]);
  });
  return faults;
}

function textFaults(named: Fields, isTyped: boolean, path: string): Fault[] {
  const faults = [
    ...localizationFaults(named, "name_localizations", 32, path),
    ...localizationFaults(named, "description_localizations", 100, path),
  ];
  if (!isTyped) return faults;
  const names = isFields(named["name_localizations"])
    ? Object.entries(named["name_localizations"])
    : [];
  for (const [key, name] of [["", named["name"]] as const, ...names]) {
    if (typeof name !== "string") continue;
    if (NAME.test(name) && name === name.toLowerCase()) continue;
    const field = key === "" ? "name" : `name_localizations.${key}`;
    const message = "Command name is invalid";
    faults.push({ path: at(path, field), code: "APPLICATION_COMMAND_INVALID_NAME", message });
  }
  return faults;
}

function localizationFaults(named: Fields, field: string, most: number, path: string): Fault[] {
  const texts = named[field];
  if (texts === undefined || texts === null) return [];
  if (!isFields(texts)) {
    return [{ path: at(path, field), code: "DICT_TYPE_CONVERT", message: "Only dictionaries" }];
  }
  return Object.entries(texts).flatMap(([locale, text]) => {
    const where = `${at(path, field)}.${locale}`;
    if (!LOCALES.includes(locale)) {
      return [{ path: where, code: "ENUM_TYPE_COERCE", message: "Not a locale of Discord" }];
    }
    if (text === null) return [];
    if (typeof text === "string" && text.length >= 1 && text.length <= most) return [];
    const message = `Must be between 1 and ${most} in length.`;
    return [{ path: where, code: "BASE_TYPE_BAD_LENGTH", message }];
  });
}

/** Name, description and choice values with the longest localisation, over the whole tree. */
function commandChars(node: unknown): number {
  if (!isFields(node)) return 0;
  let chars = longest(node["name"], node["name_localizations"]);
  chars += longest(node["description"], node["description_localizations"]);
  if (typeof node["value"] === "string") chars += node["value"].length;
  for (const child of [...itemsOf(node["options"]), ...itemsOf(node["choices"])]) {
    chars += commandChars(child);
  }
  return chars;
}

function longest(text: unknown, localized: unknown): number {
  const texts = [text, ...(isFields(localized) ? Object.values(localized) : [])];
  return Math.max(0, ...texts.map((one) => textOf(one).length));
}

function required(path: string): Fault {
  return { path, code: "BASE_TYPE_REQUIRED", message: "This field is required" };
}
