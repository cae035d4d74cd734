import { expect, test } from "vitest";
import { renderReply as renderDiscord } from "../../adapters/discord/outbound.ts";
import { renderReply as renderSlack } from "../../adapters/slack/outbound.ts";
import type { Conversation } from "../../src/engine/conversation.ts";
import { transition } from "../../src/engine/transition.ts";
import { BEGUN, dialog } from "./expected.ts";

/*
 * Whoever was not understood three times is told that a number or skipping will do. Where skipping stood in a menu, the
 * screen named what nobody saw on it.
 */

const { dialog: spoken, speaker } = dialog.in("");
const scene = {
  owner: "1",
  say: (text: Parameters<typeof speaker.say>[0]) => speaker.say(text),
  ephemeral: true,
  screen: "a",
};

/** The question after so many texts that mean nothing. */
function questionAfter(misses: number) {
  let conversation: Conversation | undefined;
  const texts = ["aif-c01", ...["asdf", "qwer", "zxcv"].slice(0, misses)];
  let reply;
  for (const [at, text] of texts.entries()) {
    const now = BEGUN + at * 60_000;
    const taken = transition(spoken, conversation, { type: "text", text, now });
    ({ conversation } = taken);
    reply = taken.replies.at(-1);
  }
  if (reply?.type !== "question") throw new TypeError("Expected a question");
  return speaker.speak(reply);
}

function slackButtons(misses: number): readonly string[] {
  const showing = { owner: "U0ANA", speaker, noted: new Set<string>() };
  const messages = renderSlack(questionAfter(misses), showing);
  const buttons = [
    ...JSON.stringify(messages).matchAll(
      /"type":"button","text":\{[^}]*"text":"(?<label>[^"]*)"/gu,
    ),
  ];
  return buttons.map(({ groups }) => groups?.["label"] ?? "");
}

function discordButtons(misses: number): readonly string[] {
  const drawn = renderDiscord(questionAfter(misses), scene);
  const buttons = [
    ...JSON.stringify(drawn).matchAll(/"type":2,"style":\d,"label":"(?<label>[^"]*)"/gu),
  ];
  return buttons.map(({ groups }) => groups?.["label"] ?? "");
}

test.each([
  ["Slack", slackButtons],
  ["Discord", discordButtons],
])(
  "%s shows the options with their numbers after a miss, and a button to skip where it says so",
  (_name, buttonsOf) => {
    expect(questionAfter(2).notes.join(" ")).not.toContain("skip");
    expect(buttonsOf(2)).not.toContain("Skip");
    expect(questionAfter(3).notes.join(" ")).toContain("skip");
    expect(buttonsOf(3)).toContain("Skip");
  },
);
