import { DefaultUserAgent, DiscordAPIError, HTTPError, REST, Routes } from "discord.js";
import type { RawFile } from "discord.js";
import { Agent } from "undici";
import { z } from "zod";
import { createPost, isTaken } from "../../src/post.ts";
import type { Component } from "./blocks.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { isEphemeral, MESSAGE_FLAGS } from "./message-flags.ts";

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes */
export const CODES = {
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  unknownChannel: 10_003,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  cannotMessagePerson: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  threadExists: 160_004,
} as const;

/** The interaction itself is over: what it showed may still stand, but is reached with the bot's own token only. */
export const LIFETIME_OVER = [
  CODES.unknownWebhook,
  CODES.unknownInteraction,
  CODES.invalidWebhookToken,
] as const;

/** The interaction can no longer be answered, or never was acknowledged, or its message was dismissed. */
export const GONE = [CODES.unknownMessage, ...LIFETIME_OVER] as const;

/** What a message says; nobody is ever mentioned by it. */
export interface MessageBody {
  readonly components: readonly Component[];
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: readonly never[]; readonly replied_user?: false };
  readonly [field: string]: unknown;
}

/** A message of components, for one person or for everybody who can read it. */
export function toMessage(components: readonly Component[], ephemeral = false): MessageBody {
  const flags = MESSAGE_FLAGS.componentsV2 + (ephemeral ? MESSAGE_FLAGS.ephemeral : 0);
  return { components, flags, allowed_mentions: { parse: [] } };
}

/** The id of what Discord sent back. */
export function idOf(answer: unknown): string | undefined {
  return textOf(fieldsOf(answer)["id"]);
}

/** Whether a message that Discord sent back is seen by one person only. */
export function isPrivate(message: unknown): boolean {
  return isEphemeral(fieldsOf(message)["flags"]);
}

/** The first answer to an interaction. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
export type Callback =
  | { readonly type: 1 }
  | { readonly type: 4 | 7; readonly data: MessageBody }
  | { readonly type: 5; readonly data?: { readonly flags: number } }
  | { readonly type: 6 }
  | { readonly type: 8; readonly data: { readonly choices: readonly object[] } }
  | { readonly type: 9; readonly data: object };

/** A deferral says only who will see what follows; the flag for components comes with the edit (discord-api-docs#7560). */
export function deferral(surface: "new" | "update", ephemeral: boolean): Callback {
  if (surface === "update") return { type: 6 };
  return ephemeral ? { type: 5, data: { flags: MESSAGE_FLAGS.ephemeral } } : { type: 5 };
}

/** A file to upload with a message. */
export type Upload = Pick<RawFile, "name" | "data">;

/** The few requests the adapter makes. Those with an interaction's token need no bot token. */
export interface Rest {
  /** @param isAsking - Whether to give back what Discord made of it. */
  callback(id: string, token: string, callback: Callback, isAsking: boolean): Promise<unknown>;
  /** @returns the message as Discord made it */
  editOriginal(
    application: string,
    token: string,
    body: MessageBody,
    files?: readonly Upload[],
  ): Promise<unknown>;
  /** @returns the message as Discord made it */
  followUp(
    application: string,
    token: string,
    body: MessageBody,
    files?: readonly Upload[],
  ): Promise<unknown>;
  /** Posts once, however often it is called with the same nonce within some minutes. */
  post(
    channel: string,
    nonce: string,
    body: MessageBody,
    files?: readonly Upload[],
  ): Promise<unknown>;
  /** Changes one of the bot's own messages that everybody in the channel sees. */
  edit(channel: string, message: string, body: MessageBody): Promise<void>;
  /** The thread of a message, begun when there is none: it has the message's own id. */
  openThread(channel: string, message: string, name: string): Promise<string>;
  /** What a person is called; undefined when nobody has this id. */
  nameOf(person: string): Promise<string | undefined>;
  /** The id of the channel for direct messages with a person. */
  openDm(person: string): Promise<string>;
  /** Whether there is a bot token: without one only interactions can be answered. */
  readonly hasToken: boolean;
}

/**
 * Makes the client for Discord's HTTP API, which queues for rate limits and repeats what failed on Discord's side.
 *
 * @param apiUrl - Without the version; default Discord's own.
 */
export function createClient(token?: string, apiUrl?: string): REST {
  const api = apiUrl === undefined ? {} : { api: apiUrl };
  // Without an agent of its own it takes whichever undici was loaded first, and another edition breaks on files.
  const client = new REST({ version: "10", agent: new Agent(), ...api });
  return token === undefined ? client : client.setToken(token);
}

/**
 * Makes the few requests on a client; `hasToken` says whether it has the bot's own token.
 *
 * @param answerMs - How long the first answer to an interaction is tried; default as long as Discord takes one.
 */
