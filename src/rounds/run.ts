import { z } from "zod";
import type { LoadedDialog } from "../dialogs.ts";
import { say } from "../engine/reply.ts";
import type { Text } from "../engine/reply.ts";
import type { OutboxRow, ScheduledWork, StepResult, Storage } from "../storage/storage.ts";
import { KEEP_MS } from "../team/closing.ts";
import type { Effect } from "../team/effects.ts";
import type { Choice, RoundEvent as TeamEvent } from "../team/events.ts";
import { transitionRound } from "../team/round.ts";
import { takesAnswers } from "../team/state.ts";
import type { Round } from "../team/state.ts";
import { readOwed, SEND_LEASE_MS } from "../turn.ts";
import { ifReadable, readStored } from "../unreadable.ts";
import { OPEN_BUTTON } from "./card.ts";
import { askClosing } from "./closing-day.ts";
import { toWipe } from "./contribution.ts";
import type { OwedRoundReply, RoundAddress, RoundReply } from "./replies.ts";
import { sayEffect } from "./say-effect.ts";
import { sayNotice } from "./say-notice.ts";
import { parseStored, ROUND, roundKey } from "./stored.ts";
import type { StoredRound } from "./stored.ts";

/** One turn of a round. */
export interface RoundTurn {
  readonly tenant: string;
  /** Absent only for a reply about no round. */
  readonly round: string;
  readonly deliveryId: string;
  readonly now: number;
  readonly locale?: string;
  /** Whoever acted, and where they are. Absent: a timer. */
  readonly actor?: { readonly person: string; readonly address: unknown };
  /** Where a new round is opened. */
  readonly channel?: StoredRound["channel"];
  /** What was filled in, by field: said back where it is refused, so that nothing typed is lost. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Decides what happens; pure, and called again when another turn came first. */
  decide(stored: StoredRound | undefined): Decided;
}

/** What a turn comes to: an event of the round, something said to whoever acted, or nothing. */
export type Decided =
  | {
      readonly type: "event";
      readonly event: TeamEvent;
      /** Keeps an effect from being said. */
      readonly isSilent?: (effect: Effect) => boolean;
    }
  | { readonly type: "say"; readonly reply: RoundReply; readonly more?: readonly RoundReply[] }
  | { readonly type: "keep"; readonly stored: StoredRound }
  | { readonly type: "nothing" };

/** Runs one turn of a round in one transaction: the round, what is to be said and what falls due. */
export async function runRound(
  parts: { readonly storage: Storage; readonly dialog: LoadedDialog },
  turn: RoundTurn,
): Promise<readonly OwedRoundReply[]> {
  const { tenant, round, deliveryId, now } = turn;
  const input = {
    key: round === "" ? { tenant, person: "", dialog: ROUND } : roundKey(tenant, round),
    deliveryId,
    now,
    leaseMs: SEND_LEASE_MS,
    address: "null",
  };
  const result = await parts.storage.turn(input, (row) => {
    const stored = row && ifReadable(() => parseStored(row.state));
    const lost = row && !stored && ({ setAside: true } as const);
    return { ...take(stored), ...lost };
  });
  if (result.type === "applied") return result.outbox.map(parseOwedRound);
  const owed = await readOwed(parts.storage, result.unsent, parseOwedRound, now);
  return owed.map((one) => ({ ...one, repeated: true }));

  function take(stored: StoredRound | undefined): StepResult {
    const decided = turn.decide(stored);
    switch (decided.type) {
      case "nothing":
        return { replies: [] };
      case "keep":
        return { state: JSON.stringify(decided.stored), replies: [] };
      case "say":
        return {
          replies: [decided.reply, ...(decided.more ?? [])].map((reply) =>
            toActor(turn, stored, reply, parts.dialog),
          ),
        };
      case "event":
        return advance(parts.dialog, turn, stored, decided);
    }
  }
}

