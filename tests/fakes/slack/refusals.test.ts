import { describe, expect, onTestFinished, test } from "vitest";

import { caller, type Call } from "./caller.ts";
import { isFields } from "./block-kit-checks.ts";
import { startFakeSlack, type FakeSlack, type FakeSlackOptions } from "./fake-slack.ts";
import { createPerson } from "./people.ts";
import { nextTrigger } from "./workspace.ts";

async function started(
  options: FakeSlackOptions = {},
): Promise<{ fake: FakeSlack; call: Call; trigger: () => string }> {
  const fake = await startFakeSlack(options);
  onTestFinished(() => fake.stop());
  createPerson(fake, { id: "U0ANA" });
  fake.addChannel({ id: "C0DATA" });
  return {
    fake,
    call: caller(fake, fake.team.token),
    trigger: () => nextTrigger(fake.world, "U0ANA", fake.team.id),
  };
}

const divider = { type: "divider" };
const modal = { type: "modal", title: { type: "plain_text", text: "One" }, blocks: [divider] };

describe("the Web API refuses", () => {
  test("methods, tokens and scopes it does not know", async () => {
    const { fake, call } = await started({ scopes: ["im:write"] });
    expect(await call("chat.shout")).toMatchObject({ error: "unknown_method" });
    expect(await caller(fake, undefined)("auth.test")).toMatchObject({ error: "not_authed" });
    expect(await caller(fake, "xoxb-wrong")("auth.test")).toMatchObject({ error: "invalid_auth" });
    expect(await call("apps.connections.open")).toMatchObject({ error: "not_allowed_token_type" });
    expect(await call("chat.postMessage", { channel: "C0DATA", text: "hi" })).toMatchObject({
      error: "missing_scope",
      needed: "chat:write",
      provided: "im:write",
    });
    expect(await call("conversations.info", { channel: "C0DATA" })).toMatchObject({
      error: "missing_scope",
      needed: "channels:read",
    });
    fake.team.isRevoked = true;
    expect(await call("auth.test")).toMatchObject({ error: "token_revoked" });
    expect(fake.refusals).toHaveLength(7);
  });

  test("places the app is not in", async () => {
    const { fake, call } = await started();
    const members = new Set(["U0ANA"]);
    fake.addChannel({ id: "C0OPEN", members });
    fake.addChannel({ id: "C0HIDDEN", members, kind: "private" });
    fake.addChannel({ id: "C0OLD", isArchived: true });
    const other = fake.addTeam();
    fake.addChannel({ id: "C0OTHER", teamId: other.id });
    const post = async (channel: string): Promise<unknown> =>
      (await call("chat.postMessage", { channel, text: "hi" }))["error"];
    expect(await post("C0NONE")).toBe("channel_not_found");
    expect(await post("C0OPEN")).toBe("not_in_channel");
    expect(await post("C0HIDDEN")).toBe("channel_not_found");
    expect(await post("C0OLD")).toBe("is_archived");
    expect(await post("C0OTHER")).toBe("channel_not_found");
    expect(
      await call("chat.postEphemeral", { channel: "C0DATA", user: "U0NONE", text: "hi" }),
    ).toMatchObject({ error: "user_not_in_channel" });
  });

  test("people who left", async () => {
    const { fake, call } = await started();
    const ben = createPerson(fake, { id: "U0BEN" });
    ben.leave();
    expect(await call("conversations.open", { users: "U0BEN" })).toMatchObject({
      error: "user_disabled",
    });
    expect(await call("conversations.open", { users: "U0NONE" })).toMatchObject({
      error: "user_not_found",
    });
    expect(await call("chat.postMessage", { channel: ben.dm.id, text: "hi" })).toMatchObject({
      error: "is_archived",
    });
    expect(await call("users.info", { user: "U0BEN" })).toMatchObject({
      ok: true,
      user: { deleted: true },
    });
    expect(
      await call("views.publish", { user_id: "U0BEN", view: { type: "home", blocks: [divider] } }),
    ).toMatchObject({ error: "invalid_arguments" });
  });

  test("messages it cannot show", async () => {
    const { call } = await started();
    const post = async (more: object): Promise<unknown> =>
      call("chat.postMessage", { channel: "C0DATA", ...more });
    expect(await post({})).toMatchObject({ error: "no_text" });
    expect(await post({ text: "x".repeat(40_001) })).toMatchObject({ error: "msg_too_long" });
    expect(await post({ text: "hi", blocks: "no json" })).toMatchObject({
      error: "invalid_blocks_format",
    });
    expect(
      await post({ text: "hi", blocks: [{ type: "section", text: { type: "mrkdwn", text: "" } }] }),
    ).toMatchObject({
      error: "invalid_blocks",
      response_metadata: {
        messages: ["[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
      },
    });
    const long = { type: "section", text: { type: "mrkdwn", text: "x".repeat(2900) } };
    expect(await post({ text: "hi", blocks: [long, long, long, long, long] })).toMatchObject({
      error: "msg_blocks_too_long",
    });
  });

  test("changing what is gone, somebody else's or ephemeral", async () => {
    const { fake, call } = await started();
    const { ts } = await call("chat.postMessage", {
      channel: "C0DATA",
      text: "hi",
      blocks: [divider],
    });
    const shown = await call("chat.postEphemeral", {
      channel: "C0DATA",
      user: "U0ANA",
      text: "hi",
    });
    const update = async (more: object): Promise<unknown> =>
      (await call("chat.update", { channel: "C0DATA", text: "ho", ...more }))["error"];
    fake.world.messages.set("1.1", { ...fake.messages("C0DATA")[0]!, ts: "1.1", user: "U0ANA" });
    expect(await update({ ts: "9.9" })).toBe("message_not_found");
    expect(await update({ ts: "1.1" })).toBe("cant_update_message");
    expect(await update({ ts: shown["message_ts"] })).toBe("cant_update_message");
    expect(await update({ ts, text: "x".repeat(4001) })).toBe("msg_too_long");
    expect(await call("chat.delete", { channel: "C0DATA", ts: "1.1" })).toMatchObject({
      error: "cant_delete_message",
    });
    // Not refused, but the person sees no change.
    expect(await update({ ts })).toBeUndefined();
    expect(fake.messages("C0DATA")[0]).toMatchObject({ text: "ho", blocks: [divider] });
    expect(fake.faults).toEqual(["chat.update: blocks left out, so the old ones stay"]);
  });

  test("triggers that are old, used or unknown, and a fourth modal", async () => {
    const { fake, call, trigger } = await started();
    const open = async (trigger_id: string, method = "views.open"): Promise<unknown> =>
      (await call(method, { trigger_id, view: modal }))["error"];
    const used = trigger();
    const old = trigger();
    expect(await open(used)).toBeUndefined();
    expect(await open(used)).toBe("exchanged_trigger_id");
    await fake.advance(3001);
    expect(await open(old)).toBe("expired_trigger_id");
    expect(await open("1.2.3")).toBe("invalid_trigger_id");
    expect(await open(trigger(), "views.push")).toBeUndefined();
    expect(await open(trigger(), "views.push")).toBeUndefined();
    expect(await open(trigger(), "views.push")).toBe("push_limit_reached");
    expect(fake.views("U0ANA")).toHaveLength(3);
  });

  test("views that are wrong, too large, doubled or overtaken", async () => {
    const { call, trigger } = await started();
    const open = async (more: object): Promise<unknown> =>
      call("views.open", { trigger_id: trigger(), view: { ...modal, ...more } });
    expect(await open({ title: { type: "plain_text", text: "x".repeat(25) } })).toMatchObject({
      error: "invalid_arguments",
      response_metadata: {
        messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"],
      },
    });
    expect(await open({ private_metadata: "x".repeat(3001) })).toMatchObject({
      error: "invalid_arguments",
    });
    expect(await open({ private_metadata: "x".repeat(250_000) })).toMatchObject({
      error: "view_too_large",
    });
    const opened = await call("views.open", {
      trigger_id: trigger(),
      view: { ...modal, external_id: "one" },
    });
    expect(await open({ external_id: "one" })).toMatchObject({ error: "duplicate_external_id" });
    const { id, hash } = isFields(opened["view"]) ? opened["view"] : {};
    expect(await call("views.update", { view_id: id, hash, view: modal })).toMatchObject({
      ok: true,
    });
    expect(await call("views.update", { view_id: id, hash, view: modal })).toMatchObject({
      error: "hash_conflict",
    });
    expect(await call("views.update", { view_id: "V0", view: modal })).toMatchObject({
      error: "not_found",
    });
    const home = { user_id: "U0ANA", view: { type: "home", blocks: [divider] } };
    expect(await call("views.publish", home)).toMatchObject({ ok: true });
    expect(await call("views.publish", { ...home, hash: "old" })).toMatchObject({
      error: "hash_conflict",
    });
  });

  test("calls that come too often, until time has passed", async () => {
    const { fake, call } = await started();
    const post = (): Promise<unknown> =>
      call("chat.postMessage", { channel: "C0DATA", text: "hi" });
    for (const _ of [1, 2, 3, 4, 5]) expect(await post()).toMatchObject({ ok: true });
    expect(await post()).toMatchObject({ error: "ratelimited", retryAfter: 5 });
    expect(fake.calls.at(-1)).toMatchObject({ method: "chat.postMessage", status: 429 });
    await fake.advance(5000);
    expect(await post()).toMatchObject({ ok: true });
    const { call: free } = await started({ rateLimits: false });
    for (let count = 0; count < 60; count += 1)
      expect(await free("users.info", { user: "U0ANA" })).toMatchObject({ ok: true });
  });

  test("files that were never uploaded whole", async () => {
    const { fake, call } = await started();
    const { upload_url: url, file_id: id } = await call("files.getUploadURLExternal", {
      filename: "a.png",
      length: 3,
    });
    const complete = (): Promise<unknown> =>
      call("files.completeUploadExternal", { files: [{ id, title: "A" }], channel_id: "C0DATA" });
    expect(await complete()).toMatchObject({ error: "file_not_found" });
    expect((await fetch(String(url), { method: "POST", body: "four" })).status).toBe(400);
    expect((await fetch(String(url), { method: "POST", body: "yes" })).status).toBe(200);
    expect(await complete()).toMatchObject({ ok: true });
    expect(fake.messages("C0DATA")).toMatchObject([{ files: [id] }]);
    expect(fake.files()).toMatchObject([{ isComplete: true, bytes: Buffer.from("yes") }]);
  });
});
