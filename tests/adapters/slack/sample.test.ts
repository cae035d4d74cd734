import { expect, test } from "vitest";
import { clickThrough, lastMessage, openScene, ownMessages } from "./scene.ts";

test("the first opening greets once, and the sample takes two clicks and saves nothing", async () => {
  const scene = await openScene();
  const { fake, ana } = scene;
  await ana.openHome("messages");
  await ana.openHome("messages", { isTwice: true });
  await scene.slack().idle();
  expect(ownMessages(scene)).toHaveLength(1);
  await ana.click(await lastMessage(scene), "How this works");
  await scene.slack().idle();
  expect(fake.views("U0ANA")).toHaveLength(1);
  await ana.click(await lastMessage(scene), "Show me a sample");
  await ana.click(await lastMessage(scene), "Nothing planned");
  expect((await lastMessage(scene)).text).toContain("Not yet");
  await ana.click(await lastMessage(scene), "Start in our DM");
  expect((await lastMessage(scene)).text).toContain("Tell me about it");
});

test("the sample leads on to the certification the card was about, and to its thread", async () => {
  const scene = await openScene();
  const { fake, ana, channel } = scene;
  await ana.mention("has anyone done the AIF-C01 exam?", { channel });
  const message = fake.messages(channel)[0]!;
  await ana.messageShortcut("is-this-course-worth-it", message);
  await scene.slack().idle();
  const card = () => fake.ephemerals("U0ANA").at(-1)!;
  for (const label of ["Show me a sample", "Nothing planned", "Start in our DM"]) {
    await ana.click(card(), label);
    await scene.slack().idle();
  }
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
  await ana.click(await clickThrough(scene), "Share");
  await ana.click(await lastMessage(scene), "Post");
  await scene.slack().idle();
  expect(fake.messages(channel).at(-1)?.thread_ts).toBe(message.ts);
});
