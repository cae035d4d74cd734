import { Client, Events, GatewayIntentBits, Options } from "discord.js";
import { describeError, redact } from "./redact.ts";
import type { Log } from "./redact.ts";

/** Whether the adapter can do its work, and why not. */
export interface Health {
  readonly healthy: boolean;
  readonly reason?: string;
}

/** What a connection needs. */
export interface GatewayPorts {
  readonly token: string;
  readonly apiUrl?: string | undefined;
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

/** What discord.js itself has to know of: that it is connected, and as whom. */
const FOR_CLIENT: ReadonlySet<string> = new Set(["READY", "RESUMED"]);
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
 * Connects with the least that is needed: no guilds are cached, and raw events are all we read. Interactions need no
 * intent; the two here bring direct messages and mentions. Resolves when connected, or refused, or to be tried again.
 */
export async function connectGateway(ports: GatewayPorts): Promise<Gateway> {
  const { log, token, apiUrl } = ports;
  const client = createClient(apiUrl);
  const state: { health: Health } = { health: unhealthy("not connected yet") };
  const stopping = new AbortController();
  watchHealth(client, state, log);
  client.on(Events.Raw, (packet: { t?: string; d?: unknown }) => {
    const { t: type, d: payload } = packet;
    if (type === "READY") forgetServers(payload);
    if (type === undefined || FOR_CLIENT.has(type)) return;
    // discord.js would parse the packet next, and throw where a field is missing, or keep servers, channels and roles
    // that nobody here reads: what it does not know it leaves.
    packet.t = "TAKEN";
    if (type === "INTERACTION_CREATE") ports.onInteraction(payload);
    else if (type === "MESSAGE_CREATE" && client.user) ports.onMessage(payload, client.user.id);
  });
  const connect = async (): Promise<void> => {
    try {
      await client.login(token);
    } catch (error) {
      const { reason } = describeError(error);
      state.health = unhealthy(reason);
      log.error({ reason }, "Could not connect to Discord");
      // A wrong token stays wrong; everything else may pass.
      if (/token/iu.test(reason)) return;
      ports.wait(RETRY_AFTER_MS, stopping.signal).then(connect, () => undefined);
    }
  };
  await connect();
  return {
    health: () => state.health,
    stop: async () => {
      stopping.abort();
      await client.destroy();
    },
  };
}

/** READY names every server the bot is on, and discord.js would keep an object for each. */
function forgetServers(ready: unknown): void {
  if (typeof ready === "object" && ready !== null) Reflect.set(ready, "guilds", []);
}

function createClient(apiUrl: string | undefined): Client {
  return new Client({
    intents: [GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadManager: 0,
    }),
    ...(apiUrl === undefined ? {} : { rest: { api: apiUrl } }),
  });
}

function watchHealth(client: Client, state: { health: Health }, log: Log): void {
  const set = (health: Health, message: string): void => {
    state.health = health;
    if (health.healthy) log.info({}, message);
    else log.warn({ reason: health.reason }, message);
  };
  client.on(Events.ClientReady, () => set({ healthy: true }, "Connected to Discord"));
  client.on(Events.ShardReady, () => set({ healthy: true }, "Connected to Discord"));
  client.on(Events.ShardResume, () => set({ healthy: true }, "Resumed the connection to Discord"));
  client.on(Events.ShardReconnecting, () =>
    set(unhealthy("reconnecting"), "Lost the connection to Discord"),
  );
  client.on(Events.ShardDisconnect, ({ code }) =>
    set(
      unhealthy(`Discord refused the connection: ${REFUSALS[code] ?? `code ${code}`}`),
      "Discord refused the connection",
    ),
  );
  client.on(Events.Invalidated, () =>
    set(unhealthy("the connection was invalidated"), "Discord ended the connection"),
  );
  // Without listeners, an error would end the process.
  client.on(Events.ShardError, (error) => log.warn(describeError(error), "The connection failed"));
  client.on(Events.Error, (error) => log.error(describeError(error), "The client failed"));
  client.on(Events.Warn, (message) => log.warn({}, redact(message)));
}

function unhealthy(reason: string): Health {
  return { healthy: false, reason };
}
