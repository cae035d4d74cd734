import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import type { Fields } from "./block-kit-checks.ts";
import {
  createDeliveries,
  type Deliveries,
  type Delivered,
  type DeliveryOptions,
} from "./delivery.ts";
import { createRateLimiter, RATE_LIMITS, type RateLimit } from "./rate-limits.ts";
import { bodyOf, decode, tokenOf, upload } from "./requests.ts";
import { respondTo } from "./response-urls.ts";
import { createSocket, type Socket } from "./socket.ts";
import { callMethod, type WebApi } from "./web-api.ts";
import {
  createWorkspace,
  Refusal,
  type Call,
  type Channel,
  type Member,
  type StoredFile,
  type StoredMessage,
  type StoredView,
  type Team,
  type Workspace,
} from "./workspace.ts";

/** How the fake differs from one workspace with the app's own scopes and Slack's own limits. */
export interface FakeSlackOptions {
  /** Milliseconds since the epoch; without it the fake's clock stands at a Monday morning and `advance()` moves it. */
  readonly now?: () => number;
  /** Scopes of the first workspace's token. */
  readonly scopes?: readonly string[];
  /** Extra or other limits by method, or false for none. */
  readonly rateLimits?: false | { readonly [method: string]: RateLimit };
  /** The first workspace, where it differs from an ordinary one. */
  readonly team?: Partial<Omit<Team, "scopes">>;
  /** Events the app subscribed to; others are not delivered. */
  readonly subscriptions?: readonly string[];
  /** Milliseconds a person takes before each act; 1000. Acts that overlap take none. */
  readonly thinkMs?: number;
}

