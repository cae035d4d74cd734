import { DefaultUserAgent } from "discord.js";
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startFakeDiscord } from "./fake-discord.ts";
import type { FakeDiscord } from "./fake-discord.ts";
import { isFields } from "./faults.ts";
import type { Fields } from "./faults.ts";

let fake: FakeDiscord;
let server: Server;
let url: string;
/** What the endpoint under test answers; undefined is an empty 202. */
let answer: (interaction: Fields) => Fields | undefined;

beforeEach(async () => {
  fake = await startFakeDiscord();
  answer = () => ({ type: 4, data: { content: "Hello", allowed_mentions: { parse: [] } } });
  server = createServer(async (request, response) => {
    const body = await readBody(request);
    const callback = isGenuine(request, body) ? callbackFor(body) : 401;
    if (typeof callback === "number") response.writeHead(callback).end();
    else
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(callback));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/interactions`;
  fake.world.commands = [
    {
      id: "5",
      json: {
        id: "5",
        name: "certwise",
        description: "Ask",
        type: 1,
        contexts: null,
        integration_types: [0],
      },
    },
  ];
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await fake.stop();
});

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function callbackFor(body: string): Fields | number {
  try {
    const interaction: unknown = JSON.parse(body);
    if (!isFields(interaction)) return 400;
    return interaction["type"] === 1 ? { type: 1 } : (answer(interaction) ?? 202);
  } catch {
    return 400;
  }
}

function isGenuine(request: IncomingMessage, body: string): boolean {
  const key = createPublicKey({
    key: Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      Buffer.from(fake.publicKey, "hex"),
    ]),
    format: "der",
    type: "spki",
  });
  const signature = Buffer.from(String(request.headers["x-signature-ed25519"]), "hex");
  return verify(
    null,
    Buffer.from(`${String(request.headers["x-signature-timestamp"])}${body}`),
    key,
    signature,
  );
}

test("an endpoint that checks signatures is accepted and its inline answer becomes a message", async () => {
  await fake.useEndpoint(url);
  const interaction = await fake.slash("certwise");
  expect(interaction.answer).toBe(4);
  expect(fake.messages().map(({ content }) => content)).toEqual(["Hello"]);
});

test("an endpoint that believes a bad signature is not accepted", async () => {
  const naive = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"type":1}');
  });
  await new Promise<void>((resolve) => {
    naive.listen(0, "127.0.0.1", resolve);
  });
  const address = naive.address();
  const naiveUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  await expect(fake.useEndpoint(naiveUrl)).rejects.toThrow(
    "a bad signature was answered with 200, not 401",
  );
  naive.close();
});

test("an inline answer is held to the rules of callbacks", async () => {
  await fake.useEndpoint(url);
  answer = () => ({ type: 4, data: { content: "Hello", flags: 1 << 15 } });
  await fake.slash("certwise");
  expect(fake.messages()).toEqual([]);
  expect(fake.refusals.at(-1)?.faults.map(({ path, code }) => [path, code])).toEqual([
    ["data.content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
    ["data.allowed_mentions", "HOUSE_ALLOWED_MENTIONS"],
    ["data", "EMPTY_MESSAGE"],
  ]);
});

test("a delivery can be doubled, tampered with, badly signed or malformed", async () => {
  await fake.useEndpoint(url);
  const interaction = await fake.slash("certwise");
  await fake.redeliver(interaction);
  expect(fake.refusals.at(-1)?.code).toBe(40060);
  const statuses = [];
  for (const signature of ["bad", "missing", "foreign key", "not hex"] as const) {
    statuses.push((await fake.endpoint.post(url, "{}", { signature })).status);
  }
  statuses.push((await fake.endpoint.post(url, "{}", { tamper: () => '{"type":1}' })).status);
  statuses.push((await fake.endpoint.post(url, "{ not json")).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 400]);
});

test("an empty 202 leaves the answer to the callback endpoint", async () => {
  await fake.useEndpoint(url);
  answer = () => undefined;
  const { id, token } = await fake.slash("certwise");
  const body = JSON.stringify({
    type: 4,
    data: { content: "Later", allowed_mentions: { parse: [] } },
  });
  const callback = `${fake.apiUrl}/v10/interactions/${id}/${token}/callback`;
  const response = await fetch(`${callback}?with_response=true`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "user-agent": DefaultUserAgent },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    interaction: { id },
    resource: { type: 4, message: { content: "Later" } },
  });
});
