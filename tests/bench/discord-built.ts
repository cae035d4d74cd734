import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  SectionBuilder,
  SeparatorBuilder,
  StringSelectMenuBuilder,
  StringSelectMenuOptionBuilder,
  TextDisplayBuilder,
} from "discord.js";
import type { HandScreen } from "./hand-interview.ts";

/** The same screen by discord.js's builders, as its guide has it. https://discordjs.guide/popular-topics/display-components */
export function renderBuilt({ question, verdict, last, number }: HandScreen) {
  if (!question) return [text(`### Verdict: ${verdict}`)];
  const { id, title, hint, options } = question;
  const ways = ["Back", "Not sure", "Why do you ask?", "Type it"];
  const rare = ["Skip this question", "See my answers", "Stop and erase"];
  const container = new ContainerBuilder()
    .setAccentColor(0x5b6ee1)
    .addTextDisplayComponents(text(`-# Question ${number} of at most 13 · Only you can see this`));
  if (last !== undefined)
    container.addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(text(`-# ${last}`))
        .setButtonAccessory(button("Change", `c|${number}`, ButtonStyle.Secondary)),
    );
  container.addTextDisplayComponents(text(`### ${title}\n-# ${hint}`));
  const answers = options.map((one) => ({
    label: one.label,
    value: `a|${id}|${one.id}|${number}`,
  }));
  if (answers.length <= 5)
    container.addActionRowComponents(row(answers.map((one) => button(one.label, one.value))));
  else container.addActionRowComponents(select("Choose", `o|${number}`, answers));
  return [
    container
      .addSeparatorComponents(new SeparatorBuilder())
      .addActionRowComponents(
        row(ways.map((way, at) => button(way, `w|${at}|${number}`, ButtonStyle.Secondary))),
      )
      .addActionRowComponents(
        select(
          "More",
          `m|${number}`,
          rare.map((label, at) => ({ label, value: `r|${at}|${number}` })),
        ),
      ),
  ];
}

function text(content: string) {
  return new TextDisplayBuilder().setContent(content);
}

function button(label: string, customId: string, style = ButtonStyle.Primary) {
  return new ButtonBuilder().setCustomId(customId).setLabel(label).setStyle(style);
}

function row(buttons: ButtonBuilder[]) {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(buttons);
}

function select(
  placeholder: string,
  customId: string,
  options: { label: string; value: string }[],
) {
  const menu = new StringSelectMenuBuilder()
    .setCustomId(customId)
    .setPlaceholder(placeholder)
    .addOptions(
      options.map(({ label, value }) =>
        new StringSelectMenuOptionBuilder().setLabel(label).setValue(value),
      ),
    );
  return new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu);
}
