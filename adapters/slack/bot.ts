import { setTimeout as sleep } from "node:timers/promises";
import { createOrder, createTicks } from "../../src/in-order.ts";
import { createPost, postBy } from "../../src/post.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import type { OwedReply, TurnParts } from "../../src/turn.ts";
import { holdEventAcks } from "./acknowledge.ts";
import { listen } from "./listen.ts";
import { createReach } from "./reach.ts";
import type { ReachOptions, SlackSettings } from "./reach.ts";
import { createSender } from "./send.ts";
import { createWeb } from "./web.ts";

/** What `startSlack` needs. */
export interface SlackOptions extends ReachOptions {
  readonly parts: TurnParts;
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

/**
 * Connects to Slack and answers until stopped. Resolves when connected, or when Slack cannot be reached and is tried again
 * until it can.
 *
 * @throws {Error} in one line for whoever runs it, when settings are missing, Slack refuses a token or the port is taken
 */
export async function startSlack(options: SlackOptions): Promise<StartedSlack> {
  const { parts, settings, log, now = Date.now, fetch: send } = options;
  const missing = missingSettings(settings);
  if (missing.length > 0) throw new Error(`Could not start Slack: missing ${missing.join("; ")}`);
  const reach = createReach(options);
  const { app, client } = reach;
  holdEventAcks(app);
  const web = createWeb({
    client,
    post: send ? postBy(send) : createPost(),
    fetch: send ?? fetch,
    pause: options.pause ?? ((ms) => sleep(ms)),
  });
  const tick = createTicks();
  const sender = createSender({ parts, web, now, tick, log });
  const order = createOrder();
  listen(app, { parts, web, sender, now, tick, log }, order);
  const port = await reach.start();
  return {
    ...(port === undefined ? {} : { port }),
    send: (owed) => sender.send(owed),
    idle: () => order.idle(),
    async stop() {
      await reach.stop();
      await order.idle();
    },
  };
}
