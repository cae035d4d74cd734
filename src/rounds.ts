import type { TurnParts, TurnRequest, OwedReply } from "./turn.ts";
import type { RoundPermission } from "./team/opening.ts";
import type { Fill, FormPress, OwedRoundReply, RoundForm, RoundPress } from "./rounds/replies.ts";

/*
 * Rounds, for whoever writes an adapter. What to call when:
 *
 * - `/certwise budget` in a channel: `takeRoundTurn` with `{ type: "budget" }` and `channel`. The reply brings the button to open a round,
 *   or to answer, or says where the round stands.
 * - A button whose event is `form` (and `/certwise round`, with `{ type: "form", form: "open" }`): `readForm`, show it as a modal, and send
 *   what was filled in as `{ type: "fill", form, round, request, fields }` to `takeRoundTurn`.
 * - A button whose event is `join`: `joinRound`. It gives the word on confidentiality and the first question of the interview.
 * - Any other button of a round: `takeRoundTurn` with its event.
 * - An interview that belongs to a round (its buttons and its typed words carry `round`; `OwedReply.round` says so), and `forget` always:
 *   `takeInterviewTurn` in place of `takeTurn`; it gives the replies of the interview and of the round.
 * - An outbox row whose key has the dialog `round`: `parseOwedRound`; any other: `parseOwed`.
 * - A due row of the kind `round` or `contribute`: `takeDueRound`, then `storage.finishDue`. For the due loop alone.
 *
 * Sending: `address.to` says to whom; `address.here` is this event's own address and is there only when the reply goes to whoever acted.
 * Once the reply `round-opening` is posted: `rememberMessage`. For replies with `as: "edit"` or "thread": `findMessage` at sending; where
 * there is none yet, leave the reply unsent and unmarked, it will be handed out again. Replace persons in every text by `replaceMentions`.
 */

/** What happened in a round, as an adapter's `inbound.ts` reads it. */
export interface RoundRequest {
  readonly tenant: string;
  readonly person: string;
  /** The platform's own id of this event or click, the same on every retry. */
  readonly deliveryId: string;
  readonly event: RoundEvent & { readonly now: number };
  /** Where the replies to `person` go, for the adapter alone to read. */
  readonly address: unknown;
  /** Where it happened; needed to open a round and to ask for the budget of a channel. */
  readonly channel?: { readonly id: string; readonly address: unknown };
  readonly locale?: string;
  /** How people are called in an exported file, by platform id; absent: by their ids. `findPeople` says whose names are needed. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A pressed button, a filled form, or "what about the round in this channel". */
export type RoundEvent = RoundPress | Fill | { readonly type: "budget"; readonly round?: never };

/** What one event of an interview in a round led to. */
export interface InterviewTurn {
  readonly owed: readonly OwedReply[];
  readonly rounds: readonly OwedRoundReply[];
}

const later = (): never => {
  throw new Error("Could not take this round turn: it is not written yet");
};

/** Runs one event of a round exactly once. A delivery that was taken before changes nothing and gives back what is still unsent of it. */
export async function takeRoundTurn(
  _parts: TurnParts,
  _request: RoundRequest,
): Promise<readonly OwedRoundReply[]> {
  return later();
}

/** Lets a person into a round and begins their interview. */
export async function joinRound(_parts: TurnParts, _request: RoundRequest): Promise<InterviewTurn> {
  return later();
}

/** Like `takeTurn`, and brings what an advice or an erasure means into the round at once. */
export async function takeInterviewTurn(
  _parts: TurnParts,
  _request: TurnRequest & { readonly round?: string },
): Promise<InterviewTurn> {
  return later();
}

/** The fields of a form, filled with what is known; undefined when this person has nothing to fill in there. */
export async function readForm(
  _parts: TurnParts,
  _asked: {
    readonly tenant: string;
    readonly person: string;
    readonly press: FormPress;
    readonly now: number;
    readonly locale?: string;
  },
): Promise<RoundForm<string> | undefined> {
  return later();
}

/** Keeps where the opening message stands, for edits and the thread. Durable; saying it again replaces it. */
export async function rememberMessage(
  _parts: TurnParts,
  _said: {
    readonly tenant: string;
    readonly round: string;
    readonly kind: "opening";
    readonly message: unknown;
    readonly now: number;
  },
): Promise<void> {
  return later();
}

/** What `rememberMessage` kept; undefined when nothing was. */
export async function findMessage(
  _parts: TurnParts,
  _asked: { readonly tenant: string; readonly round: string; readonly kind: "opening" },
): Promise<unknown> {
  return later();
}

/** The people a record names, for `names`. */
export async function findPeople(
  _parts: TurnParts,
  _asked: { readonly tenant: string; readonly round: string },
): Promise<readonly string[]> {
  return later();
}

/** Sets who may open and cancel rounds in a workspace. The adapter knows whether the asker administers it. */
export async function permitRounds(
  _parts: TurnParts,
  _said: { readonly tenant: string; readonly permission: RoundPermission; readonly now: number },
): Promise<void> {
  return later();
}
