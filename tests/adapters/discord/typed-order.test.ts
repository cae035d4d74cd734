import { expect, test } from "vitest";
import { buttonsOf, openCertwise, screenAfter, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openDirect } from "./direct.ts";

async function answersOf({ storage, fake }: Certwise): Promise<Record<string, unknown>> {
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "ai-certification" };
  return JSON.parse((await storage.read(key))?.state ?? "{}").answers ?? {};
}

/** As `settled` of the direct message, by a clock of our own. */
async function settled({ fake, storage }: Certwise, skewMs: number): Promise<void> {
  const now = fake.now() + skewMs + 40_000;
  while ((await storage.claimUnsent({ now, leaseMs: 0, limit: 9 })).length > 0)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
}

test.each([-300_000, -5000, 5000, 300_000])(
  "what is typed answers the question that stands above it, though the clocks differ by %d ms",
  async (skewMs) => {
    const certwise = await openCertwise();
    const { fake } = certwise;
    const direct = openDirect(certwise);
    await certwise.start({ now: () => fake.now() + skewMs });
    await direct.write("AIF-C01");
    const third = await direct.write("promotion");
    expect(textOf(third)).not.toContain("Should it be");
    // A press edits its message, which keeps its id.
    await direct.press(direct.pickFirst(third));
    await settled(certwise, skewMs);
    const before = Object.keys(await answersOf(certwise)).length;
    const next = await direct.write("1");
    expect(textOf(next)).not.toContain("Should it be");
    expect(await answersOf(certwise)).toMatchObject({ purpose: "promotion" });
    expect(Object.keys(await answersOf(certwise))).toHaveLength(before + 1);
  },
);

test("what was typed before the next question came is not its answer", async () => {
  const certwise = await openCertwise();
  const { fake } = certwise;
  const direct = openDirect(certwise);
  await certwise.start({ now: () => fake.now() - 300_000 });
  await direct.write("AIF-C01");
  const count = direct.said().length;
  fake.dm("promotion");
  fake.dm("enter a new industry");
  await fake.until(() => direct.said()[count + 1]);
  expect(Object.keys(await answersOf(certwise))).toEqual(["certification", "purpose"]);
});

test("a form of an earlier question files its words under no other one", async () => {
  const certwise = await openCertwise();
  const { fake } = certwise;
  const direct = openDirect(certwise);
  await certwise.start({ now: () => fake.now() - 300_000 });
  const first = await direct.write("hello");
  fake.advance(3000);
  await fake.answered(await fake.click(first, "Type it"));
  await direct.write("AIF-C01");
  const before = await answersOf(certwise);
  // Under the question that is open by now, these words would be an answer.
  await direct.press(fake.submitModal({ text: "get a promotion" }));
  expect(await answersOf(certwise)).toEqual(before);
});

test("whoever mentioned the bot begins with all they said, and others with what the button says", async () => {
  const certwise = await openCertwise();
  const { fake } = certwise;
  await certwise.start();
  const ben = fake.addPerson("ben");
  fake.mention("is AIF-C01 any good? my company pays");
  const invitation = await fake.until(() =>
    fake.messages().find((one) => buttonsOf(one).length > 0),
  );
  await screenAfter(fake, fake.click(invitation, "Answer privately", { user: ben }), ben);
  await screenAfter(fake, fake.click(invitation, "Answer privately"));
  expect(await answersOf(certwise)).toMatchObject({ payer: "employer" });
  const key = { tenant: "discord", person: ben.user.id, dialog: "ai-certification" };
  const { answers } = JSON.parse((await certwise.storage.read(key))?.state ?? "");
  expect(Object.keys(answers)).toEqual(["certification"]);
});
