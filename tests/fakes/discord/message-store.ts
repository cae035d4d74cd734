import { isFields, itemsOf, refuse, textOf } from "./faults.ts";
import type { Fields, Refusal } from "./faults.ts";
import { FLAGS } from "./payload-rules.ts";
import type { UploadedFile } from "./payload-rules.ts";
import { asShown } from "./as-shown.ts";
import { rawMember } from "./raw-json.ts";
import type { RawAttachment, RawMessage } from "./raw-json.ts";
import type { Channel, Stored, World } from "./world.ts";

const INTENTS = { guildMessages: 1 << 9, directMessages: 1 << 12 };

/** Where a new message of the bot comes from. */
export interface Origin {
  readonly channel: Channel;
  readonly ephemeralFor?: string;
  readonly interactionId?: string;
  readonly metadata?: Fields;
  readonly isLoading?: boolean;
}

/** Stores a message of the bot, whose payload has passed the rules, and tells the gateway. */
export function createMessage(
  world: World,
  payload: Fields,
  files: readonly UploadedFile[],
  origin: Origin,
): Stored {
  const { channel, ephemeralFor, interactionId } = origin;
  const forced =
    (ephemeralFor === undefined ? 0 : FLAGS.ephemeral) | (origin.isLoading ? FLAGS.loading : 0);
  const sent = Number(payload["flags"] ?? 0) & ~FLAGS.ephemeral;
  const message: RawMessage = {
    id: world.nextId(),
    channel_id: channel.id,
    type: origin.metadata ? 20 : 0,
    author: world.bot,
    content: textOf(payload["content"]),
    flags: sent | forced,
    embeds: itemsOf(payload["embeds"]),
    components: asShown(payload["components"], () => world.nextId()),
    attachments: attachmentsOf(world, payload, files, []),
    timestamp: new Date(world.now).toISOString(),
    edited_timestamp: null,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    ...(payload["nonce"] !== undefined && { nonce: payload["nonce"] }),
    ...(isFields(payload["message_reference"]) && {
      message_reference: { type: 0, channel_id: channel.id, ...payload["message_reference"] },
    }),
    ...(origin.metadata && { application_id: world.bot.id, interaction_metadata: origin.metadata }),
  };
  const stored: Stored = {
    message,
    createdAt: world.now,
    deleted: false,
    ...(ephemeralFor !== undefined && { ephemeralFor }),
    ...(interactionId !== undefined && { interactionId }),
  };
  world.messages.set(message.id, stored);
  announce(world, "MESSAGE_CREATE", stored, channel);
  return stored;
}

/** Changes what an edit names, keeps the rest; `null` empties a field. */
export function editMessage(
  world: World,
  stored: Stored,
  payload: Fields,
  files: readonly UploadedFile[],
): void {
  const { message } = stored;
  const pick = <Value>(field: string, changed: () => Value, kept: Value): Value =>
    payload[field] === undefined ? kept : changed();
  const wanted = Number(payload["flags"] ?? message.flags);
  const sticky = message.flags & (FLAGS.ephemeral | FLAGS.componentsV2);
  stored.message = {
    ...message,
    content: pick("content", () => textOf(payload["content"]), message.content),
    embeds: pick("embeds", () => itemsOf(payload["embeds"]), message.embeds),
    components: pick(
      "components",
      () => asShown(payload["components"], () => world.nextId()),
      message.components,
    ),
    attachments: attachmentsOf(world, payload, files, message.attachments),
    flags: (wanted | sticky) & ~FLAGS.loading,
    // A loading reply that gets its text is not shown as edited.
    edited_timestamp: message.flags & FLAGS.loading ? null : new Date(world.now).toISOString(),
  };
  const channel = world.channels.get(message.channel_id);
  if (channel) announce(world, "MESSAGE_UPDATE", stored, channel);
}

/** Removes a message. */
export function deleteMessage(world: World, stored: Stored): void {
  stored.deleted = true;
  const channel = world.channels.get(stored.message.channel_id);
  if (!channel || stored.ephemeralFor !== undefined) return;
  const { id, channel_id } = stored.message;
  const guild = channel.guildId === undefined ? {} : { guild_id: channel.guildId };
  world.dispatch(
    "MESSAGE_DELETE",
    { id, channel_id, ...guild },
    { intent: messageIntent(channel) },
  );
}

/** Why the bot may not write in a channel, if so. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export function channelRefusal(world: World, channel: Channel | undefined): Refusal | undefined {
  if (!channel) return refuse(404, 10003, "Unknown Channel");
  if (channel.isForeign || !channel.app.view) return refuse(403, 50001, "Missing Access");
  if (channel.guildId !== undefined && !world.guilds.get(channel.guildId)?.installed) {
    return refuse(403, 50001, "Missing Access");
  }
  if (!channel.app.send) return refuse(403, 50013, "Missing Permissions");
  if (channel.app.archived) return refuse(400, 50083, "Thread is archived");
  const person =
    channel.recipientId === undefined ? undefined : world.people.get(channel.recipientId);
  if (person?.dmsClosed) return refuse(403, 50007, "Cannot send messages to this user");
  return undefined;
}

/** The intent under which events of this channel's messages travel. */
export function messageIntent(channel: Channel): number {
  return channel.guildId === undefined ? INTENTS.directMessages : INTENTS.guildMessages;
}

function announce(world: World, event: string, stored: Stored, channel: Channel): void {
  const guild =
    channel.guildId === undefined
      ? {}
      : { guild_id: channel.guildId, member: rawMember(undefined) };
  // Ephemeral messages ride on the intent of direct messages (docs: gateway events).
  const intent =
    stored.ephemeralFor === undefined ? messageIntent(channel) : INTENTS.directMessages;
  world.dispatch(event, { ...stored.message, channel_type: channel.type, ...guild }, { intent });
}

function attachmentsOf(
  world: World,
  payload: Fields,
  files: readonly UploadedFile[],
  before: readonly RawAttachment[],
): RawAttachment[] {
  const named = itemsOf(payload["attachments"]).filter(isFields);
  const listed = payload["attachments"] === undefined;
  const kept = before.filter(
    (attachment) => listed || named.some((item) => item["id"] === attachment.id),
  );
  const added = files.map((file) => {
    const description = named.find((item) => Number(item["id"]) === file.index)?.["description"];
    const id = world.nextId();
    const url = `http://127.0.0.1/attachments/${id}/${file.name}`;
    return {
      id,
      filename: file.name,
      size: file.size,
      url,
      proxy_url: url,
      ...(typeof description === "string" && { description }),
    };
  });
  return [...kept, ...added];
}
