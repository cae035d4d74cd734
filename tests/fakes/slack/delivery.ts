import { createHmac, randomUUID } from "node:crypto";

import { isFields, type Fields } from "./block-kit-checks.ts";
import type { Socket } from "./socket.ts";
import type { Workspace } from "./workspace.ts";

/** What kind of thing is delivered; each has its own encoding over HTTP. */
export type Kind = "events_api" | "interactive" | "slash_commands";

/** How a delivery is sent, or spoiled. */
export interface DeliveryOptions {
  /** Sends the identical thing twice, at once; an event says it is a retry the second time. */
  readonly isTwice?: boolean;
  /** HTTP only: something that did not come from Slack. */
  readonly tamper?: "signature" | "unsigned" | "stale" | "oversized" | "malformed";
  readonly retry?: { readonly num: number; readonly reason: string };
  /** Real milliseconds to wait for the acknowledgement; 3000, as Slack does. */
  readonly waitMs?: number;
}

/** What became of a delivery. */
export interface Delivered {
  readonly kind: Kind;
  readonly payload: Fields;
  /** The HTTP status; undefined over Socket Mode or when no answer came in time. */
  readonly status: number | undefined;
  /** The acknowledgement's content: parsed JSON, text, or undefined when it was empty or never came. */
  readonly ack: unknown;
  /** Whether it was acknowledged within the wait; over HTTP with a 2xx status. */
  readonly isInTime: boolean;
  /** The other one of the two, when it was sent twice. */
  readonly twin?: Delivered;
}

/** Where the app listens. */
export type Transport =
  | { readonly type: "http"; readonly url: string }
  | { readonly type: "socket" };

interface Attempt {
  readonly kind: Kind;
  readonly payload: Fields;
  readonly num: number;
  readonly at: number;
  readonly reason: string;
  isOpen: boolean;
}

/** Sends to the app and remembers which events must be sent again. */
export interface Deliveries {
  transport: Transport | undefined;
  send(kind: Kind, payload: Fields, options?: DeliveryOptions): Promise<Delivered>;
  /** Sends again the events whose time for it has come on the fake's clock. */
  sendDue(options?: Pick<DeliveryOptions, "waitMs">): Promise<Delivered[]>;
}

/** Slack waits for three seconds, on its own clock. */
const ACK_MS = 3000;
/** An app on a busy machine is waited for longer: how late it is, a test says by `waitMs`. */
const PATIENCE_MS = 60_000;
// At once, after a minute, after five (https://docs.slack.dev/apis/events-api/#retries).
const RETRY_AFTER_MS = [0, 60_000, 300_000];
const OVERSIZED_CHARS = 5 * 1024 * 1024;

/** Builds the sender for one app. */
export function createDeliveries(
  world: Workspace,
  socket: Socket,
  signingSecret: string,
): Deliveries {
  const attempts: Attempt[] = [];

  async function sendOnce(
    kind: Kind,
    payload: Fields,
    options: DeliveryOptions,
  ): Promise<Delivered> {
    const { transport } = deliveries;
    if (transport === undefined)
      throw new Error("Cannot deliver to the app: say where it listens with listenAt()");
    const waitMs = options.waitMs ?? PATIENCE_MS;
    const num = options.retry?.num ?? 0;
    const sentAt = world.now();
    const delivered =
      transport.type === "http"
        ? await sendHttp(transport.url, signingSecret, kind, payload, { ...options, waitMs })
        : await sendEnvelope(socket, kind, payload, options.retry, waitMs, () =>
            closeAttempts(payload),
          );
    if (kind !== "events_api" || options.tamper !== undefined) return delivered;
    if (delivered.isInTime) closeAttempts(payload);
    else {
      const isTimeout = delivered.status === undefined;
      const reason =
        transport.type === "socket" ? "timeout" : isTimeout ? "http_timeout" : "http_error";
      attempts.push({
        kind,
        payload,
        num,
        at: sentAt + (isTimeout ? ACK_MS : 0),
        reason,
        isOpen: true,
      });
    }
    return delivered;
  }

  function closeAttempts(payload: Fields): void {
    for (const attempt of attempts) if (attempt.payload === payload) attempt.isOpen = false;
  }

  const deliveries: Deliveries = {
    transport: undefined,
    async send(kind, payload, options = {}) {
      if (options.isTwice !== true) return sendOnce(kind, payload, options);
      const retry = kind === "events_api" ? { num: 1, reason: "http_timeout" } : undefined;
      const again = retry === undefined ? options : { ...options, retry };
      const [first, twin] = await Promise.all([
        sendOnce(kind, payload, options),
        sendOnce(kind, payload, again),
      ]);
      return { ...first, twin };
    },
    async sendDue(options = {}) {
      const due = attempts.filter(
        (one) => one.isOpen && world.now() >= one.at + (RETRY_AFTER_MS[one.num] ?? Infinity),
      );
      for (const one of due) one.isOpen = false;
      return Promise.all(
        due.map(({ kind, payload, num, reason }) =>
          sendOnce(kind, payload, { ...options, retry: { num: num + 1, reason } }),
        ),
      );
    },
  };
  return deliveries;
}

