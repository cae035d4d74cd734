import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextRound } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { startSlack } from "../../../adapters/slack/bot.ts";
import type { StartedSlack } from "../../../adapters/slack/bot.ts";
import type { Log } from "../../../adapters/slack/log.ts";
import type { SlackSettings } from "../../../adapters/slack/reach.ts";
import { DIALOG_FOLDER, requireDialog } from "../../../src/dialogs.ts";
import type { LoadedDialog } from "../../../src/dialogs.ts";
import { openStorage } from "../../../src/storage/open.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { blockKitFaults, escapeFaults } from "../../fakes/slack/block-kit.ts";
import { isFields } from "../../fakes/slack/block-kit-checks.ts";
import { choicesIn } from "../../fakes/slack/choices.ts";
import type { Choice } from "../../fakes/slack/choices.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeSlack, FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import type { Person } from "../../fakes/slack/people.ts";
import type { StoredMessage } from "../../fakes/slack/workspace.ts";

type Transport = "http" | "socket";
export const dialog = requireDialog(DIALOG_FOLDER);

/** The scopes the app asks for, and no more. */
export const SCOPES = ["app_mentions:read", "chat:write", "commands", "im:history"];

/** A fake Slack, the real adapter on it, and Ana. */
export interface Scene {
  readonly fake: FakeSlack;
  readonly ana: Person;
  readonly channel: string;
  readonly storage: () => Storage;
  readonly slack: () => StartedSlack;
  readonly logged: string[];
  /** Why the app cannot go on. */
  readonly refused: string[];
  /** Waits of the app, ms. */
  readonly waits: number[];
  /** What the app does again and again is done once. */
  tick(): void;
  /** Stops the app and starts another on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface SceneOptions extends FakeSlackOptions {
  readonly transport?: Transport;
  /** Another one than the dialog that is shipped. */
  readonly dialog?: LoadedDialog;
  /** Wraps the storage, to make it slow or fail. */
  readonly wrap?: (storage: Storage) => Storage;
  readonly fetch?: typeof fetch;
  /** Before the app starts. */
  readonly prepare?: (fake: FakeSlack) => void;
  /** How far the host's clock is ahead of Slack's, ms. */
  readonly skewMs?: number;
  /** What is refused on purpose, so that it is no fault of the app. */
  readonly tolerated?: RegExp;
}

