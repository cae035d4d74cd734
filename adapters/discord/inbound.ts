import { z } from "zod";
import type { AskEvent, ButtonEvent, TextEvent } from "../../src/engine/conversation.ts";
import type { RoundEvent } from "../../src/rounds.ts";
import { labelIn, readCaller, textsIn } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { fieldsOf, numberOf, textsOf } from "./fields.ts";
import { decodeModal, decodePress } from "./press.ts";
import type { ModalTag, OwnedPress } from "./press.ts";
import { readFields } from "./modal-fields.ts";
import { decodeForm } from "./round-press.ts";
import { snowflake } from "./snowflake.ts";

/** An event before the server's clock has stamped it. */
export type UntimedEvent = ButtonEvent | AskEvent | TextEvent;

/** What an interaction means. */
export type Incoming =
  | { readonly type: "ping" }
  | { readonly type: "suggest"; readonly caller: Caller; readonly text: string }
  | {
      readonly type: "turn";
      readonly caller: Caller;
      readonly event: UntimedEvent;
      /** The round whose interview it belongs to. */
      readonly round?: string | undefined;
    }
  /** Something about a team round. */
  | { readonly type: "team"; readonly caller: Caller; readonly event: RoundEvent }
  /** Asked on a message: `text` is its author's words, not this person's. */
  | { readonly type: "about"; readonly caller: Caller; readonly text: string }
  /** What is known of one certification, by what stood in the command. */
  | { readonly type: "card"; readonly caller: Caller; readonly named: string }
  | {
      readonly type: "open";
      readonly caller: Caller;
      readonly round?: string | undefined;
      readonly question: string;
      readonly revision: number;
    }
  | { readonly type: "foreign"; readonly caller: Caller; readonly owner: string }
  | { readonly type: "help"; readonly caller: Caller }
  | { readonly type: "ignored"; readonly reason: string };

const option = z.object({
  name: z.string(),
  value: z.unknown().optional(),
  focused: z.boolean().optional(),
});
const commandSchema = z.object({
  type: z.int().default(1),
  name: z.string(),
  target_id: snowflake.optional(),
  resolved: z
    .object({ messages: z.record(z.string(), z.object({ content: z.string() })).optional() })
    .optional(),
  options: z.array(z.object({ name: z.string(), options: z.array(option).optional() })).default([]),
});
const modalSchema = z.object({ custom_id: z.string(), components: z.array(z.unknown()) });

const BUTTON = 2;
const STRING_SELECT = 3;

/** Reads an interaction as Discord sends it, over the gateway or over HTTP. Never throws. */
export function readInteraction(payload: unknown): Incoming {
  const interaction = fieldsOf(payload);
  const { type, data, message } = interaction;
  if (type === 1) return { type: "ping" };
  const caller = readCaller(interaction);
  if (typeof caller === "string") return ignored(caller);
  switch (type) {
    case 2:
      return readCommand(data, caller);
    case 3:
      return readComponent(data, caller, fieldsOf(message)["components"]);
    case 4:
      return readTyping(data, caller);
    case 5:
      return readModal(data, caller, fieldsOf(message)["components"]);
    default:
      return ignored(`interactions of type ${numberOf(type) ?? "no number"} are not known`);
  }
}

function ignored(reason: string): { readonly type: "ignored"; readonly reason: string } {
  return { type: "ignored", reason };
}

function readCommand(data: unknown, caller: Caller): Incoming {
  const parsed = commandSchema.safeParse(data);
  if (!parsed.success) return ignored("a command without its data");
  const { type, options, resolved, target_id: target } = parsed.data;
  if (type === 3)
    return { type: "about", caller, text: resolved?.messages?.[target ?? ""]?.content ?? "" };
  const [subcommand] = options;
  const turn = (event: UntimedEvent): Incoming => ({ type: "turn", caller, event });
  switch (subcommand?.name) {
    case "about":
      return { type: "card", caller, named: certificationIn(subcommand.options) };
    case "check": {
      const named = certificationIn(subcommand.options);
      return turn(named === "" ? { type: "start" } : { type: "start", text: named });
    }
    case undefined:
    case "resume":
      return turn({ type: "start" });
    case "history":
      return turn({ type: "history" });
    case "forget":
      return turn({ type: "forget" });
    case "budget":
      return { type: "team", caller, event: { type: "budget" } };
    case "settings":
      return { type: "team", caller, event: { type: "form", form: "settings" } };
    case "round":
      return { type: "team", caller, event: { type: "form", form: "open" } };
    default:
      return { type: "help", caller };
  }
}

