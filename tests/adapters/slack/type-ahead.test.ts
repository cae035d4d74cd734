import { describe, expect, test } from "vitest";
import { parsePress } from "../../../adapters/slack/press.ts";
import { suggested, toTyping, typeAhead } from "../../../adapters/slack/type-ahead.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { isFields } from "../../fakes/slack/block-kit-checks.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import { begin, dialog, labels, lastMessage, openScene, ownMessages } from "./scene.ts";
import type { Scene } from "./scene.ts";

const AIF = "AWS Certified AI Practitioner (AIF-C01)";
const key = (scene: Scene) => ({
  tenant: scene.fake.team.id,
  person: "U0ANA",
  dialog: "ai-certification",
});
const answersOf = async (scene: Scene): Promise<unknown> => {
  const state: unknown = JSON.parse((await stored(scene)) ?? "{}");
  return isFields(state) ? state["answers"] : undefined;
};
const stored = async (scene: Scene) => (await scene.storage().read(key(scene)))?.state;

describe.each(["http", "socket"] as const)("typing ahead over %s", (transport) => {
  test("offers entries for a part of a name, and choosing one answers the question", async () => {
    const scene = await openScene({ transport });
    const { ana } = scene;
    await begin(scene);
    const question = await lastMessage(scene);
    const offered = await ana.typeAhead(question, "aws practitoner");
    expect(offered.isInTime).toBe(true);
    expect(offered.labels[0]).toBe(AIF);
    await ana.click(question, AIF);
    const next = await lastMessage(scene);
    expect(next.text).toContain("What should it change for you");
    // The same living message goes on.
    expect(ownMessages(scene)).toHaveLength(1);
    expect(await stored(scene)).toContain('"entry":"aws-aif"');
  });

  test("nothing that fits is no fault: the list stays empty", async () => {
    const scene = await openScene({ transport });
    await begin(scene);
    const offered = await scene.ana.typeAhead(await lastMessage(scene), "xyzzy");
    expect(offered).toMatchObject({ isInTime: true, labels: [] });
  });
});

test("choosing a suggestion leaves the same conversation as pressing the entry's button", async () => {
  const pressed = await openScene();
  await begin(pressed);
  await pressed.ana.directMessage("which ones from AWS?");
  await pressed.ana.click(await lastMessage(pressed), ({ label }) =>
    label.includes("AI Practitioner"),
  );
  await pressed.slack().idle();
  const chosen = await openScene();
  await begin(chosen);
  await chosen.ana.directMessage("which ones from AWS?");
  const question = await lastMessage(chosen);
  await chosen.ana.typeAhead(question, "AIF-C01");
  await chosen.ana.click(question, AIF);
  await chosen.slack().idle();
  expect(await answersOf(chosen)).toMatchObject({ certification: { entry: "aws-aif" } });
  expect(await answersOf(chosen)).toEqual(await answersOf(pressed));
  expect((await lastMessage(chosen)).text).toBe((await lastMessage(pressed)).text);
});

test("what is retired says so, and what took its place can be chosen below it", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await begin(scene);
  const question = await lastMessage(scene);
  const { labels: offered } = await ana.typeAhead(question, "AI-900");
  expect(offered.slice(0, 2)).toEqual([
    "Retired: Azure AI Fundamentals (AI-900)",
    "Instead: Microsoft Certified: Azure AI Fundamentals (AI-901)",
  ]);
  await ana.click(question, offered[1] ?? "");
  await scene.slack().idle();
  expect(await stored(scene)).toContain('"entry":"ms-ai901"');
});

test("at most a hundred are offered, each in 75 characters", async () => {
  const scene = await openScene();
  await begin(scene);
  const { labels: offered } = await scene.ana.typeAhead(await lastMessage(scene), "ai");
  expect(offered.length).toBeGreaterThan(50);
  expect(offered.length).toBeLessThanOrEqual(100);
  expect(Math.max(...offered.map(({ length }) => length))).toBe(75);
});

test("an old screen's select is an old button: it asks before it changes anything", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await begin(scene);
  const old = await lastMessage(scene);
  await ana.typeAhead(old, "aif");
  await ana.click(old, "Not chosen yet");
  await scene.slack().idle();
  await ana.click(await lastMessage(scene), "Get a promotion");
  await scene.slack().idle();
  scene.fake.world.move(60_000);
  await ana.click(old, AIF, { isStale: true });
  expect((await lastMessage(scene)).text).toContain("Change “Certification” from");
  expect(await answersOf(scene)).toMatchObject({ certification: { chosen: "none" } });
});

