import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { exchange } from "./client.ts";

const REPLY = /"to":"([^"]+)","reply":\{"type":"([^"]+)"/gu;

const toldIn = (text: string) => [...text.matchAll(REPLY)].map(([, to, type]) => `${to} ${type}`);

it("the round in docs/protocol.md goes as it says there", async () => {
  const page = readFileSync("docs/protocol.md", "utf8").split("## A team round")[1] ?? "";
  const block = page.split("```")[1] ?? "";
  const lines = block.split("\n");
  const asked = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
  const answered = lines.filter((line) => line.startsWith("< "));
  const answers = await exchange(asked);
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
