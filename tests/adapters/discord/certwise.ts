import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { startDiscord } from "../../../adapters/discord/bot.ts";
import type { Discord, DiscordOptions } from "../../../adapters/discord/bot.ts";
import { toCommands } from "../../../adapters/discord/commands.ts";
import { requireDialog, DIALOG_FOLDER } from "../../../src/dialogs.ts";
import type { LoadedDialog } from "../../../src/dialogs.ts";
import { openStorage } from "../../../src/storage/open.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { FakeDiscord, FakeDiscordOptions } from "../../fakes/discord/fake-discord.ts";
import { allComponents } from "../../fakes/discord/raw-json.ts";
import type { RawComponent, RawMessage } from "../../fakes/discord/raw-json.ts";
import type { Interaction } from "../../fakes/discord/world.ts";

export const dialog: LoadedDialog = requireDialog(DIALOG_FOLDER);

/** Certwise beside the fake Discord, with a log that can be looked at. */
export interface Certwise {
  readonly fake: FakeDiscord;
  /** The storage as it is open now. */
  readonly storage: Storage;
  readonly logged: { readonly level: string; readonly details: object; readonly message: string }[];
  /** Starts one more server on the same storage. */
  start(options?: Partial<DiscordOptions>): Promise<Discord>;
  /** Stops every server and opens the storage anew, as when the machine comes up again. */
  shutDown(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the fake; the bot is started by the test. `around` may put something between the bot and its storage. */
export async function startCertwise(
  options: Pick<FakeDiscordOptions, "now" | "shards"> & { readonly loaded?: LoadedDialog } = {},
): Promise<Certwise> {
  const fake = await startFakeDiscord(options);
  const folder = mkdtempSync(join(tmpdir(), "certwise-discord-"));
  const path = join(folder, "certwise.sqlite");
  let storage = await openStorage(path);
  const loaded = options.loaded ?? dialog;
  const logged: Certwise["logged"] = [];
  const keep = (level: string) => (details: object, message: string) => {
    logged.push({ level, details, message });
    fake.world.changed();
  };
  const log = { info: keep("info"), warn: keep("warn"), error: keep("error") };
  const running: Discord[] = [];
  fake.world.commands = toCommands(loaded, "global").map((json, at) => ({
    id: String(500 + at),
    json: { ...json, id: String(500 + at) },
  }));
  const stopAll = async () => {
    for (const discord of running.splice(0)) await discord.stop();
  };
  return {
    fake,
    get storage() {
      return storage;
    },
    logged,
    shutDown: async () => {
      await stopAll();
      await storage.close();
      storage = await openStorage(path);
    },
    start: async (changes = {}) => {
      const { token, ...rest } = { token: fake.token, ...changes };
      const discord = await startDiscord({
        parts: { storage, dialog: loaded },
        log,
        apiUrl: fake.apiUrl,
        now: () => fake.now(),
        wait: (ms, signal) => sleep(ms * 20, undefined, { signal, ref: false }),
        ...(token === "" ? {} : { token }),
        ...rest,
      });
      running.push(discord);
      return discord;
    },
    stop: async () => {
      await stopAll();
      await fake.stop();
      await storage.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The same for one test, at whose end nothing may have been refused and no token may stand in the log. */
export async function openCertwise(
  options?: Parameters<typeof startCertwise>[0],
): Promise<Certwise> {
  const certwise = await startCertwise(options);
  const { fake, logged } = certwise;
  onTestFinished(async () => {
    await certwise.stop();
    const { interactions } = fake.world;
    const tokens = [fake.token, ...[...interactions.values()].map(({ token }) => token)];
    const lines = JSON.stringify(logged);
    expect(tokens.filter((token) => lines.includes(token))).toEqual([]);
    expect(fake.refusals).toEqual([]);
  });
  return certwise;
}

/** Discord refused just this, which the bot knows what to do about. */
export function expectRefused({ refusals }: FakeDiscord, ...codes: readonly number[]): void {
  expect(refusals.splice(0).map(({ code }) => code)).toEqual(codes);
}

/** All text of a message, one line a text. */
export function textOf(message: RawMessage): string {
  return partsOf(message)
    .flatMap(({ content }) => content ?? [])
    .join("\n");
}

/** The labels of the buttons of a message. */
export function buttonsOf(message: RawMessage): readonly string[] {
  return partsOf(message).flatMap(({ type, label }) => (type === 2 && label ? [label] : []));
}

export function partsOf(message: RawMessage): readonly RawComponent[] {
  return allComponents(message.components);
}

/** The message as it stands now, after whatever happened to it. */
export function fresh(fake: FakeDiscord, message: RawMessage): RawMessage {
  return fake.world.messages.get(message.id)?.message ?? message;
}

/** Waits until the app has answered and gives the newest message only this person sees. */
export async function screenAfter(
  fake: FakeDiscord,
  acting: Promise<Interaction>,
  user = fake.ana,
): Promise<RawMessage> {
  await fake.answered(await acting);
  return fake.until(() => fake.ephemerals(user).at(-1));
}

/** Takes the first option of whatever is asked, until the advice comes. */
export async function clickThrough(
  fake: FakeDiscord,
  screen: RawMessage,
  user = fake.ana,
): Promise<RawMessage> {
  const questionsMax = 25;
  let shown = screen;
  for (let step = 0; step < questionsMax; step += 1) {
    if (buttonsOf(shown).includes("Share")) return shown;
    const parts = partsOf(shown);
    const select = parts.find(
      ({ type, placeholder }) => type === 3 && placeholder === "Choose one",
    );
    const first = parts.find(({ type, style }) => type === 2 && style === 1);
    const acting = select
      ? fake.select(shown, [select.options?.[0]?.value ?? ""], "Choose one", { user })
      : fake.click(shown, ({ custom_id: id }) => id === first?.custom_id, { user });
    await fake.answered(await acting);
    shown = fresh(fake, shown);
  }
  throw new RangeError(`Could not reach the advice within ${questionsMax} questions`);
}

/** Says yes to the question whether to erase, or presses "Erase my data" first, which asks it. Gives the message on which it was done. */
export async function erase(
  fake: FakeDiscord,
  offered: RawMessage,
  user = fake.ana,
): Promise<RawMessage> {
  if (buttonsOf(offered).includes("Erase my data"))
    await fake.answered(await fake.click(offered, "Erase my data", { user }));
  await fake.answered(await fake.click(fresh(fake, offered), "Yes, erase", { user }));
  return fresh(fake, offered);
}
