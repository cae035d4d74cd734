import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";
import { renderBuilt } from "./discord-built.ts";
import { renderPlain } from "./discord-plain.ts";
import { createHandInterview } from "./hand-interview.ts";
import { reportTo } from "./measured.ts";

/** A bare discord.js handler that keeps a `Map` and updates one message: `discord-bare.ts <api url> <token> [plain]`. */
const [, , api = "", token = "", style] = process.argv;
const render = style === "plain" ? renderPlain : renderBuilt;
const interview = createHandInterview();
const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMessages, DirectMessages], rest: { api } });
const turns = { underWay: 0 };

client.on(Events.InteractionCreate, async (interaction) => {
  turns.underWay += 1;
  const { id } = interaction.user;
  if (interaction.isChatInputCommand()) {
    const flags = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral;
    await interaction.reply({ components: render(interview.begin(id)), flags });
  } else if (interaction.isMessageComponent()) {
    const value = interaction.isStringSelectMenu() ? interaction.values[0] : interaction.customId;
    const [, question = "", option = ""] = (value ?? "").split("|");
    const components = render(interview.answer(id, question, option));
    await interaction.update({ components, flags: MessageFlags.IsComponentsV2 });
  }
  turns.underWay -= 1;
});
await client.login(token);
const idle = async () => {
  do
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  while (turns.underWay > 0);
};
reportTo(process, 0, { idle });
