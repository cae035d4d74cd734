import type { IncomingMessage, ServerResponse } from "node:http";
import { acknowledge } from "./acknowledge.ts";
import type { Answer } from "./acknowledge.ts";
import { channelAnswer, openDm } from "./channel-routes.ts";
import { commandAnswer } from "./command-routes.ts";
import { isFields, rateLimited, refuse } from "./faults.ts";
import type { Refusal } from "./faults.ts";
import { guildsAnswer } from "./guild-routes.ts";
import type { UploadedFile } from "./payload-rules.ts";
import { webhookAnswer } from "./webhook-routes.ts";
import { disagreements } from "./openapi.ts";
import type { World } from "./world.ts";

const REQUEST_BYTES_MAX = 25 * 1024 * 1024;
const FILE_BYTES_MAX = 10 * 1024 * 1024;
const PAGE = "text/html";

/** A disturbance that a test ordered for the next matching requests. */
export interface Disturbance {
  /** Requests whose path matches; all when absent. */
  readonly path?: RegExp;
  /**
   * `403` is a refusal, `429` a rate limit, `5xx` an outage. `hang up` closes the connection without an answer, `silence`
   * keeps it open without one, and `html` is a page in place of JSON, as from Cloudflare.
   */
  readonly kind: 403 | 429 | 500 | 502 | 503 | "hang up" | "silence" | "html";
  /** The status of a page. Default 502. */
  readonly status?: number;
  /** Discord's own code of the refusal. */
  readonly code?: number;
  readonly retryAfterMs?: number;
  readonly global?: boolean;
  /** How many requests are hit. Default 1. */
  times?: number;
}

/** The HTTP half of the fake API. */
export interface Rest {
  handle(request: IncomingMessage, response: ServerResponse): void;
  readonly disturbances: Disturbance[];
}

interface ParsedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly authorized: boolean;
}

/** Serves `/api/v10`. `gatewayUrl` is told to clients that ask where to connect. */
export function createRest(world: World, gatewayUrl: () => string): Rest {
  const disturbances: Disturbance[] = [];
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parsed = await parseRequest(request, world.token);
    const path = "path" in parsed ? parsed.path : (request.url ?? "");
    const hit = disturbances.find(
      ({ path: pattern, times = 1 }) => times > 0 && (pattern?.test(path) ?? true),
    );
    if (hit) hit.times = (hit.times ?? 1) - 1;
    if (hit?.kind === "silence" || hit?.kind === "hang up") {
      // The request itself was read to its end, so that destroying it would leave the line open.
      if (hit.kind === "hang up") request.socket.destroy();
      world.changed();
      return;
    }
    const answer = hit
      ? disturbed(hit)
      : "path" in parsed
        ? saysWhatItIs(request)
          ? route(world, gatewayUrl(), parsed)
          : refuse(403, 40333, "internal network error")
        : parsed;
    record(world, parsed, request, answer);
    send(response, answer);
    world.changed();
  };
  return {
    disturbances,
    handle: (request, response) => {
      answerTo(request, response).catch((error: unknown) => {
        // A fault of the fake itself must be seen by the test, not be retried by the client.
        send(response, refuse(418, 0, `The fake failed: ${String(error)}`));
      });
    },
  };
}

/** https://docs.discord.com/developers/reference#user-agent; 40333 is how Cloudflare answers for Discord. */
function saysWhatItIs(request: IncomingMessage): boolean {
  return /^DiscordBot \(\S+, \S+\)/u.test(request.headers["user-agent"] ?? "");
}

function disturbed(hit: Disturbance): Refusal {
  if (hit.kind === 429)
    return rateLimited((hit.retryAfterMs ?? 50) / 1000, { global: hit.global === true });
  if (typeof hit.kind === "string")
    return { ...refuse(hit.status ?? 502, 0, "A page"), headers: { "content-type": PAGE } };
  return refuse(
    hit.kind,
    hit.code ?? 0,
    `${hit.kind}: ${hit.kind === 403 ? "Forbidden" : "Internal Server Error"}`,
  );
}

