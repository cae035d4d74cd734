import { expect, test } from "vitest";
import { createPerson } from "../../fakes/slack/people.ts";
import { labels, SCOPES } from "./scene.ts";
import { inChannel, openRound, openTeam } from "./team-scene.ts";

test("nobody but the opener, the approver and an administrator ends a round, whatever they press", async () => {
  const team = await openTeam(1, { scopes: [...SCOPES, "users:read"] });
  const { fake, members, channel } = team;
  const boss = createPerson(fake, { id: "U0BOSS", name: "boss", isAdmin: true });
  fake.world.channels.get(channel)?.members.add("U0BOSS");
  await openRound(team);
  const budget = async (person: typeof boss, id: string) => {
    await person.slashCommand("/certwise budget", { channel });
    await team.slack().idle();
    return fake.ephemerals(id).at(-1)!;
  };
  expect(labels(await budget(members[0]!, "U0MEM0"))).not.toContain("Cancel the round");
  const rank = (isAdmin: boolean) => fake.world.members.set("U0BOSS", { ...boss.member, isAdmin });
  const card = await budget(boss, "U0BOSS");
  await boss.click(card, "Cancel the round");
  await team.slack().idle();
  const question = fake.ephemerals("U0BOSS").at(-1)!;
  rank(false);
  for (const [shown, label] of [
    [card, "Cancel the round"],
    [card, "Close the round now"],
    [question, "Cancel it and delete"],
  ] as const) {
    await boss.click(shown, label, { isStale: true });
    await team.slack().idle();
    expect(fake.ephemerals("U0BOSS").at(-1)?.text).toContain("Nothing has changed");
  }
  expect(inChannel(team).own).toHaveLength(1);
  rank(true);
  await boss.click(await budget(boss, "U0BOSS"), "Cancel the round");
  await team.slack().idle();
  await boss.click(fake.ephemerals("U0BOSS").at(-1)!, "Cancel it and delete");
  await team.slack().idle();
  expect(inChannel(team).own.some(({ text }) => text.includes("U0BOSS"))).toBe(true);
});

test("where the app may not see who administers, whoever is refused hears what would let an administrator end the round", async () => {
  const team = await openTeam(1, {
    scopes: [...SCOPES, "users:read"],
    tolerated: /missing_scope/u,
  });
  const { fake, channel } = team;
  const boss = createPerson(fake, { id: "U0BOSS", name: "boss", isAdmin: true });
  fake.world.channels.get(channel)?.members.add("U0BOSS");
  await openRound(team);
  await boss.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  const card = fake.ephemerals("U0BOSS").at(-1)!;
  fake.team.scopes.delete("users:read");
  await boss.click(card, "Cancel the round", { isStale: true });
  await team.slack().idle();
  const [refusal, hint] = fake.ephemerals("U0BOSS").slice(-2);
  expect(refusal?.text).toContain("Nothing has changed");
  expect(hint?.text).toContain("users:read");
});
