import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { pino } from "pino";
import type { Logger } from "pino";
import { TENANT as DISCORD_TENANT } from "../adapters/discord/address.ts";
import type { Discord } from "../adapters/discord/bot.ts";
import { redact } from "../adapters/discord/log.ts";
import { DISCORD_PLACE } from "../adapters/discord/place.ts";
import { startSlack } from "../adapters/slack/bot.ts";
import type { StartedSlack } from "../adapters/slack/bot.ts";
import { SLACK_PLACE } from "../adapters/slack/place.ts";
import { TERMINAL_TENANT } from "../adapters/terminal/bot.ts";
import type { Config } from "./config.ts";
import type { LoadedDialog } from "./dialogs.ts";
import { lessonsOf } from "./engine/hearing/models.ts";
import { startDue } from "./due.ts";
import { tellFailure } from "./failure.ts";
import { STOP_MS, stopAll } from "./stop.ts";
import { openStorage } from "./storage/open.ts";
import type { PostgresLimits } from "./storage/postgres-pool.ts";
import type { Tenants } from "./storage/storage.ts";
import type { OwedRoundReply } from "./rounds/replies.ts";
import type { OwedReply, TurnParts } from "./turn.ts";

/** How often it is looked for what is owed, ms. */
export const DUE_EVERY_MS = 5000;

/** How long things may take; for tests. */
export interface PlatformLimits {
  /** Ending, ms; default {@link STOP_MS}. */
  readonly stopMs?: number;
  readonly postgres?: PostgresLimits;
}

/**
 * Starts every platform that is set up, and runs until it is told to stop: then the process ends, whatever hangs.
 *
 * @throws {Error} in one line when a platform refuses a token, at the start or at any time later
 */
export async function startPlatforms(
  config: Config,
  dialog: LoadedDialog,
  { stopMs = STOP_MS, postgres }: PlatformLimits = {},
): Promise<void> {
  const log = pino({ level: config.logLevel });
  const storage = await openStorage(config.databaseUrl, postgres);
  const parts = { storage, dialog, beside: [SLACK_PLACE, DISCORD_PLACE] };
  const report = (what: string, cause: unknown) =>
    log.error({ cause: redact(tellFailure(cause)) }, what);
  // Both SDKs have been seen to throw outside of any listener: one person's event must not end everybody's.
  process.on("uncaughtException", (error) => report("Something failed outside of a turn", error));
  const { promise: refused, reject: onRefused } = Promise.withResolvers<never>();
  // What is refused while this still starts is thrown at its end.
  refused.catch(() => undefined);
  const discord = await connectDiscord(config, { parts, log, onRefused });
  const slack = await connectSlack(config, { parts, log, onRefused }, discord?.endpoint);
  const deliver = async (tenant: string, owed: OwedReply | OwedRoundReply) => {
    await (tenant === DISCORD_TENANT ? discord : slack)?.send(owed);
  };
  const due = startDue(
    {
      ...parts,
      report,
      tenants: tenantsServed({ slack: slack !== undefined, discord: discord !== undefined }),
      deliver,
      deliverRound: deliver,
    },
    DUE_EVERY_MS,
    Date.now,
  );
  void learnInPauses(dialog);
  const watching = watchHealth(discord, log);
  const stop = async () => {
    clearInterval(watching);
    const isClean = await stopAll(
      [() => due.stop(), () => slack?.stop(), () => discord?.stop(), () => storage.close()],
      { limitMs: stopMs, report: (cause) => report("Something could not be ended", cause) },
    );
    log.info({ isClean }, "Stopped");
    process.exit(isClean ? 0 : 1);
  };
  process.once("SIGINT", () => void stop()).once("SIGTERM", () => void stop());
  await refused;
}

/** Learns from the example sentences between other work, so that nobody waits for it at the first typed word. */
async function learnInPauses(dialog: LoadedDialog): Promise<void> {
  for (const locale of dialog.locales)
    for (const lesson of lessonsOf(dialog.in(locale).dialog.words)) {
      await setImmediate();
      lesson();
    }
}

/**
 * Whose replies and timers a process on these platforms looks after: others may serve the rest from the same database.
 * What is neither Discord's nor the terminal's is a Slack workspace.
 */
export function tenantsServed(on: { readonly slack: boolean; readonly discord: boolean }): Tenants {
  if (!on.slack) return { only: [DISCORD_TENANT] };
  return { except: on.discord ? [TERMINAL_TENANT] : [TERMINAL_TENANT, DISCORD_TENANT] };
}

/** Registers the commands with Discord: all servers, or one with `--guild`; `--dry-run` only says what would change. */
export async function registerCommands(
  args: readonly string[],
  { discord }: Config,
  dialog: LoadedDialog,
): Promise<number> {
  if (discord?.token === undefined || discord.applicationId === undefined) {
    process.stderr.write(
      "DISCORD_TOKEN and DISCORD_APPLICATION_ID are needed: copy them from https://discord.com/developers/applications\n",
    );
    return 1;
  }
  const { values } = parseArgs({
    args: [...args],
    options: { "dry-run": { type: "boolean" }, guild: { type: "string" } },
  });
  const { token, applicationId, apiUrl } = discord;
  const { registerDiscordCommands } = await import("../adapters/discord/commands.ts");
  const { removedFrom, ...changes } = await registerDiscordCommands({
    token,
    applicationId,
    dialog,
    dryRun: values["dry-run"] ?? false,
    ...(values.guild === undefined ? {} : { guild: values.guild }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
  for (const [change, names] of Object.entries(changes))
    process.stdout.write(`${change}: ${names.join(", ") || "none"}\n`);
  for (const { guild, names } of removedFrom)
    process.stdout.write(`removed from ${guild}: ${names.join(", ")}\n`);
  return 0;
}

/** What every platform starts with. */
interface Common {
  readonly parts: TurnParts;
  readonly log: Logger;
  readonly onRefused: (refusal: Error) => void;
}

/** Its library is loaded only where Discord is set up: it costs 37 MB. */
async function connectDiscord(
  config: Config,
  { parts, log, onRefused }: Common,
): Promise<Discord | undefined> {
  const { discord, slack, port } = config;
  if (!discord) return undefined;
  // Slack's own server answers for Discord too where both come over HTTP: there is one port.
  const isShared = slack !== undefined && slack.appToken === undefined;
  const { applicationId: _applicationId, ...settings } = discord;
  const { startDiscord } = await import("../adapters/discord/bot.ts");
  return startDiscord({
    parts,
    onRefused,
    log: log.child({ platform: "discord" }),
    ...settings,
    ...(settings.publicKey === undefined || isShared ? {} : { port }),
  });
}

function connectSlack(
  { slack, port }: Config,
  { parts, log, onRefused }: Common,
  endpoint: Discord["endpoint"],
): Promise<StartedSlack> | undefined {
  if (!slack) return undefined;
  const routes = endpoint ? [endpoint] : [];
  return startSlack({
    parts,
    onRefused,
    settings: { ...slack, port },
    log: log.child({ platform: "slack" }),
    routes,
  });
}

function watchHealth(discord: Discord | undefined, log: Logger): NodeJS.Timeout {
  let before: string | undefined;
  return setInterval(() => {
    const health = discord?.health();
    const reason = health?.healthy === false ? (health.reason ?? "unknown") : undefined;
    if (reason !== undefined && reason !== before)
      log.error({ reason }, "Discord is not connected");
    before = reason;
  }, DUE_EVERY_MS);
}
