import { z } from "zod";
import { withoutMentions } from "../../src/rounds/replies.ts";
import { snowflake, snowflakeTime } from "./snowflake.ts";

/** What a message means that was written to the bot. */
export type IncomingMessage =
  | {
      readonly type: "typed" | "mention";
      readonly id: string;
      readonly person: string;
      readonly channel: string;
      readonly text: string;
      readonly at: number;
      /** The message it replies to. */
      readonly repliedTo?: string;
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
  message_reference: z.object({ message_id: snowflake }).optional().catch(undefined),
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
  const repliedTo = parsed.data.message_reference?.message_id;
  const found = {
    id,
    person: author.id,
    channel,
    at: snowflakeTime(id),
    ...(type === REPLY_MESSAGE && repliedTo !== undefined ? { repliedTo } : {}),
  };
  if (guild === undefined) return { type: "typed", ...found, text: withoutMentions(content) };
  // Discord counts an answer to one of our messages as a mention; only one that is written out calls us.
  const mention = new RegExp(`<@!?${self}>`, "gu");
  if (!mention.test(content)) return ignored("it does not call the bot");
  return { type: "mention", ...found, text: content.replaceAll(mention, " ").trim() };
}

function ignored(reason: string): { readonly type: "ignored"; readonly reason: string } {
  return { type: "ignored", reason };
}
