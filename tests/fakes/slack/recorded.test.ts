import { Server } from "node:http";

import { App, LogLevel } from "@slack/bolt";
import { afterEach, expect, test } from "vitest";

import type { Fields } from "./block-kit-checks.ts";
import type { Delivered } from "./delivery.ts";
import { startFakeSlack, type FakeSlack } from "./fake-slack.ts";
import { createPerson } from "./people.ts";
import { readRecorded } from "./recorded.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function startCatchAll(transport: "http" | "socket"): Promise<FakeSlack> {
  const fake = await startFakeSlack({ rateLimits: false });
  closing.push(() => fake.stop());
  const common = {
    token: fake.team.token,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: fake.apiUrl },
  };
  const app = new App(
    transport === "http"
      ? { ...common, signingSecret: fake.signingSecret }
      : { ...common, appToken: fake.appToken, socketMode: true },
  );
  const everything = /.*/u;
  app.command(everything, async ({ ack }) => ack());
  app.action(everything, async ({ ack }) => ack());
  app.shortcut(everything, async ({ ack }) => ack());
  app.view(everything, async ({ ack }) => ack());
  app.view({ callback_id: everything, type: "view_closed" }, async ({ ack }) => ack());
  app.event(everything, async () => undefined);
  const server: unknown = await app.start({ port: 0, host: "127.0.0.1" });
  closing.push(() => app.stop());
  const address = server instanceof Server ? server.address() : null;
  fake.listenAt(
    address === null || typeof address === "string"
      ? undefined
      : `http://127.0.0.1:${address.port}/slack/events`,
  );
  return fake;
}

const ONLY_HTTP = ["ssl-check", "url-verification"];

test.each(["http", "socket"] as const)(
  "Bolt takes every recorded payload over %s",
  async (transport) => {
    const fake = await startCatchAll(transport);
    const samples = readRecorded().filter(
      ({ name }) => transport === "http" || !ONLY_HTTP.includes(name),
    );
    const sent = await Promise.all(
      samples.map(async ({ name, kind, payload }) => ({
        name,
        ...(await fake.deliveries.send(kind, payload)),
      })),
    );
    expect(sent.filter((one) => !one.isInTime).map((one) => one.name)).toEqual([]);
    const challenged = sent.find((one) => one.name === "url-verification");
    expect(challenged?.ack).toEqual(challenged && { challenge: challenged.payload["challenge"] });
  },
);

function keys(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value).toSorted() : [];
}

test("what people send has the fields of the recorded samples", async () => {
  const fake = await startCatchAll("http");
  const ana = createPerson(fake);
  const channel = fake.addChannel().id;
  const button = { type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } };
  const post = (method: string, args: object): Promise<Response> =>
    fetch(fake.apiUrl + method, {
      method: "POST",
      headers: { authorization: `Bearer ${fake.team.token}`, "content-type": "application/json" },
      body: JSON.stringify(args),
    });
  const command = await ana.slashCommand("/certwise aif-c01", { channel });
  await post("chat.postMessage", {
    channel: ana.dm.id,
    text: "Go?",
    blocks: [{ type: "actions", elements: [button] }],
  });
  const input = {
    type: "input",
    label: { type: "plain_text", text: "Price" },
    element: { type: "plain_text_input" },
  };
  const title = { type: "plain_text", text: "One" };
  const view = {
    type: "modal",
    title,
    submit: title,
    notify_on_close: true,
    blocks: [input, { type: "actions", elements: [button] }],
  };
  await post("views.open", { trigger_id: command.payload["trigger_id"], view });
  await post("views.publish", {
    user_id: ana.member.id,
    view: { type: "home", blocks: [{ type: "actions", elements: [button] }] },
  });
  const message = fake.messages(ana.dm.id)[0]!;
  const modal = fake.views(ana.member.id)[0]!;
  const sent: Record<string, Delivered | undefined> = {
    "slash-command": command,
    "block-actions-message": await ana.click(message, "Go"),
    "block-actions-modal": await ana.click(modal, "Go"),
    "block-actions-home": await ana.click(fake.home(ana.member.id)!, "Go"),
    "view-closed": await ana.closeView(modal),
    "message-im": await ana.directMessage("hello"),
    "app-mention": await ana.mention("hello", { channel, thread: message.ts }),
    "app-home-opened": await ana.openHome(),
    shortcut: await ana.shortcut("ask"),
    "message-action": await ana.messageShortcut("ask", message),
  };
  const samples = new Map(readRecorded().map((one) => [one.name, one.payload]));
  const inner = ["container", "user", "team", "view", "event"] as const;
  const shape = (payload: Fields | undefined): object => ({
    top: keys(payload),
    ...Object.fromEntries(inner.map((name) => [name, keys(payload?.[name])])),
  });
  for (const [name, delivered] of Object.entries(sent)) {
    expect({ name, ...shape(delivered?.payload) }).toEqual({ name, ...shape(samples.get(name)) });
  }
});
