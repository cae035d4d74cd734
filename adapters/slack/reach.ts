import { Server } from "node:http";
import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { App, webApi } from "@slack/bolt";
import type { Receiver } from "@slack/bolt";
import { z } from "zod";
import type { Every } from "./connection.ts";
import { createReceiver } from "./http.ts";
import { causeOf, toBoltLogger } from "./log.ts";
import type { Log } from "./log.ts";
import { createRetry } from "./retry.ts";
import type { Pause } from "./retry.ts";
import { CONNECTED, createSocketReceiver, NOT_CONNECTED } from "./socket.ts";
import { toListenFailure, TOKENS, toRefusal, withToken } from "./start-failure.ts";
import type { WebParts } from "./web.ts";

/** How the app reaches Slack. */
export interface SlackSettings {
  /** The bot token, `xoxb-…`. */
  readonly botToken?: string;
  /** The app-level token, `xapp-…`: with it the app calls Slack (Socket Mode) and needs no public address. */
  readonly appToken?: string;
  /** With it, and no app token, Slack calls the app over HTTP. */
  readonly signingSecret?: string;
  /** Where the app listens for HTTP; default 3000. */
  readonly port?: number;
  readonly host?: string;
  /** Default https://slack.com/api/. */
  readonly apiUrl?: string;
}

/** What `createReach` needs. */
export interface ReachOptions {
  readonly settings: SlackSettings;
  readonly log: Log;
  /** Called once Slack has refused a token, which no waiting mends; with one line for whoever runs the app. */
  readonly onRefused?: (refusal: Error) => void;
  readonly now?: () => number;
  /** Waits, ms; for tests. */
  readonly pause?: Pause;
  /** From 0 to 1; for tests. */
  readonly random?: () => number;
  /** Does something again and again; for tests. */
  readonly every?: Every;
  /** All requests to Slack; for tests. */
  readonly fetch?: typeof fetch;
  /** Other paths answered on the same port, where Slack is reached over HTTP. */
  readonly routes?: readonly { readonly path: string; readonly handler: RequestListener }[];
}

/** The ways to Slack and from it. */
export interface Reach {
  /** Brings what Slack delivers. */
  readonly app: App;
  /** Makes the calls of a conversation. */
  readonly client: WebParts["client"];
  /**
   * Resolves when connected, or to be tried again; with the port, where it listens on one.
   *
   * @throws {Error} in one line when a token is refused or the port is taken
   */
  start(): Promise<number | undefined>;
  stop(): Promise<void>;
}

const CLIENT_TIMEOUT_MS = 4000;
/** For what is tried again for ever, and nobody waits for. */
const CONNECT_TIMEOUT_MS = 10_000;
const selfSchema = z.object({ bot_id: z.string().optional(), user_id: z.string().optional() });
const urlSchema = z.object({ url: z.string() });
/** Every failure of what is tried again is told by whoever tries it. */
const SILENT = toBoltLogger({ info: ignore, warn: ignore, error: ignore });

/** Makes them; nothing is called before `start()`. */
export function createReach(options: ReachOptions): Reach {
  const { settings, log } = options;
  const { botToken = "" } = settings;
  let isRefused = false;
  const onRefused = (refusal: Error) => {
    if (isRefused) return;
    isRefused = true;
    options.onRefused?.(refusal);
  };
  const common = {
    ...(settings.apiUrl === undefined ? {} : { slackApiUrl: settings.apiUrl }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    rejectRateLimitedCalls: true,
  };
  const logger = toBoltLogger(log);
  const talk = {
    ...common,
    timeout: CLIENT_TIMEOUT_MS,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1000 },
  };
  const self = createSelf(
    botToken,
    new webApi.WebClient(undefined, {
      ...common,
      logger: SILENT,
      timeout: CONNECT_TIMEOUT_MS,
      retryConfig: { retries: 0 },
    }),
  );
  const way = settings.appToken === undefined ? overHttp : overSocket;
  const reached = way({ ...options, self, onRefused });
  const app = new App({
    receiver: reached.receiver,
    authorize: async () => ({ botToken, ...self.known() }),
    logger,
    convoStore: false,
    clientOptions: talk,
  });
  const client = new webApi.WebClient(botToken, { ...talk, logger });
  return {
    app,
    client: {
      apiCall: async (method, args) => {
        try {
          return await client.apiCall(method, args);
        } catch (error) {
          const refusal = toRefusal(error, TOKENS.bot);
          if (refusal) onRefused(refusal);
          throw error;
        }
      },
    },
    start: () => reached.start(app),
    stop: () => reached.stop(),
  };
}

