import { expect, it } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { act, createTeam, DAY_MS, interview, openRound, types, until, WORTH_IT } from "./team.ts";
import type { Team } from "./team.ts";

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

/** A round in which so many people ask for money; gives its id and their requests. */
async function asking(team: Team, count: number) {
  const round = await openRound(team, { budget: "300 USD", threshold: "3" });
  const requests: string[] = [];
  for (const person of people(count)) {
    await interview(team, person, round, WORTH_IT);
    const [preview] = await act(team, person, { type: "ask", round });
    const send = preview?.actions.find(({ event }) => event.type === "send")?.event;
    if (send?.type !== "send") throw new TypeError("Cannot send: the preview has no such button");
    await act(team, person, send);
    requests.push(send.request);
  }
  return { round, requests };
}

/** The requests on the cards that a budget, or the next ones, show to somebody. */
async function shown(team: Team, person: string, event: Parameters<typeof act>[2]) {
  const replies = await act(team, person, event);
  return {
    types: types(replies),
    requests: replies.flatMap((reply) => (reply.type === "queue-card" ? [reply.request] : [])),
    lines: replies[0]?.lines ?? [],
    more: replies.at(-1)?.actions.find(({ event: next }) => next.type === "queue")?.event,
  };
}

it("the approver calls the waiting requests up again, five at a time, what was put off at the end", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const { round, requests } = await asking(team, 8);
  await until(team, team.now + 6 * DAY_MS);
  const [first = "", second = "", ...others] = requests;
  await act(team, "ada", { type: "later", round, request: first });
  await act(team, "ada", { type: "approve", round, request: second });

  const page = await shown(team, "ada", { type: "budget" });
  const cards = Array.from({ length: 5 }, () => "queue-card");
  expect(page.types).toEqual(["budget", "funding", ...cards, "queue-more"]);
  expect(page.lines).toContain("7 requests wait for your decision:");
  expect(page.requests).toEqual(others.slice(0, 5));
  expect(page.more).toEqual({ type: "queue", round, from: 5 });
  const rest = await shown(team, "ada", page.more!);
  expect(rest.types).toEqual(["queue-card", "queue-card"]);
  expect(rest.requests).toEqual([...others.slice(5), first]);

  for (const request of others) await act(team, "ada", { type: "approve", round, request });
  await act(team, "ada", { type: "approve", round, request: first });
  expect((await shown(team, "ada", page.more!)).types).toEqual(["budget"]);
  expect((await shown(team, "ada", { type: "budget" })).types).toEqual(["budget"]);
  await team.storage.close();
});

it("nobody else sees the queue, and nobody at all before the round has closed", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const { round } = await asking(team, 3);
  expect((await shown(team, "ada", { type: "budget" })).types).toEqual(["budget"]);
  await until(team, team.now + 6 * DAY_MS);
  for (const person of ["lee", "p0", "eve"]) {
    expect((await shown(team, person, { type: "budget" })).types).toEqual(["budget"]);
    const tried = await shown(team, person, { type: "queue", round, from: 0 });
    expect(tried.types).toEqual(["budget"]);
    expect(tried.lines.join(" ")).not.toContain("for your decision");
  }
  // Who takes over sees what waits once its author agreed, and may call it up too.
  await act(team, "lee", {
    type: "fill",
    form: "approver",
    round,
    fields: { approver: "bob" },
  });
  await act(team, "bob", { type: "accept", round });
  expect((await shown(team, "ada", { type: "budget" })).types).toEqual(["budget"]);
  expect((await shown(team, "bob", { type: "budget" })).types).toEqual(["budget"]);
  const agreed = team.sent.flatMap(({ address: { to }, reply }) =>
    reply.type === "change-request" && to.to === "person"
      ? [[to.person, reply.actions[0]?.event] as const]
      : [],
  );
  expect(agreed).toHaveLength(3);
  for (const [person, event] of agreed) await act(team, person, event!);
  expect((await shown(team, "bob", { type: "budget" })).requests).toHaveLength(3);
  await team.storage.close();
});

it("who was asked to approve and has not answered yet finds the question again", async () => {
  const team = createTeam(await openStorage(":memory:"));
  const fields = { topic: "AI certifications", approver: "ada" };
  await act(team, "lee", { type: "fill", form: "open", fields });
  const [card] = await act(team, "ada", { type: "budget" });
  expect(card?.lines.join(" ")).toContain("If you accept, the round is posted");
  const accept = card?.actions.find(({ event }) => event.type === "accept")?.event;
  expect(types(await act(team, "ada", accept!))).toContain("round-opening");
  // Its opener may ask somebody else, for example because the first one has left.
  const [own] = await act(team, "lee", { type: "budget" });
  expect(own?.actions.map(({ label }) => label)).toContain("Ask another approver");
  await team.storage.close();
});
