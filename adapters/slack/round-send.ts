import { z } from "zod";
import { editOpening, findMessage, rememberMessage } from "../../src/rounds/opening-message.ts";
import type { OwedRoundReply, RoundFileReply, RoundReply } from "../../src/rounds/replies.ts";
import type { TurnParts } from "../../src/turn.ts";
import { howToAnswer, isLive, parseAddress } from "./address.ts";
import type { Address } from "./address.ts";
import type { Message } from "./blocks.ts";
import { note, pointer } from "./cards.ts";
import { causeOf } from "./log.ts";
import type { Log } from "./log.ts";
import { withoutPeople } from "./mentions.ts";
import { renderRound } from "./round-outbound.ts";
import { addPicture, FILES_SCOPE } from "./round-picture.ts";
import { isGone, isShutOut, RespondRefused } from "./web.ts";
import type { Spot, Web } from "./web.ts";

/** What sending what a round says needs. */
interface RoundSendParts {
  readonly parts: TurnParts;
  readonly web: Web;
  readonly now: () => number;
  readonly log: Log;
}

const channelSchema = z.object({ tenant: z.string(), channel: z.string() });
const spotSchema = z.object({ channel: z.string(), ts: z.string() });

/** The channel of a round, as the round keeps it. */
export type RoundChannel = Readonly<z.infer<typeof channelSchema>>;

/** Several of these follow one press: `pointToQueue` says once where they are. */
const IN_A_ROW: readonly RoundReply["type"][] = ["queue-card", "funding"];

/**
 * Sends one reply of a round, given only what is stored.
 *
 * @returns What may be done once the reply counts as sent, if anything.
 * @throws {Error} when it cannot be sent now.
 */
export async function deliverRound(
  sending: RoundSendParts,
  owed: OwedRoundReply,
): Promise<(() => Promise<void>) | undefined> {
  const { to } = owed.address;
  if (to.to === "person") {
    await toPerson(sending, owed, to.person);
    return undefined;
  }
  return toChannel(sending, owed);
}

async function toChannel(
  sending: RoundSendParts,
  { address, reply }: OwedRoundReply,
): Promise<(() => Promise<void>) | undefined> {
  const { parts, web, now, log } = sending;
  const { tenant, channel } = channelSchema.parse(address.channel);
  const { round } = reply;
  const { speaker } = parts.dialog.in("");
  const messages = renderRound(reply, speaker);
  if (reply.as === "edit") {
    await editOpening(parts, { tenant, round, now: now() }, async (stored, current) => {
      for (const message of renderRound(current, speaker))
        await edit(sending, spotSchema.parse(stored), message);
    });
    return undefined;
  }
  const opening = reply.as === "new" ? undefined : await openingOf(sending, tenant, reply);
  const spots: Spot[] = [];
  for (const message of messages) spots.push(await post(web, channel, message, opening?.ts));
  const [spot] = spots;
  if (spot && reply.type === "round-opening")
    await rememberMessage(parts, { tenant, round, message: spot, now: now() });
  return spot && reply.type === "round-summary"
    ? () => addPicture({ web, log, speaker }, reply, spot)
    : undefined;
}

/** The invitation may still be on its way: what stands below it waits for it. */
async function openingOf(
  { parts }: RoundSendParts,
  tenant: string,
  { round, type }: RoundReply<string>,
): Promise<Spot> {
  const stored = await findMessage(parts, { tenant, round });
  const spot = spotSchema.safeParse(stored).data;
  if (!spot) throw new Error(`Could not send ${type}: the opening of its round is not posted yet`);
  return spot;
}

/** An invitation that somebody deleted needs no edit. */
async function edit({ web, log }: RoundSendParts, spot: Spot, message: Message): Promise<void> {
  try {
    await web.update(spot, message);
  } catch (error) {
    if (!isGone(error)) throw error;
    log.info({}, "The opening of a round is gone, so it was not edited");
  }
}

