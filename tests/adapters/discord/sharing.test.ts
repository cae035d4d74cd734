import { beforeEach, describe, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import {
  clickThrough,
  erase,
  fresh,
  openCertwise,
  partsOf,
  screenAfter,
  textOf,
} from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

/* What others see is what its preview showed, once. */

const EARLIER = "That preview is an earlier one.";
const PARTS = "What to show";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  await certwise.start();
});

const check = (options: Record<string, string> = {}) =>
  screenAfter(fake, fake.slash("certwise check", options));

/** Uses what stands on a message as the person sees it, and gives the message as it is then. */
async function press(message: RawMessage, label: string): Promise<RawMessage> {
  await fake.answered(await fake.click(message, label, { asShown: true }));
  return fresh(fake, message);
}

async function previewed(parts: readonly string[]): Promise<RawMessage> {
  const advice = await clickThrough(fake, await check({ certification: "AIF-C01" }));
  const preview = await press(advice, "Share");
  return screenAfter(fake, fake.select(preview, parts, PARTS));
}

/** On a message of its own. */
async function changeUse(text: string): Promise<void> {
  const advice = await press(await check(), "Show my advice");
  const review = await press(advice, "Change an answer");
  const select = partsOf(review).find(({ placeholder }) => placeholder === "Change an answer");
  const use = select?.options?.find(({ label }) => label.startsWith("Where you will use it"));
  const changing = fake.select(review, [use?.value ?? ""], "Change an answer");
  const asked = await screenAfter(fake, changing);
  await fake.answered(await fake.click(asked, "Type it"));
  await clickThrough(fake, await screenAfter(fake, fake.submitModal({ text })));
}

const said = () => fake.messages().map((message) => textOf(message));
const shared = (preview: RawMessage) =>
  fake.until(() => textOf(fresh(fake, preview)).includes("Shared."));

describe("an old preview posts nothing it did not show", () => {
  const parts = ["verdict", "reason 1", "reason 2"];

  test("after an answer was changed: what there is now is shown first", async () => {
    const old = await previewed(parts);
    await changeUse("letters for my secret job search");
    const preview = await press(old, "Post");
    expect(said()).toEqual([]);
    expect(textOf(preview)).toContain(EARLIER);
    expect(textOf(preview)).toContain("letters for your secret job search");
    await press(preview, "Post");
    await shared(preview);
    expect(said()).toEqual([expect.stringContaining("letters for your secret job search")]);
  });

  test.each(["", "erased before"])("after another interview %s", async (erased) => {
    const old = await previewed(parts);
    if (erased) await erase(fake, await screenAfter(fake, fake.slash("certwise forget")));
    await clickThrough(fake, await check({ certification: "Microsoft AI-901" }));
    const preview = await press(old, "Post");
    expect(said()).toEqual([]);
    expect(textOf(preview)).toContain(EARLIER);
    expect(textOf(preview)).toContain("Microsoft");
  });

  test("once the days it names have moved on", async () => {
    const old = await previewed(["next step"]);
    fake.advance(7 * 86_400_000);
    expect(textOf(await press(old, "Post"))).toContain(EARLIER);
    expect(said()).toEqual([]);
  });

  test("while there is no advice", async () => {
    const old = await previewed(parts);
    await press(await press(await check(), "Start over"), "Yes, erase");
    expect(textOf(await press(old, "Post"))).toContain("There is no advice to share yet.");
    expect(said()).toEqual([]);
  });

  test("and says so when other parts are chosen on it", async () => {
    const old = await previewed(parts);
    await changeUse("letters for my secret job search");
    const preview = await screenAfter(
      fake,
      fake.select(old, ["reason 1"], PARTS, { asShown: true }),
    );
    expect(textOf(fresh(fake, old))).toContain(EARLIER);
    expect(preview.id).not.toBe(old.id);
  });

  test("but what it shows, where nothing changed meanwhile", async () => {
    const preview = await previewed(parts);
    await press(await check(), "Show my advice");
    await press(preview, "Post");
    await shared(preview);
    expect(said()).toHaveLength(1);
  });
});

describe("a preview is posted once", () => {
  test.each([1, 2])("however often Post is pressed, on %i servers", async (servers) => {
    if (servers > 1) await certwise.start();
    const preview = await previewed(["verdict", "reason 1"]);
    await Promise.all([1, 2, 3].map(() => press(preview, "Post")));
    await shared(preview);
    expect(textOf(await press(preview, "Post"))).toContain("Shared.");
    await fake.until(() => said().length > 0);
    await certwise.shutDown();
    expect(said()).toHaveLength(1);
    expect(textOf(fresh(fake, preview))).toContain("Shared.");
  });

  test("and the same again from a preview of its own", async () => {
    const preview = await previewed(["verdict"]);
    await press(preview, "Post");
    await shared(preview);
    const again = await press(await press(fresh(fake, preview), "Show my advice"), "Share");
    expect(textOf(again)).not.toContain(EARLIER);
    await press(await screenAfter(fake, fake.select(again, ["verdict"], PARTS)), "Post");
    await shared(again);
    expect(said()).toHaveLength(2);
  });

  test("and one of other parts, made before that, is shown once more first", async () => {
    const one = await previewed(["verdict"]);
    const other = await press(await press(await check(), "Show my advice"), "Share");
    await press(one, "Post");
    await shared(one);
    expect(textOf(await press(other, "Post"))).toContain(EARLIER);
    expect(said()).toHaveLength(1);
  });
});
