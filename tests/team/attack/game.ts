import { requireDialog } from "../../../src/dialogs.ts";
import { takeDueRounds, takeInterviewTurn, takeRoundTurn } from "../../../src/rounds.ts";
import type { RoundEvent } from "../../../src/rounds.ts";
import type { OwedRoundReply, RoundReply } from "../../../src/rounds/replies.ts";
import { createMemory } from "./memory.ts";
import type { Memory } from "./memory.ts";
import { APPROVER, OPENER } from "./script.ts";
import type { Facts, Script } from "./script.ts";

/** One message as its readers have it: nothing here that is not on their screen. */
export interface Seen {
  readonly at: number;
  /** `channel`, or whose direct message. */
  readonly by: string;
  readonly type: RoundReply["type"];
  readonly title: string;
  readonly lines: readonly string[];
}

/** Everything stored at a moment, and who or what may not be found there. */
export interface Look {
  readonly why: string;
  readonly secrets: readonly string[];
  readonly text: string;
}

/** A round that is being played. */
export interface Game extends Memory {
  round: string;
  now: number;
  deliveries: number;
  closedAt: number;
  readonly seen: Seen[];
  readonly looks: Look[];
  /** What stands, by person, and what stood when the round closed. */
  readonly answered: Map<string, Facts>;
  standing: ReadonlyMap<string, Facts>;
  /** The ids of requests, by person. */
  readonly requests: Map<string, string>;
  /** The button that the last question before an end carried. */
  sure: RoundEvent | undefined;
}

const dialog = requireDialog("dialogs/ai-certification");
export const TENANT = "T";
const START = Date.parse("2026-09-01T09:00:00Z");
const KEPT_MS = 30 * 86_400_000;
const CHANNEL = { id: "C", address: {} };
/** The topic has no digit, so that every digit in the channel is a number the round tells. */
const TOPIC = "Courses this autumn";

/** Opens a round, and has its approver accept. */
export async function openGame({ threshold, budget }: Script): Promise<Game> {
  const game: Game = {
    ...createMemory(),
    round: "",
    now: START,
    deliveries: 0,
    closedAt: Infinity,
    seen: [],
    looks: [],
    answered: new Map(),
    standing: new Map(),
    requests: new Map(),
    sure: undefined,
  };
  const fields = {
    topic: TOPIC,
    budget: `${budget} USD`,
    closes: "5",
    approver: APPROVER,
    threshold: String(threshold),
  };
  await press(game, OPENER, { type: "fill", form: "open", fields });
  const [timer] = await game.storage.claimDue({ now: Infinity, leaseMs: 1, limit: 1 });
  game.round = timer?.id.split(":")[0] ?? "";
  await press(game, APPROVER, { type: "accept", round: game.round });
  return game;
}

/** Somebody presses a button or sends a form. */
export async function press(game: Game, person: string, event: RoundEvent): Promise<void> {
  const owed = await takeRoundTurn(partsOf(game), {
    ...nextTurn(game, person),
    channel: CHANNEL,
    event: { ...event, now: game.now },
  });
  await keep(game, owed, game.now);
}

/** Somebody says something in their interview of the round, or erases everything. */
export async function talk(
  game: Game,
  person: string,
  event: { readonly type: "forget" } | { readonly type: "start" | "text"; readonly text: string },
): Promise<void> {
  const turn = await takeInterviewTurn(partsOf(game), {
    ...nextTurn(game, person),
    event: { ...event, now: game.now },
    ...(event.type === "start" && { round: game.round }),
  });
  for (const { id } of turn.owed) await game.storage.markSent(id);
  await keep(game, turn.rounds, game.now);
}

/** Lets time pass, one timer after the other at its own time, so that what it says can be dated. */
export async function pass(game: Game, until: number): Promise<void> {
  for (;;) {
    const [next] = await game.storage.claimDue({ now: until, leaseMs: 1, limit: 1 });
    lookForDeleted(game, next?.at ?? until);
    if (!next) break;
    await keep(
      game,
      await takeDueRounds(partsOf(game), { tenant: next.tenant, until: next.at }),
      next.at,
    );
  }
  game.now = Math.max(game.now, until);
}

function partsOf({ storage }: Game) {
  return { storage, dialog };
}

function nextTurn(game: Game, person: string) {
  game.now += 1000;
  game.deliveries += 1;
  return { tenant: TENANT, person, deliveryId: `d${game.deliveries}`, address: {} };
}

async function keep(game: Game, owed: readonly OwedRoundReply[], at: number): Promise<void> {
  for (const { id, address, reply } of owed) {
    await game.storage.markSent(id);
    const by = address.to.to === "channel" ? "channel" : address.to.person;
    game.seen.push({ at, by, ...toText(reply) });
    for (const { event } of reply.type === "request-preview" ? reply.actions : [])
      if (event.type === "send") game.requests.set(by, event.request);
    for (const { event } of reply.actions)
      if (event.type === "close" && event.answered !== undefined) game.sure = event;
    if (reply.type !== "round-summary" && reply.type !== "round-not-enough") continue;
    game.standing = new Map(game.answered);
    game.closedAt = at;
  }
}

/** Looks through everything stored, once, when thirty days have passed since the round closed. */
function lookForDeleted(game: Game, now: number): void {
  const why = "30 days after closing";
  const { seen, answered, looks, closedAt } = game;
  if (now <= closedAt + KEPT_MS || looks.some((look) => look.why === why)) return;
  const named = new Set([OPENER, APPROVER]);
  for (const { type, by } of seen) if (type === "decision-notice") named.add(by);
  const others = [...answered.keys()].filter((person) => !named.has(person));
  looks.push({ why, secrets: ["TASK-OF", "aif-c01", ...others], text: game.everything() });
}

function toText(reply: RoundReply<string>): Pick<Seen, "type" | "title" | "lines"> {
  const { type, title } = reply;
  const counter = "counter" in reply ? [reply.counter] : [];
  const picture = reply.type === "round-summary" ? reply.picture : undefined;
  const bars = picture?.bars.map(({ label, count }) => `${label} ${count}`) ?? [];
  const drawn = picture
    ? [picture.alt, ...bars, ...(picture.stack ? [picture.stack.label] : [])]
    : [];
  const file = reply.type === "round-file" ? reply.content.split("\n") : [];
  return { type, title, lines: [...reply.lines, ...counter, ...drawn, ...file] };
}
