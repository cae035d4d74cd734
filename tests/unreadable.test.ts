import { expect, onTestFinished, test } from "vitest";
import { keepCalled, readPlace as readDiscordPlace } from "../adapters/discord/place.ts";
import { keptShown, movePlace, readPlace } from "../adapters/slack/place.ts";
import { requireDialog } from "../src/dialogs.ts";
import { sendDue } from "../src/due.ts";
import { takeRoundTurn } from "../src/rounds.ts";
import { claimCount } from "../src/rounds/counted.ts";
import { listedRounds, listRound } from "../src/rounds/round-index.ts";
import { readPermission } from "../src/rounds/settings.ts";
import { openStorage } from "../src/storage/open.ts";
import type { ConversationKey } from "../src/storage/storage.ts";
import { takeTurn } from "../src/turn.ts";
import type { OwedReply, TurnRequest } from "../src/turn.ts";

/*
 * One row of broken JSON kept everything of its batch from being sent, for good; a conversation of broken JSON had its person
 * told forever that nothing could be saved.
 */

const dialog = requireDialog("dialogs/ai-certification");
const NOW = Date.parse("2026-09-01T09:00:00Z");
const LATER = NOW + 120_000;
const who = { tenant: "T1", person: "ana" };
const key: ConversationKey = { ...who, dialog: dialog.in("").dialog.id };
const SECRET = "SECRET";

async function scene() {
  const storage = await openStorage(":memory:");
  onTestFinished(() => storage.close());
  const sent: OwedReply[] = [];
  const reports: string[] = [];
  const deliver = async (_tenant: string, owed: OwedReply) => {
    sent.push(owed);
    await Promise.resolve();
  };
  const report = (what: string, cause: unknown) => void reports.push(`${what}: ${String(cause)}`);
  const parts = { storage, dialog, deliver, report };
  let deliveries = 0;
  const write = (row: ConversationKey, state: string) => {
    deliveries += 1;
    const input = { key: row, deliveryId: `w${deliveries}`, now: NOW, leaseMs: 0, address: "null" };
    return storage.turn(input, () => ({ state, replies: [] }));
  };
  const owe = (deliveryId: string, replies: readonly string[], address = "null") => {
    const input = { key, deliveryId, now: NOW, leaseMs: 0, address };
    return storage.turn(input, () => ({ replies: replies.map((reply) => ({ reply })) }));
  };
  const turn = (event: TurnRequest["event"], deliveryId: string) =>
    takeTurn({ storage, dialog }, { ...who, deliveryId, event, address: null });
  return { storage, parts, sent, reports, write, owe, turn };
}

const readable = JSON.stringify({ type: "notice", notice: "n", title: "Readable", actions: [] });

test("replies that cannot be read are set aside and told once by their ids, and the others of their batch are sent", async () => {
  const { parts, sent, reports, owe } = await scene();
  await owe("a", [`{"${SECRET}`, `{"type":"${SECRET}"}`, "null", readable]);
  await owe("b", [readable], `{"${SECRET}`);
  await owe("c", [readable]);
  await sendDue(parts, LATER);
  expect(sent.map(({ reply }) => reply)).toEqual([JSON.parse(readable), JSON.parse(readable)]);
  expect(reports).toHaveLength(4);
  expect(reports.join("\n")).toMatch(
    /^A row could not be read and was set aside: outbox T1 \d+$/mu,
  );
  expect(reports.join("\n")).not.toContain(SECRET);
  await sendDue(parts, LATER + 120_000);
  expect(reports).toHaveLength(4);
});

test("a redelivery sends what can be read of its replies", async () => {
  const { storage, owe, turn } = await scene();
  await owe("a", ["{", readable]);
  expect(await turn({ type: "start", now: NOW }, "a")).toMatchObject([
    { reply: { title: "Readable" }, repeated: true },
  ]);
  expect(await storage.claimSetAside()).toHaveLength(1);
});

test("work that cannot be read is set aside, and what falls due besides is done", async () => {
  const { storage, parts, sent, reports } = await scene();
  const reminder = { address: "null", subject: "AIF-C01", locale: "en" };
  const payloads = [
    ["remind", "{"],
    ["remind", JSON.stringify({ ...reminder, address: `{"${SECRET}` })],
    ["round", `{"round":1}`],
    ["contribute", `{"type":"${SECRET}"}`],
    ["unknown", "{}"],
    ["remind", JSON.stringify(reminder)],
  ] as const;
  for (const [at, [kind, payload]] of payloads.entries())
    await storage.schedule("T1", { id: `w${at}`, kind, at: NOW + at, payload, person: "ana" });
  expect(await sendDue(parts, LATER)).toBe(true);
  expect(sent).toMatchObject([{ reply: { notice: "reminder-due" } }]);
  const told = reports.map((line) =>
    line.replace("A row could not be read and was set aside: ", ""),
  );
  expect(told.toSorted()).toEqual([0, 1, 2, 3, 4].map((at) => `due T1 w${at}`));
  expect(await storage.claimDue({ now: LATER * 2, leaseMs: 1, limit: 9 })).toEqual([]);
});

