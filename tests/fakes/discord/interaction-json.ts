import type { Fields } from "./faults.ts";
import { rawMember } from "./raw-json.ts";
import { rawChannel } from "./world.ts";
import type { Channel, Interaction, Person, Stored, World } from "./world.ts";

/** Who uses the app, where, and how it came there. */
export interface Whereabouts {
  readonly person: Person;
  readonly channel: Channel;
  /** Who authorized the app. Default: the guild where it is installed and in its own DM, else the user. */
  readonly install?: "guild" | "user" | "both";
  /** Whether the person may use external apps in the guild; without it a user-installed app answers ephemerally. Default true. */
  readonly externalApps?: boolean;
}

const TOKEN_PADDING = "vS7nDBRhtqbuuG5F7ahdBGNC2E6bFVzZ0WPD2gQaMeOVzCngoe22zWYyjFisBLNs";

/**
 * Makes an interaction exactly as Discord sends it and registers its token.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function createInteraction(
  world: World,
  type: number,
  data: Fields,
  where: Whereabouts,
  source?: Stored,
): Interaction {
  const { person, channel } = where;
  const id = world.nextId();
  const token = Buffer.from(`interaction:${id}:${TOKEN_PADDING}`).toString("base64url");
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const byDefault = channel.isForeign || guild?.installed === false ? "user" : "guild";
  const install = where.install ?? byDefault;
  const raw: Fields = {
    app_permissions: appPermissions(channel, install === "user"),
    application_id: world.bot.id,
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: {
      ...(install !== "user" && { "0": guild?.id ?? "0" }),
      ...(install !== "guild" && { "1": person.user.id }),
    },
    channel: { ...rawChannel(world, channel), ...(guild && { permissions: person.permissions }) },
    channel_id: channel.id,
    context: contextOf(channel),
    data,
    entitlement_sku_ids: [],
    entitlements: [],
    ...(guild && {
      guild: { features: [], id: guild.id, locale: "en-US" },
      guild_id: guild.id,
      guild_locale: "en-US",
      member: { ...rawMember(person.user, person.permissions), roles: person.roles ?? [] },
    }),
    id,
    locale: person.locale,
    ...(source && { message: source.message }),
    token,
    type,
    ...(!guild && { user: person.user }),
    version: 1,
  };
  const interaction: Interaction = {
    id,
    token,
    type,
    raw,
    createdAt: world.now,
    userId: person.user.id,
    channelId: channel.id,
    userInstallOnly: install === "user",
    forcedEphemeral: install === "user" && guild !== undefined && where.externalApps === false,
    followups: 0,
    ...(source && { sourceMessageId: source.message.id }),
  };
  world.interactions.set(id, interaction);
  return interaction;
}

function contextOf(channel: Channel): number {
  if (channel.guildId !== undefined) return 0;
  return channel.isForeign ? 2 : 1;
}

const SEND_MESSAGES = 1n << 11n;

// Values seen in recorded payloads of a guild, of a user-installed app and of a direct message.
function appPermissions(channel: Channel, isUserInstall: boolean): string {
  if (channel.guildId === undefined) return "562949953601536";
  if (isUserInstall) return "562949953863680";
  const all = 2_248_473_465_835_073n;
  return String(channel.app.send ? all : all & ~SEND_MESSAGES);
}
