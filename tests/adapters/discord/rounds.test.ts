import { beforeEach, expect, test } from "vitest";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { Person } from "../../fakes/discord/world.ts";
import { NOT_YET, WORTH_IT } from "../../rounds/team.ts";
import {
  buttonsOf,
  erase,
  expectRefused,
  fresh,
  openCertwise,
  partsOf,
  screenAfter,
  textOf,
} from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import {
  askForMoney,
  DAY_MS,
  inChannel,
  inThread,
  openRound,
  pass,
  proposeRound,
  saying,
  takePart,
} from "./team.ts";

let certwise: Certwise;
let fake: FakeDiscord;
let ada: Person;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  ada = fake.addPerson("Ada");
});

/** What went wrong, without what always is said. */
function messagesLogged(): readonly string[] {
  return certwise.logged.flatMap(({ level, message }) => (level === "info" ? [] : [message]));
}

/** What the last file of such a name holds; empty when there is none. */
function sentFile(name: RegExp): string {
  const files = fake.world.calls.flatMap((call) => call.files);
  return files.findLast((file) => name.test(file.name))?.text ?? "";
}

function team(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, at) => fake.addPerson(`Member${at}`));
}

/** Over HTTP the connection stays for what is written in direct messages; interactions come to the endpoint. */
async function startOver(transport: "gateway" | "http") {
  if (transport === "gateway") return certwise.start();
  const discord = await certwise.start({ publicKey: fake.publicKey, port: 0 });
  await fake.useEndpoint(`http://127.0.0.1:${discord.port}/discord/interactions`);
  return discord;
}

test.each(["gateway", "http"] as const)(
  "twelve people over %s, restarts among the answers and before the decisions: one summary, decisions, record, exports and outcome",
  async (transport) => {
    await startOver(transport);
    const opening = await openRound(fake, ada);
    expect(textOf(opening)).toContain("budget 6,000 USD");
    const members = team(12);
    for (const user of members.slice(0, 6)) await takePart(fake, opening, user, WORTH_IT);
    await certwise.shutDown();
    let discord = await startOver(transport);
    for (const user of members.slice(6)) await takePart(fake, opening, user, NOT_YET);
    await pass(certwise, discord, 6 * 60_000);
    expect(textOf(fresh(fake, opening))).toContain("12 answered");
    const previews = [];
    for (const user of members.slice(0, 6)) previews.push(await askForMoney(fake, user));
    expect(textOf(previews[0]!)).toContain("word for word");
    expect(fake.messages()).toHaveLength(1);

    await pass(certwise, discord, 6 * DAY_MS);
    const summary = await saying(fake, "12 answered", () =>
      fake.messages().filter(({ id }) => id !== opening.id),
    );
    expect(summary.attachments).toMatchObject([{ filename: "summary.png" }]);
    expect(textOf(summary)).toMatch(/Worth it\D* 6 .*Not yet\D* 6/u);
    expect(textOf(summary)).toContain("Requested: about 1,800 USD");
    const gallery = partsOf(summary).find(({ type }) => type === 12);
    expect(JSON.stringify(gallery)).toMatch(/"description":"[^"]*Budget: 6,000 USD/u);
    expect(buttonsOf(fresh(fake, opening))).toEqual(["What that means"]);

    // Before anything was decided nobody was named in the channel, and nothing that anybody wrote.
    for (const payload of inChannel(fake)) {
      expect(payload).not.toMatch(/TASKSECRET|monthly report/u);
      for (const { user } of members) expect(payload).not.toContain(user.id);
    }

    await certwise.shutDown();
    discord = await startOver(transport);
    const cards = fake.dms(ada).filter((message) => textOf(message).includes("asks for money"));
    expect(cards).toHaveLength(6);
    const [approved, declined, later, ...others] = cards;
    expect(textOf(approved!)).toContain(`<@${members[0]!.user.id}>`);
    await fake.click(approved!, "Approve", { user: ada });
    const kept = await fake.until(() => {
      const shown = fresh(fake, approved!);
      return textOf(shown).includes("recorded") && shown;
    });
    expect(textOf(kept)).toContain("asks for money");
    expect(buttonsOf(kept)).toEqual([]);
    await saying(fake, "approved your request", () => fake.dms(members[0]));
    await fake.answered(await fake.click(declined!, "Decline …", { user: ada }));
    await fake.submitModal({ reason: "The free course first" }, ada);
    const shown = await saying(fake, "The free course first", () => [
      ...fake.dms(ada),
      ...fake.ephemerals(ada),
    ]);
    await fake.click(shown, "Send this decline", { user: ada });
    await saying(fake, "The free course first", () => fake.dms(members[1]));
    await fake.answered(await fake.click(later!, "Approve with a condition", { user: ada }));
    await fake.submitModal({ condition: "A skills list in writing" }, ada);
    for (const card of others) await fake.click(card, "Later", { user: ada });
    await fake.until(() => inThread(fake).length === 1);
    const [record] = inThread(fake);
    expect(textOf(record!)).toContain(`- <@${members[0]!.user.id}>`);
    expect(textOf(record!)).not.toContain("The free course first");
    for (const member of [1, 3, 4, 5])
      expect(textOf(record!)).not.toContain(`<@${members[member]!.user.id}>`);
    // The opening, one reminder and the summary; the record stands in the thread.
    expect(fake.messages()).toHaveLength(3);

    await fake.click(record!, "Record as CSV", { user: members[5]! });
    const file = await fake.until(() =>
      fake.ephemerals(members[5]).find(({ attachments }) => attachments.length > 0),
    );
    expect(file.attachments).toMatchObject([{ filename: expect.stringMatching(/\.csv$/u) }]);
    await fake.click(record!, "Record as Markdown", { user: members[4]! });
    await fake.until(() => sentFile(/\.md$/u) !== "");
    const rows = sentFile(/\.csv$/u)
      .trim()
      .split("\r\n")
      .slice(1);
    expect(rows.map((row) => row.split(",")[2])).toEqual(
      ["approved", "approved with a condition"].map((decision) => `"${decision}"`),
    );
    expect(rows.map((row) => row.split(",")[3])).toEqual(["300", "300"]);
    expect(sentFile(/\.md$/u)).toContain("- Approved: 600 USD");

    await pass(certwise, discord, 91 * DAY_MS);
    const review = await saying(fake, "Three months on", () => fake.dms(members[0]));
    await fake.answered(await fake.click(review, "I used it …", { user: members[0]! }));
    await fake.submitModal({ gains: ["skills", "value"] }, members[0]);
    await saying(fake, "It counts", () => fake.dms(members[0]));
    // A thread that nobody writes in is archived.
    fake.world.channels.get(opening.id)!.app.archived = true;
    await pass(certwise, discord, 20 * DAY_MS);
    await fake.until(() => inThread(fake).length === 2);
    expect(textOf(inThread(fake)[1]!)).toContain("what came of it");
    expect(fake.messages()).toHaveLength(3);
    expect(messagesLogged()).toEqual([]);
    expectRefused(fake, 160_004);
  },
  20_000,
);

