import { Server } from "node:http";

import { App, LogLevel, MemoryInstallationStore, type Logger } from "@slack/bolt";
import { afterEach, expect, test } from "vitest";

import { caller } from "./caller.ts";
import { startFakeSlack, type FakeSlack, type FakeSlackOptions } from "./fake-slack.ts";
import { install, uninstall } from "./installs.ts";
import { createPerson } from "./people.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A fake whose app acknowledges nothing: enough to look at what is sent. */
async function alone(
  options: FakeSlackOptions = {},
): Promise<{ fake: FakeSlack; call: ReturnType<typeof caller> }> {
  const fake = await startFakeSlack(options);
  closing.push(() => fake.stop());
  fake.listenAt(`${fake.baseUrl}/nowhere`);
  return { fake, call: caller(fake, fake.team.token) };
}

const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
const option = (text: string): object => ({
  text: { type: "plain_text", text },
  value: text.toLowerCase(),
});
const radio = { type: "radio_buttons", action_id: "pick", options: [option("Yes"), option("No")] };
const button = (text: string): object => ({
  type: "button",
  action_id: text,
  text: { type: "plain_text", text },
});
const question = (...elements: object[]): object[] => [
  { type: "actions", block_id: "q", elements },
];

test("click() presses only what is there, and an old copy when told to", async () => {
  const { fake, call } = await alone();
  const ana = createPerson(fake);
  const { ts } = await call("chat.postMessage", {
    channel: ana.dm.id,
    text: "?",
    blocks: question(button("Go")),
  });
  const [old] = fake.messages(ana.dm.id);
  await call("chat.update", {
    channel: ana.dm.id,
    ts,
    text: "?",
    blocks: question(button("Next")),
  });
  await expect(ana.click(old!, "Go")).rejects.toThrow('Cannot press "Go": 0 of these match: Next');
  expect((await ana.click(old!, "Go", { isStale: true })).payload["actions"]).toMatchObject([
    { action_id: "Go", block_id: "q" },
  ]);
  await call("chat.delete", { channel: ana.dm.id, ts });
  await expect(ana.click(old!, "Go")).rejects.toThrow("the message is deleted");
});

test("click() keeps what is selected in state.values, and others cannot press an ephemeral message", async () => {
  const { fake, call } = await alone();
  const [ana, ben] = [createPerson(fake, { id: "U0ANA" }), createPerson(fake, { id: "U0BEN" })];
  const channel = fake.addChannel().id;
  await call("chat.postEphemeral", {
    channel,
    user: "U0ANA",
    text: "?",
    blocks: question(radio, button("Go")),
  });
  const [shown] = fake.ephemerals("U0ANA");
  await ana.click(shown!, "No");
  const { payload } = await ana.click(shown!, "Go");
  expect(payload["state"]).toMatchObject({
    values: { q: { pick: { type: "radio_buttons", selected_option: { value: "no" } } } },
  });
  expect(payload).toMatchObject({ container: { is_ephemeral: true } });
  expect(payload).not.toHaveProperty("message");
  await expect(ben.click(shown!, "Go")).rejects.toThrow("only U0ANA sees it");
});

test("an organization's installation names no team, and a stranger their own", async () => {
  const { fake } = await alone({
    team: { enterprise: { id: "E0GRID", name: "Grid" }, isEnterpriseInstall: true },
  });
  const ana = createPerson(fake);
  expect((await ana.shortcut("ask")).payload).toMatchObject({
    team: null,
    enterprise: { id: "E0GRID" },
    is_enterprise_install: true,
  });
  const { payload } = await ana.directMessage("hi");
  expect(payload).toMatchObject({
    enterprise_id: "E0GRID",
    authorizations: [{ team_id: null, is_enterprise_install: true }],
  });
  const sam = createPerson(fake, { teamId: "T0PARTNER" });
  const mention = await sam.mention("hi", {
    channel: fake.addChannel({ isExternallyShared: true }).id,
  });
  expect(mention.payload).toMatchObject({
    is_ext_shared_channel: true,
    event: { user_team: "T0PARTNER", source_team: "T0PARTNER" },
  });
});

test("submit() sends nothing the client would not, and refuses an acknowledgement Slack could not use", async () => {
  const { fake, call } = await alone();
  const ana = createPerson(fake);
  const { payload } = await ana.slashCommand("/certwise");
  const title = { type: "plain_text", text: "One" };
  const input = {
    type: "input",
    block_id: "p",
    label: { type: "plain_text", text: "Price" },
    element: { type: "plain_text_input", max_length: 3 },
  };
  await call("views.open", {
    trigger_id: payload["trigger_id"],
    view: { type: "modal", title, submit: title, blocks: [input] },
  });
  const [view] = fake.views(ana.member.id);
  await expect(ana.submit(view!)).rejects.toThrow("is required");
  await expect(ana.submit(view!, { Price: "1000" })).rejects.toThrow("has 4 characters");
  await expect(ana.submit(view!, { Cost: "1" })).rejects.toThrow("no such input");
  expect(await ana.submit(view!, { Price: "100" })).toMatchObject({
    outcome: "trouble",
    status: 404,
  });
  expect(fake.refusals.at(-1)).toBe("view_submission: not acknowledged in time");
});

test("an app that does not subscribe to messages gets none", async () => {
  const { fake } = await alone({ subscriptions: ["app_mention"] });
  await expect(createPerson(fake).directMessage("hi")).rejects.toThrow("Cannot send message.im");
});

test("install() walks through the OAuth pages of a real Bolt app, and uninstall() ends it", async () => {
  const { fake } = await alone();
  const installations = new MemoryInstallationStore();
  const clientOptions = { slackApiUrl: fake.apiUrl };
  const app = new App({
    signingSecret: fake.signingSecret,
    clientId: "1.2",
    clientSecret: "secret",
    stateSecret: "state",
    scopes: ["commands", "chat:write"],
    installationStore: installations,
    logger: quiet,
    clientOptions,
    installerOptions: { clientOptions },
  });
  const gone: string[] = [];
  app.event("app_uninstalled", async ({ body }) => void gone.push(body.team_id));
  const server: unknown = await app.start({ port: 0, host: "127.0.0.1" });
  closing.push(() => app.stop());
  const address = server instanceof Server ? server.address() : null;
  const origin = `http://127.0.0.1:${address === null || typeof address === "string" ? 0 : address.port}`;
  fake.listenAt(`${origin}/slack/events`);
  const ana = createPerson(fake);
  const installed = await install(fake.team, { origin });
  expect(installed.status).toBe(200);
  expect(installed.authorizeUrl.searchParams.get("scope")).toBe("commands,chat:write");
  expect(installations.devDB[fake.team.id]).toMatchObject({ bot: { token: fake.team.token } });
  expect((await install(fake.team, { origin, isDenied: true })).status).toBe(500);
  expect((await install(fake.team, { origin, isCookieLost: true })).status).toBe(400);
  await uninstall(fake, fake.team, ana.member);
  await expect.poll(() => gone).toEqual([fake.team.id]);
});
