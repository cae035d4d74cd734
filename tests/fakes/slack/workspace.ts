import { isFields, type Fields } from "./block-kit-checks.ts";

/** A workspace that installed the app. */
export interface Team {
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  readonly token: string;
  /** Scopes that the token was granted. */
  readonly scopes: Set<string>;
  /** The Enterprise Grid organization around the workspace. */
  readonly enterprise?: { readonly id: string; readonly name: string };
  /** The organization installed the app, so interactions come without a team. */
  readonly isEnterpriseInstall: boolean;
  readonly botUserId: string;
  readonly botId: string;
  isRevoked: boolean;
}

/** A member of a workspace, or a stranger who comes in by Slack Connect when no installation knows the team. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId: string;
  readonly locale: string;
  readonly tz: string;
  isAdmin: boolean;
  hasLeft: boolean;
}

/** A conversation of any kind. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  readonly teamId: string;
  readonly members: Set<string>;
  readonly isExternallyShared: boolean;
  isArchived: boolean;
}

/** A message as Slack keeps it. */
export interface StoredMessage {
  readonly type: "message";
  readonly channel: string;
  readonly ts: string;
  readonly teamId: string;
  readonly user: string;
  /** Present on the app's own messages. */
  readonly bot_id?: string;
  /** The only person who sees it. */
  readonly ephemeralTo?: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly files?: readonly string[];
  readonly isEdited: boolean;
}

/** A modal or a Home tab as Slack keeps it. */
export interface StoredView {
  readonly id: string;
  readonly teamId: string;
  readonly user: string;
  readonly definition: Fields;
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
}

/** One use of the Web API, a response address or an acknowledgement. */
export interface Call {
  readonly method: string;
  readonly args: Fields;
  /** On the fake's clock, milliseconds since the epoch. */
  readonly at: number;
  readonly status: number;
  readonly result: Fields;
}

/** Where replies to one interaction may be posted. */
export interface ResponseUrl {
  readonly kind: "command" | "interaction";
  readonly teamId: string;
  readonly channel: string;
  readonly user: string;
  /** The message that was clicked. */
  readonly original?: string;
  readonly at: number;
  uses: number;
}

/** A file on its way or uploaded. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly altText: string | undefined;
  bytes?: Buffer;
  /** From then on a block may show it. */
  readyAt?: number;
  isComplete: boolean;
}

/** Why Slack said no; caught once, where the answer is written. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Fields;
  readonly status: number;
  readonly retryAfterS: number | undefined;
  constructor(code: string, details: Fields = {}, status = 200, retryAfterS?: number) {
    super(code);
    this.code = code;
    this.details = details;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

/** Everything the fake remembers. */
export interface Workspace {
  now(): number;
  /** Moves the fake's own clock; does nothing when the test brought its clock. */
  move(ms: number): void;
  nextId(prefix: string): string;
  nextTs(): string;
  readonly appId: string;
  readonly verificationToken: string;
  readonly teams: Map<string, Team>;
  readonly members: Map<string, Member>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, StoredMessage>;
  readonly views: Map<string, StoredView>;
  /** Ids of the open modals of a person, the lowest first. */
  readonly stacks: Map<string, string[]>;
  readonly homes: Map<string, StoredView>;
  readonly triggers: Map<
    string,
    { readonly user: string; readonly teamId: string; readonly at: number; isUsed: boolean }
  >;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly files: Map<string, StoredFile>;
  readonly calls: Call[];
  /** What Slack lets pass but the strict check does not, with the method. */
  readonly faults: string[];
  /** What every call of a method is answered with, whoever makes it, as long as it stands here. */
  readonly outages: Map<string, Refusal>;
}

/** Builds an empty workspace store whose clock stands still until it is moved. */
export function createWorkspace(now?: () => number): Workspace {
  let clock = Date.UTC(2026, 10, 23, 9, 0, 0);
  let ids = 0;
  let lastTs = 0;
  const read = now ?? (() => clock);
  return {
    now: read,
    move: (ms) => {
      clock += ms;
    },
    nextId: (prefix) => {
      ids += 1;
      return `${prefix}${ids.toString(36).toUpperCase().padStart(9, "0")}`;
    },
    // A time stamp names a message within its channel, so it never repeats, whatever the clock does.
    nextTs: () => {
      lastTs = Math.max(lastTs + 1, read() * 1000);
      return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, "0")}`;
    },
    appId: "A0CERTWISE",
    verificationToken: "verification-token",
    teams: new Map(),
    members: new Map(),
    channels: new Map(),
    messages: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    files: new Map(),
    calls: [],
    faults: [],
    outages: new Map(),
  };
}

/** The direct conversation of a person with the app, opened when there is none. */
export function directChannel(world: Workspace, userId: string, team: Team): Channel {
  const known = [...world.channels.values()].find(
    (one) => one.kind === "im" && one.teamId === team.id && one.members.has(userId),
  );
  if (known !== undefined) return known;
  const channel: Channel = {
    id: world.nextId("D"),
    name: "directmessage",
    kind: "im",
    teamId: team.id,
    members: new Set([userId, team.botUserId]),
    isExternallyShared: false,
    isArchived: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Gives a person's act the trigger id that opens a modal: 3 seconds, one use. */
export function nextTrigger(world: Workspace, user: string, teamId: string): string {
  const id = `${world.nextId("")}.${world.nextId("")}.${world.nextId("").toLowerCase()}`;
  world.triggers.set(id, { user, teamId, at: world.now(), isUsed: false });
  return id;
}

/** Blocks as Slack keeps them: ids and defaults filled in. */
export function filledBlocks(world: Workspace, blocks: readonly unknown[]): Fields[] {
  const fill = (value: unknown, isBlock: boolean): unknown => {
    if (Array.isArray(value)) return value.map((one) => fill(one, false));
    if (!isFields(value)) return value;
    const filled: Record<string, unknown> = {};
    for (const [name, one] of Object.entries(value)) filled[name] = fill(one, false);
    if (isBlock) filled["block_id"] ??= world.nextId("b").toLowerCase();
    if (value["type"] === "plain_text") filled["emoji"] ??= true;
    if (value["type"] === "mrkdwn") filled["verbatim"] ??= false;
    return filled;
  };
  return blocks.map((one) => {
    const block = fill(one, true);
    if (!isFields(block)) throw new TypeError("Cannot store a block: it is no object");
    return withActionIds(world, block);
  });
}

const INTERACTIVE = /^(button|overflow|checkboxes|radio_buttons|.*_select|.*picker|.*_input)$/u;

function withActionIds(world: Workspace, block: Fields): Fields {
  const named = (element: unknown): unknown =>
    isFields(element) &&
    INTERACTIVE.test(String(element["type"])) &&
    element["action_id"] === undefined
      ? { ...element, action_id: world.nextId("a").toLowerCase() }
      : element;
  return {
    ...block,
    ...(Array.isArray(block["elements"])
      ? { elements: block["elements"].map((one: unknown) => named(one)) }
      : {}),
    ...(block["accessory"] === undefined ? {} : { accessory: named(block["accessory"]) }),
    ...(block["element"] === undefined ? {} : { element: named(block["element"]) }),
  };
}