test("four answers under a threshold of five make no summary", async () => {
  const discord = await certwise.start();
  const opening = await openRound(fake, ada);
  for (const user of team(4)) await takePart(fake, opening, user);
  await pass(certwise, discord, 6 * DAY_MS);
  const said = await saying(fake, "not enough answers", () => fake.messages());
  expect(said.attachments).toEqual([]);
  expect(fake.messages().map(textOf).join()).not.toContain("For the meeting");
});

test("without leave for threads and files, the numbers stand in words and the record answers the opening", async () => {
  fake.channel.app.thread = false;
  fake.channel.app.attach = false;
  const discord = await certwise.start();
  const opening = await openRound(fake, ada, { threshold: "3", closes: "2" });
  const members = team(6);
  for (const [at, user] of members.entries())
    await takePart(fake, opening, user, at < 3 ? WORTH_IT : NOT_YET);
  await askForMoney(fake, members[0]!);
  await pass(certwise, discord, 3 * DAY_MS);
  const summary = await saying(fake, "For the meeting", () => fake.messages());
  expect(summary.attachments).toEqual([]);
  const card = await saying(fake, "asks for money", () => fake.dms(ada));
  await fake.click(card, "Approve", { user: ada });
  const record = await saying(fake, "Approved:", () => fake.messages());
  expect(record["message_reference"]).toMatchObject({ message_id: opening.id });
  expectRefused(fake, 50_013, 50_013);
});

