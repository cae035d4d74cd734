import type { WebClient } from "@slack/web-api";
import type { View } from "@slack/types";
import { z } from "zod";
import { isTaken } from "../../src/post.ts";
import type { Post } from "../../src/post.ts";
import type { Message } from "./blocks.ts";
import { causeOf } from "./log.ts";

/** Where a message is. */
export interface Spot {
  readonly channel: string;
  readonly ts: string;
}

/** A file to upload; `alt` says in words what is on a picture. */
export interface Upload {
  readonly name: string;
  readonly alt?: string;
  readonly bytes: Buffer;
}

/** What the adapter asks of Slack, each call tuned for a conversation. */
export interface Web {
  post(channel: string, message: Message, thread?: string): Promise<Spot>;
  whisper(channel: string, person: string, message: Message, thread?: string): Promise<void>;
  update(spot: Spot, message: Message, options?: { readonly isBestEffort: true }): Promise<void>;
  /** Answers an interaction through its own address, which no rate limit is shared with. */
  respond(url: string, body: object): Promise<void>;
  open(triggerId: string, view: View): Promise<void>;
  publish(person: string, view: View): Promise<void>;
  /** Whether this workspace granted an optional scope. */
  isGranted(scope: string): Promise<boolean>;
  /** Whether a person is an administrator or an owner of a workspace. @throws {MissingScope} where the app may not look */
  administers(person: string, workspace: string): Promise<boolean>;
  /** Uploads a file and gives its id. Without a channel nobody sees it yet. */
  upload(file: Upload, channel?: string): Promise<string>;
  /** Waits, ms. */
  pause(ms: number): Promise<void>;
}

/** What `createWeb` needs of the world. */
export interface WebParts {
  readonly client: Pick<WebClient, "apiCall">;
  readonly post: Post;
  /** For uploads, which are rare and large. */
  readonly fetch: typeof fetch;
  /** Waits, ms. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Slack said no to a reply through an interaction's address: used up, too old, or not understood. */
export class RespondRefused extends Error {
  override readonly name = "RespondRefused";
}

/** The workspace did not grant the app the scope that a call needs. */
export class MissingScope extends Error {
  override readonly name = "MissingScope";
}

/** How often, and how long at most, a call waits when Slack says that it is too soon; beyond it the outbox keeps the reply. */
const WAITS_MAX = 3;
const WAIT_MS_MAX = 10_000;
const UPLOAD_TIMEOUT_MS = 10_000;
/** Nothing in a message is made a link, a mention or a preview. */
const AS_IS = { parse: "none", link_names: false } as const;
const NO_PREVIEW = { unfurl_links: false, unfurl_media: false } as const;

const grantedSchema = z.object({
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).default({ scopes: [] }),
});
const uploadSchema = z.object({ upload_url: z.string(), file_id: z.string() });
const userSchema = z.object({
  user: z.object({
    team_id: z.string().optional(),
    enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_primary_owner: z.boolean().optional(),
  }),
});
const spotSchema = z.object({ channel: z.string(), ts: z.string() });
const limited = z.object({
  code: z.literal("slack_webapi_rate_limited_error"),
  retryAfter: z.number(),
});

