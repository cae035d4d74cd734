import { z } from "zod";
import type { Tick } from "../../src/in-order.ts";
import type { Act } from "./inbound.ts";
import { decode, toMs, withoutMarkup } from "./markup.ts";
import { eventTenant, tenantOfEvent } from "./tenant.ts";

/** Words typed to the bot in the direct conversation, or an edit of them. */
export interface Typed extends Act {
  readonly type: "typed";
  readonly text: string;
  readonly channel: string;
  /** When it arrived here. */
  readonly arrived?: Tick;
}

/** The bot was mentioned in a channel. */
export interface Mention extends Act {
  readonly type: "mention";
  readonly text: string;
  readonly channel: string;
  readonly thread?: string;
}

/** The Home tab or the conversation with the bot was opened. */
export interface Opened extends Act {
  readonly type: "opened";
  readonly tab: string;
}

const idText = z.string().min(1);
const envelope = z.object({
  event_id: idText,
  ...eventTenant,
});
const written = z.object({
  user: idText,
  text: z.string().default(""),
  ts: z.string(),
  channel: idText,
  thread_ts: z.string().optional(),
  bot_id: z.string().nullish(),
});
const directMessage = written.extend({
  type: z.literal("message"),
  channel_type: z.literal("im"),
  subtype: z.enum(["file_share", "thread_broadcast"]).optional(),
});
const edited = z.object({
  type: z.literal("message"),
  channel_type: z.literal("im"),
  subtype: z.literal("message_changed"),
  channel: idText,
  message: written.omit({ channel: true }).extend({ edited: z.object({}) }),
  previous_message: z.object({ text: z.string().optional() }),
});
const mention = written.extend({ type: z.literal("app_mention") });
const opened = z.object({ type: z.literal("app_home_opened"), user: idText, tab: z.string() });

/** Reads an event of the Events API; undefined when it is not for us. */
export function toHappening(body: unknown, event: unknown): Typed | Mention | Opened | undefined {
  const outer = envelope.safeParse(body).data;
  if (!outer) return undefined;
  const tenant = tenantOfEvent(outer);
  const said = directMessage.safeParse(event).data;
  if (said && said.bot_id == null) return toTyped(said, said.channel, tenant, outer.event_id);
  const changed = edited.safeParse(event).data;
  if (changed && changed.message.bot_id == null) {
    if (changed.message.text === changed.previous_message.text) return undefined;
    return toTyped(changed.message, changed.channel, tenant, outer.event_id);
  }
  const called = mention.safeParse(event).data;
  if (called && called.bot_id == null) {
    return {
      type: "mention",
      tenant,
      person: called.user,
      // The same message may come as two events with two ids.
      deliveryId: `mention ${called.channel} ${called.ts}`,
      at: toMs(called.ts),
      text: decode(withoutMarkup(called.text)),
      channel: called.channel,
      ...(called.thread_ts === undefined ? {} : { thread: called.thread_ts }),
    };
  }
  const home = opened.safeParse(event).data;
  return (
    home && { type: "opened", tenant, person: home.user, deliveryId: outer.event_id, tab: home.tab }
  );
}

function toTyped(
  said: { readonly user: string; readonly text: string; readonly ts: string },
  channel: string,
  tenant: string,
  eventId: string,
): Typed {
  return {
    type: "typed",
    tenant,
    person: said.user,
    deliveryId: eventId,
    at: toMs(said.ts),
    text: decode(withoutMarkup(said.text)),
    channel,
  };
}
