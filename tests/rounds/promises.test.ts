import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { findPeople, permitRounds, readForm, takeDueRound } from "../../src/rounds.ts";
import { findMessage, rememberMessage } from "../../src/rounds/opening-message.ts";
import { toContribution } from "../../src/rounds/contribution.ts";
import { replaceMentions, withoutMentions, writeMention } from "../../src/rounds/replies.ts";
import { listedRounds } from "../../src/rounds/round-index.ts";
import { shortHash } from "../../src/rounds/meaning.ts";
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

const opened: Storage[] = [];
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});

async function open(file = ":memory:"): Promise<Storage> {
  const storage = await openStorage(file);
  opened.push(storage);
  return storage;
}

const roundOf = async (team: Team, round: string) => {
  const stored = await readRound(team.storage, TENANT, round);
  return stored!.round;
};

it("takeRoundTurn() applies a doubled click once, in flight or on a second instance", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "certwise-")), "round.db");
  const team = createTeam(await open(file));
  const other = { ...team, storage: await open(file) };
  const round = await openRound(team);
  for (const person of ["p0", "p1", "p2"]) await interview(team, person, round, WORTH_IT);
  for (const person of ["p3", "p4", "p5"]) await interview(other, person, round, WORTH_IT);
  other.now = team.now;
  const [preview] = await act(other, "p0", { type: "ask", round });
  const [request = ""] = (preview?.actions ?? []).flatMap(({ event }) =>
    event.type === "send" ? [event.request] : [],
  );
  const click = nextDelivery();
  const send = { type: "send", round, request } as const;
  await Promise.all([team, team, team].map((each) => act(each, "p0", send, click)));
  expect(await act(other, "p0", send, click)).toEqual([]);
  await until(team, team.now + 6 * DAY_MS);
  other.now = team.now;
  const decision = nextDelivery();
  const approve = { type: "approve", round, request } as const;
  await Promise.all([team, team].map((each) => act(each, "ada", approve, decision)));
  expect(await act(other, "ada", approve, decision)).toEqual([]);
  // A delivery that comes again is handed what is unsent of the first, under the same ids.
  const records = team.sent.filter(({ reply }) => reply.type === "round-record");
  expect(new Set(records.map(({ id }) => id)).size).toBe(1);
  expect((await roundOf(other, round)).decisions).toHaveLength(1);
  const again = await act(team, "ada", { type: "approve", round, request });
  expect(types(again)).toEqual(["request-decided"]);
});

const filled = {
  type: "fill",
  form: "open",
  fields: { topic: "AI", closes: "5", approver: "ada" },
} as const;

it("the id of a round cannot be worked out, and the same delivery again opens no second one", async () => {
  const ids = [];
  for (let time = 0; time < 2; time += 1) {
    const team = createTeam(await open());
    await act(team, "lee", filled, "opening");
    ids.push(...(await listedRounds(team.storage, TENANT)));
    expect(await act(team, "lee", filled, "opening")).toEqual([]);
    expect(await listedRounds(team.storage, TENANT)).toHaveLength(1);
  }
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) {
    expect(id).toMatch(/^r[\da-f]{12}$/u);
    expect(id).not.toContain(shortHash(`${TENANT} opening`));
  }
});

it("whoever opens a round cannot choose its id", async () => {
  const team = createTeam(await open());
  await act(team, "lee", { ...filled, round: "mine" });
  const [id = ""] = await listedRounds(team.storage, TENANT);
  expect((await roundOf(team, id)).id).toBe(id);
  expect(await readRound(team.storage, TENANT, "mine")).toBeUndefined();
});

