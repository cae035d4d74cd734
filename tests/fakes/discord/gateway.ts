import type { Server } from "node:http";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { isFields, itemsOf, textOf } from "./faults.ts";
import type { Fields } from "./faults.ts";
import { rawGuild } from "./world.ts";
import type { World } from "./world.ts";

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  ack: 11,
};
const INTENTS = {
  guilds: 1,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  messageContent: 1 << 15,
};
const PRIVILEGED = INTENTS.guildMembers | INTENTS.guildPresences | INTENTS.messageContent;
const INTENTS_MAX = 2 ** 26;
const SENDS_PER_MINUTE_MAX = 120;

/** `[id, count]`, as IDENTIFY says it. https://docs.discord.com/developers/events/gateway#sharding */
type Shard = readonly [id: number, count: number];

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  seq: number;
  readonly events: { readonly s: number; readonly t: string; readonly d: Fields }[];
  socket?: WebSocket | undefined;
}

/** The websocket half of the fake: what a test can do to the connection and see of it. */
export interface Gateway {
  /** How often a client identified, resumed, sent a heartbeat, was turned away in an outage. */
  readonly counts: {
    identifies: number;
    resumes: number;
    heartbeats: number;
    turnedAway: number;
  };
  /** The connections that are open and past IDENTIFY or RESUME. */
  connected(): number;
  /** Asks clients to reconnect and resume (op 7). */
  reconnect(): void;
  /** Invalidates the sessions (op 9); `true` says they can be resumed. */
  invalidate(resumable: boolean): void;
  /** Closes the connections, or only that of one shard, with a code; without one the line just drops. */
  close(code?: number, shard?: number): void;
  /** While true, new connections are answered with 503, as by the proxies before Discord. */
  isDown: boolean;
  stop(): Promise<void>;
}

/**
 * Serves the gateway on the server's `/gateway`. An event reaches the sessions whose intents cover it, and is kept
 * for RESUME. Content goes only to sessions that may read it.
 *
 * @param privileged - privileged intents switched on in the developer portal; others close with 4014
 */
export function createGateway(
  world: World,
  server: Server,
  url: () => string,
  privileged = 0,
): Gateway {
  const sessions = new Map<string, Session>();
  const sockets = new WebSocketServer({ noServer: true });
  const gateway: Gateway = {
    counts: { identifies: 0, resumes: 0, heartbeats: 0, turnedAway: 0 },
    isDown: false,
    connected: () => [...sessions.values()].filter((session) => session.socket).length,
    reconnect: () => broadcast(sessions, OP.reconnect, null),
    invalidate: (resumable) => {
      broadcast(sessions, OP.invalidSession, resumable);
      if (!resumable) sessions.clear();
    },
    close: (code, shard) => {
      const ofShard = [...sessions.values()].filter((session) => session.shard[0] === shard);
      const closed = ofShard.flatMap((session) => session.socket ?? []);
      for (const socket of shard === undefined ? sockets.clients : closed)
        if (code === undefined) socket.terminate();
        else socket.close(code);
    },
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => {
        sockets.close(resolve);
      });
    },
  };
  server.on("upgrade", (request, socket, head) => {
    if (gateway.isDown) {
      gateway.counts.turnedAway += 1;
      socket.end("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
      world.changed();
    } else
      sockets.handleUpgrade(request, socket, head, (client) =>
        greet(world, gateway, sessions, client, url(), privileged),
      );
  });
  world.dispatch = (event, payload, options = {}) => {
    for (const session of sessions.values()) {
      if (!isSentTo(session.shard, payload["guild_id"])) continue;
      if (options.intent !== undefined && (session.intents & options.intent) === 0) continue;
      const readsAll = (session.intents & INTENTS.messageContent) !== 0;
      emit(
        session,
        event,
        options.private && !readsAll ? { ...payload, ...options.private } : payload,
      );
    }
  };
  return gateway;
}

/** What belongs to no server goes to the first shard. https://docs.discord.com/developers/events/gateway#sharding */
function isSentTo([id, count]: Shard, guildId: unknown): boolean {
  return Number((BigInt(textOf(guildId)) >> 22n) % BigInt(count)) === id;
}

/** The shard of an IDENTIFY; undefined for one that does not exist. */
function shardOf(wanted: unknown): Shard | undefined {
  if (wanted === undefined) return [0, 1];
  const [id, count, ...more] = itemsOf(wanted).map(Number);
  const isShard =
    Number.isInteger(id) &&
    Number.isInteger(count) &&
    id! >= 0 &&
    id! < count! &&
    more.length === 0;
  return isShard ? [id!, count!] : undefined;
}

