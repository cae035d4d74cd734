import { DAY_MS } from "../engine/hearing/calendar.ts";
import { readDay } from "../engine/hearing/dates.ts";
import type { Dialog } from "../engine/dialog.ts";
import { say } from "../engine/reply.ts";
import type { Text } from "../engine/reply.ts";
import type { Effect } from "../team/effects.ts";
import { textOf } from "./draft.ts";

const DAYS_DEFAULT = 5;

/** When a round closes, in ms since epoch: five days from now when nothing is said. NaN: no day, or one of several. */
export function readClosing(typed: string | undefined, now: number, { words }: Dialog): number {
  const text = textOf(typed);
  if (text === undefined) return now + DAYS_DEFAULT * DAY_MS;
  const reading = readDay(text, words, now);
  return reading.type === "day" ? reading.at : Number.NaN;
}

/** Why a closing day cannot be taken, or which days it may be; undefined when it is one day. */
export function sayClosingFault(
  typed: string | undefined,
  now: number,
  { words }: Dialog,
): Text | undefined {
  const text = textOf(typed);
  if (text === undefined) return undefined;
  const reading = readDay(text, words, now);
  switch (reading.type) {
    case "day":
      return undefined;
    case "refused":
      return say(`round.fault.day.${reading.why}`, { example: write(now + DAYS_DEFAULT * DAY_MS) });
    case "several": {
      const [one = now, other = now] = reading.days;
      const example = write(reading.days.find((day) => day >= now) ?? now);
      return say("round.fault.day.several", { one, other, example });
    }
  }
}

/** The title of a refused opening where its closing day is what is unclear; empty otherwise. */
export function askClosing(
  { code, values }: Effect & { readonly type: "notice" },
  turn: { readonly typed?: Readonly<Record<string, string>>; readonly now: number },
  dialog: Dialog,
): { readonly title?: Text } {
  if (code !== "round-invalid" || values?.["fault"] !== "closes-at") return {};
  const fault = sayClosingFault(turn.typed?.["closes"], turn.now, dialog);
  return fault ? { title: say("round.notice.round-day-unclear", { fault }) } : {};
}

function write(day: number): string {
  return new Date(day).toISOString().slice(0, "2026-12-11".length);
}
