import { expect, it } from "vitest";
import { permitRounds, takeRoundTurn } from "../../src/rounds.ts";
import type { RoundEvent } from "../../src/rounds.ts";
import { openStorage } from "../../src/storage/open.ts";
import { createTeam, nextDelivery, parts, TENANT, types } from "./team.ts";
import type { Team } from "./team.ts";

/** One server where everybody may open rounds, and one where only zoe may, of one tenant. */
async function twoServers(): Promise<Team> {
  const team = createTeam(await openStorage(":memory:"));
  const permission = { type: "people", people: ["zoe"] } as const;
  await permitRounds(parts(team), { workspace: "closed", permission, now: team.now });
  return team;
}

async function act(team: Team, workspace: string, event: RoundEvent) {
  team.now += 1000;
  return takeRoundTurn(parts(team), {
    tenant: TENANT,
    person: "lee",
    deliveryId: nextDelivery(),
    event: { ...event, now: team.now },
    address: {},
    workspace,
    administers: event.type === "form",
    channel: { id: `of ${workspace}`, address: {} },
  });
}

const OPENING = {
  type: "fill",
  form: "open",
  fields: { topic: "AI", closes: "5", approver: "ada" },
} as const;

const told = (owed: Awaited<ReturnType<typeof act>>) => types(owed.map(({ reply }) => reply));

// A round of a server where everybody may open rounds, named in the form, opened one where the person may not.
it("whoever may open no rounds opens none by naming a round of another server", async () => {
  const team = await twoServers();
  const [first] = await act(team, "open", OPENING);
  const round = first?.reply.round ?? "";
  expect(told(await act(team, "closed", OPENING))).toEqual(["not-permitted"]);
  expect(told(await act(team, "closed", { ...OPENING, round }))).toEqual(["not-permitted"]);
});

it("whoever may open rounds may, whatever round the form names", async () => {
  const team = await twoServers();
  const permission = { type: "people", people: ["lee"] } as const;
  await permitRounds(parts(team), { workspace: "closed", permission, now: team.now });
  const [first] = await act(team, "closed", OPENING);
  const round = first?.reply.round ?? "";
  const nobody = { type: "people", people: ["zoe"] } as const;
  await permitRounds(parts(team), { workspace: "closed", permission: nobody, now: team.now });
  expect(told(await act(team, "open", { ...OPENING, round }))).toContain("approver-request");
});

it("the form of the setting shows that of its own server, whatever round is named", async () => {
  const team = await twoServers();
  const [first] = await act(team, "open", OPENING);
  const round = first?.reply.round ?? "";
  const form = { type: "form", form: "settings" } as const;
  const [own] = await act(team, "closed", form);
  const [named] = await act(team, "closed", { ...form, round });
  expect(JSON.stringify(own?.reply)).toContain("zoe");
  expect(JSON.stringify(named?.reply)).toContain("zoe");
});
