import { z } from "zod";
import type { AskEvent, ButtonEvent, StartEvent } from "../../src/engine/conversation.ts";

/** What only the Slack adapter's own buttons say: none of it reaches the engine. */
export type OwnEvent =
  /** Opens the explanation of how this works. */
  | { readonly type: "how" }
  /** Opens a form to type the answer to one question. */
  | { readonly type: "type"; readonly question: string; readonly revision: number }
  /** The sample: its question, or one of its two answers; `text` is the certification the card was about. */
  | ({ readonly type: "sample"; readonly option?: string } & Pick<StartEvent, "text" | "quoted">)
  /** Shows the first card, for whoever presses it. */
  | { readonly type: "card" }
  /** Takes a preview away. */
  | { readonly type: "dismiss" }
  /** A link was opened: nothing to do. */
  | { readonly type: "link" };

/** What a button means when it is pressed. */
export type PressEvent = ButtonEvent | AskEvent | OwnEvent;

const OWN: readonly string[] = ["how", "type", "sample", "card", "dismiss", "link"];

/** Whether a press is the adapter's own business. */
export function isOwn(event: PressEvent): event is OwnEvent {
  return OWN.includes(event.type);
}

/**
 * What kind of message holds the button, which decides where the reply goes: "q" a screen of the interview, replaced by
 * the next; "a" an advice, which stays; "p" a card.
 */
export type Screen = "q" | "a" | "p";

/** What crosses a button: who it is for and what it says. Everything in it is checked again by the engine. */
export interface Press {
  readonly screen: Screen;
  /** Whose button it is; absent: anybody's. */
  readonly owner?: string;
  readonly event: PressEvent;
  /** The thread the interview is asked for in; the channel is the one of the click. */
  readonly thread?: string;
  /** The team round whose interview it belongs to. */
  readonly round?: string;
}

/** Whose buttons, on which kind of message, in which round. */
export function pressOn(
  screen: Screen,
  { owner, round }: { readonly owner: string; readonly round?: string },
): Omit<Press, "event"> {
  return { screen, owner, ...(round === undefined ? {} : { round }) };
}

/** Options of menus and radio buttons carry this many characters, buttons 2000 (https://docs.slack.dev/reference/block-kit/composition-objects/option-object). */
export const OPTION_VALUE_CHARS_MAX = 75;

const SHORT = new Map([
  ["type", "t"],
  ["question", "q"],
  ["option", "o"],
  ["revision", "r"],
  ["section", "s"],
  ["text", "x"],
  ["parts", "p"],
  ["preview", "v"],
  ["quoted", "k"],
]);
const LONG = new Map([...SHORT].map(([long, short]) => [short, long]));
const THREAD = "h";
/** What words may take of the 2000 characters of a button, as they are written there. */
const WORDS_CHARS_MAX = 1800;

/**
 * The `action_id` of the element numbered `at` in its block: unique there, and says whose it is and in which round. It has the room that the
 * value of an option has not.
 */
export function toActionId(
  { screen, owner = "", round }: Pick<Press, "screen" | "owner" | "round">,
  at: number | string,
): string {
  return `${screen}:${owner}:${at}${round === undefined ? "" : `:${round}`}`;
}

/** The `value` of a button or an option. */
export function toValue(event: PressEvent, thread?: string): string {
  let fields = "";
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined) continue;
    const text = String(value);
    const written = name === "text" ? encodeWords(text) : encode(text);
    fields += `${fields === "" ? "" : "&"}${SHORT.get(name) ?? name}=${written}`;
  }
  return thread === undefined ? fields : `${fields}&${THREAD}=${encode(thread)}`;
}

/** Ids and numbers, which most values are, stand as they are. */
function encode(text: string): string {
  return /^[\w-]*$/u.test(text) ? text : encodeURIComponent(text.toWellFormed());
}

/** Letters of every script stand as they are, so that most of what people say has room; what has not is cut. */
function encodeWords(text: string): string {
  let written = "";
  for (const char of text.toWellFormed()) {
    const next =
      char === " " ? "+" : /^[\p{L}\p{N}]$/u.test(char) ? char : encodeURIComponent(char);
    if (written.length + next.length > WORDS_CHARS_MAX) break;
    written += next;
  }
  return written;
}

const id = z.string().min(1).max(200);
const revision = z.coerce.number().int();
/** What the interview begins with. */
const words = {
  text: z.string().exactOptional(),
  quoted: z
    .literal("true")
    .transform(() => true as const)
    .exactOptional(),
};
const own = [
  z.strictObject({ type: z.enum(["how", "card", "dismiss", "link"]) }),
  z.strictObject({ type: z.literal("type"), question: id, revision }),
  z.strictObject({
    type: z.literal("sample"),
    option: id.exactOptional(),
    ...words,
  }),
] as const;
const engine = [
  z.strictObject({ type: z.literal("answer"), question: id, option: id, revision }),
  z.strictObject({ type: z.enum(["unsure", "skip", "edit"]), question: id, revision }),
  z.strictObject({ type: z.enum(["yes", "no"]), revision }),
  z.strictObject({ type: z.literal("unfold"), section: id.exactOptional(), revision }),
  z.strictObject({
    type: z.enum([
      "back",
      "why",
      "review",
      "advise",
      "resume",
      "restart",
      "stop",
      "pause",
      "forget",
    ]),
    revision: revision.exactOptional(),
  }),
  z.strictObject({ type: z.literal("start"), ...words }),
  z.strictObject({
    type: z.enum(["save", "remind", "history"]),
    parts: z.string().exactOptional(),
  }),
  z.strictObject({
    type: z.literal("share"),
    parts: z.string().exactOptional(),
    preview: z.string().exactOptional(),
  }),
  // Only a preview has this button: one that does not say which is of an earlier version.
  z.strictObject({ type: z.literal("post"), parts: z.string(), preview: z.string() }),
] as const;
const eventSchema = z.discriminatedUnion("type", [...own, ...engine]);

/** Reads a press back; undefined for what no button of this version says. */
export function parsePress(actionId: string, value: string): Press | undefined {
  const [screen, owner, , round] = actionId.split(":");
  if (screen !== "q" && screen !== "a" && screen !== "p") return undefined;
  const fields = new URLSearchParams(value);
  const thread = fields.get(THREAD);
  fields.delete(THREAD);
  const named = Object.fromEntries([...fields].map(([name, one]) => [LONG.get(name) ?? name, one]));
  const parsed = eventSchema.safeParse(named);
  if (!parsed.success) return undefined;
  return {
    screen,
    event: parsed.data,
    ...(owner === undefined || owner === "" ? {} : { owner }),
    ...(thread === null ? {} : { thread }),
    ...(round === undefined || round === "" ? {} : { round }),
  };
}