/** Makes the calls. */
export function createWeb({ client, post, fetch: send, pause }: WebParts): Web {
  async function call(
    method: string,
    args: Record<string, unknown>,
    waits = WAITS_MAX,
  ): Promise<unknown> {
    try {
      return await client.apiCall(method, args);
    } catch (error) {
      const waitMs = (limited.safeParse(error).data?.retryAfter ?? Infinity) * 1000;
      if (waits === 0 || waitMs > WAIT_MS_MAX) throw error;
      await pause(waitMs);
      return call(method, args, waits - 1);
    }
  }

  async function respond(url: string, body: object, waits = WAITS_MAX): Promise<void> {
    const { status, retryAfter = Infinity } = await post(url, JSON.stringify(body));
    if (isTaken(status)) return;
    const waitMs = retryAfter * 1000;
    if (status === 429 && waits > 0 && waitMs <= WAIT_MS_MAX) {
      await pause(waitMs);
      return respond(url, body, waits - 1);
    }
    throw new RespondRefused(`Could not answer an interaction: status ${status}, wanted 200`);
  }

  return {
    async post(channel, { text, blocks }, thread) {
      const inThread = thread === undefined ? {} : { thread_ts: thread };
      const args = { channel, text, blocks, ...inThread, ...AS_IS, ...NO_PREVIEW };
      return spotSchema.parse(await call("chat.postMessage", args));
    },
    async whisper(channel, user, { text, blocks }, thread) {
      const inThread = thread === undefined ? {} : { thread_ts: thread };
      await call("chat.postEphemeral", { channel, user, text, blocks, ...inThread, ...AS_IS });
    },
    async update({ channel, ts }, { text, blocks }, options) {
      const waits = options === undefined ? WAITS_MAX : 0;
      await call("chat.update", { channel, ts, text, blocks, ...AS_IS }, waits);
    },
    respond: (url, body) => respond(url, body),
    async open(triggerId, view) {
      await call("views.open", { trigger_id: triggerId, view }, 0);
    },
    async publish(person, view) {
      await call("views.publish", { user_id: person, view });
    },
    async administers(person, workspace) {
      const { user } = userSchema.parse(await asGranted(call("users.info", { user: person })));
      // Somebody from another company, in a shared channel, may be an administrator at home.
      const isHere = [user.team_id, ...(user.enterprise_user?.teams ?? [])].includes(workspace);
      return isHere && [user.is_admin, user.is_owner, user.is_primary_owner].includes(true);
    },
    ...filing(call, send),
    pause,
  };
}

async function asGranted(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!/missing_scope/u.test(causeOf(error))) throw error;
    throw new MissingScope("Could not call Slack: the workspace did not grant the scope", {
      cause: error,
    });
  }
}

/** What pictures and files need besides. */
function filing(
  call: (method: string, args: Record<string, unknown>) => Promise<unknown>,
  send: typeof fetch,
): Pick<Web, "isGranted" | "upload"> {
  return {
    async isGranted(scope) {
      // Every answer names the scopes of its token: https://docs.slack.dev/authentication/installing-with-oauth
      const { response_metadata: said } = grantedSchema.parse(await call("auth.test", {}));
      return said.scopes.includes(scope);
    },
    async upload({ name, alt, bytes }, channel) {
      const inWords = alt === undefined ? {} : { alt_txt: alt };
      const args = { filename: name, length: bytes.length, ...inWords };
      const asked = await call("files.getUploadURLExternal", args);
      const { upload_url: url, file_id: id } = uploadSchema.parse(asked);
      const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
      const response = await send(url, { method: "POST", body: new Uint8Array(bytes), signal });
      await response.text();
      if (!response.ok)
        throw new Error(`Could not upload a file: status ${response.status}, wanted 200`);
      const seen = channel === undefined ? {} : { channel_id: channel };
      await call("files.completeUploadExternal", { files: [{ id, title: name }], ...seen });
      return id;
    },
  };
}

/** Whether Slack says that the app cannot write there. */
export function isShutOut(error: unknown): boolean {
  const platform = z.object({ data: z.object({ error: z.string() }) }).safeParse(error).data;
  return [
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "thread_not_found",
  ].includes(platform?.data.error ?? "");
}

/** Whether Slack says that the message is not there any more. */
export function isGone(error: unknown): boolean {
  return /message_not_found|cant_update_message|channel_not_found/u.test(causeOf(error));
}

/** Whether Slack could not be reached or said no, so that nothing is wrong with what is stored. */
export function isSlackFailure(error: unknown): boolean {
  const isCall = z.object({ code: z.string().startsWith("slack_") }).safeParse(error).success;
  return isCall || error instanceof RespondRefused;
}
