import { once } from "node:events";
import { createServer } from "node:http";
import { setImmediate } from "node:timers/promises";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { z } from "zod";
import { guildIdOf, guildOf, interactionOf } from "./discord-json.ts";

/** Reads what a component of one of the bots stands for. */
export type ReadChoice = (
  customId: string,
) => { readonly question: string; readonly option: string } | undefined;

/** As little of Discord as a bot needs, so that it costs next to nothing: one bot at a time. */
export interface DiscordStub {
  readonly apiUrl: string;
  /** Settles when a bot has connected. */
  connected(): Promise<void>;
  /** Sends GUILD_CREATE of all servers, where the bot has the intent for it or `anyway`. */
  sendGuilds(anyway?: boolean): Promise<void>;
  /** Uses the command and waits for the first screen. */
  begin(person: string): Promise<void>;
  /** Presses what the person answers and waits until the message has changed. */
  press(person: string, answers: Readonly<Record<string, string>>, read: ReadChoice): Promise<void>;
  stop(): void;
}

type Part = z.infer<typeof part>;
const part = z.looseObject({
  type: z.number(),
  custom_id: z.string().optional(),
  options: z.array(z.looseObject({ value: z.string() })).optional(),
  get components() {
    return z.array(part).optional();
  },
});
const callback = z.looseObject({ data: z.looseObject({ components: z.array(part) }) });
const command = z.object({ op: z.number(), d: z.unknown() });
const identify = z.object({ intents: z.number() });

/** A bot token by its shape: its first part is the bot's id. */
export const BOT_TOKEN = `${Buffer.from("1200000000000000001").toString("base64")}.bench.bench`;

/**
 * Starts it.
 *
 * @param servers - how many the bot is on
 */
export async function startDiscordStub(servers: number): Promise<DiscordStub> {
  const shown = new Map<string, readonly Part[]>();
  const changed = new Map<string, () => void>();
  const owners = new Map<string, string>();
  let socket: WebSocket | undefined;
  const waiting = () => socket?.bufferedAmount ?? 0;
  let sequence = 0;
  let intents = 0;
  const own = { url: "" };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const [, interaction] = /\/interactions\/(\d+)\//u.exec(path) ?? [];
      if (interaction === undefined) {
        const limits = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
        const gateway = {
          url: own.url.replace("http", "ws"),
          shards: 1,
          session_start_limit: limits,
        };
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify(gateway));
        return;
      }
      response.writeHead(204).end();
      const person = owners.get(interaction) ?? "";
      owners.delete(interaction);
      shown.set(
        person,
        callback.parse(JSON.parse(Buffer.concat(chunks).toString())).data.components,
      );
      changed.get(person)?.();
    });
  });
  const send = (op: number, d: unknown, t: string | null = null) => {
    if (t !== null) sequence += 1;
    socket?.send(JSON.stringify({ op, d, s: t === null ? null : sequence, t }));
  };
  const isReady = Promise.withResolvers<void>();
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (connected) => {
    socket = connected;
    connected.on("message", (bytes: Buffer) => {
      const { op, d } = command.parse(JSON.parse(bytes.toString()));
      if (op === HEARTBEAT) send(HEARTBEAT_ACK, null);
      if (op !== IDENTIFY) return;
      ({ intents } = identify.parse(d));
      send(DISPATCH, readyOf(own.url, servers), "READY");
      isReady.resolve();
    });
    send(HELLO, { heartbeat_interval: 41_250 });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  own.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const interact = async (
    person: string,
    type: number,
    data: object,
    message?: readonly Part[],
  ) => {
    const done = new Promise<void>((resolve) => changed.set(person, resolve));
    const interaction = interactionOf(person, type, data, message);
    owners.set(interaction.id, person);
    send(DISPATCH, interaction, "INTERACTION_CREATE");
    await done;
  };
  return {
    apiUrl: `${own.url}/api`,
    connected: () => isReady.promise,
    async sendGuilds(anyway = false) {
      // Of the powers of two that are the intents, this one is the first.
      if (!anyway && intents % 2 === 0) return;
      for (let at = 0; at < servers; at += 1) {
        send(DISPATCH, guildOf(at), "GUILD_CREATE");
        // No faster than they are taken, as over a real line: what waits in buffers is not what a bot keeps.
        while (waiting() > 0) await setImmediate();
      }
    },
    begin: (person) => interact(person, 2, { id: "1", name: "certwise", type: 1, options: [] }),
    press: (person, answers, read) => {
      const message = shown.get(person) ?? [];
      return interact(person, 3, pressOn(message, answers, read), message);
    },
    stop() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const [DISPATCH, HEARTBEAT, IDENTIFY, HELLO, HEARTBEAT_ACK] = [0, 1, 2, 10, 11];

function readyOf(url: string, servers: number): object {
  return {
    v: 10,
    user: { id: "1200000000000000001", username: "bench", discriminator: "0", bot: true },
    guilds: Array.from({ length: servers }, (_none, at) => ({
      id: guildIdOf(at),
      unavailable: true,
    })),
    session_id: "bench",
    resume_gateway_url: url.replace("http", "ws"),
    session_type: "normal",
    private_channels: [],
    shard: [0, 1],
    application: { id: "1200000000000000001", flags: 0 },
  };
}

function pressOn(
  message: readonly Part[],
  answers: Readonly<Record<string, string>>,
  read: ReadChoice,
): object {
  const offered = message.flatMap(offeredIn);
  const choices = offered.flatMap((data) => {
    const choice = read(data.values[0] ?? data.custom_id);
    return choice ? [{ data, choice }] : [];
  });
  const wanted = choices.find(({ choice }) => answers[choice.question] === choice.option);
  const { data } = wanted ?? choices[0] ?? {};
  if (!data) throw new Error(`Could not press anything: ${JSON.stringify(message)}`);
  return data.component_type === 2 ? { ...data, values: undefined } : data;
}

function offeredIn(
  component: Part,
): { custom_id: string; component_type: number; values: readonly string[] }[] {
  const { type, custom_id = "", options, components } = component;
  if (type === 2) return [{ custom_id, component_type: type, values: [] }];
  const chosen = options?.map(({ value }) => ({
    custom_id,
    component_type: type,
    values: [value],
  }));
  return chosen ?? components?.flatMap(offeredIn) ?? [];
}
