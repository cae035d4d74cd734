import type { AskEvent, ButtonEvent } from "../../src/engine/conversation.ts";
import { toFaults } from "../../src/file-faults.ts";
import { lineSchema } from "./protocol.ts";
import type { Line } from "./protocol.ts";

/** Longest line that is read, in UTF-16 units. */
export const LINE_CHARS_MAX = 1_000_000;

/** A line as it was read, or what is wrong with it in whole sentences. */
export type ReadLine =
  | { readonly type: "line"; readonly line: Line }
  | { readonly type: "malformed"; readonly message: string; readonly path?: string };

/** Reads one line of JSON. Undefined for a line that was too long to be kept. */
export function readLine(text: string | undefined): ReadLine {
  if (text === undefined)
    return malformed(`Must be at most ${LINE_CHARS_MAX} characters: this line is longer.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return malformed(`Not readable as JSON: ${error instanceof Error ? error.message : ""}.`);
  }
  const { data, error } = lineSchema.safeParse(value);
  if (data) return { type: "line", line: data };
  // A line of JSON has its faults where a file has them; only the line number says nothing here.
  const page = { file: "", value, lineOf: () => 1, faults: [] };
  const faults = toFaults(error.issues, page, lineSchema);
  const sentences = faults.map(
    ({ path, message }) => `${path === "" ? "" : `${path}: `}${message}.`,
  );
  return malformed(sentences.join(" "), faults[0]?.path);
}

/** Where the person is, for what a line leaves out. */
export interface Place {
  readonly revision: number;
  /** Absent when no question is open. */
  readonly question?: string;
}

/** A line of an interview, and not of a round as a whole. */
export type InterviewLine = Exclude<Line, { readonly type: "round" | "tick" }>;

/** The event of a line. Undefined when it is about the open question and none is open. */
export function toEvent(
  line: InterviewLine,
  place: Place,
): ButtonEvent | AskEvent | { readonly type: "text"; readonly text: string } | undefined {
  const revision = "revision" in line ? (line.revision ?? place.revision) : place.revision;
  switch (line.type) {
    case "text":
      return { type: line.type, text: line.text };
    case "start":
      return { type: line.type, ...(line.text === undefined ? {} : { text: line.text }) };
    case "answer":
      return { type: line.type, question: line.question, option: line.option, revision };
    case "unsure":
    case "skip": {
      const question = line.question ?? place.question;
      return question === undefined ? undefined : { type: line.type, question, revision };
    }
    case "edit":
      return { type: line.type, question: line.question, revision };
    case "unfold":
      return {
        type: line.type,
        ...(line.section === undefined ? {} : { section: line.section }),
        revision,
      };
    case "yes":
    case "no":
    case "back":
    case "why":
    case "review":
    case "advise":
    case "resume":
    case "restart":
    case "stop":
    case "pause":
    case "forget":
      return { type: line.type, revision };
    case "share":
    case "post":
      return {
        type: line.type,
        ...(line.parts === undefined ? {} : { parts: line.parts }),
        ...(line.preview === undefined ? {} : { preview: line.preview }),
      };
    case "save":
    case "remind":
    case "history":
      return { type: line.type };
  }
}

function malformed(message: string, path = ""): ReadLine {
  return { type: "malformed", message, ...(path === "" ? {} : { path }) };
}
