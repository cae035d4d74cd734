import { WebSocket } from "ws";
import type { RawData } from "ws";
import { z } from "zod";

/** What Slack says over a connection. https://docs.slack.dev/apis/events-api/using-socket-mode */
const saidSchema = z.object({
  type: z.string(),
  envelope_id: z.string().optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
});

/** Something that Slack delivers and wants acknowledged. */
export interface Envelope {
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retryNum: number | undefined;
  readonly retryReason: string | undefined;
}

/** Calls something again and again; what it returns ends that. */
export type Every = (ms: number, work: () => void) => () => void;

/** What becomes of a connection. */
export interface ConnectionEvents {
  /** Slack greeted: from now on it may deliver here. */
  ready(): void;
  take(envelope: Envelope): void;
  /** Slack will close this connection soon and wants another one opened. */
  asked(): void;
  /** It is closed, once, for whatever reason. */
  closed(reason: string): void;
}

/** One WebSocket to Slack. */
export interface Connection {
  /** Says whether it could be sent. */
  send(text: string): boolean;
  /** Leaves it to Slack to close, and closes it where Slack does not: until then Slack may still deliver here. */
  retire(): void;
  close(): void;
}

/** How often Slack is asked for a sign of life, and how long it may take to greet. */
const INTERVAL_MS = 10_000;
/** How many intervals a connection stays open that Slack wanted replaced; it warns ten seconds ahead. */
const RETIRED_INTERVALS = 3;
const NORMAL_CLOSURE = 1000;
/** How long the other side may take to say goodbye. */
const GOODBYE_MS = 1000;

/**
 * Opens a connection. It is cut when an interval passes without any sign of life, though it was asked for one: a network
 * that only stops to forward closes nothing.
 */
export function openConnection(url: string, every: Every, events: ConnectionEvents): Connection {
  const socket = new WebSocket(url);
  let reason = "closed";
  let isReady = false;
  let isHeard = true;
  let left = Infinity;
  const endWatch = every(INTERVAL_MS, () => {
    left -= 1;
    if (!isReady || !isHeard) {
      reason = "no sign of life";
      return socket.terminate();
    }
    isHeard = false;
    if (left <= 0) close();
    else socket.ping();
  });
  const hear = () => {
    isHeard = true;
  };
  function close(): void {
    socket.close(NORMAL_CLOSURE);
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  }
  socket.on("pong", hear);
  socket.on("message", (bytes) => {
    hear();
    const said = read(bytes);
    if (said?.type === "hello") {
      isReady = true;
      events.ready();
    } else if (said?.type === "disconnect") events.asked();
    else if (said?.envelope_id !== undefined && said.payload)
      events.take({
        id: said.envelope_id,
        payload: said.payload,
        retryNum: said.retry_attempt,
        retryReason: said.retry_reason,
      });
  });
  socket.on("error", (error) => {
    if (reason === "closed") reason = error.message;
  });
  socket.on("close", () => {
    endWatch();
    events.closed(reason);
  });
  return {
    send: (text) => {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    retire: () => {
      left = RETIRED_INTERVALS;
    },
    close,
  };
}

function read(bytes: RawData): z.infer<typeof saidSchema> | undefined {
  try {
    return saidSchema.safeParse(JSON.parse(textOf(bytes))).data;
  } catch {
    return undefined;
  }
}

function textOf(bytes: RawData): string {
  if (bytes instanceof ArrayBuffer) return Buffer.from(bytes).toString();
  return (Array.isArray(bytes) ? Buffer.concat(bytes) : bytes).toString();
}
