import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import type { LoadedDialog } from "./dialogs.ts";
import { wrap } from "./engine/check/wrap.ts";
import type { Mentions } from "./engine/hearing/choices.ts";
import type { Likelihoods } from "./engine/hearing/classifier.ts";
import { READ_CHARS_MAX } from "./engine/hearing/text.ts";
import { traceText } from "./trace.ts";
import type { NamedAnswer, Outcome, Trace } from "./trace.ts";

const USAGE = `Usage: npm run -s hear -- "text" [--question id] [--json]

Shows how a message is read, step by step, and what would come of it. Nothing is kept.
  text           what a person types; one that begins with - goes last, after --
  --question id  the question on the screen; the first one when left out
  --json         everything as JSON
  --help         this
`;

/** What the command reads from and writes to. */
export interface HearPorts {
  readonly dialog: LoadedDialog;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The time of asking, ms since epoch. */
  readonly now: number;
}

/**
 * Shows how a text is read and what would come of it.
 *
 * @param args - The text; `--question` and an id; `--json` for machines; `--help`.
 * @returns The exit code: 0, or 2 when it is called wrongly; that is said in one sentence.
 */
export function runHear(args: readonly string[], ports: HearPorts): number {
  const { stdout, stderr, now } = ports;
  const { dialog, speaker } = ports.dialog.in("");
  const asked = readArguments(args);
  if ("message" in asked) return refuse(stderr, asked.message);
  if ("isHelp" in asked) {
    stdout.write(USAGE);
    return 0;
  }
  const ids = dialog.questions.map(({ id }) => id);
  const wanted = asked.question ?? ids[0];
  const question = dialog.questions.find(({ id }) => id === wanted);
  if (!question)
    return refuse(
      stderr,
      `Could not find the question "${wanted ?? ""}": use one of ${ids.join(", ")}`,
    );
  const trace = traceText(dialog, speaker, question, asked.text, now);
  stdout.write(asked.isJson ? `${JSON.stringify(trace)}\n` : renderTrace(trace));
  return 0;
}

type Asked =
  | { readonly text: string; readonly question: string | undefined; readonly isJson: boolean }
  | { readonly isHelp: true }
  | { readonly message: string };

function readArguments(args: readonly string[]): Asked {
  const one = 'give one text in quotes, such as npm run -s hear -- "my company pays"';
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        question: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
      allowPositionals: true,
    });
    if (values.help) return { isHelp: true };
    const [text] = positionals;
    if (text === undefined || positionals.length > 1)
      return { message: `Could not read ${positionals.length} texts: ${one}` };
    return { text, question: values.question, isJson: values.json ?? false };
  } catch {
    return {
      message: `Could not read the arguments "${args.join(" ")}": ${one}; --help says more`,
    };
  }
}

function refuse(stderr: Writable, message: string): number {
  stderr.write(`${message}\n`);
  return 2;
}

/** The steps as lines of 80 columns: what a step is called, then what it found. */
function renderTrace(trace: Trace): string {
  const { numbers, money, hours, rules, outcome } = trace;
  const rows: readonly (readonly [name: string, found: readonly string[]])[] = [
    ["Text", [`"${trace.text}"`, ...cutLines(trace)]],
    ["Question", [`${trace.question}: ${trace.title}`]],
    ["Clauses", trace.clauses.map((clause, at) => `${at + 1}. ${clause}`)],
    ["Numbers", amountLines(numbers)],
    ["Money", amountLines(money)],
    ["Hours", hours === undefined ? [] : [`${hours} a week, where they are asked for`]],
    ["Catalogue", trace.catalogue],
    ["Rules", ruleLines(rules)],
    ["Examples", shareLines(trace.learnt)],
    ["Together", shareLines(trace.together)],
    ["Topic", shareLines(trace.topics)],
    ["Utterance", shareLines(trace.utterances)],
    ["Heard", [trace.heardAs]],
    ["Outcome", outcomeLines(outcome)],
  ];
  return `${rows.flatMap(([name, found]) => rowLines(name, found)).join("\n")}\n`;
}

const NAME_COLUMNS = 11;

function rowLines(name: string, found: readonly string[]): readonly string[] {
  const indent = " ".repeat(NAME_COLUMNS);
  const lines = (found.length === 0 ? ["none"] : found).flatMap((line) =>
    wrap(printable(line), indent),
  );
  return lines.map((line, at) =>
    at === 0 ? name.padEnd(NAME_COLUMNS) + line.slice(NAME_COLUMNS) : line,
  );
}

/** One line without anything that could steer a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

function cutLines({ isCut }: Trace): readonly string[] {
  return isCut ? [`only the first ${READ_CHARS_MAX} characters are read`] : [];
}

function amountLines(found: Trace["money"]): readonly string[] {
  return found.map(({ text, amount, currency = "" }) =>
    `"${text}" is ${amount} ${currency}`.trim(),
  );
}

function ruleLines({ options, denied, isHedged }: Mentions): readonly string[] {
  return [
    ...(options.length > 0 ? [`says ${options.join(", ")}`] : []),
    ...(denied.length > 0 ? [`denies ${denied.join(", ")}`] : []),
    ...(isHedged ? ["is hedged"] : []),
  ];
}

function shareLines(shares: Likelihoods): readonly string[] {
  const width = Math.max(...shares.map(([name]) => name.length));
  return shares.map(
    ([name, share]) => `${name.padEnd(width)} ${(share * 100).toFixed(1).padStart(6)} %`,
  );
}

function outcomeLines({ recorded, confirms, erases, offers, says, next }: Outcome) {
  return [
    ...recorded.map((answer) => `recorded: ${nameAnswer(answer)}`),
    ...(confirms ? [`asked whether this is meant: ${nameAnswer(confirms)}`] : []),
    ...(erases === undefined ? [] : [`asked before erasing: ${erases}`]),
    ...(offers ? [`asked which is meant: ${offers.join(", ")}`] : []),
    ...says.map((line) => `said: ${line}`),
    `next: ${next}`,
  ];
}

function nameAnswer({ question, answer, shown }: NamedAnswer): string {
  return `${question} → ${answer}, shown as "${shown}"`;
}
