import { z } from "zod";
import type { AskEvent, ButtonEvent } from "../../src/engine/conversation.ts";
import { decodeModal, decodePress } from "./press.ts";
import type { Press } from "./press.ts";

/** An event before the server's clock has stamped it. */
export type UntimedEvent =
  | ButtonEvent
  | AskEvent
  | { readonly type: "text"; readonly text: string };

/** Who did something, and how to talk back. */
export interface Caller {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly person: string;
  readonly locale: string;
  readonly channel: string;
  /** When the person acted, ms since epoch, by Discord's clock. */
  readonly at: number;
  /** `update`: the message whose component was used is theirs and shows the next screen; `new`: it needs one. */
  readonly surface: "new" | "update";
  /** In the direct message with the bot screens stay; everywhere else only the person sees them. */
  readonly ephemeral: boolean;
  /** The bot itself is a member of the server, so it may write there with its own token. */
  readonly installed: boolean;
}

/** What an interaction means. */
export type Incoming =
  | { readonly type: "ping" }
  | { readonly type: "suggest"; readonly caller: Caller; readonly text: string }
  | { readonly type: "turn"; readonly caller: Caller; readonly event: UntimedEvent }
  /** Asked on a message: `text` is its author's words, not this person's. */
  | { readonly type: "about"; readonly caller: Caller; readonly text: string }
  | {
      readonly type: "open";
      readonly caller: Caller;
      readonly question: string;
      readonly revision: number;
    }
  | { readonly type: "foreign"; readonly caller: Caller; readonly owner: string }
  | { readonly type: "help"; readonly caller: Caller }
  | { readonly type: "ignored"; readonly reason: string };

