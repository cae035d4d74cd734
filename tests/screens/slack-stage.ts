import { openSlackTable } from "../adapters/slack-table.ts";
import type { SlackTable } from "../adapters/slack-table.ts";
import { MEMBERS } from "../adapters/table.ts";
import type { Somebody, TableOptions } from "../adapters/table.ts";
import { createCamera, isPart, textOf, toLines } from "./stage.ts";
import type { Part, Shot, Stage } from "./stage.ts";

/** The stage of Slack, and the fake below it. */
export type SlackStage = Stage & SlackTable;

/** The stage in Slack. */
export async function openSlackStage(options?: TableOptions): Promise<SlackStage> {
  const table = await openSlackTable(options);
  const { scene, person } = table;
  const { fake, channel } = scene;
  const everybody: readonly Somebody[] = ["lee", "ada", ...MEMBERS];
  const look = () => {
    const shots = new Map<string, Shot>();
    const add = (where: string, key: string, drawn: Part) =>
      shots.set(`${where} ${key}`, { where, drawn, text: toText(drawn) });
    for (const { ts, text, blocks, thread_ts: thread } of fake.messages(channel))
      add(thread === undefined ? "channel" : "thread", ts, { text, blocks });
    for (const somebody of everybody) {
      const { dm, member } = person(somebody);
      for (const { ts, text, blocks } of fake.messages(dm.id))
        if (fake.world.messages.get(ts)?.bot_id !== undefined) add(somebody, ts, { text, blocks });
      for (const { ts, text, blocks } of fake.ephemerals(member.id))
        add(`${somebody}-only`, ts, { text, blocks });
      for (const { id, definition } of fake.views(member.id))
        add(`${somebody}-form`, id, definition);
    }
    return shots;
  };
  return {
    ...table,
    shoot: createCamera(look),
    call: async (somebody, words) => {
      await person(somebody).slashCommand(`/certwise ${words}`.trim(), { channel });
      await scene.slack().idle();
    },
    settings: async (somebody) => {
      await person(somebody).slashCommand("/certwise settings", { channel });
      await scene.slack().idle();
    },
    meet: (somebody) => table.press(somebody, "Start in our DM"),
    say: (somebody, words) => table.type(somebody, words),
  };
}

function toText({ text: fallback, ...drawn }: Part): string {
  const shown = toLines(drawn, toLine).join("\n");
  return typeof fallback === "string" ? `${shown}\n(in short: ${fallback.split("\n")[0]})` : shown;
}

function toLine(part: Part): readonly string[] | undefined {
  const { type, text, alt_text: alt, options } = part;
  switch (type) {
    case "rich_text_section":
    case "rich_text_quote":
      return [wordsIn(part)];
    case "button":
      return [`[${wordsIn(text)}]`];
    case "static_select":
    case "overflow":
    case "external_select":
    case "radio_buttons":
    case "checkboxes": {
      const offered = Array.isArray(options) ? options.map((one) => `  - ${wordsIn(one)}`) : [];
      return [`<${type}${labelIn(part)}>`, ...offered];
    }
    case "plain_text":
    case "mrkdwn":
      return [wordsIn(part)];
    case "image":
      return [`(picture: ${textOf(alt)})`];
    case "divider":
      return ["---"];
    case "users_select":
    case "multi_users_select":
    case "datepicker":
    case "plain_text_input":
      return [`<${type}>${initialIn(part)}`];
    default:
      return undefined;
  }
}

function labelIn({ placeholder }: Part): string {
  return placeholder === undefined ? "" : `: ${wordsIn(placeholder)}`;
}

function initialIn(part: Part): string {
  const found = Object.entries(part).find(([name]) => name.startsWith("initial_"));
  return found ? ` ${JSON.stringify(found[1])}` : "";
}

function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).join("");
  if (!isPart(value)) return "";
  const { type, text, user_id: user, url, elements } = value;
  if (type === "user") return `@${textOf(user)}`;
  if (typeof text === "string") return url === undefined ? text : `${text} (${textOf(url)})`;
  return wordsIn(elements ?? text ?? []);
}
