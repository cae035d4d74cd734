import { PassThrough } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { startTerminal } from "../../../adapters/terminal/bot.ts";
import type { RunningTerminal, TerminalOptions } from "../../../adapters/terminal/bot.ts";
import { requireDialog } from "../../../src/dialogs.ts";
import { openStorage } from "../../../src/storage/open.ts";
import type { Storage } from "../../../src/storage/storage.ts";

/** A day on which most facts of the catalogue were fresh. */
const CHECKED_DAY = Date.parse("2026-09-01T09:00:00Z");

const dialog = requireDialog("dialogs/ai-certification");

/** Answers that lead to an advice. */
export const TO_ADVICE = ["aif-c01", "4", "1", "3", "1", "1", "2", "1", "3h", "2"];

/** Somebody who types into a pipe, and what is printed for them. */
export interface Person {
  readonly terminal: RunningTerminal;
  readonly input: PassThrough;
  readonly storage: Storage;
  readonly failures: readonly unknown[];
  /** Everything printed, when the terminal was left. */
  readonly page: Promise<string>;
}

/** Sits down at a terminal. Ten seconds pass at every look at the clock. */
export async function sitDown(
  options: Partial<TerminalOptions> & {
    readonly storage?: Storage;
    readonly isTyped?: boolean;
  } = {},
): Promise<Person> {
  const { storage = await openStorage(":memory:"), isTyped = false, ...others } = options;
  const input = Object.assign(new PassThrough(), { isTTY: isTyped });
  const output = new PassThrough();
  const page = readAll(output);
  const failures: unknown[] = [];
  let now = CHECKED_DAY;
  const terminal = await startTerminal({
    parts: { storage, dialog },
    input,
    output,
    columns: () => 80,
    isColoured: false,
    person: "local",
    folder: ".",
    now: () => (now += 10_000),
    log: (failure) => failures.push(failure),
    ...others,
  });
  void terminal.done.then(() => output.end());
  return { terminal, input, storage, failures, page };
}

/** Types lines, then ends the input: everything that was printed. */
export async function converse(
  lines: readonly string[],
  options: Parameters<typeof sitDown>[0] = {},
): Promise<string> {
  const { input, page } = await sitDown(options);
  input.end(lines.map((line) => `${line}\n`).join(""));
  return page;
}

/** What was printed after the last line that was typed. */
export function lastScreen(page: string): string {
  return page.slice(page.lastIndexOf("\n> ") + 1);
}
