import { DefaultUserAgent } from "discord.js";
import { beforeEach, expect, test } from "vitest";
import type { Discord } from "../../../adapters/discord/bot.ts";
import type { TurnParts } from "../../../src/turn.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import {
  buttonsOf,
  clickThrough,
  dialog,
  expectRefused,
  fresh,
  screenAfter,
  openCertwise,
  textOf,
} from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { pass } from "./team.ts";

/*
 * An interaction can be over before it is answered: its token lives for 15 minutes (50027), it must be acknowledged
 * within 3 seconds (10062) and once (40060), and its message can be dismissed (10008). Whatever of it is owed comes all
 * the same, and no token is ever logged.
 */

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

const begin = () => screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
const pickFirst = (screen: RawMessage) => fake.select(screen, ["Understand AI"], "Choose one");

/** A bot whose storage can be made to wait; then every turn is acknowledged before it is taken. */
async function startSlowly(): Promise<{
  discord: Discord;
  readonly slow: () => void;
  readonly fast: () => void;
}> {
  const { storage } = certwise;
  let waiting: PromiseWithResolvers<void> | undefined;
  const parts: TurnParts = {
    dialog,
    storage: {
      ...storage,
      turn: async (input, step) => {
        await waiting?.promise;
        return storage.turn(input, step);
      },
    },
  };
  const discord = await certwise.start({
    parts,
    wait: async () => {
      if (!waiting) await new Promise(() => undefined);
    },
  });
  return {
    discord,
    slow: () => {
      waiting = Promise.withResolvers();
    },
    fast: () => {
      waiting?.resolve();
      waiting = undefined;
    },
  };
}

/** A turn that is taken when the token of its interaction is over. */
async function answerTooLate() {
  const { discord, slow, fast } = await startSlowly();
  const asked = await begin();
  slow();
  await fake.answered(await pickFirst(asked));
  fake.advance(16 * 60_000);
  fast();
  await fake.until(() => fake.refusals.length > 0);
  expectRefused(fake, 50_027);
  return { discord, asked };
}

test("a token that is over (50027): the reply comes as a direct message, and the old screen still works", async () => {
  const { discord, asked } = await answerTooLate();
  expect(fake.dms()).toEqual([]);
  await pass(certwise, discord, 60_000);
  expect(fake.dms()).toHaveLength(1);
  expect(textOf(fake.dms()[0]!)).toContain("**Understand AI**");
  expect(buttonsOf(fake.dms()[0]!)).toContain("Type it");
  await fake.answered(await pickFirst(asked));
  expect(textOf(fresh(fake, asked))).toContain("**Understand AI**");
  await pass(certwise, discord, 60_000);
  expect(fake.dms()).toHaveLength(1);
});

test("a token that is over where direct messages are closed (50007): the next command shows the screen", async () => {
  fake.ana.dmsClosed = true;
  const { discord } = await answerTooLate();
  const [owed] = await certwise.storage.claimUnsent({ now: Infinity, leaseMs: 0, limit: 9 });
  const reply = JSON.parse(owed?.reply ?? "");
  const stays = { id: owed?.id ?? "", address: JSON.parse(owed?.address ?? ""), reply };
  await expect(discord.send(stays)).rejects.toThrow("Cannot send messages to this user");
  expectRefused(fake, 50_007);
  expect(await certwise.storage.claimUnsent({ now: Infinity, leaseMs: 0, limit: 9 })).toHaveLength(
    1,
  );
  await fake.answered(await fake.slash("certwise resume"));
  const welcome = await fake.until(() => fake.ephemerals()[1]);
  await fake.answered(await fake.click(welcome, "Go on"));
  expect(textOf(fresh(fake, welcome))).toContain("**Understand AI**");
});

