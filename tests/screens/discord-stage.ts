import { openDiscordTable } from "../adapters/discord-table.ts";
import type { DiscordTable } from "../adapters/discord-table.ts";
import { inThread } from "../adapters/discord/team.ts";
import { PACE_MS } from "../adapters/expected.ts";
import { MEMBERS } from "../adapters/table.ts";
import type { Somebody, TableOptions } from "../adapters/table.ts";
import type { RawMessage } from "../fakes/discord/raw-json.ts";
import { createCamera, textOf, toLines } from "./stage.ts";
import type { Part, Shot, Stage } from "./stage.ts";

/** The stage of Discord, and the fake below it. */
export type DiscordStage = Stage & DiscordTable;

/** The stage on Discord: personal interviews are in direct messages, those of a round on the server. */
export async function openDiscordStage(options?: TableOptions): Promise<DiscordStage> {
  const table = await openDiscordTable(options);
  const { certwise, person } = table;
  const { fake } = certwise;
  const everybody: readonly Somebody[] = ["lee", "ada", ...MEMBERS];
  const look = () => {
    const shots = new Map<string, Shot>();
    const add = (where: string, messages: readonly RawMessage[]) => {
      for (const { id, components, author, attachments } of messages) {
        const files = attachments.map(({ filename, description }) => ({ filename, description }));
        const drawn = { components, ...(files.length > 0 && { files }) };
        if (author.bot === true) shots.set(`${where} ${id}`, { where, drawn, text: toText(drawn) });
      }
    };
    add("channel", fake.messages());
    add("thread", inThread(fake));
    for (const somebody of everybody) {
      add(somebody, fake.dms(person(somebody)));
      add(`${somebody}-only`, fake.ephemerals(person(somebody)));
      for (const { customId, title, components } of fake.modals(person(somebody))) {
        const where = `${somebody}-form`;
        const drawn = { customId, title, components };
        shots.set(`${where} ${customId}`, { where, drawn, text: `${title}\n${toText(drawn)}` });
      }
    }
    return shots;
  };
  return {
    ...table,
    shoot: createCamera(look),
    call: async (somebody, words) => {
      const before = fake.messages().length;
      fake.mention(words, { user: person(somebody) });
      await fake.until(() => fake.messages().length > before + 1);
    },
    settings: async (somebody) => {
      await fake.answered(await fake.slash("certwise settings", {}, { user: person(somebody) }));
    },
    meet: (somebody) => table.write(somebody, "hello"),
    // A thread is opened again with each message in it.
    stop: async () => {
      const others = fake.refusals.filter(({ code }) => code !== 160_004);
      fake.refusals.splice(0, fake.refusals.length, ...others);
    },
    say: (somebody, words) => {
      fake.advance(PACE_MS);
      return table.write(somebody, words);
    },
    press: (somebody, label, on) => {
      fake.advance(PACE_MS);
      return table.press(somebody, label, on);
    },
  };
}

function toText(drawn: Part): string {
  return toLines(drawn, toLine).join("\n");
}

function toLine(part: Part): readonly string[] | undefined {
  const { type, content, label, options, placeholder, component, description, filename } = part;
  if (filename !== undefined) return [`(file: ${textOf(filename)})`];
  switch (type) {
    case 2:
      return [`[${textOf(label)}]`];
    case 3:
    case 21:
    case 22: {
      const name = placeholder === undefined ? "" : `: ${textOf(placeholder)}`;
      const offered = Array.isArray(options) ? options : [];
      return [`<choices${name}>`, ...offered.map((one: Part) => `  - ${textOf(one["label"])}`)];
    }
    case 10:
      return [textOf(content)];
    case 12:
      return [`(picture: ${JSON.stringify(part["items"])})`];
    case 14:
      return ["---"];
    case 18:
      return [
        textOf(label),
        ...(description === undefined ? [] : [`  ${textOf(description)}`]),
        ...toLines(component, toLine),
      ];
    case 4:
    case 5:
    case 7:
      return [
        `<input ${textOf(part["custom_id"])}> ${typeof part["value"] === "string" ? part["value"] : ""}`.trim(),
      ];
    default:
      return undefined;
  }
}
