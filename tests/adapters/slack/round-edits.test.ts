import { expect, test } from "vitest";
import { sendDue } from "../../../src/due.ts";
import type { OwedRoundReply } from "../../../src/rounds/replies.ts";
import { NOT_YET } from "../../rounds/team.ts";
import { dialog } from "./scene.ts";
import { answer, inChannel, openRound, openTeam } from "./team-scene.ts";
import type { TeamScene } from "./team-scene.ts";

const MINUTE_MS = 60_000;

/** What falls due within ten minutes, in the hands of a server that is slow to send it. */
async function held({ fake, storage }: TeamScene): Promise<readonly OwedRoundReply[]> {
  const owed: OwedRoundReply[] = [];
  await fake.advance(10 * MINUTE_MS);
  await sendDue(
    {
      storage: storage(),
      dialog,
      deliver: async () => undefined,
      deliverRound: async (_tenant, reply) => void owed.push(reply),
      report: (what, cause) => {
        throw new Error(what, { cause });
      },
    },
    fake.world.now(),
  );
  return owed;
}

test("an edit of the counter that is sent late shows the number of its moment and not an old one", async () => {
  const team = await openTeam(2);
  await openRound(team);
  const edits: OwedRoundReply[] = [];
  for (const person of team.members) {
    await answer(team, person, NOT_YET);
    edits.push(...(await held(team)));
  }
  const [one, two] = edits;
  expect(edits.map(({ reply }) => "counter" in reply && reply.counter)).toEqual([
    "1 answered",
    "2 answered",
  ]);
  for (const late of [two!, one!]) await team.slack().send(late);
  expect(inChannel(team).own[0]?.text).toContain("2 answered");
});
