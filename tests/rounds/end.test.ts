import { expect, it } from "vitest";
import { replaceMentions } from "../../src/rounds/replies.ts";
import type { RoundPress } from "../../src/rounds/press.ts";
import type { RoundReply } from "../../src/rounds/replies.ts";
import { openStorage } from "../../src/storage/open.ts";
import { act, createTeam, interview, openRound, types, WORTH_IT } from "./team.ts";
import type { Team } from "./team.ts";

async function answered(count: number): Promise<{ team: Team; round: string }> {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team, { threshold: "3" });
  for (let at = 0; at < count; at += 1) {
    team.now += 6 * 60_000;
    await interview(team, `p${at}`, round, WORTH_IT);
  }
  return { team, round };
}

function sureIn(replies: readonly RoundReply<string>[]): RoundPress {
  const found = replies
    .flatMap(({ actions }) => actions)
    .find(({ event }) => "answered" in event && event.answered !== undefined);
  if (!found) throw new TypeError("Cannot go on: nothing asks whether that is meant");
  return found.event;
}

function words(replies: readonly RoundReply<string>[]): string {
  const said = replies.flatMap(({ title, lines }) => [title, ...lines]).join("\n");
  return replaceMentions(said, (person) => `@${person}`);
}

/** What each of these was told, and the channel. */
function toldOf(team: Team, from: number): Readonly<Record<string, readonly string[]>> {
  const told: Record<string, string[]> = {};
  for (const { address, reply } of team.sent.slice(from)) {
    const to = address.to.to === "person" ? address.to.person : "channel";
    (told[to] ??= []).push(replaceMentions(reply.title, (person) => `@${person}`));
  }
  return told;
}

it.each(["close", "cancel"] as const)(
  "a press to %s asks first, says what is lost, and changes nothing yet",
  async (type) => {
    const { team, round } = await answered(4);
    const before = team.sent.length;
    const asked = await act(team, "lee", { type, round });
    expect(types(asked)).toEqual([`confirm-${type}`]);
    expect(words(asked)).toContain("4 have answered so far");
    expect(words(asked)).toContain(type === "cancel" ? "deleted" : "cannot be opened again");
    expect(Object.keys(toldOf(team, before))).toEqual(["lee"]);
    expect(words(await act(team, "lee", { type: "budget" }))).toContain("Open for answers");
  },
);

it("the question tells no number below the threshold, and no answer that the counter does not show yet", async () => {
  const { team, round } = await answered(2);
  const few = words(await act(team, "lee", { type: "cancel", round }));
  expect(few).toContain("Fewer than 3 have answered so far");
  expect(few).not.toMatch(/\b2\b/u);
  team.now += 6 * 60_000;
  await interview(team, "p2", round, WORTH_IT);
  await interview(team, "p3", round, WORTH_IT);
  expect(words(await act(team, "lee", { type: "cancel", round }))).toContain("3 have answered");
});

it.each([
  ["its opener", "lee", {}],
  ["its approver", "ada", {}],
  ["an administrator", "boss", { administers: true }],
] as const)(
  "%s cancels a round, and the channel and everybody in it are told who did it",
  async (_who, person, rank) => {
    const { team, round } = await answered(3);
    const before = team.sent.length;
    const asked = await act(team, person, { type: "cancel", round }, undefined, true, rank);
    await act(team, person, sureIn(asked), undefined, true, rank);
    const told = toldOf(team, before);
    for (const to of ["p0", "p1", "p2", "channel"])
      expect(told[to]?.join("\n")).toContain(`@${person} cancelled`);
    expect((await team.storage.read(keyOf(round)))?.state).toContain('"contributions":[]');
  },
);

it("closing before its time says to the channel and to everybody who answered who did it", async () => {
  const { team, round } = await answered(3);
  const before = team.sent.length;
  await act(team, "ada", sureIn(await act(team, "ada", { type: "close", round })));
  const told = toldOf(team, before);
  for (const to of ["p0", "p1", "p2", "channel"])
    expect(told[to]?.join("\n")).toContain("@ada closed");
});

it.each(["close", "cancel"] as const)(
  "somebody else's %s, forged to its last step, gets one kind sentence and changes nothing",
  async (type) => {
    const { team, round } = await answered(4);
    const before = team.sent.length;
    for (const forged of [
      { type, round },
      { type, round, answered: 4 },
      { type, round, answered: 0 },
    ])
      for (const person of ["p0", "eve"]) {
        const told = await act(team, person, forged);
        expect(types(told)).toEqual(["end-not-yours"]);
        expect(words(told)).toContain("@lee");
      }
    expect(Object.keys(toldOf(team, before)).toSorted()).toEqual(["eve", "p0"]);
    expect(words(await act(team, "lee", { type: "budget" }))).toContain("Open for answers");
    const shown = await act(team, "eve", { type: "budget" });
    expect(shown.flatMap(({ actions }) => actions).map(({ event }) => event.type)).not.toContain(
      type,
    );
  },
);

it("a question asked before more had answered is asked again, with what would be lost now", async () => {
  const { team, round } = await answered(2);
  const early = sureIn(await act(team, "lee", { type: "cancel", round }));
  team.now += 6 * 60_000;
  await interview(team, "p2", round, WORTH_IT);
  const again = await act(team, "lee", early);
  expect(types(again)).toEqual(["confirm-cancel"]);
  expect(words(again)).toContain("3 have answered so far");
});

it("whoever was asked to approve is told when the round is taken back before they answered", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const fields = { topic: "AI certifications", approver: "ada" };
  await act(team, "lee", { type: "fill", form: "open", fields });
  const round = team.sent.at(-1)?.reply.round ?? "";
  const before = team.sent.length;
  const asked = await act(team, "lee", { type: "cancel", round });
  expect(words(asked)).toContain("nothing else is lost");
  await act(team, "lee", sureIn(asked));
  expect(toldOf(team, before)["ada"]?.join()).toContain("@lee cancelled");
  expect(toldOf(team, before)["channel"]).toBeUndefined();
});

function keyOf(round: string) {
  return { tenant: "acme", person: "", dialog: "round", round };
}
