import { setImmediate as turnOver } from "node:timers/promises";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRound } from "../../src/rounds/stored.ts";
import { openStorage } from "../../src/storage/open.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { startServer } from "./servers.ts";
import type { Post } from "./servers.ts";
import {
  act,
  askFor,
  createTeam,
  DAY_MS,
  interview,
  NOT_YET,
  openRound,
  talk,
  TENANT,
  types,
  until,
  WORTH_IT,
} from "./team.ts";
import type { Team } from "./team.ts";

/** A database that rounds are played on. */
export interface RoundDatabase {
  readonly name: string;
  /** A new, empty database each time. */
  readonly createUrl: () => Promise<string>;
  /** Whether several handles may work at once in one process; else one of them stands for both servers. */
  readonly manyHandles: boolean;
  /** Everything any table holds, or the file of the database, as text. */
  readonly dump: (url: string) => Promise<string>;
  /** How many random histories of two servers are played. */
  readonly runs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a team round promises, whatever database is below. */
export function describeRounds(database: RoundDatabase): void {
  describe(`rounds on ${database.name}`, () => {
    test("twelve people on two servers that are restarted end in the right summary, decisions and exports", async () => {
      await expect(playTwelve(database)).resolves.toBeUndefined();
    });
    test("two servers do everything that falls due once, in any order, and when one of them dies", async () => {
      await expect(playServers(database)).resolves.toBeUndefined();
    });
    test("nothing of a person who erased everything is left in any table", async () => {
      await expect(eraseEverything(database)).resolves.toBeUndefined();
    });
    test("30 days after closing only the decisions and their names are left in any table", async () => {
      await expect(waitThirtyDays(database)).resolves.toBeUndefined();
    });
  });
}

const people = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_none, at) => `p${at + from}`);

async function playTwelve({ createUrl, manyHandles }: RoundDatabase): Promise<void> {
  const url = await createUrl();
  const team = createTeam(await openStorage(url));
  let other = manyHandles ? await openStorage(url) : undefined;
  /** What comes next happens on the other server, where there is one. */
  const alternate = (): void => {
    if (other) [team.storage, other] = [other, team.storage];
  };
  const restart = async (): Promise<void> => {
    await team.storage.close();
    await other?.close();
    team.storage = await openStorage(url);
    other = manyHandles ? await openStorage(url) : undefined;
  };
  const round = await openRound(team);
  for (const person of people(6)) {
    await interview(team, person, round, WORTH_IT);
    alternate();
  }
  await restart();
  for (const person of people(6, 6)) {
    await interview(team, person, round, NOT_YET);
    alternate();
  }
  const requests: string[] = [];
  for (const person of people(5)) requests.push(await askFor(team, person, round));
  alternate();
  const closing = await until(team, team.now + 6 * DAY_MS);
  const summary = closing.find((reply) => reply.type === "round-summary");
  expect(summary).toMatchObject({
    answered: 12,
    picture: { bars: [{ count: 6 }, { count: 6 }], stack: { requested: 500 } },
  });
  expect(closing.filter(({ type }) => type === "queue-card")).toHaveLength(5);
  await restart();

  const [first = "", second = "", third = "", fourth = "", fifth = ""] = requests;
  await act(team, "ada", { type: "approve", round, request: first });
  alternate();
  const fill = { type: "fill", round, request: second } as const;
  await act(team, "ada", { ...fill, form: "approve-if", fields: { condition: "A skills list" } });
  const reason = { reason: "The free course" };
  await act(team, "ada", { ...fill, form: "decline", request: third, fields: reason });
  alternate();
  await act(team, "ada", { type: "confirm", round, request: third });
  for (const request of [fourth, fifth]) await act(team, "ada", { type: "later", round, request });
  const [csv] = await act(team, "lee", { type: "export", round, format: "csv" });
  const rows = csv?.type === "round-file" ? csv.content.trim().split("\r\n") : [];
  expect(rows.slice(1).map((row) => row.split(",").slice(0, 5))).toEqual([
    [`"'=Paula"`, '"AWS Certified AI Practitioner"', '"approved"', "100", ""],
    ['"p1"', expect.any(String), '"approved with a condition"', "100", '"A skills list"'],
  ]);
  const [page] = await act(team, "lee", { type: "export", round, format: "markdown" });
  expect(page?.type === "round-file" && page.content).toContain("- Approved: 200 USD");
  expect(team.sent.filter(({ reply }) => reply.type === "round-summary")).toHaveLength(1);
  await team.storage.close();
  await other?.close();
}

