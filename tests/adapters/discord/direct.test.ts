import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FakeDiscord } from "../../discord/fake-discord.ts";
import type { RawMessage } from "../../discord/raw-json.ts";
import type { Interaction, Person } from "../../discord/world.ts";
import { buttonsOf, fresh, partsOf, startCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openRound, pass, saying } from "./team.ts";

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await startCertwise();
  ({ fake } = certwise);
});

afterEach(async () => {
  await certwise.stop();
  if (fake.refusals.length > 0) throw new Error(JSON.stringify(fake.refusals));
});

/** What the bot has said in the direct message, as it stands now. */
const said = (user: Person = fake.ana) =>
  fake.dms(user).filter(({ author }) => author.bot === true);

/** Everything that was to be sent is sent, and what is remembered of it is written. */
async function settled(): Promise<void> {
  for (;;) {
    const left = await certwise.storage.claimUnsent({ now: fake.now(), leaseMs: 0, limit: 9 });
    const held = await certwise.storage.claimUnsent({
      now: fake.now() + 40_000,
      leaseMs: 0,
      limit: 9,
    });
    if (left.length + held.length === 0) return;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

async function write(text: string, repliedTo?: RawMessage): Promise<RawMessage> {
  const before = said().length;
  fake.advance(3000);
  if (repliedTo) fake.reply(repliedTo, text);
  else fake.dm(text);
  const answered = await fake.until(() => said()[before]);
  await settled();
  return answered;
}

async function press(acting: Promise<Interaction>): Promise<void> {
  fake.advance(3000);
  await fake.answered(await acting);
  await settled();
}

function pickFirst(screen: RawMessage): Promise<Interaction> {
  const parts = partsOf(fresh(fake, screen));
  const select = parts.find(({ type, placeholder }) => type === 3 && placeholder === "Choose one");
  if (select) return fake.select(screen, [select.options?.[0]?.value ?? ""], "Choose one");
  const first = parts.find(({ type, style }) => type === 2 && style === 1);
  return fake.click(screen, ({ custom_id: id }) => id === first?.custom_id);
}

/** Clicks the first option of whatever is asked, as long as something is asked after that. */
async function clickToLast(screen: RawMessage): Promise<RawMessage> {
  const questionsMax = 25;
  for (let step = 0; step < questionsMax; step += 1) {
    const progress = /-# (?<at>\d+) of at most (?<most>\d+)/u.exec(
      textOf(fresh(fake, screen)),
    )?.groups;
    if (progress?.["at"] === progress?.["most"]) return screen;
    await press(pickFirst(screen));
  }
  throw new RangeError("Could not reach the last question");
}

/** Nothing of it can be pressed any more. */
function expectFolded(message: RawMessage, line: string): void {
  const now = fresh(fake, message);
  expect(partsOf(now).map(({ type }) => type)).toEqual([10]);
  expect(textOf(now)).toContain(line);
}

async function beginDirect(): Promise<RawMessage> {
  const channel = fake.dmOf(fake.ana);
  await press(fake.slash("certwise check", { certification: "AIF-C01" }, { channel }));
  return fake.until(() => said()[0]);
}

describe("an advice that a click leads to", () => {
  test("is a new message below, and the question above it is one line with nothing to press", async () => {
    await certwise.start();
    const asked = await clickToLast(await beginDirect());
    const title = /### (?<title>.+)/u.exec(textOf(fresh(fake, asked)))?.groups?.["title"] ?? "";
    expect(said()).toHaveLength(1);
    await press(pickFirst(asked));
    expect(said()).toHaveLength(2);
    expectFolded(asked, `-# ${title} → **`);
    const advice = said()[1]!;
    expect(textOf(advice)).toContain("Because you said");
    expect(advice.flags).toBe(32_768);
  });

  test("stays where it is while it unfolds, and comes anew when an answer has changed it", async () => {
    await certwise.start();
    await press(pickFirst(await clickToLast(await beginDirect())));
    const advice = said()[1]!;
    await press(fake.click(advice, "What it costs to own"));
    expect(textOf(fresh(fake, advice))).toContain("**What it costs to own**");
    await press(fake.click(advice, "Show less"));
    await press(fake.click(advice, "Change an answer"));
    await press(fake.click(advice, "Show my advice"));
    expect(textOf(fresh(fake, advice))).toContain("Because you said");
    expect(said()).toHaveLength(2);
    await press(fake.click(advice, "Change an answer"));
    const change = partsOf(fresh(fake, advice)).find(({ options }) => options !== undefined);
    await press(fake.select(advice, [change?.options?.at(-1)?.value ?? ""]));
    const other = partsOf(fresh(fake, advice)).filter(
      ({ type, style }) => type === 2 && style === 1,
    );
    await press(fake.click(advice, ({ custom_id: id }) => id === other.at(-1)?.custom_id));
    expect(said()).toHaveLength(3);
    expect(textOf(said()[2]!)).toContain("Because you said");
    expect(partsOf(fresh(fake, advice))).toHaveLength(1);
  });

  test("is given once when the click came twice", async () => {
    await certwise.start();
    const asked = await clickToLast(await beginDirect());
    fake.advance(3000);
    const [first, second] = await Promise.all([pickFirst(asked), pickFirst(asked)]);
    await fake.answered(first);
    await fake.answered(second);
    await fake.until(() => said().length > 1);
    await settled();
    expect(said()).toHaveLength(2);
    expectFolded(asked, "→");
  });

  test("comes over the click itself where there is no bot token", async () => {
    const discord = await certwise.start({ token: "", publicKey: fake.publicKey, port: 0 });
    await fake.useEndpoint(`http://127.0.0.1:${discord.port}/discord/interactions`);
    const asked = await clickToLast(await beginDirect());
    await press(pickFirst(asked));
    expect(said()).toHaveLength(2);
    expectFolded(asked, "→");
    expect(textOf(said()[1]!)).toContain("Because you said");
    expect(fake.calls.some(({ authorized }) => authorized)).toBe(false);
  });

  test("comes although the click can no longer be answered (10062)", async () => {
    const discord = await certwise.start();
    const asked = await clickToLast(await beginDirect());
    await discord.stop();
    const click = await pickFirst(asked);
    fake.advance(4000);
    await certwise.start();
    fake.dispatch("INTERACTION_CREATE", click.raw);
    await fake.until(() => said().length === 2);
    await settled();
    expect(textOf(said()[1]!)).toContain("Because you said");
    expectFolded(asked, "-# ");
    expect(fake.refusals.splice(0).map(({ code }) => code)).toEqual([10_062]);
  });
});

describe("a question that was answered loses its buttons", () => {
  test("after a restart", async () => {
    const first = await certwise.start();
    const asked = await write("aif-c01");
    expect(buttonsOf(asked)).not.toEqual([]);
    await first.stop();
    await certwise.start();
    await write("promotion");
    expectFolded(asked, "-# What it should change → **Get a promotion**");
  });

  test("when what was typed leads to the advice, after a restart too", async () => {
    const first = await certwise.start();
    for (const text of ["aif-c01", "promotion", "yes", "a task I can name", "weekly"])
      await write(text);
    const asked = said().at(-1)!;
    await first.stop();
    await certwise.start();
    const advice = await write("tell me now");
    expect(buttonsOf(advice)).toContain("Share");
    expectFolded(asked, "-# What do you expect");
    expect(
      said().flatMap((message) => (buttonsOf(message).length > 0 ? [message.id] : [])),
    ).toEqual([advice.id]);
  });

  test("when it was asked over a command, and when all answers were looked at in between", async () => {
    await certwise.start();
    const asked = await beginDirect();
    const where = await write("promotion");
    expectFolded(asked, "-# What it should change → **Get a promotion**");
    const review = await write("review");
    expect(textOf(review)).toContain("What it should change → **Get a promotion**");
    expectFolded(where, "-# Where will you use it");
    const next = await write("a task I can name");
    expect(partsOf(fresh(fake, review)).map(({ type }) => type)).toEqual([10]);
    expect(buttonsOf(next)).not.toEqual([]);
  });

  test("when it was not understood and is asked again, and when the interview is stopped", async () => {
    await certwise.start();
    const asked = await write("aif-c01");
    const again = await write("qwertz uiop");
    expectFolded(asked, "-# What should it change");
    await write("stop");
    expectFolded(again, "-# What should it change");
    const anew = await write("start");
    expect(buttonsOf(anew)).not.toEqual([]);
    expectFolded(again, "-# What should it change");
  });

  test.each([
    ["the message is gone (10008)", 10_008],
    ["Discord does not let the bot in (50001)", 50_001],
    ["Discord refuses direct messages (50007)", 50_007],
  ])("or keeps them where %s, and the interview goes on", async (_what, code) => {
    await certwise.start();
    const asked = await write("aif-c01");
    if (code === 10_008) fake.world.messages.get(asked.id)!.deleted = true;
    else fake.disturb({ path: new RegExp(`/messages/${asked.id}$`, "u"), kind: 403, code });
    const before = said().length;
    fake.advance(3000);
    fake.dm("promotion");
    const next = await fake.until(() => said()[before]);
    await settled();
    expect(textOf(next)).toContain("**Get a promotion**");
    expect(fake.refusals.splice(0).map((refused) => refused.code)).toEqual([code]);
    expect(certwise.logged.map(({ level }) => level)).not.toContain("error");
  });
});

/** The question of a round, which came as a direct message because the press it answers was long ago. */
async function roundQuestion(ada: Person): Promise<RawMessage> {
  const first = await certwise.start();
  const opening = await openRound(fake, ada);
  await press(fake.click(opening, "Answer privately"));
  const asked = await saying(fake, "Which certification", () => fake.ephemerals());
  const before = said().length;
  await fake.answered(await fake.click(asked, "Type it"));
  await first.stop();
  const typed = await fake.submitModal({ text: "aif-c01" });
  fake.advance(16 * 60_000);
  const second = await certwise.start();
  fake.dispatch("INTERACTION_CREATE", typed.raw);
  await fake.until(() => fake.refusals.length > 0);
  expect(fake.refusals.splice(0).map(({ code }) => code)).toEqual([10_062]);
  await pass(certwise, second, 60_000);
  await second.stop();
  return fake.until(() => said()[before]);
}

test("erasing a person erases where their screens stand", async () => {
  await certwise.start();
  await write("aif-c01");
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "discord:place" };
  expect(await certwise.storage.read(key)).toBeDefined();
  await press(fake.slash("certwise forget", {}, { channel: fake.dmOf(fake.ana) }));
  expect(await certwise.storage.read(key)).toBeUndefined();
});

