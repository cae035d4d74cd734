import { write } from "./chat.ts";
import { commandOptions, findCommand } from "./command-input.ts";
import type { CommandOptions } from "./command-input.ts";
import { isFields, itemsOf } from "./faults.ts";
import type { Fields } from "./faults.ts";
import { createInteraction } from "./interaction-json.ts";
import type { Whereabouts } from "./interaction-json.ts";
import { modalAnswers } from "./modal-answers.ts";
import type { ModalValues } from "./modal-answers.ts";
import type { RawComponent, RawMessage } from "./raw-json.ts";
import { onScreen, selected, storedOf, usable } from "./screen.ts";
import { dmChannel } from "./world.ts";
import type { Channel, Interaction, OpenModal, Person, Stored, World } from "./world.ts";

/** Where somebody acts. Defaults: the first person, the first guild channel. */
interface Where {
  readonly user?: Person;
  readonly channel?: Channel;
  readonly install?: Whereabouts["install"];
  readonly externalApps?: boolean;
}

/** Who uses a component. */
interface Clicker {
  readonly user?: Person;
  /** Uses the component of the given copy even where the stored message no longer has it: a screen that is behind. */
  readonly asShown?: boolean;
}

/** What a person can do. Each refuses what Discord's client would not let them do. */
export interface People {
  /** Sends a slash command; subcommands follow after blanks: `"certwise team open"`. */
  slash(command: string, options?: CommandOptions, where?: Where): Promise<Interaction>;
  /** Types into an option; the interaction has the `choices` once they arrived. */
  autocomplete(
    command: string,
    options: CommandOptions,
    focused: string,
    where?: Where,
  ): Promise<Interaction>;
  /** Uses a context-menu command on a message. */
  messageCommand(command: string, message: RawMessage, where?: Where): Promise<Interaction>;
  /** Presses a button, by its label or by a test on it. */
  click(
    message: RawMessage,
    button: string | ((button: RawComponent) => boolean),
    clicker?: Clicker,
  ): Promise<Interaction>;
  /** Picks options of the message's select (the only one, or the one with this placeholder or custom_id), by value or label. */
  select(
    message: RawMessage,
    picked: readonly string[],
    select?: string,
    clicker?: Clicker,
  ): Promise<Interaction>;
  /** Sends the modal on the person's screen. */
  submitModal(values?: ModalValues, user?: Person): Promise<Interaction>;
  /** Closes the modal; the app never hears of it. */
  dismissModal(user?: Person): void;
  /** Writes to the bot in a direct message. */
  dm(text: string, user?: Person): RawMessage;
  /** Mentions the bot in a channel. */
  mention(text: string, where?: Where): RawMessage;
  /** Writes in a channel without mentioning the bot: its content is withheld. */
  say(text: string, where?: Where): RawMessage;
  /** Answers one of the bot's messages, which mentions it. */
  reply(message: RawMessage, text: string, user?: Person): RawMessage;
}

