import { Agent, request } from "undici";

/** Sends JSON to an address. @throws {Error} when there is no answer in time */
export type Post = (url: string, body: string) => Promise<Posted>;

/** How it was taken. */
export interface Posted {
  readonly status: number;
  /** Seconds to wait before it is tried again, where it was too soon. */
  readonly retryAfter?: number;
}

const TIMEOUT_MS = 4000;
const HEADERS = { "content-type": "application/json" };

const dispatcher = new Agent({
  connect: { timeout: TIMEOUT_MS },
  headersTimeout: TIMEOUT_MS,
  bodyTimeout: TIMEOUT_MS,
});

/**
 * Posts over connections that stay open. Every step of an interview is one such post, and `fetch` takes six times the
 * processor time for it: its streams and its checks are made for pages.
 */
export const post: Post = async (url, body) => {
  const response = await request(url, { method: "POST", headers: HEADERS, body, dispatcher });
  // The answer is read to its end so that the connection is free again.
  await response.body.dump();
  return toPosted(response.statusCode, response.headers["retry-after"]);
};

/** Posts by a `fetch` that is given, for tests. */
export function postBy(send: typeof fetch): Post {
  return async (url, body) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await send(url, { method: "POST", headers: HEADERS, body, signal });
    await response.text();
    return toPosted(response.status, response.headers.get("retry-after") ?? undefined);
  };
}

function toPosted(status: number, retryAfter: string | readonly string[] | undefined): Posted {
  return retryAfter === undefined ? { status } : { status, retryAfter: Number(retryAfter) };
}
