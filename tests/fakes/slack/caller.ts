import { LogLevel, WebClient } from "@slack/web-api";

import { isFields, type Fields } from "./block-kit-checks.ts";
import type { FakeSlack } from "./fake-slack.ts";

/** A call to the fake: the method, its arguments, and Slack's body whether it is an error or not. */
export type Call = (method: string, args?: Record<string, unknown>) => Promise<Fields>;

/** Calls as the SDK does, but answers errors instead of throwing them. */
export function caller(fake: FakeSlack, token: string | undefined): Call {
  const client = new WebClient(token, {
    slackApiUrl: fake.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      getLevel: () => LogLevel.ERROR,
      setName() {},
    },
  });
  return async (method, args = {}) => {
    try {
      return { ...(await client.apiCall(method, args)) };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if ("data" in error && isFields(error.data)) return error.data;
      if ("retryAfter" in error)
        return { ok: false, error: "ratelimited", retryAfter: error.retryAfter };
      throw error;
    }
  };
}
