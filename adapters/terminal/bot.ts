import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { FileReply } from "../../src/ask.ts";
import { say } from "../../src/engine/reply.ts";
import type { TextValue } from "../../src/engine/reply.ts";
import { takeInterviewTurn } from "../../src/rounds.ts";
import type { InterviewTurn } from "../../src/rounds.ts";
import type { OwedReply, SpokenReply, TurnParts, TurnRequest } from "../../src/turn.ts";
import { readLine } from "./inbound.ts";
import { keysOf } from "./keys.ts";
import type { Key } from "./keys.ts";
import { renderReply, renderText } from "./outbound.ts";
import type { Paper } from "./outbound.ts";
import { createRounds } from "./rounds.ts";
import type { TerminalRounds } from "./rounds.ts";

/** What the terminal is made of. */
export interface TerminalOptions {
  readonly parts: TurnParts;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  /** Asked before each screen, as windows change their size. */
  readonly columns: () => number;
  readonly isColoured: boolean;
  /** Said first. */
  readonly opening?: string;
  /** Whose interview it is. */
  readonly person: string;
  /** Where an advice is saved. */
  readonly folder: string;
  readonly locale?: string;
  readonly now?: () => number;
  /** Told what went wrong, for whoever runs this. */
  readonly log: (failure: unknown) => void;
}

/** An interview that is going on. */
export interface RunningTerminal {
  /** Settles when the person has left or the input has ended. */
  readonly done: Promise<void>;
  /** Shows a reply that was owed from before, such as a reminder. */
  send(owed: OwedReply): Promise<void>;
  stop(): Promise<void>;
}

/** The tenant of everything that happens on this machine. */
export const TERMINAL_TENANT = "local";
const PROMPT = "> ";

/** Starts the interview in a terminal or a pipe, or goes on with it. */
export async function startTerminal(options: TerminalOptions): Promise<RunningTerminal> {
  const { parts, input, output, log, now = Date.now } = options;
  const isTyped = input.isTTY === true;
  const lines = createInterface({ input, terminal: isTyped, ...(isTyped ? { output } : {}) });
  lines.setPrompt(PROMPT);
  lines.once("SIGINT", () => lines.close());
  // Ctrl-C may come while a turn is taken, and a closed line cannot ask for another.
  let isOpen = true;
  lines.once("close", () => {
    isOpen = false;
  });
  // Begun before anything is awaited, so that no line that is already there gets lost.
  const typed = lines[Symbol.asyncIterator]();
  const run = randomUUID();
  const screen = createScreen(options);
  const prompt = () => {
    if (isTyped && isOpen) lines.prompt();
  };
  const rounds = createRounds({ parts, tenant: TERMINAL_TENANT, person: options.person, run, now });
  const attempt = async (turn: () => Promise<InterviewTurn | undefined>) => {
    try {
      const taken = await turn();
      if (taken) await showTurn(taken, { parts, screen, rounds, columns: options.columns });
      return taken !== undefined;
    } catch (failure) {
      log(failure);
      await screen.tell("terminal.not-saved");
      return true;
    }
  };
  const take = async (event: Untimed) =>
    attempt(async () =>
      takeInterviewTurn(parts, {
        ...requestOf(event, options, rounds.now(), run),
        ...rounds.who(),
      }),
    );
  const converse = async () => {
    if (options.opening !== undefined) await screen.say(options.opening);
    await screen.tell("terminal.help");
    await take({ type: "start" });
    prompt();
    for await (const line of typed) {
      // A pipe does not show what was typed, so the words are repeated to keep the page readable.
      if (!isTyped) await screen.echo(line);
      if (!(await attempt(async () => rounds.take(line)))) {
        const read = readLine(line, screen.keys(rounds.who()));
        if (read.type === "leave") break;
        if (read.type === "event") await take(read.event);
      }
      prompt();
    }
    lines.close();
    await screen.tell("terminal.left");
  };

  return {
    done: converse(),
    async send(owed) {
      // A screen left behind by an earlier run is out of date: this run began by showing the current one.
      if (isScreen(owed) && !isFrom(owed, run)) return;
      await screen.show(owed.reply, rounds.who());
      prompt();
    },
    async stop() {
      lines.close();
    },
  };
}

