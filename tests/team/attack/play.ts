import { requireDialog } from "../../../src/dialogs.ts";
import { takeDueRounds, takeInterviewTurn, takeRoundTurn } from "../../../src/rounds.ts";
import type { RoundEvent } from "../../../src/rounds.ts";
import { CONTRIBUTE } from "../../../src/rounds/contribution.ts";
import type { RoundWork } from "../../../src/rounds/contribution.ts";
import type { OwedRoundReply, RoundReply } from "../../../src/rounds/replies.ts";
import { createMemory } from "./memory.ts";
import { APPROVER, OPENER } from "./script.ts";
import type { Facts, Op, Script } from "./script.ts";

/** One message as its readers have it: nothing here that is not on their screen. */
export interface Seen {
  readonly at: number;
  /** `channel`, or whose direct message. */
  readonly by: string;
  readonly type: RoundReply["type"];
  readonly title: string;
  readonly lines: readonly string[];
}

/** A round that was played: what was shown to whom, and what was true. */
export interface Played {
  readonly seen: readonly Seen[];
  /** The answers that stood when the round closed, by person. */
  readonly standing: ReadonlyMap<string, Facts>;
  /** After each erasure and 30 days after closing: who may not be found any more, and everything stored then. */
  readonly stored: readonly {
    readonly why: string;
    readonly secrets: readonly string[];
    readonly text: string;
  }[];
}

/** Changes what is shown, to see whether the attack notices. */
export type Leak = (seen: readonly Seen[], played: Played, script: Script) => readonly Seen[];

const dialog = requireDialog("dialogs/ai-certification");
const TENANT = "T";
const START = Date.parse("2026-09-01T09:00:00Z");
const KEPT_MS = 30 * 86_400_000;
const CHANNEL = { id: "C", address: {} };
/** The topic has no digit, so that every digit in the channel is a number the round tells. */
const TOPIC = "Courses this autumn";

/** Plays a script through the public turns of a round, as an adapter would, and keeps what each person sees. */
export async function play(script: Script, leak?: Leak): Promise<Played> {
  const game = await openGame(script);
  for (const op of script.ops) await game.take(op);
  const played = game.end();
  return leak ? { ...played, seen: leak(played.seen, played, script) } : played;
}

