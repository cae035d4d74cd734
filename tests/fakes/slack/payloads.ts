import type { Fields } from "./block-kit-checks.ts";
import { shownMessage } from "./chat-methods.ts";
import { nextResponsePath } from "./response-urls.ts";
import type { ExternalSelect } from "./suggesting.ts";
import {
  nextTrigger,
  type Channel,
  type Member,
  type StoredMessage,
  type Team,
  type Workspace,
} from "./workspace.ts";

// Shapes as the Slack SDKs' own recorded samples show them (tests/fakes/slack/recorded holds such samples whole).

/** Who acts, in which workspace that installed the app. */
export interface Actor {
  readonly world: Workspace;
  readonly baseUrl: string;
  readonly member: Member;
  readonly team: Team;
}

/** What every interaction says about who and where. */
export function interactionFields({ world, member, team }: Actor): Fields {
  const { enterprise, isEnterpriseInstall } = team;
  const grid =
    enterprise === undefined
      ? {}
      : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return {
    user: { id: member.id, username: member.name, name: member.name, team_id: member.teamId },
    api_app_id: world.appId,
    token: world.verificationToken,
    // Interactions of an organization's own installation name no workspace (https://github.com/slackapi/bolt-js/issues/1823).
    team: isEnterpriseInstall ? null : { id: team.id, domain: team.domain, ...grid },
    enterprise: enterprise ?? null,
    is_enterprise_install: isEnterpriseInstall,
  };
}

/** An event in its envelope. */
export function eventPayload(actor: Actor, event: Fields, channel?: Channel): Fields {
  const { world, team, member } = actor;
  const isStranger = member.teamId !== team.id && channel?.isExternallyShared === true;
  return {
    token: world.verificationToken,
    team_id: isStranger && event["type"] === "message" ? member.teamId : team.id,
    context_team_id: team.id,
    context_enterprise_id: team.enterprise?.id ?? null,
    ...(team.enterprise === undefined ? {} : { enterprise_id: team.enterprise.id }),
    api_app_id: world.appId,
    event,
    type: "event_callback",
    event_id: world.nextId("Ev"),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: team.enterprise?.id ?? null,
        team_id: team.isEnterpriseInstall ? null : team.id,
        user_id: team.botUserId,
        is_bot: true,
        is_enterprise_install: team.isEnterpriseInstall,
      },
    ],
    is_ext_shared_channel: channel?.isExternallyShared ?? false,
    event_context: world.nextId("4-"),
  };
}

