import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { spawn, spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { tenantsServed } from "../src/platforms.ts";
import { startFakeDiscord } from "./fakes/discord/fake-discord.ts";
import { startFakeSlack } from "./fakes/slack/fake-slack.ts";

/** The raw 32 bytes of a key stand at the end of its DER form. */
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const publicHex = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");

it("npm start answers Slack and Discord over HTTP on one port, and stops when told", async () => {
  const slack = await startFakeSlack();
  const child = spawn(process.execPath, ["src/start.js"], {
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: ":memory:",
      PORT: "0",
      SLACK_BOT_TOKEN: slack.team.token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_PUBLIC_KEY: publicHex,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let port = 0;
  for await (const chunk of child.stdout) {
    lines.push(String(chunk));
    port = Number(/"port":(\d+)/u.exec(lines.join(""))?.[1] ?? 0);
    if (port > 0) break;
  }
  const url = `http://127.0.0.1:${port}`;
  const seconds = String(Math.floor(Date.now() / 1000));
  const ping = JSON.stringify({ type: 1 });
  const discord = await fetch(`${url}/discord/interactions`, {
    method: "POST",
    body: ping,
    headers: {
      "x-signature-ed25519": sign(null, Buffer.from(seconds + ping), privateKey).toString("hex"),
      "x-signature-timestamp": seconds,
    },
  });
  expect([discord.status, await discord.json()]).toEqual([200, { type: 1 }]);
  const check = JSON.stringify({ type: "url_verification", challenge: "abc" });
  const signature = createHmac("sha256", slack.signingSecret)
    .update(`v0:${seconds}:${check}`)
    .digest("hex");
  const verified = await fetch(`${url}/slack/events`, {
    method: "POST",
    body: check,
    headers: {
      "content-type": "application/json",
      "x-slack-signature": `v0=${signature}`,
      "x-slack-request-timestamp": seconds,
    },
  });
  expect(verified.status).toBe(200);
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  await slack.stop();
});

it("discord:register says what it does everywhere and on which servers", async () => {
  const fake = await startFakeDiscord();
  const register = async (...args: readonly string[]) => {
    const child = spawn(process.execPath, ["src/start.js", "discord:register", ...args], {
      env: {
        PATH: process.env["PATH"],
        DISCORD_TOKEN: fake.token,
        DISCORD_APPLICATION_ID: fake.applicationId,
        DISCORD_API_URL: fake.apiUrl,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const printed = await Array.fromAsync(child.stdout, String);
    return printed.join("").trim().split("\n");
  };
  const names = "certwise, Is this course worth it?";
  const [added, rest] = [`added: ${names}`, ["changed: none", "unchanged: none", "removed: none"]];
  expect(await register("--guild", fake.guild.id)).toEqual([added, ...rest]);
  const removed = `removed from ${fake.guild.id}: ${names}`;
  expect(await register()).toEqual([added, ...rest, removed]);
  await fake.stop();
});

it.each([
  ["Slack alone", { slack: true, discord: false }, ["T0TEAM"]],
  ["Discord alone", { slack: false, discord: true }, ["discord"]],
  ["both", { slack: true, discord: true }, ["T0TEAM", "discord"]],
])("looks after its own where it serves %s", (_which, on, own) => {
  const served = tenantsServed(on);
  const isServed = (tenant: string) =>
    "only" in served ? served.only.includes(tenant) : !served.except.includes(tenant);
  expect(["T0TEAM", "discord", "local"].filter(isServed)).toEqual(own);
});

it("loads Discord's library only where Discord is set up", () => {
  const script =
    'await import("./src/platforms.ts"); const { createRequire } = await import("node:module");' +
    'console.log(Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes("/discord.js/")))';
  const args = ["--input-type=module", "--eval", script];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(stdout.trim()).toBe("false");
});
