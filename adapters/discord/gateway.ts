import { WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import type { SessionInfo } from "@discordjs/ws";
import { GatewayDispatchEvents } from "discord-api-types/v10";
import type { REST } from "discord.js";
import { describeError } from "./log.ts";
import type { Log } from "./log.ts";

/** Whether the adapter can do its work, and why not. */
export interface Health {
  readonly healthy: boolean;
  readonly reason?: string;
}

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
}

/** A connection to Discord's gateway. */
export interface Gateway {
  health(): Health;
  stop(): Promise<void>;
}

const RETRY_AFTER_MS = 30_000;
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const REFUSALS: Readonly<Record<number, string>> = {
  4004: "the bot token is not valid (4004)",
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

/**
 * Connects with the least that is needed: the gateway's own layer of discord.js, which keeps the connection and resumes
 * it, without its cache of servers, which nobody here reads. Resolves when connected, or refused, or to be tried again.
 */
export async function connectGateway(ports: GatewayPorts): Promise<Gateway> {
  const { log } = ports;
  const state: State = {
    health: unhealthy("not connected yet"),
    isRefused: false,
    isStopping: false,
  };
  const stopping = new AbortController();
  const connect = async (): Promise<void> => {
    // One that could not connect is not used again.
    await state.manager?.destroy();
    state.manager = createManager(ports, state);
    try {
      await state.manager.connect();
    } catch (error) {
      if (state.isRefused) return;
      const { reason, status } = describeError(error);
      state.isRefused = status === UNAUTHORIZED;
      state.health = unhealthy(state.isRefused ? "the bot token is not valid (401)" : reason);
      log.error({ reason: state.health.reason }, "Could not connect to Discord");
      // A wrong token stays wrong; everything else may pass.
      if (state.isRefused) return;
      ports.wait(RETRY_AFTER_MS, stopping.signal).then(connect, () => undefined);
    }
  };
  await connect();
  return {
    health: () => state.health,
    stop: async () => {
      stopping.abort();
      state.isStopping = true;
      await state.manager?.destroy();
    },
  };
}

interface State {
  health: Health;
  /** Discord does not want us: nothing that we try again would change that. */
  isRefused: boolean;
  /** The line is closed on purpose. */
  isStopping: boolean;
  manager?: WebSocketManager;
}

function createManager(ports: GatewayPorts, state: State): WebSocketManager {
  const { token, client: rest, log } = ports;
  const intents = INTENTS.guildMessages + INTENTS.directMessages;
  // By default one session is kept a process, and a second connection would take over the first.
  const sessions = new Map<number, SessionInfo>();
  const manager = new WebSocketManager({
    token,
    intents,
    rest,
    // oxlint-disable-next-line unicorn/no-null -- what the library asks for where there is none
    retrieveSessionInfo: (shard) => sessions.get(shard) ?? null,
    updateSessionInfo: (shard, session) => {
      if (session) sessions.set(shard, session);
      else sessions.delete(shard);
    },
  });
  const set = (health: Health, message: string): void => {
    state.health = health;
    if (health.healthy) log.info({}, message);
    else log.warn({ reason: health.reason }, message);
  };
  let self: string | undefined;
  manager.on(WebSocketShardEvents.Ready, ({ data }) => {
    self = data.user.id;
    set({ healthy: true }, "Connected to Discord");
  });
  manager.on(WebSocketShardEvents.Resumed, () =>
    set({ healthy: true }, "Resumed the connection to Discord"),
  );
  manager.on(WebSocketShardEvents.Dispatch, ({ data: { t: type, d: payload } }) => {
    if (type === GatewayDispatchEvents.InteractionCreate) ports.onInteraction(payload);
    else if (type === GatewayDispatchEvents.MessageCreate && self !== undefined)
      ports.onMessage(payload, self);
  });
  manager.on(WebSocketShardEvents.Closed, ({ code }) => {
    if (state.isStopping) return;
    const refusal = REFUSALS[code];
    state.isRefused = refusal !== undefined;
    if (refusal === undefined) set(unhealthy("reconnecting"), "Lost the connection to Discord");
    else
      set(
        unhealthy(`Discord refused the connection: ${refusal}`),
        "Discord refused the connection",
      );
  });
  // Without a listener, an error would end the process.
  manager.on(WebSocketShardEvents.Error, ({ error }) =>
    log.warn(describeError(error), "The connection failed"),
  );
  return manager;
}

function unhealthy(reason: string): Health {
  return { healthy: false, reason };
}
