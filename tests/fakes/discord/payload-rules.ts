import { componentFaults } from "./component-rules.ts";
import { at, isFields, itemsOf, textOf } from "./faults.ts";
import type { Fault, Fields } from "./faults.ts";
import { shapeFaults } from "./shape.ts";

export { commandFaults } from "./command-rules.ts";

/** Message flags a bot meets. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const FLAGS = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
};

/** The request a message travels in; each allows its own fields and flags. */
export type Surface = "channel" | "channelEdit" | "reply" | "followup" | "webhookEdit";

/** A file that came along in a multipart request. */
export interface UploadedFile {
  readonly name: string;
  readonly size: number;
  /** The number in `files[n]`, which `attachments[].id` names. */
  readonly index: number;
  /** What it holds, read as text. */
  readonly text?: string;
}

/** What is known of the message before an edit. */
interface MessageBefore {
  readonly flags: number;
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly attachments: readonly { readonly id: string; readonly filename: string }[];
}

/** Where a message payload goes and what comes with it. */
export interface MessageContext {
  readonly surface: Surface;
  readonly files?: readonly UploadedFile[];
  readonly existing?: MessageBefore;
}

const SETTABLE: { readonly [surface in Surface]: number } = {
  channel: FLAGS.suppressEmbeds | FLAGS.suppressNotifications | FLAGS.componentsV2,
  channelEdit: FLAGS.suppressEmbeds | FLAGS.componentsV2,
  reply: FLAGS.suppressEmbeds | FLAGS.ephemeral | FLAGS.suppressNotifications | FLAGS.componentsV2,
  followup:
    FLAGS.suppressEmbeds | FLAGS.ephemeral | FLAGS.suppressNotifications | FLAGS.componentsV2,
  webhookEdit: FLAGS.suppressEmbeds | FLAGS.componentsV2,
};

/** Everything Discord (or the house rule on mentions) would refuse in a message payload. Empty: it would be taken. */
export function messageFaults(payload: unknown, context: MessageContext): Fault[] {
  const { surface, files = [], existing } = context;
  const faults = shapeFaults(surface, payload);
  if (!isFields(payload)) return faults;
  faults.push(...flagFaults(payload, surface, existing));
  const flags = Number(payload["flags"] ?? 0) | (existing?.flags ?? 0);
  const isV2 = (flags & FLAGS.componentsV2) !== 0;
  if (isV2) faults.push(...legacyFieldFaults(payload, existing));
  const names = new Set(files.map((file) => file.name));
  for (const kept of existing?.attachments ?? []) names.add(kept.filename);
  faults.push(...componentFaults(payload["components"], isV2 ? "message" : "legacy", names));
  faults.push(...attachmentFaults(payload, files, existing));
  faults.push(...mentionFaults(payload));
  faults.push(...embedFaults(payload));
  faults.push(...nonceFaults(payload["nonce"]));
  if (isEmpty(payload, isV2, files, existing)) {
    faults.push({ path: "", code: "EMPTY_MESSAGE", message: "Cannot send an empty message" });
  }
  return faults;
}

/** Everything Discord would refuse in the data of a modal. */
export function modalFaults(data: unknown): Fault[] {
  const faults = shapeFaults("modal", data);
  if (!isFields(data)) return faults;
  return [...faults, ...componentFaults(data["components"], "modal", new Set())];
}

/** The interaction a callback answers. */
export interface CallbackContext {
  /** 1 ping, 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly interactionType: number;
  /** The message whose component was used, directly or through a modal it opened. */
  readonly source?: MessageBefore;
  readonly files?: readonly UploadedFile[];
}

const ANSWERS: { readonly [interactionType: number]: readonly number[] } = {
  1: [1],
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5],
};

/** Everything Discord would refuse in an interaction callback `{ type, data }`. Paths start at the callback. */
export function callbackFaults(callback: unknown, context: CallbackContext): Fault[] {
  const faults = shapeFaults("callback", callback);
  if (!isFields(callback)) return faults;
  const { type, data } = callback;
  const fromMessage = context.interactionType === 5 && context.source ? [6, 7] : [];
  const allowed = [...(ANSWERS[context.interactionType] ?? []), ...fromMessage];
  if (!allowed.includes(Number(type))) {
    const message = `Value must be one of (${allowed.join(", ")}).`;
    return [...faults, { path: "type", code: "BASE_TYPE_CHOICES", message }];
  }
  return [...faults, ...prefixed(callbackDataFaults(Number(type), data, context))];
}

function callbackDataFaults(type: number, data: unknown, context: CallbackContext): Fault[] {
  const files = context.files ?? [];
  switch (type) {
    case 4:
      return messageFaults(data, { surface: "reply", files });
    case 7:
      return messageFaults(data, {
        surface: "webhookEdit",
        files,
        ...(context.source && { existing: context.source }),
      });
    case 5:
      return data === undefined ? [] : deferralFaults(data);
    case 8:
      return suggestionFaults(data);
    case 9:
      return modalFaults(data);
    default:
      if (data === undefined || data === null) return [];
      return [{ path: "", code: "UNKNOWN_FIELD", message: "This callback carries no data" }];
  }
}

function deferralFaults(data: unknown): Fault[] {
  const faults = shapeFaults("deferral", data);
  const flags = isFields(data) ? Number(data["flags"] ?? 0) : 0;
  if ((flags & ~FLAGS.ephemeral) !== 0) {
    // https://docs.discord.com/developers/interactions/receiving-and-responding (note under the callback data)
    const message = "A deferred reply may only carry EPHEMERAL";
    faults.push({ path: "flags", code: "DEFERRAL_FLAGS", message });
  }
  return faults;
}

