import { beforeEach, describe, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import type { Person } from "../../fakes/discord/world.ts";
import { buttonsOf, fresh, openCertwise, textOf, expectRefused } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openDirect } from "./direct.ts";
import { DAY_MS, openRound, pass, saying } from "./team.ts";

let certwise: Certwise;
let fake: FakeDiscord;
let direct: ReturnType<typeof openDirect>;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  direct = openDirect(certwise);
});

/** The question of a round, which came as a direct message because the press it answers was long ago. */
async function roundQuestion(ada: Person): Promise<RawMessage> {
  const first = await certwise.start();
  const opening = await openRound(fake, ada);
  await direct.press(fake.click(opening, "Answer privately"));
  const asked = await saying(fake, "Which certification", () => fake.ephemerals());
  const before = direct.said().length;
  await fake.answered(await fake.click(asked, "Type it"));
  await first.stop();
  const typed = await fake.submitModal({ text: "aif-c01" });
  fake.advance(16 * 60_000);
  const second = await certwise.start();
  fake.dispatch("INTERACTION_CREATE", typed.raw);
  await fake.until(() => fake.refusals.length > 0);
  expectRefused(fake, 10_062);
  await pass(certwise, second, 60_000);
  await second.stop();
  return fake.until(() => direct.said()[before]);
}

describe("typed words", () => {
  test("go to the interview whose question stands last, after a restart too", async () => {
    const before = await certwise.start();
    const personal = await direct.write("aif-c01");
    await before.stop();
    const ofRound = await roundQuestion(fake.addPerson("Ada"));
    const first = await certwise.start();
    expect(textOf(ofRound)).toContain("What should it change");
    const next = await direct.write("promotion");
    direct.expectFolded(ofRound, "**Get a promotion**");
    expect(buttonsOf(fresh(fake, personal))).not.toEqual([]);
    await first.stop();
    await certwise.start();
    await direct.write("a task I can name");
    direct.expectFolded(next, "**");
    expect(textOf(fresh(fake, personal))).toContain("What should it change");
    await direct.press(direct.pickFirst(personal));
    const own = await direct.write("skip");
    direct.expectFolded(personal, "skipped");
    expect(buttonsOf(own)).not.toEqual([]);
  });

  test("go to the personal interview when that of the round is deleted", async () => {
    await roundQuestion(fake.addPerson("Ada"));
    await certwise.start();
    const person = fake.ana.user.id;
    const kept = await certwise.storage.read({
      tenant: "discord",
      person,
      dialog: "discord:place",
    });
    const round: string = JSON.parse(kept?.state ?? "").screens[0].round;
    const key = { tenant: "discord", person, dialog: "ai-certification", round };
    expect(await certwise.storage.read(key)).toBeDefined();
    const input = { key, deliveryId: "drop", now: fake.now(), leaseMs: 0, address: "null" };
    await certwise.storage.turn(input, () => ({ replies: [], drop: true }));
    const own = await direct.write("aif-c01");
    expect(textOf(own)).toContain("What should it change");
    expect(await certwise.storage.read(key)).toBeUndefined();
  });

  test("leave no trace of the round once its interview is deleted, thirty days after it closed", async () => {
    await roundQuestion(fake.addPerson("Ada"));
    const discord = await certwise.start();
    const key = { tenant: "discord", person: fake.ana.user.id, dialog: "discord:place" };
    expect((await certwise.storage.read(key))?.state).toContain('"round"');
    await pass(certwise, discord, 40 * DAY_MS);
    expect((await certwise.storage.read(key))?.state).not.toContain('"round"');
    const own = await direct.write("aif-c01");
    expect(textOf(own)).toContain("What should it change");
  });

  test("that reply to an older question answer that one", async () => {
    const before = await certwise.start();
    const personal = await direct.write("aif-c01");
    await before.stop();
    await roundQuestion(fake.addPerson("Ada"));
    const first = await certwise.start();
    const ofRound = await direct.write("understand ai");
    const own = await direct.write("promotion", personal);
    direct.expectFolded(personal, "**Get a promotion**");
    expect(buttonsOf(fresh(fake, ofRound))).not.toEqual([]);
    await first.stop();
    await certwise.start();
    // A folded one still knows whose it was.
    const again = await direct.write("a task I can name", personal);
    direct.expectFolded(own, "**");
    expect(buttonsOf(fresh(fake, ofRound))).not.toEqual([]);
    await direct.write("skip", ofRound);
    direct.expectFolded(ofRound, "skipped");
    expect(buttonsOf(fresh(fake, again))).not.toEqual([]);
  });
});
