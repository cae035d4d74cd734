import { expect, it } from "vitest";
import { listRound } from "../../src/rounds/round-index.ts";
import { openStorage } from "../../src/storage/open.ts";
import {
  act,
  askFor,
  createTeam,
  DAY_MS,
  interview,
  nextDelivery,
  NOT_YET,
  openRound,
  talk,
  types,
  until,
  WORTH_IT,
} from "./team.ts";
import type { Team } from "./team.ts";

const SIX = ["p0", "p1", "p2", "p3", "p4", "p5"];

async function open(): Promise<Team> {
  return createTeam(await openStorage(":memory:"));
}

/** Has these people answer in a round, and gives what the person heard about being counted. */
async function answer(
  team: Team,
  round: string,
  people: readonly string[],
): Promise<readonly string[]> {
  const before = team.sent.length;
  for (const person of people)
    await interview(team, person, round, person < "p3" ? WORTH_IT : NOT_YET);
  return types(team.sent.slice(before).map(({ reply }) => reply)).filter((type) =>
    /^(?:joined|answer-)/u.test(type),
  );
}

async function close(team: Team): Promise<readonly string[]> {
  return types(await until(team, team.now + 6 * DAY_MS));
}

async function summaryAt(team: Team, round: string): Promise<number> {
  const stored = await team.storage.read({ tenant: "acme", person: "", dialog: "round", round });
  return JSON.parse(stored!.state).round.summaryAt;
}

it("the same six and one more make no second summary, in whatever channel, so that none can be subtracted", async () => {
  const team = await open();
  await answer(team, await openRound(team, { threshold: "3" }), SIX);
  expect(await close(team)).toContain("round-summary");
  for (const channel of ["c1", "c2"]) {
    const round = await openRound(team, { threshold: "3" }, channel);
    const before = team.sent.length;
    await answer(team, round, [...SIX, channel === "c1" ? "p6" : "p7"]);
    const said = await close(team);
    expect(said).toContain("round-not-enough");
    expect(said).not.toContain("round-summary");
    const counters = team.sent
      .slice(before)
      .flatMap(({ reply }) => ("counter" in reply ? [reply.counter] : []));
    expect(counters.join("\n")).not.toMatch(/\b[2-9] answered/u);
  }
});

it("who was counted lately is told so before answering, and gets advice and asks for money as ever", async () => {
  const team = await open();
  await answer(team, await openRound(team, { threshold: "3" }), ["p0", "p1", "p2"]);
  await close(team);
  const round = await openRound(team, { threshold: "3" });
  expect(await answer(team, round, ["p0"])).toEqual(["joined-uncounted", "answer-not-counted"]);
  expect(team.interviews.at(-1)?.reply.type).toBe("advice");
  await askFor(team, "p0", round);
  const stored = await team.storage.read({ tenant: "acme", person: "", dialog: "round", round });
  expect(JSON.parse(stored!.state).round.contributions).toEqual([]);
  expect(await close(team)).toContain("queue-card");
});

it("thirty days after the summary that counted somebody, and not a moment before, another one may", async () => {
  const team = await open();
  const first = await openRound(team, { threshold: "3" });
  await answer(team, first, ["p0", "p1", "p2"]);
  await close(team);
  const free = (await summaryAt(team, first)) + 30 * 24 * 60 * 60 * 1000;
  const round = await openRound(team, { threshold: "3", closes: "50" });
  for (const [at, told] of [
    [free - 1, "joined-uncounted"],
    [free, "joined"],
  ] as const) {
    team.now = at - 1000;
    expect(types(await act(team, "p0", { type: "join", round }))).toEqual([told]);
  }
  expect(await answer(team, round, ["p0", "p1", "p2"])).toEqual(
    ["p0", "p1", "p2"].flatMap(() => ["joined", "answer-counted"]),
  );
});

