import type { Answer } from "./acknowledge.ts";
import { isFields, rateLimited, refuse, refuseFaults, textOf } from "./faults.ts";
import type { Fields, Refusal } from "./faults.ts";
import { channelRefusal, createMessage, deleteMessage, editMessage } from "./message-store.ts";
import { messageFaults } from "./payload-rules.ts";
import type { UploadedFile } from "./payload-rules.ts";
import { shapeFaults } from "./shape.ts";
import { dmChannel, rawChannel } from "./world.ts";
import type { Channel, Stored, World } from "./world.ts";

/** "The past few minutes" of https://docs.discord.com/developers/resources/message#create-message (enforce_nonce). */
const NONCE_REMEMBERED_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
/** Discord publishes no number for 30046; observed: three a channel in 20 s (CircuitSacul/starboard-4#118). */
const OLD_EDITS = { max: 3, withinMs: 20_000 };

/** A request under `/channels/:channel`. */
export interface ChannelRequest {
  readonly method: string;
  readonly channelId: string;
  /** Set for the channel's messages, as against the channel itself. */
  readonly isMessages: boolean;
  readonly messageId?: string;
  /** Set for the thread that hangs on the message. */
  readonly isThread?: boolean;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** Answers what the bot does in channels with its own token. */
export function channelAnswer(world: World, request: ChannelRequest): Answer | Refusal {
  const { method, messageId } = request;
  const channel = world.channels.get(request.channelId);
  if (channel && method === "PATCH" && !request.isMessages)
    return unarchive(world, channel, request);
  const refusal = channelRefusal(world, channel);
  if (!channel || (refusal && !(method === "GET" && refusal.body["code"] !== 50001))) {
    return refusal ?? refuse(404, 10003, "Unknown Channel");
  }
  if (!request.isMessages) return { status: 200, body: rawChannel(world, channel) };
  if (messageId === undefined) {
    if (method === "POST") return post(world, channel, request);
    if (method !== "GET") return refuse(405, 0, "405: Method Not Allowed");
    const list = visibleIn(world, channel).map((stored) => stored.message);
    return { status: 200, body: list.toReversed().slice(0, 50) };
  }
  const stored = world.messages.get(messageId);
  // An ephemeral message can be reached with the token of its interaction only (discord-api-docs#3090).
  if (
    !stored ||
    stored.deleted ||
    stored.ephemeralFor !== undefined ||
    stored.message.channel_id !== channel.id
  ) {
    return refuse(404, 10008, "Unknown Message");
  }
  if (request.isThread) return startThread(world, channel, messageId, request.body);
  if (method === "GET") return { status: 200, body: stored.message };
  if (stored.message.author.id !== world.bot.id) {
    if (method === "PATCH")
      return refuse(403, 50005, "Cannot edit a message authored by another user");
    return refuse(403, 50013, "Missing Permissions");
  }
  if (method === "DELETE") {
    deleteMessage(world, stored);
    return { status: 204 };
  }
  return method === "PATCH"
    ? patch(world, stored, request)
    : refuse(405, 0, "405: Method Not Allowed");
}

const THREAD = 11;

/** The one change of a thread that a bot without further permissions may make. https://docs.discord.com/developers/resources/channel#modify-channel */
function unarchive(world: World, channel: Channel, { body }: ChannelRequest): Answer | Refusal {
  const faults = shapeFaults("threadEdit", body);
  if (faults.length > 0) return refuseFaults(faults);
  if (channel.type !== THREAD) return refuse(403, 50013, "Missing Permissions");
  channel.app.archived = false;
  return { status: 200, body: rawChannel(world, channel) };
}

/** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
function startThread(
  world: World,
  parent: Channel,
  messageId: string,
  body: unknown,
): Answer | Refusal {
  const faults = shapeFaults("thread", body);
  if (faults.length > 0 || !isFields(body)) return refuseFaults(faults);
  if (parent.guildId === undefined || parent.type === THREAD)
    return refuse(400, 50024, "Cannot execute action on this channel type");
  if (parent.app.thread === false) return refuse(403, 50013, "Missing Permissions");
  if (world.channels.has(messageId))
    return refuse(400, 160004, "A thread has already been created for this message");
  const thread: Channel = {
    id: messageId,
    type: THREAD,
    name: textOf(body["name"]),
    guildId: parent.guildId,
    parentId: parent.id,
    app: { view: true, send: true, archived: false },
  };
  world.channels.set(thread.id, thread);
  return { status: 201, body: rawChannel(world, thread) };
}

/** Answers POST /users/@me/channels. */
export function openDm(world: World, body: unknown): Answer | Refusal {
  const userId = isFields(body) ? textOf(body["recipient_id"]) : "";
  if (!world.people.has(userId)) return refuse(400, 50033, "Invalid Recipient(s)");
  return { status: 200, body: rawChannel(world, dmChannel(world, userId)) };
}

/** The messages that everybody in a channel sees, oldest first. */
export function visibleIn(world: World, channel: Channel): Stored[] {
  return [...world.messages.values()].filter(
    ({ message, deleted, ephemeralFor }) =>
      message.channel_id === channel.id && !deleted && ephemeralFor === undefined,
  );
}

function post(world: World, channel: Channel, request: ChannelRequest): Answer | Refusal {
  const { body, files } = request;
  const faults = messageFaults(body, { surface: "channel", files });
  if (faults.length > 0 || !isFields(body)) return refuseFaults(faults);
  const known =
    body["enforce_nonce"] === true ? sameNonce(world, channel, body["nonce"]) : undefined;
  if (known) return { status: 200, body: known.message };
  const lost = referenceRefusal(world, channel, body);
  if (lost) return lost;
  if (files.length > 0 && channel.app.attach === false)
    return refuse(403, 50013, "Missing Permissions");
  return { status: 200, body: createMessage(world, body, files, { channel }).message };
}

function sameNonce(world: World, channel: Channel, nonce: unknown): Stored | undefined {
  if (nonce === undefined || nonce === null) return undefined;
  return [...world.messages.values()].find(
    ({ message, createdAt }) =>
      message["nonce"] === nonce &&
      message.channel_id === channel.id &&
      world.now - createdAt <= NONCE_REMEMBERED_MS,
  );
}

function referenceRefusal(world: World, channel: Channel, body: Fields): Refusal | undefined {
  const reference = body["message_reference"];
  if (!isFields(reference) || reference["fail_if_not_exists"] === false) return undefined;
  const target = world.messages.get(textOf(reference["message_id"]));
  if (target && !target.deleted && target.message.channel_id === channel.id) return undefined;
  const message = "Unknown message";
  return refuseFaults([
    { path: "message_reference", code: "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", message },
  ]);
}

function patch(world: World, stored: Stored, request: ChannelRequest): Answer | Refusal {
  const { body, files } = request;
  const faults = messageFaults(body, { surface: "channelEdit", files, existing: stored.message });
  if (faults.length > 0 || !isFields(body)) return refuseFaults(faults);
  const limited = oldEditRefusal(world, stored);
  if (limited) return limited;
  editMessage(world, stored, body, files);
  return { status: 200, body: stored.message };
}

function oldEditRefusal(world: World, stored: Stored): Refusal | undefined {
  if (world.now - stored.createdAt <= HOUR_MS) return undefined;
  const { channel_id } = stored.message;
  const recent = (world.oldEdits.get(channel_id) ?? []).filter(
    (at) => world.now - at < OLD_EDITS.withinMs,
  );
  if (recent.length < OLD_EDITS.max) {
    world.oldEdits.set(channel_id, [...recent, world.now]);
    return undefined;
  }
  // The clock stands still while a client waits; forgetting the window lets its next attempt through.
  world.oldEdits.delete(channel_id);
  const message = "Maximum number of edits to messages older than 1 hour reached. Try again later.";
  return rateLimited(0.05, { code: 30046, message });
}
