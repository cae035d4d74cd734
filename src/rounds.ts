import { forgetCounted } from "./rounds/counted.ts";
import { CONTRIBUTE } from "./rounds/contribution.ts";
import { readDraft } from "./rounds/draft.ts";
import { findMeant } from "./rounds/own-rounds.ts";
import { toForm } from "./rounds/forms.ts";
import { decide, readBeforehand } from "./rounds/decide.ts";
import type { Fill, FormPress, RoundPress } from "./rounds/press.ts";
import type { OwedRoundReply, RoundForm } from "./rounds/replies.ts";
import { runRound } from "./rounds/run.ts";
import { sayNotice } from "./rounds/say-notice.ts";
import {
  findRank,
  permissionFor,
  readPermission,
  takeSettings,
  writePermission,
} from "./rounds/settings.ts";
import { readRound, ROUND } from "./rounds/stored.ts";
import { parseTimer } from "./rounds/timer.ts";
import { takeWork } from "./rounds/work.ts";
import type { DueRow } from "./storage/storage.ts";
import { isPermitted } from "./team/opening.ts";
import type { RoundPermission } from "./team/opening.ts";
import { fundedDecisions } from "./team/record.ts";
import { SEND_LEASE_MS, takeTurnWithWork } from "./turn.ts";
import type { OwedReply, TurnParts, TurnRequest } from "./turn.ts";
import { Unreadable } from "./unreadable.ts";

/*
 * Rounds, for whoever writes an adapter. What to call when:
 *
 * - `/certwise budget` in a channel: `takeRoundTurn` with `{ type: "budget" }` and `channel`. The reply brings the button to open a round,
 *   or to answer, or says where the round stands. Without `channel`, as in a direct message, it is about the rounds this person has to do with.
 * - A button whose event is `form` (and `/certwise round`, with `{ type: "form", form: "open" }`): `readForm`, show it as a modal, and send
 *   what was filled in as `{ type: "fill", form, round, request, fields }` to `takeRoundTurn`.
 * - A button whose event is `join`: `joinRound`. It gives the word on confidentiality and the first question of the interview.
 * - Any other button of a round: `takeRoundTurn` with its event.
 * - An interview that belongs to a round (its buttons and its typed words carry `round`; `OwedReply.round` says so), and the personal one too, since it can erase everything:
 *   `takeInterviewTurn` in place of `takeTurn`; it gives the replies of the interview and of the round.
 * - An outbox row whose key has the dialog `round`: `parseOwedRound` of `src/rounds/run.ts`; any other: `parseOwed`.
 * - A due row of the kind `round` or `contribute`: `takeDueRound`, then `storage.finishDue`. For the due loop alone.
 *
 * Sending: `address.to` says to whom; `address.here` is this event's own address and is there only when the reply goes to whoever acted.
 * Once the reply `round-opening` is posted: `rememberMessage` of `src/rounds/opening-message.ts`. For replies with `as: "edit"`: `editOpening`, and with "thread": `findMessage` at sending; where
 * there is none yet, leave the reply unsent and unmarked, it will be handed out again. Replace persons in every text by `replaceMentions`.
 */

/** What happened in a round, as an adapter's `inbound.ts` reads it. */
export interface RoundRequest {
  readonly tenant: string;
  readonly person: string;
  /** The platform's own id of this event or click, the same on every retry. */
  readonly deliveryId: string;
  readonly event: RoundEvent & { readonly now: number };
  /** Where the replies to `person` go, for the adapter alone to read. */
  readonly address: unknown;
  /** Whose setting says who may open rounds, such as a server; absent: the tenant's. It falls back to the tenant's. */
  readonly workspace?: string;
  /** The groups this person is in, each as `&` and its id, where a setting may name them. */
  readonly groups?: readonly string[];
  /** The platform says that this person administers the workspace: they set who may open rounds, and may end any. */
  readonly administers?: boolean;
  /** Finds that out where it costs a call: asked only of who may end a round by nothing else. */
  readonly findRank?: () => Promise<boolean>;
  /** Where it happened; needed to open a round and to ask for the budget of a channel. */
  readonly channel?: { readonly id: string; readonly address: unknown };
  readonly locale?: string;
  /** How people are called in an exported file, by platform id; absent: by their ids. `findPeople` says whose names are needed. */
  readonly names?: Readonly<Record<string, string>>;
}

