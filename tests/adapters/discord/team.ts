import { sendDue } from "../../../src/due.ts";
import type { Discord } from "../../../adapters/discord/bot.ts";
import { DISCORD_PLACE } from "../../../adapters/discord/place.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import type { Person } from "../../fakes/discord/world.ts";
import { buttonsOf, clickThrough, dialog, fresh, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

export const DAY_MS = 24 * 60 * 60 * 1000;

/** What everybody in the channel was ever sent, the thread of the opening included. */
export function inChannel(fake: FakeDiscord): readonly string[] {
  const places = [fake.channel.id, ...threadsOf(fake)];
  return fake.calls
    .filter(({ method, path }) => method !== "GET" && places.some((id) => isAt(path, id)))
    .map(({ body }) => JSON.stringify(body));
}

function isAt(path: string, channel: string): boolean {
  return path.startsWith(`/channels/${channel}/`);
}

function threadsOf(fake: FakeDiscord): readonly string[] {
  return [...fake.world.channels.values()].filter(({ type }) => type === 11).map(({ id }) => id);
}

/** What stands in the thread of the opening. */
export function inThread(fake: FakeDiscord): readonly RawMessage[] {
  const [thread] = threadsOf(fake);
  const channel = thread === undefined ? undefined : fake.world.channels.get(thread);
  return channel ? fake.messages(channel) : [];
}

/** Waits for a message that says this. */
export function saying(
  fake: FakeDiscord,
  text: string,
  among: () => readonly RawMessage[],
): Promise<RawMessage> {
  return fake.until(() => among().findLast((message) => textOf(message).includes(text)));
}

/** Opens a round over the command and its form. */
export async function proposeRound(
  fake: FakeDiscord,
  approver: Person,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await fake.answered(await fake.slash("certwise round"));
  await fake.until(() => fake.modals().length === 1);
  const asked = await fake.submitModal({
    topic: "AI certifications",
    budget: "6000 USD",
    approver: approver.user.id,
    ...fields,
  });
  await fake.answered(asked);
}

/** Opens a round and lets the approver accept; gives the opening message. */
export async function openRound(
  fake: FakeDiscord,
  approver: Person,
  fields: Readonly<Record<string, string>> = {},
): Promise<RawMessage> {
  await proposeRound(fake, approver, fields);
  const request = await saying(fake, "asks you to approve", () => fake.dms(approver));
  await fake.click(request, "I will approve", { user: approver });
  const opening = await saying(fake, "Training round", () => fake.messages());
  await saying(fake, "under way", () => fake.dms(approver));
  return opening;
}

/** Answers privately from the channel, up to the advice: types these words first, then takes what is offered. */
export async function takePart(
  fake: FakeDiscord,
  opening: RawMessage,
  user: Person,
  words: readonly string[] = [],
): Promise<RawMessage> {
  await fake.click(fresh(fake, opening), "Answer privately", { user });
  const asked = await fake.until(() =>
    fake.ephemerals(user).find((message) => buttonsOf(message).includes("Type it")),
  );
  for (const text of words) {
    if (!buttonsOf(fresh(fake, asked)).includes("Type it")) break;
    await fake.answered(await fake.click(fresh(fake, asked), "Type it", { user }));
    await fake.answered(await fake.submitModal({ text }, user));
  }
  const advice = await clickThrough(fake, fresh(fake, asked), user);
  await saying(fake, "Your answer counts", () => fake.ephemerals(user));
  return advice;
}

/** Asks for money: preview and send; gives the preview. */
export async function askForMoney(fake: FakeDiscord, user: Person): Promise<RawMessage> {
  const counted = await saying(fake, "Your answer counts", () => fake.ephemerals(user));
  await fake.answered(await fake.click(counted, "Ask for the money", { user }));
  const shown = buttonsOf(fresh(fake, counted));
  const form = shown.includes("Fill in") ? "Fill in" : "Change it";
  await fake.answered(await fake.click(fresh(fake, counted), form, { user }));
  await fake.submitModal({ name: "AIF-C01", amount: "300 USD", task: "The monthly report" }, user);
  const preview = await fake.until(() => {
    const now = fresh(fake, counted);
    return textOf(now).includes("The monthly report") && now;
  });
  await fake.click(preview, "Send the request", { user });
  await fake.until(() => textOf(fresh(fake, counted)).includes("Sent."));
  return preview;
}

/** Lets time pass in steps of half a day; everything that falls due is done. */
export async function pass(
  certwise: Certwise,
  discord: Discord,
  ms: number,
  loaded = dialog,
): Promise<void> {
  const { fake, storage } = certwise;
  const end = fake.now() + ms;
  const parts = {
    storage,
    dialog: loaded,
    beside: [DISCORD_PLACE],
    deliver: async (_tenant: string, owed: Parameters<Discord["send"]>[0]) => discord.send(owed),
    deliverRound: async (_tenant: string, owed: Parameters<Discord["send"]>[0]) =>
      discord.send(owed),
    report: (what: string, cause: unknown) => {
      throw new Error(what, { cause });
    },
  };
  while (fake.now() < end) {
    fake.advance(Math.min(DAY_MS / 2, end - fake.now()));
    await sendDue(parts, fake.now());
    await sendDue(parts, fake.now());
  }
}
