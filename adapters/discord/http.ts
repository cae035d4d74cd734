import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Answerer } from "./answer.ts";
import { answeredBy } from "./line.ts";
import type { RespondFirst } from "./line.ts";
import { describeError } from "./log.ts";
import type { Log } from "./log.ts";
import type { Callback, Rest } from "./rest.ts";

/** Where Discord sends interactions to. */
export const INTERACTIONS_PATH = "/discord/interactions";

/** What the endpoint needs. */
export interface EndpointPorts {
  /** 32 bytes in hex, as the developer portal shows it. */
  readonly publicKey: string;
  readonly answerer: Answerer;
  readonly rest: Rest;
  readonly log: Log;
  /** Ms since epoch. */
  now(): number;
}

const BODY_BYTES_MAX = 1024 * 1024;
/** A signature says nothing about when it arrives: an old request may be somebody's recording. */
const FRESH_WITHIN_MS = 5 * 60_000;
/** The head of an ed25519 public key in DER. https://www.rfc-editor.org/rfc/rfc8410#section-4 */
const ED25519_HEAD = "302a300506032b6570032100";

/**
 * Makes the endpoint for interactions over HTTP. It needs no bot token: answers go inline, or to the interaction's own
 * address. https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint
 *
 * @throws {RangeError} when the public key is not 64 hex digits
 */
export function createEndpoint(ports: EndpointPorts): RequestListener {
  const key = parseKey(ports.publicKey);
  return (request, response) => {
    receive(ports, key, request, response).catch((error: unknown) => {
      ports.log.error(describeError(error), "Could not take an interaction over HTTP");
      if (!response.headersSent) end(response, 500);
    });
  };
}

function parseKey(publicKey: string): KeyObject {
  if (!/^[\da-f]{64}$/iu.test(publicKey))
    throw new RangeError(
      `Could not read the public key of the Discord application: ${publicKey.length} characters, wanted 64 hex digits`,
    );
  const key = Buffer.from(ED25519_HEAD + publicKey, "hex");
  return createPublicKey({ key, format: "der", type: "spki" });
}

async function receive(
  ports: EndpointPorts,
  key: KeyObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pathname = URL.parse(request.url ?? "/", "http://localhost")?.pathname;
  if (pathname !== INTERACTIONS_PATH) return end(response, 404);
  if (request.method !== "POST") return end(response, 405);
  const body = await readBody(request);
  if (!body) return end(response, 413);
  if (!isGenuine(request, body, key, ports.now())) return end(response, 401);
  const payload = parseJson(body);
  if (payload === undefined) return end(response, 400);
  const outcome = await ports.answerer.answer(payload, respondOver(ports.rest, payload, response));
  // Taken before, answered over the interaction's own address, or nothing that could be answered.
  if (!response.headersSent) end(response, ACCEPTED.has(outcome) ? 202 : 400);
}

/** Outcomes after which the interaction has its answer, or will get it from somebody else. */
const ACCEPTED: ReadonlySet<string> = new Set([
  "answered",
  "delivered before",
  "taken before",
  "too late",
]);

/**
 * Inline where it is all there is to say and somebody is there to read it; else by callback, so that what follows finds
 * it done.
 */
function respondOver(rest: Rest, payload: unknown, response: ServerResponse): RespondFirst {
  return async (callback, more) => {
    const { id, token } = answeredBy(payload);
    if (more) {
      const made = await rest.callback(id, token, callback, true);
      // What follows may take longer than Discord waits for this request.
      end(response, 202);
      return made;
    }
    // A response that is closed says neither that it has finished nor, once more, that it has closed.
    if (response.destroyed) return rest.callback(id, token, callback, false);
    await endWith(response, callback);
    return undefined;
  };
}

function endWith(response: ServerResponse, callback: Callback): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once("finish", resolve);
    response.once("close", () => reject(new Error("Could not answer: the connection was closed")));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(callback));
  });
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** The raw bytes, since they are what was signed; undefined when there are too many. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isGenuine(request: IncomingMessage, body: Buffer, key: KeyObject, now: number): boolean {
  const signature = String(request.headers["x-signature-ed25519"] ?? "");
  const timestamp = String(request.headers["x-signature-timestamp"] ?? "");
  if (!/^[\da-f]{128}$/iu.test(signature) || !/^\d{1,12}$/u.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * 1000) > FRESH_WITHIN_MS) return false;
  return verify(
    null,
    Buffer.concat([Buffer.from(timestamp), body]),
    key,
    Buffer.from(signature, "hex"),
  );
}

function parseJson(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(body.toString());
    return value ?? undefined;
  } catch {
    return undefined;
  }
}
