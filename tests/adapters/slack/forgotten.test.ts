import { expect, test } from "vitest";
import { labels, openScene, ownMessages } from "./scene.ts";

test("who only asked to be forgotten has begun no interview, and is greeted like anybody new", async () => {
  const scene = await openScene();
  const { fake, ana, channel } = scene;
  for (const command of ["/certwise forget", "/certwise"]) {
    await ana.slashCommand(command, { channel });
    await scene.slack().idle();
  }
  expect(labels(fake.ephemerals("U0ANA").at(-1)!)).toContain("Start in our DM");
  const said = ownMessages(scene).map(({ text }) => text);
  expect(said.join("\n")).not.toContain("Which certification");
});
