import { createServer, Server } from "node:http";

import { App, LogLevel, type AppOptions } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, test } from "vitest";

import { startFakeSlack, type FakeSlack, type FakeSlackOptions } from "./fake-slack.ts";
import { createPerson, type Person } from "./people.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function started(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const fake = await startFakeSlack(options);
  closing.push(() => fake.stop());
  return fake;
}

function modal(title: string, more: Partial<ModalView> = {}): ModalView {
  return {
    type: "modal",
    callback_id: "typed",
    title: { type: "plain_text", text: title },
    submit: { type: "plain_text", text: "Send" },
    blocks: [
      {
        type: "input",
        block_id: "price",
        label: { type: "plain_text", text: "Price" },
        element: { type: "plain_text_input", action_id: "value" },
      },
    ],
    ...more,
  };
}

/** A bare app with a command, a button, a menu, a modal, a Home tab and two events. */
async function startApp(
  fake: FakeSlack,
  transport: "http" | "socket",
): Promise<{ app: App; seen: string[] }> {
  const common: AppOptions = {
    token: fake.team.token,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: fake.apiUrl, retryConfig: { retries: 0 } },
  };
  const app = new App(
    transport === "http"
      ? { ...common, signingSecret: fake.signingSecret }
      : { ...common, appToken: fake.appToken, socketMode: true },
  );
  const seen: string[] = [];
  app.command("/certwise", async ({ ack }) => {
    await ack({
      text: "Is it worth it?",
      blocks: [
        {
          type: "actions",
          block_id: "start",
          elements: [
            {
              type: "button",
              action_id: "start",
              text: { type: "plain_text", text: "Start" },
              value: "go",
            },
          ],
        },
      ],
    });
  });
  app.action("start", async ({ ack, body, respond, client, action }) => {
    await ack();
    seen.push(`start ${"action_ts" in action ? action.action_ts : ""}`);
    await respond({ text: "Started", replace_original: true });
    if ("trigger_id" in body)
      await client.views.open({ trigger_id: body.trigger_id, view: modal("Price") });
  });
  app.view("typed", async ({ ack, view }) => {
    const value = view.state.values["price"]?.["value"]?.value ?? "";
    seen.push(`typed ${value}`);
    if (value === "x") await ack({ response_action: "errors", errors: { price: "Type a number" } });
    else await ack();
  });
  app.event("app_mention", async ({ event, say }) => {
    seen.push(`mention ${event.text}`);
    await say({ text: "Hello", thread_ts: event.ts });
  });
  app.message(async ({ message, body }) => {
    seen.push(
      `message ${"text" in message ? message.text : ""} ${body.event_id === "" ? "" : "once"}`,
    );
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: "home",
        blocks: [{ type: "section", text: { type: "plain_text", text: "Home" } }],
      },
    });
  });
  const server: unknown = await app.start(
    transport === "http" ? { port: 0, host: "127.0.0.1" } : 0,
  );
  closing.push(async () => {
    await fake.quiet();
    await app.stop();
  });
  if (transport === "http") {
    fake.listenAt(`http://127.0.0.1:${portOf(server)}/slack/events`);
  } else fake.listenAt();
  return { app, seen };
}

function portOf(server: unknown): number {
  const address = server instanceof Server ? server.address() : null;
  if (address === null || typeof address === "string")
    throw new TypeError("Cannot find the port: no server");
  return address.port;
}

async function eventually(holds: () => boolean): Promise<void> {
  await expect.poll(holds).toBe(true);
}

