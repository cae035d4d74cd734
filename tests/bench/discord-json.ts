import { rawMember, rawRole, rawServer, rawUser, withIds } from "../fakes/discord/raw-json.ts";

let made = 0;
/** An id as Discord makes them: it says when. https://docs.discord.com/developers/reference#snowflakes */
function snowflake(): string {
  made += 1;
  return String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + BigInt(made % 4096));
}

const APPLICATION = "1200000000000000001";

const BOT = rawUser(APPLICATION, "certwise", null, true);

/** The server on which people are. */
const SERVER = guildIdOf(0);
const CHANNEL = channelIdOf(SERVER, 0);

/** An interaction on that server, as the gateway sends it; a component with the private message it is on. */
export function interactionOf(
  person: string,
  type: number,
  data: object,
  components?: readonly object[],
): { readonly id: string; readonly [field: string]: unknown } {
  const id = snowflake();
  const user = rawUser(person, `person${person}`, "Somebody");
  const on = components && {
    message: {
      id: `${BigInt(id) - 4096n}`,
      channel_id: CHANNEL,
      type: 20,
      author: BOT,
      application_id: APPLICATION,
      webhook_id: APPLICATION,
      interaction_metadata: {
        id: `${BigInt(id) - 8192n}`,
        type: 2,
        command_type: 1,
        name: "certwise check",
        user,
        authorizing_integration_owners: { "0": SERVER },
      },
      content: "",
      flags: 64 + 32_768,
      embeds: [],
      components: withIds(components),
      attachments: [],
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      pinned: false,
      tts: false,
      timestamp: "2026-09-01T09:00:00.000000+00:00",
      edited_timestamp: null,
    },
  };
  return {
    app_permissions: "2248473465835073",
    application_id: APPLICATION,
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: { "0": SERVER },
    channel: {
      ...channelOf(SERVER, 0),
      guild_id: SERVER,
      permissions: "2248473465835073",
    },
    channel_id: CHANNEL,
    context: 0,
    data,
    entitlement_sku_ids: [],
    entitlements: [],
    guild: { features: [], id: SERVER, locale: "en-US" },
    guild_id: SERVER,
    guild_locale: "en-US",
    member: rawMember(user, "2248473465835073"),
    id,
    locale: "en-US",
    ...on,
    token: Buffer.from(`interaction:${id}:bench`).toString("base64url"),
    type,
    version: 1,
  };
}

const CHANNELS = 50;
const ROLES = 30;

/** The id of one of many servers. */
export function guildIdOf(at: number): string {
  return String(1_300_000_000_000_000_000n + BigInt(at) * 1000n);
}

/** A server with its channels and roles, as GUILD_CREATE brings it. */
export function guildOf(at: number): object {
  const id = guildIdOf(at);
  const inGuild = (offset: number) => String(BigInt(id) + BigInt(offset));
  return {
    ...rawServer(id, `Server ${at}`),
    member_count: 120,
    roles: Array.from({ length: ROLES }, (_none, role) =>
      role === 0 ? rawRole(id, "@everyone", 0) : rawRole(inGuild(role), `role ${role}`, role),
    ),
    channels: Array.from({ length: CHANNELS }, (_none, channel) => ({
      ...channelOf(id, channel),
      permission_overwrites: [{ id, type: 0, allow: "0", deny: "1024" }],
    })),
    members: [rawMember(BOT)],
  };
}

function channelIdOf(guild: string, at: number): string {
  return String(BigInt(guild) + BigInt(100 + at));
}

function channelOf(guild: string, at: number): object {
  return {
    id: channelIdOf(guild, at),
    type: 0,
    name: `channel-${at}`,
    position: at,
    topic: "What this channel is for",
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    parent_id: null,
    flags: 0,
  };
}
