import { z } from "zod";
import { causeOf } from "./log.ts";

/** https://docs.slack.dev/tools/node-slack-sdk/web-api#handle-errors */
const platformSchema = z.object({
  code: z.literal("slack_webapi_platform_error"),
  data: z.object({ error: z.string() }),
});
const limitedSchema = z.object({
  code: z.literal("slack_webapi_rate_limited_error"),
  retryAfter: z.number(),
});
const listenSchema = z.object({ syscall: z.literal("listen"), code: z.string() });

/** What Slack says of a token that will never be taken again. https://docs.slack.dev/reference/methods/auth.test#errors */
const DEAD = [
  "account_inactive",
  "invalid_auth",
  "not_authed",
  "team_disabled",
  "token_expired",
  "token_revoked",
  "user_removed_from_team",
];
/** And of one that was made for something else, which a single call may be told too. */
const MISMADE = ["access_denied", "missing_scope", "no_permission", "not_allowed_token_type"];

/** A token and what Slack says when it does not accept it. */
interface Token {
  readonly name: string;
  /** Where it is copied from. */
  readonly from: string;
  readonly refusals: readonly string[];
}

const BOT = { name: "SLACK_BOT_TOKEN", from: "OAuth & Permissions" };
const APP = { name: "SLACK_APP_TOKEN", from: "Basic Information, App-Level Tokens" };

/** The tokens, as they are used in a conversation, at the start, and to connect. */
export const TOKENS = {
  bot: { ...BOT, refusals: DEAD },
  botAtStart: { ...BOT, refusals: [...DEAD, ...MISMADE] },
  app: { ...APP, refusals: [...DEAD, ...MISMADE] },
} as const satisfies Readonly<Record<string, Token>>;

/** Slack does not accept a token, and will not by being asked again. The message is one line for whoever runs the app. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** What to tell whoever runs the app, where Slack refused a token; undefined for every other failure. */
export function toRefusal(error: unknown, asked: Token): TokenRefused | undefined {
  const refused = platformSchema.safeParse(error).data?.data.error;
  if (refused === undefined || !asked.refusals.includes(refused)) return undefined;
  return new TokenRefused(
    `Could not connect to Slack: it does not accept ${asked.name} (${refused}), copy it again from ${asked.from} at https://api.slack.com/apps`,
  );
}

/**
 * Waits for a call that was made with a token.
 *
 * @throws {TokenRefused} when Slack does not accept the token; every other failure as it is
 */
export async function withToken<Value>(asked: Token, call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    throw toRefusal(error, asked) ?? error;
  }
}

/** How long Slack wants us to wait before this is tried again, ms; 0 where it does not say. */
export function retryAfterMs(error: unknown): number {
  return (limitedSchema.safeParse(error).data?.retryAfter ?? 0) * 1000;
}

/** Says in one line why the app does not listen, and what to do about it. */
export function toListenFailure(error: unknown, port: number): Error {
  const taken = listenSchema.safeParse(error).data?.code;
  if (taken === undefined) return new Error(`Could not start Slack: ${causeOf(error)}`);
  return new Error(`Could not listen on port ${port} (${taken}): choose another with PORT`);
}
