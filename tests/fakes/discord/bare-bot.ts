import { Client, Events, GatewayIntentBits, Partials } from "discord.js";
import type { Interaction } from "discord.js";
import { startFakeDiscord } from "./fake-discord.ts";
import type { FakeDiscord } from "./fake-discord.ts";

/** A plain discord.js client beside the fake: the proof that the fake is Discord enough. */
export interface BareBot {
  readonly fake: FakeDiscord;
  readonly client: Client;
  /** Connects, waits for READY and registers the slash command. */
  login(): Promise<void>;
  onInteraction(handle: (interaction: Interaction) => Promise<unknown>): void;
  fail(error: unknown): void;
  /** The next error a handler met. */
  failure(): Promise<unknown>;
  stop(): Promise<void>;
}

/** The command that the bare bot registers. */
export const SLASH = {
  name: "certwise",
  description: "Ask for advice",
  options: [{ type: 3, name: "topic", description: "What it is about", autocomplete: true }],
};

/** Starts the fake and a client that is not connected yet. */
export async function startBareBot(): Promise<BareBot> {
  const fake = await startFakeDiscord();
  const failures: unknown[] = [];
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: fake.apiUrl },
  });
  const fail = (error: unknown): void => {
    failures.push(error);
    fake.world.changed();
  };
  client.on("error", fail);
  return {
    fake,
    client,
    login: async () => {
      const ready = new Promise((resolve) => {
        client.once(Events.ClientReady, resolve);
      });
      await client.login(fake.token);
      await ready;
      await client.application?.commands.set([SLASH]);
    },
    onInteraction: (handle) => {
      client.on(Events.InteractionCreate, (interaction) => {
        handle(interaction).catch(fail);
      });
    },
    fail,
    failure: () => fake.until(() => failures.shift()),
    stop: async () => {
      await client.destroy();
      await fake.stop();
    },
  };
}
