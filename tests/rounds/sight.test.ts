import { expect, it } from "vitest";
import { readForm } from "../../src/rounds.ts";
import type { FormPress } from "../../src/rounds/press.ts";
import { openStorage } from "../../src/storage/open.ts";
import { shortHash } from "../../src/rounds/meaning.ts";
import {
  act,
  askFor,
  createTeam,
  DAY_MS,
  interview,
  openRound,
  parts,
  TENANT,
  types,
  until,
  WORTH_IT,
} from "./team.ts";
import type { Team } from "./team.ts";

/** A closed round in which one person asked for money. */
async function asked(isClosed = true): Promise<{ team: Team; round: string; request: string }> {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team, { threshold: "3" });
  for (const person of ["p0", "p1", "p2"]) await interview(team, person, round, WORTH_IT);
  const request = await askFor(team, "p0", round);
  if (isClosed) await until(team, team.now + 6 * DAY_MS);
  return { team, round, request };
}

const FORMS = ["approve-if", "decline"] as const;

it("the form of a decision is shown to the approver alone, whoever asks for it however", async () => {
  const { team, round, request } = await asked();
  for (const form of FORMS) {
    const press: FormPress = { type: "form", form, round, request };
    for (const person of ["p0", "p1", "lee", "eve"]) {
      const told = await act(team, person, press);
      expect(types(told)).toEqual(["not-approver"]);
      expect(JSON.stringify(told)).not.toContain("100");
      expect(
        await readForm(parts(team), { tenant: TENANT, person, press, now: team.now }),
      ).toBeUndefined();
      expect(
        types(
          await act(team, person, {
            ...press,
            type: "fill",
            fields: { condition: "c", reason: "r" },
          }),
        ),
      ).toEqual(["not-approver"]);
    }
    expect(types(await act(team, "ada", press))).toEqual(["form"]);
  }
  const [form] = await act(team, "ada", { type: "form", form: "approve-if", round, request });
  expect(JSON.stringify(form)).toContain("100 USD");
});

it("not even the approver sees a request or its amount before the round has closed", async () => {
  const { team, round, request } = await asked(false);
  for (const form of FORMS) {
    const told = await act(team, "ada", { type: "form", form, round, request });
    expect(types(told)).toEqual(["decide-after-closing"]);
    expect(JSON.stringify(told)).not.toContain("100 USD");
  }
});

it("to whoever may not see it, a request that exists looks like one that does not", async () => {
  const { team, round, request } = await asked();
  for (const person of ["p0", "p1", "eve"])
    for (const type of ["approve", "later", "confirm"] as const) {
      const [real] = await act(team, person, { type, round, request });
      const [made] = await act(team, person, { type, round, request: "nothing" });
      expect(real).toEqual(made);
    }
  for (const type of ["send", "withdraw"] as const) {
    const [real] = await act(team, "p1", { type, round, request });
    const [made] = await act(team, "p1", { type, round, request: "nothing" });
    expect(real).toEqual(made);
  }
});

it("nobody learns from a forged press that a decline of their request is being written", async () => {
  const { team, round, request } = await asked();
  const before = await act(team, "p0", { type: "confirm", round, request });
  await act(team, "ada", {
    type: "fill",
    form: "decline",
    round,
    request,
    fields: { reason: "r" },
  });
  expect(await act(team, "p0", { type: "confirm", round, request })).toEqual(before);
});

it("the id of a request follows neither from its author nor from its round, and is new with each preview", async () => {
  const { team, round, request } = await asked(false);
  expect(request).toMatch(/^[\w-]{12}$/u);
  expect(request).not.toBe(shortHash(`${round} p0`));
  const ids = [];
  for (let at = 0; at < 2; at += 1) {
    const [preview] = await act(team, "p1", { type: "ask", round });
    ids.push(JSON.stringify(preview?.actions[0]?.event));
  }
  expect(new Set([...ids, request]).size).toBe(3);
});

it("a preview that another one followed cannot be sent any more", async () => {
  const { team, round } = await asked(false);
  const [first] = await act(team, "p1", { type: "ask", round });
  const fields = { name: "Another course", amount: "900 USD" };
  await act(team, "p1", { type: "fill", form: "request", round, fields });
  expect(types(await act(team, "p1", first!.actions[0]!.event))).toEqual(["request-unknown"]);
});

it("a request that was stored under an older id is decided as ever", async () => {
  const { team, round, request } = await asked();
  const key = { tenant: TENANT, person: "", dialog: "round", round };
  const old = shortHash(`${round} p0`);
  await team.storage.turn(
    { key, deliveryId: "older", now: team.now, leaseMs: 0, address: "null" },
    (stored) => ({
      state: stored!.state.replaceAll(request, old).replaceAll(',"approver":"ada","at"', ',"at"'),
      replies: [],
    }),
  );
  expect(types(await act(team, "ada", { type: "approve", round, request: old }))).toContain(
    "decision-kept",
  );
});

it("only the opener is shown the form for another approver", async () => {
  const { team, round } = await asked();
  const press = { type: "form", form: "approver", round } as const;
  expect(types(await act(team, "p1", press))).toEqual(["replace-not-yours"]);
  expect(types(await act(team, "lee", press))).toEqual(["form"]);
});
