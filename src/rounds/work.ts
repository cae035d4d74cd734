import { mayContribute } from "../team/answering.ts";
import { hasAnswered, takesAnswers } from "../team/state.ts";
import type { Round } from "../team/state.ts";
import type { TurnParts } from "../turn.ts";
import { parseWork } from "./contribution.ts";
import type { RoundWork } from "./contribution.ts";
import type { OwedRoundReply } from "./replies.ts";
import { runRound } from "./run.ts";
import type { Decided } from "./run.ts";
import { claimCount, releaseCount } from "./counted.ts";
import { readRound } from "./stored.ts";
import type { StoredRound } from "./stored.ts";

/** Does one piece of work that an interview left for its round, exactly once however often it is tried. */
export async function takeWork(
  parts: TurnParts,
  row: {
    readonly tenant: string;
    readonly id: string;
    readonly payload: string;
    readonly now: number;
    readonly locale?: string | undefined;
  },
): Promise<readonly OwedRoundReply[]> {
  const { tenant, id, now, locale } = row;
  const work = parseWork(row.payload);
  if (work.type === "wipe") return wipe(parts, tenant, work, id);
  const { round, person } = work;
  const asked = { tenant, person, round, at: work.at, now };
  const before =
    work.type === "contribute" ? await readRound(parts.storage, tenant, round) : undefined;
  const mayCount = before !== undefined && mayContribute(before.round, person);
  const counts = mayCount && (await claimCount(parts.storage, asked));
  let isOut = false;
  const owed = await runRound(parts, {
    tenant,
    round,
    deliveryId: id,
    now,
    ...(work.type === "contribute" && { actor: { person, address: work.address } }),
    ...(locale !== undefined && { locale }),
    decide: (stored) => {
      if (!stored) return { type: "nothing" };
      const decided = decideWork(stored, work, now, counts);
      isOut = isOutAfter(stored.round, work, decided);
      return decided;
    },
  });
  // Only then: an answer on its way in between must not be counted by two rounds.
  if (isOut && (counts || work.type === "erase")) await releaseCount(parts.storage, asked);
  return owed;
}

/** Whether a person is surely not among the answers that the summary of this round will count. */
function isOutAfter(
  round: Round,
  { type, person }: Exclude<RoundWork, { type: "wipe" }>,
  decided: Decided,
): boolean {
  if (type === "erase") return decided.type === "event" && takesAnswers(round);
  return decided.type !== "event" || !mayContribute(round, person);
}

/** Work may come late and out of order: the newest of what a person said or erased wins. */
function decideWork(
  { round, began, erased }: StoredRound,
  work: Exclude<RoundWork, { type: "wipe" }>,
  now: number,
  counts: boolean,
): Decided {
  const { person: by, at } = work;
  // What lies in the future was written before the clock was set back, and is older for all that.
  const isNewer = (other: number, until: number) => other > at && other <= until;
  const isMine = (line: { readonly person: string }) => line.person === by;
  const known = round.contributions.find(isMine);
  if (work.type === "contribute") {
    const isLate =
      (known !== undefined && isNewer(known.at, now + CLOCKS_APART_MS)) ||
      erased.some(
        (erasure) => erasure.person === by && (erasure.at === at || isNewer(erasure.at, now)),
      );
    const { contribution } = work;
    return isLate
      ? { type: "nothing" }
      : { type: "event", event: { type: "contribute", at, by, contribution, counts } };
  }
  const holdsSomething =
    known !== undefined ||
    hasAnswered(round, by) ||
    began.includes(by) ||
    round.requests.some(isMine) ||
    round.reviewAnswers.some(isMine);
  if ((known !== undefined && isNewer(known.at, now)) || !(takesAnswers(round) || holdsSomething))
    return { type: "nothing" };
  return {
    type: "event",
    event: { type: "erase", at, by },
    // The person was told already; only what stays is news.
    isSilent: (effect) => effect.type === "notice" && effect.code === "erased",
  };
}

/** What the clocks of two servers may differ by, in ms. */
const CLOCKS_APART_MS = 60_000;

async function wipe(
  { storage, beside = [] }: TurnParts,
  tenant: string,
  { person, dialog, round, at }: Extract<RoundWork, { type: "wipe" }>,
  deliveryId: string,
): Promise<readonly OwedRoundReply[]> {
  const key = { tenant, person, dialog, round };
  const input = { key, deliveryId, now: at, leaseMs: 0, address: "null" };
  for (const kept of beside) {
    const place = { tenant, person, dialog: kept.dialog };
    const once = { ...input, key: place, deliveryId: `${deliveryId} ${kept.dialog}` };
    await storage.turn(once, (stored) => ({
      ...(stored && { state: kept.withoutRound(stored.state, round) }),
      replies: [],
    }));
  }
  // The row goes too: that somebody took part is said of nobody but those who decided or are named in the record.
  await storage.turn(input, () => ({ replies: [], drop: true }));
  return [];
}
