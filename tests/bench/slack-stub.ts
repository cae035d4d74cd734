import { createHmac } from "node:crypto";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { IncomingMessage } from "node:http";
import { z } from "zod";

/** The message a person has before them. */
export interface Shown {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}
type Block = z.infer<typeof block>;

/** What somebody answers, option by question; the first option where it says nothing. */
export type Answers = Readonly<Record<string, string>>;

/** As little of Slack as a click needs, so that it costs next to nothing. */
export interface SlackStub {
  readonly apiUrl: string;
  /** Begins an interview and waits for its first question. */
  begin(port: number, person: string): Promise<void>;
  /** Presses what the person answers to the question they see, and waits until the message has changed. */
  press(port: number, person: string, answers: Answers): Promise<void>;
  stop(): void;
}

export const SIGNING_SECRET = "0123456789abcdef0123456789abcdef";

const choice = z.looseObject({ value: z.string() });
const block = z.looseObject({
  block_id: z.string().optional(),
  elements: z
    .array(
      z.looseObject({
        type: z.string().optional(),
        action_id: z.string().optional(),
        value: z.string().optional(),
        options: z.array(choice).optional(),
      }),
    )
    .optional(),
});
const message = z.object({
  channel: z.string().optional(),
  text: z.string(),
  blocks: z.array(block),
});
const TEAM = { id: "T0BENCH01", domain: "bench" };

/** Starts it. */
export async function startSlackStub(): Promise<SlackStub> {
  const shown = new Map<string, Shown>();
  const changed = new Map<string, () => void>();
  const agent = new Agent({ keepAlive: true });
  let stamps = 0;
  const show = (
    person: string,
    body: string,
    ts = `1790000000.${String((stamps += 1)).padStart(6, "0")}`,
  ) => {
    const { text, blocks } = message.parse(JSON.parse(body));
    shown.set(person, { channel: `D${person}`, ts, text, blocks });
    changed.get(person)?.();
    return { ok: true, channel: `D${person}`, ts };
  };
  const server = createServer(async (incoming, response) => {
    const body = await textOf(incoming);
    const [, kind = "", name = ""] = (incoming.url ?? "").split("/");
    let answer: object = { ok: true, user_id: "UBOT", bot_id: "B1", team_id: TEAM.id, user: "bot" };
    if (kind === "respond") show(name, body, shown.get(name)?.ts);
    else if (name === "chat.postMessage") answer = show(...posted(body));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const own = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const deliver = async (port: number, person: string, payload: object): Promise<void> => {
    const done = new Promise<void>((resolve) => changed.set(person, resolve));
    await send(agent, port, `payload=${encodeURIComponent(JSON.stringify(payload))}`);
    await done;
  };
  return {
    apiUrl: `${own}/api/`,
    begin: (port, person) =>
      deliver(port, person, {
        type: "shortcut",
        ...whoOf(person),
        action_ts: stampNow(),
        callback_id: "ask-certwise",
      }),
    press: (port, person, answers) =>
      deliver(
        port,
        person,
        clickOn(person, shown.get(person), answers, `${own}/respond/${person}`),
      ),
    stop() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** `chat.postMessage` as its form fields or as JSON. */
function posted(body: string): [person: string, body: string] {
  if (body.startsWith("{")) return [message.parse(JSON.parse(body)).channel ?? "", body];
  const fields = new URLSearchParams(body);
  const blocks: unknown = JSON.parse(fields.get("blocks") ?? "[]");
  return [fields.get("channel") ?? "", JSON.stringify({ text: fields.get("text") ?? "", blocks })];
}

function clickOn(person: string, on: Shown | undefined, answers: Answers, url: string): object {
  const row = on?.blocks.find(({ block_id }) => block_id?.startsWith("options:"));
  if (!on || !row) throw new Error(`Could not press anything: ${JSON.stringify(on)}`);
  const offered = (row.elements ?? []).flatMap((element) => {
    const { options, ...pressed } = element;
    if (!options) return [{ value: element.value, pressed }];
    return options.map((option) => ({
      value: option.value,
      pressed: { ...pressed, selected_option: option },
    }));
  });
  const wanted = offered.find(({ value }) => {
    const fields = new URLSearchParams(value);
    return answers[fields.get("q") ?? ""] === fields.get("o");
  });
  const { pressed } = wanted ?? offered[0] ?? {};
  return {
    type: "block_actions",
    ...whoOf(person),
    container: { type: "message", message_ts: on.ts, channel_id: on.channel, is_ephemeral: false },
    channel: { id: on.channel, name: "directmessage" },
    message: { user: "UBOT", type: "message", bot_id: "B1", app_id: "A1", team: TEAM.id, ...on },
    state: { values: {} },
    response_url: url,
    actions: [{ ...pressed, block_id: row.block_id, action_ts: stampNow() }],
  };
}

function whoOf(person: string): object {
  return {
    user: { id: person, username: person, name: person, team_id: TEAM.id },
    api_app_id: "A1",
    token: "bench",
    team: TEAM,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: `${stampNow()}.trigger`,
  };
}

let stamped = 0;
/** A time stamp as Slack gives them, never the same twice. */
function stampNow(): string {
  stamped += 1;
  return `${Math.floor(Date.now() / 1000)}.${String(stamped % 1_000_000).padStart(6, "0")}`;
}

async function send(agent: Agent, port: number, body: string): Promise<void> {
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", SIGNING_SECRET)
    .update(`v0:${stamp}:${body}`)
    .digest("hex");
  const outgoing = request({
    agent,
    port,
    host: "127.0.0.1",
    method: "POST",
    path: "/slack/events",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
      "x-slack-request-timestamp": stamp,
      "x-slack-signature": `v0=${signature}`,
    },
  });
  outgoing.end(body);
  const [response]: IncomingMessage[] = await once(outgoing, "response");
  if (response) await textOf(response);
  if (response?.statusCode !== 200) throw new Error(`Could not click: ${response?.statusCode}`);
}

async function textOf(stream: IncomingMessage): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) text += String(chunk);
  return text;
}
