import { afterEach, beforeEach, expect, test } from "vitest";
import { buttonsOf, partsOf, screenAfter, startCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import type { FakeDiscord } from "../../discord/fake-discord.ts";
import type { RawMessage } from "../../discord/raw-json.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await startCertwise();
  ({ fake } = certwise);
});

afterEach(async () => {
  await certwise.stop();
  expect(fake.refusals).toEqual([]);
});

/** Takes the first option of whatever is asked, until the advice comes. */
async function clickThrough(screen: RawMessage, user = fake.ana): Promise<RawMessage> {
  let shown = screen;
  for (let step = 0; step < 20; step += 1) {
    if (buttonsOf(shown).includes("Share")) return shown;
    const select = partsOf(shown).find(
      ({ type, placeholder }) => type === 3 && placeholder === "Choose one",
    );
    const first = partsOf(shown).find(({ type, style }) => type === 2 && style === 1);
    shown = await screenAfter(
      fake,
      select
        ? fake.select(shown, [select.options![0]!.value], "Choose one", { user })
        : fake.click(shown, (one) => one.custom_id === first?.custom_id, { user }),
      user,
    );
  }
  throw new Error("no advice");
}

test("a slash command, clicks, advice: all on one message that only one person sees", async () => {
  await certwise.start();
  const asked = await screenAfter(fake, fake.slash("certwise check", { certification: "AIF-C01" }));
  expect(textOf(asked)).toContain("Only you see this");
  const advice = await clickThrough(asked);
  expect(advice.id).toBe(asked.id);
  expect(textOf(advice)).toContain("AWS Certified AI Practitioner");
  expect(textOf(advice)).toContain("Because you said");
  expect(fake.messages()).toEqual([]);
});