it("a delivery that broke off once its round was listed opens that round when it comes again", async () => {
  const team = createTeam(await open());
  const { storage } = team;
  team.storage = {
    ...storage,
    turn: (input, step) =>
      input.key.dialog === "round"
        ? Promise.reject(new Error("The database is gone"))
        : storage.turn(input, step),
  };
  await expect(act(team, "lee", filled, "opening")).rejects.toThrow("gone");
  team.storage = storage;
  expect(types(await act(team, "lee", filled, "opening"))).toEqual([
    "approver-request",
    "waiting-for-approver",
  ]);
  const [id = ""] = await listedRounds(storage, TENANT);
  expect(await listedRounds(storage, TENANT)).toEqual([id]);
  expect((await roundOf(team, id)).phase).toBe("proposed");
});

it("an answer survives a crash between the interview's commit and the round's", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  await interview(team, "p1", round, []);
  expect((await roundOf(team, round)).contributions).toHaveLength(1);
  // Only the first of the two commits, as when the process dies after it.
  team.now += 1000;
  const request = { tenant: TENANT, person: "p2", round, address: {} };
  for (const type of ["start", "advise"] as const) {
    const event = { type, now: team.now };
    await takeTurn(parts(team), { ...request, deliveryId: nextDelivery(), event });
  }
  expect((await roundOf(team, round)).contributions).toHaveLength(1);
  const said = types(await until(team, team.now + 10_000));
  expect(said).toContain("answer-counted");
  expect((await roundOf(team, round)).contributions).toHaveLength(2);
});

it("takeDueRound() counts work that two loops were handed once, and never brings back what was erased", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  const request = { tenant: TENANT, person: "p1", round, address: {} };
  for (const type of ["start", "advise"] as const) {
    const event = { type, now: team.now };
    await takeTurn(parts(team), { ...request, deliveryId: nextDelivery(), event });
  }
  const rows = await team.storage.claimDue({ now: team.now + 10_000, leaseMs: 1000, limit: 10 });
  const [row] = rows.filter(({ kind }) => kind === "contribute");
  await talk(team, "p1", undefined, { type: "forget" });
  await takeDueRound(parts(team), row!, team.now);
  await takeDueRound(parts(team), row!, team.now);
  expect((await roundOf(team, round)).contributions).toEqual([]);
});

it("forget takes a person's answers out of every round, and says what stays", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  for (const person of ["p0", "p1", "p2"]) await interview(team, person, round, WORTH_IT);
  const [preview] = await act(team, "p0", { type: "ask", round });
  const send = preview?.actions[0]?.event;
  await act(team, "p0", send!);
  team.sent.length = 0;
  await talk(team, "p0", undefined, { type: "forget" });
  const after = await roundOf(team, round);
  expect(after.contributions.map(({ person }) => person)).toEqual(["p1", "p2"]);
  expect(after.requests.map(({ person }) => person)).toEqual(["p0"]);
  expect(types(team.sent.map(({ reply }) => reply))).toContain("erased-but-request-stays");
  await talk(team, "p1", round, { type: "stop" });
  expect((await roundOf(team, round)).contributions.map(({ person }) => person)).toEqual(["p2"]);
  // Whoever erased may answer anew.
  await interview(team, "p1", round, []);
  expect((await roundOf(team, round)).contributions).toHaveLength(2);
});

it("the answers of every interview are deleted 30 days after the round closed", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  await interview(team, "p0", round, WORTH_IT);
  const key = { tenant: TENANT, person: "p0", dialog: dialog.in("").dialog.id, round };
  expect((await team.storage.read(key))?.state).toContain("TASKSECRET");
  await until(team, team.now + 40 * DAY_MS);
  // The row is gone, not emptied: its key would still say who took part.
  expect(await team.storage.read(key)).toBeUndefined();
  expect(JSON.stringify(await readRound(team.storage, TENANT, round))).not.toContain("p0");
});

