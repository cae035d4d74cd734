import { PassThrough } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { startJson } from "../../../adapters/json/bot.ts";
import { answerSchema } from "../../../adapters/json/protocol.ts";
import type { AnswerLine } from "../../../adapters/json/protocol.ts";
import { requireDialog } from "../../../src/dialogs.ts";
import { openStorage } from "../../../src/storage/open.ts";
import type { Storage } from "../../../src/storage/storage.ts";

/** A day on which most facts of the catalogue were fresh. */
const CHECKED_DAY = Date.parse("2026-09-01T09:00:00Z");
export const dialog = requireDialog("dialogs/ai-certification");

/** Sends lines, JSON or raw, and gives back what was answered: each checked against the published schema. */
export async function exchange(
  lines: readonly unknown[],
  options: { readonly storage?: Storage; readonly failures?: unknown[] } = {},
): Promise<readonly AnswerLine[]> {
  const { storage = await openStorage(":memory:"), failures = [] } = options;
  const input = new PassThrough();
  const output = new PassThrough();
  let now = CHECKED_DAY;
  const { done } = startJson({
    parts: { storage, dialog },
    input,
    output,
    now: () => (now += 10_000),
    log: (failure) => failures.push(failure),
  });
  input.end(
    lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
  );
  void done.then(() => output.end());
  const answers = await readAll(output);
  return answers
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [answerSchema.parse(JSON.parse(line))]));
}

/** Sends the lines of a page one after the other, a round and a request in them by the ids that replies gave. */
export async function exchangeDocumented(lines: readonly string[]): Promise<readonly AnswerLine[]> {
  const storage = await openStorage(":memory:");
  const answers: AnswerLine[] = [];
  let round = "ROUND";
  let request = "REQUEST";
  for (const line of lines) {
    answers.push(
      ...(await exchange([line.replaceAll("ROUND", round).replaceAll("REQUEST", request)], {
        storage,
      })),
    );
    const answer = answers.at(-1);
    const replies = answer && "rounds" in answer ? (answer.rounds ?? []) : [];
    round = replies.at(-1)?.reply.round ?? round;
    for (const { event } of replies.flatMap(({ reply }) => reply.actions))
      if (event.type === "send") ({ request } = event);
  }
  return answers;
}

/** The last reply of a line. */
export function replyOf(answer: AnswerLine | undefined) {
  return answer && "replies" in answer ? answer.replies.at(-1) : undefined;
}

/** What was said to be wrong with a line. */
export function errorOf(answer: AnswerLine | undefined) {
  return answer && "error" in answer ? answer.error : undefined;
}

/** Lines that lead to an advice. */
export const TO_ADVICE = [
  { type: "start" },
  ...[
    "aif-c01",
    "do my current work better",
    "the monthly report",
    "every week",
    "it counts",
    "path",
    "partly",
    "my company",
    "3h",
    "i use them",
  ].map((text) => ({ type: "text", text })),
];
