import { expect, test } from "vitest";
import { WORTH_IT } from "../../rounds/team.ts";
import { labels, SCOPES } from "./scene.ts";
import type { SceneOptions } from "./scene.ts";
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

const FILES = [...SCOPES, "files:write"];

/** Slack, but for the place where files go. */
const broken: typeof fetch = async (input, init) => {
  const { url } = new Request(input);
  return url.includes("/upload/") ? new Response("", { status: 500 }) : fetch(input, init);
};

/** A round of one with its record, and lee who asks for it as CSV. */
async function exported(options: SceneOptions): Promise<TeamScene> {
  const team = await openTeam(1, options);
  const { fake, ada, lee, members } = team;
  await openRound(team);
  await answer(team, members[0]!, WORTH_IT);
  await pressLast(team, members[0]!, "Ask for the money");
  await openRequest(team, members[0]!);
  await fill(team, members[0]!, { Amount: "100 USD" });
  await pressLast(team, members[0]!, "Send the request");
  await team.pass(6 * DAY_MS, 12);
  await ada.click(
    fake.messages(ada.dm.id).findLast((one) => labels(one).includes("Approve"))!,
    "Approve",
  );
  await team.slack().idle();
  await lee.click(inChannel(team).threads[0]!, "Record as CSV");
  await team.slack().idle();
  return team;
}

test("the record comes as a file in the direct messages of whoever asked, where files may be written", async () => {
  const team = await exported({ scopes: FILES });
  const { fake, lee, channel } = team;
  const [file] = fake.files();
  expect(file).toMatchObject({ isComplete: true, name: expect.stringMatching(/\.csv$/u) });
  expect(file?.bytes?.toString()).toContain("member0");
  const own = fake.messages(lee.dm.id);
  expect(own.at(-2)?.text).toContain("The record of AI certifications");
  expect(own.at(-1)?.files).toEqual([file?.id]);
  // Nobody else sees it, and in the channel it is said, to them alone, where it went.
  expect(fake.messages(channel).flatMap(({ files = [] }) => files)).toEqual([]);
  expect(labels(fake.ephemerals("U0LEE").at(-1)!)).toEqual(["Open our messages"]);
});

test("without leave for files the record comes as text to copy", async () => {
  const team = await exported({});
  expect(team.fake.files()).toEqual([]);
  expect(JSON.stringify(team.fake.messages(team.lee.dm.id).at(-1)?.blocks)).toContain("member0");
});

test("where the upload breaks off the record comes as text to copy", async () => {
  const team = await exported({ scopes: FILES, fetch: broken });
  expect(JSON.stringify(team.fake.messages(team.lee.dm.id).at(-1)?.blocks)).toContain("member0");
  expect(team.logged.map((line) => JSON.stringify(line)).join()).toContain("not given as a file");
});
