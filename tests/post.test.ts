import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPost, postBy } from "../src/post.ts";

let server: Server;
let origin: string;
let connections: number;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;

beforeEach(async () => {
  connections = 0;
  answer = (_request, response) => response.writeHead(204).end();
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    answer(request, response, body);
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** The words of undici and of `fetch`. */
const BROKEN = /other side closed|fetch failed|terminated|aborted|ECONNRESET/u;

describe.each([
  ["over kept connections", createPost()],
  ["by a fetch", postBy(fetch)],
] as const)("a post %s", (_name, post) => {
  test("brings JSON to where it belongs", async () => {
    const seen: unknown[] = [];
    answer = ({ method, url, headers }, response, body) => {
      seen.push([method, url, headers["content-type"], body]);
      response.writeHead(200).end("thank you");
    };
    expect(await post(`${origin}/a/b?c=d`, '{"e":"→"}')).toEqual({ status: 200 });
    expect(await post(origin, "{}")).toEqual({ status: 200 });
    expect(seen).toEqual([
      ["POST", "/a/b?c=d", "application/json", '{"e":"→"}'],
      ["POST", "/", "application/json", "{}"],
    ]);
  });

  test("tells how it was refused, and when to try again", async () => {
    answer = (_request, response) =>
      response.writeHead(429, { "retry-after": "3" }).end('{"code":1}');
    expect(await post(`${origin}/a`, "{}")).toEqual({
      status: 429,
      retryAfter: 3,
      refusal: '{"code":1}',
    });
    answer = (_request, response) => response.writeHead(503).end();
    expect(await post(`${origin}/a`, "{}")).toEqual({ status: 503, refusal: "" });
  });

  test("fails when the line breaks, before or after the first byte", async () => {
    answer = (request) => request.socket.destroy();
    await expect(post(`${origin}/a`, "{}")).rejects.toThrow(BROKEN);
    answer = (request, response) => {
      response.writeHead(500, { "content-length": "9" }).write("half");
      setImmediate(() => request.socket.destroy());
    };
    await expect(post(`${origin}/a`, "{}")).rejects.toThrow(BROKEN);
  });
});

test("posts send the headers they were made with, over connections that stay open", async () => {
  const agents: unknown[] = [];
  answer = ({ headers }, response) => {
    agents.push(headers["user-agent"]);
    response.writeHead(204).end();
  };
  const post = createPost({ headers: { "user-agent": "Bot (1)" } });
  for (let at = 0; at < 6; at += 1) await post(`${origin}/a`, "{}");
  expect(new Set(agents)).toEqual(new Set(["Bot (1)"]));
  expect(agents).toHaveLength(6);
  // The second post may come before the first connection is known to be free.
  expect(connections).toBeLessThanOrEqual(2);
});

test("what was taken stays taken when the line breaks after that was said", async () => {
  answer = (request, response) => {
    response.writeHead(200, { "content-length": "9" }).write("half");
    setImmediate(() => request.socket.destroy());
  };
  expect(await createPost()(`${origin}/a`, "{}")).toEqual({ status: 200 });
});

test("a silent server is not waited for", async () => {
  answer = () => undefined;
  const post = createPost({ timeoutMs: 20 });
  await expect(post(`${origin}/a`, "{}")).rejects.toThrow("Headers Timeout Error");
});
