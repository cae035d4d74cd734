import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient } from "../../../adapters/discord/rest.ts";

/** Where every edition of undici keeps what sends its requests. */
const SHARED = Symbol.for("undici.globalDispatcher.1");
let before: unknown;

beforeEach(() => {
  before = Reflect.get(globalThis, SHARED);
});
afterEach(() => {
  Reflect.set(globalThis, SHARED, before);
});

test("files reach Discord, whatever else sends requests in the process", async () => {
  const types: unknown[] = [];
  const server = createServer((request, response) => {
    types.push(request.headers["content-type"]);
    request
      .resume()
      .on("end", () => response.setHeader("content-type", "application/json").end("{}"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const other = { dispatch: () => expect.unreachable("asked of another dispatcher") };
  Reflect.set(globalThis, SHARED, other);
  const client = createClient("token", `http://127.0.0.1:${port}`);
  const files = [{ name: "advice.md", data: Buffer.from("# Advice") }];
  await client.post("/channels/1/messages", { body: { content: "" }, files });
  expect(types).toEqual([expect.stringMatching(/^multipart\/form-data/u)]);
  server.close();
  server.closeAllConnections();
});
