import type { ReceiverEvent } from "@slack/bolt";
import { expect, onTestFinished, test, vi } from "vitest";
import { deliveryIn, holdEventAcks } from "../../../adapters/slack/acknowledge.ts";
import type { EventDelivery } from "../../../adapters/slack/acknowledge.ts";
import { missingSettings, startSlack } from "../../../adapters/slack/bot.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import { readRecorded } from "../../fakes/slack/recorded.ts";
import {
  begin,
  clickThrough,
  dialog,
  isAdvice,
  labels,
  lastMessage,
  ownMessages,
  openScene,
} from "./scene.ts";

/** Only the fake is called, whatever address a payload names. */
const onlyLoopback: typeof fetch = (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  return address.startsWith("http://127.0.0.1")
    ? fetch(input, init)
    : Promise.resolve(new Response("gone", { status: 404 }));
};

test.each(["http", "socket"] as const)(
  "every recorded payload is acknowledged in time over %s",
  async (transport) => {
    const scene = await openScene({
      transport,
      fetch: onlyLoopback,
      tolerated: /channel_not_found|invalid_trigger|invalid_arguments|ratelimited/u,
    });
    const samples = readRecorded().filter(
      ({ name }) => transport === "http" || !["ssl-check", "url-verification"].includes(name),
    );
    for (const { name, kind, payload } of samples) {
      const delivered = await scene.fake.deliveries.send(kind, payload);
      expect({ name, isInTime: delivered.isInTime }).toEqual({ name, isInTime: true });
    }
    await scene.slack().idle();
    const dropped = scene.logged
      .filter((line) => line.startsWith("Acknowledged and dropped"))
      .join("\n");
    expect(dropped).toContain("/certify");
    expect(dropped).toContain("app_uninstalled");
    expect(scene.logged.join("\n")).not.toMatch(/xoxb|xapp|hooks\.slack|3k, ouch|my company/u);
  },
);

test("what is not Slack's is refused: forged, unsigned, stale, oversized and malformed requests", async () => {
  const { ana, fake } = await openScene();
  const refused = [];
  for (const tamper of ["signature", "unsigned", "stale", "oversized", "malformed"] as const)
    refused.push((await ana.directMessage("hello", { tamper })).isInTime);
  expect(refused).toEqual([false, false, false, false, false]);
  await fake.quiet();
  expect(fake.messages(ana.dm.id).filter(({ bot_id: bot }) => bot !== undefined)).toEqual([]);
});

test("clicks are acknowledged at once while the database hangs, and taken when it comes back", async () => {
  const gate = Promise.withResolvers<void>();
  let isHanging = false;
  const wrap = (storage: Storage): Storage => ({
    ...storage,
    turn: async (...input) => {
      if (isHanging) await gate.promise;
      return storage.turn(...input);
    },
  });
  const scene = await openScene({ wrap });
  await begin(scene);
  const question = await lastMessage(scene);
  isHanging = true;
  expect((await scene.ana.click(question, "Not chosen yet")).isInTime).toBe(true);
  // A form opens without the database.
  expect((await scene.ana.click(question, "Type it")).isInTime).toBe(true);
  await expect.poll(() => scene.fake.views("U0ANA").length).toBe(1);
  gate.resolve();
  isHanging = false;
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
});

/** Takes one event, with work that a test lets end. */
function heldEvent() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told: string[] = [];
  const work = Promise.withResolvers<void>();
  const context = Promise.withResolvers<EventDelivery>();
  const app = {
    processEvent: async ({ customProperties = {} }: ReceiverEvent) => {
      context.resolve(deliveryIn(customProperties));
      await work.promise;
    },
  };
  holdEventAcks(app, 2500);
  const taken = app.processEvent({
    body: { type: "event_callback" },
    ack: async () => void told.push("acknowledged"),
  });
  return { told, work, taken, delivery: context.promise };
}

test("holdEventAcks() waits for the commit", async () => {
  const { told, work, taken, delivery } = heldEvent();
  await vi.advanceTimersByTimeAsync(2499);
  expect(told).toEqual([]);
  await (await delivery).acknowledge();
  expect(told).toEqual(["acknowledged"]);
  work.resolve();
  await taken;
  expect(told).toEqual(["acknowledged"]);
});

