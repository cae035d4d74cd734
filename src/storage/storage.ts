/**
 * Which conversation: one person's walk through one dialog in one tenant (a Slack workspace, a Discord server).
 * Channel and thread are not part of it: they are an address.
 */
export interface ConversationKey {
  readonly tenant: string;
  readonly person: string;
  readonly dialog: string;
  /** The team round the interview belongs to. Absent: the personal interview. */
  readonly round?: string;
}

/** A conversation as it was last written. */
export interface StoredConversation {
  /** JSON that only the engine reads. */
  readonly state: string;
  /** Storage's own count of writes: 1 after the first, one more with each. It starts again after an erasure. */
  readonly revision: number;
}

/** What happened, once: `deliveryId` is the platform's own id of the event or click, the same on every retry of it. */
export interface TurnInput {
  readonly key: ConversationKey;
  /** Unique within the tenant and remembered for {@link DELIVERY_KEPT_MS}. */
  readonly deliveryId: string;
  /** Ms since epoch. */
  readonly now: number;
  /** How long the caller has to send the replies before `claimUnsent` may hand them to somebody else. */
  readonly leaseMs: number;
  /** JSON that only the adapter reads: where the replies go. */
  readonly address: string;
}

/** One message to send. */
export interface OutgoingReply {
  /** JSON that storage never reads. */
  readonly reply: string;
  /** JSON; absent: the address of the turn. */
  readonly address?: string;
  /** Whose words it holds: erased with them. Absent: the person of the turn's key. */
  readonly person?: string;
}

/** An advice a person was given, kept for their own history. Recording an id again replaces it. */
export interface Advice {
  readonly id: string;
  /** What was asked about, for example a catalogue id. */
  readonly subject: string;
  readonly verdict: string;
  /** Ms since epoch. */
  readonly at: number;
  /** JSON of the advice as it was shown. */
  readonly page: string;
}

/** Work for later. Scheduling an id again replaces it, even while somebody works on the earlier one. */
export interface ScheduledWork {
  /** Unique within the tenant. */
  readonly id: string;
  readonly kind: string;
  /** Not before this; ms since epoch. */
  readonly at: number;
  /** JSON that storage never reads. */
  readonly payload: string;
  /** Whose it is: erased with them. Absent: it belongs to nobody, as the closing of a round. */
  readonly person?: string;
}

/** Scheduled work somebody has claimed and must finish. */
export interface DueRow extends ScheduledWork {
  readonly tenant: string;
  /** Until then nobody else is given it; ms since epoch. */
  readonly leasedUntil: number;
}

/** What a turn leaves behind, all of it or nothing. */
export interface StepResult {
  /** The new state. Absent: the conversation is not written and its revision stays. */
  readonly state?: string;
  readonly replies: readonly OutgoingReply[];
  readonly advice?: readonly Advice[];
  readonly due?: readonly ScheduledWork[];
  /** Ids of scheduled work that is no longer wanted. */
  readonly cancelDue?: readonly string[];
  /**
   * Forget this person in this tenant before the rest of the result is written: every conversation, their advice,
   * their scheduled work and every reply that waits to be sent to them.
   */
  readonly erase?: true;
  /** Delete this conversation and, where it belongs to a round, the advice given in it. `state` is not written then. */
  readonly drop?: true;
  /** The stored conversation could not be read: it is set aside before the rest of the result is written, as if there had been none. */
  readonly setAside?: true;
}

/** Decides a turn. It may be called more than once for one turn, so it has to be pure. */
export type Step = (stored: StoredConversation | undefined) => StepResult;

/** A reply that is owed. Whoever holds the row sends it, then calls `markSent`. */
export interface OutboxRow {
  /**
   * At most 25 characters, the same on every attempt: what Discord takes as an enforced nonce.
   * https://discord.com/developers/docs/resources/message#create-message
   */
  readonly id: string;
  readonly key: ConversationKey;
  readonly deliveryId: string;
  readonly address: string;
  readonly reply: string;
  /** When the turn was taken; ms since epoch. */
  readonly at: number;
}

/**
 * What a turn came to. `duplicate`: this delivery was applied before and the step was not called; what is still
 * unsent of it is now held by the caller, whoever held it before, so that a redelivery can send it at once.
 */
