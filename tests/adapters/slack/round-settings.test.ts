import { expect, test } from "vitest";
import { createPerson } from "../../fakes/slack/people.ts";
import { labels, SCOPES } from "./scene.ts";
import type { SceneOptions } from "./scene.ts";
import { fill, openRound, openTeam } from "./team-scene.ts";
import type { TeamScene } from "./team-scene.ts";

const WHO = "Who may open rounds";

async function teamOf(options: SceneOptions = {}): Promise<TeamScene> {
  const team = await openTeam(0, { scopes: [...SCOPES, "users:read"], ...options });
  return team;
}

function adminOf({ fake, channel }: TeamScene) {
  const boss = createPerson(fake, { id: "U0BOSS", name: "boss", isAdmin: true });
  fake.world.channels.get(channel)?.members.add("U0BOSS");
  return boss;
}

async function said(team: TeamScene, person: string): Promise<string> {
  await team.slack().idle();
  return team.fake.ephemerals(person).at(-1)?.text ?? "";
}

test("an administrator says who may open rounds, sees it again, and gives it back to everybody", async () => {
  const team = await teamOf();
  const { fake, lee, ada, channel } = team;
  const boss = adminOf(team);
  await boss.slashCommand("/certwise settings", { channel });
  await fill(team, boss, { [WHO]: ["U0ADA"] });
  expect(fake.messages(boss.dm.id).at(-1)?.text).toContain("only these may open");
  expect(fake.messages(boss.dm.id).at(-1)?.text).toContain("<@U0ADA>");

  await lee.slashCommand("/certwise budget", { channel });
  expect(await said(team, "U0LEE")).toContain("Only some people may open rounds here");
  expect(labels(fake.ephemerals("U0LEE").at(-1)!)).toEqual([]);
  await lee.slashCommand("/certwise round", { channel });
  await fill(team, lee, { "What it is about": "AI", "Who decides on requests": "U0ADA" });
  expect(await said(team, "U0LEE")).toContain("An administrator says who");
  await ada.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  expect(labels(fake.ephemerals("U0ADA").at(-1)!)).toContain("Open a round");

  await boss.slashCommand("/certwise settings");
  await team.slack().idle();
  const form = JSON.stringify(fake.views("U0BOSS").at(-1)?.definition);
  expect(form).toContain('"initial_users":["U0ADA"]');
  await fill(team, boss, { [WHO]: [] });
  expect(fake.messages(boss.dm.id).at(-1)?.text).toContain("everybody here may open");
  await openRound(team);
});

test("who is no administrator is told kindly who may, and nothing opens", async () => {
  const team = await teamOf();
  await team.lee.slashCommand("/certwise settings", { channel: team.channel });
  expect(await said(team, "U0LEE")).toContain("is set by an administrator");
  expect(team.fake.views("U0LEE")).toEqual([]);
});

test("an administrator who is none any more by the time the form arrives changes nothing", async () => {
  const team = await teamOf();
  const boss = adminOf(team);
  await boss.slashCommand("/certwise settings");
  await team.slack().idle();
  team.fake.world.members.set("U0BOSS", { ...boss.member, isAdmin: false });
  await fill(team, boss, { [WHO]: ["U0BOSS"] });
  expect(team.fake.messages(boss.dm.id).at(-1)?.text).toContain("is set by an administrator");
  await openRound(team);
});

test("an administrator of another company, met in a shared channel, is nobody's administrator here", async () => {
  const team = await teamOf();
  const stranger = createPerson(team.fake, { id: "U0FAR", isAdmin: true, teamId: "T0FAR" });
  await stranger.slashCommand("/certwise settings");
  expect(await said(team, "U0FAR")).toContain("is set by an administrator");
});

test("where the app may not see who administers, it says how the operator sets it", async () => {
  const team = await teamOf({ scopes: SCOPES, tolerated: /missing_scope/u });
  const boss = adminOf(team);
  await boss.slashCommand("/certwise settings", { channel: team.channel });
  const told = await said(team, "U0BOSS");
  expect(told).toContain("users:read");
  expect(told).toContain(`npm run rounds:allow -- ${team.fake.team.id}`);
});
