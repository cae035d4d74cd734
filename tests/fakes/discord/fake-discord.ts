import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { visibleIn } from "./channel-routes.ts";
import { createEndpointCaller } from "./endpoint.ts";
import type { EndpointAnswer, EndpointCaller, Tampering } from "./endpoint.ts";
import type { Fields } from "./faults.ts";
import { createGateway } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import { createPeople } from "./person.ts";
import type { People } from "./person.ts";
import { rawUser } from "./raw-json.ts";
import type { RawMessage } from "./raw-json.ts";
import { createRest } from "./rest.ts";
import type { Disturbance } from "./rest.ts";
import { createWorld, dmChannel } from "./world.ts";
import type { Channel, Guild, Interaction, OpenModal, Person, World } from "./world.ts";

/** How the fake starts. */
export interface FakeDiscordOptions {
  /** The bot token it accepts. Default `"fake.bot.token"`. */
  readonly token?: string;
  /** The clock's first time in ms. It stands still until `advance`. Default 2 November 2026, 09:00 UTC. */
  readonly now?: number;
  /** Privileged intents that are switched on. Default none. */
  readonly privilegedIntents?: number;
  /** How many shards it recommends. Default 1. */
  readonly shards?: number;
}

/** A Discord on 127.0.0.1 that refuses what Discord refuses, and the people who use it. */
export interface FakeDiscord extends People {
  /** For `new Client({ rest: { api } })`, without the version. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly publicKey: string;
  readonly gateway: Gateway;
  readonly endpoint: EndpointCaller;
  /** The app is in this guild; `channel` is its #general. */
  readonly guild: Guild;
  readonly channel: Channel;
  /** The first person, who acts when nobody is named. */
  readonly ana: Person;
  readonly world: World;
  now(): number;
  advance(ms: number): void;
  addPerson(
    name: string,
    options?: Partial<Pick<Person, "locale" | "permissions" | "dmsClosed">>,
  ): Person;
  addGuild(name: string, options?: { readonly installed?: boolean }): Guild;
  addChannel(options?: Partial<Omit<Channel, "id" | "app">>): Channel;
  dmOf(person: Person): Channel;
  /** Sends interactions to this URL from now on, after probing it as Discord does. */
  useEndpoint(url: string): Promise<void>;
  /** Delivers an interaction that already was: same id, same token. Over HTTP it can be tampered with. */
  redeliver(interaction: Interaction, tampering?: Tampering): Promise<EndpointAnswer | undefined>;
  /** Dispatches any gateway event. */
  dispatch(event: string, payload: Fields): void;
  /** Disturbs the next requests: rate limit, outage, broken line. */
  disturb(disturbance: Disturbance): void;
  /** What everybody sees in a channel, oldest first. */
  messages(channel?: Channel): RawMessage[];
  /** What only this person sees. */
  ephemerals(person?: Person): RawMessage[];
  /** The direct messages between a person and the bot. */
  dms(person?: Person): RawMessage[];
  modals(person?: Person): OpenModal[];
  commands(guild?: Guild): Fields[];
  readonly calls: World["calls"];
  readonly refusals: World["refusals"];
  /** Resolves when the condition holds, looked at whenever something happens. Fails after a minute of real time, which only ends what hangs. */
  until<Value>(condition: () => Value | undefined | false): Promise<Value>;
  /** Resolves when the app has acknowledged. */
  answered(interaction: Interaction): Promise<Interaction>;
  /** @throws {Error} when Discord's own description does not agree with what passed between the app and the fake. */
  stop(): Promise<void>;
}

const DEFAULT_NOW = Date.UTC(2026, 10, 2, 9);

