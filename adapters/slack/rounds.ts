import { findPeople, joinRound, readForm, takeRoundTurn } from "../../src/rounds.ts";
import type { RoundRequest } from "../../src/rounds.ts";
import type { FormPress, RoundPress } from "../../src/rounds/press.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import { RESPONSE_URL_MS } from "./address.ts";
import type { Address } from "./address.ts";
import { quiet } from "./blocks.ts";
import { note } from "./cards.ts";
import type { Click, Command } from "./inbound.ts";
import { causeOf } from "./log.ts";
import { decode } from "./markup.ts";
import { movePlace, readPlace } from "./place.ts";
import { renderForm } from "./round-forms.ts";
import type { FilledForm, FormOrigin } from "./round-forms.ts";
import { withoutButtons } from "./round-outbound.ts";
import { pointToQueue } from "./round-send.ts";
import type { RoundChannel } from "./round-send.ts";
import { guarded, rememberOrigin, SAME_PRESS_MS, teller } from "./take.ts";
import type { Bot, Deed } from "./take.ts";
import { isShutOut, MissingScope } from "./web.ts";

/** What somebody calls the bot for that is about the rounds of a channel. */
export const ROUND_WORDS = ["budget", "round", "settings"] as const;
/** What says who administers a workspace: https://docs.slack.dev/reference/scopes/users.read */
export const PEOPLE_SCOPE = "users:read";

/** A press on a button of a round. */
export type RoundClick = Click & { readonly ofRound: RoundPress };

/** Takes a press on a button of a round. Who may do what is for the round to say. */
export async function takeRoundClick(bot: Bot, click: RoundClick): Promise<void> {
  const { ofRound: event, person, responseUrl, where } = click;
  const act = async () => {
    if (event.type === "form") return openForm(bot, click, event);
    await keepName(bot, click);
    const request = await requestOf(bot, click);
    if (event.type !== "join") {
      const owed = await takeRoundTurn(bot.parts, request);
      await bot.sender.sendRounds(owed);
      await sayUnknownRank(bot, click, owed);
      await pointToQueue(bot, owed, addressOf(bot, click));
      return settle(bot, click, owed);
    }
    if (where.type === "channel") await rememberOrigin(bot, click, { channel: where.channel });
    const { owed, rounds } = await joinRound(bot.parts, request);
    await bot.sender.sendRounds(rounds);
    await bot.sender.sendAll(owed);
  };
  await guarded(bot, click, act, teller(bot, person, responseUrl));
}

/** Takes a form of a round that was sent off. */
export async function takeRoundForm(bot: Bot, filled: FilledForm): Promise<void> {
  const { tenant, person, deliveryId, fill, origin } = filled;
  const { channel } = origin;
  const act = async () => {
    await keepName(bot, filled);
    const isOpening = fill.form === "open" && channel !== undefined;
    const address: Address = {
      tenant,
      person,
      at: bot.now(),
      ...(isOpening ? { surface: "mention", channel } : { surface: "dm" }),
    };
    const administers =
      fill.form === "settings" ? { administers: await bot.web.administers(person, tenant) } : {};
    const owed = await takeRoundTurn(bot.parts, {
      tenant,
      person,
      deliveryId,
      event: { ...fill, now: bot.now() },
      address,
      ...administers,
      ...channelOf(tenant, channel),
    });
    await bot.sender.sendRounds(owed);
  };
  await guarded(bot, filled, act, teller(bot, person));
}

