import { at, isFields, itemsOf } from "./faults.ts";
import type { Fault, Fields } from "./faults.ts";

const SELECTS = [3, 5, 6, 7, 8];

/** The faults inside one button, select, text input, group or upload that its fields alone do not show. */
export function inputFaults(
  type: number,
  component: Fields,
  isModal: boolean,
  path: string,
): Fault[] {
  if (type === 2) return buttonFaults(component, path);
  if (type === 4) return textInputFaults(component, path);
  const faults: Fault[] = [];
  if (SELECTS.includes(type)) {
    // https://docs.discord.com/developers/components/reference#string-select
    if (isModal && component["disabled"] === true) {
      const message = "Selects cannot be disabled in a modal";
      faults.push({ path: at(path, "disabled"), code: "COMPONENT_DISABLED_IN_MODAL", message });
    }
    if (!isModal && component["required"] !== undefined) {
      const message = "Only available in modals";
      faults.push({ path: at(path, "required"), code: "COMPONENT_REQUIRED_IN_MESSAGE", message });
    }
  }
  if (SELECTS.includes(type) || type === 19 || type === 22) {
    faults.push(...rangeFaults(type, component, isModal, path));
  }
  if (type === 3 || type === 21 || type === 22) faults.push(...optionFaults(type, component, path));
  return faults;
}

function buttonFaults(button: Fields, path: string): Fault[] {
  const faults: Fault[] = [];
  const has = (field: string): boolean => button[field] !== undefined && button[field] !== null;
  const demand = (field: string): void => {
    if (has(field)) return;
    faults.push({
      path: at(path, field),
      code: "BASE_TYPE_REQUIRED",
      message: "This field is required",
    });
  };
  const forbid = (...fields: string[]): void => {
    for (const field of fields) {
      if (!has(field)) continue;
      const message = "Not allowed on a button of this style";
      faults.push({ path: at(path, field), code: "COMPONENT_BUTTON_FIELD", message });
    }
  };
  const { style } = button;
  if (style === 5) {
    demand("url");
    forbid("custom_id", "sku_id");
    if (typeof button["url"] === "string" && !/^(https?|discord):\/\/\S+$/.test(button["url"])) {
      const message = "Scheme must be one of (http, https, discord).";
      faults.push({ path: at(path, "url"), code: "URL_TYPE_INVALID_SCHEME", message });
    }
  } else if (style === 6) {
    demand("sku_id");
    forbid("custom_id", "label", "url", "emoji");
  } else {
    demand("custom_id");
    forbid("url", "sku_id");
  }
  const label = typeof button["label"] === "string" ? button["label"].trim() : "";
  if (style !== 6 && label === "" && !has("emoji")) {
    const message = "A button must have a label or an emoji";
    faults.push({ path, code: "BUTTON_COMPONENT_MISSING_LABEL", message });
  }
  return [...faults, ...emojiFaults(button["emoji"], at(path, "emoji"))];
}

function emojiFaults(emoji: unknown, path: string): Fault[] {
  if (!isFields(emoji) || typeof emoji["id"] === "string") return [];
  const name = typeof emoji["name"] === "string" ? emoji["name"] : "";
  if (/^(\p{RGI_Emoji}|(?![0-9#*])\p{Emoji}\uFE0F?)$/v.test(name)) return [];
  return [{ path: at(path, "name"), code: "COMPONENT_INVALID_EMOJI", message: "Invalid emoji" }];
}

function textInputFaults(input: Fields, path: string): Fault[] {
  const faults: Fault[] = [];
  const { label, value } = input;
  if (label !== undefined && label !== null) {
    const message = "The surrounding label carries the text";
    faults.push({ path: at(path, "label"), code: "COMPONENT_LABEL_IN_LABEL", message });
  }
  const least = Number(input["min_length"] ?? 0);
  const most = Number(input["max_length"] ?? 4000);
  if (least > most) {
    const message = `Must be less than or equal to ${most}`;
    faults.push({ path: at(path, "min_length"), code: "NUMBER_TYPE_RANGE", message });
  }
  if (typeof value === "string" && value !== "" && (value.length < least || value.length > most)) {
    const message = `Must be between ${least} and ${most} in length.`;
    faults.push({ path: at(path, "value"), code: "BASE_TYPE_BAD_LENGTH", message });
  }
  return faults;
}

function rangeFaults(type: number, input: Fields, isModal: boolean, path: string): Fault[] {
  const faults: Fault[] = [];
  const options = itemsOf(input["options"]).length;
  const least = Number(input["min_values"] ?? 1);
  const most = Number(input["max_values"] ?? (type === 22 ? options : 1));
  if (least > most) {
    const message = `min_values must be equal to or less than ${most}`;
    faults.push({ path: at(path, "min_values"), code: "COMPONENT_MIN_VALUES", message });
  }
  if ((type === 3 || type === 22) && most > options) {
    const message = `Must be between ${most} and ${type === 3 ? 25 : 10} in length.`;
    faults.push({ path: at(path, "options"), code: "BASE_TYPE_BAD_LENGTH", message });
  }
  if (isModal && least === 0 && input["required"] !== false) {
    const message = "Must be at least 1, because an answer is required";
    faults.push({ path: at(path, "min_values"), code: "COMPONENT_MIN_VALUES_REQUIRED", message });
  }
  const defaults = itemsOf(input["default_values"]).length;
  if (defaults > 0 && (defaults < least || defaults > most)) {
    const message = `Must be between ${least} and ${most} in length.`;
    faults.push({ path: at(path, "default_values"), code: "BASE_TYPE_BAD_LENGTH", message });
  }
  return faults;
}

function optionFaults(type: number, input: Fields, path: string): Fault[] {
  const faults: Fault[] = [];
  const options = itemsOf(input["options"]).filter(isFields);
  const values = new Set<unknown>();
  options.forEach((option, index) => {
    const optionPath = `${path}.options.${index}`;
    if (values.has(option["value"])) {
      const message = "The specified option value is already used";
      const code = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED";
      faults.push({ path: `${optionPath}.value`, code, message });
    }
    values.add(option["value"]);
    faults.push(...emojiFaults(option["emoji"], `${optionPath}.emoji`));
  });
  const most = Number(input["max_values"] ?? (type === 22 ? options.length : 1));
  if (options.filter((option) => option["default"] === true).length > most) {
    const message = `At most ${most} options can be the default`;
    faults.push({ path: at(path, "options"), code: "SELECT_COMPONENT_TOO_MANY_DEFAULTS", message });
  }
  return faults;
}
