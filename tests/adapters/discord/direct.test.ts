import { beforeEach, describe, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { RawMessage } from "../../fakes/discord/raw-json.ts";
import { buttonsOf, fresh, partsOf, openCertwise, textOf, expectRefused } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openDirect } from "./direct.ts";

let certwise: Certwise;
let fake: FakeDiscord;
let direct: ReturnType<typeof openDirect>;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  direct = openDirect(certwise);
});

async function beginDirect(): Promise<RawMessage> {
  const channel = fake.dmOf(fake.ana);
  await direct.press(fake.slash("certwise check", { certification: "AIF-C01" }, { channel }));
  return fake.until(() => direct.said()[0]);
}

describe("an advice that a click leads to", () => {
  test("is a new message below, and the question above it is one line with nothing to press", async () => {
    await certwise.start();
    const asked = await direct.clickToLast(await beginDirect());
    const title = /### (?<title>.+)/u.exec(textOf(fresh(fake, asked)))?.groups?.["title"] ?? "";
    expect(direct.said()).toHaveLength(1);
    await direct.press(direct.pickFirst(asked));
    expect(direct.said()).toHaveLength(2);
    direct.expectFolded(asked, `-# ${title} → **`);
    const advice = direct.said()[1]!;
    expect(textOf(advice)).toContain("Why this advice");
    expect(advice.flags).toBe(32_768);
  });

  test("stays where it is while it unfolds, and comes anew when an answer has changed it", async () => {
    await certwise.start();
    await direct.press(direct.pickFirst(await direct.clickToLast(await beginDirect())));
    const advice = direct.said()[1]!;
    await direct.press(fake.click(advice, "What it costs to own"));
    expect(textOf(fresh(fake, advice))).toContain("**What it costs to own**");
    await direct.press(fake.click(advice, "Show less"));
    await direct.press(fake.click(advice, "Change an answer"));
    await direct.press(fake.click(advice, "Show my advice"));
    expect(textOf(fresh(fake, advice))).toContain("Why this advice");
    expect(direct.said()).toHaveLength(2);
    await direct.press(fake.click(advice, "Change an answer"));
    const change = partsOf(fresh(fake, advice)).find(({ options }) => options !== undefined);
    await direct.press(fake.select(advice, [change?.options?.at(-1)?.value ?? ""]));
    const other = partsOf(fresh(fake, advice)).filter(
      ({ type, style }) => type === 2 && style === 1,
    );
    await direct.press(fake.click(advice, ({ custom_id: id }) => id === other.at(-1)?.custom_id));
    expect(direct.said()).toHaveLength(3);
    expect(textOf(direct.said()[2]!)).toContain("Why this advice");
    expect(partsOf(fresh(fake, advice))).toHaveLength(1);
  });

  test("is given once when the click came twice", async () => {
    await certwise.start();
    const asked = await direct.clickToLast(await beginDirect());
    fake.advance(3000);
    const [first, second] = await Promise.all([direct.pickFirst(asked), direct.pickFirst(asked)]);
    await fake.answered(first);
    await fake.answered(second);
    await fake.until(() => direct.said().length > 1);
    await direct.settled();
    expect(direct.said()).toHaveLength(2);
    direct.expectFolded(asked, "→");
  });

  test("comes over the click itself where there is no bot token", async () => {
    const discord = await certwise.start({ token: "", publicKey: fake.publicKey, port: 0 });
    await fake.useEndpoint(`http://127.0.0.1:${discord.port}/discord/interactions`);
    const asked = await direct.clickToLast(await beginDirect());
    await direct.press(direct.pickFirst(asked));
    expect(direct.said()).toHaveLength(2);
    direct.expectFolded(asked, "→");
    expect(textOf(direct.said()[1]!)).toContain("Why this advice");
    expect(fake.calls.some(({ authorized }) => authorized)).toBe(false);
  });

  test("comes although the click can no longer be answered (10062)", async () => {
    const discord = await certwise.start();
    const asked = await direct.clickToLast(await beginDirect());
    await discord.stop();
    const click = await direct.pickFirst(asked);
    fake.advance(4000);
    await certwise.start();
    fake.dispatch("INTERACTION_CREATE", click.raw);
    await fake.until(() => direct.said().length === 2);
    await direct.settled();
    expect(textOf(direct.said()[1]!)).toContain("Why this advice");
    direct.expectFolded(asked, "-# ");
    expectRefused(fake, 10_062);
  });
});

