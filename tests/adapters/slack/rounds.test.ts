import { expect, test } from "vitest";
import { NOT_YET, WORTH_IT } from "../../rounds/team.ts";
import { begin, clickThrough, isAdvice, labels, lastMessage, SCOPES } from "./scene.ts";
import {
  answer,
  DAY_MS,
  fill,
  inChannel,
  lastTo,
  openRound,
  picturesIn,
  pressLast,
  sentToChannel,
  openTeam,
  openRequest,
} from "./team-scene.ts";

test.each(["http", "socket"] as const)(
  "a round of twelve over %s with restarts among its answers and before the decisions ends in the summary, the decisions, the record and the exports",
  async (transport) => {
    const team = await openTeam(12, { transport });
    const { fake, channel, members, ada, lee } = team;
    const opening = await openRound(team);
    expect(opening.text).toContain("Training round: AI certifications");
    for (const person of members.slice(0, 6)) await answer(team, person, WORTH_IT);
    await team.restart();
    for (const person of members.slice(6)) await answer(team, person, NOT_YET);
    for (const person of members.slice(0, 4)) {
      await pressLast(team, person, "Ask for the money");
      // The catalogue's price is too old by now to be asked for.
      await openRequest(team, person);
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
    expect(summary?.text).toMatch(/Worth it\D* 6 .*Not yet\D* 6/su);
    // Nobody has decided to be seen so far.
    expect(sentToChannel(team).join("\n")).not.toMatch(/U0MEM|member\d|TASKSECRET/u);

    await team.restart();
    const cards = fake.messages(ada.dm.id).filter((one) => labels(one).includes("Approve"));
    expect(cards).toHaveLength(4);
    await ada.click(cards[0]!, "Approve");
    await team.slack().idle();
    const settled = fake.messages(ada.dm.id).find(({ ts }) => ts === cards[0]?.ts);
    expect(labels(settled!)).toEqual([]);
    expect(JSON.stringify(settled?.blocks)).toMatch(/TASKSECRET.*✓ Approve/u);
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
    expect(record?.text).not.toMatch(/The free course first|U0MEM2/u);
    expect(record?.text).not.toContain("TASKSECRET");
    await lee.click(record!, "Record as CSV");
    await team.slack().idle();
    const csv = JSON.stringify((await lastTo(team, lee)).blocks);
    expect(csv.match(/(?<=member\d[^,]*,[^,]*,\\")[a-z ]+/gu)).toEqual([
      "approved",
      "approved with a condition",
      "approved",
    ]);
    await lee.click(record!, "Record as Markdown");
    await team.slack().idle();
    const page = JSON.stringify((await lastTo(team, lee)).blocks);
    expect(page).toContain("- Approved: 300 USD");
    expect(page).not.toContain("member2");

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
  },
);

test("four answers are too few for a summary with the threshold of five, and everybody keeps their advice", async () => {
  const team = await openTeam(4);
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

test("the picture stands in the summary where files may be written, with its words, and the summary never waits for it", async () => {
  const team = await openTeam(6, {
    scopes: [...SCOPES, "files:write"],
    tolerated: /invalid slack file/u,
  });
  await openRound(team);
  for (const person of team.members.slice(0, 3)) await answer(team, person, WORTH_IT);
  for (const person of team.members.slice(3)) await answer(team, person, NOT_YET);
  await team.pass(6 * DAY_MS, 12);
  const summary = inChannel(team).own.at(-1);
  const [file] = team.fake.files();
  expect(file).toMatchObject({ isComplete: true, name: "summary.png" });
  expect(file?.bytes?.subarray(1, 4).toString()).toBe("PNG");
  const [alt] = picturesIn(summary!);
  expect(alt).toContain("Worth it");
  expect(file?.altText).toBe(alt);
  expect(summary?.text).toContain("6 answered");
  const methods = team.fake.calls.map(({ method }) => method);
  expect(
    methods.lastIndexOf("chat.postMessage", methods.indexOf("files.getUploadURLExternal")),
  ).toBeGreaterThan(0);
});

test("what means something to one person is shown to that person alone, and the invitation stays as it is", async () => {
  // Without users:read Slack refuses to say who administers: everybody else's way stays as it is.
  const team = await openTeam(2, { tolerated: /users\.info: missing_scope/u });
  const { fake, members, ada, lee, channel } = team;
  const opening = await openRound(team);
  const [ben, eve] = members;
  await ben!.click(opening, "What that means");
  await team.slack().idle();
  expect(fake.ephemerals("U0MEM0").at(-1)?.text).toContain("Confidential, not anonymous");
  expect(fake.messages(channel).find(({ ts }) => ts === opening.ts)?.blocks).toEqual(
    opening.blocks,
  );
  await eve!.click(opening, "Answer privately", { isDouble: true });
  await team.slack().idle();
  expect(fake.messages(eve!.dm.id)).toHaveLength(2);
  expect(fake.messages(channel).find(({ ts }) => ts === opening.ts)?.blocks).toEqual(
    opening.blocks,
  );
  // Only the opener closes, only who was asked approves.
  await eve!.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  expect(labels(fake.ephemerals("U0MEM1").at(-1)!)).not.toContain("Close the round now");
  await lee.slashCommand("/certwise budget", { channel });
  await team.slack().idle();
  await lee.click(fake.ephemerals("U0LEE").at(-1)!, "Close the round now");
  await team.slack().idle();
  expect(fake.ephemerals("U0LEE").at(-1)?.text).toContain("cannot be opened again");
  await lee.click(fake.ephemerals("U0LEE").at(-1)!, "Close it");
  await team.slack().idle();
  expect(fake.ephemerals("U0LEE").at(-1)?.text).toContain("Closing");
  await ben!.click(opening, "Answer privately", { isStale: true });
  await team.slack().idle();
  expect(fake.ephemerals("U0MEM0").at(-1)?.text).toContain("no longer takes answers");
  expect(fake.messages(ben!.dm.id)).toEqual([]);
  expect(fake.messages(ada.dm.id).some((one) => labels(one).includes("I will approve"))).toBe(
    false,
  );
});

test("a cancelled round says so once and takes its buttons back", async () => {
  const team = await openTeam(1);
  await openRound(team);
  await team.lee.slashCommand("/certwise budget", { channel: team.channel });
  await team.slack().idle();
  await team.lee.click(team.fake.ephemerals("U0LEE").at(-1)!, "Cancel the round");
  await team.slack().idle();
  expect(inChannel(team).own).toHaveLength(1);
  await team.lee.click(team.fake.ephemerals("U0LEE").at(-1)!, "Cancel it and delete", {
    isDouble: true,
  });
  await team.slack().idle();
  const own = inChannel(team).own;
  const said = own.filter(({ text }) => text.includes("cancelled the round"));
  expect(said).toHaveLength(1);
  expect(said[0]?.text).toContain("U0LEE");
  expect(own[0]?.text).toContain("Cancelled");
  expect(labels(own[0]!)).toEqual(["What that means"]);
});

test("says how to invite the app before a form is filled in, and that a round needs a channel", async () => {
  const team = await openTeam(0, { tolerated: /not_in_channel/u });
  const { fake, lee } = team;
  const far = fake.addChannel({ id: "C0FAR", members: new Set(["U0LEE"]) }).id;
  await lee.slashCommand("/certwise round", { channel: far });
  await team.slack().idle();
  expect(fake.ephemerals("U0LEE").at(-1)?.text).toContain("/invite @Certwise");
  expect(fake.views("U0LEE")).toEqual([]);
  await lee.slashCommand("/certwise round");
  await team.slack().idle();
  expect(fake.ephemerals("U0LEE").at(-1)?.text).toContain("A round needs a channel");
});

test("a personal interview and one in a round go on side by side, each where its words were asked", async () => {
  const team = await openTeam(1);
  const { fake, channel, members, slack } = team;
  await openRound(team);
  const ben = members[0]!;
  const walk = { ...team, ana: ben };
  await begin(walk, "aif-c01");
  const personal = await lastMessage(walk);
  await ben.click(inChannel(team).own[0]!, "Answer privately");
  await slack().idle();
  await ben.directMessage("aif-c01");
  expect((await lastMessage(walk)).text).toContain("What should it change for you");
  await ben.click(personal, "Get a promotion");
  await slack().idle();
  await ben.directMessage("nothing planned");
  await clickThrough(walk);
  // The personal advice does not count in the round.
  expect(fake.messages(ben.dm.id).some(({ text }) => text.includes("counts in the round"))).toBe(
    false,
  );
  const read = (round?: string) =>
    team.storage().read({
      tenant: fake.team.id,
      person: "U0MEM0",
      dialog: "ai-certification",
      ...(round === undefined ? {} : { round }),
    });
  expect((await read())?.state).toContain("promotion");
  expect(fake.messages(channel)).toHaveLength(1);
  expect(fake.messages(ben.dm.id).filter(isAdvice)).toHaveLength(1);
});

test("whoever erases everything is told that the request made by name still waits", async () => {
  const team = await openTeam(1);
  const { members, slack } = team;
  await openRound(team);
  const ben = members[0]!;
  await answer(team, ben, WORTH_IT);
  await pressLast(team, ben, "Ask for the money");
  await openRequest(team, ben);
  await fill(team, ben, { Amount: "100 USD" });
  await pressLast(team, ben, "Send the request");
  await ben.slashCommand("/certwise forget");
  await slack().idle();
  await pressLast(team, ben, "Yes, erase");
  expect((await lastTo(team, ben)).text).toContain("still waits");
  await pressLast(team, ben, "Take it back");
  expect((await lastTo(team, ben)).text).toContain("taken back");
});

test("somebody else who gets hold of the approver's button is told so, and nothing happens", async () => {
  const team = await openTeam(1);
  const { fake, lee, members, ada, channel, slack } = team;
  await lee.slashCommand("/certwise round", { channel });
  await fill(team, lee, { "What it is about": "AI", "Who decides on requests": "U0ADA" });
  const asked = await lastTo(team, ada);
  // No client shows it to anybody else, so a copy of it stands in the channel.
  const copy = { ...asked, channel, ts: fake.world.nextTs() };
  fake.world.messages.set(copy.ts, copy);
  await members[0]!.click(copy, "I will approve");
  await slack().idle();
  expect(fake.ephemerals("U0MEM0").at(-1)?.text).toContain("Nobody is waiting for your word");
  expect(fake.messages(channel)).toEqual([copy]);
});

test("a reply of a round that could not be sent is sent later, and an edit waits for its invitation", async () => {
  const team = await openTeam(1, { tolerated: /not_in_channel/u });
  const { fake, lee, ada, channel } = team;
  await lee.slashCommand("/certwise round", { channel });
  await fill(team, lee, { "What it is about": "AI", "Who decides on requests": "U0ADA" });
  const members = fake.world.channels.get(channel)?.members;
  members?.delete(fake.team.botUserId);
  await pressLast(team, ada, "I will approve");
  expect(fake.messages(channel)).toEqual([]);
  members?.add(fake.team.botUserId);
  await team.pass(5 * 60_000);
  expect(inChannel(team).own.map(({ text }) => text)).toEqual([
    expect.stringContaining("Training round: AI"),
  ]);
  await answer(team, team.members[0]!, NOT_YET);
  await team.pass(10 * 60_000, 2);
  expect(inChannel(team).own[0]?.text).toContain("1 answered");
});
