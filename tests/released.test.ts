import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { parseAddress as parseDiscordAddress } from "../adapters/discord/address.ts";
import { readPlace as readDiscordPlace } from "../adapters/discord/place.ts";
import { decodeModal, decodePress } from "../adapters/discord/press.ts";
import { decodeForm } from "../adapters/discord/round-press.ts";
import { parseAddress as parseSlackAddress } from "../adapters/slack/address.ts";
import { toSubmitted } from "../adapters/slack/inbound.ts";
import { readPlace as readSlackPlace } from "../adapters/slack/place.ts";
import { parsePress } from "../adapters/slack/press.ts";
import { toFilledForm } from "../adapters/slack/round-forms.ts";
import { parseRoundPress } from "../adapters/slack/round-press.ts";
import { requireDialog } from "../src/dialogs.ts";
import { sendDue } from "../src/due.ts";
import { takeRoundTurn } from "../src/rounds.ts";
import { readPermission } from "../src/rounds/settings.ts";
import { openStorage } from "../src/storage/open.ts";
import type { Storage } from "../src/storage/storage.ts";
import { takeTurn } from "../src/turn.ts";

/*
 * What version 0.1 wrote on its buttons and into its database, recorded once. It is never written anew: people press
 * buttons of messages that are months old, and a database is brought along. A later version adds recordings of its own.
 */
const FOLDER = "tests/fixtures/v0.1";
const dialog = requireDialog("dialogs/ai-certification");
const NOW = Date.UTC(2026, 10, 23, 12);
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

const reads = z.record(z.string(), z.unknown());
const button = z.object({ actionId: z.string(), value: z.string(), reads });
const metadata = z.object({ metadata: z.string(), reads });
const customId = z.object({ customId: z.string(), reads });
const buttons = z
  .object({
    slack: z.array(button),
    slackRounds: z.array(button),
    slackTyped: z.array(metadata),
    slackForms: z.array(metadata),
    discord: z.array(customId),
    discordModals: z.array(customId),
    discordForms: z.array(customId),
  })
  .parse(JSON.parse(readFileSync(join(FOLDER, "buttons.json"), "utf8")));

describe("buttons and forms of 0.1", () => {
  it.each(buttons.slack)("Slack: $actionId $value", (one) => {
    expect(parsePress(one.actionId, one.value)).toEqual(one.reads);
  });

  it.each(buttons.slackRounds)("Slack, a round: $value", (one) => {
    expect(parseRoundPress(one.actionId, one.value)).toEqual(one.reads);
  });

  it.each(buttons.slackTyped)("Slack, a form to type in: $metadata", (one) => {
    const body = submitted(one.metadata, { typed: { value: { value: "words" } } });
    expect(toSubmitted(body)).toMatchObject({ text: "words", form: one.reads });
  });

  it.each(buttons.slackForms)("Slack, a form of a round: $metadata", (one) => {
    const body = submitted(one.metadata, { "field:topic": { value: { value: "AI" } } });
    const { press, origin } = z.object({ press: reads, origin: reads }).parse(one.reads);
    const fill = { ...press, type: "fill", fields: { topic: "AI" } };
    expect(toFilledForm(body)).toMatchObject({ fill, origin });
  });

  it.each(buttons.discord)("Discord: $customId", (one) => {
    expect(decodePress(one.customId)).toEqual(one.reads);
  });

  it.each(buttons.discordModals)("Discord, a form to type in: $customId", (one) => {
    expect(decodeModal(one.customId)).toEqual(one.reads);
  });

  it.each(buttons.discordForms)("Discord, a form of a round: $customId", (one) => {
    expect(decodeForm(one.customId)).toEqual(one.reads);
  });
});

function submitted(private_metadata: string, values: object): object {
  const view = { id: "V1", private_metadata, state: { values } };
  return { user: { id: "U0ANA", team_id: "T1" }, team: { id: "T1" }, view };
}

