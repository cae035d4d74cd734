import { Client, Events, GatewayIntentBits } from "discord.js";
import { reportTo } from "./measured.ts";

/** A discord.js client as it comes, that only says that it is there: `discord-default.ts <api url> <token>`. */
const [, , api = "", token = ""] = process.argv;
const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMessages, DirectMessages], rest: { api } });

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const components = [{ type: 10 as const, content: "Here" }];
  await interaction.reply({ components, flags: 1 << 15 });
});
await client.login(token);
reportTo(process, 0, { idle: async () => undefined });
