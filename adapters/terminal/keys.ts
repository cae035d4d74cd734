import type { ProductReply } from "../../src/ask.ts";
import type { AskEvent, ButtonEvent } from "../../src/engine/conversation.ts";
import type { Button, Reply } from "../../src/engine/reply.ts";

/** A button of a screen, and what to type for it. */
export interface Key {
  /** What to type; absent where only the whole name will do. */
  readonly key?: string;
  readonly label: string;
  /** Other names it goes by. */
  readonly names: readonly string[];
  readonly event: ButtonEvent | AskEvent;
  /** An option stands on a line of its own, an action beside others. */
  readonly place: "option" | "action";
}

/** Leaves the terminal without erasing anything. */
export const LEAVE_KEY = "q";

/** Keys a person should not have to learn twice; every other action gets a letter of its name. */
const FIXED: Readonly<Record<string, string>> = {
  back: "b",
  why: "?",
  unsure: "u",
  skip: "s",
  review: "a",
  pause: "pause",
  stop: "stop",
};
/** Letters that mean something everywhere. */
const TAKEN = [LEAVE_KEY, "y", "n"];

/** The keys of a screen, in the order they are shown. Empty for a reply that is no screen. */
export function keysOf(reply: Reply<string> | ProductReply<string>): readonly Key[] {
  switch (reply.type) {
    case "question": {
      // At "how many hours?" a 3 means three hours and not the third option, so options of amounts have no number.
      const isAmount = !["choice", "catalogue"].includes(reply.kind);
      return [...options(reply.options, !isAmount), ...actions(reply.actions)];
    }
    case "confirm":
      return [...options(reply.options), ...actions(reply.actions)];
    case "review": {
      const rows = reply.rows.map(({ question, answer, change }) => ({
        ...change,
        label: `${question} → ${answer}`,
      }));
      return [...options(rows), ...actions(reply.actions)];
    }
    case "advice": {
      const unfold = reply.actions.filter(({ event }) => event.type === "unfold");
      const others = reply.actions.filter(({ event }) => event.type !== "unfold");
      return [...options(unfold), ...actions(others)];
    }
    case "notice":
      return options(reply.actions);
    case "share":
      // Nobody else is in the terminal: what would be posted is shown, to be copied.
      return [
        ...options(reply.parts),
        ...actions(reply.actions.filter(({ event }) => event.type !== "post")),
      ];
    case "file":
    case "post":
      return [];
  }
}

function options(buttons: readonly Button<string>[], isNumbered = true): readonly Key[] {
  return buttons.map(({ label, event }, at) => ({
    ...(isNumbered ? { key: String(at + 1) } : {}),
    label,
    names: "section" in event && event.section !== undefined ? [event.section] : [],
    event,
    place: "option",
  }));
}

function actions(buttons: readonly Button<string>[]): readonly Key[] {
  const taken = new Set([...TAKEN, ...buttons.flatMap(({ event }) => FIXED[event.type] ?? [])]);
  return buttons.map(({ label, event }) => {
    const fixed = FIXED[event.type];
    // Two actions of one kind, as to skip a story and a question: the one that is not called so gets a letter of its own.
    const isFirst = buttons.find((one) => one.event.type === event.type)?.event === event;
    const isDoubled = buttons.some((one) => one.event !== event && one.event.type === event.type);
    const key = fixed !== undefined && !(isDoubled && isFirst) ? fixed : freeLetter(label, taken);
    taken.add(key ?? "");
    return { ...(key === undefined ? {} : { key }), label, names: [], event, place: "action" };
  });
}

/** The first letter of a word of the label, else any letter of it. */
function freeLetter(label: string, taken: ReadonlySet<string>): string | undefined {
  const words = label.toLowerCase().match(/\p{L}+/gu) ?? [];
  const initials = words.flatMap((word) => /^./u.exec(word) ?? []);
  return [...initials, ...words.flatMap((word) => word.match(/./gu) ?? [])].find(
    (letter) => !taken.has(letter),
  );
}
