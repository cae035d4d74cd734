import { expect, test } from "vitest";
import { toClick, toCommand, toShortcut, toSubmitted } from "../../../adapters/slack/inbound.ts";
import { toHappening } from "../../../adapters/slack/inbound-events.ts";
import { renderForm, toFilledForm } from "../../../adapters/slack/round-forms.ts";
import { createPerson } from "../../fakes/slack/people.ts";
import { readRecorded } from "../../fakes/slack/recorded.ts";
import { WORTH_IT } from "../../rounds/team.ts";
import { begin, dialog, lastMessage, openScene } from "./scene.ts";
import { answer, fill, lastTo, openRound, openTeam, pressLast, openRequest } from "./team-scene.ts";

const recorded = new Map(readRecorded().map(({ name, payload }) => [name, payload]));

/** The workspace a recorded payload is filed under, with some of its fields replaced. */
function tenantOf(name: string, changed: object = {}): string | undefined {
  const body = { ...recorded.get(name), ...changed };
  const event: unknown = Reflect.get(body, "event");
  const read = toHappening(body, event) ?? toCommand(body) ?? toClick(body) ?? toShortcut(body);
  return read?.tenant;
}

const STRANGER = { id: "U0STRANGE", username: "sam", team_id: "T0PARTNER" };

test("what happens is filed under the workspace the app is installed in, wherever the person belongs", () => {
  expect(tenantOf("app-mention-slack-connect")).toBe("T0ACME123");
  // In a shared channel the outer team is that of the author.
  expect(tenantOf("app-mention-slack-connect", { team_id: "T0PARTNER" })).toBe("T0ACME123");
  const without = { team_id: "T0PARTNER", context_team_id: undefined };
  expect(tenantOf("app-mention-slack-connect", without)).toBe("T0ACME123");
  for (const name of ["block-actions-message", "block-actions-ephemeral", "message-action"])
    expect([name, tenantOf(name, { user: STRANGER })]).toEqual([name, "T0ACME123"]);
  // On a view, the team is that of whoever pressed.
  for (const name of ["block-actions-modal", "block-actions-home"]) {
    const team = { id: "T0PARTNER", domain: "partner" };
    expect([name, tenantOf(name, { user: STRANGER, team })]).toEqual([name, "T0ACME123"]);
  }
});

test("people of an organization's own installation keep their workspace", () => {
  expect(tenantOf("app-home-opened-org-install")).toBe("T0GRIDWS1");
  expect(tenantOf("block-actions-org-install")).toBe("T0GRIDWS1");
  expect(tenantOf("slash-command-private-grid")).toBe("T0GRIDWS1");
  const view = { app_installed_team_id: "E0ACMEGRID" };
  expect(tenantOf("block-actions-org-install", { view })).toBe("T0GRIDWS1");
});

test("a form is filed under the workspace the app is installed in", () => {
  const sent = recorded.get("view-submission-slack-connect");
  const view: unknown = sent?.["view"];
  const form = {
    question: "purpose",
    revision: 1,
    owner: "U0STRANGE",
    channel: "D0SAM",
    ts: "1795424400.000100",
    at: 0,
    asked: "What should it change?",
    url: "",
    until: 0,
  };
  const state = { values: { typed: { value: { type: "plain_text_input", value: "promotion" } } } };
  const typed = { ...Object(view), private_metadata: JSON.stringify(form), state };
  expect(toSubmitted({ ...sent, view: typed })?.tenant).toBe("T0ACME123");

  const { speaker } = dialog.in("");
  const press = { type: "form", form: "approve-if", round: "r1", request: "q1" } as const;
  const asked = { press, title: "", submit: "", fields: [] };
  const { private_metadata } = renderForm(asked, {}, speaker);
  const ofRound = { ...Object(view), private_metadata };
  expect(toFilledForm({ ...sent, view: ofRound })?.tenant).toBe("T0ACME123");
});

test("a guest from another company answers by the form in the interview they are in", async () => {
  const scene = await openScene();
  const { fake, channel } = scene;
  const sam = createPerson(fake, { id: "U0SAM", name: "sam", teamId: "T0PARTNER" });
  fake.world.channels.get(channel)?.members.add("U0SAM");
  const guest = { ...scene, ana: sam };
  await begin(guest);
  await sam.click(await lastMessage(guest), "Type it");
  await scene.slack().idle();
  await sam.submit(fake.views("U0SAM").at(-1)!, { typed: "AIF-C01" });
  expect((await lastMessage(guest)).text).toContain("What should it change for you");
  const key = { person: "U0SAM", dialog: "ai-certification" };
  expect(await scene.storage().read({ ...key, tenant: fake.team.id })).toBeDefined();
  expect(await scene.storage().read({ ...key, tenant: "T0PARTNER" })).toBeUndefined();
});

test("a guest's request for money finds its round", async () => {
  const team = await openTeam(0);
  const { fake, channel } = team;
  const sam = createPerson(fake, { id: "U0SAM", name: "sam", teamId: "T0PARTNER" });
  fake.world.channels.get(channel)?.members.add("U0SAM");
  await openRound(team);
  await answer(team, sam, WORTH_IT);
  await pressLast(team, sam, "Ask for the money");
  await openRequest(team, sam);
  await fill(team, sam, { Amount: "100 USD" });
  expect((await lastTo(team, sam)).text).toContain("100");
  await pressLast(team, sam, "Send the request");
  expect((await lastTo(team, sam)).text).toContain("Sent");
});
