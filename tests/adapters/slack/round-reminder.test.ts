import { expect, test } from "vitest";
import { NOT_YET } from "../../rounds/team.ts";
import { isAdvice } from "./scene.ts";
import { answer, DAY_MS, lastTo, openRound, pressLast, openTeam } from "./team-scene.ts";
import type { TeamScene } from "./team-scene.ts";

/** One who answered in a round and asked to be reminded of it. */
async function reminded(): Promise<TeamScene> {
  const team = await openTeam(1);
  await openRound(team);
  const [ben] = team.members;
  const advice = await answer(team, ben!, NOT_YET);
  await ben!.click(advice, ({ label }) => label.startsWith("Remind me"));
  await team.slack().idle();
  return team;
}

test("a reminder of a round's advice leads back to that advice, and begins no personal interview", async () => {
  const team = await reminded();
  const [ben] = team.members;
  await team.pass(31 * DAY_MS, 31);
  expect((await lastTo(team, ben!)).text).toContain("You asked me to look again");
  await pressLast(team, ben!, "Show my advice");
  expect(isAdvice(await lastTo(team, ben!))).toBe(true);
  const key = { tenant: team.fake.team.id, person: "U0MEM0", dialog: "ai-certification" };
  expect(await team.storage().read(key)).toBeUndefined();
});

test("thirty days after a round has closed nothing kept of a person says that they were in it", async () => {
  const team = await reminded();
  const [ben] = team.members;
  const key = { tenant: team.fake.team.id, person: "U0MEM0", dialog: "slack:place" };
  expect((await team.storage().read(key))?.state).toContain('"round"');
  await team.pass(40 * DAY_MS, 40);
  const kept = (await team.storage().read(key))?.state;
  expect(kept).toContain("C0DATA");
  expect(kept).not.toContain('"round"');
  // What is typed now begins an interview of their own.
  await ben!.directMessage("aif-c01");
  expect((await lastTo(team, ben!)).text).toContain("What should it change");
});
