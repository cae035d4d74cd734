import { findPeople, joinRound, readForm, takeRoundTurn } from "../../src/rounds.ts";
import type { InterviewTurn, RoundEvent, RoundRequest } from "../../src/rounds.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import { addressOf, TENANT } from "./address.ts";
import type { Caller } from "./caller.ts";
import { createDelivery } from "./delivery.ts";
import { deferWhenLate, deliverBelow, isLate, trouble } from "./line-delivery.ts";
import type { AnswerPorts } from "./line-delivery.ts";
import type { Line } from "./line.ts";
import { describeError } from "./log.ts";
import { mayManage, mayWrite } from "./permissions.ts";
import { CODES, isRefused } from "./rest.ts";
import { drawOwed, sendHere, sendRound } from "./round-delivery.ts";
import { renderForm } from "./round-forms.ts";
import { renderSettled } from "./round-outbound.ts";
import { renderNote } from "./screens.ts";

/** What was pressed, filled in or asked about a round, and by whom. */
interface TeamEvent {
  readonly caller: Caller;
  readonly event: RoundEvent;
}

/** Answers whatever was pressed, filled in or asked about a round. */
export async function answerTeam(
  ports: AnswerPorts,
  incoming: TeamEvent,
  line: Line,
): Promise<string> {
  const { caller, event } = incoming;
  const hindrance = findHindrance(ports, caller, event);
  if (hindrance !== undefined) return line.tell(note(ports, caller, hindrance));
  try {
    const reading = event.type === "form" ? readModal(ports, caller, event) : undefined;
    // A form cannot follow a deferral: the person has to press once more.
    if (reading && (await isLate(ports, reading))) return tooLate(ports, caller, line);
    const modal = await reading;
    if (modal) {
      await line.first({ type: 9, data: modal });
      return "answered";
    }
  } catch (error) {
    return failed(ports, caller, line, error);
  }
  const answering = takeAndDeliver(ports, incoming, line);
  await deferWhenLate(ports, answering, line);
  return answering;
}

async function takeAndDeliver(
  ports: AnswerPorts,
  { caller, event }: TeamEvent,
  line: Line,
): Promise<string> {
  let taken: InterviewTurn;
  try {
    taken = await takeTeamTurn(ports, caller, event);
  } catch (error) {
    return failed(ports, caller, line, error);
  }
  const { owed, rounds } = taken;
  const all = [...rounds, ...owed];
  if (all.length > 0 && all.every(({ repeated }) => repeated)) return "taken before";
  const isFollowed = owed.length > 0;
  await deliverRounds(ports, { caller, line, owed: rounds, event, isFollowed });
  const delivery = createDelivery(ports, caller.locale);
  // The interview begins below the word on confidentiality, which stays.
  await deliverBelow(ports, delivery, owed, { caller, line });
  return "answered";
}

/** What keeps a round from being opened here, if so: told before a form is filled in for nothing. */
function findHindrance(
  { rest }: AnswerPorts,
  { guild, installed, appPermissions, channelType }: Caller,
  event: RoundEvent,
): string | undefined {
  if (!rest.hasToken) return "discord.round.no-token";
  const isOpening = (event.type === "form" || event.type === "fill") && event.form === "open";
  if (!isOpening || guild === undefined) return undefined;
  if (!installed) return "discord.round.not-installed";
  return mayWrite(appPermissions, channelType) ? undefined : "discord.round.cannot-post";
}

async function readModal(
  { parts, now }: AnswerPorts,
  caller: Caller,
  press: Extract<RoundEvent, { readonly type: "form" }>,
) {
  const { person, id: opener, locale, guild } = caller;
  if (press.form === "open" && guild === undefined) return undefined;
  const asked = { tenant: TENANT, person, press, now: now(), locale };
  const form = await readForm(parts, { ...asked, ...serverOf(caller) });
  return form && renderForm(form, { owner: person, opener });
}

async function takeTeamTurn(
  ports: AnswerPorts,
  caller: Caller,
  event: RoundEvent,
): Promise<InterviewTurn> {
  const { parts, now } = ports;
  const { guild, channel, person, locale, id } = caller;
  // Where a form cannot be shown, the round says why as if it came back empty.
  const meant: RoundEvent = event.type === "form" ? { ...event, type: "fill", fields: {} } : event;
  const names = meant.type === "export" ? await readNames(ports, meant.round) : undefined;
  const request: RoundRequest = {
    // The round is kept where the person's interview is, so that erasing a person reaches both.
    tenant: TENANT,
    person,
    deliveryId: id,
    event: { ...meant, now: now() },
    address: addressOf(caller),
    locale,
    ...serverOf(caller),
    ...(guild === undefined
      ? {}
      : {
          channel: {
            id: `${guild}/${channel}`,
            address: { type: "channel", guild, channel, locale },
          },
        }),
    ...(names === undefined ? {} : { names }),
  };
  if (meant.type === "join") return joinRound(parts, request);
  return { owed: [], rounds: await takeRoundTurn(parts, request) };
}

