import { expect, test } from "vitest";
import { parsePress, toValue } from "../../../adapters/slack/press.ts";
import {
  begin,
  clickThrough,
  isAdvice,
  labels,
  lastMessage,
  openScene,
  ownMessages,
} from "./scene.ts";
import type { Scene } from "./scene.ts";

const WORDS = "is AIF-C01 worth it? my company pays";

const answersOf = async ({ storage, fake }: Scene): Promise<Record<string, unknown>> => {
  const key = { tenant: fake.team.id, person: "U0ANA", dialog: "ai-certification" };
  return JSON.parse((await storage().read(key))?.state ?? "{}").answers ?? {};
};
const BOTH = { certification: { entry: "aws-aif" }, payer: "employer" };

/** What the app said last that only Ana sees. */
async function whispered(scene: Scene) {
  await scene.slack().idle();
  return scene.fake.ephemerals("U0ANA").at(-1)!;
}

async function startFrom(scene: Scene): Promise<void> {
  await scene.ana.click(await whispered(scene), "Start in our DM");
  await scene.slack().idle();
}

test("the first direct message is heard whole, and its writer is welcomed", async () => {
  const scene = await openScene();
  await scene.ana.directMessage(WORDS);
  expect((await lastMessage(scene)).text).toContain("About ten short questions");
  expect(await answersOf(scene)).toMatchObject(BOTH);
});

test("a mention is heard whole", async () => {
  const scene = await openScene();
  await scene.ana.mention(WORDS, { channel: scene.channel });
  await startFrom(scene);
  expect(await answersOf(scene)).toMatchObject(BOTH);
});

test("the message a shortcut is used on says which certification is meant, and nothing about who used it", async () => {
  const scene = await openScene();
  const { fake, ana, channel } = scene;
  await ana.mention(WORDS, { channel });
  await ana.messageShortcut("is-this-course-worth-it", fake.messages(channel)[0]!);
  await startFrom(scene);
  const { certification, ...others } = await answersOf(scene);
  expect(certification).toEqual(expect.objectContaining({ entry: "aws-aif" }));
  expect(others).toEqual({});
});

test("a slash command is heard whole", async () => {
  const scene = await openScene();
  await scene.ana.slashCommand(`/certwise ${WORDS}`, { channel: scene.channel });
  expect((await whispered(scene)).text).toContain("AWS Certified AI Practitioner");
  await startFrom(scene);
  expect(await answersOf(scene)).toMatchObject(BOTH);
});

test("words of every script survive the button they wait on", () => {
  for (const text of [
    WORDS,
    "a+b & c=d%20 <x>",
    "Ich möchte mehr, 1 000 €",
    "работа ".repeat(150),
  ]) {
    const value = toValue({ type: "start", text });
    expect(value.length).toBeLessThanOrEqual(2000);
    expect(parsePress("p::0", value)?.event).toEqual({ type: "start", text });
  }
  expect(toValue({ type: "start", text: "🔥".repeat(3000) }).length).toBeLessThanOrEqual(2000);
});

test.each([
  ["help me", "/certwise history"],
  ["history?", "advice"],
  ["budget?", "training round"],
])("after the slash command, own words mean the same: %s", async (words, said) => {
  const scene = await openScene();
  await begin(scene, "aif-c01");
  await scene.ana.slashCommand(`/certwise ${words}`, { channel: scene.channel });
  expect(JSON.stringify((await whispered(scene)).blocks)).toContain(said);
  expect(await answersOf(scene)).toMatchObject({ certification: {} });
});

test.each(["forget me", "please delete everything", "Forget!"])(
  "after the slash command, own words ask to be forgotten, which is confirmed first: %s",
  async (words) => {
    const scene = await openScene();
    await begin(scene, "aif-c01");
    await scene.ana.slashCommand(`/certwise ${words}`, { channel: scene.channel });
    expect((await whispered(scene)).text).toContain("direct messages");
    const asked = await lastMessage(scene);
    expect(labels(asked)).toContain("Yes, erase");
    expect(await answersOf(scene)).toMatchObject({ certification: {} });
    await scene.ana.click(asked, "Yes, erase");
    await scene.slack().idle();
    expect(await answersOf(scene)).toEqual({});
  },
);

test("after the slash command, the words of an interview reach it", async () => {
  const scene = await openScene();
  const { ana, channel } = scene;
  await begin(scene, "aif-c01");
  await ana.directMessage("promotion");
  await scene.slack().idle();
  await ana.slashCommand("/certwise go back", { channel });
  expect((await lastMessage(scene)).text).toContain("What should it change for you");
  await ana.slashCommand("/certwise just tell me", { channel });
  await scene.slack().idle();
  expect(ownMessages(scene).some(isAdvice)).toBe(true);
  await clickThrough(scene);
  const { fake } = scene;
  const typed = "stop";
  await ana.directMessage(typed);
  const byWords = await lastMessage(scene);
  await ana.slashCommand(`/certwise ${typed}`, { channel });
  const byCommand = await whispered(scene);
  expect(fake.refusals).toEqual([]);
  expect(byCommand.text).not.toContain("is it worth it for you");
  expect(byWords.text).not.toBe("");
});
