import { z } from "zod";
import type { RoundPress } from "../../src/rounds/press.ts";
import { TITLE_BLOCK } from "./blocks.ts";
import { decode, parseJson, toMs, withoutMarkup } from "./markup.ts";
import { parsePress } from "./press.ts";
import type { Press } from "./press.ts";
import { parseRoundPress } from "./round-press.ts";
import { interactionTenant, tenantOfInteraction } from "./tenant.ts";

/** Who did something, in which workspace, and the id that is the same on every delivery of it. */
export interface Act {
  /** The app's own id. */
  readonly app?: string;
  readonly tenant: string;
  readonly person: string;
  readonly deliveryId: string;
  /** When the person acted, by Slack's clock, ms since epoch. */
  readonly at?: number;
}

/** A press on a button or an option. */
export interface Click extends Act {
  readonly type: "click";
  /** Absent: no button of this version, or one of a round. */
  readonly press?: Press;
  /** What the button of a round says. */
  readonly ofRound?: RoundPress;
  /** How Slack calls the person. */
  readonly name?: string;
  /** The message that was pressed, where its content is sent along. */
  readonly message?: { readonly text: string; readonly blocks: readonly unknown[] };
  readonly where:
    | { readonly type: "dm"; readonly channel: string; readonly ts: string }
    | {
        readonly type: "channel";
        readonly channel: string;
        readonly isPrivate: boolean;
        readonly thread?: string;
      }
    | { readonly type: "view" };
  readonly responseUrl?: string;
  readonly triggerId: string;
  /** The question on the message and what was pressed, as people read them. */
  readonly asked?: string;
  readonly label?: string;
}

/** `/certwise …` */
export interface Command extends Act {
  readonly type: "command";
  readonly text: string;
  readonly channel: string;
  readonly responseUrl: string;
  readonly triggerId: string;
  /** How Slack calls the person. */
  readonly name?: string;
}

/** The shortcut from anywhere, or the one on a message. */
export interface Shortcut extends Act {
  readonly type: "shortcut";
  readonly message?: {
    readonly text: string;
    readonly channel: string;
    readonly thread: string;
    readonly responseUrl: string;
  };
}

/** A form was sent off. */
export interface Submitted extends Act {
  readonly type: "submitted";
  readonly text: string;
  readonly form: Form;
}

/** What a form remembers of the message it was opened from. */
const formSchema = z.strictObject({
  question: z.string(),
  /** The revision of the screen it was opened from; absent in a form that an earlier version opened. */
  revision: z.number().exactOptional(),
  owner: z.string(),
  channel: z.string(),
  ts: z.string(),
  at: z.number(),
  asked: z.string(),
  url: z.string(),
  until: z.number(),
  /** The team round whose interview it belongs to. */
  round: z.string().exactOptional(),
});
/** The same, as it was read back. */
export type Form = z.infer<typeof formSchema>;

/** The one input of the form. */
export const FORM = { callback: "certwise-typed", block: "typed", input: "value" } as const;

const idText = z.string().min(1);
const words = z.object({ text: z.string() });
const option = z.object({ value: z.string(), text: words.optional() }).nullish();
const action = z.object({
  action_id: z.string(),
  action_ts: z.string(),
  value: z.string().optional(),
  text: words.optional().catch(undefined),
  selected_option: option,
});
const titleBlock = z.object({
  elements: z.array(z.object({ elements: z.array(z.object({ text: z.string() })) })),
});
const clickBody = z.object({
  api_app_id: z.string().optional(),
  ...interactionTenant,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z.object({
    message_ts: z.string().optional(),
    channel_id: z.string().optional(),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
    view_id: z.string().optional(),
  }),
  message: z
    .object({ text: z.string().default(""), blocks: z.array(z.unknown()).optional() })
    .optional(),
  actions: z.array(action).min(1),
});

