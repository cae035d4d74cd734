import { expect, it, onTestFinished } from "vitest";
import { sendDue } from "../src/due.ts";
import type { Conversation } from "../src/engine/conversation.ts";
import { ageOf } from "../src/engine/fact-text.ts";
import { transition } from "../src/engine/transition.ts";
import { CONTRIBUTE } from "../src/rounds/contribution.ts";
import { listedRounds, listRound } from "../src/rounds/round-index.ts";
import { takeDueRound } from "../src/rounds.ts";
import { readRound } from "../src/rounds/stored.ts";
import { openStorage } from "../src/storage/open.ts";
import type { Storage } from "../src/storage/storage.ts";
import { takeTurn } from "../src/turn.ts";
import { act, createTeam, DAY_MS, dialog, nextDelivery, openRound, parts } from "./rounds/team.ts";
import { interview, TENANT, until } from "./rounds/team.ts";
import type { Team } from "./rounds/team.ts";

/*
 * Written out, and not taken from the code: each of these times is told to people or keeps a promise, so that a change of
 * one has to be a change of a test. Each is looked at a millisecond before and at its end.
 */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

async function open(): Promise<Storage> {
  const storage = await openStorage(":memory:");
  onTestFinished(() => storage.close());
  return storage;
}

/** A round that people have answered in, and the due rows that bring it more. */
async function scene(answered: readonly string[] = []) {
  const team = createTeam(await open());
  const round = await openRound(team, { threshold: "3" });
  for (const person of answered) await interview(team, person, round, []);
  const arrives = async (
    work: { readonly type: "contribute" | "erase"; readonly person: string; readonly at: number },
    now: number,
    verdict = "worth-it",
  ) => {
    const contribution = { verdict, purpose: "work", hasTask: true, freeRouteDoes: false };
    const payload = JSON.stringify({ ...work, round, contribution, address: {} });
    const row = { tenant: TENANT, id: nextDelivery(), kind: CONTRIBUTE, at: now, payload };
    await takeDueRound(parts(team), { ...row, leasedUntil: now + MINUTE_MS }, now);
  };
  const stored = async () => {
    const found = await readRound(team.storage, TENANT, round);
    if (!found) throw new TypeError("Cannot look at the round: there is none");
    return found;
  };
  const counted = async () => (await stored()).round.contributions.map(({ person }) => person);
  return { team, round, arrives, stored, counted };
}

/** A due row of this kind whose payload says this: whether it is due by then. */
async function isDueAt({ storage }: Team, now: number, words: string): Promise<boolean> {
  const rows = await storage.claimDue({ now, leaseMs: 1, limit: 50 });
  return rows.some(({ payload }) => payload.includes(words));
}

it("for an hour after erasing no answer on its way brings a person back, and then that they erased is forgotten", async () => {
  const { team, arrives, counted, stored } = await scene(["p1"]);
  const erased = team.now + 1000;
  await arrives({ type: "erase", person: "p1", at: erased }, erased);
  const last = erased + HOUR_MS - 1;
  // Whatever happens in between must not make the round forget it either.
  await arrives({ type: "contribute", person: "p2", at: last }, last);
  await arrives({ type: "contribute", person: "p1", at: erased - 500 }, last);
  expect(await counted()).toEqual(["p2"]);
  const end = erased + HOUR_MS;
  await arrives({ type: "contribute", person: "p3", at: end }, end);
  expect((await stored()).erased).toEqual([]);
});

it("clocks of two servers may differ by a minute: an older answer that comes late stays older", async () => {
  for (const [apart, kept] of [
    [MINUTE_MS, "worth-it"],
    [MINUTE_MS + 1, "not-yet"],
  ] as const) {
    const { team, arrives, stored } = await scene();
    const now = team.now + 1000;
    await arrives({ type: "contribute", person: "p1", at: now + apart }, now + apart);
    await arrives({ type: "contribute", person: "p1", at: now }, now, "not-yet");
    expect((await stored()).round.contributions[0]?.verdict).toBe(kept);
  }
});

