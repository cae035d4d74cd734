import { z } from "zod";

/** How Slack is reached: over a socket (`appToken`) or over HTTP (`signingSecret`). */
export interface SlackConfig {
  readonly botToken: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Default: Slack itself. */
  readonly apiUrl?: string;
}

/** How Discord is reached: over the gateway with a token, and over HTTP where `publicKey` is given. */
export interface DiscordConfig {
  readonly token?: string;
  readonly applicationId?: string;
  readonly publicKey?: string;
  /** Default: Discord itself. */
  readonly apiUrl?: string;
}

/** Everything that differs from one installation to the next. */
export interface Config {
  readonly type: "config";
  /** A file, a `file:` or `sqlite:` address, `:memory:` or `postgres://…`. */
  readonly databaseUrl: string;
  readonly catalogueFile?: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly port: number;
  /** Absent: Slack is not used. */
  readonly slack?: SlackConfig;
  /** Absent: Discord is not used. */
  readonly discord?: DiscordConfig;
}

/** One sentence for each variable that is wrong, without a full stop. Secrets are never in it. */
export interface ConfigFaults {
  readonly type: "faults";
  readonly faults: readonly string[];
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const beginsWith = (start: string, where: string) =>
  z.string().startsWith(start, `must begin with ${start}: copy it from ${where}`).optional();
const webAddress = z
  .string()
  .regex(/^https?:\/\/[^\s]+$/u, "must be an address that begins with https:// or http://")
  .optional();

/** Each message is said after the name of its variable. */
const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(
      /^(?:postgres(?:ql)?:\/\/|(?:file|sqlite):.|(?![a-z][a-z0-9+.-]+:))/iu,
      "must be the path of a file or begin with postgres://, sqlite: or file:",
    )
    .default("certwise.sqlite"),
  CATALOGUE_FILE: z.string().optional(),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, {
      error: ({ input }) => `must be one of ${LOG_LEVELS.join(", ")}: it is "${String(input)}"`,
    })
    .default("info"),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/u.test(text) && Number(text) <= 65_535, {
      error: ({ input }) => `must be a number from 0 to 65535: it is "${String(input)}"`,
    })
    .default("3000"),
  SLACK_BOT_TOKEN: beginsWith("xoxb-", "OAuth & Permissions at https://api.slack.com/apps"),
  SLACK_APP_TOKEN: beginsWith(
    "xapp-",
    "Basic Information, App-Level Tokens at https://api.slack.com/apps",
  ),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(
      /^\S+$/u,
      "must be without spaces: copy it from Basic Information at https://api.slack.com/apps",
    )
    .optional(),
  SLACK_API_URL: webAddress,
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^\S+$/u,
      "must be without spaces: copy it from Bot at https://discord.com/developers/applications",
    )
    .optional(),
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(
      /^\d{15,21}$/u,
      "must be a number of 15 to 21 digits: copy it from General Information at https://discord.com/developers/applications",
    )
    .optional(),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(
      /^[0-9a-f]{64}$/iu,
      "must be 64 characters from 0-9 and a-f: copy it from General Information at https://discord.com/developers/applications",
    )
    .optional(),
  DISCORD_API_URL: webAddress,
});
type Environment = z.infer<typeof schema>;

/** The names of everything that can be set. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Reads the environment: the configuration, or every fault at once. An empty value counts as absent. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Config | ConfigFaults {
  const present = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const trimmed = value?.trim() ?? "";
      return trimmed === "" ? [] : [[name, trimmed]];
    }),
  );
  const { data, error } = schema.safeParse(present);
  const faults = [
    ...(error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
    ...togetherFaults(present),
  ];
  if (faults.length > 0 || !data) return { type: "faults", faults };
  const slack = toSlack(data);
  const discord = toDiscord(data);
  return {
    type: "config",
    databaseUrl: data.DATABASE_URL,
    logLevel: data.LOG_LEVEL,
    port: Number(data.PORT),
    ...(data.CATALOGUE_FILE === undefined ? {} : { catalogueFile: data.CATALOGUE_FILE }),
    ...(slack ? { slack } : {}),
    ...(discord ? { discord } : {}),
  };
}

/** Variables that are of no use without another one. */
function togetherFaults(present: Readonly<Record<string, string>>): readonly string[] {
  const has = (name: string) => present[name] !== undefined;
  const needs = (names: readonly string[], needed: string) => {
    const without = has(needed) ? [] : names.filter(has);
    return without.length === 0 ? [] : [`${needed} is missing: ${without.join(", ")} needs it`];
  };
  const isSlackDeaf =
    has("SLACK_BOT_TOKEN") && !has("SLACK_APP_TOKEN") && !has("SLACK_SIGNING_SECRET");
  const isDiscordMute =
    has("DISCORD_APPLICATION_ID") && !has("DISCORD_TOKEN") && !has("DISCORD_PUBLIC_KEY");
  return [
    ...needs(["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"], "SLACK_BOT_TOKEN"),
    ...(isDiscordMute
      ? [
          "DISCORD_TOKEN is missing: DISCORD_APPLICATION_ID needs it, or DISCORD_PUBLIC_KEY to be reached over HTTP",
        ]
      : []),
    ...(isSlackDeaf
      ? [
          "SLACK_APP_TOKEN is missing: SLACK_BOT_TOKEN needs it, or SLACK_SIGNING_SECRET to be reached over HTTP",
        ]
      : []),
  ];
}

function toSlack(read: Environment): SlackConfig | undefined {
  if (read.SLACK_BOT_TOKEN === undefined) return undefined;
  return {
    botToken: read.SLACK_BOT_TOKEN,
    ...(read.SLACK_APP_TOKEN === undefined ? {} : { appToken: read.SLACK_APP_TOKEN }),
    ...(read.SLACK_SIGNING_SECRET === undefined
      ? {}
      : { signingSecret: read.SLACK_SIGNING_SECRET }),
    ...(read.SLACK_API_URL === undefined ? {} : { apiUrl: read.SLACK_API_URL }),
  };
}

function toDiscord(read: Environment): DiscordConfig | undefined {
  if (read.DISCORD_TOKEN === undefined && read.DISCORD_PUBLIC_KEY === undefined) return undefined;
  return {
    ...(read.DISCORD_TOKEN === undefined ? {} : { token: read.DISCORD_TOKEN }),
    ...(read.DISCORD_APPLICATION_ID === undefined
      ? {}
      : { applicationId: read.DISCORD_APPLICATION_ID }),
    ...(read.DISCORD_PUBLIC_KEY === undefined ? {} : { publicKey: read.DISCORD_PUBLIC_KEY }),
    ...(read.DISCORD_API_URL === undefined ? {} : { apiUrl: read.DISCORD_API_URL }),
  };
}
