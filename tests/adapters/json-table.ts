import { openStorage } from "../../src/storage/open.ts";
import type { AnswerLine } from "../../adapters/json/protocol.ts";
import { BEGUN, PACE_MS } from "./expected.ts";
import { exchange } from "./json/client.ts";
import type { Somebody, Table } from "./table.ts";

type RoundLine = NonNullable<Extract<AnswerLine, { rounds?: unknown }>["rounds"]>[number];
type Event = RoundLine["reply"]["actions"][number]["event"];

/** A button that somebody was offered. */
interface Offer {
  readonly to: string;
  readonly on: string;
  readonly label: string;
  readonly event: Event;
}

/** People whose lines of JSON come to one database; each line to a program that is started anew. */
export async function openJsonTable(): Promise<Table> {
  const storage = await openStorage(":memory:");
  const told: { readonly to: string; readonly text: string }[] = [];
  const offers: Offer[] = [];
  const rounds = new Map<Somebody, string>();
  const forms = new Map<Somebody, Event>();
  let now = BEGUN;
  const send = async (person: Somebody, line: object) => {
    now += PACE_MS;
    const [answer] = await exchange([{ person, at: now, ...line }], { storage });
    if (!answer || "error" in answer) throw new Error(`Cannot go on: ${JSON.stringify(answer)}`);
    for (const reply of answer.replies) told.push({ to: person, text: JSON.stringify(reply) });
    for (const { to, reply } of answer.rounds ?? []) {
      const text = [reply.title, ...reply.lines, reply.counter ?? ""].join("\n");
      told.push({ to, text });
      for (const { label, event } of reply.actions) offers.push({ to, on: text, label, event });
    }
  };
  const act = async (person: Somebody, event: Event) => {
    if (event.type === "join") rounds.set(person, event.round);
    if (event.type === "form") forms.set(person, event);
    await send(person, { type: "round", channel: "team", event });
  };
  const textFor = (to: string) =>
    told.flatMap((one) => (one.to === to ? [one.text] : [])).join("\n");
  const offered = (person: Somebody) =>
    offers.filter(({ to }) => to === person || to === "channel");
  return {
    begin: () => act("lee", { type: "form", form: "open" }),
    press: async (person, label, on = "") => {
      const found = offered(person).findLast((one) => one.label === label && one.on.includes(on));
      if (!found) throw new Error(`Cannot press "${label}": ${person} was not offered it`);
      await act(person, found.event);
    },
    fill: async (person, fields) => {
      const form = forms.get(person);
      if (!form) throw new Error(`Cannot fill in: ${person} has no form open`);
      await send(person, {
        type: "round",
        channel: "team",
        event: { ...form, type: "fill", fields },
      });
    },
    type: async (person, words) => {
      const round = rounds.get(person);
      await send(person, { type: "text", text: words, ...(round !== undefined && { round }) });
    },
    look: (person) => act(person, { type: "budget" }),
    told: textFor,
    channel: () => textFor("channel"),
    sentToChannel: () => textFor("channel"),
    offered: (person) => offered(person).map(({ label }) => label),
    nameOf: (person) => `@${person}`,
    pass: async (ms) => {
      now += ms;
      await send("lee", { type: "tick", now, person: undefined, at: undefined });
    },
    restart: () => Promise.resolve(),
    stop: () => storage.close(),
  };
}
