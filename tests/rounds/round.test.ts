import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readRound } from "../../src/rounds/stored.ts";
import { openStorage } from "../../src/storage/open.ts";
import {
  act,
  askFor,
  createTeam,
  DAY_MS,
  interview,
  NOT_YET,
  openRound,
  TENANT,
  types,
  until,
  WORTH_IT,
} from "./team.ts";

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `p${index + from}`);

it("a round of twelve with a restart in its middle ends in the summary, the decisions and the exports", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "certwise-")), "round.db");
  const team = createTeam(await openStorage(file));
  const round = await openRound(team);
  for (const person of people(6)) await interview(team, person, round, WORTH_IT);
  await team.storage.close();
  team.storage = await openStorage(file);
  for (const person of people(6, 6)) await interview(team, person, round, NOT_YET);
  const requests: string[] = [];
  for (const person of people(6)) requests.push(await askFor(team, person, round));

  const closing = await until(team, team.now + 6 * DAY_MS);
  const summary = closing.find((reply) => reply.type === "round-summary");
  expect(summary).toMatchObject({
    answered: 12,
    picture: {
      bars: [
        { count: 6, kind: "worth-it" },
        { count: 6, kind: "not-now" },
      ],
    },
  });
  expect(summary?.lines).toMatchSnapshot("summary");
  const cards = closing.filter(({ type }) => type === "queue-card");
  expect(cards).toHaveLength(6);
  expect(cards[0]?.lines.join(" ")).toMatch(/Retake: .*Renewal: /u);

  const [first = "", second = "", third = "", ...others] = requests;
  expect(types(await act(team, "ada", { type: "approve", round, request: first }))).toEqual([
    "decision-notice",
    "decision-kept",
  ]);
  await act(team, "ada", {
    type: "fill",
    form: "approve-if",
    round,
    request: second,
    fields: { condition: "A skills list in writing" },
  });
  const [shown] = await act(team, "ada", {
    type: "fill",
    form: "decline",
    round,
    request: third,
    fields: { reason: "The free course first" },
  });
  expect(shown).toMatchObject({
    type: "decision-preview",
    lines: ["Reason: The free course first"],
  });
  const declined = await act(team, "ada", { type: "confirm", round, request: third });
  expect(declined[0]).toMatchObject({
    type: "decision-notice",
    lines: expect.arrayContaining(["Reason: The free course first"]),
  });
  for (const request of others) await act(team, "ada", { type: "approve", round, request });
  const record = team.sent.map(({ reply }) => reply).find(({ type }) => type === "round-record");
  expect(record).toMatchObject({ as: "thread" });
  expect(record?.lines).toMatchSnapshot("record");

  const [csv] = await act(team, "lee", { type: "export", round, format: "csv" });
  expect(csv).toMatchObject({ type: "round-file", mediaType: "text/csv" });
  expect(csv?.type === "round-file" && csv.content).toContain(`"'=Paula","`);
  // What was declined is told to its author alone, and not even exported by the approver.
  for (const [person, format] of [
    ["lee", "csv"],
    ["ada", "csv"],
    ["ada", "markdown"],
  ] as const) {
    const [exported] = await act(team, person, { type: "export", round, format });
    expect(exported?.type === "round-file" && exported.content).not.toMatch(/p2|declined/u);
  }
  const [page] = await act(team, "lee", { type: "export", round, format: "markdown" });
  expect(page?.type === "round-file" && page.content).toContain("approved with a condition");

  const later = await until(team, team.now + 91 * DAY_MS);
  expect(later.filter(({ type }) => type === "review-request")).toHaveLength(5);
  for (const person of ["p0", "p1", "p3", "p4", "p5"])
    await act(team, person, { type: "review", round, used: true, gains: "skills" });
  const end = await until(team, team.now + 15 * DAY_MS);
  expect(end.map(({ type }) => type)).toContain("round-outcome");
  const stored = await readRound(team.storage, TENANT, round);
  expect(stored?.round).toMatchObject({ phase: "reviewed", contributions: [], requests: [] });
  // What was declined was told to its author alone, and is gone with the answers.
  expect(stored?.round.decisions).toHaveLength(5);
  await team.storage.close();
});

it("nothing that a member said reaches the channel, and the approver only what the preview showed", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team);
  for (const person of people(6)) await interview(team, person, round, WORTH_IT);
  await askFor(team, "p0", round);
  await until(team, team.now + 6 * DAY_MS);
  const toChannel = team.sent.filter(({ address }) => address.to.to === "channel");
  expect(toChannel.length).toBeGreaterThan(3);
  const inChannel = JSON.stringify(toChannel.map(({ reply }) => reply));
  expect(inChannel).not.toContain("TASKSECRET");
  expect(inChannel).not.toMatch(/p\d\b/u);
  const toAda = team.sent.filter(
    ({ address }) => address.to.to === "person" && address.to.person === "ada",
  );
  const forAda = JSON.stringify(toAda.map(({ reply }) => reply));
  // The one who asked put the task into the request; the other five did not.
  expect(forAda.match(/TASKSECRET/gu)).toHaveLength(1);
  expect(forAda).not.toMatch(/p[1-5]\b/u);
  const toMembers = team.sent.filter(
    ({ address }) => address.to.to === "person" && address.to.person.startsWith("p"),
  );
  for (const { address } of toMembers) expect(address.here).toBeDefined();
  await team.storage.close();
});

it("four answers under a threshold of five make no summary", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team);
  for (const person of people(4)) await interview(team, person, round, WORTH_IT);
  const said = types(await until(team, team.now + 6 * DAY_MS));
  expect(said).toContain("round-not-enough");
  expect(said).not.toContain("round-summary");
  await team.storage.close();
});

it("an opening that cannot be says why, repeats what was typed, and offers the form again", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const [refused] = await act(team, "lee", {
    type: "fill",
    form: "open",
    fields: { topic: "AI certifications", closes: "400", approver: "ada" },
  });
  expect(refused).toMatchObject({ type: "round-notice", notice: "round-invalid" });
  expect(refused?.lines).toContain("What it is about: AI certifications");
  expect(refused?.actions.map(({ event }) => event)).toEqual([{ type: "form", form: "open" }]);
  await team.storage.close();
});