const addressOutline = z.object({ to: z.object({ to: z.string() }) });
const addressSchema = z.custom<RoundAddress>((value) => addressOutline.safeParse(value).success);
const replyOutline = z.object({
  type: z.string(),
  title: z.string(),
  lines: z.array(z.unknown()),
  actions: z.array(z.unknown()),
});
const replySchema = z.custom<OwedRoundReply["reply"]>(
  (value) => replyOutline.safeParse(value).success,
);

/** Reads an outbox row of a round back; but for its outline, what we wrote ourselves is trusted. @throws {Unreadable} */
export function parseOwedRound(row: Pick<OutboxRow, "id" | "address" | "reply">): OwedRoundReply {
  const address = readStored(row.address, addressSchema, "an address");
  const reply = readStored(row.reply, replySchema, "a reply");
  return { id: row.id, address, reply };
}

function advance(
  loaded: LoadedDialog,
  turn: RoundTurn,
  stored: StoredRound | undefined,
  { event, isSilent = () => false }: Extract<Decided, { type: "event" }>,
): StepResult {
  const { round, effects } = transitionRound(stored?.round, event);
  const channel = stored?.channel ?? turn.channel;
  const spoken = effects.filter((effect) => !isSilent(effect));
  if (!round || !channel) return { replies: refusals(loaded, turn, spoken) };
  const next = keepAlong(stored, { round, channel, event, locale: turn.locale ?? "" });
  return {
    state: JSON.stringify(next),
    replies: spoken.flatMap((effect) => toReply(loaded, turn, next, effect)),
    cancelDue: effects.flatMap((effect) => (effect.type === "cancelSchedule" ? [effect.id] : [])),
    due: [...timersOf(round, effects), ...wipesOf(loaded, stored, event, round)],
  };
}

/** Updates what stands beside the round. */
function keepAlong(
  stored: StoredRound | undefined,
  step: Pick<StoredRound, "round" | "channel" | "locale"> & { readonly event: TeamEvent },
): StoredRound {
  const { round, channel, event, locale } = step;
  const erasesAll = event.type === "due" && event.kind === "erase";
  const recent = (stored?.erased ?? []).filter(({ at }) => at > event.at - ERASED_KEPT_MS);
  const began = new Set([
    ...(stored?.began ?? []),
    ...round.joined,
    ...round.contributions.map(({ person }) => person),
    ...(round.uncounted ?? []),
  ]);
  if (event.type === "erase") began.delete(event.by);
  const declines: Record<string, Choice> = { ...stored?.declines };
  if (event.type === "decide" && event.choice.type === "decline" && !event.confirmed)
    declines[event.requestId] = event.choice;
  else if (event.type === "decide") delete declines[event.requestId];
  return {
    ...(stored?.opening !== undefined && { opening: stored.opening }),
    round,
    channel,
    locale: stored?.locale ?? locale,
    began: erasesAll ? [] : [...began],
    declines: erasesAll ? {} : declines,
    erased: event.type === "erase" ? [...recent, { person: event.by, at: event.at }] : recent,
  };
}

/** An answer that was on its way when its person erased everything arrives within the leases of the due loop, far below this. */
const ERASED_KEPT_MS = 60 * 60 * 1000;

function timersOf({ id: round }: Round, effects: readonly Effect[]): readonly ScheduledWork[] {
  return effects.flatMap((effect) =>
    effect.type === "schedule"
      ? [
          {
            id: effect.id,
            kind: ROUND,
            at: effect.at,
            payload: JSON.stringify({ round, timer: effect.kind }),
          },
        ]
      : [],
  );
}

/** How long an advice is kept whose round takes no answers any more, in ms: long enough to be read and saved. */
const LATE_KEPT_MS = 24 * 60 * 60 * 1000;

/** The interviews of a round are deleted with its answers, and those that came too late soon after. */
function wipesOf(
  loaded: LoadedDialog,
  stored: StoredRound | undefined,
  event: TeamEvent,
  round: Round,
): readonly ScheduledWork[] {
  const dialog = loaded.in("").dialog.id;
  if (event.type === "contribute" && !takesAnswers(round) && !stored?.began.includes(event.by))
    return [toWipe({ round: round.id, person: event.by, dialog, at: event.at + LATE_KEPT_MS })];
  const isErased = event.type === "due" && event.kind === "erase";
  const isCancelled = round.phase === "cancelled" && stored?.round.phase !== "cancelled";
  if (!isErased && !isCancelled) return [];
  const at = isErased ? event.at : event.at + KEEP_MS;
  return (stored?.began ?? []).map((person) => toWipe({ round: round.id, person, dialog, at }));
}

