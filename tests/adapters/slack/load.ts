import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { openStorage } from "../../../src/storage/open.ts";
import { choicesIn } from "../../fakes/slack/choices.ts";
import type { Choice } from "../../fakes/slack/choices.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import type { Person } from "../../fakes/slack/people.ts";
import type { StoredMessage } from "../../fakes/slack/workspace.ts";

/** What became of everybody. Every list is empty when the promises hold. */
export interface LoadReport {
  readonly people: number;
  readonly clicks: number;
  readonly doubled: number;
  readonly seconds: number;
  /** A person whose answer was shown as taken and is not stored. */
  readonly lost: readonly string[];
  /** A person whose conversation moved more often than they answered. */
  readonly twice: readonly string[];
  readonly withoutAdvice: readonly string[];
  readonly refusals: readonly string[];
}

const AT_ONCE = 24;
const SHARE_DOUBLED = 0.05;
const CHANGE_WAIT_MS = 3000;

/** Walks many people through the interview over signed HTTP, doubling deliveries and clicks, and kills the app once. */
export async function runLoad(people: number, seed = 1): Promise<LoadReport> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-load-"));
  const database = join(folder, "load.sqlite");
  const fake = await startFakeSlack({
    now: Date.now,
    scopes: ["app_mentions:read", "chat:write", "commands", "im:history"],
    rateLimits: false,
  });
  const began = performance.now();
  let bot = await startBot(fake, database, "0");
  fake.listenAt(`http://127.0.0.1:${bot.port}/slack/events`);
  const walks: Walk[] = [];
  const random = createRandom(seed);
  let done = 0;
  let killing: Promise<void> | undefined;
  const killOnce = () => {
    killing ??= (async () => {
      bot.process.kill("SIGKILL");
      await once(bot.process, "exit");
      bot = await startBot(fake, database, bot.port);
    })();
  };
  const queue = Array.from({ length: people }, (_none, at) => at);
  const worker = async () => {
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      const person = createPerson(fake, { id: `U${String(at).padStart(6, "0")}` });
      walks.push(await walk(fake, person, random));
      done += 1;
      if (done === Math.ceil(people / 3)) killOnce();
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, people) }, worker));
  await killing;
  bot.process.kill("SIGKILL");
  await once(bot.process, "exit");
  const report = await judge(fake, database, walks);
  await fake.stop();
  rmSync(folder, { recursive: true, force: true });
  return { ...report, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

/** One person's interview as they saw it. */
interface Walk {
  readonly person: string;
  /** Option by question, as far as the next screen showed that it was taken. */
  readonly answers: ReadonlyMap<string, string>;
  readonly clicks: number;
  readonly doubled: number;
  /** Presses that are no answer ("Go on" after a pause): each may move the conversation, twice when it is doubled. */
  readonly moves: number;
  readonly isAdvised: boolean;
}

async function walk(fake: FakeSlack, person: Person, random: () => number): Promise<Walk> {
  const answers = new Map<string, string>();
  let clicks = 0;
  let doubled = 0;
  let moves = 0;
  let again: Choice | undefined;
  await patiently(() => person.shortcut("ask-certwise"));
  let shown = await nextScreen(fake, person, undefined);
  for (let count = 0; count < 60 && !(shown && isAdvice(shown)); count += 1) {
    if (!shown) {
      // Nothing came: a person tries again.
      await patiently(() => person.shortcut("ask-certwise"));
      shown = await nextScreen(fake, person, undefined);
      continue;
    }
    const screen = shown;
    const choice = again ?? pick(choicesIn(screen.blocks), random);
    const kind = random();
    const options =
      kind < SHARE_DOUBLED ? { isTwice: true } : kind < 2 * SHARE_DOUBLED ? { isDouble: true } : {};
    if (kind < 2 * SHARE_DOUBLED) doubled += 1;
    clicks += 1;
    const value = String(choice.option?.["value"] ?? choice.element["value"]);
    await patiently(() =>
      person.click(screen, (one) => (one.option?.["value"] ?? one.element["value"]) === value, {
        ...options,
        isStale: true,
        waitMs: 5000,
      }),
    );
    const next = await nextScreen(fake, person, screen);
    const fields = new URLSearchParams(value);
    const question = fields.get("q");
    if (question === null) moves += 2;
    if (next && question !== null) answers.set(question, fields.get("o") ?? "");
    // Where nothing happens, a person presses the same again.
    again = next ? undefined : choice;
    shown = next ?? screen;
  }
  const isAdvised = shown !== undefined && isAdvice(shown);
  return { person: person.member.id, answers, clicks, doubled, moves, isAdvised };
}

/** An answer at random; of the certifications, none. Going on after a pause is the way on from a notice. */
function pick(choices: readonly Choice[], random: () => number): Choice {
  const answers = choices.filter(
    ({ block, label }) =>
      String(block["block_id"]).startsWith("options:") && label !== "Another one",
  );
  const among = answers.length > 0 ? answers : choices;
  const choice = among[answers.length > 0 ? Math.floor(random() * among.length) : 0];
  if (!choice) throw new Error("Cannot go on: there is nothing to press");
  return choice;
}

/** Delivers again while the app is down, as a person presses again. */
async function patiently(act: () => Promise<{ readonly isInTime: boolean }>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      if ((await act()).isInTime) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await sleep(50);
  }
  throw new Error("Cannot reach the app: it is down for too long");
}

