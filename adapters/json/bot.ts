import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { walk } from "../../src/engine/answers.ts";
import type { Dialog } from "../../src/engine/dialog.ts";
import { currentQuestion } from "../../src/engine/screens.ts";
import { takeInterviewTurn } from "../../src/rounds.ts";
import type { InterviewTurn } from "../../src/rounds.ts";
import { parseConversation } from "../../src/turn.ts";
import type { TurnParts, TurnRequest } from "../../src/turn.ts";
import { LINE_CHARS_MAX, readLine, toEvent } from "./inbound.ts";
import type { InterviewLine, Place } from "./inbound.ts";
import { linesOf } from "./lines.ts";
import { renderError, renderReplies } from "./outbound.ts";
import type { Line } from "./protocol.ts";
import { takeRoundLine, takeTick } from "./rounds.ts";

/** What the JSON protocol is spoken over. */
export interface JsonOptions {
  readonly parts: TurnParts;
  readonly input: Readable;
  readonly output: Writable;
  readonly now?: () => number;
  /** Told what went wrong, for whoever runs this. */
  readonly log: (failure: unknown) => void;
}

/** A conversation in JSON lines that is going on. */
export interface RunningJson {
  /** Settles at the end of the input, when every line is answered. */
  readonly done: Promise<void>;
}

/** Answers every line of JSON with one line of JSON, in order, until the input ends. An empty line is passed over. */
export function startJson(options: JsonOptions): RunningJson {
  const { parts, input, output, log } = options;
  const write = async (line: string) => {
    if (!output.write(line)) await once(output, "drain");
  };
  const take = async (line: Line) => {
    const turn = await takeLine(parts, line, options.now ?? Date.now);
    if (!turn) return write(renderError("Must name the question: none is open now.", "question"));
    const { owed, rounds } = turn;
    const all = [...owed, ...rounds];
    const isRepeat =
      line.type !== "tick" && (all.length === 0 || all.some(({ repeated }) => repeated));
    await write(
      renderReplies(
        owed.map(({ reply }) => reply),
        isRepeat,
        rounds,
      ),
    );
    for (const { id } of all) await parts.storage.markSent(id);
  };
  const converse = async () => {
    for await (const text of linesOf(input, LINE_CHARS_MAX)) {
      if (text?.trim() === "") continue;
      const read = readLine(text);
      if (read.type === "malformed") {
        await write(renderError(read.message, read.path));
        continue;
      }
      try {
        await take(read.line);
      } catch (failure) {
        log(failure);
        await write(renderError("Could not save that: nothing was changed, so send it again."));
      }
    }
  };
  return { done: converse() };
}

/** Takes a line's turn; undefined when it names no question and none is open. */
async function takeLine(
  parts: TurnParts,
  line: Line,
  clock: () => number,
): Promise<InterviewTurn | undefined> {
  if (line.type === "tick") return takeTick(parts, line);
  if (line.type === "round") return takeRoundLine(parts, line, clock());
  const request = await toRequest(parts, line, clock);
  return request && takeInterviewTurn(parts, request);
}

/** Fills in what a line may leave out; undefined when it names no question and none is open. */
async function toRequest(
  { storage, dialog: loaded }: TurnParts,
  line: InterviewLine,
  clock: () => number,
): Promise<TurnRequest | undefined> {
  const { id, person, tenant, at, locale, round } = line;
  const { dialog } = loaded.in(locale ?? "");
  const stored = await storage.read({
    tenant,
    person,
    dialog: dialog.id,
    ...(round !== undefined && { round }),
  });
  const event = toEvent(line, placeOf(dialog, stored?.state));
  return (
    event && {
      tenant,
      person,
      // Two people may count their events alike.
      deliveryId: id === undefined ? randomUUID() : JSON.stringify([person, id]),
      event: { ...event, now: at ?? clock() },
      address: { json: true },
      ...(locale === undefined ? {} : { locale }),
      ...(round === undefined ? {} : { round }),
    }
  );
}

function placeOf(dialog: Dialog, state: string | undefined): Place {
  const [first] = dialog.questions;
  const conversation = state === undefined ? undefined : parseConversation(state);
  if (!conversation) return { revision: 0, ...(first ? { question: first.id } : {}) };
  const { revision, phase, answers } = conversation;
  const question =
    phase === "open" ? currentQuestion(dialog, conversation, walk(dialog, answers)) : undefined;
  return { revision, ...(question === undefined ? {} : { question }) };
}
