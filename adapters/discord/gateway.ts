import { WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import type { SessionInfo } from "@discordjs/ws";
import { GatewayDispatchEvents } from "discord.js";
import type { REST } from "discord.js";
import { describeError } from "./log.ts";
import type { Log } from "./log.ts";
import { createOnceLog } from "./once-log.ts";
import type { OnceLog } from "./once-log.ts";
import { createShards } from "./shards.ts";
import type { Health, Shards } from "./shards.ts";

/** What a connection needs. */
export interface GatewayPorts {
  readonly token: string;
  /** Says where the gateway is. */
  readonly client: REST;
  readonly log: Log;
  onInteraction(payload: unknown): void;
  /** @param self - The bot's own user id. */
  onMessage(payload: unknown, self: string): void;
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
  /** Discord does not want this bot, and will not by being asked again; with one line for whoever runs it. */
  onRefused(refusal: Error): void;
}

/** A connection to Discord's gateway. */
export interface Gateway {
  health(): Health;
  stop(): Promise<void>;
}

const RETRY_AFTER_MS = 30_000;
const WRONG_TOKEN = "the bot token is not valid";
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const REFUSALS: Readonly<Record<number, string>> = {
  4004: `${WRONG_TOKEN} (4004)`,
  4010: "the shard is not valid (4010)",
  4011: "the bot is on too many servers for one connection (4011)",
  4012: "the version of the gateway is not valid (4012)",
  4013: "the intents are not valid (4013)",
  4014: "the intents are not allowed; check the bot's page in the developer portal (4014)",
};

/**
 * Interactions need no intent; these bring direct messages and mentions, and no server, channel or role.
 * https://docs.discord.com/developers/events/gateway#gateway-intents
 */
const INTENTS = { guildMessages: 1 << 9, directMessages: 1 << 12 } as const;
const UNAUTHORIZED = 401;
/** What is logged of all shards together. */
const ALL = "all";

/**
 * Connects with the least that is needed: the gateway's own layer of discord.js, which keeps the connection and resumes
 * it, without its cache of servers, which nobody here reads. Resolves when connected, or refused, or to be tried again.
 */
export async function connectGateway(ports: GatewayPorts): Promise<Gateway> {
  const log = createOnceLog(ports.log);
  const state: State = { log, shards: createShards(), isUnderWay: false, isStopping: false };
  const { shards } = state;
  const manager = createManager(ports, state);
  const stopping = new AbortController();
  const connect = async (): Promise<void> => {
    try {
      shards.begin(await manager.getShardIds());
      await manager.connect();
    } catch (error) {
      if (shards.isRefused()) return;
      const { reason, status } = describeError(error);
      const isRefused = status === UNAUTHORIZED;
      const told = isRefused ? `${WRONG_TOKEN} (401)` : reason;
      shards.failed(told);
      log.failed(ALL, "error", { reason: told }, "Could not connect to Discord");
      if (isRefused) ports.onRefused(toRefusal(told));
      // A wrong token stays wrong, and once shards are under way the library tries them again; everything else may pass.
      if (isRefused || state.isUnderWay) return;
      ports.wait(RETRY_AFTER_MS, stopping.signal).then(connect, () => undefined);
    }
  };
  await connect();
  return {
    health: () => shards.health(),
    stop: async () => {
      stopping.abort();
      state.isStopping = true;
      await manager.destroy();
    },
  };
}

interface State {
  readonly log: OnceLog;
  readonly shards: Shards;
  /**
   * A shard tried to connect. From then on the manager is destroyed only for good: a shard that waits for its next
   * attempt would go on all the same, and one that is connecting loses the listener of its error, which ends the process.
   */
  isUnderWay: boolean;
  /** The line is closed on purpose. */
  isStopping: boolean;
}

function createManager(ports: GatewayPorts, state: State): WebSocketManager {
  const { token, client: rest } = ports;
  const { shards } = state;
  const intents = INTENTS.guildMessages + INTENTS.directMessages;
  // By default one session is kept a process, and a second connection would take over the first.
  const sessions = new Map<number, SessionInfo>();
  const manager = new WebSocketManager({
    token,
    intents,
    rest,
    retrieveSessionInfo: (shard) => {
      // Asked before every attempt: one that was due when the manager was destroyed would be made all the same.
      if (state.isStopping) return new Promise(() => undefined);
      // oxlint-disable-next-line unicorn/no-null -- what the library asks for where there is none
      return sessions.get(shard) ?? null;
    },
    updateSessionInfo: (shard, session) => {
      if (session) sessions.set(shard, session);
      else sessions.delete(shard);
    },
  });
  const connected = (shard: number, message: string): void => {
    shards.connected(shard);
    state.log.worked(String(shard));
    ports.log.info({ shard }, message);
  };
  const warn = (shard: number, details: { readonly reason: string }, message: string): void =>
    state.log.failed(String(shard), "warn", { shard, ...details }, message);
  let self: string | undefined;
  manager.on(WebSocketShardEvents.Ready, ({ data, shardId }) => {
    self = data.user.id;
    connected(shardId, "Connected to Discord");
  });
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) =>
    connected(shardId, "Resumed the connection to Discord"),
  );
  manager.on(WebSocketShardEvents.Dispatch, ({ data: { t: type, d: payload } }) => {
    if (type === GatewayDispatchEvents.InteractionCreate) ports.onInteraction(payload);
    else if (type === GatewayDispatchEvents.MessageCreate && self !== undefined)
      ports.onMessage(payload, self);
  });
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    if (state.isStopping) return;
    const refusal = REFUSALS[code];
    if (refusal === undefined) {
      shards.lost(shardId, "reconnecting");
      warn(shardId, { reason: "reconnecting" }, "Lost the connection to Discord");
    } else {
      const reason = `Discord refused the connection: ${refusal}`;
      shards.refused(shardId, reason);
      warn(shardId, { reason }, "Discord refused the connection");
      ports.onRefused(toRefusal(refusal));
    }
  });
  // Without a listener, an error would end the process.
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) => {
    state.isUnderWay = true;
    warn(shardId, describeError(error), "The connection failed");
  });
  return manager;
}

function toRefusal(why: string): Error {
  const mend = why.startsWith(WRONG_TOKEN)
    ? ", copy DISCORD_TOKEN again from Bot at https://discord.com/developers/applications"
    : "";
  return new Error(`Could not connect to Discord: ${why}${mend}`);
}
