import { randomUUID } from "node:crypto";
import { say } from "../../src/engine/reply.ts";
import { joinRound, readForm, takeDueRounds, takeRoundTurn } from "../../src/rounds.ts";
import type { InterviewTurn, RoundEvent } from "../../src/rounds.ts";
import { replaceMentions } from "../../src/rounds/replies.ts";
import type { OwedRoundReply, RoundButton, RoundForm } from "../../src/rounds/replies.ts";
import { LEAVE_KEY } from "./keys.ts";
import { widthIn } from "./outbound.ts";
import { clean, wrap } from "./wrap.ts";
import type { TurnParts } from "../../src/turn.ts";

/** Plays team rounds in one terminal: several people take turns at the keyboard. */
export interface TerminalRounds {
  /** Ms since epoch, with the days that were let pass. */
  now(): number;
  /** Whose turn it is, and the round of the interview they are in. */
  who(): { readonly person: string; readonly round?: string };
  /** Takes a line that is about a round; undefined when it is none of its lines. */
  take(line: string): Promise<InterviewTurn | undefined>;
  /** Draws what a round says for so many columns, and keeps its buttons as r1, r2 and so on. */
  render(rounds: readonly OwedRoundReply[], columns: number): readonly string[];
  /** The next field of a form that is being filled in, or the help that was asked for; undefined when neither is. */
  asks(): string | undefined;
}

/** What the rounds of a terminal are made of. */
export interface TerminalRoundsOptions {
  readonly parts: TurnParts;
  readonly tenant: string;
  readonly person: string;
  /** Says where replies come from; carried unread. */
  readonly run: string;
  now(): number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Starts without a round. `/round` shows or opens one, `/as ana` changes who types, `/later 6` lets days pass. */
export function createRounds(options: TerminalRoundsOptions): TerminalRounds {
  const { parts, tenant, run } = options;
  let { person } = options;
  let passedMs = 0;
  let buttons: readonly RoundButton<string>[] = [];
  let isHelpWanted = false;
  let filling: { readonly form: RoundForm<string>; fields: Record<string, string> } | undefined;
  const rounds = new Map<string, string>();
  const now = () => options.now() + passedMs;

  const act = async (event: RoundEvent): Promise<InterviewTurn> => {
    if (event.type === "form") {
      const form = await readForm(parts, { tenant, person, press: event, now: now() });
      filling = form && { form, fields: {} };
      if (form) return { owed: [], rounds: [] };
    }
    const said = { tenant, person, event: { ...event, now: now() } };
    const request = { ...said, ...placeOf(run) };
    if (event.type !== "join") return { owed: [], rounds: await takeRoundTurn(parts, request) };
    const joined = await joinRound(parts, request);
    if (joined.owed.length > 0) rounds.set(person, event.round);
    return joined;
  };

  const fill = async (typed: string): Promise<InterviewTurn> => {
    const { form, fields } = filling ?? {};
    const field = form?.fields[Object.keys(fields ?? {}).length];
    if (!form || !fields || !field) return { owed: [], rounds: [] };
    fields[field.id] = typed.trim() === "" ? (field.value ?? "") : typed.trim();
    if (Object.keys(fields).length < form.fields.length) return { owed: [], rounds: [] };
    filling = undefined;
    return act({ ...form.press, type: "fill", fields });
  };

  return {
    now,
    who: () => {
      const round = rounds.get(person);
      return round === undefined ? { person } : { person, round };
    },
    async take(line) {
      if (filling && line.trim() !== LEAVE_KEY) return fill(line);
      const [command = "", word = ""] = line.trim().split(/\s+/u);
      const pressed = /^r(?<number>\d+)$/u.exec(command)?.groups?.["number"];
      const button = pressed === undefined ? undefined : buttons[Number(pressed) - 1];
      if (button) return act(button.event);
      isHelpWanted = command === "/help";
      if (isHelpWanted) return { owed: [], rounds: [] };
      if (command === "/round") return act({ type: "budget" });
      if (command === "/later") {
        passedMs += Math.max(0, Number(word) || 1) * DAY_MS;
        return { owed: [], rounds: await takeDueRounds(parts, { tenant, until: now() }) };
      }
      if (command !== "/as" || word === "") return undefined;
      person = word;
      return act({ type: "budget" });
    },
    render(replies, columns) {
      if (replies.length > 0) buttons = replies.flatMap(({ reply }) => reply.actions);
      return renderRounds(replies, widthIn(columns));
    },
    asks() {
      const help = isHelpWanted
        ? parts.dialog.in("").speaker.say(say("round.terminal"))
        : undefined;
      return filling ? nextField(filling) : help;
    },
  };
}

function placeOf(run: string) {
  const address = { terminal: run };
  return { deliveryId: randomUUID(), address, channel: { id: "local", address } };
}

function nextField(filling: {
  readonly form: RoundForm<string>;
  readonly fields: Readonly<Record<string, string>>;
}): string | undefined {
  const field = filling.form.fields[Object.keys(filling.fields).length];
  if (!field) return undefined;
  const known = field.value === undefined ? "" : ` [${field.value}]`;
  return `${field.label}${known}${field.hint === undefined ? "" : ` (${field.hint})`}:`;
}

function renderRounds(replies: readonly OwedRoundReply[], width: number): readonly string[] {
  let number = 0;
  const text = (words: string, first = "  ") => wrap(clean(readable(words)), width, first, "  ");
  return replies.flatMap(({ address: { to }, reply }) => [
    "",
    ...text(`→ ${to.to === "channel" ? "#local" : `@${to.person}`}: ${reply.title}`, ""),
    ...reply.lines.flatMap((line) => text(line)),
    ...("counter" in reply ? text(reply.counter) : []),
    ...("content" in reply ? [reply.content] : []),
    ...reply.actions.flatMap(({ label }) => text(`[r${(number += 1)}] ${label}`)),
  ]);
}

function readable(text: string): string {
  return replaceMentions(text, (person) => `@${person}`);
}