function toReply(
  loaded: LoadedDialog,
  turn: RoundTurn,
  stored: StoredRound,
  effect: Effect,
): StepResult["replies"] {
  if (effect.type === "schedule" || effect.type === "cancelSchedule") return [];
  const { round, channel, locale } = stored;
  const to =
    effect.to.to === "approver" && round.approver !== undefined
      ? ({ to: "person", person: round.approver } as const)
      : effect.to;
  if (to.to === "approver") return [];
  const { actor } = turn;
  const isActor = actor !== undefined && to.to === "person" && to.person === actor.person;
  const { dialog, speaker } = loaded.in((isActor ? turn.locale : undefined) ?? locale);
  const address: RoundAddress = {
    to,
    channel: channel.address,
    ...(isActor && { here: actor.address }),
  };
  const said = sayEffect(effect, { round, dialog, now: turn.now });
  const reply = speaker.speak(isActor ? withTyped(said, turn) : said);
  // A preview holds what its author said, before they gave it away; so does what is said back to whoever typed it.
  const isOwn = effect.type === "requestPreview" || (isActor && turn.typed !== undefined);
  return [
    {
      reply: JSON.stringify(reply),
      address: JSON.stringify(address),
      ...(isOwn && to.to === "person" && { person: to.person }),
    },
  ];
}

/** Where there is no round there can only be notices to whoever acted. */
function refusals(
  loaded: LoadedDialog,
  turn: RoundTurn,
  effects: readonly Effect[],
): StepResult["replies"] {
  const { dialog } = loaded.in(turn.locale ?? "");
  return effects.flatMap((effect) => {
    if (effect.type !== "notice") return [];
    const reply = { ...refusalOf(turn, effect), ...askClosing(effect, turn, dialog) };
    return [toActor(turn, undefined, reply, loaded)];
  });
}

/** Why a round was not opened, with what was typed and the form to open it with. */
function refusalOf(
  { typed }: RoundTurn,
  { code, values }: Effect & { type: "notice" },
): RoundReply {
  const notice = sayNotice(code, undefined, values);
  if (code !== "round-invalid" && code !== "channel-taken") return notice;
  const isInvalid = code === "round-invalid" && typed !== undefined;
  return {
    ...notice,
    lines: typed ? typedLines(typed) : [],
    actions: isInvalid ? [OPEN_BUTTON] : notice.actions,
  };
}

/** What was filled in, said back. */
export function typedLines(typed: Readonly<Record<string, string>>): readonly Text[] {
  return Object.entries(typed)
    .filter(([, value]) => value.trim() !== "")
    .map(([field, value]) => say("round.typed", { field: say(`round.field.${field}`), value }));
}

/** After these nothing was done with what was filled in. */
const REFUSED: readonly string[] = ["decision-invalid", "request-invalid"];

function withTyped(reply: RoundReply, { typed }: RoundTurn): RoundReply {
  const isRefused = reply.type === "round-notice" && REFUSED.includes(reply.notice);
  return isRefused && typed ? { ...reply, lines: typedLines(typed) } : reply;
}

function toActor(
  { actor, locale, channel, typed }: RoundTurn,
  stored: StoredRound | undefined,
  reply: RoundReply,
  loaded: LoadedDialog,
): StepResult["replies"][number] {
  const address: RoundAddress = {
    to: { to: "person", person: actor?.person ?? "" },
    channel: stored?.channel.address ?? channel?.address,
    here: actor?.address,
  };
  const { speaker } = loaded.in(locale ?? stored?.locale ?? "");
  return {
    reply: JSON.stringify(speaker.speak(reply)),
    address: JSON.stringify(address),
    ...(actor && typed && { person: actor.person }),
  };
}