/** A pressed button, a filled form, or "what about the round in this channel". */
export type RoundEvent = RoundPress | Fill;

/** What one event of an interview in a round led to. */
export interface InterviewTurn {
  readonly owed: readonly OwedReply[];
  readonly rounds: readonly OwedRoundReply[];
}

/**
 * Runs one event of a round exactly once. A delivery that was taken before changes nothing and gives back what is still unsent of it.
 *
 * @throws {Error} when storage fails; nothing was changed then.
 */
export async function takeRoundTurn(
  parts: TurnParts,
  request: RoundRequest,
): Promise<readonly OwedRoundReply[]> {
  const { storage, dialog: loaded } = parts;
  const { tenant, person, deliveryId, event, channel, locale, workspace } = request;
  const { now } = event;
  if (event.type === "fill" && event.form === "settings")
    return takeSettings(parts, { ...request, fill: event, now });
  const isOpening = event.type === "fill" && event.form === "open";
  const { found, own } = isOpening ? { own: [] } : await findMeant(storage, request);
  const permission = await permissionFor(storage, request, found);
  const permitted = isPermitted(permission, [person, ...(request.groups ?? [])]);
  const known = isOpening ? "" : (event.round ?? found?.round.id ?? "");
  const { dialog } = loaded.in(locale ?? "");
  const administers = request.administers ?? (await findRank(storage, request, known));
  const asked = { person, now, dialog, permitted, administers };
  const beforehand = await readBeforehand(parts, { ...request, ...asked, round: known });
  const round = isOpening ? beforehand.newId : known;
  return runRound(parts, {
    tenant,
    round,
    deliveryId,
    now,
    actor: { person, address: request.address },
    ...(locale !== undefined && { locale }),
    ...(channel && { channel: { ...channel, ...(workspace !== undefined && { workspace }) } }),
    ...(event.type === "fill" && { typed: event.fields }),
    decide: (stored) =>
      isOpening && !channel
        ? { type: "say", reply: sayNotice("no-channel", undefined) }
        : decide(loaded, request, { ...asked, ...beforehand, own, permission, stored }),
  });
}

/** Lets a person into a round and begins their interview. */
export async function joinRound(parts: TurnParts, request: RoundRequest): Promise<InterviewTurn> {
  const { tenant, person, deliveryId, event, address, locale } = request;
  const rounds = await takeRoundTurn(parts, request);
  const stored = await readRound(parts.storage, tenant, event.round ?? "");
  if (!stored?.round.joined.includes(person)) return { owed: [], rounds };
  const { id, certification: text } = stored.round;
  const turn = await takeInterviewTurn(parts, {
    tenant,
    person,
    deliveryId: `${deliveryId} interview`,
    event: { type: "start", now: event.now, ...(text !== undefined && { text }) },
    address,
    ...(locale !== undefined && { locale }),
    round: id,
  });
  return { owed: turn.owed, rounds: [...rounds, ...turn.rounds] };
}

/** Like `takeTurn`, and brings what an advice or an erasure means into the round at once. */
export async function takeInterviewTurn(
  parts: TurnParts,
  request: TurnRequest,
): Promise<InterviewTurn> {
  const { tenant, event, locale } = request;
  const { owed, work } = await takeTurnWithWork(parts, request);
  const rounds: OwedRoundReply[] = [];
  // A workspace may have had many rounds: the due loop goes through the rest.
  for (const { id, payload } of work.slice(0, WORK_AT_ONCE)) {
    try {
      rounds.push(...(await takeWork(parts, { tenant, id, payload, now: event.now, locale })));
      await parts.storage.cancelDue(tenant, id);
    } catch {
      // The interview is saved and the work is written down: the due loop does it, and reports a failure that lasts.
      break;
    }
  }
  return { owed, rounds };
}

