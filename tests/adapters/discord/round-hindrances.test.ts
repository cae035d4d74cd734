import { beforeEach, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { Person } from "../../fakes/discord/world.ts";
import { buttonsOf, expectRefused, fresh, openCertwise, screenAfter, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { pass, proposeRound, saying, takePart } from "./team.ts";

/* Where a round cannot be, or not everybody can be reached. */

let certwise: Certwise;
let fake: FakeDiscord;
let ada: Person;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  ada = fake.addPerson("Ada");
});

test("without the bot token this is said plainly", async () => {
  const discord = await certwise.start({ token: "", publicKey: fake.publicKey, port: 0 });
  await fake.useEndpoint(`http://127.0.0.1:${discord.port}/discord/interactions`);
  for (const command of ["certwise round", "certwise budget"])
    expect(textOf(await screenAfter(fake, fake.slash(command)))).toContain("bot's token");
});

test("on a server without the bot, in a channel it may not write to, and in direct messages", async () => {
  await certwise.start();
  const elsewhere = fake.addGuild("Elsewhere", { installed: false });
  const foreign = fake.addChannel({ guildId: elsewhere.id });
  const told = await screenAfter(fake, fake.slash("certwise round", {}, { channel: foreign }));
  expect(textOf(told)).toContain("member of this server");
  fake.channel.app.send = false;
  const here = await screenAfter(fake, fake.slash("certwise round"));
  expect(textOf(here)).toContain("may not write in this channel");
  await fake.slash("certwise round", {}, { channel: fake.dmOf(fake.ana) });
  await saying(fake, "needs a channel", () => [...fake.dms(), ...fake.ephemerals()]);
  expect(fake.modals()).toEqual([]);
});

test("a channel that was closed to the bot meanwhile: the approver is told, and later it is posted", async () => {
  const discord = await certwise.start();
  await proposeRound(fake, ada);
  const request = await saying(fake, "asks you to approve", () => fake.dms(ada));
  fake.channel.app.send = false;
  await fake.click(request, "I will approve", { user: ada });
  await saying(fake, "As soon as somebody", () => [...fake.dms(ada), ...fake.ephemerals(ada)]);
  expectRefused(fake, 50_013);
  fake.channel.app.send = true;
  await pass(certwise, discord, 60_000);
  const opening = await saying(fake, "Training round", () => fake.messages());
  await takePart(fake, opening, fake.ana);
  await pass(certwise, discord, 6 * 60_000);
  expect(textOf(fresh(fake, opening))).toContain("1 answered");
});

test("an approver who takes no direct messages: the opener is told", async () => {
  await certwise.start();
  ada.dmsClosed = true;
  await proposeRound(fake, ada);
  const told = await saying(fake, "take no direct messages", () => fake.ephemerals());
  expect(buttonsOf(told)).toEqual([]);
  expectRefused(fake, 50_007);
});