const rowSchema = z.looseObject({
  table: z.enum(["conversations", "outbox", "due", "advice"]),
  from: z.enum(["interview", "slack", "discord"]),
  tenant: z.string(),
  person: z.string().default(""),
  dialog: z.string().default(""),
  round: z.string().default(""),
});
type Row = z.infer<typeof rowSchema>;
const rows = readFileSync(join(FOLDER, "rows.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => rowSchema.parse(JSON.parse(line)));
const of = (table: Row["table"]) => rows.filter((row) => row.table === table);

/** The database as 0.1 left it, opened by this version. */
async function open(): Promise<Storage> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-released-"));
  const file = join(folder, "certwise.sqlite");
  const database = new DatabaseSync(file);
  database.exec(readFileSync(join(FOLDER, "schema.sql"), "utf8"));
  for (const [at, row] of rows.entries()) {
    const { table, values } = toColumns(row, at);
    const names = Object.keys(values);
    const insert = `insert into ${table} (${names.map((name) => `"${name}"`).join(", ")})`;
    const marks = names.map(() => "?").join(", ");
    database.prepare(`${insert} values (${marks})`).run(...Object.values(values));
  }
  database.close();
  const storage = await openStorage(file);
  onTestFinished(async () => {
    await storage.close();
    rmSync(folder, { recursive: true });
  });
  return storage;
}

/** A row as its table holds it: what is JSON there is readable in the recording. */
function toColumns({ table, from: _from, ...row }: Row, at: number) {
  const { tenant, person, dialog: name, round } = row;
  const text = (field: string) => JSON.stringify(row[field]);
  const plain = (field: string) => z.union([z.string(), z.number()]).parse(row[field]);
  const key = { tenant, person, dialog: name, round };
  switch (table) {
    case "conversations":
      return { table, values: { ...key, state: text("state"), revision: 1 } };
    case "outbox": {
      const said = { delivery: plain("delivery"), address: text("address"), reply: text("reply") };
      const order = { at: plain("at"), revision: 1, position: plain("position"), leased_until: 0 };
      return { table, values: { id: at + 1, ...key, ...said, ...order } };
    }
    case "due": {
      const work = { id: plain("id"), kind: plain("kind"), at: plain("at") };
      return {
        table,
        values: { tenant, person, ...work, payload: text("payload"), leased_until: 0 },
      };
    }
    case "advice": {
      const given = { subject: plain("subject"), verdict: plain("verdict"), at: plain("at") };
      return { table, values: { tenant, person, id: plain("id"), ...given, page: text("page") } };
    }
  }
}

/** Whether the platform of this tenant knows where that is; no platform has sent what the first tenant owes. */
function isKnown(tenant: string, address: unknown): boolean {
  if (tenant === "T1") return true;
  const parse = tenant === "discord" ? parseDiscordAddress : parseSlackAddress;
  return parse(address) !== undefined;
}

describe("the database of 0.1", () => {
  const inInterviews = of("conversations").filter((row) => row.dialog === "ai-certification");
  const stateSchema = z.looseObject({ answers: reads, phase: z.string() });

  it("holds interviews in every phase, and each of them goes on with its answers", async () => {
    const storage = await open();
    for (const { tenant, person, round, state, dialog: name } of inInterviews) {
      const key = { tenant, person, dialog: name, ...(round !== "" && { round }) };
      const before = stateSchema.parse(state);
      const event = { type: "resume", now: NOW } as const;
      const deliveryId = `resume ${person} ${round}`;
      const owed = await takeTurn({ storage, dialog }, { ...key, deliveryId, event, address: {} });
      expect(JSON.stringify(owed)).not.toContain("could not be read");
      const stored = await storage.read(key);
      expect(stateSchema.parse(JSON.parse(stored?.state ?? "")).answers).toEqual(before.answers);
    }
    expect(await storage.claimSetAside()).toEqual([]);
  });

  it("keeps what people were advised", async () => {
    const storage = await open();
    for (const { tenant, person, subject, verdict } of of("advice"))
      expect(await storage.history(tenant, person)).toMatchObject([{ subject, verdict }]);
  });

  it("holds rounds in every phase, and each of them says where it stands", async () => {
    const storage = await open();
    for (const { tenant, round } of of("conversations").filter((row) => row.dialog === "round")) {
      const event = { type: "budget", round, now: NOW } as const;
      const asked = { tenant, person: "nobody", deliveryId: `look ${round}`, event, address: {} };
      const [owed] = await takeRoundTurn({ storage, dialog }, asked);
      expect(owed?.reply.title).toContain("AI certifications");
    }
    expect(await storage.claimSetAside()).toEqual([]);
  });

  it("owes replies of every kind, to addresses of every kind, and all of them can be sent", async () => {
    const storage = await open();
    const sent: string[] = [];
    const send = (tenant: string, address: unknown, reply: { readonly type: string }) => {
      if (isKnown(tenant, address)) sent.push(reply.type);
    };
    const parts = {
      storage,
      dialog,
      deliver: async (
        tenant: string,
        { address, reply }: { address: unknown; reply: { type: string } },
      ) => send(tenant, address, reply),
      deliverRound: async (
        tenant: string,
        owed: { address: { here?: unknown }; reply: { type: string } },
      ) =>
        owed.address.here === undefined
          ? void sent.push(owed.reply.type)
          : send(tenant, owed.address.here, owed.reply),
      report: (what: string, cause: unknown) => {
        throw new Error(what, { cause });
      },
    };
    // So many at once.
    for (let handled = 0; handled < of("outbox").length; handled += 50) await sendDue(parts, NOW);
    const kinds = of("outbox").map(({ reply }) => z.object({ type: z.string() }).parse(reply).type);
    expect(new Set(sent)).toEqual(new Set(kinds));
  });

  it("holds work of every kind, and all of it is done in its time", async () => {
    const storage = await open();
    const failures: unknown[] = [];
    const parts = {
      storage,
      dialog,
      deliver: () => Promise.resolve(),
      deliverRound: () => Promise.resolve(),
      report: (what: string, cause: unknown) => void failures.push(`${what}: ${String(cause)}`),
    };
    // What is done leads to what is due later.
    for (let years = 1; years < 5; years += 1) {
      while (!(await sendDue(parts, NOW + years * YEAR_MS)));
    }
    expect(failures).toEqual([]);
    const claim = { now: NOW + 9 * YEAR_MS, leaseMs: 1, limit: 9 };
    expect(await storage.claimDue(claim)).toEqual([]);
    expect(await storage.claimUnsent(claim)).toEqual([]);
  });

  it("knows where people were, and who may open rounds", async () => {
    const storage = await open();
    const places = of("conversations").filter((row) => row.dialog.endsWith(":place"));
    expect(places.length).toBeGreaterThan(5);
    for (const { tenant, person, dialog: name, state } of places) {
      const read = name === "slack:place" ? readSlackPlace : readDiscordPlace;
      expect(await read(storage, { tenant, person })).toEqual(state);
    }
    const permission = { type: "people", people: ["ada", "&S1"] };
    expect(await readPermission(storage, ["T1"])).toEqual(permission);
  });
});
