import { isFields, itemsOf } from "./faults.ts";

/** A component as Discord stores and shows it: every one has an id. */
export interface RawComponent {
  readonly type: number;
  readonly id: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly description?: string;
  readonly content?: string;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly value?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly default?: boolean;
  readonly default_values?: readonly { readonly type: string; readonly id: string }[];
  readonly options?: readonly RawOption[];
  readonly components?: readonly RawComponent[];
  readonly component?: RawComponent;
  readonly accessory?: RawComponent;
}

/** A choice of a select, radio group or checkbox group. */
interface RawOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly default?: boolean;
}

/** A user as it stands in every payload. */
export interface RawUser {
  readonly id: string;
  readonly username: string;
  readonly discriminator: string;
  readonly global_name: string | null;
  readonly avatar: string | null;
  readonly bot?: boolean;
  readonly [field: string]: unknown;
}

/** An uploaded file as a message shows it. */
export interface RawAttachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly description?: string;
}

/** A message as the API and the gateway give it. */
export interface RawMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly type: number;
  readonly author: RawUser;
  readonly content: string;
  readonly flags: number;
  readonly embeds: readonly unknown[];
  readonly components: readonly RawComponent[];
  readonly attachments: readonly RawAttachment[];
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly [field: string]: unknown;
}

/** Builds a user the way current payloads carry it. */
export function rawUser(
  id: string,
  username: string,
  globalName: string | null,
  bot = false,
): RawUser {
  return {
    id,
    username,
    discriminator: bot ? "6184" : "0",
    global_name: globalName,
    avatar: null,
    avatar_decoration_data: null,
    clan: null,
    collectibles: null,
    display_name_styles: null,
    primary_guild: null,
    public_flags: 0,
    ...(bot && { bot }),
  };
}

/** Builds a member of a guild; `permissions` is present in interactions only, `user` is absent in messages. */
export function rawMember(
  user: RawUser | undefined,
  permissions?: string,
): { readonly [field: string]: unknown } {
  return {
    avatar: null,
    banner: null,
    collectibles: null,
    communication_disabled_until: null,
    deaf: false,
    display_name_styles: null,
    flags: 0,
    joined_at: "2026-01-04T20:21:10.139000+00:00",
    mute: false,
    nick: null,
    pending: false,
    premium_since: null,
    roles: [],
    unusual_dm_activity_until: null,
    ...(permissions !== undefined && { permissions }),
    ...(user && { user }),
  };
}

/** Builds a server as GUILD_CREATE carries it, with nothing and nobody on it. */
export function rawServer(id: string, name: string): { readonly [field: string]: unknown } {
  return {
    id,
    name,
    owner_id: "1200000000000000900",
    unavailable: false,
    member_count: 0,
    large: false,
    joined_at: "2026-01-04T20:39:45.451082+00:00",
    preferred_locale: "en-US",
    features: [],
    roles: [],
    channels: [],
    threads: [],
    members: [],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
    icon: null,
    splash: null,
    banner: null,
  };
}

/** Builds a role; the one of everybody has the id of its server. */
export function rawRole(
  id: string,
  name: string,
  position: number,
): { readonly [field: string]: unknown } {
  return {
    id,
    name,
    permissions: "2248473465835073",
    position,
    color: 0,
    colors: { primary_color: 0 },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/**
 * Gives every component its id as Discord does: in order, keeping those that were sent, skipping those in use.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component
 */
export function withIds(components: unknown): RawComponent[] {
  const used = new Set<number>();
  const collect = (value: unknown): void => {
    if (!isFields(value)) return;
    if (typeof value["id"] === "number" && typeof value["type"] === "number") used.add(value["id"]);
    for (const child of childrenOf(value)) collect(child);
  };
  itemsOf(components).forEach(collect);
  let next = 1;
  const assign = (value: unknown): RawComponent[] => {
    if (!isFields(value)) return [];
    const sent = value["id"];
    while (used.has(next)) next += 1;
    const id = typeof sent === "number" && sent > 0 ? sent : next++;
    const nested: Record<string, unknown> = {};
    if (Array.isArray(value["components"]))
      nested["components"] = value["components"].flatMap(assign);
    for (const key of ["accessory", "component"])
      if (isFields(value[key])) [nested[key]] = assign(value[key]);
    const component: unknown = { ...value, ...nested, id };
    return isRawComponent(component) ? [component] : [];
  };
  return itemsOf(components).flatMap(assign);
}

/** All components below and including the given ones, in reading order. */
export function allComponents(components: readonly RawComponent[]): RawComponent[] {
  return components.flatMap((component) => [
    component,
    ...allComponents(childrenOf(component).filter(isRawComponent)),
  ]);
}

function childrenOf(value: object): unknown[] {
  const read = (key: string): unknown => Object.entries(value).find(([name]) => name === key)?.[1];
  return [...itemsOf(read("components")), read("accessory"), read("component")].filter(
    (child) => child !== undefined,
  );
}

// Called after the payload rules have passed, so that the fields have their types.
function isRawComponent(value: unknown): value is RawComponent {
  return isFields(value) && typeof value["type"] === "number" && typeof value["id"] === "number";
}
