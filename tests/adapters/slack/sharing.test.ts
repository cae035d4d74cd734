import { expect, test } from "vitest";
import { z } from "zod";
import { readPlace } from "../../../adapters/slack/place.ts";
import { parseOwed } from "../../../src/turn.ts";
import {
  begin,
  clickThrough,
  isAdvice,
  labels,
  lastMessage,
  ownMessages,
  openScene,
} from "./scene.ts";
import type { Scene, SceneOptions } from "./scene.ts";
import { createPerson } from "../../fakes/slack/people.ts";

async function advised(options: SceneOptions = {}): Promise<Scene> {
  const scene = await openScene(options);
  await begin(scene, "aif-c01");
  await clickThrough(scene);
  return scene;
}

async function press(scene: Scene, label: string, options = {}): Promise<void> {
  await scene.ana.click(await lastMessage(scene), label, options);
  await scene.slack().idle();
}

test("Share previews, leaves parts out, and posts once where the interview was asked for", async () => {
  const scene = await advised();
  const { fake, channel } = scene;
  await press(scene, "Share");
  const preview = await lastMessage(scene);
  expect(fake.messages(channel)).toEqual([]);
  await press(scene, "Leave out: next step");
  await press(scene, "Include: reason 1");
  expect((await lastMessage(scene)).ts).toBe(preview.ts);
  await press(scene, "Post", { isDouble: true });
  const posted = fake.messages(channel);
  expect(posted).toHaveLength(1);
  expect(posted[0]?.text).toContain("looked into an AI certification");
  expect(posted[0]?.text).not.toContain("This week");
  expect(labels(posted[0]!)).toEqual(["Ask for yourself"]);
  expect((await lastMessage(scene)).text).toBe("Shared.");
  const ben = createPerson(fake, { id: "U0BEN", name: "ben" });
  fake.world.channels.get(channel)?.members.add("U0BEN");
  await ben.click(posted[0]!, "Ask for yourself");
  await scene.slack().idle();
  expect(labels(fake.ephemerals("U0BEN")[0]!)).toContain("Start in our DM");
});

test("an old preview posts nothing it did not show: it shows what there is now, which can be posted", async () => {
  const scene = await advised();
  const { fake, channel, ana } = scene;
  const advice = await lastMessage(scene);
  await press(scene, "Share");
  const preview = await lastMessage(scene);
  await ana.click(advice, "Change an answer");
  await ana.click(
    await lastMessage(scene),
    ({ block, label }) =>
      label === "Change" && JSON.stringify(block).includes("What it should change"),
  );
  await press(scene, "Do my current work better");
  await clickThrough(scene);
  const now = () => fake.messages(ana.dm.id).find(({ ts }) => ts === preview.ts)!;
  await ana.click(now(), "Post");
  await scene.slack().idle();
  expect(fake.messages(channel)).toEqual([]);
  expect(now().text).toContain("That preview is an earlier one.");
  await ana.click(now(), "Post", { isDouble: true });
  await scene.slack().idle();
  expect(fake.messages(channel)).toHaveLength(1);
  expect(now().text).toBe("Shared.");
});

test("posts into the thread the bot was mentioned in", async () => {
  const scene = await openScene();
  const { fake, ana, channel } = scene;
  await ana.mention("hello", { channel });
  await scene.slack().idle();
  const root = fake.messages(channel)[0]!;
  await ana.mention("is AIF-C01 worth it?", { channel, thread: root.ts, isTwice: true });
  await scene.slack().idle();
  expect(fake.ephemerals("U0ANA")).toHaveLength(2);
  await ana.click(fake.ephemerals("U0ANA").at(-1)!, "Start in our DM");
  await clickThrough(scene);
  await press(scene, "Share");
  await press(scene, "Post");
  expect(fake.messages(channel).at(-1)).toMatchObject({
    thread_ts: root.ts,
    bot_id: fake.team.botId,
  });
});

test("says where to start from when there is no channel, and says so kindly when it is not a member", async () => {
  const scene = await openScene({ tolerated: /not_in_channel/u });
  const { fake, ana } = scene;
  await ana.shortcut("ask-certwise");
  await clickThrough(scene);
  await press(scene, "Share");
  expect(labels(await lastMessage(scene))).not.toContain("Post");
  expect((await lastMessage(scene)).text).toContain("start from the channel");
  const before = ownMessages(scene).length;
  await press(scene, "Cancel");
  expect(ownMessages(scene)).toHaveLength(before - 1);
  const far = fake.addChannel({ id: "C0FAR", members: new Set(["U0ANA"]) }).id;
  await ana.slashCommand("/certwise", { channel: far });
  await scene.slack().idle();
  expect(fake.ephemerals("U0ANA").at(-1)?.text).toMatch(
    /Your advice is still here: .* → (?:Worth it|Not yet|Better alternative)/u,
  );
  const [advice] = ownMessages(scene).filter(isAdvice);
  await ana.click(advice!, "Share");
  await press(scene, "Post");
  expect((await lastMessage(scene)).text).toContain("not a member of that channel");
});