function route(world: World, gatewayUrl: string, request: ParsedRequest): Answer | Refusal {
  const { method, body, files } = request;
  const parts = request.path.split("/").slice(1).map(decodeURIComponent);
  const [first = "", second = "", third = "", fourth, fifth, sixth] = parts;
  if (first === "interactions" && fourth === "callback" && method === "POST") {
    const interaction = world.interactions.get(second);
    const isHis = interaction?.token === third;
    const answer = acknowledge(world, isHis ? interaction : undefined, body, files);
    if ("faults" in answer || request.query.get("with_response") === "true") return answer;
    return { status: 204 };
  }
  if (first === "webhooks") {
    const messageId = fourth === "messages" ? fifth : undefined;
    return webhookAnswer(world, {
      method,
      application: second,
      token: third,
      body,
      files,
      ...(messageId !== undefined && { messageId }),
    });
  }
  if (!request.authorized) return refuse(401, 0, "401: Unauthorized");
  if (first === "gateway" && second === "bot") {
    const { shards } = world;
    // All shards may identify at once, which Discord grants large bots: else each waits five seconds for the one before.
    const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: shards };
    return { status: 200, body: { url: gatewayUrl, shards, session_start_limit: limit } };
  }
  if (first === "users" && third === "channels" && method === "POST") return openDm(world, body);
  if (request.path === "/users/@me/guilds" && method === "GET")
    return guildsAnswer(world, request.query);
  if (first === "users" && method === "GET") {
    const user =
      second === "@me" || second === world.bot.id ? world.bot : world.people.get(second)?.user;
    return user ? { status: 200, body: user } : refuse(404, 10013, "Unknown User");
  }
  if (first === "channels") {
    return channelAnswer(world, {
      method,
      channelId: second,
      isMessages: third === "messages",
      body,
      files,
      ...(fourth !== undefined && { messageId: fourth }),
      ...(fifth === "threads" && { isThread: true }),
    });
  }
  if (first === "applications" && second === "@me")
    return { status: 200, body: { id: world.bot.id, name: "Certwise", flags: 0, bot: world.bot } };
  if (first === "applications" && third === "commands") {
    return commandAnswer(world, {
      method,
      application: second,
      body,
      ...(fourth !== undefined && { commandId: fourth }),
    });
  }
  if (
    first === "applications" &&
    third === "guilds" &&
    fifth === "commands" &&
    fourth !== undefined
  ) {
    return commandAnswer(world, {
      method,
      application: second,
      guildId: fourth,
      body,
      ...(sixth !== undefined && { commandId: sixth }),
    });
  }
  return refuse(404, 0, "404: Not Found");
}

async function parseRequest(
  request: IncomingMessage,
  token: string,
): Promise<ParsedRequest | Refusal> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (bytes.length > REQUEST_BYTES_MAX) return refuse(413, 40005, "Request entity too large");
  const path = /^\/api\/v10(\/.*)$/.exec(url.pathname)?.[1];
  if (path === undefined) return refuse(404, 0, "404: Not Found");
  const type = request.headers["content-type"] ?? "";
  const files: UploadedFile[] = [];
  let text = bytes.toString();
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    const json = form.get("payload_json");
    text = typeof json === "string" ? json : "";
    for (const [key, value] of form.entries()) {
      const index = /^files\[(\d+)\]$/.exec(key)?.[1];
      if (typeof value === "string" || index === undefined) continue;
      if (value.size > FILE_BYTES_MAX) return refuse(413, 40005, "Request entity too large");
      const { name, size } = value;
      files.push({ name, size, index: Number(index), text: await value.text() });
    }
  } else if (bytes.length > 0 && !type.startsWith("application/json")) {
    return refuse(400, 50035, "Invalid Form Body");
  }
  const body = parseJson(text);
  if (body instanceof SyntaxError)
    return refuse(400, 50109, "The request body contains invalid JSON.");
  const authorized = request.headers.authorization === `Bot ${token}`;
  return {
    method: request.method ?? "GET",
    path,
    query: url.searchParams,
    body,
    files,
    authorized,
  };
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    return error;
  }
}

function record(
  world: World,
  parsed: ParsedRequest | Refusal,
  request: IncomingMessage,
  answer: Answer | Refusal,
): void {
  const known = "path" in parsed ? parsed : undefined;
  const method = request.method ?? "GET";
  const path = known?.path ?? request.url ?? "";
  const call = {
    method,
    path,
    body: known?.body,
    files: known?.files ?? [],
    status: answer.status,
    answer: answer.body,
    at: world.now,
    authorized: known?.authorized ?? false,
  };
  world.calls.push(call);
  world.disagreements.push(...disagreements(call));
  if ("faults" in answer) recordRefusal(world, method, path, answer);
}

/** Notes a refusal for the test to see. */
export function recordRefusal(world: World, method: string, path: string, refusal: Refusal): void {
  const { status, body, faults } = refusal;
  world.refusals.push({
    method,
    path,
    status,
    code: Number(body["code"] ?? 0),
    message: String(body["message"]),
    faults,
  });
}

function send(response: ServerResponse, answer: Answer | Refusal): void {
  const headers = "headers" in answer ? answer.headers : {};
  if (headers?.["content-type"] === PAGE) {
    const page = `<!DOCTYPE html><title>${answer.status}</title>`;
    response.writeHead(answer.status, headers).end(page);
    return;
  }
  // Discord's 204 has no JSON content type, and the client would try to parse one.
  if (answer.status === 204 || !("body" in answer)) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  const body = isFields(answer.body) || Array.isArray(answer.body) ? answer.body : {};
  response
    .writeHead(answer.status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));
}