/** Starts the fake on a free port. Everything a test needs to see or do hangs on what it returns. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const { token = "fake.bot.token", now = DEFAULT_NOW, shards } = options;
  const world = createWorld(token, now, shards);
  let port = 0;
  const rest = createRest(world, () => `ws://127.0.0.1:${port}/gateway`);
  const server = createServer((request, response) => rest.handle(request, response));
  const gateway = createGateway(
    world,
    server,
    () => `ws://127.0.0.1:${port}/gateway`,
    options.privilegedIntents ?? 0,
  );
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  port = portOf(server.address());
  const watchers = watchersOf(world);
  const endpoint = createEndpointCaller(world);
  let endpointUrl: string | undefined;
  const deliver = async (
    interaction: Interaction,
    tampering?: Tampering,
  ): Promise<EndpointAnswer | undefined> => {
    if (endpointUrl !== undefined) return endpoint.deliver(endpointUrl, interaction, tampering);
    world.dispatch("INTERACTION_CREATE", interaction.raw);
    return undefined;
  };
  const people = createPeople(world, async (interaction) => {
    await deliver(interaction);
  });
  const seeds = seedsOf(world);
  const guild = seeds.addGuild("Training Lab");
  const channel = seeds.addChannel({ guildId: guild.id, name: "general" });
  const ana = seeds.addPerson("ana");
  const visible = (
    test: (stored: { message: RawMessage; ephemeralFor?: string }) => boolean,
  ): RawMessage[] =>
    [...world.messages.values()]
      .filter((stored) => !stored.deleted && test(stored))
      .map(({ message }) => message);
  return {
    ...people,
    ...seeds,
    ...watchers,
    apiUrl: `http://127.0.0.1:${port}/api`,
    token: world.token,
    applicationId: world.bot.id,
    publicKey: endpoint.publicKey,
    gateway,
    endpoint,
    guild,
    channel,
    ana,
    world,
    now: () => world.now,
    advance: (ms) => {
      world.now += ms;
    },
    dmOf: (person) => dmChannel(world, person.user.id),
    useEndpoint: async (url) => {
      await endpoint.probe(url);
      endpointUrl = url;
    },
    redeliver: deliver,
    dispatch: (event, payload) => world.dispatch(event, payload),
    disturb: (disturbance) => {
      rest.disturbances.push({ ...disturbance });
    },
    messages: (where = channel) => visibleIn(world, where).map(({ message }) => message),
    ephemerals: (person = ana) => visible(({ ephemeralFor }) => ephemeralFor === person.user.id),
    dms: (person = ana) =>
      visibleIn(world, dmChannel(world, person.user.id)).map(({ message }) => message),
    modals: (person = ana) => world.modals.filter(({ userId }) => userId === person.user.id),
    commands: (where) =>
      world.commands.filter(({ guildId }) => guildId === where?.id).map(({ json }) => json),
    calls: world.calls,
    refusals: world.refusals,
    stop: async () => {
      await gateway.stop();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      const disputed = [...new Set(world.disagreements)];
      if (disputed.length > 0)
        throw new Error(`Discord's description does not agree:\n${disputed.join("\n")}`);
    },
  };
}

function seedsOf(world: World): Pick<FakeDiscord, "addPerson" | "addGuild" | "addChannel"> {
  const seeds: Pick<FakeDiscord, "addPerson" | "addGuild" | "addChannel"> = {
    addPerson: (
      name,
      { locale = "en-US", permissions = "2248473465835073", dmsClosed = false } = {},
    ) => {
      const user = rawUser(world.nextId(), name.toLowerCase(), name);
      const person: Person = { user, locale, permissions, dmsClosed };
      world.people.set(user.id, person);
      return person;
    },
    addGuild: (name, { installed = true } = {}) => {
      const guild: Guild = { id: world.nextId(), name, installed };
      world.guilds.set(guild.id, guild);
      return guild;
    },
    addChannel: (wanted = {}) => {
      const guildId =
        wanted.guildId ?? (wanted.isForeign ? undefined : [...world.guilds.keys()][0]);
      const app = { view: true, send: true, archived: false };
      const channel: Channel = {
        type: wanted.isForeign ? 1 : 0,
        ...wanted,
        id: world.nextId(),
        app,
        ...(guildId !== undefined && { guildId }),
      };
      world.channels.set(channel.id, channel);
      return channel;
    },
  };
  return seeds;
}

const PATIENCE_MS = 60_000;

function watchersOf(world: World): Pick<FakeDiscord, "until" | "answered"> {
  const checks = new Set<() => void>();
  world.changed = () => {
    for (const check of checks) check();
  };
  const until: FakeDiscord["until"] = (condition) =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        checks.delete(check);
        settle();
      };
      const check = (): void => {
        const value = condition();
        if (value !== undefined && value !== false) finish(() => resolve(value));
      };
      const timer = setTimeout(() => {
        const last = JSON.stringify(world.refusals.at(-1) ?? world.calls.at(-1) ?? "nothing");
        finish(() =>
          reject(
            new Error(`Cannot wait any longer for ${condition.toString()}; last seen: ${last}`),
          ),
        );
      }, PATIENCE_MS);
      checks.add(check);
      check();
    });
  return {
    until,
    answered: (interaction) => until(() => interaction.answer !== undefined && interaction),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string")
    throw new TypeError("Cannot read the port the fake listens on");
  return address.port;
}