async function openGame(script: Script) {
  const { storage, everything } = createMemory();
  const parts = { storage, dialog };
  const seen: Seen[] = [];
  const stored: Played["stored"][number][] = [];
  const answered = new Map<string, Facts>();
  const requests = new Map<string, string>();
  let standing: ReadonlyMap<string, Facts> | undefined;
  let now = START;
  let deliveries = 0;
  let closedAt = Infinity;
  let round = "";

  const keep = async (owed: readonly OwedRoundReply[], at: number): Promise<void> => {
    for (const { id, address, reply } of owed) {
      await storage.markSent(id);
      const by = address.to.to === "channel" ? "channel" : address.to.person;
      seen.push({ at, by, ...toText(reply) });
      if (reply.type === "request-preview")
        for (const { event } of reply.actions)
          if (event.type === "send") requests.set(by, event.request);
      if (reply.type === "round-summary" || reply.type === "round-not-enough") {
        standing = new Map(answered);
        closedAt = at;
      }
    }
  };
  const press = async (person: string, event: RoundEvent): Promise<void> => {
    now += 1000;
    deliveries += 1;
    const deliveryId = `d${deliveries}`;
    const request = { tenant: TENANT, person, deliveryId, address: {}, channel: CHANNEL };
    await keep(await takeRoundTurn(parts, { ...request, event: { ...event, now } }), now);
  };
  const talk = async (
    person: string,
    event: { type: "forget" } | { type: "start"; text: string },
  ) => {
    now += 1000;
    deliveries += 1;
    const turn = await takeInterviewTurn(parts, {
      tenant: TENANT,
      person,
      deliveryId: `d${deliveries}`,
      address: {},
      event: { ...event, now },
      ...(event.type === "start" && { round }),
    });
    for (const { id } of turn.owed) await storage.markSent(id);
    await keep(turn.rounds, now);
  };
  /** One moment after the other: each timer at its own time, so that what it says can be dated. */
  const pass = async (until: number): Promise<void> => {
    for (;;) {
      const [next] = await storage.claimDue({ now: until, leaseMs: 1, limit: 1 });
      if (!next) break;
      if (closedAt + KEPT_MS < next.at && closedAt !== Infinity) checkDeleted();
      await keep(await takeDueRounds(parts, next.at), next.at);
    }
    if (closedAt + KEPT_MS < until && closedAt !== Infinity) checkDeleted();
    now = until;
  };
  let isDeleted = false;
  const checkDeleted = (): void => {
    if (isDeleted) return;
    isDeleted = true;
    const decided = new Set(
      seen.filter(({ type }) => type === "decision-notice").map(({ by }) => by),
    );
    const others = [...answered.keys()].filter(
      (person) => !decided.has(person) && person !== OPENER && person !== APPROVER,
    );
    stored.push({
      why: "30 days after closing",
      secrets: ["TASK-OF", "aif-c01", ...others],
      text: everything(),
    });
  };

  const take = async (op: Op): Promise<void> => {
    const id = { round } as const;
    switch (op.type) {
      case "join":
        return press(op.person, { type: "join", ...id });
      case "answer":
        now += 1000;
        if (await answer(op.person, op.facts)) answered.set(op.person, op.facts);
        return;
      case "erase": {
        await talk(op.person, { type: "forget" });
        answered.delete(op.person);
        const isAsked = requests.has(op.person);
        if (!isAsked && op.person.startsWith("U00M"))
          stored.push({
            why: "erasure",
            secrets: [op.person],
            text: withoutErasures(everything()),
          });
        return;
      }
      case "ask":
        return ask(op);
      case "withdraw":
        return press(op.person, {
          type: "withdraw",
          ...id,
          request: requests.get(op.person) ?? "",
        });
      case "decide":
        return decide(op);
      case "review":
        return press(op.person, { type: "review", ...id, used: op.used, gains: op.gains });
      case "look":
        return press(op.person, { type: "budget" });
      case "export":
        return press(op.person, { type: "export", ...id, format: "markdown" });
      case "close":
        return press(OPENER, { type: "close", ...id });
      case "wait":
        return pass(now + op.ms);
    }
  };
  /** As an interview that ends leaves it; whether it was counted is read off the word its person gets. */
  const answer = async (person: string, contribution: Facts): Promise<boolean> => {
    const work: RoundWork = {
      type: "contribute",
      round,
      person,
      at: now,
      contribution,
      address: {},
    };
    const row = {
      id: `contribute ${now}`,
      kind: CONTRIBUTE,
      at: now,
      payload: JSON.stringify(work),
      person,
    };
    await storage.schedule(TENANT, row);
    const before = seen.length;
    await keep(await takeDueRounds(parts, now), now);
    return seen
      .slice(before)
      .some(({ by, title }) => by === person && / answer counts/u.test(title));
  };
  const ask = async (op: Extract<Op, { type: "ask" }>): Promise<void> => {
    if (op.named !== undefined) await talk(op.person, { type: "start", text: op.named });
    const name = op.named === undefined ? { name: "A course of my own" } : {};
    const fields = { ...name, amount: String(op.amount), task: op.task ?? "" };
    await press(op.person, { type: "fill", form: "request", round, fields });
    const request = requests.get(op.person);
    if (request !== undefined) await press(op.person, { type: "send", round, request });
  };
  const decide = async ({ by, about, choice }: Extract<Op, { type: "decide" }>): Promise<void> => {
    const request = requests.get(about) ?? "";
    if (choice === "approve" || choice === "later")
      return press(by, { type: choice, round, request });
    const fields = { condition: "With two hours a week", amount: "", reason: "REASON-TO-DECLINE" };
    await press(by, { type: "fill", form: choice, round, request, fields });
    if (choice === "decline") await press(by, { type: "confirm", round, request });
  };

  const { threshold, budget } = script;
  const fields = {
    topic: TOPIC,
    budget: `${budget} USD`,
    closes: "5",
    approver: APPROVER,
    threshold: String(threshold),
  };
  await press(OPENER, { type: "fill", form: "open", fields });
  round =
    (await storage.claimDue({ now: Infinity, leaseMs: 1, limit: 1 }))[0]?.id.split(":")[0] ?? "";
  await press(APPROVER, { type: "accept", round });
  return { take, end: (): Played => ({ seen, standing: standing ?? new Map(), stored }) };
}

function toText(reply: RoundReply<string>): Pick<Seen, "type" | "title" | "lines"> {
  const counter = "counter" in reply ? [reply.counter] : [];
  const picture = reply.type === "round-summary" && reply.picture;
  const drawn = picture
    ? [picture.alt, ...picture.bars.map(({ label, count }) => `${label} ${count}`)]
    : [];
  const file = reply.type === "round-file" ? reply.content.split("\n") : [];
  return {
    type: reply.type,
    title: reply.title,
    lines: [...reply.lines, ...counter, ...drawn, ...file],
  };
}

/** That somebody erased, and when, is kept for an hour, so that no answer on its way brings them back. */
function withoutErasures(text: string): string {
  return text.replaceAll(/\\"erased\\":\[[^\]]*\]/gu, "");
}