/** A running fake: where the app connects, and what tests look at. */
export interface FakeSlack {
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  readonly signingSecret: string;
  readonly appToken: string;
  /** The first workspace; its token is the bot token. */
  readonly team: Team;
  readonly world: Workspace;
  readonly socket: Socket;
  readonly deliveries: Deliveries;
  readonly subscriptions: ReadonlySet<string>;
  /** Every call to the Web API and every reply to a response address, with its answer. */
  readonly calls: readonly Call[];
  /** The calls and acknowledgements that were refused, one sentence each. */
  readonly refusals: readonly string[];
  /** What Slack lets pass but should not be sent. */
  readonly faults: readonly string[];
  /** The one place where HTTP deliveries go, or Socket Mode when called without an address. */
  listenAt(url?: string): void;
  /** Moves the clock and sends again the events that were not acknowledged; answers those deliveries. */
  advance(ms: number, options?: Pick<DeliveryOptions, "waitMs">): Promise<Delivered[]>;
  addTeam(team?: Partial<Omit<Team, "scopes">>, scopes?: readonly string[]): Team;
  addMember(member?: Partial<Member>): Member;
  addChannel(channel?: Partial<Channel>): Channel;
  /** What everybody in the channel sees now, oldest first. */
  messages(channel: string): readonly StoredMessage[];
  /** What only this person sees, oldest first. */
  ephemerals(user: string): readonly StoredMessage[];
  /** The modals a person has open, the lowest first. */
  views(user: string): readonly StoredView[];
  /** The Home tab of a person, undefined before the first was published. */
  home(user: string): StoredView | undefined;
  files(): readonly StoredFile[];
  /** Puts on record that the person's client could not use an acknowledgement. */
  refuse(what: string): void;
  /** The person's pause before an act; the returned function ends the act. */
  act(): () => void;
  readonly baseUrl: string;
  /** Waits until the app has called nothing for some real milliseconds (25): for tests that nothing more comes. */
  quiet(idleMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Scopes an advisor needs (https://docs.slack.dev/reference/scopes). */
const SCOPES = [
  "app_mentions:read",
  "chat:write",
  "commands",
  "files:write",
  "im:history",
  "im:write",
  "users:read",
];
const SUBSCRIPTIONS = "app_mention message.im app_home_opened app_uninstalled tokens_revoked".split(
  " ",
);

/** Starts a Slack on 127.0.0.1 that refuses what Slack refuses. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const world = createWorkspace(options.now);
  const refusals: string[] = [];
  const limits = options.rateLimits === false ? {} : { ...RATE_LIMITS, ...options.rateLimits };
  const server = createServer((request, response) => {
    running.add(request);
    void answer(request, response).finally(() => {
      running.delete(request);
      lastCallAt = performance.now();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("Cannot start the fake: it has no port");
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const socket = createSocket(server, () => baseUrl, world.appId);
  const signingSecret = "a-signing-secret";
  const appToken = "xapp-1-fake";
  const deliveries = createDeliveries(world, socket, signingSecret);
  const api: WebApi = {
    appToken,
    limit: createRateLimiter(() => world.now(), limits),
    socketUrl: () => socket.url(),
    exchangeCode: (code) => exchange(world, code),
  };
  const subscriptions = new Set(options.subscriptions ?? SUBSCRIPTIONS);
  let acting = 0;
  let lastCallAt = 0;
  const running = new Set<IncomingMessage>();

  async function quiet(idleMs = 25): Promise<void> {
    while (running.size > 0 || performance.now() - lastCallAt < idleMs) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", baseUrl).pathname;
    const body = await bodyOf(request);
    if (path.startsWith("/upload/")) return upload(world, path, body, response);
    const isApi = path.startsWith("/api/");
    const method = isApi ? path.slice("/api/".length) : "response_url";
    let args: Fields = {};
    let result: Fields = { ok: true };
    let status = 200;
    try {
      const token = tokenOf(request, args);
      const asking = [...world.teams.values()].find((one) => one.token === token);
      if (asking) response.setHeader("x-oauth-scopes", [...asking.scopes].join(","));
      args = decode(request.headers["content-type"] ?? "", body.toString());
      if (isApi)
        result = { ok: true, ...callMethod(world, api, method, tokenOf(request, args), args) };
      else respondTo(world, path, args);
      if (typeof result["upload_url"] === "string")
        result = { ...result, upload_url: baseUrl + result["upload_url"] };
    } catch (error) {
      const refusal =
        error instanceof Refusal
          ? error
          : new Refusal("fatal_error", { message: String(error) }, 500);
      result = { ok: false, error: refusal.code, ...refusal.details };
      status = refusal.status;
      refusals.push(`${method}: ${refusal.code} ${JSON.stringify(refusal.details)}`);
      if (refusal.retryAfterS !== undefined) response.setHeader("retry-after", refusal.retryAfterS);
    }
    world.calls.push({ method, args, at: world.now(), status, result });
    response
      .writeHead(status, { "content-type": "application/json; charset=utf-8" })
      .end(JSON.stringify(result));
  }

  const team = addTeam(world, options.team ?? {}, options.scopes ?? SCOPES);
  return {
    apiUrl: `${baseUrl}/api/`,
    baseUrl,
    signingSecret,
    appToken,
    team,
    world,
    socket,
    deliveries,
    subscriptions,
    calls: world.calls,
    refusals,
    faults: world.faults,
    listenAt: (url) => {
      deliveries.transport = url === undefined ? { type: "socket" } : { type: "http", url };
    },
    advance: async (ms, delivery) => {
      world.move(ms);
      return deliveries.sendDue(delivery);
    },
    addTeam: (more = {}, scopes = SCOPES) => addTeam(world, more, scopes),
    addMember: (more = {}) => addMember(world, team, more),
    addChannel: (more = {}) => addChannel(world, team, more),
    messages: (channel) =>
      [...world.messages.values()].filter(
        (one) => one.channel === channel && one.ephemeralTo === undefined,
      ),
    ephemerals: (user) => [...world.messages.values()].filter((one) => one.ephemeralTo === user),
    views: (user) => (world.stacks.get(user) ?? []).flatMap((id) => world.views.get(id) ?? []),
    home: (user) => world.homes.get(user),
    files: () => [...world.files.values()],
    refuse: (what) => refusals.push(what),
    act: () => {
      if (acting === 0) world.move(options.thinkMs ?? 1000);
      acting += 1;
      return () => {
        acting -= 1;
      };
    },
    quiet,
    stop: async () => {
      await quiet();
      await socket.stop();
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function addTeam(
  world: Workspace,
  more: Partial<Omit<Team, "scopes">>,
  scopes: readonly string[],
): Team {
  const id = more.id ?? world.nextId("T");
  const team: Team = {
    id,
    domain: `team-${id.toLowerCase()}`,
    name: `Team ${id}`,
    token: `xoxb-${id}`,
    isEnterpriseInstall: false,
    botUserId: `UBOT${id}`,
    botId: `BBOT${id}`,
    isRevoked: false,
    ...more,
    scopes: new Set(scopes),
  };
  world.teams.set(id, team);
  return team;
}

function addMember(world: Workspace, team: Team, more: Partial<Member>): Member {
  const id = more.id ?? world.nextId("U");
  const name = more.name ?? id.toLowerCase();
  const member = {
    id,
    name,
    realName: name,
    teamId: team.id,
    locale: "en-GB",
    tz: "Europe/Vienna",
    isAdmin: false,
    hasLeft: false,
    ...more,
  };
  world.members.set(id, member);
  return member;
}

function addChannel(world: Workspace, team: Team, more: Partial<Channel>): Channel {
  const id = more.id ?? world.nextId("C");
  const channel: Channel = {
    id,
    name: id.toLowerCase(),
    kind: "public",
    teamId: team.id,
    members: new Set([team.botUserId, ...world.members.keys()]),
    isExternallyShared: false,
    isArchived: false,
    ...more,
  };
  world.channels.set(id, channel);
  return channel;
}

/** An OAuth code is the id of the team that installs the app. */
function exchange(world: Workspace, code: unknown): Fields {
  const team = world.teams.get(String(code));
  if (team === undefined) throw new Refusal("invalid_code");
  team.isRevoked = false;
  return {
    app_id: world.appId,
    authed_user: { id: [...world.members.values()].find((one) => one.teamId === team.id)?.id },
    scope: [...team.scopes].join(","),
    token_type: "bot",
    access_token: team.token,
    bot_user_id: team.botUserId,
    team: team.isEnterpriseInstall ? null : { id: team.id, name: team.name },
    enterprise: team.enterprise ?? null,
    is_enterprise_install: team.isEnterpriseInstall,
  };
}
