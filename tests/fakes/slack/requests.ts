import type { IncomingMessage, ServerResponse } from "node:http";

import { isFields, type Fields } from "./block-kit-checks.ts";
import { Refusal, type Workspace } from "./workspace.ts";

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const JSON_ARGS = ["blocks", "view", "attachments", "metadata", "files"];

/** The arguments of a call: JSON, or a form whose structured fields are JSON. */
export function decode(type: string, body: string): Fields {
  if (type.startsWith("application/json")) {
    const parsed: unknown = JSON.parse(body);
    if (!isFields(parsed)) throw new Refusal("invalid_json");
    return parsed;
  }
  const form = [...new URLSearchParams(body)];
  return Object.fromEntries(
    form.map(([name, value]) => [name, JSON_ARGS.includes(name) ? parsedArg(name, value) : value]),
  );
}

function parsedArg(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(name === "blocks" ? "invalid_blocks_format" : "invalid_arguments");
  }
}

/** The token of a call, from the header or the arguments. */
export function tokenOf(request: IncomingMessage, args: Fields): string | undefined {
  const header = request.headers.authorization;
  const token =
    header?.startsWith("Bearer ") === true ? header.slice("Bearer ".length) : args["token"];
  return typeof token === "string" && token !== "" ? token : undefined;
}

/** Takes the bytes of a file at its upload address. */
export function upload(
  world: Workspace,
  path: string,
  body: Buffer,
  response: ServerResponse,
): void {
  const file = world.files.get(path.slice("/upload/".length));
  const isWhole = file !== undefined && file.bytes === undefined && body.length === file.sizeBytes;
  if (isWhole) file.bytes = body;
  response.writeHead(isWhole ? 200 : 400).end(isWhole ? `OK - ${body.length}` : "bad upload");
}