test("a preview posts nowhere but where it says", async () => {
  const scene = await advised();
  const { fake, channel, ana } = scene;
  await press(scene, "Share");
  const preview = await lastMessage(scene);
  const other = fake.addChannel({ id: "C0OTHER", members: new Set(["U0ANA", "U0BOT"]) }).id;
  await ana.slashCommand("/certwise", { channel: other });
  await scene.slack().idle();
  await ana.click(preview, "Post");
  await scene.slack().idle();
  expect([...fake.messages(channel), ...fake.messages(other)]).toEqual([]);
  const now = fake.messages(ana.dm.id).find(({ ts }) => ts === preview.ts)!;
  expect(now.text).toContain("That preview is an earlier one.");
  expect(JSON.stringify(now.blocks)).toContain(other);
});

test("Save gives the whole page as text, and a doubled press gives it once", async () => {
  const scene = await advised();
  const before = ownMessages(scene).length;
  await press(scene, "Save", { isDouble: true });
  const pages = ownMessages(scene).slice(before);
  expect(pages).toHaveLength(1);
  expect(JSON.stringify(pages[0]!.blocks)).toContain("# ");
});

test("Remind me asks on its day, in the direct messages", async () => {
  const scene = await advised();
  const { fake, ana } = scene;
  const advice = await lastMessage(scene);
  await ana.click(advice, ({ label }) => label.startsWith("Remind me on"));
  expect((await lastMessage(scene)).text).toContain("I will ask you again");
  fake.world.move(31 * 86_400_000);
  const [due] = await scene.storage().claimDue({ now: fake.world.now(), leaseMs: 1000, limit: 10 });
  expect(due).toMatchObject({ kind: "remind", person: "U0ANA" });
  const { address } = z.object({ address: z.string() }).parse(JSON.parse(due!.payload));
  const reply = {
    type: "notice" as const,
    notice: "reminder-due",
    title: "You asked me to look again",
    actions: [{ label: "Go on", event: { type: "start" as const } }],
  };
  await scene.slack().send({ id: "due 1", address, reply });
  expect(ownMessages(scene).at(-1)?.text).toBe("You asked me to look again");
  expect(fake.messages(ana.dm.id).find(({ ts }) => ts === advice.ts)?.text).toBe(advice.text);
});

test("unfolding replaces the advice, changing an answer leaves it and gives a new one", async () => {
  const scene = await advised();
  const first = await lastMessage(scene);
  await press(scene, "What it costs to own");
  expect((await lastMessage(scene)).ts).toBe(first.ts);
  expect(labels(await lastMessage(scene))).toContain("Show less");
  await press(scene, "Change an answer");
  await scene.ana.click(
    await lastMessage(scene),
    ({ block, label }) =>
      label === "Change" && JSON.stringify(block).includes("What it should change"),
  );
  await press(scene, "Do my current work better");
  expect(isAdvice(await clickThrough(scene))).toBe(true);
  expect(ownMessages(scene).filter(isAdvice)).toHaveLength(2);
});

test("history, forget and the Home tab show and erase what is on file", async () => {
  const scene = await advised();
  const { fake, ana, channel } = scene;
  await ana.slashCommand("/certwise history", { channel });
  await scene.slack().idle();
  expect(fake.ephemerals("U0ANA").at(-1)?.text).toContain("AWS Certified AI Practitioner");
  await ana.openHome();
  await scene.slack().idle();
  expect(JSON.stringify(fake.home("U0ANA")?.definition)).toContain("AWS Certified AI Practitioner");
  await ana.click(fake.home("U0ANA")!, "Erase my data");
  await scene.slack().idle();
  expect(await scene.storage().history(fake.team.id, "U0ANA")).toHaveLength(1);
  await ana.click(await lastMessage(scene), "Yes, erase");
  await scene.slack().idle();
  expect((await lastMessage(scene)).text).toContain("Everything about you is erased");
  expect(JSON.stringify(fake.home("U0ANA")?.definition)).not.toContain("AWS Certified");
  await ana.slashCommand("/certwise help", { channel });
  await scene.slack().idle();
  expect(fake.ephemerals("U0ANA").at(-1)?.text).toContain("/certwise resume");
  expect(await scene.storage().history(fake.team.id, "U0ANA")).toEqual([]);
  expect(await readPlace(scene.storage(), { tenant: fake.team.id, person: "U0ANA" })).toEqual({});
});

test("a reply that could not be sent is not lost: what is stored is enough to send it", async () => {
  const scene = await openScene({ tolerated: /used_url|expired_url|message_not_found/u });
  await begin(scene);
  const question = await lastMessage(scene);
  // The response address is used up and the message is gone: it is written below.
  for (const one of scene.fake.world.responseUrls.values()) one.uses = 5;
  const click = scene.ana.click(question, "Not chosen yet");
  for (const one of scene.fake.world.responseUrls.values()) one.uses = 5;
  await click;
  await scene.slack().idle();
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
  const left = await scene
    .storage()
    .claimUnsent({ now: scene.fake.world.now() + 1e6, leaseMs: 1, limit: 9 });
  for (const row of left) await scene.slack().send(parseOwed(row));
  expect(left).toEqual([]);
});
