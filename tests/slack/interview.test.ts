import { afterEach, describe, expect, test } from "vitest";
import { clickThrough, isAdvice, lastMessage, startScene } from "./scene.ts";
import type { Scene, SceneOptions } from "./scene.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function opened(options: SceneOptions = {}): Promise<Scene> {
  const scene = await startScene(options);
  closing.push(() => scene.close());
  return scene;
}

describe.each(["http", "socket"] as const)("the interview over %s", (transport) => {
  test("goes from the command through the direct messages to the advice, by clicks alone", async () => {
    const scene = await opened({ transport });
    const { fake, ana, channel } = scene;
    expect((await ana.slashCommand("/certwise", { channel })).isInTime).toBe(true);
    await scene.slack().idle();
    const [card] = fake.ephemerals("U0ANA");
    await ana.click(card!, "Start in our DM");
    const advice = await clickThrough(scene);
    expect(advice.text).toMatch(/Worth it|Not yet|Better alternative/u);
    // One living message became the line of the last answer, and the advice notifies as a new one.
    expect(fake.messages(ana.dm.id).filter(({ bot_id: bot }) => bot !== undefined)).toHaveLength(2);
    expect(fake.messages(ana.dm.id)[0]?.text).toMatch(/ → /u);
    expect(fake.messages(channel)).toEqual([]);
  });
});
