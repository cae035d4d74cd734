import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { openStorage } from "../../src/storage/open.ts";
import { BEGUN, dialog, PACE_MS } from "./expected.ts";
import { unmarked } from "./table.ts";
import type { Somebody, Table, TableOptions } from "./table.ts";
import { sitDown } from "./terminal/person.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** An empty line is repeated once everything before it is answered. */
const ANSWERED = "\n>\n";

/** What was printed, and for whom: a paragraph that begins with an arrow names its reader, any other is for whoever types. */
interface Printed {
  readonly to: string;
  readonly text: string;
  readonly buttons: readonly (readonly [key: string, label: string])[];
}

/** A table at a terminal, and what stands on it. */
export interface TerminalTable extends Table {
  /** Everything that was printed since it was last asked for. */
  takePrinted(): string;
  /** The key of a choice of an interview that was printed last. */
  keyOf(label: string): string | undefined;
}

/** People who take turns at one terminal. */
export async function openTerminalTable({
  dialog: loaded = dialog,
  locale,
}: TableOptions = {}): Promise<TerminalTable> {
  const output = new PassThrough();
  let printed = "";
  output.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  let now = BEGUN;
  const folder = mkdtempSync(join(tmpdir(), "certwise-terminal-"));
  const storage = await openStorage(":memory:");
  const { terminal, input, failures } = await sitDown({
    storage,
    output,
    person: "lee",
    parts: { storage, dialog: loaded },
    ...(locale !== undefined && { locale }),
    folder,
    columns: () => 500,
    now: () => (now += PACE_MS),
  });
  const all: Printed[] = [];
  const pages: string[] = [];
  let last: readonly Printed[] = [];
  let typing: Somebody = "lee";
  /** A field of a form takes the next line, whatever it is, so that an empty one to wait for may follow only where none is asked. */
  const say = async (line: string, isAnswered = false) => {
    printed = "";
    input.write(`${line}\n`);
    if (isAnswered) await until(() => /^>.*\n\s*\S/mu.test(printed));
    const shown = () => toPrinted(printed, typing);
    if (!isAnswered || !isField(shown())) {
      input.write("\n");
      await until(() => printed.endsWith(ANSWERED));
      printed = printed.slice(0, -ANSWERED.length);
    }
    last = shown();
    pages.push(printed);
    all.push(...last);
  };
  const until = async (isReached: () => boolean) => {
    while (!isReached()) await once(output, "data");
  };
  const sit = async (somebody: Somebody) => {
    if (typing === somebody) return;
    typing = somebody;
    await say(`/as ${somebody}`);
  };
  const told = (to: string) => all.filter((one) => one.to === to).map(({ text }) => text);
  const find = (label: string, on = "") => {
    const found = last
      .filter(({ text }) => unmarked(text).includes(on))
      .flatMap(({ buttons }) => buttons);
    return found.findLast(([, name]) => unmarked(name) === label)?.[0];
  };
  return {
    // Where files are saved is this machine's own affair, and so is where the line breaks before it.
    takePrinted: () =>
      pages
        .splice(0)
        .join("\n")
        .replaceAll(/\s\S*\/(?=[\w-]+\.md)/gu, " "),
    keyOf: (wanted) =>
      [...printed.matchAll(/^ +(?<key>\d+) {2}(?<name>.+)$/gmu)].find(
        ({ groups }) => unmarked(groups?.["name"] ?? "") === wanted,
      )?.groups?.["key"],
    begin: async () => {
      await sit("lee");
      await say("/round");
      await say(find("Open a round") ?? "", true);
    },
    press: async (somebody, label, on) => {
      await sit(somebody);
      if (find(label, on) === undefined) await say("/round");
      const key = find(label, on);
      if (key === undefined)
        throw new Error(`Cannot press "${label}": ${somebody} does not see it`);
      await say(key, true);
    },
    fill: async (somebody, fields) => {
      await sit(somebody);
      while (isField(last)) {
        const prompt = last.at(-1)?.text ?? "";
        const [, value = ""] =
          Object.entries(fields).find(([id]) => unmarked(prompt).includes(labelOf(id))) ?? [];
        await say(value, true);
      }
    },
    type: async (somebody, words) => {
      await sit(somebody);
      await say(words);
    },
    look: async (somebody) => {
      await sit(somebody);
      await say("/round");
    },
    told: (somebody) => told(somebody).join("\n"),
    channel: () => told("channel").join("\n"),
    sentToChannel: () => told("channel").join("\n"),
    offered: () => last.flatMap(({ buttons }) => buttons.map(([, name]) => unmarked(name))),
    nameOf: (somebody) => `@${somebody}`,
    pass: async (ms) => {
      await say(`/later ${Math.ceil(ms / DAY_MS)}`);
    },
    restart: () => Promise.reject(new Error("Cannot restart: a terminal is left")),
    stop: async () => {
      await terminal.stop();
      await terminal.done;
      await storage.close();
      rmSync(folder, { recursive: true });
      if (failures.length > 0) throw new AggregateError(failures, "Could not play the round");
    },
  };
}

/** Whether the next line is what a field of a form asks for. */
function isField(printed: readonly Printed[]): boolean {
  return unmarked(printed.at(-1)?.text ?? "").endsWith(":");
}

function labelOf(field: string): string {
  return dialog.in("").speaker.say({ text: `round.field.${field}` });
}

function toPrinted(page: string, typing: Somebody): readonly Printed[] {
  return page.split("\n\n").map((text) => {
    const to = /^→ (?<to>#local|@\w+):/mu.exec(text)?.groups?.["to"];
    const buttons = [...text.matchAll(/^ *\[(?<key>r\d+)\] (?<label>.+)$/gmu)].map(
      ({ groups }) => [groups?.["key"] ?? "", groups?.["label"] ?? ""] as const,
    );
    return {
      to: to === "#local" ? "channel" : (to?.slice(1) ?? typing),
      text: text.replaceAll(/\s+/gu, " ").trim(),
      buttons,
    };
  });
}