function greet(
  world: World,
  gateway: Gateway,
  sessions: Map<string, Session>,
  socket: WebSocket,
  url: string,
  privileged: number,
): void {
  let session: Session | undefined;
  let sends: number[] = [];
  send(socket, OP.hello, { heartbeat_interval: 41_250, _trace: [] });
  socket.on("close", () => {
    if (session?.socket === socket) session.socket = undefined;
    world.changed();
  });
  socket.on("message", (bytes: Buffer) => {
    sends = [...sends.filter((at) => world.now - at < 60_000), world.now];
    if (sends.length > SENDS_PER_MINUTE_MAX) socket.close(4008, "Rate limited.");
    const message = parse(bytes);
    if (!message) socket.close(4002, "Error while decoding payload.");
    else if (message["op"] === OP.heartbeat) {
      gateway.counts.heartbeats += 1;
      send(socket, OP.ack, null);
    } else if (message["op"] === OP.identify && session)
      socket.close(4005, "Already authenticated.");
    else if (message["op"] === OP.identify)
      session = identify(world, gateway, sessions, socket, message["d"], url, privileged);
    else if (message["op"] === OP.resume)
      session = resume(world, gateway, sessions, socket, message["d"]);
    else if (!session) socket.close(4003, "Not authenticated.");
    world.changed();
  });
}

function identify(
  world: World,
  gateway: Gateway,
  sessions: Map<string, Session>,
  socket: WebSocket,
  data: unknown,
  url: string,
  privileged: number,
): Session | undefined {
  const wanted = isFields(data) ? data : {};
  if (wanted["token"] !== world.token) socket.close(4004, "Authentication failed.");
  const intents = wanted["intents"];
  const isBad =
    typeof intents !== "number" ||
    !Number.isInteger(intents) ||
    intents < 0 ||
    intents >= INTENTS_MAX;
  if (isBad) socket.close(4013, "Invalid intent(s).");
  else if ((intents & PRIVILEGED & ~privileged) !== 0) socket.close(4014, "Disallowed intent(s).");
  const shard = shardOf(wanted["shard"]);
  if (!shard) socket.close(4010, "Invalid shard.");
  if (isBad || !shard || socket.readyState !== socket.OPEN) return undefined;
  gateway.counts.identifies += 1;
  const session: Session = {
    id: `session-${gateway.counts.identifies}`,
    intents,
    shard,
    seq: 0,
    events: [],
    socket,
  };
  sessions.set(session.id, session);
  const guilds = [...world.guilds.values()].filter(
    (guild) => guild.installed && isSentTo(shard, guild.id),
  );
  emit(session, "READY", {
    v: 10,
    user: { ...world.bot, verified: true, mfa_enabled: false, email: null, flags: 0 },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: url,
    session_type: "normal",
    private_channels: [],
    shard,
    application: { id: world.bot.id, flags: 0 },
    _trace: [],
  });
  if ((intents & INTENTS.guilds) !== 0)
    for (const guild of guilds)
      emit(session, "GUILD_CREATE", rawGuild(world, guild.id, guild.name));
  return session;
}

function resume(
  world: World,
  gateway: Gateway,
  sessions: Map<string, Session>,
  socket: WebSocket,
  data: unknown,
): Session | undefined {
  const wanted = isFields(data) ? data : {};
  if (wanted["token"] !== world.token) {
    socket.close(4004, "Authentication failed.");
    return undefined;
  }
  const session = sessions.get(String(wanted["session_id"]));
  const seq = Number(wanted["seq"]);
  if (!session) {
    send(socket, OP.invalidSession, false);
    return undefined;
  }
  if (seq > session.seq) {
    socket.close(4007, "Invalid seq.");
    return undefined;
  }
  gateway.counts.resumes += 1;
  session.socket = socket;
  for (const { s, t, d } of session.events) if (s > seq) send(socket, OP.dispatch, d, t, s);
  emit(session, "RESUMED", { _trace: [] });
  return session;
}

function emit(session: Session, event: string, payload: Fields): void {
  session.seq += 1;
  session.events.push({ s: session.seq, t: event, d: payload });
  if (session.socket?.readyState === session.socket?.OPEN && session.socket)
    send(session.socket, OP.dispatch, payload, event, session.seq);
}

function broadcast(sessions: ReadonlyMap<string, Session>, op: number, data: unknown): void {
  for (const { socket } of sessions.values()) if (socket) send(socket, op, data);
}

function send(
  socket: WebSocket,
  op: number,
  d: unknown,
  t: string | null = null,
  s: number | null = null,
): void {
  socket.send(JSON.stringify({ op, d, s, t }));
}

function parse(bytes: Buffer): Fields | undefined {
  try {
    const message: unknown = JSON.parse(bytes.toString());
    return isFields(message) ? message : undefined;
  } catch {
    return undefined;
  }
}
