import { beforeEach, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { Person } from "../../fakes/discord/world.ts";
import { WORTH_IT } from "../../rounds/team.ts";
import { buttonsOf, fresh, screenAfter, openCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { askForMoney, DAY_MS, inChannel, openRound, pass, saying, takePart } from "./team.ts";

let certwise: Certwise;
let fake: FakeDiscord;
let ada: Person;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  ada = fake.addPerson("Ada");
});

test("an approver whose direct messages are closed calls the queue up in the channel, for them alone", async () => {
  const discord = await certwise.start();
  const opening = await openRound(fake, ada, { threshold: "3", closes: "2" });
  const members = Array.from({ length: 7 }, (_, at) => fake.addPerson(`Member${at}`));
  for (const user of members) {
    await takePart(fake, opening, user, WORTH_IT);
    await askForMoney(fake, user);
  }
  await pass(certwise, discord, 3 * DAY_MS);
  ada.dmsClosed = true;
  const before = inChannel(fake).length;
  const where = await screenAfter(fake, fake.slash("certwise budget", {}, { user: ada }), ada);
  const cards = () =>
    fake.ephemerals(ada).filter((message) => textOf(message).includes("asks for money"));
  const more = await saying(fake, "2 more wait", () => fake.ephemerals(ada));
  expect(textOf(fresh(fake, where)) + textOf(fake.ephemerals(ada)[0]!)).toContain(
    "7 requests wait",
  );
  expect(cards()).toHaveLength(5);
  await fake.click(more, "Show the next ones", { user: ada });
  await fake.until(() => cards().length === 7);
  await fake.click(cards()[0]!, "Approve", { user: ada });
  await saying(fake, "approved your request", () => fake.dms(members[0]));
  // Whoever calls it by its code wants the same as whoever calls it by its name.
  expect(textOf(cards()[1]!)).toContain("Also asked for by");
  expect(inChannel(fake)).toHaveLength(before);
});

test("a request that cannot be used is answered with what was typed and the form once more", async () => {
  await certwise.start();
  const opening = await openRound(fake, ada);
  const ben = fake.addPerson("Ben");
  await takePart(fake, opening, ben, WORTH_IT);
  const counted = await saying(fake, "Your answer counts", () => fake.ephemerals(ben));
  await fake.answered(await fake.click(counted, "Ask for the money", { user: ben }));
  const shown = fresh(fake, counted);
  const form = buttonsOf(shown).includes("Fill in") ? "Fill in" : "Change it";
  await fake.answered(await fake.click(shown, form, { user: ben }));
  await fake.submitModal({ name: "AIF-C01", amount: "what it costs", task: "The report" }, ben);
  const refused = await saying(fake, "Amount: what it costs", () => fake.ephemerals(ben));
  expect(textOf(refused)).toContain("The report");
  expect(buttonsOf(refused)).toEqual(["Fill in"]);
});

test("in the direct message the command is about the rounds a person has to do with", async () => {
  await certwise.start();
  await openRound(fake, ada);
  const asked = async (user: Person) => {
    const channel = fake.dmOf(user);
    await fake.answered(await fake.slash("certwise budget", {}, { user, channel }));
    return fake.dms(user).at(-1)!;
  };
  const shown = await asked(ada);
  expect(textOf(shown)).toContain("Training round: AI certifications");
  expect(buttonsOf(shown)).not.toContain("Open a round");
  expect(textOf(await asked(fake.addPerson("Eve")))).toContain("no training round for you");
});
