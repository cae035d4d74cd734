import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sendDue } from "../../src/due.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import { readRound } from "../../src/rounds/stored.ts";
import { openStorage } from "../../src/storage/open.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { takeTurn } from "../../src/turn.ts";
import {
  act,
  createTeam,
  DAY_MS,
  dialog,
  interview,
  nextDelivery,
  NOT_YET,
  openRound,
  parts,
  talk,
  TENANT,
  types,
  until,
  WORTH_IT,
} from "./team.ts";
import type { Team } from "./team.ts";

const HOUR_MS = DAY_MS / 24;
const MINUTE_MS = HOUR_MS / 60;

async function start(fields: Readonly<Record<string, string>> = {}) {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team, { threshold: "3", ...fields });
  return { team, round };
}

async function roundOf(team: Team, round: string) {
  return (await readRound(team.storage, TENANT, round))!.round;
}

/** The loop of what is due, with everything it sends. */
function loopOf(storage: Storage) {
  const sent: OwedRoundReply[] = [];
  const personal: unknown[] = [];
  const loop = {
    storage,
    dialog,
    deliver: async (_tenant: string, owed: unknown) => void personal.push(owed),
    deliverRound: async (_tenant: string, owed: OwedRoundReply) => void sent.push(owed),
    report: (what: string, cause: unknown) => {
      throw new Error(what, { cause });
    },
  };
  return { sent, personal, said: () => types(sent.map(({ reply }) => reply)), loop };
}

it.each([HOUR_MS, DAY_MS])(
  "an answer that is changed after the clock was set back by %i ms is the one that counts",
  async (back) => {
    const { team, round } = await start();
    await interview(team, "p1", round, WORTH_IT);
    expect((await roundOf(team, round)).contributions[0]?.verdict).toBe("worth-it");
    team.now -= back;
    await interview(team, "p1", round, ["change hours to 0"]);
    const [contribution, ...others] = (await roundOf(team, round)).contributions;
    expect(others).toEqual([]);
    expect(contribution?.verdict).toBe("worth-it-if");
  },
);

it.each([HOUR_MS, DAY_MS])(
  "what is erased after the clock was set back by %i ms is erased, and may be answered anew",
  async (back) => {
    const { team, round } = await start();
    await interview(team, "p1", round, WORTH_IT);
    team.now -= back;
    await talk(team, "p1", undefined, { type: "forget" });
    expect((await roundOf(team, round)).contributions).toEqual([]);
    // Set back once more: the erasure now lies in the future.
    team.now -= back;
    await interview(team, "p1", round, NOT_YET);
    expect((await roundOf(team, round)).contributions).toHaveLength(1);
  },
);

it("an older answer that a crash left behind stays older", async () => {
  const { team, round } = await start();
  const request = { tenant: TENANT, person: "p1", round, address: {} };
  for (const type of ["start", "advise"] as const) {
    const event = { type, now: team.now };
    await takeTurn(parts(team), { ...request, deliveryId: nextDelivery(), event });
  }
  const before = team.now;
  await interview(team, "p1", round, ["change the first answer"]);
  await talk(team, "p1", round, { type: "stop" });
  await interview(team, "p1", round, WORTH_IT);
  const [newest] = (await roundOf(team, round)).contributions;
  expect(newest?.at).toBeGreaterThan(before);
  await until(team, team.now + HOUR_MS);
  expect((await roundOf(team, round)).contributions).toEqual([newest]);
});

it("the counter goes on when the clock is set back", async () => {
  const { team, round } = await start();
  team.now += HOUR_MS;
  await interview(team, "p1", round, []);
  await interview(team, "p2", round, []);
  expect((await roundOf(team, round)).counter).toMatchObject({ shown: 1, trailing: true });
  team.now -= HOUR_MS;
  await interview(team, "p3", round, []);
  await until(team, team.now + 6 * MINUTE_MS);
  expect((await roundOf(team, round)).counter).toMatchObject({ shown: 3, trailing: false });
});

it("a round that has closed never opens again, and closes once, when the clock jumps ahead and is set back", async () => {
  const { team, round } = await start();
  for (const person of ["p1", "p2", "p3"]) await interview(team, person, round, []);
  const { loop, sent, said } = loopOf(team.storage);
  const begun = team.now;
  await sendDue(loop, begun + 7 * DAY_MS);
  team.now = begun + 7 * DAY_MS;
  await sendDue(loop, team.now + 11 * MINUTE_MS);
  const summaries = () => said().filter((type) => type === "round-summary").length;
  expect(summaries()).toBe(1);
  team.now = begun;
  await interview(team, "p4", round, []);
  expect((await roundOf(team, round)).phase).toBe("reviewed");
  expect((await roundOf(team, round)).contributions).toHaveLength(3);
  for (let day = 0; day < 12; day += 1) await sendDue(loop, begun + (day * DAY_MS) / 2);
  expect(summaries()).toBe(1);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
});

