import { describe, expect, test } from "vitest";
import {
  begin,
  clickThrough,
  firstAnswer,
  isAdvice,
  labels,
  lastMessage,
  ownMessages,
  openScene,
} from "./scene.ts";

describe.each(["http", "socket"] as const)("the interview over %s", (transport) => {
  test("goes from the command through the direct messages to the advice, by clicks alone", async () => {
    const scene = await openScene({ transport });
    const { fake, ana, channel } = scene;
    expect((await ana.slashCommand("/certwise", { channel })).isInTime).toBe(true);
    await scene.slack().idle();
    const [card] = fake.ephemerals("U0ANA");
    await ana.click(card!, "Start in our DM");
    await scene.slack().idle();
    expect(fake.ephemerals("U0ANA").map(({ text }) => text)).toEqual([
      "It goes on in our direct messages, where only you see it.",
    ]);
    const advice = await clickThrough(scene);
    expect(advice.text).toMatch(/Worth it|Not yet|Better alternative/u);
    // One living message became the line of the last answer, and the advice notifies as a new one.
    expect(ownMessages(scene)).toHaveLength(2);
    expect(ownMessages(scene)[0]?.text).toMatch(/ → /u);
    expect(labels(ownMessages(scene)[0]!)).toEqual([]);
    expect(fake.messages(channel)).toEqual([]);
  });

  test("goes by typing alone: each question becomes one line, the next stands below", async () => {
    const scene = await openScene({ transport });
    const { ana } = scene;
    await ana.directMessage("is the AIF-C01 worth it?");
    const first = await lastMessage(scene);
    expect(first.text).toContain("What should it change for you");
    for (const words of [
      "promotion",
      "on a task I can name",
      "weekly",
      "teach me things",
      "counts",
      "a bit of both",
    ]) {
      expect((await ana.directMessage(words)).isInTime).toBe(true);
      await scene.slack().idle();
    }
    expect(ownMessages(scene)[0]?.text).toBe("What it should change → Get a promotion");
    expect(labels(ownMessages(scene)[0]!)).toEqual([]);
    expect(ownMessages(scene).length).toBeGreaterThan(5);
    expect(labels(await lastMessage(scene)).length).toBeGreaterThan(3);
  });

  test("survives a restart in the middle", async () => {
    const scene = await openScene({ transport });
    const { ana } = scene;
    await begin(scene);
    await ana.click(await lastMessage(scene), "Not chosen yet");
    await ana.directMessage("promotion");
    const before = await lastMessage(scene);
    await scene.restart();
    expect((await lastMessage(scene)).ts).toBe(before.ts);
    const advice = await clickThrough(scene);
    expect(isAdvice(advice)).toBe(true);
    expect(ownMessages(scene).filter(isAdvice)).toHaveLength(1);
  });

  test("answers every click once though each is doubled, and advises once", async () => {
    const scene = await openScene({ transport });
    await begin(scene);
    for (let count = 0; count < 20; count += 1) {
      const shown = await lastMessage(scene);
      if (isAdvice(shown)) break;
      await scene.ana.click(shown, firstAnswer, { isDouble: true });
    }
    await scene.slack().idle();
    expect(ownMessages(scene).filter(isAdvice)).toHaveLength(1);
    expect(scene.logged.join()).not.toContain("not carried out");
  });
});

test("typed and clicked answers mix, and Type it opens a form that answers the question it was opened on", async () => {
  const scene = await openScene();
  const { fake, ana } = scene;
  await begin(scene);
  await ana.click(await lastMessage(scene), "Type it");
  await scene.slack().idle();
  const [form] = fake.views("U0ANA");
  expect((await ana.submit(form!, { typed: "AIF-C01" })).outcome).toBe("closed");
  const second = await lastMessage(scene);
  expect(second.text).toContain("What should it change for you");
  // The same living message: nothing was posted for it.
  expect(ownMessages(scene)).toHaveLength(1);
  await ana.directMessage("Do my current work better");
  expect((await lastMessage(scene)).text).toContain("Where will you use it");
  expect(isAdvice(await clickThrough(scene))).toBe(true);
});

