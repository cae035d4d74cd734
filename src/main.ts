import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startJson } from "../adapters/json/bot.ts";
import { startTerminal, TERMINAL_TENANT } from "../adapters/terminal/bot.ts";
import { runAdvise } from "./advise.ts";
import { DUE_EVERY_MS, registerCommands, startPlatforms } from "./platforms.ts";
import { checkCatalogue } from "./check-catalogue.ts";
import { checkFolder } from "./check-dialogs.ts";
import { readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { DIALOG_FOLDER, listFaults, loadDialog } from "./dialogs.ts";
import type { LoadedDialog } from "./dialogs.ts";
import { startDue } from "./due.ts";
import { loadEnvironment } from "./environment.ts";
import { tellFailure } from "./failure.ts";
import { runHear } from "./hear.ts";
import { say } from "./engine/reply.ts";
import { permitRounds } from "./rounds.ts";
import { STOP_MS, stopAll } from "./stop.ts";
import { openStorage } from "./storage/open.ts";
import type { RoundPermission } from "./team/opening.ts";
import type { OwedReply } from "./turn.ts";

/** Exit codes: something is wrong with the installation, or with what was asked for. */
const FAILED = 1;
const MISUSED = 2;

const USAGE = `Certwise can do this:
  npm start                            start on Slack and Discord, or in the terminal where neither is set up
  npm run chat                         the interview in the terminal
  npm run -s chat -- --json            the interview as JSON lines, see docs/protocol.md
  npm run -s advise -- answers.yaml    the advice for a file of answers, or for a story in a .txt file
  npm run -s hear -- "text"            how a message is read, see docs/hearing.md
  npm run -s dialogs:check             prove the dialogs
  npm run -s catalogue:check           check the catalogue, and a company's own file
  npm run learn                        learn from changed example sentences, so that no start has to
  npm run rounds:allow -- WORKSPACE PERSON …   say who may open rounds; "everybody" for all
  npm run discord:register             put the commands on Discord, see docs/discord.md`;

/**
 * Runs one command and sets the exit code.
 *
 * @param args - The command and its arguments; none starts everything that is set up.
 */
export async function main(args: readonly string[]): Promise<void> {
  // Whoever reads our output may stop reading, as `head` does: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  const [command = "start", ...rest] = args;
  try {
    await run(command, rest);
  } catch (error) {
    report(error);
    // What was started already, as one of two platforms, must not go on alone.
    process.exit(FAILED);
  }
}

async function run(command: string, rest: readonly string[]): Promise<void> {
  switch (command) {
    case "start":
      return hasNoMore(rest) ? start() : misused();
    case "chat":
      return chat(rest);
    case "advise":
      return advise(rest);
    case "hear":
      return showHearing(rest);
    case "dialogs:check":
    case "catalogue:check": {
      const check = command === "dialogs:check" ? checkFolder : checkCatalogue;
      const { text, code } = check(rest, catalogueFile(), Date.now());
      process.stdout.write(text);
      process.exitCode = code;
      return undefined;
    }
    case "learn":
      return hasNoMore(rest) ? learn() : misused();
    case "rounds:allow":
      return allowRounds(rest);
    case "discord:register":
      return register(rest);
    default:
      return misused();
  }
}

async function start(): Promise<void> {
  const ready = prepare();
  if (!ready) return;
  const { config, dialog } = ready;
  if (config.slack || config.discord) return startPlatforms(config, dialog);
  const { speaker } = dialog.in("");
  // Whoever starts a service sees the exit code, and no interview.
  if (!process.stdin.isTTY) return fail(speaker.say(say("terminal.not-set-up")));
  return talkInTerminal(config, dialog, speaker.say(say("terminal.no-platform")));
}

async function chat(args: readonly string[]): Promise<void> {
  const flags = readFlags(args);
  if (!flags) return misused();
  const ready = prepare();
  if (!ready) return;
  const { config, dialog } = ready;
  if (!flags.json) return talkInTerminal(config, dialog);
  const storage = await openStorage(config.databaseUrl);
  const { stdin: input, stdout: output } = process;
  await startJson({ parts: { storage, dialog }, input, output, log: report }).done;
  await storage.close();
}

async function advise(args: readonly string[]): Promise<void> {
  const ready = prepare();
  if (!ready) return;
  const { stdin, stdout, stderr } = process;
  const { dialog } = ready;
  process.exitCode = await runAdvise(args, { dialog, stdin, stdout, stderr, now: Date.now() });
}

function showHearing(args: readonly string[]): void {
  const ready = prepare();
  if (!ready) return;
  const { stdout, stderr } = process;
  process.exitCode = runHear(args, { dialog: ready.dialog, stdout, stderr, now: Date.now() });
}

/** Learns from the example sentences of each language ahead of time. */
function learn(): void {
  const ready = prepare();
  if (!ready) return;
  for (const file of ready.dialog.learn()) process.stdout.write(`${file}\n`);
}

/** Sets who may open rounds in one Slack workspace or Discord server: the ids of people, or everybody. */
async function allowRounds([workspace, ...people]: readonly string[]): Promise<void> {
  if (workspace === undefined || people.length === 0) return misused();
  const ready = prepare();
  if (!ready) return;
  const storage = await openStorage(ready.config.databaseUrl);
  const permission: RoundPermission =
    people[0] === "everybody" ? { type: "everybody" } : { type: "people", people };
  await permitRounds({ storage, dialog: ready.dialog }, { workspace, permission, now: Date.now() });
  await storage.close();
  process.stdout.write(`In ${workspace}, rounds are opened by: ${people.join(", ")}\n`);
}

async function register(args: readonly string[]): Promise<void> {
  const ready = prepare();
  if (ready) process.exitCode = await registerCommands(args, ready.config, ready.dialog);
}

async function talkInTerminal(
  config: Config,
  dialog: LoadedDialog,
  opening?: string,
): Promise<void> {
  const storage = await openStorage(config.databaseUrl);
  const { stdin: input, stdout: output } = process;
  const running = await startTerminal({
    parts: { storage, dialog },
    input,
    output,
    columns: () => (output.isTTY ? output.columns : 80),
    // hasColors heeds NO_COLOR: https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
    isColoured: output.isTTY && output.hasColors(),
    ...(opening === undefined ? {} : { opening }),
    person: "local",
    folder: process.cwd(),
    log: report,
  });
  const send = async (_tenant: string, owed: OwedReply) => running.send(owed);
  const parts = {
    storage,
    dialog,
    tenants: { only: [TERMINAL_TENANT] },
    deliver: send,
    report: (_what: string, cause: unknown) => report(cause),
  };
  const due = startDue(parts, DUE_EVERY_MS, Date.now);
  const end = async (steps: Parameters<typeof stopAll>[0]) => {
    const isClean = await stopAll([...steps, () => due.stop(), () => storage.close()], {
      limitMs: STOP_MS,
      report,
    });
    // What hangs would keep the process from ending.
    if (!isClean) process.exit(FAILED);
  };
  const { promise: told, resolve: leave } = Promise.withResolvers<void>();
  process.once("SIGINT", leave).once("SIGTERM", leave);
  await Promise.race([running.done, told]);
  await end([() => running.stop(), () => running.done]);
}

/** Reads configuration and dialog; says everything that is wrong with both and gives nothing then. */
function prepare(): { readonly config: Config; readonly dialog: LoadedDialog } | undefined {
  const { environment, faults: ofFile, remarks } = loadEnvironment();
  for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const config = readConfig(environment);
  const catalogue = config.type === "config" ? config.catalogueFile : undefined;
  const folder = fileURLToPath(new URL(`../${DIALOG_FOLDER}`, import.meta.url));
  const dialog = loadDialog(relative(process.cwd(), folder), catalogue);
  const isSound = ofFile.length === 0;
  if (isSound && config.type === "config" && dialog.type === "loaded") return { config, dialog };
  const faults = [
    ...ofFile,
    ...(config.type === "faults" ? config.faults : []),
    ...(dialog.type === "faults" ? [listFaults(dialog.faults)] : []),
  ];
  process.stderr.write(`${faults.join("\n")}\n`);
  process.exitCode = FAILED;
  return undefined;
}

/** A company's own catalogue file, where the rest of the configuration is of no interest. */
function catalogueFile(): string | undefined {
  const config = readConfig(loadEnvironment().environment);
  return config.type === "config" ? config.catalogueFile : undefined;
}

function readFlags(args: readonly string[]): { readonly json: boolean } | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean" } } });
    return { json: values.json ?? false };
  } catch {
    return undefined;
  }
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = FAILED;
}

function misused(): void {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = MISUSED;
}

function hasNoMore(args: readonly string[]): boolean {
  return args.length === 0;
}

/** One line for whoever runs this; what the person sees is said elsewhere. */
function report(failure: unknown): void {
  process.stderr.write(`${tellFailure(failure)}\n`);
}
