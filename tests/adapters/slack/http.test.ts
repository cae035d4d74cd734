import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { begin, lastMessage, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

async function post(type: string, body: string, path = "/slack/events"): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hash = createHmac("sha256", scene.fake.signingSecret);
  const signature = `v0=${hash.update(`v0:${timestamp}:${body}`).digest("hex")}`;
  const response = await fetch(`http://127.0.0.1:${scene.slack().port}${path}`, {
    method: "POST",
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": signature,
      connection: "close",
    },
    body,
    signal: AbortSignal.timeout(60_000),
  });
  await response.arrayBuffer();
  return response.status;
}

test("a signed request without content is refused at once: Bolt would let it wait without end", async () => {
  expect(await post(JSON_TYPE, "null")).toBe(400);
  expect(await post(FORM_TYPE, "payload=null")).toBe(400);
  expect(await post(JSON_TYPE, "{")).toBe(400);
  expect(await post(JSON_TYPE, JSON.stringify("x".repeat(5 * 1024 * 1024)))).toBe(413);
  await begin(scene);
  expect((await lastMessage(scene)).text).toContain("Tell me about it");
});

test("an address that is none is not found", async () => {
  expect(await post(JSON_TYPE, "{}", "//")).toBe(404);
  expect(await post(JSON_TYPE, "{}", "/slack")).toBe(404);
});
