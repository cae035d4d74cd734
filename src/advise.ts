import type { Readable, Writable } from "node:stream";
import { buffer as readAll } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { readStory } from "./advise-story.ts";
import { readAnswers } from "./answers-file.ts";
import type { FileAnswers } from "./answers-file.ts";
import { listFaults } from "./dialogs.ts";
import type { LoadedDialog } from "./dialogs.ts";
import { fatesOf } from "./engine/advice/why-cases.ts";
import { emptyConversation } from "./engine/carry-over.ts";
import type { Conversation } from "./engine/conversation.ts";
import type { Dialog } from "./engine/dialog.ts";
import type { AdviceReply } from "./engine/reply.ts";
import { transition } from "./engine/transition.ts";
import { renderPage } from "./page.ts";
import { decodeText, readTextFile } from "./text-file.ts";
import type { ReadText } from "./text-file.ts";
import type { Speaker } from "./texts.ts";
import { readYaml } from "./yaml-file.ts";

/** What the command reads from and writes to. */
export interface AdvisePorts {
  readonly dialog: LoadedDialog;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The day the advice is given, ms since epoch. */
  readonly now: number;
}

/**
 * The advice for a file of answers, or for a story in a `.txt` file, as a Markdown page or as JSON.
 *
 * @param args - A path, or `-` for standard input; `--json` for machines; `--why` for which cases speak, and why others do
 *   not.
 * @returns The exit code: 0, or 2 when there is no such file or it has faults; they are all listed.
 */
export async function runAdvise(args: readonly string[], ports: AdvisePorts): Promise<number> {
  const { stdin, stdout, stderr, now } = ports;
  const { dialog, speaker } = ports.dialog.in("");
  const asked = readArguments(args);
  if ("message" in asked) return refuse(stderr, asked.message);
  const file = asked.path === "-" ? "standard input" : asked.path;
  const content = asked.path === "-" ? decodeText(await readAll(stdin)) : readFile(asked.path);
  if ("message" in content) return refuse(stderr, `Could not read "${file}": ${content.message}`);
  const read = file.endsWith(STORY_ENDING)
    ? storyIn(dialog, speaker, content.text, now)
    : readAnswers(dialog, speaker, readYaml(content.text, file), now);
  if (read.faults.length > 0) return refuse(stderr, listFaults(read.faults));
  for (const remark of read.remarks) stderr.write(`${remark}\n`);
  if (asked.isWhy) {
    stdout.write(renderWhy(fatesOf(dialog, conversationOf(dialog, read), now)));
    return 0;
  }
  const advice = speaker.speak(adviseOn(dialog, read, now));
  stdout.write(
    asked.isJson ? `${JSON.stringify(withoutButtons(advice))}\n` : renderPage(advice, speaker),
  );
  return 0;
}

/** A file with this ending is a story; any other, and standard input, are answers. */
const STORY_ENDING = ".txt";

function storyIn(dialog: Dialog, speaker: Speaker, text: string, now: number): FileAnswers {
  const { conversation, remarks } = readStory(dialog, speaker, text, now);
  const { answers, clauses = [] } = conversation;
  return { answers, clauses, faults: [], remarks };
}

function adviseOn(dialog: Dialog, read: FileAnswers, now: number): AdviceReply {
  const conversation = conversationOf(dialog, read);
  const reply = transition(dialog, conversation, { type: "advise", now }).replies.at(-1);
  if (reply?.type !== "advice")
    throw new TypeError(`Could not advise: the reply is "${reply?.type}"`);
  return reply;
}

function conversationOf(dialog: Dialog, { answers, clauses }: FileAnswers): Conversation {
  return { ...emptyConversation(dialog), answers, clauses };
}

/** One line a case, under its topic: what it says, or what keeps it silent. */
function renderWhy(fates: ReturnType<typeof fatesOf>): string {
  const lines = [...fates].flatMap(([topic, cases]) => [
    topic,
    ...cases.map(({ id, says, failed }) => {
      if (failed) {
        const known = failed.known.length === 0 ? "unknown" : failed.known.join(", ");
        return `  ${id}: does not hold, ${failed.key} is ${known}, not ${failed.wants.join(" or ")}`;
      }
      return says.length > 0
        ? `* ${id}: says ${says.join(", ")}`
        : `  ${id}: holds, and is not needed`;
    }),
    "",
  ]);
  return lines.join("\n");
}

/** What a machine has no use for is left out: there is nothing to press. */
function withoutButtons(advice: AdviceReply<string>) {
  const { actions: _actions, notes: _notes, revision: _revision, ...rest } = advice;
  return rest;
}

function readArguments(
  args: readonly string[],
):
  | { readonly path: string; readonly isJson: boolean; readonly isWhy: boolean }
  | { readonly message: string } {
  const one = "give one file of answers, or - for standard input";
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" }, why: { type: "boolean" } },
      allowPositionals: true,
    });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1)
      return { message: `Could not advise on ${positionals.length} files: ${one}` };
    return { path, isJson: values.json ?? false, isWhy: values.why ?? false };
  } catch {
    return {
      message: `Could not read the arguments "${args.join(" ")}": ${one}, --json for JSON, and --why for the cases`,
    };
  }
}

function readFile(path: string): ReadText {
  try {
    return readTextFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EISDIR"
          ? "it is a folder"
          : error instanceof Error
            ? error.message
            : String(error);
    return { message: reason };
  }
}

function refuse(stderr: Writable, message: string): number {
  stderr.write(`${message}\n`);
  return 2;
}
