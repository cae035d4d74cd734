import * as described from "discord-api-spec/zod";
import type { z } from "zod";
import { isFields } from "./faults.ts";

/*
 * Discord's own OpenAPI description (https://github.com/discord/discord-api-spec) as schemas: the second opinion on
 * every request the fake accepts and on every answer it gives, beside `discord-fields.json`.
 */

/** What passes between an app and Discord's API. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly answer?: unknown;
}

interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  /** Names of schemas, any of which the request has to fit. */
  readonly request: readonly string[];
  readonly answer?: string;
}

const MESSAGE = "MessageResponse";
const CALLBACKS = [
  "PongInteractionCallbackRequest",
  "CreateMessageInteractionCallbackRequest",
  "UpdateMessageInteractionCallbackRequest",
  "ApplicationCommandAutocompleteCallbackRequest",
  "ModalInteractionCallbackRequest",
] as const;
const CALLBACK_PATH = /^\/interactions\/\d+\/[^/]+\/callback$/u;
const ENDPOINTS: readonly Endpoint[] = [
  {
    method: "POST",
    path: CALLBACK_PATH,
    request: CALLBACKS,
    answer: "InteractionCallbackResponse",
  },
  {
    method: "POST",
    path: /^\/webhooks\/\d+\/[^/]+$/u,
    request: ["IncomingWebhookRequestPartial"],
    answer: MESSAGE,
  },
  {
    method: "PATCH",
    path: /^\/webhooks\/\d+\/[^/]+\/messages\/[^/]+$/u,
    request: ["IncomingWebhookUpdateRequestPartial"],
    answer: MESSAGE,
  },
  {
    method: "POST",
    path: /^\/channels\/\d+\/messages$/u,
    request: ["MessageCreateRequest"],
    answer: MESSAGE,
  },
  {
    method: "PATCH",
    path: /^\/channels\/\d+\/messages\/\d+$/u,
    request: ["MessageEditRequestPartial"],
    answer: MESSAGE,
  },
  {
    method: "POST",
    path: /^\/channels\/\d+\/messages\/\d+\/threads$/u,
    request: ["CreateTextThreadWithMessageRequest"],
    answer: "ThreadResponse",
  },
  {
    method: "POST",
    path: /^\/applications\/\d+(?:\/guilds\/\d+)?\/commands$/u,
    request: ["ApplicationCommandCreateRequest"],
    answer: "ApplicationCommandResponse",
  },
  {
    method: "PATCH",
    path: /^\/applications\/\d+(?:\/guilds\/\d+)?\/commands\/\d+$/u,
    request: ["ApplicationCommandPatchRequestPartial"],
    answer: "ApplicationCommandResponse",
  },
];

/** What Discord's description says against an exchange that the fake let pass; nothing where it knows none. */
export function disagreements({ method, path, body, status, answer }: Exchange): readonly string[] {
  if (status >= 400) return [];
  const endpoint = ENDPOINTS.find((one) => one.method === method && one.path.test(path));
  if (!endpoint) return [];
  const said = body === undefined ? [] : faultsOf(endpoint.request, body);
  const heard =
    answer === undefined || endpoint.answer === undefined
      ? []
      : answerFaults(endpoint.answer, answer);
  return [
    ...said.map((fault) => `${method} ${path}: ${fault}`),
    ...heard.map((fault) => `answer to ${method} ${path}: ${fault}`),
  ];
}

/** What the description says against an answer that came inline, over HTTP. */
export function callbackDisagreements(callback: unknown): readonly string[] {
  return faultsOf(CALLBACKS, callback);
}

/** What discord.js adds of its own, and what is documented as a text and described as a number. */
const TOLERATED =
  /^(?:\.data)?\.(?:tts|enforce_nonce): no such field$|^default_member_permissions: /u;

/** Real answers carry fields that the description leaves out, so that only those it knows are looked at. */
function answerFaults(name: string, answer: unknown): readonly string[] {
  const result = schemaOf(name).safeParse(JSON.parse(JSON.stringify(answer), withFlags));
  return result.success ? [] : [firstOf(result.error.issues)];
}

/** A user has `flags` over REST and not over the gateway (see `recorded`), and the fake keeps one for both. */
function withFlags(_name: string, value: unknown): unknown {
  return isFields(value) && "discriminator" in value ? { flags: 0, ...value } : value;
}

function faultsOf(names: readonly string[], value: unknown): readonly string[] {
  const results = names.map((name) => schemaOf(name).safeParse(value));
  const fitting = results.find(({ success }) => success);
  if (fitting?.success)
    return lost(value, fitting.data, "").filter((fault) => !TOLERATED.test(fault));
  const other = results.find(({ error }) => !error?.issues.some(isOfOtherType)) ?? results[0];
  return [firstOf(other?.error?.issues ?? [])].filter((fault) => !TOLERATED.test(fault));
}

/** A schema of the description by its name. */
export function schemaOf(name: string): z.core.$ZodType & Pick<z.ZodType, "safeParse"> {
  const schema: unknown = Reflect.get(described, `${name}Schema`);
  if (!isSchema(schema)) throw new RangeError(`Discord's description has no schema "${name}"`);
  return schema;
}

function isSchema(value: unknown): value is z.core.$ZodType & Pick<z.ZodType, "safeParse"> {
  return typeof value === "object" && value !== null && "_zod" in value && "safeParse" in value;
}

/** Fields that the schema does not know are dropped by it without a word. */
function lost(given: unknown, kept: unknown, path: string): readonly string[] {
  if (Array.isArray(given))
    return given.flatMap((item, at) =>
      lost(item, Array.isArray(kept) ? kept[at] : undefined, `${path}.${at}`),
    );
  if (!isFields(given)) return [];
  return Object.entries(given).flatMap(([field, value]) => {
    if (value === undefined) return [];
    if (!isFields(kept) || !(field in kept)) return [`${path}.${field}: no such field`];
    return lost(value, kept[field], `${path}.${field}`);
  });
}

/** The first issue; of a union, that of the branch which is of the same type. */
function firstOf(issues: readonly z.core.$ZodIssue[], base: readonly PropertyKey[] = []): string {
  const [issue] = issues;
  if (!issue) return "fits nothing";
  const path = [...base, ...issue.path];
  if (issue.code === "invalid_union") {
    const branch = issue.errors.find((inner) => !inner.some(isOfOtherType)) ?? issue.errors[0];
    if (branch) return firstOf(branch, path);
  }
  return `${path.join(".")}: ${issue.message}`;
}

function isOfOtherType({ path }: z.core.$ZodIssue): boolean {
  return path.length === 0 || (path.length === 1 && path[0] === "type");
}