export type TurnResult =
  | { readonly type: "applied"; readonly outbox: readonly OutboxRow[] }
  | { readonly type: "duplicate"; readonly unsent: readonly OutboxRow[] };

/** What an adapter remembers of a person beside the conversation; erased with it. */
export interface Kept {
  /** Its dialog names the adapter. */
  readonly key: ConversationKey;
  /** Whether a state can be read: one that cannot is set aside, and `change` is given none. Absent: every one can. */
  readonly isReadable?: (state: string) => boolean;
  /** When it is kept, ms since epoch. */
  readonly now: number;
  /** The next state, given the last. It may be called more than once, so it has to be pure. */
  readonly change: (state: string | undefined) => string;
}

/** How a reply was sent. */
export interface Sent {
  /** What the adapter remembers of it, written in the same transaction. */
  readonly kept?: Kept;
}

/** A row that could not be read and is out of the way. */
export interface SetAside {
  readonly tenant: string;
  readonly source: "outbox" | "due" | "conversation";
  /** The id of a reply or of work, or which conversation; no content. */
  readonly name: string;
}

/** How much to claim, and for how long. */
export interface Claim {
  /** Ms since epoch. */
  readonly now: number;
  /** At most {@link LEASE_MS_MAX}. */
  readonly leaseMs: number;
  readonly limit: number;
  /** Absent: whoever it belongs to. */
  readonly tenants?: Tenants;
}

/** Whose rows a process looks after, where others serve other tenants from the same database. */
export type Tenants = { readonly only: readonly string[] } | { readonly except: readonly string[] };

/** Remembers conversations and what is owed. Any number of processes may share one database. */
export interface Storage {
  /**
   * Takes one turn exactly once: delivery, state, replies, advice and scheduled work are written in one transaction.
   * Replies come back in the order of the step's.
   *
   * @throws {Error} when other turns kept getting in between; its cause is the last conflict, and nothing was written
   */
  turn(input: TurnInput, step: Step): Promise<TurnResult>;
  /** The conversation, or undefined when there is none (never begun, or erased). */
  read(key: ConversationKey): Promise<StoredConversation | undefined>;
  /** What this person was advised, newest first. */
  history(tenant: string, person: string): Promise<readonly Advice[]>;
  /** Deletes the reply. A claimer that gives up on a reply calls it too: nothing else deletes what was not sent. */
  markSent(id: string, how?: Sent): Promise<void>;
  /** Hands out replies nobody holds, oldest first. No two callers hold one reply before its lease runs out. */
  claimUnsent(claim: Claim): Promise<readonly OutboxRow[]>;
  schedule(tenant: string, work: ScheduledWork): Promise<void>;
  cancelDue(tenant: string, id: string): Promise<void>;
  /** Hands out work whose time has come and that nobody holds, most overdue first. */
  claimDue(claim: Claim): Promise<readonly DueRow[]>;
  /** Deletes claimed work. Leaves it when it was scheduled anew, or passed to somebody else, since it was claimed. */
  finishDue(row: DueRow): Promise<void>;
  /** Moves a claimed row that cannot be read out of the way: it is claimed no more, and kept for {@link SET_ASIDE_KEPT_MS}. */
  setAside(row: OutboxRow | DueRow, now: number): Promise<void>;
  /** What was set aside since this was last asked, whoever set it aside; for whoever runs the product. */
  claimSetAside(tenants?: Tenants): Promise<readonly SetAside[]>;
  /** Deletes what is kept for a time only: deliveries, and what was set aside. */
  sweep(now: number, tenants?: Tenants): Promise<void>;
  close(): Promise<void>;
}

/** How long a delivery is known as a duplicate: 24 hours. */
export const DELIVERY_KEPT_MS = 24 * 60 * 60 * 1000;

/** How long what was set aside can be looked at: 30 days, as long as the answers of a round. Whoever erases everything erases it too. */
export const SET_ASIDE_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * No lease is longer: one that ends later was given before the clock was set back, and counts as run out. Far above what
 * the clocks of two servers may differ by.
 */
export const LEASE_MS_MAX = 10 * 60 * 1000;
