import { expect, test } from "vitest";
import { begin, firstAnswer, lastMessage, openScene } from "./scene.ts";
import type { Scene } from "./scene.ts";

const answersOf = async ({ storage, fake }: Scene): Promise<Record<string, unknown>> => {
  const key = { tenant: fake.team.id, person: "U0ANA", dialog: "ai-certification" };
  return JSON.parse((await storage().read(key))?.state ?? "{}").answers;
};

test.each([-300_000, -5000, 5000, 300_000])(
  "what is typed answers the question that stands above it, though the clocks differ by %d ms",
  async (skewMs) => {
    const scene = await openScene({ skewMs });
    const { ana } = scene;
    await begin(scene);
    for (const words of ["AIF-C01", "promotion", "1"]) {
      await ana.directMessage(words);
      await scene.slack().idle();
    }
    expect((await lastMessage(scene)).text).not.toContain("Should it be");
    expect(await answersOf(scene)).toMatchObject({ purpose: "promotion" });
    expect(Object.keys(await answersOf(scene))).toHaveLength(3);
    // A press edits its message, which keeps its time.
    await ana.click(await lastMessage(scene), firstAnswer);
    await scene.slack().idle();
    const before = Object.keys(await answersOf(scene)).length;
    await ana.directMessage("1");
    expect((await lastMessage(scene)).text).not.toContain("Should it be");
    expect(Object.keys(await answersOf(scene))).toHaveLength(before + 1);
  },
);

test.each([-300_000, 0, 300_000])(
  "what was typed before the next question came is not its answer, though the clocks differ by %d ms",
  async (skewMs) => {
    const scene = await openScene({ skewMs });
    const { ana } = scene;
    await begin(scene);
    await ana.directMessage("AIF-C01");
    await scene.slack().idle();
    await Promise.all([ana.directMessage("promotion"), ana.directMessage("enter a new industry")]);
    expect((await lastMessage(scene)).text).toMatch(/Should it be|Understood/u);
    expect(Object.keys(await answersOf(scene))).toEqual(["certification", "purpose"]);
  },
);

test.each([-300_000, 300_000])(
  "a yes typed to the question whether to erase confirms it, though the clocks differ by %d ms",
  async (skewMs) => {
    const scene = await openScene({ skewMs });
    const { ana } = scene;
    await begin(scene, "aif-c01");
    await ana.directMessage("forget me");
    expect((await lastMessage(scene)).text).toContain("Erase everything about you?");
    expect(await answersOf(scene)).toHaveProperty("certification");
    await ana.directMessage("yes");
    await scene.slack().idle();
    expect(await answersOf(scene)).toBeUndefined();
  },
);

test("an edit of what was typed long ago is about the question it answered", async () => {
  const scene = await openScene();
  const { fake, ana } = scene;
  await begin(scene);
  for (const words of ["AIF-C01", "promotion", "1", "1"]) {
    await ana.directMessage(words);
    await scene.slack().idle();
  }
  const typed = fake.messages(ana.dm.id).find(({ text }) => text === "promotion");
  const before = await answersOf(scene);
  await ana.editMessage(typed!, "do my work better");
  expect((await lastMessage(scene)).text).toContain("Should it be “Do my current work better");
  expect(await answersOf(scene)).toEqual(before);
});

test("a form of an earlier question files its words under no other one", async () => {
  const scene = await openScene({ skewMs: -300_000 });
  const { fake, ana } = scene;
  await begin(scene);
  await ana.click(await lastMessage(scene), "Type it");
  await scene.slack().idle();
  const form = fake.views("U0ANA").at(-1)!;
  await ana.directMessage("AIF-C01");
  await scene.slack().idle();
  const before = await answersOf(scene);
  // Under the question that is open by now, these words would be an answer.
  await ana.submit(form, { typed: "get a promotion" });
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
  expect(await answersOf(scene)).toEqual(before);
});
