import { beforeEach, describe, expect, test } from "vitest";
import { readInteraction } from "../../../adapters/discord/inbound.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import {
  erase,
  buttonsOf,
  clickThrough,
  fresh,
  partsOf,
  screenAfter,
  openCertwise,
  textOf,
  expectRefused,
} from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

async function begin(certification = "AIF-C01"): Promise<RawMessage> {
  return screenAfter(fake, fake.slash("certwise check", { certification }));
}

describe("an interview by click", () => {
  test("goes from the command to the advice on one message that one person sees", async () => {
    const discord = await certwise.start();
    const asked = await begin();
    expect(textOf(asked)).toContain("Only you see this");
    const advice = await clickThrough(fake, asked);
    expect(advice.id).toBe(asked.id);
    expect(textOf(advice)).toContain("AWS Certified AI Practitioner");
    expect(textOf(advice)).toContain("Why this advice");
    expect(fake.messages()).toEqual([]);
    expect(fake.ephemerals()).toHaveLength(1);
    await discord.stop();
    expect(await certwise.storage.claimUnsent({ now: Infinity, leaseMs: 1, limit: 9 })).toEqual([]);
  });

  test("opens and closes the reason, goes back, reviews, changes, skips and stops", async () => {
    await certwise.start();
    let screen = await begin();
    screen = await screenAfter(fake, fake.click(screen, "Why do you ask?"));
    expect(textOf(screen)).toContain("> A certificate is only worth paying for");
    screen = await screenAfter(fake, fake.click(screen, "Close"));
    screen = await screenAfter(fake, fake.select(screen, ["Understand AI"], "Choose one"));
    screen = await screenAfter(fake, fake.select(screen, ["See all answers"], "More …"));
    expect(textOf(screen)).toContain("What it should change → **Understand AI**");
    screen = await screenAfter(
      fake,
      fake.select(screen, ["What it should change → Understand AI"], "Change an answer"),
    );
    expect(textOf(screen)).toContain("What should it change for you");
    expect(partsOf(screen).flatMap(({ options }) => options ?? [])).toContainEqual(
      expect.objectContaining({ label: "✓ Understand AI" }),
    );
    screen = await screenAfter(fake, fake.select(screen, ["Skip"], "More …"));
    screen = await screenAfter(fake, fake.click(screen, "Change"));
    screen = await screenAfter(fake, fake.select(screen, ["Stop"], "More …"));
    screen = await screenAfter(fake, fake.click(screen, "Yes, erase"));
    expect(textOf(screen)).toContain("Stopped. Your answers are erased.");
    screen = await screenAfter(fake, fake.click(screen, "Start"));
    expect(textOf(screen)).toContain("Tell me about it");
  });

  test("unfolds one section at a time, and folds it", async () => {
    await certwise.start();
    let advice = await clickThrough(fake, await begin());
    for (const section of ["What it costs to own", "Cheaper ways", "Ask the provider", "Read on"]) {
      advice = await screenAfter(fake, fake.click(advice, section));
      expect(textOf(advice)).toContain(`**${section}**`);
      expect(textOf(advice)).not.toContain("Why this advice");
      advice = await screenAfter(fake, fake.click(advice, "Show less"));
      expect(textOf(advice)).toContain("Why this advice");
    }
  });

  test("sends the saved advice as a file, and leaves the screen", async () => {
    await certwise.start();
    const advice = await clickThrough(fake, await begin());
    await fake.answered(await fake.click(advice, "Save"));
    const file = await fake.until(() => fake.ephemerals()[1]);
    expect(file.attachments.map(({ filename }) => filename)).toEqual([
      "ai-certification-2026-11-02.md",
    ]);
    expect(textOf(fresh(fake, advice))).toContain("Why this advice");
  });

  test("previews what is shared, leaves parts out, and posts it once where it was asked for", async () => {
    await certwise.start();
    const advice = await clickThrough(fake, await begin());
    let preview = await screenAfter(fake, fake.click(advice, "Share"));
    expect(textOf(preview)).toContain("> Worth it, if …");
    preview = await screenAfter(
      fake,
      fake.select(preview, ["verdict", "reason 2"], "What to show"),
    );
    expect(textOf(preview)).toContain("> You can use it at once");
    expect(textOf(preview)).not.toContain("> This week");
    await fake.answered(await fake.click(preview, "Post"));
    await fake.until(() => textOf(fresh(fake, preview)).includes("Shared."));
    expect(fake.messages()).toHaveLength(1);
    const [posted] = fake.messages();
    expect(textOf(posted!)).toContain(`<@${fake.ana.user.id}>`);
    expect(textOf(posted!)).not.toContain("This week");
    const ben = fake.addPerson("ben");
    const his = await screenAfter(fake, fake.click(posted!, "Start your own", { user: ben }), ben);
    expect(textOf(his)).toContain("Which certification");
    expect(fake.messages()).toHaveLength(1);
  });

  test("posts over the click where the bot itself may not write", async () => {
    await certwise.start();
    fake.channel.app.send = false;
    const advice = await clickThrough(fake, await begin());
    const preview = await screenAfter(fake, fake.click(advice, "Share"));
    await fake.answered(await fake.click(preview, "Post"));
    await fake.until(() => textOf(fresh(fake, preview)).includes("Shared."));
    expect(fake.messages()).toHaveLength(1);
    // The fake refuses the bot's own post: the way around it is what is tested.
    expectRefused(fake, 50_013);
  });
});

