import { Server } from "node:http";
import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { App } from "@slack/bolt";
import type { AppOptions } from "@slack/bolt";
import { createOrder, createTicks } from "../../src/in-order.ts";
import { createPost, postBy } from "../../src/post.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import type { OwedReply, TurnParts } from "../../src/turn.ts";
import { holdEventAcks } from "./acknowledge.ts";
import { createReceiver } from "./http.ts";
import { listen } from "./listen.ts";
import { toBoltLogger } from "./log.ts";
import type { Log } from "./log.ts";
import { createSender } from "./send.ts";
import { toStartFailure } from "./start-failure.ts";
import { createWeb } from "./web.ts";

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

/** What `startSlack` needs. */
export interface SlackOptions {
  readonly parts: TurnParts;
  readonly settings: SlackSettings;
  readonly log: Log;
  readonly now?: () => number;
  /** Waits, ms; for tests. */
  readonly pause?: (ms: number) => Promise<void>;
  /** All requests to Slack; for tests. */
  readonly fetch?: typeof fetch;
  /** Other paths answered on the same port, where Slack is reached over HTTP. */
  readonly routes?: readonly { readonly path: string; readonly handler: RequestListener }[];
}

/** The running adapter. */
export interface StartedSlack {
  /** The port it listens on; absent in Socket Mode. */
  readonly port?: number;
  /** Sends what was left behind, or what falls due, given only what is stored. @throws {Error} when Slack does not take it */
  send(owed: OwedReply | OwedRoundReply): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
  /** Stops listening and waits for the turns under way. */
  stop(): Promise<void>;
}

/** Which settings are missing, one line each with where to get them; empty when the app can start. */
export function missingSettings({
  botToken,
  appToken,
  signingSecret,
}: SlackSettings): readonly string[] {
  const missing: string[] = [];
  if (botToken === undefined)
    missing.push(
      "SLACK_BOT_TOKEN (xoxb-…): api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token",
    );
  if (appToken === undefined && signingSecret === undefined)
    missing.push(
      "SLACK_APP_TOKEN (xapp-…): Basic Information → App-Level Tokens, scope connections:write; or SLACK_SIGNING_SECRET: Basic Information → App Credentials, for HTTP",
    );
  return missing;
}

const CLIENT_TIMEOUT_MS = 4000;

/**
 * Connects to Slack and answers until stopped.
 *
 * @throws {Error} in one line for whoever runs it, when settings are missing, Slack refuses a token or the port is taken
 */
export async function startSlack(options: SlackOptions): Promise<StartedSlack> {
  const { parts, settings, log, now = Date.now, fetch: send } = options;
  const missing = missingSettings(settings);
  if (missing.length > 0) throw new Error(`Could not start Slack: missing ${missing.join("; ")}`);
  const app = createApp(options);
  const { port: wanted = 3000 } = settings;
  await explained(app.init(), { ...TOKENS.bot, port: wanted });
  holdEventAcks(app);
  const pause = options.pause ?? ((ms: number) => sleep(ms));
  const web = createWeb({
    client: app.client,
    post: send ? postBy(send) : createPost(),
    fetch: send ?? fetch,
    pause,
  });
  const tick = createTicks();
  const sender = createSender({ parts, web, now, tick, log });
  const order = createOrder();
  listen(app, { parts, web, sender, now, tick, log }, order);
  const starting = app.start({ port: wanted, host: settings.host });
  const port = portOf(await explained(starting, { ...TOKENS.app, port: wanted }));
  log.info({ transport: port === undefined ? "socket" : "http", port }, "Slack is connected");
  return {
    ...(port === undefined ? {} : { port }),
    send: (owed) => sender.send(owed),
    idle: () => order.idle(),
    async stop() {
      await app.stop();
      await order.idle();
    },
  };
}

/** Where each token is copied from. */
const TOKENS = {
  bot: { name: "SLACK_BOT_TOKEN", from: "OAuth & Permissions" },
  app: { name: "SLACK_APP_TOKEN", from: "Basic Information, App-Level Tokens" },
} as const;

async function explained<Value>(
  step: Promise<Value>,
  asked: Parameters<typeof toStartFailure>[1],
): Promise<Value> {
  try {
    return await step;
  } catch (error) {
    throw toStartFailure(error, asked);
  }
}

function createApp({ settings, log, fetch: send, routes = [] }: SlackOptions): App {
  const { botToken = "", appToken, signingSecret = "", apiUrl } = settings;
  const logger = toBoltLogger(log);
  const common: AppOptions = {
    token: botToken,
    logger,
    convoStore: false,
    deferInitialization: true,
    clientOptions: {
      timeout: CLIENT_TIMEOUT_MS,
      retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1000 },
      rejectRateLimitedCalls: true,
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      ...(send === undefined ? {} : { fetch: send }),
    },
  };
  if (appToken !== undefined) return new App({ ...common, appToken, socketMode: true });
  const receiver = createReceiver({ signingSecret, log, routes });
  return new App({ ...common, receiver });
}

function portOf(server: unknown): number | undefined {
  const address = server instanceof Server ? server.address() : null;
  return address === null || typeof address === "string" ? undefined : address.port;
}
