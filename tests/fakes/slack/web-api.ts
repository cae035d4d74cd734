import type { Fields } from "./block-kit-checks.ts";
import { CHAT_METHODS, visibleChannel, type Method } from "./chat-methods.ts";
import { VIEW_METHODS } from "./view-methods.ts";
import { directChannel, Refusal, type Channel, type Team, type Workspace } from "./workspace.ts";

// One scope of each list is enough; a method that is not listed needs none (https://docs.slack.dev/reference/methods).
const SCOPES: { readonly [method: string]: readonly string[] } = {
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.delete": ["chat:write"],
  "conversations.open": ["im:write", "mpim:write", "channels:manage", "groups:write"],
  "users.info": ["users:read"],
  "files.getUploadURLExternal": ["files:write"],
  "files.completeUploadExternal": ["files:write"],
};

const READ_SCOPE = { public: "channels:read", private: "groups:read", im: "im:read" } as const;

function missingScope(needed: string, team: Team): Refusal {
  return new Refusal("missing_scope", { needed, provided: [...team.scopes].join(",") });
}

function shownChannel(channel: Channel, team: Team): Fields {
  const partner = [...channel.members].find((id) => id !== team.botUserId);
  return {
    id: channel.id,
    ...(channel.kind === "im" ? { user: partner } : { name: channel.name }),
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: channel.kind === "im",
    is_mpim: false,
    is_private: channel.kind !== "public",
    is_archived: channel.isArchived,
    is_member: channel.members.has(team.botUserId),
    is_shared: channel.isExternallyShared,
    is_ext_shared: channel.isExternallyShared,
    context_team_id: team.id,
    num_members: channel.members.size,
  };
}

const authTest: Method = (world, team) => ({
  url: `https://${team.domain}.slack.com/`,
  team: team.name,
  user: "certwise",
  team_id: team.id,
  user_id: team.botUserId,
  bot_id: team.botId,
  app_id: world.appId,
  is_enterprise_install: team.isEnterpriseInstall,
  ...(team.enterprise === undefined ? {} : { enterprise_id: team.enterprise.id }),
});

const openConversation: Method = (world, team, args) => {
  if (args["channel"] !== undefined)
    return { channel: { id: visibleChannel(world, team, args["channel"]).id } };
  if (typeof args["users"] !== "string" || args["users"] === "")
    throw new Refusal("users_list_not_supplied");
  const [user, second] = args["users"].split(",");
  if (second !== undefined) throw new Refusal("invalid_arguments");
  const member = world.members.get(user ?? "");
  if (member === undefined) throw new Refusal("user_not_found");
  if (member.hasLeft) throw new Refusal("user_disabled");
  return { channel: { id: directChannel(world, member.id, team).id } };
};

const conversation: Method = (world, team, args) => {
  const channel = visibleChannel(world, team, args["channel"]);
  const needed = READ_SCOPE[channel.kind];
  if (!team.scopes.has(needed)) throw missingScope(needed, team);
  return { channel: shownChannel(channel, team) };
};

const members: Method = (world, team, args) => {
  const channel = visibleChannel(world, team, args["channel"]);
  const needed = READ_SCOPE[channel.kind];
  if (!team.scopes.has(needed)) throw missingScope(needed, team);
  return { members: [...channel.members], response_metadata: { next_cursor: "" } };
};

const userInfo: Method = (world, _team, args) => {
  const member = world.members.get(String(args["user"]));
  if (member === undefined) throw new Refusal("user_not_found");
  const { id, name, realName, teamId, locale, tz, isAdmin, hasLeft } = member;
  return {
    user: {
      id,
      team_id: teamId,
      name,
      deleted: hasLeft,
      // Slack leaves these out for a deactivated account.
      ...(hasLeft
        ? {}
        : {
            real_name: realName,
            tz,
            tz_label: tz,
            tz_offset: 0,
            is_admin: isAdmin,
            is_owner: false,
            is_primary_owner: false,
          }),
      profile: {
        real_name: realName,
        display_name: name,
        real_name_normalized: realName,
        team: teamId,
      },
      is_bot: false,
      is_app_user: false,
      ...(String(args["include_locale"]) === "true" ? { locale } : {}),
    },
  };
};

const METHODS: { readonly [method: string]: Method } = {
  ...CHAT_METHODS,
  ...VIEW_METHODS,
  "auth.test": authTest,
  "conversations.open": openConversation,
  "conversations.info": conversation,
  "conversations.members": members,
  "users.info": userInfo,
};

/** What a call to the Web API is checked with, beside the workspace itself. */
export interface WebApi {
  readonly appToken: string;
  readonly limit: (method: string, teamId: string, channel: string) => void;
  /** The address of a fresh Socket Mode connection. */
  readonly socketUrl: () => string;
  /** The answer to an OAuth code. */
  readonly exchangeCode: (code: unknown) => Fields;
}

/**
 * Answers one call as Slack does.
 *
 * @param world where it happens
 * @param api the tokens and limits
 * @param method the name in the path
 * @param token from the header or the body
 * @param args decoded, whatever the encoding was
 * @returns the answer without `ok`
 * @throws {Refusal} when Slack would say no
 */
export function callMethod(
  world: Workspace,
  api: WebApi,
  method: string,
  token: string | undefined,
  args: Fields,
): Fields {
  const outage = world.outages.get(method);
  if (outage) throw outage;
  if (method === "oauth.v2.access") return api.exchangeCode(args["code"]);
  if (method === "api.test") return {};
  const run = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (run === undefined && method !== "apps.connections.open")
    throw new Refusal("unknown_method", { req_method: method });
  if (token === undefined) throw new Refusal("not_authed");
  if (run === undefined) {
    if (token !== api.appToken)
      throw new Refusal(token.startsWith("xapp-") ? "invalid_auth" : "not_allowed_token_type");
    return { url: api.socketUrl() };
  }
  const team = [...world.teams.values()].find((one) => one.token === token);
  if (team === undefined)
    throw new Refusal(token === api.appToken ? "not_allowed_token_type" : "invalid_auth");
  if (team.isRevoked) throw new Refusal("token_revoked");
  const needed = SCOPES[method];
  if (needed !== undefined && !needed.some((one) => team.scopes.has(one)))
    throw missingScope(needed.join(","), team);
  api.limit(method, team.id, String(args["channel"]));
  return run(world, team, args);
}
