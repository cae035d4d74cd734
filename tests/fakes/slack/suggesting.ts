import { elementsOf } from "./block-kit.ts";
import { fault, isFields, list, object } from "./block-kit-checks.ts";
import type { Check, Fields, Findings } from "./block-kit-checks.ts";
import { choosable, option, optionsOf, plainText } from "./block-kit-composition.ts";
import type { Delivered } from "./delivery.ts";

/** What the app offers for what a person has typed. */
export interface Suggested extends Delivered {
  /** What is written on the options; none where Slack does not show them. */
  readonly labels: readonly string[];
}

/** The select to type into, with the block it stands in. */
export interface ExternalSelect {
  readonly block: Fields;
  readonly element: Fields;
}

/** Options that were loaded for a select, by the select: chosen until others are loaded. */
export type Loaded = Map<string, readonly Fields[]>;

/** Slack asks for options from so many characters on, where a select does not say otherwise. */
const TYPED_CHARS_MIN = 3;

/**
 * The select whose options are loaded.
 *
 * @throws when there is none, or the client would not ask for what was typed
 */
export function externalSelect(blocks: readonly Fields[], typed: string): ExternalSelect {
  const found = blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => element["type"] === "external_select")
      .map((element) => ({ block, element })),
  );
  const [select, second] = found;
  if (select === undefined || second !== undefined)
    throw new Error(`Cannot type ahead: there are ${found.length} selects that load options`);
  const least = Number(select.element["min_query_length"] ?? TYPED_CHARS_MIN);
  if (typed.length < least)
    throw new Error(`Cannot type ahead: the client asks from ${least} characters on`);
  return select;
}

/** The blocks as they are shown once options are loaded. */
export function withLoaded(blocks: readonly Fields[], loaded: Loaded): readonly Fields[] {
  return blocks.map((block) =>
    block["type"] === "actions" && Array.isArray(block["elements"])
      ? {
          ...block,
          elements: block["elements"].map((element: unknown) => {
            const options = isFields(element) ? loaded.get(keyOf({ block, element })) : undefined;
            return isFields(element) && options ? { ...element, options } : element;
          }),
        }
      : block,
  );
}

/** Remembers the options of an acknowledgement: what is written on them, or why Slack would show none. */
export function load(
  select: ExternalSelect,
  { isInTime, ack }: Delivered,
  loaded: Loaded,
): { readonly labels: readonly string[]; readonly faults: readonly string[] } {
  const faults = isInTime ? suggestionFaults(ack) : ["not acknowledged in time"];
  const isShown = faults.length === 0 && isFields(ack);
  const options = isShown ? optionsOf(ack).filter((one) => isFields(one)) : [];
  loaded.set(keyOf(select), options);
  const labels = options.map(({ text }) => (isFields(text) ? String(text["text"]) : ""));
  return { labels, faults };
}

function keyOf({ block, element }: ExternalSelect): string {
  return `${String(block["block_id"])} ${String(element["action_id"])}`;
}

const group: Check = object({ label: plainText(75), options: list(option, 100) });
const suggestions = object(
  { "options?": list(option, 100, 0), "option_groups?": list(group, 100, 0) },
  (value, at, findings) => {
    if ((value["options"] === undefined) === (value["option_groups"] === undefined))
      fault(findings, at, "must define exactly one of: options, option_groups");
    choosable(value, at, findings);
  },
);

/** Everything Slack refuses in the acknowledgement of what was typed. https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select */
export function suggestionFaults(ack: unknown): readonly string[] {
  const findings: Findings = { faults: [], surface: "message", focused: 0 };
  suggestions(ack, "", findings);
  return findings.faults;
}