function lastOf(fake: FakeSlack, person: Person): StoredMessage | undefined {
  return fake.messages(person.dm.id).findLast(({ bot_id: bot }) => bot !== undefined);
}

async function nextScreen(
  fake: FakeSlack,
  person: Person,
  before: StoredMessage | undefined,
): Promise<StoredMessage | undefined> {
  const until = performance.now() + CHANGE_WAIT_MS;
  while (performance.now() < until) {
    const now = lastOf(fake, person);
    if (now && (!before || keyOf(now) !== keyOf(before)) && choicesIn(now.blocks).length > 0)
      return now;
    await sleep(3);
  }
  return undefined;
}

/** The same screen may be drawn again with other words around it: it is told by its question, or else by its words. */
function keyOf({ ts, text, blocks }: StoredMessage): string {
  const ids = blocks
    .map((block) => String(block["block_id"]))
    .filter((id) => id.startsWith("options:"));
  return [isAdvice({ blocks }) ? ts : "", ...(ids.length > 0 ? ids : [text])].join("\n");
}

function isAdvice({ blocks }: Pick<StoredMessage, "blocks">): boolean {
  return blocks.some(({ type }) => type === "header");
}

const stateSchema = z.object({
  revision: z.number(),
  phase: z.string(),
  answers: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.unknown())])),
});

async function judge(
  fake: FakeSlack,
  database: string,
  walks: readonly Walk[],
): Promise<Omit<LoadReport, "seconds">> {
  const storage = await openStorage(database);
  const lost: string[] = [];
  const twice: string[] = [];
  const withoutAdvice: string[] = [];
  for (const { person, answers, isAdvised, moves } of walks) {
    const stored = await storage.read({ tenant: fake.team.id, person, dialog: "ai-certification" });
    const state = stateSchema.parse(JSON.parse(stored?.state ?? "{}"));
    for (const [question, option] of answers) {
      const value = state.answers[question];
      const isKept =
        value === option ||
        (typeof value === "object" &&
          (value["option"] === option || value["chosen"] === option || "amount" in value));
      if (!isKept) lost.push(`${person} ${question} ${option}`);
    }
    // Each answer moves the conversation once, and so does the advice.
    const least = Object.keys(state.answers).length + 1;
    if (state.revision < least || state.revision > least + moves)
      twice.push(`${person}: ${state.revision}, wanted ${least}`);
    if (!isAdvised || state.phase !== "advised") withoutAdvice.push(person);
  }
  await storage.close();
  const sum = (of: (walk: Walk) => number) => walks.reduce((all, one) => all + of(one), 0);
  return {
    people: walks.length,
    clicks: sum(({ clicks }) => clicks),
    doubled: sum(({ doubled }) => doubled),
    lost,
    twice,
    withoutAdvice,
    refusals: [...fake.refusals, ...fake.faults],
  };
}

interface RunningBot {
  readonly process: ChildProcess;
  readonly port: string;
}

async function startBot(fake: FakeSlack, database: string, port: string): Promise<RunningBot> {
  const script = fileURLToPath(new URL("load-bot.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    [script, database, fake.apiUrl, fake.team.token, fake.signingSecret, port],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [chunk] = z.tuple([z.instanceof(Buffer)]).parse(await once(child.stdout, "data"));
  return { process: child, port: chunk.toString().trim() };
}

/** A small repeatable source of chance (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const report = await runLoad(Number(process.argv[2] ?? 2000));
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  const faults = [report.lost, report.twice, report.withoutAdvice, report.refusals].flat();
  process.exitCode = faults.length === 0 && report.people > 0 ? 0 : 1;
}