test("holdEventAcks() acknowledges what nobody takes", async () => {
  const { told, work, taken } = heldEvent();
  work.resolve();
  await taken;
  expect(told).toEqual(["acknowledged"]);
});

test("holdEventAcks() acknowledges nothing that was not committed, or not in time", async () => {
  const late = heldEvent();
  await vi.advanceTimersByTimeAsync(2500);
  await (await late.delivery).acknowledge();
  late.work.resolve();
  await late.taken;
  expect(late.told).toEqual([]);
  const failed = heldEvent();
  (await failed.delivery).leave();
  failed.work.resolve();
  await failed.taken;
  expect(failed.told).toEqual([]);
});

test("a database that fails is told in one calm sentence, and the same button works again", async () => {
  let isBroken = false;
  const wrap = (storage: Storage): Storage => ({
    ...storage,
    turn: async (...input) => {
      if (isBroken) throw new Error("disk full near xoxb-123-secret");
      return storage.turn(...input);
    },
  });
  const scene = await openScene({ wrap });
  await begin(scene);
  const question = await lastMessage(scene);
  isBroken = true;
  await scene.ana.click(question, "Not chosen yet");
  await scene.slack().idle();
  expect(scene.fake.ephemerals("U0ANA").at(-1)?.text).toContain("I could not save that");
  await scene.ana.directMessage("none yet");
  expect((await lastMessage(scene)).text).toContain("I could not save that yet");
  expect(scene.logged.join("\n")).toContain("disk full near [redacted]");
  isBroken = false;
  await scene.ana.click(question, "Not chosen yet");
  await scene.slack().idle();
  expect(scene.fake.messages(scene.ana.dm.id).find(({ ts }) => ts === question.ts)?.text).toContain(
    "What should it change",
  );
});

test("a send that fails stays owed, and the next event shows the current screen", async () => {
  let isDown = false;
  const flaky: typeof fetch = (input, init) =>
    isDown ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init);
  const scene = await openScene({ fetch: flaky });
  await begin(scene);
  const question = await lastMessage(scene);
  isDown = true;
  await scene.ana.click(question, "Not chosen yet");
  await scene.slack().idle();
  isDown = false;
  expect(scene.logged.join("\n")).toContain("stays owed");
  const owed = await scene
    .storage()
    .claimUnsent({ now: scene.fake.world.now() + 60_000, leaseMs: 1, limit: 9 });
  expect(owed).toHaveLength(1);
  await scene.ana.click(question, "Not chosen yet", { isStale: true });
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
  expect(ownMessages(scene)).toHaveLength(1);
});

test("somebody else's button answers kindly and in private", async () => {
  const scene = await openScene();
  const { fake, channel } = scene;
  const ben = createPerson(fake, { id: "U0BEN", name: "ben" });
  fake.world.channels.get(channel)?.members.add("U0BEN");
  await begin(scene);
  const question = await lastMessage(scene);
  // A copy of Ana's question stands in a channel both can see.
  const copy = { ...question, channel, ts: fake.world.nextTs() };
  fake.world.messages.set(copy.ts, copy);
  await ben.click(copy, "Not chosen yet");
  await scene.slack().idle();
  expect(fake.ephemerals("U0BEN").map(({ text }) => text)[0]).toContain(
    "That one is for somebody else",
  );
  expect(labels(fake.ephemerals("U0BEN")[0]!)).toContain("Start in our DM");
});

test("commands, shortcuts, forms and buttons nobody answers to are acknowledged and logged", async () => {
  const scene = await openScene();
  const { fake, ana } = scene;
  for (const delivered of [
    await ana.slashCommand("/other words"),
    await ana.shortcut("unknown"),
    await ana.openHome("messages"),
  ])
    expect(delivered.isInTime).toBe(true);
  await scene.slack().idle();
  expect(scene.logged.join("\n")).toContain("/other");
  expect(scene.logged.join("\n")).toContain("unknown");
  expect(fake.refusals).toEqual([]);
});

test("the shortcut on a message reads the certification out of it", async () => {
  const scene = await openScene();
  const { fake, ana, channel } = scene;
  await ana.mention("has anyone done the AIF-C01 exam?", { channel });
  const message = fake.messages(channel)[0]!;
  await ana.messageShortcut("is-this-course-worth-it", message);
  await scene.slack().idle();
  const card = fake.ephemerals("U0ANA").at(-1)!;
  expect(card.text).toContain("AWS Certified AI Practitioner");
  await ana.click(card, "Start in our DM");
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
});

