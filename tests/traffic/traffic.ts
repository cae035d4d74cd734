import { expect, it } from "vitest";
// Discord comes first: files are sent by the undici that is loaded first, and its REST can use none but its own.
import { openDiscordStage } from "../screens/discord-stage.ts";
import { openSlackStage } from "../screens/slack-stage.ts";
import type { Stage } from "../screens/stage.ts";
import { watchDiscord } from "./discord-calls.ts";
import { createNames } from "./names.ts";
import { watchSlack } from "./slack-calls.ts";
import { WAYS } from "./ways.ts";

/** A file a way, with what each act of a person leads to: the calls in their order, and what each of them touches. */
export function describeTraffic(): void {
  it.each(Object.keys(WAYS))("the calls are those that were reviewed: %s", async (way) => {
    const slack = await openSlackStage();
    const discord = await openDiscordStage();
    const page = [
      await play("Slack", way, slack, watchSlack(slack, createNames())),
      await play("Discord", way, discord, watchDiscord(discord, createNames())),
    ];
    const file = `traffic/recorded/${way.replaceAll(/\W+/gu, "-")}.txt`;
    await expect(`${page.join("\n\n")}\n`).toMatchFileSnapshot(file);
  });
}

async function play(
  platform: string,
  way: string,
  stage: Stage,
  takeCalls: () => readonly string[],
): Promise<string> {
  const lines = [`== ${platform}`];
  takeCalls();
  for (const [what, act] of WAYS[way] ?? []) {
    try {
      await act(stage);
    } catch (cause) {
      throw new Error(`Could not go on where ${what} on ${platform}`, { cause });
    }
    lines.push("", what, ...takeCalls().map((call) => `  ${call.replaceAll(/ +(?=:|$)/gu, "")}`));
  }
  await stage.stop();
  return lines.join("\n");
}
