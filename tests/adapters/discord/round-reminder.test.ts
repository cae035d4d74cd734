import { beforeEach, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { NOT_YET } from "../../rounds/team.ts";
import { buttonsOf, fresh, partsOf, openCertwise } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { DAY_MS, openRound, pass, saying, takePart } from "./team.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

test("a reminder of a round's advice leads back to that advice, and begins no personal interview", async () => {
  const discord = await certwise.start();
  const ben = fake.addPerson("Ben");
  const opening = await openRound(fake, fake.addPerson("Ada"));
  const advice = await takePart(fake, opening, ben, NOT_YET);
  const remind = partsOf(advice).find(({ label }) => label?.startsWith("Remind me"));
  await fake.answered(await fake.click(fresh(fake, advice), remind?.label ?? "", { user: ben }));
  await pass(certwise, discord, 31 * DAY_MS);
  const reminder = await saying(fake, "You asked me to look again", () => fake.dms(ben));
  await fake.answered(await fake.click(reminder, "Show my advice", { user: ben }));
  await fake.until(() => fake.dms(ben).some((message) => buttonsOf(message).includes("Share")));
  const key = { tenant: "discord", person: ben.user.id, dialog: "ai-certification" };
  expect(await certwise.storage.read(key)).toBeUndefined();
});