/** Who the app is, as Slack says it; asked until it is known. */
interface Self {
  known(): { readonly botId?: string; readonly botUserId?: string } | undefined;
  learn(): Promise<void>;
  /** The address of a fresh connection for Socket Mode. */
  findUrl(appToken: string): Promise<string>;
}

function createSelf(botToken: string, client: WebParts["client"]): Self {
  let known: ReturnType<Self["known"]>;
  const learn = async () => {
    if (known) return;
    const asked = client.apiCall("auth.test", { token: botToken });
    const { bot_id: botId, user_id: botUserId } = selfSchema.parse(
      await withToken(TOKENS.botAtStart, asked),
    );
    known = {
      ...(botId === undefined ? {} : { botId }),
      ...(botUserId === undefined ? {} : { botUserId }),
    };
  };
  return {
    known: () => known,
    learn,
    findUrl: async (appToken) => {
      await learn();
      const asked = client.apiCall("apps.connections.open", { token: appToken });
      return urlSchema.parse(await withToken(TOKENS.app, asked)).url;
    },
  };
}

interface Way {
  readonly receiver: Receiver;
  start(app: App): Promise<number | undefined>;
  stop(): Promise<void>;
}

interface WayOptions extends ReachOptions {
  readonly self: Self;
  readonly onRefused: (refusal: Error) => void;
}

function overSocket(options: WayOptions): Way {
  const { settings, self, now = Date.now, pause = wait } = options;
  const { appToken = "" } = settings;
  const { random = Math.random, every = repeat } = options;
  const findUrl = () => self.findUrl(appToken);
  const receiver = createSocketReceiver({ ...options, now, pause, random, every, findUrl });
  return {
    receiver,
    start: async (app) => {
      await app.start();
      return undefined;
    },
    stop: async () => void (await receiver.stop()),
  };
}

function overHttp(options: WayOptions): Way {
  const { settings, self, log, routes = [], pause = wait, random = Math.random } = options;
  const { signingSecret = "", port: wanted = 3000, host } = settings;
  const isReady = () => self.known() !== undefined;
  const receiver = createReceiver({ signingSecret, log, routes, isReady });
  const stopping = new AbortController();
  const started = Promise.withResolvers<void>();
  let isTold = false;
  const retry = createRetry({
    pause,
    random,
    stopping: stopping.signal,
    isDone: isReady,
    attempt: () => self.learn(),
    onFailure: (error) => {
      if (!isTold) log.warn({ reason: causeOf(error) }, NOT_CONNECTED);
      isTold = true;
      started.resolve();
    },
    onRefused: (refusal) => {
      started.reject(refusal);
      options.onRefused(refusal);
    },
  });
  return {
    receiver,
    start: async (app) => {
      const port = portOf(await listening(app.start({ port: wanted, host }), wanted));
      const connected = async () => {
        await retry.run();
        if (isReady()) log.info({ transport: "http", port }, CONNECTED);
        started.resolve();
      };
      void connected();
      await started.promise;
      return port;
    },
    stop: async () => {
      stopping.abort();
      await receiver.stop();
    },
  };
}

async function listening<Value>(starting: Promise<Value>, port: number): Promise<Value> {
  try {
    return await starting;
  } catch (error) {
    throw toListenFailure(error, port);
  }
}

function portOf(server: unknown): number | undefined {
  const address = server instanceof Server ? server.address() : null;
  return address === null || typeof address === "string" ? undefined : address.port;
}

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}

function repeat(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
}

function ignore(): void {
  return undefined;
}