export function createRest(client: REST, hasToken: boolean, answerMs = ANSWER_MS): Rest {
  const { api, version } = client.options;
  const address = `${api}/v${version}`;
  const answerOnce = createAnswerOnce(answerMs);
  return {
    hasToken,
    callback: async (id, interactionToken, callback, isAsking) => {
      const route = Routes.interactionCallback(id, interactionToken);
      const until = performance.now() + answerMs;
      // What the network or Discord itself failed at is the client's to repeat.
      if (!isAsking && (await answerOnce(`${address}${route}`, callback))) return undefined;
      const query = isAsking ? { query: WITH_RESPONSE } : {};
      const post = (signal: AbortSignal) =>
        client.post(route, { body: callback, auth: false, signal, ...query });
      return stopLate(until, (signal) =>
        post(signal).catch((error: unknown) => {
          if (error instanceof DiscordAPIError || error instanceof HTTPError) throw error;
          // Of what the network fails at the client does not repeat all: not a line that the other side closed.
          return post(signal);
        }),
      );
    },
    editOriginal: (application, interactionToken, body, files = []) =>
      client.patch(Routes.webhookMessage(application, interactionToken, "@original"), {
        ...withFiles(body, files),
        auth: false,
      }),
    followUp: (application, interactionToken, body, files = []) =>
      client.post(Routes.webhook(application, interactionToken), {
        ...withFiles(body, files),
        auth: false,
      }),
    post: (channel, nonce, body, files = []) =>
      client.post(
        Routes.channelMessages(channel),
        withFiles({ ...body, nonce, enforce_nonce: true }, files),
      ),
    edit: async (channel, message, body) => {
      await client.patch(Routes.channelMessage(channel, message), { body });
    },
    openThread: async (channel, message, name) => {
      try {
        await client.post(Routes.threads(channel, message), { body: { name } });
      } catch (error) {
        if (!isRefused(error, CODES.threadExists)) throw error;
        // A thread that was quiet for some days is archived, and takes no message then.
        await client.patch(Routes.channel(message), { body: { archived: false } });
      }
      return message;
    },
    nameOf: async (person) => {
      const user = userSchema.safeParse(await client.get(Routes.user(person))).data;
      return user?.global_name ?? user?.username;
    },
    openDm: async (person) => {
      const channel = await client.post(Routes.userChannels(), { body: { recipient_id: person } });
      const id = idOf(channel);
      if (id === undefined) throw new TypeError("Could not read the channel for direct messages");
      return id;
    },
  };
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction */
const ANSWER_MS = 3000;
/** Enough is left to try again. */
const PLAIN_SHARE = 0.4;

/**
 * Posts the answer to a click, which each step of an interview is: the client keeps a queue for every address, and each
 * interaction has an address of its own.
 *
 * @returns Whether it was taken; if not, Discord said nothing that would be the same a moment later. It rejects with a
 *   DiscordAPIError when Discord refuses it.
 */
function createAnswerOnce(answerMs: number) {
  // Discord turns away who does not say what it is. https://docs.discord.com/developers/reference#user-agent
  const headers = { "user-agent": DefaultUserAgent };
  const post = createPost({ headers, timeoutMs: answerMs * PLAIN_SHARE });
  return async (url: string, callback: Callback): Promise<boolean> => {
    const posted = await post(url, JSON.stringify(callback)).catch(() => undefined);
    if (!posted || isTaken(posted.status)) return posted !== undefined;
    const { status, refusal = "" } = posted;
    const error = readRefusal(refusal);
    if (!error || status >= SERVER_ERROR || status === TOO_MANY_REQUESTS) return false;
    throw new DiscordAPIError(error, error.code, status, "POST", url, {
      body: callback,
      files: undefined,
    });
  };
}

/**
 * Stops asking when the time is up. The client itself would wait 15 seconds for an answer and repeat that, and would
 * sleep through a rate limit of any length.
 *
 * @param until - By `performance.now()`.
 * @throws {Error} when the time is up
 */
function stopLate(until: number, ask: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const signal = AbortSignal.timeout(Math.max(0, Math.round(until - performance.now())));
  const { promise: late, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () =>
    reject(
      new Error(
        "Could not answer an interaction: nothing was taken in the time that Discord gives",
      ),
    ),
  );
  return Promise.race([ask(signal), late]);
}

const SERVER_ERROR = 500;
const TOO_MANY_REQUESTS = 429;
/** With what else it says: which part of a message was refused is told in no other place. */
const refusalSchema = z.looseObject({ code: z.number(), message: z.string() });

/** Undefined where somebody on the way answered in Discord's place. */
function readRefusal(text: string): z.infer<typeof refusalSchema> | undefined {
  try {
    return refusalSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
const WITH_RESPONSE = new URLSearchParams({ with_response: "true" });

const userSchema = z.object({ username: z.string(), global_name: z.string().nullish() });

function withFiles(body: object, files: readonly Upload[]) {
  return files.length === 0 ? { body } : { body, files: [...files] };
}

/** Whether Discord refused, with one of these codes where some are named; a failure on the way is no refusal. */
export function isRefused(error: unknown, ...codes: readonly number[]): boolean {
  const isAny = codes.length === 0;
  return error instanceof DiscordAPIError && (isAny || codes.includes(Number(error.code)));
}