/** Takes `/certwise budget`, `/certwise round` and `/certwise settings`. */
export async function takeRoundCommand(
  bot: Bot,
  command: Command,
  word: (typeof ROUND_WORDS)[number],
): Promise<void> {
  const { tenant, person, deliveryId, responseUrl: url, channel, app, triggerId } = command;
  const at = bot.now();
  const tell = (text: string) =>
    bot.web.respond(url, { ...note(text), response_type: "ephemeral" });
  const act = async () => {
    await keepName(bot, command);
    if (word !== "budget") {
      const opened = { ...command, triggerId, where: { type: "channel", channel } as const };
      const form = word === "round" ? "open" : word;
      return openForm(bot, opened, { type: "form", form }, tell);
    }
    const until = at + RESPONSE_URL_MS;
    const inApp = app === undefined ? {} : { app };
    const address: Address = { tenant, person, at, surface: "command", url, until, ...inApp };
    const owed = await takeRoundTurn(bot.parts, {
      tenant,
      person,
      deliveryId,
      event: { type: "budget", now: at },
      address,
      findRank: () => isAdministrator(bot, command),
      ...channelOf(tenant, channel),
    });
    await bot.sender.sendRounds(owed);
    await pointToQueue(bot, owed, address);
  };
  await guarded(bot, command, act, tell);
}

/** Opens a form. Whether the app may write into the channel shows before anything is filled in. */
async function openForm(
  bot: Bot,
  opened: Deed & Pick<Click, "triggerId" | "responseUrl"> & { readonly where: Where },
  press: FormPress,
  tell = teller(bot, opened.person, opened.responseUrl),
): Promise<void> {
  const { tenant, person, where, triggerId } = opened;
  const { speaker } = bot.parts.dialog.in("");
  const asked = { tenant, person, press, now: bot.now() };
  const isSetting = press.form === "settings";
  const rank = isSetting ? await rankOf(bot, opened) : "other";
  if (rank === "unknown") {
    const values = { workspace: tenant };
    return void (await tell(speaker.say({ text: "slack.round.settings-unknown", values })));
  }
  const administers = rank === "administrator";
  const form = await readForm(bot.parts, { ...asked, administers });
  if (!form && isSetting)
    return void (await tell(speaker.say({ text: "round.notice.settings-not-yours" })));
  if (!form) return void (await tell(speaker.say({ text: "slack.round.nothing" })));
  const channel = channelIn(where);
  if (press.form === "open") {
    if (channel === undefined)
      return void (await tell(speaker.say({ text: "round.notice.no-channel" })));
    const asking = note(speaker.say({ text: "slack.round.asking" }));
    try {
      await bot.web.whisper(channel, person, asking);
    } catch (error) {
      if (!isShutOut(error)) throw error;
      return void (await tell(speaker.say({ text: "slack.round.invite" })));
    }
  }
  const origin: FormOrigin = channel === undefined ? {} : { channel };
  await bot.web.open(triggerId, renderForm(form, origin, speaker));
}

/** Who administers a workspace can only be seen where it granted that. */
async function rankOf(
  { web }: Bot,
  { tenant, person }: Deed,
): Promise<"administrator" | "other" | "unknown"> {
  try {
    return (await web.administers(person, tenant)) ? "administrator" : "other";
  } catch (error) {
    if (error instanceof MissingScope) return "unknown";
    throw error;
  }
}

/** Who administers the workspace may end a round that others opened. */
async function isAdministrator(bot: Bot, deed: Deed): Promise<boolean> {
  return (await rankOf(bot, deed)) === "administrator";
}

/** Whoever was refused and may be an administrator all the same hears why, and what would help. */
async function sayUnknownRank(
  bot: Bot,
  click: RoundClick,
  owed: readonly OwedRoundReply[],
): Promise<void> {
  const isRefused = owed.some(
    ({ reply }) => reply.type === "round-notice" && reply.notice === "end-not-yours",
  );
  if (!isRefused || (await rankOf(bot, click)) !== "unknown") return;
  const { speaker } = bot.parts.dialog.in("");
  await teller(
    bot,
    click.person,
    click.responseUrl,
  )(speaker.say({ text: "slack.round.end-unknown" }));
}

type Where = Click["where"] | { readonly type: "channel"; readonly channel: string };

