import type { Fault, Fields } from "./faults.ts";
import { rawMember, rawRole, rawServer, rawUser } from "./raw-json.ts";
import type { RawComponent, RawMessage, RawUser } from "./raw-json.ts";

/** A person; `dmsClosed` refuses the bot's direct messages (50007). */
export interface Person {
  readonly user: RawUser;
  readonly locale: string;
  /** Permission bits in every guild channel. */
  permissions: string;
  /** Ids of the roles on every server. */
  roles?: readonly string[];
  dmsClosed: boolean;
}

/** A place to talk. No `guildId`: a direct message with the bot, or (`isForeign`) between people. */
export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly name?: string;
  readonly guildId?: string;
  readonly parentId?: string;
  readonly recipientId?: string;
  readonly isForeign?: boolean;
  /** What the bot may do there. */
  app: { view: boolean; send: boolean; archived: boolean; thread?: boolean; attach?: boolean };
}

/** A server; `installed: false` means that only people brought the app along. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly installed: boolean;
}

/** A message with what its JSON does not say. */
export interface Stored {
  message: RawMessage;
  readonly createdAt: number;
  /** The only person who sees it, if it is ephemeral. */
  readonly ephemeralFor?: string;
  /** The interaction whose token may edit it. */
  readonly interactionId?: string;
  deleted: boolean;
}

/** A modal on somebody's screen. */
export interface OpenModal {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly RawComponent[];
  readonly userId: string;
  readonly opener: Interaction;
}

/** An interaction that was delivered, and what became of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly raw: Fields;
  readonly createdAt: number;
  readonly userId: string;
  readonly channelId: string;
  /** Only a user brought the app here: five followups at most, and ephemeral where external apps are not allowed. */
  readonly userInstallOnly: boolean;
  readonly forcedEphemeral: boolean;
  readonly sourceMessageId?: string;
  /** The callback type that acknowledged it. */
  answer?: number;
  originalId?: string;
  followups: number;
  choices?: readonly { readonly name: string; readonly value: string | number }[];
}

/** One request that the app made. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly index: number;
    /** What it holds, read as text. */
    readonly text?: string;
  }[];
  readonly status: number;
  readonly answer: unknown;
  readonly at: number;
  readonly authorized: boolean;
}

/** A request or an HTTP answer that was refused. */
interface RefusedCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly faults: readonly Fault[];
}

/** An application command as stored. */
export interface StoredCommand {
  readonly id: string;
  readonly guildId?: string;
  readonly json: Fields;
}

/** Everything the fake remembers. Its clock stands still until a test moves it. */
export interface World {
  now: number;
  readonly token: string;
  /** How many shards are recommended. */
  readonly shards: number;
  readonly bot: RawUser;
  readonly people: Map<string, Person>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Stored>;
  readonly interactions: Map<string, Interaction>;
  modals: OpenModal[];
  commands: StoredCommand[];
  readonly calls: Call[];
  readonly refusals: RefusedCall[];
  /** Where Discord's own description does not agree with what was let pass: faults of the app, or of the fake itself. */
  readonly disagreements: string[];
  /** When messages older than an hour were edited, by channel. */
  readonly oldEdits: Map<string, number[]>;
  /** A new id, dated by the clock as Discord dates its ids. */
  nextId(): string;
  /** Sends a gateway event to the sessions whose intents cover it. */
  dispatch(
    event: string,
    payload: Fields,
    options?: { readonly intent?: number; readonly private?: Fields },
  ): void;
  /** Tells everybody who waits that something changed. */
  changed(): void;
}

const DISCORD_EPOCH = 1_420_070_400_000n;

/** Makes an empty world with the bot in it. The dispatcher and the listeners are connected later. */
export function createWorld(token: string, now: number, shards = 1): World {
  let counter = 0n;
  const world: World = {
    now,
    token,
    shards,
    bot: rawUser("1200000000000000001", "certwise", null, true),
    people: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    modals: [],
    commands: [],
    calls: [],
    refusals: [],
    disagreements: [],
    oldEdits: new Map(),
    nextId: () => {
      counter += 1n;
      return String(((BigInt(world.now) - DISCORD_EPOCH) << 22n) + counter);
    },
    dispatch: () => undefined,
    changed: () => undefined,
  };
  return world;
}

/** The direct-message channel of the bot with a person, opened when it does not exist. */
export function dmChannel(world: World, userId: string): Channel {
  for (const channel of world.channels.values()) {
    if (channel.type === 1 && channel.recipientId === userId && !channel.isForeign) return channel;
  }
  const channel: Channel = {
    id: world.nextId(),
    type: 1,
    recipientId: userId,
    app: { view: true, send: true, archived: false },
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** A channel as its own endpoint and the events give it. */
export function rawChannel(world: World, channel: Channel): Fields {
  const recipient =
    channel.recipientId === undefined ? undefined : world.people.get(channel.recipientId)?.user;
  if (channel.guildId === undefined) {
    return {
      id: channel.id,
      type: channel.type,
      flags: 0,
      last_message_id: null,
      recipients: recipient ? [recipient] : [],
    };
  }
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name ?? "general",
    parent_id: channel.parentId ?? null,
    flags: 0,
    last_message_id: null,
    nsfw: false,
    permission_overwrites: [],
    position: 1,
    rate_limit_per_user: 0,
    topic: null,
    ...(channel.type >= 10 && {
      owner_id: world.bot.id,
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      thread_metadata: {
        archived: channel.app.archived,
        archive_timestamp: new Date(world.now).toISOString(),
        auto_archive_duration: 4320,
        locked: false,
      },
    }),
  };
}

/** A guild as GUILD_CREATE carries it. */
export function rawGuild(world: World, id: string, name: string): Fields {
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === id);
  return {
    ...rawServer(id, name),
    member_count: world.people.size + 1,
    roles: [rawRole(id, "@everyone", 0)],
    channels: channels.filter(({ type }) => type < 10).map((channel) => rawChannel(world, channel)),
    members: [rawMember(world.bot)],
  };
}
