import type { OwedReply, TurnParts } from "../../src/turn.ts";
import { takeTurn } from "../../src/turn.ts";
import type { Address } from "./address.ts";
import { createDelivery } from "./delivery.ts";
import { readMessage } from "./inbound-message.ts";
import type { IncomingMessage } from "./inbound-message.ts";
import { TENANT } from "./line-delivery.ts";
import type { AnswerPorts } from "./line-delivery.ts";
import { renderAnswered } from "./outbound.ts";
import { describeError } from "./redact.ts";
import { toMessage } from "./rest.ts";
import { renderInvitation, renderTrouble } from "./screens.ts";

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
type Heard = Exclude<IncomingMessage, { readonly type: "ignored" }>;

/** Makes the taker. What one person types is answered in the order it was typed. */
export function createMessages(ports: MessagePorts): Messages {
  const queues = new Map<string, Promise<unknown>>();
  const shown = new Map<string, ShownQuestion>();
  const inOrder = async (channel: string, task: () => Promise<string>): Promise<string> => {
    const mine = (queues.get(channel) ?? Promise.resolve()).then(task);
    queues.set(channel, mine);
    const outcome = await mine;
    if (queues.get(channel) === mine) queues.delete(channel);
    return outcome;
  };
  return {
    take: async (payload, self) => {
      const message = readMessage(payload, self);
      if (message.type === "ignored") return message.reason;
      return inOrder(message.channel, () => answer(ports, message, shown));
    },
  };
}

async function answer(
  ports: MessagePorts,
  message: Heard,
  shown: Map<string, ShownQuestion>,
): Promise<string> {
  try {
    if (message.type === "mention") await invite(ports, message);
    else await takeTyped(ports, message, shown);
    return "answered";
  } catch (error) {
    ports.log.error(describeError(error), "Could not answer a message");
    return "failed";
  }
}

async function invite({ parts, rest, namedIn }: MessagePorts, message: Heard): Promise<void> {
  const { speaker } = parts.dialog.in("");
  const named = namedIn(parts, "", message.text);
  const body = toMessage(renderInvitation((text) => speaker.say(text), named));
  await rest.post(message.channel, message.id, {
    ...body,
    allowed_mentions: { parse: [], replied_user: false },
    message_reference: { message_id: message.id, fail_if_not_exists: false },
  });
}

async function takeTyped(
  ports: MessagePorts,
  message: Heard,
  shown: Map<string, ShownQuestion>,
): Promise<void> {
  const { parts, rest, log } = ports;
  const { id, person, channel, text, at } = message;
  const address: Address = { type: "direct", person, channel, locale: "" };
  const event = { type: "text", text, now: ports.now(), at } as const;
  const request = { tenant: TENANT, person, deliveryId: id, event, address };
  const delivery = createDelivery(ports);
  let owed: readonly OwedReply[];
  try {
    owed = await takeTurn(parts, request);
  } catch (error) {
    log.error(describeError(error), "Could not take a turn");
    const { speaker } = parts.dialog.in("");
    const screen = renderTrouble((said) => speaker.say(said), "discord.failed");
    await rest.post(channel, id, toMessage(screen));
    return;
  }
  // A message that is delivered again is answered again, with the same nonce: Discord shows it once.
  for (const each of owed) {
    const sent = await delivery.send(each);
    await parts.storage.markSent(each.id);
    await fold(ports, shown, channel, each.reply);
    if (sent !== undefined && each.reply.type === "question")
      remember(shown, channel, { message: sent, question: each.reply.question });
  }
}

/** The newest question in a direct message. After a restart it is not known, and then it stays as it is. */
interface ShownQuestion {
  readonly message: string;
  readonly question: string;
}

const REMEMBERED_CHANNELS_MAX = 1000;

function remember(
  shown: Map<string, ShownQuestion>,
  channel: string,
  question: ShownQuestion,
): void {
  shown.delete(channel);
  shown.set(channel, question);
  for (const oldest of shown.keys()) {
    if (shown.size <= REMEMBERED_CHANNELS_MAX) break;
    shown.delete(oldest);
  }
}

/** The question that was answered by typing becomes one line, so that there is one thing to do on the screen. */
async function fold(
  { rest, log }: MessagePorts,
  shown: Map<string, ShownQuestion>,
  channel: string,
  next: OwedReply["reply"],
): Promise<void> {
  const before = shown.get(channel);
  const isNext = next.type === "question" && before && before.question !== next.question;
  if (!isNext || !next.last) return;
  try {
    await rest.edit(channel, before.message, toMessage(renderAnswered(next.last)));
  } catch (error) {
    log.info(describeError(error), "Could not fold an answered question");
  }
}
