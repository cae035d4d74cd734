import type { Fields } from "./block-kit-checks.ts";
import type { Entered } from "./choices.ts";
import type { Delivered, DeliveryOptions } from "./delivery.ts";
import type { FakeSlack } from "./fake-slack.ts";
import {
  commandPayload,
  encoded,
  eventPayload,
  shortcutPayload,
  writtenEvent,
  type Actor,
} from "./payloads.ts";
import { createPressing, takeFirstReply, type Pressing } from "./pressing.ts";
import { shownView } from "./view-methods.ts";
import {
  directChannel,
  type Channel,
  type Member,
  type StoredMessage,
  type Team,
} from "./workspace.ts";

/** Where a person writes. */
export interface WriteOptions extends DeliveryOptions {
  readonly thread?: string;
  /** Fields that change the event: a `subtype`, `files`, `bot_id`. */
  readonly more?: Fields;
}

/** One person in Slack, and what they can do there. */
export interface Person extends Pressing {
  readonly member: Member;
  /** The direct conversation with the app. */
  readonly dm: Channel;
  /** `/advise some words`, typed into a channel or into the direct conversation. */
  slashCommand(
    line: string,
    options?: DeliveryOptions & { readonly channel?: string },
  ): Promise<Delivered>;
  mention(text: string, options: WriteOptions & { readonly channel: string }): Promise<Delivered>;
  directMessage(text: string, options?: WriteOptions): Promise<Delivered>;
  editMessage(message: StoredMessage, text: string, options?: DeliveryOptions): Promise<Delivered>;
  shortcut(callbackId: string, options?: DeliveryOptions): Promise<Delivered>;
  messageShortcut(
    callbackId: string,
    message: StoredMessage,
    options?: DeliveryOptions,
  ): Promise<Delivered>;
  openHome(tab?: "home" | "messages", options?: DeliveryOptions): Promise<Delivered>;
  /** Leaves the company: the account is deactivated. */
  leave(): void;
}

/** Scopes without which Slack does not send the event. */
const EVENT_SCOPES: { readonly [event: string]: string } = { app_mention: "app_mentions:read" };

