import { elementsOf } from "./block-kit.ts";
import { isFields, type Fields } from "./block-kit-checks.ts";
import { optionsOf } from "./block-kit-composition.ts";

/** Something a person can press: a button, or one option of a menu. */
export interface Choice {
  /** What is written on it. */
  readonly label: string;
  readonly block: Fields;
  readonly element: Fields;
  readonly option?: Fields;
}

/** Which choice: what is written on it, or a rule that holds for exactly one. */
export type Which = string | ((choice: Choice) => boolean);

function labelOf(of: Fields): string {
  const text = of["text"];
  const label = isFields(text) ? String(text["text"]) : "";
  return label.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Everything a person can press in some blocks, in reading order. */
export function choicesIn(blocks: readonly Fields[]): Choice[] {
  return blocks.flatMap((block) =>
    elementsOf(block).flatMap((element): Choice[] => {
      if (element["type"] === "button") return [{ label: labelOf(element), block, element }];
      return optionsOf(element)
        .filter((option) => isFields(option))
        .map((option) => ({ label: labelOf(option), block, element, option }));
    }),
  );
}

/** The one choice meant. @throws when there is none, or more than one */
export function chosen(blocks: readonly Fields[], which: Which): Choice {
  const all = choicesIn(blocks);
  const found = all.filter((one) => (typeof which === "string" ? one.label === which : which(one)));
  const [choice, second] = found;
  if (choice === undefined || second !== undefined) {
    const wanted = typeof which === "string" ? `"${which}"` : String(which);
    throw new Error(
      `Cannot press ${wanted}: ${found.length} of these match: ${all.map((one) => one.label).join(" | ")}`,
    );
  }
  return choice;
}

/** What a person has entered and not sent yet, by block and element. */
export type Entered = Map<string, Fields>;

const key = (block: Fields, element: Fields): string =>
  `${String(block["block_id"])} ${String(element["action_id"])}`;

const SELECTED: { readonly [type: string]: string } = {
  users_select: "user",
  multi_users_select: "users",
  conversations_select: "conversation",
  channels_select: "channel",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "date_time",
};

function initialState(element: Fields): Fields | undefined {
  const type = String(element["type"]);
  if (["static_select", "external_select", "radio_buttons"].includes(type))
    return { type, selected_option: element["initial_option"] ?? null };
  if (["checkboxes", "multi_static_select"].includes(type))
    return { type, selected_options: element["initial_options"] ?? [] };
  if (/^(plain_text|email_text|url_text|number)_input$/u.test(type))
    return { type, value: element["initial_value"] ?? null };
  const name = SELECTED[type];
  if (name !== undefined)
    return {
      type,
      [`selected_${name}`]: element[`initial_${name}`] ?? (name === "users" ? [] : null),
    };
  return type === "file_input" ? { type, files: [] } : undefined;
}

/** `state.values` as Slack reports it: entered values stick to an element for as long as block_id and action_id stay. */
export function stateValues(blocks: readonly Fields[], entered: Entered): Fields {
  const values: Record<string, Fields> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const state = entered.get(key(block, element)) ?? initialState(element);
      if (state !== undefined)
        values[String(block["block_id"])] = {
          ...values[String(block["block_id"])],
          [String(element["action_id"])]: state,
        };
    }
  }
  return values;
}

/** The action of a payload for pressing a choice; remembers what is selected now. */
export function pressed(
  { block, element, option }: Choice,
  entered: Entered,
  action_ts: string,
): Fields {
  const type = String(element["type"]);
  const { options: _options, option_groups: _groups, ...shown } = element;
  const common = { ...shown, type, block_id: block["block_id"], action_ts };
  if (option === undefined) return common;
  if (type === "overflow") return { ...common, selected_option: option };
  const before = entered.get(key(block, element)) ?? initialState(element);
  const selected = before?.["selected_options"];
  const state = Array.isArray(selected)
    ? {
        type,
        selected_options: selected.some((one) => one === option)
          ? selected.filter((one) => one !== option)
          : [...selected, option],
      }
    : { type, selected_option: option };
  entered.set(key(block, element), state);
  return { ...common, ...state };
}

/**
 * Enters a value into an input, found by its label, action_id or block_id.
 *
 * @throws when there is no such input or it offers no such option
 */
export function enter(
  blocks: readonly Fields[],
  name: string,
  value: string | readonly string[],
  entered: Entered,
): { block: Fields; element: Fields } {
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const label = isFields(block["label"]) ? block["label"]["text"] : undefined;
      if (![label, element["action_id"], block["block_id"]].includes(name)) continue;
      entered.set(key(block, element), enteredState(element, value));
      return { block, element };
    }
  }
  throw new Error(`Cannot fill in "${name}": there is no such input`);
}

function enteredState(element: Fields, value: string | readonly string[]): Fields {
  const type = String(element["type"]);
  const wanted = typeof value === "string" ? [value] : value;
  const options = optionsOf(element).filter((one) => isFields(one));
  if (options.length > 0) {
    const found = wanted.map((one) =>
      options.find((option) => labelOf(option) === one || option["value"] === one),
    );
    if (found.includes(undefined))
      throw new Error(
        `Cannot choose ${wanted.join(", ")}: the options are ${options.map((one) => labelOf(one)).join(" | ")}`,
      );
    return initialState(element)?.["selected_options"] === undefined
      ? { type, selected_option: found[0] }
      : { type, selected_options: found };
  }
  const name = SELECTED[type];
  if (name !== undefined) return { type, [`selected_${name}`]: value };
  return { type, value: value === "" ? null : value };
}

/** Why the client would not send the form: required inputs left empty, texts too short or too long. */
export function unfilled(blocks: readonly Fields[], entered: Entered): string[] {
  return blocks
    .filter((block) => block["type"] === "input")
    .flatMap((block) =>
      elementsOf(block).flatMap((element) => {
        const state = entered.get(key(block, element)) ?? initialState(element) ?? {};
        const [value] = Object.entries(state).flatMap(([name, one]) =>
          name === "type" ? [] : [one],
        );
        const isEmpty =
          value === null || value === undefined || (Array.isArray(value) && value.length === 0);
        const id = String(element["action_id"]);
        if (isEmpty) return block["optional"] === true ? [] : [`${id} is required`];
        if (typeof value !== "string") return [];
        const { min_length: min = 0, max_length: max = 3000 } = element;
        return value.length < Number(min) || value.length > Number(max)
          ? [`${id} has ${value.length} characters`]
          : [];
      }),
    );
}
