import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createOrder, createTicks } from "../../src/in-order.ts";
import { isOfRound } from "../../src/rounds/replies.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import type { OwedReply, TurnParts } from "../../src/turn.ts";
import { createAnswerer, namedIn } from "./answer.ts";
import type { Answerer } from "./answer.ts";
import { createDelivery } from "./delivery.ts";
import { connectGateway } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import { createEndpoint, INTERACTIONS_PATH } from "./http.ts";
import { answeredBy } from "./line.ts";
import { createMessages } from "./messages.ts";
import type { Log } from "./log.ts";
import { createClient, createRest } from "./rest.ts";
import { sendRound } from "./round-delivery.ts";
import type { Health } from "./shards.ts";

/** How the Discord adapter starts. */
export interface DiscordOptions {
  readonly parts: TurnParts;
  readonly log: Log;
  /** With it, the bot connects to the gateway: interactions, direct messages and mentions. */
  readonly token?: string;
  /** With it, interactions are taken over HTTP at `/discord/interactions`; no bot token is needed for that. */
  readonly publicKey?: string;
  /** Where to listen: 0 takes any free port; without it the endpoint is handed to the caller. */
  readonly port?: number;
  /** Discord's API without the version; default Discord's own. */
  readonly apiUrl?: string;
  /** Ms since epoch; default the system's clock. */
  readonly now?: () => number;
  /** Resolves after so many ms; default a timer. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** How long the first answer to an interaction is tried; default as long as Discord takes one. */
  readonly answerMs?: number;
  /** Called when Discord refuses the bot, which no waiting mends; with one line for whoever runs it. */
  readonly onRefused?: (refusal: Error) => void;
}

/** The running adapter. */
export interface Discord {
  /** Why it cannot do its work, if so: a refused gateway stays refused. */
  health(): Health;
  /** The port interactions are taken on, where they come over HTTP. */
  readonly port?: number;
  /** Takes interactions over HTTP, for a server that somebody else runs: where a public key and no port is given. */
  readonly endpoint?: { readonly path: string; readonly handler: RequestListener };
  /**
   * Sends a reply by its stored address alone, for rows left behind and for reminders.
   *
   * @throws {Error} when the person cannot be reached; their next click shows the current screen.
   */
  send(owed: OwedReply | OwedRoundReply): Promise<void>;
  /** Stops listening, and waits for what is under way. */
  stop(): Promise<void>;
}

/** As `setTimeout` of node:timers/promises, but it rejects with the reason as it is, which costs next to nothing. */
function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms).unref();
  const stop = () => {
    clearTimeout(timer);
    reject(signal.reason);
  };
  signal.addEventListener("abort", stop, { once: true });
  return promise;
}

/**
 * Starts the Discord adapter: over the gateway, over HTTP, or both.
 *
 * @throws {RangeError} when neither a token nor a public key is given
 */
export async function startDiscord(options: DiscordOptions): Promise<Discord> {
  const { parts, log, token, publicKey, port, apiUrl } = options;
  if (token === undefined && publicKey === undefined)
    throw new RangeError("Could not start Discord: a token or a public key is needed");
  const now = options.now ?? (() => Date.now());
  const wait = options.wait ?? waitFor;
  const client = createClient(token, apiUrl);
  const rest = createRest(client, token !== undefined, options.answerMs);
  const ports = { parts, rest, log, now, tick: createTicks(), wait, order: createOrder() };
  const underWay = createCounter();
  const inner = createAnswerer(ports);
  const answerer: Answerer = {
    answer: (payload, respond) => underWay.track(inner.answer(payload, respond)),
  };
  const messages = createMessages({ ...ports, namedIn });
  const handler =
    publicKey === undefined ? undefined : createEndpoint({ publicKey, answerer, rest, log, now });
  const server =
    handler === undefined || port === undefined
      ? undefined
      : await listen(createServer(handler), port);
  const gateway =
    token === undefined
      ? undefined
      : await connectGateway({
          token,
          client,
          log,
          wait,
          onRefused: (refusal) => options.onRefused?.(refusal),
          onInteraction: (payload) => {
            const { id, token: secret } = answeredBy(payload);
            void answerer.answer(payload, (callback, more) =>
              rest.callback(id, secret, callback, more),
            );
          },
          onMessage: (payload, self) => void underWay.track(messages.take(payload, self)),
        });
  const taken = portOf(server);
  return {
    health: () => healthOf(gateway, server),
    ...(taken === undefined ? {} : { port: taken }),
    ...(handler && !server ? { endpoint: { path: INTERACTIONS_PATH, handler } } : {}),
    send: async (owed) => {
      if (isOfRound(owed)) await sendRound(ports, owed);
      else await parts.storage.markSent(owed.id, await createDelivery(ports).send(owed));
    },
    stop: async () => {
      server?.close();
      await gateway?.stop();
      await underWay.settled();
      server?.closeAllConnections();
    },
  };
}

function healthOf(gateway: Gateway | undefined, server: Server | undefined): Health {
  if (server && !server.listening) return { healthy: false, reason: "not listening" };
  return gateway ? gateway.health() : { healthy: true };
}

async function listen(server: Server, port: number): Promise<Server> {
  server.listen(port);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(`Could not listen on port ${port}: choose another with PORT`, { cause });
  }
  return server;
}

function portOf(server: Server | undefined): number | undefined {
  const address = server?.address();
  return typeof address === "object" ? address?.port : undefined;
}

/** Knows what is under way, so that stopping can wait for it. */
function createCounter() {
  let running = 0;
  let idle: PromiseWithResolvers<void> | undefined;
  const end = () => {
    running -= 1;
    if (running > 0) return;
    idle?.resolve();
    idle = undefined;
  };
  return {
    track: <Value>(task: Promise<Value>): Promise<Value> => {
      running += 1;
      void task.then(end, end);
      return task;
    },
    settled: async () => {
      if (running === 0) return;
      idle ??= Promise.withResolvers();
      await idle.promise;
    },
  };
}
