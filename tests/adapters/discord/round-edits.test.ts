import { beforeEach, expect, test } from "vitest";
import { sendDue } from "../../../src/due.ts";
import type { OwedRoundReply } from "../../../src/rounds/replies.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { NOT_YET } from "../../rounds/team.ts";
import { dialog, fresh, openCertwise, textOf } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";
import { openRound, takePart } from "./team.ts";

const MINUTE_MS = 60_000;

let certwise: Certwise;
let fake: FakeDiscord;

beforeEach(async () => {
  certwise = await openCertwise();
  ({ fake } = certwise);
});

/** What falls due within ten minutes, in the hands of a server that is slow to send it. */
async function held(): Promise<readonly OwedRoundReply[]> {
  const owed: OwedRoundReply[] = [];
  fake.advance(10 * MINUTE_MS);
  await sendDue(
    {
      storage: certwise.storage,
      dialog,
      deliver: async () => undefined,
      deliverRound: async (_tenant, one) => {
        if (one.reply.as === "edit") owed.push(one);
      },
      report: (what, cause) => {
        throw new Error(what, { cause });
      },
    },
    fake.now(),
  );
  return owed;
}

test("an edit of the counter that is sent late shows the number of its moment and not an old one", async () => {
  const discord = await certwise.start();
  const opening = await openRound(fake, fake.addPerson("Ada"));
  const edits: OwedRoundReply[] = [];
  for (const name of ["Ben", "Eve"]) {
    await takePart(fake, opening, fake.addPerson(name), NOT_YET);
    edits.push(...(await held()));
  }
  const [one, two] = edits;
  expect(edits.map(({ reply }) => "counter" in reply && reply.counter)).toEqual([
    "1 answered",
    "2 answered",
  ]);
  for (const late of [two!, one!]) await discord.send(late);
  expect(textOf(fresh(fake, opening))).toContain("2 answered");
});