test("a closing day that may be two is asked back, with everything that was typed", async () => {
  await certwise.start();
  await fake.answered(await fake.slash("certwise round"));
  await fake.until(() => fake.modals().length === 1);
  const asked = await screenAfter(
    fake,
    fake.submitModal({ topic: "AI badges", closes: "12/11/2026", approver: ada.user.id }),
  );
  expect(textOf(asked)).toContain("December 11 or November 12? Write it as 2026-12-11.");
  expect(textOf(asked)).toContain("AI badges");
  expect(textOf(asked)).toContain("12/11/2026");
  expect(buttonsOf(asked)).toContain("Open a round");
  expect(fake.dms(ada)).toEqual([]);
});

test("the same form, delivered again to another server, opens one round", async () => {
  const first = await certwise.start();
  await fake.answered(await fake.slash("certwise round"));
  await fake.until(() => fake.modals().length === 1);
  const filled = await fake.submitModal({ topic: "AI", approver: ada.user.id });
  await saying(fake, "asks you to approve", () => fake.dms(ada));
  await first.stop();
  await certwise.start();
  await fake.redeliver(filled);
  await fake.answered(await fake.slash("certwise help"));
  expect(fake.dms(ada)).toHaveLength(1);
});

test("an approver may refuse, and the opener asks somebody else", async () => {
  await certwise.start();
  const bob = fake.addPerson("Bob");
  await proposeRound(fake, ada);
  const request = await saying(fake, "asks you to approve", () => fake.dms(ada));
  await fake.click(request, "Not me", { user: ada });
  const told = await saying(fake, "would rather not", () => fake.dms());
  await fake.answered(await fake.click(told, "Ask another approver"));
  await fake.submitModal({ approver: bob.user.id });
  await saying(fake, "asks you to approve", () => fake.dms(bob));
  expect(fake.messages()).toEqual([]);
});

test("a round closes by hand, is asked about, and explains itself", async () => {
  await certwise.start();
  const opening = await openRound(fake, ada);
  const about = await screenAfter(fake, fake.click(opening, "What that means"));
  expect(textOf(about)).toContain("Confidential, not anonymous");
  const where = await screenAfter(fake, fake.slash("certwise budget"));
  expect(textOf(where)).toContain("Open for answers");
  await fake.click(where, "Close the round now");
  await fake.until(() => buttonsOf(fresh(fake, where)).includes("Close it"));
  await fake.click(fresh(fake, where), "Close it");
  await fake.until(() => textOf(fresh(fake, where)).includes("Closing"));
  await fake.until(() => textOf(fresh(fake, opening)).includes("losing"));
});

test("cancelling tells the channel once", async () => {
  await certwise.start();
  const opening = await openRound(fake, ada);
  const where = await screenAfter(fake, fake.slash("certwise budget"));
  await fake.click(where, "Cancel the round");
  await fake.until(() => buttonsOf(fresh(fake, where)).includes("Cancel it and delete"));
  await fake.click(fresh(fake, where), "Cancel it and delete");
  await saying(fake, "cancelled the round", () => fake.messages());
  expect(buttonsOf(fresh(fake, opening))).toEqual(["What that means"]);
  expect(fake.messages()).toHaveLength(2);
});

test("what is typed into an interview of a round stays in that round", async () => {
  await certwise.start();
  const opening = await openRound(fake, ada);
  const own = await screenAfter(fake, fake.slash("certwise check"));
  await fake.click(opening, "Answer privately");
  const asked = await fake.until(() =>
    fake
      .ephemerals()
      .find(({ id, components }) => id !== own.id && /at most/u.test(JSON.stringify(components))),
  );
  await fake.answered(await fake.click(asked, "Type it"));
  await fake.submitModal({ text: "aif-c01" });
  await fake.until(() => textOf(fresh(fake, asked)).includes("AWS Certified AI Practitioner"));
  const key = { tenant: "discord", person: fake.ana.user.id, dialog: "ai-certification" };
  expect((await certwise.storage.read(key))?.state).not.toContain("aif-c01");
});

test("forget takes a person out of the round as well", async () => {
  const discord = await certwise.start();
  const opening = await openRound(fake, ada);
  await takePart(fake, opening, fake.ana);
  await pass(certwise, discord, 6 * 60_000);
  expect(textOf(fresh(fake, opening))).toContain("1 answered");
  await erase(fake, await screenAfter(fake, fake.slash("certwise forget")));
  await pass(certwise, discord, DAY_MS / 2);
  expect(textOf(fresh(fake, opening))).toContain("Nobody has answered");
});