describe("typed answers", () => {
  test("are typed into a modal that belongs to its question", async () => {
    await certwise.start();
    const asked = await begin();
    await fake.answered(await fake.click(asked, "Type it"));
    expect(fake.modals()[0]?.title).toBe("Your answer");
    const next = await screenAfter(fake, fake.submitModal({ text: "I want to understand AI" }));
    expect(next.id).toBe(asked.id);
    expect(textOf(next)).toContain("**Understand AI**");
  });

  test("that come from a modal of an earlier question ask before they replace an answer", async () => {
    await certwise.start();
    const asked = await begin();
    await fake.answered(await fake.click(asked, "Type it"));
    fake.advance(5000);
    await screenAfter(fake, fake.select(asked, ["Understand AI"], "Choose one"));
    fake.advance(5000);
    const next = await screenAfter(fake, fake.submitModal({ text: "Get a promotion" }));
    expect(textOf(next)).toContain("Should it be “Get a promotion” instead?");
    const kept = await screenAfter(fake, fake.click(next, "No, keep it"));
    expect(textOf(kept)).toContain("Nothing changed.");
  });

  test("name another certification with its price and hours", async () => {
    await certwise.start();
    const asked = await screenAfter(fake, fake.slash("certwise check"));
    await fake.answered(await fake.click(asked, "Type it"));
    const next = await screenAfter(
      fake,
      fake.submitModal({ text: "Prompt Guild Master", price: "950 USD", hours: "26" }),
    );
    expect(textOf(next)).toContain("Prompt Guild Master");
    const review = await screenAfter(fake, fake.select(next, ["See all answers"], "More …"));
    expect(textOf(review)).toContain("Prompt Guild Master");
  });

  test("take the place of a whole interview in a direct message", async () => {
    await certwise.start();
    const answers = ["aif-c01", "promotion", "yes", "a task I can name", "weekly", "2"];
    for (const [at, answer] of answers.entries()) {
      fake.advance(3000);
      fake.dm(answer);
      await fake.until(() => fake.dms().length === 2 * (at + 1));
    }
    // Each answered question has become one line.
    expect(textOf(fake.dms()[1]!)).toBe("-# What it should change → **Get a promotion**");
    expect(buttonsOf(fake.dms()[1]!)).toEqual([]);
    fake.advance(3000);
    fake.dm("tell me now");
    const advice = await fake.until(() => fake.dms()[2 * answers.length + 1]);
    expect(textOf(advice)).toContain("AWS Certified AI Practitioner");
    expect(buttonsOf(advice)).toContain("Share");
    expect(textOf(advice)).not.toContain("Only you see this");
    await fake.answered(await fake.click(advice, "What it costs to own"));
    expect(textOf(fresh(fake, advice))).toContain("**What it costs to own**");
  });

  test("go on in a direct message where a server's interview stopped", async () => {
    await certwise.start();
    await begin();
    fake.advance(3000);
    fake.dm("promotion");
    const next = await fake.until(() => fake.dms()[1]);
    expect(textOf(next)).toContain("**Get a promotion**");
  });
});

