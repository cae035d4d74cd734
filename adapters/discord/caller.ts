import { z } from "zod";
import { isEphemeral } from "./message-flags.ts";
import { snowflake, snowflakeTime } from "./snowflake.ts";

/** Who did something, and how to talk back. */
export interface Caller {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly person: string;
  readonly locale: string;
  readonly channel: string;
  /** The server it happened in; absent in direct messages. */
  readonly guild?: string;
  /** When the person acted, ms since epoch, by Discord's clock. */
  readonly at: number;
  /** `update`: the message whose component was used is theirs and shows the next screen; `new`: it needs one. */
  readonly surface: "new" | "update";
  /** In the direct message with the bot screens stay; everywhere else only the person sees them. */
  readonly ephemeral: boolean;
  /** The bot itself is a member of the server, so it may write there with its own token. */
  readonly installed: boolean;
  /** Discord says that the bot may write in this channel. */
  readonly mayPost: boolean;
  /** The person may manage the server. */
  readonly administers: boolean;
  /** Ids of the person's roles on the server. */
  readonly roles: readonly string[];
  /** The texts of the message whose component was used, as they stand there; for a press of a round only. */
  readonly shown: readonly string[];
  /** The message whose component was used. */
  readonly message?: string;
  /** The words on the button or option that was used, in a direct message. */
  readonly used?: string;
}

/**
 * What every interaction has. Every click is read by it, so that it asks for no more than is used; what only rounds look
 * at may be of any shape. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export const callerSchema = z.object({
  id: snowflake,
  type: z.number(),
  token: z.string().min(1),
  application_id: snowflake,
  channel_id: z.string().optional(),
  channel: z.object({ type: z.number() }).optional().catch(undefined),
  guild_id: z.string().optional(),
  locale: z.string().optional(),
  context: z.number().nullish(),
  app_permissions: z.string().optional().catch(undefined),
  member: z
    .object({
      user: z.object({ id: snowflake }),
      permissions: z.string().optional().catch(undefined),
      roles: z.array(z.string()).optional().catch(undefined),
    })
    .optional(),
  user: z.object({ id: snowflake }).optional(),
  authorizing_integration_owners: z.object({ "0": z.string().optional() }).optional(),
  message: z
    .object({
      id: z.string().optional(),
      flags: z.number().optional(),
      components: z.unknown().optional(),
    })
    .optional(),
  data: z.unknown().optional(),
});
type Interaction = z.infer<typeof callerSchema>;

const BOT_DM = 1;
/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const PERMISSIONS = {
  administrator: 1n << 3n,
  manageServer: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  sendInThreads: 1n << 38n,
} as const;
/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);

/** Reads who did something, or says why that is nobody, or nowhere. */
export function toCaller(raw: Interaction): Caller | string {
  const person = (raw.member?.user ?? raw.user)?.id;
  if (person === undefined) return "nobody did it";
  if (raw.channel_id === undefined) return "it happened in no channel";
  const inBotDm = raw.context === BOT_DM;
  const owner = raw.authorizing_integration_owners?.["0"];
  const installed = inBotDm || (owner !== undefined && owner === raw.guild_id);
  return {
    id: raw.id,
    token: raw.token,
    applicationId: raw.application_id,
    person,
    locale: raw.locale ?? "en-US",
    channel: raw.channel_id,
    ...(raw.guild_id === undefined ? {} : { guild: raw.guild_id }),
    at: snowflakeTime(raw.id),
    surface:
      raw.message !== undefined && (isEphemeral(raw.message.flags ?? 0) || inBotDm)
        ? "update"
        : "new",
    ephemeral: !inBotDm,
    installed,
    mayPost: installed && isAllowed(raw),
    administers: raw.guild_id !== undefined && mayManage(raw),
    roles: raw.member?.roles ?? [],
    shown: [],
    ...(raw.message?.id === undefined ? {} : { message: raw.message.id }),
  };
}

function isAllowed({ app_permissions: permissions, channel }: Interaction): boolean {
  if (permissions === undefined) return true;
  const write = THREADS.has(channel?.type ?? 0) ? PERMISSIONS.sendInThreads : PERMISSIONS.send;
  const granted = toBits(permissions);
  return has(granted, PERMISSIONS.view) && has(granted, write);
}

/** Discord works out a member's permissions itself, the owner's among them. */
function mayManage({ member }: Interaction): boolean {
  const granted = toBits(member?.permissions);
  return has(granted, PERMISSIONS.administrator) || has(granted, PERMISSIONS.manageServer);
}

function toBits(permissions = ""): bigint {
  return /^\d+$/u.test(permissions) ? BigInt(permissions) : 0n;
}

/** Each permission is a power of two. */
function has(granted: bigint, permission: bigint): boolean {
  return (granted / permission) % 2n === 1n;
}

const partSchema = z.object({
  type: z.int(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
  custom_id: z.string().optional(),
  label: z.string().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});
const TEXT = 10;

/** The words on the button of this id, or on the option of this value. */
export function labelIn(components: unknown, id: string): string | undefined {
  if (!Array.isArray(components)) return undefined;
  for (const component of components) {
    const part = partSchema.safeParse(component).data;
    if (!part) continue;
    const { custom_id: own, label, options = [], accessory } = part;
    const found = own === id ? label : options.find(({ value }) => value === id)?.label;
    const inside = found ?? labelIn(part.components, id) ?? labelIn([accessory], id);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The texts of a message, as they stand there. */
export function textsIn(components: unknown): readonly string[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component: unknown) => {
    const part = partSchema.safeParse(component).data;
    if (!part) return [];
    return part.type === TEXT && part.content !== undefined
      ? [part.content]
      : textsIn(part.components);
  });
}