/** The thread of a deleted invitation is gone: then the channel itself is told. */
async function post(
  web: Web,
  channel: string,
  message: Message,
  thread: string | undefined,
): Promise<Spot> {
  try {
    return await web.post(channel, message, thread);
  } catch (error) {
    if (thread === undefined || !/thread_not_found/u.test(String(error))) throw error;
    return web.post(channel, message);
  }
}

async function toPerson(
  sending: RoundSendParts,
  { address: { here }, reply }: OwedRoundReply,
  person: string,
): Promise<void> {
  const { parts, web, now } = sending;
  const { speaker } = parts.dialog.in("");
  const messages = renderRound(reply, speaker);
  const address = here == null ? undefined : parseAddress(here);
  const isLasting = reply.type === "round-notice" && reply.lasts === true;
  const isBrief = reply.type === "round-notice" && !isLasting;
  const [first] = messages;
  if (address && first && isBrief && (await isAnswered(sending, address, first))) return;
  if (reply.type !== "round-file" || !(await isFiled(sending, reply, person)))
    for (const message of messages) await web.post(person, message);
  const isFile = reply.type === "round-file" && address?.surface === "channel";
  const isSeenElsewhere =
    isFile || address?.surface === "private" || address?.surface === "command";
  // Beside what lasts, the first question points to the direct conversation itself.
  const isPointed = !isLasting && !IN_A_ROW.includes(reply.type);
  if (address && isSeenElsewhere && isPointed && isLive(address, now()))
    await respond(web, address, pointer(speaker, address));
}

/** Puts an export into the direct conversation as a file, where the workspace lets us; false: it has to be written out. */
async function isFiled(
  { web, log }: RoundSendParts,
  { title, name, content }: RoundFileReply<string>,
  person: string,
): Promise<boolean> {
  try {
    if (!(await web.isGranted(FILES_SCOPE))) return false;
    // A file is shared by the id of a conversation, which the app learns by writing there.
    const { channel } = await web.post(person, note(withoutPeople(title)));
    await web.upload({ name, bytes: Buffer.from(withoutPeople(content)) }, channel);
    return true;
  } catch (error) {
    log.warn({ cause: causeOf(error) }, "An export was not given as a file but as text");
    return false;
  }
}

/** Says once, beside what was just shown where somebody asked, that requests wait in their direct messages. */
export async function pointToQueue(
  { parts, web, log }: RoundSendParts,
  owed: readonly OwedRoundReply[],
  address: Address,
): Promise<void> {
  const { surface, url = "" } = address;
  const isSeenElsewhere = surface === "private" || surface === "command";
  if (!isSeenElsewhere || !owed.some(({ reply }) => IN_A_ROW.includes(reply.type))) return;
  const message = pointer(parts.dialog.in("").speaker, address);
  try {
    await web.respond(url, { ...message, response_type: "ephemeral", replace_original: false });
  } catch (error) {
    log.info({ cause: causeOf(error) }, "The way to the waiting requests was not shown");
  }
}

/** Answers where the person acted, for them alone; false where that cannot be. */
async function isAnswered(
  { web, now }: RoundSendParts,
  address: Address,
  message: Message,
): Promise<boolean> {
  const { surface, channel, person, thread } = address;
  if (surface === "mention" && channel !== undefined) {
    try {
      await web.whisper(channel, person, message, thread);
      return true;
    } catch (error) {
      if (isShutOut(error)) return false;
      throw error;
    }
  }
  const isCard = surface === "private" || surface === "channel" || surface === "command";
  return isCard && isLive(address, now()) && respond(web, address, message);
}

async function respond(web: Web, address: Address, message: Message): Promise<boolean> {
  try {
    await web.respond(address.url ?? "", { ...message, ...howToAnswer(address) });
    return true;
  } catch (error) {
    if (error instanceof RespondRefused) return false;
    throw error;
  }
}
