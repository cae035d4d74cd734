import { z } from "zod";
import type { AskEvent, Conversation, Event } from "./engine/conversation.ts";
import { say } from "./engine/reply.ts";
import type { AdviceReply, Reply } from "./engine/reply.ts";
import { withoutErasing } from "./engine/erase.ts";
import { transition } from "./engine/transition.ts";
import { answerAsk } from "./ask.ts";
import type { ProductReply } from "./ask.ts";
import type { LoadedDialog } from "./dialogs.ts";
import { toErase, workOf } from "./rounds/contribution.ts";
import { listedRounds } from "./rounds/round-index.ts";
import type {
  Advice,
  ConversationKey,
  OutboxRow,
  ScheduledWork,
  Step,
  StepResult,
  Storage,
} from "./storage/storage.ts";
import type { Speaker } from "./texts.ts";
import { ifReadable, readStored } from "./unreadable.ts";

/** What an adapter may keep beside a reply; it never opens storage itself. */
export type { Kept, Sent } from "./storage/storage.ts";

/** Anything that can be sent to a person, in their language. */
export type SpokenReply = Reply<string> | ProductReply<string>;

/** What happened to whom, as an adapter's `inbound.ts` reads it. */
export interface TurnRequest {
  /** A workspace or server; "local" on the terminal. */
  readonly tenant: string;
  readonly person: string;
  /** The platform's own id of this event or click, the same on every retry. */
  readonly deliveryId: string;
  readonly event: Event | (AskEvent & { readonly now: number; readonly at?: number });
  /** Where the replies go, for the adapter alone to read. */
  readonly address: unknown;
  readonly locale?: string;
  /** The team round this interview belongs to; absent: the personal one. */
  readonly round?: string;
}

/** A reply that is owed. The adapter sends it and calls `storage.markSent`. */
export interface OwedReply {
  /** At most 25 characters, the same on every attempt. */
  readonly id: string;
  readonly address: unknown;
  readonly reply: SpokenReply;
  /** The round whose interview it belongs to: its buttons and what is typed to it go back there. */
  readonly round?: string;
  /** Owed from an earlier delivery of the same event: nothing was changed this time. */
  readonly repeated?: true;
}

/** A reply that puts a person at a place in their interview: the last one is where they are. */
export type ScreenReply = Extract<SpokenReply, { readonly revision: number }>;

/** Whether a reply puts a person at a place in their interview, and does not just tell them something. */
export function isScreen(reply: SpokenReply): reply is ScreenReply {
  return "revision" in reply;
}

/** What a turn needs. */
export interface TurnParts {
  readonly storage: Storage;
  readonly dialog: LoadedDialog;
  /** What adapters keep of people beside their interviews. Absent: nothing. */
  readonly beside?: readonly Beside[];
}

/** What an adapter keeps of a person beside their interviews, such as the message a question stands on. */
export interface Beside {
  /** Under which dialog it is kept. */
  readonly dialog: string;
  /** The state without anything that says the person was in this round: called when the interview of the round is deleted. Pure. */
  withoutRound(state: string, round: string): string;
}

/** How long an adapter has to send what it owes before somebody else may, ms. */
export const SEND_LEASE_MS = 30_000;

/**
 * Runs one turn exactly once: read, transition, write, and what is to be said, in one transaction. A delivery that was
 * taken before changes nothing and gives back what is still unsent of it.
 *
 * @throws {Error} when storage fails; nothing was changed then.
 */
export async function takeTurn(
  parts: TurnParts,
  request: TurnRequest,
): Promise<readonly OwedReply[]> {
  return (await takeTurnWithWork(parts, request)).owed;
}