/** Puts a person in front of the fake, in the first workspace unless another is named. */
export function createPerson(
  fake: FakeSlack,
  more: Partial<Member> = {},
  team: Team = fake.team,
): Person {
  const { world } = fake;
  const member = fake.addMember({ teamId: team.id, ...more });
  const actor: Actor = { world, baseUrl: fake.baseUrl, member, team };
  const dm = directChannel(world, member.id, team);
  const enteredIn = new Map<string, Entered>();

  const entered = (id: string): Entered => {
    const known = enteredIn.get(id) ?? new Map<string, Fields>();
    enteredIn.set(id, known);
    return known;
  };

  async function acting<T>(act: () => Promise<T>): Promise<T> {
    const done = fake.act();
    try {
      return await act();
    } finally {
      done();
    }
  }

  function sendEvent(
    event: Fields,
    channel: Channel,
    options: DeliveryOptions,
  ): Promise<Delivered> {
    const kind = { im: "im", public: "channels", private: "groups" }[channel.kind];
    const name = event["type"] === "message" ? `message.${kind}` : String(event["type"]);
    const scope = event["type"] === "message" ? `${kind}:history` : EVENT_SCOPES[name];
    if (!fake.subscriptions.has(name) || (scope !== undefined && !team.scopes.has(scope))) {
      throw new Error(
        `Cannot send ${name}: the app is not subscribed to it or lacks the scope ${scope ?? ""}`,
      );
    }
    return fake.deliveries.send("events_api", eventPayload(actor, event, channel), options);
  }
  const sendAct = (payload: Fields, options: DeliveryOptions): Promise<Delivered> =>
    fake.deliveries.send("interactive", payload, options);

  function write(
    channel: Channel,
    text: string,
    elements: readonly Fields[],
    thread: string | undefined,
  ): StoredMessage {
    const block = {
      type: "rich_text",
      block_id: world.nextId("r"),
      elements: [{ type: "rich_text_section", elements }],
    };
    const message: StoredMessage = {
      type: "message",
      channel: channel.id,
      ts: world.nextTs(),
      teamId: member.teamId,
      user: member.id,
      text,
      blocks: [block],
      isEdited: false,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    };
    world.messages.set(message.ts, message);
    return message;
  }

  function channelOf(id: string): Channel {
    const channel = world.channels.get(id);
    if (channel === undefined || !channel.members.has(member.id))
      throw new Error(`Cannot write to ${id}: ${member.id} is not in it`);
    return channel;
  }

  const inCommon = { fake, actor, entered, acting, sendAct };
  return {
    member,
    dm,
    ...createPressing(inCommon),
    slashCommand: (line, options = {}) =>
      acting(async () => {
        const channel = channelOf(options.channel ?? dm.id);
        const [command = "", ...words] = line.split(" ");
        const payload = commandPayload(actor, command, words.join(" "), channel);
        const delivered = await fake.deliveries.send("slash_commands", payload, options);
        takeFirstReply(fake, team, payload, delivered);
        return delivered;
      }),
    mention: (text, options) =>
      acting(async () => {
        const channel = channelOf(options.channel);
        const elements = [
          { type: "user", user_id: team.botUserId },
          { type: "text", text: ` ${text}` },
        ];
        const message = write(
          channel,
          `<@${team.botUserId}> ${encoded(text)}`,
          elements,
          options.thread,
        );
        const mention = {
          ...writtenEvent(actor, message, "app_mention", channel),
          ...options.more,
        };
        const sent = [sendEvent(mention, channel, options)];
        // The same message is another event, with another id, for an app that reads the channel.
        if (
          fake.subscriptions.has(channel.kind === "private" ? "message.groups" : "message.channels")
        ) {
          sent.push(
            sendEvent(
              { ...writtenEvent(actor, message, "message", channel), ...options.more },
              channel,
              options,
            ),
          );
        }
        const [first, twin] = await Promise.all(sent);
        if (first === undefined) throw new Error("Cannot mention the app: nothing was sent");
        return twin === undefined ? first : { ...first, twin };
      }),
    directMessage: (text, options = {}) =>
      acting(() => {
        const message = write(dm, encoded(text), [{ type: "text", text }], options.thread);
        return sendEvent(
          { ...writtenEvent(actor, message, "message", dm), ...options.more },
          dm,
          options,
        );
      }),
    editMessage: (message, text, options = {}) =>
      acting(() => {
        const channel = channelOf(message.channel);
        const edited = { ...message, text: encoded(text), isEdited: true };
        world.messages.set(message.ts, edited);
        const {
          channel: _1,
          channel_type: type,
          ...shown
        } = writtenEvent(actor, edited, "message", channel);
        const {
          channel: _2,
          channel_type: _3,
          ...previous_message
        } = writtenEvent(actor, message, "message", channel);
        const ts = world.nextTs();
        const changed = { ...shown, edited: { user: member.id, ts } };
        const event = {
          type: "message",
          subtype: "message_changed",
          message: changed,
          previous_message,
          channel: channel.id,
          hidden: true,
        };
        return sendEvent({ ...event, ts, event_ts: ts, channel_type: type }, channel, options);
      }),
    shortcut: (callbackId, options = {}) =>
      acting(() => sendAct(shortcutPayload(actor, callbackId), options)),
    messageShortcut: (callbackId, message, options = {}) =>
      acting(() => sendAct(shortcutPayload(actor, callbackId, message), options)),
    openHome: (tab = "home", options = {}) =>
      acting(() => {
        const home = fake.home(member.id);
        const view = tab === "home" && home !== undefined ? { view: shownView(world, home) } : {};
        return sendEvent(
          {
            type: "app_home_opened",
            user: member.id,
            channel: dm.id,
            tab,
            ...view,
            event_ts: world.nextTs(),
          },
          dm,
          options,
        );
      }),
    leave: () => {
      member.hasLeft = true;
      dm.isArchived = true;
    },
  };
}
