import { afterEach, expect, test } from "vitest";
import { NOT_YET, WORTH_IT } from "../rounds/team.ts";
import { labels } from "./scene.ts";
import type { SceneOptions } from "./scene.ts";
import {
  answer,
  DAY_MS,
  fill,
  inChannel,
  lastTo,
  openRound,
  pressLast,
  sentToChannel,
  startTeam,
} from "./team-scene.ts";
import type { TeamScene } from "./team-scene.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function teamOf(count: number, options: SceneOptions = {}): Promise<TeamScene> {
  const team = await startTeam(count, options);
  closing.push(() => team.close());
  return team;
}

test("a round of twelve with a restart in its middle ends in the summary, the decisions and the record", async () => {
  const team = await teamOf(12);
  const { fake, channel, members, ada, lee } = team;
  const opening = await openRound(team);
  expect(opening.text).toContain("Training round: AI certifications");
  for (const person of members.slice(0, 6)) await answer(team, person, WORTH_IT);
  await team.restart();
  for (const person of members.slice(6)) await answer(team, person, NOT_YET);
  for (const person of members.slice(0, 4)) {
    await pressLast(team, person, "Ask for the money");
    // The catalogue's price is too old by now to be asked for.
    await pressLast(team, person, "Fill in");
    await fill(team, person, { Amount: "100 USD" });
    expect((await lastTo(team, person)).text).toContain("TASKSECRET monthly report");
    await pressLast(team, person, "Send the request");
  }
  await team.pass(6 * DAY_MS, 12);
  expect(team.unsent).toEqual([]);
  const [invitation, reminder, summary] = inChannel(team).own;
  expect(invitation?.text).toContain("Closed · 12 answered");
  expect(labels(invitation!)).not.toContain("Answer privately");
  expect(reminder?.text).toContain("Last call");
  expect(summary?.text).toContain("12 answered");
  // Nobody has decided to be seen so far.
  expect(sentToChannel(team).join("\n")).not.toMatch(/U0MEM|member\d|TASKSECRET/u);

  const cards = fake.messages(ada.dm.id).filter((one) => labels(one).includes("Approve"));
  expect(cards).toHaveLength(4);
  await ada.click(cards[0]!, "Approve");
  await team.slack().idle();
  const settled = fake.messages(ada.dm.id).find(({ ts }) => ts === cards[0]?.ts);
  expect(labels(settled!)).toEqual([]);
  expect(JSON.stringify(settled?.blocks)).toContain("TASKSECRET");
  await ada.click(cards[1]!, "Approve with a condition");
  await fill(team, ada, { "On what condition": "A skills list in writing" });
  await ada.click(cards[2]!, "Decline …");
  await fill(team, ada, { "Reason, as the person will read it": "The free course first" });
  expect((await lastTo(team, ada)).text).toContain("The free course first");
  await pressLast(team, ada, "Send this decline");
  await ada.click(cards[3]!, "Approve");
  await team.slack().idle();
  expect((await lastTo(team, members[2]!)).text).toContain("The free course first");

  const [record] = inChannel(team).threads;
  expect(record?.thread_ts).toBe(opening.ts);
  expect(record?.text).toMatch(/<@U0MEM0>: .*approved/u);
  expect(record?.text).not.toContain("The free course first");
  expect(record?.text).not.toContain("TASKSECRET");
  await lee.click(record!, "Record as CSV");
  await team.slack().idle();
  expect(JSON.stringify((await lastTo(team, lee)).blocks)).toContain("member0");

  await team.pass(91 * DAY_MS, 3);
  await pressLast(team, members[0]!, "I used it …");
  await fill(team, members[0]!, { "What changed?": ["Better skills"] });
  for (const person of [members[1]!, members[3]!])
    await pressLast(team, person, "I did not use it");
  await team.pass(20 * DAY_MS, 2);
  expect(inChannel(team).threads.at(-1)?.text).toContain("what came of it");
  expect(inChannel(team).own).toHaveLength(3);
  expect(inChannel(team).threads).toHaveLength(2);
  expect(fake.messages(channel)).toHaveLength(5);
});

test("four answers are too few for a summary with the threshold of five, and everybody keeps their advice", async () => {
  const team = await teamOf(4);
  await openRound(team);
  for (const person of team.members) await answer(team, person, NOT_YET);
  await team.pass(6 * DAY_MS, 12);
  const last = inChannel(team).own.at(-1);
  expect(last?.text).toContain("not enough answers for a summary");
  expect(sentToChannel(team).join("\n")).not.toMatch(/Worth it|Not yet|U0MEM|member\d/u);
  expect(team.fake.messages(team.members[0]!.dm.id).some(({ text }) => /Not yet/u.test(text))).toBe(
    true,
  );
});
