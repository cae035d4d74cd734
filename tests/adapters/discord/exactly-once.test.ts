import { beforeEach, describe, expect, test } from "vitest";
import { addressOf } from "../../../adapters/discord/address.ts";
import { readInteraction } from "../../../adapters/discord/inbound.ts";
import { takeTurn } from "../../../src/turn.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import {
  clickThrough,
  dialog,
  erase,
  expectRefused,
  fresh,
  openCertwise,
  screenAfter,
  textOf,
} from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

async function begin(): Promise<RawMessage> {
  return screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
}

async function revision(): Promise<number | undefined> {
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "ai-certification" };
  return (await certwise.storage.read(key))?.revision;
}

const pickFirst = (screen: RawMessage) => fake.select(screen, ["Understand AI"], "Choose one");

describe("one turn, however often it is delivered", () => {
  test("the same interaction again, on one server, says and changes nothing", async () => {
    await certwise.start();
    const asked = await begin();
    const click = await pickFirst(asked);
    await fake.answered(click);
    const before = await revision();
    const { length } = fake.calls;
    await fake.redeliver(click);
    fake.dm("done");
    await fake.until(() => fake.dms().length === 2);
    expect(await revision()).toBe((before ?? 0) + 1);
    expect(fake.calls.slice(length).filter(({ path }) => path.includes("callback"))).toEqual([]);
  });

  test("two servers that both get every event answer each once", async () => {
    await certwise.start();
    await certwise.start();
    expect(fake.gateway.connected()).toBe(2);
    const advice = await clickThrough(fake, await begin());
    expect(textOf(advice)).toContain("Why this advice");
    fake.dm("why");
    fake.mention("help me");
    await fake.until(() => fake.dms().length === 2 && fake.messages().length === 2);
    for (const interaction of fake.world.interactions.values())
      expect(
        fake.calls.filter(({ path }) => path.startsWith(`/interactions/${interaction.id}/`)),
      ).toHaveLength(1);
  });

  test("a click just before a restart is answered by the next server's screen", async () => {
    const first = await certwise.start();
    const asked = await begin();
    await first.stop();
    await certwise.start();
    const next = await screenAfter(fake, pickFirst(asked));
    expect(textOf(next)).toContain("**Understand AI**");
    const advice = await clickThrough(fake, next);
    expect(advice.id).toBe(asked.id);
  });

  test("an older message, a changed mind: nothing changes before the person said so", async () => {
    await certwise.start();
    const asked = await begin();
    await fake.answered(await pickFirst(asked));
    fake.advance(60_000);
    const old = await fake.select(asked, ["Get a promotion"], "Choose one", { asShown: true });
    await fake.answered(old);
    const proposal = fresh(fake, asked);
    expect(textOf(proposal)).toContain("from “Understand AI” to “Get a promotion”?");
    await fake.answered(await fake.click(proposal, "No, keep it"));
    expect(textOf(fresh(fake, asked))).toContain("Nothing changed.");
    await erase(fake, await screenAfter(fake, fake.slash("certwise forget")));
    await fake.answered(await fake.click(fresh(fake, asked), "Back"));
    expect(textOf(fresh(fake, asked))).toContain("That question is from an earlier round.");
  });

  test("a turn that was committed but not sent is delivered by its address", async () => {
    const first = await certwise.start();
    const asked = await begin();
    await fake.answered(await pickFirst(asked));
    await first.stop();
    const click = await fake.click(asked, "Why do you ask?", { asShown: true });
    // What a server that broke down between commit and sending leaves behind.
    const incoming = readInteraction(click.raw);
    if (incoming.type !== "turn") throw new TypeError("Expected a turn");
    const { caller, event } = incoming;
    const owed = await takeTurn(
      { storage: certwise.storage, dialog },
      {
        tenant: "discord",
        person: caller.person,
        deliveryId: caller.id,
        event: { ...event, now: fake.now() },
        address: addressOf(caller),
      },
    );
    const second = await certwise.start();
    // It was never acknowledged, so only a direct message reaches the person.
    await second.send(owed[0]!);
    expectRefused(fake, 10_015);
    expect(textOf(fake.dms()[0]!)).toContain("Your answer");
    await second.send(owed[0]!);
    expectRefused(fake, 10_015);
    expect(fake.dms()).toHaveLength(1);
    fake.advance(16 * 60_000);
    // After 15 minutes the token is not even tried.
    await second.send({ ...owed[0]!, id: "later" });
    expect(fake.dms()).toHaveLength(2);
    await expect(second.send({ ...owed[0]!, address: {} })).rejects.toThrow("address");
    fake.ana.dmsClosed = true;
    await expect(second.send(owed[0]!)).rejects.toThrow("Cannot send messages to this user");
    fake.refusals.length = 0;
  });
});