test("coming back from a channel says where one stopped, and going on shows it in the direct messages", async () => {
  const scene = await openScene();
  const { fake, ana, channel } = scene;
  await begin(scene, "aif-c01");
  await ana.slashCommand("/certwise", { channel });
  await scene.slack().idle();
  const back = fake.ephemerals("U0ANA").at(-1)!;
  expect(back.text).toContain("You stopped at question 2");
  await ana.click(back, "Go on");
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
  expect(isAdvice(await clickThrough(scene))).toBe(true);
});

test("words that would be markup are shown as they stand, everywhere, and very long ones are cut", async () => {
  const hostile = [
    "<!channel> <@U0BEN> <https://evil.example|click> *bold* &amp; `code` ~x~",
    "long & <wide> ".repeat(230).slice(0, 3000),
    "‮مرحبا‬ 👩‍👩‍👧‍👦 😀 &lt;!here&gt;",
    "🔥".repeat(700),
    "\u0000\u0007 \ud800 zero",
  ];
  const scene = await openScene({ thinkMs: 5000 });
  const { ana, fake, channel } = scene;
  for (const words of hostile) {
    await ana.slashCommand(`/certwise ${words}`, { channel });
    await ana.mention(words, { channel });
    await scene.slack().idle();
    await ana.click(fake.ephemerals("U0ANA").at(-1)!, "Start in our DM");
    await scene.slack().idle();
    await ana.directMessage(words);
  }
  await scene.slack().idle();
  await ana.directMessage("start over");
  await ana.click(await lastMessage(scene), "Yes, erase");
  await scene.slack().idle();
  await ana.click(await lastMessage(scene), "Type it");
  await scene.slack().idle();
  await ana.submit(fake.views("U0ANA")[0]!, { typed: hostile[0]! });
  await scene.slack().idle();
  // That nothing was refused and nothing was markup is proven when the scene closes.
  expect(fake.messages(channel).filter(({ bot_id: bot }) => bot !== undefined)).toEqual([]);
});

test("a note in the person's own words survives into the advice, the page and the post unharmed", async () => {
  const scene = await openScene({ thinkMs: 5000 });
  const { ana, fake, channel } = scene;
  await begin(scene, "aif-c01");
  await ana.directMessage("promotion");
  await scene.slack().idle();
  await ana.directMessage("automate the <!channel> & <@U0BEN> *weekly* report &amp; more");
  if (labels(await lastMessage(scene)).includes("Yes, that's right"))
    await ana.click(await lastMessage(scene), "Yes, that's right");
  await clickThrough(scene);
  await ana.click(await lastMessage(scene), "Save");
  await scene.slack().idle();
  const [advice] = ownMessages(scene).filter(isAdvice);
  // A sentence that names the task ends where the person's did; the list of answers shows it whole.
  expect(JSON.stringify(advice?.blocks)).toContain(
    "automate the <!channel> & <@U0BEN> *weekly* report",
  );
  await ana.click(advice!, "Change an answer");
  expect(JSON.stringify((await lastMessage(scene)).blocks)).toContain(
    "<!channel> & <@U0BEN> *weekly* report &amp; more",
  );
  await ana.click(await lastMessage(scene), "Show my advice");
  await scene.slack().idle();
  await ana.click(ownMessages(scene).findLast(isAdvice)!, "Share");
  await ana.click(await lastMessage(scene), "Include: reason 1");
  await ana.click(await lastMessage(scene), "Post");
  await scene.slack().idle();
  expect(fake.messages(channel).at(-1)?.text).not.toContain("<!channel>");
});

test("startSlack() names what is missing and where to get it, and refuses a dead token", async () => {
  expect(missingSettings({})).toHaveLength(2);
  expect(missingSettings({ botToken: "x", signingSecret: "y" })).toEqual([]);
  const scene = await openScene({ tolerated: /invalid_auth/u });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const parts = { storage: scene.storage(), dialog };
  await expect(startSlack({ parts, settings: {}, log })).rejects.toThrow("SLACK_BOT_TOKEN");
  const settings = {
    botToken: "xoxb-dead",
    signingSecret: "s",
    apiUrl: scene.fake.apiUrl,
    port: 0,
  };
  await expect(startSlack({ parts, settings, log })).rejects.toThrow("invalid_auth");
});
