import { describe, expect, onTestFinished, test } from "vitest";

import { caller } from "./caller.ts";
import { startFakeSlack, type FakeSlack } from "./fake-slack.ts";
import { createPerson } from "./people.ts";

async function post(url: unknown, body: object): Promise<number> {
  const response = await fetch(String(url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status;
}

describe("a response address", () => {
  const button = { type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } };

  async function pressed(): Promise<{
    fake: FakeSlack;
    respond: (body: object) => Promise<number>;
    command: (body: object) => Promise<number>;
  }> {
    const fake = await startFakeSlack();
    onTestFinished(() => fake.stop());
    const call = caller(fake, fake.team.token);
    fake.listenAt(`${fake.baseUrl}/nowhere`);
    const ana = createPerson(fake, { id: "U0ANA" });
    await call("chat.postEphemeral", {
      channel: ana.dm.id,
      user: "U0ANA",
      text: "Ready?",
      blocks: [{ type: "actions", elements: [button] }],
    });
    const click = await ana.click(fake.ephemerals("U0ANA")[0]!, "Go");
    const slash = await ana.slashCommand("/certwise");
    return {
      fake,
      respond: (body) => post(click.payload["response_url"], body),
      command: (body) => post(slash.payload["response_url"], body),
    };
  }

  test("changes and deletes an ephemeral message, five times in all", async () => {
    const { fake, respond } = await pressed();
    expect(await respond({ text: "Two", replace_original: true })).toBe(200);
    expect(fake.ephemerals("U0ANA").map((one) => one.text)).toEqual(["Two"]);
    expect(await respond({ text: "Three", replace_original: false })).toBe(200);
    expect(
      await respond({ text: "For all", replace_original: false, response_type: "in_channel" }),
    ).toBe(200);
    expect(await respond({ delete_original: true })).toBe(200);
    expect(fake.ephemerals("U0ANA").map((one) => one.text)).toEqual(["Three"]);
    expect(
      await respond({ blocks: [{ type: "nonsense" }], text: "x", replace_original: false }),
    ).toBe(400);
    expect(await respond({ text: "Six", replace_original: false })).toBe(404);
    expect(fake.calls.at(-1)?.result).toMatchObject({ error: "used_url" });
    expect(fake.messages(createPerson(fake, { id: "U0ANA" }).dm.id).map((one) => one.text)).toEqual(
      ["For all"],
    );
  });

  test("dies after half an hour", async () => {
    const { fake, respond } = await pressed();
    await fake.advance(30 * 60_000 + 1);
    expect(await respond({ text: "Late", replace_original: true })).toBe(404);
    expect(fake.calls.at(-1)?.result).toMatchObject({ error: "expired_url" });
  });

  test("of a command posts, but replaces nothing", async () => {
    const { fake, command } = await pressed();
    await command({ text: "First" });
    expect(await command({ text: "Second", replace_original: true })).toBe(200);
    expect(fake.ephemerals("U0ANA").map((one) => one.text)).toEqual(["Ready?", "First"]);
    expect(fake.faults).toEqual([
      "response_url: the reply to a command cannot be replaced or deleted",
    ]);
  });
});
