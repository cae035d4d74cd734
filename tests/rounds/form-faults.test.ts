import { expect, it } from "vitest";
import { findFormFaults } from "../../src/rounds/form-faults.ts";
import type { Fill } from "../../src/rounds/press.ts";
import { openStorage } from "../../src/storage/open.ts";
import { readRound } from "../../src/rounds/stored.ts";
import {
  act,
  createTeam,
  DAY_MS,
  dialog,
  interview,
  openRound,
  TENANT,
  until,
  WORTH_IT,
} from "./team.ts";

const NOW = Date.parse("2026-09-01T09:00:00Z");
const known = { dialog: dialog.in("").dialog, now: NOW };

const faultyFields = (form: Fill["form"], fields: Fill["fields"]) => [
  ...findFormFaults({ type: "fill", form, fields }, known).keys(),
];

const OPEN = { topic: "AI", budget: "", closes: "", approver: "ada", threshold: "5" };

it.each([
  [{}, []],
  [{ topic: "  " }, ["topic"]],
  [{ budget: "a lot" }, ["budget"]],
  [{ budget: "0 USD" }, ["budget"]],
  [{ budget: "6000 USD", closes: "2026-08-31" }, ["closes"]],
  [{ closes: "2026-12-24" }, ["closes"]],
  [{ closes: "soon" }, ["closes"]],
  [{ closes: "7", threshold: "2" }, ["threshold"]],
  [{ threshold: "many" }, ["threshold"]],
  [{ approver: "" }, ["approver"]],
  [{ topic: "", budget: "x", closes: "0" }, ["topic", "budget", "closes"]],
] as const)("a new round with %j is wrong in %j", (fields, faulty) => {
  expect(faultyFields("open", { ...OPEN, ...fields })).toEqual(faulty);
});

it.each([
  ["request", { name: "AIF-C01", amount: "100 USD", hours: "30 h" }, []],
  ["request", { name: "AIF-C01", amount: "100", hours: "" }, []],
  ["request", { name: " ", amount: "free", hours: "some" }, ["amount", "hours", "name"]],
  ["request", { name: "AIF-C01", amount: "2000000 USD" }, ["amount"]],
  ["request", { name: "AIF-C01", amount: "-5 USD" }, ["amount"]],
  ["request", { name: "AIF-C01", amount: "half" }, ["amount"]],
  ["request", { name: "AIF-C01", amount: "2 x 300 USD" }, ["amount"]],
  ["request", { name: "AIF-C01", amount: "300 USD a month" }, ["amount"]],
  ["request", { name: "AIF-C01", amount: "15 %" }, ["amount"]],
  ["request", { name: "AIF-C01", amount: "about $1.1k" }, []],
  ["request", { name: "AIF-C01", amount: "" }, ["amount"]],
  ["approve-if", { condition: "A list", amount: "" }, []],
  ["approve-if", { condition: " ", amount: "as discussed" }, ["amount", "condition"]],
  ["decline", { reason: " " }, ["reason"]],
  ["decline", { reason: "The free course first" }, []],
  ["review", {}, []],
  ["settings", { people: "" }, []],
] as const)("the form %s with %j is wrong in %j", (form, fields, faulty) => {
  expect(faultyFields(form, fields)).toEqual(faulty);
});

it("says what would be right in one sentence", () => {
  const faults = findFormFaults(
    { type: "fill", form: "open", fields: { ...OPEN, closes: "0" } },
    known,
  );
  const { speaker } = dialog.in("");
  expect([...faults.values()].map((fault) => speaker.say(fault))).toEqual([
    "Please close between now and 60 days from now.",
  ]);
});

it.each([
  ["12/11/2026", "December 11 or November 12? Write it as 2026-12-11."],
  ["9/8/2026", "September 8 or August 9? Write it as 2026-09-08."],
  ["8/9/2026", "August 9 or September 8? Write it as 2026-09-08."],
  ["31 Feb", "There is no such day. A date such as 2026-09-06 is one."],
  ["2026-08-31", "That day is over. Choose one that is to come, such as 2026-09-06."],
  ["5 Dec 26", "Is that a year? Write it in four digits, such as 2026-09-06."],
  [
    "soon",
    "I could not read that as a day. Write a date such as 2026-09-06, a weekday, or a number of days.",
  ],
  ["2027-03-01", "Please close between now and 60 days from now."],
  ["27 Sep", undefined],
  ["in two weeks", undefined],
])("says of the closing day %j: %s", (closes, sentence) => {
  const { speaker } = dialog.in("");
  const faults = findFormFaults({ type: "fill", form: "open", fields: { ...OPEN, closes } }, known);
  const fault = faults.get("closes");
  expect(fault && speaker.say(fault)).toBe(sentence);
});

it("a closing day that may be two is asked back with all that was typed, and the day is the one that is written then", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const fields = { topic: "AI certifications", budget: "6000 USD", approver: "ada" };
  const form = { type: "fill", form: "open" } as const;
  const said = await act(team, "lee", { ...form, fields: { ...fields, closes: "10/9/2026" } });
  expect(said.map(({ title }) => title)).toEqual([
    "I could not open that round yet. October 9 or September 10? Write it as 2026-10-09.",
  ]);
  expect(said[0]?.lines).toContain("Closes: 10/9/2026");
  expect(said[0]?.lines).toContain("Budget, if there is one: 6000 USD");
  expect(said[0]?.actions.map(({ event }) => event)).toEqual([{ type: "form", form: "open" }]);
  await act(team, "lee", { ...form, fields: { ...fields, closes: "10 Sept" } });
  const id = team.sent.at(-1)?.reply.round ?? "";
  const stored = await readRound(team.storage, TENANT, id);
  expect(stored?.round.closesAt).toBe(Date.parse("2026-09-10T17:00:00Z"));
  await team.storage.close();
});

it("an amount that cannot be read, or is in another currency, is never taken for the whole sum, and what was typed is repeated", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const round = await openRound(team, { threshold: "3" });
  await interview(team, "p0", round, WORTH_IT);
  const [preview] = await act(team, "p0", { type: "ask", round });
  const send = preview?.actions.find(({ event }) => event.type === "send")?.event;
  if (send?.type !== "send") throw new TypeError("Cannot send: the preview has no such button");
  await act(team, "p0", send);
  await until(team, team.now + 6 * DAY_MS);
  const { request } = send;
  const approve = { type: "fill", form: "approve-if", round, request } as const;
  for (const amount of ["as discussed", "50 EUR"]) {
    const fields = { condition: "A skills list", amount };
    const [refused] = await act(team, "ada", { ...approve, fields });
    expect(refused).toMatchObject({ type: "round-notice", notice: "decision-invalid" });
    expect(refused?.lines).toEqual(["On what condition: A skills list", `Amount: ${amount}`]);
  }
  const fields = { condition: "A skills list", amount: "50" };
  const [granted] = await act(team, "ada", { ...approve, fields });
  expect(granted?.lines).toContain("Amount: 50 USD");
  await team.storage.close();
});
