import type { View } from "@slack/types";
import type { Speaker } from "../../src/texts.ts";
import type { TurnParts } from "../../src/turn.ts";
import { hasBegun } from "./begun.ts";
import { LIMITS, paragraph, plain, quiet } from "./blocks.ts";
import { actions } from "./controls.ts";
import { causeOf } from "./log.ts";
import type { Who } from "./place.ts";
import type { Bot } from "./take.ts";

/** Puts the Home tab up to date; it is drawn anew whenever it is opened, so a failure only gets logged. */
export async function publishHome(bot: Bot, { tenant, person }: Who): Promise<void> {
  const past = await bot.parts.storage.history(tenant, person);
  const isBegun = await hasBegun(bot, { tenant, person });
  const { speaker } = bot.parts.dialog.in("");
  try {
    await bot.web.publish(person, homeView(speaker, person, { isBegun, past }));
  } catch (error) {
    bot.log.warn({ cause: causeOf(error) }, "The Home tab was not drawn");
  }
}

type Past = Awaited<ReturnType<TurnParts["storage"]["history"]>>;
const PAST_SHOWN_MAX = 20;

/** The Home tab: start or go on, what was advised before, and erasing it all. */
function homeView(
  speaker: Speaker,
  owner: string,
  { isBegun, past }: { readonly isBegun: boolean; readonly past: Past },
): View {
  const say = (text: string) => speaker.say({ text });
  const press = { screen: "p" as const, owner };
  const start = { type: "start" } as const;
  const rows = past
    .slice(0, PAST_SHOWN_MAX)
    .map(({ at, subject, verdict }) =>
      speaker.say({ text: "history.row", values: { date: at, subject, verdict } }),
    );
  const hasData = isBegun || rows.length > 0;
  return {
    type: "home",
    blocks: [
      { type: "header", text: plain(say("slack.card.title"), LIMITS.headerChars) },
      paragraph(say("slack.card.lines")),
      ...actions(
        [
          {
            label: say(isBegun ? "action.resume" : "slack.card.start"),
            event: start,
            style: "primary",
          },
          { label: say("slack.sample.button"), event: { type: "sample" } },
          { label: say("slack.how.button"), event: { type: "how" } },
        ],
        press,
      ),
      { type: "divider" },
      paragraph(say(rows.length > 0 ? "history.title" : "history.empty")),
      ...rows.map((row) => paragraph(row, 500)),
      ...(hasData
        ? [
            { type: "divider" as const },
            ...actions(
              [{ label: say("action.forget"), event: { type: "forget" }, style: "danger" }],
              press,
            ),
            ...quiet([say("slack.how.erase")]),
          ]
        : []),
    ],
  };
}