describe("typed words", () => {
  test("go to the interview whose question stands last, after a restart too", async () => {
    const before = await certwise.start();
    const personal = await write("aif-c01");
    await before.stop();
    const ofRound = await roundQuestion(fake.addPerson("Ada"));
    const first = await certwise.start();
    expect(textOf(ofRound)).toContain("What should it change");
    const next = await write("promotion");
    expectFolded(ofRound, "**Get a promotion**");
    expect(buttonsOf(fresh(fake, personal))).not.toEqual([]);
    await first.stop();
    await certwise.start();
    await write("a task I can name");
    expectFolded(next, "**");
    expect(textOf(fresh(fake, personal))).toContain("What should it change");
    await press(pickFirst(personal));
    const own = await write("skip");
    expectFolded(personal, "skipped");
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
    const own = await write("aif-c01");
    expect(textOf(own)).toContain("What should it change");
    expect(await certwise.storage.read(key)).toBeUndefined();
  });

  test("that reply to an older question answer that one", async () => {
    const before = await certwise.start();
    const personal = await write("aif-c01");
    await before.stop();
    await roundQuestion(fake.addPerson("Ada"));
    const first = await certwise.start();
    const ofRound = await write("understand ai");
    const own = await write("promotion", personal);
    expectFolded(personal, "**Get a promotion**");
    expect(buttonsOf(fresh(fake, ofRound))).not.toEqual([]);
    await first.stop();
    await certwise.start();
    // A folded one still knows whose it was.
    const again = await write("a task I can name", personal);
    expectFolded(own, "**");
    expect(buttonsOf(fresh(fake, ofRound))).not.toEqual([]);
    await write("skip", ofRound);
    expectFolded(ofRound, "skipped");
    expect(buttonsOf(fresh(fake, again))).not.toEqual([]);
  });
});