describe("other ways in", () => {
  test("a mention leads to a private interview for whoever presses, about what was named", async () => {
    await certwise.start();
    fake.mention("is AIF-C01 worth it for me?");
    const invitation = await fake.until(() => fake.messages()[1]);
    const ben = fake.addPerson("ben");
    const asked = await screenAfter(
      fake,
      fake.click(invitation, "Answer privately", { user: ben }),
      ben,
    );
    expect(textOf(asked)).toContain("AWS Certified AI Practitioner");
    fake.reply(invitation, "nice");
    fake.say("not for the bot");
    fake.dm("hello");
    await fake.until(() => fake.dms().length === 2);
    expect(fake.messages()).toHaveLength(4);
  });

  test("a message's menu asks about the certification it names, never in its author's words", async () => {
    await certwise.start();
    const message = fake.say("My company pays for AIF-C01, is it any good?", {
      user: fake.addPerson("ben"),
    });
    const asked = await screenAfter(fake, fake.messageCommand("Is this course worth it?", message));
    expect(textOf(asked)).toContain("Certification → **AWS Certified AI Practitioner**");
    const review = await screenAfter(fake, fake.select(asked, ["See all answers"], "More …"));
    expect(textOf(review)).not.toContain("employer");
  });

  test("history, forget, resume and help answer at any time", async () => {
    await certwise.start();
    const help = await screenAfter(fake, fake.slash("certwise help"));
    expect(textOf(help)).toContain("There is no language model");
    await clickThrough(fake, await begin());
    const seen = async (command: string) => {
      const before = fake.ephemerals().length;
      await fake.answered(await fake.slash(command));
      return textOf(await fake.until(() => fake.ephemerals()[before]));
    };
    expect(await seen("certwise history")).toContain("AWS Certified AI Practitioner");
    expect(await seen("certwise resume")).toContain("Your advice is still here");
    expect(await seen("certwise forget")).toContain("Erase everything about you?");
    // One press in the list of commands, or beside "Show my advice", is soon a wrong one.
    expect(await seen("certwise history")).toContain("AWS Certified AI Practitioner");
    const asked = await erase(fake, fake.ephemerals().at(-1)!);
    expect(textOf(asked)).toContain("Everything about you is erased");
    expect(await seen("certwise history")).toContain("No advice is on file");
  });

  test("people who brought the bot along are answered in servers and chats it is no member of", async () => {
    await certwise.start();
    const abroad = fake.addGuild("Elsewhere", { installed: false });
    for (const channel of [
      fake.addChannel({ guildId: abroad.id }),
      fake.addChannel({ isForeign: true }),
    ]) {
      const before = fake.ephemerals().length;
      await fake.answered(await fake.slash("certwise check", {}, { channel }));
      expect(await fake.until(() => fake.ephemerals()[before])).toBeDefined();
    }
    const dm = await fake.slash("certwise check", {}, { channel: fake.dmOf(fake.ana) });
    await fake.answered(dm);
    await fake.until(() => fake.dms().length === 1);
  });
});

test("somebody else's button tells them so, and offers their own", async () => {
  await certwise.start();
  const asked = await begin();
  const ben = fake.addPerson("ben");
  const interaction = await fake.click(asked, "Back");
  await fake.answered(interaction);
  // No client lets others press what they do not see; Discord's servers could still deliver it.
  const copy = { ...interaction.raw, id: fake.world.nextId(), member: { user: ben.user } };
  expect(readInteraction(copy)).toMatchObject({ type: "foreign", owner: fake.ana.user.id });
  const { answer: _answer, ...delivered } = interaction;
  fake.world.interactions.set(copy.id, {
    ...delivered,
    id: copy.id,
    raw: copy,
    userId: ben.user.id,
  });
  fake.dispatch("INTERACTION_CREATE", copy);
  const told = await fake.until(() => fake.ephemerals(ben)[0]);
  expect(textOf(told)).toContain(`That one is for <@${fake.ana.user.id}>.`);
  const his = await screenAfter(fake, fake.click(told, "Start your own", { user: ben }), ben);
  expect(textOf(his)).toContain("Which certification");
});
