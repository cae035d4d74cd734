import { blockKitFaults, NO_FALLBACK } from "./block-kit.ts";
import { isFields, type Fields } from "./block-kit-checks.ts";
import {
  directChannel,
  filledBlocks,
  Refusal,
  type Channel,
  type StoredMessage,
  type Team,
  type Workspace,
} from "./workspace.ts";

/** A Web API method: the answer beside `ok: true`, or a thrown refusal. */
export type Method = (world: Workspace, team: Team, args: Fields) => Fields;

/** The text and blocks of a message after Slack has looked at them. */
export interface Content {
  readonly text: string | undefined;
  readonly blocks: readonly Fields[] | undefined;
}

/** How long Slack looks at an uploaded file. */
const LOOKED_AT_MS = 1500;

// Faults of the strict check that Slack itself lets pass.
const ONLY_STRICT = [NO_FALLBACK, "characters of JSON", "two options have the same value"];

/** Refuses what Slack refuses in a message and notes what it merely should not be sent. */
export function acceptedContent(world: Workspace, method: string, args: Fields): Content {
  const { text, blocks } = args;
  if (text !== undefined && typeof text !== "string") throw new Refusal("invalid_arguments");
  if (blocks !== undefined && !Array.isArray(blocks)) throw new Refusal("invalid_blocks_format");
  const isEmpty =
    (text ?? "") === "" &&
    (blocks === undefined || blocks.length === 0) &&
    args["attachments"] === undefined;
  if (isEmpty && args["files"] === undefined) throw new Refusal("no_text");
  if ((text?.length ?? 0) > (method === "chat.update" ? 4000 : 40_000))
    throw new Refusal("msg_too_long");
  const faults = blockKitFaults("message", args);
  const refused = faults.filter(
    (one) =>
      one.includes("[json-pointer:/blocks") && !ONLY_STRICT.some((strict) => one.includes(strict)),
  );
  if (refused.length > 0) throw invalidBlocks(refused);
  // Measured by others: https://github.com/slackapi/bolt-js/issues/2509
  if (blocks !== undefined && JSON.stringify(blocks).length > 13_200)
    throw new Refusal("msg_blocks_too_long");
  refuseUnreadyFiles(world, blocks ?? []);
  world.faults.push(...faults.map((one) => `${method}: ${one}`));
  return { text, blocks: blocks === undefined ? undefined : filledBlocks(world, blocks) };
}

/** A picture must be there and looked at before a block may show it: https://github.com/slackapi/python-slack-sdk/issues/1521 */
function refuseUnreadyFiles(world: Workspace, blocks: readonly unknown[]): void {
  for (const [at, block] of blocks.entries()) {
    const named = isFields(block) ? block["slack_file"] : undefined;
    if (!isFields(named)) continue;
    const readyAt = world.files.get(String(named["id"]))?.readyAt;
    if (readyAt === undefined || readyAt > world.now())
      throw invalidBlocks([`invalid slack file [json-pointer:/blocks/${at}/slack_file]`]);
  }
}

function invalidBlocks(faults: readonly string[]): Refusal {
  return new Refusal("invalid_blocks", {
    errors: faults,
    response_metadata: { messages: faults.map((one) => `[ERROR] ${one}`) },
  });
}

/** A channel the app can name: its own workspace's, and if private one it is a member of. */
export function visibleChannel(world: Workspace, team: Team, id: unknown): Channel {
  const channel = world.channels.get(String(id));
  const isHidden = channel?.kind !== "public" && channel?.members.has(team.botUserId) !== true;
  if (channel === undefined || channel.teamId !== team.id || isHidden)
    throw new Refusal("channel_not_found");
  return channel;
}

function postableChannel(world: Workspace, team: Team, id: unknown): Channel {
  const member = world.members.get(String(id));
  // A person who left has no conversation to post to. No source names the error; this is the one the method documents for a bad value.
  if (member?.hasLeft === true) throw new Refusal("channel_not_found");
  const channel =
    member === undefined ? visibleChannel(world, team, id) : directChannel(world, member.id, team);
  if (channel.isArchived) throw new Refusal("is_archived");
  if (!channel.members.has(team.botUserId) && !team.scopes.has("chat:write.public"))
    throw new Refusal("not_in_channel");
  return channel;
}

/** A message as payloads and answers show it. */
export function shownMessage(world: Workspace, message: StoredMessage): Fields {
  const { type, user, text, ts, blocks, thread_ts, bot_id, isEdited, teamId } = message;
  return {
    type,
    user,
    text,
    ts,
    team: teamId,
    ...(bot_id === undefined ? {} : { bot_id, app_id: world.appId }),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    ...(isEdited ? { edited: { user, ts: `${ts.split(".")[0]}.000000` } } : {}),
    blocks,
  };
}

/** Puts a message of the app into a conversation. */
export function postAsApp(
  world: Workspace,
  team: Team,
  channel: string,
  content: Content,
  more: Partial<StoredMessage> = {},
): StoredMessage {
  const message: StoredMessage = {
    type: "message",
    channel,
    ts: world.nextTs(),
    teamId: team.id,
    user: team.botUserId,
    bot_id: team.botId,
    text: content.text ?? "",
    blocks: content.blocks ?? [],
    isEdited: false,
    ...more,
  };
  world.messages.set(message.ts, message);
  return message;
}

