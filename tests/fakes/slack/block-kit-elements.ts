import {
  boolean,
  fault,
  integer,
  list,
  object,
  oneOf,
  pattern,
  pick,
  string,
  tagged,
  url,
  type Check,
} from "./block-kit-checks.ts";
import {
  choosable,
  confirm,
  focusable,
  grouped,
  linkedOption,
  markedOption,
  mrkdwn,
  option,
  plainText,
} from "./block-kit-composition.ts";

// Sources of every number: @slack/types 3.2.0 and https://docs.slack.dev/reference/block-kit. Where sources disagree, the lower one.

const actionable = { "action_id?": string(255) };
const confirmable = { ...actionable, "confirm?": confirm };
const focused = { "focus_on_load?": boolean };
const hinted = { "placeholder?": plainText(150) };
const dispatchable = {
  "dispatch_action_config?": object({
    "trigger_actions_on?": list(oneOf("on_enter_pressed", "on_character_entered"), 2),
  }),
};
const menu = { ...confirmable, ...focused, ...hinted };
const typed = { ...actionable, ...focused, ...hinted, ...dispatchable };
const id = string(255);
const ids = list(id, 100, 0);
const filter = object({
  "include?": list(oneOf("im", "mpim", "private", "public"), 4),
  "exclude_external_shared_channels?": boolean,
  "exclude_bot_users?": boolean,
});
const optionGroup = object({ label: plainText(75), options: list(option, 100) });
const choices = { "options?": list(option, 100), "option_groups?": list(optionGroup, 100) };
const many = { "max_selected_items?": integer(1, 100) };
const labelled = { "accessibility_label?": string(75), "style?": oneOf("primary", "danger") };

/** An image with its source; Slack wants one of an address and a Slack file. */
export function image(more: { readonly [name: string]: Check }): Check {
  const slackFile = object({ "id?": id, "url?": url });
  return object(
    {
      type: oneOf("image"),
      alt_text: string(2000),
      "image_url?": url,
      "slack_file?": slackFile,
      ...more,
    },
    (value, at, findings) => {
      if ((value["image_url"] === undefined) === (value["slack_file"] === undefined)) {
        fault(findings, at, "must define exactly one of: image_url, slack_file");
      }
    },
  );
}

/** The check of every element that may stand alone in a block, by type. */
export const ELEMENTS: { readonly [type: string]: Check } = {
  button: object({
    type: oneOf("button"),
    text: plainText(75),
    "value?": string(2000),
    "url?": url,
    ...confirmable,
    ...labelled,
  }),
  checkboxes: object(
    {
      type: oneOf("checkboxes"),
      options: list(markedOption, 10),
      "initial_options?": list(markedOption, 10),
      ...confirmable,
      ...focused,
    },
    choosable,
  ),
  radio_buttons: object(
    {
      type: oneOf("radio_buttons"),
      options: list(markedOption, 10),
      "initial_option?": markedOption,
      ...confirmable,
      ...focused,
    },
    choosable,
  ),
  overflow: object(
    { type: oneOf("overflow"), options: list(linkedOption, 5), ...confirmable },
    choosable,
  ),
  static_select: object(
    { type: oneOf("static_select"), "initial_option?": option, ...choices, ...menu },
    grouped,
  ),
  multi_static_select: object(
    {
      type: oneOf("multi_static_select"),
      "initial_options?": list(option, 100),
      ...choices,
      ...menu,
      ...many,
    },
    grouped,
  ),
  external_select: object(
    {
      type: oneOf("external_select"),
      "initial_option?": option,
      "min_query_length?": integer(0, 255),
      ...menu,
      // Options are asked for by it.
      action_id: id,
    },
    focusable,
  ),
  users_select: object({ type: oneOf("users_select"), "initial_user?": id, ...menu }, focusable),
  multi_users_select: object(
    { type: oneOf("multi_users_select"), "initial_users?": ids, ...menu, ...many },
    focusable,
  ),
  conversations_select: object(
    {
      type: oneOf("conversations_select"),
      "initial_conversation?": id,
      "default_to_current_conversation?": boolean,
      "response_url_enabled?": boolean,
      "filter?": filter,
      ...menu,
    },
    focusable,
  ),
  channels_select: object(
    {
      type: oneOf("channels_select"),
      "initial_channel?": id,
      "response_url_enabled?": boolean,
      ...menu,
    },
    focusable,
  ),
  datepicker: object(
    {
      type: oneOf("datepicker"),
      "initial_date?": pattern(/^\d{4}-\d\d-\d\d$/u, "YYYY-MM-DD"),
      ...menu,
    },
    focusable,
  ),
  timepicker: object(
    {
      type: oneOf("timepicker"),
      "initial_time?": pattern(/^([01]\d|2[0-3]):[0-5]\d$/u, "HH:mm"),
      "timezone?": string(255),
      ...menu,
    },
    focusable,
  ),
  datetimepicker: object(
    {
      type: oneOf("datetimepicker"),
      "initial_date_time?": integer(1e9, 9_999_999_999),
      ...confirmable,
      ...focused,
    },
    focusable,
  ),
  plain_text_input: object(
    {
      type: oneOf("plain_text_input"),
      "initial_value?": string(3000),
      "multiline?": boolean,
      "min_length?": integer(0, 3000),
      "max_length?": integer(1, 3000),
      ...typed,
    },
    focusable,
  ),
  email_text_input: object(
    { type: oneOf("email_text_input"), "initial_value?": string(3000), ...typed },
    focusable,
  ),
  url_text_input: object(
    { type: oneOf("url_text_input"), "initial_value?": string(3000), ...typed },
    focusable,
  ),
  number_input: object(
    {
      type: oneOf("number_input"),
      is_decimal_allowed: boolean,
      "initial_value?": pattern(/^-?\d+(\.\d+)?$/u, "a number in a string"),
      "min_value?": pattern(/^-?\d+(\.\d+)?$/u, "a number in a string"),
      "max_value?": pattern(/^-?\d+(\.\d+)?$/u, "a number in a string"),
      ...typed,
    },
    focusable,
  ),
  file_input: object({
    type: oneOf("file_input"),
    "filetypes?": list(string(20), 100),
    "max_files?": integer(1, 10),
    ...actionable,
  }),
  image: image({}),
};

const inAll = [
  "checkboxes",
  "datepicker",
  "timepicker",
  "radio_buttons",
  "static_select",
  "multi_static_select",
  "external_select",
] as const;
const pickers = [
  "users_select",
  "multi_users_select",
  "conversations_select",
  "channels_select",
] as const;

/** What an actions block may hold. */
export const actionElement = tagged(
  pick(ELEMENTS, ...inAll, ...pickers, "button", "overflow", "datetimepicker"),
);
/** What may stand beside the text of a section. */
export const accessory = tagged(
  pick(ELEMENTS, ...inAll, ...pickers, "button", "overflow", "image"),
);
/** What a context block may hold. */
export const contextElement = tagged({
  image: image({}),
  plain_text: plainText(3000),
  mrkdwn: mrkdwn(3000),
});

const inputEverywhere = tagged(
  pick(ELEMENTS, ...inAll, ...pickers, "datetimepicker", "plain_text_input"),
);
const inputInModal = tagged(
  pick(
    ELEMENTS,
    ...inAll,
    ...pickers,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
  ),
);

/** What an input block may hold; four kinds of typed input are for modals only. */
export const inputElement: Check = (value, at, findings) =>
  (findings.surface === "modal" ? inputInModal : inputEverywhere)(value, at, findings);
