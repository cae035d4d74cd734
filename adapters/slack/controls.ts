import type {
  ActionsBlockElement,
  Button as SlackButton,
  ConfirmationDialog,
  KnownBlock,
  PlainTextOption,
} from "@slack/types";
import type { Button } from "../../src/engine/reply.ts";
import { cut, LIMITS, plain } from "./blocks.ts";
import { OPTION_VALUE_CHARS_MAX, toActionId, toValue } from "./press.ts";
import type { Press, PressEvent } from "./press.ts";

/** Something to press. */
export interface Offered {
  readonly label: string;
  readonly event: PressEvent;
  readonly style?: "primary" | "danger";
  /** Asked before it counts. */
  readonly confirm?: ConfirmationDialog;
}

/** A button that says `event` when it is pressed. */
export function button(
  label: string,
  event: PressEvent,
  press: Omit<Press, "event">,
  at: number | string,
  { style, confirm }: Pick<Offered, "style" | "confirm"> = {},
): SlackButton {
  return {
    type: "button",
    text: plain(label, LIMITS.buttonChars),
    action_id: toActionId(press, at),
    value: toValue(event, press.thread),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** Few options are buttons, more are radio buttons, many are a menu. */
export function choices(
  options: readonly Button<string>[],
  press: Pick<Press, "screen" | "owner" | "round">,
  blockId: string,
): KnownBlock[] {
  if (options.length === 0) return [];
  const block_id = cut(`options:${blockId}`, 200);
  const menu = options.length <= 5 ? undefined : menuOf(options);
  if (!menu) {
    const elements = options
      .slice(0, LIMITS.buttonsInRow)
      .map((one, at) => button(one.label, one.event, press, at, one));
    return [{ type: "actions", block_id, elements }];
  }
  const action_id = toActionId(press, "choose");
  const element: ActionsBlockElement =
    options.length <= LIMITS.radioOptions
      ? { type: "radio_buttons", action_id, options: menu }
      : { type: "static_select", action_id, options: menu.slice(0, LIMITS.selectOptions) };
  return [{ type: "actions", block_id, elements: [element] }];
}

/** The options as those of a menu; undefined where one says more than it has room for. */
function menuOf(options: readonly Button<string>[]): PlainTextOption[] | undefined {
  const menu = options.map(({ label, event }) => ({
    text: plain(label, LIMITS.optionChars),
    value: toValue(event),
  }));
  return menu.every(({ value }) => value.length <= OPTION_VALUE_CHARS_MAX) ? menu : undefined;
}

/** What goes into the overflow menu, so that the rest stays quiet. */
const RARE: readonly string[] = ["skip", "review", "pause", "stop", "restart", "history", "forget"];

/** The ways on that are not answers: the weighty ones as buttons, the rest in a menu. */
export function actions(offered: readonly Offered[], press: Omit<Press, "event">): KnownBlock[] {
  const rare = offered.filter(
    ({ event, style }) => RARE.includes(event.type) && style === undefined,
  );
  const isMenu = rare.length > 1 && offered.length > rare.length;
  const inMenu = isMenu ? rare.slice(0, LIMITS.overflowOptions) : [];
  const elements: ActionsBlockElement[] = offered
    .filter((one) => !inMenu.includes(one))
    .slice(0, LIMITS.buttonsInRow - 1)
    .map((one, at) => button(one.label, one.event, press, `do${at}`, one));
  if (inMenu.length > 0) {
    elements.push({
      type: "overflow",
      action_id: toActionId(press, "more"),
      options: inMenu.map(({ label, event }) => ({
        text: plain(label, LIMITS.optionChars),
        value: toValue(event),
      })),
    });
  }
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}