it("the loop leaves an answer for five seconds to whoever took it", async () => {
  const { team, round } = await scene();
  const request = { tenant: TENANT, person: "p1", round, address: {} };
  for (const type of ["start", "advise"] as const) {
    const event = { type, now: team.now };
    await takeTurn(parts(team), { ...request, deliveryId: nextDelivery(), event });
  }
  expect(await isDueAt(team, team.now + 4999, '"contribute"')).toBe(false);
  expect(await isDueAt(team, team.now + 5000, '"contribute"')).toBe(true);
});

it("an advice that came after its round had closed is kept for a day", async () => {
  const { team, arrives } = await scene();
  await until(team, team.now + 6 * DAY_MS);
  const at = team.now;
  await arrives({ type: "contribute", person: "p9", at }, at);
  expect(await isDueAt(team, at + DAY_MS - 1, '"wipe"')).toBe(false);
  expect(await isDueAt(team, at + DAY_MS, '"wipe"')).toBe(true);
});

it("what was said in a cancelled round is deleted thirty days after", async () => {
  const { team, round } = await scene(["p1"]);
  await act(team, "lee", { type: "cancel", round, answered: 0 });
  expect(await isDueAt(team, team.now + 30 * DAY_MS - 1, '"wipe"')).toBe(false);
  expect(await isDueAt(team, team.now + 30 * DAY_MS, '"wipe"')).toBe(true);
});

it("the channel is reminded a day before the end, of rounds of three days or more", async () => {
  for (const [closes, is] of [
    ["3", true],
    ["2", false],
  ] as const) {
    const team = createTeam(await open());
    const opens = team.now + 1000;
    await openRound(team, { closes });
    const reminds = opens + (Number(closes) - 1) * DAY_MS;
    expect(await isDueAt(team, reminds - 1, '"remind"')).toBe(false);
    expect(await isDueAt(team, reminds, '"remind"')).toBe(is);
  }
});

it("a round is remembered for four hundred days", async () => {
  const storage = await open();
  const day = async (days: number, id: string) => {
    await listRound(storage, TENANT, { id, channel: id, at: days * DAY_MS });
    return listedRounds(storage, TENANT);
  };
  await day(0, "r1");
  expect(await day(399, "r2")).toEqual(["r1", "r2"]);
  expect(await day(400, "r3")).toEqual(["r2", "r3"]);
});

/** The loop that sends what is owed to somebody, and whether their platform can be reached. */
async function loop() {
  const storage = await open();
  const now = Date.parse("2026-09-01T09:00:00Z");
  const sent: string[] = [];
  const tried: number[] = [];
  let isDown = false;
  const sends = async (at: number) => {
    const deliver = async (_tenant: string, { reply }: { readonly reply: { type: string } }) => {
      tried.push(at);
      if (isDown) throw new Error("Could not reach the platform");
      sent.push(reply.type);
    };
    await sendDue({ storage, dialog, deliver, report: () => undefined }, at);
  };
  const turn = async (event: { readonly type: "start" | "advise" | "remind" }, isSent = false) => {
    const request = { tenant: TENANT, person: "ana", deliveryId: nextDelivery(), address: {} };
    const owed = await takeTurn({ storage, dialog }, { ...request, event: { ...event, now } });
    if (isSent) for (const { id } of owed) await storage.markSent(id);
  };
  return { now, sent, tried, sends, turn, setDown: (down: boolean) => void (isDown = down) };
}

it("a reply is left for half a minute to whoever took the turn, and then for a minute to each loop", async () => {
  const { now, tried, sends, turn, setDown } = await loop();
  await turn({ type: "start" });
  setDown(true);
  const first = now + 30_000;
  for (const at of [first - 1, first, first + MINUTE_MS - 1, first + MINUTE_MS]) await sends(at);
  expect(tried).toEqual([first, first + MINUTE_MS]);
});

it.each([
  [DAY_MS, ["question"]],
  [DAY_MS + 1, []],
])(
  "a reply that could not be sent is given up after a day: after %i ms %j is sent",
  async (...[late, wanted]) => {
    const { now, sent, sends, turn } = await loop();
    await turn({ type: "start" });
    await sends(now + late);
    expect(sent).toEqual(wanted);
  },
);

