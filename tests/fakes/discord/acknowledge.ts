import { isFields, itemsOf, refuse, refuseFaults, textOf } from "./faults.ts";
import type { Fields, Refusal } from "./faults.ts";
import { createMessage, editMessage } from "./message-store.ts";
import { callbackFaults, FLAGS } from "./payload-rules.ts";
import type { UploadedFile } from "./payload-rules.ts";
import { withIds } from "./raw-json.ts";
import type { Interaction, Stored, World } from "./world.ts";

const ANSWER_WITHIN_MS = 3000;

/** What the API answers: a status, and a body unless it is 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * Takes the app's first answer to an interaction, over REST or inline, and applies it: message, edit, modal, suggestions.
 * Refuses a late one (10062), a second one (40060) and every fault of the payload.
 */
export function acknowledge(
  world: World,
  interaction: Interaction | undefined,
  callback: unknown,
  files: readonly UploadedFile[],
): Answer | Refusal {
  if (!interaction) return refuse(404, 10062, "Unknown interaction");
  if (interaction.answer !== undefined)
    return refuse(400, 40060, "Interaction has already been acknowledged.");
  if (world.now - interaction.createdAt > ANSWER_WITHIN_MS)
    return refuse(404, 10062, "Unknown interaction");
  const source = sourceOf(world, interaction);
  const faults = callbackFaults(callback, {
    interactionType: interaction.type,
    files,
    ...(source && { source: source.message }),
  });
  if (faults.length > 0 || !isFields(callback)) return refuseFaults(faults);
  const type = Number(callback["type"]);
  const data = isFields(callback["data"]) ? callback["data"] : {};
  interaction.answer = type;
  apply(world, interaction, type, data, files);
  return { status: 200, body: callbackResponse(world, interaction, type) };
}

/** The message whose component was used, unless it is gone. */
export function sourceOf(world: World, interaction: Interaction): Stored | undefined {
  const stored = world.messages.get(interaction.sourceMessageId ?? "");
  return stored?.deleted ? undefined : stored;
}

/** Stores a reply or a followup of an interaction. */
export function respond(
  world: World,
  interaction: Interaction,
  data: Fields,
  files: readonly UploadedFile[],
  isLoading = false,
): Stored | undefined {
  const channel = world.channels.get(interaction.channelId);
  if (!channel) return undefined;
  const isEphemeral =
    interaction.forcedEphemeral || (Number(data["flags"] ?? 0) & FLAGS.ephemeral) !== 0;
  return createMessage(world, data, files, {
    channel,
    isLoading,
    interactionId: interaction.id,
    metadata: metadataOf(world, interaction),
    ...(isEphemeral && { ephemeralFor: interaction.userId }),
  });
}

function apply(
  world: World,
  interaction: Interaction,
  type: number,
  data: Fields,
  files: readonly UploadedFile[],
): void {
  const source = sourceOf(world, interaction);
  switch (type) {
    case 4:
    case 5: {
      const stored = respond(world, interaction, data, files, type === 5);
      if (stored) interaction.originalId = stored.message.id;
      break;
    }
    case 6:
    case 7:
      if (source) {
        interaction.originalId = source.message.id;
        if (type === 7) editMessage(world, source, data, files);
      }
      break;
    case 8:
      interaction.choices = itemsOf(data["choices"]).flatMap((choice) => {
        if (!isFields(choice)) return [];
        const { value } = choice;
        return typeof value === "string" || typeof value === "number"
          ? [{ name: textOf(choice["name"]), value }]
          : [];
      });
      break;
    case 9:
      // A client shows one modal at a time: the newest replaces an open one.
      world.modals = world.modals.filter((modal) => modal.userId !== interaction.userId);
      world.modals.push({
        customId: textOf(data["custom_id"]),
        title: textOf(data["title"]),
        components: withIds(data["components"]),
        userId: interaction.userId,
        opener: interaction,
      });
      break;
    default:
  }
}

/** What shows a message at once; a deferral shows none yet. */
const WITH_RESOURCE: ReadonlySet<number> = new Set([4, 7]);

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object */
function callbackResponse(world: World, interaction: Interaction, type: number): Fields {
  const message = world.messages.get(interaction.originalId ?? "")?.message;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: (message.flags & FLAGS.loading) !== 0,
        response_message_ephemeral: (message.flags & FLAGS.ephemeral) !== 0,
      }),
    },
    ...(message && WITH_RESOURCE.has(type) && { resource: { type, message } }),
  };
}

function metadataOf(world: World, interaction: Interaction): Fields {
  const { id, type, raw, sourceMessageId: on } = interaction;
  const common = {
    user: world.people.get(interaction.userId)?.user,
    authorizing_integration_owners: raw["authorizing_integration_owners"],
  };
  const own = { ...common, ...(on !== undefined && { interacted_message_id: on }) };
  return {
    ...own,
    id,
    type,
    ...(type === 2 && isFields(raw["data"]) && { name: raw["data"]["name"] }),
    // A modal was opened by a component, or by a command.
    ...(type === 5 && {
      triggering_interaction_metadata: { ...own, id, type: on === undefined ? 2 : 3 },
    }),
  };
}
