import { Agent, request } from "undici";

/** Sends JSON to an address. @throws {Error} when there is no answer in time */
export type Post = (url: string, body: string) => Promise<Posted>;

/** How it was taken. */
export interface Posted {
  readonly status: number;
  /** Seconds to wait before it is tried again, where it was too soon. */
  readonly retryAfter?: number;
  /** What was answered, where it was not taken. */
  readonly refusal?: string;
}

const TIMEOUT_MS = 4000;

const dispatcher = new Agent({
  connect: { timeout: TIMEOUT_MS },
  headersTimeout: TIMEOUT_MS,
  bodyTimeout: TIMEOUT_MS,
});

/**
 * Posts over connections that stay open. Every step of an interview is one such post, and `fetch` takes six times the
 * processor time for it: its streams and its checks are made for pages.
 *
 * @param extra - Headers beside the content type.
 */
export function createPost(extra: Readonly<Record<string, string>> = {}): Post {
  const headers = { "content-type": "application/json", ...extra };
  return async (url, body) => {
    const response = await request(url, { method: "POST", headers, body, dispatcher });
    const { statusCode: status } = response;
    // The answer is read to its end so that the connection is free again.
    if (isTaken(status)) await response.body.dump();
    else return toPosted(status, response.headers["retry-after"], await response.body.text());
    return { status };
  };
}

/** Posts by a `fetch` that is given, for tests. */
export function postBy(send: typeof fetch): Post {
  return async (url, body) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal,
    });
    const { status, headers: answered } = response;
    const text = await response.text();
    return isTaken(status)
      ? { status }
      : toPosted(status, answered.get("retry-after") ?? undefined, text);
  };
}

/** Whether what was posted is with whom it was posted to. */
export function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}

function toPosted(
  status: number,
  retryAfter: string | readonly string[] | undefined,
  refusal: string,
): Posted {
  const refused = { status, refusal };
  return retryAfter === undefined ? refused : { ...refused, retryAfter: Number(retryAfter) };
}