describe("a question that was answered loses its buttons", () => {
  test("after a restart", async () => {
    const first = await certwise.start();
    const asked = await direct.write("aif-c01");
    expect(buttonsOf(asked)).not.toEqual([]);
    await first.stop();
    await certwise.start();
    await direct.write("promotion");
    direct.expectFolded(asked, "-# What it should change → **Get a promotion**");
  });

  test("when what was typed leads to the advice, after a restart too", async () => {
    const first = await certwise.start();
    for (const text of ["aif-c01", "promotion", "yes", "a task I can name", "weekly"])
      await direct.write(text);
    const asked = direct.said().at(-1)!;
    await first.stop();
    await certwise.start();
    const advice = await direct.write("tell me now");
    expect(buttonsOf(advice)).toContain("Share");
    direct.expectFolded(asked, "-# What do you expect");
    expect(
      direct.said().flatMap((message) => (buttonsOf(message).length > 0 ? [message.id] : [])),
    ).toEqual([advice.id]);
  });

  test("when it was asked over a command, and when all answers were looked at in between", async () => {
    await certwise.start();
    const asked = await beginDirect();
    const where = await direct.write("promotion");
    direct.expectFolded(asked, "-# What it should change → **Get a promotion**");
    const review = await direct.write("review");
    expect(textOf(review)).toContain("What it should change → **Get a promotion**");
    direct.expectFolded(where, "-# Where will you use it");
    const next = await direct.write("a task I can name");
    expect(partsOf(fresh(fake, review)).map(({ type }) => type)).toEqual([10]);
    expect(buttonsOf(next)).not.toEqual([]);
  });

  test("when it was not understood and is asked again, and when the interview is stopped", async () => {
    await certwise.start();
    const asked = await direct.write("aif-c01");
    const again = await direct.write("qwertz uiop");
    direct.expectFolded(asked, "-# What should it change");
    await direct.write("stop");
    direct.expectFolded(again, "-# What should it change");
    const anew = await direct.write("start");
    expect(buttonsOf(anew)).not.toEqual([]);
    direct.expectFolded(again, "-# What should it change");
  });

  test.each([
    ["the message is gone (10008)", 10_008],
    ["Discord does not let the bot in (50001)", 50_001],
    ["Discord refuses direct messages (50007)", 50_007],
  ])("or keeps them where %s, and the interview goes on", async (_what, code) => {
    await certwise.start();
    const asked = await direct.write("aif-c01");
    if (code === 10_008) fake.world.messages.get(asked.id)!.deleted = true;
    else fake.disturb({ path: new RegExp(`/messages/${asked.id}$`, "u"), kind: 403, code });
    const before = direct.said().length;
    fake.advance(3000);
    fake.dm("promotion");
    const next = await fake.until(() => direct.said()[before]);
    await direct.settled();
    expect(textOf(next)).toContain("**Get a promotion**");
    expectRefused(fake, code);
    expect(certwise.logged.map(({ level }) => level)).not.toContain("error");
  });
});

test("erasing a person erases where their screens stand", async () => {
  await certwise.start();
  await direct.write("aif-c01");
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "discord:place" };
  expect(await certwise.storage.read(key)).toBeDefined();
  await direct.press(fake.slash("certwise forget", {}, { channel: fake.dmOf(fake.ana) }));
  expect(await certwise.storage.read(key)).toBeDefined();
  await direct.press(fake.click(direct.said().at(-1)!, "Yes, erase"));
  expect(await certwise.storage.read(key)).toBeUndefined();
});
