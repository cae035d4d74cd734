import { z } from "zod";
import type { ScheduledWork } from "../storage/storage.ts";
import type { TimerKind } from "../team/events.ts";
import { readStored, Unreadable } from "../unreadable.ts";
import { ROUND } from "./stored.ts";

const shape = z.object({
  round: z.string(),
  timer: z.enum([
    "counter",
    "remind",
    "close",
    "summary",
    "erase",
    "review",
    "outcome",
  ] satisfies readonly TimerKind[]),
});

/** Reads a due row that is a timer of a round. @throws {Unreadable} */
export function parseTimer({ kind, payload }: Pick<ScheduledWork, "kind" | "payload">): {
  readonly round: string;
  readonly timer: TimerKind;
} {
  if (kind !== ROUND)
    throw new Unreadable(`Could not read what is due: its kind is "${kind}", not "${ROUND}"`);
  return readStored(payload, shape, "a timer");
}
