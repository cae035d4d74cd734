import { beforeEach, expect, test } from "vitest";
import { permitRounds } from "../../../src/rounds.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { Person } from "../../fakes/discord/world.ts";
import { buttonsOf, dialog, fresh, screenAfter, openCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openRound, saying } from "./team.ts";

const MANAGE_SERVER = String(1 << 5);
const ROLE = "900000000000000001";

let certwise: Certwise;
let fake: FakeDiscord;
let boss: Person;
let ada: Person;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
  boss = fake.addPerson("Boss", { permissions: MANAGE_SERVER });
  ada = fake.addPerson("Ada");
  await certwise.start();
});

const only = (people: readonly string[]) => ({ type: "people", people }) as const;

/** Says in a server that only these may open rounds; nobody: everybody. */
async function permit(people: readonly string[], channel = fake.channel): Promise<void> {
  await fake.answered(await fake.slash("certwise settings", {}, { user: boss, channel }));
  await fake.answered(await fake.submitModal({ people }, boss));
}

async function budget(user: Person, channel = fake.channel) {
  return screenAfter(fake, fake.slash("certwise budget", {}, { user, channel }), user);
}

test("who manages a server says which people and roles may open rounds there", async () => {
  await permit([ada.user.id, ROLE]);
  const saved = await saying(fake, "only these may open", () => fake.ephemerals(boss));
  expect(textOf(saved)).toContain(`<@${ada.user.id}>`);
  expect(textOf(saved)).toContain(`<@&${ROLE}>`);
  expect(buttonsOf(await budget(fake.ana))).toEqual([]);
  expect(buttonsOf(await budget(ada))).toEqual(["Open a round"]);
  fake.ana.roles = [ROLE];
  expect(buttonsOf(await budget(fake.ana))).toEqual(["Open a round"]);
});

test("the form shows what holds, and empty it lets everybody", async () => {
  await permit([ada.user.id, ROLE]);
  const where = await budget(boss);
  expect(buttonsOf(where)).toEqual(["Who may open rounds"]);
  await fake.answered(await fake.click(where, "Who may open rounds", { user: boss }));
  const shown = JSON.stringify(fake.modals(boss)[0]?.components);
  expect(shown).toContain(JSON.stringify({ type: "user", id: ada.user.id }).slice(1, -1));
  expect(shown).toContain(JSON.stringify({ type: "role", id: ROLE }).slice(1, -1));
  await fake.answered(await fake.submitModal({ people: [] }, boss));
  await saying(fake, "everybody here may open", () => fake.ephemerals(boss));
  expect(buttonsOf(await budget(fake.ana))).toEqual(["Open a round"]);
});

test("a setting holds on its own server alone, and a round keeps to that of its server", async () => {
  const elsewhere = fake.addChannel({ guildId: fake.addGuild("Elsewhere").id });
  await permit([ada.user.id]);
  expect(buttonsOf(await budget(fake.ana, elsewhere))).toEqual(["Open a round"]);
  await permit([], fake.channel);
  await openRound(fake, ada);
  await permit([ada.user.id]);
  expect(buttonsOf(await budget(fake.addPerson("Eve")))).not.toContain("Cancel the round");
  for (const person of [fake.ana, ada, boss])
    expect(buttonsOf(await budget(person))).toContain("Cancel the round");
});

test("a round is ended by who opened it, who approves and who manages the server, and by nobody who does no more", async () => {
  await openRound(fake, ada);
  const before = await budget(boss);
  boss.permissions = "0";
  await fake.click(before, "Cancel the round", { user: boss });
  await saying(fake, "Nothing has changed", () => fake.ephemerals(boss));
  expect(fake.messages()).toHaveLength(1);
  boss.permissions = MANAGE_SERVER;
  const own = await budget(boss);
  await fake.answered(await fake.click(own, "Cancel the round", { user: boss }));
  await fake.until(() => buttonsOf(fresh(fake, own)).includes("Cancel it and delete"));
  await fake.click(fresh(fake, own), "Cancel it and delete", { user: boss });
  const posted = await saying(fake, "cancelled the round", () => fake.messages());
  expect(textOf(posted)).toContain(`<@${boss.user.id}>`);
});

test("who does not manage the server is told kindly who may, in a direct message everybody is", async () => {
  const told = await screenAfter(fake, fake.slash("certwise settings"));
  expect(textOf(told)).toContain("somebody who may manage the server");
  expect(buttonsOf(await budget(fake.ana))).not.toContain("Who may open rounds");
  await fake.slash("certwise settings", {}, { user: boss, channel: fake.dmOf(boss) });
  await saying(fake, "may manage the server", () => [...fake.dms(boss), ...fake.ephemerals(boss)]);
  expect(fake.modals()).toEqual([]);
});

test("what the operator set for all servers holds where a server has no setting of its own", async () => {
  const parts = { storage: certwise.storage, dialog };
  const now = fake.now();
  await permitRounds(parts, { workspace: "discord", permission: only([ada.user.id]), now });
  expect(buttonsOf(await budget(fake.ana))).toEqual([]);
  const permission = only([fake.ana.user.id]);
  await permitRounds(parts, { workspace: fake.guild.id, permission, now });
  expect(buttonsOf(await budget(fake.ana))).toEqual(["Open a round"]);
  expect(buttonsOf(await budget(ada))).toEqual([]);
});