/** Draws what a turn led to; each reply is sent when it is drawn. */
async function showTurn(
  turn: InterviewTurn,
  on: {
    readonly parts: TurnParts;
    readonly screen: ReturnType<typeof createScreen>;
    readonly rounds: TerminalRounds;
    readonly columns: () => number;
  },
): Promise<void> {
  const { parts, screen, rounds, columns } = on;
  for (const { id, reply } of turn.owed) {
    await screen.show(reply, rounds.who());
    await parts.storage.markSent(id);
  }
  await screen.draw(rounds.render(turn.rounds, columns()));
  for (const { id } of turn.rounds) await parts.storage.markSent(id);
  const asked = rounds.asks();
  if (asked !== undefined) await screen.say(asked);
}

/** Draws on the output, and knows what the keys of the last screen mean. */
function createScreen({
  parts,
  output,
  columns,
  isColoured,
  folder,
  locale,
  log,
}: TerminalOptions) {
  const { speaker } = parts.dialog.in(locale ?? "");
  let last: { readonly keys: readonly Key[]; readonly whose?: Whose } = { keys: [] };
  const paper = (): Paper => ({
    columns: columns(),
    isColoured,
    say: (text) => speaker.say(say(text)),
  });
  const write = async (drawn: readonly string[]) => {
    if (!output.write(`${drawn.join("\n")}\n`)) await once(output, "drain");
  };
  const sayPlainly = async (text: string) => write(["", ...renderText(text, paper())]);
  const tell = async (text: string, values: Readonly<Record<string, TextValue>> = {}) =>
    sayPlainly(speaker.say(say(text, values)));
  const save = async (reply: FileReply<string>) => {
    try {
      await tell("terminal.saved", { file: await saveFile(folder, reply) });
    } catch (failure) {
      log(failure);
      await tell("terminal.not-written", { file: join(folder, basename(reply.name)) });
    }
  };
  return {
    /** None where another interview was shown last. */
    keys: ({ person, round }: Whose) =>
      last.whose?.person === person && last.whose.round === round ? last.keys : [],
    tell,
    say: sayPlainly,
    async draw(lines: readonly string[]) {
      if (lines.length > 0) await write(lines);
    },
    echo: async (line: string) => sayPlainly(`${PROMPT}${line}`),
    async show(reply: SpokenReply, whose: Whose) {
      if (reply.type === "file") return save(reply);
      const keys = keysOf(reply);
      if (keys.length > 0) last = { keys, whose };
      return write(renderReply(reply, paper()));
    },
  };
}

type Whose = ReturnType<TerminalRounds["who"]>;
type Untimed = Extract<ReturnType<typeof readLine>, { type: "event" }>["event"];

function requestOf(
  event: Untimed,
  { person, locale }: TerminalOptions,
  now: number,
  run: string,
): TurnRequest {
  return {
    tenant: TERMINAL_TENANT,
    person,
    deliveryId: randomUUID(),
    event: { ...event, now },
    address: { terminal: run },
    ...(locale === undefined ? {} : { locale }),
  };
}

/** Writes the page beside others of the same day and never over one. */
async function saveFile(folder: string, { name, markdown }: FileReply<string>): Promise<string> {
  const [start = "advice"] = basename(name).split(".md");
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, copy === 1 ? `${start}.md` : `${start}-${copy}.md`);
    try {
      await writeFile(path, markdown, { flag: "wx" });
      return path;
    } catch (failure) {
      const isThere = failure instanceof Error && "code" in failure && failure.code === "EEXIST";
      if (!isThere) throw failure;
    }
  }
}

function isScreen({ reply }: OwedReply): boolean {
  return reply.type !== "notice" && reply.type !== "post";
}

function isFrom({ address }: OwedReply, run: string): boolean {
  return (
    typeof address === "object" &&
    address !== null &&
    "terminal" in address &&
    address.terminal === run
  );
}