it("after a week's sleep the round closes, and nobody is called at the last minute that has passed", async () => {
  const { team, round } = await start();
  for (const person of ["p1", "p2", "p3"]) await interview(team, person, round, []);
  const { loop, said } = loopOf(team.storage);
  const woken = team.now + 7 * DAY_MS;
  await sendDue(loop, woken);
  await sendDue(loop, woken + 11 * MINUTE_MS);
  expect(said()).not.toContain("round-reminder");
  expect(said().filter((type) => type === "round-summary")).toHaveLength(1);
  expect((await roundOf(team, round)).phase).toBe("reviewed");
});

it("work that a server claimed by a clock that ran ahead is free again once the clock is right", async () => {
  const { team } = await start();
  const wrong = team.now + 9 * DAY_MS;
  expect(await team.storage.claimDue({ now: wrong, leaseMs: 60_000, limit: 9 })).toHaveLength(2);
  const { loop, said } = loopOf(team.storage);
  await sendDue(loop, team.now + 5 * DAY_MS + HOUR_MS);
  await sendDue(loop, team.now + 5 * DAY_MS + 2 * HOUR_MS);
  expect(said()).toEqual(["round-counter", "round-counter", "round-not-enough"]);
});

it("a reminder is sent once when the clock jumps ahead and is set back", async () => {
  const { team } = await start();
  const request = { tenant: TENANT, person: "p1", address: {} };
  for (const type of ["start", "advise", "remind"] as const) {
    const event = { type, now: team.now };
    const owed = await takeTurn(parts(team), { ...request, deliveryId: nextDelivery(), event });
    for (const { id } of owed) await team.storage.markSent(id);
  }
  const { loop, personal } = loopOf(team.storage);
  for (const day of [29, 31, 3, 30, 31, 40]) await sendDue(loop, team.now + day * DAY_MS);
  expect(personal).toMatchObject([{ reply: { notice: "reminder-due" } }]);
});

it("a round comes to its one end whatever the clock does on the way", async () => {
  const jump = fc.constantFrom(
    -DAY_MS,
    -HOUR_MS,
    -MINUTE_MS,
    MINUTE_MS,
    HOUR_MS,
    DAY_MS,
    7 * DAY_MS,
  );
  const step = fc.record({ jump, person: fc.constantFrom("p1", "p2", "p3", "p4", "") });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      const { team, round } = await start();
      const { loop, sent, said } = loopOf(team.storage);
      const begun = team.now;
      for (const { jump: by, person } of steps) {
        team.now = Math.max(begun - DAY_MS, team.now + by);
        await sendDue(loop, team.now);
        const { phase, contributions } = await roundOf(team, round);
        if (person === "") continue;
        await interview(team, person, round, []);
        const others = contributions.filter((one) => one.person !== person);
        const after = (await roundOf(team, round)).contributions;
        expect(after).toHaveLength(phase === "open" ? others.length + 1 : contributions.length);
      }
      // The clock is right again, and runs to the end.
      for (let day = 0; day < 50; day += 1) await sendDue(loop, begun + (day * DAY_MS) / 4);
      for (let day = 12; day < 60; day += 6) await sendDue(loop, begun + day * DAY_MS);
      const ends = said().filter((type) => /^round-(?:summary|not-enough)$/u.test(type));
      expect(ends).toHaveLength(1);
      expect(said().filter((type) => type === "round-reminder").length).toBeLessThanOrEqual(1);
      expect(said().filter((type) => type === "deleted-after-30-days")).toHaveLength(1);
      expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
      expect((await roundOf(team, round)).contributions).toEqual([]);
      await team.storage.close();
    }),
    { numRuns: 25, seed: 20_261_122 },
  );
});

it.each([
  ["2026-09-04", "2026-09-04T17:00:00Z", "Sep 4, 17:00 UTC"],
  // The day on which clocks in Europe go back, and the one on which they do in America.
  ["2026-10-25", "2026-10-25T17:00:00Z", "Oct 25, 17:00 UTC"],
  ["Oct 28 2026", "2026-10-28T17:00:00Z", "Oct 28, 17:00 UTC"],
  ["2026-10-25T01:30:00+02:00", "2026-10-24T23:30:00Z", "Oct 24, 23:30 UTC"],
  ["5", "2026-09-06T09:00:01Z", "Sep 6, 09:00 UTC"],
])("a round that closes %s closes at %s, and says so: %s", async (closes, at, said) => {
  const { team, round } = await start({ closes });
  expect(new Date((await roundOf(team, round)).closesAt).toISOString()).toBe(
    new Date(at).toISOString(),
  );
  const opening = team.sent.find(({ reply }) => reply.type === "round-opening");
  expect(opening?.reply.lines.join("\n")).toContain(`closes ${said}`);
  const [about] = await act(team, "p1", { type: "budget", round });
  expect(about?.lines.join("\n")).toContain(`closes ${said}`);
});
