import { randomUUID } from "node:crypto";
import type { Server } from "node:http";

import { WebSocket, WebSocketServer } from "ws";

import { isFields, type Fields } from "./block-kit-checks.ts";

/** The Socket Mode side of the fake (https://docs.slack.dev/apis/events-api/using-socket-mode). */
export interface Socket {
  /** A fresh address, for one connection. */
  url(): string;
  /** How many connections are open, on both sides as far as anybody can see. */
  connections(): number;
  /** How many connections there were so far. */
  opened(): number;
  /** How often the app asked for a sign of life. */
  pings(): number;
  /**
   * Sends an envelope to one connection, a different one each time.
   *
   * @returns the acknowledgement, or undefined when none came in time
   */
  send(envelope: Fields, waitMs: number, onLateAck: () => void): Promise<Fields | undefined>;
  /** Asks the oldest connection to leave, as Slack does every few hours: one that was not asked yet, or `again`. */
  requestRefresh(reason?: "warning" | "refresh_requested" | "link_disabled", which?: "again"): void;
  /** Settles when everything sent so far has reached the app. */
  flushed(): Promise<void>;
  /** Closes every connection that was asked to leave, as Slack does some seconds later. */
  closeAsked(): void;
  /** Cuts all connections without a word. */
  drop(): void;
  /** Reads and says nothing more on the open connections, which stay open: as a proxy that stops to forward. */
  silence(): void;
  /** What becomes of a new connection: greeted, turned away with 503, or accepted and then nothing. */
  door: "open" | "shut" | "mute";
  /** Acknowledgements that named no known envelope, or one that was acknowledged before. */
  readonly strayAcks: readonly Fields[];
  /** Closes all connections, politely for as long as the app plays along. */
  stop(): Promise<void>;
}

const CONNECTIONS_MAX = 10;

/** Attaches the Socket Mode endpoint to the fake's HTTP server. */
export function createSocket(server: Server, baseUrl: () => string, appId: string): Socket {
  const tickets = new Set<string>();
  const waiting = new Map<string, (ack: Fields) => void>();
  const strayAcks: Fields[] = [];
  const asked = new Set<WebSocket>();
  const silent = new Set<WebSocket>();
  let opened = 0;
  let pings = 0;
  const wss = new WebSocketServer({ noServer: true });
  let turn = 0;

  server.on("upgrade", (request, stream, head) => {
    const ticket = new URL(request.url ?? "/", baseUrl()).searchParams.get("ticket") ?? "";
    if (!tickets.delete(ticket) || wss.clients.size >= CONNECTIONS_MAX) {
      stream.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    if (socket.door === "shut") {
      stream.end("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    wss.handleUpgrade(request, stream, head, (client) => {
      opened += 1;
      client.on("message", (data) => take(Buffer.isBuffer(data) ? data.toString() : ""));
      client.on("ping", () => {
        pings += 1;
      });
      if (socket.door === "mute") return;
      client.send(
        JSON.stringify({
          type: "hello",
          num_connections: wss.clients.size,
          debug_info: {
            host: "applink-fake",
            build_number: 1,
            approximate_connection_time: 18_060,
          },
          connection_info: { app_id: appId },
        }),
      );
    });
  });

  function take(text: string): void {
    const ack: unknown = JSON.parse(text);
    if (!isFields(ack)) return;
    const answer = waiting.get(String(ack["envelope_id"]));
    if (answer === undefined) strayAcks.push(ack);
    waiting.delete(String(ack["envelope_id"]));
    answer?.(ack);
  }

  const heard = () => [...wss.clients].filter((client) => !silent.has(client));

  const socket: Socket = {
    door: "open",
    url: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${baseUrl().replace("http", "ws")}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    connections: () => heard().length,
    opened: () => opened,
    pings: () => pings,
    strayAcks,
    async send(envelope, waitMs, onLateAck) {
      const open = heard().filter((client) => client.readyState === WebSocket.OPEN);
      const client = open[turn % open.length];
      turn += 1;
      if (client === undefined)
        throw new Error("Cannot deliver an envelope: the app has no Socket Mode connection");
      const { promise, resolve } = Promise.withResolvers<Fields | undefined>();
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        resolve(undefined);
      }, waitMs);
      waiting.set(String(envelope["envelope_id"]), (ack) => {
        clearTimeout(timer);
        if (isLate) onLateAck();
        resolve(ack);
      });
      client.send(JSON.stringify(envelope));
      return promise;
    },
    requestRefresh(reason = "refresh_requested", which) {
      const client = heard().find((one) => asked.has(one) === (which === "again"));
      if (client) asked.add(client);
      client?.send(
        JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-fake" } }),
      );
    },
    async flushed() {
      const answered = heard().map((client) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        client.once("pong", () => resolve());
        client.ping();
        return promise;
      });
      await Promise.all(answered);
    },
    closeAsked: () => {
      for (const client of asked) client.close(1000);
      asked.clear();
    },
    drop: () => wss.clients.forEach((client) => client.terminate()),
    silence: () => {
      for (const client of wss.clients) {
        client.pause();
        silent.add(client);
      }
    },
    async stop() {
      for (const client of silent) {
        client.resume();
        client.terminate();
      }
      const left = [...wss.clients].map((client) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        client.once("close", () => resolve());
        client.close(1001);
        setTimeout(() => client.terminate(), 200).unref();
        return promise;
      });
      await Promise.all(left);
      wss.close();
    },
  };
  return socket;
}
