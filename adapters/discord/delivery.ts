import type { Tick } from "../../src/in-order.ts";
import { Unreadable } from "../../src/unreadable.ts";
import type { OwedReply, Sent, SpokenReply, TurnParts } from "../../src/turn.ts";
import { parseAddress, TENANT } from "./address.ts";
import type { Address, InteractionAddress } from "./address.ts";
import type { Component } from "./blocks.ts";
import { postDirect, settle } from "./direct.ts";
import { renderReply } from "./outbound.ts";
import { describeError } from "./log.ts";
import type { Log } from "./log.ts";
import { GONE, idOf, isPrivate, isRefused, toMessage } from "./rest.ts";
import type { Rest, Upload } from "./rest.ts";

/** Digits that differ from screen to screen: the ids of what is owed do. */
export function screenTag({ id }: { readonly id: string }): string {
  return id.slice(-SCREEN_TAG_CHARS);
}

const SCREEN_TAG_CHARS = 5;

/** What sending needs. */
export interface DeliveryPorts {
  readonly parts: TurnParts;
  readonly rest: Rest;
  readonly log: Log;
  /** Ms since epoch. */
  readonly now: () => number;
  readonly tick: () => Tick;
}

/** Sends replies to where they belong. */
export interface Delivery {
  readonly locale: string;
  /** Draws a screen for the person it is owed to. */
  render(owed: OwedReply, ephemeral: boolean): readonly Component[];
  /**
   * Sends a post or a file that belongs to an interaction which is acknowledged.
   *
   * @returns The name of the text that says what went wrong; undefined when nothing did.
   */
  sendExtra(owed: OwedReply): Promise<string | undefined>;
  /**
   * Sends a reply by its stored address alone: over the interaction while its token lives, else by direct message.
   *
   * @returns How to mark the reply as sent.
   * @throws {Error} when neither is possible; the person's next click shows the current screen.
   */
  readonly send: (owed: OwedReply) => Promise<Sent | undefined>;
}

/**
 * Makes the sender.
 *
 * @param locale - For the adapter's own words when the address does not say.
 */
export function createDelivery(ports: DeliveryPorts, locale = ""): Delivery {
  const { parts, rest, log, now } = ports;
  const render = (owed: OwedReply, ephemeral: boolean): readonly Component[] => {
    const address = parseAddress(owed.address);
    const { speaker } = parts.dialog.in(address?.locale ?? locale);
    return renderReply(rest.hasToken ? owed.reply : withoutReminder(owed.reply), {
      owner: address?.person ?? "",
      round: owed.round,
      say: (text) => speaker.say(text),
      ephemeral,
      screen: screenTag(owed),
    });
  };
  const sendFile = (owed: OwedReply, { application, token, ephemeral }: InteractionAddress) =>
    rest.followUp(
      application,
      token,
      toMessage(render(owed, ephemeral), ephemeral),
      uploadsOf(owed),
    );
  const send = async (owed: OwedReply): Promise<Sent | undefined> => {
    const address = parseAddress(owed.address);
    if (!address) throw new Unreadable(`Could not send a reply: address of "${owed.id}" unknown`);
    const { type } = owed.reply;
    if (type === "post") {
      await post(ports, owed.id, address, render(owed, false));
      return undefined;
    }
    const drawn = { ...ports, render };
    if (address.type === "direct" || address.expires <= now())
      return sendDirect(drawn, owed, address);
    // In a direct message an advice is a message of its own, which notifies.
    if (type === "advice" && !address.ephemeral && rest.hasToken)
      return sendDirect(drawn, owed, address);
    try {
      if (type !== "file") return await editScreen(drawn, owed, address);
      await sendFile(owed, address);
      return undefined;
    } catch (error) {
      if (!isRefused(error, ...GONE)) throw error;
      return sendDirect(drawn, owed, address);
    }
  };
  return {
    locale,
    render,
    send,
    sendExtra: async (owed) => {
      try {
        await send(owed);
        return undefined;
      } catch (error) {
        log.warn(describeError(error), "Could not send what was asked for");
        return owed.reply.type === "post" ? "discord.post-failed" : "discord.file-failed";
      }
    },
  };
}

/** Whoever cannot write first promises no reminder. */
function withoutReminder(reply: SpokenReply): SpokenReply {
  if (reply.type !== "advice") return reply;
  return { ...reply, actions: reply.actions.filter(({ event }) => event.type !== "remind") };
}

type DrawPorts = DeliveryPorts & Pick<Delivery, "render">;

async function sendDirect(
  ports: DrawPorts,
  owed: OwedReply,
  address: Address,
): Promise<Sent | undefined> {
  const { rest, render } = ports;
  if (!rest.hasToken) throw new Error("Could not send a direct message: there is no bot token");
  const { person } = address;
  const channel = address.type === "direct" ? address.channel : await rest.openDm(person);
  const who = { tenant: TENANT, person };
  const drawn = render(owed, false);
  return postDirect(ports, { owed, drawn, who, channel, files: uploadsOf(owed) });
}

async function editScreen(
  ports: DrawPorts,
  owed: OwedReply,
  { application, token, ephemeral, channel, person, acted }: InteractionAddress,
): Promise<Sent | undefined> {
  const body = toMessage(ports.render(owed, ephemeral));
  const edit = acted === undefined ? {} : { edit: { pressed: acted, sent: ports.tick() } };
  const message = idOf(await ports.rest.editOriginal(application, token, body));
  if (ephemeral || message === undefined) return undefined;
  return settle(ports, { owed, who: { tenant: TENANT, person }, channel, message, ...edit });
}

/** Posts for everybody to see: with the bot's own token, which posts once; where it may not, over the interaction. */
async function post(
  { rest, log }: DeliveryPorts,
  nonce: string,
  address: Address,
  components: readonly Component[],
): Promise<void> {
  const body = toMessage(components);
  // What got lost on the way may stand there already: Discord posts once for a nonce, and a follow-up has none.
  const postOnce = () =>
    rest.post(address.channel, nonce, body).catch((error: unknown) => {
      if (isRefused(error)) throw error;
      return rest.post(address.channel, nonce, body);
    });
  if (address.type === "direct") {
    await postOnce();
    return;
  }
  const { application, token, installed } = address;
  if (installed && rest.hasToken) {
    try {
      await postOnce();
      return;
    } catch (error) {
      if (!isRefused(error)) throw error;
      log.info(describeError(error), "Could not post with the bot's own token");
    }
  }
  // A server that did not install the bot may force what it says to be private.
  if (isPrivate(await rest.followUp(application, token, body)))
    throw new Error("Could not post for everybody: this server shows it to one person only");
}

function uploadsOf({ reply }: OwedReply): readonly Upload[] {
  return reply.type === "file" ? [{ name: reply.name, data: Buffer.from(reply.markdown) }] : [];
}
