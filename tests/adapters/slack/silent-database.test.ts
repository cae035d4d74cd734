import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openStorage } from "../../../src/storage/open.ts";
import { POSTGRES_LIMITS } from "../../../src/storage/postgres-pool.ts";
import { startPostgresProxy } from "../../fakes/postgres-proxy.ts";
import { startPostgres } from "../../storage/postgres-server.ts";
import type { PostgresServer } from "../../storage/postgres-server.ts";
import { begin, labels, lastMessage, openScene, ownMessages } from "./scene.ts";

/*
 * A proxy that stopped forwarding had 12 of 12 messages acknowledged, none written and nobody told; when it forwarded again
 * the bot stayed deaf.
 */

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 30_000);
afterAll(() => server.stop());

async function openSilentScene(transport: "http" | "socket") {
  const proxy = await startPostgresProxy(await server.createUrl());
  onTestFinished(() => proxy.stop());
  const limits = { ...POSTGRES_LIMITS, connectMs: 100, answerMs: 100 };
  const storage = await openStorage(proxy.url, limits);
  const scene = await openScene({
    transport,
    wrap: (unused) => {
      void unused.close();
      return storage;
    },
  });
  return { proxy, scene };
}

/** The time Slack waits for an answer included. */
const RETRY_MS = 64_000;

test.each([
  ["http", 503],
  ["socket", undefined],
] as const)(
  "over %s, words that a silent database did not take are delivered again, and taken once it answers",
  async (transport, status) => {
    const { proxy, scene } = await openSilentScene(transport);
    const { ana, fake } = scene;
    await begin(scene);
    const { text: asked } = await lastMessage(scene);
    proxy.silence();
    const lost = await ana.directMessage("not chosen yet", { waitMs: 3000 });
    expect(lost).toMatchObject({ isInTime: false, status });
    await scene.slack().idle();
    const told = () =>
      ownMessages(scene).filter(({ text }) => text.includes("I could not save that yet"));
    expect(told()).toHaveLength(1);
    // Delivered again at once, it is not told again.
    expect(await fake.advance(4000, { waitMs: 3000 })).toMatchObject([{ isInTime: false }]);
    await scene.slack().idle();
    expect(told()).toHaveLength(1);
    proxy.heal();
    // Connections from before are deaf for good, and each is given up when it is next asked.
    for (let tries = 0; tries < 10; tries += 1)
      await scene
        .storage()
        .history("t", "p")
        .catch(() => undefined);
    expect(await fake.advance(RETRY_MS)).toMatchObject([{ isInTime: true }]);
    const next = await lastMessage(scene);
    expect(next.text).toContain("What should it change");
    expect(next.text).not.toBe(asked);
    expect(labels(next)).not.toEqual([]);
  },
  30_000,
);
