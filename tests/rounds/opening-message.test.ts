import { expect, it } from "vitest";
import { editOpening, rememberMessage } from "../../src/rounds/opening-message.ts";
import { openStorage } from "../../src/storage/open.ts";
import { createTeam, DAY_MS, interview, NOT_YET, openRound, parts, TENANT, until } from "./team.ts";

it("two edits on their way at once leave the newest number, whichever arrives last", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team);
  const asked = { tenant: TENANT, round, now: team.now };
  const edits: string[] = [];
  const edit = async (_message: unknown, reply: object) => {
    edits.push(String(Reflect.get(reply, "counter")));
  };
  await expect(editOpening(parts(team), asked, edit)).rejects.toThrow("not posted yet");
  await rememberMessage(parts(team), { ...asked, message: { ts: "1" } });
  await interview(team, "p0", round, NOT_YET);
  await until(team, team.now + 6 * 60_000);

  const isOvertaken = Promise.withResolvers<void>();
  const late = editOpening(parts(team), asked, async (message, reply) => {
    const isFirst = edits.length === 0;
    edits.push("…");
    if (isFirst) await isOvertaken.promise;
    await edit(message, reply);
  });
  await interview(team, "p1", round, NOT_YET);
  await until(team, team.now + 6 * 60_000);
  await editOpening(parts(team), asked, edit);
  expect(edits.at(-1)).toBe("2 answered");
  isOvertaken.resolve();
  await late;
  expect(edits.filter((one) => one !== "…")).toEqual(["2 answered", "1 answered", "2 answered"]);
  await team.storage.close();
});

it("an edit tells no more than the counter did, and after closing says that it is over", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team);
  const asked = { tenant: TENANT, round, now: team.now };
  await rememberMessage(parts(team), { ...asked, message: { ts: "1" } });
  const counters: unknown[] = [];
  const look = () =>
    editOpening(parts(team), asked, async (_message, reply) => {
      counters.push(`${Reflect.get(reply, "counter")}, ${reply.actions.length} to press`);
    });
  await interview(team, "p0", round, NOT_YET);
  // The counter has its own slow pace, so that nobody sees who answered when.
  await look();
  await until(team, team.now + 6 * DAY_MS);
  await look();
  // The answers are deleted after thirty days, and what was posted stays.
  await until(team, team.now + 40 * DAY_MS);
  await look();
  expect(counters).toEqual([
    "Nobody has answered yet, 2 to press",
    "Closed · 1 answered, 1 to press",
    "Closed · 1 answered, 1 to press",
  ]);
  await team.storage.close();
});