/** Each server has its own setting, which names people and roles. */
function serverOf({ guild, memberPermissions, roles }: Caller) {
  if (guild === undefined) return {};
  const groups = [...roles, guild].map((role) => `&${role}`);
  return { workspace: guild, administers: mayManage(memberPermissions), groups };
}

/** Whom Discord no longer knows is called by their id. */
async function readNames(
  { parts, rest, log }: AnswerPorts,
  round: string,
): Promise<Readonly<Record<string, string>>> {
  const people = await findPeople(parts, { tenant: TENANT, round });
  const names = await Promise.all(
    people.map(async (person) => {
      try {
        return [person, (await rest.nameOf(person)) ?? person] as const;
      } catch (error) {
        log.info(describeError(error), "Could not read a name");
        return [person, person] as const;
      }
    }),
  );
  return Object.fromEntries(names);
}

/** What a round owes after one event, and the line to whoever acted. */
interface OnLine {
  readonly caller: Caller;
  readonly line: Line;
  readonly owed: readonly OwedRoundReply[];
  /** What was pressed or filled in; absent: an interview went on. */
  readonly event?: RoundEvent;
  /** The screen shows something else already: what the round says stands below it. */
  readonly isBelow?: true;
  /** Something else is said on this interaction afterwards. */
  readonly isFollowed?: boolean;
}

/** Sends what a round owes: first to whoever acted, then to the others. What cannot be sent stays owed. */
export async function deliverRounds(ports: AnswerPorts, on: OnLine): Promise<void> {
  const { owed, caller, line } = on;
  const mine = owed.filter(({ address }) => address.here !== undefined);
  const others = owed.filter((each) => !mine.includes(each));
  try {
    // Whoever acted may have to be told that the others could not be reached.
    const isFollowed = on.isFollowed === true || others.length > 0;
    await showMine(ports, { ...on, isFollowed }, mine);
    for (const { id } of mine) await ports.parts.storage.markSent(id);
  } catch (error) {
    ports.log.warn(describeError(error), "Could not show what a round says; it stays owed");
  }
  let problem: string | undefined;
  for (const each of others) {
    try {
      await sendRound(ports, each);
      await ports.parts.storage.markSent(each.id);
    } catch (error) {
      ports.log.warn(describeError(error), "Could not send what a round says; it stays owed");
      problem ??= problemOf(error);
    }
  }
  if (problem !== undefined) await line.tell(note(ports, caller, problem));
}

/** What whoever acted is told about a refusal, where somebody can do something about it. */
function problemOf(error: unknown): string | undefined {
  if (isRefused(error, CODES.cannotMessagePerson)) return "discord.round.not-reached";
  return isRefused(error, CODES.missingPermissions, CODES.missingAccess)
    ? "discord.round.not-posted"
    : undefined;
}

/** Decisions leave the card they were made on, without its buttons: the next card must not take its place. */
const DECISIONS: ReadonlySet<string> = new Set([
  "approve",
  "later",
  "confirm",
  "approve-if",
  "decline",
]);

async function showMine(
  ports: AnswerPorts,
  { caller, line, event, isBelow, isFollowed = false }: OnLine,
  mine: readonly OwedRoundReply[],
): Promise<void> {
  const press = event?.type === "fill" ? event.form : (event?.type ?? "");
  const isCard = caller.surface === "update" && DECISIONS.has(press);
  const settled = isCard ? mine.filter(isSettled) : [];
  const unsettled = mine.filter((each) => !settled.includes(each));
  let isShown = isBelow === true || isCard;
  if (settled.length > 0)
    await line.show(
      renderSettled(caller.shown, [
        ...(caller.used === undefined ? [] : [`✓ ${caller.used}`]),
        ...settled.map(({ reply }) => reply.title),
      ]),
      isFollowed || unsettled.length > 0,
    );
  for (const each of unsettled) {
    if (each.reply.type === "round-file") {
      await line.defer();
      await sendHere(ports, each, addressOf(caller));
      continue;
    }
    const { pages } = await drawOwed(ports, each);
    for (const page of pages) {
      const more = isFollowed || each !== unsettled.at(-1) || page !== pages.at(-1);
      await (isShown ? line.tell(page, more) : line.show(page, more));
      isShown = true;
    }
  }
  // Nothing to say to whoever pressed: the press is acknowledged all the same.
  if (mine.length === 0 && isBelow !== true && caller.surface === "update") await line.defer();
}

function isSettled({ reply }: OwedRoundReply): boolean {
  return reply.type === "round-notice" && reply.settles === true;
}

function note({ parts }: AnswerPorts, { locale }: Caller, text: string) {
  const { speaker } = parts.dialog.in(locale);
  return renderNote((said) => speaker.say(said), text);
}

function tooLate({ log, parts }: AnswerPorts, { locale }: Caller, line: Line): Promise<string> {
  log.warn({}, "Could not read a form of a round in time");
  return line.tell(trouble(parts, locale, "discord.too-late"));
}

async function failed(
  { log, parts }: AnswerPorts,
  { locale }: Caller,
  line: Line,
  error: unknown,
): Promise<string> {
  log.error(describeError(error), "Could not take a turn of a round");
  return line.tell(trouble(parts, locale, "discord.failed"));
}