test("a token that is over sooner than our clock says: the direct message comes at once", async () => {
  const discord = await certwise.start({ now: () => fake.now() - 10 * 60_000 });
  const asked = await begin();
  await discord.stop();
  const click = await pickFirst(asked);
  await fetch(`${fake.apiUrl}/v10/interactions/${click.id}/${click.token}/callback`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": DefaultUserAgent },
    body: '{"type":6}',
  });
  fake.advance(16 * 60_000);
  const later = await certwise.start({ now: () => fake.now() - 10 * 60_000 });
  fake.dispatch("INTERACTION_CREATE", click.raw);
  await fake.until(() => fake.refusals.length > 1);
  // Acknowledged by somebody who then broke down; neither that nor the token is of use any more.
  expectRefused(fake, 40_060, 50_027);
  const [owed] = await certwise.storage.claimUnsent({ now: Infinity, leaseMs: 0, limit: 9 });
  await later.send({
    id: owed?.id ?? "",
    address: JSON.parse(owed?.address ?? ""),
    reply: JSON.parse(owed?.reply ?? ""),
  });
  expectRefused(fake, 50_027);
  expect(textOf(fake.dms()[0]!)).toContain("**Understand AI**");
});

test("a token that is over in a direct message (50027): the next screen stands below at once", async () => {
  const { slow, fast } = await startSlowly();
  const channel = fake.dmOf(fake.ana);
  await fake.answered(
    await fake.slash("certwise check", { certification: "AIF-C01" }, { channel }),
  );
  const asked = await fake.until(() => fake.dms()[0]);
  slow();
  await fake.answered(await pickFirst(asked));
  fake.advance(16 * 60_000);
  fast();
  const next = await fake.until(() => fake.dms()[1]);
  expectRefused(fake, 50_027);
  expect(textOf(next)).toContain("**Understand AI**");
  await fake.until(() => buttonsOf(fresh(fake, asked)).length === 0);
});

test("a file over a token that is over (50027) comes as a direct message", async () => {
  const { slow, fast } = await startSlowly();
  const advice = await clickThrough(fake, await begin());
  slow();
  await fake.answered(await fake.click(advice, "Save"));
  fake.advance(16 * 60_000);
  fast();
  const file = await fake.until(() => fake.dms()[0]);
  expect(file.attachments).toHaveLength(1);
  expectRefused(fake);
});

test("a click nobody answered in time (10062): what it led to comes as a direct message", async () => {
  const first = await certwise.start();
  const asked = await begin();
  await first.stop();
  const click = await pickFirst(asked);
  fake.advance(4000);
  const second = await certwise.start();
  fake.dispatch("INTERACTION_CREATE", click.raw);
  await fake.until(() => fake.refusals.length > 0);
  expectRefused(fake, 10_062);
  await pass(certwise, second, 60_000);
  // What was never acknowledged has no address of its own either.
  expectRefused(fake, 10_015);
  expect(textOf(fake.dms()[0]!)).toContain("**Understand AI**");
});

test("a click acknowledged twice (40060), and its message dismissed (10008): the screen comes as a new one", async () => {
  const first = await certwise.start();
  const asked = await begin();
  await first.stop();
  const click = await pickFirst(asked);
  await fetch(`${fake.apiUrl}/v10/interactions/${click.id}/${click.token}/callback`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": DefaultUserAgent },
    body: '{"type":6}',
  });
  fake.world.messages.get(asked.id)!.deleted = true;
  await certwise.start();
  fake.dispatch("INTERACTION_CREATE", click.raw);
  const next = await fake.until(() => fake.ephemerals()[0]);
  expectRefused(fake, 40_060, 10_008);
  expect(textOf(next)).toContain("**Understand AI**");
});

test("a reply left behind whose message was dismissed (10008) comes as a direct message", async () => {
  const { discord, slow, fast } = await startSlowly();
  const asked = await begin();
  slow();
  const click = await fake.answered(await pickFirst(asked));
  fake.disturb({ path: /original$/u, kind: 500, times: 4 });
  fast();
  await fake.until(() => fake.refusals.length === 4);
  expectRefused(fake, 0, 0, 0, 0);
  fake.world.messages.get(asked.id)!.deleted = true;
  await pass(certwise, discord, 60_000);
  expectRefused(fake, 10_008);
  expect(textOf(fake.dms()[0]!)).toContain("**Understand AI**");
  expect(click.answer).toBe(6);
});
