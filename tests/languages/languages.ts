import { expect, it } from "vitest";
import { requireDialog } from "../../src/dialogs.ts";
import { openDiscordStage } from "../screens/discord-stage.ts";
import { INTERVIEW, ROUND } from "../screens/scenes.ts";
import { openSlackStage } from "../screens/slack-stage.ts";
import type { Shot, Stage } from "../screens/stage.ts";
import { openTerminalStage } from "../screens/terminal-stage.ts";
import { notIn, toPseudo } from "./pseudo.ts";
import { wordsIn } from "./words-in.ts";

const dialog = toPseudo(requireDialog("dialogs/ai-certification"));

/** A message says no language, so that an interview begins in one only by a command. */
async function openDiscord(): Promise<Stage> {
  const stage = await openDiscordStage({ dialog, locale: "de" });
  const { fake } = stage.certwise;
  return {
    ...stage,
    meet: async (somebody) => {
      const user = stage.person(somebody);
      const asked = await fake.slash("certwise check", {}, { user, channel: fake.dmOf(user) });
      await fake.answered(asked);
    },
  };
}

/** Words of the platform itself that know no language but the default one where people write messages. */
const DISCORD_ALONE = [
  "Type it",
  "More …",
  "Choose one",
  "Change an answer",
  "**Why this advice**",
  "**What would change this**",
  "What to show",
  "verdict",
  "reason 1",
  "reason 2",
  "reason 3",
  "reason 4",
  "next step",
  "cost",
];
/** What is said to somebody of whom no language is known: in a channel, and once everything is erased. */
const DISCORD_UNKNOWN = [
  "I will ask about ten short questions, privately: only you see them, and the advice. Press the button to begin.",
  "Answer privately",
  "About ten short questions, two minutes. Say “pause” to go on later, or “stop” to erase your answers.",
  "### Which certification are you thinking about?",
  "-# 1 of at most 13",
  "-# Type its name or code, such as “AIF-C01”. For another one, add price and hours if you know them.",
  "1 · Another one",
  "2 · Not chosen yet",
  "I could not place that. Pick one below, or say it in other words.",
  "Skip",
  "Stop",
  "Why do you ask?",
];
/** Rounds in a terminal are said in the default language. */
const TERMINAL_ROUND = [
  "There is no training round in this channel.",
  "Open one: everybody answers a private interview, and the channel gets one",
  "summary it can decide from.",
  "Open a round",
];

/**
 * Every platform in a language that is made up, with everything it shows. `known`: what is said in another language today; a fault that
 * is mended leaves the list.
 */
const SURFACES = [
  // Slack says no language with what people do: everybody is spoken to in the default one.
  { on: "Slack", walk: INTERVIEW, locale: "en", known: [], open: () => openSlackStage({ dialog }) },
  {
    on: "Slack, a round",
    walk: ROUND,
    locale: "en",
    known: [],
    open: () => openSlackStage({ dialog }),
  },
  {
    on: "Discord",
    walk: INTERVIEW,
    locale: "de",
    known: [...DISCORD_ALONE, ...DISCORD_UNKNOWN],
    open: openDiscord,
  },
  { on: "Discord, a round", walk: ROUND, locale: "de", known: [], open: openDiscord },
  {
    on: "a terminal",
    walk: INTERVIEW,
    locale: "de",
    known: TERMINAL_ROUND,
    open: () => openTerminalStage({ dialog, locale: "de" }),
  },
  {
    on: "a terminal, a round",
    walk: ROUND,
    locale: "en",
    known: [],
    open: () => openTerminalStage({ dialog }),
  },
];

/** Plays every scene in made-up languages, and finds what is said in another one. */
export function describeLanguages(): void {
  it.each(SURFACES)(
    "no text in another language is on a screen on $on",
    async ({ walk, locale, known, open }) => {
      const stage = await open();
      const found = new Set<string>();
      for (const { name, act } of walk) {
        try {
          await act(stage);
        } catch (cause) {
          throw new Error(`Could not play "${name}"`, { cause });
        }
        for (const shot of stage.shoot())
          for (const line of strangeIn(shot, locale)) found.add(line);
      }
      await stage.stop();
      expect([...found].toSorted()).toEqual(known.toSorted());
    },
  );
}

/** Lines on a screen that this language did not say, and that are no name, no key and no file. */
function strangeIn({ drawn, text }: Shot, locale: string): readonly string[] {
  if (text === "(gone)") return [];
  return wordsIn(drawn ?? text)
    .flatMap((words) => notIn(locale, words).split("\n"))
    .map((line) => line.replaceAll(/\[[^\]]*\]|→ [@#]\w+:|[\w-]+\.(?:md|csv)|[⟦⟧⟪⟫]/gu, "").trim())
    .filter((line) => /\p{L}{2}/u.test(line));
}
