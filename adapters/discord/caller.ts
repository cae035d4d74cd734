import { z } from "zod";
import { fieldsOf, numberOf, textOf, textsOf } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { isEphemeral } from "./message-flags.ts";
import { isSnowflake, snowflakeTime } from "./snowflake.ts";

/** Who did something, and how to talk back. */
export interface Caller {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  readonly person: string;
  readonly locale: string;
  readonly channel: string;
  /** The server it happened in; absent in direct messages. */
  readonly guild: string | undefined;
  /** When the person acted, ms since epoch, by Discord's clock. */
  readonly at: number;
  /** `update`: the message whose component was used is theirs and shows the next screen; `new`: it needs one. */
  readonly surface: "new" | "update";
  /** In the direct message with the bot screens stay; everywhere else only the person sees them. */
  readonly ephemeral: boolean;
  /** The bot itself is a member of the server, so it may write there with its own token. */
  readonly installed: boolean;
  /** What the bot may do where it happened, as Discord writes permissions. */
  readonly appPermissions: string | undefined;
  /** What the person may do on the server. */
  readonly memberPermissions: string | undefined;
  /** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
  readonly channelType: number | undefined;
  /** Ids of the person's roles on the server. */
  readonly roles: readonly string[];
  /** The texts of the message whose component was used, as they stand there; for a press of a round only. */
  readonly shown: readonly string[];
  /** The message whose component was used. */
  readonly message: string | undefined;
  /** The words on the button or option that was used, in a direct message. */
  readonly used?: string;
}

const BOT_DM = 1;

/**
 * Reads who did something, or says why that is nobody, or nowhere.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function readCaller(interaction: Fields): Caller | string {
  const { id, token, application_id: applicationId } = interaction;
  if (!isSnowflake(id) || !isSnowflake(applicationId) || typeof token !== "string")
    return "not an interaction";
  const member = fieldsOf(interaction["member"]);
  const { id: person } = fieldsOf(member["user"] ?? interaction["user"]);
  if (!isSnowflake(person)) return "nobody did it";
  const channel = textOf(interaction["channel_id"]);
  if (channel === undefined) return "it happened in no channel";
  const guild = textOf(interaction["guild_id"]);
  const inBotDm = interaction["context"] === BOT_DM;
  const { "0": owner } = fieldsOf(interaction["authorizing_integration_owners"]);
  const on = fieldsOf(interaction["message"]);
  const message = textOf(on["id"]);
  const isTheirs = message !== undefined && (inBotDm || isEphemeral(on["flags"]));
  return {
    id,
    token,
    applicationId,
    person,
    locale: textOf(interaction["locale"]) ?? "en-US",
    channel,
    guild,
    at: snowflakeTime(id),
    surface: isTheirs ? "update" : "new",
    ephemeral: !inBotDm,
    installed: inBotDm || (guild !== undefined && owner === guild),
    appPermissions: textOf(interaction["app_permissions"]),
    memberPermissions: textOf(member["permissions"]),
    channelType: numberOf(fieldsOf(interaction["channel"])["type"]),
    roles: textsOf(member["roles"]),
    shown: [],
    message,
  };
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