it("a person who answers in two rounds at the same time is counted in the one they answered first", async () => {
  const team = await open();
  const long = await openRound(team, { threshold: "3", closes: "20" }, "c1");
  const short = await openRound(team, { threshold: "3", closes: "5" }, "c2");
  expect(await answer(team, long, ["p0", "p1", "p2"])).not.toContain("answer-not-counted");
  expect(await answer(team, short, ["p0", "p1", "p2", "p3", "p4", "p5"])).toEqual([
    ...["p0", "p1", "p2"].flatMap(() => ["joined-uncounted", "answer-not-counted"]),
    ...["p3", "p4", "p5"].flatMap(() => ["joined", "answer-counted"]),
  ]);
  const said = await until(team, team.now + 30 * DAY_MS);
  const summaries = said.filter((reply) => reply.type === "round-summary");
  expect(summaries.map((reply) => reply.type === "round-summary" && reply.answered)).toEqual([
    3, 3,
  ]);
});

it("who had begun in both before answering is counted once all the same", async () => {
  const team = await open();
  const one = await openRound(team, { threshold: "3" }, "c1");
  const two = await openRound(team, { threshold: "3" }, "c2");
  for (const round of [one, two])
    expect(types(await act(team, "p0", { type: "join", round }))).toEqual(["joined"]);
  const told = [...(await answer(team, one, ["p0"])), ...(await answer(team, two, ["p0"]))];
  expect(told.filter((type) => type === "answer-counted")).toHaveLength(1);
});

it("erasing oneself after the summary counts nobody twice, and leaves no name and no answer", async () => {
  const team = await open();
  const first = await openRound(team, { threshold: "3" });
  await answer(team, first, SIX);
  await close(team);
  await talk(team, "p5", undefined, { type: "forget" });
  const ledger = await team.storage.read({ tenant: "acme", person: "", dialog: "counted" });
  // Any two letters may stand in a fingerprint.
  const besides = ledger?.state.replaceAll(/"[\w-]{43}"/gu, "fingerprint");
  expect(besides).toContain("fingerprint");
  expect(besides).not.toMatch(/p\d|worth|TASKSECRET/u);
  const round = await openRound(team, { threshold: "3" });
  expect(await answer(team, round, ["p5"])).toEqual(["joined-uncounted", "answer-not-counted"]);
});

it("who takes their answers out of an open round may be counted by another one, and then not by the first any more", async () => {
  const team = await open();
  const one = await openRound(team, { threshold: "3" }, "c1");
  const two = await openRound(team, { threshold: "3" }, "c2");
  await answer(team, one, ["p0"]);
  await talk(team, "p0", one, { type: "stop" });
  expect(await answer(team, two, ["p0"])).toEqual(["joined", "answer-counted"]);
  expect(await answer(team, one, ["p0"])).toEqual(["joined-uncounted", "answer-not-counted"]);
});

it("a round that is cancelled or has no summary counted nobody", async () => {
  const team = await open();
  await answer(team, await openRound(team, { threshold: "5" }), ["p0"]);
  expect(await close(team)).toContain("round-not-enough");
  const next = await openRound(team, { threshold: "3" });
  expect(await answer(team, next, ["p0"])).toEqual(["joined", "answer-counted"]);
  await act(team, "lee", { type: "cancel", round: next, answered: 0 });
  const last = await openRound(team, { threshold: "3" });
  expect(await answer(team, last, ["p0"])).toEqual(["joined", "answer-counted"]);
});

it("whom a round counts that was answered before anybody kept count is known too", async () => {
  const team = await open();
  await answer(team, await openRound(team, { threshold: "3" }), ["p0", "p1", "p2"]);
  await close(team);
  const key = { tenant: "acme", person: "", dialog: "counted" };
  const turn = { key, deliveryId: nextDelivery(), now: team.now, leaseMs: 0, address: "null" };
  await team.storage.turn(turn, () => ({ replies: [], drop: true }));
  const round = await openRound(team, { threshold: "3" });
  expect(await answer(team, round, ["p0"])).toEqual(["joined-uncounted", "answer-not-counted"]);
});

