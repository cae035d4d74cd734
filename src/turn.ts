import type { AskEvent, Conversation, Event } from "./engine/conversation.ts";
import type { AdviceReply, Reply } from "./engine/reply.ts";
import { transition } from "./engine/transition.ts";
import { answerAsk } from "./ask.ts";
import type { ProductReply } from "./ask.ts";
import type { LoadedDialog } from "./dialogs.ts";
import type { Advice, ConversationKey, Step, StepResult, Storage } from "./storage/storage.ts";
import type { Speaker } from "./texts.ts";

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
}

/** A reply that is owed. The adapter sends it and calls `sent`. */
export interface OwedReply {
  /** At most 25 characters, the same on every attempt. */
  readonly id: string;
  readonly address: unknown;
  readonly reply: SpokenReply;
  /** Owed from an earlier delivery of the same event: nothing was changed this time. */
  readonly repeated?: true;
}

/** What a turn needs. */
export interface TurnParts {
  readonly storage: Storage;
  readonly dialog: LoadedDialog;
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
  const { storage, dialog: loaded } = parts;
  const { tenant, person, deliveryId, event } = request;
  const key: ConversationKey = { tenant, person, dialog: loaded.in("").dialog.id };
  const past = event.type === "history" ? await storage.history(tenant, person) : [];
  const input = {
    key,
    deliveryId,
    now: event.now,
    leaseMs: SEND_LEASE_MS,
    address: JSON.stringify(request.address ?? null),
  };
  let spoken: readonly SpokenReply[] = [];
  const step: Step = (stored) => {
    const before = stored && parseConversation(stored.state);
    const { dialog, speaker } = loaded.in(before?.locale ?? request.locale ?? "");
    if (isAsk(event))
      return answerAsk({
        dialog,
        speaker,
        conversation: before,
        event,
        past,
        key,
        address: input.address,
      });
    const { conversation, replies } = transition(dialog, before, event);
    spoken = replies.map((reply) => speaker.speak(reply));
    return {
      state: JSON.stringify(conversation),
      replies: spoken.map((reply) => ({ reply: JSON.stringify(reply) })),
      ...recordAdvice(conversation, replies, speaker, event.now),
    };
  };
  const result = await storage.turn(input, step);
  if (result.type === "applied") {
    // What was just written need not be read back.
    return result.outbox.map((row, at): OwedReply => {
      const reply = spoken[at];
      return reply ? { id: row.id, address: request.address, reply } : parseOwed(row);
    });
  }
  return result.unsent.map((row) => ({ ...parseOwed(row), repeated: true }));
}

/** Reads an outbox row back; what we wrote ourselves is trusted. */
export function parseOwed(row: {
  readonly id: string;
  readonly address: string;
  readonly reply: string;
}): OwedReply {
  const reply: SpokenReply = JSON.parse(row.reply);
  return { id: row.id, address: JSON.parse(row.address), reply };
}

function parseConversation(state: string): Conversation {
  const conversation: Conversation = JSON.parse(state);
  return conversation;
}

function isAsk(event: TurnRequest["event"]): event is AskEvent & { now: number } {
  return ["save", "share", "post", "remind", "history", "forget"].includes(event.type);
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