/** Like `takeTurn`, and says what it left to be done for rounds. @throws {Error} when storage fails. */
export async function takeTurnWithWork(
  parts: TurnParts,
  request: TurnRequest,
): Promise<{ readonly owed: readonly OwedReply[]; readonly work: readonly ScheduledWork[] }> {
  const { storage, dialog: loaded } = parts;
  const { tenant, person, deliveryId, event, round } = request;
  const key: ConversationKey = {
    tenant,
    person,
    dialog: loaded.in("").dialog.id,
    ...(round !== undefined && { round }),
  };
  // Words may ask for it too.
  const past = ["history", "text"].includes(event.type)
    ? await storage.history(tenant, person)
    : [];
  // Only these can confirm that everything is erased.
  const rounds = ["yes", "text"].includes(event.type) ? await listedRounds(storage, tenant) : [];
  const input = {
    key,
    deliveryId,
    now: event.now,
    leaseMs: SEND_LEASE_MS,
    address: JSON.stringify(request.address ?? null),
  };
  // A step may be called again, and only its last result is written.
  let work: readonly ScheduledWork[] = [];
  let spoken: readonly SpokenReply[] = [];
  const step: Step = (stored) => {
    const before = stored && parseConversation(stored.state);
    // There is no way on from what cannot be read: the interview begins anew, and says so.
    const lost = stored && !before && ({ setAside: true } as const);
    const { dialog, speaker } = loaded.in(before?.locale ?? request.locale ?? "");
    if (isAsk(event)) {
      const { address } = input;
      const conversation = before && withoutErasing(before);
      const asked = { dialog, speaker, conversation, event, past, key, address };
      return {
        ...lost,
        ...(conversation !== before && { state: JSON.stringify(conversation) }),
        ...answerAsk(asked),
      };
    }
    const happened =
      lost && event.type !== "forget" ? ({ type: "start", now: event.now } as const) : event;
    const { conversation, replies, erases, asks } = transition(dialog, before, happened);
    if (asks) {
      const { address } = input;
      const asked = { type: asks, now: event.now } as const;
      return answerAsk({ dialog, speaker, conversation: before, event: asked, past, key, address });
    }
    spoken = replies.map((reply) => speaker.speak(reply));
    if (lost) spoken = spoken.map((reply) => withNote(reply, speaker.say(say("note.unreadable"))));
    const said = spoken.map((reply) => ({ reply: JSON.stringify(reply) }));
    if (erases) {
      // By work that belongs to nobody: a crash in between then loses no erasure.
      work = rounds.map((one) => toErase(one, person, event.now));
      return { replies: said, erase: true, due: work };
    }
    const turn = { dialog, before, after: conversation, round, person };
    work = workOf({ ...turn, now: event.now, address: request.address });
    // Of whom nothing is known, nothing is written until something begins.
    const isEmpty = !before && conversation.begun === 0 && !conversation.proposal;
    return {
      ...lost,
      ...(!isEmpty && { state: JSON.stringify(conversation) }),
      replies: said,
      ...recordAdvice(conversation, replies, speaker, event.now),
      due: work,
    };
  };
  const result = await storage.turn(input, step);
  if (result.type === "applied") return { owed: justOwed(request, result.outbox, spoken), work };
  const owed = await readOwed(storage, result.unsent, parseOwed, event.now);
  return { owed: owed.map((one) => ({ ...one, repeated: true })), work: [] };
}

/** What was just written need not be read back. */
function justOwed(
  { address, round }: TurnRequest,
  outbox: readonly OutboxRow[],
  spoken: readonly SpokenReply[],
): readonly OwedReply[] {
  const inRound = round === undefined ? {} : { round };
  return outbox.map((row, at) => {
    const reply = spoken[at];
    return reply ? { id: row.id, address, reply, ...inRound } : parseOwed(row);
  });
}

function withNote(reply: SpokenReply, note: string): SpokenReply {
  return "notes" in reply ? { ...reply, notes: [note, ...reply.notes] } : reply;
}

/** Reads outbox rows back. One that cannot be read is set aside, and keeps nothing from the others. */
export async function readOwed<Owed>(
  storage: Storage,
  rows: readonly OutboxRow[],
  parse: (row: OutboxRow) => Owed,
  now: number,
): Promise<readonly Owed[]> {
  const read: Owed[] = [];
  for (const row of rows) {
    const owed = ifReadable(() => parse(row));
    if (owed === undefined) await storage.setAside(row, now);
    else read.push(owed);
  }
  return read;
}

const replyOutline = z.object({
  type: z.enum(["question", "confirm", "review", "advice", "notice", "file", "share", "post"]),
});
const replySchema = z.custom<SpokenReply>((value) => replyOutline.safeParse(value).success);

/** Reads an outbox row back; but for its kind, what we wrote ourselves is trusted. @throws {Unreadable} */
export function parseOwed(row: {
  readonly id: string;
  readonly address: string;
  readonly reply: string;
  readonly key?: ConversationKey;
}): OwedReply {
  const reply = readStored(row.reply, replySchema, "a reply");
  const round = row.key?.round;
  const address = readStored(row.address, z.unknown(), "an address");
  const owed = { id: row.id, address, reply };
  return round === undefined ? owed : { ...owed, round };
}

const conversationOutline = z.object({
  edition: z.string(),
  locale: z.string(),
  answers: z.record(z.string(), z.unknown()),
  begun: z.number(),
  revision: z.number(),
  phase: z.enum(["open", "advised", "stopped"]),
  seen: z.array(z.unknown()),
});
const conversationSchema = z.custom<Conversation>(
  (value) => conversationOutline.safeParse(value).success,
);

/** Reads a stored conversation; undefined where it cannot be read. But for its outline, what we wrote ourselves is trusted. */
export function parseConversation(state: string): Conversation | undefined {
  return ifReadable(() => readStored(state, conversationSchema, "a conversation"));
}

function isAsk(event: TurnRequest["event"]): event is AskEvent & { now: number } {
  return ["save", "share", "post", "remind", "history"].includes(event.type);
}

/** Keeps an advice for the person's own history: one an interview, the latest. */
function recordAdvice(
  conversation: Conversation,
  replies: readonly Reply[],
  speaker: Speaker,
  now: number,
): Pick<StepResult, "advice"> {
  const given = replies.find((reply): reply is AdviceReply => reply.type === "advice");
  if (!given || conversation.phase !== "advised") return {};
  const { title, subject, ...rest } = speaker.speak(given);
  const advice: Advice = {
    id: String(conversation.begun),
    subject,
    verdict: title,
    at: now,
    page: JSON.stringify({ title, subject, ...rest }),
  };
  return { advice: [advice] };
}
