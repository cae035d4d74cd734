import { z } from "zod";
import { readStored, Unreadable } from "../../src/unreadable.ts";

/** Replies to an interaction may be posted for 30 minutes, 5 times (https://docs.slack.dev/interactivity/handling-user-interaction). */
export const RESPONSE_URL_MS = 29 * 60 * 1000;

/** Where the replies of a turn go. It is stored with them, so it says all there is to know. */
export interface Address {
  readonly tenant: string;
  readonly person: string;
  /** When the turn was taken, ms since epoch. */
  readonly at: number;
  /** When the person pressed what led to it, by Slack's clock, ms since epoch; absent where nothing was pressed. */
  readonly acted?: number;
  /**
   * Where the person acted: on a question in the direct conversation, on an advice there, on a card only they see, on a
   * message that a whole channel sees, with a command, by typing (or anywhere else that leads into the direct
   * conversation), or by a mention.
   */
  readonly surface: "question" | "advice" | "private" | "channel" | "command" | "dm" | "mention";
  /** The message that was pressed. */
  readonly message?: { readonly channel: string; readonly ts: string };
  /** Where replies to the interaction go, and until when, ms since epoch. */
  readonly url?: string;
  readonly until?: number;
  /** What the question becomes once it is answered. */
  readonly line?: string;
  /** Where a card is shown to this person alone. */
  readonly channel?: string;
  readonly thread?: string;
  /** The app's id, for a link to the direct conversation. */
  readonly app?: string;
}

/** Takes an address as it is or as it was stored; what we wrote ourselves is trusted. @throws {Unreadable} for anything else */
export function parseAddress(stored: unknown): Address {
  const value =
    typeof stored === "string" ? readStored(stored, z.unknown(), "a Slack address") : stored;
  if (!isAddress(value))
    throw new Unreadable("Could not send a Slack reply: its address is not one of ours");
  return value;
}

function isAddress(value: unknown): value is Address {
  return typeof value === "object" && value !== null && "surface" in value && "person" in value;
}

/** Whether the interaction an address is of can still be answered. */
export function isLive({ url, until }: Pick<Address, "url" | "until">, now: number): boolean {
  return url !== undefined && until !== undefined && now < until;
}

/** What only this person sees takes the place of a card only they see, and never of what a whole channel sees. */
export function howToAnswer({ surface }: Pick<Address, "surface">): object {
  if (surface === "private") return { replace_original: true };
  const isNew = surface === "channel" ? { replace_original: false } : {};
  return { response_type: "ephemeral", ...isNew };
}
