import { createHash } from "node:crypto";
import type { NoticeReply } from "../../src/engine/reply.ts";
import type { Tick } from "../../src/in-order.ts";
import { takeInterviewTurn } from "../../src/rounds.ts";
import { parseOwed, readOwed, SEND_LEASE_MS } from "../../src/turn.ts";
import type { TurnParts, TurnRequest } from "../../src/turn.ts";
import type { Address } from "./address.ts";
import { note } from "./cards.ts";
import { publishHome } from "./home.ts";
import { causeOf } from "./log.ts";
import type { Log } from "./log.ts";
import { renderReply } from "./outbound.ts";
import { movePlace, oweOnce, readPlace } from "./place.ts";
import type { Place, Who } from "./place.ts";
import type { Sender } from "./send.ts";
import { showingOf } from "./showing.ts";
import { isSlackFailure } from "./web.ts";
import type { Web } from "./web.ts";

/** What acting on what people do needs. */
export interface Bot {
  readonly parts: TurnParts;
  readonly web: Web;
  readonly sender: Sender;
  readonly now: () => number;
  readonly tick: () => Tick;
  readonly log: Log;
}

/** Something somebody did, with the id that is the same on every delivery of it. */
export interface Deed extends Who {
  readonly deliveryId: string;
  /** The team round whose interview it is about; absent: the personal one. */
  readonly round?: string;
  /** How often Slack delivered it before: it is delivered again until it is acknowledged. Absent: it comes only once. */
  readonly attempt?: number;
}

/** Slack delivers an event again at once, after a minute and after five (https://docs.slack.dev/apis/events-api/#retries). */
const LAST_ATTEMPT = 3;

/** Two presses on one button within this time are one press, ms. */
export const SAME_PRESS_MS = 5000;

/** How long a text may be that is read as an answer, characters. */
export const TYPED_CHARS_MAX = 3000;

/**
 * Takes one turn and sends what it owes.
 *
 * @param committed called once nothing can be lost any more
 */
export async function takeAndSend(
  bot: Bot,
  { tenant, person, deliveryId, round }: Deed,
  event: TurnRequest["event"],
  address: Address,
  committed?: () => Promise<void>,
): Promise<void> {
  const { parts, sender } = bot;
  const request = { tenant, person, deliveryId, event, address };
  const inRound = round === undefined ? request : { ...request, round };
  const { owed, rounds } = await takeInterviewTurn(parts, inRound);
  await committed?.();
  await sender.sendAll(owed);
  await sender.sendRounds(rounds);
  // What stands on the Home tab is of the person as well.
  const isErased = owed.some(
    ({ reply }) => reply.type === "notice" && reply.notice === "forgotten",
  );
  if (isErased) await publishHome(bot, { tenant, person });
}

/** Owes a card once, however often the same thing arrives, and sends it. */
export async function oweCard(
  { parts, sender, now }: Bot,
  deed: Deed,
  card: NoticeReply<string>,
  address: Address,
  committed?: () => Promise<void>,
): Promise<void> {
  const at = now();
  const rows = await oweOnce(
    parts.storage,
    deed,
    { reply: card, address },
    { reason: deed.deliveryId, now: at, leaseMs: SEND_LEASE_MS },
  );
  await committed?.();
  await sender.sendAll(await readOwed(parts.storage, rows, parseOwed, at));
}

/** An event with the two times it happened: by our clock, and by Slack's when the person acted. */
export function timed<Kind extends { readonly type: string }>(
  { now }: Bot,
  event: Kind,
  at?: number,
): Kind & { readonly now: number; readonly at?: number } {
  return { ...event, now: now(), ...(at === undefined ? {} : { at }) };
}

/** The certification a text names, by its whole name; undefined when it names none. */
export function certificationIn({ parts }: Bot, text: string): string | undefined {
  return parts.dialog.in("").dialog.catalogue.find(text)[0]?.name;
}

/** Remembers where the interview was asked for: there its advice can be shared. */
export async function rememberOrigin(
  { parts, now }: Bot,
  deed: Deed,
  origin: Place["origin"],
): Promise<void> {
  const before = (await readPlace(parts.storage, deed)).origin;
  if (before?.channel === origin?.channel && before?.thread === origin?.thread) return;
  const reason = `origin ${deed.deliveryId}`;
  await movePlace(parts.storage, deed, { origin }, { reason, now: now() });
}

/** A card as the body of an answer only this person sees. */
export function privately(
  { parts }: Bot,
  owner: string,
  card: NoticeReply<string>,
  thread?: string,
): object {
  const inThread = thread === undefined ? {} : { thread };
  const [message] = renderReply(card, { ...showingOf(parts, owner), ...inThread });
  return { ...message, response_type: "ephemeral", replace_original: false };
}

/**
 * Runs one act; what fails is logged, and told to the person where there is a way. Never throws.
 *
 * @returns false where it was not saved, so that delivered again it would be taken
 */
export async function guarded(
  { parts, log }: Bot,
  { deliveryId, attempt }: Deed,
  act: () => Promise<void>,
  tell: (text: string) => Promise<unknown>,
): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    const id = createHash("sha256").update(deliveryId).digest("hex").slice(0, 8);
    log.error({ id, delivery: deliveryId, cause: causeOf(error) }, "An act was not carried out");
    const isSaved = isSlackFailure(error);
    const text = isSaved ? "slack.not-reached" : notSaved(attempt);
    try {
      if (text !== undefined) await tell(parts.dialog.in("").speaker.say({ text, values: { id } }));
    } catch (cause) {
      log.error({ delivery: deliveryId, cause: causeOf(cause) }, "The person could not be told");
    }
    return isSaved;
  }
}

/** What is tried again is said at the first attempt, and that it was in vain at the last one; between them nothing is new. */
function notSaved(attempt: number = LAST_ATTEMPT): string | undefined {
  if (attempt >= LAST_ATTEMPT) return "slack.not-saved";
  return attempt === 0 ? "slack.saved-later" : undefined;
}

/** Tells by the interaction's own address, or else by a direct message. */
export function teller(
  { web }: Bot,
  person: string,
  url?: string,
): (text: string) => Promise<unknown> {
  return (text) =>
    url === undefined
      ? web.post(person, note(text))
      : web.respond(url, { ...note(text), response_type: "ephemeral", replace_original: false });
}