test("somebody else who chooses is told in private that it is not theirs, and nothing changes", async () => {
  const scene = await openScene();
  const { ana, fake, channel } = scene;
  await begin(scene);
  const question = await lastMessage(scene);
  const before = await stored(scene);
  const ben = createPerson(fake, { id: "U0BEN", name: "ben" });
  fake.world.channels.get(channel)?.members.add("U0BEN");
  // No client shows them the screen, so a copy of it stands in a channel both can see.
  const copy = { ...question, channel, ts: fake.world.nextTs() };
  fake.world.messages.set(copy.ts, copy);
  await ben.typeAhead(copy, "aif");
  await ben.click(copy, AIF);
  await scene.slack().idle();
  expect(fake.ephemerals("U0BEN").map(({ text }) => text)).toEqual([
    expect.stringContaining("That one is for somebody else."),
  ]);
  expect(await stored(scene)).toBe(before);
  expect((await lastMessage({ ...scene, ana })).ts).toBe(question.ts);
});

test("suggestions come while the database is silent, and nothing typed is logged", async () => {
  let isSilent = false;
  const wrap = (storage: Storage): Storage =>
    new Proxy(storage, {
      get: (of, name) => {
        if (isSilent && name !== "close") throw new Error("The database is silent");
        const value: unknown = Reflect.get(of, name);
        return typeof value === "function" ? value.bind(of) : value;
      },
    });
  const scene = await openScene({ wrap });
  await begin(scene);
  const question = await lastMessage(scene);
  isSilent = true;
  const before = scene.logged.length;
  const offered = await scene.ana.typeAhead(question, "prompt engin");
  isSilent = false;
  expect(offered.labels).toContain("Prompt Engineering Specialization");
  expect(scene.logged.slice(before)).toEqual([]);
});

test("only the certification question has the select, and every screen has another one", async () => {
  const scene = await openScene();
  const { ana } = scene;
  await begin(scene);
  const first = await lastMessage(scene);
  const ids = (message: typeof first) =>
    JSON.stringify(message.blocks).match(/"block_id":"find:[^"]+"/gu) ?? [];
  await ana.click(first, "Pick from the list");
  const second = await lastMessage(scene);
  expect(ids(first)).toHaveLength(1);
  expect(ids(second)).toHaveLength(1);
  expect(ids(second)).not.toEqual(ids(first));
  expect(labels(second).length).toBeGreaterThan(3);
  await ana.click(second, "5 · Not chosen yet");
  expect(ids(await lastMessage(scene))).toEqual([]);
});

describe("what crosses the select", () => {
  test("typeAhead() is read back by toTyping(), and each option by parsePress()", () => {
    const press = { screen: "q", owner: "U0ANA", round: "R7" } as const;
    const block = typeAhead("Type", press, { question: "certification", revision: 12 });
    const { block_id: on } = block;
    const typing = toTyping({ type: "block_suggestion", block_id: on, value: "R&amp;D aif" });
    expect(typing).toEqual({ question: "certification", revision: 12, text: "R&D aif" });
    const asked = { question: "certification", revision: 12, text: "aif" };
    const [option] = suggested(dialog.in(""), asked);
    const [, actionId = ""] = /"action_id":"([^"]+)"/u.exec(JSON.stringify(block)) ?? [];
    expect(parsePress(actionId, option?.value ?? "")).toEqual({
      ...press,
      event: { type: "answer", question: "certification", option: "aws-aif", revision: 12 },
    });
  });

  test("toTyping() takes nothing that typeAhead() did not write", () => {
    for (const other of [
      undefined,
      { type: "dialog_suggestion", name: "find", value: "x" },
      { type: "block_suggestion", block_id: "options:certification:1", value: "x" },
      { type: "block_suggestion", block_id: "find:one:certification", value: "x" },
    ])
      expect(toTyping(other)).toBeUndefined();
  });

  test("suggested() leaves out what an option has no room for", () => {
    const question = "q".repeat(60);
    expect(suggested(dialog.in(""), { question, revision: 1, text: "ai" })).toEqual([]);
  });
});
