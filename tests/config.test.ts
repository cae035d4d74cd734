import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  const read = readConfig(environment);
  return read.type === "faults" ? read.faults : [];
}

it("readConfig() needs nothing", () => {
  expect(readConfig({})).toEqual({
    type: "config",
    databaseUrl: "certwise.sqlite",
    logLevel: "info",
    port: 3000,
  });
});

it("readConfig() takes empty and blank values for absent", () => {
  expect(readConfig({ DATABASE_URL: "", SLACK_BOT_TOKEN: "  ", PORT: "" })).toEqual(readConfig({}));
});

it("readConfig() reads everything that can be set", () => {
  const config = readConfig({
    DATABASE_URL: "postgres://certwise@db/certwise",
    CATALOGUE_FILE: "our-catalogue.yaml",
    LOG_LEVEL: "debug",
    PORT: "8080",
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_APP_TOKEN: "xapp-1",
    SLACK_SIGNING_SECRET: "s1",
    SLACK_API_URL: "http://127.0.0.1:9/api/",
    DISCORD_TOKEN: "d1",
    DISCORD_APPLICATION_ID: "123456789012345678",
    DISCORD_PUBLIC_KEY: "0f".repeat(32),
    DISCORD_API_URL: "http://127.0.0.1:9/api",
  });
  expect(config).toEqual({
    type: "config",
    databaseUrl: "postgres://certwise@db/certwise",
    catalogueFile: "our-catalogue.yaml",
    logLevel: "debug",
    port: 8080,
    slack: {
      botToken: "xoxb-1",
      appToken: "xapp-1",
      signingSecret: "s1",
      apiUrl: "http://127.0.0.1:9/api/",
    },
    discord: {
      token: "d1",
      applicationId: "123456789012345678",
      publicKey: "0f".repeat(32),
      apiUrl: "http://127.0.0.1:9/api",
    },
  });
});

it("readConfig() lists all faults at once, each with its variable", () => {
  const faults = faultsOf({
    DATABASE_URL: "mysql://x",
    LOG_LEVEL: "loud",
    PORT: "70000",
    SLACK_BOT_TOKEN: "xoxp-1",
    SLACK_APP_TOKEN: "xoxb-1",
    SLACK_API_URL: "slack.example",
    DISCORD_TOKEN: "a b",
    DISCORD_APPLICATION_ID: "certwise",
    DISCORD_PUBLIC_KEY: "short",
  });
  expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
    "DATABASE_URL",
    "LOG_LEVEL",
    "PORT",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
    "DISCORD_TOKEN",
    "DISCORD_APPLICATION_ID",
    "DISCORD_PUBLIC_KEY",
  ]);
  expect(faults[1]).toContain('trace, debug, info, warn, error, fatal, silent: it is "loud"');
});

it.each(["mysql:certwise", "mysql://db/certwise", "postgres:certwise", "sqlite:", "libsql://x"])(
  "readConfig() takes %s for no address of a database",
  (url) => {
    expect(faultsOf({ DATABASE_URL: url })).toEqual([expect.stringContaining("sqlite: or file:")]);
  },
);

it.each([
  "sqlite:a",
  "sqlite::memory:",
  "sqlite:///var/a.db",
  "file:a",
  "C:\\a.db",
  "./a",
  ":memory:",
])("readConfig() takes %s for the address of an SQLite file", (url) => {
  expect(readConfig({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url });
});

it("readConfig() never repeats a secret", () => {
  const secret = "TOP SECRET";
  const names = [
    "DATABASE_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "DISCORD_TOKEN",
    "DISCORD_PUBLIC_KEY",
  ];
  const environment = Object.fromEntries(names.map((name) => [name, `mysql://${secret}`]));
  const faults = faultsOf(environment);
  expect(faults).toHaveLength(names.length);
  expect(faults.join("\n")).not.toContain(secret);
});

it.each([
  [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN needs it"],
  [{ SLACK_SIGNING_SECRET: "s" }, "SLACK_BOT_TOKEN is missing: SLACK_SIGNING_SECRET needs it"],
  [
    { SLACK_BOT_TOKEN: "xoxb-1" },
    "SLACK_APP_TOKEN is missing: SLACK_BOT_TOKEN needs it, or SLACK_SIGNING_SECRET to be reached over HTTP",
  ],
  [
    { DISCORD_APPLICATION_ID: "123456789012345678" },
    "DISCORD_TOKEN is missing: DISCORD_APPLICATION_ID needs it, or DISCORD_PUBLIC_KEY to be reached over HTTP",
  ],
])("readConfig() says what belongs together: %o", (environment, fault) => {
  expect(faultsOf(environment)).toEqual([fault]);
});

it(".env.example names every variable with a line of explanation", () => {
  const lines = readFileSync(".env.example", "utf8").trim().split("\n");
  const names = lines.filter((_, at) => at % 2 === 1).map((line) => line.replace(/=$/u, ""));
  expect(lines.every((line, at) => line.startsWith("# ") === (at % 2 === 0))).toBe(true);
  const source = readFileSync("src/config.ts", "utf8");
  expect(names).toEqual(
    [...source.matchAll(/^ {2}(?<name>[A-Z_]+):/gmu)].map(({ groups }) => groups!["name"]),
  );
});

it("readConfig() lets Discord be reached over HTTP with the public key alone", () => {
  const config = readConfig({ DISCORD_PUBLIC_KEY: "0f".repeat(32) });
  expect(config).toMatchObject({ type: "config", discord: { publicKey: "0f".repeat(32) } });
});
