import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { interactionOf } from "../../bench/discord-json.ts";
import { startFakeDiscord } from "./fake-discord.ts";
import type { FakeDiscord } from "./fake-discord.ts";
import { isFields, itemsOf } from "./faults.ts";
import type { Fields } from "./faults.ts";

/*
 * Where the shapes come from. Captured by others and published: guild slash command, button in a thread, modal with a
 * select, mention (nyxx-discord/nyxx, vercel/chat, mastercuber55/Fischl). Put together from the documentation, since no
 * capture was found: autocomplete, radio and checkbox answers, private channels, PING. The malformed ones are made.
 */
const FOLDER = join(import.meta.dirname, "recorded");

/** Fields that depend on the message or the person rather than on the shape. */
const OPTIONAL = new Set([
  "webhook_id",
  "nonce",
  "application_id",
  "interaction_metadata",
  "display_name_styles",
  "permissions",
  "recipients",
  "permission_overwrites",
]);

let fake: FakeDiscord;

beforeEach(async () => {
  fake = await startFakeDiscord();
  const json = {
    description: "Ask",
    type: 1,
    contexts: null,
    integration_types: [0, 1],
    options: [{ type: 3, name: "certification", description: "Which" }],
  };
  fake.world.commands = [
    { id: "5", json: { ...json, id: "5", name: "certwise" } },
    {
      id: "6",
      json: {
        id: "6",
        name: "Is this course worth it?",
        type: 3,
        contexts: null,
        integration_types: [0],
      },
    },
  ];
});

afterEach(async () => {
  await fake.stop();
});

function recorded(name: string): Fields {
  const value: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
  if (!isFields(value)) throw new TypeError(`Cannot read "${name}": no object`);
  return value;
}

function keysOf(value: unknown): string[] {
  return isFields(value)
    ? Object.keys(value)
        .filter((key) => !OPTIONAL.has(key))
        .toSorted()
    : [];
}

describe("the people of the fake speak in the shape of recorded interactions", () => {
  test.each([
    "slash-guild",
    "slash-dm",
    "slash-user-install-guild",
    "autocomplete",
    "message-command",
  ])("%s", async (name) => {
    const channel = name === "slash-dm" ? fake.dmOf(fake.ana) : fake.channel;
    const install = name.includes("user-install") ? "user" : "guild";
    const sent =
      name === "autocomplete"
        ? await fake.autocomplete("certwise", { certification: "aif" }, "certification")
        : name === "message-command"
          ? await fake.messageCommand("Is this course worth it?", fake.say("Is it?"))
          : await fake.slash("certwise", name === "slash-guild" ? { certification: "aif" } : {}, {
              channel,
              install,
            });
    const wanted = recorded(name);
    expect(keysOf(sent.raw)).toEqual(keysOf(wanted));
    expect(sent.raw["authorizing_integration_owners"]).toHaveProperty(
      install === "user" ? "1" : "0",
    );
    expect(keysOf(sent.raw["data"])).toEqual(keysOf(wanted["data"]));
    expect(keysOf(sent.raw["member"])).toEqual(keysOf(wanted["member"]));
    expect(keysOf(sent.raw["user"])).toEqual(keysOf(wanted["user"]));
    expect(keysOf(sent.raw["channel"])).toEqual(keysOf(wanted["channel"]));
    expect(sent.raw["context"]).toBe(wanted["context"]);
  });
});

test("the people of the bench speak in that shape too, down to the message they press on", () => {
  const wanted = recorded("button-ephemeral");
  const components = isFields(wanted["message"]) ? itemsOf(wanted["message"]["components"]) : [];
  const unnumbered: unknown = JSON.parse(
    JSON.stringify(components, (key, value: unknown) => (key === "id" ? undefined : value)),
  );
  const pressed = { custom_id: "a", component_type: 2, id: 4 };
  const sent = interactionOf("1", 3, pressed, itemsOf(unnumbered).filter(isFields));
  expect(shapeOf(sent)).toEqual(shapeOf(wanted));
});

/** Which fields there are, down to the last: what stands in them may differ. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isFields).map(shapeOf);
  if (!isFields(value)) return "value";
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

test("every recorded file is one JSON object with an id", () => {
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
  expect(names.length).toBeGreaterThanOrEqual(20);
  for (const name of names) expect(recorded(name)["id"]).toMatch(/^\d{19}$/);
});