/** A slash command as its form fields. */
export function commandPayload(
  actor: Actor,
  command: string,
  text: string,
  channel: Channel,
): Fields {
  const { world, baseUrl, member, team } = actor;
  const { enterprise } = team;
  const path = nextResponsePath(world, {
    kind: "command",
    teamId: team.id,
    channel: channel.id,
    user: member.id,
  });
  return {
    token: world.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    ...(enterprise === undefined
      ? {}
      : { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    channel_id: channel.id,
    channel_name: channel.kind === "private" ? "privategroup" : channel.name,
    user_id: member.id,
    user_name: member.name,
    command,
    text: encoded(text),
    api_app_id: world.appId,
    is_enterprise_install: String(team.isEnterpriseInstall),
    response_url: baseUrl + path,
    trigger_id: nextTrigger(world, member.id, team.id),
  };
}

/** A click in a message. Of an ephemeral message Slack does not send the content. */
export function messageActionPayload(
  actor: Actor,
  message: StoredMessage,
  action: Fields,
  values: Fields,
): Fields {
  const { world, baseUrl, member, team } = actor;
  const isEphemeral = message.ephemeralTo !== undefined;
  const channel = world.channels.get(message.channel);
  const path = nextResponsePath(world, {
    kind: "interaction",
    teamId: team.id,
    channel: message.channel,
    user: member.id,
    original: message.ts,
  });
  return {
    type: "block_actions",
    ...interactionFields(actor),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    },
    trigger_id: nextTrigger(world, member.id, team.id),
    channel: {
      id: message.channel,
      name: channel?.kind === "private" ? "privategroup" : (channel?.name ?? ""),
    },
    ...(isEphemeral ? {} : { message: shownMessage(world, message) }),
    state: { values },
    response_url: baseUrl + path,
    actions: [action],
  };
}

/** Something typed into a select that loads its options. It has no `response_url`: nobody can be told anything there. */
export function suggestionPayload(
  actor: Actor,
  message: StoredMessage,
  { block, element }: ExternalSelect,
  typed: string,
): Fields {
  const {
    response_url: _url,
    trigger_id: _trigger,
    actions: _actions,
    state: _state,
    ...shown
  } = messageActionPayload(actor, message, {}, {});
  const { action_id } = element;
  const { block_id } = block;
  return { ...shown, type: "block_suggestion", action_id, block_id, value: typed };
}

/** A click in a modal or a Home tab. */
export function viewActionPayload(actor: Actor, view: Fields, action: Fields): Fields {
  return {
    type: "block_actions",
    ...interactionFields(actor),
    container: { type: "view", view_id: view["id"] },
    trigger_id: nextTrigger(actor.world, actor.member.id, actor.team.id),
    view,
    actions: [action],
  };
}

/** A modal sent off. A stranger's names their own workspace (https://github.com/slackapi/bolt-js/issues/1614). */
export function submissionPayload(actor: Actor, view: Fields): Fields {
  const { world, member, team } = actor;
  const trigger_id = nextTrigger(world, member.id, team.id);
  const isStranger = member.teamId !== team.id && !world.teams.has(member.teamId);
  const own = isStranger ? { team: { id: member.teamId, domain: "elsewhere" } } : {};
  return {
    type: "view_submission",
    ...interactionFields(actor),
    ...own,
    trigger_id,
    view: isStranger ? { ...view, team_id: member.teamId } : view,
    response_urls: [],
  };
}

/** A shortcut from the search bar, or from a message when one is given. */
export function shortcutPayload(actor: Actor, callbackId: string, message?: StoredMessage): Fields {
  const { world, baseUrl, member, team } = actor;
  const { api_app_id: _unused, ...fields } = interactionFields(actor);
  const common = {
    ...fields,
    action_ts: world.nextTs(),
    callback_id: callbackId,
    trigger_id: nextTrigger(world, member.id, team.id),
  };
  if (message === undefined) {
    return {
      type: "shortcut",
      ...common,
      user: { id: member.id, username: member.name, team_id: member.teamId },
    };
  }
  const { channel, ts: original } = message;
  const path = nextResponsePath(world, {
    kind: "interaction",
    teamId: team.id,
    channel,
    user: member.id,
    original,
  });
  return {
    type: "message_action",
    ...common,
    channel: { id: channel, name: world.channels.get(channel)?.name ?? "" },
    message_ts: original,
    message: shownMessage(world, message),
    response_url: baseUrl + path,
  };
}

/** Text as a client sends it: `&`, `<` and `>` arrive as entities. */
export function encoded(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What a message event says of a message a person wrote. */
export function writtenEvent(
  actor: Actor,
  message: StoredMessage,
  type: "message" | "app_mention",
  channel: Channel,
): Fields {
  const { member, team } = actor;
  const isStranger = member.teamId !== team.id;
  const { thread_ts } = message;
  return {
    type,
    user: message.user,
    ts: message.ts,
    client_msg_id: `00000000-0000-4000-8000-${message.ts.replace(".", "").slice(-12)}`,
    text: message.text,
    team: isStranger && type === "app_mention" ? team.id : member.teamId,
    ...(isStranger ? { user_team: member.teamId, source_team: member.teamId } : {}),
    ...(thread_ts === undefined
      ? {}
      : { thread_ts, parent_user_id: actor.world.messages.get(thread_ts)?.user }),
    blocks: message.blocks,
    channel: message.channel,
    event_ts: message.ts,
    ...(type === "message"
      ? { channel_type: { im: "im", public: "channel", private: "group" }[channel.kind] }
      : {}),
  };
}
