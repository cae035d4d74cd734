import { itemsOf } from "./faults.ts";
import type { Fields } from "./faults.ts";
import { messageIntent } from "./message-store.ts";
import { rawMember } from "./raw-json.ts";
import type { RawMessage } from "./raw-json.ts";
import type { Channel, Person, World } from "./world.ts";

/** Stores a person's message and tells the gateway, with its content only where Discord gives it to a bot. */
export function write(
  world: World,
  content: string,
  person: Person,
  channel: Channel,
  extra: Fields = {},
): RawMessage {
  const message: RawMessage = {
    type: 0,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    ...extra,
    id: world.nextId(),
    channel_id: channel.id,
    author: person.user,
    content,
    flags: 0,
    embeds: [],
    components: [],
    attachments: [],
    timestamp: new Date(world.now).toISOString(),
    edited_timestamp: null,
  };
  world.messages.set(message.id, { message, createdAt: world.now, deleted: false });
  const isForBot = channel.guildId === undefined || itemsOf(extra["mentions"]).includes(world.bot);
  const guild =
    channel.guildId === undefined
      ? {}
      : { guild_id: channel.guildId, member: rawMember(undefined) };
  // Without the privileged intent the fields that hold what a person wrote arrive empty (docs: Message Content Intent).
  const withheld = { content: "", embeds: [], attachments: [], components: [] };
  world.dispatch(
    "MESSAGE_CREATE",
    { ...message, channel_type: channel.type, ...guild },
    { intent: messageIntent(channel), ...(!isForBot && { private: withheld }) },
  );
  return message;
}