async function sendEnvelope(
  socket: Socket,
  kind: Kind,
  payload: Fields,
  retry: DeliveryOptions["retry"],
  waitMs: number,
  onLateAck: () => void,
): Promise<Delivered> {
  const acceptsPayload =
    kind === "slash_commands" ||
    payload["type"] === "view_submission" ||
    payload["type"] === "block_suggestion";
  const retryFields =
    kind === "events_api"
      ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? "" }
      : {};
  const envelope = {
    envelope_id: randomUUID(),
    payload,
    type: kind,
    accepts_response_payload: acceptsPayload,
    ...retryFields,
  };
  const ack = await socket.send(envelope, waitMs, onLateAck);
  const content =
    isFields(ack) && isFields(ack["payload"]) && Object.keys(ack["payload"]).length > 0
      ? ack["payload"]
      : undefined;
  return { kind, payload, status: undefined, ack: content, isInTime: ack !== undefined };
}

async function sendHttp(
  url: string,
  secret: string,
  kind: Kind,
  payload: Fields,
  options: DeliveryOptions & { readonly waitMs: number },
): Promise<Delivered> {
  const { tamper, retry } = options;
  const body =
    tamper === "malformed"
      ? '{"type":'
      : encode(kind, payload) + (tamper === "oversized" ? " ".repeat(OVERSIZED_CHARS) : "");
  // The receiver compares with the real clock, whatever the fake's clock says.
  const timestamp = String(Math.floor(Date.now() / 1000) - (tamper === "stale" ? 301 : 0));
  const hash = createHmac("sha256", tamper === "signature" ? `not ${secret}` : secret);
  const signature = `v0=${hash.update(`v0:${timestamp}:${body}`).digest("hex")}`;
  const headers = {
    "content-type":
      kind === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
    // An open connection would keep the app's server from stopping.
    connection: "close",
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    ...(tamper === "unsigned"
      ? {}
      : { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature }),
    ...(retry === undefined
      ? {}
      : { "x-slack-retry-num": String(retry.num), "x-slack-retry-reason": retry.reason }),
  };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(options.waitMs),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const ack: unknown = text === "" ? undefined : isJson ? JSON.parse(text) : text;
    return { kind, payload, status: response.status, ack, isInTime: response.ok };
  } catch (error) {
    // A receiver that closes the connection on an oversized body is as good as a refusal.
    if (tamper === undefined && !(error instanceof DOMException)) throw error;
    return { kind, payload, status: undefined, ack: undefined, isInTime: false };
  }
}

function encode(kind: Kind, payload: Fields): string {
  if (kind === "events_api") return JSON.stringify(payload);
  if (kind === "interactive")
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]) => [name, String(value)]),
  ).toString();
}
