import { respond, sourceOf } from "./acknowledge.ts";
import type { Answer } from "./acknowledge.ts";
import { isFields, refuse, refuseFaults } from "./faults.ts";
import type { Refusal } from "./faults.ts";
import { deleteMessage, editMessage } from "./message-store.ts";
import { FLAGS, messageFaults } from "./payload-rules.ts";
import type { UploadedFile } from "./payload-rules.ts";
import type { Interaction, Stored, World } from "./world.ts";

const TOKEN_LIVES_MS = 15 * 60_000;
const FOLLOWUPS_OF_USER_INSTALLS_MAX = 5;

/** A request under `/webhooks/:application/:token`. */
export interface WebhookRequest {
  readonly method: string;
  readonly application: string;
  readonly token: string;
  /** `@original`, a message id, or undefined for a followup. */
  readonly messageId?: string;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

/** Answers what comes after the acknowledgement: the original reply, followups, their edits and deletion. */
export function webhookAnswer(world: World, request: WebhookRequest): Answer | Refusal {
  const interaction = [...world.interactions.values()].find(({ token }) => token === request.token);
  if (!interaction || request.application !== world.bot.id)
    return refuse(404, 10015, "Unknown Webhook");
  if (world.now - interaction.createdAt > TOKEN_LIVES_MS)
    return refuse(401, 50027, "Invalid Webhook Token");
  // Before its first answer an interaction has no webhook yet.
  if (interaction.answer === undefined || interaction.answer === 8)
    return refuse(404, 10015, "Unknown Webhook");
  if (request.messageId === undefined) {
    return request.method === "POST"
      ? followUp(world, interaction, request)
      : refuse(405, 0, "405: Method Not Allowed");
  }
  const id = request.messageId === "@original" ? interaction.originalId : request.messageId;
  const stored = world.messages.get(id ?? "");
  if (!stored || stored.deleted || !belongs(world, stored, interaction))
    return refuse(404, 10008, "Unknown Message");
  if (request.method === "GET") return { status: 200, body: stored.message };
  if (request.method === "DELETE") {
    deleteMessage(world, stored);
    return { status: 204 };
  }
  return request.method === "PATCH"
    ? edit(world, stored, request)
    : refuse(405, 0, "405: Method Not Allowed");
}

function belongs(world: World, stored: Stored, interaction: Interaction): boolean {
  return stored.interactionId === interaction.id || stored === sourceOf(world, interaction);
}

function edit(world: World, stored: Stored, request: WebhookRequest): Answer | Refusal {
  const { body, files } = request;
  const faults = messageFaults(body, { surface: "webhookEdit", files, existing: stored.message });
  if (faults.length > 0 || !isFields(body)) return refuseFaults(faults);
  editMessage(world, stored, body, files);
  return { status: 200, body: stored.message };
}

function followUp(
  world: World,
  interaction: Interaction,
  request: WebhookRequest,
): Answer | Refusal {
  const { body, files } = request;
  const faults = messageFaults(body, { surface: "followup", files });
  if (faults.length > 0 || !isFields(body)) return refuseFaults(faults);
  if (interaction.userInstallOnly && interaction.followups >= FOLLOWUPS_OF_USER_INSTALLS_MAX) {
    return refuse(
      400,
      40094,
      "This interaction has reached the maximum number of follow up messages",
    );
  }
  interaction.followups += 1;
  const original = world.messages.get(interaction.originalId ?? "");
  // The first followup of a deferred reply takes the place of the loading message and keeps whether it is ephemeral.
  if (original && !original.deleted && (original.message.flags & FLAGS.loading) !== 0) {
    const flags = Number(body["flags"] ?? 0) & ~FLAGS.ephemeral;
    editMessage(world, original, { ...body, flags }, files);
    return { status: 200, body: original.message };
  }
  return { status: 200, body: respond(world, interaction, body, files)?.message };
}