/** A round lives in a channel, never in a direct conversation. */
function channelIn(where: Where): string | undefined {
  return where.type === "channel" && !where.channel.startsWith("D") ? where.channel : undefined;
}

function channelOf(tenant: string, channel: string | undefined): Pick<RoundRequest, "channel"> {
  if (channel === undefined || channel.startsWith("D")) return {};
  const address: RoundChannel = { tenant, channel };
  return { channel: { id: channel, address } };
}

async function requestOf(bot: Bot, click: RoundClick): Promise<RoundRequest> {
  const { tenant, person, ofRound: event, where } = click;
  const isExport = event.type === "export";
  return {
    tenant,
    person,
    deliveryId: deliveryOf(click),
    event: { ...event, now: bot.now() },
    address: addressOf(bot, click),
    findRank: () => isAdministrator(bot, click),
    ...channelOf(tenant, channelIn(where)),
    ...(isExport ? { names: await namesOf(bot, tenant, event.round) } : {}),
  };
}

function addressOf({ now }: Bot, click: RoundClick): Address {
  const { tenant, person, where, responseUrl, app } = click;
  const at = now();
  const inChannel = where.type === "channel" && !where.isPrivate ? "channel" : "private";
  return {
    tenant,
    person,
    at,
    surface: where.type === "channel" ? inChannel : "dm",
    ...(where.type === "dm" ? { message: { channel: where.channel, ts: where.ts } } : {}),
    ...(responseUrl === undefined ? {} : { url: responseUrl, until: at + RESPONSE_URL_MS }),
    ...(app === undefined ? {} : { app }),
  };
}

function deliveryOf({ ofRound, person, where, at = 0 }: RoundClick): string {
  const place = where.type === "dm" ? where.ts : where.type === "channel" ? where.channel : "";
  return `round ${person} ${place} ${Math.floor(at / SAME_PRESS_MS)} ${JSON.stringify(ofRound)}`;
}

/** Leaves the card as it is read, with what was pressed in place of its buttons. Only tidying up: a press on what was left is answered all the same. */
async function settle(
  { web, log }: Bot,
  { where, responseUrl, message, ofRound, label }: RoundClick,
  owed: readonly OwedRoundReply[],
): Promise<void> {
  const isSettled = owed.some(
    ({ reply }) => reply.type === "round-notice" && reply.settles === true,
  );
  // What is put off can still be decided.
  const isOpen = ofRound.type === "later" || !isSettled;
  if (isOpen || where.type !== "dm" || responseUrl === undefined || !message) return;
  const shown = withoutButtons(message.blocks.map((block) => decoded(block)));
  const blocks = label === undefined ? shown : [...shown, ...quiet([`✓ ${label}`])];
  try {
    await web.respond(responseUrl, { text: message.text, blocks, replace_original: true });
  } catch (error) {
    log.info({ cause: causeOf(error) }, "A settled card could not be folded");
  }
}

/** Slack gives texts back with its entities: sent again as they are, they would be shown as such. */
function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => decoded(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      name === "text" && typeof inner === "string" ? decode(inner) : decoded(inner),
    ]),
  );
}

/** The app may not read profiles: it knows people by the name their own acts carry. */
async function keepName(bot: Bot, deed: Deed & { readonly name?: string }): Promise<void> {
  const { name } = deed;
  if (name === undefined || (await readPlace(bot.parts.storage, deed)).name === name) return;
  const reason = `name ${deed.deliveryId}`;
  await movePlace(bot.parts.storage, deed, { name }, { reason, now: bot.now() });
}

async function namesOf(
  { parts }: Bot,
  tenant: string,
  round: string,
): Promise<Readonly<Record<string, string>>> {
  const people = await findPeople(parts, { tenant, round });
  const named = await Promise.all(
    people.map(async (person) => {
      const { name } = await readPlace(parts.storage, { tenant, person });
      return name === undefined ? [] : [[person, name] as const];
    }),
  );
  return Object.fromEntries(named.flat());
}
