import { ButtonStyle, ComponentType } from "discord.js";
import type { APIMessageTopLevelComponent } from "discord.js";
import type { HandScreen } from "./hand-interview.ts";

/** A screen as Discord takes it: the least that a handler can hand to discord.js. */
export function renderPlain({
  question,
  verdict,
  last,
  number,
}: HandScreen): APIMessageTopLevelComponent[] {
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
