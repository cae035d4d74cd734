import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect } from "vitest";
import { openStorage } from "../../src/storage/open.ts";
import { sitDown } from "./terminal/person.ts";
import { BEGUN, keyOf, PACE_MS } from "./expected.ts";
import { bare } from "./seat.ts";
import type { Seat } from "./seat.ts";

/** An empty line is repeated once everything before it is answered. */
const ANSWERED = "\n>\n";

/** Sits down at a terminal that prints into a stream. */
export async function openTerminal(): Promise<Seat> {
  const folder = mkdtempSync(join(tmpdir(), "certwise-terminal-"));
  const file = join(folder, "certwise.sqlite");
  let now = BEGUN;
  let storage = await openStorage(file);
  let here: Sitting | undefined;
  const seated = () => {
    if (!here) throw new Error("Cannot look at the screen: nobody sat down yet");
    return here;
  };
  const sit = (person: string) => sitAt({ storage, person, folder, now: () => (now += PACE_MS) });
  return {
    begin: async () => {
      here = await sit("ana");
    },
    press: async (label) => {
      const wanted = keysOn(seated().screen()).find((one) => bare(one.label) === bare(label));
      if (!wanted) throw new Error(`Cannot press "${label}" on: ${seated().screen()}`);
      await seated().say(wanted.key ?? label);
    },
    type: (words) => seated().say(words),
    screen: () => seated().screen().replaceAll(/^│ /gmu, ""),
    options: () => keysOn(seated().screen()).map(({ label }) => label),
    face: (label) => {
      const found = keysOn(seated().screen()).find((one) => bare(one.label) === bare(label));
      return found?.face;
    },
    another: async () => {
      const ben = await sit("ben");
      await ben.leave();
      return ben.screen();
    },
    stored: async () => (await storage.read(keyOf("local", "ana")))?.state,
    restart: async () => {
      await seated().leave();
      await storage.close();
      storage = await openStorage(file);
      here = await sit("ana");
    },
    stop: async () => {
      await here?.leave();
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
      expect(here?.failures).toEqual([]);
    },
  };
}

interface Sitting {
  say(line: string): Promise<void>;
  /** What was printed since the last line that was typed. */
  screen(): string;
  leave(): Promise<void>;
  readonly failures: readonly unknown[];
}

async function sitAt(options: Parameters<typeof sitDown>[0]): Promise<Sitting> {
  const output = new PassThrough();
  let printed = "";
  let screen = "";
  output.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const { terminal, input, failures } = await sitDown({ ...options, output });
  const answered = async (typed: string) => {
    input.write(`${typed}\n`);
    while (!printed.endsWith(ANSWERED)) await once(output, "data");
    screen = printed.slice(0, -ANSWERED.length);
  };
  await answered("");
  return {
    failures,
    screen: () => screen,
    say: async (line) => {
      printed = "";
      await answered(`${line}\n`);
      // The line itself is repeated first; an empty line follows.
      screen = screen.slice(screen.indexOf("\n\n") + 1);
    },
    leave: async () => {
      await terminal.stop();
      await terminal.done;
    },
  };
}

interface Key {
  /** Absent where only the whole name will do. */
  readonly key?: string;
  readonly label: string;
  /** With its key and its mark. */
  readonly face: string;
}

/** What the screen says one can type: ` 1  An option` over one or more lines, and `[b] Back`. */
function keysOn(screen: string): readonly Key[] {
  const options = [...screen.matchAll(/^ +(?<key>\d+|•) {2}(?<label>.*(?:\n {4,}\S.*)*)$/gmu)];
  const actions = [
    ...screen.matchAll(/(?:^| {3})\[(?<key>[^\]]+)\](?: (?<label>\S.*?))?(?= {3}\[|$)/gmu),
  ];
  return [...options, ...actions].map(({ groups }) => {
    const { key = "", label = key }: { key?: string; label?: string } = groups ?? {};
    return {
      label: label.replaceAll(/\s+/gu, " ").replace(/^[✓☑☐] /u, ""),
      face: `${key} ${label}`,
      ...(key === "•" ? {} : { key }),
    };
  });
}
