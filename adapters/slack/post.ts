import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";

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

/**
 * Posts by Node's own client over connections that stay open. Every step of an interview is one such post, and `fetch`
 * takes more than twice the processor time for it: its streams and its checks are made for pages.
 */
export const post: Post = (url, body) => {
  const { promise, resolve, reject } = Promise.withResolvers<Posted>();
  const send = url.startsWith("https:") ? requestSecure : requestPlain;
  const headers = { ...HEADERS, "content-length": Buffer.byteLength(body) };
  const request = send(url, { method: "POST", headers }, (response) => {
    const { statusCode: status = 0, headers: said } = response;
    // The answer is read to its end so that the connection is free again.
    response.resume();
    response.once("error", reject);
    response.once("end", () => resolve(toPosted(status, said["retry-after"])));
  });
  request.setTimeout(TIMEOUT_MS, () =>
    request.destroy(new Error(`Could not post: no answer within ${TIMEOUT_MS} ms`)),
  );
  request.once("error", reject);
  request.end(body);
  return promise;
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

function toPosted(status: number, retryAfter: string | undefined): Posted {
  return retryAfter === undefined ? { status } : { status, retryAfter: Number(retryAfter) };
}