/** Starts everything; `close` proves that nothing was refused. */
export async function startScene(options: SceneOptions = {}): Promise<Scene> {
  const { transport = "http", wrap = (one: Storage) => one, tolerated } = options;
  const fake = await startFakeSlack({ scopes: SCOPES, ...options });
  const folder = mkdtempSync(join(tmpdir(), "certwise-slack-"));
  options.prepare?.(fake);
  const logged: string[] = [];
  const refused: string[] = [];
  const waits: number[] = [];
  const repeated = new Set<() => void>();
  const write = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: write, warn: write, error: write };
  let storage: Storage;
  let slack: StartedSlack;
  const start = async () => {
    storage = wrap(await openStorage(join(folder, "certwise.sqlite")));
    const reach: SlackSettings =
      transport === "http"
        ? { signingSecret: fake.signingSecret, port: 0, host: "127.0.0.1" }
        : { appToken: fake.appToken };
    slack = await startSlack({
      parts: { storage, dialog: options.dialog ?? dialog },
      settings: { botToken: fake.team.token, apiUrl: fake.apiUrl, ...reach },
      log,
      // What people do takes a moment to arrive.
      now: () => fake.world.now() + 50 + (options.skewMs ?? 0),
      random: () => 0,
      every: (_ms, work) => {
        repeated.add(work);
        return () => void repeated.delete(work);
      },
      onRefused: ({ message }) => void refused.push(message),
      pause: async (ms) => {
        waits.push(ms);
        // Waiting is what moves the fake's clock, and lets everything else happen meanwhile.
        await nextRound();
        fake.world.move(ms);
      },
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
    fake.listenAt(
      slack.port === undefined ? undefined : `http://127.0.0.1:${slack.port}/slack/events`,
    );
  };
  const stop = async () => {
    await slack.idle();
    await slack.stop();
    await storage.close();
  };
  await start();
  return {
    fake,
    ana: createPerson(fake, { id: "U0ANA", name: "ana" }),
    channel: fake.addChannel({ id: "C0DATA", name: "data-team" }).id,
    storage: () => storage,
    slack: () => slack,
    logged,
    refused,
    waits,
    tick: () => repeated.forEach((work) => work()),
    async restart() {
      await stop();
      await start();
    },
    async close() {
      await stop();
      await fake.stop();
      rmSync(folder, { recursive: true, force: true });
      expect(fake.refusals.filter((one) => tolerated?.test(one) !== true)).toEqual([]);
      expect(fake.faults).toEqual([]);
      expect(sentFaults(fake)).toEqual([]);
    },
  };
}

/** The same for one test, at whose end it closes. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const scene = await startScene(options);
  onTestFinished(() => scene.close());
  return scene;
}

/** The link in the pointer is ours, and a round names its people; nothing else may be markup. */
function sentFaults(fake: FakeSlack): string[] {
  const people = [...fake.world.members.keys()].map((id) => `<@${id}>`);
  return fake.calls.flatMap(({ method, args }) => {
    const view = args["view"];
    if (isFields(view)) {
      const surface = view["type"] === "home" ? "home" : "modal";
      return [...blockKitFaults(surface, view), ...escapeFaults(view)];
    }
    if (!/^chat\.(?:post|update)|response_url/u.test(method)) return [];
    return [...blockKitFaults("message", args), ...escapeFaults(args, people)];
  });
}

/** What walking through an interview needs. */
export type Walk = Pick<Scene, "fake" | "ana" | "slack">;

/** Waits until the app is quiet, then gives the last message of the direct conversation. */
export async function lastMessage({ fake, ana, slack }: Walk): Promise<StoredMessage> {
  await slack().idle();
  const message = fake.messages(ana.dm.id).findLast(({ bot_id: bot }) => bot !== undefined);
  if (!message) throw new Error("Cannot look at the last message: there is none");
  return message;
}

/** What is written on everything that can be pressed. */
export function labels(message: StoredMessage): readonly string[] {
  return choicesIn(message.blocks).map(({ label }) => label);
}

/** The app's messages in the direct conversation. */
export function ownMessages({ fake, ana }: Pick<Scene, "fake" | "ana">): readonly StoredMessage[] {
  return fake.messages(ana.dm.id).filter(({ bot_id: bot }) => bot !== undefined);
}

/** Starts the interview from a channel, through the card. */
export async function begin(scene: Scene, words = ""): Promise<void> {
  const { fake, ana, channel } = scene;
  await ana.slashCommand(`/certwise ${words}`.trim(), { channel });
  await scene.slack().idle();
  await ana.click(fake.ephemerals(ana.member.id).at(-1)!, "Start in our DM");
  await scene.slack().idle();
}

/** Presses the first answer of each question until the advice is there. */
export async function clickThrough(scene: Walk, from?: number): Promise<StoredMessage> {
  for (let count = from ?? 0; count < 30; count += 1) {
    const shown = await lastMessage(scene);
    if (isAdvice(shown)) return shown;
    await scene.ana.click(shown, firstAnswer);
  }
  throw new Error("Cannot reach the advice: 30 answers were not enough");
}

/** The first choice that answers the question; "Not chosen yet" for the certification. */
export function firstAnswer({ label, block, element, option }: Choice): boolean {
  const id = String(block["block_id"]);
  if (id.startsWith("options:certification")) return label.endsWith("Not chosen yet");
  if (!id.startsWith("options:")) return false;
  const first = Array.isArray(element["options"]) ? element["options"][0] : undefined;
  return option === undefined ? String(element["action_id"]).endsWith(":0") : option === first;
}

export function isAdvice(message: StoredMessage): boolean {
  return message.blocks.some(({ type }) => type === "header");
}
