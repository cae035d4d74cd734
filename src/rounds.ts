import { CONTRIBUTE } from "./rounds/contribution.ts";
import { readDraft } from "./rounds/draft.ts";
import { findMeant, showOwnRounds } from "./rounds/own-rounds.ts";
import { toForm } from "./rounds/forms.ts";
import { shortHash, toMeaning } from "./rounds/meaning.ts";
import type { Read } from "./rounds/meaning.ts";
import type { Fill, FormPress, RoundPress } from "./rounds/press.ts";
import type { OwedRoundReply, RoundForm } from "./rounds/replies.ts";
import { listRound } from "./rounds/round-index.ts";
import { runRound, typedLines } from "./rounds/run.ts";
import type { Decided } from "./rounds/run.ts";
import { sayNotice } from "./rounds/say-notice.ts";
import { permissionFor, readPermission, takeSettings, writePermission } from "./rounds/settings.ts";
import { showAbout, showBudget, showExport, showForm } from "./rounds/show.ts";
import { showQueue } from "./rounds/show-queue.ts";
import { readRound, ROUND } from "./rounds/stored.ts";
import type { StoredRound } from "./rounds/stored.ts";
import { parseTimer } from "./rounds/timer.ts";
import { takeWork } from "./rounds/work.ts";
import type { DueRow } from "./storage/storage.ts";
import { isPermitted } from "./team/opening.ts";
import type { RoundPermission } from "./team/opening.ts";
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
  /** Whose setting says who may open and cancel rounds, such as a server; absent: the tenant's. It falls back to the tenant's. */
  readonly workspace?: string;
  /** The groups this person is in, each as `&` and its id, where a setting may name them. */
  readonly groups?: readonly string[];
  /** The platform says that this person administers the workspace: they set who may open and cancel rounds. */
  readonly administers?: boolean;
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
  const newId = `r${shortHash(`${tenant} ${deliveryId}`)}`;
  const isOpening = event.type === "fill" && event.form === "open";
  const { found, own } = isOpening ? { own: [] } : await findMeant(storage, request);
  const permission = await permissionFor(storage, request, found);
  const permitted = isPermitted(permission, [person, ...(request.groups ?? [])]);
  const round = event.round ?? (isOpening ? newId : (found?.round.id ?? ""));
  if (isOpening && permitted && channel)
    await listRound(storage, tenant, { id: newId, channel: channel.id, at: now });
  const asksMoney = event.type === "ask" || (event.type === "fill" && event.form === "request");
  const draft = asksMoney ? await readDraft(parts, { tenant, person, round, now }) : {};
  const { dialog } = loaded.in(locale ?? "");
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
        : decide(parts, request, {
            own,
            person,
            now,
            dialog,
            permitted,
            permission,
            stored,
            draft,
            newId,
          }),
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
    return speaker.speak(toForm(press, { round: undefined, draft: {}, permission }));
  }
  const stored = await readRound(parts.storage, tenant, press.round ?? "");
  const round = stored?.round;
  if (press.form !== "open" && !round) return undefined;
  const isDecision = press.form === "approve-if" || press.form === "decline";
  if (isDecision && round?.approver !== person) return undefined;
  const draft =
    press.form === "request"
      ? await readDraft(parts, { tenant, person, round: press.round ?? "", now })
      : {};
  return speaker.speak(toForm(press, { round, draft }));
}

/** The people a record names, for `names`. */
export async function findPeople(
  parts: TurnParts,
  asked: { readonly tenant: string; readonly round: string },
): Promise<readonly string[]> {
  const stored = await readRound(parts.storage, asked.tenant, asked.round);
  return [...new Set(stored?.round.decisions.flatMap(({ person, by }) => [person, by]))];
}

/** Sets who may open and cancel rounds in a workspace, for whoever runs the bot. `workspace`: as in a `RoundRequest`, or a tenant. */
export async function permitRounds(
  parts: TurnParts,
  said: { readonly workspace: string; readonly permission: RoundPermission; readonly now: number },
): Promise<void> {
  const deliveryId = `${said.now} ${JSON.stringify(said.permission)}`;
  await writePermission(parts.storage, { ...said, deliveryId });
}

function decide(
  { dialog: loaded }: TurnParts,
  { event, channel, names = {}, locale, administers = false }: RoundRequest,
  read: Read & { readonly permission: RoundPermission; readonly own: readonly StoredRound[] },
): Decided {
  const { stored, person, permitted, now, draft, permission } = read;
  const round = stored?.round;
  if (event.type === "budget" && !round && !channel)
    return { type: "say", reply: showOwnRounds(read.own) };
  const queue = round ? showQueue(round, person, event.type === "queue" ? event.from : 0) : [];
  const [next, ...others] = queue;
  if (event.type === "queue" && next) return { type: "say", reply: next, more: others };
  if (event.type === "budget" || (event.type === "queue" && round))
    return {
      type: "say",
      reply: showBudget(round, person, {
        permitted,
        administers,
        canOpen: permitted && channel !== undefined,
      }),
      more: queue,
    };
  if (event.type === "form" && event.form === "settings" && !administers)
    return { type: "say", reply: sayNotice("settings-not-yours", undefined) };
  if (event.type === "form")
    return { type: "say", reply: showForm(toForm(event, { round, draft, permission })) };
  if (!round && !(event.type === "fill" && event.form === "open"))
    return { type: "say", reply: sayNotice("no-round", undefined) };
  const meaning = toMeaning(event, read);
  if (meaning.type === "event") return meaning;
  if (!round) return { type: "say", reply: sayNotice("no-round", undefined) };
  if (meaning.type === "refused") {
    const reply = sayNotice(meaning.notice, round);
    const lines = event.type === "fill" ? typedLines(event.fields) : [];
    return { type: "say", reply: { ...reply, lines } };
  }
  if (event.type === "export") {
    const { speaker } = loaded.in(locale ?? "");
    const { format } = event;
    return { type: "say", reply: showExport(round, { person, format, names, speaker, now }) };
  }
  return { type: "say", reply: showAbout(round) };
}
