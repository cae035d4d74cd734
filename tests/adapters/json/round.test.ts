import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openStorage } from "../../../src/storage/open.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { exchange, exchangeDocumented } from "./client.ts";

const REPLY = /"to":"([^"]+)","reply":\{"type":"([^"]+)"/gu;

const toldIn = (text: string) => [...text.matchAll(REPLY)].map(([, to, type]) => `${to} ${type}`);

it("the round in docs/protocol.md goes as it says there", async () => {
  const page = readFileSync("docs/protocol.md", "utf8").split("## A team round")[1] ?? "";
  const block = page.split("```")[1] ?? "";
  const lines = block.split("\n");
  const asked = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
  const answered = lines.filter((line) => line.startsWith("< "));
  const answers = await exchangeDocumented(asked);
  expect(asked.length).toBeGreaterThan(15);
  expect(answers.map((answer) => toldIn(JSON.stringify(answer)))).toEqual(answered.map(toldIn));
});

it("a round's line sent twice under one id changes nothing the second time", async () => {
  const open = {
    type: "round",
    person: "lee",
    id: "1",
    event: { type: "fill", form: "open", fields: { topic: "AI", approver: "ada" } },
  };
  const [first, second] = await exchange([open, open]);
  expect(first).toHaveProperty("rounds");
  expect(second).toEqual({ duplicate: true, replies: [] });
});

it("who administers says who may open rounds, and nobody else does", async () => {
  const event = { type: "fill", form: "settings", fields: { people: "ana,ben" } };
  const answers = await exchange([
    { type: "round", person: "lee", event },
    { type: "round", person: "boss", administers: true, event },
    { type: "round", person: "boss", administers: true, event: { type: "form", form: "settings" } },
    { type: "round", person: "lee", event: { type: "budget" } },
  ]);
  const said = answers.map((answer) => JSON.stringify(answer));
  expect(said[0]).toContain("settings-not-yours");
  expect(said[1]).toContain("@ana · @ben");
  expect(said[2]).toContain("Now: ana,ben");
  expect(said[3]).toContain("Only some people may open rounds here");
});

it("an unknown round, a wrong approver and an empty form are answered in words", async () => {
  const answers = await exchange([
    { type: "round", event: { type: "join", round: "nowhere" } },
    { type: "round", event: { type: "fill", form: "open", fields: {} } },
    { type: "round", event: { type: "form", form: "open" } },
    { type: "round", event: { type: "budget" } },
    { type: "tick", now: 0 },
  ]);
  const notices = answers.map((answer) =>
    "rounds" in answer ? answer.rounds?.map(({ reply }) => reply.notice) : [],
  );
  expect(notices).toEqual([
    ["no-round"],
    ["round-invalid", "round-invalid"],
    ["form"],
    ["none"],
    [],
  ]);
});

function press(person: string, event: object): object {
  return { type: "round", person, event };
}

/** A round of three in which ana has previewed a request; gives its id and the request's. */
async function answeredRound(storage: Storage): Promise<{ round: string; request: string }> {
  const answers = await exchange(
    [
      {
        type: "round",
        person: "lee",
        id: "open",
        event: {
          type: "fill",
          form: "open",
          fields: { topic: "AI", approver: "ada", threshold: "3" },
        },
      },
    ],
    { storage },
  );
  const round = /"round":"(r[0-9a-f]{12})"/u.exec(JSON.stringify(answers))?.[1] ?? "";
  const asked = await exchange(
    [
      press("ada", { type: "accept", round }),
      ...["ana", "ben", "cem"].flatMap((person) => [
        press(person, { type: "join", round }),
        { type: "text", person, round, text: "aif-c01" },
        { type: "advise", person, round },
      ]),
      press("ana", { type: "ask", round }),
    ],
    { storage },
  );
  const request = /"type":"send","round":"[^"]+","request":"([^"]+)"/u.exec(
    JSON.stringify(asked),
  )?.[1];
  return { round, request: request ?? "" };
}

it("a forged line shows a request, its form and its amount to nobody but its approver", async () => {
  const storage = await openStorage(":memory:");
  const { round, request } = await answeredRound(storage);
  const at = Date.parse("2026-09-20T09:00:00Z");
  await exchange(
    [
      { type: "round", person: "ana", event: { type: "send", round, request } },
      { type: "tick", now: at },
    ],
    { storage },
  );
  for (const form of ["approve-if", "decline"])
    for (const type of ["form", "fill"]) {
      const event = { type, form, round, request, ...(type === "fill" && { fields: {} }) };
      const line = (person: string) => ({ type: "round", person, at, event });
      const said = JSON.stringify(
        await exchange([line("eve"), line("lee"), line("ana")], { storage }),
      );
      expect(said.match(/"notice":"not-approver"/gu)).toHaveLength(3);
      expect(said).not.toContain("100");
    }
  const event = { type: "form", form: "approve-if", round, request };
  const [shown] = await exchange([{ type: "round", person: "ada", at, event }], { storage });
  expect(JSON.stringify(shown)).toContain("100 USD");
});

it("a forged line ends nobody's round, and an administrator's is asked about first", async () => {
  const storage = await openStorage(":memory:");
  const { round } = await answeredRound(storage);
  const line = (person: string, event: object, administers = false) => ({
    type: "round",
    person,
    administers,
    event: { round, ...event },
  });
  const forged = [{ type: "close" }, { type: "cancel" }, { type: "cancel", answered: 3 }];
  const said = await exchange(
    ["eve", "ana"].flatMap((person) => forged.map((event) => line(person, event))),
    { storage },
  );
  for (const answer of said) {
    const told = JSON.stringify(answer);
    expect(told.match(/"notice":"[^"]+"/gu)).toEqual(['"notice":"end-not-yours"']);
  }
  const [asked] = await exchange([line("boss", { type: "cancel" }, true)], { storage });
  const sure = /"event":(\{"type":"cancel"[^}]+\})/u.exec(JSON.stringify(asked))?.[1] ?? "{}";
  const [done] = await exchange([line("boss", JSON.parse(sure), true)], { storage });
  expect(toldIn(JSON.stringify(done))).toContain("channel round-cancelled");
  expect(JSON.stringify(done)).toContain("@boss cancelled");
});