test.each(["{", "[]", '{"phase":"open","answers":null}'])(
  "whoever's conversation is %s begins anew, is told why, and goes on",
  async (state) => {
    const { storage, write, turn } = await scene();
    await write(key, state);
    const text = { type: "text", text: "yes", now: NOW } as const;
    const [first] = await turn(text, "a");
    expect(first?.reply).toMatchObject({ type: "question" });
    expect(JSON.stringify(first?.reply)).toContain("I could not read your earlier answers");
    const [next] = await turn({ ...text, text: "AIF-C01" }, "b");
    expect(JSON.stringify(next?.reply)).not.toContain("could not read");
    expect(JSON.parse((await storage.read(key))?.state ?? "")).toMatchObject({ phase: "open" });
    expect(await storage.claimSetAside()).toEqual([
      { tenant: "T1", source: "conversation", name: key.dialog },
    ]);
  },
);

test.each(["history", "forget", "save"] as const)(
  "%s is answered although the conversation cannot be read",
  async (type) => {
    const { write, turn } = await scene();
    await write(key, "{");
    expect(await turn({ type, now: NOW }, "a")).toHaveLength(1);
  },
);

test("a screen that waits is shown although its conversation cannot be read by now", async () => {
  const { parts, sent, write, turn } = await scene();
  await turn({ type: "start", now: NOW }, "a");
  await write(key, "{");
  await sendDue(parts, LATER);
  expect(sent).toMatchObject([{ reply: { type: "question" } }]);
});

test("a place that cannot be read is an unknown one, and is kept anew", async () => {
  const { storage, write, owe } = await scene();
  const slack = { ...who, dialog: "slack:place" };
  const stands = { revision: 3, question: "use", from: NOW, sent: { run: "r", count: 1 } };
  const shown = {
    ...stands,
    channel: "D1",
    ts: "1",
    kind: "question",
    title: "?",
    at: NOW,
  } as const;
  for (const state of ["{", '{"shown":{"ts":1}}']) {
    await write(slack, state);
    expect(await readPlace(storage, who)).toEqual({});
    const owed = await owe(state, ["{}"]);
    const [row] = owed.type === "applied" ? owed.outbox : [];
    await storage.markSent(row!.id, { kept: keptShown(who, shown, NOW) });
    expect(await readPlace(storage, who)).toEqual({ shown });
    await write(slack, state);
    await movePlace(storage, who, { name: "Ana" }, { reason: state, now: NOW });
    expect(await readPlace(storage, who)).toEqual({ name: "Ana" });
  }
  expect(await storage.claimSetAside()).toHaveLength(4);
  await write({ ...who, dialog: "discord:place" }, "{");
  const nowhere = { screens: [], stretches: [], stood: [] };
  expect(await readDiscordPlace(storage, who)).toEqual(nowhere);
  const called = { message: "1", text: "AIF-C01" };
  await keepCalled(storage, who, called, NOW);
  expect(await readDiscordPlace(storage, who)).toEqual({ ...nowhere, called });
  expect(await storage.claimSetAside()).toHaveLength(1);
});

test("a round that cannot be read is answered as one that is gone, and its timers end", async () => {
  const { storage, parts, reports, write } = await scene();
  await write({ tenant: "T1", person: "", dialog: "round", round: "r1" }, `{"${SECRET}`);
  const payload = JSON.stringify({ round: "r1", timer: "close" });
  await storage.schedule("T1", { id: "t1", kind: "round", at: NOW, payload });
  const event = { type: "join", round: "r1", now: NOW } as const;
  const said = await takeRoundTurn(
    { storage, dialog },
    { ...who, deliveryId: "j", event, address: null },
  );
  expect(said).toMatchObject([{ reply: { type: "round-notice" } }]);
  await sendDue(parts, LATER);
  expect(reports).toEqual(["A row could not be read and was set aside: conversation T1 round r1"]);
  expect(await storage.claimDue({ now: LATER * 2, leaseMs: 1, limit: 9 })).toEqual([]);
});

test("a list of rounds that cannot be read is begun anew, and a setting permits nobody", async () => {
  const { storage, write } = await scene();
  await write({ tenant: "T1", person: "", dialog: "rounds" }, '[{"id":1}]');
  expect(await listedRounds(storage, "T1")).toEqual([]);
  await listRound(storage, "T1", { id: "r2", channel: "c", at: NOW });
  expect(await listedRounds(storage, "T1")).toEqual(["r2"]);
  await write({ tenant: "T1", person: "", dialog: "round-settings" }, "{");
  expect(await readPermission(storage, ["T1"])).toEqual({ type: "people", people: [] });
});

test("where it cannot be read who is counted, it is worked out anew from the rounds, and a lost round may have counted its people", async () => {
  const { storage, write } = await scene();
  const ledger = { tenant: "T1", person: "", dialog: "counted" };
  const asked = { ...who, round: "r2", at: NOW, now: NOW };
  await write(ledger, '{"counted":1}');
  expect(await claimCount(storage, asked)).toBe(true);
  expect(await storage.claimSetAside()).toMatchObject([{ name: "counted" }]);
  expect(await claimCount(storage, { ...asked, round: "r3" })).toBe(false);
  expect(await claimCount(storage, { ...asked, person: "bo", round: "r3" })).toBe(true);
  const gone = NOW + 91 * 24 * 60 * 60 * 1000;
  expect(await claimCount(storage, { ...asked, round: "r3", at: gone, now: gone })).toBe(true);
});
