import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { beforeEach, expect, test } from "vitest";
import type { Discord } from "../../../adapters/discord/bot.ts";
import { startDiscord } from "../../../adapters/discord/bot.ts";
import type { TurnParts } from "../../../src/turn.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { clickThrough, dialog, fresh, screenAfter, openCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { serve } from "./served.ts";

let certwise: Certwise;
let fake: FakeDiscord;
let discord: Discord;
let url: string;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  discord = await certwise.start({ token: "", publicKey: fake.publicKey, port: 0 });
  url = `http://127.0.0.1:${discord.port}/discord/interactions`;
  await fake.useEndpoint(url);
});

/** Storage whose turns wait for this. */
function heldBy(opened: Promise<void>): TurnParts {
  const { storage } = certwise;
  const turn: typeof storage.turn = async (input, step) => {
    await opened;
    return storage.turn(input, step);
  };
  return { dialog, storage: { ...storage, turn } };
}

test("a whole interview goes over HTTP with the public key alone: no bot token is ever sent", async () => {
  expect(discord.health()).toEqual({ healthy: true });
  const asked = await screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
  await fake.click(asked, "Type it");
  const next = await screenAfter(fake, fake.submitModal({ text: "understand" }));
  const advice = await clickThrough(fake, next);
  expect(textOf(advice)).toContain("Why this advice");
  // Without a token nobody can be written to on that day.
  expect(JSON.stringify(advice.components)).not.toContain("Remind me");
  expect(fake.calls).toEqual([]);
  await fake.click(advice, "Save");
  await fake.until(() => fake.ephemerals()[1]?.attachments.length === 1);
  await fake.click(advice, "Share");
  const preview = fresh(fake, advice);
  await fake.click(preview, "Post");
  await fake.until(() => textOf(fresh(fake, preview)).includes("Shared."));
  expect(fake.messages()).toHaveLength(1);
  const typing = await fake.autocomplete(
    "certwise check",
    { certification: "gogle" },
    "certification",
  );
  expect(typing.choices?.length).toBeGreaterThan(0);
  expect(fake.calls.some(({ authorized }) => authorized)).toBe(false);
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "ai-certification" };
  expect(await certwise.storage.read(key)).toBeDefined();
});

test("the same request again is accepted and says nothing, on this server and on another", async () => {
  const interaction = await fake.slash("certwise check", { certification: "AIF-C01" });
  const again = await fake.redeliver(interaction);
  expect(again).toMatchObject({ status: 202, body: "" });
  const other = await certwise.start({ token: "", publicKey: fake.publicKey, port: 0 });
  await fake.useEndpoint(`http://127.0.0.1:${other.port}/discord/interactions`);
  expect(await fake.redeliver(interaction)).toMatchObject({ status: 202, body: "" });
});

test("a slow turn is acknowledged over HTTP at once, and answered when it is done", async () => {
  const opened = Promise.withResolvers<void>();
  const slow = heldBy(opened.promise);
  const changes = { token: "", publicKey: fake.publicKey, port: 0, parts: slow };
  const other = await certwise.start({ ...changes, wait: () => Promise.resolve() });
  await fake.useEndpoint(`http://127.0.0.1:${other.port}/discord/interactions`);
  const interaction = await fake.slash("certwise check");
  expect(interaction.answer).toBe(5);
  fake.advance(10_000);
  opened.resolve();
  const asked = await fake.until(() => fake.ephemerals().find((one) => textOf(one) !== ""));
  expect(textOf(asked)).toContain("Which certification");
});

test("a caller that hangs up before the answer: the person gets it all the same, and stopping ends", async () => {
  const opened = Promise.withResolvers<void>();
  const slow = heldBy(opened.promise);
  const changes = { token: "", publicKey: fake.publicKey, parts: slow };
  const other = await certwise.start({ ...changes, wait: () => new Promise(() => undefined) });
  const taken = Promise.withResolvers<ServerResponse>();
  let isProbe = true;
  const origin = await serve((request, response) => {
    if (!isProbe) taken.resolve(response);
    other.endpoint?.handler(request, response);
  });
  await fake.useEndpoint(`${origin}/discord/interactions`);
  isProbe = false;
  const acting = fake.slash("certwise check").catch(String);
  const response = await taken.promise;
  response.destroy();
  await once(response, "close");
  expect(await acting).toContain("fetch failed");
  opened.resolve();
  const asked = await fake.until(() => fake.ephemerals()[0]);
  expect(textOf(asked)).toContain("Which certification");
  await other.stop();
});

test("what is not signed by Discord, or long ago, is turned away", async () => {
  const { raw } = await fake.slash("certwise check");
  const body = JSON.stringify(raw);
  for (const signature of ["bad", "missing", "foreign key", "not hex"] as const)
    expect((await fake.endpoint.post(url, body, { signature })).status).toBe(401);
  const tamper = () => body.replace("check", "forget");
  expect((await fake.endpoint.post(url, body, { tamper })).status).toBe(401);
  for (const ageMs of [6 * 60_000, 86_400_000, -6 * 60_000])
    expect((await fake.endpoint.post(url, body, { ageMs })).status).toBe(401);
});

test("what is signed but no interaction is refused, and the server goes on", async () => {
  for (const body of ["{ not json", "null", "[]", '"text"', "{}", '{"type":3}', '{"type":99}'])
    expect((await fake.endpoint.post(url, body)).status).toBe(400);
  const tooLong = `{"type":2,"padding":"${"x".repeat(1024 * 1024)}"}`;
  expect((await fake.endpoint.post(url, tooLong)).status).toBe(413);
  const elsewhere = url.replace("/discord", "");
  expect((await fake.endpoint.post(elsewhere, "{}")).status).toBe(404);
  const nowhere = url.replace("/discord/interactions", "//");
  expect((await fake.endpoint.post(nowhere, "{}")).status).toBe(404);
  expect((await fetch(url)).status).toBe(405);
  await new Promise((resolve) => {
    const socket = connect(discord.port ?? 0, "127.0.0.1", () => {
      socket.write("POST /discord/interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{");
      socket.destroy();
      resolve(undefined);
    });
  });
  await screenAfter(fake, fake.slash("certwise help"));
});

test("a wrong public key, or nothing to go by, refuses to start", async () => {
  const options = { parts: { storage: certwise.storage, dialog }, log: console };
  await expect(startDiscord({ ...options, publicKey: "beef", port: 0 })).rejects.toThrow(
    "Could not read the public key of the Discord application: 4 characters, wanted 64 hex digits",
  );
  await expect(startDiscord(options)).rejects.toThrow("a token or a public key");
});
