import { Unreadable } from "../../src/unreadable.ts";
import { editOpening, findMessage, rememberMessage } from "../../src/rounds/opening-message.ts";
import type { OwedRoundReply } from "../../src/rounds/replies.ts";
import { parseAddress, parseChannel, parseMessage, TENANT } from "./address.ts";
import type { InteractionAddress, MessageAddress } from "./address.ts";
import type { Component } from "./blocks.ts";
import { screenTag } from "./delivery.ts";
import type { DeliveryPorts } from "./delivery.ts";
import { cutLabel } from "./escape.ts";
import { describeError } from "./log.ts";
import { CODES, GONE, idOf, isRefused, toMessage } from "./rest.ts";
import type { Upload } from "./rest.ts";
import { renderRound } from "./round-outbound.ts";
import { drawRound } from "./round-picture.ts";

/** A reply of a round as messages, with the file that belongs to them. */
export interface Drawn {
  readonly pages: readonly (readonly Component[])[];
  readonly files: readonly Upload[];
}

/** Draws a reply of a round for whomever it goes to, with its picture if that is wanted and can be drawn. */
export async function drawOwed(
  ports: DeliveryPorts,
  owed: OwedRoundReply,
  isPictured = true,
): Promise<Drawn> {
  const { reply, address } = owed;
  const { to } = address;
  const here = parseAddress(address.here);
  const { speaker } = ports.parts.dialog.in(
    here?.locale ?? parseChannel(address.channel)?.locale ?? "",
  );
  const wanted = isPictured ? drawRound(reply, (text) => speaker.say(text)) : undefined;
  const picture = await wanted?.catch((error: unknown) => {
    ports.log.warn(describeError(error), "Could not draw the picture of a summary");
    return undefined;
  });
  const pages = renderRound(reply, {
    ...(to.to === "person" ? { owner: to.person } : {}),
    say: (text) => speaker.say(text),
    screen: screenTag(owed),
    isRoomy: to.to === "person" || reply.as === "thread",
    ...(picture === undefined ? {} : { picture: picture.name }),
  });
  const file =
    reply.type === "round-file" ? [{ name: reply.name, data: Buffer.from(reply.content) }] : [];
  return { pages, files: picture === undefined ? file : [picture] };
}

/**
 * Sends a reply of a round by its stored address alone: to the channel, or to a person, over the interaction they acted
 * in while its token lives, else by direct message.
 *
 * @throws {Error} when it cannot be sent yet, or at all.
 */
export async function sendRound(ports: DeliveryPorts, owed: OwedRoundReply): Promise<void> {
  const { to } = owed.address;
  if (to.to === "channel") return sendToChannel(ports, owed);
  const here = parseAddress(owed.address.here);
  if (here?.type !== "interaction" || here.expires <= ports.now())
    return sendDirect(ports, owed, to.person);
  try {
    await sendHere(ports, owed, here);
  } catch (error) {
    if (!isRefused(error, ...GONE)) throw error;
    await sendDirect(ports, owed, to.person);
  }
}

/** Sends a reply of a round as answers to an interaction that is acknowledged. */
export async function sendHere(
  ports: DeliveryPorts,
  owed: OwedRoundReply,
  { application, token, ephemeral }: InteractionAddress,
): Promise<void> {
  const { pages, files } = await drawOwed(ports, owed);
  for (const [at, page] of pages.entries())
    await ports.rest.followUp(
      application,
      token,
      toMessage(page, ephemeral),
      at === 0 ? files : [],
    );
}

async function sendDirect(ports: DeliveryPorts, owed: OwedRoundReply, person: string) {
  if (!ports.rest.hasToken)
    throw new Error("Could not send a direct message: there is no bot token");
  await post(ports, owed, await ports.rest.openDm(person));
}

