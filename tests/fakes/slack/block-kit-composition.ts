import { isDeepStrictEqual } from "node:util";

import {
  boolean,
  fault,
  isFields,
  object,
  oneOf,
  string,
  tagged,
  url,
  type Check,
  type Fields,
  type Findings,
} from "./block-kit-checks.ts";

/** A text object that Slack shows as it stands. */
export function plainText(charsMax: number): Check {
  return object({ type: oneOf("plain_text"), text: string(charsMax), "emoji?": boolean });
}

/** A text object with Slack's markup. */
export function mrkdwn(charsMax: number): Check {
  return object({ type: oneOf("mrkdwn"), text: string(charsMax), "verbatim?": boolean });
}

/** A text object of either kind. */
export function anyText(charsMax: number): Check {
  return tagged({ plain_text: plainText(charsMax), mrkdwn: mrkdwn(charsMax) });
}

/** The dialog that asks before an action counts. */
export const confirm = object({
  "title?": plainText(100),
  text: anyText(300),
  "confirm?": plainText(30),
  "deny?": plainText(30),
  "style?": oneOf("primary", "danger"),
});

/** An option of a menu. */
export const option = object({
  text: plainText(75),
  value: string(75),
  "description?": plainText(75),
});
/** An option of radio buttons and checkboxes, which may carry markup. */
export const markedOption = object({
  text: anyText(75),
  value: string(75),
  "description?": anyText(75),
});
/** An option of an overflow menu, which may open an address. */
export const linkedOption = object({
  text: plainText(75),
  value: string(75),
  "description?": plainText(75),
  "url?": url,
});

/** Every option of an element, those in groups too. */
export function optionsOf(element: Fields): readonly unknown[] {
  const groups = Array.isArray(element["option_groups"]) ? element["option_groups"] : [];
  return [
    element["options"],
    ...groups.map((group: unknown) => (isFields(group) ? group["options"] : undefined)),
  ].flatMap((options) => (Array.isArray(options) ? options : []));
}

/** Options that can be told apart and an initial choice that is among them. */
export function choosable(element: Fields, at: string, findings: Findings): void {
  const options = optionsOf(element);
  const values = options.map((one) => (isFields(one) ? one["value"] : undefined));
  if (new Set(values).size < values.length) fault(findings, at, "two options have the same value");
  const initial =
    element["initial_options"] ??
    (element["initial_option"] === undefined ? [] : [element["initial_option"]]);
  if (!Array.isArray(initial))
    return fault(findings, `${at}/initial_options`, "must provide an array");
  for (const one of initial) {
    if (!options.some((other) => isDeepStrictEqual(one, other)))
      fault(findings, at, "initial option does not match any of the options");
  }
  focusable(element, at, findings);
}

/** Options or groups of options, never both. */
export function grouped(element: Fields, at: string, findings: Findings): void {
  if ((element["options"] === undefined) === (element["option_groups"] === undefined)) {
    fault(findings, at, "must define exactly one of: options, option_groups");
  }
  choosable(element, at, findings);
}

/** Counts the elements that ask for the focus. */
export function focusable(element: Fields, _at: string, findings: Findings): void {
  if (element["focus_on_load"] === true) findings.focused += 1;
}
