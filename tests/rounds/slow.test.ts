import { expect, it } from "vitest";
import { sendDue } from "../../src/due.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import { openStorage } from "../../src/storage/open.ts";
import { act, askFor, createTeam, DAY_MS, dialog, interview, openRound } from "./team.ts";

it("a server that sends slowly and another beside it send every card once", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const { storage } = team;
  const round = await openRound(team);
  for (let at = 0; at < 14; at += 1) {
    const person = `p${at}`;
    await interview(team, person, round, ["aif-c01"]);
    const fields = { amount: "100 USD" };
    await act(team, person, { type: "fill", form: "request", round, fields });
    await askFor(team, person, round);
  }
  let now = team.now + 6 * DAY_MS;
  const sent: string[] = [];
  const partsOf = (deliverRound: (tenant: string, owed: OwedRoundReply) => Promise<void>) => ({
    storage,
    dialog,
    deliver: async () => undefined,
    deliverRound,
    report: (what: string, cause: unknown) => {
      throw new Error(what, { cause });
    },
  });
  const other = partsOf(async (_tenant, { id }) => void sent.push(id));
  const slow = partsOf(async (_tenant, { id }) => {
    // Four seconds for each message, in which the other server looks for something to do.
    now += 4000;
    await sendDue(other, () => now);
    sent.push(id);
  });
  for (let minutes = 0; minutes < 40; minutes += 2) {
    await sendDue(slow, () => now);
    now += 120_000;
  }
  // Two changes of the invitation, the word that there is a summary, and the cards.
  expect(sent.length).toBeGreaterThanOrEqual(14 + 3);
  expect(new Set(sent).size).toBe(sent.length);
  await storage.close();
});
