import { Refusal } from "./workspace.ts";

/** How often a method may be called. */
export interface RateLimit {
  readonly calls: number;
  readonly perMs: number;
  /** Counted for each channel instead of the whole workspace. */
  readonly isPerChannel?: boolean;
}

const tier = (calls: number): RateLimit => ({ calls, perMs: 60_000 });

/**
 * Slack's limits for each method, app and workspace. Posting is one message a second and channel "with short bursts", not counted out
 * by Slack: five within five seconds here.
 *
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const RATE_LIMITS: { readonly [method: string]: RateLimit } = {
  "chat.postMessage": { calls: 5, perMs: 5000, isPerChannel: true },
  "chat.update": tier(50),
  "chat.delete": tier(50),
  "chat.postEphemeral": tier(100),
  "conversations.open": tier(50),
  "conversations.info": tier(50),
  "conversations.members": tier(100),
  "users.info": tier(100),
  "views.open": tier(100),
  "views.update": tier(100),
  "views.push": tier(100),
  "views.publish": tier(100),
  "files.getUploadURLExternal": tier(100),
  "files.completeUploadExternal": tier(100),
};

/** Builds a counter that refuses the call after the last allowed one with 429 and the seconds to wait. */
export function createRateLimiter(
  now: () => number,
  limits: { readonly [method: string]: RateLimit },
): (method: string, teamId: string, channel: string) => void {
  const seen = new Map<string, number[]>();
  return (method, teamId, channel) => {
    const limit = limits[method];
    if (limit === undefined) return;
    const key = [method, teamId, limit.isPerChannel === true ? channel : ""].join(" ");
    const recent = (seen.get(key) ?? []).filter((at) => at > now() - limit.perMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= limit.calls) {
      const waitS = Math.max(1, Math.ceil((oldest + limit.perMs - now()) / 1000));
      throw new Refusal("ratelimited", {}, 429, waitS);
    }
    seen.set(key, [...recent, now()]);
  };
}
