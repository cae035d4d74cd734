import type { Tick } from "../../src/in-order.ts";
import { takeInterviewTurn } from "../../src/rounds.ts";
import type { InterviewTurn } from "../../src/rounds.ts";
import type { TurnParts } from "../../src/turn.ts";
import { TENANT } from "./address.ts";
import type { Address } from "./address.ts";
import { createDelivery } from "./delivery.ts";
import { readMessage } from "./inbound-message.ts";
import type { IncomingMessage } from "./inbound-message.ts";
import { trouble } from "./line-delivery.ts";
import type { AnswerPorts } from "./line-delivery.ts";
import { keepCalled, readPlace, roundMeant, stoodAt } from "./place.ts";
import { describeError } from "./log.ts";
import { idOf, toMessage } from "./rest.ts";
import { sendRound } from "./round-delivery.ts";
import { renderInvitation } from "./screens.ts";

/** Takes messages that were written to the bot. */
export interface Messages {
  /**
   * Answers a direct message, or invites after a mention. Never rejects.
   *
   * @returns `"answered"`, or why nothing was said.
   */
  take(payload: unknown, self: string): Promise<string>;
}

type MessagePorts = AnswerPorts & {
  readonly namedIn: (parts: TurnParts, locale: string, text: string) => string | undefined;
};
type Heard = Exclude<IncomingMessage, { readonly type: "ignored" }> & {
  /** When it arrived here. */
  readonly arrived: Tick;
};

/** Makes the taker. What one person types is answered in the order it was typed. */
export function createMessages(ports: MessagePorts): Messages {
  return {
    take: async (payload, self) => {
      const message = readMessage(payload, self);
      if (message.type === "ignored") return message.reason;
      const heard = { ...message, arrived: ports.tick() };
      return ports.order.run(message.channel, () => answer(ports, heard));
    },
  };
}

async function answer(ports: MessagePorts, message: Heard): Promise<string> {
  try {
    if (message.type === "mention") await invite(ports, message);
    else await takeTyped(ports, message);
    return "answered";
  } catch (error) {
    ports.log.error(describeError(error), "Could not answer a message");
    return "failed";
  }
}

async function invite({ parts, rest, now, namedIn }: MessagePorts, message: Heard): Promise<void> {
  const { speaker } = parts.dialog.in("");
  const named = namedIn(parts, "", message.text);
  const body = toMessage(renderInvitation((text) => speaker.say(text), named));
  const posted = await rest.post(message.channel, message.id, {
    ...body,
    allowed_mentions: { parse: [], replied_user: false },
    message_reference: { message_id: message.id, fail_if_not_exists: false },
  });
  const invitation = idOf(posted);
  const { person, text } = message;
  if (invitation === undefined || text === "") return;
  const called = { message: invitation, text };
  await keepCalled(parts.storage, { tenant: TENANT, person }, called, now());
}

async function takeTyped(ports: MessagePorts, message: Heard): Promise<void> {
  const { parts, rest, log } = ports;
  const { channel } = message;
  let taken: InterviewTurn;
  try {
    taken = await takeWords(ports, message);
  } catch (error) {
    log.error(describeError(error), "Could not take a turn");
    await rest.post(channel, message.id, toMessage(trouble(parts, "", "discord.failed")));
    return;
  }
  const delivery = createDelivery(ports);
  // A message that is delivered again is answered again, with the same nonce: Discord shows it once.
  for (const each of taken.owed) await parts.storage.markSent(each.id, await delivery.send(each));
  for (const each of taken.rounds) {
    try {
      await sendRound(ports, each);
      await parts.storage.markSent(each.id);
    } catch (error) {
      log.warn(describeError(error), "Could not send what a round says; it stays owed");
    }
  }
}

/** Words go to the interview whose screen stands last, or to that of the message they reply to. */
async function takeWords(
  { parts, now }: MessagePorts,
  { id: deliveryId, person, channel, text, at, arrived, repliedTo }: Heard,
): Promise<InterviewTurn> {
  const address: Address = { type: "direct", person, channel, locale: "" };
  const place = await readPlace(parts.storage, { tenant: TENANT, person });
  const meant = roundMeant(place, repliedTo);
  // Interviews are deleted some time after their round: words to one that is gone must not begin it anew.
  const { id: dialog } = parts.dialog.in("").dialog;
  const key = { tenant: TENANT, person, dialog };
  const isOpen = meant !== undefined && (await parts.storage.read({ ...key, round: meant }));
  const round = isOpen ? meant : undefined;
  const stood = stoodAt(place, round, { at, arrived });
  const on = stood && {
    revision: stood.revision,
    ...(stood.question === undefined ? {} : { question: stood.question }),
  };
  return takeInterviewTurn(parts, {
    tenant: TENANT,
    person,
    deliveryId,
    event: { type: "text", text, ...on, now: now(), at },
    address,
    ...(round === undefined ? {} : { round }),
  });
}
