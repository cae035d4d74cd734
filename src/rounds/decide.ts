import { randomBytes } from "node:crypto";
import type { LoadedDialog } from "../dialogs.ts";
import { findProposalFaults } from "../team/opening.ts";
import type { RoundPermission } from "../team/opening.ts";
import type { TurnParts } from "../turn.ts";
import { wouldCount } from "./counted.ts";
import { readDraft } from "./draft.ts";
import { toForm } from "./forms.ts";
import { shortHash, toMeaning, toProposal } from "./meaning.ts";
import type { Read } from "./meaning.ts";
import { showOwnRounds } from "./own-rounds.ts";
import type { Fill, FormPress, RoundPress } from "./press.ts";
import type { RoundNoticeReply } from "./replies.ts";
import { findOpenBeside, listRound } from "./round-index.ts";
import type { Listing } from "./round-index.ts";
import { typedLines } from "./run.ts";
import type { Decided } from "./run.ts";
import { sayNotice } from "./say-notice.ts";
import { showAbout, showBudget, showExport, showForm } from "./show.ts";
import { showQueue } from "./show-queue.ts";
import type { StoredRound } from "./stored.ts";

/** What happened, as far as deciding needs it. */
interface Asked {
  readonly event: RoundPress | Fill;
  readonly channel?: { readonly id: string };
  readonly names?: Readonly<Record<string, string>>;
  readonly locale?: string;
}

/**
 * Looks up what an event needs besides its round, and lists a round that is about to be opened.
 *
 * @param asked - `round`: the round it is about; empty where one is to be opened.
 */
export async function readBeforehand(
  parts: TurnParts,
  asked: Asked &
    Pick<Read, "person" | "now" | "dialog" | "permitted"> & {
      readonly tenant: string;
      readonly deliveryId: string;
      readonly round: string;
    },
): Promise<Pick<Read, "draft" | "counts" | "inTheWay" | "newRequest" | "newId">> {
  const { event, tenant, person, round, now } = asked;
  const { storage } = parts;
  const asksMoney = event.type === "ask" || (event.type === "fill" && event.form === "request");
  return {
    draft: asksMoney ? await readDraft(parts, { tenant, person, round, now }) : {},
    counts: event.type !== "join" || (await wouldCount(storage, { tenant, person, round, now })),
    ...(await listNew(parts, asked)),
    ...(event.type === "accept" && { inTheWay: await findOpenBeside(storage, tenant, round) }),
    newRequest: randomBytes(REQUEST_ID_BYTES).toString("base64url"),
  };
}

/** Twelve characters: far too many to guess, and few enough for a button of Discord. */
const REQUEST_ID_BYTES = 9;

/** As many bytes make an id of a round, in hexadecimal digits: storage finds the advice of a round by a pattern that starts with it. */
const ROUND_ID_BYTES = 6;

/** Only what will be opened is listed: whoever is refused for a fault tries again at once. */
async function listNew(
  { storage }: TurnParts,
  asked: Parameters<typeof readBeforehand>[1],
): Promise<Listing> {
  const { event, tenant, deliveryId, permitted, channel, now } = asked;
  const newId = `r${randomBytes(ROUND_ID_BYTES).toString("hex")}`;
  const isOpening = event.type === "fill" && event.form === "open";
  if (!isOpening || !permitted || !channel) return { newId };
  if (findProposalFaults(toProposal(event.fields, { ...asked, newId })).length > 0)
    return { newId };
  const delivery = shortHash(`${tenant} ${deliveryId}`);
  return listRound(storage, tenant, { id: newId, channel: channel.id, at: now, delivery });
}

/** Decides what an event comes to. Pure: whatever had to be looked up is in `read`. */
export function decide(
  loaded: LoadedDialog,
  { event, channel, names = {}, locale }: Asked,
  read: Read & { readonly permission: RoundPermission; readonly own: readonly StoredRound[] },
): Decided {
  const { stored, person, permitted, administers, now } = read;
  const round = stored?.round;
  if (event.type === "budget" && !round && !channel)
    return { type: "say", reply: showOwnRounds(read.own) };
  const queue = round ? showQueue(round, person, now, event.type === "queue" ? event.from : 0) : [];
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
  if (event.type === "form") return { type: "say", reply: formOrRefusal(event, read) };
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

function formOrRefusal(
  press: FormPress,
  {
    stored,
    person,
    draft,
    permission,
  }: Pick<Read, "stored" | "person" | "draft"> & {
    readonly permission: RoundPermission;
  },
): RoundNoticeReply {
  const round = stored?.round;
  const form = toForm(press, { person, round, draft, permission });
  return "refused" in form ? sayNotice(form.refused, round) : showForm(form);
}
