import { z } from "zod";
import { say } from "./engine/reply.ts";
import type { NoticeReply } from "./engine/reply.ts";
import type { DueRow, OutboxRow, Tenants } from "./storage/storage.ts";
import { takeDueRound } from "./rounds.ts";
import type { OwedRoundReply } from "./rounds/replies.ts";
import { parseOwedRound } from "./rounds/run.ts";
import { ROUND } from "./rounds/stored.ts";
import { isScreen, parseConversation, parseOwed, SEND_LEASE_MS } from "./turn.ts";
import type { OwedReply, TurnParts } from "./turn.ts";
import { readStored, Unreadable } from "./unreadable.ts";

/** What the round of what is owed needs. */
export interface DueParts extends TurnParts {
  /** Whom there is a way to here; what is owed to others waits for whoever serves them. Absent: everybody. */
  readonly tenants?: Tenants;
  /** Sends a reply to somebody of this tenant, given only its stored address. @throws {Error} when it cannot be sent */
  readonly deliver: (tenant: string, owed: OwedReply) => Promise<void>;
  /** The same for a reply of a round. Absent: rounds are not played here, and wait for somebody who can. */
  readonly deliverRound?: (tenant: string, owed: OwedRoundReply) => Promise<void>;
  /** Reports what could not be sent; never what it said. */
  readonly report: (what: string, cause: unknown) => void;
}

/** How long a claimed row is left to whoever claimed it, ms: then it is tried again. */
const LEASE_MS = 60_000;
/** What is kept for a day is looked through once an hour, ms: it has no index, so that taking a turn costs less. */
const SWEEP_EVERY_MS = 3_600_000;
/** How many rows are handled at most before the other kind has its turn. */
const CLAIMED_MAX = 50;
/** Few replies are claimed at once: sending takes up to seconds each, and must end before the lease does. */
const REPLIES_AT_ONCE = 10;
/** A reply that could not be sent for a day is given up: the person's next click shows where they are. */
const REPLY_KEPT_MS = 24 * 3_600_000;
/** A reminder is tried for a week. */
const REMINDER_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Does, once, everything that is owed by now: replies a crash left behind, reminders whose day has come, and what falls
 * due in a round.
 *
 * @param now - Ms since epoch, or the clock, which goes on while things are sent.
 * @returns whether nothing is overdue any more
 */
export async function sendDue(parts: DueParts, now: number | (() => number)): Promise<boolean> {
  const { storage } = parts;
  const clock = typeof now === "number" ? () => now : now;
  const tenants = parts.tenants && { tenants: parts.tenants };
  const claim = (limit: number) => ({ now: clock(), leaseMs: LEASE_MS, limit, ...tenants });
  for (let handled = 0; handled < CLAIMED_MAX; handled += REPLIES_AT_ONCE) {
    const claimed = claim(REPLIES_AT_ONCE);
    const rows = await storage.claimUnsent(claimed);
    for (const row of rows)
      if (clock() - claimed.now < LEASE_MS / 2)
        await settingAside(parts, row, clock(), () => sendLeftBehind(parts, row, clock()));
    if (rows.length < REPLIES_AT_ONCE) break;
  }
  for (let handled = 0; handled < CLAIMED_MAX; handled += 1) {
    // One by one: whatever waits for another to be done is free for another server.
    const [row] = await storage.claimDue(claim(1));
    if (!row) {
      await tellSetAside(parts);
      return true;
    }
    try {
      await settingAside(parts, row, clock(), () =>
        row.kind === "remind" ? remind(parts, row, clock()) : advanceRound(parts, row, clock),
      );
    } catch (error) {
      // The row stays, and is claimed again when its lease has run out; the others must not wait for it.
      parts.report("Could not do what is due", error);
    }
  }
  return false;
}

/** A row that cannot be read now never will be: it is out of the way of the others then. */
async function settingAside(
  { storage }: DueParts,
  row: OutboxRow | DueRow,
  now: number,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    await storage.setAside(row, now);
  }
}

/** Says of each row that was set aside since which it is; whoever runs the product can look at it. */
async function tellSetAside({ storage, tenants, report }: DueParts): Promise<void> {
  for (const { tenant, source, name } of await storage.claimSetAside(tenants))
    report("A row could not be read and was set aside", `${source} ${tenant} ${name}`);
}