function suggestionFaults(data: unknown): Fault[] {
  const faults = shapeFaults("suggestions", data);
  itemsOf(isFields(data) ? data["choices"] : undefined).forEach((choice, index) => {
    const value = isFields(choice) ? choice["value"] : undefined;
    if (typeof value === "number") return;
    if (typeof value === "string" && value.length >= 1 && value.length <= 100) return;
    const message = "Must be a number or a string between 1 and 100 in length.";
    faults.push({ path: `choices.${index}.value`, code: "BASE_TYPE_BAD_LENGTH", message });
  });
  return faults;
}

function prefixed(faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({
    ...fault,
    path: fault.path === "" ? "data" : at("data", fault.path),
  }));
}

function flagFaults(payload: Fields, surface: Surface, existing?: MessageBefore): Fault[] {
  if (typeof payload["flags"] !== "number") return [];
  const { flags } = payload;
  const faults: Fault[] = [];
  const before = existing?.flags ?? 0;
  const illegal = flags & ~(SETTABLE[surface] | before);
  if (illegal !== 0) {
    const message = `Flags ${illegal} cannot be set here`;
    faults.push({ path: "flags", code: "MESSAGE_FLAGS", message });
  }
  if ((before & FLAGS.componentsV2) !== 0 && (flags & FLAGS.componentsV2) === 0) {
    const message = "The IS_COMPONENTS_V2 flag cannot be removed";
    faults.push({ path: "flags", code: "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", message });
  }
  return faults;
}

function legacyFieldFaults(payload: Fields, existing?: MessageBefore): Fault[] {
  const code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
  const faults: Fault[] = [];
  for (const field of ["content", "embeds", "poll", "sticker_ids"]) {
    const value = payload[field];
    const before = field === "content" ? existing?.content : existing?.embeds;
    const isLegacy = field === "content" || field === "embeds";
    const isLeft = isLegacy && value === undefined && (before?.length ?? 0) > 0;
    const isSet =
      value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
    // An empty string resets the content of an older message just as null does.
    if (isLeft || (isSet && !(field === "content" && value === ""))) {
      const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
      faults.push({ path: field, code, message });
    }
  }
  return faults;
}

function attachmentFaults(
  payload: Fields,
  files: readonly UploadedFile[],
  existing?: MessageBefore,
): Fault[] {
  const known = new Set([
    ...files.map((file) => String(file.index)),
    ...(existing?.attachments.map((attachment) => attachment.id) ?? []),
  ]);
  return itemsOf(payload["attachments"]).flatMap((attachment, index) => {
    const id = isFields(attachment) ? String(attachment["id"]) : "";
    if (known.has(id)) return [];
    const message = "Attachment data not found";
    return [{ path: `attachments.${index}`, code: "ATTACHMENT_NOT_FOUND", message }];
  });
}

function mentionFaults(payload: Fields): Fault[] {
  const mentions = payload["allowed_mentions"];
  const says = Boolean(payload["content"]) || itemsOf(payload["components"]).length > 0;
  if (!says && mentions === undefined) return [];
  const parse = isFields(mentions) ? mentions["parse"] : undefined;
  if (Array.isArray(parse) && parse.length === 0) return [];
  // Not Discord's rule but ours: its default would let the words of a person ping others.
  const message = "A message that says something must carry allowed_mentions with an empty parse";
  return [{ path: "allowed_mentions", code: "HOUSE_ALLOWED_MENTIONS", message }];
}

function embedFaults(payload: Fields): Fault[] {
  let total = 0;
  for (const embed of itemsOf(payload["embeds"]).filter(isFields)) {
    total += textOf(embed["title"]).length + textOf(embed["description"]).length;
    total += charsInside(embed["footer"], "text") + charsInside(embed["author"], "name");
    for (const field of itemsOf(embed["fields"]).filter(isFields)) {
      total += textOf(field["name"]).length + textOf(field["value"]).length;
    }
  }
  if (total <= 6000) return [];
  const message = "Embed size exceeds maximum size of 6000";
  return [{ path: "embeds", code: "MAX_EMBED_SIZE_EXCEEDED", message }];
}

function charsInside(value: unknown, field: string): number {
  return isFields(value) ? textOf(value[field]).length : 0;
}

function nonceFaults(nonce: unknown): Fault[] {
  if (nonce === undefined || nonce === null || Number.isInteger(nonce)) return [];
  if (typeof nonce === "string" && nonce.length <= 25) return [];
  const message = "Must be 25 or fewer in length.";
  return [{ path: "nonce", code: "NONCE_TYPE_TOO_LONG", message }];
}

function isEmpty(
  payload: Fields,
  isV2: boolean,
  files: readonly UploadedFile[],
  existing?: MessageBefore,
): boolean {
  const { content } = payload;
  const has = (field: string): boolean => itemsOf(payload[field]).length > 0;
  if (isV2) return existing && payload["components"] === undefined ? false : !has("components");
  if (existing && content === undefined && payload["embeds"] === undefined) return false;
  const says = typeof content === "string" && content.trim() !== "";
  // On a legacy message components alone are no content, an uploaded file is.
  return !says && !has("embeds") && !has("sticker_ids") && files.length === 0 && !payload["poll"];
}
