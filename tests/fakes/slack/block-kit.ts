import {
  boolean,
  fault,
  isFields,
  list,
  object,
  oneOf,
  string,
  type Check,
  type Fields,
  type Findings,
} from "./block-kit-checks.ts";
import { block } from "./block-kit-blocks.ts";
import { plainText } from "./block-kit-composition.ts";

/** Where blocks are shown; each surface allows other blocks. */
export type Surface = Findings["surface"];

/** The fault of a message that says nothing to a screen reader or a notification. Slack sends it all the same. */
export const NO_FALLBACK = "missing `text`: notifications and screen readers have nothing to say";
/** Characters of a message's blocks as JSON that are safe; Slack refuses at about 13,200 (bolt-js#2509, measured). */
const BLOCKS_JSON_CHARS_MAX = 10_000;
/** Characters of `text` that are safe everywhere; `chat.update` refuses more (https://docs.slack.dev/reference/methods/chat.update). */
const TEXT_CHARS_MAX = 4000;

const anything: Check = () => undefined;
const messageFields = object({
  "text?": string(TEXT_CHARS_MAX),
  "blocks?": list(block, 50, 0),
  ...Object.fromEntries(
    [
      [
        "channel",
        "user",
        "ts",
        "thread_ts",
        "token",
        "team_id",
        "parse",
        "link_names",
        "username",
        "icon_emoji",
        "icon_url",
        "metadata",
      ],
      ["unfurl_links", "unfurl_media", "reply_broadcast", "mrkdwn", "client_msg_id", "file_ids"],
      ["response_type", "replace_original", "delete_original"],
    ].flatMap((names) => names.map((name) => [`${name}?`, anything])),
  ),
});

const viewFields = {
  blocks: list(block, 100),
  "private_metadata?": string(3000, 0),
  "callback_id?": string(255, 0),
  "external_id?": string(255, 0),
};
const modalFields = object({
  type: oneOf("modal"),
  title: plainText(24),
  "submit?": plainText(24),
  "close?": plainText(24),
  "clear_on_close?": boolean,
  "notify_on_close?": boolean,
  "submit_disabled?": boolean,
  ...viewFields,
});
const homeFields = object({ type: oneOf("home"), ...viewFields });

/**
 * What Slack would refuse, or show badly, in the payload of a message, a modal or a Home tab.
 *
 * Stricter than Slack in a few places: unknown fields, a missing `text` beside blocks, `text` over 4000 characters, blocks over
 * 10,000 characters of JSON, options that share a value and blocks whose place is disputed are faults as well.
 *
 * @param surface where the payload is shown
 * @param payload the arguments of a message (`text`, `blocks` …) or a view object
 * @returns one sentence a fault with the JSON pointer of the place, in Slack's wording; empty when all is well
 */
export function blockKitFaults(surface: Surface, payload: unknown): string[] {
  const findings: Findings = { faults: [], surface, focused: 0 };
  if (!isFields(payload)) return ["must provide an object [json-pointer:/]"];
  const check = { message: messageFields, modal: modalFields, home: homeFields }[surface];
  check(payload, "", findings);
  const blocks = Array.isArray(payload["blocks"])
    ? payload["blocks"].filter((one) => isFields(one))
    : [];
  idFaults(blocks, findings);
  if (surface === "message") messageFaults(payload, blocks, findings);
  else viewFaults(payload, blocks, findings);
  return findings.faults;
}

function messageFaults(payload: Fields, blocks: readonly Fields[], findings: Findings): void {
  const isDeletion = payload["delete_original"] === true;
  if (blocks.length === 0 && payload["text"] === undefined && !isDeletion)
    fault(findings, "/text", "no_text");
  if (blocks.length > 0 && payload["text"] === undefined) fault(findings, "/text", NO_FALLBACK);
  const jsonChars = JSON.stringify(blocks).length;
  if (jsonChars > BLOCKS_JSON_CHARS_MAX)
    fault(
      findings,
      "/blocks",
      `blocks have ${jsonChars} characters of JSON, wanted at most ${BLOCKS_JSON_CHARS_MAX}`,
    );
  const markdownChars = blocks.reduce(
    (sum, one) => sum + (one["type"] === "markdown" ? String(one["text"]).length : 0),
    0,
  );
  if (markdownChars > 12_000)
    fault(findings, "/blocks", "markdown blocks must be less than 12001 characters together");
  if (blocks.filter((one) => one["type"] === "table").length > 1)
    fault(findings, "/blocks", "only one table allowed");
}

function viewFaults(view: Fields, blocks: readonly Fields[], findings: Findings): void {
  if (
    view["type"] === "modal" &&
    view["submit"] === undefined &&
    blocks.some((one) => one["type"] === "input")
  ) {
    fault(findings, "/submit", "missing required field: submit");
  }
  if (findings.focused > 1) fault(findings, "/blocks", "only one element may set focus_on_load");
  if (JSON.stringify(view).length > 250_000) fault(findings, "", "view_too_large");
}

/** Every element of a block that a person can use. */
export function elementsOf(one: Fields): readonly Fields[] {
  const elements =
    Array.isArray(one["elements"]) && one["type"] === "actions" ? one["elements"] : [];
  return [...elements, one["accessory"], one["element"]].filter((element) => isFields(element));
}

function idFaults(blocks: readonly Fields[], findings: Findings): void {
  const seen = new Set<unknown>();
  for (const [index, one] of blocks.entries()) {
    const id = one["block_id"];
    if (id !== undefined && seen.has(id))
      fault(
        findings,
        `/blocks/${index}/block_id`,
        `\`block_id\` ${JSON.stringify(id)} already exists`,
      );
    seen.add(id);
    const ids = elementsOf(one).flatMap((element) =>
      element["action_id"] === undefined ? [] : [element["action_id"]],
    );
    if (new Set(ids).size < ids.length)
      fault(findings, `/blocks/${index}`, "`action_id` already exists in the block");
  }
}

/**
 * Markup that reached Slack unescaped or escaped twice, in `text`, in mrkdwn objects and in markdown blocks.
 *
 * @param payload anything sent: arguments of a call, a view, blocks
 * @param allowed the markup that the test expects, whole: `<@U0ANA>`, `<https://example.com|the article>`
 * @returns one sentence a fault with the place and the markup
 */
export function escapeFaults(payload: unknown, allowed: readonly string[] = []): string[] {
  const faults: string[] = [];
  const look = (text: string, at: string): void => {
    for (const [markup] of text.matchAll(/<(?:[!@#]|https?:|mailto:|tel:)[^>\n]*>?/gu)) {
      if (!allowed.includes(markup)) faults.push(`raw markup ${markup} [json-pointer:${at}]`);
    }
    for (const [twice] of text.matchAll(/&amp;(?:amp|lt|gt);/gu))
      faults.push(`escaped twice ${twice} [json-pointer:${at}]`);
  };
  const walk = (value: unknown, at: string): void => {
    if (Array.isArray(value)) return value.forEach((one, index) => walk(one, `${at}/${index}`));
    if (!isFields(value)) return;
    const isPlain = ["plain_text", "text", "raw_text", "raw_number", "link"].includes(
      String(value["type"]),
    );
    if (typeof value["text"] === "string" && !isPlain) look(value["text"], `${at}/text`);
    for (const [name, one] of Object.entries(value)) walk(one, `${at}/${name}`);
  };
  walk(payload, "");
  return faults;
}
