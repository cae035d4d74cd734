import { expect, test } from "vitest";
import { WORTH_IT } from "../../rounds/team.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import { labels } from "./scene.ts";
import {
  answer,
  DAY_MS,
  fill,
  inChannel,
  openRound,
  pressLast,
  openTeam,
  openRequest,
} from "./team-scene.ts";
import type { TeamScene } from "./team-scene.ts";

/** A round that has closed with a request of everybody. */
async function closedWith(count: number): Promise<TeamScene> {
  // Many cards in a row make Slack ask for patience, and the app has it.
  const team = await openTeam(count, { tolerated: /ratelimited/u });
  await openRound(team);
  for (const person of team.members) {
    await answer(team, person, WORTH_IT);
    await pressLast(team, person, "Ask for the money");
    await openRequest(team, person);
    await fill(team, person, { Amount: "100 USD" });
    await pressLast(team, person, "Send the request");
  }
  await team.pass(6 * DAY_MS, 12);
  return team;
}

test("the approver calls the queue up again from the channel, in their direct messages, and decides there", async () => {
  const team = await closedWith(7);
  const { fake, ada, channel } = team;
  const cards = () => fake.messages(ada.dm.id).filter((one) => labels(one).includes("Approve"));
  expect(cards()).toHaveLength(7);
  const posted = fake.messages(channel).length;
  await ada.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  expect(cards()).toHaveLength(12);
  const [where, pointer] = fake.ephemerals("U0ADA").slice(-2);
  expect(where?.text).toContain("7 requests wait for your decision");
  expect(labels(pointer!)).toEqual(["Open our messages"]);
  await pressLast(team, ada, "Show the next ones");
  expect(cards()).toHaveLength(14);
  // The copy decides as well as the card it repeats; that one is told so.
  await ada.click(cards()[7]!, "Approve");
  await team.slack().idle();
  expect(fake.messages(team.members[0]!.dm.id).at(-1)?.text).toContain("approved your request");
  await ada.click(cards()[0]!, "Approve");
  await team.slack().idle();
  expect(fake.messages(ada.dm.id).at(-1)?.text).toContain("decided already");
  expect(fake.messages(channel)).toHaveLength(posted);
  expect(inChannel(team).threads).toEqual([]);
});

test("who was asked to approve finds the question again in the channel", async () => {
  const team = await openTeam(0, { tolerated: /users\.info: missing_scope/u });
  const { fake, lee, ada, channel } = team;
  await lee.slashCommand("/certwise round", { channel });
  await fill(team, lee, { "What it is about": "AI", "Who decides on requests": "U0ADA" });
  await ada.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  await ada.click(fake.ephemerals("U0ADA").at(-1)!, "I will approve");
  await team.slack().idle();
  expect(inChannel(team).own.at(-1)?.text).toContain("Training round: AI");
});

test("in the direct messages the approver is shown their round with what waits, and others that there is none", async () => {
  const team = await closedWith(5);
  const { fake, ada, lee, members } = team;
  const ask = async (person: typeof ada) => {
    await person.slashCommand("/certwise budget");
    await team.slack().idle();
    return fake.ephemerals(person.member.id).at(-1)!;
  };
  const cards = () => fake.messages(ada.dm.id).filter((one) => labels(one).includes("Approve"));
  await ask(ada);
  expect(cards()).toHaveLength(10);
  const [where] = fake.ephemerals("U0ADA").slice(-2);
  expect(where?.text).toContain("5 requests wait for your decision");
  // Whoever answers no more is not told how to, and a round is opened in a channel only.
  expect(where?.text).not.toContain("Answer privately");
  expect(labels(where!)).toEqual(["Record as CSV", "Record as Markdown"]);
  expect(labels(await ask(lee))).toEqual(["Ask another approver"]);
  expect((await ask(members[0]!)).text).toContain("Training round: AI certifications");
  const stranger = createPerson(fake, { id: "U0EVE", name: "eve" });
  expect((await ask(stranger)).text).toContain("There is no training round for you");
});

test("of several rounds the direct messages ask which is meant, and the button shows it", async () => {
  const team = await openTeam(0, { tolerated: /users\.info: missing_scope/u });
  const { fake, lee, ada, channel } = team;
  const other = fake.addChannel({ id: "C0OPS", members: new Set(["U0LEE", fake.team.botUserId]) });
  for (const [id, topic] of [
    [channel, "Data"],
    [other.id, "Operations"],
  ] as const) {
    await lee.slashCommand("/certwise round", { channel: id });
    await fill(team, lee, { "What it is about": topic, "Who decides on requests": "U0ADA" });
  }
  await ada.slashCommand("/certwise budget");
  await team.slack().idle();
  const asked = fake.ephemerals("U0ADA").at(-1)!;
  expect(labels(asked)).toEqual(["Operations", "Data"]);
  await ada.click(asked, "Data");
  await team.slack().idle();
  await ada.click(fake.ephemerals("U0ADA").at(-1)!, "I will approve");
  await team.slack().idle();
  expect(inChannel(team).own.at(-1)?.text).toContain("Training round: Data");
  expect(fake.messages(other.id)).toEqual([]);
});