function threadOf(world: Workspace, channel: Channel, args: Fields): { thread_ts?: string } {
  const ts = args["thread_ts"];
  if (ts === undefined) return {};
  const root = typeof ts === "string" ? world.messages.get(ts) : undefined;
  if (root?.channel !== channel.id || root.ephemeralTo !== undefined)
    throw new Refusal("thread_not_found");
  return { thread_ts: root.ts };
}

const postMessage: Method = (world, team, args) => {
  const channel = postableChannel(world, team, args["channel"]);
  const content = acceptedContent(world, "chat.postMessage", args);
  const message = postAsApp(world, team, channel.id, content, threadOf(world, channel, args));
  return { channel: channel.id, ts: message.ts, message: shownMessage(world, message) };
};

const postEphemeral: Method = (world, team, args) => {
  const channel = postableChannel(world, team, args["channel"]);
  if (!channel.members.has(team.botUserId)) throw new Refusal("not_in_channel");
  const user = String(args["user"]);
  if (!channel.members.has(user) || world.members.get(user)?.hasLeft === true)
    throw new Refusal("user_not_in_channel");
  const content = acceptedContent(world, "chat.postEphemeral", args);
  const message = postAsApp(world, team, channel.id, content, {
    ephemeralTo: user,
    ...threadOf(world, channel, args),
  });
  return { message_ts: message.ts };
};

function ownMessage(world: Workspace, team: Team, args: Fields, refusal: string): StoredMessage {
  const channel = visibleChannel(world, team, args["channel"]);
  const message = world.messages.get(String(args["ts"]));
  if (message?.channel !== channel.id) throw new Refusal("message_not_found");
  if (message.user !== team.botUserId || message.ephemeralTo !== undefined)
    throw new Refusal(refusal);
  return message;
}

const update: Method = (world, team, args) => {
  const message = ownMessage(world, team, args, "cant_update_message");
  const { text, blocks } = acceptedContent(world, "chat.update", args);
  // Without `blocks` the former ones stay, so a new text alone is not seen (https://docs.slack.dev/reference/methods/chat.update).
  if (blocks === undefined && message.blocks.length > 0)
    world.faults.push("chat.update: blocks left out, so the old ones stay");
  const updated = {
    ...message,
    text: text ?? message.text,
    blocks: blocks ?? message.blocks,
    isEdited: true,
  };
  world.messages.set(message.ts, updated);
  return {
    channel: message.channel,
    ts: message.ts,
    text: updated.text,
    message: shownMessage(world, updated),
  };
};

const remove: Method = (world, team, args) => {
  const message = ownMessage(world, team, args, "cant_delete_message");
  world.messages.delete(message.ts);
  return { channel: message.channel, ts: message.ts };
};

const getPermalink: Method = (world, team, args) => {
  const channel = visibleChannel(world, team, args["channel"]);
  const ts = String(args["message_ts"]);
  if (world.messages.get(ts)?.channel !== channel.id) throw new Refusal("message_not_found");
  return {
    channel: channel.id,
    permalink: `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace(".", "")}`,
  };
};

const getUploadUrl: Method = (world, _team, args) => {
  const sizeBytes = Number(args["length"]);
  if (typeof args["filename"] !== "string" || !(sizeBytes > 0))
    throw new Refusal("invalid_arguments");
  const id = world.nextId("F");
  const altText = typeof args["alt_txt"] === "string" ? args["alt_txt"] : undefined;
  world.files.set(id, { id, name: args["filename"], sizeBytes, altText, isComplete: false });
  return { file_id: id, upload_url: `/upload/${id}` };
};

const completeUpload: Method = (world, team, args) => {
  const named = Array.isArray(args["files"]) ? args["files"].filter((one) => isFields(one)) : [];
  const files = named.map((one) => world.files.get(String(one["id"])));
  if (files.length === 0 || files.some((file) => file?.bytes === undefined || file.isComplete))
    throw new Refusal("file_not_found");
  const channelId = args["channel_id"] ?? args["channels"];
  const channel = channelId === undefined ? undefined : postableChannel(world, team, channelId);
  const shown = files.flatMap((file) => (file === undefined ? [] : [file]));
  for (const file of shown) {
    file.isComplete = true;
    file.readyAt = world.now() + LOOKED_AT_MS;
  }
  if (channel !== undefined) {
    const text = args["initial_comment"];
    // A file needs no words beside it.
    const content =
      text === undefined
        ? { text: undefined, blocks: undefined }
        : acceptedContent(world, "files.completeUploadExternal", { text });
    postAsApp(world, team, channel.id, content, {
      ...threadOf(world, channel, args),
      files: shown.map((file) => file.id),
    });
  }
  return { files: shown.map((file) => ({ id: file.id, title: file.name })) };
};

/** The methods that post, change and delete messages and files. */
export const CHAT_METHODS: { readonly [method: string]: Method } = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": completeUpload,
};
