import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { startFakeDiscord } from "./fakes/discord/fake-discord.ts";
import { startFakeSlack } from "./fakes/slack/fake-slack.ts";
import { Refusal } from "./fakes/slack/workspace.ts";

/** A developer's own .env must not count: what is set, even to nothing, stays. */
const NO_PLATFORM = {
  SLACK_BOT_TOKEN: "",
  SLACK_APP_TOKEN: "",
  SLACK_SIGNING_SECRET: "",
  DISCORD_TOKEN: "",
  DISCORD_APPLICATION_ID: "",
  DISCORD_PUBLIC_KEY: "",
  CATALOGUE_FILE: "",
};

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = "",
  cwd = process.cwd(),
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    input,
    cwd,
    env: { ...process.env, DATABASE_URL: ":memory:", ...NO_PLATFORM, ...environment },
  });
  return { status, stdout, stderr };
}

it.each(["14.21.3", "22.18.0", "24.11.1"])(
  "start.js says in one sentence that Node %s is too old",
  (version) => {
    const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
    const { status, stdout, stderr } = run(["--import", pretend, "src/start.js"]);
    expect(stderr).toBe(
      `Certwise needs Node 24.12 or newer and this is ${version}: run it with "npm start", which brings its own Node, or install a newer one from https://nodejs.org\n`,
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  },
);

it("npm start without a platform and without a terminal ends with 1, and says in one line what to set", () => {
  const { status, stdout, stderr } = run(["src/start.js"]);
  expect(stderr).toMatch(/^[^\n]*SLACK_BOT_TOKEN[^\n]*DISCORD_TOKEN[^\n]*npm run chat\n$/u);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});

it("npm run chat answers in a pipe, without a platform", () => {
  const chat = run(["src/start.js", "chat"]);
  expect(chat.stdout).toContain("Which certification or course, what should it do for you");
  expect({ status: chat.status, stderr: chat.stderr }).toEqual({ status: 0, stderr: "" });
  const json = run(["src/start.js", "chat", "--json"], {}, '{"type":"start"}\n');
  expect(JSON.parse(json.stdout)).toMatchObject({ replies: [{ type: "question" }] });
  expect({ status: json.status, stderr: json.stderr }).toEqual({ status: 0, stderr: "" });
});

it.each(["sqlite:a.sqlite", "sqlite://a.sqlite", "file:a.sqlite", "file://a.sqlite", "a.sqlite"])(
  "answers are kept in the file a.sqlite at DATABASE_URL=%s",
  (url) => {
    const folder = mkdtempSync(join(tmpdir(), "certwise-"));
    const start = resolve("src/start.js");
    const line = '{"type":"start"}\n';
    const { status, stderr } = run([start, "chat", "--json"], { DATABASE_URL: url }, line, folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync(folder)).toContain("a.sqlite");
    rmSync(folder, { recursive: true });
  },
);

it("start.js names a .env in UTF-16, and everything wrong in one that is readable, at once", () => {
  const folder = mkdtempSync(join(tmpdir(), "certwise-"));
  const start = resolve("src/start.js");
  const lines = "SLACK_BOT_TOKN=xoxb-SECRET\nDISCORD_TOKEN SECRET\nPORT=none\n";
  writeFileSync(join(folder, ".env"), lines);
  const read = run([start, "chat", "--json"], {}, "", folder);
  expect(read.stderr.split("\n")).toEqual([
    ".env line 1: Unknown name SLACK_BOT_TOKN: did you mean SLACK_BOT_TOKEN",
    ".env line 2 is no assignment: write DISCORD_TOKEN=value",
    'PORT must be a number from 0 to 65535: it is "none"',
    "",
  ]);
  expect({ status: read.status, stdout: read.stdout }).toEqual({ status: 1, stdout: "" });
  writeFileSync(join(folder, ".env"), Buffer.from(`\uFEFF${lines}`, "utf16le"));
  const unread = run([start, "chat", "--json"], {}, "", folder);
  expect(unread.stderr).toBe(".env: Written in UTF-16: save it as UTF-8\n");
  expect(unread.status).toBe(1);
  rmSync(folder, { recursive: true });
});

it("start.js lists faults of the environment and of the catalogue together", () => {
  const { status, stderr } = run(["src/start.js"], {
    PORT: "none",
    SLACK_BOT_TOKEN: "wrong",
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^PORT must be .*\nSLACK_BOT_TOKEN must begin with xoxb-/u);
  expect(run(["src/start.js"], { CATALOGUE_FILE: "no-such-file.yaml" }).stderr).toContain(
    "no-such-file.yaml",
  );
});

it.each([[["dance"]], [["chat", "--jason"]], [["start", "now"]]])(
  "start.js %j is told what there is",
  (args) => {
    const { status, stdout, stderr } = run(["src/start.js", ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("npm run -s advise -- answers.yaml");
  },
);

/** Says no to everything but what is let through. */
async function refusing(letThrough: string): Promise<{ url: string; port: string; stop(): void }> {
  const server = createServer((request, response) => {
    const isOk = letThrough !== "" && request.url?.includes(letThrough) === true;
    const said = isOk
      ? { ok: true, user_id: "U1", bot_id: "B1" }
      : { ok: false, error: "invalid_auth" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
  });
  server.listen(0);
  await once(server, "listening");
  const address = server.address();
  const port = String(typeof address === "object" ? address?.port : "");
  return { url: `http://127.0.0.1:${port}/`, port, stop: () => void server.close() };
}

async function startWith(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["src/start.js"], {
    env: {
      ...process.env,
      DATABASE_URL: ":memory:",
      LOG_LEVEL: "silent",
      ...NO_PLATFORM,
      ...environment,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { said, code };
}

it.each([
  ["", "SLACK_BOT_TOKEN (invalid_auth), copy it again from OAuth & Permissions"],
  ["auth.test", "SLACK_APP_TOKEN (invalid_auth), copy it again from Basic Information"],
])(
  "npm start says in one line which token Slack refuses (let through: %j)",
  async (letThrough, line) => {
    const slack = await refusing(letThrough);
    const { said, code } = await startWith({
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      SLACK_API_URL: slack.url,
    });
    slack.stop();
    expect(said).toMatch(/^Could not connect to Slack: [^\n]*\n$/u);
    expect(said).toContain(line);
    expect(code).toBe(1);
  },
);

/** Starts Certwise on a fake, lets something happen once it has connected, and gives how it ended. */
async function endOf(
  environment: Readonly<Record<string, string>>,
  connected: string,
  happens: () => void,
) {
  const child = spawn(process.execPath, ["src/start.js"], {
    env: { ...process.env, DATABASE_URL: ":memory:", ...NO_PLATFORM, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = text(child.stderr);
  const ended = once(child, "exit");
  let logged = "";
  child.stdout.on("data", (bytes) => {
    const before = logged.includes(connected);
    logged += String(bytes);
    if (!before && logged.includes(connected)) happens();
  });
  const [code] = await ended;
  return { said: await said, code };
}

// The process lived on and heard nothing.
it("npm start ends with one line when Slack does not accept a token any more", async () => {
  const fake = await startFakeSlack();
  const env = {
    SLACK_BOT_TOKEN: fake.team.token,
    SLACK_APP_TOKEN: fake.appToken,
    SLACK_API_URL: fake.apiUrl,
  };
  const { said, code } = await endOf(env, "Slack is connected", () => {
    fake.world.outages.set("apps.connections.open", new Refusal("token_revoked"));
    fake.socket.drop();
  });
  expect(said).toMatch(
    /^Could not connect to Slack: it does not accept SLACK_APP_TOKEN \(token_revoked\), [^\n]*\n$/u,
  );
  expect(code).toBe(1);
  await fake.stop();
});

it.each([
  [
    "from the start",
    "MTIwMDAwMDAwMDAwMDAwMDAwMQ.GabcDE.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "(401)",
  ],
  ["any more", undefined, "(4004)"],
])(
  "npm start ends with one line when Discord does not accept the token %s",
  async (_when, wrong, why) => {
    const fake = await startFakeDiscord();
    const env = { DISCORD_TOKEN: wrong ?? fake.token, DISCORD_API_URL: fake.apiUrl };
    const { said, code } = await endOf(env, "Connected to Discord", () => fake.gateway.close(4004));
    expect(said).toMatch(/^Could not connect to Discord: the bot token is not valid [^\n]*\n$/u);
    expect(said).toContain(why);
    expect(code).toBe(1);
    await fake.stop();
  },
);

it("npm start says in one line that its port is taken", async () => {
  const slack = await refusing("auth.test");
  const key = { DISCORD_PUBLIC_KEY: "0f".repeat(32) };
  const both = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s", SLACK_API_URL: slack.url };
  for (const platform of [both, key]) {
    const { said, code } = await startWith({ PORT: slack.port, ...platform });
    expect(said).toMatch(/^Could not listen on port \d+[^\n]*: choose another with PORT[^\n]*\n$/u);
    expect(code).toBe(1);
  }
  slack.stop();
});