const snowflake = z.string().regex(/^\d{1,20}$/u);
const option = z.object({
  name: z.string(),
  value: z.unknown().optional(),
  focused: z.boolean().optional(),
});
const field = z.object({ custom_id: z.string(), value: z.unknown().optional() });
const interactionSchema = z.object({
  id: snowflake,
  type: z.int(),
  token: z.string().min(1),
  application_id: snowflake,
  channel_id: snowflake.optional(),
  guild_id: snowflake.optional(),
  locale: z.string().default("en-US"),
  context: z.int().nullish(),
  member: z.object({ user: z.object({ id: snowflake }) }).optional(),
  user: z.object({ id: snowflake }).optional(),
  authorizing_integration_owners: z.record(z.string(), z.string()).optional(),
  message: z.object({ flags: z.int().optional() }).optional(),
  data: z.unknown().optional(),
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
const componentSchema = z.object({
  custom_id: z.string(),
  component_type: z.int(),
  values: z.array(z.string()).optional(),
});
const modalSchema = z.object({
  custom_id: z.string(),
  components: z.array(z.object({ component: field.optional() })),
});

type Interaction = z.infer<typeof interactionSchema>;

/** https://docs.discord.com/developers/resources/message#message-object-message-flags */
const EPHEMERAL = 1 << 6;
const BOT_DM = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
/** https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const SNOWFLAKE_STEP = 4_194_304;

/** When an id was made, ms since epoch. */
function snowflakeTime(id: string): number {
  return Math.floor(Number(id) / SNOWFLAKE_STEP) + DISCORD_EPOCH_MS;
}

/** Reads an interaction as Discord sends it, over the gateway or over HTTP. Never throws. */
export function readInteraction(payload: unknown): Incoming {
  if (isPing(payload)) return { type: "ping" };
  const parsed = interactionSchema.safeParse(payload);
  if (!parsed.success) return ignored("not an interaction");
  const raw = parsed.data;
  const person = (raw.member?.user ?? raw.user)?.id;
  if (person === undefined) return ignored("nobody did it");
  if (raw.channel_id === undefined) return ignored("it happened in no channel");
  const caller = toCaller(raw, person, raw.channel_id);
  switch (raw.type) {
    case 2:
      return readCommand(raw.data, caller);
    case 3:
      return readComponent(raw.data, caller);
    case 4:
      return readTyping(raw.data, caller);
    case 5:
      return readModal(raw.data, caller);
    default:
      return ignored(`interactions of type ${raw.type} are not known`);
  }
}

function isPing(payload: unknown): boolean {
  return z.object({ type: z.literal(1) }).safeParse(payload).success;
}

function ignored(reason: string): { readonly type: "ignored"; readonly reason: string } {
  return { type: "ignored", reason };
}

function toCaller(raw: Interaction, person: string, channel: string): Caller {
  const inBotDm = raw.context === BOT_DM;
  const isOwnMessage = raw.message !== undefined;
  // oxlint-disable-next-line no-bitwise -- Discord packs message flags into bits.
  const isEphemeral = ((raw.message?.flags ?? 0) & EPHEMERAL) !== 0;
  const guild = raw.authorizing_integration_owners?.["0"];
  return {
    id: raw.id,
    token: raw.token,
    applicationId: raw.application_id,
    person,
    locale: raw.locale,
    channel,
    at: snowflakeTime(raw.id),
    surface: isOwnMessage && (isEphemeral || inBotDm) ? "update" : "new",
    ephemeral: !inBotDm,
    installed: inBotDm || (guild !== undefined && guild === raw.guild_id),
  };
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
    case "check": {
      const value = subcommand.options?.find(({ name }) => name === "certification")?.value;
      const named = typeof value === "string" ? value.trim() : "";
      return turn(named === "" ? { type: "start" } : { type: "start", text: named });
    }
    case undefined:
    case "resume":
      return turn({ type: "start" });
    case "history":
    case "forget":
      return turn({ type: subcommand.name });
    default:
      return { type: "help", caller };
  }
}

function readTyping(data: unknown, caller: Caller): Incoming {
  const parsed = commandSchema.safeParse(data);
  if (!parsed.success) return ignored("an autocomplete without its data");
  const typed = parsed.data.options
    .flatMap(({ options }) => options ?? [])
    .find(({ focused }) => focused === true)?.value;
  return { type: "suggest", caller, text: typeof typed === "string" ? typed : "" };
}

function readComponent(data: unknown, caller: Caller): Incoming {
  const parsed = componentSchema.safeParse(data);
  if (!parsed.success) return ignored("a component without its data");
  const { custom_id: customId, component_type: type, values } = parsed.data;
  if (type !== BUTTON && type !== STRING_SELECT)
    return ignored(`components of type ${type} are never sent`);
  const pressed = decodePress(customId);
  if (!pressed) return whereIAm(caller);
  const { owner } = pressed;
  if (owner !== undefined && owner !== caller.person) return { type: "foreign", caller, owner };
  // What no owner is named on stands in public: the interview it begins is a new message.
  const own: Caller = owner === undefined ? { ...caller, surface: "new" } : caller;
  const press = type === BUTTON ? pressed.press : selectedPress(pressed.press, values ?? []);
  if (!press) return whereIAm(own);
  return press.type === "type"
    ? { type: "open", caller: own, question: press.question, revision: press.revision }
    : { type: "turn", caller: own, event: press };
}

/** What an earlier version wrote cannot be read any more: the person is shown where they are. */
function whereIAm(caller: Caller): Incoming {
  return { type: "turn", caller, event: { type: "resume" } };
}

/** A select either carries one press an option, or collects the parts to share. */
function selectedPress(press: Press, values: readonly string[]): Press | undefined {
  if (press.type === "share") return { type: "share", parts: values.join(",") };
  return decodePress(values[0] ?? "")?.press;
}

function readModal(data: unknown, caller: Caller): Incoming {
  const parsed = modalSchema.safeParse(data);
  if (!parsed.success) return ignored("a modal without its data");
  const tag = decodeModal(parsed.data.custom_id);
  if (!tag) return whereIAm(caller);
  const { owner, opener } = tag;
  if (owner !== caller.person) return { type: "foreign", caller, owner };
  const fields = new Map(
    parsed.data.components.flatMap(({ component }) =>
      typeof component?.value === "string"
        ? [[component.custom_id, component.value.trim()] as const]
        : [],
    ),
  );
  // An answer belongs to the question that was on the screen when the modal was opened, however long it was typed.
  const seen: Caller = { ...caller, at: snowflakeTime(opener) };
  return { type: "turn", caller: seen, event: { type: "text", text: typedText(fields) } };
}

/** A bare number under "hours" means hours. */
function typedText(fields: ReadonlyMap<string, string>): string {
  const hours = fields.get("hours") ?? "";
  const parts = [
    fields.get("text") ?? "",
    fields.get("price") ?? "",
    /^\d+(?:[.,]\d+)?$/u.test(hours) ? `${hours} h` : hours,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What a message means that was written to the bot. */
export type IncomingMessage =
  | {
      readonly type: "typed" | "mention";
      readonly id: string;
      readonly person: string;
      readonly channel: string;
      readonly text: string;
      readonly at: number;
    }
  | { readonly type: "ignored"; readonly reason: string };

const messageSchema = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  type: z.int().default(0),
  content: z.string(),
  webhook_id: z.string().optional(),
  author: z.object({ id: snowflake, bot: z.boolean().optional() }),
});
const DEFAULT_MESSAGE = 0;
const REPLY_MESSAGE = 19;

/**
 * Reads MESSAGE_CREATE: a direct message is an answer, a mention is a request for an interview. Never throws.
 *
 * @param self - The bot's own user id.
 */
export function readMessage(payload: unknown, self: string): IncomingMessage {
  const parsed = messageSchema.safeParse(payload);
  if (!parsed.success) return ignored("not a message");
  const { id, author, content, type, guild_id: guild, channel_id: channel } = parsed.data;
  if (author.bot === true || parsed.data.webhook_id !== undefined) return ignored("a bot wrote it");
  if (type !== DEFAULT_MESSAGE && type !== REPLY_MESSAGE) return ignored("Discord wrote it");
  const found = { id, person: author.id, channel, at: snowflakeTime(id) };
  if (guild === undefined) return { type: "typed", ...found, text: content };
  // Discord counts an answer to one of our messages as a mention; only one that is written out calls us.
  const mention = new RegExp(`<@!?${self}>`, "gu");
  if (!mention.test(content)) return ignored("it does not call the bot");
  return { type: "mention", ...found, text: content.replaceAll(mention, " ").trim() };
}