/** Reads a click; undefined when it is none. */
export function toClick(body: unknown): Click | undefined {
  const parsed = clickBody.safeParse(body);
  const [pressed] = parsed.data?.actions ?? [];
  if (!parsed.success || !pressed) return undefined;
  const { user, container, response_url: responseUrl, trigger_id: triggerId } = parsed.data;
  const { action_id: id, action_ts: stamp } = pressed;
  const on = container.message_ts ?? container.view_id ?? "";
  const said = pressed.selected_option?.value ?? pressed.value ?? "";
  const press = parsePress(id, said);
  const ofRound = press ? undefined : parseRoundPress(id, said);
  const { text = "", blocks } = parsed.data.message ?? {};
  const label = (pressed.selected_option?.text ?? pressed.text)?.text;
  const title = titleBlock.safeParse(blocks?.find(isTitle)).data;
  const asked = title?.elements[0]?.elements[0]?.text;
  return {
    type: "click",
    tenant: tenantOfInteraction(parsed.data),
    person: user.id,
    deliveryId: `click ${user.id} ${stamp} ${id} ${on}`,
    at: toMs(stamp),
    where: placeOf(container),
    triggerId,
    ...(parsed.data.api_app_id === undefined ? {} : { app: parsed.data.api_app_id }),
    ...(press ? { press } : {}),
    ...(ofRound ? { ofRound } : {}),
    ...(blocks ? { message: { text, blocks } } : {}),
    ...(user.username === undefined ? {} : { name: user.username }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
    ...(asked === undefined ? {} : { asked: decode(asked) }),
    ...(label === undefined ? {} : { label: decode(label).replace(/^(?:\d+ · )?(?:✓ )?/u, "") }),
  };
}

function isTitle(block: unknown): boolean {
  return (
    typeof block === "object" && block !== null && Reflect.get(block, "block_id") === TITLE_BLOCK
  );
}

function placeOf(container: z.infer<typeof clickBody>["container"]): Click["where"] {
  const {
    channel_id: channel,
    message_ts: ts,
    is_ephemeral: isPrivate,
    thread_ts: thread,
  } = container;
  if (channel === undefined || ts === undefined) return { type: "view" };
  // The app can write an ordinary message into one kind of direct conversation only: its own.
  if (channel.startsWith("D") && isPrivate !== true) return { type: "dm", channel, ts };
  return {
    type: "channel",
    channel,
    isPrivate: isPrivate === true,
    ...(thread === undefined ? {} : { thread }),
  };
}

const commandBody = z.object({
  api_app_id: z.string().optional(),
  team_id: idText,
  user_id: idText,
  channel_id: idText,
  user_name: z.string().optional(),
  text: z.string().default(""),
  response_url: z.string(),
  trigger_id: idText,
});

/** Reads a slash command; undefined when it is none. */
export function toCommand(body: unknown): Command | undefined {
  const parsed = commandBody.safeParse(body).data;
  return (
    parsed && {
      type: "command",
      tenant: parsed.team_id,
      person: parsed.user_id,
      deliveryId: `command ${parsed.trigger_id}`,
      text: decode(withoutMarkup(parsed.text)).trim(),
      channel: parsed.channel_id,
      responseUrl: parsed.response_url,
      triggerId: parsed.trigger_id,
      ...(parsed.user_name === undefined ? {} : { name: parsed.user_name }),
      ...(parsed.api_app_id === undefined ? {} : { app: parsed.api_app_id }),
    }
  );
}

const shortcutBody = z.object({
  ...interactionTenant,
  action_ts: z.string(),
  callback_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: idText }).optional(),
  message_ts: z.string().optional(),
  message: z.object({ text: z.string().default(""), thread_ts: z.string().optional() }).optional(),
});

/** Reads a shortcut; undefined when it is none. */
export function toShortcut(body: unknown): Shortcut | undefined {
  const parsed = shortcutBody.safeParse(body).data;
  if (!parsed) return undefined;
  const { user, message, channel, message_ts: ts, response_url: responseUrl } = parsed;
  const base = {
    type: "shortcut" as const,
    tenant: tenantOfInteraction(parsed),
    person: user.id,
    deliveryId: `shortcut ${user.id} ${parsed.callback_id} ${parsed.action_ts}`,
    at: toMs(parsed.action_ts),
  };
  if (!message || !channel || ts === undefined || responseUrl === undefined) return base;
  return {
    ...base,
    message: {
      text: decode(withoutMarkup(message.text)),
      channel: channel.id,
      thread: message.thread_ts ?? ts,
      responseUrl,
    },
  };
}

const submission = z.object({
  ...interactionTenant,
  view: interactionTenant.view
    .unwrap()
    .unwrap()
    .extend({
      id: idText,
      private_metadata: z.string(),
      state: z.object({
        values: z.record(
          z.string(),
          z.record(z.string(), z.object({ value: z.string().nullish() })),
        ),
      }),
    }),
});

/** Reads a form that was sent off; undefined when it is not ours. */
export function toSubmitted(body: unknown): Submitted | undefined {
  const parsed = submission.safeParse(body).data;
  const form = formSchema.safeParse(parseJson(parsed?.view.private_metadata)).data;
  const text = parsed?.view.state.values[FORM.block]?.[FORM.input]?.value;
  if (!parsed || !form || text == null) return undefined;
  const { user, view } = parsed;
  return {
    type: "submitted",
    tenant: tenantOfInteraction(parsed),
    person: user.id,
    deliveryId: `form ${view.id}`,
    at: form.at,
    text,
    form,
  };
}
