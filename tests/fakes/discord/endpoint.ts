import { generateKeyPairSync, sign } from "node:crypto";
import { acknowledge } from "./acknowledge.ts";
import { isFields, refuse } from "./faults.ts";
import { callbackDisagreements } from "./openapi.ts";
import { recordRefusal } from "./rest.ts";
import type { Interaction, World } from "./world.ts";

/** How a delivery over HTTP differs from an honest one. */
export interface Tampering {
  readonly signature?: "bad" | "missing" | "foreign key" | "not hex";
  /** How old the signed timestamp is. Default 0. */
  readonly ageMs?: number;
  /** Changes the body after it was signed. */
  readonly tamper?: (body: string) => string;
}

/** What the app's endpoint answered. */
export interface EndpointAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Discord's side of an interactions endpoint. */
export interface EndpointCaller {
  /** The application's public key, in hex as the developer portal shows it. */
  readonly publicKey: string;
  /** Posts any text, signed. */
  post(url: string, body: string, tampering?: Tampering): Promise<EndpointAnswer>;
  /** Posts an interaction and applies an inline answer by the rules of callbacks; anything but 200 and 202 is a refusal. */
  deliver(url: string, interaction: Interaction, tampering?: Tampering): Promise<EndpointAnswer>;
  /** Checks an endpoint as Discord does before it accepts the URL: PING is answered, a bad signature is not. */
  probe(url: string): Promise<void>;
}

/** Makes a caller with its own ed25519 key pair. Timestamps are the clock of the fake, in seconds. */
export function createEndpointCaller(world: World): EndpointCaller {
  const keys = generateKeyPairSync("ed25519");
  const foreign = generateKeyPairSync("ed25519");
  // The last 32 bytes of the SPKI form are the key itself (RFC 8410).
  const publicKey = keys.publicKey
    .export({ type: "spki", format: "der" })
    .subarray(-32)
    .toString("hex");
  const caller: EndpointCaller = {
    publicKey,
    post: async (url, body, tampering = {}) => {
      const timestamp = String(Math.floor((world.now - (tampering.ageMs ?? 0)) / 1000));
      const key = tampering.signature === "foreign key" ? foreign.privateKey : keys.privateKey;
      const signature = sign(null, Buffer.from(timestamp + body), key).toString("hex");
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "user-agent": "Discord-Interactions/1.0 (+https://discord.com)",
          "x-signature-timestamp": timestamp,
          ...(tampering.signature !== "missing" && {
            "x-signature-ed25519": spoil(signature, tampering.signature),
          }),
        },
        body: tampering.tamper ? tampering.tamper(body) : body,
      });
      return {
        status: response.status,
        contentType: response.headers.get("content-type") ?? "",
        body: await response.text(),
      };
    },
    deliver: async (url, interaction, tampering) => {
      const answer = await caller.post(url, JSON.stringify(interaction.raw), tampering);
      applyInline(world, url, interaction, answer);
      world.changed();
      return answer;
    },
    probe: async (url) => {
      const ping = JSON.stringify(pingOf(world));
      const good = await caller.post(url, ping);
      const pong = parse(good.body);
      const isPong =
        isFields(pong) && pong["type"] === 1 && good.contentType.startsWith("application/json");
      if (good.status !== 200 || !isPong)
        throw new Error(
          `Cannot verify the endpoint: PING was answered with ${good.status} ${good.body}`,
        );
      const bad = await caller.post(url, ping, { signature: "bad" });
      if (bad.status !== 401)
        throw new Error(
          `Cannot verify the endpoint: a bad signature was answered with ${bad.status}, not 401`,
        );
    },
  };
  return caller;
}

/** A PING as Discord sends it to an endpoint. */
function pingOf(world: World): { readonly [field: string]: unknown } {
  return {
    app_permissions: "562949953601536",
    application_id: world.bot.id,
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: {},
    entitlements: [],
    id: world.nextId(),
    token: "ping",
    type: 1,
    user: [...world.people.values()][0]?.user ?? world.bot,
    version: 1,
  };
}

function applyInline(
  world: World,
  url: string,
  interaction: Interaction,
  answer: EndpointAnswer,
): void {
  if (answer.status === 202 && answer.body === "") return;
  const callback = parse(answer.body);
  if (
    answer.status !== 200 ||
    !answer.contentType.startsWith("application/json") ||
    callback === undefined
  ) {
    const message = `The endpoint answered ${answer.status} (${answer.contentType}), wanted 200 with JSON or an empty 202`;
    recordRefusal(world, "ENDPOINT", url, refuse(answer.status, 0, message));
    return;
  }
  const applied = acknowledge(world, interaction, callback, []);
  if ("faults" in applied) recordRefusal(world, "ENDPOINT", url, applied);
  else world.disagreements.push(...callbackDisagreements(callback));
}

function spoil(signature: string, how: Tampering["signature"]): string {
  if (how === "not hex") return "zz".repeat(64);
  if (how !== "bad") return signature;
  return (signature.startsWith("0") ? "1" : "0") + signature.slice(1);
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