test("a form sent off after its question was answered asks whether that is meant instead", async () => {
  const scene = await openScene();
  const { fake, ana } = scene;
  await begin(scene);
  const question = await lastMessage(scene);
  await ana.click(question, "Type it");
  await scene.slack().idle();
  const [form] = fake.views("U0ANA");
  await ana.click(question, "Not chosen yet", { isStale: true });
  await scene.slack().idle();
  await ana.submit(form!, { typed: "AIF-C01" });
  expect((await lastMessage(scene)).text).toContain("Should it be");
});

test("a click and a typed answer in flight together are both taken, in one order", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await begin(scene);
  await ana.click(await lastMessage(scene), "Not chosen yet");
  const question = await lastMessage(scene);
  await Promise.all([ana.click(question, firstAnswer), ana.directMessage("Enter a new industry")]);
  const shown = await lastMessage(scene);
  expect(shown.text).toMatch(/Should it be/u);
  expect(isAdvice(await clickThrough(scene))).toBe(true);
});

test("of two different options in flight together the later tap stands, and the other is told", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await begin(scene);
  await ana.click(await lastMessage(scene), "Not chosen yet");
  const question = await lastMessage(scene);
  await Promise.all([
    ana.click(question, "Get a promotion"),
    ana.click(question, "Enter a new industry", { isStale: true }),
  ]);
  // Whichever arrives first.
  expect((await lastMessage(scene)).text).toMatch(/^(?:Changed “What it|You chose twice)/u);
  const key = { tenant: scene.fake.team.id, person: "U0ANA", dialog: "ai-certification" };
  expect((await scene.storage().read(key))?.state).toContain('"purpose":"industry"');
});

test("an edited answer is asked about, and an edit that changes nothing is not", async () => {
  const scene = await openScene();
  const { fake, ana } = scene;
  await begin(scene);
  await ana.click(await lastMessage(scene), "Not chosen yet");
  await ana.directMessage("promotion");
  await scene.slack().idle();
  const typed = fake.messages(ana.dm.id).find(({ text }) => text === "promotion");
  const count = ownMessages(scene).length;
  await ana.editMessage(typed!, "promotion");
  await scene.slack().idle();
  expect(ownMessages(scene)).toHaveLength(count);
  await ana.editMessage(typed!, "new industry");
  expect((await lastMessage(scene)).text).toContain("Should it be “Enter a new industry” instead?");
});

test("an event delivered twice is answered once, and a retry that is the only delivery is not dropped", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await ana.directMessage("hello", { isTwice: true });
  await scene.slack().idle();
  expect(ownMessages(scene)).toHaveLength(1);
  await ana.directMessage("Not chosen yet", { retry: { num: 2, reason: "http_timeout" } });
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
});

test("a button from an older screen is answered with where the person is", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await begin(scene);
  const old = await lastMessage(scene);
  await ana.click(old, "Not chosen yet");
  await scene.slack().idle();
  await ana.click(await lastMessage(scene), "Get a promotion");
  await scene.slack().idle();
  const calls = scene.fake.calls.length;
  scene.fake.world.move(60_000);
  await ana.click(old, "Another one", { isStale: true });
  expect((await lastMessage(scene)).text).toContain("Change “Certification” from");
  expect(scene.fake.calls.length).toBeGreaterThan(calls);
});

test("quick messages beyond Slack's rate are waited out, and nothing is lost", async () => {
  const scene = await openScene({ thinkMs: 0, tolerated: /ratelimited/u });
  const { ana } = scene;
  await begin(scene);
  for (const words of [
    "none",
    "promotion",
    "named",
    "weekly",
    "skills",
    "counts",
    "path",
    "partly",
    "me fine",
    "3h",
  ])
    await ana.directMessage(words);
  await scene.slack().idle();
  expect(scene.fake.refusals.some((one) => one.includes("ratelimited"))).toBe(true);
  expect(ownMessages(scene).length).toBeGreaterThan(8);
  expect(isAdvice(await clickThrough(scene))).toBe(true);
});
