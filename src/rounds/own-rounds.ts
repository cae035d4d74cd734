import { say } from "../engine/reply.ts";
import type { Storage } from "../storage/storage.ts";
import type { Round } from "../team/state.ts";
import type { RoundNoticeReply } from "./replies.ts";
import { findRound, listedRounds } from "./round-index.ts";
import { readRound } from "./stored.ts";
import type { StoredRound } from "./stored.ts";

/** As many as one row of buttons holds on every platform. */
const OWN_MAX = 5;
/** How many rounds are looked through: whoever asks for an older one asks in its channel. */
const READ_MAX = 200;

/**
 * Finds the round that is meant where an event names none: that of its channel. Asked about rounds in no channel, it is the one that this
 * person opened, decides on or takes part in.
 *
 * @returns `own`: those it could be, newest first, where no channel says which is meant.
 */
export async function findMeant(
  storage: Storage,
  asked: {
    readonly tenant: string;
    readonly person: string;
    readonly event: { readonly type: string; readonly round?: string };
    readonly channel?: { readonly id: string };
  },
): Promise<{ readonly found?: StoredRound | undefined; readonly own: readonly StoredRound[] }> {
  const { tenant, person, event, channel } = asked;
  if (event.round !== undefined) return { own: [] };
  if (channel) return { found: await findRound(storage, tenant, channel.id), own: [] };
  const own = event.type === "budget" ? await findOwnRounds(storage, tenant, person) : [];
  return { own, ...(own.length === 1 && { found: own[0] }) };
}

/** Asks which of several rounds is meant; says so where there is none. */
export function showOwnRounds(own: readonly StoredRound[]): RoundNoticeReply {
  const title = say(own.length === 0 ? "round.own.none" : "round.own.title");
  return {
    type: "round-notice",
    notice: "own",
    round: "",
    as: "new",
    title,
    lines: own.map(({ round: { topic, phase } }) =>
      say("round.own.line", { topic, phase: say(`round.phase.${phase}`) }),
    ),
    actions: own.map(({ round: { id, topic } }) => ({
      label: say("round.plain", { text: topic }),
      event: { type: "budget", round: id },
    })),
  };
}

async function findOwnRounds(
  storage: Storage,
  tenant: string,
  person: string,
): Promise<readonly StoredRound[]> {
  const own: StoredRound[] = [];
  const ids = await listedRounds(storage, tenant);
  for (const id of ids.toReversed().slice(0, READ_MAX)) {
    const stored = await readRound(storage, tenant, id);
    if (stored && isOwn(stored.round, person)) own.push(stored);
    if (own.length === OWN_MAX) break;
  }
  return own;
}

function isOwn(round: Round, person: string): boolean {
  const { phase, openedBy, approver, candidate, joined, uncounted = [] } = round;
  const { contributions, requests } = round;
  if (phase === "cancelled" || phase === "reviewed") return false;
  return (
    [openedBy, approver, candidate, ...joined, ...uncounted].includes(person) ||
    [...contributions, ...requests].some((line) => line.person === person)
  );
}