it("timers that were due while nothing ran are made up for, each once", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "certwise-")), "round.db");
  const team = createTeam(await open(file));
  const round = await openRound(team, { threshold: "3" });
  for (const person of ["p0", "p1", "p2"]) await interview(team, person, round, NOT_YET);
  team.now += 10 * DAY_MS;
  team.storage = await open(file);
  const said = types(await until(team, team.now));
  expect(said).toContain("round-counter");
  const then = types(await until(team, team.now + DAY_MS));
  expect(then.filter((type) => type === "round-summary")).toHaveLength(1);
  expect(types(await until(team, team.now + DAY_MS))).toEqual([]);
});

it("only those whom the setting names may open and cancel", async () => {
  const team = createTeam(await open());
  const permission = { type: "people", people: ["ada"] } as const;
  await permitRounds(parts(team), { workspace: TENANT, permission, now: team.now });
  const fields = { topic: "AI", approver: "eve" };
  const fill = { type: "fill", form: "open", fields } as const;
  expect(types(await act(team, "lee", fill))).toEqual(["not-permitted"]);
  expect(types(await act(team, "ada", fill))).toEqual(["approver-request", "waiting-for-approver"]);
  const [card] = await act(team, "lee", { type: "budget" });
  expect(card?.actions).toEqual([]);
});

it("a request can be changed before it is sent, and never in another currency", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  await interview(team, "p0", round, WORTH_IT);
  const press = { type: "form", form: "request", round } as const;
  const asked = { tenant: TENANT, person: "p0", press, now: team.now };
  const form = await readForm(parts(team), asked);
  expect(form?.fields.map(({ id, value }) => [id, value])).toContainEqual(["amount", "100 USD"]);
  const fill = (fields: Record<string, string>) =>
    act(team, "p0", { ...press, type: "fill", fields });
  const [changed] = await fill({ amount: "80", task: "" });
  expect(changed?.lines).toContain("Amount: 80 USD, as typed");
  expect(changed?.lines).toContain("Task: none named");
  expect(types(await fill({ amount: "80 euros" }))).toEqual(["request-needs"]);
  const strange = { ...press, form: "decline", request: "x" } as const;
  expect(await readForm(parts(team), { ...asked, press: strange })).toBeUndefined();
});

it("rememberMessage() keeps where the opening stands, through every later turn", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  const said = { tenant: TENANT, round };
  expect(await findMessage(parts(team), said)).toBeUndefined();
  await rememberMessage(parts(team), { ...said, message: { ts: "1.2" }, now: team.now });
  await interview(team, "p0", round, []);
  expect(await findMessage(parts(team), said)).toEqual({ ts: "1.2" });
  expect(await findPeople(parts(team), said)).toEqual([]);
});

it("every text a round says is written, and says no name of a text", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  await act(team, "p0", { type: "about", round });
  await act(team, "p0", { type: "budget", round });
  await act(team, "p0", { type: "confirm", round, request: "none" });
  await act(team, "p0", { type: "export", round, format: "csv" });
  for (const form of ["open", "request", "approve-if", "decline", "review", "approver"] as const)
    await act(team, "p0", { type: "form", form, round });
  await act(team, "lee", { type: "cancel", round });
  expect(JSON.stringify(team.sent)).not.toMatch(/"round\.[a-z-]+/u);
});

it("toContribution() takes six facts of an interview and nothing in the person's words", async () => {
  const team = createTeam(await open());
  const round = await openRound(team);
  await interview(team, "p0", round, WORTH_IT);
  const key = { tenant: TENANT, person: "p0", dialog: dialog.in("").dialog.id, round };
  const { state } = (await team.storage.read(key))!;
  expect(toContribution(dialog.in("").dialog, JSON.parse(state))).toEqual({
    verdict: "worth-it",
    purpose: "work",
    hasTask: true,
    freeRouteDoes: false,
    certification: "aws-aif",
    costUsd: 100,
  });
});

it("replaceMentions() names people, and nobody can be named by typing", () => {
  expect(replaceMentions(`for ${writeMention("U1")}!`, (person) => `<@${person}>`)).toBe(
    "for <@U1>!",
  );
  expect(withoutMentions(writeMention("U1"))).toBe("U1");
});
