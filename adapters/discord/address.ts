import { z } from "zod";
import type { Caller } from "./caller.ts";
import { fieldsOf } from "./fields.ts";

/**
 * A Discord account is one person on every server and in direct messages, so their own interview is one too: begun on
 * a server, gone on with in a direct message, erased everywhere at once.
 */
export const TENANT = "discord";

/** How long the token of an interaction can be used. https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
const TOKEN_LIVES_MS = 15 * 60_000;

/** The screen of an interaction. */
export interface InteractionAddress {
  readonly type: "interaction";
  readonly application: string;
  readonly token: string;
  readonly person: string;
  readonly channel: string;
  readonly locale: string;
  readonly ephemeral: boolean;
  readonly installed: boolean;
  /** Ms since epoch. */
  readonly expires: number;
  /** When the person acted, by Discord's clock, ms since epoch; absent in what an earlier version stored. */
  readonly acted?: number;
}

/** The direct messages with a person. */
interface DirectAddress {
  readonly type: "direct";
  readonly person: string;
  readonly channel: string;
  readonly locale: string;
}

/** Where a reply goes: the screen of an interaction, while its token lives, or the direct messages with a person. */
export type Address = InteractionAddress | DirectAddress;

/** Reads an address that storage has kept; undefined for what is not ours. */
export function parseAddress(value: unknown): Address | undefined {
  return isAddress(value) ? value : undefined;
}

/** What we wrote ourselves is trusted; its type says that it was us. */
function isAddress(value: unknown): value is Address {
  const { type } = fieldsOf(value);
  return type === "interaction" || type === "direct";
}

/** The address that an interaction gives. */
export function addressOf(caller: Caller): InteractionAddress {
  return {
    type: "interaction",
    application: caller.applicationId,
    token: caller.token,
    person: caller.person,
    channel: caller.channel,
    locale: caller.locale,
    ephemeral: caller.ephemeral,
    installed: caller.installed,
    expires: caller.at + TOKEN_LIVES_MS,
    acted: caller.at,
  };
}

const channelSchema = z.object({
  type: z.literal("channel"),
  guild: z.string(),
  channel: z.string(),
  locale: z.string(),
});
const messageSchema = z.object({ channel: z.string(), message: z.string() });

/** The channel a round belongs to. */
export type ChannelAddress = z.infer<typeof channelSchema>;

/** Where the opening message of a round stands. */
export type MessageAddress = z.infer<typeof messageSchema>;

/** Reads the address of a round's channel; undefined for what is not ours. */
export function parseChannel(value: unknown): ChannelAddress | undefined {
  return channelSchema.safeParse(value).data;
}

/** Reads where an opening message stands; undefined for what is not ours. */
export function parseMessage(value: unknown): MessageAddress | undefined {
  return messageSchema.safeParse(value).data;
}