/** One random history: how the clocks differ, who waits for whom, and when the first server dies. */
const history = fc.record({
  skewMs: fc.integer({ min: -2000, max: 2000 }),
  diesAt: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  isDone: fc.boolean(),
  pauses: fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

async function playServers(database: RoundDatabase): Promise<void> {
  const { createUrl, manyHandles, runs } = database;
  await fc.assert(
    fc.asyncProperty(history, async (played) => {
      const url = await createUrl();
      const [one, two] = [await openStorage(url), manyHandles ? await openStorage(url) : undefined];
      await playHistory(one, two ?? one, played);
      await one.close();
      await two?.close();
    }),
    { numRuns: runs, seed: 20_261_122 },
  );
}

async function playHistory(one: Storage, two: Storage, played: History): Promise<void> {
  const { skewMs, diesAt, isDone, pauses } = played;
  const team = createTeam(one);
  const rounds = [
    await openRound(team, { threshold: "3" }, "c1"),
    await openRound(team, { threshold: "3" }, "c2"),
  ];
  const requests = new Map<string, readonly string[]>();
  for (const [at, round] of rounds.entries()) {
    // Nobody is counted in two rounds.
    const members = people(6).slice(at * 3, at * 3 + 3);
    for (const person of members) await interview(team, person, round, ["aif-c01"]);
    const asked: string[] = [];
    for (const person of members) {
      await act(team, person, {
        type: "fill",
        form: "request",
        round,
        fields: { amount: "100 USD" },
      });
      asked.push(await askFor(team, person, round));
    }
    requests.set(round, asked);
  }
  await remindOf(team, "p0");
  const post: Post = { rounds: [], people: [] };
  let at = 0;
  const pause = async (): Promise<void> => {
    at += 1;
    for (let turns = pauses[at % pauses.length] ?? 0; turns > 0; turns -= 1) await turnOver();
  };
  const servers = [
    startServer(one, post, { pause, isDone, ...(diesAt !== undefined && { diesAt }) }),
    startServer(two, post, { pause }),
  ] as const;
  const begun = team.now;
  const pass = async (ms: number): Promise<void> => {
    // What the dead one held is free again within a minute and a half.
    for (const later of [0, 1.5 * MINUTE_MS, 3 * MINUTE_MS]) {
      const now = begun + ms + later;
      await Promise.all([servers[0].due(now), servers[1].due(now + skewMs)]);
    }
  };
  for (const ms of [6 * MINUTE_MS, 4 * DAY_MS + HOUR_MS, 5 * DAY_MS + HOUR_MS]) await pass(ms);
  await pass(5 * DAY_MS + 2 * HOUR_MS);
  team.now = begun + 6 * DAY_MS;
  // Whatever the dead one left is done; only now are there cards to decide on.
  team.storage = two;
  for (const [round, asked] of requests)
    for (const request of asked) await act(team, "ada", { type: "approve", round, request });
  for (const day of [29, 31, 36, 97, 112]) await pass(day * DAY_MS);

  const said = types(post.rounds.map(({ reply }) => reply));
  const unique = [...new Map(post.rounds.map((owed) => [owed.id, owed])).values()];
  const kinds = Object.entries(Object.groupBy(types(unique.map(({ reply }) => reply)), String));
  expect(Object.fromEntries(kinds.map(([kind, all]) => [kind, all?.length]))).toEqual({
    "round-counter": 6,
    "round-reminder": 2,
    "round-summary": 2,
    "queue-card": 6,
    "deleted-after-30-days": 2,
    "review-request": 6,
    "round-outcome": 2,
  });
  expect(new Set(post.people.map(({ id }) => id)).size).toBe(1);
  // Only what was on its way when a server died may come again, and under the same id.
  const again = said.length - unique.length + post.people.length - 1;
  expect(again).toBeLessThanOrEqual(servers[0].isDead() ? 1 : 0);
  for (const round of rounds)
    expect((await readRound(two, TENANT, round))?.round).toMatchObject({
      phase: "reviewed",
      contributions: [],
      requests: [],
    });
  expect(await two.claimDue({ now: begun + 120 * DAY_MS, leaseMs: 1, limit: 9 })).toEqual([]);
  expect(await two.claimUnsent({ now: begun + 120 * DAY_MS, leaseMs: 1, limit: 9 })).toEqual([]);
}

/** Asks for a reminder in 30 days. */
async function remindOf(team: Team, person: string): Promise<void> {
  for (const type of ["start", "advise", "remind"] as const)
    await talk(team, person, undefined, { type });
}

async function eraseEverything({ createUrl, dump }: RoundDatabase): Promise<void> {
  const url = await createUrl();
  const team = createTeam(await openStorage(url));
  const round = await openRound(team, { threshold: "3" });
  for (const person of ["quine", "p1", "p2"]) await interview(team, person, round, WORTH_IT);
  await talk(team, "quine", undefined, { type: "text", text: "aif-c01 PERSONALSECRET" });
  await remindOf(team, "quine");
  // Where their last screen stands, as the adapters keep it.
  const place = { tenant: TENANT, person: "quine", dialog: "slack:place" };
  await team.storage.turn(
    { key: place, deliveryId: "place", now: team.now, leaseMs: 0, address: "null" },
    () => ({ state: "{}", replies: [] }),
  );
  // A preview that was never sent, not even to its author.
  await act(team, "quine", { type: "ask", round }, undefined, false);
  expect(await dump(url)).toMatch(/quine/u);
  await talk(team, "quine", undefined, { type: "forget" });
  expect(await team.storage.read(place)).toBeUndefined();
  expect(await team.storage.history(TENANT, "quine")).toEqual([]);
  // That a delivery was taken is known for a day, and that somebody erased for an hour.
  team.now += 25 * HOUR_MS;
  await interview(team, "p3", round, NOT_YET);
  await team.storage.sweep(team.now);
  expect(await dump(url)).not.toMatch(/quine|PERSONALSECRET/u);
  expect(await dump(url)).toMatch(/TASKSECRET/u);
  for (const person of ["p1", "p2", "p3"]) await talk(team, person, undefined, { type: "forget" });
  await team.storage.close();
  expect(await dump(url)).not.toMatch(/TASKSECRET/u);
}

async function waitThirtyDays({ createUrl, dump }: RoundDatabase): Promise<void> {
  const url = await createUrl();
  const team = createTeam(await openStorage(url));
  const round = await openRound(team, { threshold: "3" });
  for (const person of ["quine", "carnap", "p2", "frege"])
    await interview(team, person, round, WORTH_IT);
  const request = await askFor(team, "quine", round);
  const granted = await askFor(team, "carnap", round);
  const putOff = await askFor(team, "frege", round);
  await until(team, team.now + 6 * DAY_MS);
  const fields = { reason: "REASONSECRET" };
  await act(team, "ada", { type: "fill", form: "decline", round, request, fields });
  await act(team, "ada", { type: "confirm", round, request });
  await act(team, "ada", { type: "approve", round, request: granted });
  await act(team, "ada", { type: "later", round, request: putOff });
  expect(await dump(url)).toMatch(/TASKSECRET/u);
  // Who answers after the end is not counted, and is not kept any longer for it.
  await interview(team, "late", round, []);
  await talk(team, "p2", round, { type: "text", text: "change my answer" });
  await until(team, team.now + 40 * DAY_MS);
  await team.storage.sweep(team.now);
  await team.storage.close();
  const left = await dump(url);
  expect(left).not.toMatch(
    /TASKSECRET|REASONSECRET|quine|frege|(?<![\w-])p2(?![\w-])|aws-aif|monthly report/u,
  );
  // What was approved: who, what, and how. What was not, was told to its author alone.
  expect(left).toMatch(/carnap.{1,80}AWS Certified AI Practitioner.{1,40}approve/u);
  expect(left).not.toMatch(/decline"|later"/u);
}