function certificationIn(options: readonly z.infer<typeof option>[] = []): string {
  const value = options.find(({ name }) => name === "certification")?.value;
  return typeof value === "string" ? value.trim() : "";
}

function readTyping(data: unknown, caller: Caller): Incoming {
  const parsed = commandSchema.safeParse(data);
  if (!parsed.success) return ignored("an autocomplete without its data");
  const typed = parsed.data.options
    .flatMap(({ options }) => options ?? [])
    .find(({ focused }) => focused === true)?.value;
  return { type: "suggest", caller, text: typeof typed === "string" ? typed : "" };
}

function readComponent(data: unknown, seen: Caller, on: unknown): Incoming {
  const { custom_id: customId, component_type: type, values: chosen } = fieldsOf(data);
  if (typeof customId !== "string") return ignored("a component without its data");
  const values = textsOf(chosen);
  const used = seen.ephemeral
    ? undefined
    : labelIn(on, type === BUTTON ? customId : (values[0] ?? ""));
  const caller: Caller = used === undefined ? seen : { ...seen, used };
  if (type !== BUTTON && type !== STRING_SELECT)
    return ignored(`components of type ${numberOf(type) ?? "no number"} are never sent`);
  const pressed = decodePress(customId);
  if (!pressed) return whereIAm(caller);
  const { owner, round } = pressed;
  if (owner !== undefined && owner !== caller.person) return { type: "foreign", caller, owner };
  // What no owner is named on stands in public: the interview it begins is a new message.
  const own: Caller = owner === undefined ? { ...caller, surface: "new" } : caller;
  const meant = type === BUTTON ? pressed : selectedPress(pressed, values);
  if (!meant) return whereIAm(own, round);
  const { press } = meant;
  if (press.type === "team")
    return { type: "team", caller: { ...own, shown: textsIn(on) }, event: press.event };
  if (press.type !== "type") return { type: "turn", caller: own, event: press, round: meant.round };
  const { question, revision } = press;
  return { type: "open", caller: own, round: meant.round, question, revision };
}

/** What an earlier version wrote cannot be read any more: the person is shown where they are. */
function whereIAm(caller: Caller, round?: string): Incoming {
  return { type: "turn", caller, event: { type: "resume" }, round };
}

/** A select either carries one press an option, or collects the parts to share. */
function selectedPress(pressed: OwnedPress, values: readonly string[]): OwnedPress | undefined {
  const { press } = pressed;
  if (press.type !== "share") return decodePress(values[0] ?? "");
  return { ...pressed, press: { ...press, parts: values.join(",") } };
}

function readModal(data: unknown, caller: Caller, on: unknown): Incoming {
  const parsed = modalSchema.safeParse(data);
  if (!parsed.success) return ignored("a modal without its data");
  const tag = decodeForm(parsed.data.custom_id) ?? decodeModal(parsed.data.custom_id);
  if (!tag) return whereIAm(caller);
  const { owner } = tag;
  if (owner !== caller.person) return { type: "foreign", caller, owner };
  const fields = readFields(data);
  if ("press" in tag)
    return {
      type: "team",
      caller: { ...caller, shown: textsIn(on) },
      event: { ...tag.press, type: "fill", fields },
    };
  const event = readAnswer(tag, fields);
  if (!event) return whereIAm(caller, tag.round);
  return { type: "turn", caller, event, round: tag.round };
}

/** Nothing filled in is no answer. Words belong to the question of the modal, however long they were typed. Of both, the choice is the answer: words go along, and the engine keeps them or says that it does not. */
function readAnswer(
  { question, revision }: ModalTag,
  fields: Readonly<Record<string, string>>,
): UntimedEvent | undefined {
  const { option: chosen = "" } = fields;
  const text = typedText(fields);
  if (chosen === "") return text === "" ? undefined : { type: "text", text, question, revision };
  return {
    type: "answer",
    question,
    option: chosen,
    revision,
    ...(text === "" ? {} : { words: text }),
  };
}

/** A bare number under "hours" means hours. */
function typedText(fields: Readonly<Record<string, string>>): string {
  const { text = "", price = "", hours = "" } = fields;
  const parts = [text, price, /^\d+(?:[.,]\d+)?$/u.test(hours) ? `${hours} h` : hours];
  return parts.filter((part) => part !== "").join(", ");
}
