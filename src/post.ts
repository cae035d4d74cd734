import { Agent } from "undici";
import type { Dispatcher } from "undici";

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
 * Posts over connections that stay open. Every step of an interview is one such post, and `fetch` takes ten times the
 * processor time for it: its streams and its checks are made for pages.
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
  const agent = new Agent({ connect: { timeout }, headersTimeout: timeout, bodyTimeout: timeout });
  return (url, body) => {
    // Taken apart by hand: reading an address as a whole costs as much as half the request.
    const from = url.indexOf("/", "https://".length);
    const [origin, path] = from < 0 ? [url, "/"] : [url.slice(0, from), url.slice(from)];
    const { promise, resolve, reject } = Promise.withResolvers<Posted>();
    agent.dispatch({ origin, path, method: "POST", headers, body }, listenFor(resolve, reject));
    return promise;
  };
}

/** Takes an answer in as it comes, which for nearly all is a status and nothing else. */
function listenFor(
  resolve: (posted: Posted) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandler {
  const refusal: Buffer[] = [];
  let status = 0;
  let retryAfter: string | readonly string[] | undefined;
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_controller, code, { "retry-after": after }) => {
      status = code;
      retryAfter = after;
      // It is taken, whatever becomes of the line.
      if (isTaken(code)) resolve({ status });
    },
    onResponseData: (_controller, chunk) => {
      if (!isTaken(status)) refusal.push(chunk);
    },
    onResponseEnd: () => resolve(toPosted(status, retryAfter, Buffer.concat(refusal).toString())),
    onResponseError: (_controller, error) => reject(error),
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
