import type { AskEvent, ButtonEvent } from "../../src/engine/conversation.ts";
import { LEAVE_KEY } from "./keys.ts";
import type { Key } from "./keys.ts";

/** What a typed line means on the screen it was typed on. */
export type Line =
  | { readonly type: "event"; readonly event: Typed }
  /** Leave the terminal; nothing is erased. */
  | { readonly type: "leave" }
  /** Nothing was typed. */
  | { readonly type: "empty" };
type Typed = ButtonEvent | AskEvent | { readonly type: "text"; readonly text: string };

/** In a terminal these words end the program; "stop" is the one that erases. */
const LEAVE = [LEAVE_KEY, "quit", "exit"];

/** Reads a line: a key of the screen, the name of one of its buttons, or words for the engine to understand. */
export function readLine(line: string, keys: readonly Key[]): Line {
  const typed = line.trim().toLowerCase();
  if (typed === "") return { type: "empty" };
  if (LEAVE.includes(typed)) return { type: "leave" };
  // A bracket, as the screen shows it, or a dot after a number does no harm.
  const bare = typed.replace(/^\[(?<key>[^\]]+)\]$/u, "$<key>").replace(/[.)]$/u, "");
  const pressed =
    keys.find(({ key }) => key === typed || key === bare) ??
    keys.find(({ label, names }) => label.toLowerCase() === typed || names.includes(typed));
  return { type: "event", event: pressed?.event ?? { type: "text", text: line } };
}
