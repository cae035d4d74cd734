import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { readMessage } from "../../../adapters/discord/inbound-message.ts";
import { readInteraction } from "../../../adapters/discord/inbound.ts";
import type { FakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { openCertwise } from "./certwise.ts";
import type { Certwise } from "./certwise.ts";

const FOLDER = join(import.meta.dirname, "../../fakes/discord/recorded");
const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/u, ""));
const SELF = "1300000000000000001";

function recorded(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
}

/** What becomes of each recorded payload: what it means, or why it is left alone. */
const MEANINGS: Record<string, string> = {
  autocomplete: "suggest",
  "button-dm": "turn",
  "button-ephemeral": "turn",
  "button-guild": "turn",
  "button-thread": "turn",
  "malformed-autocomplete-without-data": "an autocomplete without its data",
  "malformed-no-integration-owners": "turn",
  "malformed-nobody": "nobody did it",
  "malformed-unknown-component-type": "components of type 99 are never sent",
  "malformed-unknown-type": "interactions of type 99 are not known",
  "message-command": "about",
  "modal-submit-select-from-command": "turn",
  "modal-submit-text-radio-checkbox": "turn",
  ping: "ping",
  "slash-dm": "turn",
  "slash-guild": "help",
  "slash-guild-german": "turn",
  "slash-guild-subcommand": "help",
  "slash-user-install-guild": "turn",
  "slash-user-install-private": "turn",
  "string-select": "turn",
};
const MESSAGES: Record<string, string> = {
  "message-create-dm": "typed",
  "message-create-mention": "mention",
  "message-create-other-content-withheld": "it does not call the bot",
  "message-create-own": "a bot wrote it",
};

/** Where something stands in a payload, the whole of it among others. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [[]];
  const inside = Object.entries(value).flatMap(([name, inner]) =>
    placesIn(inner).map((place) => [name, ...place]),
  );
  return [[], ...inside];
}

function put(into: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(into)) return into.with(Number(name), put(into[Number(name)], rest, value));
  const fields = Object(into);
  return { ...fields, [name]: put(fields[name], rest, value) };
}

describe("every recorded payload is read, or left alone for a stated reason", () => {
  test.each(Object.entries(MEANINGS))("%s: %s", (name, meaning) => {
    const incoming = readInteraction(recorded(name));
    expect(incoming.type === "ignored" ? incoming.reason : incoming.type).toBe(meaning);
  });

  test.each(Object.entries(MESSAGES))("%s: %s", (name, meaning) => {
    const message = readMessage(recorded(name), SELF);
    expect(message.type === "ignored" ? message.reason : message.type).toBe(meaning);
  });

  test.each([
    ["app_permissions", null],
    ["app_permissions", 5],
    ["channel", null],
    ["channel", { type: "0" }],
    ["member", { ...Object(recorded("button-guild")["member"]), roles: null, permissions: 8 }],
  ])("what only rounds look at may be anything: %s", (field, value) => {
    expect(readInteraction({ ...recorded("button-guild"), [field]: value }).type).toBe("turn");
  });

  test.each([
    ["slash-dm", "guild_id"],
    ["slash-dm", "member"],
    ["slash-dm", "authorizing_integration_owners"],
    ["slash-guild-german", "user"],
    ["slash-guild-german", "message"],
    ["button-guild", "locale"],
  ])("null says as much as nothing: %s, %s", (name, field) => {
    const { [field]: _gone, ...without } = recorded(name);
    const read = readInteraction({ ...without, [field]: null });
    expect(read).toEqual(readInteraction(without));
    expect(read.type).toBe("turn");
  });

  test.each(["type", "data"])(
    "no object in the place of a number is made to speak: %s",
    (field) => {
      const silent = { toString: 1 };
      const data = { custom_id: "a", component_type: silent };
      const incoming = readInteraction({
        ...recorded("button-guild"),
        [field]: field === "type" ? silent : data,
      });
      expect(incoming).toMatchObject({ reason: expect.stringContaining("of type no number") });
    },
  );

  test("with anything in the place of anything it is read too, or left alone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.jsonValue(), (name, at, value) => {
        const payload = recorded(name);
        const places = placesIn(payload);
        const incoming = readInteraction(put(payload, places[at % places.length] ?? [], value));
        if (incoming.type === "ping") return;
        const read = "caller" in incoming ? incoming.caller.person : incoming.reason;
        expect(read).toMatch("caller" in incoming ? /^\d{1,20}$/u : /\w/u);
      }),
      { numRuns: 2000 },
    );
  });

  test("and none was forgotten", () => {
    const known = [...Object.keys(MEANINGS), ...Object.keys(MESSAGES), "guild-create"];
    expect(known.toSorted()).toEqual(names.toSorted());
  });
});

describe("over the gateway", () => {
  let certwise: Certwise;
  let fake: FakeDiscord;

  beforeEach(async () => {
    certwise = await openCertwise();
    ({ fake } = certwise);
  });

  test("no payload, recorded or with a field gone, throws or stops the bot", async () => {
    await certwise.start();
    for (const name of names) {
      const payload = recorded(name);
      const event = name.startsWith("message-create")
        ? "MESSAGE_CREATE"
        : name === "guild-create"
          ? "GUILD_CREATE"
          : "INTERACTION_CREATE";
      fake.dispatch(event, payload);
      for (const field of Object.keys(payload)) {
        const { [field]: _gone, ...rest } = payload;
        fake.dispatch(event, { ...rest, ...(field === "id" ? {} : { id: fake.world.nextId() }) });
        fake.dispatch(event, { ...payload, [field]: null });
      }
    }
    fake.dm("still there?");
    await fake.until(() => fake.dms().length === 2);
    expect(certwise.logged.filter(({ message }) => message === "The connection failed")).toEqual(
      [],
    );
    await certwise.shutDown();
    // The fake knows none of these interactions, so it refuses every answer; nothing but that may go wrong.
    const codes = fake.refusals.splice(0).map(({ code }) => code);
    expect(codes.filter((code) => ![0, 10_003, 10_062].includes(code))).toEqual([]);
  });
});