const WORK_AT_ONCE = 10;

/** Runs a due row of the kind `round` or `contribute`, exactly once however often it is claimed. Finish the row afterwards. @throws {Unreadable} */
export async function takeDueRound(
  parts: TurnParts,
  row: DueRow,
  now: number,
): Promise<readonly OwedRoundReply[]> {
  const { tenant, id, payload } = row;
  if (row.kind === CONTRIBUTE) return takeWork(parts, { tenant, id, payload, now });
  const { round, timer } = parseTimer(row);
  if (timer === "erase") await forgetCounted(parts.storage, { tenant, now });
  return runRound(parts, {
    tenant,
    round,
    deliveryId: `due ${id} ${row.at}`,
    now,
    decide: () => ({ type: "event", event: { type: "due", kind: timer, id, at: now } }),
  });
}

/** Lets time pass in rounds: whatever falls due until then happens, each at its own time. For adapters whose time is typed and not real. */
export async function takeDueRounds(
  parts: TurnParts,
  { tenant, until }: { readonly tenant: string; readonly until: number },
): Promise<readonly OwedRoundReply[]> {
  const said: OwedRoundReply[] = [];
  for (;;) {
    // One by one: what a timer leads to may fall due before the next one.
    const claim = { now: until, leaseMs: SEND_LEASE_MS, limit: 1, tenants: { only: [tenant] } };
    const [row] = await parts.storage.claimDue(claim);
    if (!row) return said;
    if (row.kind !== ROUND && row.kind !== CONTRIBUTE) continue;
    try {
      said.push(...(await takeDueRound(parts, row, row.at)));
      await parts.storage.finishDue(row);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      await parts.storage.setAside(row, until);
    }
  }
}

/** The fields of a form, filled with what is known; undefined when this person has nothing to fill in there. */
export async function readForm(
  parts: TurnParts,
  asked: {
    readonly tenant: string;
    readonly person: string;
    readonly press: FormPress;
    readonly now: number;
    readonly locale?: string;
    /** For `settings`: as in a `RoundRequest`. */
    readonly workspace?: string;
    readonly administers?: boolean;
  },
): Promise<RoundForm<string> | undefined> {
  const { tenant, person, press, now, locale } = asked;
  const { speaker } = parts.dialog.in(locale ?? "");
  if (press.form === "settings") {
    if (asked.administers !== true) return undefined;
    const permission = await readPermission(parts.storage, [asked.workspace ?? tenant, tenant]);
    const form = toForm(press, { person, round: undefined, draft: {}, permission });
    return "refused" in form ? undefined : speaker.speak(form);
  }
  const stored = await readRound(parts.storage, tenant, press.round ?? "");
  const round = stored?.round;
  if (press.form !== "open" && !round) return undefined;
  const draft =
    press.form === "request"
      ? await readDraft(parts, { tenant, person, round: press.round ?? "", now })
      : {};
  const form = toForm(press, { person, round, draft });
  return "refused" in form ? undefined : speaker.speak(form);
}

/** The people a record names, for `names`. */
export async function findPeople(
  parts: TurnParts,
  asked: { readonly tenant: string; readonly round: string },
): Promise<readonly string[]> {
  const stored = await readRound(parts.storage, asked.tenant, asked.round);
  const approvals = stored ? fundedDecisions(stored.round) : [];
  return [...new Set(approvals.flatMap(({ person, by }) => [person, by]))];
}

/** Sets who may open rounds in a workspace, for whoever runs the bot. `workspace`: as in a `RoundRequest`, or a tenant. */
export async function permitRounds(
  parts: TurnParts,
  said: { readonly workspace: string; readonly permission: RoundPermission; readonly now: number },
): Promise<void> {
  const deliveryId = `${said.now} ${JSON.stringify(said.permission)}`;
  await writePermission(parts.storage, { ...said, deliveryId });
}
