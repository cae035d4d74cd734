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

/**
 * Posts over connections that stay open. Every step of an interview is one such post, and `fetch` takes more processor
 * time for it: its streams and its checks are made for pages.
 */
export function createPost(
  options: {
    /** Beside the content type. */
    readonly headers?: Readonly<Record<string, string>>;
    /** How long to wait for the line, and then for the status; ms, default 4000. */
    readonly timeoutMs?: number;
  } = {},
): Post {
  const { timeoutMs: timeout = TIMEOUT_MS } = options;
  const headers = { "content-type": "application/json", ...options.headers };
  const limits = { headersTimeout: timeout, bodyTimeout: timeout };
  const dispatcher = new Agent({ connect: { timeout }, ...limits });
  return async (url, body) => {
    const answered = await request(url, { method: "POST", headers, body, dispatcher });
    const { statusCode: status } = answered;
    if (!isTaken(status))
      return toPosted(status, answered.headers["retry-after"], await answered.body.text());
    // It is taken, whatever becomes of the line.
    void answered.body.dump().catch(() => undefined);
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
