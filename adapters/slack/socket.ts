import type { App, Receiver } from "@slack/bolt";
import { openConnection } from "./connection.ts";
import type { Connection, ConnectionEvents, Envelope, Every } from "./connection.ts";
import { causeOf } from "./log.ts";
import type { Log } from "./log.ts";
import { createRetry, WAIT_MS_MAX } from "./retry.ts";
import type { Pause } from "./retry.ts";
import type { TokenRefused } from "./start-failure.ts";

/** What `createSocketReceiver` needs. */
export interface SocketOptions {
  /** Asks Slack for the address of a fresh connection. @throws {TokenRefused} when trying again would not help */
  readonly findUrl: () => Promise<string>;
  readonly onRefused: (refusal: TokenRefused) => void;
  readonly log: Log;
  readonly now: () => number;
  readonly pause: Pause;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly every: Every;
}

/** A connection and what is known of it. */
interface Line {
  readonly connection: Connection;
  /** When Slack greeted, ms since epoch; undefined before. */
  readyAt?: number;
  /** Slack wants another one in its place. */
  isRetired?: true;
  /** Settles when Slack has greeted, or hung up before it did. */
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
}

/** Logged once each time it becomes true. */
export const CONNECTED = "Slack is connected";
export const NOT_CONNECTED = "Slack is not connected: it is tried again until it is";
/** A connection that stood so long was a good one: what happens after it begins a count of its own. */
const STOOD_MS = WAIT_MS_MAX;

/**
 * Takes what Slack delivers over Socket Mode, and keeps connected for ever. Bolt's own receiver gives up when it is refused
 * once while it reconnects, and closes a connection that Slack wants replaced before it has the next.
 *
 * `start()` resolves when connected, or to be tried again.
 */
export function createSocketReceiver(options: SocketOptions): Receiver {
  const { log, now } = options;
  const lines = new Set<Line>();
  const stopping = new AbortController();
  const started = Promise.withResolvers<void>();
  let isConnected: boolean | undefined;
  let app: App | undefined;
  const ready = () => [...lines].filter(({ readyAt }) => readyAt !== undefined);
  const retry = createRetry({
    ...options,
    stopping: stopping.signal,
    isDone: () => ready().some(({ isRetired }) => isRetired === undefined),
    attempt: connect,
    onFailure: (error) => tell(causeOf(error)),
    onRefused: (refusal) => {
      started.reject(refusal);
      options.onRefused(refusal);
    },
  });

  /** Says once that it is connected, and once that it is not. */
  function tell(reason: string): void {
    const is = ready().length > 0;
    if (stopping.signal.aborted || is === isConnected) return;
    isConnected = is;
    if (is) log.info({ transport: "socket" }, CONNECTED);
    else log.warn({ reason }, NOT_CONNECTED);
    started.resolve();
  }

  async function connect(): Promise<void> {
    const url = await options.findUrl();
    if (stopping.signal.aborted) return;
    const line = openLine(url, options.every, {
      ready: () => {
        line.readyAt = now();
        tell("");
      },
      take: (envelope) =>
        // Slack takes an acknowledgement over any connection of the app.
        void deliver(envelope, { app, log, over: () => [line, ...ready()] }),
      asked: () => {
        if (line.isRetired) return;
        line.isRetired = true;
        replace(line);
      },
      closed: (reason) => {
        lines.delete(line);
        tell(reason);
        if (!line.isRetired) replace(line);
      },
    });
    lines.add(line);
    await line.opened;
  }

  function replace({ readyAt = Infinity }: Line): void {
    if (now() - readyAt >= STOOD_MS) retry.reset();
    void retry.run();
  }

  return {
    init: (one) => {
      app = one;
    },
    start: () => {
      void retry.run();
      return started.promise;
    },
    stop: async () => {
      stopping.abort();
      for (const { connection } of lines) connection.close();
      await Promise.all([...lines].map(({ closed }) => closed));
    },
  };
}

function openLine(url: string, every: Every, events: ConnectionEvents): Line {
  const opening = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();
  const connection = openConnection(url, every, {
    ...events,
    ready: () => {
      events.ready();
      opening.resolve();
    },
    asked: () => {
      connection.retire();
      events.asked();
    },
    closed: (reason) => {
      events.closed(reason);
      closing.resolve();
      opening.reject(new Error(`The connection ended: ${reason}`));
    },
  });
  return { connection, opened: opening.promise, closed: closing.promise };
}

async function deliver(
  { id, payload, retryNum, retryReason }: Envelope,
  {
    app,
    log,
    over,
  }: {
    readonly app: App | undefined;
    readonly log: Log;
    readonly over: () => readonly Line[];
  },
): Promise<void> {
  let isAcknowledged = false;
  const ack = async (response?: unknown) => {
    if (isAcknowledged) return;
    isAcknowledged = true;
    const content = typeof response === "string" ? { text: response } : (response ?? {});
    // What matters and was not acknowledged is delivered again.
    const text = JSON.stringify({ envelope_id: id, payload: content });
    if (!over().some(({ connection }) => connection.send(text)))
      log.warn({}, "An acknowledgement found no connection to Slack");
  };
  try {
    await app?.processEvent({
      body: payload,
      ack,
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
  } catch (error) {
    log.error({ cause: causeOf(error) }, "A delivery could not be taken");
  }
}