async function sendLeftBehind(parts: DueParts, row: OutboxRow, now: number): Promise<void> {
  const { tenant, dialog } = row.key;
  // What a round says is said once: it waits for as long as it takes.
  const owed = dialog === ROUND ? undefined : parseOwed(row);
  const isGone =
    owed !== undefined && (now - row.at > REPLY_KEPT_MS || (await isOvertaken(parts, row, owed)));
  const isSent =
    isGone ||
    (owed
      ? await attempt(parts, () => parts.deliver(tenant, owed))
      : await attemptRound(parts, tenant, parseOwedRound(row)));
  if (isSent) await parts.storage.markSent(row.id);
}

async function remind(parts: DueParts, row: DueRow, now: number): Promise<void> {
  const reminder = await reminderOf(parts, row);
  const isSent = await attempt(parts, () => parts.deliver(row.tenant, reminder));
  if (isSent || now - row.at > REMINDER_KEPT_MS) await parts.storage.finishDue(row);
}

/** The turn is taken exactly once however often the row is claimed; what it says is sent like any other reply. */
async function advanceRound(parts: DueParts, row: DueRow, clock: () => number): Promise<void> {
  const now = clock();
  const owed = await takeDueRound(parts, row, now);
  await parts.storage.finishDue(row);
  for (const reply of owed) {
    // Many cards take long to send: what is left when their lease nears its end is claimed like what a crash leaves.
    if (clock() - now > SEND_LEASE_MS / 2) return;
    if (await attemptRound(parts, row.tenant, reply)) await parts.storage.markSent(reply.id);
  }
}

/** Does so again and again until stopped. */
export function startDue(
  parts: DueParts,
  everyMs: number,
  now: () => number,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  let sweptAt = -Infinity;
  const sweep = async (isDone: boolean) => {
    const at = now();
    // Deliveries are forgotten only once nothing is overdue: until then they tell what was done before a crash.
    if (!isDone) return;
    // A clock that was set back sweeps at once, rather than not for as long as it was set back.
    if (Math.abs(at - sweptAt) < SWEEP_EVERY_MS) return;
    await parts.storage.sweep(at, parts.tenants);
    sweptAt = at;
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = sendDue(parts, now)
      .then(sweep)
      .catch((error: unknown) => parts.report("Could not send what is due", error))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Whether the person has moved on since: an old screen would only be in the way. */
async function isOvertaken(
  { storage }: DueParts,
  row: OutboxRow,
  { reply }: OwedReply,
): Promise<boolean> {
  if (!isScreen(reply)) return false;
  const stored = await storage.read(row.key);
  if (stored === undefined) return true;
  const conversation = parseConversation(stored.state);
  // Where it cannot be read, pressing what is shown is what begins it anew.
  return conversation !== undefined && conversation.revision !== reply.revision;
}

async function attemptRound(
  parts: DueParts,
  tenant: string,
  owed: OwedRoundReply,
): Promise<boolean> {
  const { deliverRound } = parts;
  return deliverRound !== undefined && attempt(parts, () => deliverRound(tenant, owed));
}

async function attempt(parts: DueParts, send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    parts.report("Could not send a reply that was left behind", error);
    return false;
  }
}

const reminderSchema = z.object({
  address: z.string(),
  subject: z.string(),
  locale: z.string(),
  /** Whose advice it is about, and in which round; absent: the personal one. */
  person: z.string().exactOptional(),
  round: z.string().exactOptional(),
});

/** The reminder a person asked for, as a message of its own. */
async function reminderOf({ dialog, storage }: DueParts, row: DueRow): Promise<OwedReply> {
  const { address, subject, locale, person, round } = readStored(
    row.payload,
    reminderSchema,
    "a reminder",
  );
  const key = { tenant: row.tenant, person: person ?? "", dialog: dialog.in("").dialog.id };
  // What was answered in a round is deleted in time: then the reminder leads to the personal interview.
  const inRound = round === undefined ? undefined : await storage.read({ ...key, round });
  const isKept = inRound && parseConversation(inRound.state)?.phase === "advised";
  const notice: NoticeReply = {
    type: "notice",
    notice: "reminder-due",
    title: say("remind.due", { subject }),
    actions: [
      { label: say("action.advice"), event: { type: "advise" }, style: "primary" },
      { label: say("action.change-answer"), event: { type: "review" } },
      { label: say("action.restart"), event: { type: "restart" } },
    ],
  };
  const reply = dialog.in(locale).speaker.speak(notice);
  const to = readStored(address, z.unknown(), "an address");
  const owed = { id: `due-${row.at}`, address: to, reply };
  return isKept && round !== undefined ? { ...owed, round } : owed;
}