describe.each(["http", "socket"] as const)("a bare Bolt app over %s", (transport) => {
  async function scene(): Promise<{
    fake: FakeSlack;
    seen: string[];
    ana: Person;
    channel: string;
  }> {
    const fake = await started();
    const { seen } = await startApp(fake, transport);
    const ana = createPerson(fake, { id: "U0ANA", name: "ana" });
    return { fake, seen, ana, channel: fake.addChannel({ id: "C0DATA" }).id };
  }

  test("walks from a command through a button into a modal", async () => {
    const { fake, seen, ana, channel } = await scene();
    expect((await ana.slashCommand("/certwise aif-c01", { channel })).isInTime).toBe(true);
    const [first] = fake.ephemerals("U0ANA");
    expect((await ana.click(first!, "Start")).isInTime).toBe(true);
    await eventually(() => fake.views("U0ANA").length === 1);
    expect(fake.ephemerals("U0ANA").map((one) => one.text)).toEqual(["Started"]);
    const [view] = fake.views("U0ANA");
    expect(await ana.submit(view!, { Price: "x" })).toMatchObject({
      outcome: "errors",
      errors: { price: "Type a number" },
    });
    expect(await ana.submit(view!, { Price: "100" })).toMatchObject({
      outcome: "closed",
      isInTime: true,
    });
    expect(fake.views("U0ANA")).toEqual([]);
    expect(seen.slice(1)).toEqual(["typed x", "typed 100"]);
    expect(fake.refusals).toEqual([]);
    expect(fake.faults).toEqual([]);
  });

  test("hears mentions, direct messages and the Home tab", async () => {
    const { fake, seen, ana, channel } = await scene();
    await ana.mention("what about <AIF>?", { channel });
    await eventually(() => fake.messages(channel).length === 2);
    expect(fake.messages(channel)[1]).toMatchObject({
      text: "Hello",
      thread_ts: fake.messages(channel)[0]?.ts,
    });
    await ana.directMessage("2 & more");
    await ana.openHome();
    await eventually(() => fake.home("U0ANA") !== undefined);
    expect(seen).toEqual([
      `mention <@${fake.team.botUserId}> what about &lt;AIF&gt;?`,
      "message 2 &amp; more once",
    ]);
  });

  test("gets everything twice when a delivery is repeated or a button pressed twice", async () => {
    const { fake, seen, ana, channel } = await scene();
    const mention = await ana.mention("hi", { channel, isTwice: true });
    expect([mention.isInTime, mention.twin?.isInTime]).toEqual([true, true]);
    await eventually(() => seen.length === 2);
    await ana.slashCommand("/certwise", { channel });
    const click = await ana.click(fake.ephemerals("U0ANA")[0]!, "Start", { isDouble: true });
    expect(click.twin?.payload["trigger_id"]).not.toBe(click.payload["trigger_id"]);
    await eventually(() => seen.length === 4);
    expect(new Set(seen.slice(2)).size).toBe(2);
  });
});

describe("delivery", () => {
  test("over HTTP what did not come from Slack is refused by the app", async () => {
    const fake = await started();
    await startApp(fake, "http");
    const ana = createPerson(fake);
    for (const tamper of ["signature", "stale", "unsigned"] as const) {
      expect((await ana.directMessage("hi", { tamper })).status).toBe(401);
    }
    for (const tamper of ["malformed", "oversized"] as const)
      expect((await ana.directMessage("hi", { tamper, waitMs: 200 })).isInTime).toBe(false);
  });

  test("an event that is not acknowledged comes again at once, after one minute and after five", async () => {
    const fake = await started();
    const got: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      got.push(
        `${String(request.headers["x-slack-retry-num"])} ${String(request.headers["x-slack-retry-reason"])}`,
      );
      request.resume();
      response.writeHead(got.length < 4 ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    closing.push(async () => server.close());
    fake.listenAt(`http://127.0.0.1:${portOf(server)}/slack/events`);
    await createPerson(fake).directMessage("hi");
    expect(await fake.advance(0)).toHaveLength(1);
    expect(await fake.advance(59_999)).toHaveLength(0);
    expect(await fake.advance(1)).toHaveLength(1);
    expect(await fake.advance(300_000)).toHaveLength(1);
    expect(await fake.advance(3_000_000)).toHaveLength(0);
    expect(got).toEqual(["undefined undefined", "1 http_error", "2 http_error", "3 http_error"]);
  });

  test("over Socket Mode an envelope without an acknowledgement comes again after 3 s, and one connection gets it", async () => {
    const fake = await started();
    fake.listenAt();
    const client = new WebClient(fake.appToken, {
      slackApiUrl: fake.apiUrl,
      headers: { Authorization: `Bearer ${fake.appToken}` },
    });
    const got: {
      envelope_id: string;
      type: string;
      retry_attempt?: number;
      retry_reason?: string;
    }[] = [];
    const sockets: WebSocket[] = [];
    for (const _ of [1, 2]) {
      const opened = await client.apps.connections.open();
      const socket = new WebSocket(opened.url ?? "");
      socket.addEventListener("message", ({ data }) => got.push(JSON.parse(String(data))));
      sockets.push(socket);
      await eventually(() => got.length === sockets.length);
    }
    expect(got.map((one) => one.type)).toEqual(["hello", "hello"]);
    const ana = createPerson(fake);
    expect((await ana.directMessage("hi", { waitMs: 20 })).isInTime).toBe(false);
    expect(await fake.advance(2999)).toEqual([]);
    const again = fake.advance(1);
    await eventually(() => got.length === 4);
    sockets.forEach((socket) => socket.send(JSON.stringify({ envelope_id: got[3]?.envelope_id })));
    expect((await again).map((one) => one.isInTime)).toEqual([true]);
    expect(got.slice(2)).toMatchObject([
      { retry_attempt: 0, retry_reason: "" },
      { retry_attempt: 1, retry_reason: "timeout" },
    ]);
    expect(await fake.advance(3_600_000)).toEqual([]);
    fake.socket.requestRefresh();
    await eventually(() => got.at(-1)?.type === "disconnect");
    expect(fake.socket.strayAcks).toHaveLength(1);
  });
});
