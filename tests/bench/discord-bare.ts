import {
  ButtonStyle,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  MessageFlags,
} from "discord.js";
import type { APIMessageTopLevelComponent } from "discord.js";
import { createHandInterview } from "./hand-interview.ts";
import type { HandScreen } from "./hand-interview.ts";
import { reportTo } from "./measured.ts";

/** A bare discord.js handler that keeps a `Map` and updates one message: `discord-bare.ts <api url> <token>`. */
const [, , api = "", token = ""] = process.argv;
const interview = createHandInterview();
const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMessages, DirectMessages], rest: { api } });
let underWay = 0;

client.on(Events.InteractionCreate, async (interaction) => {
  underWay += 1;
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
  underWay -= 1;
});
await client.login(token);
const idle = async () => {
  do
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  while (underWay > 0);
};
reportTo(process, 0, { idle });

function render({ question, verdict, last, number }: HandScreen): APIMessageTopLevelComponent[] {
  if (!question) return [text(`### Verdict: ${verdict}`)];
  const { id, title, hint, options } = question;
  const ways = ["Back", "Not sure", "Why do you ask?", "Type it"];
  const rare = ["Skip this question", "See my answers", "Stop and erase"];
  return [
    {
      type: ComponentType.Container,
      accent_color: 0x5b6ee1,
      components: [
        text(`-# Question ${number} of at most 13 · Only you can see this`),
        ...(last === undefined
          ? []
          : [
              {
                type: ComponentType.Section as const,
                components: [text(`-# ${last}`)],
                accessory: button("Change", `c|${number}`, ButtonStyle.Secondary),
              },
            ]),
        text(`### ${title}\n-# ${hint}`),
        ...(options.length <= 5
          ? [row(options.map((one) => button(one.label, `a|${id}|${one.id}|${number}`)))]
          : [
              select(
                "Choose",
                `o|${number}`,
                options.map((one) => ({ label: one.label, value: `a|${id}|${one.id}|${number}` })),
              ),
            ]),
        { type: ComponentType.Separator },
        row(ways.map((way, at) => button(way, `w|${at}|${number}`, ButtonStyle.Secondary))),
        select(
          "More",
          `m|${number}`,
          rare.map((label, at) => ({ label, value: `r|${at}|${number}` })),
        ),
      ],
    },
  ];
}

type Style = ButtonStyle.Primary | ButtonStyle.Secondary;

function text(content: string) {
  return { type: ComponentType.TextDisplay as const, content };
}

function button(label: string, custom_id: string, style: Style = ButtonStyle.Primary) {
  return { type: ComponentType.Button as const, label, custom_id, style };
}

function row<Part>(components: Part[]) {
  return { type: ComponentType.ActionRow as const, components };
}

function select(
  placeholder: string,
  custom_id: string,
  options: { label: string; value: string }[],
) {
  return row([{ type: ComponentType.StringSelect as const, custom_id, placeholder, options }]);
}
