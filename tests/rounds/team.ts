import { requireDialog } from "../../src/dialogs.ts";
import type { LoadedDialog } from "../../src/dialogs.ts";
import { joinRound, takeDueRound, takeInterviewTurn, takeRoundTurn } from "../../src/rounds.ts";
import type { RoundEvent } from "../../src/rounds.ts";
import type { OwedRoundReply, RoundReply } from "../../src/rounds/replies.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { SpokenReply } from "../../src/turn.ts";

export const DAY_MS = 24 * 60 * 60 * 1000;
/** A day on which most facts of the catalogue were fresh. */
const CHECKED_DAY = Date.parse("2026-09-01T09:00:00Z");
export const dialog: LoadedDialog = requireDialog("dialogs/ai-certification");
export const TENANT = "acme";
const toChannel = (id = "c1") => ({ id, address: { channel: id } });

/** Everything that was to be sent, and what each person said that nobody else may read. */
export interface Team {
  readonly sent: OwedRoundReply[];
  readonly interviews: { readonly person: string; readonly reply: SpokenReply }[];
  now: number;
  storage: Storage;
}

export function createTeam(storage: Storage): Team {
  return { storage, sent: [], interviews: [], now: CHECKED_DAY };
}

let deliveries = 0;
export function nextDelivery(): string {
  deliveries += 1;
  return `d${deliveries}`;
}

export async function act(
  team: Team,
  person: string,
  event: RoundEvent,
  deliveryId = nextDelivery(),
  /** Whether what is said arrives; else it waits to be sent. */
  isSent = true,
  more: { readonly administers?: boolean; readonly channel?: string } = {},
): Promise<readonly RoundReply<string>[]> {
  team.now += 1000;
  const owed = await takeRoundTurn(parts(team), {
    tenant: TENANT,
    person,
    deliveryId,
    event: { ...event, now: team.now },
    address: { person },
    channel: toChannel(more.channel),
    names: { p0: "=Paula" },
    ...(more.administers !== undefined && { administers: more.administers }),
  });
  return isSent ? keep(team, owed) : owed.map(({ reply }) => reply);
}

/** Opens a round and lets the approver accept; gives its id. */
export async function openRound(
  team: Team,
  fields: Readonly<Record<string, string>> = {},
  channel = "c1",
): Promise<string> {
  const filled = {
    topic: "AI certifications",
    budget: "6000 USD",
    closes: "5",
    approver: "ada",
    ...fields,
  };
  const event = { type: "fill", form: "open", fields: filled } as const;
  await act(team, "lee", event, nextDelivery(), true, { channel });
  const round = team.sent.at(-1)?.reply.round ?? "";
  await act(team, fields["approver"] ?? "ada", { type: "accept", round });
  return round;
}

/** What somebody whose advice is "worth it" says. */
export const WORTH_IT = [
  "aif-c01",
  "do my current work better",
  "TASKSECRET monthly report",
  "every week",
  "it counts",
  "path",
  "partly",
  "my company",
  "3h",
  "i use them",
];
/** What somebody without a plan says. */
export const NOT_YET = [
  "aif-c01",
  "feel safer in my job",
  "nothing planned",
  "not yet",
  "get me the job",
  "don't know",
  "on my own",
  "yes",
  "me, it hurts",
  "1h",
  "not checked",
  "none",
];

export async function interview(
  team: Team,
  person: string,
  round: string,
  words: readonly string[],
): Promise<void> {
  team.now += 1000;
  const joined = await joinRound(parts(team), {
    tenant: TENANT,
    person,
    deliveryId: nextDelivery(),
    event: { type: "join", round, now: team.now },
    address: { person },
  });
  await keep(team, joined.rounds);
  await keepInterview(team, person, joined.owed);
  for (const text of words) await talk(team, person, round, { type: "text", text });
  await talk(team, person, round, { type: "advise" });
}

export async function talk(
  team: Team,
  person: string,
  round: string | undefined,
  event:
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "start" | "advise" | "stop" | "forget" | "remind" },
): Promise<void> {
  await say(team, person, round, event);
  if (event.type === "stop" || event.type === "forget")
    await say(team, person, round, { type: "text", text: "yes" });
}

async function say(
  team: Team,
  person: string,
  round: string | undefined,
  event: Parameters<typeof talk>[3],
): Promise<void> {
  team.now += 1000;
  const turn = await takeInterviewTurn(parts(team), {
    tenant: TENANT,
    person,
    deliveryId: nextDelivery(),
    event: { ...event, now: team.now },
    address: { person },
    ...(round !== undefined && { round }),
  });
  await keepInterview(team, person, turn.owed);
  await keep(team, turn.rounds);
}

/** Previews a request made from the interview and sends it; gives its id. */
export async function askFor(team: Team, person: string, round: string): Promise<string> {
  const [preview] = await act(team, person, { type: "ask", round });
  const send = preview?.actions.find(({ event }) => event.type === "send")?.event;
  if (send?.type !== "send") throw new TypeError("Cannot send: the preview has no such button");
  await act(team, person, send);
  return send.request;
}

/** Lets time pass: everything that falls due until then is done at its time. */
export async function until(team: Team, at: number): Promise<readonly RoundReply<string>[]> {
  const said: RoundReply<string>[] = [];
  for (let time = team.now; ; time = Math.min(time + DAY_MS / 2, at)) {
    for (;;) {
      const rows = await team.storage.claimDue({ now: time, leaseMs: 60_000, limit: 50 });
      if (rows.length === 0) break;
      for (const row of rows) {
        said.push(...(await keep(team, await takeDueRound(parts(team), row, time))));
        await team.storage.finishDue(row);
      }
    }
    if (time >= at) break;
  }
  team.now = at;
  return said;
}

export function parts(team: Team) {
  return { storage: team.storage, dialog };
}

export function types(replies: readonly RoundReply<string>[]): readonly string[] {
  return replies.map((reply) => (reply.type === "round-notice" ? reply.notice : reply.type));
}

async function keep(
  team: Team,
  owed: readonly OwedRoundReply[],
): Promise<readonly RoundReply<string>[]> {
  team.sent.push(...owed);
  for (const { id } of owed) await team.storage.markSent(id);
  return owed.map(({ reply }) => reply);
}

async function keepInterview(
  team: Team,
  person: string,
  owed: readonly { readonly id: string; readonly reply: SpokenReply }[],
): Promise<void> {
  team.interviews.push(...owed.map(({ reply }) => ({ person, reply })));
  for (const { id } of owed) await team.storage.markSent(id);
}