it("a reminder comes after thirty days, is tried for a week, and then given up", async () => {
  for (const [late, wanted] of [
    [7 * DAY_MS, ["notice"]],
    [7 * DAY_MS + 1, []],
  ] as const) {
    const { now, sent, tried, sends, turn, setDown } = await loop();
    for (const type of ["start", "advise", "remind"] as const) await turn({ type }, true);
    setDown(true);
    const day = now + 30 * DAY_MS;
    await sends(day - 1);
    expect(tried).toEqual([]);
    await sends(day + late);
    setDown(false);
    await sends(day + 8 * DAY_MS);
    expect(sent).toEqual(wanted);
  }
});

it("a delivery is known for a day, and what was set aside can be looked at for thirty", async () => {
  const storage = await open();
  const now = Date.parse("2026-09-01T09:00:00Z");
  const key = { tenant: TENANT, person: "ana", dialog: "d" };
  const take = async () => {
    const input = { key, deliveryId: "d1", now, leaseMs: 1, address: "null" };
    return (await storage.turn(input, () => ({ state: "{}", replies: [] }))).type;
  };
  expect(await take()).toBe("applied");
  await storage.sweep(now + DAY_MS);
  expect(await take()).toBe("duplicate");
  await storage.sweep(now + DAY_MS + 1);
  expect(await take()).toBe("applied");
  for (const [late, count] of [
    [30 * DAY_MS, 1],
    [30 * DAY_MS + 1, 0],
  ] as const) {
    const input = { key, deliveryId: nextDelivery(), now, leaseMs: 1, address: "null" };
    await storage.turn(input, () => ({ state: "{}", replies: [], setAside: true }));
    await storage.sweep(now + late);
    expect(await storage.claimSetAside()).toHaveLength(count);
  }
});

it("a lease of more than ten minutes was given by a clock that ran ahead, and binds nobody", async () => {
  const storage = await open();
  const now = Date.parse("2026-09-01T09:00:00Z");
  await storage.schedule(TENANT, { id: "w", kind: "k", at: now, payload: "{}" });
  const claimed = async (at: number) =>
    (await storage.claimDue({ now: at, leaseMs: MINUTE_MS, limit: 1 })).length;
  expect(await claimed(now + 9 * MINUTE_MS + 1)).toBe(1);
  expect(await claimed(now + 1)).toBe(0);
  expect(await claimed(now)).toBe(1);
});

it.each([
  [10 * MINUTE_MS, true],
  [10 * MINUTE_MS + 1, undefined],
])("a typed yes erases what was asked about %i ms ago: %j", (late, erases) => {
  const { dialog: asked } = dialog.in("");
  const now = Date.parse("2026-09-01T09:00:00Z");
  const said = [{ type: "start" }, { type: "text", text: "AIF-C01" }, { type: "forget" }] as const;
  const { conversation } = said.reduce<{ conversation?: Conversation }>(
    (before, event) => transition(asked, before.conversation, { ...event, now }),
    {},
  );
  const yes = { type: "text", text: "yes", now: now + late } as const;
  expect(transition(asked, conversation, yes).erases).toBe(erases);
});

it.each([
  [4000, "question"],
  [4001, "confirm"],
])("of two taps on one screen %i ms apart the later comes to a %s", (apart, type) => {
  const { dialog: asked } = dialog.in("");
  const now = Date.parse("2026-09-01T09:00:00Z");
  let before: Conversation | undefined;
  for (const event of [{ type: "start" }, { type: "text", text: "AIF-C01" }] as const)
    before = transition(asked, before, { ...event, now }).conversation;
  const { revision = 0 } = before ?? {};
  const tap = (option: string, at: number) => {
    const answer = { type: "answer", question: "purpose", option, revision } as const;
    const step = transition(asked, before, { ...answer, now: at, at });
    before = step.conversation;
    return step.replies.at(-1)?.type;
  };
  tap("promotion", now + MINUTE_MS);
  expect(tap("work", now + MINUTE_MS + apart)).toBe(type);
});

it.each([
  [92, "fresh"],
  [93, "old"],
  [365, "old"],
  [366, "very-old"],
])("a fact that was checked %i days ago is %s", (days, age) => {
  expect(ageOf("2026-01-01", Date.parse("2026-01-01") + days * DAY_MS)).toBe(age);
});