async function sendToChannel(ports: DeliveryPorts, owed: OwedRoundReply): Promise<void> {
  const { rest, parts } = ports;
  const { reply, address } = owed;
  const to = parseChannel(address.channel);
  if (!to)
    throw new Unreadable(`Could not send a reply of a round: channel of "${owed.id}" unknown`);
  if (!rest.hasToken) throw new Error("Could not post for a round: there is no bot token");
  const { round } = reply;
  if (reply.as === "new") {
    const message = await post(ports, owed, to.channel);
    const posted = { channel: to.channel, message };
    if (reply.type === "round-opening")
      await rememberMessage(parts, {
        tenant: TENANT,
        round,
        message: posted,
        now: ports.now(),
      });
    return;
  }
  const asked = { tenant: TENANT, round, now: ports.now() };
  if (reply.as === "edit")
    return editOpening(parts, asked, (message, current) =>
      edit(ports, { ...owed, reply: current }, message),
    );
  const opening = requireMessage(await findMessage(parts, { tenant: TENANT, round }));
  await postInThread(ports, owed, opening);
}

function requireMessage(stored: unknown): MessageAddress {
  const opening = parseMessage(stored);
  if (!opening) throw new Error("Could not send a reply of a round yet: its opening is not posted");
  return opening;
}

async function edit(ports: DeliveryPorts, owed: OwedRoundReply, opening: unknown): Promise<void> {
  const { channel, message } = requireMessage(opening);
  const { pages } = await drawOwed(ports, owed);
  try {
    await ports.rest.edit(channel, message, toMessage(pages[0] ?? []));
  } catch (error) {
    // Somebody took the opening away: there is nothing left to keep up to date.
    if (!isRefused(error, CODES.unknownMessage, CODES.unknownChannel)) throw error;
  }
}

/** In the thread of the opening; where there cannot be one, as an answer to it. */
async function postInThread(
  ports: DeliveryPorts,
  owed: OwedRoundReply,
  { channel, message }: MessageAddress,
): Promise<void> {
  try {
    const name = cutLabel(owed.reply.title, THREAD_NAME_CHARS_MAX);
    await post(ports, owed, await ports.rest.openThread(channel, message, name));
  } catch (error) {
    ports.log.info(describeError(error), "Could not write in a thread");
    const answer = { message_reference: { message_id: message, fail_if_not_exists: false } };
    await post(ports, owed, channel, answer);
  }
}

/** @returns The id of the first message. */
async function post(
  ports: DeliveryPorts,
  owed: OwedRoundReply,
  channel: string,
  fields: object = {},
): Promise<string> {
  const drawn = await drawOwed(ports, owed);
  try {
    return await postDrawn(ports, owed, drawn, { channel, fields });
  } catch (error) {
    // Where the bot may write but not attach files, the numbers in words are enough.
    const isPictured = owed.reply.type === "round-summary" && drawn.files.length > 0;
    if (!isPictured || !isRefused(error, CODES.missingPermissions)) throw error;
    ports.log.info(describeError(error), "Could not attach the picture of a summary");
    return postDrawn(ports, owed, await drawOwed(ports, owed, false), { channel, fields });
  }
}

async function postDrawn(
  ports: DeliveryPorts,
  owed: OwedRoundReply,
  { pages, files }: Drawn,
  { channel, fields }: { readonly channel: string; readonly fields: object },
): Promise<string> {
  const ids: string[] = [];
  for (const [at, page] of pages.entries()) {
    const nonce = at === 0 ? owed.id : `${owed.id.slice(0, NONCE_CHARS_MAX - 2)}.${at}`;
    const body = { ...toMessage(page), ...fields };
    const sent = await ports.rest.post(channel, nonce, body, at === 0 ? files : []);
    ids.push(idOf(sent) ?? "");
  }
  return ids[0] ?? "";
}

/** https://docs.discord.com/developers/resources/message#create-message */
const NONCE_CHARS_MAX = 25;
/** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
const THREAD_NAME_CHARS_MAX = 100;
