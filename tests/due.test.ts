import { expect, it, onTestFinished, vi } from "vitest";
import { requireDialog } from "../src/dialogs.ts";
import { sendDue, startDue } from "../src/due.ts";
import { openStorage } from "../src/storage/open.ts";
import { takeTurn } from "../src/turn.ts";
import type { OwedReply, TurnRequest } from "../src/turn.ts";

const dialog = requireDialog("dialogs/ai-certification");
const NOW = Date.parse("2026-09-01T09:00:00Z");
const DAY_MS = 86_400_000;

async function scene() {
  const storage = await openStorage(":memory:");
  const sent: { tenant: string; owed: OwedReply }[] = [];
  const reports: string[] = [];
  let isDown = false;
  const parts = {
    storage,
    dialog,
    deliver: async (tenant: string, owed: OwedReply) => {
      if (isDown) throw new Error("Could not reach the platform");
      sent.push({ tenant, owed });
    },
    report: (what: string) => void reports.push(what),
  };
  const turn = (event: TurnRequest["event"], deliveryId: string) =>
    takeTurn(
      { storage, dialog },
      { tenant: "T1", person: "ana", deliveryId, event, address: { dm: "D1" } },
    );
  return { storage, parts, sent, reports, turn, setDown: (down: boolean) => void (isDown = down) };
}

it("sends a reply that a crash left behind, once, when its lease has run out", async () => {
  const { storage, parts, sent, turn } = await scene();
  await turn({ type: "start", now: NOW }, "a");
  await sendDue(parts, NOW + 1000);
  expect(sent).toEqual([]);
  await sendDue(parts, NOW + DAY_MS / 2);
  await sendDue(parts, NOW + DAY_MS / 2 + 120_000);
  expect(sent).toMatchObject([
    { tenant: "T1", owed: { address: { dm: "D1" }, reply: { type: "question" } } },
  ]);
  await storage.close();
});

it("leaves out a screen that the person has moved on from", async () => {
  const { storage, parts, sent, turn } = await scene();
  await turn({ type: "start", now: NOW }, "a");
  const [next] = await turn({ type: "text", text: "AIF-C01", now: NOW + 1000 }, "b");
  await storage.markSent(next?.id ?? "");
  await sendDue(parts, NOW + 120_000);
  expect(sent).toEqual([]);
  await storage.close();
});

it("tries again when the platform was down, and gives a screen up after a day", async () => {
  const { storage, parts, sent, reports, turn, setDown } = await scene();
  await turn({ type: "start", now: NOW }, "a");
  setDown(true);
  await sendDue(parts, NOW + 60_000);
  expect(reports).toEqual(["Could not send a reply that was left behind"]);
  setDown(false);
  await sendDue(parts, NOW + 2 * DAY_MS);
  await sendDue(parts, NOW + 3 * DAY_MS);
  expect(sent).toEqual([]);
  await storage.close();
});

it("reminds on the day that was asked for, and once", async () => {
  const { storage, parts, sent, turn } = await scene();
  const events: TurnRequest["event"][] = [
    { type: "start", now: NOW },
    { type: "text", text: "AIF-C01", now: NOW },
    { type: "advise", now: NOW },
    { type: "remind", now: NOW },
  ];
  for (const [at, event] of events.entries()) {
    const owed = await turn(event, `delivery ${at}`);
    for (const { id } of owed) await storage.markSent(id);
  }
  await sendDue(parts, NOW + 29 * DAY_MS);
  expect(sent).toEqual([]);
  await sendDue(parts, NOW + 30 * DAY_MS);
  await sendDue(parts, NOW + 31 * DAY_MS);
  expect(sent.map(({ owed }) => owed.reply)).toMatchObject([
    {
      type: "notice",
      notice: "reminder-due",
      title: expect.stringContaining("AWS Certified AI Practitioner"),
    },
  ]);
  await storage.close();
});

const yes = (now: number) => ({ type: "text", text: "yes", now }) as const;

it("forgets a reminder with the person", async () => {
  const { storage, parts, sent, turn } = await scene();
  const said = [
    ...(["start", "advise", "remind", "forget"] as const).map((type) => ({ type, now: NOW })),
    yes(NOW),
  ];
  for (const event of said) {
    const owed = await turn(event, `${event.type} by ana`);
    for (const { id } of owed) await storage.markSent(id);
  }
  await sendDue(parts, NOW + 40 * DAY_MS);
  expect(sent).toEqual([]);
  await storage.close();
});

it("reminds of an advice in a round there, of the personal one elsewhere, and never of what is deleted", async () => {
  const { storage, parts, sent } = await scene();
  const ask = async (type: "start" | "advise" | "remind" | "stop" | "yes", round?: string) => {
    const event = type === "yes" ? yes(NOW) : { type, now: NOW };
    const request = { tenant: "T1", person: "ana", event, address: { dm: "D1" } };
    const deliveryId = `${type} ${round}`;
    const inRound = round === undefined ? {} : { round };
    for (const { id } of await takeTurn(
      { storage, dialog },
      { ...request, deliveryId, ...inRound },
    ))
      await storage.markSent(id);
  };
  for (const round of [undefined, "r1", "r2"])
    for (const type of ["start", "advise", "remind"] as const) await ask(type, round);
  await ask("stop", "r2");
  await ask("yes", "r2");
  await sendDue(parts, NOW + 31 * DAY_MS);
  const reminders = sent.filter(({ owed }) => "notice" in owed.reply);
  expect(reminders.map(({ owed }) => owed.round)).toEqual([undefined, "r1", undefined]);
  await storage.close();
});

it("leaves to others what belongs to a tenant that is not served here", async () => {
  const { storage, parts, sent, turn } = await scene();
  await turn({ type: "start", now: NOW }, "a");
  await sendDue({ ...parts, tenants: { except: ["T1"] } }, NOW + 60_000);
  await sendDue({ ...parts, tenants: { only: ["T2"] } }, NOW + 60_000);
  expect(sent).toEqual([]);
  await sendDue({ ...parts, tenants: { only: ["T1"] } }, NOW + 60_000);
  expect(sent).toHaveLength(1);
  await storage.close();
});

it("sweeps once an hour, for its own tenants, and only when nothing is overdue any more", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { storage, parts } = await scene();
  const swept: number[] = [];
  let isOverdue = true;
  const work = { tenant: "T1", id: "w", kind: "unknown", at: NOW, payload: "{", leasedUntil: NOW };
  const watched = {
    ...storage,
    claimDue: async () => (isOverdue ? [work] : []),
    sweep: async (at: number, tenants: unknown) => {
      expect(tenants).toEqual({ only: ["T1"] });
      swept.push(at - NOW);
    },
  };
  let now = NOW;
  const minute = 60_000;
  const due = startDue(
    { ...parts, storage: watched, tenants: { only: ["T1"] } },
    minute,
    () => now,
  );
  const pass = async (minutes: number) => {
    for (let each = 0; each < minutes; each += 1) {
      now += minute;
      await vi.advanceTimersByTimeAsync(minute);
    }
  };
  await pass(3);
  expect(swept).toEqual([]);
  isOverdue = false;
  await pass(62);
  expect(swept).toEqual([4 * minute, 64 * minute]);
  now -= 120 * minute;
  await pass(1);
  expect(swept).toHaveLength(3);
  await due.stop();
  await storage.close();
});