/** Makes the people's hands. `deliver` brings an interaction to the app. */
export function createPeople(
  world: World,
  deliver: (interaction: Interaction) => Promise<void>,
): People {
  const place = (where: Where = {}): Whereabouts => {
    const { user, channel, install, externalApps } = where;
    return {
      person: user ?? firstOf(world.people, "person"),
      channel: channel ?? firstOf(world.channels, "channel"),
      ...(install && { install }),
      ...(externalApps !== undefined && { externalApps }),
    };
  };
  const run = async (
    type: number,
    data: Fields,
    where: Whereabouts,
    source?: Stored,
  ): Promise<Interaction> => {
    const interaction = createInteraction(world, type, data, where, source);
    await deliver(interaction);
    return interaction;
  };
  const command = async (
    type: number,
    text: string,
    values: CommandOptions,
    where: Whereabouts,
    focused?: string,
  ): Promise<Interaction> => {
    const [name = "", ...path] = text.split(" ");
    const found = findCommand(world, name, 1, {
      ...where,
      install: where.install ?? defaultInstall(world, where.channel),
    });
    const options = commandOptions(found.json, path, values, focused);
    const guild = found.guildId === undefined ? {} : { guild_id: found.guildId };
    return run(
      type,
      { id: found.id, name, type: 1, ...(options.length > 0 && { options }), ...guild },
      where,
    );
  };
  return {
    slash: (text, options = {}, where) => command(2, text, options, place(where)),
    autocomplete: (text, options, focused, where) =>
      command(4, text, options, place(where), focused),
    messageCommand: async (name, message, where) => {
      const here = place(where);
      const found = findCommand(world, name, 3, {
        ...here,
        install: here.install ?? defaultInstall(world, here.channel),
      });
      const target = storedOf(world, message).message;
      const data = {
        id: found.id,
        name,
        type: 3,
        target_id: target.id,
        resolved: { messages: { [target.id]: target } },
      };
      return run(2, data, here);
    },
    click: async (message, button, clicker = {}) => {
      const { stored, components } = onScreen(
        world,
        message,
        place(clicker).person,
        clicker.asShown,
      );
      const buttons = components.filter((component) => component.type === 2);
      const wanted =
        typeof button === "string" ? (one: RawComponent): boolean => one.label === button : button;
      const found = usable(buttons, wanted, typeof button === "string" ? button : "that button");
      if (found.style === 5)
        throw new RangeError(`Cannot click "${found.label}": a link tells the app nothing`);
      const data = { component_type: 2, custom_id: found.custom_id, id: found.id };
      return run(3, data, whereabouts(world, stored, place(clicker).person), stored);
    },
    select: async (message, picked, select, clicker = {}) => {
      const { stored, components } = onScreen(
        world,
        message,
        place(clicker).person,
        clicker.asShown,
      );
      const selects = components.filter((component) => [3, 5, 6, 7, 8].includes(component.type));
      const found = usable(
        selects,
        (one) => select === undefined || one.placeholder === select || one.custom_id === select,
        select ?? "the select",
      );
      const data = {
        component_type: found.type,
        custom_id: found.custom_id,
        id: found.id,
        ...selected(world, found, picked),
      };
      return run(3, data, whereabouts(world, stored, place(clicker).person), stored);
    },
    submitModal: async (values = {}, user = firstOf(world.people, "person")) => {
      const modal = openModal(world, user);
      const components = modalAnswers(modal, values);
      const data = {
        components,
        custom_id: modal.customId,
        resolved: resolvedIn(world, components),
      };
      world.modals = world.modals.filter((other) => other !== modal);
      const source = world.messages.get(modal.opener.sourceMessageId ?? "");
      const channel =
        world.channels.get(modal.opener.channelId) ?? firstOf(world.channels, "channel");
      return run(
        5,
        data,
        {
          person: user,
          channel,
          ...(modal.opener.userInstallOnly && { install: "user" as const }),
        },
        source,
      );
    },
    dismissModal: (user = firstOf(world.people, "person")) => {
      const modal = openModal(world, user);
      world.modals = world.modals.filter((other) => other !== modal);
    },
    dm: (text, user = firstOf(world.people, "person")) =>
      write(world, text, user, dmChannel(world, user.user.id)),
    mention: (text, where) => {
      const { person, channel } = place(where);
      return write(world, `<@${world.bot.id}> ${text}`, person, channel, { mentions: [world.bot] });
    },
    say: (text, where) => {
      const { person, channel } = place(where);
      return write(world, text, person, channel);
    },
    reply: (message, text, user = firstOf(world.people, "person")) => {
      const target = storedOf(world, message).message;
      const channel = world.channels.get(target.channel_id) ?? firstOf(world.channels, "channel");
      const reference = { type: 0, message_id: target.id, channel_id: channel.id };
      return write(world, text, user, channel, {
        mentions: [target.author],
        type: 19,
        message_reference: reference,
      });
    },
  };
}

/** Whom the entity selects of a modal name: people, and what is nobody is a role. */
function resolvedIn(world: World, components: readonly Fields[]): Fields {
  const ids = components.flatMap(({ component }) => {
    const type = isFields(component) ? Number(component["type"]) : 0;
    return isFields(component) && type >= 5 && type <= 7 ? itemsOf(component["values"]) : [];
  });
  const named = ids.map((id) => [String(id), world.people.get(String(id))?.user] as const);
  return {
    users: Object.fromEntries(named.filter(([, user]) => user !== undefined)),
    roles: Object.fromEntries(
      named.flatMap(([id, user]) => (user === undefined ? [[id, { id, name: "role" }]] : [])),
    ),
  };
}

function whereabouts(world: World, stored: Stored, person: Person): Whereabouts {
  const channel =
    world.channels.get(stored.message.channel_id) ?? firstOf(world.channels, "channel");
  const owners = world.interactions.get(stored.interactionId ?? "");
  return { person, channel, ...(owners?.userInstallOnly && { install: "user" as const }) };
}

function openModal(world: World, user: Person): OpenModal {
  const modal = world.modals.find(({ userId }) => userId === user.user.id);
  if (!modal) throw new RangeError(`Cannot use a modal: ${user.user.username} has none open`);
  return modal;
}

function defaultInstall(world: World, channel: Channel): "guild" | "user" {
  return channel.isForeign ||
    (channel.guildId !== undefined && !world.guilds.get(channel.guildId)?.installed)
    ? "user"
    : "guild";
}

function firstOf<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const [first] = map.values();
  if (first === undefined) throw new RangeError(`Cannot act: there is no ${name}`);
  return first;
}