it("nothing of who was counted is kept once the thirty days are over", async () => {
  const team = await open();
  await answer(team, await openRound(team, { threshold: "3" }), ["p0", "p1", "p2"]);
  await until(team, team.now + 40 * DAY_MS);
  const ledger = await team.storage.read({ tenant: "acme", person: "", dialog: "counted" });
  expect(JSON.parse(ledger!.state).counted).toEqual([]);
});

const FIELDS = { topic: "Another", approver: "ada", closes: "5" };
const fill = { type: "fill", form: "open", fields: FIELDS } as const;

it("a second round in a channel is refused with the way to the first, and what was typed comes back", async () => {
  const team = await open();
  const first = await openRound(team);
  const [told, ...more] = await act(team, "eve", fill);
  expect(more).toEqual([]);
  expect(types([told!])).toEqual(["channel-taken"]);
  expect(told?.actions.map(({ event }) => event)).toEqual([{ type: "budget", round: first }]);
  expect(told?.lines.join()).toContain("Another");
  const elsewhere = await act(team, "eve", fill, nextDelivery(), true, { channel: "c2" });
  expect(types(elsewhere)).not.toContain("channel-taken");
});

it("a round that waits for its approver is in the way too, and none that is over or was refused", async () => {
  const team = await open();
  await act(team, "eve", { ...fill, fields: { ...FIELDS, topic: "" } });
  await act(team, "lee", fill);
  const round = team.sent.at(-1)?.reply.round ?? "";
  expect(types(await act(team, "eve", fill))).toEqual(["channel-taken"]);
  await act(team, "lee", { type: "cancel", round, answered: 0 });
  expect(types(await act(team, "eve", fill))).toContain("approver-request");
});

it("a round whose approver said no names nobody who decides", async () => {
  const team = await open();
  await act(team, "lee", fill);
  const round = team.sent.at(-1)?.reply.round ?? "";
  await act(team, "ada", { type: "refuse", round });
  const [shown] = await act(team, "lee", { type: "budget", round });
  const lines = shown?.lines.join(" ") ?? "";
  expect(lines).toContain("nobody decides on requests yet");
  expect(lines).not.toMatch(/@ |<@>/u);
});

it("a round that is listed and not written yet is in the way for a minute, and no longer", async () => {
  const { storage, now: at } = await open();
  const listed = { channel: "c1", at };
  expect(await listRound(storage, "acme", { ...listed, id: "r1" })).toEqual({ newId: "r1" });
  const second = { ...listed, id: "r2" };
  const told = await listRound(storage, "acme", { ...second, at: at + 59_999 });
  expect(told).toEqual({ newId: "r2", inTheWay: "r1" });
  expect(await listRound(storage, "acme", { ...second, at: at + 60_000 })).toEqual({ newId: "r2" });
});

it("of two rounds that wait in a channel since an earlier version, only the first that is accepted opens", async () => {
  const team = await open();
  const ids: string[] = [];
  for (const channel of ["c1", "c2"]) {
    await act(team, "lee", fill, nextDelivery(), true, { channel });
    ids.push(team.sent.at(-1)?.reply.round ?? "");
  }
  const key = { tenant: "acme", person: "", dialog: "rounds" };
  await team.storage.turn(
    { key, deliveryId: nextDelivery(), now: team.now, leaseMs: 0, address: "null" },
    (stored) => ({ state: stored!.state.replaceAll('"c2"', '"c1"'), replies: [] }),
  );
  const [one = "", two = ""] = ids;
  expect(types(await act(team, "ada", { type: "accept", round: one }))).toContain("round-opening");
  const told = await act(team, "ada", { type: "accept", round: two });
  expect(types(told)).toEqual(["channel-taken"]);
  expect(told[0]?.actions.map(({ event }) => event)).toEqual([{ type: "budget", round: one }]);
});

it("of two rounds that are opened in a channel at the same time one is opened", async () => {
  const team = await open();
  const both = await Promise.all([act(team, "lee", fill), act(team, "eve", fill)]);
  expect(both.filter((said) => types(said).includes("approver-request"))).toHaveLength(1);
  expect(both.filter((said) => types(said).includes("channel-taken"))).toHaveLength(1);
});
